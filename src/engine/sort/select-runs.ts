import { Comparison } from './events.ts'
import { noteInputPage, sealFormedRun } from './form-runs.ts'
import { heapRecords } from './memory-plan.ts'
import { OutputWriter, RunWriter } from './page-writer.ts'
import { RecordDigest } from './record-digest.ts'
import { RowArena } from './row-arena.ts'
import { FRAME_NUMBER, frameLength, recordStart } from './row-frame.ts'
import { SelectionHeap, SLOT_BYTES } from './selection-heap.ts'
import { SelectionMemory } from './selection-memory.ts'
import { formProgress } from './sort-job.ts'
import type { SafePoint, SortJob, SortProgress } from './sort-job.ts'
import { SortError } from './sort-error.ts'

/**
 * Replacement selection: the smallest record of a heap goes out, the next one of the input takes its place; one that is
 * smaller than what went out waits for the next run. Ends at the end of the input, or, when an act changes the way runs
 * are formed or the memory, as soon as the heap is empty. Returns the writer of the output when all of the input fitted
 * in the heap.
 */
export function* selectRuns(job: SortJob): Generator<SortProgress, OutputWriter | undefined> {
  const selection = new Selection(job)
  yield* selection.fill()
  if (selection.heap.size === 0) return undefined
  selection.heap.heapify()
  let tag = 0
  while (selection.heap.size > 0) {
    const isOnly = job.waiting.length === 0 && selection.isInputRead
    const writer = isOnly ? new OutputWriter(job, 0) : new RunWriter(job, job.nextRun++, 0)
    const digest = new RecordDigest()
    yield* selection.writeRun(writer, tag++, digest)
    if (writer instanceof OutputWriter) {
      job.inputDigest.addSum(digest.sum())
      return writer
    }
    sealFormedRun(job, writer, digest, selection.safePoint())
  }
  return undefined
}

class Selection {
  readonly heap: SelectionHeap
  readonly #memory: SelectionMemory
  /** The page of the input that is being used up. */
  readonly #page: RowArena
  /** Frame in it that is next. */
  #next: number
  /** Number of that record. */
  #nextNumber: number
  readonly #started: { readonly formation: string; readonly memoryRecords: number }
  /** Where the pages began that may have to be read again after a crash. */
  #pageStarts: SafePoint[] = []
  readonly #unused = new RecordDigest()

  constructor(readonly job: SortJob) {
    const { layout, recorder } = job
    const { words, pageWords, pageRecords } = job.plan
    // Page 0 is written, page 1 is the source's block, then come its records, then what the heap orders.
    const isCounted = pageRecords !== Infinity
    const start = 2 * pageWords
    const arena = start + (isCounted ? pageWords : 2 * pageWords)
    const limits = { records: pageRecords, reserveWords: 0, frameWords: pageWords }
    this.#page = new RowArena(layout, words, start, arena, limits, this.#unused)
    this.#page.nextNumber = job.recordsRead
    this.#next = this.#page.start
    this.#nextNumber = job.recordsRead
    this.#started = { ...recorder.settings }
    if (isCounted) {
      const records = heapRecords(recorder.settings.memoryRecords, pageRecords)
      if (records < 1) throw noHeap(recorder.settings.memoryRecords / pageRecords)
      this.#memory = new SelectionMemory(layout, words, arena, words.length, records)
    } else {
      this.#memory = this.#planBytes(arena)
    }
    this.heap = new SelectionHeap(this.#memory.slots, layout, words, recorder)
  }

  /** True when neither the source nor the page in memory has a record left, or the selection is to end. */
  get isInputRead(): boolean {
    return this.#next >= this.#page.used && !this.job.source.hasMore()
  }

  /** Fills the heap, unordered. */
  *fill(): Generator<SortProgress, void> {
    while (this.#hasNext()) {
      const slot = this.#memory.store(this.#next, this.#nextNumber, 0)
      if (slot < 0) return
      this.heap.items[this.heap.size++] = slot
      if (this.#step()) yield formProgress(this.job)
    }
  }

  /** Writes the records of one run; those that come in and cannot join it get the next tag. */
  *writeRun(writer: RunWriter | OutputWriter, tag: number, digest: RecordDigest): Generator<SortProgress, void> {
    const { job, heap } = this
    const { slots } = this.#memory
    const { words } = job.plan
    let pages = this.#pagesMoved()
    while (heap.size > 0 && slots.tag[heap.top] === tag) {
      const slot = heap.top
      const at = slots.at[slot] as number
      const number = slots.number[slot] as number
      writer.put(at)
      digest.add(words, recordStart(job.layout, words, at), (words[at] as number) >>> 1)
      job.recorder.emit(0, job.layout.isNumbered ? number : 0, writer.target)
      this.#replace(slot, number, tag)
      writer.release(0, words.length)
      if (writer.isPageFull) writer.flush()
      const moved = this.#pagesMoved()
      if (moved === pages) continue
      pages = moved
      yield formProgress(job)
    }
    writer.flush()
  }

  /** The point to resume from when everything in memory is lost and the runs sealed so far are kept. */
  safePoint(): SafePoint {
    const { job } = this
    const { slots } = this.#memory
    const numbers = new Set<number>()
    for (let i = 0; i < this.heap.size; i++) numbers.add(slots.number[this.heap.items[i] as number] as number)
    const oldest = Math.min(this.#nextNumber, ...numbers)
    this.#pageStarts = this.#pageStarts.filter((start, i) => (this.#pageStarts[i + 1]?.record ?? Infinity) > oldest)
    const [first] = this.#pageStarts
    if (first === undefined || (numbers.size === 0 && this.isInputRead)) {
      return { position: job.source.position(), page: job.nextInputPage, record: job.recordsRead }
    }
    return { ...first, missing: numbers, allFrom: this.#nextNumber }
  }

  /** Puts the next record of the input in the place of the one that left, if there is one and it fits. */
  #replace(slot: number, lastNumber: number, tag: number): void {
    const { heap } = this
    const { slots } = this.#memory
    // The frame stays readable until the next one is stored; the incoming record is compared with it before that.
    const last = { at: slots.at[slot] as number, high: slots.high[slot] as number, low: slots.low[slot] as number }
    if (this.#isDraining() || !this.#hasNext()) {
      this.#memory.free(slot)
      heap.removeTop()
      return
    }
    const nextTag = this.#isNextSmaller(last) ? tag + 1 : tag
    this.job.recorder.compare(Comparison.nextRun, this.#nextNumber, lastNumber, 0, nextTag > tag)
    this.#memory.free(slot)
    const stored = this.#memory.store(this.#next, this.#nextNumber, nextTag)
    if (stored < 0) {
      heap.removeTop()
      return
    }
    heap.replaceTop(stored)
    this.#step()
    // Records of varying length: there may be room for more.
    this.#fillUp(last.high, last.low, tag)
  }

  #fillUp(high: number, low: number, tag: number): void {
    void high
    void low
    void tag
  }
}
