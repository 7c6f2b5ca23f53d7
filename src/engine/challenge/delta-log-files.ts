import type { StoredObject } from '../storage/object-store.ts'
import { DeltaError } from '../delta/delta-error.ts'
import { commitPath, LOG_FOLDER, versionPrefix } from '../delta/log-path.ts'
import { planSegments } from '../delta/log-segment.ts'
import type { CheckpointInstance, LogListing, LogSegment } from '../delta/log-segment.ts'

/** The folder of a log as an exercise tells it: which versions have a commit, which a checkpoint in one file. */
export interface ExerciseFolder {
  readonly commits: readonly number[]
  readonly checkpoints: readonly number[]
}

/** Versions [from, to]. */
export function versions(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

/** "00000000000000000012.json". */
export function commitName(version: number): string {
  return commitPath(version).slice(LOG_FOLDER.length)
}

/** The version that the last of some statements makes: each that commits makes one, and the first one is 0. */
export function lastVersion(statements: readonly { readonly isCommit: boolean }[]): number {
  return statements.filter(({ isCommit }) => isCommit).length - 1
}

/** The versions behind which a writer leaves a checkpoint: multiples of the interval, but not version 0. */
export function checkpointsOf(commits: number, interval: number): number[] {
  return versions(1, commits - 1).filter((version) => version % interval === 0)
}

/** The fewest files of the log, checkpoint and commits, that rebuild a version. Throws a DeltaError where none do. */
export function filesToOpen(folder: ExerciseFolder, version: number): number {
  const segments = [...planSegments(listingOf(folder), version)]
  return Math.min(...segments.map(countFiles))
}

/** The first version that the log can rebuild; undefined when there is none. */
export function oldestReadable(folder: ExerciseFolder): number | undefined {
  const listing = listingOf(folder)
  return versions(0, listing.latest ?? -1).find((version) => canRebuild(listing, version))
}

function canRebuild(listing: LogListing, version: number): boolean {
  try {
    return planSegments(listing, version).next().done !== true
  } catch (error) {
    if (error instanceof DeltaError) return false
    throw error
  }
}

function countFiles({ checkpoint, commits }: LogSegment): number {
  return (checkpoint?.files.length ?? 0) + commits.length
}

function listingOf({ commits, checkpoints }: ExerciseFolder): LogListing {
  const all = [...commits, ...checkpoints]
  return {
    commits: new Map(commits.map((version) => [version, objectAt(commitPath(version))])),
    checkpoints: new Map(checkpoints.map((version) => [version, [checkpointOf(version)]])),
    incomplete: [],
    compactions: new Map(),
    checksums: new Map(),
    latest: all.length === 0 ? undefined : Math.max(...all),
    objects: all.length,
  }
}

function checkpointOf(version: number): CheckpointInstance {
  const file = objectAt(`${versionPrefix(version)}.checkpoint.parquet`)
  return { kind: 'classicCheckpoint', version, format: 'parquet', files: [file] }
}

function objectAt(path: string): StoredObject {
  return { path, sizeBytes: 0, modifiedMs: 0 }
}
