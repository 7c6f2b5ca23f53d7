import { formatCount } from '../../../base/format.ts'
import { KeyEncoder } from '../key-encoding.ts'
import { KeyBuffer } from '../key-layout.ts'
import type { KeyLayout } from '../key-layout.ts'
import type { MemoryBudget } from '../memory-budget.ts'
import type { SortKey } from '../options.ts'
import type { ByteSource, RowReceiver, RowSource } from '../ports.ts'
import { createFrameLayout, frameWords } from '../row-frame.ts'
import type { FrameLayout } from '../row-frame.ts'
import { SortError } from '../sort-error.ts'
import type { SortErrorCode } from '../sort-error.ts'
import { LongRecord } from './long-record.ts'
import type { FieldSlice, RecordScanner, RowProblem } from './record-scanner.ts'
import { TextBlock } from './text-block.ts'
import { addField } from './text-values.ts'
import { withAdvice } from './utf8.ts'
import { ValueBuffer } from './value-buffer.ts'

/** A row that is left out. One that is longer than a page is told of piece by piece, in order. */
export interface RejectedRow {
  readonly line: number
  readonly code: SortErrorCode
  readonly detail: string
  /** The row, or a piece of it; only valid while the callback runs. */
  readonly bytes: Uint8Array
  /** Whether the row begins and ends with these bytes. */
  readonly isFirst: boolean
  readonly isLast: boolean
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

/** More than the bytes of a frame that are neither its record's nor its key's. */
const FRAME_MARGIN = 32

/** Records of a text file, read block by block. */
export class TextSource implements RowSource {
  readonly kind = 'rows'
  readonly keyLayout: KeyLayout
  rejectedRows = 0
  readonly #encoder: KeyEncoder
  readonly #frame: FrameLayout
  readonly #value = new ValueBuffer()
  readonly #block: TextBlock
  #line: number
  /** The record that reading is in the middle of, where it is longer than the block. */
  #long: LongRecord | undefined
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
    this.#frame = createFrameLayout(this.keyLayout, false, false)
    this.#block = new TextBlock(file, options.start)
    this.#line = options.firstLine
  }

  get positionBytes(): number {
    return this.#long?.isFound === false ? this.#long.start : this.#block.position
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
    if (this.#long !== undefined) {
      if (!this.#passLong(this.#long)) return 'page'
    } else if (!this.#hasRecord()) block.fill()
    for (;;) {
      const start = block.at
      if (start === block.end && block.isLast) return 'end'
      const next = this.scanner.scan(block.bytes, start, block.end, block.isLast)
      if (next < 0) {
        if (block.isLast || block.isWhole) this.#long = new LongRecord(block, this.scanner)
        return 'page'
      }
      const isTaken = this.scanner.isBlank || this.#takeRecord(receiver, start)
      if (!isTaken) return 'full'
      block.at = next
      this.#line += this.scanner.lines
    }
  }

  hasMore(): boolean {
    return this.#place < this.file.sizeBytes
  }

  position(): number {
    this.#lines.set(this.#place, this.#line)
    return this.#place
  }

  seek(place: number): void {
    const position = Math.min(place, this.file.sizeBytes)
    this.#long = undefined
    this.#block.seek(position)
    this.#line = this.#lines.get(position) ?? this.options.firstLine
  }

  /** Where the next record begins. */
  get #place(): number {
    return this.#long?.start ?? this.#block.position
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
      const value = shownValue(scanner.fields[bad] as FieldSlice)
      this.#reject('value', `column ${key.column} is not of type ${key.type}: ${value}`, start, scanner.recordEnd)
      return true
    }
    if (this.options.badRows !== 'stop' && this.#isTooLong(start, scanner.recordEnd)) {
      const detail = `the row and its key do not fit in a page of ${formatCount(this.#block.sizeBytes)} bytes`
      this.#reject('too-long', detail, start, scanner.recordEnd)
      return true
    }
    return receiver.add(this.#encoder.key, this.#block, start, scanner.recordEnd)
  }

  /** True when the record fits in the block and not, with its key and what else lies beside it in memory, in a page. */
  #isTooLong(start: number, end: number): boolean {
    const keyBytes = this.#encoder.key.length
    const { sizeBytes } = this.#block
    if (end - start + keyBytes + FRAME_MARGIN <= sizeBytes) return false
    return frameWords(this.#frame, end - start, keyBytes) > sizeBytes >> 2
  }

  /** Goes on with a record that is longer than the block, a block further; true when it is passed over. */
  #passLong(long: LongRecord): boolean {
    const block = this.#block
    if (!long.isFound) {
      long.look()
      return false
    }
    block.fill()
    const end = Math.min(block.end, long.end - block.position)
    const isLast = block.placeOf(end) === long.end
    const detail = `the row does not end within a page of ${formatCount(block.sizeBytes)} bytes`
    const [problem, words]: [RowProblem, string] = long.isEndless
      ? ['quote', 'a quote is opened and not closed']
      : ['too-long', detail]
    this.#reject(problem, words, 0, end, { isFirst: block.position === long.start, isLast })
    block.at = end
    if (!isLast) return false
    this.#line += long.lines
    this.#long = undefined
    return true
  }

  #reject(problem: RowProblem, detail: string, start: number, end: number, piece: Piece = WHOLE): void {
    const { badRows } = this.options
    const line = this.#line
    if (badRows === 'stop') throw new SortError(CODES[problem], `line ${line}: ${withAdvice(detail)}`, `line ${line}`)
    const place = this.#block.placeOf(start)
    if (place < this.#rejectedTo) return
    this.#rejectedTo = place + 1
    if (piece.isFirst) this.rejectedRows++
    badRows({ line, code: CODES[problem], detail, bytes: this.#block.bytes.subarray(start, end), ...piece })
  }
}

/** Characters of a value that are shown. */
const SHOWN_CHARACTERS = 40

/** A value in quotes, for a message; the beginning of a long one. */
function shownValue({ bytes, start, end }: FieldSlice): string {
  const first = bytes.subarray(start, Math.min(end, start + 4 * SHOWN_CHARACTERS))
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(first)
  const shown = [...text].slice(0, SHOWN_CHARACTERS).join('')
  return `"${shown}${shown.length < text.length || end - start > 4 * SHOWN_CHARACTERS ? '…' : ''}"`
}

/** Which piece of a row it is. */
type Piece = Pick<RejectedRow, 'isFirst' | 'isLast'>

const WHOLE: Piece = { isFirst: true, isLast: true }

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
