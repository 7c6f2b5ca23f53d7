import { findColumns } from '../key-spec.ts'
import type { KeyRequest } from '../key-spec.ts'
import type { ByteSource } from '../ports.ts'
import { SortError } from '../sort-error.ts'
import { readCsvHeader } from './csv-header.ts'
import { CsvScanner } from './csv-scanner.ts'
import { JsonScanner } from './json-scanner.ts'
import type { RecordScanner } from './record-scanner.ts'

/** A text file as the sort sees it. */
export interface TextFormat {
  readonly scanner: RecordScanner
  /** Place of the first record, and its line. */
  readonly start: number
  readonly firstLine: number
  /** What stands above the records of the output, and behind each. */
  readonly header: Uint8Array
  readonly lineBreak: Uint8Array
  /** False where every record names its own members, so that a column may turn out not to exist. */
  readonly hasHeader: boolean
}

/** Opens a CSV file: reads its header and finds the key columns. */
export function openCsv(file: ByteSource, keys: readonly KeyRequest[]): TextFormat {
  const header = readCsvHeader(file)
  const columns = findColumns(keys, header.columns, file.name)
  return {
    scanner: new CsvScanner(header.columns.length, columns),
    start: Math.min(header.bytes.length, file.sizeBytes),
    firstLine: header.lines + 1,
    header: header.bytes,
    lineBreak: header.lineBreak,
    hasHeader: true,
  }
}

/** Opens an NDJSON file. A byte order mark is kept in front of the output. */
export function openNdjson(file: ByteSource, keys: readonly KeyRequest[]): TextFormat {
  if (file.sizeBytes === 0) throw new SortError('EMPTY_INPUT', `${file.name} is empty`, file.name)
  const first = new Uint8Array(Math.min(file.sizeBytes, 1 << 20))
  file.read(0, first)
  const hasMark = first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf
  const lineEnd = first.indexOf(10)
  const columns = keys.map((key) => key.column)
  findColumns(keys, columns, file.name)
  return {
    scanner: new JsonScanner(columns),
    start: hasMark ? 3 : 0,
    firstLine: 1,
    header: first.slice(0, hasMark ? 3 : 0),
    lineBreak: lineEnd > 0 && first[lineEnd - 1] === 13 ? Uint8Array.of(13, 10) : Uint8Array.of(10),
    hasHeader: false,
  }
}
