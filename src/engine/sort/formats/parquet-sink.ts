import type { ParquetFile } from '../../columnar/parquet-file.ts'
import type { PhysicalValue } from '../../columnar/parquet-pages.ts'
import { ParquetGroups } from '../../columnar/parquet-writer.ts'
import type { MemoryBudget } from '../memory-budget.ts'
import type { ByteSink, RecordSink } from '../ports.ts'
import { cellKindOf } from './parquet-types.ts'
import { RowCodec } from './row-codec.ts'
import type { CellKind } from './row-codec.ts'

/** The share of the memory that the bytes of a row group may take, and what their values take more when decoded. */
const MEMORY_SHARE = 1 / 32
const DECODED_FACTOR = 8
const LEAST_GROUP_BYTES = 32 * 1024
const MOST_GROUP_BYTES = 16 << 20

/** Bytes of memory that writing takes when the sort may use so many. */
export function parquetSinkBytes(memoryBytes: number): number {
  const share = Math.floor(memoryBytes * MEMORY_SHARE)
  return DECODED_FACTOR * Math.max(LEAST_GROUP_BYTES, Math.min(MOST_GROUP_BYTES, share))
}

/** What a value takes while its row group waits: its object, and its place in an array that grows. */
const VALUE_BYTES: Readonly<Record<CellKind, number>> = {
  boolean: 12,
  int32: 12,
  int64: 36,
  float: 28,
  double: 28,
  bytes: 120,
}
/** Copies of a row's bytes while its group is encoded: as it was read, as a page, packed. */
const ENCODING_COPIES = 3

/** Writes rows to a Parquet file of the columns of another one. */
export class ParquetSink implements RecordSink {
  readonly separator = new Uint8Array(0)
  readonly #codec: RowCodec
  #groups: ParquetGroups
  #columns: PhysicalValue[][] = []
  #rowBytes = 0
  #rows = 0
  #groupBytes = LEAST_GROUP_BYTES
  #heldBytes = DECODED_FACTOR * LEAST_GROUP_BYTES
  readonly #valueBytes: number

  constructor(
    readonly file: ByteSink,
    readonly parquet: ParquetFile,
  ) {
    const kinds = parquet.columns.map(({ element }) => cellKindOf(element))
    this.#codec = new RowCodec(kinds)
    this.#valueBytes = kinds.reduce((bytes, kind) => bytes + VALUE_BYTES[kind], 0)
    this.#groups = this.#begin()
  }

  open(budget: MemoryBudget): void {
    const bytes = parquetSinkBytes(budget.limitBytes)
    this.#heldBytes = bytes
    this.#groupBytes = bytes / DECODED_FACTOR
    budget.reserve(bytes, 'a row group of the output')
  }

  write(bytes: Uint8Array, records: number): void {
    const values: PhysicalValue[] = []
    // One copy for all: byte strings are views of it, each with memory of its own they would take several times as much.
    const page = bytes.slice()
    let at = 0
    for (let record = 0; record < records; record++) {
      const start = at
      at = this.#codec.read(page, start, values)
      for (let column = 0; column < this.#columns.length; column++) this.#columns[column]?.push(values[column])
      this.#rowBytes += at - start
      this.#rows++
      if (this.#isGroupFull()) this.#writeGroup()
    }
  }

  restart(): void {
    this.file.truncate()
    this.#groups = this.#begin()
  }

  finish(): void {
    this.#writeGroup()
    this.#groups.finish()
    this.file.close()
  }

  #isGroupFull(): boolean {
    const bytes = this.#rows * this.#valueBytes + ENCODING_COPIES * this.#rowBytes
    return bytes >= this.#heldBytes || this.#rowBytes >= this.#groupBytes
  }

  #begin(): ParquetGroups {
    this.#columns = this.parquet.columns.map(() => [])
    this.#rowBytes = 0
    this.#rows = 0
    const { columns, keyValues } = this.parquet
    return new ParquetGroups(columns, keyValues, (bytes) => this.file.write(bytes))
  }

  #writeGroup(): void {
    this.#groups.write(this.#columns)
    for (const column of this.#columns) column.length = 0
    this.#rowBytes = 0
    this.#rows = 0
  }
}
