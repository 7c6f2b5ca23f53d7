import { BinaryHeap } from './binary-heap.ts'
import { Comparison } from './events.ts'
import { LoserTree } from './loser-tree.ts'
import type { MergeStructure } from './options.ts'
import type { Recorder } from './recorder.ts'

/** The heads of the runs of a merge, as far as a merge structure needs them. */
export interface Heads {
  /** 1 while the leaf has a record. */
  readonly live: Uint8Array
  /** True when the record of leaf `a` goes before that of leaf `b`; both have one. */
  isBefore(a: number, b: number): boolean
}

/** Finds the leaf whose record goes first. */
export interface LeafChooser {
  readonly kind: MergeStructure
  /** The leaf that goes first, -1 when no leaf has a record. */
  readonly top: number
  /** Sets up from the present heads. */
  build(): void
  /** Call when the top leaf has moved to its next record or has none left. */
  replay(): void
}

export function createChooser(kind: MergeStructure, heads: Heads, recorder: Recorder): LeafChooser {
  return kind === 'loser-tree' ? new LoserTreeChooser(heads, recorder) : new HeapChooser(heads, recorder)
}

/** Plays the matches of a `LoserTree` in one loop. */
class LoserTreeChooser implements LeafChooser {
  readonly kind = 'loser-tree'
  top = -1
  readonly #losers: Int16Array

  constructor(
    readonly heads: Heads,
    readonly recorder: Recorder,
  ) {
    this.#losers = new LoserTree(heads.live.length).losers
  }

  build(): void {
    this.#losers.fill(-1)
    for (let leaf = this.heads.live.length - 1; leaf >= 0; leaf--) this.#climb(leaf)
  }

  replay(): void {
    this.#climb(this.top)
  }

  #climb(leaf: number): void {
    const losers = this.#losers
    const { heads, recorder } = this
    const { live } = heads
    let challenger = leaf
    for (let node = (leaf + live.length) >> 1; node > 0; node >>= 1) {
      const kept = losers[node] as number
      if (kept < 0) {
        losers[node] = challenger
        return
      }
      if (live[challenger] === 1) {
        if (live[kept] === 0) continue
        const isKeptFirst = heads.isBefore(kept, challenger)
        recorder.compare(Comparison.loserTree, challenger, kept, node, isKeptFirst)
        if (!isKeptFirst) continue
      }
      losers[node] = challenger
      challenger = kept
    }
    this.top = live[challenger] === 1 ? challenger : -1
  }
}

/** Sinks the items of a `BinaryHeap` in one loop. */
class HeapChooser implements LeafChooser {
  readonly kind = 'binary-heap'
  readonly #items: Int32Array
  #size = 0

  constructor(
    readonly heads: Heads,
    readonly recorder: Recorder,
  ) {
    this.#items = new BinaryHeap(heads.live.length).items
  }

  get top(): number {
    return this.#size === 0 ? -1 : (this.#items[0] as number)
  }

  build(): void {
    const { live } = this.heads
    this.#size = 0
    for (let leaf = 0; leaf < live.length; leaf++) if (live[leaf] === 1) this.#items[this.#size++] = leaf
    for (let position = (this.#size >> 1) - 1; position >= 0; position--) this.#sink(position)
  }

  replay(): void {
    const items = this.#items
    if (this.heads.live[items[0] as number] === 0) {
      this.#size--
      items[0] = items[this.#size] as number
    }
    this.#sink(0)
  }

  #sink(position: number): void {
    const items = this.#items
    const { heads, recorder } = this
    const size = this.#size
    const item = items[position] as number
    let at = position
    for (let left = 2 * at + 1; left < size; left = 2 * at + 1) {
      let child = left
      if (left + 1 < size) {
        const isRightFirst = heads.isBefore(items[left + 1] as number, items[left] as number)
        recorder.compare(Comparison.heapChildren, left, left + 1, 0, isRightFirst)
        if (isRightFirst) child = left + 1
      }
      const isChildFirst = heads.isBefore(items[child] as number, item)
      recorder.compare(Comparison.heapItem, at, child, 0, isChildFirst)
      if (!isChildFirst) break
      items[at] = items[child] as number
      at = child
    }
    items[at] = item
  }
}
