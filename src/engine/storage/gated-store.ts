import type { SimCall } from '../sim/call.ts'
import type { ActorPort } from '../sim/simulation.ts'
import type { ObjectStore, StoredObject } from './object-store.ts'

/** A store as one actor of a simulation sees it: each call waits for the actor's turn. */
export class GatedStore implements ObjectStore {
  readonly rootPath?: string

  constructor(
    private readonly inner: ObjectStore,
    private readonly port: ActorPort,
  ) {
    if (inner.rootPath !== undefined) this.rootPath = inner.rootPath
  }

  tryHead(path: string): Promise<StoredObject | undefined> {
    return this.port.call(read('head', path), () => this.inner.tryHead(path))
  }

  get(path: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.port.call(read('get', path), () => this.inner.get(path), countBytes)
  }

  getRange(path: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.port.call(read('getRange', path), () => this.inner.getRange(path, start, end), countBytes)
  }

  list(prefix: string, startAfter = ''): Promise<StoredObject[]> {
    const call: SimCall = { kind: 'list', path: prefix, access: 'list', startAfter, bytes: 0 }
    return this.port.call(call, () => this.inner.list(prefix, startAfter))
  }

  put(path: string, bytes: Uint8Array): Promise<void> {
    return this.port.call(write('put', path, bytes.length), () => this.inner.put(path, bytes))
  }

  putIfAbsent(path: string, bytes: Uint8Array): Promise<boolean> {
    return this.port.call(write('putIfAbsent', path, bytes.length), () => this.inner.putIfAbsent(path, bytes))
  }

  delete(path: string): Promise<void> {
    return this.port.call(write('delete', path, 0), () => this.inner.delete(path))
  }
}

function read(kind: string, path: string): SimCall {
  return { kind, path, access: 'read', bytes: 0 }
}

function write(kind: string, path: string, bytes: number): SimCall {
  return { kind, path, access: 'write', bytes }
}

function countBytes(bytes: Uint8Array): number {
  return bytes.length
}
