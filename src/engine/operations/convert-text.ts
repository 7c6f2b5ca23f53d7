import { MemoryBudget } from '../sort/memory-budget.ts'
import { headerOf, quoteField } from '../sort/formats/csv-field.ts'
import { readCsvHeader } from '../sort/formats/csv-header.ts'
import { CsvScanner } from '../sort/formats/csv-scanner.ts'
import { isBroken, JsonScanner } from '../sort/formats/json-scanner.ts'
import type { FieldSlice, RecordScanner } from '../sort/formats/record-scanner.ts'
import { planSavedColumns } from '../sort/formats/saved-columns.ts'
import { TextBlock } from '../sort/formats/text-block.ts'
import { uniqueNames } from '../sort/formats/unique-names.ts'
import { textStart } from '../sort/formats/utf8.ts'
import type { KeyType } from '../sort/options.ts'
import type { ByteSink, ByteSource } from '../sort/ports.ts'
import { SortError } from '../sort/sort-error.ts'

const NUMBERS: ReadonlySet<KeyType> = new Set(['int64', 'float64'])

/**
 * Writes a CSV file as NDJSON. A column whose values are all numbers, and come back as they stand, is written as numbers,
 * digit by digit, everything else as text; an empty field is null; a name that came up before gets a number. Yields the bytes read in both passes.
 */
export function* convertCsvToNdjson(file: ByteSource, output: ByteSink, pageBytes: number): Generator<number, void> {
  const { columns, bytes } = readCsvHeader(file)
  const start = Math.min(bytes.length, file.sizeBytes)
  const scanner = new CsvScanner(
    columns.length,
    columns.map((_, column) => column),
  )
  const plans = yield* planSavedColumns(file, scanner, columns, start, new MemoryBudget(Infinity), pageBytes)
  const isNumeric = plans.map(({ type, notJson }) => NUMBERS.has(type) && notJson === undefined)
  const names = uniqueNames(columns).map((name) => JSON.stringify(name))
  yield* writeRows(file, scanner, start, pageBytes, output, (fields) => {
    const members = fields.map((field, i) => {
      const text = tryText(field)
      if (text === undefined) return `${names[i] ?? ''}:null`
      return `${names[i] ?? ''}:${isNumeric[i] === true ? text : JSON.stringify(text)}`
    })
    return `{${members.join(',')}}\n`
  })
}

/**
 * Writes an NDJSON file as CSV: a column for each member that any line has, in the order in which they come up first.
 * null and an absent member are empty fields, objects and arrays stand as JSON. Yields the bytes read in both passes.
 * Returns the names and texts with half of a surrogate pair, for which UTF-8 has no bytes: U+FFFD stands for it.
 */
export function* convertNdjsonToCsv(file: ByteSource, output: ByteSink, pageBytes: number): Generator<number, number> {
  const head = new Uint8Array(Math.min(3, file.sizeBytes))
  file.read(0, head)
  const start = textStart(head)
  const names = yield* collectMembers(file, start, pageBytes)
  const encoder = new TextEncoder()
  output.write(encoder.encode(headerOf(names)))
  const scanner = new JsonScanner(names)
  let broken = names.filter(isBroken).length
  yield* writeRows(file, scanner, start, pageBytes, output, (fields) => {
    for (const isOne of scanner.broken) if (isOne) broken++
    const cells = fields.map((field) => (field.isMissing ? '' : quoteField(decode(field))))
    return `${cells.join(',')}\n`
  })
  return broken
}

/**
 * The members of all lines, in the order in which they come up first; a parsed object would have those that are whole
 * numbers before the others.
 */
function* collectMembers(file: ByteSource, start: number, pageBytes: number): Generator<number, string[]> {
  const names = new Set<string>()
  /** As they stand in the text, quotes included. */
  const written = new Set<string>()
  const scanner = new JsonScanner([], (bytes, from, to) => {
    const name = decoder.decode(bytes.subarray(from, to))
    if (written.has(name)) return
    written.add(name)
    names.add(JSON.parse(name) as string)
  })
  for (const block of blocksOf(file, start, pageBytes)) {
    while (block.at < block.end) {
      const next = scanner.scan(block.bytes, block.at, block.end, block.isLast)
      if (next < 0) break
      block.at = next
    }
    yield block.position
  }
  return [...names]
}

function* writeRows(
  file: ByteSource,
  scanner: RecordScanner,
  start: number,
  pageBytes: number,
  output: ByteSink,
  rowOf: (fields: readonly FieldSlice[]) => string,
): Generator<number, void> {
  const encoder = new TextEncoder()
  for (const block of blocksOf(file, start, pageBytes)) {
    let text = ''
    while (block.at < block.end) {
      const next = scanner.scan(block.bytes, block.at, block.end, block.isLast)
      if (next < 0) break
      if (scanner.problem !== undefined) throw new SortError('UNDECODABLE_ROW', scanner.detail, file.name)
      if (!scanner.isBlank) text += rowOf(scanner.fields)
      block.at = next
    }
    output.write(encoder.encode(text))
    yield file.sizeBytes + block.position
  }
  output.close()
}

/** The file block by block; each is to be used up to the last whole record before the next one is taken. */
function* blocksOf(file: ByteSource, start: number, pageBytes: number): Generator<TextBlock, void> {
  const block = new TextBlock(file, start)
  block.allocate(new MemoryBudget(Infinity), pageBytes)
  while (block.position < file.sizeBytes) {
    const before = block.position
    block.fill()
    yield block
    // The output of a sort has no record that is longer than a page of that sort.
    if (block.position === before) throw new SortError('RECORD_TOO_LONG', 'a row does not fit in a page', file.name)
  }
}

/** What looks like a byte order mark is a letter of the value. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function decode({ bytes, start, end }: FieldSlice): string {
  return decoder.decode(bytes.subarray(start, end))
}

function tryText(field: FieldSlice): string | undefined {
  return field.isMissing ? undefined : decode(field)
}
