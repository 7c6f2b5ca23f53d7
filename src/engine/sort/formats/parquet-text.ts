import type { ParquetColumn } from '../../columnar/parquet-file.ts'
import type { PhysicalValue } from '../../columnar/parquet-pages.ts'
import { halfFloat } from '../../columnar/stored-values.ts'
import { SortError } from '../sort-error.ts'
import { nanosOf } from './parquet-types.ts'
import { isUtf8 } from './utf8.ts'

type Value = Exclude<PhysicalValue, undefined>
type Element = ParquetColumn['element']

/**
 * A form that the values of a column get in text, of which the text does not tell what it was. `words`: numbers, some of
 * which may be words.
 */
export type TextForm = 'hexadecimal' | 'duration' | 'words'

const DAY_SECONDS = 86_400n
/** What looks like a byte order mark is a letter of the value. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * How the values of a column are written as text: dates, times and timestamps as ISO 8601, those of UTC with a Z; intervals as
 * its durations; decimals with their places; UUIDs with their dashes; bytes of which the file does not say that they are text
 * as hexadecimal digits.
 */
export function textOf({ element }: ParquetColumn): (value: Value) => string {
  const { type, converted_type: converted, logical_type: logical, scale = 0 } = element
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const places = logical?.type === 'DECIMAL' ? logical.scale : scale
    return (value) => decimalText(value instanceof Uint8Array ? bigEndian(value) : BigInt(value), places)
  }
  if (converted === 'DATE' || logical?.type === 'DATE') return (value) => dateText(BigInt(value as number))
  // The file does not tell whether an INT96 is a time in UTC.
  if (type === 'INT96') return (value) => localText(nanosOf(value as Uint8Array), NANO_DIGITS)
  const digits = secondDigits(element)
  if (isTime(element)) return (value) => timeText(BigInt(value as bigint), digits)
  if (digits > 0) {
    const isLocal = logical?.type === 'TIMESTAMP' && !logical.isAdjustedToUTC
    return (value) => (isLocal ? localText : timestampText)(BigInt(value as bigint), digits)
  }
  if (type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY') return bytesTextOf(element)
  const isUnsigned = converted?.startsWith('UINT_') === true || (logical?.type === 'INTEGER' && !logical.isSigned)
  if (isUnsigned && type === 'INT64') return (value) => BigInt.asUintN(64, value as bigint).toString()
  if (isUnsigned && type === 'INT32') return (value) => String((value as number) >>> 0)
  return (value) => (Object.is(value, -0) ? '-0' : String(value))
}

/** Like `textOf`, for files: throws UNDECODABLE_ROW for a text that is none and would not come back from one. */
export function exactTextOf(column: ParquetColumn): (value: Value) => string {
  const format = textOf(column)
  if (!isText(column.element)) return format
  return (value) => {
    if (value instanceof Uint8Array && !isUtf8(value, 0, value.length)) {
      const message = `column ${column.name} has a text that is not valid UTF-8: it can be saved as Parquet only`
      throw new SortError('UNDECODABLE_ROW', message, column.name)
    }
    return format(value)
  }
}

/** What is to be told of the text of a column: its form, where that does not say what the values were. */
export function textFormOf({ element }: ParquetColumn): TextForm | undefined {
  const { type, converted_type: converted, logical_type: logical } = element
  if (converted === 'INTERVAL' || logical?.type === 'INTERVAL') return 'duration'
  if (type === 'FLOAT' || type === 'DOUBLE' || logical?.type === 'FLOAT16') return 'words'
  if (type !== 'BYTE_ARRAY' && type !== 'FIXED_LEN_BYTE_ARRAY') return undefined
  const isNamed = logical?.type === 'UUID' || logical?.type === 'DECIMAL'
  return isNamed || converted === 'DECIMAL' || isText(element) ? undefined : 'hexadecimal'
}

/** True for texts of a JSON string or a CSV field; without such a type a file does not say that its bytes are text. */
function isText({ converted_type: converted, logical_type: logical }: Element): boolean {
  if (converted === 'UTF8' || converted === 'ENUM' || converted === 'JSON') return true
  return logical?.type === 'STRING' || logical?.type === 'ENUM' || logical?.type === 'JSON'
}

function bytesTextOf(element: Element): (value: Value) => string {
  const { converted_type: converted, logical_type: logical } = element
  if (isText(element)) return (value) => decoder.decode(value as Uint8Array)
  if (logical?.type === 'UUID') return (value) => uuidText(hexText(value as Uint8Array))
  if (logical?.type === 'FLOAT16') {
    return (value) => {
      const number = halfFloat(value as Uint8Array)
      return Object.is(number, -0) ? '-0' : String(number)
    }
  }
  if (converted === 'INTERVAL' || logical?.type === 'INTERVAL') return (value) => durationText(value as Uint8Array)
  return (value) => hexText(value as Uint8Array)
}

function isTime({ converted_type: converted, logical_type: logical }: Element): boolean {
  return logical?.type === 'TIME' || converted === 'TIME_MILLIS' || converted === 'TIME_MICROS'
}

const NANO_DIGITS = 9

/** Digits behind the second that a time's or a timestamp's unit has; 0 for what is neither. */
function secondDigits({ converted_type: converted, logical_type: logical }: Element): number {
  if (logical?.type === 'TIMESTAMP' || logical?.type === 'TIME') {
    return logical.unit === 'NANOS' ? NANO_DIGITS : logical.unit === 'MICROS' ? 6 : 3
  }
  if (converted === 'TIMESTAMP_MILLIS' || converted === 'TIME_MILLIS') return 3
  return converted === 'TIMESTAMP_MICROS' || converted === 'TIME_MICROS' ? 6 : 0
}

function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Parts of 8, 4, 4, 4 and 12 digits. */
function uuidText(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** An INTERVAL is three numbers: months, days, milliseconds. None is turned into another, since none has a fixed length. */
function durationText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  const view = new DataView(buffer, byteOffset, byteLength)
  const [months, days, millis] = [0, 4, 8].map((at) => view.getUint32(at, true)) as [number, number, number]
  const date = `${months === 0 ? '' : `${months}M`}${days === 0 ? '' : `${days}D`}`
  const isTold = millis > 0 || date === ''
  return `P${date}${isTold ? `T${millis / 1000}S` : ''}`
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
  return `${localText(value, digits)}Z`
}

/** A timestamp of which no zone is known. */
function localText(value: bigint, digits: number): string {
  const day = DAY_SECONDS * unitOf(digits)
  const ofDay = floorMod(value, day)
  return `${dateText((value - ofDay) / day)}T${timeText(ofDay, digits)}`
}

/** A time of day: hh:mm:ss, and the fraction where there is one. */
function timeText(value: bigint, digits: number): string {
  const unit = unitOf(digits)
  const positive = value < 0n ? -value : value
  const fraction = positive % unit
  const seconds = positive / unit
  const pad = (part: bigint): string => part.toString().padStart(2, '0')
  const time = `${pad(seconds / 3600n)}:${pad((seconds / 60n) % 60n)}:${pad(seconds % 60n)}`
  return `${value < 0n ? '-' : ''}${time}${fraction === 0n ? '' : `.${fraction.toString().padStart(digits, '0')}`}`
}

function unitOf(digits: number): bigint {
  return BigInt(`1${'0'.repeat(digits)}`)
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
