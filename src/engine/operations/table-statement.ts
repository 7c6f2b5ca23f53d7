import { tryParseMicros } from '../../base/calendar.ts'
import { formatPlural } from '../../base/format.ts'
import { openChanges } from '../delta/change-feed.ts'
import { Outcome } from '../delta/events.ts'
import type { EndPayload, OutcomeCode } from '../delta/events.ts'
import { DeltaError } from '../delta/delta-error.ts'
import { readFileRows } from '../delta/file-rows.ts'
import { ALL_ROWS } from '../delta/row-condition.ts'
import type { RowCondition } from '../delta/row-condition.ts'
import { createCondition } from '../delta/sql-condition.ts'
import { createLayout } from '../delta/table-layout.ts'
import type { Expression } from '../predicate/expression.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import { ensureSchema } from '../delta/read-rows.ts'
import { formatRow } from '../delta/values.ts'
import { planFiles } from '../delta/plan-files.ts'
import type { Snapshot, SnapshotTarget } from '../delta/snapshot.ts'
import { runStatement } from '../delta/sql-statement.ts'
import type { StatementResult } from '../delta/sql-statement.ts'
import { openTable } from '../delta/table-writer.ts'
import type { TableWriter } from '../delta/table-writer.ts'
import type { OperationResult } from '../delta/transaction.ts'
import { DeltaWriteError } from '../delta/write-error.ts'
import { SqlError } from '../predicate/sql-error.ts'
import type { AsOf, SelectedChanges, SelectStatement } from '../sql/statement.ts'
import { StoreError } from '../storage/object-store.ts'
import { explainSqlError } from '../sql/parse-program.ts'
import type { ProgramStep } from '../sql/parse-program.ts'
import { planOptions } from './table-program.ts'

/** How a statement ended, as its event tells it. */
export interface StatementEnd {
  readonly outcome: OutcomeCode
  /** The version committed or read, -1 without one. */
  readonly version: number
  readonly payload: EndPayload
}

type StatementStep = Extract<ProgramStep, { kind: 'statement' }>

/** Runs one statement. What is wrong with it or with the table is told in its end; what else is thrown goes through. */
export async function runTableStatement(writer: TableWriter, step: StatementStep): Promise<StatementEnd> {
  return tellFailure(() => runKind(writer, step))
}

/** What is wrong with a statement or its table, as the statement's end. */
export async function tellFailure(run: () => Promise<StatementEnd>): Promise<StatementEnd> {
  try {
    return await run()
  } catch (error) {
    return { outcome: Outcome.failed, version: -1, payload: tellError(error) }
  }
}

async function runKind(writer: TableWriter, { statement, settings }: StatementStep): Promise<StatementEnd> {
  switch (statement.kind) {
    case 'select':
      return runQuery(writer, statement)
    case 'describe-history':
    case 'describe-detail': {
      const { version } = await openTable(writer)
      return { outcome: Outcome.read, version, payload: { message: `read the log up to version ${version}` } }
    }
    default:
      return endOf(await runStatement(writer, statement, planOptions(settings, 'SET')))
  }
}

/** Reads what a query would read; what it makes of the rows is a matter of an engine for queries. */
async function runQuery(writer: TableWriter, { tables, text }: SelectStatement): Promise<StatementEnd> {
  if (tables.length === 0) {
    return { outcome: Outcome.unchanged, version: -1, payload: { message: 'the query reads no table' } }
  }
  const where = tables.length === 1 ? tryReadWhere(text) : undefined
  const plain = tables.length === 1 ? PLAIN_QUERY.exec(text) : null
  const isPlain = plain !== null && (plain[1] === undefined || tables[0]?.changes === undefined)
  const preview: string[] = []
  let rows = 0
  let version = -1
  for (const { asOf, changes } of tables) {
    if (changes !== undefined) {
      const feed = await readFeed(writer, changes)
      version = feed.version
      rows += feed.rows.length
      if (isPlain) preview.push(...feed.rows.slice(0, MOST_PREVIEWED))
      continue
    }
    const snapshot = await openTable(writer, asOf === undefined ? {} : targetOf(asOf))
    version = snapshot.version
    const condition = tryCreateCondition(snapshot, where) ?? ALL_ROWS
    for (const file of planFiles(writer, snapshot, condition)) {
      const read = await readFileRows(writer, snapshot, file)
      const kept = read.rows.filter((row) => condition.test(row) === true)
      rows += kept.length
      if (!isPlain) continue
      const shown = kept.slice(0, MOST_PREVIEWED - preview.length)
      preview.push(...shown.map((row) => formatRow(ensureSchema(snapshot), row)))
    }
  }
  const payload = { message: `read version ${version}`, rows, ...(isPlain ? { preview } : {}) }
  return { outcome: Outcome.read, version, payload }
}

