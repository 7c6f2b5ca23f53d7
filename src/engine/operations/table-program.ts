import type { StatementOptions } from '../delta/sql-statement.ts'
import { SqlError } from '../predicate/sql-error.ts'
import { parseStatement, splitStatements } from '../sql/parse-statement.ts'
import type { Statement } from '../sql/statement.ts'
import { OperationError } from './operation.ts'

/** Statements one after the other, and the time between them. */
export type Program = readonly ProgramStep[]

export type ProgramStep =
  | { readonly kind: 'wait'; readonly hours: number }
  | {
      readonly kind: 'statement'
      readonly text: string
      readonly statement: Statement
      /** What the settings before it ask for. */
      readonly options: StatementOptions
    }

/** Virtual time is counted in 32 bits of milliseconds. */
const MOST_WAIT_HOURS = 24 * 40
const HOURS_IN: Readonly<Record<string, number>> = { hour: 1, day: 24 }

const WAIT = /--\s*(\d+)\s+(hour|day)s?\s+later\s*$/gim
const SETTING = /^\s*SET\s+(spark\.databricks\.delta\.[\w.]+)\s*=\s*(\S+)\s*$/i

/**
 * Reads statements that semicolons part. Two things are understood besides those of `parseStatement`: a comment line
 * `-- 8 days later` lets the clock go on, and `SET key = value` with one of `SETTINGS` holds for the statements behind it.
 * Throws `OperationError` that names `where`, line and column.
 */
export function parseProgram(text: string, where: string): Program {
  const steps: ProgramStep[] = []
  const session = new Map<Setting, string>()
  let end = 0
  let hours = 0
  for (const range of splitProgram(text, where)) {
    for (const wait of waitsIn(text.slice(end, range.start), where)) {
      hours += wait
      steps.push({ kind: 'wait', hours: wait })
    }
    end = range.end
    const own = text.slice(range.start, range.end).trim()
    const setting = SETTING.exec(own)
    if (setting !== null) session.set(ensureSetting(setting[1] as string, where), unquote(setting[2] as string))
    else
      steps.push({
        kind: 'statement',
        text: own,
        statement: parseOne(text, range, where),
        options: optionsOf(session, where),
      })
  }
  for (const wait of waitsIn(text.slice(end), where)) steps.push({ kind: 'wait', hours: wait })
  if (hours > MOST_WAIT_HOURS) {
    throw new OperationError(
      'BAD_PROGRAM',
      `at most ${MOST_WAIT_HOURS / 24} days may pass; these are ${hours / 24}`,
      where,
    )
  }
  return steps
}

function splitProgram(text: string, where: string): readonly { readonly start: number; readonly end: number }[] {
  try {
    return splitStatements(text)
  } catch (error) {
    throw asProgramError(error, where)
  }
}

function parseOne(text: string, range: { readonly start: number; readonly end: number }, where: string): Statement {
  try {
    return parseStatement(text, range)
  } catch (error) {
    throw asProgramError(error, where)
  }
}

function waitsIn(gap: string, where: string): number[] {
  return [...gap.matchAll(WAIT)].map(([, count, unit]) => {
    const hours = Number(count) * (HOURS_IN[(unit as string).toLowerCase()] as number)
    if (hours > MOST_WAIT_HOURS)
      throw new OperationError('BAD_PROGRAM', `at most ${MOST_WAIT_HOURS / 24} days may pass`, where)
    return hours
  })
}

/** Spark's settings that are understood, by their names without `spark.databricks.delta.`. */
const SETTINGS = [
  'write.txnAppId',
  'write.txnVersion',
  'optimize.minFileSize',
  'optimize.maxFileSize',
  'retentionDurationCheck.enabled',
] as const

type Setting = (typeof SETTINGS)[number]

const PREFIX = 'spark.databricks.delta.'

function ensureSetting(key: string, where: string): Setting {
  const found = SETTINGS.find((name) => (PREFIX + name).toLowerCase() === key.toLowerCase())
  if (found !== undefined) return found
  throw new OperationError('BAD_PROGRAM', `${key} is not understood; these are: ${SETTINGS.join(', ')}`, where)
}

function optionsOf(session: ReadonlyMap<Setting, string>, where: string): StatementOptions {
  const txn = txnOf(session, where)
  const [least, most] = [sizeOf(session, 'optimize.minFileSize', where), sizeOf(session, 'optimize.maxFileSize', where)]
  const isRetentionChecked = session.get('retentionDurationCheck.enabled') !== 'false'
  return {
    ...(txn === undefined ? {} : { append: { txn } }),
    sizes: {
      ...(least === undefined ? {} : { minFileSizeBytes: least }),
      ...(most === undefined ? {} : { maxFileSizeBytes: most }),
    },
    vacuum: { isRetentionChecked },
  }
}

function txnOf(session: ReadonlyMap<Setting, string>, where: string): AppendTxn | undefined {
  const appId = session.get('write.txnAppId')
  const version = session.get('write.txnVersion')
  if (appId === undefined && version === undefined) return undefined
  // Spark refuses one without the other, too (DELTA_INVALID_IDEMPOTENT_WRITES_OPTIONS).
  if (appId === undefined || version === undefined || !/^\d{1,15}$/.test(version)) {
    const what = 'txnAppId and a whole number as txnVersion are set together, or not at all'
    throw new OperationError('BAD_PROGRAM', what, where)
  }
  return { appId, version: Number(version) }
}

type AppendTxn = NonNullable<NonNullable<StatementOptions['append']>['txn']>

function sizeOf(session: ReadonlyMap<Setting, string>, name: Setting, where: string): number | undefined {
  const text = session.get(name)
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,11}$/.test(text)) return Number(text)
  throw new OperationError('BAD_PROGRAM', `${PREFIX}${name} is a number of bytes; "${text}" is none`, where)
}

function unquote(text: string): string {
  return text.replace(/^(['"])(.*)\1$/, '$2')
}

function asProgramError(error: unknown, where: string): unknown {
  if (!(error instanceof SqlError)) return error
  return new OperationError(error.code, `${error.message} (line ${error.line}, column ${error.column})`, where)
}
