import type { KeyLayout } from './key-layout.ts'

/**
 * How a record lies in memory and in a run: a frame of whole 32-bit words.
 *
 *   word 0            record bytes * 2, plus 1 when the key is a missing value
 *   word 1, 2         key prefix, high and low half
 *   [number]          the record's number in the input (comparison detail)
 *   [value]           what combine has added up so far, a float64 in two words
 *   [key bytes]       their number, then the bytes padded to words (ties decided by bytes)
 *   record            its bytes padded with zeros to words
 */
export interface FrameLayout extends KeyLayout {
  readonly isNumbered: boolean
  readonly isCombined: boolean
  /** Words before the key bytes, or before the record when there are none. */
  readonly headWords: number
}

/** Word of the record's number within a numbered frame. */
export const FRAME_NUMBER = 3

export function createFrameLayout(key: KeyLayout, isNumbered: boolean, isCombined: boolean): FrameLayout {
  const headWords = 3 + (isNumbered ? 1 : 0) + (isCombined ? 2 : 0)
  return { ties: key.ties, nulls: key.nulls, isNumbered, isCombined, headWords }
}

/** Words of a frame for a record and a key of so many bytes. */
export function frameWords(layout: FrameLayout, recordBytes: number, keyBytes: number): number {
  const keyWords = layout.ties === 'bytes' ? 1 + ((keyBytes + 3) >> 2) : 0
  return layout.headWords + keyWords + ((recordBytes + 3) >> 2)
}

/** Word where the record of the frame at `at` begins. */
export function recordStart(layout: FrameLayout, words: Int32Array, at: number): number {
  const start = at + layout.headWords
  return layout.ties === 'bytes' ? start + 1 + (((words[start] as number) + 3) >> 2) : start
}

/** Words of the frame at `at`. */
export function frameLength(layout: FrameLayout, words: Int32Array, at: number): number {
  return recordStart(layout, words, at) + ((((words[at] as number) >>> 1) + 3) >> 2) - at
}

/** Word of the value of a combined frame at `at`. */
export function valueWord(layout: FrameLayout, at: number): number {
  return at + layout.headWords - 2
}

const valueFloat = new Float64Array(1)
const valueWords = new Int32Array(valueFloat.buffer)

/** Reads a float64 from two words. */
export function readValue(words: Int32Array, at: number): number {
  valueWords[0] = words[at] as number
  valueWords[1] = words[at + 1] as number
  return valueFloat[0] as number
}

/** Writes a float64 into two words. */
export function writeValue(words: Int32Array, at: number, value: number): void {
  valueFloat[0] = value
  words[at] = valueWords[0] as number
  words[at + 1] = valueWords[1] as number
}

/** Orders two frames with equal prefixes: negative when the one at `a` goes first, 0 when their keys are equal. */
export function compareTies(layout: FrameLayout, words: Int32Array, a: number, b: number): number {
  if (layout.ties === 'equal') return 0
  if (layout.ties === 'null') {
    const nulls = ((words[b] as number) & 1) - ((words[a] as number) & 1)
    return layout.nulls === 'first' ? nulls : 0 - nulls
  }
  return compareKeyBytes(words, a + layout.headWords, b + layout.headWords)
}

/** Compares padded byte strings whose lengths stand in front of them; a prefix goes before what it begins. */
function compareKeyBytes(words: Int32Array, a: number, b: number): number {
  const lengthA = words[a] as number
  const lengthB = words[b] as number
  const end = (Math.min(lengthA, lengthB) + 3) >> 2
  for (let i = 1; i <= end; i++) {
    const wordA = words[a + i] as number
    const wordB = words[b + i] as number
    if (wordA !== wordB) return swapBytes(wordA) < swapBytes(wordB) ? -1 : 1
  }
  return lengthA - lengthB
}

/** A little-endian word as an unsigned number whose order is that of its bytes. */
function swapBytes(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0
}
