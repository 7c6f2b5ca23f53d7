import type { ValueBuffer } from './value-buffer.ts'

const ZERO = 48
const NINE = 57
const PLUS = 43
const MINUS = 45
const POINT = 46
const POWERS_OF_TEN = [1, 10, 100, 1e3, 1e4, 1e5, 1e6]
/** Powers of ten that a float64 holds exactly. */
const EXACT_POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))

/** A float64 holds all whole numbers of fewer digits. */
export const WIDE_DIGITS = 16

/** Digits with an optional sign and point, in front of the point a number beyond 2⁵³. */
export function isBeyondFloat(bytes: Uint8Array, from: number, to: number): boolean {
  let whole = 0
  let hasPoint = false
  for (let at = bytes[from] === MINUS || bytes[from] === PLUS ? from + 1 : from; at < to; at++) {
    const byte = bytes[at] as number
    if (byte === POINT && !hasPoint) hasPoint = true
    else if (byte < ZERO || byte > NINE) return false
    else if (!hasPoint) whole = whole * 10 + (byte - ZERO)
  }
  return whole > Number.MAX_SAFE_INTEGER
}

/** An optional sign and digits, within 64 bits. */
export function readInteger(bytes: Uint8Array, from: number, to: number, value: ValueBuffer): boolean {
  let at = from
  const sign = bytes[at]
  if (sign === MINUS || sign === PLUS) at++
  const isNegative = sign === MINUS
  if (at === to) return false
  if (to - at <= 15) {
    let magnitude = 0
    for (; at < to; at++) {
      const digit = (bytes[at] as number) - ZERO
      if (digit < 0 || digit > 9) return false
      magnitude = magnitude * 10 + digit
    }
    setInteger(value, isNegative, Math.floor(magnitude / 0x1_0000_0000), magnitude)
    return true
  }
  return readLongInteger(bytes, at, to, isNegative, value)
}

function readLongInteger(
  bytes: Uint8Array,
  from: number,
  to: number,
  isNegative: boolean,
  value: ValueBuffer,
): boolean {
  let at = from
  while (at < to - 1 && bytes[at] === ZERO) at++
  if (to - at > 19) return false
  let high = 0
  let low = 0
  while (at < to) {
    // Six digits at a time: every product stays below 2^53.
    const count = Math.min(6, to - at)
    let chunk = 0
    for (const end = at + count; at < end; at++) {
      const digit = (bytes[at] as number) - ZERO
      if (digit < 0 || digit > 9) return false
      chunk = chunk * 10 + digit
    }
    const power = POWERS_OF_TEN[count] as number
    const product = low * power + chunk
    low = product % 0x1_0000_0000
    high = high * power + Math.floor(product / 0x1_0000_0000)
  }
  const isSmallest = isNegative && high === 0x8000_0000 && low === 0
  if (high >= 0x8000_0000 && !isSmallest) return false
  setInteger(value, isNegative, high, low)
  return true
}

/** `low` may be more than 32 bits: what is above is in `high` already. */
function setInteger(value: ValueBuffer, isNegative: boolean, high: number, low: number): void {
  value.low = low | 0
  value.high = high | 0
  if (!isNegative) return
  value.low = -value.low | 0
  value.high = value.low === 0 ? -value.high | 0 : ~value.high
}

/** Digits with an optional sign, point and exponent; also NaN, Inf and Infinity, in any case. */
export function readFloat(bytes: Uint8Array, from: number, to: number, value: ValueBuffer): boolean {
  let at = from
  const sign = bytes[at]
  if (sign === MINUS || sign === PLUS) at++
  const isNegative = sign === MINUS
  let mantissa = 0
  let digits = 0
  let scale = 0
  let isPast = false
  for (; at < to; at++) {
    const byte = bytes[at] as number
    if (byte >= ZERO && byte <= NINE) {
      mantissa = mantissa * 10 + (byte - ZERO)
      if (mantissa > 0) digits++
      if (isPast) scale--
    } else if (byte === POINT && !isPast) {
      isPast = true
    } else {
      break
    }
  }
  const isPlain =
    at === to &&
    to - from > (isPast ? 1 : 0) + (at > from && sign !== undefined && (isNegative || sign === PLUS) ? 1 : 0)
  if (isPlain && digits <= 15 && scale >= -22) {
    const magnitude = mantissa / (EXACT_POWERS[-scale] as number)
    value.float = isNegative ? -magnitude : magnitude
    return true
  }
  return readAnyFloat(bytes, from, to, value)
}

function readAnyFloat(bytes: Uint8Array, from: number, to: number, value: ValueBuffer): boolean {
  if (to - from > 1000) return false
  let text = ''
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i] as number)
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) {
    value.float = Number(text)
    return true
  }
  const word = /^([+-]?)(nan|inf|infinity)$/i.exec(text)
  if (word === null) return false
  value.float = /nan/i.test(text) ? NaN : word[1] === '-' ? -Infinity : Infinity
  return true
}

/** Digits with an optional sign, point and exponent, of any length: exact. */
export function readDecimal(bytes: Uint8Array, from: number, to: number, value: ValueBuffer): boolean {
  let at = from
  value.isNegative = bytes[at] === MINUS
  if (value.isNegative || bytes[at] === PLUS) at++
  if (value.digits.length < to - at) value.digits = new Uint8Array(2 * (to - at))
  let count = 0
  let seen = 0
  let exponent = 0
  let isPast = false
  for (; at < to; at++) {
    const byte = bytes[at] as number
    if (byte === POINT && !isPast) {
      isPast = true
      continue
    }
    if (byte < ZERO || byte > NINE) break
    seen++
    if (count > 0 || byte !== ZERO) value.digits[count++] = byte - ZERO
    else if (isPast) exponent--
    if (!isPast && count > 0) exponent++
  }
  if (seen === 0) return false
  if (at < to) {
    const power = readExponent(bytes, at, to)
    if (power === undefined) return false
    exponent += power
  }
  while (count > 0 && value.digits[count - 1] === 0) count--
  value.digitCount = count
  value.exponent = exponent
  if (count === 0) value.isNegative = false
  return true
}

function readExponent(bytes: Uint8Array, from: number, to: number): number | undefined {
  const letter = bytes[from]
  if (letter !== 101 && letter !== 69) return undefined
  const sign = bytes[from + 1]
  let at = sign === MINUS || sign === PLUS ? from + 2 : from + 1
  if (at >= to || to - at > 8) return undefined
  let power = 0
  for (; at < to; at++) {
    const digit = (bytes[at] as number) - ZERO
    if (digit < 0 || digit > 9) return undefined
    power = power * 10 + digit
  }
  return sign === MINUS ? -power : power
}
