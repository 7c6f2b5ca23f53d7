import { SortEvent } from './events.ts'
import type { IntKernel } from './kernel/int-kernel.ts'
import type { Recorder } from './recorder.ts'

/** From so many integers on they are first dealt out by their highest byte: what is then sorted fits in the cache. */
const DEAL_FROM = 1 << 16
const DIGITS = 256
const HIGHEST = 3 * DIGITS

/** What the passes over one byte have done. */
interface ByteTally {
  readonly byte: number
  moved: number
  /** Buckets that were not empty. */
  buckets: number
}

/**
 * Sorts words[from, from + count) of the kernel as signed integers by counting passes over their bytes, with as much
 * scratch space at `spare`; returns where the sorted integers stand: `from` or `spare`. Tells of every byte that moved
 * something; where the integers were dealt out first, the passes over the same byte of all buckets are told as one.
 */
export function radixSortInts(
  kernel: IntKernel,
  from: number,
  spare: number,
  count: number,
  recorder: Recorder,
): number {
  const tallies = [0, 1, 2, 3].map((byte): ByteTally => ({ byte, moved: 0, buckets: 0 }))
  const [, , , highest] = tallies as [ByteTally, ByteTally, ByteTally, ByteTally]
  const isDealt = count >= DEAL_FROM
  const sorted = isDealt
    ? dealAndSort(kernel, from, spare, count, tallies)
    : sortAll(kernel, from, spare, count, tallies)
  for (const { byte, moved, buckets } of isDealt ? [highest, ...tallies.slice(0, 3)] : tallies) {
    if (moved === 0) continue
    recorder.keyBytesMoved += 4 * moved
    recorder.event(SortEvent.radixPass, byte, moved, buckets)
  }
  return sorted
}

/** Sorts by all bytes, the lowest first; returns where the integers are then. */
function sortAll(kernel: IntKernel, from: number, spare: number, count: number, tallies: readonly ByteTally[]): number {
  kernel.counts.fill(0, HIGHEST)
  kernel.countHighest(from, from + count)
  const low = sortLow(kernel, from, spare, count, tallies)
  const other = low === from ? spare : from
  const buckets = startOffsets(kernel, 3, other)
  if (buckets < 2) return low
  kernel.scatter(low, low + count, 3)
  addPass(tallies, 3, count, buckets)
  return other
}

/** Deals the integers out by the highest byte and sorts each bucket by the others; returns where they are then. */
function dealAndSort(
  kernel: IntKernel,
  from: number,
  spare: number,
  count: number,
  tallies: readonly ByteTally[],
): number {
  kernel.counts.fill(0, HIGHEST)
  kernel.countHighest(from, from + count)
  const sizes = kernel.counts.slice(HIGHEST)
  const buckets = startOffsets(kernel, 3, spare)
  if (buckets < 2) return sortLow(kernel, from, spare, count, tallies)
  kernel.scatter(from, from + count, 3)
  addPass(tallies, 3, count, buckets)
  let offset = 0
  for (const size of sizes) {
    if (size === 0) continue
    const at = sortLow(kernel, spare + offset, from + offset, size, tallies)
    if (at !== from + offset) kernel.words.copyWithin(from + offset, at, at + size)
    offset += size
  }
  return from
}

/** Sorts by the three lower bytes; returns where the integers are then. */
function sortLow(kernel: IntKernel, from: number, spare: number, count: number, tallies: readonly ByteTally[]): number {
  kernel.counts.fill(0, 0, HIGHEST)
  kernel.countLow(from, from + count)
  let source = from
  let target = spare
  for (let byte = 0; byte < 3; byte++) {
    const buckets = startOffsets(kernel, byte, target)
    if (buckets < 2) continue
    kernel.scatter(source, source + count, byte)
    addPass(tallies, byte, count, buckets)
    const swap = source
    source = target
    target = swap
  }
  return source
}

function addPass(tallies: readonly ByteTally[], byte: number, count: number, buckets: number): void {
  const tally = tallies[byte] as ByteTally
  tally.moved += count
  tally.buckets += buckets
}

/** Turns the counts of one byte into where each bucket begins, from `to` on; returns how many are not empty. */
function startOffsets({ counts }: IntKernel, byte: number, to: number): number {
  let next = to
  let buckets = 0
  const end = DIGITS * (byte + 1)
  for (let i = end - DIGITS; i < end; i++) {
    const size = counts[i] as number
    if (size > 0) buckets++
    counts[i] = next
    next += size
  }
  return buckets
}
