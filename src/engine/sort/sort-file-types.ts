import type { Unpackers } from '../columnar/page-decoder.ts'
import type { SortResult } from './external-sort.ts'
import type { BadRows } from './formats/text-source.ts'
import type { KeyRequest } from './key-spec.ts'
import type { Formation, MergeStructure, SortAct, SortKey, SortOptions } from './options.ts'
import type { PastRuns } from './past-runs.ts'
import type { SortProgress } from './sort-job.ts'

export type FileFormat = 'csv' | 'ndjson' | 'parquet'

/** What a person asks for; what is left out has a default. */
export interface FileSortRequest {
  readonly format: FileFormat
  readonly keys: readonly KeyRequest[]
  readonly memoryBytes: number
  readonly badRows: BadRows
  readonly fanIn?: number
  readonly pageBytes?: number
  readonly formation?: Formation
  readonly structure?: MergeStructure
  readonly doubleBuffering?: boolean
  readonly firstPass?: SortOptions['firstPass']
  readonly acts?: readonly SortAct[]
  /** Told the keys with their types before anything is sorted. */
  readonly onKeys?: (keys: readonly SortKey[]) => void
  /** Runs of an earlier sort of the same file in the same way, and the line on which reading goes on behind them. */
  readonly past?: PastRuns & { readonly line: number }
  /** What the platform unpacks pages of Parquet with. */
  readonly unpackers?: Unpackers
  /** Keep only the first so many records. */
  readonly limit?: number
}

/** Where a file sort is. `sample`: a look at the keys of a few rows. `infer`: the first pass, which finds out types. */
export type FileSortProgress =
  | { readonly phase: 'sample' }
  | { readonly phase: 'infer'; readonly inputBytes: number; readonly inputSizeBytes: number }
  | SortProgress

export interface FileSortReport {
  readonly keys: readonly SortKey[]
  readonly options: SortOptions
  readonly result: SortResult
  /** Rows that were left out because they could not be taken. */
  readonly rejectedRows: number
  /** Key columns whose values made them float64, with numbers that it does not tell from their neighbours. */
  readonly wideColumns?: readonly string[]
}

/** The options of the sort itself for a request whose keys and pages are known. */
export function fileOptions(
  request: FileSortRequest,
  keys: readonly SortKey[],
  plan: Pick<SortOptions, 'fanIn' | 'pageBytes'> & Required<Pick<SortOptions, 'heights'>>,
): SortOptions {
  return {
    keys,
    memoryBytes: request.memoryBytes,
    pageBytes: plan.pageBytes,
    fanIn: plan.fanIn,
    formation: request.formation ?? 'fill-sort-spill',
    memorySort: 'radix',
    structure: request.structure ?? 'loser-tree',
    doubleBuffering: request.doubleBuffering ?? false,
    firstPass: request.firstPass ?? 'full',
    detail: 'page',
    heights: plan.heights,
    ...(request.acts === undefined ? {} : { acts: request.acts }),
    ...(request.limit === undefined ? {} : { limit: request.limit }),
  }
}
