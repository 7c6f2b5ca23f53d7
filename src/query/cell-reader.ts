import { DataType, Precision, TimeUnit, Type } from 'apache-arrow'
import type { Data, Field } from 'apache-arrow'
import { formatFloating } from './cell.ts'
import type { Cell } from './cell.ts'
import {
  formatBits,
  formatDay,
  formatHex,
  formatInterval,
  formatMoment,
  formatTime,
  formatTimeWithZone,
  formatUnscaled,
  formatUuid,
  quoteText,
  readBignum,
  readInteger,
  shortenFloat,
} from './cell-text.ts'
import { QueryError } from './query-error.ts'
import { quoteName } from './table-place.ts'

/** Reads the values of one column, or of one part of a nested one. */
export interface CellReader {
  /** DuckDB's name of the type. */
  readonly type: string
  readonly isNumeric: boolean
  /** A value that is not null. */
  readonly read: (data: Data, row: number) => Exclude<Cell, undefined>
  /** How a value stands inside of a nested one; as it is by default. */
  readonly quote?: (cell: Exclude<Cell, undefined>) => string
}

export function readCell(reader: CellReader, data: Data, row: number): Cell {
  return data.getValid(row) ? reader.read(data, row) : undefined
}

/** The value as it stands inside of a nested one. */
function readInner(reader: CellReader, data: Data, row: number): string {
  const cell = readCell(reader, data, row)
  if (cell === undefined) return 'NULL'
  return reader.quote === undefined ? String(cell) : reader.quote(cell)
}

/**
 * How the values of a field are read. Arrow's own accessors are not used: they round moments to milliseconds. Throws
 * `QueryError` for a type whose values cannot be read.
 */
export function createReader(field: Field): CellReader {
  const extension = tryExtension(field)
  if (extension !== undefined) return extension
  const { type } = field as { type: DataType }
  if (DataType.isDictionary(type)) {
    const message = `"${field.name}" has the type ENUM, whose words DuckDB does not send along: cast it to VARCHAR`
    throw new QueryError('query', message)
  }
  return tryNumberReader(type) ?? tryMomentReader(type) ?? tryNestedReader(type) ?? plainReader(type)
}

/** Types of DuckDB's that Arrow has not; with lossless conversion it sends them as bytes under their name. */
function tryExtension({ metadata }: Field): CellReader | undefined {
  const name = metadata.get('ARROW:extension:name')
  if (name === 'arrow.bool8')
    return { type: 'BOOLEAN', isNumeric: false, read: (data, row) => numberAt(data, row) !== 0 }
  if (name === 'arrow.uuid') return text('UUID', (data, row) => formatUuid(bytesAt(data, row)))
  if (name !== 'arrow.opaque') return undefined
  const opaque =
    (JSON.parse(metadata.get('ARROW:extension:metadata') ?? '{}') as { type_name?: string }).type_name ?? ''
  switch (opaque) {
    case 'hugeint':
      return number('HUGEINT', (data, row) => readInteger(bytesAt(data, row), true))
    case 'uhugeint':
      return number('UHUGEINT', (data, row) => readInteger(bytesAt(data, row), false))
    case 'bignum':
      return number('BIGNUM', (data, row) => readBignum(bytesAt(data, row)))
    case 'bit':
      return text('BIT', (data, row) => formatBits(bytesAt(data, row)))
    case 'time_tz':
      return text('TIME WITH TIME ZONE', (data, row) => formatTimeWithZone(readInteger(bytesAt(data, row), false)))
    default:
      return text(opaque.toUpperCase(), (data, row) => formatHex(bytesAt(data, row)))
  }
}

