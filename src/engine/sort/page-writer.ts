import { SortEvent } from './events.ts'
import { RecordDigest } from './record-digest.ts'
import { compareTies, frameLength, readValue, recordStart, valueWord } from './row-frame.ts'
import type { SortJob } from './sort-job.ts'
import { SortError } from './sort-error.ts'
import { ValueTotal } from './value-total.ts'

/** Takes frames in order and writes them page by page, into a run or into the output. */
export interface PageWriter {
  /** The run, 0 for the output. */
  readonly target: number
  /** Records taken. */
  readonly records: number
  /** True when the page holds as many records as a page may; never where memory is counted in bytes. */
  readonly isPageFull: boolean
  /** Takes the frame at `at`; writes the page first when the frame does not fit. False: it was combined with the
   *  frame before. */
  put(at: number): boolean
  /** Writes what the page holds, if anything. */
  flush(): void
  /** No more frames come: writes what is left. */
  finish(): void
  /** The words in [from, to) are about to change: the writer keeps what it needs of them. */
  release(from: number, to: number): void
}

const NOTHING = new Uint8Array(0)

/** Writes a run: frames as they are. */
export class RunWriter implements PageWriter {
  records = 0
  readonly pageBytes: number[] = []
  readonly pageRecords: number[] = []
  #page: number
  #used = 0
  #count = 0
  #high = 0
  #low = 0

  /** `page` is the word where the page lies; with double buffering a second one follows it. */
  constructor(
    readonly job: SortJob,
    readonly target: number,
    readonly page: number,
  ) {
    this.#page = page
    job.store.create(target)
    job.openRun = target
  }

  get isPageFull(): boolean {
    return this.#count === this.job.plan.pageRecords
  }

  put(at: number): boolean {
    const { layout, plan } = this.job
    const { words } = plan
    const size = frameLength(layout, words, at)
    if (this.#used + size > plan.pageWords) this.flush()
    if (this.#count === 0) {
      this.#high = words[at + 1] as number
      this.#low = words[at + 2] as number
    }
    const to = this.#page + this.#used
    for (let i = 0; i < size; i++) words[to + i] = words[at + i] as number
    this.#used += size
    this.#count++
    this.records++
    return true
  }

  finish(): void {
    this.flush()
  }

  flush(): void {
    if (this.#count === 0) return
    const { job } = this
    const { words } = job.plan
    const bytes = 4 * this.#used
    job.store.append(this.target, new Uint8Array(words.buffer, words.byteOffset + 4 * this.#page, bytes))
    job.counters.runPagesWritten++
    job.counters.runBytesWritten += bytes
    const count = this.#count
    this.pageBytes.push(bytes)
    this.pageRecords.push(count)
    this.#used = 0
    this.#count = 0
    if (job.options.doubleBuffering) this.#page = 2 * this.page + job.plan.pageWords - this.#page
    job.recorder.page(SortEvent.spillPage, this.target, this.pageBytes.length - 1, count, this.#high, this.#low)
  }

  release(): void {
    // A run copies frames as they come; nothing is kept by reference.
  }
}

/** Writes the output: record bytes and separators; checks the order and takes the digest on the way. */
export class OutputWriter implements PageWriter {
  readonly target = 0
  records = 0
  readonly digest = new RecordDigest()
  /** What the values of combined records come to. */
  readonly values: ValueTotal
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #capacity: number
  #used = 0
  #count = 0
  #pages = 0
  #high = 0
  #low = 0
  /** The frame taken last, -1 before the first and when its memory was released. */
  #last = -1
  #lastHigh = -0x8000_0000
  #lastLow = -0x8000_0000

  /** `page` is the word where the page lies. */
  constructor(
    readonly job: SortJob,
    page: number,
  ) {
    const { words, pageWords } = job.plan
    this.#bytes = new Uint8Array(words.buffer, words.byteOffset + 4 * page, 4 * pageWords)
    this.#view = new DataView(words.buffer, words.byteOffset + 4 * page)
    this.#capacity = 4 * pageWords
    this.values = new ValueTotal(job.options.combine ?? 'count')
  }

  get isPageFull(): boolean {
    return this.#count === this.job.plan.pageRecords
  }

  put(at: number): boolean {
    const { layout, plan, sink } = this.job
    const { words } = plan
    const { separator } = sink
    const recordBytes = (words[at] as number) >>> 1
    const value = layout.isCombined ? this.#formatValue(at) : NOTHING
    const size = recordBytes + value.length + separator.length
    // Words are written whole, up to 3 bytes beyond the record.
    if (this.#used + size + 4 > this.#capacity) this.flush()
    const high = words[at + 1] as number
    const low = words[at + 2] as number
    if (this.#count === 0) {
      this.#high = high
      this.#low = low
    }
    this.#checkOrder(at, high, low)
    const from = recordStart(layout, words, at)
    this.digest.add(words, from, recordBytes)
    this.#copyRecord(words, from, recordBytes)
    if (value.length > 0) {
      this.#bytes.set(value, this.#used)
      this.#used += value.length
    }
    for (let i = 0; i < separator.length; i++) this.#bytes[this.#used + i] = separator[i] as number
    this.#used += separator.length
    this.#count++
    this.records++
    this.#last = at
    return true
  }

  finish(): void {
    this.flush()
  }

  flush(): void {
    if (this.#count === 0) return
    const { job } = this
    const count = this.#count
    const bytes = this.#used
    job.sink.write(this.#bytes.subarray(0, bytes), count)
    job.counters.outputPages++
    job.counters.outputBytes += bytes
    this.#used = 0
    this.#count = 0
    this.#pages++
    job.recorder.page(SortEvent.writePage, 0, this.#pages - 1, count, this.#high, this.#low)
  }

  release(from: number, to: number): void {
    if (this.#last >= from && this.#last < to) this.#last = -1
  }

  /** What stands behind a combined record. */
  #formatValue(at: number): Uint8Array {
    const { layout, plan, sink } = this.job
    const value = readValue(plan.words, valueWord(layout, at))
    this.values.add(value)
    return sink.formatValue === undefined ? NOTHING : sink.formatValue(value)
  }

  #copyRecord(words: Int32Array, from: number, recordBytes: number): void {
    const view = this.#view
    const end = this.#used + recordBytes
    let word = from
    for (let to = this.#used; to < end; to += 4) view.setInt32(to, words[word++] as number, true)
    this.#used = end
  }

  #checkOrder(at: number, high: number, low: number): void {
    const { layout, plan } = this.job
    const isRising = high > this.#lastHigh || (high === this.#lastHigh && low > this.#lastLow)
    const isTie = high === this.#lastHigh && low === this.#lastLow
    const isTieInOrder = isTie && (this.#last < 0 || compareTies(layout, plan.words, this.#last, at) <= 0)
    if (!isRising && !isTieInOrder) {
      throw new SortError('OUTPUT_NOT_VERIFIED', `record ${this.records} of the output is out of order`, 'output')
    }
    this.#lastHigh = high
    this.#lastLow = low
  }
}
