import { tryParseMicros } from '../../base/calendar.ts'
import { formatBytes, formatCount, formatPlural } from '../../base/format.ts'
import { parseProgram } from '../../engine/sql/parse-program.ts'
import { writtenOffset } from '../../engine/sql/parse-select.ts'
import { SourceText } from '../../engine/sql/source.ts'
import type { AsOf, SelectStatement } from '../../engine/sql/statement.ts'
import { ask } from '../../player/ask.ts'
import type { AskedFrom } from '../../player/lab.ts'
import type { WrittenAnswer } from '../../player/written-answer.ts'
import { formatCell } from '../../query/cell.ts'
import type { ColumnBatch, QueryColumn } from '../../query/column-batch.ts'
import { openDatabase } from '../../query/open-database.ts'
import { QueryError } from '../../query/query-error.ts'
import { planTables } from '../../query/table-place.ts'

/** A version, or a time in milliseconds since 1970; the table as it is at the event without either. */
export interface TableTarget {
  readonly version?: number
  readonly timestamp?: number
}

/** What the worker answers; see `engine/operations/table-rows.ts`. */
export interface TableRows {
  readonly version: number
  readonly columns: readonly QueryColumn[]
  readonly batches: readonly ColumnBatch[]
}

/** Rows that are shown. */
const MOST_ROWS = 200

/** The text as a query, where it is one and nothing else. */
export function trySelect(text: string): SelectStatement | undefined {
  const [step, ...others] = parseProgram(text)
  if (step?.kind !== 'statement' || others.length > 0 || step.statement.kind !== 'select') return undefined
  return step.statement
}

/** Asks the worker for the rows of the run's table. */
async function readRun({ engine, params: run, acts, position: until }: AskedFrom, targets: readonly TableTarget[]) {
  return (await ask(engine, 'table-rows', { run, acts, until, targets }).answer) as readonly TableRows[]
}

/**
 * Runs a query on the rows that our engine reads from the Parquet files of the versions it names. Rejects with an error for
 * people.
 */
export async function queryTable(
  query: SelectStatement,
  from: AskedFrom,
  readTables: (from: AskedFrom, targets: readonly TableTarget[]) => Promise<readonly TableRows[]> = readRun,
): Promise<WrittenAnswer> {
  const planned = planTables(query.tables)
  const targets = planned.map(({ table }) => targetOf(table.asOf))
  from.onProgress('reading the rows of the table')
  const tables = await readTables(from, targets)
  const database = await openDatabase(({ loadedBytes, totalBytes }) =>
    from.onProgress(`loading DuckDB, ${formatBytes(loadedBytes)} of ${formatBytes(totalBytes)}`),
  )
  for (const [i, { place, table }] of planned.entries()) {
    const rows = tables[i]
    if (rows === undefined) throw new Error(`${table.path.join('.')} is no name of a table here`)
    await database.registerRows(place, rows.columns, rows.batches)
  }
  from.onProgress('running the query')
  const { columns, rows, isCut } = await database.runQuery(query.text, { signal: from.signal, mostRows: MOST_ROWS })
  const versions = [...new Set(tables.map(({ version }) => version))].map((version) => `version ${version}`)
  const count = isCut ? `the first ${formatCount(rows.length)} rows` : formatPlural(rows.length, 'row')
  return {
    columns: columns.map(({ name, isNumeric }) => ({ name, isNumeric })),
    rows: rows.map((row) => row.map((cell, i) => formatCell(cell, columns[i] as (typeof columns)[number]))),
    note: versions.length === 0 ? count : `${count}, from ${versions.join(' and ')}`,
  }
}

/** What went wrong, in words, with line and column where DuckDB knows the place; `written` is the text of the query. */
export function explainQueryFault(error: unknown, query: SelectStatement, written: string): string {
  if (error instanceof QueryError && error.kind === 'cancelled') return 'Stopped.'
  if (error instanceof QueryError && error.position !== undefined) {
    const start = writtenOffset(query, error.position)
    const { line, column } = new SourceText(written).placeOf({ start, end: start })
    return `${error.message.replace(/\.$/, '')} (line ${line}, column ${column})`
  }
  return error instanceof Error ? error.message : String(error)
}

function targetOf(asOf: AsOf | undefined): TableTarget {
  if (asOf === undefined) return {}
  if (asOf.kind === 'version') return { version: asOf.version }
  const micros = tryParseMicros(asOf.timestamp)
  if (micros === undefined) throw new Error(`"${asOf.timestamp}" is no time`)
  return { timestamp: Number(micros / 1000n) }
}