function tryNumberReader(type: DataType): CellReader | undefined {
  if (DataType.isInt(type)) {
    const names = { 8: 'TINYINT', 16: 'SMALLINT', 32: 'INTEGER', 64: 'BIGINT' } as const
    const read = type.bitWidth === 64 ? bigintAt : numberAt
    return number(`${type.isSigned ? '' : 'U'}${names[type.bitWidth]}`, read)
  }
  if (DataType.isFloat(type)) {
    const isSingle = type.precision === Precision.SINGLE
    const read = isSingle ? (data: Data, row: number) => shortenFloat(numberAt(data, row)) : numberAt
    return { ...number(isSingle ? 'FLOAT' : 'DOUBLE', read), quote: (cell) => formatFloating(cell as number) }
  }
  if (DataType.isDecimal(type)) {
    const { precision, scale } = type
    const read = (data: Data, row: number) => formatUnscaled(readInteger(fixedBytesAt(data, row, 16), true), scale)
    return { type: `DECIMAL(${precision},${scale})`, isNumeric: true, read }
  }
  return undefined
}

const PER_SECOND: Readonly<Record<TimeUnit, bigint>> = {
  [TimeUnit.SECOND]: 1n,
  [TimeUnit.MILLISECOND]: 1000n,
  [TimeUnit.MICROSECOND]: 1_000_000n,
  [TimeUnit.NANOSECOND]: 1_000_000_000n,
}
const MOMENT_NAMES: Readonly<Record<TimeUnit, string>> = {
  [TimeUnit.SECOND]: 'TIMESTAMP_S',
  [TimeUnit.MILLISECOND]: 'TIMESTAMP_MS',
  [TimeUnit.MICROSECOND]: 'TIMESTAMP',
  [TimeUnit.NANOSECOND]: 'TIMESTAMP_NS',
}

function tryMomentReader(type: DataType): CellReader | undefined {
  if (DataType.isDate(type)) return text('DATE', (data, row) => formatDay(numberAt(data, row)))
  if (DataType.isTime(type)) {
    return text('TIME', (data, row) => formatTime(BigInt(numberAt(data, row)), PER_SECOND[type.unit]))
  }
  if (DataType.isTimestamp(type)) {
    const perSecond = PER_SECOND[type.unit]
    if (type.timezone) {
      return text('TIMESTAMP WITH TIME ZONE', (data, row) => `${formatMoment(bigintAt(data, row), perSecond)}+00`)
    }
    return text(MOMENT_NAMES[type.unit], (data, row) => formatMoment(bigintAt(data, row), perSecond))
  }
  if (DataType.isInterval(type)) {
    return text('INTERVAL', (data, row) => {
      const [months = 0, days = 0, low = 0, high = 0] = (data.values as Int32Array).subarray(row * 4, row * 4 + 4)
      return formatInterval(months, days, (BigInt(high) << 32n) | BigInt(low >>> 0))
    })
  }
  return undefined
}

function tryNestedReader(type: DataType): CellReader | undefined {
  if (DataType.isStruct(type)) return structReader(type.children)
  if (DataType.isMap(type)) return mapReader(type.children[0] as Field)
  if (DataType.isFixedSizeList(type)) {
    const { listSize } = type
    return listReader(type.children[0] as Field, `[${listSize}]`, (_, row) => [row * listSize, (row + 1) * listSize])
  }
  if (DataType.isList(type)) return listReader(type.children[0] as Field, '[]', offsetsAt)
  if (DataType.isUnion(type)) return unionReader(type)
  return undefined
}

function structReader(fields: readonly Field[]): CellReader {
  const readers = fields.map(createReader)
  const type = `STRUCT(${fields.map(({ name }, i) => `${plainName(name)} ${readers[i]?.type}`).join(', ')})`
  return text(type, (data, row) => {
    const parts = readers.map((reader, i) => {
      return `${quoteText((fields[i] as Field).name)}: ${readInner(reader, data.children[i] as Data, row)}`
    })
    return `{${parts.join(', ')}}`
  })
}

