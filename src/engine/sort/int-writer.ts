import { SortEvent } from './events.ts'
import { biased } from './key-layout.ts'
import { RecordDigest } from './record-digest.ts'
import type { IntKernel } from './kernel/int-kernel.ts'
import type { IntJob } from './sort-job.ts'
import { SortError } from './sort-error.ts'

/** High half of the prefix of an integer that is there; the integer is the low half. */
export const INT_PREFIX_HIGH = biased(1)

/** Writes pages of integers to a run. */
export class IntRunWriter {
  records = 0
  readonly pageBytes: number[] = []
  readonly pageRecords: number[] = []

  constructor(
    readonly job: IntJob,
    readonly target: number,
  ) {
    job.store.create(target)
    job.openRun = target
  }

  /** Writes words[from, to) at once; tells of it page by page. */
  write(from: number, to: number): void {
    const { job } = this
    const { words } = job.plan
    job.store.append(this.target, bytesOf(words, from, to))
    forPages(job, from, to, (start, end) => {
      const bytes = 4 * (end - start)
      job.counters.runPagesWritten++
      job.counters.runBytesWritten += bytes
      this.records += end - start
      this.pageBytes.push(bytes)
      this.pageRecords.push(end - start)
      const page = this.pageBytes.length - 1
      job.recorder.page(SortEvent.spillPage, this.target, page, end - start, INT_PREFIX_HIGH, words[start] as number)
    })
  }
}

/** Writes pages of integers to the output; checks their order and takes their digest. */
export class IntOutputWriter {
  readonly target = 0
  records = 0
  readonly digest = new RecordDigest()
  #last = -0x8000_0000

  constructor(readonly job: IntJob) {}

  /** Writes words[from, to) at once, tells of it page by page; the words may be changed by that. */
  write(from: number, to: number): void {
    const { job } = this
    const { words } = job.plan
    const { mask, kernel } = job
    this.#checkOrder(kernel, from, to)
    if (mask !== 0) for (let i = from; i < to; i++) words[i] = ~(words[i] as number)
    this.digest.addSum(kernel.digest(from, to))
    job.sink.write(bytesOf(words, from, to), to - from)
    forPages(job, from, to, (start, end) => {
      this.records += end - start
      const page = job.counters.outputPages++
      job.counters.outputBytes += 4 * (end - start)
      const first = (words[start] as number) ^ mask
      job.recorder.page(SortEvent.writePage, 0, page, end - start, INT_PREFIX_HIGH, first)
    })
  }

  #checkOrder(kernel: IntKernel, from: number, to: number): void {
    const { words } = kernel
    const isBehind = this.#last <= (words[from] as number)
    this.#last = words[to - 1] as number
    if (isBehind && kernel.isAscending(from, to)) return
    throw new SortError('OUTPUT_NOT_VERIFIED', `the output is out of order behind record ${this.records}`, 'output')
  }
}

/** Pages that are written at once, where so many are there: the disk likes a megabyte. */
export function pagesAtOnce(job: IntJob, available: number): number {
  return Math.max(1, Math.min(available, Math.floor(WRITE_WORDS / job.plan.pageWords)))
}

const WRITE_WORDS = 1 << 18

/** Calls back for each page of words[from, to), the last one as long as it is. */
function forPages(job: IntJob, from: number, to: number, work: (start: number, end: number) => void): void {
  const { pageWords } = job.plan
  for (let start = from; start < to; start += pageWords) work(start, Math.min(to, start + pageWords))
}

/** The bytes of words[from, to). */
export function bytesOf(words: Int32Array, from: number, to: number): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset + 4 * from, 4 * (to - from))
}
