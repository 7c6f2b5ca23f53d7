import {
  closeSync,
  existsSync,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
} from 'node:fs'
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { comparePaths, ensureRange, ensureSafePath, notFound, StoreError } from '../engine/storage/object-store.ts'
import type { ObjectStore, StoredObject } from '../engine/storage/object-store.ts'
import type { RangeSource } from '../engine/storage/range-source.ts'
import { messageOf } from './write-error.ts'

/** A folder of this machine as an object store. Links to folders are not followed in listings. */
export class NodeObjectStore implements ObjectStore {
  readonly rootPath: string

  constructor(readonly folder: string) {
    this.rootPath = folder.split(sep).join('/')
  }

  tryHead(path: string): Promise<StoredObject | undefined> {
    return attempt(path, () => this.#head(path))
  }

  get(path: string): Promise<Uint8Array<ArrayBuffer>> {
    return attempt(path, () => asBytes(readFileSync(this.#full(path))))
  }

  getRange(path: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    return attempt(path, () => {
      const fd = openSync(this.#full(path), 'r')
      try {
        ensureRange(path, start, end, fstatSync(fd).size)
        return readExactly(fd, path, start, end)
      } finally {
        closeSync(fd)
      }
    })
  }

  list(prefix: string, startAfter = ''): Promise<StoredObject[]> {
    return attempt(prefix, () => {
      const found: StoredObject[] = []
      this.#collect(prefix.slice(0, prefix.lastIndexOf('/') + 1), prefix, startAfter, found)
      return found.sort(comparePaths)
    })
  }

  put(path: string, bytes: Uint8Array): Promise<void> {
    return attempt(path, () => renameSync(this.#draft(path, bytes), this.#full(path)))
  }

  putIfAbsent(path: string, bytes: Uint8Array): Promise<boolean> {
    return attempt(path, () => {
      const draft = this.#draft(path, bytes)
      try {
        // Unlike a rename, a link fails where something is.
        linkSync(draft, this.#full(path))
        return true
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false
        throw error
      } finally {
        rmSync(draft, { force: true })
      }
    })
  }

  delete(path: string): Promise<void> {
    return attempt(path, () => rmSync(this.#full(path), { force: true }))
  }

  #full(path: string): string {
    ensureSafePath(path)
    return join(this.folder, path)
  }

  #head(path: string): StoredObject | undefined {
    const stat = statSync(this.#full(path), { throwIfNoEntry: false })
    if (stat === undefined || !stat.isFile()) return undefined
    return { path, sizeBytes: stat.size, modifiedMs: Math.floor(stat.mtimeMs) }
  }

  /** The whole object under another name, so that nobody sees a part of it. */
  #draft(path: string, bytes: Uint8Array): string {
    const full = this.#full(path)
    mkdirSync(dirname(full), { recursive: true })
    for (let i = 0; ; i++) {
      const draft = `${full}.${process.pid}-${i}.part`
      if (existsSync(draft)) continue
      writeFileSync(draft, bytes, { flag: 'wx' })
      return draft
    }
  }

  #collect(folder: string, prefix: string, startAfter: string, found: StoredObject[]): void {
    for (const entry of readFolder(join(this.folder, folder))) {
      const path = folder + entry.name
      if (entry.isDirectory()) {
        const inside = `${path}/`
        if (inside.startsWith(prefix) || prefix.startsWith(inside)) this.#collect(inside, prefix, startAfter, found)
      } else if (path.startsWith(prefix) && path > startAfter) {
        const object = this.#head(path)
        if (object !== undefined) found.push(object)
      }
    }
  }
}

/** A file of this machine, read by ranges. */
export class NodeRangeSource implements RangeSource {
  readonly sizeBytes: number
  readonly #fd: number

  constructor(
    path: string,
    readonly name: string,
  ) {
    this.#fd = tell(name, () => openSync(path, 'r'))
    this.sizeBytes = fstatSync(this.#fd).size
  }

  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    return attempt(this.name, () => {
      ensureRange(this.name, start, end, this.sizeBytes)
      return readExactly(this.#fd, this.name, start, end)
    })
  }

  close(): void {
    closeSync(this.#fd)
  }
}

function readFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return []
    throw error
  }
}

function readExactly(fd: number, path: string, start: number, end: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(end - start)
  for (let done = 0; done < bytes.length;) {
    const got = readSync(fd, bytes, done, bytes.length - done, start + done)
    if (got === 0) throw new StoreError('OUT_OF_RANGE', `${path} ends before byte ${end}`, path)
    done += got
  }
  return bytes
}

/** The same bytes without Node's additions. */
export function asBytes(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer.buffer as ArrayBuffer, buffer.byteOffset, buffer.byteLength)
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/** What the system says, as an error of the store. */
export function tell<T>(path: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    const isMissing = codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR'
    if (error instanceof StoreError) throw error
    if (isMissing) throw notFound(path)
    throw new StoreError('READ_FAILED', `${path} cannot be used: ${messageOf(error)}`, path)
  }
}

function attempt<T>(path: string, act: () => T): Promise<T> {
  return new Promise((resolve) => resolve(tell(path, act)))
}