function listReader(item: Field, suffix: string, range: (data: Data, row: number) => Range): CellReader {
  const reader = createReader(item)
  return text(reader.type + suffix, (data, row) => {
    const [start, end] = range(data, row)
    const items = Array.from({ length: end - start }, (_, i) => readInner(reader, data.children[0] as Data, start + i))
    return `[${items.join(', ')}]`
  })
}

function mapReader(entry: Field): CellReader {
  const [key, value] = (entry.type as { children: Field[] }).children.map(createReader) as [CellReader, CellReader]
  return text(`MAP(${key.type}, ${value.type})`, (data, row) => {
    const [start, end] = offsetsAt(data, row)
    const [keys, values] = (data.children[0] as Data).children as [Data, Data]
    const entries = Array.from({ length: end - start }, (_, i) => {
      return `${readInner(key, keys, start + i)}: ${readInner(value, values, start + i)}`
    })
    return `MAP {${entries.join(', ')}}`
  })
}

function unionReader(type: DataType & { children: Field[]; typeIdToChildIndex: Record<number, number> }): CellReader {
  const readers = type.children.map(createReader)
  const names = type.children.map(({ name }, i) => `${plainName(name)} ${readers[i]?.type}`)
  return text(`UNION(${names.join(', ')})`, (data, row) => {
    const member = type.typeIdToChildIndex[(data.typeIds as Int8Array)[row] as number] ?? 0
    const place = DataType.isDenseUnion(type) ? ((data.valueOffsets as Int32Array)[row] as number) : row
    return readInner(readers[member] as CellReader, data.children[member] as Data, place)
  })
}

function plainReader({ typeId }: DataType): CellReader {
  switch (typeId) {
    case Type.Bool:
      return { type: 'BOOLEAN', isNumeric: false, read: bitAt }
    case Type.Utf8:
      return text('VARCHAR', (data, row) => DECODER.decode(bytesAt(data, row)), quoteOf)
    case Type.Null:
      return text('NULL', () => 'NULL')
    case Type.Binary:
    case Type.FixedSizeBinary:
      return text('BLOB', (data, row) => formatHex(bytesAt(data, row)))
    default:
      throw new QueryError('query', `DuckDB answers in the Arrow type ${Type[typeId]}, which is not known here`)
  }
}

/** What looks like a byte order mark is a letter of the value. */
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true })

type Range = readonly [start: number, end: number]

function text(type: string, read: (data: Data, row: number) => string, quote?: CellReader['quote']): CellReader {
  return { type, isNumeric: false, read, ...(quote === undefined ? {} : { quote }) }
}

function number(type: string, read: (data: Data, row: number) => number | bigint): CellReader {
  return { type, isNumeric: true, read }
}

function quoteOf(cell: Exclude<Cell, undefined>): string {
  return quoteText(String(cell))
}

function plainName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? name : quoteName(name)
}

function numberAt({ values }: Data, row: number): number {
  return Number((values as ArrayLike<number | bigint>)[row])
}

function bigintAt({ values }: Data, row: number): bigint {
  return (values as BigInt64Array)[row] as bigint
}

function bitAt({ values, offset }: Data, row: number): boolean {
  const place = offset + row
  return (((values as Uint8Array)[place >> 3] as number) & (1 << (place & 7))) !== 0
}

function bytesAt(data: Data, row: number): Uint8Array {
  const { type, values } = data as { type: DataType; values: Uint8Array }
  if (DataType.isFixedSizeBinary(type)) return fixedBytesAt(data, row, type.byteWidth)
  const [start, end] = offsetsAt(data, row)
  return values.subarray(start, end)
}

function fixedBytesAt({ values }: Data, row: number, width: number): Uint8Array {
  const { buffer, byteOffset } = values as Uint8Array
  return new Uint8Array(buffer, byteOffset + row * width, width)
}

function offsetsAt({ valueOffsets }: Data, row: number): Range {
  const offsets = valueOffsets as Int32Array
  return [offsets[row] as number, offsets[row + 1] as number]
}
