import { parseRecord } from '../../base/parse.ts'
import type { Add, Remove, Sidecar } from '../delta/action-types.ts'
import { readSidecars } from '../delta/checkpoint.ts'
import { DeltaError } from '../delta/delta-error.ts'
import { Outcome } from '../delta/events.ts'
import { createDeltaFold } from '../delta/fold.ts'
import { commitPath } from '../delta/log-path.ts'
import { listLog } from '../delta/log-segment.ts'
import type { CheckpointInstance, LogListing } from '../delta/log-segment.ts'
import { ReadAhead } from '../delta/read-ahead.ts'
import { parseActions } from '../delta/replay.ts'
import { asStoreFailure, loadVersion } from '../delta/snapshot.ts'
import { isSupported } from '../delta/table-features.ts'
import type { DeltaHeader } from '../delta/state.ts'
import type { ReadableStore, StoredObject } from '../storage/object-store.ts'
import type { TraceWriter } from '../trace/writer.ts'
import type { FilePorts } from './file-ports.ts'
import { sumFolder } from './folder-facts.ts'
import { OperationError } from './operation.ts'
import type { OperationProgress, PortedOperation } from './operation.ts'
import { runPaced } from './paced-store.ts'
import { planFirst, versionsText } from './readable-versions.ts'
import { TableRecorder } from './table-recorder.ts'
import type { ReadCommit } from './table-recorder.ts'
import { toldOf } from './table-told.ts'

/** Every commit of a table that somebody else has written, as the same events that a writer here makes. */
export const readTableOperation: PortedOperation<FilePorts> = {
  name: 'read-table',
  open: async (params, _acts, ports) => {
    const { source, name } = parseRecord(params, 'params')
    const store = await openStore(ports, source)
    const listing = await told(() => listLog(store))
    const objects = await told(() => store.list(''))
    const header = { ...planHeader(listing, String(name)), folder: sumFolder(objects) }
    const there = new Set(objects.map(({ path }) => path))
    return {
      header,
      fold: createDeltaFold(header),
      run: (trace) => new LogReader({ store, listing, there }, header, trace).run(),
      close: () => Promise.resolve(),
    }
  },
}

/** Opens a table of the user's. Throws `OperationError`. */
export function openStore(ports: FilePorts, source: unknown): Promise<ReadableStore> {
  return told(() => ports.openTable(source))
}

/** Errors of a table as told errors of an operation. */
export async function told<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw toldOf(error)
  }
}

/** Time counts in seconds: a table may be years old. */
const TICK_MS = 1000

function planHeader(listing: LogListing, table: string): DeltaHeader {
  const { commits, checkpoints, latest } = listing
  if (latest === undefined) {
    throw new OperationError('DELTA_NO_COMMITS_FOUND', `${table} has a log without commits`, '_delta_log')
  }
  const first = planFirst(listing)
  const start = commits.get(first) ?? commits.get(first + 1) ?? checkpoints.get(first)?.[0]?.files[0]
  return {
    table,
    actors: ['the log'],
    startMs: start?.modifiedMs ?? 0,
    tickMs: TICK_MS,
    firstVersion: first,
    isolation: '',
    store: 'put-if-absent',
    log: 'delta',
    skewMs: 0,
  }
}

interface OpenFolder {
  readonly store: ReadableStore
  readonly listing: LogListing
  /** The paths of all its objects: one listing, however many files the log names. */
  readonly there: ReadonlySet<string>
}

class LogReader {
  readonly #recorder: TableRecorder
  #nowMs: number
  /** The version behind the last that was told. */
  #next: number
  #versions = 0
  /** Whether the protocol allows checkpoints to have sidecars: a classic name does not tell. */
  #hasSidecars = false
  /** The first thing that could not be read behind it. */
  #fault: DeltaError | undefined

  constructor(
    private readonly folder: OpenFolder,
    private readonly header: DeltaHeader,
    trace: TraceWriter,
  ) {
    this.#nowMs = header.startMs
    this.#next = header.firstVersion
    const { store, there } = folder
    this.#recorder = new TableRecorder(trace, () => this.#nowMs, header.tickMs, store.rootPath, there)
  }

