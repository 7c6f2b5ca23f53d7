import type { StatementOptions } from '../delta/sql-statement.ts'
import { SqlError } from '../predicate/sql-error.ts'
import { explainSqlError, parseProgram } from '../sql/parse-program.ts'
import type { Program, Setting, Settings } from '../sql/parse-program.ts'
import { OperationError } from './operation.ts'

/** Reads the program of a parameter. Throws `OperationError` that names the parameter, line and column. */
export function readProgram(text: string, where: string): Program {
  try {
    const program = parseProgram(text)
    for (const step of program) if (step.kind === 'statement') planOptions(step.settings, where)
    return program
  } catch (error) {
    if (error instanceof SqlError) throw new OperationError(error.code, explainSqlError(error), where)
    throw error
  }
}

/** What settings ask for. Throws `OperationError` for values that are none. */
export function planOptions(settings: Settings, where: string): StatementOptions {
  const txn = planTxn(settings, where)
  const least = planSize(settings, 'spark.databricks.delta.optimize.minFileSize', where)
  const most = planSize(settings, 'spark.databricks.delta.optimize.maxFileSize', where)
  return {
    ...(txn === undefined ? {} : { txn }),
    isDynamicOverwrite: planOverwriteMode(settings, where) === 'dynamic',
    sizes: {
      ...(least === undefined ? {} : { minFileSizeBytes: least }),
      ...(most === undefined ? {} : { maxFileSizeBytes: most }),
    },
    vacuum: { isRetentionChecked: settings.get('spark.databricks.delta.retentionDurationCheck.enabled') !== 'false' },
  }
}

function planOverwriteMode(settings: Settings, where: string): string {
  const name = 'spark.sql.sources.partitionOverwriteMode'
  const mode = settings.get(name)?.toLowerCase() ?? 'static'
  if (mode === 'static' || mode === 'dynamic') return mode
  throw new OperationError('BAD_PROGRAM', `${name} is static or dynamic; "${mode}" is neither`, where)
}

function planTxn(settings: Settings, where: string): StatementOptions['txn'] {
  const appId = settings.get('spark.databricks.delta.write.txnAppId')
  const version = settings.get('spark.databricks.delta.write.txnVersion')
  if (appId === undefined && version === undefined) return undefined
  // Spark refuses one without the other, too (DELTA_INVALID_IDEMPOTENT_WRITES_OPTIONS).
  if (appId === undefined || version === undefined || !/^\d{1,15}$/.test(version)) {
    const what = 'txnAppId and a whole number as txnVersion are set together, or not at all'
    throw new OperationError('BAD_PROGRAM', what, where)
  }
  return { appId, version: Number(version) }
}

function planSize(settings: Settings, name: Setting, where: string): number | undefined {
  const text = settings.get(name)
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,11}$/.test(text)) return Number(text)
  throw new OperationError('BAD_PROGRAM', `${name} is a number of bytes; "${text}" is none`, where)
}
