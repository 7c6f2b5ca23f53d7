import type { ReadableStore, StoredObject } from '../storage/object-store.ts'
import { OperationError } from './operation.ts'
import type { OperationProgress } from './operation.ts'

/** How far work on a store is: it sets `total` and `unit`, reading commits counts. */
export class StoreProgress implements OperationProgress {
  done = 0
  total = 0
  unit = ''

  /** Begins a stretch of the work, of that many commits. */
  begin(total: number, unit: string): void {
    this.done = 0
    this.total = total
    this.unit = unit
  }

  /** What was told before, once `work` is over. */
  async during<T>(done: number, total: number, unit: string, work: () => Promise<T>): Promise<T> {
    const before = { done: this.done, total: this.total, unit: this.unit }
    Object.assign(this, { done, total, unit })
    try {
      return await work()
    } finally {
      Object.assign(this, before)
    }
  }

  read(path: string): void {
    if (/\d{20}\.json$/.test(path) && this.done < this.total) this.done++
  }
}

/** Whoever asks for more at once will be busy with it for a while. */
const LARGE_BYTES = 1 << 16

/** Calls to a store between two places where its caller can be stopped. */
const CALLS = 32

/**
 * Runs work that waits for nothing but its store, so that it tells how far it is and can be stopped: every few calls the
 * store answers only once the caller of this generator has gone on. Ends when the work has ended, also when it is stopped.
 */
export async function* runPaced<T>(
  inner: ReadableStore,
  work: (store: ReadableStore, progress: StoreProgress) => Promise<T>,
): AsyncGenerator<OperationProgress, T> {
  const pace = new Pace()
  const progress = new StoreProgress()
  const done = work(new PacedStore(inner, pace, progress), progress)
  const isOver = done.then(() => true)
  try {
    while (!(await Promise.race([isOver, pace.paused()]))) {
      const { done: count, total, unit } = progress
      yield { done: count, total, unit }
      pace.goOn()
    }
    return await done
  } finally {
    pace.stop()
    await done.catch(() => undefined)
  }
}

/** Where callers of a store wait until they may go on. */
class Pace {
  #calls = 0
  #isStopped = false
  #waiting: (() => void)[] = []
  #tell: (() => void) | undefined

  /** Resolves to false as soon as somebody waits. */
  paused(): Promise<false> {
    return new Promise((resolve) => {
      this.#tell = () => resolve(false)
      if (this.#waiting.length > 0) resolve(false)
    })
  }

  goOn(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }

  stop(): void {
    this.#isStopped = true
    this.goOn()
  }

  async call(): Promise<void> {
    if (++this.#calls % CALLS === 0) await this.wait()
    else this.#ensureGoing()
  }

  /** Until the caller has gone on. */
  async wait(): Promise<void> {
    this.#ensureGoing()
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve)
      this.#tell?.()
    })
    this.#ensureGoing()
  }

  #ensureGoing(): void {
    if (this.#isStopped) throw new OperationError('STOPPED', 'stopped', 'store')
  }
}

class PacedStore implements ReadableStore {
  readonly rootPath?: string

  constructor(
    private readonly inner: ReadableStore,
    private readonly pace: Pace,
    private readonly progress: StoreProgress,
  ) {
    if (inner.rootPath !== undefined) this.rootPath = inner.rootPath
  }

  async tryHead(path: string): Promise<StoredObject | undefined> {
    await this.pace.call()
    return this.inner.tryHead(path)
  }

  async get(path: string): Promise<Uint8Array<ArrayBuffer>> {
    await this.pace.call()
    this.progress.read(path)
    return this.inner.get(path)
  }

  async getRange(path: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    if (end - start > LARGE_BYTES) await this.pace.wait()
    else await this.pace.call()
    return this.inner.getRange(path, start, end)
  }

  async list(prefix: string, startAfter?: string): Promise<StoredObject[]> {
    await this.pace.call()
    return this.inner.list(prefix, startAfter)
  }

  rest(done: number, total: number, unit: string): Promise<void> {
    return this.progress.during(done, total, unit, () => this.pace.wait())
  }
}
