import { comparePaths, ensureRange, ensureSafePath, notFound } from './object-store.ts'
import type { ReadableStore, StoredObject } from './object-store.ts'

/** An object that somebody else holds: a file of the user's. */
export interface HeldObject extends StoredObject {
  /** Bytes [start, end). Rejects with a `StoreError` when they cannot be read. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>
}

/** Objects that are held one by one, as a store. */
export class HeldStore implements ReadableStore {
  readonly #objects: ReadonlyMap<string, HeldObject>
  /** In the order of their paths. */
  readonly #sorted: readonly HeldObject[]

  constructor(objects: Iterable<HeldObject>) {
    this.#sorted = [...objects].sort(comparePaths)
    this.#objects = new Map(this.#sorted.map((object) => [object.path, object]))
  }

  async tryHead(path: string): Promise<StoredObject | undefined> {
    ensureSafePath(path)
    return Promise.resolve(this.#objects.get(path))
  }

  async get(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const object = this.#find(path)
    return object.read(0, object.sizeBytes)
  }

  async getRange(path: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const object = this.#find(path)
    ensureRange(path, start, end, object.sizeBytes)
    return object.read(start, end)
  }

  async list(prefix: string, startAfter = ''): Promise<StoredObject[]> {
    const found = this.#sorted.filter(({ path }) => path.startsWith(prefix) && path > startAfter)
    return Promise.resolve(found)
  }

  #find(path: string): HeldObject {
    ensureSafePath(path)
    const object = this.#objects.get(path)
    if (object === undefined) throw notFound(path)
    return object
  }
}
