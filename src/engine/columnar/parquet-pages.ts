import type { ColumnMetaData, DataReader, PageHeader } from 'hyparquet/src/types.js'
import { countPresent, isDictionaryEncoding, PageDecoder, readPlaces } from './page-decoder.ts'
import type { Unpackers } from './page-decoder.ts'
import { UnsupportedError, valueAt } from './page-values.ts'
import type { StoredValues } from './page-values.ts'
import { readPageHeader } from './page-header.ts'
import type { ParquetColumn } from './parquet-file.ts'
import { withoutLogicalType } from './physical-type.ts'
import { PageBuffer, ParquetError, readRange } from './range-reader.ts'
import type { RangeReader } from './range-reader.ts'

/** Bytes read at first to find a page's header; more when it is longer. */
const HEADER_BYTES = 1024
const MOST_HEADER_BYTES = 1 << 24

/** A value as it is stored: numbers, 64-bit integers as bigint, bytes, INT96 among them; undefined when missing. */
export type PhysicalValue = number | bigint | boolean | Uint8Array | undefined

/** Bytes of memory that reading a column takes. */
export interface PageSizes {
  /** What is held of it from page to page: the largest page and the largest dictionary, decoded. */
  readonly held: number
  /** The largest page as it lies in the file. It is read into memory that all columns may share. */
  readonly packed: number
  /** What is needed besides while a page is decoded, and freed before the next column's is. */
  readonly passing: number
}

interface FoundPage {
  readonly header: PageHeader
  /** Where the page's data begins, behind the header. */
  readonly dataStart: number
  /** Bytes that were read to find it. */
  readonly headerBytes: number
}

/**
 * Reads one column of a Parquet file page by page: of the file no more than a page and a dictionary is in memory, numbers in
 * arrays of their type. Values come as they are stored, logical types left aside.
 */
export class ColumnPages {
  #group = -1
  #offset = 0
  #end = 0
  /** Values of the chunk that are in pages behind the current one. */
  #left = 0
  #decoder: PageDecoder | undefined
  #dictionary: StoredValues | undefined
  /** The current page: its values, or their places in the dictionary. */
  #values: StoredValues = []
  #places: Int32Array | undefined
  /** Of each of its entries; undefined when all have a value. */
  #definitions: Uint8Array | undefined
  #entries = 0
  /** The next entry, and the next value. */
  #entry = 0
  #next = 0
  /** The current page is the first of its chunk. */
  #isFirst = false

  constructor(
    readonly file: RangeReader,
    readonly column: ParquetColumn,
    /** May be shared by the columns of a file. */
    readonly buffer: PageBuffer = new PageBuffer(),
    readonly unpackers: Unpackers = {},
  ) {}

  /** Goes to the first row of a row group. Whose first page is at hand is gone to without reading it again. */
  seekGroup(group: number): void {
    if (this.#group === group && this.#isFirst) {
      this.#entry = 0
      this.#next = 0
      return
    }
    this.#isFirst = false
    this.#group = group - 1
    this.#left = 0
    this.#entries = 0
    this.#entry = 0
  }

  /** Lets go of the page and the dictionary at hand; going to a row group reads them again. */
  release(): void {
    this.#group = -1
    this.#left = 0
    this.#entries = 0
    this.#entry = 0
    this.#isFirst = false
    this.#dictionary = undefined
    this.#decoder = undefined
    this.#values = []
    this.#places = undefined
    this.#definitions = undefined
  }

