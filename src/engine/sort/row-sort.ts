import { Comparison, SortEvent } from './events.ts'
import type { Recorder } from './recorder.ts'
import type { RowArena } from './row-arena.ts'
import { compareTies, frameLength } from './row-frame.ts'
import type { FrameLayout } from './row-frame.ts'

/** Words of an index entry: prefix high, prefix low, place of the frame. */
const ENTRY = 3

/** Where the sorted order of an arena stands: `count` entries in words from `start` on. */
export interface RowOrder {
  readonly count: number
  /** Word where the entry's frame begins is words[start + 3 * slot + 2]. */
  readonly start: number
  /** Word of the scratch space beside it, 3 * count words. */
  readonly spare: number
}

/** Word of the frame in `slot` of the order. */
export function frameOfSlot(words: Int32Array, order: RowOrder, slot: number): number {
  return words[order.start + ENTRY * slot + 2] as number
}

/**
 * Sorts the records of an arena, stably, through an index in its free space. `radix`: by counting passes over the
 * prefix bytes, then by comparison where equal prefixes do not mean equal keys. `merge`: all by comparison.
 */
export function sortRows(arena: RowArena, method: 'radix' | 'merge', recorder: Recorder): RowOrder {
  const { words, count } = arena
  const first = arena.end - ENTRY * count
  const second = first - ENTRY * count
  const histograms = indexFrames(arena, first, method === 'radix')
  if (method === 'merge') {
    mergeSort(arena.layout, words, first, second, count, recorder)
    return { count, start: first, spare: second }
  }
  const sorted = radixSort(words, first, second, count, histograms, recorder)
  const spare = sorted === first ? second : first
  if (arena.layout.ties !== 'equal') sortTies(arena.layout, words, sorted, spare, count, recorder)
  return { count, start: sorted, spare }
}

/** Writes an entry per frame from `to` on; counts the prefix bytes when asked to. */
function indexFrames(arena: RowArena, to: number, isCounting: boolean): Int32Array {
  const { words, layout, used } = arena
  const counts = new Int32Array(isCounting ? 8 * 256 : 0)
  let entry = to
  for (let at = arena.start; at < used; at += frameLength(layout, words, at)) {
    const high = words[at + 1] as number
    const low = words[at + 2] as number
    words[entry] = high
    words[entry + 1] = low
    words[entry + 2] = at
    entry += ENTRY
    if (isCounting) {
      countHalf(counts, 0, low)
      countHalf(counts, 1024, high)
    }
  }
  return counts
}

function countHalf(counts: Int32Array, base: number, half: number): void {
  const b0 = base + (half & 255)
  const b1 = base + 256 + ((half >>> 8) & 255)
  const b2 = base + 512 + ((half >>> 16) & 255)
  const b3 = base + 768 + ((half >>> 24) ^ 128)
  counts[b0] = (counts[b0] as number) + 1
  counts[b1] = (counts[b1] as number) + 1
  counts[b2] = (counts[b2] as number) + 1
  counts[b3] = (counts[b3] as number) + 1
}

/** Sorts by counting passes from the lowest byte up; returns where the entries ended up. */
function radixSort(
  words: Int32Array,
  first: number,
  second: number,
  count: number,
  counts: Int32Array,
  recorder: Recorder,
): number {
  let from = first
  let to = second
  for (let byte = 0; byte < 8; byte++) {
    const histogram = counts.subarray(256 * byte, 256 * byte + 256)
    const buckets = startOffsets(histogram, to)
    if (buckets < 2) continue
    const half = byte < 4 ? 1 : 0
    scatter(words, from, count, half, 8 * (byte & 3), (byte & 3) === 3 ? 128 : 0, histogram)
    recorder.keyBytesMoved += 8 * count
    recorder.event(SortEvent.radixPass, byte, count, buckets)
    const swap = from
    from = to
    to = swap
  }
  return from
}

