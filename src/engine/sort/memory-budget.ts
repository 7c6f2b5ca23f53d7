import { formatCount } from '../../base/format.ts'
import { SortError } from './sort-error.ts'

/**
 * The memory a sort may use, as a hard limit. Whatever holds record bytes, indexes, scratch space or page buffers is
 * reserved here before it is allocated; a reservation beyond the limit is refused.
 */
export class MemoryBudget {
  #usedBytes = 0
  #peakBytes = 0

  constructor(readonly limitBytes: number) {}

  get usedBytes(): number {
    return this.#usedBytes
  }

  get freeBytes(): number {
    return this.limitBytes - this.#usedBytes
  }

  /** The most that was ever reserved at one time. */
  get peakBytes(): number {
    return this.#peakBytes
  }

  /** Reserves bytes for `purpose`; throws MEMORY_TOO_SMALL when they are not left. */
  reserve(bytes: number, purpose: string): void {
    if (bytes > this.freeBytes) {
      throw new SortError(
        'MEMORY_TOO_SMALL',
        `${purpose} takes ${formatCount(bytes)} bytes; ${formatCount(this.freeBytes)} of ${formatCount(this.limitBytes)} are left: allow more memory`,
        'memory',
      )
    }
    this.#usedBytes += bytes
    this.#peakBytes = Math.max(this.#peakBytes, this.#usedBytes)
  }

  release(bytes: number): void {
    this.#usedBytes -= bytes
  }

  /** Reserves and allocates. */
  allocate(bytes: number, purpose: string): ArrayBuffer {
    this.reserve(bytes, purpose)
    return new ArrayBuffer(bytes)
  }
}