  /** The value of the next row. There must be one. */
  read(): PhysicalValue {
    while (this.#entry >= this.#entries) this.#turnPage()
    const entry = this.#entry++
    if (this.#definitions !== undefined && this.#definitions[entry] === 0) return undefined
    const next = this.#next++
    if (this.#places === undefined) return valueAt(this.#values, next)
    return this.#dictionary === undefined ? undefined : valueAt(this.#dictionary, this.#places[next] as number)
  }

  /** Passes over rows. */
  skip(rows: number): void {
    let left = rows
    while (left > 0) {
      if (this.#entry >= this.#entries) this.#turnPage()
      const step = Math.min(left, this.#entries - this.#entry)
      const definitions = this.#definitions?.subarray(this.#entry, this.#entry + step)
      this.#next += countPresent({ definitions, entries: step }, 1)
      this.#entry += step
      left -= step
    }
  }

  #turnPage(): void {
    while (this.#left <= 0) this.#openChunk()
    const { header, dataStart } = findPage(this.file, this.#offset, this.#end)
    const bytes = this.#readPacked(header, dataStart)
    this.#offset = dataStart + header.compressed_page_size
    if (header.type === 'INDEX_PAGE') return
    try {
      if (header.type === 'DICTIONARY_PAGE') this.#dictionary = this.#decoder?.readDictionary(header, bytes)
      else this.#openPage(header, bytes)
    } catch (error) {
      throw this.#told(error)
    }
  }

  /** Values of a page that is not packed lie in the very bytes that are read. */
  #readPacked({ compressed_page_size: length, ...header }: PageHeader, start: number): Uint8Array<ArrayBuffer> {
    if (length > this.file.sizeBytes - start)
      throw damaged(this.file, this.column.name, 'a page is longer than the file')
    const isPacked =
      this.#decoder?.shape.codec !== 'UNCOMPRESSED' && header.data_page_header_v2?.is_compressed !== false
    return isPacked ? this.buffer.read(this.file, start, length) : readRange(this.file, start, length)
  }

  #openChunk(): void {
    this.#group++
    const chunk = this.column.chunks[this.#group]
    if (chunk === undefined) throw damaged(this.file, this.column.name, 'it has too few values')
    this.#offset = chunkStart(chunk)
    this.#end = this.#offset + Number(chunk.total_compressed_size)
    this.#left = Number(chunk.num_values)
    this.#dictionary = undefined
    try {
      const element = withoutLogicalType(this.column.element)
      const { codec } = chunk
      const definition = definitionOf(element)
      this.#decoder = new PageDecoder({ codec, element, definition, repetition: 0, unpackers: this.unpackers })
    } catch (error) {
      throw this.#told(error)
    }
  }

  #openPage(header: PageHeader, bytes: Uint8Array<ArrayBuffer>): void {
    const decoder = this.#decoder
    if (decoder === undefined) return
    // What the last page held is free before the next one is decoded.
    this.#values = []
    this.#places = undefined
    this.#isFirst = false
    const page = decoder.open(header, bytes, this.#left)
    const present = countPresent(page, 1)
    if (isDictionaryEncoding(page.encoding)) {
      this.#places = readPlaces(page.body, present, this.#dictionary?.length)
    } else this.#values = decoder.readValues(page, present)
    this.#isFirst = this.#left === Number(this.column.chunks[this.#group]?.num_values)
    this.#definitions = present === page.entries ? undefined : page.definitions
    this.#entries = page.entries
    this.#entry = 0
    this.#next = 0
    this.#left -= page.entries
  }

  #told(error: unknown): ParquetError {
    const { name } = this.column
    const message = error instanceof Error ? error.message : 'a page cannot be read'
    if (error instanceof UnsupportedError) {
      return new ParquetError('UNSUPPORTED_FORMAT', `column ${name}: ${message}`, name)
    }
    return damaged(this.file, name, message)
  }
}

/** Walks over the page headers of a column, without reading pages, and tells the memory that its largest ones take. */
export function measurePages(file: RangeReader, column: ParquetColumn): PageSizes {
  let page = 0
  let dictionary = 0
  let packed = 0
  let passing = 0
  for (const chunk of column.chunks) {
    let offset = chunkStart(chunk)
    const end = offset + Number(chunk.total_compressed_size)
    while (offset < end) {
      const { header, dataStart, headerBytes } = findPage(file, offset, end)
      const held = heldBytes(column, header)
      if (header.type === 'DICTIONARY_PAGE') dictionary = Math.max(dictionary, held)
      else page = Math.max(page, held)
      packed = Math.max(packed, header.compressed_page_size)
      passing = Math.max(passing, headerBytes, passingBytes(header))
      offset = dataStart + header.compressed_page_size
    }
  }
  return { held: page + dictionary, packed, passing }
}

const PLACE_BYTES = 4
const DEFINITION_BYTES = 1
/** Where a byte string ends in its page. */
const END_BYTES = 4
/** With DELTA_BYTE_ARRAY also how much of the value before it keeps. */
const KEPT_BYTES = 4
/** What each value takes for a moment while it is decoded, whatever its encoding. */
const DECODING_BYTES = 8

/** Bytes of each value in an array of its type; a boolean takes a place among objects. */
const VALUE_BYTES: Readonly<Partial<Record<ColumnMetaData['type'], number>>> = {
  INT32: 4,
  FLOAT: 4,
  INT64: 8,
  DOUBLE: 8,
  BOOLEAN: 8,
}

/** What a page or a dictionary takes as long as it is the current one. */
function heldBytes({ element }: ParquetColumn, header: PageHeader): number {
  const count = countValues(header)
  const encoding = header.data_page_header?.encoding ?? header.data_page_header_v2?.encoding
  const definitions = DEFINITION_BYTES * count * definitionOf(element)
  if (encoding !== undefined && isDictionaryEncoding(encoding)) return PLACE_BYTES * count + definitions
  const valueBytes = element.type === undefined ? undefined : VALUE_BYTES[element.type]
  const { uncompressed_page_size: pageBytes } = header
  // Numbers are read where they lie, or from a copy.
  if (valueBytes !== undefined) return Math.max(pageBytes, valueBytes * count) + definitions
  // One value may be as long as all that is stored of them.
  const frontBytes = encoding === 'DELTA_BYTE_ARRAY' ? KEPT_BYTES * count + 2 * pageBytes : 0
  return pageBytes + END_BYTES * count + frontBytes + definitions
}

function passingBytes(header: PageHeader): number {
  return header.uncompressed_page_size + DECODING_BYTES * countValues(header)
}

function countValues(header: PageHeader): number {
  const { data_page_header: v1, data_page_header_v2: v2, dictionary_page_header: ofValues } = header
  return v1?.num_values ?? v2?.num_values ?? ofValues?.num_values ?? 0
}

/** Definition level of a value of a column that is in no group: 1 where values may be missing. */
function definitionOf({ repetition_type: repetition }: ParquetColumn['element']): number {
  return repetition === 'REQUIRED' ? 0 : 1
}

function chunkStart(chunk: ColumnMetaData): number {
  const { dictionary_page_offset, data_page_offset } = chunk
  const data = Number(data_page_offset)
  const dictionary = Number(dictionary_page_offset ?? 0)
  return dictionary > 0 && dictionary < data ? dictionary : data
}

/**
 * Reads the header of the page at `offset`; `end` is the end of the column's chunk. How long a header is, is known only once
 * it is read: statistics of long texts stand in it. One that ends inside the bytes at hand fails in whatever way the
 * place of the cut brings with it, so any failure asks for more bytes until there are no more.
 */
function findPage(file: RangeReader, offset: number, end: number): FoundPage {
  for (let size = HEADER_BYTES; ; size *= 4) {
    const length = Math.min(size, MOST_HEADER_BYTES, end - offset)
    const bytes = readRange(file, offset, length)
    const reader = { view: new DataView(bytes.buffer), offset: 0 }
    const header = tryHeader(reader)
    if (header !== undefined) return { header, dataStart: offset + reader.offset, headerBytes: length }
    if (length === end - offset || length === MOST_HEADER_BYTES) {
      throw damaged(file, file.name, 'a page header cannot be read')
    }
  }
}

function tryHeader(reader: DataReader): PageHeader | undefined {
  try {
    const header = readPageHeader(reader)
    return header.compressed_page_size >= 0 ? header : undefined
  } catch {
    return undefined
  }
}

function damaged(file: RangeReader, where: string, what: string): ParquetError {
  return new ParquetError('DAMAGED_FILE', `${file.name} is damaged: ${what}`, where)
}
