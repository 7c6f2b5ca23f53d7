import { formatCount } from '../../base/format.ts'
import { fixedBytes, pagesForFanIn } from './memory-plan.ts'
import { SortError } from './sort-error.ts'

/** Sizes for a sort of bytes. */
export interface PagePlan {
  readonly pageBytes: number
  readonly fanIn: number
}

/** What is asked for; what is left out is chosen. */
export interface PageRequest {
  readonly memoryBytes: number
  readonly fanIn?: number
  readonly pageBytes?: number
  readonly doubleBuffering?: boolean
}

const SMALLEST_BYTES = 1024
const LARGEST_BYTES = 1 << 20
const PREFERRED_SMALLEST_BYTES = 4096
const PREFERRED_LARGEST_BYTES = 512 * 1024
/** Pages that the memory is cut into where they are not too small or too large that way. */
const PREFERRED_PAGES = 66
const MOST_RUNS = 128

/**
 * Chooses what is not given: pages of a 66th of the memory, 4 KiB to 512 KiB; as many runs at a time as there are pages
 * for, 128 at most and 2 at least; then pages as large as that fan-in allows, up to a megabyte. One page besides is the
 * source's.
 */
export function planPages(request: PageRequest): PagePlan {
  const { memoryBytes, fanIn, pageBytes } = request
  const doubleBuffering = request.doubleBuffering ?? false
  const even = Math.floor(memoryBytes / PREFERRED_PAGES)
  const preferred = Math.max(PREFERRED_SMALLEST_BYTES, Math.min(PREFERRED_LARGEST_BYTES, even))
  const available = Math.floor((memoryBytes - fixedBytes(MOST_RUNS)) / (pageBytes ?? preferred)) - 2
  const runs = fanIn ?? Math.max(2, Math.min(MOST_RUNS, Math.floor(available / (doubleBuffering ? 2 : 1))))
  const pages = pagesForFanIn(runs, doubleBuffering) + 1
  const share = Math.floor((memoryBytes - fixedBytes(runs) - 64) / pages)
  const rounded = share > 16_384 ? share - (share % 4096) : share - (share % 4)
  return { fanIn: runs, pageBytes: pageBytes ?? Math.max(SMALLEST_BYTES, Math.min(LARGEST_BYTES, rounded)) }
}

/**
 * Refuses a memory in which not even two runs can be merged with the smallest pages, beside the `heldBytes` that reading
 * and writing take of so much memory. Names the least that is enough.
 */
export function ensureLeast(
  { memoryBytes, doubleBuffering }: PageRequest,
  heldBytes: (memoryBytes: number) => number,
): void {
  const needed = fixedBytes(2) + pagesForFanIn(2, doubleBuffering ?? false) * SMALLEST_BYTES
  if (memoryBytes - heldBytes(memoryBytes) >= needed) return
  let least = needed
  while (least - heldBytes(least) < needed) least = needed + heldBytes(least)
  const message = `merging 2 runs takes at least ${formatCount(least)} bytes of memory, not ${formatCount(memoryBytes)}`
  throw new SortError('MEMORY_TOO_SMALL', message, 'memory')
}

/** What reading text takes at least: the smallest page, and a word behind it. */
export const LEAST_READER_BYTES = SMALLEST_BYTES + 4
