import { formatMillis } from '../../base/calendar.ts'
import type { ReadableStore, StoredObject } from '../storage/object-store.ts'
import type { CommitInfo, Metadata } from './action-types.ts'
import { parseAction } from './actions.ts'
import { DeltaError } from './delta-error.ts'
import { parseJsonLines } from './json-lines.ts'
import { earliestVersion } from './log-segment.ts'
import type { LogListing } from './log-segment.ts'
import { isOn } from './property-value.ts'

/** A commit and its time in milliseconds since 1970. */
export interface CommitTime {
  readonly version: number
  readonly timestamp: number
}

/**
 * The times of commits by the files' modification times, made strictly increasing: one that is not after its predecessor
 * becomes one millisecond later than that (as Delta's history does it). In ascending order of versions.
 */
export function monotonise(commits: readonly CommitTime[]): CommitTime[] {
  let last = -Infinity
  return commits.map(({ version, timestamp }) => {
    last = Math.max(timestamp, last + 1)
    return { version, timestamp: last }
  })
}

/** The commits [from, to] that are there, with their files' times. */
export function fileTimes(commits: ReadonlyMap<number, StoredObject>, from: number, to: number): CommitTime[] {
  const versions = [...commits.keys()].filter((version) => version >= from && version <= to).sort((a, b) => a - b)
  return versions.map((version) => ({ version, timestamp: (commits.get(version) as StoredObject).modifiedMs }))
}

/** From which version on commits carry their own time; undefined where they do not. */
export function inCommitSince(metadata: Metadata): CommitTime | undefined {
  const { configuration } = metadata
  if (!isOn(configuration, 'delta.enableInCommitTimestamps')) return undefined
  return {
    version: Number(configuration.get('delta.inCommitTimestampEnablementVersion') ?? 0),
    timestamp: Number(configuration.get('delta.inCommitTimestampEnablementTimestamp') ?? -Infinity),
  }
}

/** Metadata that says since when commits carry their own time. */
export function withInCommitSince(metadata: Metadata, { version, timestamp }: CommitTime): Metadata {
  const told = [
    ['delta.inCommitTimestampEnablementVersion', String(version)],
    ['delta.inCommitTimestampEnablementTimestamp', String(timestamp)],
  ] as const
  return { ...metadata, configuration: new Map([...metadata.configuration, ...told]) }
}

/**
 * The last version whose commit is not after `timestamp`, among those that the log can rebuild. `metadata` is that of the
 * latest version. Throws
 * DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION before the first and DELTA_TIMESTAMP_GREATER_THAN_COMMIT after the last.
 */
export async function versionAtTimestamp(
  store: ReadableStore,
  listing: LogListing,
  metadata: Metadata,
  timestamp: number,
): Promise<number> {
  const { first, match } = await findAtTimestamp(store, listing, metadata, timestamp)
  if (match !== undefined) return match.version
  throw new DeltaError(
    'DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION',
    `${formatMillis(timestamp)} is before the first commit that is left, version ${first.version} of ${formatMillis(first.timestamp)}; ask for that time or a later one`,
    'timestamp',
  )
}

/**
 * The first version whose commit is not before `timestamp`, as a feed of changes begins. Throws as `versionAtTimestamp` does,
 * but takes the first version for a time before it.
 */
export async function versionFromTimestamp(
  store: ReadableStore,
  listing: LogListing,
  metadata: Metadata,
  timestamp: number,
): Promise<number> {
  const { first, match } = await findAtTimestamp(store, listing, metadata, timestamp)
  if (match === undefined) return first.version
  return match.timestamp === timestamp ? match.version : match.version + 1
}

/** Throws where the time is after the last commit, or no version is left. */
async function findAtTimestamp(
  store: ReadableStore,
  listing: LogListing,
  metadata: Metadata,
  timestamp: number,
): Promise<Found> {
  const earliest = earliestVersion(listing)
  const latest = listing.latest
  if (earliest === undefined || latest === undefined) {
    const message = 'no version can be rebuilt: version 0 and every checkpoint are gone'
    throw new DeltaError('DELTA_NO_RECREATABLE_HISTORY_FOUND', message, 'timestamp')
  }
  const since = inCommitSince(metadata)
  const found =
    since === undefined
      ? findByFile(listing, earliest, latest, timestamp)
      : await findInCommit(store, listing, { earliest, latest, since, timestamp })
  const { last, match } = found
  if (match !== undefined && timestamp > last.timestamp) {
    throw new DeltaError(
      'DELTA_TIMESTAMP_GREATER_THAN_COMMIT',
      `${formatMillis(timestamp)} is after the last commit, version ${last.version} of ${formatMillis(last.timestamp)}; ask for the latest version instead`,
      'timestamp',
    )
  }
  return found
}

