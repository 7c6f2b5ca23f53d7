import { tryParseMicros } from '../../base/calendar.ts'
import { formatBytes, formatCount, formatPlural } from '../../base/format.ts'
import { parseProgram } from '../../engine/sql/parse-program.ts'
import { writtenOffset } from '../../engine/sql/parse-select.ts'
import { SourceText } from '../../engine/sql/source.ts'
import type { AsOf, SelectedTable, SelectStatement } from '../../engine/sql/statement.ts'
import { AskError, ask } from '../../player/ask.ts'
import type { AskedFrom } from '../../player/lab.ts'
import type { WrittenAnswer } from '../../player/written-answer.ts'
import { formatCell } from '../../query/cell.ts'
import type { ColumnBatch, QueryColumn } from '../../query/column-batch.ts'
import { openDatabase } from '../../query/open-database.ts'
import { QueryError } from '../../query/query-error.ts'
import { planTables } from '../../query/table-place.ts'

/** A version, or a time in milliseconds since 1970; the table as it is at the event without either. */
export interface VersionTarget {
  readonly version?: number
  readonly timestamp?: number
}

/** What is asked for: a version, or what changed between two; `latest` is the version that counts as the last one. */
export type TableTarget =
  | (VersionTarget & { readonly changes?: undefined })
  | {
      readonly changes: { readonly start: VersionTarget; readonly end?: VersionTarget; readonly latest?: number }
    }

/** What the worker answers; see `engine/operations/table-rows.ts`. */
export interface TableRows {
  readonly version: number
  /** Of the changes from one version to another: how many files tell them. */
  readonly changes?: {
    readonly from: number
    readonly to: number
    readonly changeFiles: number
    readonly dataFiles: number
  }
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
  const targets = planned.map(({ table }) => targetOf(table))
  from.onProgress('reading the rows of the table')
  const tables = await readTables(from, targets).catch((error: unknown) => {
    throw placeFault(
      error,
      planned.map(({ table }) => table),
    )
  })
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
  const versions = [...new Set(tables.map(describeRead))]
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

/** "version 3", or "the changes of versions 1 to 3, told by 1 change file and 2 data files" */
function describeRead({ version, changes }: TableRows): string {
  if (changes === undefined) return `version ${formatCount(version)}`
  const { from, to, changeFiles, dataFiles } = changes
  if (to < from) return 'the changes between two times with no commit between them'
  const range = from === to ? `version ${formatCount(from)}` : `versions ${formatCount(from)} to ${formatCount(to)}`
  const files = [
    ...(changeFiles > 0 ? [formatPlural(changeFiles, 'change file')] : []),
    ...(dataFiles > 0 ? [formatPlural(dataFiles, 'data file')] : []),
  ]
  return `the changes of ${range}, told by ${files.length === 0 ? 'the log alone' : files.join(' and ')}`
}

/** What went wrong with one of the tables, with its name in Delta and the place where the query asks for it. */
function placeFault(error: unknown, tables: readonly SelectedTable[]): unknown {
  if (!(error instanceof AskError)) return error
  const index = /^targets\[(\d+)\]$/.exec(error.where)?.[1]
  const table = index === undefined ? undefined : tables[Number(index)]
  if (table === undefined || error.code === 'TOO_MANY_ROWS') return error
  return new AskError(error.code, `${error.code}: ${error.message} ${placeText(table)}`, error.where)
}

function placeText({ place: { line, column } }: SelectedTable): string {
  return `(line ${line}, column ${column})`
}

function targetOf(table: SelectedTable): TableTarget {
  const { asOf, changes } = table
  if (changes === undefined) return asOf === undefined ? {} : versionOf(asOf, table)
  const end = changes.end === undefined ? {} : { end: versionOf(changes.end, table) }
  return { changes: { start: versionOf(changes.start, table), ...end } }
}

function versionOf(asOf: AsOf, table: SelectedTable): VersionTarget {
  if (asOf.kind === 'version') return { version: asOf.version }
  const micros = tryParseMicros(asOf.timestamp)
  if (micros === undefined)
    throw new Error(`DELTA_TIMESTAMP_INVALID: "${asOf.timestamp}" is no time ${placeText(table)}`)
  return { timestamp: Number(micros / 1000n) }
}
