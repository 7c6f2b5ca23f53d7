import type { TraceWriter } from '../trace/writer.ts'
import { createIntJob, createRowJob } from './create-job.ts'
import { SortEvent } from './events.ts'
import { formRun } from './form-runs.ts'
import { sortInts } from './int-sort.ts'
import { IntRowSource } from './int-source.ts'
import type { IntOutputWriter } from './int-writer.ts'
import { mergeRuns } from './merge-runs.ts'
import { ensureOptions } from './options.ts'
import type { SortKey, SortOptions } from './options.ts'
import { OutputWriter } from './page-writer.ts'
import { takePastRuns } from './past-runs.ts'
import type { PastRuns } from './past-runs.ts'
import type { RecordSink, RecordSource, RunStore } from './ports.ts'
import { digestText } from './record-digest.ts'
import { CrashSignal } from './recorder.ts'
import { selectRuns } from './select-runs.ts'
import type { CommonJob, SortCounters, SortJob, SortProgress } from './sort-job.ts'
import { SortError } from './sort-error.ts'

/** What a finished sort tells. */
export interface SortResult {
  /** Records of the output. */
  readonly records: number
  readonly counters: SortCounters
  /** Most bytes that were reserved at one time. */
  readonly peakMemoryBytes: number
  /** Multiset digests of the records read and of those written, 16 hexadecimal digits. */
  readonly digestIn: string
  readonly digestOut: string
}

/**
 * Sorts the records of `input` into `output` with bounded memory, spilling sorted runs to `store`, and writes what it
 * does to `trace`. Stable. Yields at page and run boundaries, where a caller may pause it, or end it with `return()`.
 * Checks its own output: the records are in order, and they are those of the input. Throws `SortError`. With `past` it
 * goes on with runs that are in the store already.
 */
export function* runExternalSort(
  input: RecordSource,
  output: RecordSink,
  store: RunStore,
  options: SortOptions,
  trace: TraceWriter,
  past?: PastRuns,
): Generator<SortProgress, SortResult> {
  ensureOptions(options)
  if (input.kind === 'int32' && isPlain(options) && past === undefined) {
    const job = createIntJob(input, output, store, options, trace)
    return yield* runToResult(job, sortInts(job))
  }
  const [key] = options.keys as [SortKey]
  const source = input.kind === 'rows' ? input : new IntRowSource(input, key, options.pageRecords)
  const job = createRowJob(source, output, store, options, trace)
  return yield* runToResult(job, sortRowsToEnd(job, past))
}

/** Runs a sort to its end and checks its output; whatever happens, no run is left behind. */
function* runToResult(
  job: CommonJob | SortJob,
  sort: Generator<SortProgress, OutputWriter | IntOutputWriter>,
): Generator<SortProgress, SortResult> {
  try {
    const writer = yield* sort
    return finishSort(job, writer)
  } finally {
    // Finished, refused or stopped: no run is of use any more. Only a process that dies leaves its runs behind.
    if (job.openRun !== 0) job.store.remove(job.openRun)
    for (const run of job.waiting) job.store.remove(run.run)
  }
}

/** True when integers can be sorted without making rows of them. */
function isPlain(options: SortOptions): boolean {
  return (
    options.detail === 'page' &&
    options.pageRecords === undefined &&
    options.formation === 'fill-sort-spill' &&
    options.memorySort === 'radix' &&
    options.structure === 'loser-tree' &&
    !options.doubleBuffering &&
    options.limit === undefined &&
    options.combine === undefined &&
    (options.acts ?? []).length === 0
  )
}

function* sortRowsToEnd(job: SortJob, past: PastRuns | undefined): Generator<SortProgress, OutputWriter> {
  if (past !== undefined) takePastRuns(job, past)
  return yield* runToEnd(job)
}

/** Runs the phases; where an act lets the process die it begins again from what is safe. */
function* runToEnd(job: SortJob): Generator<SortProgress, OutputWriter> {
  let isCrashed = false
  for (;;) {
    try {
      if (isCrashed) recover(job)
      else job.recorder.begin()
      isCrashed = false
      return yield* runPhases(job)
    } catch (error) {
      if (!(error instanceof CrashSignal)) throw error
      isCrashed = true
    }
  }
}

function* runPhases(job: SortJob): Generator<SortProgress, OutputWriter> {
  while (job.source.hasMore()) {
    const isFilling = job.recorder.settings.formation === 'fill-sort-spill'
    const writer = yield* isFilling ? formRun(job) : selectRuns(job)
    if (writer !== undefined) return writer
  }
  return job.waiting.length === 0 ? new OutputWriter(job, 0) : yield* mergeRuns(job)
}

/** Forgets what was in memory and in unsealed files, and tells of it. */
function recover(job: SortJob): void {
  const lost = job.unsafeRecords
  if (job.openRun !== 0) job.store.remove(job.openRun)
  job.openRun = 0
  job.unsafeRecords = 0
  for (const run of job.waiting.splice(job.safe.runs)) job.store.remove(run.run)
  // Numbers of lost runs are used again, so that runs are numbered without gaps.
  job.nextRun = Math.max(0, ...job.waiting.map((run) => run.run)) + 1
  job.sink.restart()
  job.source.seek(job.safe.position)
  job.nextInputPage = job.safe.page
  job.recordsRead = job.safe.record
  if (job.values !== undefined) job.values.total = job.safe.values
  job.recorder.event(SortEvent.crash, job.waiting.length, lost, job.safe.record)
}

function finishSort(job: CommonJob | SortJob, writer: OutputWriter | IntOutputWriter): SortResult {
  const { counters, recorder, budget } = job
  job.sink.finish()
  counters.comparisons = recorder.comparisons
  counters.keyBytesMoved = recorder.keyBytesMoved
  counters.inputBytes = job.input.positionBytes
  const digestIn = digestText(job.digestIn)
  const digestOut = digestText(writer.digest.sum())
  if (!isOutputRight(job, writer, digestIn === digestOut)) {
    throw new SortError('OUTPUT_NOT_VERIFIED', 'the records of the output are not those of the input', 'output')
  }
  return { records: writer.records, counters, peakMemoryBytes: budget.peakBytes, digestIn, digestOut }
}

/**
 * The output is what the input asks for: the same records; or, where they are combined, values that come to the same; or, where a limit leaves records out, as many as it leaves.
 */
function isOutputRight(job: CommonJob | SortJob, writer: OutputWriter | IntOutputWriter, isSame: boolean): boolean {
  const { options, recordsRead } = job
  const { limit, combine } = options
  if (limit !== undefined && limit < recordsRead) return writer.records === limit
  if (combine === undefined) return isSame && writer.records === recordsRead
  if (!('values' in job) || !('values' in writer)) return false
  const { total } = writer.values
  return total === job.values?.total && (combine !== 'count' || total === recordsRead)
}
