import type { StoredObject } from '../storage/object-store.ts'
import { LOG_FOLDER, parseLogPath } from './log-path.ts'
import { logRetentionMs } from './retention.ts'
import type { Snapshot } from './snapshot.ts'
import { report } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'

const DAY_MS = 86_400_000

/**
 * Deletes what is old in the log, after a checkpoint was written at the snapshot's version (MetadataCleanup.scala): commits,
 * checkpoints and checksums of versions before it that are not newer than the retention, cut down to whole days; from the
 * oldest version on, until one is too new.
 */
export async function runLogCleanup(writer: TableWriter, { version, metadata }: Snapshot): Promise<void> {
  const cutoff = Math.floor((writer.now() - logRetentionMs(metadata.configuration)) / DAY_MS) * DAY_MS
  for (const file of planLogCleanup(await writer.store.list(LOG_FOLDER), version, cutoff)) {
    await writer.store.delete(file.path)
    report(writer, { kind: 'fileDeleted', role: 'log', path: file.path, sizeBytes: file.sizeBytes })
  }
}

/** The files of the log that a cleanup behind a checkpoint deletes, in ascending order of versions. */
export function planLogCleanup(
  objects: readonly StoredObject[],
  checkpointVersion: number,
  cutoffMs: number,
): StoredObject[] {
  const byVersion = new Map<number, StoredObject[]>()
  for (const object of objects) {
    const path = parseLogPath(object)
    if (path === undefined || path.kind === 'unknown' || path.version >= checkpointVersion) continue
    byVersion.set(path.version, [...(byVersion.get(path.version) ?? []), object])
  }
  const expired: StoredObject[] = []
  for (const version of [...byVersion.keys()].sort((a, b) => a - b)) {
    const files = byVersion.get(version) as StoredObject[]
    if (files.some(({ modifiedMs }) => modifiedMs > cutoffMs)) break
    expired.push(...files)
  }
  return expired
}
