import { nanosOfInt96 } from '../../columnar/int96.ts'
import type { ParquetColumn } from '../../columnar/parquet-file.ts'
import type { PhysicalValue } from '../../columnar/parquet-pages.ts'
import type { KeyEncoder } from '../key-encoding.ts'
import type { KeyType } from '../options.ts'
import { SortError } from '../sort-error.ts'
import type { CellKind } from './row-codec.ts'

type Element = ParquetColumn['element']

/** How a value of a column is read as a key. */
export interface KeyReading {
  readonly type: KeyType
  /** How it is encoded where not as `type`: the nanoseconds of INT96 do not fit into the 64 bits of a timestamp. */
  readonly encodedAs?: KeyType
  add(encoder: KeyEncoder, value: Exclude<PhysicalValue, undefined>): void
}

/** How the values of a column lie in a row. INT96, the old timestamp, is carried as its bytes. */
export function cellKindOf({ type }: Element): CellKind {
  switch (type) {
    case 'BOOLEAN':
      return 'boolean'
    case 'INT32':
      return 'int32'
    case 'INT64':
      return 'int64'
    case 'FLOAT':
      return 'float'
    case 'DOUBLE':
      return 'double'
    default:
      return 'bytes'
  }
}

/** How a key column is compared; throws UNSUPPORTED_FORMAT for a type that has no order here. */
export function keyReadingOf({ element, name }: ParquetColumn): KeyReading {
  const { type, converted_type: converted, logical_type: logical } = element
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') return decimalReading(element)
  const isUnsigned = converted?.startsWith('UINT_') === true || (logical?.type === 'INTEGER' && !logical.isSigned)
  switch (type) {
    case 'BOOLEAN':
      return { type: 'int32', add: (encoder, value) => encoder.addInteger(0, value === true ? 1 : 0) }
    case 'INT32':
      if (isUnsigned) return { type: 'int64', add: (encoder, value) => encoder.addInteger(0, Number(value)) }
      return {
        type: converted === 'DATE' || logical?.type === 'DATE' ? 'date' : 'int32',
        add: (encoder, value) => encoder.addInteger(Number(value) >> 31, Number(value)),
      }
    case 'INT64':
      if (isUnsigned) return unsignedReading
      return {
        type: converted?.startsWith('TIMESTAMP') === true || logical?.type === 'TIMESTAMP' ? 'timestamp' : 'int64',
        add: addBigint,
      }
    case 'INT96':
      return int96Reading
    case 'FLOAT':
    case 'DOUBLE':
      return { type: 'float64', add: (encoder, value) => encoder.addFloat(Number(value)) }
    case 'BYTE_ARRAY':
    case 'FIXED_LEN_BYTE_ARRAY':
      if (converted !== 'INTERVAL' && logical?.type !== 'FLOAT16') return bytesReading
      break
    case undefined:
      break
  }
  throw new SortError('UNSUPPORTED_FORMAT', `column ${name} has a type without an order here`, name)
}

const bytesReading: KeyReading = {
  type: 'string',
  add: (encoder, value) => {
    const bytes = value as Uint8Array
    encoder.addText(bytes, 0, bytes.length)
  },
}

const int96Reading: KeyReading = {
  type: 'timestamp',
  encodedAs: 'decimal',
  add: (encoder, value) => addUnscaled(encoder, nanosOf(value as Uint8Array), NANO_DIGITS),
}

const NANO_DIGITS = 9

/** Nanoseconds since 1970 of an INT96. */
export function nanosOf({ buffer, byteOffset, byteLength }: Uint8Array): bigint {
  return nanosOfInt96(new DataView(buffer, byteOffset, byteLength), 0)
}

/** 64-bit integers without a sign: as decimals, since the upper half has no place among signed ones. */
const unsignedReading: KeyReading = {
  type: 'decimal',
  add: (encoder, value) => addUnscaled(encoder, BigInt.asUintN(64, BigInt(value as bigint)), 0),
}

function decimalReading({ scale = 0, logical_type: logical }: Element): KeyReading {
  const places = logical?.type === 'DECIMAL' ? logical.scale : scale
  return {
    type: 'decimal',
    add: (encoder, value) => {
      const unscaled = value instanceof Uint8Array ? bigEndian(value) : BigInt(value)
      addUnscaled(encoder, unscaled, places)
    },
  }
}

function addBigint(encoder: KeyEncoder, value: Exclude<PhysicalValue, undefined>): void {
  const bits = BigInt(value as bigint)
  encoder.addInteger(Number(BigInt.asIntN(32, bits >> 32n)), Number(BigInt.asIntN(32, bits)))
}

/** Two's complement, most significant byte first. */
function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return BigInt.asIntN(8 * bytes.length, value)
}

/** The decimal unscaled * 10^-places. */
function addUnscaled(encoder: KeyEncoder, unscaled: bigint, places: number): void {
  const isNegative = unscaled < 0n
  const text = (isNegative ? -unscaled : unscaled).toString()
  const digits = Uint8Array.from(text, (digit) => digit.charCodeAt(0) - 48)
  let count = digits.length
  while (count > 0 && digits[count - 1] === 0) count--
  encoder.addDecimal(isNegative && count > 0, text.length - places, digits, 0, count)
}
