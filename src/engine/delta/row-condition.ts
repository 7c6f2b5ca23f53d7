import type { Add } from './action-types.ts'
import type { FileFilter } from './plan-scan.ts'
import { ALL_PARTITIONS } from './read-set.ts'
import type { PartitionFilter } from './read-set.ts'
import type { Row } from './write-files.ts'

/** Which rows an operation is about. */
export interface RowCondition {
  /** As the history shows it. */
  readonly text: string
  /** What it says of partitions alone: others' files are conflicts only there. */
  readonly partitions: PartitionFilter
  /** True when it looks at columns of partitions only, so that it is true for all rows of a file or for none. */
  readonly isPartitionOnly: boolean
  /** What of it tells files apart, where that is known in parts; `canMatchFile` comes to the same. */
  readonly filter?: FileFilter
  /** False only when the statistics of a file tell that none of its rows can be meant. */
  canMatchFile(file: Add): boolean
  /** Whether a row is meant; undefined, as null in SQL, is not. */
  test(row: Row): boolean | undefined
}

/** Means every row. */
export const ALL_ROWS: RowCondition = {
  text: 'true',
  partitions: ALL_PARTITIONS,
  isPartitionOnly: true,
  canMatchFile: () => true,
  test: () => true,
}
