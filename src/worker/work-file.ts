import type { WorkFile } from '../engine/operations/file-ports.ts'
import type { ByteSink } from '../engine/sort/ports.ts'
import { flushFully, measureFully, readCount, truncateFully, writeFully, type DiskSpace } from './disk-faults.ts'
import type { SyncFile } from './sync-file.ts'

/** A file of a workspace over a file that is read and written without waiting. */
export class DiskFile implements WorkFile {
  readonly sink: ByteSink
  #endBytes: number

  /** `name` is for messages. */
  constructor(
    readonly file: SyncFile,
    readonly name: string,
    readonly space: DiskSpace,
  ) {
    this.#endBytes = measureFully(file, name)
    this.sink = {
      write: (bytes) => {
        writeFully(file, bytes, this.#endBytes, name, space)
        this.#endBytes += bytes.length
      },
      truncate: () => this.cutTo(0),
      close: () => flushFully(file, name, space),
    }
  }

  get sizeBytes(): number {
    return this.#endBytes
  }

  read(offset: number, into: Uint8Array): number {
    return readCount(this.file, into, offset, this.name)
  }

  cutTo(sizeBytes: number): void {
    if (sizeBytes >= this.#endBytes) return
    truncateFully(this.file, sizeBytes, this.name, this.space)
    this.#endBytes = sizeBytes
  }
}
