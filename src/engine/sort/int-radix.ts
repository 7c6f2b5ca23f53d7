import { SortEvent } from './events.ts'
import type { Recorder } from './recorder.ts'

/**
 * Sorts words[from, from + count) as signed integers by counting passes over their bytes, with as much scratch space at
 * `spare`; returns where the sorted integers stand: `from` or `spare`.
 */
export function radixSortInts(
  words: Int32Array,
  from: number,
  spare: number,
  count: number,
  recorder: Recorder,
): number {
  const counts = countBytes(words, from, count)
  let source = from
  let target = spare
  for (let byte = 0; byte < 4; byte++) {
    const next = counts.subarray(256 * byte, 256 * byte + 256)
    const buckets = startOffsets(next, target)
    if (buckets < 2) continue
    scatter(words, source, count, 8 * byte, byte === 3 ? 128 : 0, next)
    recorder.keyBytesMoved += 4 * count
    recorder.event(SortEvent.radixPass, byte, count, buckets)
    const swap = source
    source = target
    target = swap
  }
  return source
}

/** How often each value of each of the four bytes comes up; that of the highest byte with the sign flipped. */
function countBytes(words: Int32Array, from: number, count: number): Int32Array {
  const counts = new Int32Array(4 * 256)
  const end = from + count
  for (let i = from; i < end; i++) {
    const word = words[i] as number
    const b0 = word & 255
    const b1 = 256 + ((word >>> 8) & 255)
    const b2 = 512 + ((word >>> 16) & 255)
    const b3 = 768 + ((word >>> 24) ^ 128)
    counts[b0] = (counts[b0] as number) + 1
    counts[b1] = (counts[b1] as number) + 1
    counts[b2] = (counts[b2] as number) + 1
    counts[b3] = (counts[b3] as number) + 1
  }
  return counts
}

/** Turns counts into where each bucket begins; returns how many buckets are not empty. */
function startOffsets(counts: Int32Array, to: number): number {
  let next = to
  let buckets = 0
  for (let digit = 0; digit < 256; digit++) {
    const size = counts[digit] as number
    if (size > 0) buckets++
    counts[digit] = next
    next += size
  }
  return buckets
}

function scatter(words: Int32Array, from: number, count: number, shift: number, flip: number, next: Int32Array): void {
  const end = from + count
  for (let i = from; i < end; i++) {
    const word = words[i] as number
    const digit = ((word >>> shift) & 255) ^ flip
    const to = next[digit] as number
    next[digit] = to + 1
    words[to] = word
  }
}
