import type { ReadableStore } from '../storage/object-store.ts'
import type { Action, Add, Metadata, Remove } from './action-types.ts'
import { columnMappingMode, partitionFields } from './column-mapping.ts'
import { ensureInCommitTimestamp, fileTimes, inCommitSince, monotonise } from './commit-times.ts'
import { ensureParquet, readDataFile, rowsOf } from './data-file.ts'
import type { DataFile, FileRequest } from './data-file.ts'
import { canonicalPath } from './data-path.ts'
import { readDeletionVector } from './deletion-vector.ts'
import { DeltaError, malformed } from './delta-error.ts'
import { listLog } from './log-segment.ts'
import type { LogListing } from './log-segment.ts'
import { isOn } from './property-value.ts'
import { ensureSchema } from './read-rows.ts'
import { parseActions } from './replay.ts'
import type { RowSet } from './roaring.ts'
import type { StructField } from './schema.ts'
import { ensureLatest, loadVersion } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'
import type { DeltaValue } from './values.ts'

export type ChangeType = 'insert' | 'delete' | 'update_preimage' | 'update_postimage'

/** A row that a commit inserted, deleted or changed. */
export interface ChangeRow {
  /** In the order of the schema of the last version asked for. */
  readonly values: readonly DeltaValue[]
  readonly changeType: ChangeType
  readonly version: number
  /** Milliseconds since 1970. */
  readonly timestamp: number
}

const CHANGE_TYPES: readonly string[] = ['insert', 'delete', 'update_preimage', 'update_postimage']
const CHANGE_FIELD = createField('_change_type', { kind: 'string' })

/** The columns that the feed has behind those of the table, and what stands in them. */
export const CHANGE_FIELDS: readonly StructField[] = [
  CHANGE_FIELD,
  createField('_commit_version', { kind: 'long' }),
  createField('_commit_timestamp', { kind: 'timestamp' }),
]

/** A row of the feed as one of the table's columns and `CHANGE_FIELDS`. */
export function changeCells({ values, changeType, version, timestamp }: ChangeRow): readonly DeltaValue[] {
  return [...values, changeType, BigInt(version), BigInt(timestamp) * 1000n]
}

function createField(name: string, type: StructField['type']): StructField {
  return { name, type, nullable: true, metadata: {} }
}

/**
 * The change data feed of versions [from, to], both included, in their order (PROTOCOL.md, Add CDC File). A commit with change
 * files is told by them alone; otherwise by the files that it added and removed, those that only rearrange data left out, and
 * where a file's deletion vector changed, by the rows that differ. Throws DELTA_MISSING_CHANGE_DATA for a version in which the
 * feed was off, DELTA_INVALID_CDC_RANGE where `to` is before `from`, and as `loadSnapshot` and `readRows` do.
 */
export async function* readChanges(store: ReadableStore, from: number, to?: number): AsyncGenerator<ChangeRow> {
  const listing = await listLog(store)
  if (to !== undefined && to < from) throw invalidRange(from, to)
  const read = await loadVersion(store, listing, to ?? ensureLatest(listing))
  yield* readVersions(store, listing, { from, to: read.version, read })
}

/** `to` is before `from`. */
export function invalidRange(from: number, to: number): DeltaError {
  const message = `changes from version ${from} on cannot end with version ${to}, which is before it`
  return new DeltaError('DELTA_INVALID_CDC_RANGE', message, `version ${to}`)
}

export interface ChangeRange {
  readonly from: number
  readonly to: number
  /** The version whose columns the rows have. */
  readonly read: Snapshot
  /** Asked of each version's columns, as they are told. */
  readonly checkSchema?: (metadata: Metadata, version: number) => void
  readonly onFile?: (kind: 'change' | 'data') => void
}

/** As `readChanges`, of a log that is listed and versions that are known. */
export async function* readVersions(
  store: ReadableStore,
  listing: LogListing,
  { from, to, read, checkSchema, onFile }: ChangeRange,
): AsyncGenerator<ChangeRow> {
  const first = await loadVersion(store, listing, from)
  ensureParquet(read.metadata)
  const request = planRequest(read)
  const times = new Map(monotonise(fileTimes(listing.commits, 0, to)).map((time) => [time.version, time]))
  let metadata: Metadata = first.metadata
  checkSchema?.(metadata, from)
  for (let version = from; version <= to; version++) {
    const actions = await readCommit(store, listing, version)
    const changed = actions.find((action) => action.kind === 'metaData')
    if (changed !== undefined && version > from) checkSchema?.(changed, version)
    metadata = changed ?? metadata
    ensureRecorded(metadata, version)
    const timestamp = timeOf(actions, read.metadata, version, times.get(version)?.timestamp ?? 0)
    try {
      const changes = readCommitChanges(store, actions, request, onFile)
      for await (const change of changes) yield { ...change, version, timestamp }
    } catch (error) {
      throw asMissingChanges(error, version)
    }
  }
}

/** Delta has a name of its own for a file that a feed misses. */
function asMissingChanges(error: unknown, version: number): unknown {
  if (!(error instanceof DeltaError) || error.code !== 'DELTA_FILE_NOT_FOUND_DETAILED') return error
  const message = `${error.where}, which tells changes of version ${version}, is not there; VACUUM deletes such files once they are older than its retention, so ask for a later start`
  return new DeltaError('DELTA_CHANGE_DATA_FILE_NOT_FOUND', message, error.where)
}

