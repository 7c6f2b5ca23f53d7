import type { Rng } from '../../base/rng.ts'
import { BinaryHeap } from '../sort/binary-heap.ts'
import { LoserTree } from '../sort/loser-tree.ts'

export type MergeMethod = 'scan' | 'loser-tree' | 'binary-heap'

/**
 * Comparisons for each record that a merge of `k` sorted runs puts out, counted over so many records of random keys. No
 * run comes to its end, and what it takes to set up is left out. `k` is at least 2.
 */
export function comparisonsPerRecord(k: number, method: MergeMethod, rng: Rng, records = 200): number {
  const keys = Array.from({ length: k }, () => rng.nextFloat())
  const isBefore = (a: number, b: number): boolean => {
    const [x, y] = [keys[a] as number, keys[b] as number]
    return x < y || (x === y && a < b)
  }
  const merge = createMerge(method, k, isBefore)
  let comparisons = 0
  for (let i = 0; i < records; i++) {
    const { leaf } = merge
    keys[leaf] = (keys[leaf] as number) + rng.nextFloat()
    comparisons += merge.next()
  }
  return comparisons / records
}

interface Merge {
  /** Whose record goes first. */
  readonly leaf: number
  /** Finds the leaf again after its key has grown; returns the comparisons. */
  next(): number
}

type Before = (a: number, b: number) => boolean

function createMerge(method: MergeMethod, k: number, isBefore: Before): Merge {
  switch (method) {
    case 'scan':
      return new ScanMerge(k, isBefore)
    case 'loser-tree':
      return new TreeMerge(k, isBefore)
    case 'binary-heap':
      return new HeapMerge(k, isBefore)
  }
}

class ScanMerge implements Merge {
  leaf = 0

  constructor(
    readonly k: number,
    readonly isBefore: Before,
  ) {
    this.next()
  }

  next(): number {
    this.leaf = 0
    for (let other = 1; other < this.k; other++) if (this.isBefore(other, this.leaf)) this.leaf = other
    return this.k - 1
  }
}

class TreeMerge implements Merge {
  readonly #tree: LoserTree

  constructor(
    k: number,
    readonly isBefore: Before,
  ) {
    this.#tree = new LoserTree(k)
    for (let leaf = k - 1; leaf >= 0; leaf--) this.#climb(leaf)
  }

  get leaf(): number {
    return this.#tree.winner
  }

  next(): number {
    return this.#climb(this.leaf)
  }

  #climb(leaf: number): number {
    const tree = this.#tree
    const isExhausted = (): boolean => false
    let comparisons = 0
    tree.insert(leaf)
    for (let isPending = tree.settle(isExhausted); isPending; comparisons++) {
      isPending = tree.resolve(this.isBefore(tree.losers[tree.node] as number, tree.challenger), isExhausted)
    }
    return comparisons
  }
}

class HeapMerge implements Merge {
  readonly #heap: BinaryHeap

  constructor(
    k: number,
    readonly isBefore: Before,
  ) {
    this.#heap = new BinaryHeap(k)
    for (let leaf = 0; leaf < k; leaf++) this.#heap.items[leaf] = leaf
    this.#heap.heapify(k)
    this.#settle()
  }

  get leaf(): number {
    return this.#heap.items[0] as number
  }

  next(): number {
    this.#heap.replaceTop(this.leaf)
    return this.#settle()
  }

  #settle(): number {
    const heap = this.#heap
    let comparisons = 0
    for (let isPending = heap.settle(); isPending; comparisons++) {
      const a = heap.comparesChildren ? 2 * heap.at + 1 : heap.at
      const b = heap.comparesChildren ? 2 * heap.at + 2 : heap.child
      isPending = heap.resolve(this.isBefore(heap.items[b] as number, heap.items[a] as number))
    }
    return comparisons
  }
}