  /** A commit that cannot be read takes away the versions up to the next checkpoint; from there the log goes on. */
  async *run(): AsyncGenerator<OperationProgress, { readonly versions: number }> {
    const { commits, latest = 0 } = this.folder.listing
    const first = this.header.firstVersion
    let isWhole = first > 0 || !commits.has(0)
    for (let start: number | undefined = first; start !== undefined; isWhole = true) {
      try {
        yield* this.#readFrom(start, isWhole)
        break
      } catch (error) {
        this.#fault ??= ensureTold(error)
        start = this.#planStart(isWhole ? start + 1 : start)
      }
    }
    this.#tellMissing(latest + 1)
    return { versions: this.#versions }
  }

  /** Reads a version, as a whole or by its commit, and those behind it. Throws at the first that cannot be read. */
  async *#readFrom(start: number, isWhole: boolean): AsyncGenerator<OperationProgress> {
    const { commits, latest = 0 } = this.folder.listing
    if (isWhole) {
      yield* this.#readSnapshot(start, commits.get(start))
      yield* this.#finish(start)
    }
    const from = isWhole ? start + 1 : start
    const files: StoredObject[] = []
    for (let commit = commits.get(from); commit !== undefined; commit = commits.get(from + files.length))
      files.push(commit)
    const reading = new ReadAhead(this.folder.store, files)
    for (const commit of files) {
      this.#tellCommit(commit, await reading.next())
      yield* this.#finish(this.#next)
    }
    if (this.#next <= latest) throw missingCommit(this.#next)
  }

  /** A version is told. */
  async *#finish(version: number): AsyncGenerator<OperationProgress> {
    const { firstVersion } = this.header
    const { latest = 0 } = this.folder.listing
    yield* this.#tellCheckpoint(version)
    this.#next = version + 1
    this.#versions++
    yield { done: this.#next - firstVersion, total: latest - firstVersion + 1, unit: 'commits' }
  }

  /** The next version from `from` on that may be known as a whole: the latest may be so without a checkpoint of its own. */
  #planStart(from: number): number | undefined {
    const { checkpoints, latest = 0 } = this.folder.listing
    const least = Math.max(from, this.#next)
    let next: number | undefined = least <= latest ? latest : undefined
    for (const version of checkpoints.keys()) if (version >= least && version < (next ?? 0)) next = version
    return next
  }

  /** Tells which versions before `to` have not been told, and why. */
  #tellMissing(to: number): void {
    const fault = this.#fault
    this.#fault = undefined
    if (fault === undefined || this.#next >= to) return
    const message = `${versionsText([this.#next, to])} cannot be rebuilt: ${fault.message}`
    this.#recorder.end(0, Outcome.failed, -1, { message, code: fault.code })
  }

  #tellCommit(commit: StoredObject, bytes: Uint8Array): void {
    this.#nowMs = Math.max(this.#nowMs, commit.modifiedMs)
    this.#recorder.readLog(0, 0, commit.path, bytes.length)
    const actions = [...parseActions(bytes, commit.path)]
    for (const action of actions) {
      if (action.kind === 'add' || action.kind === 'remove') this.#stage(action)
      if (action.kind === 'protocol') this.#hasSidecars = isSupported(action, 'v2Checkpoint')
    }
    this.#recorder.readCommit(0, { object: commit, bytes, actions })
  }

  /** The commits before are gone, or not all of them can be read: the version is what a checkpoint says. */
  async *#readSnapshot(version: number, commit: StoredObject | undefined): AsyncGenerator<OperationProgress> {
    const { store, listing } = this.folder
    const snapshot = yield* runPaced(store, (paced) => loadVersion(paced, listing, version))
    this.#hasSidecars = isSupported(snapshot.protocol, 'v2Checkpoint')
    if (commit !== undefined) this.#nowMs = Math.max(this.#nowMs, commit.modifiedMs)
    const own = commit === undefined ? undefined : yield* this.#tryReadCommit(commit)
    const last = this.#next - 1
    const before =
      this.#versions === 0 ? undefined : yield* runPaced(store, (paced) => loadVersion(paced, listing, last))
    this.#tellMissing(version)
    const total = snapshot.files.count
    for (const done of this.#recorder.readSnapshot(0, snapshot, own, before?.files))
      yield { done, total, unit: 'files of the checkpoint' }
  }

  /** A commit beside its checkpoint is not needed: where it cannot be read, the checkpoint says what the table is. */
  async *#tryReadCommit(object: StoredObject): AsyncGenerator<OperationProgress, ReadCommit | undefined> {
    try {
      const bytes = yield* runPaced(this.folder.store, (paced) => paced.get(object.path))
      return { object, bytes, actions: [...parseActions(bytes, object.path)] }
    } catch (error) {
      if (asStoreFailure(error) instanceof DeltaError) return undefined
      throw error
    }
  }

  #stage(action: Add | Remove): void {
    const { kind, path, size = 0, partitionValues, deletionVector } = action
    this.#recorder.step(0, {
      kind: 'fileStaged',
      actor: 'the log',
      atMs: this.#nowMs,
      action: kind,
      path,
      sizeBytes: size,
      dataChange: action.dataChange,
      partitionValues,
      stats: kind === 'add' ? action.stats : undefined,
      deletedRows: deletionVector?.cardinality ?? 0,
    })
  }

  async *#tellCheckpoint(version: number): AsyncGenerator<OperationProgress> {
    const checkpoint = this.folder.listing.checkpoints.get(version)?.[0]
    const [first] = checkpoint?.files ?? []
    if (checkpoint === undefined || first === undefined) return
    const sidecars = this.#hasSidecars ? yield* this.#readSidecars(checkpoint) : []
    const besideBytes = sidecars.reduce((sum, { sizeInBytes }) => sum + sizeInBytes, 0)
    const sizeBytes = checkpoint.files.reduce((sum, file) => sum + file.sizeBytes, besideBytes)
    const beside = sidecars.length === 0 ? {} : { sidecars: { count: sidecars.length, sizeBytes: besideBytes } }
    this.#recorder.checkpoint(0, version, sizeBytes, { path: first.path, ...beside })
  }

  /** The commits say what the table is: of a checkpoint that cannot be read only its own file is told. */
  async *#readSidecars(checkpoint: CheckpointInstance): AsyncGenerator<OperationProgress, readonly Sidecar[]> {
    try {
      return yield* runPaced(this.folder.store, (paced) => readSidecars(paced, checkpoint))
    } catch (error) {
      if (asStoreFailure(error) instanceof DeltaError) return []
      throw error
    }
  }
}

/** A failure of the table, as it is told. What is not one is a defect of the program and goes on. */
function ensureTold(error: unknown): DeltaError {
  const failure = asStoreFailure(error)
  if (failure instanceof DeltaError) return failure
  throw failure
}

function missingCommit(version: number): DeltaError {
  const message = `commit ${version} is missing; put the file back`
  return new DeltaError('DELTA_VERSIONS_NOT_CONTIGUOUS', message, commitPath(version))
}
