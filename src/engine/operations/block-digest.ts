import type { Block } from '../sort/ports.ts'
import { RecordDigest } from '../sort/record-digest.ts'

/** The multiset digest of records that lie anywhere in a block. */
export class BlockDigest {
  readonly #digest = new RecordDigest()
  /** A record where a word begins, and zeros behind it. */
  #words = new Int32Array(256)
  #bytes = new Uint8Array(this.#words.buffer)

  /** Adds the record block[start, end). */
  add({ bytes }: Block, start: number, end: number): void {
    const length = end - start
    if (this.#bytes.length < length + 4) {
      this.#words = new Int32Array((length >> 1) + 4)
      this.#bytes = new Uint8Array(this.#words.buffer)
    }
    this.#bytes.set(bytes.subarray(start, end))
    this.#bytes.fill(0, length, length + 4)
    this.#digest.add(this.#words, 0, length)
  }

  sum(): [high: number, low: number] {
    return this.#digest.sum()
  }
}
