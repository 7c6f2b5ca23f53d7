import { bitsFor, hilbertIndex, rangeIds, zOrderIndex } from './curves.ts'
import { compareCodePoints } from './stats-writer.ts'
import type { DeltaValue } from './values.ts'
import type { Row } from './write-files.ts'

/** Ranges of each column: Delta's mdc.rangeId.max. */
export const USUAL_RANGES = 1000

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
