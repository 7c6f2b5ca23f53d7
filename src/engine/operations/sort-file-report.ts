import type { FileSortReport } from '../sort/sort-file-types.ts'
import type { ReadBack } from './verify-output.ts'

/** What a finished sort of a file tells. */
export interface SortFileReport {
  readonly job: string
  readonly records: number
  readonly runs: number
  readonly passes: number
  readonly comparisons: number
  readonly bytesSpilled: number
  readonly outputBytes: number
  readonly peakMemoryBytes: number
  readonly digestIn: string
  readonly digestOut: string
  readonly rejectedRows: number
  /** The first rejected rows, in words: "line 12: 3 fields; the header has 4". */
  readonly rejections: readonly string[]
  /** "city string", a key column each. */
  readonly keyTypes: readonly string[]
  /** Runs of an earlier sort that this one went on with. */
  readonly resumedRuns: number
  readonly readBack: ReadBack
}

/** What a sort tells whose output is written and was not read back yet. */
export type WrittenReport = Omit<SortFileReport, 'readBack'>

/** Puts the parts of a written sort together. */
export function describeSort(
  { keys, result }: FileSortReport,
  parts: Pick<SortFileReport, 'job' | 'outputBytes' | 'rejectedRows' | 'rejections' | 'resumedRuns'>,
): WrittenReport {
  const { counters } = result
  return {
    ...parts,
    records: result.records,
    runs: counters.runs + parts.resumedRuns,
    passes: counters.passes,
    comparisons: counters.comparisons,
    bytesSpilled: counters.runBytesWritten,
    peakMemoryBytes: result.peakMemoryBytes,
    digestIn: result.digestIn,
    digestOut: result.digestOut,
    keyTypes: keys.map(({ column, type }) => `${column} ${type}`),
  }
}
