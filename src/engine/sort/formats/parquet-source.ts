import type { Unpackers } from '../../columnar/page-decoder.ts'
import type { ParquetFile } from '../../columnar/parquet-file.ts'
import { ColumnPages, measurePages } from '../../columnar/parquet-pages.ts'
import type { PhysicalValue } from '../../columnar/parquet-pages.ts'
import { BLOCK_BYTES, BlockReader, PageBuffer } from '../../columnar/range-reader.ts'
import { KeyEncoder } from '../key-encoding.ts'
import { KeyBuffer } from '../key-layout.ts'
import type { KeyLayout } from '../key-layout.ts'
import type { MemoryBudget } from '../memory-budget.ts'
import type { SortKey } from '../options.ts'
import type { ByteSource, RowReceiver, RowSource } from '../ports.ts'
import { SortError } from '../sort-error.ts'
import { cellKindOf, keyReadingOf } from './parquet-types.ts'
import type { KeyReading } from './parquet-types.ts'
import { RowCodec } from './row-codec.ts'

/** The footer takes about so many times its bytes when it is read. */
const FOOTER_FACTOR = 4

/** Rows of a Parquet file, read column by column, page by page. */
export class ParquetSource implements RowSource {
  readonly kind = 'rows'
  readonly keyLayout: KeyLayout
  readonly #readings: readonly { readonly column: number; readonly reading: KeyReading }[]
  readonly #codec: RowCodec
  readonly #values: PhysicalValue[]
  readonly #encoder: KeyEncoder
  #pageBytes = 0
  #memoryBytes = 0
  /** Number of the next row; when `isPending`, that row is in the codec already. */
  #row = 0
  #isPending = false

  /** `keyColumns` are the places of the key columns among the file's; `columns` reads them, and may have been used before. */
  constructor(
    readonly file: ByteSource,
    readonly parquet: ParquetFile,
    readonly keys: readonly SortKey[],
    keyColumns: readonly number[],
    common?: Uint8Array,
    readonly columns: readonly ColumnPages[] = openColumns(file, parquet),
  ) {
    this.#readings = keyColumns.map((column) => {
      const found = parquet.columns[column]
      if (found === undefined) throw new RangeError(`there is no column ${column}`)
      return { column, reading: keyReadingOf(found) }
    })
    this.#codec = new RowCodec(columns.map(({ column }) => cellKindOf(column.element)))
    this.#values = columns.map(() => undefined)
    this.#encoder = new KeyEncoder(encodedKeys(parquet, keys, keyColumns), new KeyBuffer(), common)
    this.keyLayout = this.#encoder.layout
    this.seek(0)
  }

  /** The share of the file that the rows read so far are of all rows. */
  get positionBytes(): number {
    const { rows } = this.parquet
    return rows === 0 ? this.sizeBytes : Math.round((this.sizeBytes * this.#row) / rows)
  }

  get sizeBytes(): number {
    return this.file.sizeBytes
  }

  /**
   * Bytes of memory that reading takes: the largest page of each column and its dictionary, what decoding one page takes, the
   * footer, a block.
   */
  memoryBytes(): number {
    if (this.#memoryBytes > 0) return this.#memoryBytes
    let bytes = BLOCK_BYTES + FOOTER_FACTOR * this.parquet.footerBytes
    let mostPacked = 0
    let mostPassing = 0
    const blocks = new BlockReader(this.file)
    for (const column of this.parquet.columns) {
      const { held, packed, passing } = measurePages(blocks, column)
      bytes += held
      mostPacked = Math.max(mostPacked, packed)
      mostPassing = Math.max(mostPassing, passing)
    }
    this.#memoryBytes = bytes + mostPacked + mostPassing
    return this.#memoryBytes
  }

  open(budget: MemoryBudget, pageBytes: number): void {
    this.#pageBytes = pageBytes
    budget.reserve(this.memoryBytes(), `a page of each column of ${this.file.name}`)
  }

  readPage(receiver: RowReceiver): 'page' | 'full' | 'end' {
    let bytes = 0
    while (this.hasMore()) {
      if (bytes > this.#pageBytes) return 'page'
      if (!this.#isPending) this.#readRow()
      if (!receiver.add(this.#encoder.key, this.#codec, 0, this.#codec.length)) {
        this.#isPending = true
        return 'full'
      }
      this.#isPending = false
      bytes += this.#codec.length
      this.#row++
    }
    for (const column of this.columns) column.release()
    return 'end'
  }

  hasMore(): boolean {
    return this.#row < this.parquet.rows
  }

  position(): number {
    return this.#row
  }

  seek(place: number): void {
    const position = Math.min(place, this.parquet.rows)
    this.#row = position
    this.#isPending = false
    let group = 0
    let start = 0
    const { groupRows } = this.parquet
    while (group < groupRows.length - 1 && start + (groupRows[group] as number) <= position) {
      start += groupRows[group] as number
      group++
    }
    for (const column of this.columns) {
      column.seekGroup(group)
      if (position < this.parquet.rows) column.skip(position - start)
    }
  }

  /** Reads the keys of the next row and gives their bytes, for a look at a few rows. */
  peekKey(): KeyEncoder {
    this.#readRow()
    this.#row++
    return this.#encoder
  }

  #readRow(): void {
    const values = this.#values
    for (let column = 0; column < values.length; column++) {
      values[column] = (this.columns[column] as ColumnPages).read()
    }
    this.#codec.write(values)
    this.#encodeKey()
  }

  #encodeKey(): void {
    this.#encoder.begin()
    for (const { column, reading } of this.#readings) {
      const value = this.#values[column]
      if (value === undefined) this.#encoder.addNull()
      else reading.add(this.#encoder, value)
    }
    this.#encoder.end()
  }
}

/** What reads the columns of a file. Several sources may use it one after the other: a page that one has read, the next need not. */
export function openColumns(file: ByteSource, parquet: ParquetFile, unpackers?: Unpackers): readonly ColumnPages[] {
  const blocks = new BlockReader(file)
  const buffer = new PageBuffer()
  return parquet.columns.map((column) => new ColumnPages(blocks, column, buffer, unpackers))
}

/** The keys as their columns are encoded, which is not always by the type that is told of them. */
export function encodedKeys(
  { columns }: ParquetFile,
  keys: readonly SortKey[],
  keyColumns: readonly number[],
): readonly SortKey[] {
  return keys.map((key, i) => {
    const column = columns[keyColumns[i] as number]
    const encodedAs = column === undefined ? undefined : keyReadingOf(column).encodedAs
    return encodedAs === undefined ? key : { ...key, type: encodedAs }
  })
}

/** Finds a key column and checks the type that is asked for against that of the file. */
export function keyTypeOf(parquet: ParquetFile, column: number, wanted: SortKey['type'] | undefined): SortKey['type'] {
  const found = parquet.columns[column]
  if (found === undefined) throw new RangeError(`there is no column ${column}`)
  const { type } = keyReadingOf(found)
  if (wanted === undefined || wanted === type) return type
  throw new SortError('BAD_KEY', `column ${found.name} is of type ${type} in the file, not ${wanted}`, found.name)
}
