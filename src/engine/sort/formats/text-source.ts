import { formatCount } from '../../../base/format.ts'
import { KeyEncoder } from '../key-encoding.ts'
import { KeyBuffer } from '../key-layout.ts'
import type { KeyLayout } from '../key-layout.ts'
import type { MemoryBudget } from '../memory-budget.ts'
import type { SortKey } from '../options.ts'
import type { ByteSource, RowReceiver, RowSource } from '../ports.ts'
import { SortError } from '../sort-error.ts'
import type { SortErrorCode } from '../sort-error.ts'
import type { FieldSlice, RecordScanner, RowProblem } from './record-scanner.ts'
import { TextBlock } from './text-block.ts'
import { addField } from './text-values.ts'
import { ValueBuffer } from './value-buffer.ts'

/** A row that is left out. `bytes` are only valid while the callback runs. */
export interface RejectedRow {
  readonly line: number
  readonly code: SortErrorCode
  readonly detail: string
  readonly bytes: Uint8Array
}

/** What to do with a row that cannot be taken: stop with an error, or leave it out and tell. */
export type BadRows = 'stop' | ((row: RejectedRow) => void)

export interface TextSourceOptions {
  readonly keys: readonly SortKey[]
  readonly badRows: BadRows
  /** Where the first record begins, and on which line. */
  readonly start: number
  readonly firstLine: number
  /** What most keys have in front. */
  readonly common?: Uint8Array
}

const CODES: Record<RowProblem, SortErrorCode> = {
  ragged: 'RAGGED_ROW',
  undecodable: 'UNDECODABLE_ROW',
  quote: 'UNDECODABLE_ROW',
  'too-long': 'RECORD_TOO_LONG',
  value: 'BAD_VALUE',
}

/** Records of a text file, read block by block. */
export class TextSource implements RowSource {
  readonly kind = 'rows'
  readonly keyLayout: KeyLayout
  rejectedRows = 0
  readonly #encoder: KeyEncoder
  readonly #value = new ValueBuffer()
  readonly #block: TextBlock
  #line: number
  /** Rows before this place have been told of: reading again after a crash does not tell twice. */
  #rejectedTo = 0
  /** Lines by the places given out by `position`. */
  readonly #lines = new Map<number, number>()

  constructor(
    readonly file: ByteSource,
    readonly scanner: RecordScanner,
    readonly options: TextSourceOptions,
  ) {
    this.#encoder = new KeyEncoder(options.keys, new KeyBuffer(), options.common)
    this.keyLayout = this.#encoder.layout
    this.#block = new TextBlock(file, options.start)
    this.#line = options.firstLine
  }

  get positionBytes(): number {
    return this.#block.position
  }

  get sizeBytes(): number {
    return this.file.sizeBytes
  }

  /** The line on which the next record begins. */
  get line(): number {
    return this.#line
  }

  open(budget: MemoryBudget, pageBytes: number): void {
    this.#block.allocate(budget, pageBytes)
  }

  readPage(receiver: RowReceiver): 'page' | 'full' | 'end' {
    const block = this.#block
    if (!this.#hasRecord()) block.fill()
    for (;;) {
      const start = block.at
      if (start === block.end && block.isLast) return 'end'
      const next = this.scanner.scan(block.bytes, start, block.end, block.isLast)
      if (next < 0) {
        if (!block.isLast && !block.isWhole) return 'page'
        this.#skipEndless(start)
        continue
      }
      const isTaken = this.scanner.isBlank || this.#takeRecord(receiver, start)
      if (!isTaken) return 'full'
      block.at = next
      this.#line += this.scanner.lines
    }
  }

  hasMore(): boolean {
    return this.#block.position < this.file.sizeBytes
  }

  position(): number {
    const { position } = this.#block
    this.#lines.set(position, this.#line)
    return position
  }

  seek(position: number): void {
    this.#block.seek(position)
    this.#line = this.#lines.get(position) ?? this.options.firstLine
  }

  /** True when what is left of the block holds a whole record. */
  #hasRecord(): boolean {
    const { bytes, at, end, isLast } = this.#block
    return at < end && this.scanner.scan(bytes, at, end, isLast) >= 0
  }

  /** False when the receiver has no room for the record. */
  #takeRecord(receiver: RowReceiver, start: number): boolean {
    const { scanner } = this
    if (scanner.problem !== undefined) {
      this.#reject(scanner.problem, scanner.detail, start, scanner.recordEnd)
      return true
    }
    const bad = encodeFields(this.#encoder, this.options.keys, scanner.fields, this.#value)
    if (bad >= 0) {
      const key = this.options.keys[bad] as SortKey
      this.#reject('value', `column ${key.column} is not of type ${key.type}`, start, scanner.recordEnd)
      return true
    }
    return receiver.add(this.#encoder.key, this.#block, start, scanner.recordEnd)
  }

  /** A record that does not end within a block: an open quote, or too long. Its first line is left out. */
  #skipEndless(start: number): void {
    const block = this.#block
    const next = this.scanner.skipLine(block.bytes, start, block.end)
    const end = next < 0 ? block.end : next
    if (block.isLast) this.#reject('quote', 'a quote is opened and not closed', start, end)
    else
      this.#reject(
        'too-long',
        `the row does not end within a page of ${formatCount(block.sizeBytes)} bytes`,
        start,
        end,
      )
    block.at = end
    this.#line++
  }

  #reject(problem: RowProblem, detail: string, start: number, end: number): void {
    const { badRows } = this.options
    const line = this.#line
    if (badRows === 'stop') throw new SortError(CODES[problem], `line ${line}: ${detail}`, `line ${line}`)
    const place = this.#block.placeOf(start)
    if (place < this.#rejectedTo) return
    this.#rejectedTo = place + 1
    this.rejectedRows++
    badRows({ line, code: CODES[problem], detail, bytes: this.#block.bytes.subarray(start, end) })
  }
}

/** Encodes the key columns of a record; returns the number of one whose value is not of its type, or -1. */
export function encodeFields(
  encoder: KeyEncoder,
  keys: readonly SortKey[],
  fields: readonly FieldSlice[],
  value: ValueBuffer,
): number {
  encoder.begin()
  for (let i = 0; i < fields.length; i++) {
    const { bytes, start, end, isMissing } = fields[i] as FieldSlice
    if (isMissing) encoder.addNull()
    else if (!addField(encoder, (keys[i] as SortKey).type, bytes, start, end, value)) return i
  }
  encoder.end()
  return -1
}
