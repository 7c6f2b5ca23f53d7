import { SortEvent } from './events.ts'
import { OutputWriter, RunWriter } from './page-writer.ts'
import type { PageWriter } from './page-writer.ts'
import { compareTies, FRAME_NUMBER, frameLength, readValue, valueWord, writeValue } from './row-frame.ts'
import type { SortJob } from './sort-job.ts'
import { combineValues } from './value-total.ts'

/**
 * Makes one record of neighbours with the same key in front of another writer. The record under way is held back until
 * one with another key comes.
 */
export class CombiningWriter<Inner extends RunWriter | OutputWriter> implements PageWriter {
  /** Two places for the record under way, used in turn: the inner writer may look back at the one before. */
  readonly #places: number
  /** Word of the record under way, -1 for none. */
  #held = -1
  #turn = 0

  constructor(
    readonly job: SortJob,
    readonly inner: Inner,
  ) {
    this.#places = (job.options.doubleBuffering ? 2 : 1) * job.plan.pageWords
  }

  get target(): number {
    return this.inner.target
  }

  get records(): number {
    return this.inner.records + (this.#held < 0 ? 0 : 1)
  }

  get isPageFull(): boolean {
    return this.inner.isPageFull
  }

  put(at: number): boolean {
    if (this.#held >= 0 && this.#isSameKey(at)) {
      this.#combine(at)
      return false
    }
    this.#pass()
    const { words, pageWords } = this.job.plan
    this.#turn = 1 - this.#turn
    this.#held = this.#places + this.#turn * pageWords
    words.copyWithin(this.#held, at, at + frameLength(this.job.layout, words, at))
    return true
  }

  /** Tells that the record `number` was added to the one under way. `from` is the run it comes from. */
  tell(from: number, number: number): void {
    const { layout, plan, counters, recorder } = this.job
    counters.combined++
    const held = layout.isNumbered ? (plan.words[this.#held + FRAME_NUMBER] as number) : 0
    if (recorder.isDetailed) recorder.event(SortEvent.combine, from, number, held)
  }

  flush(): void {
    this.inner.flush()
  }

  finish(): void {
    this.#pass()
    this.inner.finish()
  }

  release(): void {
    // The inner writer only ever sees the places here.
  }

  #pass(): void {
    if (this.#held >= 0) this.inner.put(this.#held)
    this.#held = -1
  }

  #isSameKey(at: number): boolean {
    const { layout, plan } = this.job
    const { words } = plan
    const held = this.#held
    if (words[held + 1] !== words[at + 1] || words[held + 2] !== words[at + 2]) return false
    return compareTies(layout, words, held, at) === 0
  }

  #combine(at: number): void {
    const { layout, plan, options } = this.job
    const word = valueWord(layout, this.#held)
    const value = readValue(plan.words, word)
    const other = readValue(plan.words, valueWord(layout, at))
    writeValue(plan.words, word, combineValues(options.combine ?? 'count', value, other))
  }
}

/** What records go through on their way into a run or the output. */
export type RowWriter<Inner extends RunWriter | OutputWriter> = Inner | CombiningWriter<Inner>

/** A writer of a run. */
export function createRunWriter(job: SortJob, target: number): RowWriter<RunWriter> {
  const inner = new RunWriter(job, target, 0)
  return job.layout.isCombined ? new CombiningWriter(job, inner) : inner
}

/** A writer of the output. */
export function createOutputWriter(job: SortJob): RowWriter<OutputWriter> {
  const inner = new OutputWriter(job, 0)
  return job.layout.isCombined ? new CombiningWriter(job, inner) : inner
}

/** The writer behind the combining one, if that is what it is. */
export function innerWriter<Inner extends RunWriter | OutputWriter>(writer: RowWriter<Inner>): Inner {
  return writer instanceof CombiningWriter ? writer.inner : writer
}

/** Puts a frame into a writer; tells that it was emitted or combined. */
export function putRecord(
  job: SortJob,
  writer: RowWriter<RunWriter> | RowWriter<OutputWriter>,
  at: number,
  from: number,
  number: number,
): void {
  if (writer.put(at)) job.recorder.emit(from, number, writer.target)
  else if (writer instanceof CombiningWriter) writer.tell(from, number)
}
