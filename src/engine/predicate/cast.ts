import { formatDate, formatMicros, tryParseDate, tryParseMicros } from '../../base/calendar.ts'
import { ensurePrecision } from './arithmetic.ts'
import { formatDecimal, powerOfTen, rescale, tryParseNumber } from './decimal.ts'
import { formatFloating } from './number-text.ts'
import { SqlError } from './sql-error.ts'
import type { Place } from './sql-error.ts'
import { formatType, INTEGRAL_LIMITS, isFloating, isIntegral, isMoment, isNumeric, isSameType } from './types.ts'
import type { DecimalType, IntegralName, SimpleType, Value } from './types.ts'

/** Of a value that is not null. */
type Conversion = (value: Value) => Value

const MICROS_OF_SECOND = 1_000_000n
const MICROS_OF_DAY = 86_400_000_000n
const MOST_DAYS = 2 ** 31

/** True when CAST takes values of one type to the other; a value may still have no counterpart. */
export function canCast(from: SimpleType, to: SimpleType): boolean {
  if (isSameType(from, to) || from.kind === 'void') return true
  if (to.kind === 'void') return false
  if (from.kind === 'string' || to.kind === 'string') return true
  if (isMoment(from) && isMoment(to)) return true
  if (isIntegral(from) && to.kind === 'timestamp') return true
  if (from.kind === 'timestamp' && to.kind === 'long') return true
  const [fromNumber, toNumber] = [isNumeric(from), isNumeric(to)]
  return (fromNumber && toNumber) || (fromNumber && to.kind === 'boolean') || (from.kind === 'boolean' && toNumber)
}

/**
 * CAST by Spark's ANSI rules: numbers are cut to whole numbers and rounded half up to decimals, moments are in UTC. Throws
 * CAST_INVALID_INPUT for a text that is no value of the type, CAST_OVERFLOW and NUMERIC_VALUE_OUT_OF_RANGE for a value
 * that the type does not hold. `canCast(from, to)` must hold.
 */
export function conversionOf(from: SimpleType, to: SimpleType, place: Place | undefined): Conversion {
  if (isSameType(from, to) || from.kind === 'void') return (value) => value
  if (from.kind === 'string') return conversionOfText(to, place)
  switch (to.kind) {
    case 'string':
      return (value) => formatValue(from, value)
    case 'boolean':
      return (value) => Number(value) !== 0
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return toIntegral(from, to.kind, place)
    case 'float':
      return (value) => Math.fround(toNumber(from, value))
    case 'double':
      return (value) => toNumber(from, value)
    case 'decimal':
      return toDecimal(from, to, place)
    default:
      return toMoment(from, to, place)
  }
}

function toNumber(from: SimpleType, value: Value): number {
  return from.kind === 'decimal' ? Number(formatDecimal(value as bigint, from.scale)) : Number(value)
}

function toIntegral(from: SimpleType, kind: IntegralName, place: Place | undefined): Conversion {
  const limit = INTEGRAL_LIMITS[kind]
  return (value) => {
    const whole = tryWhole(from, value)
    if (whole === undefined || whole < -limit || whole >= limit) throw overflow(from, { kind }, value, place)
    return kind === 'long' ? whole : Number(whole)
  }
}

function tryWhole(from: SimpleType, value: Value): bigint | undefined {
  if (from.kind === 'decimal') return (value as bigint) / powerOfTen(from.scale)
  if (from.kind === 'timestamp') return floorDivide(value as bigint, MICROS_OF_SECOND)
  if (typeof value === 'bigint') return value
  const cut = Math.trunc(Number(value))
  return Number.isFinite(cut) ? BigInt(cut) : undefined
}

function toDecimal(from: SimpleType, to: DecimalType, place: Place | undefined): Conversion {
  return (value) => {
    if (from.kind === 'decimal') return ensurePrecision(rescale(value as bigint, from.scale, to.scale), to, place)
    const number = tryParseNumber(typeof value === 'bigint' ? value.toString() : String(Number(value)))
    if (number === undefined) throw overflow(from, to, value, place)
    return ensurePrecision(rescaleNumber(number, to.scale), to, place)
  }
}

function rescaleNumber({ unscaled, scale }: { readonly unscaled: bigint; readonly scale: number }, to: number): bigint {
  return scale < 0 ? unscaled * powerOfTen(to - scale) : rescale(unscaled, scale, to)
}

