import { formatCount } from '../../../base/format.ts'
import type { ByteSource } from '../ports.ts'
import { SortError } from '../sort-error.ts'
import { CsvScanner } from './csv-scanner.ts'
import { isUtf8, textStart, tryWideText } from './utf8.ts'

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

/** The longest header that is looked for, and how much is read of a file at first. */
const MOST_BYTES = 1 << 20
const FIRST_BYTES = 4096
const LINE_FEED = 10
const RETURN = 13

/**
 * Reads the header; holds at most `mostBytes` of the file. Throws EMPTY_INPUT for a file without a byte, UNDECODABLE_ROW
 * for a first row that is not text or has no end, MEMORY_TOO_SMALL for one longer than `mostBytes`.
 */
export function readCsvHeader(file: ByteSource, mostBytes = MOST_BYTES): CsvHeader {
  if (file.sizeBytes === 0) throw new SortError('EMPTY_INPUT', `${file.name} is empty`, file.name)
  const { bytes, start, next } = readFirstRow(file, Math.min(mostBytes, MOST_BYTES))
  const isEnded = next > start && bytes[next - 1] === LINE_FEED
  const end = isEnded ? next - 1 : next
  const wide = tryWideText(bytes)
  if (wide !== undefined) throw refused(`${file.name} is text in ${wide}; save it as UTF-8`)
  if (bytes.subarray(start, end).includes(0)) throw refused(`${file.name} is no text: its first row has zero bytes`)
  if (!isUtf8(bytes, start, end)) throw refused('the first row is not valid UTF-8; save the file as UTF-8')
  if (!isEnded && hasReturnsAlone(bytes.subarray(start, end - 1))) throw returnsAlone(file)
  const nameEnd = nameEndOf(bytes, start, end)
  if (isEnded && nameEnd === start) throw withoutHeader(file)
  const isReturned = nameEnd < end
  const lineBreak = isReturned ? Uint8Array.of(RETURN, LINE_FEED) : Uint8Array.of(LINE_FEED)
  const whole = new Uint8Array(nameEnd + lineBreak.length)
  whole.set(bytes.subarray(0, nameEnd))
  whole.set(lineBreak, nameEnd)
  return {
    columns: splitHeader(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start, nameEnd))),
    bytes: whole,
    lineBreak,
    lines: whole.reduce((lines, byte) => lines + (byte === LINE_FEED ? 1 : 0), 0),
  }
}

interface FirstRow {
  readonly bytes: Uint8Array
  /** Where the row begins, behind a byte order mark, and where the one after it does. */
  readonly start: number
  readonly next: number
}

/** Reads more and more of a file until its first row has an end. */
function readFirstRow(file: ByteSource, mostBytes: number): FirstRow {
  const scanner = new CsvScanner(1, [])
  const most = Math.min(file.sizeBytes, mostBytes)
  for (let size = Math.min(FIRST_BYTES, most); ; size = Math.min(2 * size, most)) {
    const bytes = new Uint8Array(size)
    file.read(0, bytes)
    const start = textStart(bytes)
    const next = scanner.scan(bytes, start, size, size === file.sizeBytes)
    if (next >= 0) return { bytes, start, next }
    if (size === file.sizeBytes) throw refused('a quote in the first row is opened and not closed')
    if (size < most) continue
    if (hasReturnsAlone(bytes)) throw returnsAlone(file)
    if (most < MOST_BYTES) throw tooSmall(most)
    throw refused(`the first row has no end within ${formatCount(most)} bytes`)
  }
}

function hasReturnsAlone(bytes: Uint8Array): boolean {
  return bytes.includes(RETURN) && !bytes.includes(LINE_FEED)
}

function returnsAlone({ name }: ByteSource): SortError {
  return refused(`${name} ends its lines with carriage returns alone; save it with line feeds`)
}

/** Where the names end, in front of a carriage return. */
function nameEndOf(bytes: Uint8Array, start: number, end: number): number {
  return end > start && bytes[end - 1] === RETURN ? end - 1 : end
}

function withoutHeader({ name }: ByteSource): SortError {
  return refused(`the first line of ${name} is empty, and the names of the columns are expected there; take it out`)
}

function tooSmall(memoryBytes: number): SortError {
  const message = `the first row is longer than the memory, ${formatCount(memoryBytes)} bytes: allow more`
  return new SortError('MEMORY_TOO_SMALL', message, 'memory')
}

function refused(message: string): SortError {
  return new SortError('UNDECODABLE_ROW', message, 'line 1')
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
