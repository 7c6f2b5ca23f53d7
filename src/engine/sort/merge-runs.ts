import { createChooser } from './merge-structure.ts'
import { mergeWaiting } from './merge-waiting.ts'
import { OutputWriter, RunWriter } from './page-writer.ts'
import type { PageWriter } from './page-writer.ts'
import type { RunManifest } from './ports.ts'
import { FRAME_NUMBER } from './row-frame.ts'
import { RunCursors } from './run-cursors.ts'
import { mergeProgress, outputWords } from './sort-job.ts'
import type { SortJob, SortProgress } from './sort-job.ts'

/** Merges the waiting runs of rows until one step has made the output; returns its writer. */
export function* mergeRuns(job: SortJob): Generator<SortProgress, OutputWriter> {
  // All of the input is in sealed runs.
  const position = job.source.position()
  job.safe = { ...job.safe, position, record: job.recordsRead, runs: Infinity, wanted: undefined }
  return yield* mergeWaiting(job, {
    openRun: (target) => new RunWriter(job, target, 0),
    openOutput: () => new OutputWriter(job, 0),
    merge: (inputs, writer) => mergeStep(job, inputs, writer),
  })
}

function* mergeStep(job: SortJob, inputs: readonly RunManifest[], writer: PageWriter): Generator<SortProgress, void> {
  const { recorder, layout, counters } = job
  const { words } = job.plan
  const cursors = new RunCursors(job, inputs, outputWords(job), writer)
  const total = inputs.reduce((sum, run) => sum + run.records, 0)
  cursors.open()
  let chooser = createChooser(recorder.settings.structure, cursors, recorder)
  chooser.build()
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
    writer.put(at)
    recorder.emit((inputs[leaf] as RunManifest).run, number, writer.target)
    cursors.advance(leaf)
    chooser.replay()
    if (writer.isPageFull) writer.flush()
    const written = counters.runPagesWritten + counters.outputPages
    if (written === pages) continue
    pages = written
    yield mergeProgress(job, writer.records, total)
  }
  writer.flush()
}
