import type { ReadableStore, StoredObject } from '../storage/object-store.ts'
import { StoreError } from '../storage/object-store.ts'
import type { Action, DomainMetadata, Metadata, Protocol, Remove, SetTransaction } from './action-types.ts'
import { replayCheckpoint } from './checkpoint.ts'
import { versionAtTimestamp } from './commit-times.ts'
import { DeltaError, malformed } from './delta-error.ts'
import { tryReadHint } from './last-checkpoint-hint.ts'
import type { LiveFiles } from './live-files.ts'
import { LOG_FOLDER, parseLogPath } from './log-path.ts'
import { listLog, planSegments } from './log-segment.ts'
import type { LogListing, LogSegment } from './log-segment.ts'
import { ReadAhead } from './read-ahead.ts'
import { parseActions, Replay } from './replay.ts'
import type { TableContents } from './replay.ts'
import type { StructType } from './schema.ts'
import type { SharedMap } from './shared-map.ts'
import { SnapshotHistory } from './snapshot-history.ts'
import { ensureReadable } from './table-features.ts'

/** The table at one version. Nothing of it changes any more. */
export interface Snapshot {
  readonly version: number
  readonly segment: LogSegment
  readonly protocol: Protocol
  readonly metadata: Metadata
  /** Undefined where the table was made without columns. */
  readonly schema: StructType | undefined
  readonly files: LiveFiles
  readonly tombstones: SharedMap<Remove>
  readonly transactions: SharedMap<SetTransaction>
  readonly domains: SharedMap<DomainMetadata>
  /** Checkpoints that were passed over since they could not be used. */
  readonly warnings: readonly DeltaError[]
  /** Ways to other versions, see `updateSnapshot`. */
  readonly history: SnapshotHistory
}

/** Which version: the latest without either; `timestamp` is in milliseconds since 1970. */
export interface SnapshotTarget {
  readonly version?: number
  readonly timestamp?: number
}

/**
 * Reads the table at a version, or at a moment by Delta's rule (the last commit not after it). Throws `DeltaError`; a
 * checkpoint that cannot be used is passed over where older files lead to the same version.
 */
export async function loadSnapshot(store: ReadableStore, target: SnapshotTarget = {}): Promise<Snapshot> {
  try {
    const isLatest = target.version === undefined && target.timestamp === undefined
    const quick = isLatest ? await tryLoadFromHint(store) : undefined
    if (quick !== undefined) return quick
    const { listing, version } = await resolveTarget(store, target)
    return await loadVersion(store, listing, version)
  } catch (error) {
    throw asStoreFailure(error)
  }
}

/** A version of a log that is listed already. Throws as `loadSnapshot` does. */
export async function loadVersion(store: ReadableStore, listing: LogListing, version: number): Promise<Snapshot> {
  const warnings: DeltaError[] = []
  for (const segment of planSegments(listing, version)) {
    try {
      return await replaySegment(store, segment, warnings)
    } catch (error) {
      if (!isDamagedCheckpoint(error)) throw error
      warnings.push(error)
    }
  }
  throw warnings[0] as DeltaError
}

/** So many commits are worth reading, so that the versions before the one that is wanted need no checkpoint of their own. */
const FAR_COMMITS = 1000

/**
 * A version from which others will be looked at, by an older checkpoint where not too many commits lie behind it. Throws as
 * `loadSnapshot` does.
 */
export async function loadFarVersion(store: ReadableStore, version: number): Promise<Snapshot> {
  const listing = await listLog(store)
  let chosen: LogSegment | undefined
  for (const segment of planSegments(listing, version)) {
    if (chosen !== undefined && segment.commits.length > FAR_COMMITS) break
    // The first of a version's checkpoints is the one to prefer.
    if (chosen === undefined || segment.commits.length > chosen.commits.length) chosen = segment
  }
  try {
    if (chosen !== undefined) return await replaySegment(store, chosen, [])
  } catch (error) {
    if (!(error instanceof DeltaError || error instanceof StoreError)) throw error
  }
  return loadVersion(store, listing, version)
}

async function replaySegment(
  store: ReadableStore,
  { version, checkpoint, commits }: LogSegment,
  warnings: readonly DeltaError[],
): Promise<Snapshot> {
  const replay = new Replay(store.rootPath)
  if (checkpoint !== undefined) await replayCheckpoint(store, checkpoint, replay)
  const history = new SnapshotHistory(checkpoint)
  replay.startChanges()
  for await (const { file, bytes } of readAhead(store, commits)) {
    applyFile(replay, file, bytes)
    history.push(lastVersionOf(file), file, replay.takeChanges())
  }
  return createSnapshot(history, version, replay, warnings)
}

function isDamagedCheckpoint(error: unknown): error is DeltaError {
  return error instanceof DeltaError && error.code === 'DELTA_CHECKPOINT_DAMAGED'
}

