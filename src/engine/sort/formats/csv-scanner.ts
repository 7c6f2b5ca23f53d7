import { CsvFollower } from './csv-follower.ts'
import type { FieldSlice, RecordFollower, RecordScanner, RowProblem } from './record-scanner.ts'
import { isUtf8, NOT_UTF8 } from './utf8.ts'

const LINE_FEED = 10
const RETURN = 13
const QUOTE = 34
const COMMA = 44

/** Bytes at which scanning an unquoted field stops. */
const STOPS = new Uint8Array(256)
STOPS[LINE_FEED] = 1
STOPS[COMMA] = 1

/**
 * CSV by RFC 4180: comma, double quotes, line breaks in quoted fields, records ended by LF or CRLF. A quote inside an
 * unquoted field is an ordinary character. An empty field is a missing value, quoted or not.
 */
export class CsvScanner implements RecordScanner {
  recordEnd = 0
  problem: RowProblem | undefined
  detail = ''
  lines = 1
  isBlank = false
  readonly fields: FieldSlice[]
  /** Key number of a column, -1 where the column is not a key; the first one where it is more than one. */
  readonly #keyOf: Int16Array
  #scratch = new Uint8Array(256)
  #scratchUsed = 0

  /** `columns` is how many every record has; `keys` are the 0-based columns of the sort key, all different. */
  constructor(
    readonly columns: number,
    keys: readonly number[],
  ) {
    this.#keyOf = new Int16Array(columns).fill(-1)
    keys.forEach((column, key) => (this.#keyOf[column] = key))
    this.fields = keys.map(() => ({ bytes: this.#scratch, start: 0, end: 0, isMissing: false }))
  }

  scan(bytes: Uint8Array, from: number, end: number, isLast: boolean): number {
    const keyOf = this.#keyOf
    this.problem = undefined
    this.lines = 1
    this.#scratchUsed = 0
    let seen = 0
    let at = from
    for (let column = 0; ; column++) {
      const start = at
      if (at < end && bytes[at] === QUOTE) {
        at = this.#scanQuoted(bytes, at, end, isLast, column)
        if (at < 0) return -1
        seen |= this.#seen
      } else {
        // What stands at the end stops it too.
        for (let byte = bytes[at] as number; STOPS[byte] === 0; byte = bytes[at] as number) {
          seen |= byte
          at++
        }
        if (column < keyOf.length) {
          const key = keyOf[column] as number
          if (key >= 0) this.#setField(key, bytes, start, at)
        }
      }
      if (at < end && bytes[at] === COMMA) {
        at++
        continue
      }
      if (at >= end && !isLast) return -1
      return this.#endRecord(bytes, from, at, end, column + 1, seen)
    }
  }

  follow(): RecordFollower {
    return new CsvFollower()
  }

  /** Bits of all bytes of the quoted field scanned last. */
  #seen = 0

  #endRecord(bytes: Uint8Array, from: number, at: number, end: number, columns: number, seen: number): number {
    let recordEnd = at
    // At the end of a file too: one that is cut between the two bytes of a line's end has no value that ends with one.
    if (recordEnd > from && bytes[recordEnd - 1] === RETURN) {
      recordEnd--
      const key = this.#keyOf[columns - 1]
      const last = key === undefined || key < 0 ? undefined : this.fields[key]
      if (last !== undefined && last.bytes === bytes && last.end === at) {
        last.end = recordEnd
        last.isMissing = last.start === recordEnd
      }
    }
    this.recordEnd = recordEnd
    this.isBlank = recordEnd === from && this.columns > 1
    if (columns !== this.columns && !this.isBlank) {
      this.problem = 'ragged'
      this.detail = `${columns} ${columns === 1 ? 'field' : 'fields'}; the header has ${this.columns}`
    } else if ((seen & 0x80) !== 0 && !isUtf8(bytes, from, recordEnd)) {
      this.problem = 'undecodable'
      this.detail = NOT_UTF8
    }
    return at < end ? at + 1 : end
  }

  /** Scans a quoted field from its opening quote; returns the place of the comma or line break behind it, or -1. */
  #scanQuoted(bytes: Uint8Array, from: number, end: number, isLast: boolean, column: number): number {
    let at = from + 1
    let seen = 0
    let escapes = 0
    for (;;) {
      if (at >= end) return -1
      const byte = bytes[at++] as number
      seen |= byte
      if (byte === LINE_FEED) this.lines++
      if (byte !== QUOTE) continue
      if (at >= end && !isLast) return -1
      if (at < end && bytes[at] === QUOTE) {
        escapes++
        at++
        continue
      }
      break
    }
    this.#seen = seen
    const key = column < this.#keyOf.length ? (this.#keyOf[column] as number) : -1
    if (key >= 0) this.#setQuoted(key, bytes, from + 1, at - 1, escapes)
    const isClosed = at >= end || bytes[at] === COMMA || bytes[at] === LINE_FEED
    if (isClosed || (bytes[at] === RETURN && (at + 1 >= end || bytes[at + 1] === LINE_FEED))) {
      return at < end && bytes[at] === RETURN ? at + 1 : at
    }
    this.problem = 'quote'
    this.detail = 'text behind a closing quote'
    while (at < end && bytes[at] !== COMMA && bytes[at] !== LINE_FEED) at++
    return at
  }

  #setField(key: number, bytes: Uint8Array, start: number, end: number): void {
    const field = this.fields[key] as FieldSlice
    field.bytes = bytes
    field.start = start
    field.end = end
    field.isMissing = start === end
  }

  /** A quoted field's content; with doubled quotes it is copied. */
  #setQuoted(key: number, bytes: Uint8Array, start: number, end: number, escapes: number): void {
    if (escapes === 0) {
      this.#setField(key, bytes, start, end)
      return
    }
    const needed = this.#scratchUsed + end - start
    if (needed > this.#scratch.length) {
      const grown = new Uint8Array(2 * needed)
      grown.set(this.#scratch)
      this.#scratch = grown
    }
    const to = this.#scratchUsed
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number
      this.#scratch[this.#scratchUsed++] = byte
      if (byte === QUOTE) at++
    }
    this.#setField(key, this.#scratch, to, this.#scratchUsed)
  }
}
