import { SortEvent } from './events.ts'
import type { Recorder } from './recorder.ts'

/** From so many integers on they are first dealt out by their highest byte: what is then sorted fits in the cache. */
const DEAL_FROM = 1 << 16
const DIGITS = 256
const HIGHEST = 3 * DIGITS
/** Turns the highest byte so that negative integers go first. */
const FLIP = 128
/**
 * For each byte, the lowest first, and each value of it: how often it comes up, then where the next integer with it goes.
 * Made once: small memories are sorted often.
 */
const COUNTS = new Int32Array(4 * DIGITS)

/** What the passes over one byte have done. */
interface ByteTally {
  readonly byte: number
  moved: number
  /** Buckets that were not empty. */
  buckets: number
}

/**
 * Sorts words[from, from + count) as signed integers by counting passes over their bytes, with as much scratch space at
 * `spare`; returns where the sorted integers stand: `from` or `spare`. Tells of every byte that moved something; where
 * the integers were dealt out first, the passes over the same byte of all buckets are told as one.
 */
export function radixSortInts(
  words: Int32Array,
  from: number,
  spare: number,
  count: number,
  recorder: Recorder,
): number {
  const tallies = [0, 1, 2, 3].map((byte): ByteTally => ({ byte, moved: 0, buckets: 0 }))
  const [, , , highest] = tallies as [ByteTally, ByteTally, ByteTally, ByteTally]
  const isDealt = count >= DEAL_FROM
  const sorted = isDealt ? dealAndSort(words, from, spare, count, tallies) : sortAll(words, from, spare, count, tallies)
  for (const { byte, moved, buckets } of isDealt ? [highest, ...tallies.slice(0, 3)] : tallies) {
    if (moved === 0) continue
    recorder.keyBytesMoved += 4 * moved
    recorder.event(SortEvent.radixPass, byte, moved, buckets)
  }
  return sorted
}

/** Sorts by all bytes, the lowest first; returns where the integers are then. */
function sortAll(words: Int32Array, from: number, spare: number, count: number, tallies: readonly ByteTally[]): number {
  countHighest(words, from, count)
  const low = sortLow(words, from, spare, count, tallies)
  const other = low === from ? spare : from
  const buckets = startOffsets(3, other)
  if (buckets < 2) return low
  scatter(words, low, count, 3)
  addPass(tallies, 3, count, buckets)
  return other
}

/** Deals the integers out by the highest byte and sorts each bucket by the others; returns where they are then. */
function dealAndSort(
  words: Int32Array,
  from: number,
  spare: number,
  count: number,
  tallies: readonly ByteTally[],
): number {
  countHighest(words, from, count)
  const sizes = COUNTS.slice(HIGHEST)
  const buckets = startOffsets(3, spare)
  if (buckets < 2) return sortLow(words, from, spare, count, tallies)
  scatter(words, from, count, 3)
  addPass(tallies, 3, count, buckets)
  let offset = 0
  for (const size of sizes) {
    if (size === 0) continue
    const at = sortLow(words, spare + offset, from + offset, size, tallies)
    if (at !== from + offset) words.copyWithin(from + offset, at, at + size)
    offset += size
  }
  return from
}

/** Sorts by the three lower bytes; returns where the integers are then. */
function sortLow(words: Int32Array, from: number, spare: number, count: number, tallies: readonly ByteTally[]): number {
  countLow(words, from, count)
  let source = from
  let target = spare
  for (let byte = 0; byte < 3; byte++) {
    const buckets = startOffsets(byte, target)
    if (buckets < 2) continue
    scatter(words, source, count, byte)
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

function countHighest(words: Int32Array, from: number, count: number): void {
  COUNTS.fill(0, HIGHEST)
  const end = from + count
  for (let i = from; i < end; i++) {
    const digit = HIGHEST + (((words[i] as number) >>> 24) ^ FLIP)
    COUNTS[digit] = (COUNTS[digit] as number) + 1
  }
}

function countLow(words: Int32Array, from: number, count: number): void {
  COUNTS.fill(0, 0, HIGHEST)
  const end = from + count
  for (let i = from; i < end; i++) {
    const word = words[i] as number
    const d0 = word & 255
    const d1 = DIGITS + ((word >>> 8) & 255)
    const d2 = 2 * DIGITS + ((word >>> 16) & 255)
    COUNTS[d0] = (COUNTS[d0] as number) + 1
    COUNTS[d1] = (COUNTS[d1] as number) + 1
    COUNTS[d2] = (COUNTS[d2] as number) + 1
  }
}

/** Turns the counts of one byte into where each bucket begins, from `to` on; returns how many are not empty. */
function startOffsets(byte: number, to: number): number {
  let next = to
  let buckets = 0
  const end = DIGITS * (byte + 1)
  for (let i = end - DIGITS; i < end; i++) {
    const size = COUNTS[i] as number
    if (size > 0) buckets++
    COUNTS[i] = next
    next += size
  }
  return buckets
}

/** Four integers at a time: the loads of one need not wait for the stores of another. */
function scatter(words: Int32Array, from: number, count: number, byte: number): void {
  const end = from + count
  const fours = from + (count & ~3)
  const shift = 8 * byte
  const first = DIGITS * byte
  const flip = byte === 3 ? FLIP : 0
  let i = from
  for (; i < fours; i += 4) {
    const word0 = words[i] as number
    const word1 = words[i + 1] as number
    const word2 = words[i + 2] as number
    const word3 = words[i + 3] as number
    const digit0 = first + (((word0 >>> shift) & 255) ^ flip)
    const to0 = COUNTS[digit0] as number
    COUNTS[digit0] = to0 + 1
    words[to0] = word0
    const digit1 = first + (((word1 >>> shift) & 255) ^ flip)
    const to1 = COUNTS[digit1] as number
    COUNTS[digit1] = to1 + 1
    words[to1] = word1
    const digit2 = first + (((word2 >>> shift) & 255) ^ flip)
    const to2 = COUNTS[digit2] as number
    COUNTS[digit2] = to2 + 1
    words[to2] = word2
    const digit3 = first + (((word3 >>> shift) & 255) ^ flip)
    const to3 = COUNTS[digit3] as number
    COUNTS[digit3] = to3 + 1
    words[to3] = word3
  }
  for (; i < end; i++) {
    const word = words[i] as number
    const digit = first + (((word >>> shift) & 255) ^ flip)
    const to = COUNTS[digit] as number
    COUNTS[digit] = to + 1
    words[to] = word
  }
}
