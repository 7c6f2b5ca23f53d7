import { parquetHeader, readPage } from 'hyparquet/src/column.js'
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js'
import type {
  ColumnDecoder,
  ColumnMetaData,
  DataReader,
  DecodedArray,
  PageHeader,
  SchemaTree,
} from 'hyparquet/src/types.js'
import { compressors } from 'hyparquet-compressors'
import type { ParquetColumn } from './parquet-file.ts'
import { ParquetError, readRange } from './range-reader.ts'
import type { RangeReader } from './range-reader.ts'
import { withoutLogicalType } from './physical-type.ts'

/** Bytes read at first to find a page's header; more when it is longer. */
const HEADER_BYTES = 1024
const MOST_HEADER_BYTES = 1 << 24

/** A value as it is stored: numbers, 64-bit integers as bigint, bytes, INT96 among them; undefined when missing. */
export type PhysicalValue = number | bigint | boolean | Uint8Array | undefined

/** Bytes of memory that the largest page of a column takes. */
export interface PageSizes {
  /** As it lies in the file. */
  readonly compressed: number
  /** Decoded. */
  readonly decoded: number
  /** The dictionary, decoded. */
  readonly dictionary: number
  /** What is read to find a page's header. */
  readonly header: number
}

/** Decoded values take about so many times the bytes of their page. */
const DECODED_FACTOR = 4
/** What each takes in arrays, whatever it takes in the page: a million times one value may be a few bytes there. */
const PLACE_BYTES = 16

interface FoundPage {
  readonly header: PageHeader
  /** Where the page's data begins, behind the header. */
  readonly dataStart: number
  /** Bytes that were read to find it. */
  readonly headerBytes: number
}

/**
 * Reads one column of a Parquet file page by page: of the file no more than a page and a dictionary is in memory. Values
 * come as they are stored, logical types left aside.
 */
export class ColumnPages {
  /** Values of the current page. */
  #page: DecodedArray = []
  #next = 0
  #group = -1
  #offset = 0
  #end = 0
  #left = 0
  #dictionary: DecodedArray | undefined
  #decoder: ColumnDecoder

  constructor(
    readonly file: RangeReader,
    readonly column: ParquetColumn,
  ) {
    this.#decoder = createDecoder(column, column.chunks[0]?.codec ?? 'UNCOMPRESSED')
  }

  /** Goes to the first row of a row group. */
  seekGroup(group: number): void {
    this.#group = group - 1
    this.#left = 0
    this.#page = []
    this.#next = 0
  }

  /** The value of the next row. There must be one. */
  read(): PhysicalValue {
    while (this.#next >= this.#page.length) this.#turnPage()
    const value = (this.#page as ArrayLike<PhysicalValue | null>)[this.#next++]
    return value ?? undefined
  }

  /** Passes over rows. */
  skip(rows: number): void {
    let left = rows
    while (left > 0) {
      if (this.#next >= this.#page.length) this.#turnPage()
      const step = Math.min(left, this.#page.length - this.#next)
      this.#next += step
      left -= step
    }
  }

  #turnPage(): void {
    while (this.#left <= 0) this.#openChunk()
    const { header, dataStart } = findPage(this.file, this.#offset, this.#end)
    const bytes = readRange(this.file, dataStart, header.compressed_page_size)
    this.#offset = dataStart + header.compressed_page_size
    if (header.type === 'INDEX_PAGE') return
    const data = this.#decode(header, bytes)
    if (header.type === 'DICTIONARY_PAGE') {
      this.#dictionary = data
      return
    }
    this.#page = data
    this.#next = 0
    this.#left -= data.length
  }

  #openChunk(): void {
    this.#group++
    const chunk = this.column.chunks[this.#group]
    if (chunk === undefined) throw damaged(this.file, this.column.name, 'it has too few values')
    this.#offset = chunkStart(chunk)
    this.#end = this.#offset + Number(chunk.total_compressed_size)
    this.#left = Number(chunk.num_values)
    this.#dictionary = undefined
    this.#decoder = createDecoder(this.column, chunk.codec)
  }

  #decode(header: PageHeader, bytes: Uint8Array<ArrayBuffer>): DecodedArray {
    try {
      const reader = { view: new DataView(bytes.buffer), offset: 0 }
      const { data } = readPage(reader, header, this.#decoder, this.#dictionary, undefined, 0)
      return data ?? []
    } catch (error) {
      const message = error instanceof Error ? error.message : 'a page cannot be read'
      if (/unsupported/i.test(message)) {
        throw new ParquetError('UNSUPPORTED_FORMAT', `column ${this.column.name}: ${message}`, this.column.name)
      }
      throw damaged(this.file, this.column.name, message)
    }
  }
}

/** Walks over the page headers of a column, without reading pages, and tells the largest of each sort. */
export function measurePages(file: RangeReader, column: ParquetColumn): PageSizes {
  let compressed = 0
  let decoded = 0
  let dictionary = 0
  let mostHeader = 0
  for (const chunk of column.chunks) {
    let offset = chunkStart(chunk)
    const end = offset + Number(chunk.total_compressed_size)
    while (offset < end) {
      const { header, dataStart, headerBytes } = findPage(file, offset, end)
      mostHeader = Math.max(mostHeader, headerBytes)
      compressed = Math.max(compressed, header.compressed_page_size)
      if (header.type === 'DICTIONARY_PAGE') dictionary = Math.max(dictionary, decodedBytes(header))
      else decoded = Math.max(decoded, decodedBytes(header))
      offset = dataStart + header.compressed_page_size
    }
  }
  return { compressed, decoded, dictionary, header: mostHeader }
}

function decodedBytes(header: PageHeader): number {
  const { data_page_header: v1, data_page_header_v2: v2, dictionary_page_header: ofValues } = header
  const values = v1?.num_values ?? v2?.num_values ?? ofValues?.num_values ?? 0
  return Math.max(DECODED_FACTOR * header.uncompressed_page_size, PLACE_BYTES * values)
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
    const header = parquetHeader(reader)
    return header.compressed_page_size >= 0 ? header : undefined
  } catch {
    return undefined
  }
}

/** A decoder that leaves values as they are stored. */
function createDecoder({ element, path }: ParquetColumn, codec: ColumnMetaData['codec']): ColumnDecoder {
  const physical = withoutLogicalType(element)
  if (physical.type === undefined) throw new ParquetError('UNSUPPORTED_FORMAT', 'a column has no type', element.name)
  const last = { ...(path[path.length - 1] as SchemaTree), element: physical }
  return {
    pathInSchema: [element.name],
    type: physical.type,
    element: physical,
    schemaPath: [...path.slice(0, -1), last],
    codec,
    parsers: DEFAULT_PARSERS,
    compressors,
    utf8: false,
  }
}

function damaged(file: RangeReader, where: string, what: string): ParquetError {
  return new ParquetError('DAMAGED_FILE', `${file.name} is damaged: ${what}`, where)
}
