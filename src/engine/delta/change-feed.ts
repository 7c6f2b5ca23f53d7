import type { ReadableStore } from '../storage/object-store.ts'
import type { Metadata } from './action-types.ts'
import { CHANGE_FIELDS, changeCells, invalidRange, readVersions } from './change-data.ts'
import { columnMappingMode } from './column-mapping.ts'
import { versionAtTimestamp, versionFromTimestamp } from './commit-times.ts'
import { DeltaError } from './delta-error.ts'
import { listLog } from './log-segment.ts'
import type { LogListing } from './log-segment.ts'
import { hasNoBreak } from './schema-change.ts'
import { ensureSchema } from './read-rows.ts'
import { parseSchema } from './schema.ts'
import type { StructField } from './schema.ts'
import { ensureLatest, loadVersion } from './snapshot.ts'
import type { Snapshot, SnapshotTarget } from './snapshot.ts'
import type { DeltaValue } from './values.ts'

/** What `table_changes` is asked for: each end is a version or a time, both included. */
export interface ChangeEnds {
  readonly start: SnapshotTarget
  /** Up to the last version without. */
  readonly end?: SnapshotTarget
  /** The version that counts as the last one; that of the log without. */
  readonly latest?: number
}

/** The rows of `table_changes`, not read yet. */
export interface ChangeFeed {
  readonly from: number
  /** Before `from` where no commit lies between two times. */
  readonly to: number
  /** Those of the table, then `CHANGE_FIELDS`. */
  readonly fields: readonly StructField[]
  readonly readRows: () => AsyncGenerator<readonly DeltaValue[]>
  /** Files that `readRows` has opened so far: in `_change_data`, and of the table. */
  readonly opened: { change: number; data: number }
}

/**
 * The feed that Delta's SQL function `table_changes(t, start [, end])` gives, by its rules (CDCReader and
 * DeltaTableValueFunctions of Delta 4): a start that is a time begins with the first commit that is not before it, an end with
 * the last that is not after it; two times without a commit between them give no rows; an end behind the last version is the
 * last. The columns are those of the last version, with column mapping those of the end. Throws DELTA_INVALID_CDC_RANGE,
 * DELTA_VERSION_NOT_FOUND for a start behind the last version, and as `versionAtTimestamp`; its rows throw as `readChanges`,
 * and for a schema that changed by more than new columns.
 */
export async function openChanges(store: ReadableStore, { start, end, latest }: ChangeEnds): Promise<ChangeFeed> {
  const listing = upTo(await listLog(store), latest)
  const last = await loadVersion(store, listing, ensureLatest(listing))
  const from = start.version ?? (await versionFromTimestamp(store, listing, last.metadata, ensureTime(start)))
  const asked = end === undefined ? last.version : await endOf(store, listing, last.metadata, end)
  if (from > last.version) throw startsLate(from, last.version)
  const opened = { change: 0, data: 0 }
  if (isBetweenCommits(start, end, from, asked)) {
    return { from, to: asked, fields: fieldsOf(last), readRows: noRows, opened }
  }
  if (asked < from) throw invalidRange(from, asked)
  const to = Math.min(asked, last.version)
  const read = await chooseColumns(store, listing, { from, to, last })
  const checkSchema = (metadata: Metadata, version: number): void => ensureSameColumns(read, metadata, version, from)
  const onFile = (kind: 'change' | 'data'): void => void opened[kind]++
  const readRows = async function* (): AsyncGenerator<readonly DeltaValue[]> {
    const changes = readVersions(store, listing, { from, to, read, checkSchema, onFile })
    for await (const change of changes) yield changeCells(change)
  }
  return { from, to, fields: fieldsOf(read), readRows, opened }
}

/** The log as it was when `latest` was its last version. */
function upTo(listing: LogListing, latest: number | undefined): LogListing {
  return latest === undefined ? listing : { ...listing, latest: Math.min(latest, listing.latest ?? latest) }
}

async function endOf(
  store: ReadableStore,
  listing: LogListing,
  metadata: Metadata,
  end: SnapshotTarget,
): Promise<number> {
  return end.version ?? (await versionAtTimestamp(store, listing, metadata, ensureTime(end)))
}

function ensureTime({ timestamp }: SnapshotTarget): number {
  if (timestamp === undefined) throw new Error('an end of a feed is a version or a time')
  return timestamp
}

function startsLate(from: number, latest: number): DeltaError {
  const message = `changes cannot start with version ${from}: the latest version of the table is ${latest}`
  return new DeltaError('DELTA_VERSION_NOT_FOUND', message, `version ${from}`)
}

function isBetweenCommits(start: SnapshotTarget, end: SnapshotTarget | undefined, from: number, to: number): boolean {
  if (start.timestamp === undefined || end?.timestamp === undefined) return false
  return start.timestamp <= end.timestamp && to === from - 1
}

async function* noRows(): AsyncGenerator<never> {
  // Nothing was committed between the two times.
}

interface Versions {
  readonly from: number
  readonly to: number
  readonly last: Snapshot
}

/** With column mapping at the start, the end or now, the columns of the end. */
async function chooseColumns(
  store: ReadableStore,
  listing: LogListing,
  { from, to, last }: Versions,
): Promise<Snapshot> {
  const end = to === last.version ? last : await loadVersion(store, listing, to)
  const start = from === to ? end : await loadVersion(store, listing, from)
  return [start, end, last].some(isMapped) ? end : last
}

function isMapped({ protocol, metadata }: Snapshot): boolean {
  return columnMappingMode(protocol, metadata) !== 'none'
}

function fieldsOf(snapshot: Snapshot): readonly StructField[] {
  return [...ensureSchema(snapshot).fields, ...CHANGE_FIELDS]
}

function ensureSameColumns(read: Snapshot, { schemaString }: Metadata, version: number, from: number): void {
  if (schemaString === undefined || schemaString === read.metadata.schemaString) return
  const mode = columnMappingMode(read.protocol, read.metadata)
  if (hasNoBreak(parseSchema(schemaString), ensureSchema(read), mode)) return
  const what = `version ${version} has columns that those of version ${read.version}, by which the changes are read, do not follow by new ones alone; ask for the versions before and behind it apart`
  throw new DeltaError(
    version === from
      ? 'DELTA_CHANGE_DATA_FEED_INCOMPATIBLE_DATA_SCHEMA'
      : 'DELTA_CHANGE_DATA_FEED_INCOMPATIBLE_SCHEMA_CHANGE',
    what,
    `version ${version}`,
  )
}
