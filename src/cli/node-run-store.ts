import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { RunManifest, RunStore } from '../engine/sort/ports.ts'
import { SortError } from '../engine/sort/sort-error.ts'
import { messageOf, writeError } from './write-error.ts'

/** Most runs that are open for reading at a time; a merge of more opens them again and again, which a page hardly feels. */
const MOST_OPEN = 100

/**
 * Runs as files of a folder of their own: `<run>.run`, and `<run>.json` once the run is sealed. There may be more runs
 * than a process may have files open: one is open while it is written, and from its first read on.
 */
export class NodeRunStore implements RunStore {
  readonly #written = new Map<number, { readonly fd: number; sizeBytes: number }>()
  /** Descriptors of sealed runs, the one read last at the end. */
  readonly #read = new Map<number, number>()

  constructor(readonly folder: string) {
    try {
      // Runs hold what the input holds, which may not be for everyone to read.
      mkdirSync(folder, { mode: 0o700 })
    } catch (error) {
      throw writeError(error, folder)
    }
  }

  create(run: number): void {
    try {
      this.#written.set(run, { fd: openSync(this.#path(run), 'w+'), sizeBytes: 0 })
    } catch (error) {
      throw writeError(error, `run ${run}`)
    }
  }

  append(run: number, bytes: Uint8Array): void {
    const file = this.#written.get(run)
    if (file === undefined) throw new Error(`run ${run} is not being written`)
    try {
      for (let done = 0; done < bytes.length;) {
        const wrote = writeSync(file.fd, bytes, done, bytes.length - done, file.sizeBytes)
        done += wrote
        file.sizeBytes += wrote
      }
    } catch (error) {
      throw writeError(error, `run ${run}`)
    }
  }

  seal(manifest: RunManifest): void {
    try {
      this.#close(manifest.run)
      writeFileSync(join(this.folder, `${manifest.run}.json`), JSON.stringify(manifest))
    } catch (error) {
      throw writeError(error, `run ${manifest.run}`)
    }
  }

  read(run: number, offset: number, into: Uint8Array): void {
    const fd = this.#descriptor(run)
    for (let filled = 0; filled < into.length;) {
      const got = this.#readPart(run, fd, into, filled, offset)
      if (got === 0)
        throw new SortError('RUN_DAMAGED', `run ${run} ends before byte ${offset + into.length}`, `run ${run}`)
      filled += got
    }
  }

  remove(run: number): void {
    this.#close(run)
    rmSync(join(this.folder, `${run}.json`), { force: true })
    rmSync(this.#path(run), { force: true })
  }

  list(): RunManifest[] {
    const names = readdirSync(this.folder).filter((name) => name.endsWith('.json'))
    const manifests = names.map((name) => JSON.parse(readFileSync(join(this.folder, name), 'utf8')) as RunManifest)
    return manifests.sort((a, b) => a.run - b.run)
  }

  /** Closes and removes everything. */
  destroy(): void {
    for (const run of [...this.#written.keys(), ...this.#read.keys()]) this.#close(run)
    rmSync(this.folder, { recursive: true, force: true })
  }

  #readPart(run: number, fd: number, into: Uint8Array, filled: number, offset: number): number {
    try {
      return readSync(fd, into, filled, into.length - filled, offset + filled)
    } catch (error) {
      throw new SortError('READ_FAILED', `run ${run} cannot be read: ${messageOf(error)}`, `run ${run}`)
    }
  }

  #descriptor(run: number): number {
    const fd = this.#written.get(run)?.fd ?? this.#read.get(run) ?? this.#openAgain(run)
    if (this.#read.delete(run)) this.#read.set(run, fd)
    return fd
  }

  #openAgain(run: number): number {
    const [oldest] = this.#read.keys()
    if (oldest !== undefined && this.#read.size >= MOST_OPEN) this.#close(oldest)
    try {
      const fd = openSync(this.#path(run), 'r')
      this.#read.set(run, fd)
      return fd
    } catch (error) {
      throw new SortError('READ_FAILED', `run ${run} cannot be read: ${messageOf(error)}`, `run ${run}`)
    }
  }

  #close(run: number): void {
    const fd = this.#written.get(run)?.fd ?? this.#read.get(run)
    this.#written.delete(run)
    this.#read.delete(run)
    if (fd !== undefined) closeSync(fd)
  }

  #path(run: number): string {
    return join(this.folder, `${run}.run`)
  }
}
