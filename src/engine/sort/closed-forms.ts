import { planMergeStep } from './merge-plan.ts'

/**
 * What theory says of an external sort, to be put beside what was counted. Sizes are in records or in pages as named; a
 * count is exact unless its name says otherwise. Sources: Knuth, The Art of Computer Programming, volume 3, section 5.4;
 * the arithmetic is checked against the algorithm by tests.
 */

/** Runs that fill, sort, spill makes: as many as memory must be filled. */
export function filledRuns(records: number, memoryRecords: number): number {
  return Math.ceil(records / memoryRecords)
}

/** Length of the runs that replacement selection makes of random input, but for the first and the last: twice the heap. */
export function expectedRunLength(heapRecords: number): number {
  return 2 * heapRecords
}

/** Length of the first run of random input: (e - 1) times the heap. */
export function expectedFirstRunLength(heapRecords: number): number {
  return (Math.E - 1) * heapRecords
}

/** Runs that replacement selection makes of random input, on average: the heap goes round with half its length left. */
export function expectedRuns(records: number, heapRecords: number): number {
  if (records <= heapRecords) return 1
  return Math.max(1, 1 + (records - expectedFirstRunLength(heapRecords)) / expectedRunLength(heapRecords))
}

/** Merge passes by repeated division: each pass makes one run of every `fanIn`. 0 for a single run. */
export function mergePasses(runs: number, fanIn: number): number {
  let passes = 0
  for (let left = runs; left > 1; left = Math.ceil(left / fanIn)) passes++
  return passes
}

/** Fewest merge steps: each but the first takes `fanIn` runs and leaves one. */
export function fewestMergeSteps(runs: number, fanIn: number): number {
  return runs < 2 ? 0 : Math.ceil((runs - 1) / (fanIn - 1))
}

/** Page transfers when every pass moves every page: the sort's own pass and the merge passes, each in and out. */
export function pagesMoved(pages: number, passes: number): number {
  return 2 * pages * (1 + passes)
}

/** Most pages that one merge pass can sort: memory of B pages makes runs of B pages and merges B - 1 of them. */
export function onePassPages(memoryPages: number): number {
  return memoryPages * (memoryPages - 1)
}

/** Fewest pages of memory that sort so many pages with one merge pass. */
export function memoryForOnePass(pages: number): number {
  let memory = Math.max(3, Math.floor(Math.sqrt(pages)))
  while (memory > 3 && onePassPages(memory - 1) >= pages) memory--
  while (onePassPages(memory) < pages) memory++
  return memory
}

/** What a sequence of merge steps moves. */
export interface MergeTotals {
  readonly steps: number
  /** Merges that a record of the output has been through, at most. */
  readonly passes: number
  /** Pages read from runs and pages written to runs; those of the output are not among them. */
  readonly pagesRead: number
  readonly pagesSpilled: number
}

/**
 * Plays the merge steps for runs of so many records in pages of so many, without any records. The last step writes the
 * output.
 */
export function planMerges(
  runRecords: readonly number[],
  pageRecords: number,
  fanIn: number,
  policy: 'full' | 'optimal',
): MergeTotals {
  const waiting = runRecords.map((records) => ({ records, level: 0 }))
  const pagesOf = (records: number): number => Math.ceil(records / pageRecords)
  let pagesRead = 0
  let pagesSpilled = 0
  let place = 0
  for (let steps = 1; ; steps++) {
    const sizes = waiting.map((run) => run.records)
    const { first, count, isLast } = planMergeStep(sizes, fanIn, place, policy)
    const inputs = waiting.slice(first, first + count)
    const records = inputs.reduce((sum, run) => sum + run.records, 0)
    const level = Math.max(0, ...inputs.map((run) => run.level)) + (count > 1 ? 1 : 0)
    pagesRead += inputs.reduce((sum, run) => sum + pagesOf(run.records), 0)
    if (isLast) return { steps, passes: level, pagesRead, pagesSpilled }
    pagesSpilled += pagesOf(records)
    waiting.splice(first, count, { records, level })
    place = first + 1
  }
}

/** Most comparisons of a bottom-up merge sort: a pair of groups with r records takes r - 1 at most. */
export function mostMergeSortComparisons(records: number): number {
  return sumOverPairs(records, (low, _middle, high) => high - low - 1)
}

/** Fewest comparisons of a bottom-up merge sort: a pair is merged when its smaller group is used up. */
export function fewestMergeSortComparisons(records: number): number {
  return sumOverPairs(records, (low, middle, high) => Math.min(middle - low, high - middle))
}

/** Matches between a leaf of a loser tree and the top, at most: the levels of the tree. */
export function loserTreeLevels(runs: number): number {
  return runs < 2 ? 0 : 32 - Math.clz32(runs - 1)
}

/** Most comparisons of a merge with a loser tree: one per inner node to build it, one per level and record. */
export function mostLoserTreeComparisons(runs: number, records: number): number {
  return Math.max(0, runs - 1) + Math.max(0, records - 1) * loserTreeLevels(runs)
}

/** Most comparisons of a merge with a binary heap: two per level that an item can sink. */
export function mostHeapComparisons(runs: number, records: number): number {
  if (runs < 2) return 0
  return 2 * runs + 2 * Math.max(0, records - 1) * (31 - Math.clz32(runs))
}

/** Comparisons that no sort by comparison can do without on average: log2 of the number of orders, rounded up. */
export function fewestComparisons(records: number): number {
  let bits = 0
  let product = 1
  for (let i = 2; i <= records; i++) {
    product *= i
    while (product >= 2) {
      product /= 2
      bits++
    }
  }
  return bits + (product > 1 ? 1 : 0)
}

function sumOverPairs(records: number, cost: (low: number, middle: number, high: number) => number): number {
  let sum = 0
  for (let width = 1; width < records; width *= 2) {
    for (let low = 0; low + width < records; low += 2 * width) {
      sum += cost(low, low + width, Math.min(low + 2 * width, records))
    }
  }
  return sum
}
