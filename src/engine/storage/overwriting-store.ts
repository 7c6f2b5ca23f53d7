import type { ObjectStore, StoredObject } from './object-store.ts'

/**
 * A store that cannot put only where nothing is, as S3 is to Delta's default log store (S3SingleDriverLogStore): it looks,
 * and then puts. One writer is safe; of two, the later one may replace what the other wrote after both had looked.
 */
export class OverwritingStore implements ObjectStore {
  readonly rootPath?: string

  constructor(private readonly inner: ObjectStore) {
    if (inner.rootPath !== undefined) this.rootPath = inner.rootPath
  }

  tryHead(path: string): Promise<StoredObject | undefined> {
    return this.inner.tryHead(path)
  }

  get(path: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.inner.get(path)
  }

  getRange(path: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.inner.getRange(path, start, end)
  }

  list(prefix: string, startAfter?: string): Promise<StoredObject[]> {
    return this.inner.list(prefix, startAfter)
  }

  put(path: string, bytes: Uint8Array): Promise<void> {
    return this.inner.put(path, bytes)
  }

  async putIfAbsent(path: string, bytes: Uint8Array): Promise<boolean> {
    if ((await this.inner.tryHead(path)) !== undefined) return false
    await this.inner.put(path, bytes)
    return true
  }

  delete(path: string): Promise<void> {
    return this.inner.delete(path)
  }
}