function toMoment(from: SimpleType, to: SimpleType, place: Place | undefined): Conversion {
  if (to.kind === 'date') return (value) => Number(floorDivide(value as bigint, MICROS_OF_DAY))
  if (from.kind === 'date') return (value) => BigInt(value as number) * MICROS_OF_DAY
  if (!isIntegral(from)) return (value) => value
  return (value) => {
    const micros = BigInt(value as number | bigint) * MICROS_OF_SECOND
    if (!isMicros(micros)) throw overflow(from, to, value, place)
    return micros
  }
}

function isMicros(micros: bigint): boolean {
  return micros >= -INTEGRAL_LIMITS.long && micros < INTEGRAL_LIMITS.long
}

export function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend % divisor < 0n ? quotient - 1n : quotient
}

function conversionOfText(to: SimpleType, place: Place | undefined): Conversion {
  return (value) => {
    const text = value as string
    const parsed = tryParseValue(to, text, place)
    if (parsed !== undefined) return parsed
    const message = `"${shorten(text)}" cannot be read as ${formatType(to)}`
    throw new SqlError('CAST_INVALID_INPUT', message, place)
  }
}

function tryParseValue(to: SimpleType, text: string, place: Place | undefined): Value {
  const trimmed = text.trim()
  switch (to.kind) {
    case 'binary':
      return new TextEncoder().encode(text)
    case 'boolean':
      return BOOLEAN_TEXTS.get(trimmed.toLowerCase())
    case 'byte':
    case 'short':
    case 'integer':
    case 'long': {
      if (!/^[+-]?\d{1,40}$/.test(trimmed)) return undefined
      const whole = BigInt(trimmed.replace('+', ''))
      if (whole < -INTEGRAL_LIMITS[to.kind] || whole >= INTEGRAL_LIMITS[to.kind]) return undefined
      return to.kind === 'long' ? whole : Number(whole)
    }
    case 'float':
    case 'double': {
      const value = tryParseFloating(trimmed)
      return value === undefined || to.kind === 'double' ? value : Math.fround(value)
    }
    case 'decimal': {
      const number = tryParseNumber(trimmed)
      return number === undefined ? undefined : ensurePrecision(rescaleNumber(number, to.scale), to, place)
    }
    case 'date':
      return tryParseDay(trimmed)
    case 'timestamp':
      return tryParseMoment(trimmed)
    case 'timestamp_ntz':
      return HAS_ZONE.test(trimmed) ? undefined : tryParseMoment(trimmed)
    default:
      return undefined
  }
}

const BOOLEAN_TEXTS = new Map([
  ...['t', 'true', 'y', 'yes', '1'].map((text) => [text, true] as const),
  ...['f', 'false', 'n', 'no', '0'].map((text) => [text, false] as const),
])

const NAMED_FLOATS = new Map([
  ['nan', NaN],
  ['inf', Infinity],
  ['infinity', Infinity],
])

function tryParseFloating(text: string): number | undefined {
  const [, sign, rest = ''] = /^([+-]?)(.*)$/.exec(text) ?? []
  const named = NAMED_FLOATS.get(rest.toLowerCase())
  if (named !== undefined) return sign === '-' ? -named : named
  return tryParseNumber(text) === undefined ? undefined : Number(text)
}

const HAS_ZONE = /:\d{2}.*(Z|[+-]\d)/

/** A date; month and day may be left out, and a time may stand behind it. */
function tryParseDay(text: string): number | undefined {
  const match = /^([+-]?\d{4,7})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?$/.exec(text)
  if (match === null) return undefined
  const days = tryParseDate(`${match[1]}-${match[2] ?? 1}-${match[3] ?? 1}`)
  return days !== undefined && days >= -MOST_DAYS && days < MOST_DAYS ? days : undefined
}

function tryParseMoment(text: string): bigint | undefined {
  const micros = tryParseMicros(text)
  return micros !== undefined && isMicros(micros) ? micros : undefined
}

/** A value as Spark writes it: CAST to STRING. */
export function formatValue(type: SimpleType, value: Value): string {
  switch (type.kind) {
    case 'decimal':
      return formatDecimal(value as bigint, type.scale)
    case 'float':
    case 'double':
      return formatFloating(value as number, type.kind)
    case 'date':
      return formatDate(value as number)
    case 'timestamp':
    case 'timestamp_ntz':
      return formatMicros(value as bigint)
        .replace('T', ' ')
        .replace(/\.?0{1,6}$/, '')
    case 'binary':
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(value as Uint8Array)
    default:
      return `${value as bigint}`
  }
}

function overflow(from: SimpleType, to: SimpleType, value: Value, place: Place | undefined): SqlError {
  const shown = isFloating(from) || from.kind === 'decimal' ? formatValue(from, value) : `${value as bigint}`
  return new SqlError('CAST_OVERFLOW', `${shorten(shown)} is outside the range of ${formatType(to)}`, place)
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`
}