function planRequest(snapshot: Snapshot): FileRequest {
  const schema = ensureSchema(snapshot)
  return {
    fields: schema.fields,
    partitions: new Set(partitionFields(snapshot.metadata, schema)),
    mode: columnMappingMode(snapshot.protocol, snapshot.metadata),
  }
}

async function readCommit(store: ReadableStore, { commits }: LogListing, version: number): Promise<Action[]> {
  const file = commits.get(version)
  if (file !== undefined) return [...parseActions(await store.get(file.path), file.path)]
  const message = `the commit of version ${version} is gone, and with it what it changed`
  throw new DeltaError('DELTA_VERSION_NOT_FOUND', message, `version ${version}`)
}

function ensureRecorded({ configuration }: Metadata, version: number): void {
  if (isOn(configuration, 'delta.enableChangeDataFeed')) return
  const message = `changes were not recorded in version ${version}: delta.enableChangeDataFeed was not true`
  throw new DeltaError('DELTA_MISSING_CHANGE_DATA', message, `version ${version}`)
}

function timeOf(actions: readonly Action[], metadata: Metadata, version: number, fileTime: number): number {
  const since = inCommitSince(metadata)
  if (since === undefined || version < since.version) return fileTime
  return ensureInCommitTimestamp(
    actions.find((action) => action.kind === 'commitInfo'),
    `version ${version}`,
  )
}

type Change = Pick<ChangeRow, 'values' | 'changeType'>

async function* readCommitChanges(
  store: ReadableStore,
  actions: readonly Action[],
  request: FileRequest,
  onFile: ChangeRange['onFile'],
): AsyncGenerator<Change> {
  const files = actions.filter((action) => action.kind === 'cdc')
  for (const file of files) {
    onFile?.('change')
    yield* readChangeFile(store, { ...file, deletionVector: undefined }, request)
  }
  if (files.length > 0) return
  const added = new Map<string, Add>()
  for (const action of actions) {
    if (action.kind === 'add' && action.dataChange) added.set(canonicalPath(action.path, store.rootPath), action)
  }
  for (const action of actions) {
    if (action.kind !== 'remove' || !action.dataChange) continue
    const key = canonicalPath(action.path, store.rootPath)
    const add = added.get(key)
    onFile?.('data')
    if (add === undefined) yield* readWhole(store, asDataFile(action, request), 'delete', request)
    else yield* readVectorChange(store, action, add, request)
    added.delete(key)
  }
  for (const add of added.values()) {
    onFile?.('data')
    yield* readWhole(store, add, 'insert', request)
  }
}

/** Removals of old writers do not tell their partition. */
function asDataFile(remove: Remove, { partitions }: FileRequest): DataFile {
  const { path, size, partitionValues, deletionVector } = remove
  if (partitionValues === undefined && partitions.size > 0) throw malformed(`${path}:partitionValues`, 'there')
  return { path, size, deletionVector, partitionValues: partitionValues ?? new Map() }
}

async function* readWhole(
  store: ReadableStore,
  file: DataFile,
  changeType: ChangeType,
  request: FileRequest,
): AsyncGenerator<Change> {
  for await (const batch of readDataFile(store, file, request)) {
    for (const values of rowsOf(batch)) yield { values, changeType }
  }
}

/** One file with another deletion vector: rows that it newly deletes, and rows that it gives back. */
async function* readVectorChange(
  store: ReadableStore,
  before: Remove,
  after: Add,
  request: FileRequest,
): AsyncGenerator<Change> {
  const [old, now] = [await tryReadVector(store, before), await tryReadVector(store, after)]
  const isDeleted = (row: number): boolean => now?.has(row) === true && old?.has(row) !== true
  const isRestored = (row: number): boolean => old?.has(row) === true && now?.has(row) !== true
  yield* readWhole(store, after, 'delete', { ...request, isKept: isDeleted })
  yield* readWhole(store, after, 'insert', { ...request, isKept: isRestored })
}

function tryReadVector(store: ReadableStore, { path, deletionVector }: Add | Remove): Promise<RowSet | undefined> {
  return deletionVector === undefined ? Promise.resolve(undefined) : readDeletionVector(store, deletionVector, path)
}

/** A change file says of each row what happened to it. */
async function* readChangeFile(store: ReadableStore, file: DataFile, request: FileRequest): AsyncGenerator<Change> {
  const fields = [...request.fields, CHANGE_FIELD]
  const whole: FileRequest = { ...request, fields, byName: new Set([CHANGE_FIELD]) }
  for await (const batch of readDataFile(store, file, whole)) {
    for (const row of rowsOf(batch)) {
      const changeType = row.at(-1)
      if (typeof changeType !== 'string' || !CHANGE_TYPES.includes(changeType)) {
        throw malformed(`${file.path}:_change_type`, CHANGE_TYPES.join(', '))
      }
      yield { values: row.slice(0, -1), changeType: changeType as ChangeType }
    }
  }
}
