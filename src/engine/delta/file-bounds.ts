import { tryParseDate, tryParseMicros } from '../../base/calendar.ts'
import { isRecord } from '../../base/parse.ts'
import { boundsOfConstant, boundsOfStats, UNKNOWN_BOUNDS } from '../predicate/column-bounds.ts'
import type { ColumnBounds } from '../predicate/column-bounds.ts'
import type { TypedColumn } from '../predicate/typed-expression.ts'
import type { Add, PartitionValues } from './action-types.ts'
import { physicalName } from './column-mapping.ts'
import { tryParseStats } from './file-stats.ts'
import type { FileStats } from './file-stats.ts'
import { numberBounds } from './number-bounds.ts'
import type { NumberBounds } from './number-bounds.ts'
import { parsePartitionValue, tryParseDecimal } from './partition-value.ts'
import type { DataType, StructField } from './schema.ts'
import type { TableLayout } from './table-layout.ts'
import type { DeltaValue } from './values.ts'

export function isPartitionColumn(layout: TableLayout, column: TypedColumn): boolean {
  return layout.partitions.includes(topField(layout, column))
}

function topField({ schema }: TableLayout, { path }: TypedColumn): StructField {
  return schema.fields[path[0] ?? 0] as StructField
}

/** What is known of a column in the rows of a partition; nothing of columns of data files. */
export function partitionBounds(layout: TableLayout, column: TypedColumn, values: PartitionValues): ColumnBounds {
  const field = topField(layout, column)
  const name = physicalName(field, layout.mode)
  if (!layout.partitions.includes(field) || !values.has(name)) return UNKNOWN_BOUNDS
  return boundsOfConstant(parsePartitionValue(field.type, values.get(name), field.name))
}

/** What the log tells of each column in a file: by its partition, and by its statistics. */
export function fileBounds(layout: TableLayout, columns: readonly TypedColumn[], file: Add): ColumnBounds[] {
  const stats = tryParseStats(file)
  return columns.map((column) => {
    if (isPartitionColumn(layout, column)) return partitionBounds(layout, column, file.partitionValues)
    return stats === undefined ? UNKNOWN_BOUNDS : statsBounds(layout, column, stats)
  })
}

/** Timestamps in statistics are cut to milliseconds. */
const MICROS_CUT = 999n

export function statsBounds(layout: TableLayout, { path, type }: TypedColumn, stats: FileStats): ColumnBounds {
  const fields = fieldsOf(layout, path)
  const names = fields.map((field) => physicalName(field, layout.mode))
  const leaf = fields.at(-1) as StructField
  const min = tryParseBound(leaf, valueAt(stats.minValues, names), 'low')
  const max = tryParseBound(leaf, valueAt(stats.maxValues, names), 'high')
  const nullCount = valueAt(stats.nullCount, names)
  return boundsOfStats(
    type,
    {
      min,
      max: typeof max === 'bigint' && isTimestamp(type as DataType) ? max + MICROS_CUT : max,
      nullCount: typeof nullCount === 'number' ? nullCount : undefined,
    },
    stats.numRecords,
  )
}

function isTimestamp({ kind }: DataType): boolean {
  return kind === 'timestamp' || kind === 'timestamp_ntz'
}

/** The names by which the statistics know a column. */
export function physicalPath(layout: TableLayout, path: readonly number[]): string[] {
  return fieldsOf(layout, path).map((field) => physicalName(field, layout.mode))
}

/** A column from the top down. */
function fieldsOf({ schema }: TableLayout, path: readonly number[]): StructField[] {
  let fields = schema.fields
  return path.map((index) => {
    const field = fields[index] as StructField
    fields = field.type.kind === 'struct' ? field.type.fields : []
    return field
  })
}

function valueAt(record: unknown, names: readonly string[]): unknown {
  let value = record
  for (const name of names) value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
  return value
}

/** Digits that go through a floating number unharmed. */
const SAFE_DIGITS = 15

/** A bound in the type of its column; undefined where it is missing, or JSON may have changed it. */
function tryParseBound(field: StructField, bound: unknown, side: keyof NumberBounds): DeltaValue {
  const { type } = field
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'float':
    case 'double':
      return typeof bound === 'number' ? numberBounds(field, bound)[side] : undefined
    case 'long':
      return typeof bound === 'number' && Number.isSafeInteger(bound) ? BigInt(bound) : undefined
    case 'decimal':
      if (typeof bound !== 'number' || type.precision > SAFE_DIGITS) return undefined
      return tryParseDecimal(String(bound), type.scale)
    case 'date':
      return typeof bound === 'string' ? tryParseDate(bound) : undefined
    case 'timestamp':
    case 'timestamp_ntz':
      return typeof bound === 'string' ? tryParseMicros(bound) : undefined
    case 'string':
      return typeof bound === 'string' ? bound : undefined
    default:
      return undefined
  }
}
