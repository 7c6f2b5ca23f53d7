import { formatCount } from '../../base/format.ts'
import { DeltaError } from '../delta/delta-error.ts'
import type { DeltaErrorCode } from '../delta/delta-error.ts'
import type { LogListing } from '../delta/log-segment.ts'
import { parseActions } from '../delta/replay.ts'
import { asStoreFailure, loadSnapshot, loadVersion } from '../delta/snapshot.ts'
import type { Snapshot } from '../delta/snapshot.ts'
import type { ReadableStore } from '../storage/object-store.ts'

/** Which versions of a log are whole: a damaged or missing commit takes away those up to the next checkpoint, and no more. */

/** Versions [from, to). */
export type VersionRange = readonly [from: number, to: number]

/** "version 3", "versions 3 to 5". */
export function versionsText([from, to]: VersionRange): string {
  return to === from + 1 ? `version ${formatCount(from)}` : `versions ${formatCount(from)} to ${formatCount(to - 1)}`
}

/** Versions without a file that a history may have in all: what lies before more of them is left out. */
const MOST_HOLES = 100_000

/**
 * The version where a history begins: 0 where its commit is there, else that of the oldest checkpoint. The latest where
 * there is none; reading it will tell what is missing.
 */
export function planFirst({ commits, checkpoints, latest = 0 }: LogListing): number {
  const versions = [...new Set([...commits.keys(), ...checkpoints.keys()])].sort((a, b) => b - a)
  let least = latest
  let holes = 0
  for (const version of versions) {
    holes += Math.max(0, least - version - 1)
    if (holes > MOST_HOLES) break
    least = version
  }
  if (least === 0 && commits.has(0)) return 0
  let first = latest
  for (const version of checkpoints.keys()) if (version >= least && version < first) first = version
  return first
}

/** What is known of the files of a log once each was read. */
export interface ReadableFiles {
  readonly commits: ReadonlySet<number>
  readonly checkpoints: ReadonlySet<number>
}

/** The versions from `first` to the latest that no files which can be read lead to, ascending, none beside another. */
export function missingVersions(listing: LogListing, first: number, readable: ReadableFiles): readonly VersionRange[] {
  const missing: VersionRange[] = []
  const add = (from: number, to: number): void => {
    const last = missing.at(-1)
    if (last?.[1] === from) missing[missing.length - 1] = [last[0], to]
    else missing.push([from, to])
  }
  let next = first
  let isKnown = first === 0
  const versions = [...new Set([...listing.commits.keys(), ...listing.checkpoints.keys()])].sort((a, b) => a - b)
  for (const version of versions) {
    if (version < first) continue
    if (version > next) {
      add(next, version)
      isKnown = false
    }
    isKnown = readable.checkpoints.has(version) || (isKnown && readable.commits.has(version))
    if (!isKnown) add(version, version + 1)
    next = version + 1
  }
  return missing
}

/** What a file that is damaged or missing throws; what the table itself is, or asks for, is no reason to look further back. */
const LOST: readonly DeltaErrorCode[] = [
  'DELTA_LOG_FILE_MALFORMED',
  'DELTA_VERSIONS_NOT_CONTIGUOUS',
  'DELTA_CHECKPOINT_DAMAGED',
  'DELTA_MISSING_PART_FILES',
  'DELTA_STORE_FAILED',
]

/** The latest version, or the newest one that can be rebuilt. Throws as `loadSnapshot` does where there is none. */
export async function loadNewest(store: ReadableStore, listing: LogListing): Promise<Snapshot> {
  try {
    return await loadSnapshot(store)
  } catch (error) {
    if (!isLost(error)) throw error
    const newest = await tryLoadOlder(store, listing)
    if (newest === undefined) throw error
    return newest
  }
}

function isLost(error: unknown): boolean {
  return error instanceof DeltaError && LOST.includes(error.code)
}

/** The newest version behind the newest checkpoint that can be used, else behind the first commit. */
async function tryLoadOlder(store: ReadableStore, listing: LogListing): Promise<Snapshot | undefined> {
  for (const base of [...[...listing.checkpoints.keys()].sort((a, b) => b - a), -1]) {
    const version = await lastBehind(store, listing, base)
    if (version < 0) continue
    try {
      return await loadVersion(store, listing, version)
    } catch (error) {
      if (!isLost(asStoreFailure(error))) throw asStoreFailure(error)
    }
  }
  return undefined
}

/** The version up to which every commit behind `base` can be read. */
async function lastBehind(store: ReadableStore, { commits }: LogListing, base: number): Promise<number> {
  let version = base
  for (let next = commits.get(base + 1); next !== undefined; next = commits.get(version + 1)) {
    try {
      Array.from(parseActions(await store.get(next.path), next.path))
    } catch (error) {
      if (!isLost(asStoreFailure(error))) throw error
      return version
    }
    version++
  }
  return version
}
