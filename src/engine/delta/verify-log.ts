import type { ReadableStore, StoredObject } from '../storage/object-store.ts'
import { StoreError } from '../storage/object-store.ts'
import type { Action } from './action-types.ts'
import { UNTOLD_PARTITION } from './actions.ts'
import { replayCheckpoint } from './checkpoint.ts'
import { isOutside } from './data-path.ts'
import { DeltaError } from './delta-error.ts'
import { tryReadBadCount } from './file-stats.ts'
import { tryReadHint } from './last-checkpoint-hint.ts'
import { LAST_CHECKPOINT, LOG_FOLDER, versionPrefix } from './log-path.ts'
import type { CheckpointInstance, LogListing } from './log-segment.ts'
import { ReadAhead } from './read-ahead.ts'
import { parseActions, Replay } from './replay.ts'
import { compareChecksum, tryParseChecksum } from './version-checksum.ts'

/** Something that is not as it should be; the table may be readable all the same. */
export interface Finding {
  /** A code of `DeltaError`, or one of those of `FINDING_CODES`. */
  readonly code: string
  readonly message: string
  readonly where: string
}

/** Findings that are no errors by themselves. */
export const FINDING_CODES = {
  HINT_UNREADABLE: '_last_checkpoint cannot be read; readers list the log instead',
  HINT_WRONG: '_last_checkpoint names a checkpoint that is not there or is another one',
  CHECKSUM_UNREADABLE: 'the version checksum cannot be read; readers ignore it',
  CHECKSUM_MISMATCH: 'the version checksum and the log differ',
  CHECKPOINT_MISMATCH: 'a checkpoint and the commits before it lead to different files',
  DUPLICATE_ACTION: 'one commit says two things of one file, or has an action twice that may be there once',
  UNKNOWN_REMOVE: 'a commit removes a file that is not in the table',
  DUPLICATE_FILE: 'one data file is in the table twice, with different deletion vectors',
  FILE_CHECKSUM_MISMATCH: 'a file does not have the checksums that Hadoop wrote beside it',
  MISSING_FIELD: 'an action lacks a field that the protocol requires; readers do without it',
  STATS_UNREADABLE: 'the statistics of a file are not a JSON object',
  STATS_INVALID: 'the statistics of a file tell a number of rows that no file can have',
  STATS_MISMATCH: 'the statistics of a file and its rows differ',
} as const

export type Report = (finding: Finding) => void

/** A commit that was looked at. */
export interface CommitSeen {
  readonly version: number
  /** Its file; undefined where the store did not give it. */
  readonly bytes: Uint8Array | undefined
  /** Undefined where it cannot be read. */
  readonly actions: readonly Action[] | undefined
}

/**
 * Checks the files of the log against each other, version by version from the first that can be rebuilt. `see` is told of
 * every commit, in the order of versions, and `seeCheckpoint` of every version with a checkpoint that can be read.
 */
export async function verifyLog(
  store: ReadableStore,
  listing: LogListing,
  report: Report,
  see: (commit: CommitSeen) => void = () => undefined,
  seeCheckpoint: (version: number) => void = () => undefined,
): Promise<void> {
  await verifyHint(store, listing, report)
  reportHoles(listing, report)
  const versions = [...new Set([...listing.commits.keys(), ...listing.checkpoints.keys()])].sort((a, b) => a - b)
  const reading = new ReadAhead(
    store,
    versions.flatMap((version) => listing.commits.get(version) ?? []),
  )
  // Undefined while the state is not known: before the first checkpoint, or behind a gap or a damaged commit.
  let state: Replay | undefined = versions[0] === 0 ? new Replay(store.rootPath) : undefined
  const told = { report, see, keys: new Replay(store.rootPath) }
  let last = -1
  for (const version of versions) {
    const commit = listing.commits.get(version)
    if (version !== last + 1 || commit === undefined) state = undefined
    if (commit !== undefined) state = await verifyCommit(reading, commit, version, state, told)
    for (const checkpoint of listing.checkpoints.get(version) ?? []) {
      const loaded = await verifyCheckpoint(store, checkpoint, state, report)
      if (loaded !== undefined) seeCheckpoint(version)
      state = loaded ?? state
    }
    const checksum = listing.checksums.get(version)
    if (checksum !== undefined) await verifyChecksum(store, checksum, state, report)
    last = version
  }
}

