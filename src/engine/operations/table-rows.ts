import { ParseError, parseCount, parseList, parseRecord } from '../../base/parse.ts'
import { openChanges } from '../delta/change-feed.ts'
import type { ChangeEnds } from '../delta/change-feed.ts'
import { readRows, ensureSchema } from '../delta/read-rows.ts'
import type { RowBatch } from '../delta/data-file.ts'
import { loadSnapshot } from '../delta/snapshot.ts'
import type { SnapshotTarget } from '../delta/snapshot.ts'
import type { StructField } from '../delta/schema.ts'
import type { DeltaValue } from '../delta/values.ts'
import type { MemoryStore } from '../storage/memory-store.ts'
import type { ReadableStore } from '../storage/object-store.ts'
import { createWorkOf } from './answer.ts'
import { buildTable } from './delta-table.ts'
import { OperationError } from './operation.ts'
import type { Operation } from './operation.ts'
import { toldOf } from './table-told.ts'

/** The rows of a version, or of the changes between two, by columns. */
export interface TableRows {
  readonly version: number
  readonly changes?: ReadFeed
  readonly columns: readonly Pick<StructField, 'name' | 'type'>[]
  readonly batches: readonly Pick<RowBatch, 'columns' | 'kept' | 'rows'>[]
}

/** What a feed of changes was read from. */
export interface ReadFeed {
  readonly from: number
  /** Before `from` where no commit lies between two times. */
  readonly to: number
  readonly changeFiles: number
  readonly dataFiles: number
}

/** A version or a time, or what `table_changes` is asked for. */
export type RowsTarget = SnapshotTarget | { readonly changes: ChangeEnds }

const MOST_ROWS = 1_000_000

/**
 * The rows of a run's table, up to an event, at versions: parameters `{ run, acts, until, targets }`, each target as
 * `RowsTarget` has it. Its answer is a `TableRows` for each; it has no log. What goes wrong with a target is told with
 * `targets[i]` as its place.
 */
export const tableRowsOperation: Operation = {
  name: 'table-rows',
  samples: [],
  prepare: (params) => {
    const given = parseRecord(params, 'params')
    const until = parseCount(given['until'], 'until')
    const targets = parseList(given['targets'], 'targets').map((target, i) => parseRowsTarget(target, `targets[${i}]`))
    return createWorkOf(async () => {
      const store = await buildTable(given['run'], given['acts'], until)
      return Promise.all(
        targets.map(async (target, i) => {
          try {
            return await rowsAt(store, target)
          } catch (error) {
            throw faultOf(i, error)
          }
        }),
      )
    })
  },
}

async function rowsAt(store: MemoryStore, target: RowsTarget): Promise<TableRows> {
  if ('changes' in target) return endOfSteps(readFeed(store, target.changes, MOST_ROWS))
  const snapshot = await loadSnapshot(store, target)
  const batches: Pick<RowBatch, 'columns' | 'kept' | 'rows'>[] = []
  let count = 0
  for await (const { columns, kept, rows } of readRows(store, snapshot)) {
    count += rows
    if (count > MOST_ROWS) {
      throw new OperationError('TOO_MANY_ROWS', `version ${snapshot.version} has more than ${MOST_ROWS} rows`, 'rows')
    }
    batches.push({ columns, kept, rows })
  }
  const columns = ensureSchema(snapshot).fields.map(({ name, type }) => ({ name, type }))
  return { version: snapshot.version, columns, batches }
}

const ROWS_OF_BATCH = 1000

/** Reads a feed of changes; tells how many rows it has read. Throws TOO_MANY_ROWS. */
export async function* readFeed(
  store: ReadableStore,
  ends: ChangeEnds,
  mostRows: number,
): AsyncGenerator<number, TableRows> {
  const { from, to, fields, readRows: readChanges, opened } = await openChanges(store, ends)
  const rows: (readonly DeltaValue[])[] = []
  yield 0
  for await (const row of readChanges()) {
    if (rows.push(row) > mostRows) {
      const message = `the changes of versions ${from} to ${to} have more than ${mostRows} rows`
      throw new OperationError('TOO_MANY_ROWS', message, 'rows')
    }
    if (rows.length % ROWS_OF_BATCH === 0) yield rows.length
  }
  return {
    version: to,
    changes: { from, to, changeFiles: opened.change, dataFiles: opened.data },
    columns: fields.map(({ name, type }) => ({ name, type })),
    batches: [{ columns: fields.map((_, i) => rows.map((row) => row[i])), kept: undefined, rows: rows.length }],
  }
}

async function endOfSteps<T>(steps: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const step = await steps.next()
    if (step.done === true) return step.value
  }
}

/** A told error with the target that it is about as its place. */
export function faultOf(index: number, error: unknown): unknown {
  const told = toldOf(error)
  return told instanceof OperationError ? new OperationError(told.code, told.message, `targets[${index}]`) : told
}

/** What the page asks for. Throws `ParseError`. */
export function parseRowsTarget(value: unknown, where: string): RowsTarget {
  const { changes } = parseRecord(value, where)
  if (changes === undefined) return parseTarget(value, where)
  const { start, end, latest } = parseRecord(changes, `${where}.changes`)
  return {
    changes: {
      start: parseTarget(start, `${where}.changes.start`),
      ...(end === undefined ? {} : { end: parseTarget(end, `${where}.changes.end`) }),
      ...(latest === undefined ? {} : { latest: parseCount(latest, `${where}.changes.latest`) }),
    },
  }
}

/** Milliseconds since 1970, before it too. */
function parseTime(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new ParseError(where, 'a time in milliseconds')
  return value
}

/** A version or a time as the page names it. Throws `ParseError`. */
export function parseTarget(value: unknown, where: string): SnapshotTarget {
  const { version, timestamp } = parseRecord(value, where)
  if (version !== undefined) return { version: parseCount(version, `${where}.version`) }
  if (timestamp !== undefined) return { timestamp: parseTime(timestamp, `${where}.timestamp`) }
  return {}
}
