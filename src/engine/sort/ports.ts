import type { KeyBuffer, KeyLayout } from './key-layout.ts'
import type { MemoryBudget } from './memory-budget.ts'

/** Bytes that can be read at any place: a file. */
export interface ByteSource {
  /** Name for messages. */
  readonly name: string
  readonly sizeBytes: number
  /** Fills `into` from `offset` on and returns how many bytes there were; fewer than asked only at the end. Throws
   *  READ_FAILED, or INPUT_CHANGED when the file is not what it was when it was opened. */
  read(offset: number, into: Uint8Array): number
}

/** Where bytes go in order: a file being written. */
export interface ByteSink {
  /** Appends; `bytes` may be used again by the caller when this returns. Throws WRITE_FAILED or QUOTA_EXCEEDED. */
  write(bytes: Uint8Array): void
  /** Forgets everything written so far. */
  truncate(): void
  /** No more bytes come: flush and close. */
  close(): void
}

/**
 * A piece of memory that records are copied from. `bytes` and `view` show the same memory from the same start; at least
 * 4 bytes behind the last record can be read.
 */
export interface Block {
  readonly bytes: Uint8Array
  readonly view: DataView
}

/** Takes records from a source: the memory of the sort. */
export interface RowReceiver {
  /** Copies the record block[start, end) and its key. False: it does not fit, and nothing has changed. */
  add(key: KeyBuffer, block: Block, start: number, end: number): boolean
}

/** Records of any length with keys of any kind. */
export interface RowSource {
  readonly kind: 'rows'
  readonly keyLayout: KeyLayout
  /** For progress; equal at the end. */
  readonly positionBytes: number
  readonly sizeBytes: number
  /** Longest record and key in bytes, where all records are known beforehand (memory counted in records). */
  readonly longest?: { readonly recordBytes: number; readonly keyBytes: number }
  /** Called once before anything else: reserves the memory for its own block. */
  open(budget: MemoryBudget, pageBytes: number): void
  /**
   * Hands the records of the next page to `receiver`. `page`: all of the page fitted, there may be more. `full`: the
   * receiver refused a record; the next call begins with it. `end`: there are no more records.
   */
  readPage(receiver: RowReceiver): 'page' | 'full' | 'end'
  /** False when the input is at its end; true does not promise another record. */
  hasMore(): boolean
  /** Where the next record begins; give it to `seek` to read from there again. What is behind the end is the end. */
  position(): number
  seek(position: number): void
}

/** A file of little-endian 32-bit integers: the record is the key. */
export interface IntSource {
  readonly kind: 'int32'
  /** Number of integers. */
  readonly length: number
  /** Reads integers from number `start` on; `into.length` of them are there. */
  read(start: number, into: Int32Array): void
}

export type RecordSource = RowSource | IntSource

/** Where the sorted records go. */
export interface RecordSink {
  /** Copied behind every record. */
  readonly separator: Uint8Array
  /** The bytes of a combined record's value, copied behind the record; nothing is when it is not given. */
  formatValue?(value: number): Uint8Array
  /** Called once before anything else with the most bytes a page can have. */
  open(budget: MemoryBudget, pageBytes: number): void
  /** Takes a page of whole records, each with its separator; the bytes may be used again when this returns. */
  write(bytes: Uint8Array, records: number): void
  /** Forgets everything written so far: the sort begins its output again. */
  restart(): void
  /** No more records come. */
  finish(): void
}

/** What a sealed run tells of itself, stored with it. Enough to merge it in another process. */
export interface RunManifest {
  readonly run: number
  readonly records: number
  /** Bytes of each page, and its records. */
  readonly pageBytes: readonly number[]
  readonly pageRecords: readonly number[]
  /** Sum of the hashes of its records, two 32-bit halves. */
  readonly digest: readonly [high: number, low: number]
  /** Merges its records have been through. */
  readonly level: number
  /** Numbers of the runs it was merged from; empty for a run of the formation phase. */
  readonly inputs: readonly number[]
  /** A run of the formation phase: the source's position behind its last record, when that is a clean cut. */
  readonly sourcePosition?: number
  /** True when no input was left when it was sealed. */
  readonly isInputComplete: boolean
  /** What was sorted and how: runs of different jobs never mix. */
  readonly job: string
}

/**
 * Keeps sorted runs. A run is created, grows page by page, is sealed, is read at any place, is removed. Only sealed
 * runs outlive a crash. Every method throws SortError when the device refuses: QUOTA_EXCEEDED, WRITE_FAILED,
 * READ_FAILED, RUN_DAMAGED.
 */
export interface RunStore {
  create(run: number): void
  /** `bytes` may be used again by the caller when this returns. */
  append(run: number, bytes: Uint8Array): void
  seal(manifest: RunManifest): void
  /** Fills `into` completely from `offset` on. */
  read(run: number, offset: number, into: Uint8Array): void
  /** Removes a run, sealed or not. Removing one that does not exist is no error. */
  remove(run: number): void
  /** The sealed runs that are there, by number. */
  list(): RunManifest[]
}
