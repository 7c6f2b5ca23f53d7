import { countWhile } from '../../base/search.ts'
import type { TraceChunk } from './chunk.ts'

const BLOCK = 256

/** Where the events are that were counted. */
export interface KindSource {
  /** Visits events [from, to) in order as slices [lo, hi) of chunks. */
  visit(from: number, to: number, visitor: (chunk: TraceChunk, lo: number, hi: number) => void): void
}

/**
 * Counts of each kind at every 256th event, so that "how many of this kind up to here" and "the nth of this kind" read
 * at most one block. Costs 4 × kinds / 256 bytes an event.
 */
export class KindIndex {
  readonly #kinds: number
  /** Row i holds the counts of every kind among the first i × BLOCK events. */
  #rows: Uint32Array
  #rowCount = 1
  readonly #totals: Uint32Array
  #length = 0

  constructor(kinds: number) {
    this.#kinds = kinds
    this.#rows = new Uint32Array(kinds * 64)
    this.#totals = new Uint32Array(kinds)
  }

  append(kind: Uint8Array, length: number): void {
    for (let i = 0; i < length; i++) {
      const k = kind[i] as number
      this.#totals[k] = (this.#totals[k] as number) + 1
      if (++this.#length % BLOCK === 0) this.#pushRow()
    }
  }

  count(log: KindSource, kind: number, position: number): number {
    const row = Math.min(Math.floor(position / BLOCK), this.#rowCount - 1)
    let count = this.#rows[row * this.#kinds + kind] as number
    log.visit(row * BLOCK, position, (chunk, lo, hi) => {
      for (let i = lo; i < hi; i++) if (chunk.kind[i] === kind) count++
    })
    return count
  }

  nth(log: KindSource, kind: number, n: number): number | undefined {
    if (n < 1 || n > (this.#totals[kind] as number)) return undefined
    const row = countWhile(this.#rowCount, (i) => (this.#rows[i * this.#kinds + kind] as number) < n) - 1
    let left = n - (this.#rows[row * this.#kinds + kind] as number)
    let found: number | undefined
    log.visit(row * BLOCK, Math.min(this.#length, (row + 1) * BLOCK), (chunk, lo, hi) => {
      for (let i = lo; i < hi && found === undefined; i++) {
        if (chunk.kind[i] === kind && --left === 0) found = chunk.first + i + 1
      }
    })
    return found
  }

  #pushRow(): void {
    const at = this.#rowCount * this.#kinds
    if (at + this.#kinds > this.#rows.length) {
      const grown = new Uint32Array(this.#rows.length * 2)
      grown.set(this.#rows)
      this.#rows = grown
    }
    this.#rows.set(this.#totals, at)
    this.#rowCount++
  }
}
