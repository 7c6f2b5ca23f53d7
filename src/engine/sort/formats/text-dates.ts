import type { ValueBuffer } from './value-buffer.ts'

const ZERO = 48
const NINE = 57
const PLUS = 43
const MINUS = 45
const POINT = 46

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
