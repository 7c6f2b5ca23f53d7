import type { ReadableStore, StoredObject } from '../storage/object-store.ts'
import { isRecord } from '../../base/parse.ts'
import type { Add, Remove } from './action-types.ts'
import { physicalName } from './column-mapping.ts'
import { CHANGE_FOLDER } from './change-files.ts'
import { parseDataPath } from './data-path.ts'
import { deletionVectorPath } from './deletion-vector.ts'
import { commitPath, LOG_FOLDER } from './log-path.ts'
import { listLog } from './log-segment.ts'
import { parseActions } from './replay.ts'
import { deletedFileRetentionMs } from './retention.ts'
import type { Snapshot } from './snapshot.ts'
import { ensureWritable } from './table-changes.ts'
import { createLayout } from './table-layout.ts'
import { openTable, report } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { DeltaWriteError } from './write-error.ts'

export interface VacuumOptions {
  /** RETAIN n HOURS; the table's property without it. */
  readonly retentionHours?: number
  readonly isDryRun?: boolean
  /** FULL lists the folder; LITE looks only at what the log has removed. */
  readonly mode?: 'FULL' | 'LITE'
  /** `classic`: up to 4.0.x. `4.1`: since then RETAIN n HOURS, other than 0, gives way to the table's property. */
  readonly rule?: 'classic' | '4.1'
  /** False allows a retention shorter than the table's: spark.databricks.delta.retentionDurationCheck.enabled. */
  readonly isRetentionChecked?: boolean
}

export interface VacuumResult {
  /** The version whose files, and those of versions not older than the retention, are kept. */
  readonly version: number
  /** Only files written before it go, and those removed before it. */
  readonly cutoffMs: number
  readonly isDryRun: boolean
  /** What was deleted, or would be. */
  readonly files: readonly StoredObject[]
}

const HOUR_MS = 3_600_000
/** Files that are looked at before others may go on. */
const FILES_AT_ONCE = 8192
const LAST_VACUUM = `${LOG_FOLDER}_last_vacuum_info`

/**
 * VACUUM: deletes files that neither the latest version needs nor a removal within the retention remembers; files that the
 * log has never heard of too. The log itself is not touched: VACUUM START and VACUUM END, which Delta commits on some stores
 * (VacuumCommand.scala, shouldLogVacuum), are not written. Throws DELTA_VACUUM_RETENTION_PERIOD_TOO_SHORT, and
 * DELTA_CANNOT_VACUUM_LITE when LITE cannot know what was removed.
 */
export async function runVacuum(writer: TableWriter, options: VacuumOptions = {}): Promise<VacuumResult> {
  const { isDryRun = false } = options
  const planned = await planVacuum(writer, await openTable(writer), options)
  const { snapshot, retentionMs, cutoffMs, lite, objects, files } = planned
  const unused = files.map(({ path }) => path)
  report(writer, { kind: 'vacuumPlanned', objects: objects.length, unused, isDryRun, retentionMs })
  if (isDryRun) return { version: snapshot.version, cutoffMs, isDryRun, files }
  for (const { path, sizeBytes } of files) {
    await writer.store.delete(path)
    report(writer, { kind: 'fileDeleted', role: 'data', path, sizeBytes })
  }
  if (lite !== undefined) await writeLastVacuum(writer, lite.version)
  return { version: snapshot.version, cutoffMs, isDryRun, files }
}

interface VacuumPlan {
  readonly snapshot: Snapshot
  readonly retentionMs: number
  readonly cutoffMs: number
  readonly lite: Removed | undefined
  /** What was looked at. */
  readonly objects: readonly StoredObject[]
  /** What VACUUM deletes. */
  readonly files: readonly StoredObject[]
}

/** What VACUUM would delete of a table whose latest version is known. Throws as `runVacuum` does. */
async function planVacuum(writer: TableWriter, snapshot: Snapshot, options: VacuumOptions): Promise<VacuumPlan> {
  ensureWritable(snapshot)
  return planUnused(writer, snapshot, options)
}

/** As `planVacuum`, also of a table that is not written here: a plan only reads. */
export async function planUnused(
  writer: TableWriter,
  snapshot: Snapshot,
  options: VacuumOptions = {},
): Promise<VacuumPlan> {
  const retentionMs = planRetention(snapshot, options)
  const cutoffMs = writer.now() - retentionMs
  const kept = await keptPaths(writer, snapshot, cutoffMs)
  const lite = options.mode === 'LITE' ? await readRemoved(writer, snapshot, cutoffMs) : undefined
  const objects = lite?.objects ?? (await writer.store.list(''))
  const names = partitionNames(snapshot)
  // Iceberg's own metadata, which no commit names (VacuumCommand.scala, shouldIcebergMetadataDirBeHidden).
  const isIceberg = hasIcebergMetadata(snapshot)
  const files = objects.filter(
    ({ path, modifiedMs }) => modifiedMs < cutoffMs && !kept.has(path) && !isHidden(path, names, isIceberg),
  )
  return { snapshot, retentionMs, cutoffMs, lite, objects, files }
}

