import { SortEvent } from './events.ts'
import { radixSortInts } from './int-radix.ts'
import { bytesOf, INT_PREFIX_HIGH, IntOutputWriter, IntRunWriter, pagesAtOnce } from './int-writer.ts'
import type { IntTree } from './kernel/int-tree.ts'
import { mergeWaiting } from './merge-waiting.ts'
import type { RunManifest } from './ports.ts'
import { RecordDigest } from './record-digest.ts'
import { sealFormedRun } from './seal-run.ts'
import { formProgress, mergeProgress } from './sort-job.ts'
import type { IntJob, SortProgress } from './sort-job.ts'

/**
 * Sorts a file of 32-bit integers: the same phases as for rows, without frames and index, since the record is the key.
 * Half of the memory is filled, the other half is scratch space of the radix sort. Returns the writer of the output.
 */
export function* sortInts(job: IntJob): Generator<SortProgress, IntOutputWriter> {
  while (job.recordsRead < job.source.length) {
    const output = yield* formIntRun(job)
    if (output !== undefined) return output
  }
  if (job.waiting.length === 0) return new IntOutputWriter(job)
  return yield* mergeWaiting(job, {
    openRun: (target) => new IntRunWriter(job, target),
    openOutput: () => new IntOutputWriter(job),
    written: (run) => run,
    merge: (inputs, writer) => mergeIntRuns(job, inputs, writer),
  })
}

/** Integers that memory takes at a time, in whole pages. */
export function intsInMemory(words: number, pageWords: number): number {
  const half = words >> 1
  return half < pageWords ? half : half - (half % pageWords)
}

function* formIntRun(job: IntJob): Generator<SortProgress, IntOutputWriter | undefined> {
  const { words, pageWords } = job.plan
  const room = intsInMemory(words.length, pageWords)
  const count = Math.min(room, job.source.length - job.recordsRead)
  const digest = new RecordDigest()
  for (let at = 0; at < count; at += pageWords) {
    readIntPage(job, at, Math.min(count, at + pageWords), digest)
    yield formProgress(job)
  }
  const start = radixSortInts(job.kernel, 0, room, count, job.recorder)
  yield formProgress(job)
  const isInputComplete = job.recordsRead === job.source.length
  const isOnly = job.waiting.length === 0 && isInputComplete
  const writer = isOnly ? new IntOutputWriter(job) : new IntRunWriter(job, job.nextRun++)
  const atOnce = pagesAtOnce(job, Infinity) * pageWords
  for (let at = start; at < start + count; at += atOnce) {
    writer.write(at, Math.min(start + count, at + atOnce))
    yield formProgress(job)
  }
  if (writer instanceof IntOutputWriter) {
    job.digestIn = digest.sum()
    return writer
  }
  sealFormedRun(job, writer, { digest: digest.sum(), isInputComplete, sourcePosition: job.recordsRead })
  return undefined
}

function readIntPage(job: IntJob, from: number, to: number, digest: RecordDigest): void {
  const { words } = job.plan
  job.source.read(job.recordsRead, words.subarray(from, to))
  digest.addSum(job.kernel.digest(from, to))
  if (job.mask !== 0) for (let i = from; i < to; i++) words[i] = ~(words[i] as number)
  job.recordsRead += to - from
  job.unsafeRecords += to - from
  const page = job.counters.inputPages++
  job.recorder.page(SortEvent.readPage, 0, page, to - from, INT_PREFIX_HIGH, words[from] as number)
}

/** A page behind the output belongs to each leaf; the output has what is left, as far as it helps. */
function* mergeIntRuns(
  job: IntJob,
  inputs: readonly RunManifest[],
  writer: IntRunWriter | IntOutputWriter,
): Generator<SortProgress, void> {
  const { recorder } = job
  const { words, pageWords } = job.plan
  const room = pagesAtOnce(job, Math.floor(words.length / pageWords) - inputs.length) * pageWords
  const pages = new IntPages(job, inputs, room)
  const tree = job.kernel.createTree(inputs.length)
  const total = inputs.reduce((sum, run) => sum + run.records, 0)
  for (let leaf = 0; leaf < inputs.length; leaf++) pages.next(leaf, tree)
  tree.build()
  let used = 0
  while (tree.isAlive) {
    const end = tree.fill(used, room)
    recorder.emitted += end - used
    used = end
    recorder.comparisons += tree.comparisons
    tree.comparisons = 0
    // The output is full before the leaf that is dry climbs again: what it holds does not change any more.
    if (tree.dry >= 0) tree.resume(tree.dry, pages.next(tree.dry, tree))
    if (used < room && tree.isAlive) continue
    writer.write(0, used)
    used = 0
    yield mergeProgress(job, writer.records, total)
  }
  recorder.comparisons += tree.comparisons
}

/** Reads the pages of the runs of one merge step. */
class IntPages {
  readonly #nextPage: Int32Array
  readonly #nextOffset: Float64Array

  constructor(
    readonly job: IntJob,
    readonly runs: readonly RunManifest[],
    /** Word where the page of the first leaf lies. */
    readonly start: number,
  ) {
    this.#nextPage = new Int32Array(runs.length)
    this.#nextOffset = new Float64Array(runs.length)
  }

  /** Reads the next page of a leaf into its place; false when its run is at its end. */
  next(leaf: number, tree: IntTree): boolean {
    const { job } = this
    const { words, pageWords } = job.plan
    const run = this.runs[leaf] as RunManifest
    const page = this.#nextPage[leaf] as number
    const bytes = run.pageBytes[page]
    if (bytes === undefined) return false
    const from = this.start + leaf * pageWords
    const to = from + (bytes >> 2)
    const offset = this.#nextOffset[leaf] as number
    job.store.read(run.run, offset, bytesOf(words, from, to))
    this.#nextPage[leaf] = page + 1
    this.#nextOffset[leaf] = offset + bytes
    tree.load(leaf, from, to)
    job.counters.runPagesRead++
    job.counters.runBytesRead += bytes
    job.unsafeRecords += to - from
    job.recorder.page(SortEvent.readPage, run.run, page, to - from, INT_PREFIX_HIGH, words[from] as number)
    return true
  }
}
