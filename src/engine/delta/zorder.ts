import type { Add } from './action-types.ts'
import { bitsFor, hilbertIndex, rangeIds, zOrderIndex } from './curves.ts'
import { commitRewrite, ensurePartitionOnly, readAll } from './optimize.ts'
import { groupFiles, USUAL_SIZES } from './optimize-plan.ts'
import { planFiles } from './plan-files.ts'
import { ALL_ROWS } from './row-condition.ts'
import type { RowCondition } from './row-condition.ts'
import { boundedColumns, compareCodePoints } from './stats-writer.ts'
import { ensureWritable } from './table-changes.ts'
import { createLayout, resolvePlanned } from './table-layout.ts'
import type { Planned, TableLayout } from './table-layout.ts'
import { openTable } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import type { OperationResult } from './transaction.ts'
import type { DeltaValue } from './values.ts'
import { DeltaWriteError } from './write-error.ts'
import { writeFiles } from './write-files.ts'
import type { Row } from './write-files.ts'

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

const USUAL_RANGES = 1000

/**
 * OPTIMIZE … ZORDER BY: writes all files of each partition anew, so that near rows are in one file. Rows are not sorted inside
 * a file. It is not incremental: a second run writes everything again. Throws DELTA_ZORDERING_ON_PARTITION_COLUMN,
 * DELTA_ZORDERING_ON_COLUMN_WITHOUT_STATS and DELTA_COLUMN_NOT_FOUND.
 */
export async function runZOrder(writer: TableWriter, planned: Planned<ZOrderOptions>): Promise<OperationResult> {
  const snapshot = await openTable(writer)
  ensureWritable(snapshot)
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
    const count = Math.max(1, Math.ceil(sizeBytes / (options.maxFileSizeBytes ?? USUAL_SIZES.maxFileSizeBytes)))
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

export interface CurveOptions {
  readonly curve: 'z' | 'hilbert'
  readonly ranges: number
}

/**
 * Cuts rows into `count` parts of about as many rows along a curve over columns (MultiDimClustering.scala): of each column the
 * number of its range, from these the place on the curve, and by that the part. Inside a part rows keep their order.
 */
export function clusterRows(
  rows: readonly Row[],
  places: readonly number[],
  count: number,
  { curve, ranges }: CurveOptions,
): Row[][] {
  const ids = places.map((place) =>
    rangeIds(
      rows.map((row) => row[place]),
      ranges,
      compareNullsFirst,
    ),
  )
  const bits = bitsFor(ranges)
  const indexOf = curve === 'hilbert' && places.length > 1 ? hilbertIndex : zOrderIndex
  const keys = rows.map((_, row) =>
    indexOf(
      ids.map((column) => column[row] as number),
      bits,
    ),
  )
  const parts = rangeIds(keys, count, (a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const groups = Array.from({ length: count }, (): Row[] => [])
  rows.forEach((row, i) => groups[parts[i] as number]?.push(row))
  return groups.filter((group) => group.length > 0)
}

function compareNullsFirst(a: DeltaValue, b: DeltaValue): number {
  if (a === undefined || b === undefined) return (a === undefined ? 0 : 1) - (b === undefined ? 0 : 1)
  if (typeof a === 'string') return compareCodePoints(a, b as string)
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0
}
