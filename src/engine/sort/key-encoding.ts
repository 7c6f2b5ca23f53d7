import { biased } from './key-layout.ts'
import type { KeyBuffer, KeyLayout } from './key-layout.ts'
import type { SortKey } from './options.ts'

/**
 * Writes normalized keys: bytes whose order is the order asked for. A column is a marker byte (1 for a value, 0 or 2 for
 * a missing one that goes first or last) and the value: integers as 8 big-endian bytes with the sign flipped, float64
 * likewise (all NaN alike and greatest, -0 as 0), strings as their UTF-8 bytes with zero bytes escaped and a terminator,
 * decimals as sign, exponent, digits. A descending value has all its bits inverted.
 *
 * The key of a single column of fixed width is its prefix alone; nothing is written as bytes.
 *
 * Use: `begin`, one `add…` per key column in order, `end`.
 */
export class KeyEncoder {
  readonly layout: KeyLayout
  readonly #isFixed: boolean
  /** int32 and date: the prefix's high half is the marker, the low half the value. */
  readonly #isNarrow: boolean
  readonly #isSingle: boolean
  readonly #inverts: readonly boolean[]
  readonly #nullsFirst: readonly boolean[]
  #column = 0

  /** `common` is what most keys have in front, as `commonKeyBytes` gives it; it is left out of the prefix. */
  constructor(
    keys: readonly SortKey[],
    readonly key: KeyBuffer,
    readonly common: Uint8Array = NOTHING,
  ) {
    const [first] = keys
    if (first === undefined) throw new RangeError('a sort key has at least one column')
    this.#isSingle = keys.length === 1
    this.#isFixed = this.#isSingle && first.type !== 'string' && first.type !== 'decimal'
    this.#isNarrow = this.#isFixed && (first.type === 'int32' || first.type === 'date')
    this.#inverts = keys.map((key) => key.direction === 'desc')
    this.#nullsFirst = keys.map((key) => key.nulls === 'first')
    const isWide = first.type === 'int64' || first.type === 'timestamp'
    const ties = !this.#isFixed ? 'bytes' : isWide ? 'null' : 'equal'
    this.layout = { ties, nulls: first.nulls }
  }

  begin(): void {
    this.#column = 0
    this.key.length = 0
    this.key.isNull = false
  }

