import type { ByteSource } from '../ports.ts'
import { SortError } from '../sort-error.ts'
import { isUtf8 } from './utf8.ts'

/** The first row of a CSV file. */
export interface CsvHeader {
  readonly columns: readonly string[]
  /** The header as it stands in the file, a byte order mark and the line break included. */
  readonly bytes: Uint8Array
  /** Line break of the header: LF or CRLF. It ends the records of the output. */
  readonly lineBreak: Uint8Array
  /** Lines that the header takes. */
  readonly lines: number
}

const MOST_BYTES = 1 << 20

/** Reads the header. Throws EMPTY_INPUT for a file without a byte, UNDECODABLE_ROW for one that is not text. */
export function readCsvHeader(file: ByteSource): CsvHeader {
  if (file.sizeBytes === 0) throw new SortError('EMPTY_INPUT', `${file.name} is empty`, file.name)
  const bytes = new Uint8Array(Math.min(file.sizeBytes, MOST_BYTES))
  const length = file.read(0, bytes)
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const end = headerEnd(bytes, start, length)
  if (end < 0) throw new SortError('UNDECODABLE_ROW', 'the first row has no end within 1 MiB', 'line 1')
  if (!isUtf8(bytes, start, end)) throw new SortError('UNDECODABLE_ROW', 'the first row is not valid UTF-8', 'line 1')
  const isReturned = end > start && bytes[end - 1] === 13
  const text = new TextDecoder().decode(bytes.subarray(start, isReturned ? end - 1 : end))
  const lineBreak = isReturned ? [13, 10] : [10]
  const isEnded = end < length
  const whole = isEnded ? bytes.slice(0, end + 1) : Uint8Array.from([...bytes.subarray(0, end), ...lineBreak])
  return {
    columns: splitHeader(text),
    bytes: whole,
    lineBreak: Uint8Array.from(lineBreak),
    lines: whole.reduce((lines, byte) => lines + (byte === 10 ? 1 : 0), 0),
  }
}

/** Place of the line feed that ends the header, `end` when the file ends there, -1 when it does not end. */
function headerEnd(bytes: Uint8Array, start: number, end: number): number {
  let isQuoted = false
  for (let at = start; at < end; at++) {
    const byte = bytes[at]
    if (byte === 34) isQuoted = !isQuoted
    else if (byte === 10 && !isQuoted) return at
  }
  return end < MOST_BYTES && !isQuoted ? end : -1
}

function splitHeader(text: string): string[] {
  const names: string[] = []
  let at = 0
  for (;;) {
    let name = ''
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1)
      name = text.slice(at + 1, close).replaceAll('""', '"')
      at = close + 1
    }
    const comma = text.indexOf(',', at)
    const end = comma < 0 ? text.length : comma
    names.push(name + text.slice(at, end))
    if (comma < 0) return names
    at = comma + 1
  }
}

function closingQuote(text: string, from: number): number {
  let at = from
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return text.length
    if (text[quote + 1] !== '"') return quote
    at = quote + 2
  }
}