interface Found {
  readonly first: CommitTime
  readonly last: CommitTime
  readonly match: CommitTime | undefined
}

function findByFile(listing: LogListing, earliest: number, latest: number, timestamp: number): Found {
  const times = monotonise(fileTimes(listing.commits, earliest, latest))
  return findLast(times, timestamp)
}

function findLast(times: readonly CommitTime[], timestamp: number): Found {
  const [first] = times
  if (first === undefined) {
    const message = 'no commit is left, so that no version has a time; open it by version'
    throw new DeltaError('DELTA_NO_COMMITS_FOUND', message, 'timestamp')
  }
  const match = times.findLast((commit) => commit.timestamp <= timestamp)
  return { first, last: times[times.length - 1] as CommitTime, match }
}

interface InCommitSearch {
  readonly earliest: number
  readonly latest: number
  readonly since: CommitTime
  readonly timestamp: number
}

/**
 * In-commit times rise strictly, so the commits from `since` on are searched by halves, each read once; moments before are
 * looked for among the files' times of the versions before (PROTOCOL.md, In-Commit Timestamps).
 */
async function findInCommit(
  store: ReadableStore,
  listing: LogListing,
  { earliest, latest, since, timestamp }: InCommitSearch,
): Promise<Found> {
  const timeOf = async (version: number): Promise<CommitTime> => {
    const file = listing.commits.get(version)
    if (file === undefined) throw missingCommitInfo(version)
    return { version, timestamp: ensureInCommitTimestamp(await readCommitInfo(store, file.path), file.path) }
  }
  const versions = [...listing.commits.keys()]
    .filter((version) => version >= earliest && version <= latest)
    .sort((a, b) => a - b)
  const timed = versions.filter((version) => version >= since.version)
  const last = await timeOf(latest)
  const firstTimed = timed[0] as number
  const start = await timeOf(firstTimed)
  if (timestamp < start.timestamp && firstTimed > (versions[0] as number)) {
    const before = findByFile(listing, earliest, firstTimed - 1, timestamp)
    return { ...before, last }
  }
  let [low, high] = [0, timed.length - 1]
  if (timestamp < start.timestamp) return { first: start, last, match: undefined }
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((await timeOf(timed[middle] as number)).timestamp <= timestamp) low = middle
    else high = middle - 1
  }
  return { first: start, last, match: await timeOf(timed[low] as number) }
}

/** The commitInfo of a commit; undefined where its writer left none. Other lines are not looked into. */
export async function readCommitInfo(store: ReadableStore, path: string): Promise<CommitInfo | undefined> {
  return findCommitInfo(await store.get(path), path)
}

export function findCommitInfo(bytes: Uint8Array, path: string): CommitInfo | undefined {
  for (const { line, value } of parseJsonLines(bytes, path)) {
    const action = parseAction(value, `${path}:${line}`)
    if (action?.kind === 'commitInfo') return action
  }
  return undefined
}

/** Throws DELTA_MISSING_COMMIT_INFO or DELTA_MISSING_COMMIT_TIMESTAMP. */
export function ensureInCommitTimestamp(info: CommitInfo | undefined, path: string): number {
  if (info === undefined) {
    throw new DeltaError(
      'DELTA_MISSING_COMMIT_INFO',
      `${path} has no commitInfo, which in-commit timestamps need`,
      path,
    )
  }
  const time = info.fields['inCommitTimestamp']
  if (typeof time === 'number' && Number.isSafeInteger(time)) return time
  const message = `${path} has a commitInfo without inCommitTimestamp, which in-commit timestamps need`
  throw new DeltaError('DELTA_MISSING_COMMIT_TIMESTAMP', message, path)
}

function missingCommitInfo(version: number): DeltaError {
  const message = `the commit of version ${version} is gone, and with it the time that it carried`
  return new DeltaError('DELTA_MISSING_COMMIT_INFO', message, `version ${version}`)
}
