import type { ObjectStore, StoredObject } from './object-store.ts'

export type StoreCallKind = 'head' | 'get' | 'getRange' | 'list' | 'put' | 'putIfAbsent' | 'delete'

/** A call before it reaches the store. `index` counts the calls from 0. */
export interface StoreCall {
  readonly kind: StoreCallKind
  readonly path: string
  readonly index: number
}

/** Requests and bytes of a store since the last `reset`. */
export interface StoreCounts {
  readonly requests: Readonly<Record<StoreCallKind, number>>
  readonly bytesRead: number
  readonly bytesWritten: number
  readonly objectsListed: number
}

/** When a call fails: before the store has seen it, or after it was done, so that only the answer is lost. */
export interface Faults {
  readonly before?: (call: StoreCall) => Error | undefined
  readonly after?: (call: StoreCall) => Error | undefined
}

const KINDS: readonly StoreCallKind[] = ['head', 'get', 'getRange', 'list', 'put', 'putIfAbsent', 'delete']

/** Counts the calls to a store, and makes those fail that it is told to. */
export class WatchedStore implements ObjectStore {
  readonly rootPath?: string
  #index = 0
  #requests = countNothing()
  #bytesRead = 0
  #bytesWritten = 0
  #objectsListed = 0

  constructor(
    readonly inner: ObjectStore,
    private readonly faults: Faults = {},
  ) {
    if (inner.rootPath !== undefined) this.rootPath = inner.rootPath
  }

  get counts(): StoreCounts {
    return {
      requests: { ...this.#requests },
      bytesRead: this.#bytesRead,
      bytesWritten: this.#bytesWritten,
      objectsListed: this.#objectsListed,
    }
  }

  reset(): void {
    this.#requests = countNothing()
    this.#bytesRead = 0
    this.#bytesWritten = 0
    this.#objectsListed = 0
  }

  tryHead(path: string): Promise<StoredObject | undefined> {
    return this.#call('head', path, () => this.inner.tryHead(path))
  }

  get(path: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#read('get', path, () => this.inner.get(path))
  }

  getRange(path: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#read('getRange', path, () => this.inner.getRange(path, start, end))
  }

  async list(prefix: string, startAfter?: string): Promise<StoredObject[]> {
    const objects = await this.#call('list', prefix, () => this.inner.list(prefix, startAfter))
    this.#objectsListed += objects.length
    return objects
  }

  put(path: string, bytes: Uint8Array): Promise<void> {
    return this.#call('put', path, () => this.inner.put(path, bytes), bytes.length)
  }

  putIfAbsent(path: string, bytes: Uint8Array): Promise<boolean> {
    return this.#call('putIfAbsent', path, () => this.inner.putIfAbsent(path, bytes), bytes.length)
  }

  delete(path: string): Promise<void> {
    return this.#call('delete', path, () => this.inner.delete(path))
  }

  async #read(
    kind: StoreCallKind,
    path: string,
    act: () => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.#call(kind, path, act)
    this.#bytesRead += bytes.length
    return bytes
  }

  async #call<T>(kind: StoreCallKind, path: string, act: () => Promise<T>, bytesWritten = 0): Promise<T> {
    const call = { kind, path, index: this.#index++ }
    this.#requests[kind]++
    const early = this.faults.before?.(call)
    if (early !== undefined) throw early
    const answer = await act()
    this.#bytesWritten += bytesWritten
    const late = this.faults.after?.(call)
    if (late !== undefined) throw late
    return answer
  }
}

function countNothing(): Record<StoreCallKind, number> {
  return Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<StoreCallKind, number>
}
