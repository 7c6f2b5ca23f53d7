import { SortEvent } from './events.ts'
import type { IntKernel } from './kernel/int-kernel.ts'
import type { Recorder } from './recorder.ts'
import type { MemoryBudget } from './memory-budget.ts'
import type { MemoryPlan } from './memory-plan.ts'
import type { SortOptions } from './options.ts'
import type { IntSource, RecordSink, RowSource, RunManifest, RunStore } from './ports.ts'
import type { MissingRecords } from './row-arena.ts'
import type { FrameLayout } from './row-frame.ts'
import type { ValueTotal } from './value-total.ts'

/** What a sort has done so far, as counted by itself. */
export interface SortCounters {
  comparisons: number
  keyBytesMoved: number
  inputPages: number
  inputBytes: number
  runPagesRead: number
  runBytesRead: number
  /** Pages and bytes of runs, of all passes; the output is not among them. */
  runPagesWritten: number
  runBytesWritten: number
  outputPages: number
  outputBytes: number
  /** Runs of the formation phase that reached the disk. */
  runs: number
  mergeSteps: number
  /** Records added to another one with the same key, and records left out by a limit. */
  combined: number
  dropped: number
  /** Merges that a record of the output has been through, at most. */
  passes: number
}

/** Where a sort is: told at page boundaries. */
export interface SortProgress {
  readonly phase: 'form' | 'merge'
  /** Records read from the input so far. */
  readonly recordsRead: number
  /** Bytes read from the input, and all there are. */
  readonly inputBytes: number
  readonly inputSizeBytes: number
  /** Records moved by the merge step under way, and how many it has; 0 before the first. */
  readonly merged: number
  readonly toMerge: number
  /** Runs that wait to be merged. */
  readonly waitingRuns: number
  readonly bytesSpilled: number
}

/** All that the parts of one sort share, whatever its records are. */
export interface CommonJob {
  readonly options: SortOptions
  readonly recorder: Recorder
  readonly counters: SortCounters
  readonly budget: MemoryBudget
  readonly plan: MemoryPlan
  readonly sink: RecordSink
  readonly store: RunStore
  /** Names the job in the manifests of its runs. */
  readonly name: string
  /** Sealed runs that wait to be merged, in input order. */
  readonly waiting: RunManifest[]
  /** Number of the next run. */
  nextRun: number
  /** Records read from the input. */
  recordsRead: number
  /** Place in the list of waiting runs where the merge pass has got to. */
  mergePlace: number
  /** Run under way that is not sealed, 0 when there is none. */
  openRun: number
  /** Records that a crash at this moment would lose from memory, unsealed runs and an unfinished output. */
  unsafeRecords: number
  /** Sum of the hashes of the records read, known when the output is complete. */
  digestIn: readonly [high: number, low: number]
  /** How far the input is read, for progress. */
  readonly input: { readonly positionBytes: number; readonly sizeBytes: number }
}

/** A sort of rows. */
export interface SortJob extends CommonJob {
  readonly layout: FrameLayout
  readonly source: RowSource
  /** Number of the next page of the input. */
  nextInputPage: number
  /** The values of the records read, where they are combined. */
  readonly values: ValueTotal | undefined
  safe: SafePoint
}

/** A sort of 32-bit integers. */
export interface IntJob extends CommonJob {
  readonly source: IntSource
  readonly kernel: IntKernel
  /** -1 when descending: integers are kept with their bits inverted, so that they ascend. */
  readonly mask: number
}

/** A point to begin again from after a crash. */
export interface SafePoint {
  /** Position for the source's `seek`. */
  readonly position: number
  /** Page number and record number that the next page then has. */
  readonly page: number
  readonly record: number
  /** What the values of the records before it come to, where they are combined. */
  readonly values: number
  /** How many of the waiting runs hold nothing from behind this point; the others are given up. */
  readonly runs: number
  /** Which of the records behind this point are in no sealed run; undefined for all. */
  readonly wanted: MissingRecords | undefined
}

/**
 * Words in front of the memory that hold the page being written; two pages with double buffering, and two more where
 * records are combined.
 */
export function outputWords(job: CommonJob): number {
  const { doubleBuffering, combine } = job.options
  return ((doubleBuffering ? 2 : 1) + (combine === undefined ? 0 : 2)) * job.plan.pageWords
}

/** Records that a run or the output may have; the others are dropped. */
export function mostRecords(job: CommonJob): number {
  return job.options.limit ?? Infinity
}

/** Books and tells records that cannot be in the result. */
export function dropRecords(job: CommonJob, target: number, records: number): void {
  if (records === 0) return
  job.counters.dropped += records
  job.unsafeRecords -= records
  job.recorder.event(SortEvent.drop, target, records, 0)
}

export function createCounters(): SortCounters {
  return {
    comparisons: 0,
    keyBytesMoved: 0,
    inputPages: 0,
    inputBytes: 0,
    runPagesRead: 0,
    runBytesRead: 0,
    runPagesWritten: 0,
    runBytesWritten: 0,
    outputPages: 0,
    outputBytes: 0,
    runs: 0,
    mergeSteps: 0,
    combined: 0,
    dropped: 0,
    passes: 0,
  }
}

/** Progress of a job that is forming runs. */
export function formProgress(job: CommonJob): SortProgress {
  return progressOf(job, 'form', 0, 0)
}

/** Progress of a job in a merge step of `toMerge` records. */
export function mergeProgress(job: CommonJob, merged: number, toMerge: number): SortProgress {
  return progressOf(job, 'merge', merged, toMerge)
}

/** One literal: it is made for every page. */
function progressOf(job: CommonJob, phase: SortProgress['phase'], merged: number, toMerge: number): SortProgress {
  return {
    phase,
    recordsRead: job.recordsRead,
    inputBytes: job.input.positionBytes,
    inputSizeBytes: job.input.sizeBytes,
    merged,
    toMerge,
    waitingRuns: job.waiting.length,
    bytesSpilled: job.counters.runBytesWritten,
  }
}
