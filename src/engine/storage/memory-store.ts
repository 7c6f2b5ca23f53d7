import { comparePaths, ensureRange, ensureSafePath, notFound } from './object-store.ts'
import type { ObjectStore, StoredObject } from './object-store.ts'

interface Entry {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly modifiedMs: number
}

/** A store in memory. Every write is atomic, and `putIfAbsent` is decided at once. */
export class MemoryStore implements ObjectStore {
  readonly #entries = new Map<string, Entry>()
  readonly rootPath?: string

  /** `now` gives the time of a write, in milliseconds since 1970. */
  constructor(
    private readonly now: () => number = () => 0,
    rootPath?: string,
  ) {
    if (rootPath !== undefined) this.rootPath = rootPath
  }

  tryHead(path: string): Promise<StoredObject | undefined> {
    return attempt(() => {
      ensureSafePath(path)
      const entry = this.#entries.get(path)
      return entry === undefined ? undefined : describe(path, entry)
    })
  }

  get(path: string): Promise<Uint8Array<ArrayBuffer>> {
    return attempt(() => this.#entry(path).bytes)
  }

  getRange(path: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    return attempt(() => {
      const { bytes } = this.#entry(path)
      ensureRange(path, start, end, bytes.length)
      return bytes.slice(start, end)
    })
  }

  list(prefix: string, startAfter = ''): Promise<StoredObject[]> {
    return attempt(() =>
      [...this.#entries]
        .filter(([path]) => path.startsWith(prefix) && path > startAfter)
        .map(([path, entry]) => describe(path, entry))
        .sort(comparePaths),
    )
  }

  put(path: string, bytes: Uint8Array): Promise<void> {
    return attempt(() => this.set(path, bytes, this.now()))
  }

  putIfAbsent(path: string, bytes: Uint8Array): Promise<boolean> {
    return attempt(() => {
      if (this.#entries.has(path)) return false
      this.set(path, bytes, this.now())
      return true
    })
  }

  delete(path: string): Promise<void> {
    return attempt(() => void this.#entries.delete(path))
  }

  /** Writes an object with a time of its own, as when an archive is unpacked. Keeps a copy of the bytes. */
  set(path: string, bytes: Uint8Array, modifiedMs: number): void {
    ensureSafePath(path)
    this.#entries.set(path, { bytes: bytes.slice(), modifiedMs })
  }

  #entry(path: string): Entry {
    ensureSafePath(path)
    const entry = this.#entries.get(path)
    if (entry === undefined) throw notFound(path)
    return entry
  }
}

function describe(path: string, { bytes, modifiedMs }: Entry): StoredObject {
  return { path, sizeBytes: bytes.length, modifiedMs }
}

/** What is thrown becomes a rejection, as with a store that is far away. */
function attempt<T>(act: () => T): Promise<T> {
  return new Promise((resolve) => resolve(act()))
}
