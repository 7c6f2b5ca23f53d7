import type { ReadableStore, StoredObject } from '../storage/object-store.ts'
import { DeltaError } from './delta-error.ts'
import { LOG_FOLDER, parseLogPath, versionPrefix } from './log-path.ts'
import type { LogPath } from './log-path.ts'

/** A complete checkpoint. */
export interface CheckpointInstance {
  readonly kind: 'uuidCheckpoint' | 'multiPartCheckpoint' | 'classicCheckpoint'
  readonly version: number
  readonly format: 'json' | 'parquet'
  /** One file, or all parts in their order. */
  readonly files: readonly StoredObject[]
}

/** A checkpoint in parts of which some are missing. */
export interface IncompleteCheckpoint {
  readonly version: number
  readonly parts: number
  readonly missing: readonly number[]
}

/** A log compaction file: it stands for versions [version, lastVersion]. */
export interface Compaction {
  readonly version: number
  readonly lastVersion: number
  readonly file: StoredObject
}

/** The files of a log, or of its part from a version on. */
export interface LogListing {
  readonly commits: ReadonlyMap<number, StoredObject>
  /** By version, the one to prefer first: UUID-named, in parts, classic. */
  readonly checkpoints: ReadonlyMap<number, readonly CheckpointInstance[]>
  readonly incomplete: readonly IncompleteCheckpoint[]
  readonly compactions: ReadonlyMap<number, readonly Compaction[]>
  readonly checksums: ReadonlyMap<number, StoredObject>
  /** The highest version that has a commit or a complete checkpoint. */
  readonly latest: number | undefined
  /** Objects in the folder, those with other names included. */
  readonly objects: number
}

/**
 * The files that make one version: a checkpoint, then the commits behind it. Versions of `commits` have no gap; they begin
 * behind the checkpoint, or at 0 without one, and end at `version`.
 */
export interface LogSegment {
  readonly version: number
  readonly checkpoint: CheckpointInstance | undefined
  readonly commits: readonly (StoredObject & { readonly isCompaction: boolean })[]
}

/** Lists the log, from a version on where one is given. */
export async function listLog(store: ReadableStore, fromVersion?: number): Promise<LogListing> {
  const startAfter = fromVersion === undefined ? undefined : versionPrefix(fromVersion)
  const objects = await store.list(LOG_FOLDER, startAfter)
  const paths = objects.flatMap((object) => parseLogPath(object) ?? [])
  return arrange(paths, objects.length)
}

function arrange(paths: readonly LogPath[], objects: number): LogListing {
  const commits = new Map<number, StoredObject>()
  const checksums = new Map<number, StoredObject>()
  const compactions = new Map<number, Compaction[]>()
  const found: CheckpointInstance[] = []
  const parts = new Map<string, (LogPath & { kind: 'multiPartCheckpoint' })[]>()
  for (const path of paths) {
    const { file } = path
    if (path.kind === 'commit') commits.set(path.version, file)
    else if (path.kind === 'crc') checksums.set(path.version, file)
    else if (path.kind === 'compactedCommit') {
      push(compactions, path.version, { version: path.version, lastVersion: path.lastVersion, file })
    } else if (path.kind === 'multiPartCheckpoint') push(parts, `${path.version}/${path.parts}`, path)
    else if (path.kind === 'classicCheckpoint') {
      found.push({ kind: path.kind, version: path.version, format: 'parquet', files: [file] })
    } else if (path.kind === 'uuidCheckpoint') {
      found.push({ kind: path.kind, version: path.version, format: path.format, files: [file] })
    }
  }
  const incomplete: IncompleteCheckpoint[] = []
  for (const group of parts.values()) {
    const checkpoint = joinParts(group)
    if ('files' in checkpoint) found.push(checkpoint)
    else incomplete.push(checkpoint)
  }
  const checkpoints = new Map<number, CheckpointInstance[]>()
  found.sort((a, b) => RANK[a.kind] - RANK[b.kind])
  for (const checkpoint of found) push(checkpoints, checkpoint.version, checkpoint)
  let latest: number | undefined
  for (const version of [...commits.keys(), ...checkpoints.keys()]) latest = Math.max(latest ?? 0, version)
  return { commits, checkpoints, incomplete, compactions, checksums, latest, objects }
}

const RANK = { uuidCheckpoint: 0, multiPartCheckpoint: 1, classicCheckpoint: 2 }

function joinParts(
  group: readonly (LogPath & { kind: 'multiPartCheckpoint' })[],
): CheckpointInstance | IncompleteCheckpoint {
  const { version, parts } = group[0] as LogPath & { kind: 'multiPartCheckpoint' }
  if (group.length === parts) {
    const files = group.toSorted((a, b) => a.part - b.part).map(({ file }) => file)
    return { kind: 'multiPartCheckpoint', version, format: 'parquet', files }
  }
  const there = new Set(group.map(({ part }) => part))
  // A name may claim any number of parts: only the first few that miss are told.
  const missing: number[] = []
  for (let part = 1; part <= parts && missing.length < 10; part++) if (!there.has(part)) missing.push(part)
  return { version, parts, missing }
}

