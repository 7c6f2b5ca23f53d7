import { Comparison } from './events.ts'
import { cleanPoint, readInputPage } from './form-runs.ts'
import { heapRecords } from './memory-plan.ts'
import { createOutputWriter, createRunWriter, innerWriter, putRecord } from './combining-writer.ts'
import type { RowWriter } from './combining-writer.ts'
import type { OutputWriter, RunWriter } from './page-writer.ts'
import { RecordDigest } from './record-digest.ts'
import { RowArena } from './row-arena.ts'
import { FRAME_NUMBER, frameLength, recordStart } from './row-frame.ts'
import { sealFormedRun } from './seal-run.ts'
import { SelectionHeap, SelectionSlots, SLOT_WORDS } from './selection-heap.ts'
import { SelectionMemory } from './selection-memory.ts'
import { dropRecords, formProgress, mostRecords, outputWords } from './sort-job.ts'
import type { SafePoint, SortJob, SortProgress } from './sort-job.ts'
import { SortError } from './sort-error.ts'

/**
 * Replacement selection: the smallest record of a heap goes out, the next one of the input takes its place; one that is
 * smaller than what went out waits for the next run. Ends at the end of the input, or, when an act changes the memory or
 * the way runs are formed, as soon as the page in memory is used up and the heap is empty. Returns the writer of the
 * output when all of the input fitted in the heap.
 */
export function* selectRuns(job: SortJob): Generator<SortProgress, OutputWriter | undefined> {
  const page = new InputPage(job)
  if (!page.hasNext()) return undefined
  const selection = new Selection(job, page)
  yield* selection.fill()
  selection.heap.heapify()
  for (let tag = 0; selection.heap.size > 0; tag++) {
    const isOnly = job.waiting.length === 0 && page.isEmpty && !job.source.hasMore()
    const digest = new RecordDigest()
    if (isOnly) {
      const writer = createOutputWriter(job)
      yield* selection.writeRun(writer, tag, digest)
      job.digestIn = digest.sum()
      return innerWriter(writer)
    }
    const writer = createRunWriter(job, job.nextRun++)
    yield* selection.writeRun(writer, tag, digest)
    selection.seal(innerWriter(writer), digest)
  }
  return undefined
}

/** The page of the input that is being used up, record by record. */
class InputPage {
  /** Frame of the next record, and its number. */
  at: number
  number = 0
  /** Records of the page that are left. */
  records = 0
  /** Where pages began that may have to be read again after a crash, oldest first. */
  starts: Omit<SafePoint, 'runs' | 'wanted'>[] = []
  readonly #arena: RowArena

  constructor(readonly job: SortJob) {
    const { words, pageWords, pageRecords } = job.plan
    const limits = { records: pageRecords, reserveWords: 0, frameWords: pageWords }
    const start = outputWords(job)
    this.#arena = new RowArena(job.layout, words, start, start + 2 * pageWords, limits, new RecordDigest())
    this.at = this.#arena.used
  }

  get isEmpty(): boolean {
    return this.records === 0
  }

  /** Words that a record took on average in the page that was read last. */
  get averageWords(): number {
    return Math.ceil((this.#arena.used - this.#arena.start) / Math.max(1, this.#arena.count))
  }

  /** True when there is a next record; reads a page when it must. */
  hasNext(): boolean {
    while (this.records === 0 && this.job.source.hasMore()) this.#read()
    return this.records > 0
  }

  /** Goes to the next record; true when the page is used up. */
  step(): void {
    this.at += frameLength(this.job.layout, this.job.plan.words, this.at)
    this.records--
    this.number++
    this.#numberRecord()
  }

  #read(): void {
    const { job } = this
    const { source, nextInputPage: page, recordsRead: record, values } = job
    this.starts.push({ position: source.position(), page, record, values: values?.total ?? 0 })
    this.number = job.recordsRead
    this.#arena.clear()
    readInputPage(job, this.#arena)
    this.at = this.#arena.start
    this.records = this.#arena.count
    this.#numberRecord()
  }

  /** Records that are in sealed runs have been left out: the number is in the frame. */
  #numberRecord(): void {
    const { layout, plan } = this.job
    if (layout.isNumbered && this.records > 0) this.number = plan.words[this.at + FRAME_NUMBER] as number
  }
}

class Selection {
  readonly heap: SelectionHeap
  readonly #memory: SelectionMemory
  readonly #slots: SelectionSlots
  readonly #formation: string
  readonly #memoryRecords: number
  /** Two places for copies of the record that went out last, used in turn. */
  readonly #last: number
  #turn = 0

