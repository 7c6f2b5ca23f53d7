import type { FileSortProgress } from '../sort/sort-file-types.ts'
import type { OperationProgress } from './operation.ts'

/** A memory-full holds less of a file than memory has bytes: each row has an index entry, and pages are set aside. */
const INPUT_PER_MEMORY = 0.5

/**
 * How much of a file sort is read, in bytes of the input: it is read once or twice, its runs once by every merge pass, and
 * the output at the end. How many passes there will be is planned from the memory, and raised when the runs formed so far
 * say more; once all are formed it is known.
 */
export class ByteProgress {
  readonly #sizeBytes: number
  readonly #fanIn: number
  /** Reading to find out types: 1 when there is such a pass. */
  #inferring = 0
  #records = 0
  #passes: number
  #runs = 0
  /** Records moved by merge steps that are over. */
  #mergedBefore = 0
  #merged = 0
  #done = 0

  constructor(sizeBytes: number, fanIn: number, memoryBytes: number) {
    this.#sizeBytes = sizeBytes
    this.#fanIn = fanIn
    this.#passes = passesFor(sizeBytes / (INPUT_PER_MEMORY * memoryBytes), fanIn)
  }

  note(progress: FileSortProgress): OperationProgress {
    // A few rows are nothing beside all.
    if (progress.phase === 'sample') return this.#told(this.#done)
    if (progress.phase === 'infer') {
      this.#inferring = 1
      return this.#told(progress.inputBytes)
    }
    const before = this.#inferring * this.#sizeBytes
    if (progress.phase === 'form') {
      this.#records = progress.recordsRead
      this.#runs = progress.waitingRuns
      const share = Math.max(progress.inputBytes, 1) / Math.max(this.#sizeBytes, 1)
      this.#passes = Math.max(this.#passes, passesFor(this.#runs / share, this.#fanIn))
      return this.#told(before + progress.inputBytes)
    }
    if (this.#mergedBefore + this.#merged === 0) {
      // Of a sort that goes on with all of its runs nothing was told before.
      if (this.#records === 0) [this.#records, this.#runs] = [progress.recordsRead, progress.waitingRuns]
      this.#passes = passesFor(this.#runs, this.#fanIn)
    }
    if (progress.merged < this.#merged) this.#mergedBefore += this.#merged
    this.#merged = progress.merged
    const moved = (this.#mergedBefore + this.#merged) / Math.max(this.#records, 1)
    // Steps of unequal runs may move more than whole passes do.
    this.#passes = Math.max(this.#passes, moved)
    return this.#told(before + this.#sizeBytes * (1 + moved))
  }

  /** `doneBytes` of `totalBytes` of the output have been read back. */
  noteReadBack(doneBytes: number, totalBytes: number): OperationProgress {
    const before = this.#total() - this.#sizeBytes
    return this.#told(before + (this.#sizeBytes * doneBytes) / Math.max(totalBytes, 1))
  }

  #total(): number {
    return this.#sizeBytes * (this.#inferring + 1 + this.#passes + 1)
  }

  #told(doneBytes: number): OperationProgress {
    this.#done = doneBytes
    const total = Math.ceil(this.#total())
    return { done: Math.min(total, Math.floor(doneBytes)), total, unit: 'bytes' }
  }
}

/** At least one: a single run is copied to the output. */
function passesFor(runs: number, fanIn: number): number {
  let passes = 1
  for (let left = Math.ceil(runs / fanIn); left > 1; left = Math.ceil(left / fanIn)) passes++
  return passes
}
