import { tryParseDate, tryParseMicros } from '../../base/calendar.ts'
import { DeltaError } from './delta-error.ts'
import type { DataType } from './schema.ts'
import type { DeltaValue } from './values.ts'

const RANGES: Readonly<Record<string, bigint>> = {
  byte: 1n << 7n,
  short: 1n << 15n,
  integer: 1n << 31n,
  long: 1n << 63n,
}

/**
 * A partition value of the log in its column's type (PROTOCOL.md, Partition Value Serialization); a missing and an empty text
 * are null. A timestamp without zone is taken as UTC. Throws DELTA_INVALID_PARTITION_VALUE.
 */
export function parsePartitionValue(type: DataType, text: string | undefined, where: string): DeltaValue {
  if (text === undefined || text === '') return undefined
  const value = tryParse(type, text)
  if (value !== undefined) return value
  throw new DeltaError(
    'DELTA_INVALID_PARTITION_VALUE',
    `the partition value "${text}" is no ${type.kind}; the log was written wrongly`,
    where,
  )
}

function tryParse(type: DataType, text: string): DeltaValue {
  switch (type.kind) {
    case 'string':
      return text
    case 'byte':
    case 'short':
    case 'integer': {
      const value = tryParseInteger(text, type.kind)
      return value === undefined ? undefined : Number(value)
    }
    case 'long':
      return tryParseInteger(text, type.kind)
    case 'float':
    case 'double':
      return tryParseFloat(text, type.kind)
    case 'boolean': {
      const folded = text.toLowerCase()
      return folded === 'true' ? true : folded === 'false' ? false : undefined
    }
    case 'decimal':
      return tryParseDecimal(text, type.scale)
    case 'date':
      return tryParseDate(text)
    case 'timestamp':
    case 'timestamp_ntz':
      return tryParseMicros(text)
    case 'binary':
      return new TextEncoder().encode(text)
    case 'struct':
    case 'array':
    case 'map':
    case 'variant':
    case 'void':
      return undefined
  }
}

function tryParseInteger(text: string, kind: string): bigint | undefined {
  if (!/^[+-]?\d{1,19}$/.test(text)) return undefined
  const value = BigInt(text.replace('+', ''))
  const limit = RANGES[kind] as bigint
  return value >= -limit && value < limit ? value : undefined
}

const NAMED_FLOATS = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
])

function tryParseFloat(text: string, kind: 'float' | 'double'): number | undefined {
  const named = NAMED_FLOATS.get(text)
  if (named !== undefined) return named
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return undefined
  return kind === 'float' ? Math.fround(Number(text)) : Number(text)
}

/** The unscaled value; undefined when a digit that is not 0 would be lost. */
export function tryParseDecimal(text: string, scale: number): bigint | undefined {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,3}))?$/.exec(text)
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const digits = whole + fraction
  if (digits === '') return undefined
  const shift = scale - fraction.length + Number(exponent)
  const padded = shift >= 0 ? digits + '0'.repeat(shift) : digits.slice(0, shift) || '0'
  const lost = shift >= 0 ? '' : digits.slice(shift)
  if (/[1-9]/.test(lost)) return undefined
  return sign === '-' ? -BigInt(padded) : BigInt(padded)
}
