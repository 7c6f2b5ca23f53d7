import { parquetHeader } from 'hyparquet/src/column.js'
import type { ColumnMetaData, Encoding, PageHeader } from 'hyparquet/src/types.js'
import { compressors } from 'hyparquet-compressors'
import { crc32 } from '../storage/crc32.ts'
import type { RangeSource } from '../storage/range-source.ts'
import { ByteReader } from './byte-reader.ts'
import { readIndexes, readValues, UnsupportedError } from './page-values.ts'
import type { StoredValue, StoredValues } from './page-values.ts'
import { chunkRange } from './parquet-footer.ts'
import type { ParquetGroup, ParquetNode } from './parquet-footer.ts'
import { ParquetError } from './range-reader.ts'
import { readHybrid } from './rle-values.ts'

/** One leaf of one row group. An entry is a value, or the place where one is missing. */
export interface LeafValues {
  /** The values that are there, converted, in the order of their entries. */
  readonly values: ArrayLike<unknown>
  readonly entries: number
  /** Of each entry; undefined where every entry has a value. */
  readonly definitions: Uint8Array | undefined
  /** Of each entry; undefined where every entry begins a row. */
  readonly repetitions: Uint8Array | undefined
}

/** From how Parquet stores a value to what it means; undefined leaves the values as they are. */
export type Convert = ((value: StoredValue) => unknown) | undefined

/** Larger pages are refused: nothing writes them, and a wrong size must not cost memory. */
const MOST_PAGE_BYTES = 1 << 28
const FIRST_HEADER_BYTES = 1 << 10
const MOST_HEADER_BYTES = 1 << 20

/**
 * Reads a leaf of a row group. Throws `ParquetError`: DAMAGED_FILE when a page is not what its header and the footer
 * promise, its checksum included where it has one; UNSUPPORTED_FORMAT for codecs and encodings that are not read.
 */
export async function readLeaf(
  source: RangeSource,
  group: ParquetGroup,
  leaf: ParquetNode,
  convert: Convert,
): Promise<LeafValues> {
  const chunk = group.chunks[leaf.leafIndex] as ColumnMetaData
  const { start, end } = chunkRange(chunk)
  const bytes = group.rows === 0 ? new Uint8Array(0) : await source.read(start, end)
  try {
    return new LeafReader(chunk, leaf, convert, bytes).read()
  } catch (error) {
    const where = `${source.name}, column ${leaf.path.join('.')}`
    const message = error instanceof Error ? error.message : 'a page cannot be read'
    if (error instanceof UnsupportedError) throw new ParquetError('UNSUPPORTED_FORMAT', `${where}: ${message}`, where)
    throw new ParquetError('DAMAGED_FILE', `${where} is damaged: ${message}`, where)
  }
}

interface Page {
  readonly entries: number
  readonly encoding: Encoding
  readonly repetitions: Uint8Array | undefined
  readonly definitions: Uint8Array | undefined
  readonly body: ByteReader
}

class LeafReader {
  readonly #entries: number
  readonly #parts: ArrayLike<unknown>[] = []
  readonly #definitions: Uint8Array | undefined
  readonly #repetitions: Uint8Array | undefined
  #dictionary: ArrayLike<unknown> | undefined
  #done = 0
  /** Entries so far that have no value. */
  #missing = 0
  #at = 0

