import { createChooser } from './merge-structure.ts'
import { mergeWaiting } from './merge-waiting.ts'
import { createOutputWriter, createRunWriter, innerWriter, putRecord } from './combining-writer.ts'
import type { RowWriter } from './combining-writer.ts'
import type { OutputWriter, RunWriter } from './page-writer.ts'
import type { RunManifest } from './ports.ts'
import { FRAME_NUMBER } from './row-frame.ts'
import { RunCursors } from './run-cursors.ts'
import { dropRecords, mergeProgress, mostRecords, outputWords } from './sort-job.ts'
import type { SortJob, SortProgress } from './sort-job.ts'

/** Merges the waiting runs of rows until one step has made the output; returns its writer. */
export function* mergeRuns(job: SortJob): Generator<SortProgress, OutputWriter> {
  // All of the input is in sealed runs.
  const position = job.source.position()
  job.safe = {
    ...job.safe,
    position,
    record: job.recordsRead,
    values: job.values?.total ?? 0,
    runs: Infinity,
    wanted: undefined,
  }
  const output = yield* mergeWaiting(job, {
    openRun: (target) => createRunWriter(job, target),
    openOutput: () => createOutputWriter(job),
    written: (run) => innerWriter(run),
    merge: (inputs, writer) => mergeStep(job, inputs, writer),
  })
  return innerWriter(output)
}

function* mergeStep(
  job: SortJob,
  inputs: readonly RunManifest[],
  writer: RowWriter<RunWriter> | RowWriter<OutputWriter>,
): Generator<SortProgress, void> {
  const { recorder, layout, counters } = job
  const { words } = job.plan
  const cursors = new RunCursors(job, inputs, outputWords(job), writer)
  const total = inputs.reduce((sum, run) => sum + run.records, 0)
  cursors.open()
  let chooser = createChooser(recorder.settings.structure, cursors, recorder)
  chooser.build()
  const most = mostRecords(job)
  let taken = 0
  let pages = counters.runPagesWritten + counters.outputPages
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
    putRecord(job, writer, at, (inputs[leaf] as RunManifest).run, number)
    if (++taken === most) break
    cursors.advance(leaf)
    chooser.replay()
    if (writer.isPageFull) writer.flush()
    const written = counters.runPagesWritten + counters.outputPages
    if (written === pages) continue
    pages = written
    yield mergeProgress(job, writer.records, total)
  }
  dropRecords(job, writer.target, total - taken)
  writer.finish()
}