async function verifyHint(store: ReadableStore, { checkpoints }: LogListing, report: Report): Promise<void> {
  if ((await store.tryHead(LAST_CHECKPOINT)) === undefined) return
  const hint = await tryReadHint(store)
  if (hint === undefined) {
    report({ code: 'HINT_UNREADABLE', message: 'it is not a JSON object with a version', where: LAST_CHECKPOINT })
    return
  }
  const there = checkpoints.get(hint.version) ?? []
  const isThere = there.some(({ files }) => files.length === (hint.parts ?? 1))
  if (isThere) return
  const parts = hint.parts === undefined ? '' : ` in ${hint.parts} parts`
  const message = `it names a checkpoint of version ${hint.version}${parts}, which is not there`
  report({ code: 'HINT_WRONG', message, where: LAST_CHECKPOINT })
}

/** Commits that miss between others, and checkpoints that miss parts. */
function reportHoles({ commits, incomplete }: LogListing, report: Report): void {
  const versions = [...commits.keys()].sort((a, b) => a - b)
  for (let i = 1; i < versions.length; i++) {
    const [before, next] = [versions[i - 1] as number, versions[i] as number]
    if (next === before + 1) continue
    const what = next === before + 2 ? `commit ${before + 1} is` : `commits ${before + 1} to ${next - 1} are`
    const where = `${versionPrefix(before + 1)}.json`
    report({ code: 'DELTA_VERSIONS_NOT_CONTIGUOUS', message: `${what} missing between others`, where })
  }
  for (const { version, parts, missing } of incomplete) {
    const message = `the checkpoint of version ${version} misses part ${missing.join(', ')} of ${parts}`
    report({ code: 'DELTA_MISSING_PART_FILES', message, where: `${versionPrefix(version)}.checkpoint` })
  }
}

interface Told {
  readonly report: Report
  readonly see: (commit: CommitSeen) => void
  /** Knows the keys of files. */
  readonly keys: Replay
}

/** Applies a commit to a known state. Undefined when it cannot be read: the state is not known any more. */
async function verifyCommit(
  reading: ReadAhead,
  { path }: StoredObject,
  version: number,
  state: Replay | undefined,
  { report, see, keys }: Told,
): Promise<Replay | undefined> {
  let bytes: Uint8Array | undefined
  let actions: Action[] | undefined
  try {
    bytes = await reading.next()
    actions = [...parseActions(bytes, path)]
    reportDuplicates(actions, path, keys, report)
    reportAdds(actions, path, report)
    if (state !== undefined) reportUnknownRemoves(actions, state, path, report)
    for (const action of actions) state?.apply(action)
    if (version === 0 && state !== undefined) reportMissingState(state, path, report)
    return state
  } catch (error) {
    report(asFinding(error, path))
    return undefined
  } finally {
    see({ version, bytes, actions })
  }
}

/** A file is removed that is not in the table: the commit may have meant another. */
function reportUnknownRemoves(actions: readonly Action[], state: Replay, path: string, report: Report): void {
  for (const action of actions) {
    if (action.kind !== 'remove' || state.files.has(state.keyOf(action))) continue
    report({ code: 'UNKNOWN_REMOVE', message: `it removes ${action.path}, which is not in the table`, where: path })
  }
}

/** What readers get along without, and what is wrong all the same. */
function reportAdds(actions: readonly Action[], where: string, report: Report): void {
  for (const action of actions) {
    if (action.kind !== 'add') continue
    if (action.partitionValues === UNTOLD_PARTITION) {
      const message = `the add of ${action.path} has no partitionValues, which the protocol requires`
      report({ code: 'MISSING_FIELD', message, where })
    }
    const records = tryReadBadCount(action.stats)
    if (records === undefined) continue
    const message = `the statistics of ${action.path} say that it has ${records} rows`
    report({ code: 'STATS_INVALID', message, where })
  }
}

function reportMissingState({ protocol, metadata }: Replay, path: string, report: Report): void {
  for (const [name, value] of [
    ['protocol', protocol],
    ['metaData', metadata],
  ] as const) {
    const message = `the first commit has no ${name} action`
    if (value === undefined) report({ code: 'DELTA_STATE_RECOVER_ERROR', message, where: path })
  }
}

