/**
 * The events of a Delta table: of writers at work on it, or of its own log read back. Operand a of every event is the actor
 * (a place in the header's list). Files are numbered from 0 in the order in which the log of events first names them.
 * Virtual time is in milliseconds since the header's `startMs`.
 */
export const DeltaEvent = {
  /** A statement begins. b: its number with this actor, from 0; c: 1 when it is tried again. Payload `BeginPayload`. */
  begin: 0,
  /** A call to the log: b: 0 get, 1 list, 2 head; c: bytes. Payload `LogCallPayload`. */
  readLog: 1,
  /** The table was replayed. b: version; c: live files. Payload `SnapshotPayload`. */
  snapshot: 2,
  /** Which files must be read. b: how many; c: how many were skipped. Payload `PlanPayload`. */
  plan: 3,
  /** A data file was read. b: file; c: rows. */
  readData: 4,
  /** An object was written next to the log. b: file, -1 for one that holds no rows of the table; c: bytes. Payload `WritePayload`. */
  writeData: 5,
  /** A file is to be added by the commit that the actor prepares. b: file; c: rows, -1 where the log does not tell. Payload `AddPayload`. */
  add: 6,
  /** A file is to be removed by it. b: file; c: 1 when the rows change. */
  remove: 7,
  /** The actor asks for a version. b: version; c: attempt, from 1. Payload `TryPayload`. */
  tryCommit: 8,
  /** The file of a version is there. b: version; c: 1 when it has replaced another one; 2 when it stands beside another one, as
   * only a naive log lets it. Payload `CommitPayload`. */
  commit: 9,
  /** The actor hears that the version was taken. b: version; c: attempt. */
  lose: 10,
  /** A commit that came first was read. b: version; c: 1 for a blind append. Payload `WinnerPayload`. */
  winner: 11,
  /** One of the checks against it. b: version of the winner; c: see `packCheck`. Payload `CheckPayload` unless passed. */
  check: 12,
  /** The same actions go for a later version. b: version; c: attempt. */
  retry: 13,
  /** A checkpoint is there. b: version; c: bytes. Payload `CheckpointPayload`. */
  checkpoint: 14,
  /** What VACUUM would delete. b: objects looked at; c: objects to delete. Payload `VacuumPayload`. */
  vacuum: 15,
  /** An object is gone. b: file, -1 for one that holds no rows of the table; c: bytes. Payload `DeletePayload`. */
  deleteFile: 16,
  /** A statement is over. b: see `Outcome`; c: the version committed or read, else -1. Payload `EndPayload`. */
  end: 17,
  /** The actor ends here: what it has not committed stays where it is. b: 1 when its last call was still done; c: 0. */
  die: 18,
  /** The clock goes on without anybody at work. b: hours; c: 0. */
  wait: 19,
  /** From here on commits are checked by another level. b: new, c: old place in `ISOLATION_LEVELS`. */
  isolation: 20,
  /** Orders of the calls were tried before this run. b: how many; c: see `Search`. Payload `SearchPayload`. */
  search: 21,
} as const

export const DELTA_EVENT_KINDS = 22

/** The seven checks of a commit against one that came first, in Delta's order (ConflictChecker.checkConflicts). */
export const CONFLICT_CHECKS = [
  'protocol',
  'metadata',
  'domain metadata',
  'application transactions',
  'added files that I should have read',
  'removed files that I read',
  'removed files that I remove',
] as const

export const ISOLATION_LEVELS = ['Serializable', 'WriteSerializable', 'SnapshotIsolation'] as const

/** How a statement ended, operand b of `end`. */
export const Outcome = {
  committed: 0,
  /** Nothing to commit. */
  unchanged: 1,
  /** A conflict; the error carries its name. */
  conflicted: 2,
  /** Any other error. */
  failed: 3,
  /** It only read. */
  read: 4,
  /** Objects were deleted, or listed by a dry run; the log did not change. */
  vacuumed: 5,
} as const

export type OutcomeCode = (typeof Outcome)[keyof typeof Outcome]

/** What came of a search through the orders of calls, operand c of `search`. */
export const Search = { found: 0, none: 1, noneInBound: 2 } as const

export const CheckResult = { passed: 0, excused: 1, failed: 2 } as const

/** Operand c of a check: `check` is a place in `CONFLICT_CHECKS` from 1, `result` one of `CheckResult`. */
export function packCheck(check: number, result: number): number {
  return (check << 2) | result
}

export function unpackCheck(c: number): { readonly check: number; readonly result: number } {
  return { check: c >> 2, result: c & 3 }
}

export interface BeginPayload {
  readonly text: string
}

export interface LogCallPayload {
  readonly path: string
}

export interface SnapshotPayload {
  /** Version of the checkpoint it began from; null without one. */
  readonly checkpoint: number | null
  /** Commits replayed behind it. */
  readonly commits: number
}

export interface PlanPayload {
  readonly files: readonly number[]
  /** The partitions that have files and matter, as `AddPayload` tells them. */
  readonly partitions: readonly string[]
  readonly skippedByPartition: number
  readonly skippedByStats: number
  /** Which partitions matter, as a conflict would show it; `true` for all. */
  readonly filter: string
}

export interface WritePayload {
  readonly path: string
  readonly role: 'data' | 'change data' | 'deletion vector'
}

