import { parseCount, parseList, parseRecord } from '../../base/parse.ts'
import { readRows, ensureSchema } from '../delta/read-rows.ts'
import type { RowBatch } from '../delta/data-file.ts'
import { loadSnapshot } from '../delta/snapshot.ts'
import type { SnapshotTarget } from '../delta/snapshot.ts'
import type { StructField } from '../delta/schema.ts'
import type { MemoryStore } from '../storage/memory-store.ts'
import { createWorkOf } from './answer.ts'
import { buildTable } from './delta-table.ts'
import { OperationError } from './operation.ts'
import type { Operation } from './operation.ts'
import { told } from './read-table.ts'

/** The rows of a version, by columns. */
export interface TableRows {
  readonly version: number
  readonly columns: readonly Pick<StructField, 'name' | 'type'>[]
  readonly batches: readonly Pick<RowBatch, 'columns' | 'kept' | 'rows'>[]
}

const MOST_ROWS = 1_000_000

/**
 * The rows of a run's table, up to an event, at versions: parameters `{ run, acts, until, targets }`, each target as
 * `SnapshotTarget` has it. Its answer is a `TableRows` for each; it has no log.
 */
export const tableRowsOperation: Operation = {
  name: 'table-rows',
  samples: [],
  prepare: (params) => {
    const given = parseRecord(params, 'params')
    const until = parseCount(given['until'], 'until')
    const targets = parseList(given['targets'], 'targets').map((target, i) => parseTarget(target, `targets[${i}]`))
    return createWorkOf(async () => {
      const store = await buildTable(given['run'], given['acts'], until)
      return Promise.all(targets.map((target) => told(() => rowsAt(store, target))))
    })
  },
}

async function rowsAt(store: MemoryStore, target: SnapshotTarget): Promise<TableRows> {
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

/** A version or a time as the page names it. Throws `ParseError`. */
export function parseTarget(value: unknown, where: string): SnapshotTarget {
  const { version, timestamp } = parseRecord(value, where)
  if (version !== undefined) return { version: parseCount(version, `${where}.version`) }
  if (timestamp !== undefined) return { timestamp: parseCount(timestamp, `${where}.timestamp`) }
  return {}
}
