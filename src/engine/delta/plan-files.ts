import type { Add, PartitionValues } from './action-types.ts'
import { planScan } from './plan-scan.ts'
import type { FileFilter } from './plan-scan.ts'
import type { RowCondition } from './row-condition.ts'
import type { Snapshot } from './snapshot.ts'
import { report } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'

/** The files of a snapshot that may hold rows of a condition, in ascending order of their paths. */
export function planFiles(writer: TableWriter, snapshot: Snapshot, condition: RowCondition): readonly Add[] {
  const { filter } = condition
  const plan = filter === undefined ? planByFile(snapshot, condition) : planByColumns(snapshot, condition, filter)
  const { files, partitions, skippedByPartition, skippedByStats } = plan
  report(writer, {
    kind: 'filesPlanned',
    filter: condition.partitions.text,
    partitions,
    candidates: files.map(({ path }) => path),
    skippedByPartition,
    skippedByStats,
  })
  return files
}

interface FilePlan {
  readonly files: readonly Add[]
  /** Those that may hold such rows, in the order of their first paths. */
  readonly partitions: readonly PartitionValues[]
  readonly skippedByPartition: number
  readonly skippedByStats: number
}

function planByColumns({ files }: Snapshot, condition: RowCondition, filter: FileFilter): FilePlan {
  const { slots, partitions, skippedByPartition, skippedByStats } = planScan(files, filter)
  const firstPaths = new Map<PartitionValues, string>()
  const asked = new Set<PartitionValues>()
  for (const slot of files.slots()) {
    const [values, path] = [files.partitionAt(slot), files.pathAt(slot)]
    if (!asked.has(values)) {
      asked.add(values)
      // It may throw, whatever rules the partition out besides.
      condition.partitions.canMatch(values)
    }
    const first = firstPaths.get(values)
    if (partitions.has(values) && (first === undefined || path < first)) firstPaths.set(values, path)
  }
  const inOrder = [...firstPaths].sort(([, a], [, b]) => comparePaths(a, b))
  return {
    files: slots.map((slot) => files.at(slot)).sort((a, b) => comparePaths(a.path, b.path)),
    partitions: inOrder.map(([values]) => values),
    skippedByPartition,
    skippedByStats,
  }
}

/** The plan of a condition that only answers for one file at a time. */
function planByFile(snapshot: Snapshot, condition: RowCondition): FilePlan {
  const files: Add[] = []
  let skippedByPartition = 0
  let skippedByStats = 0
  const partitions = new Set<PartitionValues>()
  for (const file of sortedFiles(snapshot)) {
    if (!condition.partitions.canMatch(file.partitionValues)) {
      skippedByPartition++
      continue
    }
    // Equal values are one object, see `LiveFiles`.
    partitions.add(file.partitionValues)
    if (!condition.canMatchFile(file)) skippedByStats++
    else files.push(file)
  }
  return { files, partitions: [...partitions], skippedByPartition, skippedByStats }
}

/** The files of a snapshot in an order that does not depend on how the log was replayed. */
export function sortedFiles({ files }: Snapshot): Add[] {
  return [...files].sort((a, b) => comparePaths(a.path, b.path))
}

function comparePaths(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