/** All rows of `table_changes`, whatever the query's condition, as `formatRow` writes them. */
async function readFeed(
  { store }: TableWriter,
  { start, end }: SelectedChanges,
): Promise<{ readonly version: number; readonly rows: readonly string[] }> {
  const ends = { start: targetOf(start), ...(end === undefined ? {} : { end: targetOf(end) }) }
  const { to, fields, readRows } = await openChanges(store, ends)
  const rows: string[] = []
  for await (const row of readRows()) rows.push(formatRow({ kind: 'struct', fields }, row))
  return { version: to, rows }
}

/** Its rows are those of the table, whole and in no promised order; the first group is its WHERE. */
export const PLAIN_QUERY =
  /^\s*SELECT\s+\*\s+FROM\s+(?:"[^"]*"|`[^`]*`|\S+)(?:\s+AS\s+"[^"]*")?(\s+WHERE\b(?![\s\S]*\b(GROUP|ORDER|HAVING|LIMIT)\b)[\s\S]*)?\s*;?\s*$/i
const MOST_PREVIEWED = 20

/** Undefined for a condition with names or functions that are not known here. */
function tryCreateCondition({ protocol, metadata }: Snapshot, where: Expression | undefined): RowCondition | undefined {
  try {
    return where === undefined ? undefined : createCondition(createLayout(protocol, metadata), where)
  } catch (error) {
    if (error instanceof SqlError) return undefined
    throw error
  }
}

/** The condition of a query on one table, where it is one that can be evaluated here; else every row may be needed. */
function tryReadWhere(text: string): Expression | undefined {
  if (/\b(JOIN|UNION|EXCEPT|INTERSECT|EXISTS)\b|\bSELECT\b[\s\S]*\bSELECT\b/i.test(text)) return undefined
  const found = /\bWHERE\b([\s\S]*?)(?:\b(?:GROUP|ORDER|HAVING|LIMIT|QUALIFY|WINDOW)\b[\s\S]*)?$/i.exec(text)?.[1]
  if (found === undefined) return undefined
  try {
    return parseExpressionText(found, 'duckdb')
  } catch (error) {
    if (error instanceof SqlError) return undefined
    throw error
  }
}

function targetOf(asOf: AsOf): SnapshotTarget {
  if (asOf.kind === 'version') return { version: asOf.version }
  const micros = tryParseMicros(asOf.timestamp)
  if (micros !== undefined) return { timestamp: Number(micros / 1000n) }
  throw new SqlError('INVALID_LITERAL', `"${asOf.timestamp}" is no time`, undefined)
}

function endOf(end: StatementResult): StatementEnd {
  if (end.kind === 'operation') return endOfOperation(end.result)
  const { version, files, isDryRun } = end.result
  const verb = isDryRun ? 'would delete' : 'deleted'
  return { outcome: Outcome.vacuumed, version, payload: { message: `${verb} ${formatPlural(files.length, 'file')}` } }
}

function endOfOperation(result: OperationResult): StatementEnd {
  switch (result.kind) {
    case 'committed':
      return {
        outcome: Outcome.committed,
        version: result.version,
        payload: { message: `committed version ${result.version}` },
      }
    case 'unchanged':
      return { outcome: Outcome.unchanged, version: -1, payload: { message: result.reason } }
    case 'conflicted':
      return { outcome: Outcome.conflicted, version: -1, payload: tellError(result.conflict.error) }
    case 'exhausted':
      return { outcome: Outcome.conflicted, version: -1, payload: tellError(result.error) }
  }
}

/** A told error as data; anything else is thrown again. */
function tellError(error: unknown): EndPayload {
  if (error instanceof DeltaWriteError) {
    const { what, code, exception, action } = error
    return { message: what, code, exception, action }
  }
  if (error instanceof DeltaError || error instanceof StoreError) return { message: error.message, code: error.code }
  if (error instanceof SqlError) return { message: explainSqlError(error), code: error.code }
  throw error
}