/**
 * The segments that lead to a version, the one to prefer first: from the newest checkpoint that is not newer than it, then
 * from older ones, at last from version 0. Each is planned when it is asked for. Throws when not even the first has all its
 * commits: DELTA_VERSION_NOT_FOUND when the version is outside of what the log can rebuild, else
 * DELTA_VERSIONS_NOT_CONTIGUOUS or DELTA_MISSING_PART_FILES.
 */
export function* planSegments(listing: LogListing, version: number): Generator<LogSegment> {
  const { latest } = listing
  if (latest === undefined || version < 0 || version > latest) {
    throw versionNotFound(version, earliestVersion(listing), latest)
  }
  const bases = [...listing.checkpoints.keys()].filter((base) => base <= version).sort((a, b) => b - a)
  let commits: LogSegment['commits'] = []
  let end = version
  let isFirst = true
  for (const base of [...bases, -1]) {
    const more = planCommits(listing, base + 1, end, version)
    if (more instanceof DeltaError) {
      if (isFirst) throw explainGap(listing, version, bases.length > 0, more)
      return
    }
    commits = [...more, ...commits]
    end = base
    isFirst = false
    for (const checkpoint of listing.checkpoints.get(base) ?? [undefined]) yield { version, checkpoint, commits }
  }
}

/** Why there is no segment at all: the gap itself, or what made the version depend on the commits that miss. */
function explainGap(listing: LogListing, version: number, hasBase: boolean, gap: DeltaError): DeltaError {
  const lost = listing.incomplete.find((checkpoint) => checkpoint.version <= version)
  if (!hasBase && lost !== undefined) return missingParts(lost)
  const earliest = earliestVersion(listing)
  if (earliest === undefined) {
    const message = 'no version can be rebuilt: version 0 and every checkpoint are gone'
    return new DeltaError('DELTA_NO_RECREATABLE_HISTORY_FOUND', message, LOG_FOLDER)
  }
  return version < earliest ? versionNotFound(version, earliest, listing.latest) : gap
}

/** The first version that the log can rebuild. */
export function earliestVersion({ commits, checkpoints }: LogListing): number | undefined {
  if (commits.has(0)) return 0
  let earliest: number | undefined
  for (const version of checkpoints.keys()) earliest = Math.min(earliest ?? version, version)
  return earliest
}

/** Commits from `start` to `end`; a compaction stands in where a commit is gone. An error when there is a gap. */
function planCommits(
  listing: LogListing,
  start: number,
  end: number,
  version: number,
): LogSegment['commits'] | DeltaError {
  const files: (StoredObject & { isCompaction: boolean })[] = []
  for (let next = start; next <= end;) {
    const commit = listing.commits.get(next)
    if (commit !== undefined) {
      files.push({ ...commit, isCompaction: false })
      next++
      continue
    }
    const compaction = (listing.compactions.get(next) ?? [])
      .filter(({ lastVersion }) => lastVersion <= end)
      .toSorted((a, b) => b.lastVersion - a.lastVersion)[0]
    if (compaction === undefined) return gapError(listing, next, version)
    files.push({ ...compaction.file, isCompaction: true })
    next = compaction.lastVersion + 1
  }
  return files
}

function gapError(listing: LogListing, missing: number, version: number): DeltaError {
  const next = [...listing.commits.keys()].filter((commit) => commit > missing).sort((a, b) => a - b)[0]
  const last = next === undefined ? version : Math.min(version, next - 1)
  const what = last > missing ? `commits ${missing} to ${last} are` : `commit ${missing} is`
  return new DeltaError(
    'DELTA_VERSIONS_NOT_CONTIGUOUS',
    `${what} missing, so version ${version} cannot be rebuilt; put the files back, or open a version before the gap`,
    `${versionPrefix(missing)}.json`,
  )
}

function versionNotFound(version: number, earliest: number | undefined, latest: number | undefined): DeltaError {
  return new DeltaError(
    'DELTA_VERSION_NOT_FOUND',
    `version ${version} is not in the log; available versions: [${earliest ?? '-'}, ${latest ?? '-'}]; ask for one of these`,
    `version ${version}`,
  )
}

function missingParts({ version, parts, missing }: IncompleteCheckpoint): DeltaError {
  return new DeltaError(
    'DELTA_MISSING_PART_FILES',
    `the checkpoint of version ${version} misses part ${missing.join(', ')} of ${parts}, and the commits before are gone`,
    `${versionPrefix(version)}.checkpoint`,
  )
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
