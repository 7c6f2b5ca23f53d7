import { SortEvent } from './events.ts'
import { CombiningWriter, createOutputWriter, createRunWriter, innerWriter } from './combining-writer.ts'
import type { RowWriter } from './combining-writer.ts'
import type { OutputWriter, RunWriter } from './page-writer.ts'
import { RecordDigest } from './record-digest.ts'
import { INDEX_WORDS, RowArena } from './row-arena.ts'
import { FRAME_NUMBER } from './row-frame.ts'
import { frameOfSlot, sortRows } from './row-sort.ts'
import type { RowOrder } from './row-sort.ts'
import { sealFormedRun } from './seal-run.ts'
import { dropRecords, formProgress, mostRecords, outputWords } from './sort-job.ts'
import type { SafePoint, SortJob, SortProgress } from './sort-job.ts'

/** While runs are formed the memory is cut thus: page 0 is written, the rest is filled. */
export function formationArena(job: SortJob, digest: RecordDigest): RowArena {
  const { words, pageWords, pageRecords } = job.plan
  const records = pageRecords === Infinity ? Infinity : job.recorder.settings.memoryRecords
  const limits = { records, reserveWords: INDEX_WORDS, frameWords: pageWords }
  return new RowArena(job.layout, words, outputWords(job), words.length, limits, digest)
}

/**
 * Fill memory, sort it, spill it as a run. Input that fits altogether goes straight to the output. With a limit much
 * smaller than memory the first records are kept there and the rest is dropped, as often as memory is full.
 * Returns the writer of the output when there was nothing to merge.
 */
export function* formRun(job: SortJob): Generator<SortProgress, OutputWriter | undefined> {
  const digest = new RecordDigest()
  const arena = formationArena(job, digest)
  const most = mostRecords(job)
  let order: RowOrder
  for (;;) {
    yield* fill(job, arena)
    if (arena.count === 0) return undefined
    order = sortRows(arena, job.options.memorySort, job.recorder)
    yield formProgress(job)
    if (2 * most > arena.count || !job.source.hasMore()) break
    keepFirst(job, arena, order, most)
  }
  if (job.waiting.length === 0 && !job.source.hasMore()) {
    const writer = createOutputWriter(job)
    yield* writeSlots(job, order, writer)
    job.digestIn = digest.sum()
    return innerWriter(writer)
  }
  const writer = createRunWriter(job, job.nextRun++)
  yield* writeSlots(job, order, writer)
  job.safe = cleanPoint(job)
  sealFormedRun(job, innerWriter(writer), {
    digest: digest.sum(),
    isInputComplete: !job.source.hasMore(),
    sourcePosition: job.source.position(),
  })
  return undefined
}

/** Keeps the first `most` records of the order in memory, in the order in which they were read. */
function keepFirst(job: SortJob, arena: RowArena, order: RowOrder, most: number): void {
  const { words } = arena
  const places = words.subarray(order.spare, order.spare + most)
  for (let slot = 0; slot < most; slot++) places[slot] = frameOfSlot(words, order, slot)
  arena.keep(places)
  dropRecords(job, job.nextRun, order.count - most)
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
  arena.values = job.values
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

/** Frames that are fetched into the processor's cache at a time. */
const AHEAD = 64

/**
 * Reads a word or two of each frame of slots [from, to). The frames lie far apart: reading them in a loop that does
 * nothing else lets the processor fetch many at once, where copying them one by one would wait for each.
 */
function touchFrames(words: Int32Array, order: RowOrder, from: number, to: number): number {
  let sum = 0
  for (let slot = from; slot < to; slot++) {
    const at = frameOfSlot(words, order, slot)
    sum += (words[at] as number) + (words[at + 16] as number)
  }
  return sum
}

function* writeSlots(
  job: SortJob,
  order: RowOrder,
  writer: RowWriter<RunWriter> | RowWriter<OutputWriter>,
): Generator<SortProgress, void> {
  const { counters, layout } = job
  const { words } = job.plan
  const count = Math.min(order.count, mostRecords(job))
  dropRecords(job, writer.target, order.count - count)
  let written = counters.runPagesWritten + counters.outputPages
  for (let slot = 0; slot < count; slot++) {
    if ((slot & (AHEAD - 1)) === 0) touchFrames(words, order, slot, Math.min(count, slot + AHEAD))
    const at = frameOfSlot(words, order, slot)
    if (!writer.put(at) && writer instanceof CombiningWriter) {
      writer.tell(0, layout.isNumbered ? (words[at + FRAME_NUMBER] as number) : 0)
    }
    if (writer.isPageFull) writer.flush()
    const pages = counters.runPagesWritten + counters.outputPages
    if (pages === written) continue
    written = pages
    yield formProgress(job)
  }
  writer.finish()
}

/** The point behind everything that was read, when nothing of it is left in memory. */
export function cleanPoint(job: SortJob): SafePoint {
  const { wanted } = job.safe
  return {
    position: job.source.position(),
    page: job.nextInputPage,
    record: job.recordsRead,
    values: job.values?.total ?? 0,
    runs: job.waiting.length + 1,
    wanted: wanted !== undefined && wanted.allFrom > job.recordsRead ? wanted : undefined,
  }
}
