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

/** Runs as files of a folder of their own: `<run>.run`, and `<run>.json` once the run is sealed. */
export class NodeRunStore implements RunStore {
  readonly #open = new Map<number, { readonly fd: number; sizeBytes: number }>()

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
      this.#open.set(run, { fd: openSync(this.#path(run), 'w+'), sizeBytes: 0 })
    } catch (error) {
      throw writeError(error, `run ${run}`)
    }
  }

  append(run: number, bytes: Uint8Array): void {
    const file = this.#file(run)
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
      writeFileSync(join(this.folder, `${manifest.run}.json`), JSON.stringify(manifest))
    } catch (error) {
      throw writeError(error, `run ${manifest.run}`)
    }
  }

  read(run: number, offset: number, into: Uint8Array): void {
    const { fd } = this.#file(run)
    for (let filled = 0; filled < into.length;) {
      const got = this.#readPart(run, fd, into, filled, offset)
      if (got === 0)
        throw new SortError('RUN_DAMAGED', `run ${run} ends before byte ${offset + into.length}`, `run ${run}`)
      filled += got
    }
  }

  remove(run: number): void {
    const file = this.#open.get(run)
    if (file !== undefined) closeSync(file.fd)
    this.#open.delete(run)
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
    for (const { fd } of this.#open.values()) closeSync(fd)
    this.#open.clear()
    rmSync(this.folder, { recursive: true, force: true })
  }

  #readPart(run: number, fd: number, into: Uint8Array, filled: number, offset: number): number {
    try {
      return readSync(fd, into, filled, into.length - filled, offset + filled)
    } catch (error) {
      throw new SortError('READ_FAILED', `run ${run} cannot be read: ${messageOf(error)}`, `run ${run}`)
    }
  }

  #file(run: number): { readonly fd: number; sizeBytes: number } {
    const open = this.#open.get(run)
    if (open !== undefined) return open
    const file = { fd: openSync(this.#path(run), 'r'), sizeBytes: 0 }
    this.#open.set(run, file)
    return file
  }

  #path(run: number): string {
    return join(this.folder, `${run}.run`)
  }
}
