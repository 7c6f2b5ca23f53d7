import type { RunManifest, RunStore } from '../engine/sort/ports.ts'
import { flushFully, measureFully, readFully, truncateFully, writeFully, type DiskSpace } from './disk-faults.ts'
import { BlockMap } from './opfs-blocks.ts'
import type { ManifestLog } from './opfs-manifest.ts'
import type { SyncFile } from './sync-file.ts'

/** What the log of a job says of its runs. Bytes of run `manifest.run` lie in `blocks`, in order. */
export type RunRecord =
  | {
      readonly type: 'seal'
      readonly manifest: RunManifest
      readonly blocks: readonly number[]
      readonly sizeBytes: number
    }
  | { readonly type: 'remove'; readonly run: number }

/** What the file is called in messages. */
const RUNS = 'the file of runs'

interface StoredRun {
  readonly blocks: number[]
  sizeBytes: number
  manifest: RunManifest | undefined
}

/**
 * Runs in one file of equal blocks. A run holds a list of blocks; those of removed runs are used again, and the file
 * is cut off behind the last one in use. A sealed run is on disk before the log names it, and a block of a removed run
 * is neither written to nor cut off before the log says that the run is gone: what the log tells can always be read.
 */
export class OpfsRunStore implements RunStore {
  readonly #runs = new Map<number, StoredRun>()
  readonly #blocks = new BlockMap()
  /** Runs are removed that the log on disk still lists. */
  #hasStaleLog = false
  #sizeBytes = 0
  #peakBytes = 0

  /** `past` are the run records of the log, oldest first. */
  constructor(
    readonly file: SyncFile,
    readonly log: ManifestLog,
    readonly blockBytes: number,
    readonly space: DiskSpace,
    past: readonly RunRecord[],
  ) {
    for (const record of past) this.#restore(record)
    this.#dropMerged()
    this.#cutOff()
  }

  /** Bytes the file takes now. */
  get sizeBytes(): number {
    return this.#sizeBytes
  }

  /** The most it ever took. */
  get peakBytes(): number {
    return this.#peakBytes
  }

  create(run: number): void {
    if (this.#runs.has(run)) throw new Error(`run ${run} exists`)
    this.#runs.set(run, { blocks: [], sizeBytes: 0, manifest: undefined })
  }

  append(run: number, bytes: Uint8Array): void {
    const stored = this.#run(run)
    const start = stored.sizeBytes
    const needed = Math.ceil((start + bytes.length) / this.blockBytes)
    while (stored.blocks.length < needed) stored.blocks.push(this.#takeBlock())
    for (let done = 0; done < bytes.length;) {
      const { at, lengthBytes } = this.#span(stored, start + done)
      const part = bytes.subarray(done, done + lengthBytes)
      writeFully(this.file, part, at, `run ${run}`, this.space)
      this.#grownTo(at + part.length)
      done += part.length
    }
    stored.sizeBytes += bytes.length
  }

  seal(manifest: RunManifest): void {
    const stored = this.#run(manifest.run)
    flushFully(this.file, `run ${manifest.run}`, this.space)
    const { blocks, sizeBytes } = stored
    this.log.append({ type: 'seal', manifest, blocks, sizeBytes } satisfies RunRecord)
    this.log.flush()
    this.#hasStaleLog = false
    stored.manifest = manifest
  }

  read(run: number, offset: number, into: Uint8Array): void {
    const stored = this.#run(run)
    for (let done = 0; done < into.length;) {
      const { at, lengthBytes } = this.#span(stored, offset + done)
      const part = into.subarray(done, done + lengthBytes)
      readFully(this.file, part, at, `run ${run}`)
      done += part.length
    }
  }

  remove(run: number): void {
    const stored = this.#runs.get(run)
    if (stored === undefined) return
    if (stored.manifest !== undefined) {
      this.log.append({ type: 'remove', run } satisfies RunRecord)
      this.#hasStaleLog = true
    }
    this.#forget(run, stored)
    this.#cutOff()
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

  /** Where byte `offset` of a run lies in the file, and how many bytes of the run lie there in one piece. */
  #span({ blocks }: StoredRun, offset: number): { readonly at: number; readonly lengthBytes: number } {
    const first = Math.floor(offset / this.blockBytes)
    const start = offset % this.blockBytes
    return {
      at: (blocks[first] as number) * this.blockBytes + start,
      lengthBytes: neighbours(blocks, first) * this.blockBytes - start,
    }
  }

  #takeBlock(): number {
    this.#settleLog()
    return this.#blocks.take()
  }

  /** From here on the log on disk lists no run that is removed. */
  #settleLog(): void {
    if (!this.#hasStaleLog) return
    this.log.flush()
    this.#hasStaleLog = false
  }

  #grownTo(sizeBytes: number): void {
    this.#sizeBytes = Math.max(this.#sizeBytes, sizeBytes)
    this.#peakBytes = Math.max(this.#peakBytes, this.#sizeBytes)
  }

  #forget(run: number, { blocks }: StoredRun): void {
    this.#runs.delete(run)
    for (const block of blocks) this.#blocks.free(block)
  }

  /** Gives the disk what lies behind the last block in use. */
  #cutOff(): void {
    const keptBytes = this.#blocks.end * this.blockBytes
    if (measureFully(this.file, RUNS) > keptBytes) {
      this.#settleLog()
      truncateFully(this.file, keptBytes, RUNS, this.space)
    }
    this.#sizeBytes = measureFully(this.file, RUNS)
  }

  #restore(record: RunRecord): void {
    if (record.type === 'remove') {
      const stored = this.#runs.get(record.run)
      if (stored !== undefined) this.#forget(record.run, stored)
      return
    }
    const { manifest, sizeBytes } = record
    const blocks = [...record.blocks]
    for (const block of blocks) this.#blocks.claim(block)
    this.#runs.set(manifest.run, { blocks, sizeBytes, manifest })
  }

  /** Forgets runs whose records stand in a merged run: the crash came before they were removed. */
  #dropMerged(): void {
    for (const { inputs } of this.list()) {
      for (const run of inputs) this.remove(run)
    }
  }
}

/** How many blocks from `first` on lie one behind the other in the file. */
function neighbours(blocks: readonly number[], first: number): number {
  let count = 1
  while (blocks[first + count] === (blocks[first] as number) + count) count++
  return count
}
