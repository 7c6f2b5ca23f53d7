import type { ReadableStore, StoredObject } from '../storage/object-store.ts'
import { StoreError } from '../storage/object-store.ts'
import { versionAtTimestamp } from './commit-times.ts'
import { DeltaError } from './delta-error.ts'
import { commitPath } from './log-path.ts'
import { listLog } from './log-segment.ts'
import type { LogListing } from './log-segment.ts'
import { Replay } from './replay.ts'
import { applyFile, asStoreFailure, createSnapshot, loadFarVersion, loadSnapshot, readAhead } from './snapshot.ts'
import type { Snapshot, SnapshotTarget } from './snapshot.ts'

/**
 * The table at another version than that of `from`, of which nothing changes. A version of its history is made without
 * reading anything; for a later one the commits behind the history are read and become part of it. Without a target it is
 * the latest version; then the log is listed from `from` on. What cannot be had so, as behind a gap, or since the table was
 * made anew, is loaded. Throws as `loadSnapshot` does.
 */
export async function updateSnapshot(
  store: ReadableStore,
  from: Snapshot,
  target: SnapshotTarget = {},
): Promise<Snapshot> {
  try {
    if (target.timestamp === undefined) return await update(store, from, target.version)
    const latest = await update(store, from, undefined)
    const listing = await listLog(store)
    return await update(store, latest, await versionAtTimestamp(store, listing, latest.metadata, target.timestamp))
  } catch (error) {
    throw asStoreFailure(error)
  }
}

async function update(store: ReadableStore, from: Snapshot, target: number | undefined): Promise<Snapshot> {
  const { history } = from
  if (target !== undefined && history.has(target)) return goTo(from, target)
  if (target !== undefined && target <= history.last) return loadFarVersion(store, target)
  const ahead = await tryGoAhead(store, from, target)
  return ahead ?? loadSnapshot(store, target === undefined ? {} : { version: target })
}

/** A version of the history. */
function goTo(from: Snapshot, version: number): Snapshot {
  if (version === from.version) return from
  const replay = new Replay(undefined, from)
  from.history.move(replay, from.version, version)
  return createSnapshot(from.history, version, replay, from.warnings)
}

/** Undefined where the commits do not lead there. */
async function tryGoAhead(
  store: ReadableStore,
  from: Snapshot,
  target: number | undefined,
): Promise<Snapshot | undefined> {
  const files = target === undefined ? await findNewCommits(store, from) : await headCommits(store, from, target)
  if (files === undefined) return undefined
  try {
    return await goAhead(store, from, files)
  } catch (error) {
    // A checkpoint may lead past what is wrong with a commit.
    if (error instanceof DeltaError || error instanceof StoreError) return undefined
    throw error
  }
}

async function goAhead(store: ReadableStore, from: Snapshot, files: readonly StoredObject[]): Promise<Snapshot> {
  const { history } = from
  const replay = new Replay(store.rootPath, from)
  let version = history.last
  history.move(replay, from.version, version)
  for await (const { file, bytes } of readAhead(store, files)) {
    version++
    // Somebody else may have come first.
    if (history.has(version)) history.move(replay, version - 1, version)
    else {
      const commit = { ...file, isCompaction: false }
      replay.startChanges()
      applyFile(replay, commit, bytes)
      history.push(version, commit, replay.takeChanges())
    }
  }
  return createSnapshot(history, version, replay, from.warnings)
}

/** The commits behind the history up to a version; undefined where one is not there. */
async function headCommits(store: ReadableStore, from: Snapshot, target: number): Promise<StoredObject[] | undefined> {
  const files: StoredObject[] = []
  for (let version = from.history.last + 1; version <= target; version++) {
    const file = await store.tryHead(commitPath(version))
    if (file === undefined) return undefined
    files.push(file)
  }
  return files
}

/** The commits behind the history up to the latest; undefined where they are not all there, or `from` is not any more. */
async function findNewCommits(store: ReadableStore, from: Snapshot): Promise<StoredObject[] | undefined> {
  const listing = await listLog(store, from.version)
  const { latest } = listing
  if (latest === undefined || latest < from.history.last || !isSameTable(listing, from)) return undefined
  const files: StoredObject[] = []
  for (let version = from.history.last + 1; version <= latest; version++) {
    const file = listing.commits.get(version)
    if (file === undefined) return undefined
    files.push(file)
  }
  return files
}

/** False where the commit of `from` is another file now. */
function isSameTable({ commits }: LogListing, { history, version }: Snapshot): boolean {
  const [known, now] = [history.tryFileOf(version), commits.get(version)]
  if (known === undefined || now === undefined || known.path !== now.path) return true
  return known.sizeBytes === now.sizeBytes && known.modifiedMs === now.modifiedMs
}
