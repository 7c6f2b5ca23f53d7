import { SqlError } from '../predicate/sql-error.ts'
import type { Place } from '../predicate/sql-error.ts'
import { parseStatement, splitStatements } from './parse-statement.ts'
import { SourceText } from './source.ts'
import type { TextRange } from './source.ts'
import type { Statement } from './statement.ts'

/** Statements one after the other, and the time between them. */
export type Program = readonly ProgramStep[]

export type ProgramStep =
  | { readonly kind: 'wait'; readonly hours: number }
  | {
      readonly kind: 'statement'
      readonly text: string
      /** Where it stands in the text of the program. */
      readonly place: Place
      readonly statement: Statement
      /** What `SET` has set before it. */
      readonly settings: Settings
    }

export type Settings = ReadonlyMap<Setting, string>

/** Spark's settings that are understood. */
const SETTINGS = [
  'spark.databricks.delta.write.txnAppId',
  'spark.databricks.delta.write.txnVersion',
  'spark.databricks.delta.optimize.minFileSize',
  'spark.databricks.delta.optimize.maxFileSize',
  'spark.databricks.delta.retentionDurationCheck.enabled',
  'spark.sql.sources.partitionOverwriteMode',
] as const

export type Setting = (typeof SETTINGS)[number]

/** Virtual time is counted in 32 bits of milliseconds. */
const MOST_HOURS = 24 * 40
const HOURS_IN: Readonly<Record<string, number>> = { hour: 1, day: 24 }

const WAIT = /--\s*(\d+)\s+(hour|day)s?\s+later\s*$/gim
const SET = /^\s*SET\s+(spark\.[\w.]+)\s*=\s*(\S+)\s*$/i

/**
 * Reads statements that semicolons part. Two things are understood besides those of `parseStatement`: a comment line
 * `-- 8 days later` lets the clock go on, and `SET key = value` with one of `SETTINGS` holds for the statements behind it.
 * Throws `SqlError`.
 */
export function parseProgram(text: string): Program {
  const steps: ProgramStep[] = []
  const source = new SourceText(text)
  const session = new Map<Setting, string>()
  let end = 0
  let hours = 0
  const wait = (gap: TextRange): void => {
    for (const [, count, unit] of text.slice(gap.start, gap.end).matchAll(WAIT)) {
      const own = Number(count) * (HOURS_IN[(unit as string).toLowerCase()] as number)
      hours += own
      steps.push({ kind: 'wait', hours: own })
    }
    if (hours <= MOST_HOURS) return
    const message = `at most ${MOST_HOURS / 24} days may pass; these are ${Math.ceil(hours / 24)}`
    throw new SqlError('NOT_SUPPORTED', message, source.placeOf(gap))
  }
  for (const range of splitStatements(text)) {
    wait({ start: end, end: range.start })
    end = range.end
    const whole = text.slice(range.start, range.end)
    const own = whole.trim()
    const start = range.start + whole.length - whole.trimStart().length
    const set = SET.exec(own)
    if (set !== null) session.set(ensureSetting(set[1] as string, source, range), unquote(set[2] as string))
    else {
      const statement = parseStatement(text, range)
      const place = source.placeOf({ start, end: start + own.length })
      steps.push({ kind: 'statement', text: own, place, statement, settings: new Map(session) })
    }
  }
  wait({ start: end, end: text.length })
  return steps
}

/**
 * What is wrong with a program, with line and column; undefined where nothing is. `check` looks at each of its statements and
 * throws `SqlError` for what it does not take.
 */
export function explainProgram(text: string, check?: (statement: Statement) => void): string | undefined {
  try {
    for (const step of parseProgram(text)) if (step.kind === 'statement') check?.(step.statement)
    return undefined
  } catch (error) {
    if (error instanceof SqlError) return explainSqlError(error)
    throw error
  }
}

/** The message, with the place where there is one. */
export function explainSqlError({ message, place }: SqlError): string {
  return place === undefined ? message : `${message} (line ${place.line}, column ${place.column})`
}

function ensureSetting(key: string, source: SourceText, range: TextRange): Setting {
  const found = SETTINGS.find((name) => name.toLowerCase() === key.toLowerCase())
  if (found !== undefined) return found
  const message = `${key} is not understood; these are: ${SETTINGS.join(', ')}`
  throw new SqlError('NOT_SUPPORTED', message, source.placeOf(range))
}

function unquote(text: string): string {
  return text.replace(/^(['"])(.*)\1$/, '$2')
}
