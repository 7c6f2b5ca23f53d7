import {
  Binary,
  Bool,
  DateDay,
  Decimal,
  Field,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  List,
  makeData,
  Map_,
  RecordBatch,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
} from 'apache-arrow'
import type { Data, DataType } from 'apache-arrow'
import type { ColumnBatch, QueryColumn, QueryType, QueryValue } from './column-batch.ts'
import { QueryError } from './query-error.ts'

type Values = ArrayLike<QueryValue>

/** The Arrow schema of a table; all its columns may be null. Throws `QueryError` where a type cannot be. */
export function createSchema(columns: readonly QueryColumn[]): Schema {
  if (columns.length === 0) throw new QueryError('data', 'a table without columns cannot be queried')
  return new Schema(columns.map(({ name, type }) => new Field(name, arrowType(type, name), true)))
}

/** Rows as an Arrow batch. Throws `QueryError`, naming the column, for a value that is none of its type. */
export function createRecordBatch(schema: Schema, columns: readonly QueryColumn[], batch: ColumnBatch): RecordBatch {
  const children = columns.map(({ name, type }, i) => {
    const values = batch.columns[i]
    if (values === undefined) throw new QueryError('data', `the rows have no values for the column "${name}"`)
    try {
      return createData(type, keep(values, batch))
    } catch (error) {
      if (error instanceof QueryError) throw error
      throw new QueryError('data', `column "${name}": ${error instanceof Error ? error.message : String(error)}`)
    }
  })
  const type = new Struct(schema.fields)
  return new RecordBatch(schema, makeData({ type, length: batch.rows, nullCount: 0, children }))
}

function keep(values: Values, { kept, rows }: ColumnBatch): Values {
  if (kept !== undefined) return Array.from({ length: rows }, (_, i) => values[kept[i] as number])
  return values.length === rows ? values : Array.from({ length: rows }, (_, i) => values[i])
}

/**
 * Both kinds of timestamps are TIMESTAMP, in UTC: without the ICU extension DuckDB can do next to nothing with one that
 * has a zone, and the session is in UTC anyway. `void` becomes INTEGER, as a bare NULL does.
 */
function arrowType(type: QueryType, name: string): DataType {
  switch (type.kind) {
    case 'decimal':
      return new Decimal(type.scale, type.precision, 128)
    case 'struct':
      if (type.fields.length === 0) throw new QueryError('data', `column "${name}": a struct without fields`)
      return new Struct(type.fields.map((field) => new Field(field.name, arrowType(field.type, name), true)))
    case 'array':
      return new List(new Field('item', arrowType(type.element, name), true))
    case 'map':
      return new Map_(new Field('entries', entryType(arrowType(type.key, name), arrowType(type.value, name)), false))
    default:
      return new FLAT_TYPES[type.kind]()
  }
}

const FLAT_TYPES = {
  byte: Int8,
  short: Int16,
  integer: Int32,
  long: Int64,
  float: Float32,
  double: Float64,
  boolean: Bool,
  string: Utf8,
  binary: Binary,
  date: DateDay,
  timestamp: TimestampMicrosecond,
  timestamp_ntz: TimestampMicrosecond,
  variant: Utf8,
  void: Int32,
} as const

function entryType<K extends DataType, V extends DataType>(key: K, value: V): Struct<{ key: K; value: V }> {
  return new Struct([new Field('key', key, false), new Field('value', value, true)])
}

function createData(type: QueryType, values: Values): Data {
  switch (type.kind) {
    case 'byte':
      return createFlat(new Int8(), values, new Int8Array(values.length), toNumber)
    case 'short':
      return createFlat(new Int16(), values, new Int16Array(values.length), toNumber)
    case 'integer':
      return createFlat(new Int32(), values, new Int32Array(values.length), toNumber)
    case 'long':
      return createFlat(new Int64(), values, new BigInt64Array(values.length), toBigint)
    case 'float':
      return createFlat(new Float32(), values, new Float32Array(values.length), toNumber)
    case 'double':
      return createFlat(new Float64(), values, new Float64Array(values.length), toNumber)
    case 'date':
      return createFlat(new DateDay(), values, new Int32Array(values.length), toNumber)
    case 'timestamp':
    case 'timestamp_ntz':
      return createFlat(new TimestampMicrosecond(), values, new BigInt64Array(values.length), toBigint)
    case 'void':
      return createFlat(new Int32(), values, new Int32Array(values.length), toNothing)
    case 'boolean':
      return createBooleans(values)
    case 'decimal':
      return createDecimals(new Decimal(type.scale, type.precision, 128), values)
    case 'string':
    case 'variant':
      return createTexts(values)
    case 'binary':
      return createBinaries(values)
    case 'struct':
      return createStructs(type.fields, values)
    case 'array':
      return createLists(type.element, values)
    case 'map':
      return createMaps(type.key, type.value, values)
  }
}

function createFlat<T extends number | bigint>(
  type: DataType,
  values: Values,
  data: { [index: number]: T },
  convert: (value: QueryValue) => T,
): Data {
  forEachValue(values, (value, i) => (data[i] = convert(value)))
  return makeData({ type, length: values.length, ...nullsOf(values), data } as never)
}

function createBooleans(values: Values): Data {
  const data = new Uint8Array((values.length + 7) >> 3)
  forEachValue(values, (value, i) => {
    if (typeof value !== 'boolean') throw new TypeError(`${tell(value)} is no boolean`)
    if (value) setBit(data, i)
  })
  return makeData({ type: new Bool(), length: values.length, ...nullsOf(values), data })
}

