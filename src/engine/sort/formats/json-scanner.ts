import { nextLine } from './record-scanner.ts'
import type { FieldSlice, RecordFollower, RecordScanner, RowProblem } from './record-scanner.ts'
import { encodeWtf8, isEscape, unescape } from './json-string.ts'
import { isUtf8, NOT_UTF8 } from './utf8.ts'

const QUOTE = 34
const BACKSLASH = 92
const MOST_DEPTH = 500
/** The scratch space doubles up to here. */
const MOST_SPARE_BYTES = 1 << 20

type OnName = (bytes: Uint8Array, start: number, end: number) => void

/**
 * NDJSON: one JSON object a line. Checks the whole line against RFC 8259 and finds the wanted members of the outermost
 * object; of a member that comes twice the last counts. null and an absent member are missing values; an object or an
 * array is taken as its text.
 */
export class JsonScanner implements RecordScanner {
  recordEnd = 0
  problem: RowProblem | undefined
  detail = ''
  readonly lines = 1
  isBlank = false
  readonly fields: FieldSlice[]
  /** For each of the fields: its text held half of a surrogate pair, which UTF-8 has no bytes for; U+FFFD stands for it. */
  readonly broken: boolean[]
  /** For each of the fields: in some record it was null, which is not to be without it. */
  readonly nulls: boolean[]
  readonly #names: readonly Uint8Array[]
  readonly #onName: OnName | undefined
  #bytes: Uint8Array = new Uint8Array(0)
  #at = 0
  #end = 0
  /** Content of the string read last: as it stands, or decoded in the scratch space. */
  #text = { bytes: this.#bytes, start: 0, end: 0, isBroken: false }
  /** The string that is read now is the name of a member, or the value of a wanted one. */
  #isWanted = false
  /** It is a name: names that differ in half of a surrogate pair only are names of two members. */
  #isName = false
  #isTooDeep = false
  #scratch = new Uint8Array(256)
  #scratchUsed = 0