/** Milliseconds to keep. */
function planRetention({ metadata }: Snapshot, options: VacuumOptions): number {
  const { retentionHours, rule = 'classic', isRetentionChecked = true } = options
  const configured = deletedFileRetentionMs(metadata.configuration)
  if (retentionHours === undefined || (rule === '4.1' && retentionHours !== 0)) return configured
  const wanted = retentionHours * HOUR_MS
  if (wanted >= configured || !isRetentionChecked) return wanted
  const what =
    `Are you sure you would like to vacuum files with such a low retention period? ${retentionHours} hours were asked for, ` +
    `the table keeps removed files for ${configured / HOUR_MS} hours, and readers of older versions and writers still at work may lose theirs`
  throw new DeltaWriteError('DELTA_VACUUM_RETENTION_PERIOD_TOO_SHORT', what, 'RETAIN')
}

/** The objects that the snapshot needs, or a removal that is not old enough remembers. */
async function keptPaths(writer: TableWriter, snapshot: Snapshot, cutoffMs: number): Promise<Set<string>> {
  const kept = new Set<string>()
  const keep = (file: Add | Remove): void => {
    for (const path of objectsOf(writer.store, file)) kept.add(path)
  }
  let done = 0
  for (const file of snapshot.files) {
    keep(file)
    if (++done % FILES_AT_ONCE === 0) await writer.store.rest?.(done, snapshot.files.count, 'files kept')
  }
  for (const file of snapshot.tombstones.values()) if ((file.deletionTimestamp ?? 0) >= cutoffMs) keep(file)
  return kept
}

/** The objects of a file: its data, and its deletion vector where that lies in a file of its own. */
export function objectsOf(store: Pick<ReadableStore, 'rootPath'>, { path, deletionVector }: Add | Remove): string[] {
  const data = parseDataPath(path, store.rootPath, path)
  const paths = data.kind === 'inside' ? [data.path] : []
  if (deletionVector?.storageType === 'u') paths.push(deletionVectorPath(deletionVector, store.rootPath, path))
  return paths
}

function partitionNames({ protocol, metadata }: Snapshot): string[] {
  const { partitions, mode } = createLayout(protocol, metadata)
  return partitions.map((field) => physicalName(field, mode))
}

function hasIcebergMetadata({ metadata }: Snapshot): boolean {
  const formats = metadata.configuration.get('delta.universalFormat.enabledFormats') ?? ''
  return formats.split(',').some((format) => format.trim() === 'iceberg')
}

/** Files and folders that begin with `_` or `.` are not looked at, but for change data and partitions. */
function isHidden(path: string, partitions: readonly string[], isIceberg: boolean): boolean {
  if (path.startsWith(CHANGE_FOLDER)) return false
  return path
    .split('/')
    .some(
      (name) =>
        (isIceberg && name === 'metadata') ||
        (/^[._]/.test(name) && !partitions.some((column) => name.startsWith(`${column}=`))),
    )
}

interface Removed {
  /** The last version that was looked at. */
  readonly version: number
  readonly objects: readonly StoredObject[]
}

/** The objects that commits before the cutoff have removed, from the version on where the last LITE has ended. */
async function readRemoved(writer: TableWriter, { version: latest }: Snapshot, cutoffMs: number): Promise<Removed> {
  const { store } = writer
  const { commits } = await listLog(store)
  const last = await tryReadLastVacuum(writer)
  // A log may have more commits than a call can have arguments.
  const earliest = [...commits.keys()].reduce((least, version) => Math.min(least, version), latest + 1)
  const start = last === undefined ? 0 : last + 1
  if (earliest > start) {
    const gone =
      earliest - 1 === start
        ? `the commit of version ${start}, which may have removed files, is`
        : `the commits from version ${start} to ${earliest - 1}, which may have removed files, are`
    const what = `${gone} not in the log any more`
    throw new DeltaWriteError('DELTA_CANNOT_VACUUM_LITE', what, commitPath(start))
  }
  const paths = new Set<string>()
  let end = start - 1
  for (let version = start; version <= latest; version++) {
    const commit = commits.get(version)
    if (commit === undefined || commit.modifiedMs >= cutoffMs) break
    end = version
    for (const action of parseActions(await store.get(commit.path), commit.path)) {
      if (action.kind === 'remove') for (const path of objectsOf(store, action)) paths.add(path)
      if (action.kind === 'cdc') paths.add(decodeURIComponent(action.path))
    }
  }
  const objects: StoredObject[] = []
  for (const path of [...paths].sort()) {
    const head = await store.tryHead(path)
    if (head !== undefined) objects.push(head)
  }
  return { version: end, objects }
}

async function tryReadLastVacuum({ store }: TableWriter): Promise<number | undefined> {
  if ((await store.tryHead(LAST_VACUUM)) === undefined) return undefined
  const value: unknown = JSON.parse(new TextDecoder().decode(await store.get(LAST_VACUUM)))
  const version = isRecord(value) ? value['latestCommitVersionOutsideOfRetentionWindow'] : undefined
  return typeof version === 'number' ? version : undefined
}

async function writeLastVacuum({ store }: TableWriter, version: number): Promise<void> {
  const text = JSON.stringify({ latestCommitVersionOutsideOfRetentionWindow: version })
  await store.put(LAST_VACUUM, new TextEncoder().encode(text))
}
