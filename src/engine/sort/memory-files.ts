import type { ByteSink, ByteSource } from './ports.ts'
import { SortError } from './sort-error.ts'

/** A file in memory, to be read. */
export class MemoryFile implements ByteSource {
  readonly sizeBytes: number
  /** Bytes read so far. */
  bytesRead = 0

  constructor(
    readonly bytes: Uint8Array,
    readonly name = 'input',
  ) {
    this.sizeBytes = bytes.length
  }

  read(offset: number, into: Uint8Array): number {
    const part = this.bytes.subarray(offset, offset + into.length)
    into.set(part)
    this.bytesRead += part.length
    return part.length
  }
}

/** A file in memory, to be written. Refuses what goes beyond `quotaBytes`. */
export class MemorySink implements ByteSink {
  isClosed = false
  #parts: Uint8Array[] = []
  #sizeBytes = 0

  constructor(readonly quotaBytes = Infinity) {}

  write(bytes: Uint8Array): void {
    if (this.#sizeBytes + bytes.length > this.quotaBytes) {
      throw new SortError('QUOTA_EXCEEDED', 'no space left for the output', 'output')
    }
    this.#parts.push(bytes.slice())
    this.#sizeBytes += bytes.length
  }

  truncate(): void {
    this.#parts = []
    this.#sizeBytes = 0
  }

  close(): void {
    this.isClosed = true
  }

  /** Everything that was written. */
  bytes(): Uint8Array {
    const all = new Uint8Array(this.#sizeBytes)
    let at = 0
    for (const part of this.#parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  }
}
