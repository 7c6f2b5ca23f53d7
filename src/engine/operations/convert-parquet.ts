import { openParquet, type ParquetColumn } from '../columnar/parquet-file.ts'
import type { ColumnPages } from '../columnar/parquet-pages.ts'
import { openColumns } from '../sort/formats/parquet-source.ts'
import { exactTextOf } from '../sort/formats/parquet-text.ts'
import { uniqueNames } from '../sort/formats/unique-names.ts'
import type { ByteSink, ByteSource } from '../sort/ports.ts'

/** Rows turned into text at a time. */
const BATCH_ROWS = 1000

/**
 * Writes a Parquet file as NDJSON: numbers and booleans as such, 64-bit integers and decimals digit by digit, what JSON
 * has no word for (NaN, infinities) and everything else as the text that CSV has; a name that came up before gets a number. Yields the rows written.
 */
export function* convertParquetToNdjson(file: ByteSource, output: ByteSink): Generator<number, void> {
  const parquet = openParquet(file)
  const encoder = new TextEncoder()
  const pagesOf = openColumns(file, parquet)
  const names = uniqueNames(parquet.columns.map(({ name }) => name))
  const columns = parquet.columns.map((column, i) => ({
    name: JSON.stringify(names[i]),
    pages: pagesOf[i] as ColumnPages,
    text: exactTextOf(column),
    isBare: isBare(column),
  }))
  for (const { pages } of columns) pages.seekGroup(0)
  for (let row = 0; row < parquet.rows;) {
    let text = ''
    for (const end = Math.min(parquet.rows, row + BATCH_ROWS); row < end; row++) {
      const members = columns.map(({ name, pages, text: format, isBare: mayBeBare }) => {
        const value = pages.read()
        if (value === undefined) return `${name}:null`
        const written = format(value)
        const isPlain = typeof value === 'boolean' || (mayBeBare && /^-?\d/.test(written))
        return `${name}:${isPlain ? written : JSON.stringify(written)}`
      })
      text += `{${members.join(',')}}\n`
    }
    output.write(encoder.encode(text))
    yield row
  }
  output.close()
}

/** True for columns whose text is a number: neither bytes nor a point in time. */
function isBare({ element }: ParquetColumn): boolean {
  const { type, converted_type: converted, logical_type: logical } = element
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') return true
  if (converted === 'DATE' || converted?.startsWith('TI') === true) return false
  if (logical?.type === 'DATE' || logical?.type === 'TIMESTAMP' || logical?.type === 'TIME') return false
  if (logical?.type === 'FLOAT16') return true
  return type === 'INT32' || type === 'INT64' || type === 'FLOAT' || type === 'DOUBLE'
}