  constructor(
    readonly job: SortJob,
    readonly page: InputPage,
  ) {
    const { layout, recorder } = job
    const { words, pageWords, pageRecords } = job.plan
    const { memoryRecords, formation } = recorder.settings
    this.#formation = formation
    this.#memoryRecords = memoryRecords
    this.#last = outputWords(job) + 2 * pageWords
    const start = this.#last + 2 * pageWords
    // A quarter of the frames' space stays free.
    const perRecord = Math.ceil(((page.averageWords + 2) * 4) / 3) + SLOT_WORDS
    const inBytes = Math.floor((words.length - start) / perRecord)
    const capacity = pageRecords === Infinity ? inBytes : heapRecords(memoryRecords, pageRecords)
    if (capacity < 1) throw noHeap(pageRecords === Infinity ? words.length / pageWords : memoryRecords / pageRecords)
    this.#slots = new SelectionSlots(words, start, capacity)
    const frames = start + SLOT_WORDS * capacity
    this.#memory = new SelectionMemory(layout, words, frames, words.length, this.#slots)
    this.heap = new SelectionHeap(this.#slots, layout, words, recorder)
  }

  /** Fills the heap, unordered. */
  *fill(): Generator<SortProgress, void> {
    const { page, heap } = this
    while (!this.#memory.isFull && page.hasNext()) {
      const slot = this.#memory.store(page.at, page.number, 0)
      if (slot < 0) return
      heap.items[heap.size++] = slot
      page.step()
      if (page.isEmpty) yield formProgress(this.job)
    }
  }

  /** Writes the records of one run; those that come in and cannot join it wait with the next tag. */
  *writeRun(
    writer: RowWriter<RunWriter> | RowWriter<OutputWriter>,
    tag: number,
    digest: RecordDigest,
  ): Generator<SortProgress, void> {
    const { job, heap } = this
    const { words } = job.plan
    const slots = this.#slots
    const most = mostRecords(job)
    let dropped = 0
    for (let taken = 0; heap.size > 0 && slots.tag[heap.top] === tag; taken++) {
      const slot = heap.top
      const number = slots.number[slot] as number
      const at = this.#remember(slots.at[slot] as number)
      digest.add(words, recordStart(job.layout, words, at), (words[at] as number) >>> 1)
      if (taken < most) putRecord(job, writer, at, 0, number)
      else if (job.recorder.isDetailed) dropRecords(job, writer.target, 1)
      else dropped++
      this.#memory.free(slot)
      this.#takeIncoming(at, number, tag)
      if (writer.isPageFull) writer.flush()
      if (this.page.isEmpty) yield formProgress(job)
    }
    dropRecords(job, writer.target, dropped)
    writer.finish()
  }

  /** Makes a run durable. */
  seal(writer: RunWriter, digest: RecordDigest): void {
    const { job, heap, page } = this
    const isClean = heap.size === 0 && page.isEmpty
    job.safe = this.#safePoint() ?? job.safe
    sealFormedRun(job, writer, {
      digest: digest.sum(),
      isInputComplete: isClean && !job.source.hasMore(),
      ...(isClean ? { sourcePosition: job.source.position() } : {}),
      unsafe: heap.size + page.records,
    })
  }

  /** The point to begin again from when everything in memory is lost and the runs sealed so far are kept. */
  #safePoint(): SafePoint | undefined {
    const { job, page, heap } = this
    if (heap.size === 0 && page.isEmpty) return cleanPoint(job)
    if (!job.layout.isNumbered) return undefined
    const next = page.isEmpty ? job.recordsRead : page.number
    const missing = new Set<number>()
    for (let i = 0; i < heap.size; i++) missing.add(this.#slots.number[heap.items[i] as number] as number)
    const oldest = Math.min(next, ...missing)
    const before = job.safe.wanted
    for (const number of before?.missing ?? []) if (number >= next) missing.add(number)
    page.starts = page.starts.filter((_, i) => (page.starts[i + 1]?.record ?? Infinity) > oldest)
    const [start] = page.starts
    if (start === undefined) return undefined
    const allFrom = Math.max(next, before?.allFrom ?? 0)
    return { ...start, runs: job.waiting.length + 1, wanted: { missing, allFrom } }
  }

  /** Copies a frame to where it outlives its place in memory. */
  #remember(at: number): number {
    const { words, pageWords } = this.job.plan
    this.#turn = 1 - this.#turn
    const to = this.#last + this.#turn * pageWords
    words.copyWithin(to, at, at + frameLength(this.job.layout, words, at))
    return to
  }

  /** Takes records of the input as long as there is room for them. The first takes the place at the top. */
  #takeIncoming(last: number, lastNumber: number, tag: number): void {
    const { page, heap } = this
    let isTopFree = true
    while (!this.#memory.isFull && this.#hasIncoming()) {
      const slot = this.#memory.store(page.at, page.number, tag)
      if (slot < 0) break
      const mustWait = heap.isKeyBefore(slot, last)
      this.job.recorder.compare(Comparison.nextRun, page.number, lastNumber, 0, mustWait)
      if (mustWait) this.#slots.tag[slot] = tag + 1
      page.step()
      if (isTopFree) heap.replaceTop(slot)
      else heap.push(slot)
      isTopFree = false
    }
    if (isTopFree) heap.removeTop()
  }

  /** After an act no page is read any more. */
  #hasIncoming(): boolean {
    const { formation, memoryRecords } = this.job.recorder.settings
    const isDraining = formation !== this.#formation || memoryRecords !== this.#memoryRecords
    return isDraining ? !this.page.isEmpty : this.page.hasNext()
  }
}

function noHeap(pages: number): SortError {
  const message = `replacement selection needs a page to read, one to write and more; memory has ${Math.floor(pages)} pages`
  return new SortError('MEMORY_TOO_SMALL', message, 'memory')
}
