import { SortEvent } from './events.ts'
import { OutputWriter, RunWriter } from './page-writer.ts'
import { RecordDigest } from './record-digest.ts'
import { INDEX_WORDS, RowArena } from './row-arena.ts'
import { frameOfSlot, sortRows } from './row-sort.ts'
import type { RowOrder } from './row-sort.ts'
import { formProgress } from './sort-job.ts'
import type { SortJob, SortProgress } from './sort-job.ts'

/** While runs are formed the memory is cut thus: page 0 is written, page 1 is the source's block, the rest is filled. */
export function formationArena(job: SortJob, digest: RecordDigest): RowArena {
  const { words, pageWords, pageRecords } = job.plan
  const records = pageRecords === Infinity ? Infinity : job.recorder.settings.memoryRecords
  const limits = { records, reserveWords: INDEX_WORDS, frameWords: pageWords }
  return new RowArena(job.layout, words, 2 * pageWords, words.length, limits, digest)
}

/**
 * Fill memory, sort it, spill it as a run. Input that fits altogether goes straight to the output.
 * Returns the writer of the output when there was nothing to merge.
 */
export function* formRun(job: SortJob): Generator<SortProgress, OutputWriter | undefined> {
  const digest = new RecordDigest()
  const arena = formationArena(job, digest)
  yield* fill(job, arena)
  if (arena.count === 0) return undefined
  const order = sortRows(arena, job.options.memorySort, job.recorder)
  yield formProgress(job)
  const isOnly = job.waiting.length === 0 && !job.source.hasMore()
  const writer = isOnly ? new OutputWriter(job, 0) : new RunWriter(job, job.nextRun++, 0)
  yield* writeSlots(job, order, writer)
  if (writer instanceof OutputWriter) {
    job.inputDigest.addSum(digest.sum())
    return writer
  }
  sealFormedRun(job, writer, digest)
  return undefined
}

/** Reads pages until the memory is full or the input ends. */
function* fill(job: SortJob, arena: RowArena): Generator<SortProgress, void> {
  arena.nextNumber = job.recordsRead
  for (;;) {
    const before = arena.count
    const first = arena.used
    const end = job.source.readPage(arena)
    noteInputPage(job, arena, arena.count - before, first)
    yield formProgress(job)
    if (end !== 'page' || arena.count >= arena.limits.records) return
  }
}

/** Books a page of the input whose first frame lies at `first`. A page without records is none. */
export function noteInputPage(job: SortJob, arena: RowArena, records: number, first: number): void {
  if (records === 0) return
  job.recordsRead += records
  job.unsafeRecords += records
  job.counters.inputPages++
  const page = job.nextInputPage++
  const { words } = arena
  job.recorder.page(SortEvent.readPage, 0, page, records, words[first + 1] as number, words[first + 2] as number)
}

function* writeSlots(job: SortJob, order: RowOrder, writer: RunWriter | OutputWriter): Generator<SortProgress, void> {
  const { words } = job.plan
  let written = job.counters.runPagesWritten + job.counters.outputPages
  for (let slot = 0; slot < order.count; slot++) {
    writer.put(frameOfSlot(words, order, slot))
    if (writer.isPageFull) writer.flush()
    const pages = job.counters.runPagesWritten + job.counters.outputPages
    if (pages === written) continue
    written = pages
    yield formProgress(job)
  }
  writer.flush()
}

/** Makes a run of the formation phase durable. `digest` is that of its records. */
export function sealFormedRun(job: SortJob, writer: RunWriter, digest: RecordDigest): void {
  const position = job.source.position()
  const manifest = writer.manifest({
    level: 0,
    inputs: [],
    digest: digest.sum(),
    isInputComplete: !job.source.hasMore(),
    sourcePosition: position,
  })
  job.store.seal(manifest)
  job.openRun = 0
  job.unsafeRecords = 0
  job.inputDigest.addSum(digest.sum())
  job.waiting.push(manifest)
  job.counters.runs++
  job.safe = { position, page: job.nextInputPage, record: job.recordsRead }
  job.recorder.event(SortEvent.sealRun, manifest.run, manifest.records, manifest.pageBytes.length)
}
