import { openParquet } from '../../columnar/parquet-file.ts'
import type { ColumnPages } from '../../columnar/parquet-pages.ts'
import { ParquetError } from '../../columnar/range-reader.ts'
import type { ByteSink, ByteSource } from '../ports.ts'
import { SortError } from '../sort-error.ts'
import { headerOf, quoteField } from './csv-field.ts'
import { openColumns } from './parquet-source.ts'
import { exactTextOf } from './parquet-text.ts'

/** Rows turned into text at a time. */
const BATCH_ROWS = 1000

/** Writes a Parquet file as CSV with LF line breaks; missing values are empty fields. Yields the rows written. */
export function* convertParquetToCsv(file: ByteSource, output: ByteSink): Generator<number, { readonly rows: number }> {
  try {
    const parquet = openParquet(file)
    const encoder = new TextEncoder()
    const pages = openColumns(file, parquet)
    const columns = parquet.columns.map((column, i) => ({
      pages: pages[i] as ColumnPages,
      text: exactTextOf(column),
    }))
    for (const { pages } of columns) pages.seekGroup(0)
    output.write(encoder.encode(headerOf(parquet.columns.map(({ name }) => name))))
    for (let row = 0; row < parquet.rows;) {
      let text = ''
      for (const end = Math.min(parquet.rows, row + BATCH_ROWS); row < end; row++) {
        const cells = columns.map(({ pages, text: format }) => {
          const value = pages.read()
          return value === undefined ? '' : quoteField(format(value))
        })
        text += `${cells.join(',')}\n`
      }
      output.write(encoder.encode(text))
      yield row
    }
    output.close()
    return { rows: parquet.rows }
  } catch (error) {
    if (error instanceof ParquetError) throw new SortError(error.code, error.message, error.where)
    throw error
  }
}
