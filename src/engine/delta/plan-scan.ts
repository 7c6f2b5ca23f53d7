import type { SkipPlan } from '../predicate/skip.ts'
import type { PartitionValues } from './action-types.ts'
import { openBounds } from './bounds-columns.ts'
import type { LiveFiles } from './live-files.ts'
import type { TableLayout } from './table-layout.ts'

/** A condition as far as files can be told apart by it: all parts must hold for a row. */
export interface FileFilter {
  readonly layout: TableLayout
  readonly parts: readonly FilterPart[]
}

export interface FilterPart {
  /** In SQL. */
  readonly text: string
  /** What decides: the values of partitions alone, or statistics too. */
  readonly by: 'partition' | 'statistics'
  readonly skip: SkipPlan
}

/** Which files of a version must be read for a condition, and why the others need not be. */
export interface ScanPlan {
  /** The places of the files to read, as `LiveFiles` has them. */
  readonly slots: readonly number[]
  readonly skippedByPartition: number
  readonly skippedByStats: number
  /** For each part of the condition the files in which it holds for no row; a file counts for the first one. */
  readonly skips: readonly (Pick<FilterPart, 'text' | 'by'> & { readonly files: number })[]
  /** Partitions that may hold such rows, whether or not statistics rule out their files. */
  readonly partitions: ReadonlySet<PartitionValues>
}

/**
 * Data skipping: leaves out the files whose partition or whose statistics tell that no row meets the condition. A file of
 * which too little is known is kept.
 */
export function planScan(files: LiveFiles, { layout, parts }: FileFilter): ScanPlan {
  const tests = parts.map((part) => new PartTest(layout, part, files))
  const byPartition = tests.filter(({ part }) => part.by === 'partition')
  const byStats = tests.filter(({ part }) => part.by === 'statistics')
  const partitions = new Set<PartitionValues>()
  const rejected = new Map<PartitionValues, PartTest>()
  const slots: number[] = []
  let skippedByPartition = 0
  for (const slot of files.slots()) {
    const values = files.partitionAt(slot)
    // Equal values are one object, see `LiveFiles`: what holds for one of their files holds for all.
    if (!partitions.has(values) && !rejected.has(values)) {
      const test = byPartition.find((candidate) => !candidate.canMatch(slot))
      if (test === undefined) partitions.add(values)
      else rejected.set(values, test)
    }
    const rejectedBy = rejected.get(values) ?? findRejecting(byStats, slot)
    if (rejectedBy === undefined) slots.push(slot)
    else {
      rejectedBy.files++
      if (rejectedBy.part.by === 'partition') skippedByPartition++
    }
  }
  return {
    slots,
    skippedByPartition,
    skippedByStats: files.count - skippedByPartition - slots.length,
    skips: tests.map(({ part: { text, by }, files: count }) => ({ text, by, files: count })),
    partitions,
  }
}

function findRejecting(tests: readonly PartTest[], slot: number): PartTest | undefined {
  for (const test of tests) if (!test.canMatch(slot)) return test
  return undefined
}

class PartTest {
  files = 0
  /** False only when the part holds for no row of the file. */
  readonly canMatch: (slot: number) => boolean

  constructor(
    layout: TableLayout,
    readonly part: FilterPart,
    files: LiveFiles,
  ) {
    const { columns, decide } = part.skip
    const readers = openBounds(layout, columns, files)
    this.canMatch = (slot) => decide(readers.map((read) => read(slot))) !== 'none'
  }
}
