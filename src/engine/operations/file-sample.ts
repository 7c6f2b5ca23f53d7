import { formatCount } from '../../base/format.ts'
import { describeWide, inferTypes, type InferredColumn } from '../sort/formats/infer-types.ts'
import { readCsvHeader } from '../sort/formats/csv-header.ts'
import { CsvScanner } from '../sort/formats/csv-scanner.ts'
import { JsonScanner } from '../sort/formats/json-scanner.ts'
import type { RecordScanner } from '../sort/formats/record-scanner.ts'
import { textStart, withAdvice } from '../sort/formats/utf8.ts'
import { readTimestamp } from '../sort/formats/text-dates.ts'
import { ValueBuffer } from '../sort/formats/value-buffer.ts'
import { MemoryBudget } from '../sort/memory-budget.ts'
import type { ByteSource } from '../sort/ports.ts'
import { SortError } from '../sort/sort-error.ts'

/** A column as the first rows show it. */
export interface SampleColumn {
  readonly name: string
  readonly type: string
  /** Mean bytes of its values. */
  readonly meanBytes: number
}

/** A file as its first rows show it. */
export interface FileSample {
  readonly columns: readonly SampleColumn[]
  /** Values as text, a column each; undefined for a missing one. */
  readonly rows: readonly (readonly (string | undefined)[])[]
  /** Records looked at, and their mean size in bytes. */
  readonly sampleRecords: number
  readonly meanRecordBytes: number
  /** The longest of those that were seen whole. */
  readonly longestRecordBytes: number
  /** Rows that cannot be taken, in words. */
  readonly remarks: readonly string[]
}

/** The first bytes of a file are looked at, to the end of a row. */
const SAMPLE_BYTES = 1 << 18
const SHOWN_ROWS = 20
const MOST_REMARKS = 20
const LINE_FEED = 10

/** Looks at the first rows of a CSV file. Throws EMPTY_INPUT for one without rows. */
export function sampleCsv(file: ByteSource): FileSample {
  const header = readCsvHeader(file)
  const names = header.columns
  const start = Math.min(header.bytes.length, file.sizeBytes)
  if (start >= file.sizeBytes) throw new SortError('EMPTY_INPUT', `${file.name} has a header and no rows`, file.name)
  const scanner = new CsvScanner(
    names.length,
    names.map((_, column) => column),
  )
  const twice = names.filter((name, i) => names.indexOf(name) < i)
  const remarks = [
    ...otherSeparator(names),
    ...[...new Set(twice)].filter((name) => name !== '').map((name) => sameNames(name, names)),
  ]
  return lookAt(file, scanner, names, start, header.lines + 1, remarks)
}

function sameNames(name: string, names: readonly string[]): string {
  const count = names.filter((other) => other === name).length
  const columns = count === 2 ? 'Two columns' : `${formatCount(count)} columns`
  return `${columns} are called "${name}"; ${count === 2 ? 'neither' : 'none of them'} can be a key.`
}

/** A header of one column that reads as several: what stands between them is no comma. */
function otherSeparator([only = '', ...others]: readonly string[]): readonly string[] {
  const found = SEPARATORS.find(({ sign }) => only.includes(sign))
  if (others.length > 0 || found === undefined) return []
  return [`The header has ${found.words} and no comma, so each row is one column. Save the file with commas.`]
}

const SEPARATORS = [
  { sign: ';', words: 'semicolons' },
  { sign: '\t', words: 'tabs' },
  { sign: '|', words: 'bars' },
] as const

/** Looks at the first lines of an NDJSON file: its columns are the members that they have. */
export function sampleNdjson(file: ByteSource): FileSample {
  const bytes = readHead(file, 0)
  const names = new Set<string>()
  for (const line of new TextDecoder().decode(bytes).split('\n')) for (const name of membersOf(line)) names.add(name)
  if (names.size === 0) throw withoutMember(file, bytes)
  return lookAt(file, new JsonScanner([...names]), [...names], textStart(bytes), 1, [])
}

/** Why there is nothing to be seen in the first lines: by the first of them that is no JSON object. */
function withoutMember({ name }: ByteSource, bytes: Uint8Array): SortError {
  const scanner = new JsonScanner([])
  for (let at = 0, line = 1; at < bytes.length; line++) {
    at = scanner.scan(bytes, at, bytes.length, true)
    if (scanner.problem === undefined) continue
    const message = `line ${line} of ${name} is ${scanner.detail}. NDJSON has one object a line`
    return new SortError('UNDECODABLE_ROW', message, `line ${line}`)
  }
  return new SortError('EMPTY_INPUT', `the first lines of ${name} hold no member`, name)
}

function lookAt(
  file: ByteSource,
  scanner: RecordScanner,
  names: readonly string[],
  start: number,
  firstLine: number,
  remarks: readonly string[],
): FileSample {
  const bytes = readHead(file, start)
  const look = new Look(names.length)
  look.remarks.push(...remarks)
  look.scan(bytes, scanner, firstLine, start + bytes.length >= file.sizeBytes)
  look.noteBegun(Math.min(SAMPLE_BYTES, file.sizeBytes - start) - bytes.length)
  const head: ByteSource = { name: file.name, sizeBytes: bytes.length, read: (at, into) => copyFrom(bytes, at, into) }
  const found = inferHead(head, scanner)
  const types = found.map(({ type }) => type)
  return {
    columns: names.map((name, i) => ({
      name,
      type: types[i] ?? 'string',
      meanBytes: (look.columnBytes[i] ?? 0) / Math.max(1, look.records),
    })),
    rows: look.rows,
    sampleRecords: look.records,
    meanRecordBytes: look.recordBytes / Math.max(1, look.measured),
    longestRecordBytes: look.longestBytes,
    remarks: [
      ...look.remarks,
      ...names.filter((_, i) => found[i]?.isWide === true).map((name) => `${describeWide(name)}.`),
      ...unreadTimes(names, types, look),
    ],
  }
}

