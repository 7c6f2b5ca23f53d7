import { openParquet, type ParquetColumn } from '../columnar/parquet-file.ts'
import { ParquetError } from '../columnar/range-reader.ts'
import { openColumns, ParquetSource } from '../sort/formats/parquet-source.ts'
import { textOf } from '../sort/formats/parquet-text.ts'
import { cellKindOf, keyReadingOf } from '../sort/formats/parquet-types.ts'
import { RowCodec } from '../sort/formats/row-codec.ts'
import type { PhysicalValue } from '../columnar/parquet-pages.ts'
import type { ByteSource } from '../sort/ports.ts'
import { SortError } from '../sort/sort-error.ts'
import type { FileSample } from './file-sample.ts'

/** What the footer of a Parquet file and its first rows tell. */
export interface ParquetSample extends FileSample {
  /** All rows. */
  readonly records: number
  /** Memory that reading a row takes: the largest page of each column, its dictionary, the footer. */
  readonly readerBytes: number
}

const SAMPLE_ROWS = 2000
const SHOWN_ROWS = 20
const MOST_CHARACTERS = 200

/** Looks at the footer and the first rows of a Parquet file. Throws EMPTY_INPUT for one without rows. */
export function sampleParquet(file: ByteSource): ParquetSample {
  try {
    return lookAt(file)
  } catch (error) {
    if (error instanceof ParquetError) throw new SortError(error.code, error.message, error.where)
    throw error
  }
}

function lookAt(file: ByteSource): ParquetSample {
  const parquet = openParquet(file)
  if (parquet.rows === 0) throw new SortError('EMPTY_INPUT', `${file.name} has columns and no rows`, file.name)
  const pages = openColumns(file, parquet)
  const texts = parquet.columns.map(textOf)
  const codec = new RowCodec(parquet.columns.map(({ element }) => cellKindOf(element)))
  const rows: (string | undefined)[][] = []
  const columnBytes = new Float64Array(parquet.columns.length)
  const sampleRecords = Math.min(parquet.rows, SAMPLE_ROWS)
  let recordBytes = 0
  let longestRecordBytes = 0
  for (const column of pages) column.seekGroup(0)
  for (let row = 0; row < sampleRecords; row++) {
    const values = pages.map((column) => column.read())
    codec.write(values)
    recordBytes += codec.length
    longestRecordBytes = Math.max(longestRecordBytes, codec.length)
    values.forEach((value, i) => (columnBytes[i] = (columnBytes[i] as number) + bytesOf(value)))
    if (rows.length < SHOWN_ROWS) rows.push(values.map((value, i) => cut(value, texts[i])))
  }
  return {
    columns: parquet.columns.map((column, i) => ({
      name: column.name,
      type: typeOf(column),
      meanBytes: (columnBytes[i] as number) / sampleRecords,
    })),
    rows,
    sampleRecords,
    meanRecordBytes: recordBytes / sampleRecords,
    longestRecordBytes,
    remarks: [],
    records: parquet.rows,
    readerBytes: new ParquetSource(file, parquet, [FIRST_COLUMN], [sortable(parquet.columns)]).memoryBytes(),
  }
}

const FIRST_COLUMN = { column: 0, type: 'string', direction: 'asc', nulls: 'first' } as const

/** Place of the first column that has an order; every file with rows to be sorted has one. */
function sortable(columns: readonly ParquetColumn[]): number {
  const place = columns.findIndex((column) => typeOf(column) !== UNORDERED)
  if (place >= 0) return place
  throw new SortError('UNSUPPORTED_FORMAT', 'no column of the file has a type with an order here', 'columns')
}

const UNORDERED = 'no order'

function typeOf(column: ParquetColumn): string {
  try {
    return keyReadingOf(column).type
  } catch (error) {
    if (error instanceof SortError) return UNORDERED
    throw error
  }
}

function bytesOf(value: PhysicalValue): number {
  return value instanceof Uint8Array ? value.length : 8
}

function cut(value: PhysicalValue, textOfValue: ReturnType<typeof textOf> | undefined): string | undefined {
  if (value === undefined || textOfValue === undefined) return undefined
  const text = textOfValue(value)
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text
}
