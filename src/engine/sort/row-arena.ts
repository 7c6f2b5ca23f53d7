import { formatCount } from '../../base/format.ts'
import type { KeyBuffer } from './key-layout.ts'
import type { Block, RowReceiver } from './ports.ts'
import type { RecordDigest } from './record-digest.ts'
import { FRAME_NUMBER, frameLength, frameWords, valueWord, writeValue } from './row-frame.ts'
import type { FrameLayout } from './row-frame.ts'
import { SortError } from './sort-error.ts'
import type { ValueTotal } from './value-total.ts'

/** Words that sorting takes per record: an index entry (prefix and place) and as much scratch space. */
export const INDEX_WORDS = 6

/** What limits an arena besides its size. */
export interface ArenaLimits {
  /** Most records it takes. */
  readonly records: number
  /** Words kept free per record behind the frames. */
  readonly reserveWords: number
  /** Longest frame it takes; a longer one is an error, since no page could hold it. */
  readonly frameWords: number
}

/** Records below `allFrom` are taken only when they are in `missing`: the others are in sealed runs already. */
export interface MissingRecords {
  readonly missing: ReadonlySet<number>
  readonly allFrom: number
}

/**
 * Frames one behind the other in words[start, end). The free space behind them is never less than what sorting them
 * needs, so that an arena that took its records can always be sorted where it lies.
 */
export class RowArena implements RowReceiver {
  readonly bytes: Uint8Array
  /** Where the next frame goes. */
  used: number
  count = 0
  /** Number of the record that comes next. */
  nextNumber = 0
  /** After a crash: which records are wanted. */
  wanted: MissingRecords | undefined
  /** Where records are combined: the values of all records that came by, wanted or not. */
  values: ValueTotal | undefined

  constructor(
    readonly layout: FrameLayout,
    readonly words: Int32Array,
    readonly start: number,
    readonly end: number,
    readonly limits: ArenaLimits,
    readonly digest: RecordDigest,
  ) {
    this.bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength)
    this.used = start
  }

  clear(): void {
    this.used = this.start
    this.count = 0
  }

  add(key: KeyBuffer, block: Block, start: number, end: number): boolean {
    const { layout, words, limits, wanted } = this
    if (wanted !== undefined && this.nextNumber < wanted.allFrom && !wanted.missing.has(this.nextNumber)) {
      this.nextNumber++
      this.values?.add(key.value)
      return true
    }
    const size = frameWords(layout, end - start, key.length)
    if (size > limits.frameWords) throw tooLong(end - start, limits.frameWords)
    if (this.count >= limits.records) return false
    if (this.used + size + limits.reserveWords * (this.count + 1) > this.end) return false
    const at = this.used
    words[at] = ((end - start) << 1) | (key.isNull ? 1 : 0)
    words[at + 1] = key.high
    words[at + 2] = key.low
    if (layout.isNumbered) words[at + FRAME_NUMBER] = this.nextNumber
    if (layout.isCombined) {
      writeValue(words, valueWord(layout, at), key.value)
      this.values?.add(key.value)
    }
    let to = at + layout.headWords
    if (layout.ties === 'bytes') to = this.#copyKey(key, to)
    copyWords(block, start, end, words, to)
    this.digest.add(words, to, end - start)
    this.nextNumber++
    this.count++
    this.used = at + size
    return true
  }

  /**
   * Keeps the frames that begin at the words places[0, count), which are put in order for that, and gives up the others.
   * The frames keep their order and move together.
   */
  keep(places: Int32Array): void {
    places.sort()
    this.used = this.start
    for (const at of places) {
      const size = frameLength(this.layout, this.words, at)
      this.words.copyWithin(this.used, at, at + size)
      this.used += size
    }
    this.count = places.length
  }

  #copyKey(key: KeyBuffer, at: number): number {
    const { words, bytes } = this
    const length = key.length
    const end = at + 1 + ((length + 3) >> 2)
    words[at] = length
    if (length > 0) words[end - 1] = 0
    const base = 4 * (at + 1)
    for (let i = 0; i < length; i++) bytes[base + i] = key.bytes[i] as number
    return end
  }
}

/** Copies block[start, end) to words from `to` on and pads the last word with zeros. */
function copyWords(block: Block, start: number, end: number, words: Int32Array, to: number): void {
  const { view } = block
  let at = start
  let place = to
  for (; at + 4 <= end; at += 4) words[place++] = view.getInt32(at, true)
  if (at < end) words[place] = view.getInt32(at, true) & ((1 << (8 * (end - at))) - 1)
}

function tooLong(recordBytes: number, frameLimitWords: number): SortError {
  const message = `a record of ${formatCount(recordBytes)} bytes and its key do not fit in a page of ${formatCount(4 * frameLimitWords)} bytes`
  return new SortError('RECORD_TOO_LONG', message, 'record')
}
