/** Why a row cannot be taken. */
export type RowProblem = 'ragged' | 'undecodable' | 'quote' | 'too-long' | 'value'

/** The bytes of one key column of a record: bytes[start, end), or nothing at all. */
export interface FieldSlice {
  bytes: Uint8Array
  start: number
  end: number
  /** The record has no such field. */
  isMissing: boolean
}

/**
 * Finds records in a block of text, one after the other, and the key columns in them. A scanner is told where a record
 * begins and leaves what it found in its fields.
 */
export interface RecordScanner {
  /** End of the record found last, its line break left out. */
  readonly recordEnd: number
  /** What is wrong with it. */
  readonly problem: RowProblem | undefined
  /** Details for people: "5 fields; the header has 7". */
  readonly detail: string
  /** Lines that the record took. */
  readonly lines: number
  /** True when there is nothing in it: an empty line, which is no record. */
  readonly isBlank: boolean
  /** The key columns, in the order of the sort key. */
  readonly fields: readonly FieldSlice[]
  /**
   * Scans the record that begins at `from`. bytes[from, end) is there; `isLast` says that the file ends at `end`. Behind
   * it stands a line feed that is not part of it, or nothing at all, so that a scanner need not look out for the end.
   * Returns where the next record begins, or -1 when the record does not end before `end`.
   */
  scan(bytes: Uint8Array, from: number, end: number, isLast: boolean): number
  /** Begins to look for the end of a record that is longer than a block. */
  follow(): RecordFollower
}

/** Goes through a record piece by piece, from its beginning to its end. */
export interface RecordFollower {
  /** Lines of it so far. */
  readonly lines: number
  /** True when it cannot end here: a quote is open. */
  readonly isOpen: boolean
  /** Goes on with bytes[from, end). Returns where the next record begins, or -1 when this one goes on behind them. */
  follow(bytes: Uint8Array, from: number, end: number): number
}

const LINE_FEED = 10

/** Where the line after the one at `from` begins; -1 when there is no line feed before `end`. */
export function nextLine(bytes: Uint8Array, from: number, end: number): number {
  const at = bytes.subarray(from, end).indexOf(LINE_FEED)
  return at < 0 ? -1 : from + at + 1
}