function createDecimals(type: Decimal, values: Values): Data {
  const words = new BigUint64Array(values.length * 2)
  const limit = 10n ** BigInt(type.precision)
  forEachValue(values, (value, i) => {
    const unscaled = toBigint(value)
    if (unscaled >= limit || unscaled <= -limit)
      throw new RangeError(`${unscaled} has more than ${type.precision} digits`)
    words[i * 2] = BigInt.asUintN(64, unscaled)
    words[i * 2 + 1] = BigInt.asUintN(64, unscaled >> 64n)
  })
  return makeData({ type, length: values.length, ...nullsOf(values), data: new Uint32Array(words.buffer) })
}

function createTexts(values: Values): Data {
  const valueOffsets = new Int32Array(values.length + 1)
  let data = new Uint8Array(values.length * 16)
  let end = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (!isNull(value)) {
      if (typeof value !== 'string') throw new TypeError(`${tell(value)} is no text`)
      const most = end + value.length * MOST_BYTES_OF_UNIT
      if (most > data.length) data = copyTo(data, most * 2)
      end += ENCODER.encodeInto(value, data.subarray(end)).written
    }
    valueOffsets[i + 1] = end
  }
  return makeData({
    type: new Utf8(),
    length: values.length,
    ...nullsOf(values),
    valueOffsets,
    data: data.subarray(0, end),
  })
}

function copyTo(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size)
  larger.set(bytes)
  return larger
}

function createBinaries(values: Values): Data {
  const valueOffsets = new Int32Array(values.length + 1)
  const parts = Array.from(values, (value) => (isNull(value) ? undefined : toBytes(value)))
  for (const [i, part] of parts.entries()) valueOffsets[i + 1] = (valueOffsets[i] as number) + (part?.length ?? 0)
  const data = new Uint8Array(valueOffsets[values.length] as number)
  for (const [i, part] of parts.entries()) if (part !== undefined) data.set(part, valueOffsets[i])
  return makeData({ type: new Binary(), length: values.length, ...nullsOf(values), valueOffsets, data })
}

function createStructs(fields: readonly QueryColumn[], values: Values): Data {
  const rows = Array.from(values, toItems)
  const children = fields.map(({ type }, field) =>
    createData(
      type,
      Array.from(rows, (row) => row?.[field]),
    ),
  )
  const type = new Struct(fields.map(({ name }, i) => new Field(name, (children[i] as Data).type, true)))
  return makeData({ type, length: values.length, ...nullsOf(values), children })
}

function createLists(element: QueryType, values: Values): Data {
  const { items, valueOffsets } = flatten(values)
  const child = createData(element, items)
  const type = new List(new Field('item', child.type, true))
  return makeData({ type, length: values.length, ...nullsOf(values), valueOffsets, child })
}

function createMaps(keyType: QueryType, valueType: QueryType, values: Values): Data {
  const { items, valueOffsets } = flatten(values)
  const entries = items.map(toItems) as (readonly QueryValue[])[]
  const keys = createData(
    keyType,
    Array.from(entries, (entry) => entry[0]),
  )
  const mapped = createData(
    valueType,
    Array.from(entries, (entry) => entry[1]),
  )
  const entry = entryType(keys.type, mapped.type)
  const child = makeData({ type: entry, length: entries.length, nullCount: 0, children: [keys, mapped] })
  const type = new Map_(new Field('entries', entry, false))
  return makeData({ type, length: values.length, ...nullsOf(values), valueOffsets, child } as never)
}

function flatten(values: Values): { items: QueryValue[]; valueOffsets: Int32Array } {
  const items: QueryValue[] = []
  const valueOffsets = new Int32Array(values.length + 1)
  Array.from(values, toItems).forEach((list, i) => {
    for (const item of list ?? []) items.push(item)
    valueOffsets[i + 1] = items.length
  })
  return { items, valueOffsets }
}

function nullsOf(values: Values): { nullCount: number; nullBitmap: Uint8Array | undefined } {
  const bits = new Uint8Array((values.length + 7) >> 3)
  let valid = 0
  forEachValue(values, (_, i) => {
    setBit(bits, i)
    valid++
  })
  const nullCount = values.length - valid
  return { nullCount, nullBitmap: nullCount === 0 ? undefined : bits }
}

function forEachValue(values: Values, visit: (value: QueryValue, index: number) => void): void {
  for (let i = 0; i < values.length; i++) if (!isNull(values[i])) visit(values[i], i)
}

function isNull(value: QueryValue): value is undefined | null {
  return value === undefined || value === null
}

function setBit(bits: Uint8Array, index: number): void {
  bits[index >> 3] = (bits[index >> 3] as number) | (1 << (index & 7))
}

const ENCODER = new TextEncoder()
/** UTF-8 bytes of a unit of UTF-16, at most. */
const MOST_BYTES_OF_UNIT = 3

function toNumber(value: QueryValue): number {
  if (typeof value !== 'number') throw new TypeError(`${tell(value)} is no number`)
  return value
}

function toBigint(value: QueryValue): bigint {
  if (typeof value !== 'bigint') throw new TypeError(`${tell(value)} is no bigint`)
  return value
}

function toNothing(value: QueryValue): number {
  throw new TypeError(`${tell(value)} stands where only NULL may`)
}

function toBytes(value: QueryValue): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new TypeError(`${tell(value)} is no bytes`)
  return value
}

function toItems(value: QueryValue): readonly QueryValue[] | undefined {
  if (isNull(value)) return undefined
  if (!Array.isArray(value)) throw new TypeError(`${tell(value)} is no list of values`)
  return value as QueryValue[]
}

function tell(value: QueryValue): string {
  return typeof value === 'object' ? 'an object' : `${typeof value} ${String(value)}`
}
