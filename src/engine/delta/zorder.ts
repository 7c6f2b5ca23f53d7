import type { Add } from './action-types.ts'
import { clusterRows, USUAL_RANGES } from './curve-rows.ts'
import { ensurePartitionOnly } from './optimize.ts'
import { groupFiles, USUAL_SIZES } from './optimize-plan.ts'
import { planFiles } from './plan-files.ts'
import { commitRewrite, readAll } from './rewrite-files.ts'
import { ALL_ROWS } from './row-condition.ts'
import type { RowCondition } from './row-condition.ts'
import { boundedColumns } from './stats-writer.ts'
import { ensureWritable } from './table-changes.ts'
import { isSupported } from './table-features.ts'
import { createLayout, resolvePlanned } from './table-layout.ts'
import type { Planned, TableLayout } from './table-layout.ts'
import { openTable } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import type { OperationResult } from './transaction.ts'
import { DeltaWriteError } from './write-error.ts'
import { writeFiles } from './write-files.ts'

export interface ZOrderOptions {
  /** Columns of data files that have statistics, at the top of the schema. */
  readonly columns: readonly string[]
  /** On columns of partitions only. */
  readonly where?: RowCondition
  readonly maxFileSizeBytes?: number
  /** The Hilbert curve is that of clustered tables; of one column both are a plain order. */
  readonly curve?: 'z' | 'hilbert'
  /** Ranges of each column: Delta's mdc.rangeId.max, 1000. */
  readonly ranges?: number
}

/**
 * OPTIMIZE … ZORDER BY: writes all files of each partition anew, so that near rows are in one file, as many as the greatest
 * size goes into the bytes that are there, and one at least (OptimizeTableCommand.runOptimizeBinJob). Rows are not sorted inside
 * a file. It is not incremental: a second run writes everything again. Throws DELTA_ZORDERING_ON_PARTITION_COLUMN,
 * DELTA_ZORDERING_ON_COLUMN_WITHOUT_STATS, DELTA_COLUMN_NOT_FOUND, and DELTA_CLUSTERING_WITH_ZORDER_BY for a clustered table.
 */
export async function runZOrder(writer: TableWriter, planned: Planned<ZOrderOptions>): Promise<OperationResult> {
  const snapshot = await openTable(writer)
  ensureWritable(snapshot)
  if (isSupported(snapshot.protocol, 'clustering')) {
    const what = 'the table is a clustered one: OPTIMIZE orders it by the columns of CLUSTER BY'
    throw new DeltaWriteError('DELTA_CLUSTERING_WITH_ZORDER_BY', what, 'ZORDER BY')
  }
  const layout = createLayout(snapshot.protocol, snapshot.metadata)
  const options = resolvePlanned(planned, layout)
  const { columns, where = ALL_ROWS, curve = 'z' } = options
  const places = columns.map((name) => findColumn(layout, name))
  ensurePartitionOnly(where)
  const files = planFiles(writer, snapshot, where)
  if (files.length === 0) return { kind: 'unchanged', reason: 'the table has no files' }
  const adds: Add[] = []
  for (const members of groupFiles(files).values()) {
    const rows = await readAll(writer, snapshot, members)
    const sizeBytes = members.reduce((sum, { size }) => sum + size, 0)
    const count = Math.max(1, Math.floor(sizeBytes / (options.maxFileSizeBytes ?? USUAL_SIZES.maxFileSizeBytes)))
    for (const part of clusterRows(rows, places, count, { curve, ranges: options.ranges ?? USUAL_RANGES })) {
      adds.push(...(await writeFiles({ ...writer, mostRowsPerFile: Infinity }, layout, part, false)))
    }
  }
  const predicate = JSON.stringify(where === ALL_ROWS ? [] : [where.text])
  const names = JSON.stringify(columns)
  const parameters = {
    predicate,
    zOrderBy: curve === 'z' ? names : '[]',
    clusterBy: curve === 'z' ? '[]' : names,
    auto: 'false',
  }
  return commitRewrite(writer, snapshot, files, adds, { name: 'OPTIMIZE', parameters })
}

/** The place of a column in a row. */
function findColumn({ schema, partitions, stats }: TableLayout, name: string): number {
  const place = schema.fields.findIndex((field) => field.name.toLowerCase() === name.toLowerCase())
  const field = schema.fields[place]
  if (field === undefined) {
    throw new DeltaWriteError('DELTA_COLUMN_NOT_FOUND', `the table has no column ${name}`, name)
  }
  if (partitions.includes(field)) {
    const what = `${name} is a partition column, whose values are not in the data files`
    throw new DeltaWriteError('DELTA_ZORDERING_ON_PARTITION_COLUMN', what, name)
  }
  if (!boundedColumns(stats).includes(field.name)) {
    const what = `${name} has no statistics, so that no file could be skipped by it`
    throw new DeltaWriteError('DELTA_ZORDERING_ON_COLUMN_WITHOUT_STATS', what, name)
  }
  return place
}
