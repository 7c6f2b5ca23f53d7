import type { ReadableStore } from '../storage/object-store.ts'
import type { Metadata } from './action-types.ts'
import { fileTimes, findCommitInfo, inCommitSince, monotonise } from './commit-times.ts'
import { DeltaError } from './delta-error.ts'
import type { LogListing } from './log-segment.ts'
import { readAhead } from './snapshot.ts'

/** One version as DESCRIBE HISTORY tells it. */
export interface HistoryEntry {
  readonly version: number
  /** Milliseconds since 1970: the commit's own time where the table has in-commit timestamps, else its file's. */
  readonly timestamp: number
  /** What the writer told of the commit (`commitInfo`); undefined where it told nothing. */
  readonly info: Readonly<Record<string, unknown>> | undefined
  /** Why the commit cannot be read; older ones may be damaged without harm to newer versions. */
  readonly error: DeltaError | undefined
}

/** What is kept of `commitInfo`, in the order in which it is shown. */
const SHOWN = [
  'operation',
  'operationParameters',
  'operationMetrics',
  'userId',
  'userName',
  'job',
  'notebook',
  'clusterId',
  'readVersion',
  'isolationLevel',
  'isBlindAppend',
  'userMetadata',
  'engineInfo',
  'txnId',
] as const

/** The commits that are left, up to a version, the newest first. */
export async function readHistory(
  store: ReadableStore,
  listing: LogListing,
  metadata: Metadata,
  upTo: number,
): Promise<HistoryEntry[]> {
  const times = monotonise(fileTimes(listing.commits, 0, upTo))
  const files = times.flatMap(({ version }) => listing.commits.get(version) ?? [])
  const since = inCommitSince(metadata)?.version ?? Infinity
  const entries: HistoryEntry[] = []
  for await (const { file, bytes } of readAhead(store, files)) {
    const { version, timestamp } = times[entries.length] as { version: number; timestamp: number }
    const { info, error } = tryReadInfo(bytes, file.path)
    const own = version >= since ? info?.['inCommitTimestamp'] : undefined
    entries.push({ version, timestamp: typeof own === 'number' ? own : timestamp, info, error })
  }
  return entries.reverse()
}

function tryReadInfo(bytes: Uint8Array, path: string): Pick<HistoryEntry, 'info' | 'error'> {
  try {
    return { info: findCommitInfo(bytes, path)?.fields, error: undefined }
  } catch (error) {
    if (error instanceof DeltaError) return { info: undefined, error }
    throw error
  }
}

/** The fields of a commit's information that are shown, those that are there. */
export function shownInfo(info: HistoryEntry['info']): Record<string, unknown> {
  if (info === undefined) return {}
  const known = SHOWN.filter((name) => info[name] !== undefined && info[name] !== null)
  return Object.fromEntries(known.map((name) => [name, info[name]]))
}
