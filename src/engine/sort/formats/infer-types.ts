import type { MemoryBudget } from '../memory-budget.ts'
import type { KeyType } from '../options.ts'
import type { ByteSource } from '../ports.ts'
import { LongRecord } from './long-record.ts'
import type { FieldSlice, RecordScanner } from './record-scanner.ts'
import { TextBlock } from './text-block.ts'
import { readDate, readTimestamp } from './text-dates.ts'
import { isBeyondFloat, readFloat, readInteger, WIDE_DIGITS } from './text-numbers.ts'
import { ValueBuffer } from './value-buffer.ts'

/** A column's type as far as it has been seen: each flag falls for good with the first value that is not of the type. */
export class ColumnGuess {
  #isInteger = true
  #isFloat = true
  #isDate = true
  #isTimestamp = true
  #isEmpty = true
  #isWide = false

  note({ bytes, start, end, isMissing }: FieldSlice, value: ValueBuffer): void {
    if (isMissing) return
    this.#isEmpty = false
    if (end - start >= WIDE_DIGITS && this.#isFloat && !this.#isWide) this.#isWide = isBeyondFloat(bytes, start, end)
    if (this.#isInteger && !readInteger(bytes, start, end, value)) this.#isInteger = false
    if (!this.#isInteger && this.#isFloat && !readFloat(bytes, start, end, value)) this.#isFloat = false
    if (this.#isDate && !readDate(bytes, start, end, value)) this.#isDate = false
    if (!this.#isDate && this.#isTimestamp && !readTimestamp(bytes, start, end, value)) this.#isTimestamp = false
  }

  /** True when no value has been seen. */
  get isEmpty(): boolean {
    return this.#isEmpty
  }

  /** True for a column of float64 with numbers that it does not tell from their neighbours. */
  get isWide(): boolean {
    return this.#isWide && this.type === 'float64'
  }

  /** The narrowest type of all values; a column without values is text. */
  get type(): KeyType {
    if (this.#isEmpty) return 'string'
    if (this.#isInteger) return 'int64'
    if (this.#isFloat) return 'float64'
    if (this.#isDate) return 'date'
    return this.#isTimestamp ? 'timestamp' : 'string'
  }
}

/** What the whole of a column tells. */
export interface InferredColumn {
  readonly type: KeyType
  /** There is no value in it. */
  readonly isEmpty: boolean
  /** As float64 it has numbers beyond 2⁵³. */
  readonly isWide: boolean
}

/** What to tell of such a column. */
export function describeWide(column: string): string {
  return `"${column}" has numbers beyond 2⁵³. As float64, close ones are equal; decimal compares all digits`
}

/**
 * Reads a whole text file once and tells the type of each of the scanner's fields. Rows that cannot be taken do not
 * count. Yields the bytes read at block boundaries.
 */
export function* inferTypes(
  file: ByteSource,
  scanner: RecordScanner,
  start: number,
  budget: MemoryBudget,
  pageBytes: number,
): Generator<number, InferredColumn[]> {
  const block = new TextBlock(file, start)
  const guesses = scanner.fields.map(() => new ColumnGuess())
  const value = new ValueBuffer()
  block.allocate(budget, pageBytes)
  let long: LongRecord | undefined
  do {
    if (long === undefined) {
      block.fill()
      if (noteBlock(block, scanner, guesses, value)) long = new LongRecord(block, scanner)
    } else {
      long.look()
      if (long.isFound) {
        block.seek(long.end)
        long = undefined
      }
    }
    yield block.position
  } while (!block.isLast || block.at < block.end)
  budget.release(pageBytes + 4)
  return guesses.map(({ type, isEmpty, isWide }) => ({ type, isEmpty, isWide }))
}

/** Notes the records of a block; true when the one at its beginning does not end in it. */
function noteBlock(
  block: TextBlock,
  scanner: RecordScanner,
  guesses: readonly ColumnGuess[],
  value: ValueBuffer,
): boolean {
  const { bytes, end, isLast } = block
  while (block.at < end) {
    const next = scanner.scan(bytes, block.at, end, isLast)
    if (next < 0) return isLast || block.isWhole
    if (scanner.problem === undefined && !scanner.isBlank) {
      for (let i = 0; i < guesses.length; i++) (guesses[i] as ColumnGuess).note(scanner.fields[i] as FieldSlice, value)
    }
    block.at = next
  }
  return false
}
