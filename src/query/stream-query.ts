import { RecordBatchReader } from 'apache-arrow'
import type { Data } from 'apache-arrow'
import type { Cell, QueryResult } from './cell.ts'
import { createReader, readCell } from './cell-reader.ts'
import type { CellReader } from './cell-reader.ts'
import type { QueryInstance } from './instance.ts'
import { QueryError } from './query-error.ts'

/** How long DuckDB may take to notice that a query was cancelled before its worker is ended. */
const PATIENCE_MS = 2000

export interface QueryLimits {
  readonly mostRows: number
  readonly signal: AbortSignal | undefined
}

/**
 * Runs a query and takes its rows as they come, until there are enough. Rejects with a `QueryError`; one that was cancelled
 * may have ended the instance.
 */
export async function runStreamed(instance: QueryInstance, sql: string, limits: QueryLimits): Promise<QueryResult> {
  const { signal } = limits
  ensureWanted(signal)
  let patience: ReturnType<typeof setTimeout> | undefined
  const cancel = (): void => {
    patience = setTimeout(() => instance.end(cancelled()), PATIENCE_MS)
  }
  signal?.addEventListener('abort', cancel, { once: true })
  const pieces = streamPieces(instance, sql, signal)
  try {
    return await readResult(pieces, limits.mostRows)
  } finally {
    await pieces.return()
    signal?.removeEventListener('abort', cancel)
    clearTimeout(patience)
  }
}

export function cancelled(): QueryError {
  return new QueryError('cancelled', 'The query was stopped.')
}

/**
 * The result's schema, then its batches, as bytes. DuckDB works in slices of a tenth of a second between the calls. What is
 * not read to its end is let go, so that nothing of it stays in memory.
 */
async function* streamPieces(
  instance: QueryInstance,
  sql: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void> {
  let isOver = false
  try {
    let schema = await instance.call(sql, (database, connection) => database.startPendingQuery(connection, sql, true))
    while (schema === null) {
      ensureWanted(signal)
      schema = await instance.call(sql, (database, connection) => database.pollPendingQuery(connection))
    }
    yield schema
    while (!isOver) {
      ensureWanted(signal)
      const piece = await instance.call(sql, (database, connection) => database.fetchQueryResults(connection))
      isOver = piece?.length === 0
      if (piece !== null && !isOver) yield piece
    }
  } finally {
    if (!isOver && !instance.hasEnded) await letGo(instance).catch(() => undefined)
  }
}

/** A result that is being streamed ends with the next statement. Where that fails, the next call will say so. */
async function letGo(instance: QueryInstance): Promise<void> {
  await instance.call('', (database, connection) => database.cancelPendingQuery(connection))
  await instance.run('SELECT NULL')
}

function ensureWanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled()
}

async function readResult(pieces: AsyncIterable<Uint8Array>, mostRows: number): Promise<QueryResult> {
  const reader = await RecordBatchReader.from(pieces)
  await reader.open()
  const { fields } = reader.schema
  const readers = fields.map(createReader)
  const columns = fields.map(({ name }, i) => {
    const { type, isNumeric } = readers[i] as CellReader
    return { name, type, isNumeric }
  })
  const rows: Cell[][] = []
  for await (const { data, numRows } of reader) {
    const wanted = Math.min(numRows, mostRows - rows.length)
    for (let row = 0; row < wanted; row++) {
      rows.push(readers.map((each, column) => readCell(each, data.children[column] as Data, row)))
    }
    if (wanted < numRows) return { columns, rows, isCut: true }
  }
  return { columns, rows, isCut: false }
}
