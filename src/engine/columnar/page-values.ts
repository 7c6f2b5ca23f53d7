import type { ColumnMetaData, Encoding } from 'hyparquet/src/types.js'
import { ByteReader } from './byte-reader.ts'
import { ByteValues, FrontCodedValues, RangeValues } from './byte-values.ts'
import { INT96_BYTES, nanosOfInt96 } from './int96.ts'
import { readHybrid } from './rle-values.ts'

type ParquetType = ColumnMetaData['type']

/**
 * A value as Parquet stores it, logical types left aside: 64-bit integers as bigint, INT96 as bigint microseconds since 1970,
 * byte arrays as views of the page.
 */
export type StoredValue = number | bigint | boolean | Uint8Array<ArrayBuffer>
/** Byte arrays stay the bytes of their page. */
export type StoredValues = ArrayLike<StoredValue> | ByteValues

const BYTE_WIDTHS: Readonly<Partial<Record<ParquetType, number>>> = {
  INT32: 4,
  FLOAT: 4,
  INT64: 8,
  DOUBLE: 8,
  INT96: INT96_BYTES,
}
/** The length that stands in front of a byte array. */
const LENGTH_BYTES = 4
/** What front coding may unfold to in one page. */
const MOST_TEXT_BYTES = 1 << 28

/** Reads `count` values of one page; a dictionary's indexes are read by `readIndexes`. Throws when there are fewer. */
export function readValues(
  reader: ByteReader,
  encoding: Encoding,
  type: ParquetType,
  typeLength: number | undefined,
  count: number,
): StoredValues {
  // Without values some writers leave a page empty, and others write the header that stands before them.
  if (count === 0 && reader.left === 0) return []
  if (encoding === 'PLAIN') return readPlain(reader, type, typeLength, count)
  if (encoding === 'RLE' && type === 'BOOLEAN') {
    const bits = new Uint8Array(count)
    readHybrid(new ByteReader(reader.take(reader.uint32())), 1, bits)
    return booleans(count, (i) => bits[i] === 1)
  }
  if (encoding === 'DELTA_BINARY_PACKED' && (type === 'INT32' || type === 'INT64')) {
    const deltas = readDeltas(reader, count)
    return type === 'INT64' ? deltas : toInt32(deltas)
  }
  if (encoding === 'DELTA_LENGTH_BYTE_ARRAY' && type === 'BYTE_ARRAY') {
    return takeRanges(reader, readLengths(reader, count))
  }
  if (encoding === 'DELTA_BYTE_ARRAY' && (type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY')) {
    return readFrontCoded(reader, count)
  }
  if (encoding === 'BYTE_STREAM_SPLIT') return readStreamSplit(reader, type, typeLength, count)
  throw new UnsupportedError(`encoding ${encoding} of ${type}`)
}

/** Value `index`; undefined where there are not so many. */
export function valueAt(values: StoredValues, index: number): StoredValue | undefined {
  return values instanceof ByteValues ? values.at(index) : values[index]
}

/** A form of Parquet that is not read; its message names it. */
export class UnsupportedError extends Error {}

/** The positions in the dictionary of `count` values. */
export function readIndexes(reader: ByteReader, count: number): Int32Array {
  const indexes = new Int32Array(count)
  if (count === 0) return indexes
  const bitWidth = reader.byte()
  if (bitWidth > 0 || reader.left > 0) readHybrid(reader, bitWidth, indexes)
  return indexes
}

function readPlain(reader: ByteReader, type: ParquetType, typeLength: number | undefined, count: number): StoredValues {
  switch (type) {
    case 'BOOLEAN': {
      const bytes = reader.take(Math.ceil(count / 8))
      return booleans(count, (i) => (((bytes[i >> 3] as number) >> (i & 7)) & 1) === 1)
    }
    case 'BYTE_ARRAY':
      return readByteArrays(reader, count)
    case 'FIXED_LEN_BYTE_ARRAY': {
      const width = ensureLength(typeLength)
      const bytes = reader.take(width * count)
      const ends = new Int32Array(count)
      for (let i = 0; i < count; i++) ends[i] = (i + 1) * width
      return new RangeValues(bytes, ends, 0)
    }
    case 'INT96':
      return readInt96(reader, count)
    case 'INT32':
      return takeNumbers(reader, Int32Array, count)
    case 'INT64':
      return takeNumbers(reader, BigInt64Array, count)
    case 'FLOAT':
      return takeNumbers(reader, Float32Array, count)
    case 'DOUBLE':
      return takeNumbers(reader, Float64Array, count)
    default:
      throw new UnsupportedError(`type ${String(type)}`)
  }
}

function readByteArrays(reader: ByteReader, count: number): StoredValues {
  // Each takes those of its length at least, so that a wrong count makes no large array.
  if (count * LENGTH_BYTES > reader.left) throw new Error('it ends too early')
  const start = reader.at
  const ends = new Int32Array(count)
  for (let i = 0; i < count; i++) {
    reader.skip(reader.uint32())
    ends[i] = reader.at - start
  }
  return new RangeValues(reader.bytes.subarray(start, reader.at), ends, LENGTH_BYTES)
}

function booleans(count: number, isTrue: (index: number) => boolean): boolean[] {
  const values = new Array<boolean>(count)
  for (let i = 0; i < count; i++) values[i] = isTrue(i)
  return values
}

/** As microseconds, the unit of a timestamp of Delta; the rest of a microsecond is dropped. */
function readInt96(reader: ByteReader, count: number): bigint[] {
  const start = reader.skip(count * INT96_BYTES)
  return Array.from({ length: count }, (_, i) => microsOf(nanosOfInt96(reader.view, start + i * INT96_BYTES)))
}

function microsOf(nanos: bigint): bigint {
  const rest = nanos % 1000n
  return (nanos - (rest < 0n ? rest + 1000n : rest)) / 1000n
}

interface NumberArray<T> {
  new (buffer: ArrayBuffer, byteOffset: number, length: number): T
  readonly BYTES_PER_ELEMENT: number
}

/** Not copied where they begin at a multiple of their width, as an array of numbers must. */
function takeNumbers<T>(reader: ByteReader, array: NumberArray<T>, count: number): T {
  const bytes = reader.take(count * array.BYTES_PER_ELEMENT)
  const { buffer, byteOffset } = bytes.byteOffset % array.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice()
  return new array(buffer, byteOffset, count)
}

function ensureLength(typeLength: number | undefined): number {
  if (typeLength === undefined || !(typeLength > 0)) throw new Error('a fixed length is missing')
  return typeLength
}

/** DELTA_BINARY_PACKED. A block and a miniblock hold at most what a page can need, so that wrong sizes end at once. */
function readDeltas(reader: ByteReader, count: number): BigInt64Array {
  const blockValues = reader.varint()
  const miniblocks = reader.varint()
  const total = reader.varint()
  const perMiniblock = blockValues / miniblocks
  if (!Number.isInteger(perMiniblock) || perMiniblock < 8 || perMiniblock % 8 !== 0 || total !== count) {
    throw new Error('the header of its deltas is wrong')
  }
  // A miniblock of width 0 takes no bytes, but each takes a byte for its width.
  if (count > (reader.left + 1) * perMiniblock) throw new Error('it ends too early')
  const values = new BigInt64Array(count)
  let value = reader.zigzag64()
  values[0] = value
  let done = 1
  while (done < count) {
    const least = reader.zigzag64()
    const widths = reader.take(miniblocks)
    for (let i = 0; i < miniblocks && done < count; i++) {
      const width = widths[i] as number
      if (width > 64) throw new Error('a delta is too wide')
      const start = reader.skip((perMiniblock * width) / 8)
      const end = Math.min(perMiniblock, count - done)
      for (let j = 0; j < end; j++, done++) {
        value += least + readBits(reader.bytes, start, j * width, width)
        values[done] = value
      }
    }
  }
  return values
}

/** `width` bits, at most 64, that begin `firstBit` bits behind byte `start`; the lowest bit comes first. */
function readBits(bytes: Uint8Array, start: number, firstBit: number, width: number): bigint {
  let low = 0
  let high = 0
  for (let bit = 0; bit < width;) {
    const place = firstBit + bit
    const taken = Math.min(8 - (place & 7), width - bit, bit < 32 ? 32 - bit : 64)
    const piece = ((bytes[start + (place >> 3)] as number) >> (place & 7)) & ((1 << taken) - 1)
    if (bit < 32) low |= piece << bit
    else high |= piece << (bit - 32)
    bit += taken
  }
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)
}

