import { parseRecord } from '../../base/parse.ts'
import type { Add, Remove } from '../delta/action-types.ts'
import { DeltaError } from '../delta/delta-error.ts'
import { Outcome } from '../delta/events.ts'
import { createDeltaFold } from '../delta/fold.ts'
import { listLog } from '../delta/log-segment.ts'
import type { LogListing } from '../delta/log-segment.ts'
import { ReadAhead } from '../delta/read-ahead.ts'
import { parseActions } from '../delta/replay.ts'
import { asStoreFailure, loadVersion } from '../delta/snapshot.ts'
import type { DeltaHeader } from '../delta/state.ts'
import type { ReadableStore, StoredObject } from '../storage/object-store.ts'
import type { TraceWriter } from '../trace/writer.ts'
import type { FilePorts } from './file-ports.ts'
import { sumFolder } from './folder-facts.ts'
import { OperationError } from './operation.ts'
import type { OperationProgress, PortedOperation } from './operation.ts'
import { runPaced } from './paced-store.ts'
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

function planHeader({ commits, checkpoints, latest }: LogListing, table: string): DeltaHeader {
  if (latest === undefined) {
    throw new OperationError('DELTA_NO_COMMITS_FOUND', `${table} has a log without commits`, '_delta_log')
  }
  const first = planFirst(new Set(commits.keys()), [...checkpoints.keys()], latest)
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

/**
 * The oldest version that can be read with every commit behind it: 0, or the first checkpoint that the commits reach back to.
 * The latest where there is none; reading it will tell what is missing.
 */
function planFirst(commits: ReadonlySet<number>, checkpoints: readonly number[], latest: number): number {
  let missing = latest
  while (missing >= 0 && commits.has(missing)) missing--
  if (missing < 0) return 0
  const usable = checkpoints.filter((version) => version >= missing && version <= latest)
  return usable.length === 0 ? latest : Math.min(...usable)
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

  constructor(
    private readonly folder: OpenFolder,
    private readonly header: DeltaHeader,
    trace: TraceWriter,
  ) {
    this.#nowMs = header.startMs
    const { store, there } = folder
    this.#recorder = new TableRecorder(trace, () => this.#nowMs, header.tickMs, store.rootPath, there)
  }

  /** A commit that cannot be read ends the log: what stands before it can be stepped through. */
  async *run(): AsyncGenerator<OperationProgress, { readonly versions: number }> {
    const { commits, latest = 0 } = this.folder.listing
    const { firstVersion } = this.header
    const total = latest - firstVersion + 1
    const reading = new ReadAhead(this.folder.store, this.#commits())
    for (let version = firstVersion; version <= latest; version++) {
      try {
        const commit = commits.get(version)
        if (version === firstVersion && version > 0) yield* this.#readSnapshot(version, commit)
        else if (commit !== undefined) this.#tellCommit(commit, await reading.next())
        this.#tellCheckpoint(version)
      } catch (error) {
        this.#fail(error)
        return { versions: version - firstVersion }
      }
      yield { done: version - firstVersion + 1, total, unit: 'commits' }
    }
    return { versions: total }
  }

  /** The commits that are told of one by one. */
  #commits(): StoredObject[] {
    const { firstVersion } = this.header
    const { commits, latest = 0 } = this.folder.listing
    const from = firstVersion === 0 ? 0 : firstVersion + 1
    return Array.from({ length: latest - from + 1 }, (_, i) => commits.get(from + i) ?? []).flat()
  }

  #tellCommit(commit: StoredObject, bytes: Uint8Array): void {
    this.#nowMs = Math.max(this.#nowMs, commit.modifiedMs)
    this.#recorder.readLog(0, 0, commit.path, bytes.length)
    const actions = [...parseActions(bytes, commit.path)]
    for (const action of actions) {
      if (action.kind === 'add' || action.kind === 'remove') this.#stage(action)
    }
    this.#recorder.readCommit(0, { object: commit, bytes, actions })
  }

  /** The log was cleaned: the first version is what a checkpoint says. */
  async *#readSnapshot(version: number, commit: StoredObject | undefined): AsyncGenerator<OperationProgress> {
    const { store, listing } = this.folder
    const snapshot = yield* runPaced(store, (paced) => loadVersion(paced, listing, version))
    if (commit !== undefined) this.#nowMs = Math.max(this.#nowMs, commit.modifiedMs)
    const own = commit === undefined ? undefined : yield* this.#tryReadCommit(commit)
    const total = snapshot.files.count
    for (const done of this.#recorder.readSnapshot(0, snapshot, own))
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

  #tellCheckpoint(version: number): void {
    const files = this.folder.listing.checkpoints.get(version)?.[0]?.files ?? []
    const [first] = files
    const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0)
    if (first !== undefined) this.#recorder.checkpoint(0, version, sizeBytes, first.path)
  }

  #fail(error: unknown): void {
    const failure = asStoreFailure(error)
    if (!(failure instanceof DeltaError)) throw failure
    const { message, code } = failure
    this.#recorder.end(0, Outcome.failed, -1, { message, code })
  }
}
