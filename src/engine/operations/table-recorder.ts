import { LOG_FOLDER, parseLogPath, SIDECAR_FOLDER } from '../delta/log-path.ts'
import { CheckResult, DeltaEvent, packCheck } from '../delta/events.ts'
import type { AddPayload, BoundValue, CommitPayload, EndPayload, FileAbsence, FileVector } from '../delta/events.ts'
import type { CheckpointPayload, PlanPayload, VacuumPayload } from '../delta/events.ts'
import type { Action, Add, PartitionValues } from '../delta/action-types.ts'
import { canonicalPath, isOutside } from '../delta/data-path.ts'
import { deletionVectorPath } from '../delta/deletion-vector.ts'
import { tryParseStatsText } from '../delta/file-stats.ts'
import { LiveFiles } from '../delta/live-files.ts'
import { parseActions } from '../delta/replay.ts'
import type { Snapshot } from '../delta/snapshot.ts'
import type { WriteStep } from '../delta/write-steps.ts'
import type { StoredObject } from '../storage/object-store.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { definedBy, describeMetadata, orderedBy, wordsOf } from './commit-words.ts'
import { tryVectorPath } from './vector-path.ts'

/** A commit that is longer is not carried along with its event. */
const MOST_TEXT_BYTES = 1 << 16
const NO_BYTES = new Uint8Array()
/** Files of a snapshot that are told before somebody else may go on. */
const FILES_AT_ONCE = 256

/** A commit that is there, and the actions in it. */
export interface ReadCommit {
  readonly object: StoredObject
  readonly bytes: Uint8Array
  readonly actions: readonly Action[]
}

/** Turns calls to the store and steps of writers into events. What a store has seen is told even if its caller is dead. */
export class TableRecorder {
  readonly #files = new Map<string, number>()
  /** Those that an actor has written and no checkpoint has named yet. */
  readonly #sidecars = new Map<number, NonNullable<CheckpointPayload['sidecars']>>()
  readonly #startMs: number

  /** `now` is the clock in milliseconds, from its first value on; `tickMs` what an event's time counts. */
  constructor(
    readonly trace: TraceWriter,
    private readonly now: () => number,
    private readonly tickMs = 1,
    /** Of the store, where it has one. */
    private readonly rootPath?: string,
    /** What the folder has, where the log of somebody else is read back. */
    private readonly there?: ReadonlySet<string>,
  ) {
    this.#startMs = now()
  }

