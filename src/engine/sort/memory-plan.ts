import type { MemoryBudget } from './memory-budget.ts'
import type { SortOptions } from './options.ts'
import type { RecordSource } from './ports.ts'
import { frameWords } from './row-frame.ts'
import type { FrameLayout } from './row-frame.ts'
import { SortError } from './sort-error.ts'

/** How the memory of a sort is cut into pages. */
export interface MemoryPlan {
  /** Words of a page; no frame is longer. */
  readonly pageWords: number
  /** Records of a page, Infinity where memory is counted in bytes. */
  readonly pageRecords: number
  /** All of the memory. */
  readonly words: Int32Array<ArrayBuffer>
}

/** Pages that merging `runs` at a time takes: one for each run and one for the output, twice with double buffering. */
export function pagesForFanIn(runs: number, doubleBuffering: boolean): number {
  return (runs + 1) * (doubleBuffering ? 2 : 1)
}

/** Most runs that can be merged at a time with so many pages; below 2 there is no merging. */
export function fanInForPages(pages: number, doubleBuffering: boolean): number {
  return Math.floor(pages / (doubleBuffering ? 2 : 1)) - 1
}

/** Refuses a memory that cannot hold the pages of a merge. */
export function ensureFanInFits(runs: number, pages: number, doubleBuffering: boolean): void {
  const needed = pagesForFanIn(runs, doubleBuffering)
  if (needed <= pages) return
  const doubled = doubleBuffering ? ', each doubled' : ''
  const message = `${runs} runs need ${needed} pages${doubled}; memory has ${pages}`
  throw new SortError('MEMORY_TOO_SMALL', message, 'fanIn')
}

/** Records that the heap of replacement selection holds: all of the memory but a page that is read and one written. */
export function heapRecords(memoryRecords: number, pageRecords: number): number {
  return memoryRecords - 2 * pageRecords
}

/** Bytes of small arrays beside the pages: counters of the radix sort, heads of the runs of a merge. */
export function fixedBytes(fanIn: number): number {
  return 16_384 + 64 * fanIn
}

/** Reserves the memory of a sort of rows. */
export function planMemory(
  options: SortOptions,
  source: RecordSource,
  layout: FrameLayout,
  budget: MemoryBudget,
): MemoryPlan {
  if (options.pageRecords !== undefined) return planRecords(options, options.pageRecords, source, layout)
  return planBytes(options, budget)
}

/** Memory counted in bytes: all that is left of it, in pages. */
export function planBytes(options: SortOptions, budget: MemoryBudget): MemoryPlan {
  budget.reserve(fixedBytes(options.fanIn), 'bookkeeping')
  const pageWords = options.pageBytes >> 2
  const pages = Math.floor(budget.freeBytes / (4 * pageWords))
  ensureFanInFits(options.fanIn, pages, options.doubleBuffering)
  const words = new Int32Array(budget.allocate(budget.freeBytes - (budget.freeBytes % 4), 'pages'))
  return { pageWords, pageRecords: Infinity, words }
}

/** Memory counted in records: as much as the largest memory that is asked for takes, whatever that is in bytes. */
function planRecords(options: SortOptions, pageRecords: number, source: RecordSource, layout: FrameLayout): MemoryPlan {
  const longest = source.kind === 'rows' ? source.longest : undefined
  if (longest === undefined) {
    throw new SortError('BAD_OPTION', 'memory is counted in records only for records of one width', 'memory')
  }
  let memoryRecords = options.memoryRecords ?? 0
  for (const act of options.acts ?? []) {
    if ('setting' in act && act.setting === 3) memoryRecords = Math.max(memoryRecords, act.value)
  }
  ensureFanInFits(options.fanIn, (options.memoryRecords ?? 0) / pageRecords, options.doubleBuffering)
  const frame = frameWords(layout, longest.recordBytes, longest.keyBytes)
  const pageWords = pageRecords * frame
  const arenaWords = memoryRecords * (2 * frame + 16)
  const mergeWords = (memoryRecords / pageRecords) * pageWords
  const words = new Int32Array(8 * pageWords + 64 + Math.max(arenaWords, mergeWords))
  return { pageWords, pageRecords, words }
}
