/** Closed forms of an external sort, in whole numbers: repeated division and doubling, no floating-point logarithms. */

export function ceilDivide(dividend: number, divisor: number): number {
  return Math.ceil(dividend / divisor)
}

/** The smallest n with 2^n ≥ value: levels of a loser tree over `value` leaves. */
export function log2Ceil(value: number): number {
  let levels = 0
  for (let leaves = 1; leaves < value; leaves *= 2) levels++
  return levels
}

/** Levels between a leaf of a loser tree over so many leaves and its top: one match each. */
export function levelsAbove(leaf: number, leaves: number): number {
  let levels = 0
  for (let node = (leaf + leaves) >> 1; node > 0; node >>= 1) levels++
  return levels
}

/** The largest n with 2^n ≤ value: levels below the root of a binary heap of `value` items. */
export function log2Floor(value: number): number {
  let levels = 0
  for (let items = 2; items <= value; items *= 2) levels++
  return levels
}

/** Merge passes that leave one run, each merging groups of at most `fanIn` runs. */
export function mergePasses(runs: number, fanIn: number): number {
  let passes = 0
  for (let left = runs; left > 1; left = ceilDivide(left, fanIn)) passes++
  return passes
}

/** Most comparisons that sinking the item at the top of a heap of `size` items takes: two for each level it passes. */
export function heapBound(size: number): number {
  const levels = log2Floor(size)
  // The one item of the last level of a heap of 2^n items has no sibling to be compared with.
  return size === 2 ** levels ? Math.max(0, 2 * levels - 1) : 2 * levels
}

/** Most comparisons that a bottom-up merge sort of `slots` slots takes: a merge of a and b slots takes a + b - 1. */
export function mergeSortBound(slots: number): number {
  let bound = 0
  for (let width = 1; width < slots; width *= 2) {
    for (let low = 0; low + width < slots; low += 2 * width) bound += Math.min(2 * width, slots - low) - 1
  }
  return bound
}

/** Records of the first merge so that every later merge is full: the smallest merge that wastes nothing. */
export function optimalFirstFanIn(runs: number, fanIn: number): number {
  if (runs <= fanIn) return runs
  const rest = (runs - 1) % (fanIn - 1)
  return rest === 0 ? fanIn : rest + 1
}
