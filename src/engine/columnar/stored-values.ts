import { parseFloat16 } from 'hyparquet/src/convert.js'
import type { StoredValue } from './page-values.ts'

/** Turns what Parquet stores into values of the program. Each throws a plain `Error` for a value that cannot be one. */

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** Up to this length a loop is faster than the decoder. */
const SHORT_TEXT = 24

/** Valid UTF-8 as text. */
export function toText(value: StoredValue): string {
  if (!(value instanceof Uint8Array)) throw new Error('a text is not stored as bytes')
  if (value.length <= SHORT_TEXT) {
    let text = ''
    for (let i = 0; i < value.length; i++) {
      const byte = value[i] as number
      if (byte > 0x7f) return UTF8.decode(value)
      text += String.fromCharCode(byte)
    }
    return text
  }
  return UTF8.decode(value)
}

/** A whole number within ±2^53. */
export function toSafeInteger(value: StoredValue): number {
  const number = typeof value === 'bigint' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw new Error(`${String(value)} is too large`)
  return number
}

/** The unscaled value of a decimal: a number, or big-endian bytes in two's complement. */
export function toUnscaled(value: StoredValue): bigint {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return BigInt(value)
  if (typeof value === 'boolean') throw new Error('a decimal is stored as true or false')
  let unscaled = 0n
  for (const byte of value) unscaled = (unscaled << 8n) | BigInt(byte)
  return BigInt.asIntN(value.length * 8, unscaled)
}

/** The number of a FLOAT16, two bytes little-endian. */
export function halfFloat(bytes: Uint8Array): number {
  return parseFloat16(bytes) ?? NaN
}

/** Microseconds from a timestamp of a unit; nanoseconds are cut down. */
export function toMicros(value: StoredValue, unit: 'MILLIS' | 'MICROS' | 'NANOS'): bigint {
  if (typeof value !== 'bigint') throw new Error('a timestamp is not stored in 64 bits')
  if (unit === 'MICROS') return value
  if (unit === 'MILLIS') return value * 1000n
  return value >= 0n || value % 1000n === 0n ? value / 1000n : value / 1000n - 1n
}