  emit(kind: number, actor: number, b: number, c: number, payload?: unknown): void {
    const { trace } = this
    trace.advance(Math.max(0, Math.floor((this.now() - this.#startMs) / this.tickMs) - trace.now))
    if (payload === undefined) trace.emit(kind, actor, b, c)
    else trace.emitWith(kind, actor, b, c, payload)
  }

  end(actor: number, outcome: number, version: number, payload: EndPayload): void {
    this.emit(DeltaEvent.end, actor, outcome, version, payload)
  }

  /** The log was read: 0 get, 1 list, 2 head. */
  readLog(actor: number, call: 0 | 1 | 2, path: string, bytes: number): void {
    this.emit(DeltaEvent.readLog, actor, call, bytes, { path })
  }

  /** An object was written; `replaced` is true where one was there. */
  wroteObject(actor: number, object: StoredObject, bytes: Uint8Array, replaced: boolean): void {
    const { path } = object
    if (!path.startsWith(LOG_FOLDER)) {
      const role = roleOf(path)
      const file = role === 'data' ? this.fileOf(path) : -1
      return this.emit(DeltaEvent.writeData, actor, file, bytes.length, { path, role })
    }
    const log = parseLogPath(object)
    if (log?.kind === 'commit') {
      const actions = [...parseActions(bytes, path)]
      const payload = { ...this.#describeCommit(bytes, actions, object.modifiedMs), vectors: this.#vectorsOf(actions) }
      return this.emit(DeltaEvent.commit, actor, log.version, replaced ? 1 : 0, payload)
    }
    const sidecars = this.#sidecars.get(actor)
    if (path.startsWith(SIDECAR_FOLDER)) {
      const { count, sizeBytes } = sidecars ?? { count: 0, sizeBytes: 0 }
      this.#sidecars.set(actor, { count: count + 1, sizeBytes: sizeBytes + bytes.length })
    }
    if (log?.kind !== 'classicCheckpoint' && log?.kind !== 'uuidCheckpoint') return
    this.#sidecars.delete(actor)
    const beside = sidecars === undefined ? {} : { sidecars }
    this.checkpoint(actor, log.version, bytes.length + (sidecars?.sizeBytes ?? 0), { path, ...beside })
  }

  readCommit(actor: number, { object, bytes, actions }: ReadCommit): void {
    const log = parseLogPath(object)
    if (log?.kind !== 'commit') return
    this.emit(DeltaEvent.commit, actor, log.version, 0, this.#describeCommit(bytes, actions, object.modifiedMs))
  }

  checkpoint(actor: number, version: number, sizeBytes: number, payload: CheckpointPayload): void {
    this.emit(DeltaEvent.checkpoint, actor, version, sizeBytes, payload)
  }

  /**
   * A version that is known as a whole, and not by its commits; `commit` is its own one, where that is there, and `before`
   * the files of the version that was told last, where others lie between. Yields now and then how many files it has told.
   */
  *readSnapshot(
    actor: number,
    snapshot: Snapshot,
    commit: ReadCommit | undefined,
    before = new LiveFiles(),
  ): Generator<number> {
    const { version, files, metadata, protocol, domains, segment } = snapshot
    const checkpoint = segment.checkpoint?.version ?? null
    const adds: number[] = []
    const deleted: number[] = []
    const vectors: FileVector[] = []
    for (const slot of files.slots()) {
      if (before.has(files.keyAt(slot))) continue
      const file = files.at(slot)
      const { path, size, partitionValues, stats, deletionVector } = file
      vectors.push(...this.#lostVectorOf(file))
      const deletedRows = deletionVector?.cardinality ?? 0
      this.#add(actor, { path, sizeBytes: size, partitionValues, stats, deletedRows })
      adds.push(this.fileOf(this.#pathOf(path)))
      deleted.push(deletedRows)
      if (adds.length % FILES_AT_ONCE === 0) yield adds.length
    }
    const gone = [...before.slots()].filter((slot) => !files.has(before.keyAt(slot)))
    this.emit(DeltaEvent.snapshot, actor, version, files.count, { checkpoint, commits: segment.commits.length })
    const payload: CommitPayload = {
      ...(commit === undefined
        ? { ...this.#describeCommit(NO_BYTES, [], this.now()), operation: 'CHECKPOINT' }
        : this.#describeCommit(commit.bytes, commit.actions.filter(isOfNoFile), commit.object.modifiedMs)),
      ...definedBy([protocol, ...domains.values()]),
      adds,
      deletedRows: deleted,
      removes: gone.map((slot) => this.fileOf(this.#pathOf(before.at(slot).path))),
      vectors,
      metadata: describeMetadata([metadata]),
    }
    this.emit(DeltaEvent.commit, actor, version, 0, payload)
  }

  deletedObject(actor: number, path: string, sizeBytes: number): void {
    const role = path.startsWith(LOG_FOLDER) ? 'log' : 'data'
    const file = role === 'data' ? (this.#files.get(path) ?? -1) : -1
    this.emit(DeltaEvent.deleteFile, actor, file, sizeBytes, { path, role })
  }

  /** What a writer tells of itself; what the store sees anyway is told by the store. */
  step(actor: number, step: WriteStep): void {
    switch (step.kind) {
      case 'snapshotLoaded': {
        const { version, files, checkpoint, commits } = step
        return this.emit(DeltaEvent.snapshot, actor, version, files, { checkpoint: checkpoint ?? null, commits })
      }
      case 'filesPlanned': {
        const { skippedByPartition, skippedByStats, filter } = step
        const files = step.candidates.map((path) => this.fileOf(this.#pathOf(path)))
        const partitions = step.partitions.map(formatPartition)
        const payload: PlanPayload = { files, partitions, skippedByPartition, skippedByStats, filter }
        return this.emit(DeltaEvent.plan, actor, files.length, skippedByPartition + skippedByStats, payload)
      }
      case 'dataFileRead':
        return this.emit(DeltaEvent.readData, actor, this.fileOf(this.#pathOf(step.path)), step.rows)
      case 'fileStaged':
        return this.#stage(actor, step)
      case 'commitTried': {
        const { version, attempt, path, sizeBytes } = step
        return this.emit(DeltaEvent.tryCommit, actor, version, attempt, { path, sizeBytes })
      }
      case 'commitLost':
        return this.emit(DeltaEvent.lose, actor, step.version, step.attempt)
      case 'winnerRead': {
        const { version, operation = '', isBlindAppend } = step
        return this.emit(DeltaEvent.winner, actor, version, isBlindAppend ? 1 : 0, { operation })
      }
      case 'conflictChecked': {
        const { winner, check, outcome, reason } = step
        const payload = reason === undefined ? undefined : { reason }
        return this.emit(DeltaEvent.check, actor, winner, packCheck(check, CheckResult[outcome]), payload)
      }
      case 'retried':
        return this.emit(DeltaEvent.retry, actor, step.version, step.attempt)
      case 'vacuumPlanned': {
        const { objects, unused: paths, isDryRun, retentionMs } = step
        const files = paths.flatMap((path) => this.#files.get(path) ?? [])
        const payload: VacuumPayload = { files, paths, isDryRun, retentionMs }
        return this.emit(DeltaEvent.vacuum, actor, objects, paths.length, payload)
      }
      case 'fileWritten':
      case 'checkpointWritten':
      case 'fileDeleted':
      case 'commitWon':
      case 'restarted':
    }
  }

  #stage(actor: number, step: Extract<WriteStep, { kind: 'fileStaged' }>): void {
    const { action, path, sizeBytes, dataChange } = step
    if (action === 'cdc') return
    const file = this.fileOf(this.#pathOf(path))
    if (action === 'remove') return this.emit(DeltaEvent.remove, actor, file, dataChange ? 1 : 0)
    this.#add(actor, {
      path,
      sizeBytes,
      partitionValues: step.partitionValues,
      stats: step.stats,
      deletedRows: step.deletedRows,
    })
  }

  #add(actor: number, added: AddedFile): void {
    const { path, sizeBytes, partitionValues, stats, deletedRows } = added
    const { rows, bounds } = readStats(stats)
    const own = this.#pathOf(path)
    const described: AddPayload = { path, partition: formatPartition(partitionValues), sizeBytes, deletedRows, bounds }
    const absence = this.#absenceOf(own)
    const payload = absence === undefined ? described : { ...described, absence }
    this.emit(DeltaEvent.add, actor, this.fileOf(own), rows ?? -1, payload)
  }

  #describeCommit(bytes: Uint8Array, actions: readonly Action[], timestampMs: number): CommitPayload {
    const info = actions.find((action) => action.kind === 'commitInfo')?.fields ?? {}
    const adds = actions.filter((action): action is Add => action.kind === 'add')
    const { operation, readVersion, isolationLevel, isBlindAppend } = info
    return {
      text: bytes.length > MOST_TEXT_BYTES ? '' : new TextDecoder().decode(bytes),
      sizeBytes: bytes.length,
      operation: typeof operation === 'string' ? operation : '',
      readVersion: typeof readVersion === 'number' ? readVersion : null,
      isolation: typeof isolationLevel === 'string' ? isolationLevel : '',
      isBlindAppend: typeof isBlindAppend === 'boolean' ? isBlindAppend : null,
      timestampMs,
      adds: adds.map((add) => this.fileOf(this.#pathOf(add.path))),
      deletedRows: adds.map(({ deletionVector }) => deletionVector?.cardinality ?? 0),
      removes: actions.flatMap((action) => (action.kind === 'remove' ? this.fileOf(this.#pathOf(action.path)) : [])),
      vectors: adds.flatMap((add) => this.#lostVectorOf(add)),
      zOrderBy: orderedBy(info),
      words: wordsOf(info),
      ...definedBy(actions),
      metadata: describeMetadata(actions),
    }
  }

  #vectorsOf(actions: readonly Action[]): FileVector[] {
    return actions.flatMap((action) => {
      if (action.kind !== 'add' || action.deletionVector?.storageType !== 'u') return []
      const path = deletionVectorPath(action.deletionVector, this.rootPath, action.path)
      return { file: this.fileOf(this.#pathOf(action.path)), path }
    })
  }

  /** The deletion vector of a file, if the folder was looked into and does not have it. */
  #lostVectorOf({ path, deletionVector }: Add): FileVector[] {
    if (this.there === undefined || deletionVector === undefined || deletionVector.storageType === 'i') return []
    const file = this.fileOf(this.#pathOf(path))
    const own = tryVectorPath(deletionVector, this.rootPath, path)
    return own !== undefined && this.there.has(own) ? [] : [{ file, path: own ?? '', isLost: true }]
  }

  /** Undefined where a file is there, or where nobody has looked into the folder. */
  #absenceOf(path: string): FileAbsence | undefined {
    if (this.there === undefined || this.there.has(path)) return undefined
    return isOutside(path) ? 'outside' : 'missing'
  }

  /** A path of the log as one of the store. */
  #pathOf(path: string): string {
    return canonicalPath(path, this.rootPath)
  }

  /** The number of a file that lies at a path of the store. */
  fileOf(path: string): number {
    const known = this.#files.get(path)
    if (known !== undefined) return known
    const id = this.#files.size
    this.#files.set(path, id)
    return id
  }
}

interface AddedFile {
  readonly path: string
  readonly sizeBytes: number
  readonly partitionValues: PartitionValues | undefined
  readonly stats: string | undefined
  readonly deletedRows: number
}

/** Files that a commit before has added are not known where the log begins behind it. */
function isOfNoFile({ kind }: Action): boolean {
  return kind !== 'add' && kind !== 'remove'
}

function roleOf(path: string): 'data' | 'change data' | 'deletion vector' {
  if (path.startsWith('_change_data/')) return 'change data'
  return path.endsWith('.bin') ? 'deletion vector' : 'data'
}

function formatPartition(values: PartitionValues | undefined): string {
  return [...(values ?? [])].map(([name, value]) => `${name}=${value ?? 'null'}`).join('/')
}

function readStats(text: string | undefined): {
  readonly rows: number | undefined
  readonly bounds: AddPayload['bounds']
} {
  const stats = tryParseStatsText(text)
  const bounds: Record<string, readonly [BoundValue, BoundValue]> = {}
  for (const [column, min] of Object.entries(stats?.minValues ?? {})) {
    const max = stats?.maxValues?.[column]
    if (isBound(min) && isBound(max)) bounds[column] = [min, max]
  }
  return { rows: stats?.numRecords, bounds }
}

function isBound(value: unknown): value is BoundValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
