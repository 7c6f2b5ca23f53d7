import type { SharedList } from '../trace/shared-list.ts'
import type { AddPayload, BoundValue, FileAbsence, OutcomeCode, PlanPayload } from './events.ts'
import type { ColumnPath, TableMetadata, TableProtocol } from './events.ts'

/** What the fold has to know before the first event. */
export interface DeltaHeader {
  readonly table: string
  /** Who acts; the first one is the table's past. */
  readonly actors: readonly string[]
  /** Milliseconds since 1970 of the first event. */
  readonly startMs: number
  /** What `at` of an event counts, in milliseconds. */
  readonly tickMs: number
  /** The oldest version that the events tell of: later than 0 where the log was cleaned. */
  readonly firstVersion: number
  /** The level by which commits are checked at first; the table's own where it is undefined. */
  readonly isolation: string
  readonly store: 'put-if-absent' | 'overwriting'
  /** `naive`: the log that a guide prints, see `naive-table.ts`; lives of files are as its own reader sees them. */
  readonly log: 'delta' | 'naive'
  /** True where writers with a clock of their own write the times of their files. */
  readonly skewMs: number
  /** What lay in the table's folder when the log of somebody else was read; undefined for a table that is written here. */
  readonly folder?: FolderFacts
}

/** All objects of a folder, by what they are for. */
export interface FolderFacts {
  /** Files that may hold rows of the table. */
  readonly data: ObjectSum
  /** Deletion vectors, and files of changes. */
  readonly beside: ObjectSum
  /** All of `_delta_log`. */
  readonly log: ObjectSum
}

export interface ObjectSum {
  readonly count: number
  readonly sizeBytes: number
}

/** A table and those at work on it. */
export interface DeltaState {
  readonly header: DeltaHeader
  /** Milliseconds since the header's start. */
  atMs: number
  isolation: string
  metadata: TableMetadata | undefined
  protocol: TableProtocol | undefined
  /** Columns by which the table is clustered, by their names in data files: see `mapped` of the metadata. */
  clustering: readonly ColumnPath[]
  /** Columns that the rows were last ordered by; none while nobody has. */
  zOrderBy: readonly string[]
  /** From the header's first version on, see `tryVersion`. */
  readonly versions: SharedList<VersionState>
  readonly files: SharedList<FileState>
  /** Statements in the order in which they began; one that is tried again is another one. */
  readonly runs: SharedList<StatementRun>
  /** Versions [from, to) that nothing tells of: their commits are missing or damaged; in `versions` they bring nothing. */
  missing: readonly (readonly [from: number, to: number])[]
  /** By actor: its place in `runs`, -1 before its first statement. */
  currentRun: readonly number[]
  /** By actor. */
  dead: readonly boolean[]
  /** Versions with a checkpoint, ascending. */
  checkpoints: readonly CheckpointState[]
  /** Commits that another one has replaced, or in a naive log entries whose number another one has as well. */
  lostCommits: readonly VersionState[]
  /** Versions whose commits the cleaning of the log has deleted: all below this one. */
  firstKept: number
  counts: Counts
  gaps: Gaps
  search: SearchState | undefined
  /** Of everything that is not looked at by the digest's other parts. */
  rolling: number
}

export interface Counts {
  readonly liveFiles: number
  readonly liveBytes: number
  readonly liveRows: number
  /** Removed from the table and still on disk. */
  readonly keptFiles: number
  readonly keptBytes: number
  /** On disk and in no commit. */
  readonly looseFiles: number
  readonly looseBytes: number
  readonly logBytes: number
  readonly logReads: number
  readonly logBytesRead: number
  readonly dataReads: number
  readonly dataRowsRead: number
  readonly bytesWritten: number
  readonly commits: number
  readonly conflicts: number
}

/** What the log of somebody else leaves open, or its folder does not have; all 0 for a table that is written here. */
export interface Gaps {
  /** Live files whose rows no statistics tell; `Counts.liveRows` leaves them out. */
  readonly untoldFiles: number
  /** Live files that are not in the folder. */
  readonly absentFiles: number
  readonly absentBytes: number
}

export interface VersionState {
  readonly version: number
  readonly actor: number
  /** Event that made it. */
  readonly seq: number
  readonly operation: string
  readonly readVersion: number | undefined
  readonly isolation: string
  readonly isBlindAppend: boolean | undefined
  readonly timestampMs: number
  readonly sizeBytes: number
  readonly adds: readonly number[]
  readonly removes: readonly number[]
  /** Behind this commit. */
  readonly liveFiles: number
  readonly liveBytes: number
  /** Undefined where the statistics of a live file do not tell. */
  readonly liveRows: number | undefined
}

/** A part of a file's life: in the table from one version to another. */
export interface FileSpan {
  readonly from: number
  /** The version that removes it; undefined while it is in the table. */
  readonly to: number | undefined
  /** Rows marked as deleted meanwhile. */
  readonly deletedRows: number
  /** Where the marks lie, if that is an object of its own: without it nobody can tell which rows count. */
  readonly vector: SpanVector | undefined
}

export interface SpanVector {
  readonly path: string
  readonly isDeleted: boolean
}

