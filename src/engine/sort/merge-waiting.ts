import { SortEvent } from './events.ts'
import { ensureFanInFits, fanInForPages } from './memory-plan.ts'
import { planMergeStep } from './merge-plan.ts'
import type { RunManifest } from './ports.ts'
import { levelAbove, sealMergedRun, sumDigests } from './seal-run.ts'
import type { WrittenRun } from './seal-run.ts'
import type { CommonJob, SortProgress } from './sort-job.ts'

/** How records of some layout are merged. */
export interface Merging<Run, Output> {
  openRun(target: number): Run
  openOutput(): Output
  /** What is to be said of a run that has been merged. */
  written(run: Run): WrittenRun
  /** Merges the inputs into the writer and flushes it. */
  merge(inputs: readonly RunManifest[], writer: Run | Output): Generator<SortProgress, void>
}

/** Merges the waiting runs, step by step, until one step has made the output; returns its writer. */
export function* mergeWaiting<Run, Output>(
  job: CommonJob,
  merging: Merging<Run, Output>,
): Generator<SortProgress, Output> {
  for (;;) {
    const records = job.waiting.map((run) => run.records)
    const choice = planMergeStep(records, effectiveFanIn(job), job.mergePlace, job.options.firstPass)
    const inputs = job.waiting.slice(choice.first, choice.first + choice.count)
    const target = choice.isLast ? 0 : job.nextRun++
    job.counters.mergeSteps++
    job.unsafeRecords = 0
    job.recorder.event(SortEvent.mergeStep, choice.first, choice.count, target)
    if (choice.isLast) {
      const output = merging.openOutput()
      yield* merging.merge(inputs, output)
      job.digestIn = sumDigests(inputs)
      job.counters.passes = levelAbove(inputs)
      return output
    }
    const run = merging.openRun(target)
    yield* merging.merge(inputs, run)
    sealMergedRun(job, merging.written(run), choice.first, inputs)
  }
}

/** The fan-in asked for, as far as the memory's pages allow. */
function effectiveFanIn(job: CommonJob): number {
  const { options, plan, recorder } = job
  const { fanIn, memoryRecords } = recorder.settings
  // The places where combining holds a record are not pages for runs.
  const held = options.combine === undefined ? 0 : 2
  const inBytes = Math.floor(plan.words.length / plan.pageWords) - held
  const pages = plan.pageRecords === Infinity ? inBytes : memoryRecords / plan.pageRecords
  const most = fanInForPages(pages, options.doubleBuffering)
  if (most < Math.min(2, job.waiting.length)) ensureFanInFits(2, pages, options.doubleBuffering)
  return Math.max(2, Math.min(fanIn, most))
}