  /** `onName` is told where the name of each member of the outermost object stands, quotes included. */
  constructor(names: readonly string[], onName?: OnName) {
    this.#onName = onName
    this.#names = names.map(encodeWtf8)
    this.fields = names.map(() => ({ bytes: this.#scratch, start: 0, end: 0, isMissing: true }))
    this.broken = names.map(() => false)
    this.nulls = names.map(() => false)
  }

  scan(bytes: Uint8Array, from: number, end: number, isLast: boolean): number {
    const next = nextLine(bytes, from, end)
    if (next < 0 && !isLast) return -1
    const lineEnd = next < 0 ? end : next - 1
    this.recordEnd = lineEnd > from && bytes[lineEnd - 1] === 13 ? lineEnd - 1 : lineEnd
    this.#bytes = bytes
    this.#at = from
    this.#end = this.recordEnd
    this.#scratchUsed = 0
    this.problem = undefined
    for (const field of this.fields) field.isMissing = true
    this.broken.fill(false)
    this.#skipSpace()
    this.isBlank = this.#at === this.#end
    if (!this.isBlank) this.#checkLine(from)
    return next < 0 ? end : next
  }

  follow(): RecordFollower {
    return { lines: 1, isOpen: false, follow: nextLine }
  }

  #checkLine(from: number): void {
    this.#isTooDeep = false
    const isObject = this.#bytes[this.#at] === 123 && this.#object(1, true)
    this.#skipSpace()
    if (!isObject || this.#at !== this.#end) {
      this.problem = 'undecodable'
      const what = this.#isTooDeep ? `nested more than ${MOST_DEPTH} deep` : 'not a JSON object'
      this.detail = `${what}: see its byte ${this.#at - from + 1}`
    } else if (!isUtf8(this.#bytes, from, this.#end)) {
      this.problem = 'undecodable'
      this.detail = NOT_UTF8
    }
  }

  #value(depth: number): boolean {
    this.#isTooDeep ||= depth > MOST_DEPTH
    if (this.#at >= this.#end || this.#isTooDeep) return false
    switch (this.#bytes[this.#at]) {
      case 123:
        return this.#object(depth, false)
      case 91:
        return this.#array(depth)
      case QUOTE:
        return this.#string()
      case 116:
        return this.#word('true')
      case 102:
        return this.#word('false')
      case 110:
        return this.#word('null')
      default:
        return this.#number()
    }
  }

  #object(depth: number, isOutermost: boolean): boolean {
    this.#at++
    this.#skipSpace()
    if (this.#take(125)) return true
    for (;;) {
      const name = this.#at
      this.#isWanted = isOutermost
      this.#isName = isOutermost
      if (this.#bytes[name] !== QUOTE || !this.#string()) return false
      if (isOutermost) this.#onName?.(this.#bytes, name, this.#at)
      const key = isOutermost ? this.#wanted() : -1
      this.#skipSpace()
      if (!this.#take(58)) return false
      this.#skipSpace()
      const start = this.#at
      this.#isWanted = key >= 0
      this.#isName = false
      if (!this.#value(depth + 1)) return false
      if (key >= 0) this.#setField(key, start)
      this.#skipSpace()
      if (this.#take(125)) return true
      if (!this.#take(44)) return false
      this.#skipSpace()
    }
  }

  #array(depth: number): boolean {
    this.#at++
    this.#isWanted = false
    this.#skipSpace()
    if (this.#take(93)) return true
    for (;;) {
      if (!this.#value(depth + 1)) return false
      this.#skipSpace()
      if (this.#take(93)) return true
      if (!this.#take(44)) return false
      this.#skipSpace()
    }
  }

  #string(): boolean {
    const bytes = this.#bytes
    const start = ++this.#at
    for (let at = start; at < this.#end; at++) {
      const byte = bytes[at] as number
      if (byte === QUOTE) {
        this.#text = { bytes, start, end: at, isBroken: false }
        this.#at = at + 1
        return true
      }
      if (byte === BACKSLASH) return this.#escapedString(start)
      if (byte < 32) break
      this.#at = at
    }
    return false
  }

  /** A string with escapes; where it is wanted it is decoded into the scratch space. */
  #escapedString(start: number): boolean {
    const bytes = this.#bytes
    let at = start
    while (at < this.#end && bytes[at] !== QUOTE) {
      if ((bytes[at] as number) < 32) return false
      if (bytes[at] !== BACKSLASH) at++
      else if (!isEscape(bytes, at + 1)) return false
      else at += 2
    }
    if (at >= this.#end) return false
    this.#at = at + 1
    if (!this.#isWanted) return true
    const from = this.#scratchUsed
    this.#growScratch(from + at - start)
    const { end, isBroken } = unescape(bytes, { start, end: at, keepsHalves: this.#isName }, this.#scratch, from)
    this.#scratchUsed = end
    this.#text = { bytes: this.#scratch, start: from, end, isBroken }
    return true
  }

  /** Room for what is decoded of a record. No more than it needs where that is much: it lies beside the memory that is told. */
  #growScratch(sizeBytes: number): void {
    const { length } = this.#scratch
    if (sizeBytes <= length) return
    const grown = new Uint8Array(Math.max(sizeBytes, Math.min(2 * length, MOST_SPARE_BYTES)))
    grown.set(this.#scratch.subarray(0, this.#scratchUsed))
    this.#scratch = grown
  }

  #number(): boolean {
    const bytes = this.#bytes
    let at = this.#at
    if (bytes[at] === 45) at++
    const whole = digitsEnd(bytes, at, this.#end)
    if (whole === at || (bytes[at] === 48 && whole > at + 1)) return false
    at = whole
    if (at < this.#end && bytes[at] === 46) {
      const fraction = digitsEnd(bytes, at + 1, this.#end)
      if (fraction === at + 1) return false
      at = fraction
    }
    if (at < this.#end && (bytes[at] === 101 || bytes[at] === 69)) {
      const signed = bytes[at + 1] === 43 || bytes[at + 1] === 45 ? at + 2 : at + 1
      const exponent = digitsEnd(bytes, signed, this.#end)
      if (exponent === signed) return false
      at = exponent
    }
    this.#at = at
    return true
  }

  #word(word: string): boolean {
    for (let i = 0; i < word.length; i++) {
      if (this.#at >= this.#end || this.#bytes[this.#at] !== word.charCodeAt(i)) return false
      this.#at++
    }
    return true
  }

  #take(byte: number): boolean {
    if (this.#at >= this.#end || this.#bytes[this.#at] !== byte) return false
    this.#at++
    return true
  }

  #skipSpace(): void {
    while (this.#at < this.#end) {
      const byte = this.#bytes[this.#at]
      if (byte !== 32 && byte !== 9 && byte !== 13) return
      this.#at++
    }
  }

  /** Which wanted member the string read last names, -1 for none. */
  #wanted(): number {
    const { bytes, start, end } = this.#text
    return this.#names.findIndex((name) => {
      if (name.length !== end - start) return false
      for (let i = 0; i < name.length; i++) if (name[i] !== bytes[start + i]) return false
      return true
    })
  }

  /** Notes the value that was read from `start` on. */
  #setField(key: number, start: number): void {
    const field = this.fields[key] as FieldSlice
    const first = this.#bytes[start]
    field.isMissing = first === 110
    if (field.isMissing) this.nulls[key] = true
    this.broken[key] = first === QUOTE && this.#text.isBroken
    if (first === QUOTE) {
      field.bytes = this.#text.bytes
      field.start = this.#text.start
      field.end = this.#text.end
    } else {
      field.bytes = this.#bytes
      field.start = start
      field.end = this.#at
    }
  }
}

function digitsEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at++
  return at
}

/** True for a text that holds half of a surrogate pair. */
export function isBroken(text: string): boolean {
  return /\p{Surrogate}/u.test(text)
}