async function resolveTarget(
  store: ReadableStore,
  { version, timestamp }: SnapshotTarget,
): Promise<{ listing: LogListing; version: number }> {
  const listing = await listLog(store)
  const latest = ensureLatest(listing)
  if (timestamp === undefined) return { listing, version: version ?? latest }
  const { metadata } = await loadVersion(store, listing, latest)
  return { listing, version: await versionAtTimestamp(store, listing, metadata, timestamp) }
}

/**
 * The latest version from a listing that begins at the hinted checkpoint; undefined where that does not lead there: the hint
 * lies, commits are missing, or the checkpoint cannot be used and older files may do.
 */
async function tryLoadFromHint(store: ReadableStore): Promise<Snapshot | undefined> {
  const hint = await tryReadHint(store)
  if (hint === undefined) return undefined
  const listing = await listLog(store, hint.version)
  if (!listing.checkpoints.has(hint.version) || !hasNoGap(listing)) return undefined
  try {
    return await loadVersion(store, listing, ensureLatest(listing))
  } catch (error) {
    if (isDamagedCheckpoint(error)) return undefined
    throw error
  }
}

/** A short listing that does not lead to its latest version says nothing of what older files could do. */
function hasNoGap(listing: LogListing): boolean {
  try {
    return planSegments(listing, ensureLatest(listing)).next().done !== true
  } catch {
    return false
  }
}

/** Throws where there is no table: DELTA_TABLE_NOT_FOUND, DELTA_NO_COMMITS_FOUND. */
export function ensureLatest({ latest, objects, incomplete }: LogListing): number {
  if (latest !== undefined) return latest
  if (objects === 0) {
    throw new DeltaError(
      'DELTA_TABLE_NOT_FOUND',
      'there is no folder _delta_log here: this is no Delta table',
      LOG_FOLDER,
    )
  }
  const [lost] = incomplete
  const message =
    lost === undefined
      ? 'the folder _delta_log has neither a commit nor a checkpoint'
      : `the only checkpoint, of version ${lost.version}, misses parts, and there are no commits`
  throw new DeltaError('DELTA_NO_COMMITS_FOUND', message, LOG_FOLDER)
}

type CommitFile = LogSegment['commits'][number]

function lastVersionOf(file: CommitFile): number {
  const path = parseLogPath(file)
  return path?.kind === 'compactedCommit' ? path.lastVersion : path?.kind === 'commit' ? path.version : -1
}

/** Applies a commit, or what stands for several. */
export function applyFile(replay: Replay, { path, isCompaction }: CommitFile, bytes: Uint8Array): void {
  const actions = parseActions(bytes, path)
  for (const action of isCompaction ? eachOnce(actions, replay, path) : actions) replay.apply(action)
}

/** A compacted file is reconciled: no key stands twice. One that is not would need another rule, so it is refused. */
function* eachOnce(actions: Iterable<Action>, replay: Replay, path: string): Generator<Action> {
  const seen = new Set<string>()
  for (const action of actions) {
    if (action.kind === 'add' || action.kind === 'remove') {
      const key = replay.keyOf(action)
      if (seen.has(key)) throw malformed(path, `reconciled: it names ${action.path} twice`)
      seen.add(key)
    }
    yield action
  }
}

/** Files with their bytes in order, some of them read ahead. */
export async function* readAhead<File extends StoredObject>(
  store: ReadableStore,
  files: readonly File[],
): AsyncGenerator<{ readonly file: File; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const reading = new ReadAhead(store, files)
  for (const file of files) yield { file, bytes: await reading.next() }
}

/** A version to which the history leads. Throws where it has no protocol or metadata, or one that is not understood. */
export function createSnapshot(
  history: SnapshotHistory,
  version: number,
  { protocol, metadata, files, tombstones, transactions, domains }: TableContents,
  warnings: readonly DeltaError[],
): Snapshot {
  if (protocol === undefined) throw notRecovered('protocol', version)
  ensureReadable(protocol)
  if (metadata === undefined) throw notRecovered('metaData', version)
  const { schemaString } = metadata
  return {
    version,
    segment: history.segmentOf(version),
    protocol,
    metadata,
    schema: schemaString === undefined ? undefined : history.schemaOf(schemaString),
    files,
    tombstones,
    transactions,
    domains,
    warnings,
    history,
  }
}

function notRecovered(action: string, version: number): DeltaError {
  return new DeltaError(
    'DELTA_STATE_RECOVER_ERROR',
    `version ${version} has no ${action} action, and every Delta table must have one: the log is not whole`,
    LOG_FOLDER,
  )
}

/** What a store throws, as a told error of the table. */
export function asStoreFailure(error: unknown): unknown {
  if (!(error instanceof StoreError)) return error
  return new DeltaError('DELTA_STORE_FAILED', error.message, error.where)
}