/** Within a commit a file is added once and removed once, not both; the other actions are there once, or once a key. */
function reportDuplicates(actions: readonly Action[], path: string, replay: Replay, report: Report): void {
  const seen = new Map<string, string>()
  for (const action of actions) {
    const key = duplicateKey(action, replay)
    if (key === undefined) continue
    const before = seen.get(key)
    seen.set(key, action.kind)
    if (before === undefined) continue
    const what = action.kind === 'add' || action.kind === 'remove' ? action.path : key
    report({ code: 'DUPLICATE_ACTION', message: `${before} and ${action.kind} of ${what} in one commit`, where: path })
  }
}

function duplicateKey(action: Action, replay: Replay): string | undefined {
  switch (action.kind) {
    case 'add':
    case 'remove':
      return `file ${replay.keyOf(action)}`
    case 'metaData':
    case 'protocol':
    case 'commitInfo':
      return action.kind
    case 'txn':
      return `txn ${action.appId}`
    case 'domainMetadata':
      return `domain ${action.domain}`
    case 'cdc':
    case 'sidecar':
    case 'checkpointMetadata':
      return undefined
  }
}

/** The state of a checkpoint, compared with what the commits lead to. Undefined when it cannot be read. */
async function verifyCheckpoint(
  store: ReadableStore,
  checkpoint: CheckpointInstance,
  state: Replay | undefined,
  report: Report,
): Promise<Replay | undefined> {
  const where = checkpoint.files[0]?.path ?? LOG_FOLDER
  const loaded = new Replay(store.rootPath)
  try {
    await replayCheckpoint(store, checkpoint, loaded)
  } catch (error) {
    report(asFinding(error, where))
    return undefined
  }
  if (state === undefined) return loaded
  const differences = compareStates(state, loaded)
  if (differences.length > 0) report({ code: 'CHECKPOINT_MISMATCH', message: differences.join('; '), where })
  return loaded
}

function compareStates(commits: Replay, checkpoint: Replay): string[] {
  const differences: string[] = []
  const missing = countOnlyIn(commits, checkpoint)
  const extra = countOnlyIn(checkpoint, commits)
  if (missing > 0) differences.push(`${missing} files of the commits are not in the checkpoint`)
  if (extra > 0) differences.push(`${extra} files of the checkpoint are not in the commits`)
  if (normalSchema(commits) !== normalSchema(checkpoint)) differences.push('the schemas differ')
  if (commits.protocol?.minReaderVersion !== checkpoint.protocol?.minReaderVersion)
    differences.push('the protocols differ')
  return differences
}

/** One path outside of the table may be written in several ways, so that only those inside are compared. */
function countOnlyIn({ files }: Replay, other: Replay): number {
  let count = 0
  for (const slot of files.slots()) {
    const key = files.keyAt(slot)
    if (!isOutside(key) && !other.files.has(key)) count++
  }
  return count
}

/** The schema without the freedom of JSON in blanks. */
function normalSchema({ metadata }: Replay): string | undefined {
  const text = metadata?.schemaString
  try {
    return text === undefined ? undefined : JSON.stringify(JSON.parse(text))
  } catch {
    return text
  }
}

async function verifyChecksum(
  store: ReadableStore,
  { path }: StoredObject,
  state: Replay | undefined,
  report: Report,
): Promise<void> {
  const checksum = tryParseChecksum(await store.get(path))
  if (checksum === undefined) {
    report({ code: 'CHECKSUM_UNREADABLE', message: 'it is not a JSON object', where: path })
    return
  }
  if (state === undefined) return
  for (const difference of compareChecksum(checksum, state)) {
    report({ code: 'CHECKSUM_MISMATCH', message: `it says ${difference}`, where: path })
  }
}

/** What was thrown while a file was read. What is not told is a defect of the program and goes on. */
export function asFinding(error: unknown, path: string): Finding {
  if (error instanceof DeltaError) return { code: error.code, message: error.message, where: error.where }
  if (error instanceof StoreError) return { code: 'DELTA_STORE_FAILED', message: error.message, where: path }
  throw error
}
