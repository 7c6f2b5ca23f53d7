import type { ColumnMetaData, PageHeader } from 'hyparquet/src/types.js'
import type { RangeSource } from '../storage/range-source.ts'
import { ByteValues } from './byte-values.ts'
import { countPresent, isDictionaryEncoding, MOST_PAGE_BYTES, PageDecoder, readPlaces } from './page-decoder.ts'
import type { Page } from './page-decoder.ts'
import { readPageHeader } from './page-header.ts'
import { UnsupportedError, valueAt } from './page-values.ts'
import type { StoredValue, StoredValues } from './page-values.ts'
import { chunkRange } from './parquet-footer.ts'
import type { ParquetGroup, ParquetNode } from './parquet-footer.ts'
import { ParquetError } from './range-reader.ts'

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

class LeafReader {
  readonly #entries: number
  readonly #decoder: PageDecoder
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
    const { element, definition, repetition } = leaf
    this.#decoder = new PageDecoder({ codec: chunk.codec, element, definition, repetition })
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
      this.#dictionary = convertAll(this.#decoder.readDictionary(header, packed), this.convert)
      return
    }
    const page = this.#decoder.open(header, packed, this.#entries - this.#done)
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
        const header = readPageHeader(reader)
        this.#at += reader.offset
        return header
      } catch {
        if (end === this.bytes.length || size >= MOST_HEADER_BYTES) throw new Error('the header of a page is not whole')
      }
    }
  }

  #takePacked({ compressed_page_size: length, uncompressed_page_size: size }: PageHeader): Uint8Array<ArrayBuffer> {
    if (!(length >= 0 && length <= this.bytes.length - this.#at)) throw new Error('a page is longer than its column')
    if (!(size >= 0)) throw new Error('the size of a page is wrong')
    if (size > MOST_PAGE_BYTES) throw new UnsupportedError(`a page of ${size} bytes`)
    const packed = this.bytes.subarray(this.#at, this.#at + length)
    this.#at += length
    return packed
  }

  #readPageValues(page: Page, count: number): ArrayLike<unknown> {
    const { encoding, body } = page
    if (!isDictionaryEncoding(encoding)) {
      const values = this.#decoder.readValues(page, count)
      if (body.left > 0) throw new Error('a page has bytes behind its values')
      return convertAll(values, this.convert)
    }
    const places = readPlaces(body, count, this.#dictionary?.length)
    if (body.left > 0 && count > 0) throw new Error('a page has bytes behind its values')
    const values = new Array<unknown>(count)
    for (let i = 0; i < count; i++) values[i] = this.#dictionary?.[places[i] as number]
    return values
  }
}

function convertAll(values: StoredValues, convert: Convert): ArrayLike<unknown> {
  if (convert === undefined) return values instanceof ByteValues ? values.toArray() : values
  const converted = new Array<unknown>(values.length)
  for (let i = 0; i < values.length; i++) converted[i] = convert(valueAt(values, i) as StoredValue)
  return converted
}

function join(parts: readonly ArrayLike<unknown>[]): unknown[] {
  const all: unknown[] = []
  for (const part of parts) for (let i = 0; i < part.length; i++) all.push(part[i])
  return all
}
