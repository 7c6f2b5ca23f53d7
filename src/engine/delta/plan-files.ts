import type { Add, PartitionValues } from './action-types.ts'
import type { RowCondition } from './row-condition.ts'
import type { Snapshot } from './snapshot.ts'
import { report } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'

/** The files of a snapshot that may hold rows of a condition, in ascending order of their paths. */
export function planFiles(writer: TableWriter, snapshot: Snapshot, condition: RowCondition): Add[] {
  const candidates: Add[] = []
  let skippedByPartition = 0
  let skippedByStats = 0
  const partitions = new Set<PartitionValues>()
  for (const file of sortedFiles(snapshot)) {
    if (!condition.partitions.canMatch(file.partitionValues)) {
      skippedByPartition++
      continue
    }
    // Equal values are one object, see Replay.
    partitions.add(file.partitionValues)
    if (!condition.canMatchFile(file)) skippedByStats++
    else candidates.push(file)
  }
  report(writer, {
    kind: 'filesPlanned',
    filter: condition.partitions.text,
    partitions: [...partitions],
    candidates: candidates.map(({ path }) => path),
    skippedByPartition,
    skippedByStats,
  })
  return candidates
}

/** The files of a snapshot in an order that does not depend on how the log was replayed. */
export function sortedFiles({ files }: Snapshot): Add[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}
