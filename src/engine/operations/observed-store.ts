import { LOG_FOLDER } from '../delta/log-path.ts'
import type { MemoryStore } from '../storage/memory-store.ts'
import type { ObjectStore, StoredObject } from '../storage/object-store.ts'
import type { TableRecorder } from './table-recorder.ts'

/** A store as one actor calls it: what was done is recorded when it is done, whether or not the actor lives to hear of it. */
export class ObservedStore implements ObjectStore {
  constructor(
    private readonly inner: MemoryStore,
    private readonly actor: number,
    private readonly recorder: TableRecorder,
    /** Told before each write, so that the time of the object is that of whoever writes. */
    private readonly onWrite: (actor: number) => void,
  ) {}

  async tryHead(path: string): Promise<StoredObject | undefined> {
    const head = await this.inner.tryHead(path)
    if (path.startsWith(LOG_FOLDER)) this.recorder.readLog(this.actor, 2, path, 0)
    return head
  }

  async get(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.inner.get(path)
    if (path.startsWith(LOG_FOLDER)) this.recorder.readLog(this.actor, 0, path, bytes.length)
    return bytes
  }

  async getRange(path: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.inner.getRange(path, start, end)
    if (path.startsWith(LOG_FOLDER)) this.recorder.readLog(this.actor, 0, path, bytes.length)
    return bytes
  }

  async list(prefix: string, startAfter?: string): Promise<StoredObject[]> {
    const objects = await this.inner.list(prefix, startAfter)
    this.recorder.readLog(this.actor, 1, prefix, 0)
    return objects
  }

  async put(path: string, bytes: Uint8Array): Promise<void> {
    const before = await this.inner.tryHead(path)
    this.onWrite(this.actor)
    await this.inner.put(path, bytes)
    await this.#record(path, bytes, before !== undefined)
  }

  async putIfAbsent(path: string, bytes: Uint8Array): Promise<boolean> {
    this.onWrite(this.actor)
    const isNew = await this.inner.putIfAbsent(path, bytes)
    if (isNew) await this.#record(path, bytes, false)
    return isNew
  }

  async delete(path: string): Promise<void> {
    const head = await this.inner.tryHead(path)
    await this.inner.delete(path)
    if (head !== undefined) this.recorder.deletedObject(this.actor, path, head.sizeBytes)
  }

  async #record(path: string, bytes: Uint8Array, replaced: boolean): Promise<void> {
    const object = await this.inner.tryHead(path)
    if (object !== undefined) this.recorder.wroteObject(this.actor, object, bytes, replaced)
  }
}