/** A file as its add action tells it. */
export interface AddPayload {
  readonly path: string
  /** "region=EU", several joined by "/"; empty where the table has no partitions. */
  readonly partition: string
  readonly sizeBytes: number
  /** Rows that its deletion vector marks. */
  readonly deletedRows: number
  /** Why it is not there, where the folder was looked into and does not have it. */
  readonly absence?: FileAbsence
  /** By column, where the statistics tell them. */
  readonly bounds: Readonly<Record<string, readonly [min: BoundValue, max: BoundValue]>>
}

/** `missing`: the folder does not have it. `outside`: its path leads out of the folder, where nobody has looked. */
export type FileAbsence = 'missing' | 'outside'

export type BoundValue = string | number | boolean

export interface TryPayload {
  readonly path: string
  readonly sizeBytes: number
}

export interface CommitPayload {
  /** The file as it was written: one action a line; empty where it is too long to be carried along. */
  readonly text: string
  readonly sizeBytes: number
  readonly operation: string
  /** What the log says of the version that was read; null for the first. */
  readonly readVersion: number | null
  readonly isolation: string
  /** Null where the writer does not say. */
  readonly isBlindAppend: boolean | null
  /** Milliseconds since 1970 of the file, by the clock that set it. */
  readonly timestampMs: number
  readonly adds: readonly number[]
  /** Of each added file the rows that its deletion vector marks. */
  readonly deletedRows: readonly number[]
  readonly removes: readonly number[]
  /** Of the added files those whose deletion vector is an object of its own; where the log of another writer is read back, those alone that are lost. */
  readonly vectors: readonly FileVector[]
  /** Columns that OPTIMIZE has ordered the rows by; empty for any other commit. */
  readonly zOrderBy: readonly string[]
  /** What its writer told beside; a naive log has no place for it. */
  readonly words?: CommitWords
  /** The columns and properties from here on; null where the commit does not change them. */
  readonly metadata: TableMetadata | null
  /** From here on; undefined where the commit does not change it. */
  readonly protocol?: TableProtocol
  /** The columns by which the rows are clustered from here on, as `clustering` of the state; undefined where the commit does not change them. */
  readonly clustering?: readonly ColumnPath[]
}

/** Who made a commit and with what, by the names of `commitInfo` and of DESCRIBE HISTORY. */
export const MAKER_FIELDS = [
  'userId',
  'userName',
  'job',
  'notebook',
  'clusterId',
  'userMetadata',
  'engineInfo',
] as const

/** Of `commitInfo`, as it stands there; null where it does not tell. */
export interface CommitWords {
  readonly parameters: unknown
  readonly metrics: unknown
  /** Those that are told. */
  readonly maker: Readonly<Partial<Record<(typeof MAKER_FIELDS)[number], unknown>>>
  /** Milliseconds since 1970. */
  readonly inCommitMs: number | null
}

export interface TableProtocol {
  readonly minReaderVersion: number
  readonly minWriterVersion: number
  /** Those of readers and of writers; none before protocol 3, 7. */
  readonly features: readonly string[]
}

/** Where the marks of a file's deleted rows lie. */
export interface FileVector {
  readonly file: number
  readonly path: string
  /** True where the folder was looked into and does not have it. */
  readonly isLost?: boolean
}

/** Names from outside in. */
export type ColumnPath = readonly string[]

/** A column that data files have under another name than the table, and what is in it where it is a struct. */
export interface MappedColumn {
  readonly physicalName: string
  readonly name: string
  readonly inner: readonly MappedColumn[]
}

export interface TableMetadata {
  readonly id: string
  /** Null where its writer gave it none. */
  readonly name: string | null
  /** Milliseconds since 1970; null where it is not told. */
  readonly createdMs: number | null
  /** "id bigint, region string". */
  readonly columns: string
  readonly partitionColumns: readonly string[]
  readonly configuration: Readonly<Record<string, string>>
  /** All columns of a table with column mapping; else none. */
  readonly mapped: readonly MappedColumn[]
}

export interface WinnerPayload {
  readonly operation: string
}

export interface CheckPayload {
  readonly reason: string
}

export interface CheckpointPayload {
  readonly path: string
  /** Of a V2 checkpoint, their size included in that of the event; undefined where there are none. */
  readonly sidecars?: { readonly count: number; readonly sizeBytes: number }
}

export interface VacuumPayload {
  /** Those of the objects that hold rows of the table. */
  readonly files: readonly number[]
  /** Of all objects to delete. */
  readonly paths: readonly string[]
  readonly isDryRun: boolean
  /** For how long removed files are kept: RETAIN, or the property of the table. */
  readonly retentionMs: number
}

export interface DeletePayload {
  readonly path: string
  readonly role: 'data' | 'log'
}

export interface EndPayload {
  /** What the statement said, or the message of its error. */
  readonly message: string
  /** The error's class, "DELTA_CONCURRENT_APPEND", and what programs throw, "ConcurrentAppendException". */
  readonly code?: string
  readonly exception?: string
  /** What the reader can do. */
  readonly action?: string
  /** Rows that a query has read, those that its WHERE leaves where that is understood here. */
  readonly rows?: number
  /** Of `SELECT *` the first of them, as JSON. */
  readonly preview?: readonly string[]
}

export interface SearchPayload {
  readonly wanted: string
  /** Whose turn it was, letter by letter; empty when no order was found. */
  readonly schedule: string
  readonly what: string
}
