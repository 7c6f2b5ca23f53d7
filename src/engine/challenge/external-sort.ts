import { assert } from '../../base/assert.ts'

/** The textbook's external sort, counted by doing it on numbers of pages: no formula is asked. */
export interface SortPlan {
  /** Runs after formation. */
  readonly runs: number
  /** Merge passes, formation left out. */
  readonly passes: number
  /** Pages read and written, all passes, the output written too. */
  readonly pageTransfers: number
}

/** Sorts `pages` with `buffers` pages of memory: runs as long as memory, then merges of `buffers` − 1 runs at a time. */
export function planSort(pages: number, buffers: number): SortPlan {
  assert(pages > 0 && buffers >= 3, 'a merge needs two inputs and an output')
  let runs: number[] = []
  for (let left = pages; left > 0; left -= buffers) runs.push(Math.min(buffers, left))
  const formed = runs.length
  let pageTransfers = 2 * pages
  let passes = 0
  while (runs.length > 1) {
    const merged: number[] = []
    for (let i = 0; i < runs.length; i += buffers - 1) {
      const length = runs.slice(i, i + buffers - 1).reduce((sum, run) => sum + run, 0)
      merged.push(length)
      pageTransfers += 2 * length
    }
    runs = merged
    passes++
  }
  return { runs: formed, passes, pageTransfers }
}

/** The fewest pages of memory that sort `pages` pages with one merge pass at most: found by halving, for passes never grow with memory. */
export function buffersForOnePass(pages: number): number {
  let low = 3
  let high = Math.max(3, pages)
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (planSort(pages, middle).passes <= 1) high = middle
    else low = middle + 1
  }
  return low
}
