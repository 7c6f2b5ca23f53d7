import type { Add } from './action-types.ts'
import { runClustering, tryReadClustering } from './clustering.ts'
import { planBins, USUAL_SIZES } from './optimize-plan.ts'
import type { OptimizeSizes } from './optimize-plan.ts'
import { planFiles } from './plan-files.ts'
import { commitRewrite, readAll } from './rewrite-files.ts'
import { ALL_ROWS } from './row-condition.ts'
import type { RowCondition } from './row-condition.ts'
import { ensureWritable } from './table-changes.ts'
import { createLayout, resolvePlanned } from './table-layout.ts'
import type { Planned } from './table-layout.ts'
import { openTable } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import type { OperationResult } from './transaction.ts'
import { DeltaWriteError } from './write-error.ts'
import { writeFiles } from './write-files.ts'

export interface OptimizeOptions extends Partial<OptimizeSizes> {
  /** On columns of partitions only. */
  readonly where?: RowCondition
  /** Of a clustered table: files that were clustered by other columns too. */
  readonly isFull?: boolean
}

/**
 * OPTIMIZE: makes one file of many small ones, or orders a clustered table; the rows stay what they are. `unchanged` when
 * there is nothing to do. Throws DELTA_OPTIMIZE_FULL_NOT_SUPPORTED for FULL without columns to cluster by.
 */
export async function runOptimize(
  writer: TableWriter,
  options: Planned<OptimizeOptions> = {},
): Promise<OperationResult> {
  const snapshot = await openTable(writer)
  ensureWritable(snapshot)
  const layout = createLayout(snapshot.protocol, snapshot.metadata)
  const { where = ALL_ROWS, isFull = false, ...sizes } = resolvePlanned(options, layout)
  const clustering = tryReadClustering(snapshot, layout) ?? []
  if (clustering.length > 0) {
    return runClustering(writer, snapshot, layout, clustering, { where, isFull, ...sizes })
  }
  if (isFull) {
    const what = 'the table has no columns to cluster by, and FULL has no other meaning'
    throw new DeltaWriteError('DELTA_OPTIMIZE_FULL_NOT_SUPPORTED', what, 'FULL')
  }
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
