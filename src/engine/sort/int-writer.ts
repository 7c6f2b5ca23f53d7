import { SortEvent } from './events.ts'
import { biased } from './key-layout.ts'
import { RecordDigest } from './record-digest.ts'
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

  write(from: number, to: number): void {
    const { job } = this
    const { words } = job.plan
    const bytes = bytesOf(words, from, to)
    job.store.append(this.target, bytes)
    job.counters.runPagesWritten++
    job.counters.runBytesWritten += bytes.length
    this.records += to - from
    this.pageBytes.push(bytes.length)
    this.pageRecords.push(to - from)
    const page = this.pageBytes.length - 1
    job.recorder.page(SortEvent.spillPage, this.target, page, to - from, INT_PREFIX_HIGH, words[from] as number)
  }
}

/** Writes pages of integers to the output; checks their order and takes their digest. */
export class IntOutputWriter {
  readonly target = 0
  records = 0
  readonly digest = new RecordDigest()
  #last = -0x8000_0000

  constructor(readonly job: IntJob) {}

  /** Writes words[from, to); they may be changed by that. */
  write(from: number, to: number): void {
    const { job } = this
    const { words } = job.plan
    const first = words[from] as number
    this.#checkOrder(words, from, to)
    if (job.mask !== 0) for (let i = from; i < to; i++) words[i] = ~(words[i] as number)
    this.digest.addWords(words, from, to)
    const bytes = bytesOf(words, from, to)
    job.sink.write(bytes, to - from)
    this.records += to - from
    const page = job.counters.outputPages++
    job.counters.outputBytes += bytes.length
    job.recorder.page(SortEvent.writePage, 0, page, to - from, INT_PREFIX_HIGH, first)
  }

  #checkOrder(words: Int32Array, from: number, to: number): void {
    let last = this.#last
    let isInOrder = true
    for (let i = from; i < to; i++) {
      const word = words[i] as number
      isInOrder &&= last <= word
      last = word
    }
    this.#last = last
    if (isInOrder) return
    throw new SortError('OUTPUT_NOT_VERIFIED', `the output is out of order behind record ${this.records}`, 'output')
  }
}

/** The bytes of words[from, to). */
export function bytesOf(words: Int32Array, from: number, to: number): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset + 4 * from, 4 * (to - from))
}
