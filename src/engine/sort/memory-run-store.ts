import type { RunManifest, RunStore } from './ports.ts'
import { SortError } from './sort-error.ts'

/** What a store in memory does to those who use it. */
export interface StoreFaults {
  /** The write or read with this number, counted from 1 over both, fails; later ones work. */
  readonly failAt?: number
  /** Most bytes that fit; a write beyond is refused as a full disk would. */
  readonly quotaBytes?: number
}

interface StoredRun {
  /** The run is bytes[0, sizeBytes). */
  bytes: Uint8Array
  sizeBytes: number
  manifest: RunManifest | undefined
}

const FIRST_BYTES = 512

/** Runs in memory, with what tests and labs want to know of the traffic. */
export class MemoryRunStore implements RunStore {
  requests = 0
  bytesWritten = 0
  bytesRead = 0
  /** Bytes held now. */
  sizeBytes = 0
  readonly #runs = new Map<number, StoredRun>()

  constructor(readonly faults: StoreFaults = {}) {}

  create(run: number): void {
    if (this.#runs.has(run)) throw new Error(`run ${run} exists`)
    this.#runs.set(run, { bytes: new Uint8Array(FIRST_BYTES), sizeBytes: 0, manifest: undefined })
  }

  append(run: number, bytes: Uint8Array): void {
    const stored = this.#run(run)
    this.#request('WRITE_FAILED', run)
    if (this.sizeBytes + bytes.length > (this.faults.quotaBytes ?? Infinity)) {
      throw new SortError('QUOTA_EXCEEDED', `no space left for run ${run}`, `run ${run}`)
    }
    const needed = stored.sizeBytes + bytes.length
    if (needed > stored.bytes.length) {
      const grown = new Uint8Array(Math.max(needed, 2 * stored.bytes.length))
      grown.set(stored.bytes)
      stored.bytes = grown
    }
    stored.bytes.set(bytes, stored.sizeBytes)
    stored.sizeBytes += bytes.length
    this.sizeBytes += bytes.length
    this.bytesWritten += bytes.length
  }

  seal(manifest: RunManifest): void {
    this.#run(manifest.run).manifest = manifest
  }

  read(run: number, offset: number, into: Uint8Array): void {
    const stored = this.#run(run)
    this.#request('READ_FAILED', run)
    if (offset + into.length > stored.sizeBytes) throw new Error(`run ${run} ends before ${offset + into.length}`)
    into.set(stored.bytes.subarray(offset, offset + into.length))
    this.bytesRead += into.length
  }

  remove(run: number): void {
    this.sizeBytes -= this.#runs.get(run)?.sizeBytes ?? 0
    this.#runs.delete(run)
  }

  list(): RunManifest[] {
    const manifests = [...this.#runs.values()].map((run) => run.manifest)
    return manifests.filter((manifest) => manifest !== undefined).sort((a, b) => a.run - b.run)
  }

  #run(run: number): StoredRun {
    const stored = this.#runs.get(run)
    if (stored === undefined) throw new Error(`run ${run} does not exist`)
    return stored
  }

  #request(code: 'READ_FAILED' | 'WRITE_FAILED', run: number): void {
    this.requests++
    if (this.requests === this.faults.failAt) {
      throw new SortError(code, `the disk did not answer for run ${run}`, `run ${run}`)
    }
  }
}
