import { findColumns } from '../key-spec.ts'
import type { KeyRequest } from '../key-spec.ts'
import type { ByteSource } from '../ports.ts'
import { SortError } from '../sort-error.ts'
import { readCsvHeader } from './csv-header.ts'
import { CsvScanner } from './csv-scanner.ts'
import { JsonScanner } from './json-scanner.ts'
import type { RecordScanner } from './record-scanner.ts'
import { textStart, tryWideText } from './utf8.ts'

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
  /** Where there is no header, for each key column: in some record that was read it is null. */
  readonly nulls: readonly boolean[]
}

/** Opens a CSV file: reads its header, `mostBytes` of it at most where that is given, and finds the key columns. */
export function openCsv(file: ByteSource, keys: readonly KeyRequest[], mostBytes?: number): TextFormat {
  const header = readCsvHeader(file, mostBytes)
  const columns = findColumns(keys, header.columns, file.name)
  return {
    scanner: new CsvScanner(header.columns.length, columns),
    start: Math.min(header.bytes.length, file.sizeBytes),
    firstLine: header.lines + 1,
    header: header.bytes,
    lineBreak: header.lineBreak,
    hasHeader: true,
    nulls: [],
  }
}

/** Opens an NDJSON file. A byte order mark is kept in front of the output. */
export function openNdjson(file: ByteSource, keys: readonly KeyRequest[]): TextFormat {
  if (file.sizeBytes === 0) throw new SortError('EMPTY_INPUT', `${file.name} is empty`, file.name)
  const first = new Uint8Array(Math.min(HEAD_BYTES, file.sizeBytes))
  file.read(0, first)
  const wide = tryWideText(first)
  if (wide !== undefined) {
    throw new SortError('UNDECODABLE_ROW', `${file.name} is text in ${wide}; save it as UTF-8`, 'line 1')
  }
  const start = textStart(first)
  const columns = keys.map((key) => key.column)
  findColumns(keys, columns, file.name)
  const scanner = new JsonScanner(columns)
  return {
    scanner,
    start,
    firstLine: 1,
    header: first.slice(0, start),
    lineBreak: endsWithReturn(file) ? Uint8Array.of(RETURN, LINE_FEED) : Uint8Array.of(LINE_FEED),
    hasHeader: false,
    nulls: scanner.nulls,
  }
}

const LINE_FEED = 10
const RETURN = 13
/** How much of a file is looked at for its encoding. */
const HEAD_BYTES = 1024
/** How far the first line break is looked for, and how much is read at a time. */
const MOST_BYTES = 1 << 20
const BLOCK_BYTES = 4096

/** True when the first line of a file ends with a carriage return in front of its line feed. */
function endsWithReturn(file: ByteSource): boolean {
  const block = new Uint8Array(BLOCK_BYTES)
  let before = 0
  for (let at = 0; at < Math.min(file.sizeBytes, MOST_BYTES); at += BLOCK_BYTES) {
    const length = file.read(at, block)
    const lineEnd = block.subarray(0, length).indexOf(LINE_FEED)
    if (lineEnd >= 0) return (lineEnd === 0 ? before : block[lineEnd - 1]) === RETURN
    before = block[length - 1] as number
  }
  return false
}
