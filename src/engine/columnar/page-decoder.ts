import type { ColumnMetaData, Encoding, PageHeader, SchemaElement } from 'hyparquet/src/types.js'
import { compressors } from 'hyparquet-compressors'
import { crc32 } from '../storage/crc32.ts'
import { ByteReader } from './byte-reader.ts'
import { readIndexes, readValues, UnsupportedError } from './page-values.ts'
import type { StoredValues } from './page-values.ts'
import { readHybrid } from './rle-values.ts'

/** Larger pages are refused: nothing writes them, and a wrong size must not cost memory. */
export const MOST_PAGE_BYTES = 1 << 28

/** What a platform unpacks pages with where it can do so better than we. Both throw for what is damaged. */
export type Unpackers = Partial<Record<ColumnMetaData['codec'], (packed: Uint8Array, size: number) => Uint8Array>>

/** A data page whose levels are read. */
export interface Page {
  readonly entries: number
  readonly encoding: Encoding
  readonly repetitions: Uint8Array | undefined
  readonly definitions: Uint8Array | undefined
  /** The values. */
  readonly body: ByteReader
}

/** What the pages of a column have in common. */
export interface PageShape {
  readonly codec: ColumnMetaData['codec']
  readonly element: SchemaElement
  /** Levels of a value that is there. */
  readonly definition: number
  readonly repetition: number
  readonly unpackers?: Unpackers
}

/** Decodes pages of one column chunk. Throws `UnsupportedError`, or a plain `Error` for what is damaged. */
export class PageDecoder {
  readonly #type: ColumnMetaData['type']

  constructor(readonly shape: PageShape) {
    if (shape.element.type === undefined) throw new UnsupportedError('a column has no type')
    this.#type = shape.element.type
  }

  /** The values of a dictionary page. */
  readDictionary({ dictionary_page_header: header, ...page }: PageHeader, packed: Uint8Array<ArrayBuffer>) {
    if (header === undefined) throw new Error('a page has no header of its kind')
    if (!(header.num_values >= 0)) throw new Error('the length of a dictionary is wrong')
    checkSum(page, packed)
    const body = new ByteReader(this.#unpack(packed, page.uncompressed_page_size))
    return this.readValues({ encoding: 'PLAIN', body }, header.num_values)
  }

  /** Opens a data page of at most so many entries. */
  open(header: PageHeader, packed: Uint8Array<ArrayBuffer>, most: number): Page {
    checkSum(header, packed)
    const page = header.type === 'DATA_PAGE_V2' ? this.#openV2(header, packed) : this.#openV1(header, packed)
    const { entries } = page
    if (!(entries >= 0 && entries <= most)) throw new Error('a page has too many values')
    const { definition, repetition } = this.shape
    const { definitionBytes, repetitionBytes, encoding, body } = page
    return {
      entries,
      encoding,
      repetitions: readLevels(repetitionBytes, repetition, entries),
      definitions: readLevels(definitionBytes, definition, entries),
      body,
    }
  }

  /** The `count` values of a page that has no dictionary. */
  readValues({ encoding, body }: Pick<Page, 'encoding' | 'body'>, count: number): StoredValues {
    return readValues(body, encoding, this.#type, this.shape.element.type_length, count)
  }

  #openV1({ data_page_header: header, uncompressed_page_size }: PageHeader, packed: Uint8Array<ArrayBuffer>) {
    if (header === undefined) throw new Error('a page has no header of its kind')
    const body = new ByteReader(this.#unpack(packed, uncompressed_page_size))
    const takeLevels = (most: number, encoding: Encoding): Uint8Array<ArrayBuffer> => {
      if (most === 0) return NOTHING
      if (encoding !== 'RLE') throw new UnsupportedError(`levels in encoding ${encoding}`)
      return body.take(body.uint32())
    }
    const repetitionBytes = takeLevels(this.shape.repetition, header.repetition_level_encoding)
    const definitionBytes = takeLevels(this.shape.definition, header.definition_level_encoding)
    return { entries: header.num_values, encoding: header.encoding, repetitionBytes, definitionBytes, body }
  }

  #openV2({ data_page_header_v2: header, uncompressed_page_size }: PageHeader, packed: Uint8Array<ArrayBuffer>) {
    if (header === undefined) throw new Error('a page has no header of its kind')
    const front = new ByteReader(packed)
    const repetitionBytes = front.take(header.repetition_levels_byte_length)
    const definitionBytes = front.take(header.definition_levels_byte_length)
    const rest = front.take(front.left)
    const size = uncompressed_page_size - repetitionBytes.length - definitionBytes.length
    const body = new ByteReader(header.is_compressed === false ? rest : this.#unpack(rest, size))
    return { entries: header.num_values, encoding: header.encoding, repetitionBytes, definitionBytes, body }
  }

  #unpack(packed: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
    const { codec, unpackers } = this.shape
    if (codec === 'UNCOMPRESSED') {
      if (packed.length !== size) throw new Error('a page does not have its size')
      return packed
    }
    if (!(size >= 0)) throw new Error('the size of a page is wrong')
    if (size > MOST_PAGE_BYTES) throw new UnsupportedError(`a page of ${size} bytes`)
    // Codecs have bytes of their own for nothing, and our LZ4 does not unpack them.
    if (size === 0) return NOTHING
    const unpack = unpackers?.[codec] ?? compressors[codec]
    if (unpack === undefined) throw new UnsupportedError(`codec ${codec}`)
    if (codec === 'SNAPPY' && new ByteReader(packed).varint() !== size) throw new Error('a page does not have its size')
    const bytes = unpack(packed, size)
    if (bytes.length !== size) throw new Error('a page does not have its size')
    return bytes as Uint8Array<ArrayBuffer>
  }
}

/** True for pages whose values are places in the dictionary. */
export function isDictionaryEncoding(encoding: Encoding): boolean {
  return encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY'
}

/** The places in a dictionary of `length` values of the `count` values of a page. */
export function readPlaces(body: ByteReader, count: number, length: number | undefined): Int32Array {
  // A page of nothing but missing values needs none.
  if (count === 0) return new Int32Array(0)
  if (length === undefined) throw new Error('a dictionary is missing')
  const places = readIndexes(body, count)
  for (let i = 0; i < count; i++) {
    const place = places[i] as number
    if (!(place >= 0 && place < length)) throw new Error('a value is not in the dictionary')
  }
  return places
}

/** Of the entries of a page, how many have a value. */
export function countPresent({ definitions, entries }: Pick<Page, 'definitions' | 'entries'>, most: number): number {
  if (definitions === undefined) return entries
  let present = 0
  for (let i = 0; i < entries; i++) if (definitions[i] === most) present++
  return present
}

const NOTHING = new Uint8Array(0)

/** The checksum of a page is of its bytes as they lie in the file. */
function checkSum({ crc }: Pick<PageHeader, 'crc'>, packed: Uint8Array): void {
  if (crc !== undefined && crc32(packed) !== crc >>> 0) throw new Error('a page does not have its checksum')
}

function readLevels(bytes: Uint8Array<ArrayBuffer>, most: number, entries: number): Uint8Array | undefined {
  if (most === 0) return undefined
  const levels = new Uint8Array(entries)
  readHybrid(new ByteReader(bytes), 32 - Math.clz32(most), levels)
  for (let i = 0; i < entries; i++) if ((levels[i] as number) > most) throw new Error('a level is too high')
  return levels
}
