/** An entry of a tree is key * 2^20 + leaf: entries compare by key, then by leaf. */
export const LEAF_BITS = 20
export const LEAVES = 1 << LEAF_BITS
/** Entries of leaves that have nothing left begin here, behind all integers. */
export const DEAD_ENTRY = 2 ** 31 * LEAVES
/** Stands at a node that no leaf has come to yet: whoever comes parks there. */
export const NO_ENTRY = -2 * DEAD_ENTRY

/**
 * A loser tree over runs of integers, keys beside the leaves. Plays the matches of `LoserTree`: in a tie the lower leaf
 * goes first, and a match with a leaf that has nothing left is no comparison.
 */
export abstract class IntTree {
  comparisons = 0
  /** After `fill`: the leaf whose page is used up, or -1. */
  dry = -1
  #alive = 0

  constructor(readonly k: number) {}

  /** False when no leaf has an integer left. */
  get isAlive(): boolean {
    return this.#alive > 0
  }

  /** A page has come: the leaf reads words[from, to), which is not empty. */
  abstract load(leaf: number, from: number, to: number): void

  /** Plays all matches; every leaf has an integer. */
  build(): void {
    this.clear()
    for (let leaf = this.k - 1; leaf >= 0; leaf--) this.climb(leaf, true)
    this.#alive = this.k
    // One at each node, whoever came there first.
    this.comparisons += this.k - 1
  }

  /**
   * Moves integers in order to words[from, to) until the space is full or a page is used up; returns the end of what was
   * written. Then `dry` is the leaf whose page is used up, or -1.
   */
  fill(from: number, to: number): number {
    this.dry = -1
    return this.isAlive ? this.move(from, to) : from
  }

  /** Lets a leaf whose page is used up climb again: with a new page, or for good without. */
  resume(leaf: number, hasPage: boolean): void {
    if (!hasPage) this.#alive--
    this.comparisons += this.climb(leaf, hasPage)
  }

  /** Forgets all entries. */
  protected abstract clear(): void

  /** Lets a leaf climb, with the integer that it has got to or for good without; returns the comparisons made. */
  protected abstract climb(leaf: number, hasPage: boolean): number

  /** `fill`, where a leaf has something left. */
  protected abstract move(from: number, to: number): number
}
