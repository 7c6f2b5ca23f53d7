import type { ReadableStore } from '../storage/object-store.ts'
import type { Add } from './action-types.ts'
import { columnMappingMode } from './column-mapping.ts'
import { canonicalPath, parseDataPath } from './data-path.ts'
import { tryParseStats } from './file-stats.ts'
import type { FileStats } from './file-stats.ts'
import { findHadoopMismatch, hadoopChecksumPath } from './hadoop-checksum.ts'
import { LAST_CHECKPOINT, LOG_FOLDER } from './log-path.ts'
import { listLog } from './log-segment.ts'
import { readRows } from './read-rows.ts'
import { asStoreFailure, loadSnapshot } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'
import { asFinding, verifyLog } from './verify-log.ts'
import type { Finding, Report } from './verify-log.ts'
import { ColumnCheck } from './verify-stats.ts'

/**
 * Checks a table: every file of the log against the others, and of the latest version every data file in full with its
 * deletion vector and statistics. Throws as `loadSnapshot` does when the latest version cannot be read at all.
 */
export async function verifyTable(store: ReadableStore): Promise<Finding[]> {
  const findings: Finding[] = []
  const known = new Set<string>()
  const report: Report = (finding) => {
    const key = JSON.stringify(finding)
    if (!known.has(key)) findings.push(finding)
    known.add(key)
  }
  const snapshot = await loadSnapshot(store)
  try {
    await verifyLog(store, await listLog(store), report)
    reportSharedFiles(snapshot, store.rootPath, report)
    for (const { path } of await store.list(LOG_FOLDER)) await verifyBytes(store, path, report)
    for (const file of snapshot.files) await verifyFile(store, snapshot, file, report)
  } catch (error) {
    throw asStoreFailure(error)
  }
  return findings
}

/** A file that was changed after Hadoop wrote it; `_last_checkpoint` may be, since readers do not need it. */
async function verifyBytes(store: ReadableStore, path: string, report: Report): Promise<void> {
  const at = path === LAST_CHECKPOINT ? undefined : await findHadoopMismatch(store, path)
  if (at === undefined) return
  const message = `from byte ${at} on it does not have the checksums in ${hadoopChecksumPath(path)}: it was changed or cut off`
  report({ code: 'FILE_CHECKSUM_MISMATCH', message, where: path })
}

/** A data file may be in the table once: with one deletion vector or with none. */
function reportSharedFiles({ files }: Snapshot, rootPath: string | undefined, report: Report): void {
  const seen = new Set<string>()
  for (const { path } of files) {
    const canonical = canonicalPath(path, rootPath)
    const message = `${path} is in the table twice, with different deletion vectors`
    if (seen.has(canonical)) report({ code: 'DUPLICATE_FILE', message, where: path })
    seen.add(canonical)
  }
}

async function verifyFile(store: ReadableStore, snapshot: Snapshot, file: Add, report: Report): Promise<void> {
  const stats = tryParseStats(file)
  if (file.stats !== undefined && stats === undefined) {
    report({
      code: 'STATS_UNREADABLE',
      message: `the statistics of ${file.path} are not a JSON object`,
      where: file.path,
    })
  }
  const place = parseDataPath(file.path, store.rootPath, file.path)
  if (place.kind === 'inside') await verifyBytes(store, place.path, report)
  const checks = planChecks(snapshot, stats)
  let rows = 0
  try {
    for await (const { columns } of readRows(store, snapshot, { files: [file] })) {
      rows += columns[0]?.length ?? 0
      columns.forEach((column, i) => checks[i]?.add(column))
    }
  } catch (error) {
    report(asFinding(error, file.path))
    return
  }
  const faults = checks.flatMap((check) => check?.fault ?? [])
  if (checks.length > 0 && stats?.numRecords !== undefined && stats.numRecords !== rows) {
    faults.unshift(`it has ${rows} rows; the statistics say ${stats.numRecords}`)
  }
  if (faults.length > 0) report({ code: 'STATS_MISMATCH', message: faults.join('; '), where: file.path })
}

/** One for each column of the schema; partition columns have no statistics. */
function planChecks(
  { protocol, metadata, schema }: Snapshot,
  stats: FileStats | undefined,
): readonly (ColumnCheck | undefined)[] {
  const mode = columnMappingMode(protocol, metadata)
  const partitions = new Set(metadata.partitionColumns)
  return (schema?.fields ?? []).map((field) =>
    stats === undefined || partitions.has(field.name) ? undefined : new ColumnCheck(field, mode, stats),
  )
}
