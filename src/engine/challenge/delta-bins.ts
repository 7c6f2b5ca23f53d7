import { planBins } from '../delta/optimize-plan.ts'
import { createAdd } from './delta-file-actions.ts'

export interface Compaction {
  /** Sizes of the files that are rewritten, one list for each file that is written. */
  readonly bins: readonly (readonly number[])[]
  /** Files of the table afterwards. */
  readonly filesLeft: number
}

/** What OPTIMIZE does with files of one partition, by their sizes; all sizes in one unit. */
export function compact(sizes: readonly number[], minSize: number, maxSize: number): Compaction {
  const files = sizes.map((size, i) => createAdd(`file-${i}`, { size }))
  const bins = planBins(files, {
    minFileSizeBytes: minSize,
    maxFileSizeBytes: maxSize,
    maxDeletedRowsRatio: 0.05,
  }).map((bin) => bin.map(({ size }) => size))
  const rewritten = bins.reduce((sum, bin) => sum + bin.length, 0)
  return { bins, filesLeft: sizes.length - rewritten + bins.length }
}
