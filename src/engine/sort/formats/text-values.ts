import type { KeyEncoder } from '../key-encoding.ts'
import type { KeyType } from '../options.ts'

/**
 * Values in text, read from bytes without making strings. A reader returns false when the bytes are not a value of its
 * type; otherwise it leaves the value in the `ValueBuffer`.
 */
export class ValueBuffer {
  /** An integer in two's complement: signed high half, low half. */
  high = 0
  low = 0
  float = 0
  isNegative = false
  /** A decimal: 0.d1d2d3… times 10^exponent; digits[0, digitCount) are 0 to 9. */
  exponent = 0
  digits = new Uint8Array(64)
  digitCount = 0
}

const ZERO = 48
const NINE = 57
const PLUS = 43
const MINUS = 45
const POINT = 46
const POWERS_OF_TEN = [1, 10, 100, 1e3, 1e4, 1e5, 1e6]
/** Powers of ten that a float64 holds exactly. */
const EXACT_POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))

/** Adds a value to the key. False when the bytes are not a value of that type. */
export function addField(
  encoder: KeyEncoder,
  type: KeyType,
  bytes: Uint8Array,
  from: number,
  to: number,
  value: ValueBuffer,
): boolean {
  switch (type) {
    case 'int64':
      if (!readInteger(bytes, from, to, value)) return false
      encoder.addInteger(value.high, value.low)
      return true
    case 'int32':
      if (!readInteger(bytes, from, to, value) || value.high !== value.low >> 31) return false
      encoder.addInteger(value.high, value.low)
      return true
    case 'float64':
      if (!readFloat(bytes, from, to, value)) return false
      encoder.addFloat(value.float)
      return true
    case 'date':
      if (!readDate(bytes, from, to, value)) return false
      encoder.addInteger(value.high, value.low)
      return true
    case 'timestamp':
      if (!readTimestamp(bytes, from, to, value)) return false
      encoder.addInteger(value.high, value.low)
      return true
    case 'decimal':
      if (!readDecimal(bytes, from, to, value)) return false
      encoder.addDecimal(value.isNegative, value.exponent, value.digits, 0, value.digitCount)
      return true
    case 'string':
      encoder.addText(bytes, from, to)
      return true
  }
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

/** YYYY-MM-DD; the value is days since 1970-01-01. */
export function readDate(bytes: Uint8Array, from: number, to: number, value: ValueBuffer): boolean {
  if (to - from !== 10) return false
  const days = readDays(bytes, from)
  if (days === undefined) return false
  value.low = days
  value.high = days < 0 ? -1 : 0
  return true
}

/**
 * YYYY-MM-DD, or that with T or a space and HH:MM[:SS[.fraction]] and an optional Z or ±HH:MM; without an offset it is
 * UTC. The value is microseconds since 0000-03-01; finer fractions are refused.
 */
export function readTimestamp(bytes: Uint8Array, from: number, to: number, value: ValueBuffer): boolean {
  if (to - from < 10) return false
  const days = readDays(bytes, from)
  if (days === undefined) return false
  let seconds = (days + EPOCH_DAYS) * 86_400
  let micros = 0
  let at = from + 10
  if (at < to) {
    if (bytes[at] !== 84 && bytes[at] !== 32) return false
    const hour = readTwo(bytes, at + 1, 23)
    const minute = bytes[at + 3] === 58 ? readTwo(bytes, at + 4, 59) : -1
    if (at + 6 > to || hour < 0 || minute < 0) return false
    at += 6
    let second = 0
    if (at < to && bytes[at] === 58) {
      second = at + 3 <= to ? readTwo(bytes, at + 1, 59) : -1
      if (second < 0) return false
      at += 3
      const end = fractionEnd(bytes, at, to)
      micros = readMicros(bytes, at, end)
      if (micros < 0) return false
      at = end
    }
    const offset = readOffset(bytes, at, to)
    if (offset === undefined) return false
    seconds += hour * 3600 + minute * 60 + second - offset * 60
  }
  // 64-bit seconds * 10^6 + micros, in halves: every product stays below 2^53.
  const product = (seconds % 0x1_0000_0000) * 1e6 + micros
  value.low = (product % 0x1_0000_0000) | 0
  value.high = Math.floor(seconds / 0x1_0000_0000) * 1e6 + Math.floor(product / 0x1_0000_0000)
  return true
}

/** Days from 0000-03-01 to 1970-01-01. */
export const EPOCH_DAYS = 719_468

/** Days since 1970-01-01 of YYYY-MM-DD, by the proleptic Gregorian calendar; undefined for anything else. */
function readDays(bytes: Uint8Array, from: number): number | undefined {
  if (bytes[from + 4] !== MINUS || bytes[from + 7] !== MINUS) return undefined
  const century = readTwo(bytes, from, 99)
  const year = readTwo(bytes, from + 2, 99)
  const month = readTwo(bytes, from + 5, 12)
  const day = readTwo(bytes, from + 8, 31)
  if (century < 0 || year < 0 || month < 1 || day < 1) return undefined
  const whole = century * 100 + year
  if (whole === 0 || day > daysInMonth(whole, month)) return undefined
  const shifted = month <= 2 ? whole - 1 : whole
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - EPOCH_DAYS
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Two digits as a number up to `most`, or -1. */
function readTwo(bytes: Uint8Array, from: number, most: number): number {
  const tens = (bytes[from] as number) - ZERO
  const ones = (bytes[from + 1] as number) - ZERO
  if (!(tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9)) return -1
  const number = tens * 10 + ones
  return number <= most ? number : -1
}

/** End of ".digits" at `from`; `from` itself when there is no point. */
function fractionEnd(bytes: Uint8Array, from: number, to: number): number {
  if (from >= to || bytes[from] !== POINT) return from
  let at = from + 1
  while (at < to && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at++
  return at
}

/** Microseconds of ".digits"; -1 when there are no digits or digits other than 0 beyond the sixth. */
function readMicros(bytes: Uint8Array, from: number, end: number): number {
  if (from === end) return 0
  if (end - from < 2) return -1
  let micros = 0
  for (let i = 1; i <= 6; i++) micros = micros * 10 + (from + i < end ? (bytes[from + i] as number) - ZERO : 0)
  for (let i = from + 7; i < end; i++) if (bytes[i] !== ZERO) return -1
  return micros
}

/** Minutes east of UTC of what is left: nothing, Z or ±HH:MM. */
function readOffset(bytes: Uint8Array, from: number, to: number): number | undefined {
  if (from === to) return 0
  if (to - from === 1) return bytes[from] === 90 || bytes[from] === 122 ? 0 : undefined
  const sign = bytes[from]
  if (to - from !== 6 || (sign !== PLUS && sign !== MINUS) || bytes[from + 3] !== 58) return undefined
  const hours = readTwo(bytes, from + 1, 18)
  const minutes = readTwo(bytes, from + 4, 59)
  if (hours < 0 || minutes < 0) return undefined
  return (sign === MINUS ? -1 : 1) * (hours * 60 + minutes)
}