  addNull(): void {
    const { key } = this
    const isFirst = this.#nullsFirst[this.#column++] as boolean
    if (this.#isSingle) key.isNull = true
    if (this.#isFixed) {
      key.high = isFirst ? -0x8000_0000 : 0x7fff_ffff
      key.low = key.high
    } else {
      key.reserve(1)
      key.bytes[key.length++] = isFirst ? 0 : 2
    }
  }

  /** An integer of 64 bits in two's complement: signed high half, low half. */
  addInteger(high: number, low: number): void {
    const mask = this.#beginValue() ? -1 : 0
    if (this.#isNarrow) {
      this.key.high = biased(1)
      this.key.low = (low ^ mask) | 0
    } else {
      this.#addHalves(high ^ 0x8000_0000 ^ mask, low ^ mask)
    }
  }

  addFloat(value: number): void {
    const mask = this.#beginValue() ? -1 : 0
    floatValue[0] = value === 0 ? 0 : value
    let high = floatHalves[1] as number
    let low = floatHalves[0] as number
    if (value !== value) {
      high = 0x7ff8_0000
      low = 0
    }
    if (high < 0) this.#addHalves(~high ^ mask, ~low ^ mask)
    else this.#addHalves(high ^ 0x8000_0000 ^ mask, low ^ mask)
  }

  /** A string, given as its UTF-8 bytes [from, to). */
  addText(bytes: Uint8Array, from: number, to: number): void {
    const { key } = this
    const invert = this.#beginValue() ? 255 : 0
    key.reserve(2 * (to - from) + 2)
    const out = key.bytes
    let length = key.length
    for (let i = from; i < to; i++) {
      const byte = bytes[i] as number
      out[length++] = byte ^ invert
      if (byte === 0) out[length++] = 255 ^ invert
    }
    out[length++] = invert
    out[length++] = invert
    key.length = length
  }

  /**
   * A decimal: 0.d1d2d3… times 10^exponent, digits as bytes 0 to 9 in digits[from, to), the first and the last not zero;
   * no digits for zero.
   */
  addDecimal(isNegative: boolean, exponent: number, digits: Uint8Array, from: number, to: number): void {
    const { key } = this
    const invert = this.#beginValue() ? 255 : 0
    const magnitude = invert ^ (isNegative ? 255 : 0)
    const isZero = from === to
    key.reserve((to - from) / 2 + 8)
    const out = key.bytes
    out[key.length++] = (isZero ? 2 : isNegative ? 1 : 3) ^ invert
    if (isZero) return
    const shifted = exponent + 0x4000_0000
    for (let shift = 24; shift >= 0; shift -= 8) out[key.length++] = ((shifted >>> shift) & 255) ^ magnitude
    for (let i = from; i < to; i += 2) {
      const pair = 10 * (digits[i] as number) + (i + 1 < to ? (digits[i + 1] as number) : 0)
      out[key.length++] = (pair + 1) ^ magnitude
    }
    out[key.length++] = magnitude
  }

  /** Completes the key: fills the prefix. */
  end(): void {
    if (this.#isFixed) return
    const { key } = this
    // The marker of a single column is left out of the prefix; a missing value gets the lowest or the highest.
    if (this.#isSingle && key.isNull) {
      key.high = key.bytes[0] === 0 ? -0x8000_0000 : 0x7fff_ffff
      key.low = key.high
      return
    }
    const from = this.#firstByte + this.common.length
    const side = this.common.length === 0 ? 0 : this.#compareCommon()
    if (side === 0) {
      key.high = biased(readHalf(key, from))
      key.low = biased(readHalf(key, from + 4))
    } else {
      key.high = side < 0 ? -0x8000_0000 : 0x7fff_ffff
      key.low = key.high
    }
  }

  /** The bytes that the prefix is taken from: those of the key but for the marker of a single column. */
  prefixBytes(): Uint8Array {
    return this.key.bytes.subarray(this.#firstByte, this.key.length)
  }

  get #firstByte(): number {
    return this.#isSingle ? 1 : 0
  }

  /** 0 when the key begins with the common bytes; else the side of them on which it lies. */
  #compareCommon(): number {
    const { key, common } = this
    for (let i = 0; i < common.length; i++) {
      const at = this.#firstByte + i
      const byte = at < key.length ? (key.bytes[at] as number) : -1
      if (byte !== common[i]) return byte - (common[i] as number)
    }
    return 0
  }

  /** Begins the value of a column; true when its bits are to be inverted. */
  #beginValue(): boolean {
    const { key } = this
    if (!this.#isFixed) {
      key.reserve(16)
      key.bytes[key.length++] = 1
    }
    return this.#inverts[this.#column++] as boolean
  }

  #addHalves(high: number, low: number): void {
    const { key } = this
    if (this.#isFixed) {
      key.high = biased(high)
      key.low = biased(low)
      return
    }
    for (let shift = 24; shift >= 0; shift -= 8) key.bytes[key.length++] = (high >>> shift) & 255
    for (let shift = 24; shift >= 0; shift -= 8) key.bytes[key.length++] = (low >>> shift) & 255
  }
}

const NOTHING = new Uint8Array(0)
const floatValue = new Float64Array(1)
const floatHalves = new Int32Array(floatValue.buffer)

/** Four bytes of the key from `from` on, big-endian; zeros behind its end. */
function readHalf(key: KeyBuffer, from: number): number {
  let half = 0
  for (let i = from; i < from + 4; i++) half = (half << 8) | (i < key.length ? (key.bytes[i] as number) : 0)
  return half
}
