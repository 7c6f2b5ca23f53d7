import type { PastRuns } from '../sort/past-runs.ts'
import type { ByteSink, ByteSource, RunManifest, RunStore } from '../sort/ports.ts'
import { SortError } from '../sort/sort-error.ts'

/**
 * Stands between a sort and the runs on disk. A sort that ends early removes its runs; here they stay when it was
 * stopped or when the disk failed, so that another sort can go on with them. Runs of an earlier sort appear under the
 * numbers 1 to n in input order, those of this sort behind them. Runs whose output is whole go when that is noted.
 */
export class KeptRuns implements RunStore {
  readonly #store: RunStore
  /** Numbers on disk of the runs of an earlier sort, in input order. */
  readonly #past: readonly number[]
  /** Highest number on disk when this sort began. */
  readonly #highest: number
  #isKept = false
  #isOutputWhole = false
  /** Numbers on disk of runs that are not needed any more once the output is noted. */
  #merged: number[] = []

  /** `past` are the runs that are used again, in input order. */
  constructor(store: RunStore, past: readonly RunManifest[]) {
    this.#store = store
    this.#past = past.map(({ run }) => run)
    this.#highest = Math.max(0, ...store.list().map(({ run }) => run))
  }

  /** From now on nothing is removed. */
  keep(): void {
    this.#isKept = true
  }

  create(run: number): void {
    this.#try(() => this.#store.create(this.#onDisk(run)))
  }

  append(run: number, bytes: Uint8Array): void {
    this.#try(() => this.#store.append(this.#onDisk(run), bytes))
  }

  seal(manifest: RunManifest): void {
    const inputs = manifest.inputs.map((run) => this.#onDisk(run))
    this.#try(() => this.#store.seal({ ...manifest, run: this.#onDisk(manifest.run), inputs }))
  }

  read(run: number, offset: number, into: Uint8Array): void {
    this.#try(() => this.#store.read(this.#onDisk(run), offset, into))
  }

  remove(run: number): void {
    if (this.#isKept) return
    if (this.#isOutputWhole) this.#merged.push(this.#onDisk(run))
    else this.#try(() => this.#store.remove(this.#onDisk(run)))
  }

  /** Removes the runs of a whole output. */
  removeMerged(): void {
    if (this.#isKept) return
    for (const run of this.#merged.splice(0)) this.#try(() => this.#store.remove(run))
  }

  /** Notes that the output is whole; until that is on disk its runs can make it again. */
  noteOutput(note: () => void): void {
    this.#try(note)
  }

  list(): RunManifest[] {
    return this.#store.list()
  }

  /** A sink whose faults keep the runs as those of the store do. */
  guard(sink: ByteSink): ByteSink {
    return {
      write: (bytes) => this.#try(() => sink.write(bytes)),
      truncate: () => sink.truncate(),
      close: () => this.#try(() => sink.close()),
    }
  }

  /** The sink of the output. */
  guardOutput(sink: ByteSink): ByteSink {
    const guarded = this.guard(sink)
    return {
      ...guarded,
      close: () => {
        guarded.close()
        this.#isOutputWhole = true
      },
    }
  }

  /** The file that is sorted. */
  guardSource(file: ByteSource): ByteSource {
    return {
      name: file.name,
      sizeBytes: file.sizeBytes,
      read: (offset, into) => this.guardRead(() => file.read(offset, into)),
    }
  }

  /** A read of the file. Runs are kept when it is refused: that may pass. A file that is seen to be another one stays so. */
  guardRead<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      if (error instanceof SortError && error.code === 'READ_FAILED') this.#isKept = true
      throw error
    }
  }

  #onDisk(run: number): number {
    return this.#past[run - 1] ?? this.#highest + run - this.#past.length
  }

  #try(act: () => void): void {
    try {
      act()
    } catch (error) {
      this.#isKept = true
      throw error
    }
  }
}

/** Runs that a sort goes on with, and as they are numbered on disk. Both in input order. */
export interface FoundRuns extends PastRuns {
  readonly onDisk: readonly RunManifest[]
  /** They hold all records of the input. */
  readonly isWhole: boolean
}

/** Behind the end of any input, whatever its positions count: bytes of text, rows of Parquet. */
const BEHIND_ALL = Number.MAX_SAFE_INTEGER

/**
 * The runs that a sort can go on with: in input order, without those at the end behind which reading cannot begin
 * again. Undefined when there is none. `sorted` are the runs on disk in input order.
 */
export function planPastRuns(sorted: readonly RunManifest[]): FoundRuns | undefined {
  const isWhole = sorted.some((manifest) => manifest.isInputComplete)
  const usable = isWhole ? sorted.length : 1 + sorted.findLastIndex((manifest) => manifest.sourcePosition !== undefined)
  const onDisk = sorted.slice(0, usable)
  const last = onDisk.at(-1)
  if (last === undefined) return undefined
  return {
    onDisk,
    isWhole,
    // Merges that they have been through are the earlier sort's: this one counts its own.
    runs: onDisk.map((manifest, i) => ({ ...manifest, run: i + 1, inputs: [], level: 0 })),
    position: isWhole ? BEHIND_ALL : (last.sourcePosition ?? 0),
  }
}
