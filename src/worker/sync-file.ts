/**
 * A file that is read and written at any place without waiting: the part of `FileSystemSyncAccessHandle` that is used
 * here, so that a file in memory can stand in for one on the browser's disk.
 */
export interface SyncFile {
  getSize(): number
  /** Returns how many bytes there were. */
  read(into: Uint8Array, options: { readonly at: number }): number
  /** Returns how many bytes were taken; a full disk throws a DOMException or takes fewer. */
  write(bytes: Uint8Array, options: { readonly at: number }): number
  truncate(sizeBytes: number): void
  /** What was written before outlives a crash. */
  flush(): void
  close(): void
}

/** Memory that files share: together they take no more than `limitBytes`. */
export class MemoryQuota {
  #usedBytes = 0

  constructor(readonly limitBytes: number) {}

  get freeBytes(): number {
    return this.limitBytes - this.#usedBytes
  }

  /** Takes bytes, or gives them back when negative. Throws as a full disk does. */
  take(bytes: number): void {
    if (bytes > this.freeBytes) throw new DOMException('the memory for files is full', 'QuotaExceededError')
    this.#usedBytes += bytes
  }
}

const BLOCK_BYTES = 1 << 16

/** A file in memory. It keeps its content when it is closed, so that it can be opened again. */
export class MemoryFile implements SyncFile {
  readonly #blocks: Uint8Array<ArrayBuffer>[] = []
  #sizeBytes = 0

  constructor(readonly quota: MemoryQuota) {}

  getSize(): number {
    return this.#sizeBytes
  }

  read(into: Uint8Array, { at }: { readonly at: number }): number {
    const count = Math.max(0, Math.min(into.length, this.#sizeBytes - at))
    for (let done = 0; done < count;) {
      const [block, offset] = this.#place(at + done)
      const part = block.subarray(offset, Math.min(BLOCK_BYTES, offset + count - done))
      into.set(part, done)
      done += part.length
    }
    return count
  }

  write(bytes: Uint8Array, { at }: { readonly at: number }): number {
    this.#grow(at + bytes.length)
    for (let done = 0; done < bytes.length;) {
      const [block, offset] = this.#place(at + done)
      const part = bytes.subarray(done, done + BLOCK_BYTES - offset)
      block.set(part, offset)
      done += part.length
    }
    this.#sizeBytes = Math.max(this.#sizeBytes, at + bytes.length)
    return bytes.length
  }

  truncate(sizeBytes: number): void {
    if (sizeBytes > this.#sizeBytes) this.#grow(sizeBytes)
    const kept = Math.ceil(sizeBytes / BLOCK_BYTES)
    const dropped = this.#blocks.splice(kept)
    this.quota.take(-dropped.length * BLOCK_BYTES)
    this.#blocks[kept - 1]?.fill(0, sizeBytes - (kept - 1) * BLOCK_BYTES)
    this.#sizeBytes = sizeBytes
  }

  flush(): void {
    // Memory has nothing to wait for.
  }

  close(): void {
    // The content stays.
  }

  /** The content as parts that are not copied. The file must not change while they are in use. */
  parts(): readonly Uint8Array<ArrayBuffer>[] {
    return this.#blocks.map((block, i) => block.subarray(0, Math.min(BLOCK_BYTES, this.#sizeBytes - i * BLOCK_BYTES)))
  }

  #grow(sizeBytes: number): void {
    const missing = Math.ceil(sizeBytes / BLOCK_BYTES) - this.#blocks.length
    if (missing <= 0) return
    this.quota.take(missing * BLOCK_BYTES)
    for (let i = 0; i < missing; i++) this.#blocks.push(new Uint8Array(BLOCK_BYTES))
  }

  #place(at: number): readonly [block: Uint8Array, offset: number] {
    const number = Math.floor(at / BLOCK_BYTES)
    return [this.#blocks[number] as Uint8Array, at - number * BLOCK_BYTES]
  }
}
