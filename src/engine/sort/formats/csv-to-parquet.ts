import type { PhysicalValue } from '../../columnar/parquet-pages.ts'
import { ParquetGroups } from '../../columnar/parquet-writer.ts'
import type { ColumnSpec } from '../../columnar/parquet-writer.ts'
import { MemoryBudget } from '../memory-budget.ts'
import type { KeyType } from '../options.ts'
import type { ByteSink, ByteSource } from '../ports.ts'
import { SortError } from '../sort-error.ts'
import { CsvScanner } from './csv-scanner.ts'
import { readCsvHeader } from './csv-header.ts'
import type { CsvHeader } from './csv-header.ts'
import { parquetSinkBytes } from './parquet-sink.ts'
import type { FieldSlice } from './record-scanner.ts'
import { EPOCH_MICROS, bigintOf, planSavedColumns } from './saved-columns.ts'
import { TextBlock } from './text-block.ts'
import { readDate, readTimestamp } from './text-dates.ts'
import { readFloat, readInteger } from './text-numbers.ts'
import { uniqueNames } from './unique-names.ts'
import { ValueBuffer } from './value-buffer.ts'

/** Bytes of text that make a row group, per byte of the memory that a row group may take. */
const GROUP_SHARE = 1 / 8

/**
 * Writes a CSV file as Parquet: types are found out over the whole of each column in a first pass, and a column stays text
 * of which a value would come back as another one; missing values stay missing. Yields the bytes read in both passes. Rows that cannot be taken are an error.
 */
export function* convertCsvToParquet(
  file: ByteSource,
  output: ByteSink,
  memoryBytes: number,
  pageBytes: number,
): Generator<number, { readonly rows: number }> {
  const header = readCsvHeader(file)
  const start = Math.min(header.bytes.length, file.sizeBytes)
  const all = header.columns.map((_, column) => column)
  const scanner = new CsvScanner(header.columns.length, all)
  const budget = new MemoryBudget(memoryBytes)
  const columns = yield* planSavedColumns(file, scanner, header.columns, start, budget, pageBytes)
  const types = columns.map((column) => column.type)
  const groupMemory = parquetSinkBytes(memoryBytes)
  budget.reserve(groupMemory, 'a row group of the output')
  const groups = new ParquetGroups(describeColumns(header, types), [], (bytes) => output.write(bytes))
  const reader = new CsvReader(file, header, scanner, start, types)
  reader.block.allocate(budget, pageBytes)
  let rows = 0
  while (!reader.isAtEnd) {
    rows += reader.readBlock()
    if (reader.groupBytes >= groupMemory * GROUP_SHARE) reader.writeGroup(groups)
    yield file.sizeBytes + reader.block.position
  }
  reader.writeGroup(groups)
  groups.finish()
  output.close()
  return { rows }
}

/** Reads rows into columns of values as Parquet stores them. */
class CsvReader {
  readonly block: TextBlock
  /** Bytes of text that the rows of the group took. */
  groupBytes = 0
  readonly #columns: PhysicalValue[][]
  readonly #value = new ValueBuffer()
  #line: number

  constructor(
    readonly file: ByteSource,
    header: CsvHeader,
    readonly scanner: CsvScanner,
    start: number,
    readonly types: readonly KeyType[],
  ) {
    this.block = new TextBlock(file, start)
    this.#columns = types.map(() => [])
    this.#line = header.lines + 1
  }

  get isAtEnd(): boolean {
    return this.block.position >= this.file.sizeBytes
  }

  /** Reads the next block; returns its rows. */
  readBlock(): number {
    const { block, scanner } = this
    block.fill()
    let rows = 0
    while (block.at < block.end) {
      const next = scanner.scan(block.bytes, block.at, block.end, block.isLast)
      if (next < 0 && !block.isLast && !block.isWhole) break
      if (next < 0 || scanner.problem !== undefined) {
        throw new SortError('UNDECODABLE_ROW', `line ${this.#line} cannot be read`, `line ${this.#line}`)
      }
      if (!scanner.isBlank) {
        scanner.fields.forEach((field, column) => this.#columns[column]?.push(this.#read(field, column)))
        rows++
      }
      this.groupBytes += next - block.at
      block.at = next
      this.#line += scanner.lines
    }
    return rows
  }

  writeGroup(groups: ParquetGroups): void {
    groups.write(this.#columns)
    for (const column of this.#columns) column.length = 0
    this.groupBytes = 0
  }

  #read({ bytes, start, end, isMissing }: FieldSlice, column: number): PhysicalValue {
    if (isMissing) return undefined
    const value = this.#value
    switch (this.types[column]) {
      case 'int64':
        readInteger(bytes, start, end, value)
        return bigintOf(value)
      case 'float64':
        readFloat(bytes, start, end, value)
        return value.float
      case 'date':
        readDate(bytes, start, end, value)
        return value.low
      case 'timestamp':
        readTimestamp(bytes, start, end, value)
        return bigintOf(value) - EPOCH_MICROS
      default:
        return bytes.slice(start, end)
    }
  }
}

function describeColumns(header: CsvHeader, types: readonly KeyType[]): ColumnSpec[] {
  return uniqueNames(header.columns).map((name, column) => describeColumn(name, types[column]))
}

function describeColumn(name: string, type: KeyType | undefined): ColumnSpec {
  const common = { name, repetition_type: 'OPTIONAL' } as const
  switch (type) {
    case 'int64':
      return { element: { ...common, type: 'INT64' } }
    case 'float64':
      return { element: { ...common, type: 'DOUBLE' } }
    case 'date':
      return { element: { ...common, type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } } }
    case 'timestamp': {
      const logical = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } as const
      return { element: { ...common, type: 'INT64', converted_type: 'TIMESTAMP_MICROS', logical_type: logical } }
    }
    default:
      return { element: { ...common, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } }
  }
}
