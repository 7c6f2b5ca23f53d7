/** Added to the number of a leaf that has no integer left: it then loses every match, ties included. */
const DEAD = 1 << 16
const GREATEST = 0x7fff_ffff

/**
 * A loser tree over runs of integers, keys beside the leaves. Plays the matches of `LoserTree`, without branches: a
 * mispredicted branch costs more than the match. Leaf i reads words[at[i], end[i]).
 */
export class IntTree {
  /** Word of each leaf's current integer, and end of its page. */
  readonly at: Int32Array
  readonly end: Int32Array
  comparisons = 0
  /** The leaf whose integer goes first; -1 when no leaf has one left. */
  top = -1
  readonly #loserKeys: Int32Array
  readonly #loserLeaves: Int32Array
  /** Matches between each leaf and the top. */
  readonly #depth: Uint8Array
  #key = 0
  #dead = 0

  constructor(
    readonly k: number,
    readonly words: Int32Array,
  ) {
    this.at = new Int32Array(k)
    this.end = new Int32Array(k)
    this.#loserKeys = new Int32Array(k)
    this.#loserLeaves = new Int32Array(k)
    this.#depth = Uint8Array.from({ length: k }, (_, leaf) => 31 - Math.clz32(leaf + k))
  }

  /** Plays all matches; every leaf has an integer. */
  build(): void {
    const { k } = this
    this.#loserLeaves.fill(-1)
    for (let leaf = k - 1; leaf >= 0; leaf--) this.#enter(leaf)
  }

  /**
   * Moves integers in order to words[from, to) until the space is full or a page is used up; returns the end of what was
   * written. Then `dry` is the leaf whose page is used up, or -1.
   */
  fill(from: number, to: number): number {
    this.dry = -1
    return this.#dead === 0 ? this.#fillAlive(from, to) : this.#fillSome(from, to)
  }

  dry = -1

  /** Lets a leaf whose page is used up climb again: with a new page, or for good without. */
  resume(leaf: number, hasPage: boolean): void {
    if (hasPage) {
      this.#climb(leaf, this.words[this.at[leaf] as number] as number)
    } else {
      this.#dead++
      this.#climb(leaf + DEAD, GREATEST)
    }
  }

  #fillAlive(from: number, to: number): number {
    const { words, at, end, k } = this
    const keys = this.#loserKeys
    const leaves = this.#loserLeaves
    const depth = this.#depth
    let key = this.#key
    let leaf = this.top
    let out = from
    let comparisons = 0
    while (out < to) {
      words[out++] = key
      const next = (at[leaf] as number) + 1
      at[leaf] = next
      if (next === end[leaf]) {
        this.dry = leaf
        break
      }
      key = words[next] as number
      comparisons += depth[leaf] as number
      for (let node = (leaf + k) >> 1; node > 0; node >>= 1) {
        const keptKey = keys[node] as number
        const keptLeaf = leaves[node] as number
        const isKeptFirst = +(keptKey < key) | (+(keptKey === key) & +(keptLeaf < leaf))
        const keyBits = (keptKey ^ key) & -isKeptFirst
        const leafBits = (keptLeaf ^ leaf) & -isKeptFirst
        keys[node] = keptKey ^ keyBits
        leaves[node] = keptLeaf ^ leafBits
        key ^= keyBits
        leaf ^= leafBits
      }
    }
    this.#key = key
    this.top = leaf
    this.comparisons += comparisons
    return out
  }

  /** As `#fillAlive`, where matches with leaves that have nothing left are not comparisons. */
  #fillSome(from: number, to: number): number {
    const { words, at, end } = this
    let out = from
    while (out < to && this.top >= 0) {
      const leaf = this.top
      words[out++] = this.#key
      const next = (at[leaf] as number) + 1
      at[leaf] = next
      if (next === end[leaf]) {
        this.dry = leaf
        break
      }
      this.#climb(leaf, words[next] as number)
    }
    return out
  }

  #climb(from: number, fromKey: number): void {
    const keys = this.#loserKeys
    const leaves = this.#loserLeaves
    let key = fromKey
    let leaf = from
    let comparisons = 0
    for (let node = ((from & (DEAD - 1)) + this.k) >> 1; node > 0; node >>= 1) {
      const keptKey = keys[node] as number
      const keptLeaf = leaves[node] as number
      comparisons += +((keptLeaf | leaf) < DEAD)
      const isKeptFirst = +(keptKey < key) | (+(keptKey === key) & +(keptLeaf < leaf))
      const keyBits = (keptKey ^ key) & -isKeptFirst
      const leafBits = (keptLeaf ^ leaf) & -isKeptFirst
      keys[node] = keptKey ^ keyBits
      leaves[node] = keptLeaf ^ leafBits
      key ^= keyBits
      leaf ^= leafBits
    }
    this.comparisons += comparisons
    this.#key = key
    this.top = leaf < DEAD ? leaf : -1
  }

  /** The first climb of a leaf: it parks at the first node that nobody has come to. */
  #enter(from: number): void {
    const keys = this.#loserKeys
    const leaves = this.#loserLeaves
    let leaf = from
    let key = this.words[this.at[from] as number] as number
    for (let node = (from + this.k) >> 1; node > 0; node >>= 1) {
      const keptLeaf = leaves[node] as number
      const keptKey = keys[node] as number
      if (keptLeaf < 0) {
        leaves[node] = leaf
        keys[node] = key
        return
      }
      this.comparisons++
      if (keptKey > key || (keptKey === key && keptLeaf > leaf)) continue
      leaves[node] = leaf
      keys[node] = key
      leaf = keptLeaf
      key = keptKey
    }
    this.#key = key
    this.top = leaf
  }
}