/** Turns counts into the word where each bucket's first entry goes; returns how many buckets are not empty. */
function startOffsets(histogram: Int32Array, to: number): number {
  let next = to
  let buckets = 0
  for (let digit = 0; digit < 256; digit++) {
    const size = histogram[digit] as number
    if (size > 0) buckets++
    histogram[digit] = next
    next += ENTRY * size
  }
  return buckets
}

function scatter(
  words: Int32Array,
  from: number,
  count: number,
  half: number,
  shift: number,
  flip: number,
  next: Int32Array,
): void {
  const end = from + ENTRY * count
  for (let entry = from; entry < end; entry += ENTRY) {
    const digit = (((words[entry + half] as number) >>> shift) & 255) ^ flip
    const to = next[digit] as number
    next[digit] = to + ENTRY
    words[to] = words[entry] as number
    words[to + 1] = words[entry + 1] as number
    words[to + 2] = words[entry + 2] as number
  }
}

/** Finds the stretches of equal prefixes and sorts each by comparison. */
function sortTies(
  layout: FrameLayout,
  words: Int32Array,
  start: number,
  spare: number,
  count: number,
  recorder: Recorder,
): void {
  let slot = 0
  while (slot < count) {
    const high = words[start + ENTRY * slot] as number
    const low = words[start + ENTRY * slot + 1] as number
    let end = slot + 1
    while (end < count && words[start + ENTRY * end + 1] === low && words[start + ENTRY * end] === high) end++
    if (end - slot > 1 && canTie(layout, high, low)) {
      if (recorder.isDetailed) recorder.event(SortEvent.tieRange, slot, end, 0)
      const offset = ENTRY * slot
      mergeSort(layout, words, start + offset, spare + offset, end - slot, recorder)
    }
    slot = end
  }
}

/** Can frames with this prefix have different keys? */
function canTie(layout: FrameLayout, high: number, low: number): boolean {
  if (layout.ties === 'bytes') return true
  const extreme = layout.nulls === 'first' ? -0x8000_0000 : 0x7fff_ffff
  return high === extreme && low === extreme
}

/** Bottom-up merge sort of `count` entries; they end up where they were. Makes the comparisons of `MergeSorter`. */
function mergeSort(
  layout: FrameLayout,
  words: Int32Array,
  start: number,
  spare: number,
  count: number,
  recorder: Recorder,
): void {
  let from = start
  let to = spare
  for (let level = 0; 1 << level < count; level++) {
    const width = 1 << level
    for (let low = 0; low < count; low += 2 * width) {
      const middle = Math.min(low + width, count)
      mergePair(layout, words, from, to, low, middle, Math.min(middle + width, count), level, recorder)
    }
    recorder.keyBytesMoved += 8 * count
    const swap = from
    from = to
    to = swap
  }
  if (from !== start) words.copyWithin(start, from, from + ENTRY * count)
}

function mergePair(
  layout: FrameLayout,
  words: Int32Array,
  from: number,
  to: number,
  low: number,
  middle: number,
  high: number,
  level: number,
  recorder: Recorder,
): void {
  let left = low
  let right = middle
  let place = to + ENTRY * low
  while (left < middle && right < high) {
    const isRightFirst = isEntryBefore(layout, words, from + ENTRY * right, from + ENTRY * left)
    recorder.compare(Comparison.mergeSort, left, right, level, isRightFirst)
    const entry = from + ENTRY * (isRightFirst ? right++ : left++)
    words[place] = words[entry] as number
    words[place + 1] = words[entry + 1] as number
    words[place + 2] = words[entry + 2] as number
    place += ENTRY
  }
  if (left < middle) words.copyWithin(place, from + ENTRY * left, from + ENTRY * middle)
  else if (right < high) words.copyWithin(place, from + ENTRY * right, from + ENTRY * high)
}

function isEntryBefore(layout: FrameLayout, words: Int32Array, a: number, b: number): boolean {
  const highA = words[a] as number
  const highB = words[b] as number
  if (highA !== highB) return highA < highB
  const lowA = words[a + 1] as number
  const lowB = words[b + 1] as number
  if (lowA !== lowB) return lowA < lowB
  return compareTies(layout, words, words[a + 2] as number, words[b + 2] as number) < 0
}
