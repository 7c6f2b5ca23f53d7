import { SortEvent } from './events.ts'
import { ensureFanInFits, fanInForPages } from './memory-plan.ts'
import { planMergeStep } from './merge-plan.ts'
import { createChooser } from './merge-structure.ts'
import { OutputWriter, RunWriter } from './page-writer.ts'
import type { PageWriter } from './page-writer.ts'
import type { RunManifest } from './ports.ts'
import { RecordDigest } from './record-digest.ts'
import { FRAME_NUMBER } from './row-frame.ts'
import { RunCursors } from './run-cursors.ts'
import { mergeProgress, outputWords } from './sort-job.ts'
import type { SortJob, SortProgress } from './sort-job.ts'

/** Merges the waiting runs until one step has made the output; returns its writer. */
export function* mergeRuns(job: SortJob): Generator<SortProgress, OutputWriter> {
  // All of the input is in sealed runs.
  job.safe = {
    ...job.safe,
    position: job.source.position(),
    record: job.recordsRead,
    runs: Infinity,
    wanted: undefined,
  }
  for (;;) {
    const records = job.waiting.map((run) => run.records)
    const choice = planMergeStep(records, effectiveFanIn(job), job.mergePlace, job.options.firstPass)
    const inputs = job.waiting.slice(choice.first, choice.first + choice.count)
    const target = choice.isLast ? 0 : job.nextRun++
    job.counters.mergeSteps++
    job.unsafeRecords = 0
    job.recorder.event(SortEvent.mergeStep, choice.first, choice.count, target)
    const writer = choice.isLast ? new OutputWriter(job, 0) : new RunWriter(job, target, 0)
    yield* mergeStep(job, inputs, writer)
    if (writer instanceof OutputWriter) {
      job.digestIn = sumDigests(inputs)
      job.counters.passes = levelAbove(inputs)
      return writer
    }
    sealMergedRun(job, writer, choice.first, inputs)
  }
}

/** The fan-in asked for, as far as the memory's pages allow. */
function effectiveFanIn(job: SortJob): number {
  const { options, plan, recorder } = job
  const { fanIn, memoryRecords } = recorder.settings
  const pages =
    plan.pageRecords === Infinity ? Math.floor(plan.words.length / plan.pageWords) : memoryRecords / plan.pageRecords
  const most = fanInForPages(pages, options.doubleBuffering)
  if (most < Math.min(2, job.waiting.length)) ensureFanInFits(2, pages, options.doubleBuffering)
  return Math.max(2, Math.min(fanIn, most))
}

function* mergeStep(job: SortJob, inputs: readonly RunManifest[], writer: PageWriter): Generator<SortProgress, void> {
  const { recorder, layout } = job
  const { words } = job.plan
  const cursors = new RunCursors(job, inputs, outputWords(job), writer)
  const total = inputs.reduce((sum, run) => sum + run.records, 0)
  cursors.open()
  let chooser = createChooser(recorder.settings.structure, cursors, recorder)
  chooser.build()
  let pages = job.counters.runPagesWritten + job.counters.outputPages
  for (;;) {
    if (chooser.kind !== recorder.settings.structure) {
      chooser = createChooser(recorder.settings.structure, cursors, recorder)
      chooser.build()
      continue
    }
    const leaf = chooser.top
    if (leaf < 0) break
    const at = cursors.at[leaf] as number
    const number = layout.isNumbered ? (words[at + FRAME_NUMBER] as number) : 0
    writer.put(at)
    recorder.emit((inputs[leaf] as RunManifest).run, number, writer.target)
    cursors.advance(leaf)
    chooser.replay()
    if (writer.isPageFull) writer.flush()
    const written = job.counters.runPagesWritten + job.counters.outputPages
    if (written === pages) continue
    pages = written
    yield mergeProgress(job, writer.records, total)
  }
  writer.flush()
}

function levelAbove(inputs: readonly RunManifest[]): number {
  const level = Math.max(...inputs.map((run) => run.level))
  return inputs.length === 1 ? level : level + 1
}

/** Puts a merged run in the place of its inputs, durably, and removes those. */
function sealMergedRun(job: SortJob, writer: RunWriter, first: number, inputs: readonly RunManifest[]): void {
  const manifest = writer.manifest({
    level: levelAbove(inputs),
    inputs: inputs.map((run) => run.run),
    digest: sumDigests(inputs),
    isInputComplete: true,
  })
  job.store.seal(manifest)
  job.openRun = 0
  job.unsafeRecords = 0
  job.waiting.splice(first, inputs.length, manifest)
  job.mergePlace = first + 1
  for (const run of inputs) job.store.remove(run.run)
  job.recorder.event(SortEvent.sealRun, manifest.run, manifest.records, manifest.pageBytes.length)
}

function sumDigests(runs: readonly RunManifest[]): [high: number, low: number] {
  const digest = new RecordDigest()
  for (const run of runs) digest.addSum(run.digest)
  return digest.sum()
}
