/** Orders of points in several dimensions that keep near points near: the Z curve and the Hilbert curve. */

/**
 * For each value the number of its range, as Spark's RangePartitioner cuts them when its sample is all of them
 * (Partitioner.scala, determineBounds): a bound is the value at which the share of a range is full, no value is a bound twice,
 * and equal values are in one range. There are `ranges` ranges at most, counted from 0 without a gap.
 */
export function rangeIds<T>(values: readonly T[], ranges: number, compare: (a: T, b: T) => number): number[] {
  const order = [...values.keys()].sort((a, b) => compare(values[a] as T, values[b] as T))
  const ids = new Array<number>(values.length).fill(0)
  let id = 0
  let target = order.length / ranges
  let bound: { readonly value: T } | undefined
  order.forEach((place, rank) => {
    const value = values[place] as T
    // Whatever stands behind the last bound is of the next range.
    if (bound !== undefined && compare(value, bound.value) > 0) {
      id++
      bound = undefined
    }
    ids[place] = id
    if (bound === undefined && rank + 1 >= target && id < ranges - 1) {
      bound = { value }
      target += order.length / ranges
    }
  })
  return ids
}

/** Bits that hold every number in [0, count). */
export function bitsFor(count: number): number {
  return count <= 1 ? 1 : 32 - Math.clz32(count - 1)
}

/** The place of a point on the Z curve: the bits of its coordinates in turn, the highest first, of the first one first. */
export function zOrderIndex(point: readonly number[], bits: number): bigint {
  let index = 0n
  for (let bit = bits - 1; bit >= 0; bit--) {
    for (const coordinate of point) index = (index << 1n) | BigInt((coordinate >>> bit) & 1)
  }
  return index
}

/**
 * The place of a point on the Hilbert curve of its dimensions, each coordinate in [0, 2^bits), bits in [1, 31] (J. Skilling, Programming the
 * Hilbert curve, 2004). Neighbours on the curve are neighbours in space.
 */
export function hilbertIndex(point: readonly number[], bits: number): bigint {
  const x = [...point]
  const last = x.length - 1
  const highest = 1 << (bits - 1)
  for (let q = highest; q > 1; q /= 2) {
    for (let i = 0; i <= last; i++) turn(x, i, q)
  }
  for (let i = 1; i <= last; i++) x[i] = (x[i] as number) ^ (x[i - 1] as number)
  let flip = 0
  for (let q = highest; q > 1; q /= 2) if (((x[last] as number) & q) !== 0) flip ^= q - 1
  return zOrderIndex(
    x.map((coordinate) => coordinate ^ flip),
    bits,
  )
}

/** Mirrors the lower bits of the first axis, or exchanges them with those of another. */
function turn(x: number[], i: number, q: number): void {
  const low = q - 1
  const first = x[0] as number
  const other = x[i] as number
  if ((other & q) !== 0) {
    x[0] = first ^ low
    return
  }
  const difference = (first ^ other) & low
  x[0] = first ^ difference
  x[i] = (x[i] as number) ^ difference
}
