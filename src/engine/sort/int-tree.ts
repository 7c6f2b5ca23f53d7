/** Added to the number of a leaf that has no integer left: it then loses every match, ties included. */
const DEAD = 1 << 16
const GREATEST = 0x7fff_ffff

/** Where a leaf's numbers stand in `#leaves`, four words for each: the word it has got to, end of its page, matches. */
const END = 1
const DEPTH = 2

/**
 * A loser tree over runs of integers, keys beside the leaves. Plays the matches of `LoserTree`, but for ties, which the
 * climbing leaf wins: equal integers cannot be told apart, so any order of them is stable. Without branches: a
 * mispredicted one costs more than the match.
 */
export class IntTree {
  comparisons = 0
  /** The leaf whose integer goes first; -1 when no leaf has one left. */
  top = -1
  /** After `fill`: the leaf whose page is used up, or -1. */
  dry = -1
  readonly #leaves: Int32Array
  /** Node n keeps a key at 2n and the leaf that it belongs to behind it. One array, since each takes a register. */
  readonly #nodes: Int32Array
  #key = 0
  #dead = 0

  constructor(
    readonly k: number,
    readonly words: Int32Array,
  ) {
    this.#nodes = new Int32Array(2 * k)
    this.#leaves = new Int32Array(4 * k)
    for (let leaf = 0; leaf < k; leaf++) this.#leaves[4 * leaf + DEPTH] = 31 - Math.clz32(leaf + k)
  }

  /** A page has come: the leaf reads words[from, to), which is not empty. */
  load(leaf: number, from: number, to: number): void {
    this.#leaves[4 * leaf] = from
    this.#leaves[4 * leaf + END] = to
  }

  /** Plays all matches; every leaf has an integer. */
  build(): void {
    const { k } = this
    for (let node = 0; node < k; node++) this.#nodes[2 * node + 1] = -1
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

  /** Lets a leaf whose page is used up climb again: with a new page, or for good without. */
  resume(leaf: number, hasPage: boolean): void {
    if (hasPage) {
      this.#climb(leaf, this.#head(leaf))
    } else {
      this.#dead++
      this.#climb(leaf + DEAD, GREATEST)
    }
  }

  #head(leaf: number): number {
    return this.words[this.#leaves[4 * leaf] as number] as number
  }

  #fillAlive(from: number, to: number): number {
    const { words, k } = this
    const leaves = this.#leaves
    const nodes = this.#nodes
    let key = this.#key
    let leaf = this.top
    let out = from
    let comparisons = 0
    while (out < to) {
      words[out++] = key
      const place = 4 * leaf
      const next = (leaves[place] as number) + 1
      leaves[place] = next
      if (next === leaves[place + END]) {
        this.dry = leaf
        break
      }
      key = words[next] as number
      comparisons += leaves[place + DEPTH] as number
      for (let node = (leaf + k) >> 1; node > 0; node >>= 1) {
        const at = 2 * node
        const keptKey = nodes[at] as number
        const keptLeaf = nodes[at + 1] as number
        const isKeptFirst = -Number(keptKey < key)
        const keyBits = (keptKey ^ key) & isKeptFirst
        const leafBits = (keptLeaf ^ leaf) & isKeptFirst
        nodes[at] = keptKey ^ keyBits
        nodes[at + 1] = keptLeaf ^ leafBits
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
    const { words } = this
    const leaves = this.#leaves
    let out = from
    while (out < to && this.top >= 0) {
      const leaf = this.top
      words[out++] = this.#key
      const next = (leaves[4 * leaf] as number) + 1
      leaves[4 * leaf] = next
      if (next === leaves[4 * leaf + END]) {
        this.dry = leaf
        break
      }
      this.#climb(leaf, words[next] as number)
    }
    return out
  }

  #climb(from: number, fromKey: number): void {
    const nodes = this.#nodes
    let key = fromKey
    let leaf = from
    let comparisons = 0
    for (let node = ((from & (DEAD - 1)) + this.k) >> 1; node > 0; node >>= 1) {
      const at = 2 * node
      const keptKey = nodes[at] as number
      const keptLeaf = nodes[at + 1] as number
      comparisons += +((keptLeaf | leaf) < DEAD)
      const isKeptFirst = -(+(keptKey < key) | (+(keptKey === key) & +(leaf >= DEAD)))
      const keyBits = (keptKey ^ key) & isKeptFirst
      const leafBits = (keptLeaf ^ leaf) & isKeptFirst
      nodes[at] = keptKey ^ keyBits
      nodes[at + 1] = keptLeaf ^ leafBits
      key ^= keyBits
      leaf ^= leafBits
    }
    this.comparisons += comparisons
    this.#key = key
    this.top = leaf < DEAD ? leaf : -1
  }

  /** The first climb of a leaf: it parks at the first node that nobody has come to. */
  #enter(from: number): void {
    const nodes = this.#nodes
    let leaf = from
    let key = this.#head(from)
    for (let node = (from + this.k) >> 1; node > 0; node >>= 1) {
      const keptKey = nodes[2 * node] as number
      const keptLeaf = nodes[2 * node + 1] as number
      if (keptLeaf < 0) {
        nodes[2 * node] = key
        nodes[2 * node + 1] = leaf
        return
      }
      this.comparisons++
      if (keptKey >= key) continue
      nodes[2 * node] = key
      nodes[2 * node + 1] = leaf
      leaf = keptLeaf
      key = keptKey
    }
    this.#key = key
    this.top = leaf
  }
}