export interface FileState {
  readonly id: number
  readonly path: string
  readonly partition: string
  readonly sizeBytes: number
  /** Deleted ones included; 0 until an add action is there, undefined where it does not tell. */
  readonly rows: number | undefined
  readonly bounds: Readonly<Record<string, readonly [min: BoundValue, max: BoundValue]>>
  /** Who wrote it; undefined where that is before the log began. */
  readonly actor: number | undefined
  readonly writtenSeq: number
  readonly spans: readonly FileSpan[]
  /** Version that stood when it was deleted from disk, or why it was never seen there; undefined while it is there. */
  readonly deletedAt: number | FileAbsence | undefined
}

export interface CheckpointState {
  readonly version: number
  readonly sizeBytes: number
}

/** A ring on the branch of a writer: what it did, in a word. */
export interface RunStep {
  readonly kind: 'read' | 'data' | 'write' | 'put' | 'checked'
  readonly seq: number
  readonly text: string
}

export interface CheckState {
  readonly winner: number
  /** From 1, a place in `CONFLICT_CHECKS`. */
  readonly check: number
  readonly result: number
  readonly reason: string | undefined
}

/** A version, and what it was put together from. */
export interface RunReplay {
  readonly version: number
  readonly checkpoint: number | undefined
  readonly commits: number
}

/** One statement of one actor, from its beginning to its end. */
export interface StatementRun {
  readonly actor: number
  readonly number: number
  readonly text: string
  readonly isRepeat: boolean
  readonly beganSeq: number
  /** The version it works on, the first that it has read; undefined before that. */
  readonly readVersion: number | undefined
  /** What it has read last: RESTORE reads the version to restore as well, and OPTIMIZE that is refused looks again. */
  readonly replay: RunReplay | undefined
  /** What it must read. */
  readonly plan: PlanPayload | undefined
  readonly filesRead: readonly number[]
  readonly filesWritten: readonly number[]
  readonly adds: readonly StagedAdd[]
  readonly removes: readonly number[]
  readonly steps: readonly RunStep[]
  readonly attempt: number
  /** The version it goes for. */
  readonly target: number | undefined
  /** Checks against the commits that came first, in the order in which they were made. */
  readonly checks: readonly CheckState[]
  readonly winners: readonly number[]
  readonly committed: number | undefined
  readonly end: RunEnd | undefined
}

export interface StagedAdd {
  readonly file: number
  readonly deletedRows: number
}

export interface RunEnd {
  readonly seq: number
  readonly outcome: OutcomeCode | 'dead'
  readonly message: string
  readonly code: string | undefined
  readonly exception: string | undefined
  readonly action: string | undefined
  readonly rows: number | undefined
}

export interface SearchState {
  readonly explored: number
  readonly verdict: number
  readonly wanted: string
  readonly schedule: string
  readonly what: string
}

/** Rows of the latest version; undefined where the statistics of a live file do not tell. */
export function liveRowsOf({ counts, gaps }: Pick<DeltaState, 'counts' | 'gaps'>): number | undefined {
  return gaps.untoldFiles > 0 ? undefined : counts.liveRows
}

/** The version that counts now; one less than the first before there is one. */
export function latestVersion({ versions, header }: DeltaState): number {
  return header.firstVersion + versions.length - 1
}

/** A version, undefined where the events have not got to it. */
export function tryVersion({ versions, header }: DeltaState, version: number): VersionState | undefined {
  return version < header.firstVersion ? undefined : versions.tryGet(version - header.firstVersion)
}

/** True of a version that nothing tells of. */
export function isMissing({ missing }: DeltaState, version: number): boolean {
  return missing.some(([from, to]) => from <= version && version < to)
}

/** The span of a file in which a version lies; undefined where the file is not in the table then. */
export function spanAt({ spans }: FileState, version: number): FileSpan | undefined {
  return spans.find(({ from, to }) => from <= version && (to === undefined || to > version))
}

/** True when the file is in the table at the latest version. */
export function isLive({ spans }: FileState): boolean {
  const last = spans.at(-1)
  return last !== undefined && last.to === undefined
}

/** The statement that an actor runs, or has run last. */
export function runOf({ runs, currentRun }: DeltaState, actor: number): StatementRun | undefined {
  const at = currentRun[actor] ?? -1
  return at < 0 ? undefined : runs.get(at)
}

/** The commits that reading a version replays: the nearest checkpoint at or below it, and how many behind that. */
export function replayCost(
  { checkpoints, firstKept }: DeltaState,
  version: number,
): { readonly checkpoint: number | undefined; readonly commits: number } {
  const checkpoint = checkpoints.findLast((candidate) => candidate.version <= version)?.version
  return { checkpoint, commits: version - (checkpoint ?? firstKept - 1) }
}

/** An add action told in an event, as a file that is on disk and in no version. */
export function createFile(
  id: number,
  add: AddPayload,
  rows: number | undefined,
  actor: number | undefined,
  seq: number,
): FileState {
  const { path, partition, sizeBytes, bounds, absence } = add
  return { id, path, partition, sizeBytes, rows, bounds, actor, writtenSeq: seq, spans: [], deletedAt: absence }
}
