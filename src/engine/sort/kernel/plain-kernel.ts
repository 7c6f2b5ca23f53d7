import { RecordDigest } from '../record-digest.ts'
import { COUNTERS, SIGN_FLIP } from './int-kernel.ts'
import type { IntKernel } from './int-kernel.ts'
import { DEAD_ENTRY, IntTree, LEAVES, NO_ENTRY } from './int-tree.ts'

/** Made once: small memories are sorted often. */
const COUNTS = new Int32Array(COUNTERS)

/** The loops of a sort of integers in JavaScript: where there is no WebAssembly, and for memories too small for it. */
export class PlainKernel implements IntKernel {
  readonly counts = COUNTS

  constructor(readonly words: Int32Array<ArrayBuffer>) {}

  digest(from: number, to: number): [high: number, low: number] {
    const digest = new RecordDigest()
    digest.addWords(this.words, from, to)
    return digest.sum()
  }

  isAscending(from: number, to: number): boolean {
    const { words } = this
    // Added up without a branch: asking after each would cost as much as the rest.
    let faults = 0
    for (let i = from + 1; i < to; i++) faults |= Number((words[i - 1] as number) > (words[i] as number))
    return faults === 0
  }

  countHighest(from: number, to: number): void {
    const { words, counts } = this
    for (let i = from; i < to; i++) {
      const digit = 3 * 256 + (((words[i] as number) >>> 24) ^ SIGN_FLIP)
      counts[digit] = (counts[digit] as number) + 1
    }
  }

  countLow(from: number, to: number): void {
    const { words, counts } = this
    for (let i = from; i < to; i++) {
      const word = words[i] as number
      const d0 = word & 255
      const d1 = 256 + ((word >>> 8) & 255)
      const d2 = 2 * 256 + ((word >>> 16) & 255)
      counts[d0] = (counts[d0] as number) + 1
      counts[d1] = (counts[d1] as number) + 1
      counts[d2] = (counts[d2] as number) + 1
    }
  }

  scatter(from: number, to: number, byte: number): void {
    const { words, counts } = this
    const shift = 8 * byte
    const flip = byte === 3 ? SIGN_FLIP : 0
    for (let i = from; i < to; i++) {
      const word = words[i] as number
      const digit = 256 * byte + (((word >>> shift) & 255) ^ flip)
      const place = counts[digit] as number
      counts[digit] = place + 1
      words[place] = word
    }
  }

  createTree(k: number): IntTree {
    return new PlainIntTree(k, this.words)
  }
}

/** A double holds an entry exactly. */
class PlainIntTree extends IntTree {
  /** Where each leaf has got to, and the end of its page. */
  readonly #next: Int32Array
  readonly #end: Int32Array
  /** Entries kept at the nodes; node 0 has the winner. */
  readonly #entries: Float64Array

  constructor(
    k: number,
    readonly words: Int32Array,
  ) {
    super(k)
    this.#next = new Int32Array(k)
    this.#end = new Int32Array(k)
    this.#entries = new Float64Array(k)
  }

  load(leaf: number, from: number, to: number): void {
    this.#next[leaf] = from
    this.#end[leaf] = to
  }

  protected clear(): void {
    this.#entries.fill(NO_ENTRY)
  }

  protected climb(leaf: number, hasPage: boolean): number {
    const entries = this.#entries
    let entry = leaf + (hasPage ? (this.words[this.#next[leaf] as number] as number) * LEAVES : DEAD_ENTRY)
    let comparisons = 0
    for (let node = (leaf + this.k) >> 1; node > 0; node >>= 1) {
      const kept = entries[node] as number
      if (kept < DEAD_ENTRY && entry < DEAD_ENTRY) comparisons++
      if (kept >= entry) continue
      entries[node] = entry
      entry = kept
    }
    entries[0] = entry
    return comparisons
  }

  protected move(from: number, to: number): number {
    const { words } = this
    let out = from
    while (out < to) {
      const entry = this.#entries[0] as number
      const key = Math.floor(entry / LEAVES)
      const leaf = entry - key * LEAVES
      words[out++] = key
      const next = (this.#next[leaf] as number) + 1
      this.#next[leaf] = next
      if (next === this.#end[leaf]) {
        this.dry = leaf
        break
      }
      this.comparisons += this.climb(leaf, true)
    }
    return out
  }
}
