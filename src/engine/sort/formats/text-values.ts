import type { KeyEncoder } from '../key-encoding.ts'
import type { KeyType } from '../options.ts'
import { readDate, readTimestamp } from './text-dates.ts'
import { readDecimal, readFloat, readInteger } from './text-numbers.ts'
import type { ValueBuffer } from './value-buffer.ts'

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
