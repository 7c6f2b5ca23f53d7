import type { ParquetColumn } from '../../columnar/parquet-file.ts'
import type { PhysicalValue } from '../../columnar/parquet-pages.ts'
import { nanosOf } from './parquet-types.ts'
import { isUtf8 } from './utf8.ts'

type Value = Exclude<PhysicalValue, undefined>

const DAY_SECONDS = 86_400n
const decoder = new TextDecoder()

/**
 * How the values of a column are written as text: dates and timestamps as ISO 8601 in UTC, decimals with their places,
 * bytes that are no UTF-8 as hexadecimal digits.
 */
export function textOf({ element }: ParquetColumn): (value: Value) => string {
  const { type, converted_type: converted, logical_type: logical, scale = 0 } = element
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const places = logical?.type === 'DECIMAL' ? logical.scale : scale
    return (value) => decimalText(value instanceof Uint8Array ? bigEndian(value) : BigInt(value), places)
  }
  if (converted === 'DATE' || logical?.type === 'DATE') return (value) => dateText(BigInt(value as number))
  if (type === 'INT96') return (value) => timestampText(nanosOf(value as Uint8Array), 9)
  const digits = secondDigits(converted, logical)
  if (digits > 0) return (value) => timestampText(BigInt(value as bigint), digits)
  const isUnsigned = converted?.startsWith('UINT_') === true || (logical?.type === 'INTEGER' && !logical.isSigned)
  if (isUnsigned && type === 'INT64') return (value) => BigInt.asUintN(64, value as bigint).toString()
  if (isUnsigned && type === 'INT32') return (value) => String((value as number) >>> 0)
  return (value) => (value instanceof Uint8Array ? bytesText(value) : String(value))
}

/** Digits behind the second that a timestamp's unit has; 0 for what is no timestamp. */
function secondDigits(
  converted: ParquetColumn['element']['converted_type'],
  logical: ParquetColumn['element']['logical_type'],
): number {
  if (converted === 'TIMESTAMP_MILLIS') return 3
  if (converted === 'TIMESTAMP_MICROS') return 6
  if (logical?.type !== 'TIMESTAMP') return 0
  return logical.unit === 'NANOS' ? 9 : logical.unit === 'MICROS' ? 6 : 3
}

function bytesText(bytes: Uint8Array): string {
  if (isUtf8(bytes, 0, bytes.length)) return decoder.decode(bytes)
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function decimalText(unscaled: bigint, places: number): string {
  const sign = unscaled < 0n ? '-' : ''
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(places + 1, '0')
  if (places === 0) return sign + digits
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return BigInt.asIntN(8 * bytes.length, value)
}

export function timestampText(value: bigint, digits: number): string {
  const unit = BigInt(`1${'0'.repeat(digits)}`)
  const fraction = floorMod(value, unit)
  const seconds = (value - fraction) / unit
  const ofDay = floorMod(seconds, DAY_SECONDS)
  const pad = (part: bigint): string => part.toString().padStart(2, '0')
  const time = `${pad(ofDay / 3600n)}:${pad((ofDay / 60n) % 60n)}:${pad(ofDay % 60n)}`
  const rest = fraction === 0n ? '' : `.${fraction.toString().padStart(digits, '0')}`
  return `${dateText((seconds - ofDay) / DAY_SECONDS)}T${time}${rest}Z`
}

/** YYYY-MM-DD of a day counted from 1970-01-01, by the proleptic Gregorian calendar. */
function dateText(days: bigint): string {
  const shifted = days + 719_468n
  const ofEra = floorMod(shifted, 146_097n)
  const era = (shifted - ofEra) / 146_097n
  const yearOfEra = (ofEra - ofEra / 1460n + ofEra / 36_524n - ofEra / 146_096n) / 365n
  const dayOfYear = ofEra - (365n * yearOfEra + yearOfEra / 4n - yearOfEra / 100n)
  const shiftedMonth = (5n * dayOfYear + 2n) / 153n
  const day = dayOfYear - (153n * shiftedMonth + 2n) / 5n + 1n
  const month = shiftedMonth < 10n ? shiftedMonth + 3n : shiftedMonth - 9n
  const year = era * 400n + yearOfEra + (month <= 2n ? 1n : 0n)
  const sign = year < 0n ? '-' : ''
  const positive = year < 0n ? -year : year
  const pad = (part: bigint): string => part.toString().padStart(2, '0')
  return `${sign}${positive.toString().padStart(4, '0')}-${pad(month)}-${pad(day)}`
}

function floorMod(value: bigint, divisor: bigint): bigint {
  return ((value % divisor) + divisor) % divisor
}
