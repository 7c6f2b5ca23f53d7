import { formatDate, formatMicros } from '../../base/calendar.ts'
import { formatDecimal } from '../columnar/record-plan.ts'
import type { DataType, StructType } from './schema.ts'

/**
 * A value of a column; its type says what it means. Null is undefined. byte, short, integer, float, double: number. long:
 * bigint. decimal: its unscaled bigint. date: days since 1970-01-01. timestamp and timestamp_ntz: bigint microseconds since
 * 1970-01-01. binary: bytes. struct: its fields' values in order. array: its elements. map: [key, value] pairs in the file's
 * order.
 */
export type DeltaValue =
  undefined | boolean | number | bigint | string | Uint8Array | VariantValue | readonly DeltaValue[]

/** A value of a variant column, decoded. A variant null is not the null of SQL. */
export type VariantValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'scalar'; readonly type: DataType; readonly value: DeltaValue }
  | { readonly kind: 'array'; readonly items: readonly VariantValue[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, VariantValue])[] }

/**
 * JSON text of a value in one form for all tables: decimals as texts at their scale, dates "2024-02-29", timestamps
 * "2024-02-29T13:04:05.000006" in UTC, binary "0x0a", whole numbers beyond ±2^53 and NaN and infinities as texts, -0 as 0, a
 * map as a list of [key, value] ordered by the JSON text of the keys.
 */
export function formatJson(type: DataType, value: DeltaValue): string {
  if (value === undefined) return 'null'
  switch (type.kind) {
    case 'struct':
      return formatRow(type, value as readonly DeltaValue[])
    case 'array':
      return `[${(value as readonly DeltaValue[]).map((item) => formatJson(type.element, item)).join(',')}]`
    case 'map': {
      const entries = (value as readonly (readonly DeltaValue[])[]).map(([key, item]) => {
        const name = formatJson(type.key, key)
        return { name, text: `[${name},${formatJson(type.value, item)}]` }
      })
      entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      return `[${entries.map(({ text }) => text).join(',')}]`
    }
    case 'decimal':
      return `"${formatDecimal(value as bigint, type.scale)}"`
    case 'date':
      return `"${formatDate(value as number)}"`
    case 'timestamp':
    case 'timestamp_ntz':
      return `"${formatMicros(value as bigint)}"`
    case 'binary':
      return `"${formatHex(value as Uint8Array)}"`
    case 'variant':
      return formatVariant(value as VariantValue)
    case 'string':
      return JSON.stringify(value)
    case 'long':
    case 'integer':
    case 'short':
    case 'byte':
    case 'float':
    case 'double':
    case 'boolean':
    case 'void':
      return formatNumber(value as number | bigint | boolean)
  }
}

/** A row, or a struct, as a JSON object in the order of its fields. */
export function formatRow({ fields }: StructType, values: readonly DeltaValue[]): string {
  const parts = fields.map(({ name, type }, i) => `${JSON.stringify(name)}:${formatJson(type, values[i])}`)
  return `{${parts.join(',')}}`
}

function formatVariant(variant: VariantValue): string {
  switch (variant.kind) {
    case 'null':
      return 'null'
    case 'object': {
      const parts = variant.fields.map(([name, field]) => `${JSON.stringify(name)}:${formatVariant(field)}`)
      return `{${parts.join(',')}}`
    }
    case 'array':
      return `[${variant.items.map(formatVariant).join(',')}]`
    case 'scalar':
      return formatJson(variant.type, variant.value)
  }
}

function formatNumber(value: number | bigint | boolean): string {
  if (typeof value === 'bigint') {
    const isSafe = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    return isSafe ? value.toString() : `"${value}"`
  }
  if (typeof value === 'boolean') return String(value)
  if (!Number.isFinite(value)) return `"${value}"`
  return Object.is(value, -0) ? '0' : String(value)
}

function formatHex(bytes: Uint8Array): string {
  let text = '0x'
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}