/** Columns of text that are all times, of which some are written in a way that is not read. */
function unreadTimes(names: readonly string[], types: readonly string[], { times }: Look): readonly string[] {
  return names.flatMap((name, i) => {
    const seen = times[i]
    if (types[i] !== 'string' || seen?.unread === undefined || !seen.isAll) return []
    return [`"${name}" is sorted as text: ${unreadReason(seen.unread)}, such as ${seen.unread}, are not read as times.`]
  })
}

function unreadReason(time: string): string {
  if (/\.\d{7,}/.test(time)) return 'fractions finer than a microsecond'
  if (/[+-]\d{2}(\d{2})?$/.test(time)) return 'offsets without a colon and minutes'
  return 'some values'
}

/** What is gathered while the first rows are scanned. */
class Look {
  records = 0
  /** Records and begun ones, and the bytes of all of them. */
  measured = 0
  recordBytes = 0
  longestBytes = 0
  readonly columnBytes: Float64Array
  readonly rows: (string | undefined)[][] = []
  readonly remarks: string[] = []
  /** Of each column: whether all its values look like times, and the first that is not read as one. */
  readonly times: { isAll: boolean; unread: string | undefined }[] = []
  readonly #value = new ValueBuffer()

  constructor(columns: number) {
    this.columnBytes = new Float64Array(columns)
  }

  /** `isWhole`: the bytes reach the end of the file, so that what does not end in them never does. */
  scan(bytes: Uint8Array, scanner: RecordScanner, firstLine: number, isWhole: boolean): void {
    let line = firstLine
    for (let at = 0; at < bytes.length;) {
      const next = scanner.scan(bytes, at, bytes.length, true)
      if (next < 0) {
        if (isWhole) this.#remark(`Line ${line}: a quote is opened and not closed.`)
        else this.noteBegun(bytes.length - at)
        break
      }
      if (scanner.problem !== undefined) this.#remark(`Line ${line}: ${withAdvice(scanner.detail)}.`)
      else if (!scanner.isBlank) this.#take(scanner, scanner.recordEnd - at)
      line += scanner.lines
      at = next
    }
  }

  /** A row whose end is not in sight counts as far as it is seen, where that is more than the others have. */
  noteBegun(recordBytes: number): void {
    if (recordBytes <= 0 || (this.measured > 0 && recordBytes * this.measured <= this.recordBytes)) return
    this.measured++
    this.recordBytes += recordBytes
  }

  #take({ fields }: RecordScanner, recordBytes: number): void {
    this.records++
    this.measured++
    this.recordBytes += recordBytes
    this.longestBytes = Math.max(this.longestBytes, recordBytes)
    fields.forEach((field, i) => {
      const { start, end, isMissing } = field
      if (!isMissing && end > start) this.#noteTime(field, i)
      if (!isMissing) this.columnBytes[i] = (this.columnBytes[i] as number) + end - start
    })
    if (this.rows.length < SHOWN_ROWS) this.rows.push(fields.map(textOf))
  }

  #noteTime(field: RecordScanner['fields'][number], column: number): void {
    const seen = (this.times[column] ??= { isAll: true, unread: undefined })
    if (!seen.isAll) return
    const text = textOf(field) ?? ''
    seen.isAll = TIME.test(text)
    const { bytes, start, end } = field
    if (seen.isAll && !readTimestamp(bytes, start, end, this.#value)) seen.unread ??= text
  }

  #remark(remark: string): void {
    if (this.remarks.length < MOST_REMARKS) this.remarks.push(remark)
  }
}

/** What people would take for a point in time. */
const TIME = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}\S*( ?[+-]\d{2}(:?\d{2})?)?)?$/
const MOST_CHARACTERS = 200

function textOf({ bytes, start, end, isMissing }: RecordScanner['fields'][number]): string | undefined {
  if (isMissing || start === end) return undefined
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start, end))
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text
}

function inferHead(head: ByteSource, scanner: RecordScanner): readonly InferredColumn[] {
  const inferring = inferTypes(head, scanner, 0, new MemoryBudget(Infinity), SAMPLE_BYTES * 2)
  for (;;) {
    const step = inferring.next()
    if (step.done === true) return step.value
  }
}

/** The bytes from `start` on, about as many as a sample has, cut behind a line break. */
function readHead(file: ByteSource, start: number): Uint8Array {
  const bytes = new Uint8Array(Math.min(SAMPLE_BYTES, file.sizeBytes - start))
  const length = file.read(start, bytes)
  if (start + length >= file.sizeBytes) return bytes.subarray(0, length)
  const end = bytes.lastIndexOf(LINE_FEED) + 1
  return bytes.subarray(0, end === 0 ? length : end)
}

function copyFrom(bytes: Uint8Array, at: number, into: Uint8Array): number {
  const part = bytes.subarray(at, at + into.length)
  into.set(part)
  return part.length
}

function membersOf(line: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
  } catch {
    return []
  }
}
