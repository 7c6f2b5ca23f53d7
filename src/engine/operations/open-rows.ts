import { openParquet } from '../columnar/parquet-file.ts'
import { ParquetSource } from '../sort/formats/parquet-source.ts'
import { openCsv, openNdjson } from '../sort/formats/text-format.ts'
import { TextSource, type BadRows } from '../sort/formats/text-source.ts'
import { findColumns, type KeyRequest } from '../sort/key-spec.ts'
import type { SortKey } from '../sort/options.ts'
import type { ByteSource } from '../sort/ports.ts'
import type { FileFormat } from '../sort/sort-file-types.ts'

/** A file whose keys are known as records, to be read once more. Parquet has no rows that cannot be read. */
export function openRows(
  file: ByteSource,
  format: FileFormat,
  keys: readonly SortKey[],
  badRows: BadRows,
): TextSource | ParquetSource {
  const requests = requestsOf(keys)
  if (format === 'parquet') {
    const parquet = openParquet(file)
    const names = parquet.columns.map(({ name }) => name)
    return new ParquetSource(file, parquet, keys, findColumns(requests, names, file.name))
  }
  const { scanner, start, firstLine } = format === 'csv' ? openCsv(file, requests) : openNdjson(file, requests)
  return new TextSource(file, scanner, { keys, badRows, start, firstLine })
}

/** Keys of a file, whose columns all have names, as they are asked for. */
export function requestsOf(keys: readonly SortKey[]): KeyRequest[] {
  return keys.map((key) => ({ ...key, column: String(key.column) }))
}
