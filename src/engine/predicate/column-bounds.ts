import { comparatorOf } from './compare.ts'
import { isFloating, isSimple } from './types.ts'
import type { ColumnType, Value } from './types.ts'

/**
 * What is known of one column in some rows: no value is below `min` or above `max`, in the order of `comparatorOf`. They need
 * not be values of the column: a min that was cut, a max that was cut and raised are good. Undefined is not known.
 */
export interface ColumnBounds {
  readonly min: Value
  readonly max: Value
  /** Whether every value, none, or who knows which of them is null. */
  readonly nulls: 'all' | 'none' | 'maybe'
}

/** Statistics of a column in a file, as its writer left them; undefined is not known. */
export interface ColumnStats {
  readonly min?: Value
  readonly max?: Value
  /** Only 0 and the number of rows mean something, which holds for a file with deleted rows too. */
  readonly nullCount?: number | undefined
  /**
   * For floating numbers: true when the writer takes NaN for the greatest number and puts it into max, as Spark does. Many
   * writers leave it out; then nothing is known of max.
   */
  readonly isNanInMax?: boolean
}

export const UNKNOWN_BOUNDS: ColumnBounds = { min: undefined, max: undefined, nulls: 'maybe' }

export function boundsOfStats(type: ColumnType, stats: ColumnStats, rowCount: number | undefined): ColumnBounds {
  const { min, max, nullCount, isNanInMax = false } = stats
  const nulls = nullCount === undefined ? 'maybe' : nullCount === 0 ? 'none' : nullCount === rowCount ? 'all' : 'maybe'
  if (!isFloating(type) || isNanInMax) return { min, max, nulls }
  return { min: Number.isNaN(min) ? undefined : min, max: undefined, nulls }
}

/** For a column with one value in all rows, as a partition column has in a file; undefined is null. */
export function boundsOfConstant(value: Value): ColumnBounds {
  return { min: value, max: value, nulls: value === undefined ? 'all' : 'none' }
}

/** The one value that all rows have, where the bounds leave no other; in an object, for it may be null. */
export function tryConstant(type: ColumnType, bounds: ColumnBounds): { readonly value: Value } | undefined {
  const { min, max, nulls } = bounds
  if (nulls === 'all') return { value: undefined }
  if (nulls !== 'none' || min === undefined || max === undefined || !isSimple(type)) return undefined
  // 0 and -0 are equal, but not the same.
  if (min === 0 && isFloating(type)) return undefined
  return comparatorOf(type)(min, max) === 0 ? { value: min } : undefined
}