function readLengths(reader: ByteReader, count: number): Int32Array {
  const deltas = readDeltas(reader, count)
  for (let i = 0; i < count; i++) {
    const length = deltas[i] as bigint
    if (length < 0n || length > 0x7fffffffn) throw new Error('a length is wrong')
  }
  return toInt32(deltas)
}

/** The lower halves. `Int32Array.from` would make an object of each first. */
function toInt32(values: BigInt64Array): Int32Array {
  const numbers = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) numbers[i] = Number(BigInt.asIntN(32, values[i] as bigint))
  return numbers
}

/** Values of these lengths, one behind the other. The lengths become where they end. */
function takeRanges(reader: ByteReader, lengths: Int32Array): RangeValues {
  let end = 0
  for (let i = 0; i < lengths.length; i++) {
    end += lengths[i] as number
    if (end > reader.left) throw new Error('it ends too early')
    lengths[i] = end
  }
  return new RangeValues(reader.take(end), lengths, 0)
}

/** DELTA_BYTE_ARRAY: how much of the value before is kept, then the rest of each. */
function readFrontCoded(reader: ByteReader, count: number): StoredValues {
  const kept = readLengths(reader, count)
  const suffixes = takeRanges(reader, readLengths(reader, count))
  let total = 0
  let before = 0
  for (let i = 0; i < count; i++) {
    const keptBytes = kept[i] as number
    if (keptBytes > before) throw new Error('a prefix is longer than the value before')
    before = keptBytes + (suffixes.ends[i] as number) - (suffixes.ends[i - 1] ?? 0)
    total += before
    if (total > MOST_TEXT_BYTES) throw new UnsupportedError(`a page of ${total} bytes of text`)
  }
  return new FrontCodedValues(kept, suffixes)
}

/** The first bytes of all values, then the second bytes, and so on. */
function readStreamSplit(
  reader: ByteReader,
  type: ParquetType,
  typeLength: number | undefined,
  count: number,
): StoredValues {
  const width = type === 'FIXED_LEN_BYTE_ARRAY' ? ensureLength(typeLength) : BYTE_WIDTHS[type]
  if (width === undefined || type === 'INT96') throw new UnsupportedError(`encoding BYTE_STREAM_SPLIT of ${type}`)
  const split = reader.take(width * count)
  const joined = new Uint8Array(split.length)
  for (let b = 0; b < width; b++) {
    for (let i = 0; i < count; i++) joined[i * width + b] = split[b * count + i] as number
  }
  return readPlain(new ByteReader(joined), type, typeLength, count)
}
