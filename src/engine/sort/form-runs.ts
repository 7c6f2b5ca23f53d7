import { SortEvent } from './events.ts'
import { OutputWriter, RunWriter } from './page-writer.ts'
import { RecordDigest } from './record-digest.ts'
import { INDEX_WORDS, RowArena } from './row-arena.ts'
import { frameOfSlot, sortRows } from './row-sort.ts'
import type { RowOrder } from './row-sort.ts'
import { sealFormedRun } from './seal-run.ts'
import { formProgress, outputWords } from './sort-job.ts'
import type { SafePoint, SortJob, SortProgress } from './sort-job.ts'

/** While runs are formed the memory is cut thus: page 0 is written, the rest is filled. */
export function formationArena(job: SortJob, digest: RecordDigest): RowArena {
  const { words, pageWords, pageRecords } = job.plan
  const records = pageRecords === Infinity ? Infinity : job.recorder.settings.memoryRecords
  const limits = { records, reserveWords: INDEX_WORDS, frameWords: pageWords }
  return new RowArena(job.layout, words, outputWords(job), words.length, limits, digest)
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
    job.digestIn = digest.sum()
    return writer
  }
  job.safe = cleanPoint(job)
  sealFormedRun(job, writer, {
    digest: digest.sum(),
    isInputComplete: !job.source.hasMore(),
    sourcePosition: job.source.position(),
  })
  return undefined
}

/** Reads pages until the memory is full or the input ends. */
function* fill(job: SortJob, arena: RowArena): Generator<SortProgress, void> {
  for (;;) {
    const end = readInputPage(job, arena)
    yield formProgress(job)
    if (end !== 'page' || arena.count >= arena.limits.records) return
  }
}

/** Reads the next page of the input into an arena and books it. A page without records is none. */
export function readInputPage(job: SortJob, arena: RowArena): 'page' | 'full' | 'end' {
  const { counters, plan } = job
  const taken = arena.count
  const first = arena.used
  arena.nextNumber = job.recordsRead
  arena.wanted = job.safe.wanted
  const end = job.source.readPage(arena)
  const records = arena.nextNumber - job.recordsRead
  if (records === 0) return end
  const counted = job.nextInputPage++
  const page = plan.pageRecords === Infinity ? counted : Math.floor(job.recordsRead / plan.pageRecords)
  job.recordsRead += records
  job.unsafeRecords += arena.count - taken
  counters.inputPages++
  const { words } = arena
  job.recorder.page(SortEvent.readPage, 0, page, records, words[first + 1] as number, words[first + 2] as number)
  return end
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

/** The point behind everything that was read, when nothing of it is left in memory. */
export function cleanPoint(job: SortJob): SafePoint {
  const { wanted } = job.safe
  return {
    position: job.source.position(),
    page: job.nextInputPage,
    record: job.recordsRead,
    runs: job.waiting.length + 1,
    wanted: wanted !== undefined && wanted.allFrom > job.recordsRead ? wanted : undefined,
  }
}
