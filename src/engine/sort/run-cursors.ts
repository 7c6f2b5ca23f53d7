import { SortEvent } from './events.ts'
import type { PageWriter } from './page-writer.ts'
import type { RunManifest } from './ports.ts'
import { compareTies, frameLength } from './row-frame.ts'
import type { FrameLayout } from './row-frame.ts'
import type { SortJob } from './sort-job.ts'
import { SortError } from './sort-error.ts'

/**
 * The heads of the runs of a merge step, read page by page. Leaf i is the run at place i of the step; its current frame
 * begins at word at[i]. With double buffering the page after the current one is in memory too.
 */
export class RunCursors {
  readonly at: Int32Array
  readonly high: Int32Array
  readonly low: Int32Array
  /** 1 while the leaf has a record. */
  readonly live: Uint8Array
  readonly words: Int32Array<ArrayBuffer>
  readonly layout: FrameLayout
  /** Word behind the last frame of the current page. */
  readonly #end: Int32Array
  /** Number and offset in the run of the next page to be read. */
  readonly #nextPage: Int32Array
  readonly #nextOffset: Float64Array
  /** Double buffering: words of the page that waits in the other half, 0 for none. */
  readonly #waitingWords: Int32Array
  /** Word where the current page lies. */
  readonly #region: Int32Array
  readonly #other: Int32Array

  /** `base` is the word where the page buffers of the leaves begin. */
  constructor(
    readonly job: SortJob,
    readonly runs: readonly RunManifest[],
    base: number,
    readonly writer: PageWriter,
  ) {
    const k = runs.length
    this.words = job.plan.words
    this.layout = job.layout
    this.at = new Int32Array(k)
    this.high = new Int32Array(k)
    this.low = new Int32Array(k)
    this.live = new Uint8Array(k)
    this.#end = new Int32Array(k)
    this.#nextPage = new Int32Array(k)
    this.#nextOffset = new Float64Array(k)
    this.#waitingWords = new Int32Array(k)
    const stride = (job.options.doubleBuffering ? 2 : 1) * job.plan.pageWords
    this.#region = Int32Array.from(runs, (_, leaf) => base + leaf * stride)
    this.#other = this.#region.map((word) => word + stride - job.plan.pageWords)
  }

  /** Reads the first page of every run; with double buffering then the second of every run. */
  open(): void {
    const k = this.runs.length
    for (let leaf = 0; leaf < k; leaf++) {
      const words = this.#read(leaf, this.#region[leaf] as number)
      this.#begin(leaf, words)
    }
    if (!this.job.options.doubleBuffering) return
    for (let leaf = 0; leaf < k; leaf++) this.#waitingWords[leaf] = this.#read(leaf, this.#other[leaf] as number)
  }

  /** Moves a leaf to its next record, reading a page when it must. */
  advance(leaf: number): void {
    const at = this.at[leaf] as number
    const next = at + frameLength(this.layout, this.words, at)
    const end = this.#end[leaf] as number
    if (next <= at || next > end) throw damaged(this.runs[leaf] as RunManifest)
    if (next < end) this.#show(leaf, next)
    else this.#turnPage(leaf)
  }

  /** True when the record of leaf `a` goes before that of leaf `b`. Both must have one. In a tie the lower leaf does. */
  isBefore(a: number, b: number): boolean {
    const highA = this.high[a] as number
    const highB = this.high[b] as number
    if (highA !== highB) return highA < highB
    const lowA = this.low[a] as number
    const lowB = this.low[b] as number
    if (lowA !== lowB) return lowA < lowB
    const order = compareTies(this.layout, this.words, this.at[a] as number, this.at[b] as number)
    return order === 0 ? a < b : order < 0
  }

  #turnPage(leaf: number): void {
    const region = this.#region[leaf] as number
    this.writer.release(region, region + this.job.plan.pageWords)
    if (!this.job.options.doubleBuffering) {
      this.#begin(leaf, this.#read(leaf, region))
      return
    }
    this.#region[leaf] = this.#other[leaf] as number
    this.#other[leaf] = region
    this.#begin(leaf, this.#waitingWords[leaf] as number)
    this.#waitingWords[leaf] = this.#read(leaf, region)
  }

  #begin(leaf: number, words: number): void {
    const region = this.#region[leaf] as number
    this.live[leaf] = words > 0 ? 1 : 0
    this.#end[leaf] = region + words
    if (words > 0) this.#show(leaf, region)
  }

  #show(leaf: number, at: number): void {
    this.at[leaf] = at
    this.high[leaf] = this.words[at + 1] as number
    this.low[leaf] = this.words[at + 2] as number
  }

  /** Reads the next page of a leaf to `region`; returns its words, 0 when the run is at its end. */
  #read(leaf: number, region: number): number {
    const { job, words } = this
    const run = this.runs[leaf] as RunManifest
    const page = this.#nextPage[leaf] as number
    const bytes = run.pageBytes[page]
    if (bytes === undefined) return 0
    const offset = this.#nextOffset[leaf] as number
    job.store.read(run.run, offset, new Uint8Array(words.buffer, words.byteOffset + 4 * region, bytes))
    this.#nextPage[leaf] = page + 1
    this.#nextOffset[leaf] = offset + bytes
    const records = run.pageRecords[page] as number
    job.counters.runPagesRead++
    job.counters.runBytesRead += bytes
    job.unsafeRecords += records
    const high = words[region + 1] as number
    const low = words[region + 2] as number
    job.recorder.page(SortEvent.readPage, run.run, page, records, high, low)
    return bytes >> 2
  }
}

function damaged({ run }: RunManifest): SortError {
  return new SortError('RUN_DAMAGED', `run ${run} is not what was written`, `run ${run}`)
}
