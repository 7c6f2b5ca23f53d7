import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { brotliDecompressSync } from 'node:zlib'
import type { FileSortRequest } from '../engine/sort/sort-file-types.ts'

/** The engine's own takes a window of 4 to 16 MB for every page, however small the page is. */
export const unpackers: NonNullable<FileSortRequest['unpackers']> = {
  BROTLI: (packed, size) => {
    const { buffer, byteOffset, length } = brotliDecompressSync(packed, { maxOutputLength: Math.max(1, size) })
    // No Buffer: its `slice` copies nothing.
    return new Uint8Array(buffer, byteOffset, length)
  },
}

/** What may be added before it is looked how much of it is held. */
const MOST_NEW_BYTES = 4 << 20

/**
 * Keeps the process near the memory that a sort accounts for. V8 lets its heap grow for speed, and array buffers, which are
 * not in its heap, gather by tens of megabytes while nothing holds them.
 */
export class SmallHeap {
  readonly #collect: () => void
  #heldBytes = 0

  constructor() {
    for (const flag of ['--optimize-for-size', '--semi-space-growth-factor=1', '--expose-gc']) setFlagsFromString(flag)
    // Functions of the engine's own are put into contexts that are made after the flag.
    this.#collect = runInNewContext('gc') as () => void
  }

  /** Is to be called often. */
  trim(): void {
    if (usedBytes() < this.#heldBytes + MOST_NEW_BYTES) return
    this.#collect()
    this.#heldBytes = usedBytes()
  }
}

function usedBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
