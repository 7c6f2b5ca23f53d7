import type { NestedColumn, NestedValue } from '../columnar/parquet-rows.ts'
import { physicalName } from './column-mapping.ts'
import type { ColumnMappingMode } from './column-mapping.ts'
import type { DataType, StructField } from './schema.ts'
import type { DeltaValue } from './values.ts'
import { DeltaWriteError } from './write-error.ts'

/** A column of the table as a column of a Parquet file, in the form that Spark writes. */
export function createParquetColumn(
  field: StructField,
  mode: ColumnMappingMode,
  values: readonly DeltaValue[],
): NestedColumn {
  const elements = fieldElements(field, mode)
  return { elements, values: values.map((value) => toNested(field.type, value, mode)) }
}

type SchemaElement = NestedColumn['elements'][number]

const FIELD_ID = 'delta.columnMapping.id'

function fieldElements(field: StructField, mode: ColumnMappingMode): SchemaElement[] {
  const id = field.metadata[FIELD_ID]
  const [first, ...rest] = typeElements(field.type, physicalName(field, mode), 'OPTIONAL', mode)
  if (first === undefined) throw unsupported(field.type, field.name)
  const isNumbered = mode !== 'none' && typeof id === 'number'
  return [isNumbered ? { ...first, field_id: id } : first, ...rest]
}

type Repetition = NonNullable<SchemaElement['repetition_type']>

function typeElements(type: DataType, name: string, repetition: Repetition, mode: ColumnMappingMode): SchemaElement[] {
  const group = { name, repetition_type: repetition }
  switch (type.kind) {
    case 'struct':
      return [
        { ...group, num_children: type.fields.length },
        ...type.fields.flatMap((field) => fieldElements(field, mode)),
      ]
    case 'array':
      return [
        { ...group, num_children: 1, converted_type: 'LIST', logical_type: { type: 'LIST' } },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        ...typeElements(type.element, 'element', 'OPTIONAL', mode),
      ]
    case 'map':
      return [
        { ...group, num_children: 1, converted_type: 'MAP', logical_type: { type: 'MAP' } },
        { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
        ...typeElements(type.key, 'key', 'REQUIRED', mode),
        ...typeElements(type.value, 'value', 'OPTIONAL', mode),
      ]
    default:
      return [{ ...group, ...leafElement(type, name) }]
  }
}

function leafElement(type: DataType, name: string): Omit<SchemaElement, 'name'> {
  switch (type.kind) {
    case 'string':
      return { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } }
    case 'long':
      return { type: 'INT64' }
    case 'integer':
      return { type: 'INT32' }
    // Without their logical types, whose bit widths hyparquet-writer 0.17 does not write as a byte.
    case 'short':
      return { type: 'INT32', converted_type: 'INT_16' }
    case 'byte':
      return { type: 'INT32', converted_type: 'INT_8' }
    case 'float':
      return { type: 'FLOAT' }
    case 'double':
      return { type: 'DOUBLE' }
    case 'boolean':
      return { type: 'BOOLEAN' }
    case 'binary':
      return { type: 'BYTE_ARRAY' }
    case 'date':
      return { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } }
    case 'timestamp':
      return {
        type: 'INT64',
        converted_type: 'TIMESTAMP_MICROS',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
      }
    case 'timestamp_ntz':
      return { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' } }
    case 'decimal':
      return decimalElement(type.precision, type.scale)
    default:
      throw unsupported(type, name)
  }
}

function decimalElement(precision: number, scale: number): Omit<SchemaElement, 'name'> {
  const meaning = {
    converted_type: 'DECIMAL' as const,
    logical_type: { type: 'DECIMAL' as const, precision, scale },
    precision,
    scale,
  }
  if (precision <= 9) return { type: 'INT32', ...meaning }
  if (precision <= 18) return { type: 'INT64', ...meaning }
  return { type: 'FIXED_LEN_BYTE_ARRAY', type_length: decimalBytes(precision), ...meaning }
}

/** Bytes of the smallest two's complement that holds every number of so many digits. */
function decimalBytes(precision: number): number {
  const most = BigInt(`1${'0'.repeat(precision)}`) - 1n
  let bytes = 1
  while (1n << BigInt(bytes * 8 - 1) <= most) bytes++
  return bytes
}

const UTF8 = new TextEncoder()

function toNested(type: DataType, value: DeltaValue, mode: ColumnMappingMode): NestedValue {
  if (value === undefined) return undefined
  switch (type.kind) {
    case 'struct': {
      const parts = value as readonly DeltaValue[]
      const fields = type.fields.map((field, i) => [physicalName(field, mode), toNested(field.type, parts[i], mode)])
      return Object.fromEntries(fields) as NestedValue
    }
    case 'array':
      return (value as readonly DeltaValue[]).map((item) => toNested(type.element, item, mode))
    case 'map':
      return (value as readonly (readonly DeltaValue[])[]).map(([key, item]) => ({
        key: toNested(type.key, key, mode),
        value: toNested(type.value, item, mode),
      }))
    case 'string':
      return UTF8.encode(value as string)
    case 'decimal':
      return toDecimal(value as bigint, type.precision)
    default:
      return value as NestedValue
  }
}

function toDecimal(unscaled: bigint, precision: number): NestedValue {
  if (precision <= 9) return Number(unscaled)
  if (precision <= 18) return unscaled
  const bytes = new Uint8Array(decimalBytes(precision))
  let rest = BigInt.asUintN(bytes.length * 8, unscaled)
  for (let i = bytes.length - 1; i >= 0; i--) {
    bytes[i] = Number(rest & 0xffn)
    rest >>= 8n
  }
  return bytes
}

function unsupported({ kind }: DataType, name: string): DeltaWriteError {
  return new DeltaWriteError('LAKESCOPE_UNSUPPORTED_WRITE', `column ${name} has the type ${kind}`, name)
}