  constructor(
    readonly chunk: ColumnMetaData,
    readonly leaf: ParquetNode,
    readonly convert: Convert,
    readonly bytes: Uint8Array<ArrayBuffer>,
  ) {
    this.#entries = bytes.length === 0 ? 0 : Number(chunk.num_values)
    if (this.#entries > MOST_PAGE_BYTES) throw new UnsupportedError('more values than are read at once')
    if (leaf.definition > 0) this.#definitions = new Uint8Array(this.#entries)
    if (leaf.repetition > 0) this.#repetitions = new Uint8Array(this.#entries)
  }

  read(): LeafValues {
    while (this.#done < this.#entries) this.#readPage()
    this.#checkMissing()
    const parts = this.#parts
    return {
      values: parts.length === 1 ? (parts[0] as ArrayLike<unknown>) : join(parts),
      entries: this.#entries,
      definitions: this.#definitions,
      repetitions: this.#repetitions,
    }
  }

  /** Writers do not agree on what is counted in lists. */
  #checkMissing(): void {
    const said = this.chunk.statistics?.null_count
    if (said === undefined || this.leaf.repetition > 0 || this.#entries === 0) return
    if (Number(said) !== this.#missing) throw new Error(`${this.#missing} values are missing; the footer says ${said}`)
  }

  #readPage(): void {
    const header = this.#readHeader()
    const packed = this.#takePacked(header)
    if (header.type === 'INDEX_PAGE') return
    if (header.type === 'DICTIONARY_PAGE') {
      this.#dictionary = this.#readDictionary(header, packed)
      return
    }
    const page = header.type === 'DATA_PAGE_V2' ? this.#openV2(header, packed) : this.#openV1(header, packed)
    this.#definitions?.set(page.definitions as Uint8Array, this.#done)
    this.#repetitions?.set(page.repetitions as Uint8Array, this.#done)
    const present = countPresent(page, this.leaf.definition)
    this.#parts.push(this.#readPageValues(page, present))
    this.#done += page.entries
    this.#missing += page.entries - present
  }

  /** The header's length is only known once it is read: it is tried in growing pieces, so that nonsense ends soon. */
  #readHeader(): PageHeader {
    for (let size = FIRST_HEADER_BYTES; ; size *= 32) {
      const end = Math.min(this.bytes.length, this.#at + size)
      const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + this.#at, end - this.#at)
      const reader = { view, offset: 0 }
      try {
        const header = parquetHeader(reader)
        this.#at += reader.offset
        return header
      } catch {
        if (end === this.bytes.length || size >= MOST_HEADER_BYTES) throw new Error('the header of a page is not whole')
      }
    }
  }

  #takePacked({
    compressed_page_size: length,
    uncompressed_page_size: size,
    crc,
  }: PageHeader): Uint8Array<ArrayBuffer> {
    if (!(length >= 0 && length <= this.bytes.length - this.#at)) throw new Error('a page is longer than its column')
    if (!(size >= 0)) throw new Error('the size of a page is wrong')
    if (size > MOST_PAGE_BYTES) throw new UnsupportedError(`a page of ${size} bytes`)
    const packed = this.bytes.subarray(this.#at, this.#at + length)
    this.#at += length
    if (crc !== undefined && crc32(packed) !== crc >>> 0) throw new Error('a page does not have its checksum')
    return packed
  }

  #readDictionary(
    { dictionary_page_header: header, uncompressed_page_size }: PageHeader,
    packed: Uint8Array<ArrayBuffer>,
  ) {
    if (header === undefined) throw new Error('a page has no header of its kind')
    const reader = new ByteReader(this.#unpack(packed, uncompressed_page_size))
    const { type, type_length } = this.leaf.element
    if (!(header.num_values >= 0)) throw new Error('the length of a dictionary is wrong')
    return convertAll(
      readValues(reader, 'PLAIN', type as ColumnMetaData['type'], type_length, header.num_values),
      this.convert,
    )
  }

  #openV1({ data_page_header: header, uncompressed_page_size }: PageHeader, packed: Uint8Array<ArrayBuffer>): Page {
    if (header === undefined) throw new Error('a page has no header of its kind')
    const entries = this.#checkEntries(header.num_values)
    const body = new ByteReader(this.#unpack(packed, uncompressed_page_size))
    const readLevels = (most: number, encoding: Encoding): Uint8Array | undefined => {
      if (most === 0) return undefined
      if (encoding !== 'RLE') throw new UnsupportedError(`levels in encoding ${encoding}`)
      return readLevelBytes(body.take(body.uint32()), most, entries)
    }
    const repetitions = readLevels(this.leaf.repetition, header.repetition_level_encoding)
    const definitions = readLevels(this.leaf.definition, header.definition_level_encoding)
    return { entries, encoding: header.encoding, repetitions, definitions, body }
  }

  #openV2({ data_page_header_v2: header, uncompressed_page_size }: PageHeader, packed: Uint8Array<ArrayBuffer>): Page {
    if (header === undefined) throw new Error('a page has no header of its kind')
    const entries = this.#checkEntries(header.num_values)
    const front = new ByteReader(packed)
    const repetitionBytes = front.take(header.repetition_levels_byte_length)
    const definitionBytes = front.take(header.definition_levels_byte_length)
    const rest = front.take(front.left)
    const size = uncompressed_page_size - repetitionBytes.length - definitionBytes.length
    const { repetition, definition } = this.leaf
    return {
      entries,
      encoding: header.encoding,
      repetitions: repetition === 0 ? undefined : readLevelBytes(repetitionBytes, repetition, entries),
      definitions: definition === 0 ? undefined : readLevelBytes(definitionBytes, definition, entries),
      body: new ByteReader(header.is_compressed === false ? rest : this.#unpack(rest, size)),
    }
  }

  #checkEntries(entries: number): number {
    if (!(entries >= 0 && entries <= this.#entries - this.#done)) throw new Error('a page has too many values')
    return entries
  }

  #readPageValues({ encoding, body }: Page, count: number): ArrayLike<unknown> {
    if (encoding !== 'PLAIN_DICTIONARY' && encoding !== 'RLE_DICTIONARY') {
      const { type, type_length } = this.leaf.element
      const values = readValues(body, encoding, type as ColumnMetaData['type'], type_length, count)
      if (body.left > 0) throw new Error('a page has bytes behind its values')
      return convertAll(values, this.convert)
    }
    const dictionary = this.#dictionary
    if (dictionary === undefined) throw new Error('a dictionary is missing')
    const values = new Array<unknown>(count)
    const indexes = readIndexes(body, count)
    if (body.left > 0 && count > 0) throw new Error('a page has bytes behind its values')
    for (let i = 0; i < count; i++) {
      const index = indexes[i] as number
      if (!(index >= 0 && index < dictionary.length)) throw new Error('a value is not in the dictionary')
      values[i] = dictionary[index]
    }
    return values
  }

  #unpack(packed: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
    const { codec } = this.chunk
    if (codec === 'UNCOMPRESSED') {
      if (packed.length !== size) throw new Error('a page does not have its size')
      return packed
    }
    if (!(size >= 0)) throw new Error('the size of a page is wrong')
    // Codecs have bytes of their own for nothing, and our LZ4 does not unpack them.
    if (size === 0) return new Uint8Array(0)
    const unpack = compressors[codec]
    if (unpack === undefined) throw new UnsupportedError(`codec ${codec}`)
    if (codec === 'SNAPPY' && new ByteReader(packed).varint() !== size) throw new Error('a page does not have its size')
    const bytes = unpack(packed, size)
    if (bytes.length !== size) throw new Error('a page does not have its size')
    return bytes as Uint8Array<ArrayBuffer>
  }
}

function readLevelBytes(bytes: Uint8Array<ArrayBuffer>, most: number, entries: number): Uint8Array {
  const levels = new Uint8Array(entries)
  readHybrid(new ByteReader(bytes), 32 - Math.clz32(most), levels)
  for (let i = 0; i < entries; i++) if ((levels[i] as number) > most) throw new Error('a level is too high')
  return levels
}

function countPresent({ definitions, entries }: Page, most: number): number {
  if (definitions === undefined) return entries
  let present = 0
  for (let i = 0; i < entries; i++) if (definitions[i] === most) present++
  return present
}

function convertAll(values: StoredValues, convert: Convert): ArrayLike<unknown> {
  if (convert === undefined) return values
  const converted = new Array<unknown>(values.length)
  for (let i = 0; i < values.length; i++) converted[i] = convert(values[i] as StoredValue)
  return converted
}

function join(parts: readonly ArrayLike<unknown>[]): unknown[] {
  const all: unknown[] = []
  for (const part of parts) for (let i = 0; i < part.length; i++) all.push(part[i])
  return all
}
