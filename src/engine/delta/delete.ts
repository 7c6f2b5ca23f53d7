import type { Add } from './action-types.ts'
import { readFileRows } from './file-rows.ts'
import { physicalName } from './column-mapping.ts'
import { parsePartitionValue } from './partition-value.ts'
import { planFiles } from './plan-files.ts'
import { finishCommit } from './post-commit.ts'
import { writeChanges } from './row-changes.ts'
import type { FileChange, RowChange } from './row-changes.ts'
import type { PartitionFilter } from './read-set.ts'
import { ALL_ROWS } from './row-condition.ts'
import type { RowCondition } from './row-condition.ts'
import { ensureRemovable } from './table-changes.ts'
import { createLayout, resolvePlanned } from './table-layout.ts'
import type { Planned, TableLayout } from './table-layout.ts'
import { openTable } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { Transaction } from './transaction.ts'
import type { OperationResult } from './transaction.ts'
import type { Row } from './write-files.ts'
import { stageAppTransaction } from './append.ts'
import type { AppTransaction } from './append.ts'

export interface DeleteOptions {
  readonly where?: RowCondition
  readonly txn?: AppTransaction
}

/**
 * DELETE: removes the rows of a condition, all of them without one. A condition on partitions alone removes files without
 * reading them. `unchanged` when there is no such row.
 */
export async function runDelete(writer: TableWriter, options: Planned<DeleteOptions> = {}): Promise<OperationResult> {
  const snapshot = await openTable(writer)
  ensureRemovable(snapshot)
  const layout = createLayout(snapshot.protocol, snapshot.metadata)
  const { where = ALL_ROWS, txn: app } = resolvePlanned(options, layout)
  const txn = new Transaction(writer, snapshot)
  const skipped = stageAppTransaction(writer, txn, app)
  if (skipped !== undefined) return skipped
  const candidates = planFiles(writer, snapshot, where)
  const parameters = { predicate: JSON.stringify(where === ALL_ROWS ? [] : [where.text]) }
  if (where.isPartitionOnly) {
    const files = candidates.filter((file) => where.test(partitionRow(layout, file)) === true)
    txn.readFiles(where.partitions, files)
    if (files.length === 0) return { kind: 'unchanged', reason: 'no file is in such a partition' }
    txn.stageRemoves(files, true)
    return finishCommit(writer, txn, { name: 'DELETE', parameters, metrics: { numRemovedFiles: files.length } })
  }
  txn.readFiles(filterOf(where), candidates)
  const changes: FileChange[] = []
  for (const file of candidates) {
    const read = await readFileRows(writer, snapshot, file)
    changes.push({ read, changes: findRows(read.rows, where, () => ({ kind: 'delete' })) })
  }
  const { actions, metrics } = await writeChanges(writer, snapshot, layout, changes)
  if (actions.length === 0) return { kind: 'unchanged', reason: `no row has ${where.text}` }
  txn.stage(...actions)
  return finishCommit(writer, txn, { name: 'DELETE', parameters, metrics })
}

/** What an operation on the rows of a condition reads. */
export function filterOf(where: RowCondition): PartitionFilter {
  return { ...where.partitions, matchesRow: (row) => where.test(row) === true }
}

/** What happens to the rows that meet a condition, by their places. */
export function findRows(
  rows: readonly Row[],
  where: RowCondition,
  change: (row: Row) => RowChange,
): Map<number, RowChange> {
  const changes = new Map<number, RowChange>()
  rows.forEach((row, place) => {
    if (where.test(row) === true) changes.set(place, change(row))
  })
  return changes
}

/** A row of a file as far as the log tells it: the columns of its partition. */
export function partitionRow({ schema, partitions, mode }: TableLayout, { path, partitionValues }: Add): Row {
  return schema.fields.map((field) => {
    if (!partitions.includes(field)) return undefined
    return parsePartitionValue(field.type, partitionValues.get(physicalName(field, mode)), `${path}:${field.name}`)
  })
}
