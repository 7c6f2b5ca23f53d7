import type { Action, Add } from './action-types.ts'
import type { Operation } from './commit-info.ts'
import { readFileRows } from './file-rows.ts'
import { planBins, USUAL_SIZES } from './optimize-plan.ts'
import type { OptimizeSizes } from './optimize-plan.ts'
import { planFiles } from './plan-files.ts'
import { finishCommit } from './post-commit.ts'
import { Replay } from './replay.ts'
import { ALL_ROWS } from './row-condition.ts'
import type { RowCondition } from './row-condition.ts'
import type { Snapshot } from './snapshot.ts'
import { ensureWritable } from './table-changes.ts'
import { createLayout, resolvePlanned } from './table-layout.ts'
import type { Planned } from './table-layout.ts'
import { openTable, report } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { createRemove, Transaction } from './transaction.ts'
import type { OperationResult } from './transaction.ts'
import { DeltaWriteError } from './write-error.ts'
import { writeFiles } from './write-files.ts'
import type { Row } from './write-files.ts'

export interface OptimizeOptions extends Partial<OptimizeSizes> {
  /** On columns of partitions only. */
  readonly where?: RowCondition
}

/** OPTIMIZE: makes one file of many small ones; the rows stay what they are. `unchanged` when there is nothing to do. */
export async function runOptimize(
  writer: TableWriter,
  options: Planned<OptimizeOptions> = {},
): Promise<OperationResult> {
  const snapshot = await openTable(writer)
  ensureWritable(snapshot)
  const layout = createLayout(snapshot.protocol, snapshot.metadata)
  const { where = ALL_ROWS, ...sizes } = resolvePlanned(options, layout)
  ensurePartitionOnly(where)
  const files = planFiles(writer, snapshot, where)
  const bins = planBins(files, { ...USUAL_SIZES, ...sizes })
  if (bins.length === 0) return { kind: 'unchanged', reason: 'no two files are small enough to become one' }
  const adds: Add[] = []
  for (const bin of bins) {
    const rows = await readAll(writer, snapshot, bin)
    adds.push(...(await writeFiles({ ...writer, mostRowsPerFile: Infinity }, layout, rows, false)))
  }
  const predicate = JSON.stringify(where === ALL_ROWS ? [] : [where.text])
  const parameters = { predicate, zOrderBy: '[]', clusterBy: '[]', auto: 'false' }
  return commitRewrite(writer, snapshot, bins.flat(), adds, { name: 'OPTIMIZE', parameters })
}

/** Throws DELTA_NON_PARTITION_COLUMN_REFERENCE: files are rewritten whole, so a condition on rows has no meaning. */
export function ensurePartitionOnly({ isPartitionOnly, text }: RowCondition): void {
  if (isPartitionOnly) return
  const what = `the condition ${text} of OPTIMIZE looks at columns that are no partition columns`
  throw new DeltaWriteError('DELTA_NON_PARTITION_COLUMN_REFERENCE', what, 'WHERE')
}

/** The rows of files, one file after the other. */
export async function readAll(writer: TableWriter, snapshot: Snapshot, files: readonly Add[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const file of files) {
    const read = await readFileRows(writer, snapshot, file)
    for (const row of read.rows) rows.push(row)
  }
  return rows
}

/**
 * Commits files that hold the same rows as others. After a conflict it begins anew on the newest version, as long as all the
 * files that it was made from are still there (OptimizeTableCommand.commitAndRetry); else the conflict is the result.
 */
export async function commitRewrite(
  writer: TableWriter,
  snapshot: Snapshot,
  removed: readonly Add[],
  added: readonly Add[],
  { name, parameters }: Omit<Operation, 'metrics'>,
): Promise<OperationResult> {
  const removes: Action[] = removed.map((file) => createRemove(file, writer.now(), false))
  const metrics = {
    numRemovedFiles: removed.length,
    numAddedFiles: added.length,
    numRemovedBytes: sumSizes(removed),
    numAddedBytes: sumSizes(added),
  }
  for (let base = snapshot; ;) {
    const txn = new Transaction(writer, base)
    txn.readOnlyFiles(removed)
    txn.stage(...removes, ...added)
    const result = await finishCommit(writer, txn, { name, parameters, metrics })
    if (result.kind !== 'conflicted') return result
    const latest = await openTable(writer)
    if (latest.version <= base.version || !hasAll(writer, latest, removed)) return result
    report(writer, { kind: 'restarted', reason: 'all files that were rewritten are still in the table' })
    base = latest
  }
}

function hasAll({ store }: TableWriter, { files }: Snapshot, wanted: readonly Add[]): boolean {
  const keys = new Replay(store.rootPath)
  return wanted.every((file) => files.has(keys.keyOf(file)))
}

function sumSizes(files: readonly Add[]): number {
  return files.reduce((sum, { size }) => sum + size, 0)
}
