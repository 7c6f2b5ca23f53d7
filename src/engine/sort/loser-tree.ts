/**
 * A loser tree over k leaves, as a machine that stops wherever it needs a comparison. The tree never sees a key: it
 * asks which of two leaves goes first and is told by `resolve`.
 *
 * Nodes are numbered 1 to k - 1, node 1 is the top, the parent of node n is n >> 1 and the parent of leaf i is
 * (i + k) >> 1; any k of at least 1 will do. A node keeps the leaf that lost the match played there. To build the tree,
 * insert leaves k - 1 down to 0: the first leaf to come to a node parks there, the second plays. After the winner has
 * given up its record, insert the same leaf again: the path from it to the top is played anew.
 *
 * A match with an exhausted leaf is decided without a comparison. In a tie the lower leaf goes first; whoever compares
 * sees to that.
 */
export class LoserTree {
  /** losers[node] is the leaf kept there, -1 where no leaf has come by yet. Entry 0 is not used. */
  readonly losers: Int16Array
  /** The leaf that goes first; -1 while a climb is not finished and when every leaf is exhausted. */
  winner = -1
  /** The leaf that climbs, -1 when none does. */
  challenger = -1
  /** The node where the challenger plays next. */
  node = 0

  constructor(readonly k: number) {
    this.losers = new Int16Array(k).fill(-1)
  }

  /** Begins a climb of `leaf`. Call `settle` next. */
  insert(leaf: number): void {
    this.winner = -1
    this.challenger = leaf
    this.node = (leaf + this.k) >> 1
  }

  /**
   * Goes on until a comparison is needed or the climb ends. True: compare the challenger with `losers[node]` and call
   * `resolve`. False: the challenger has parked, or the climb has reached the top and `winner` is known.
   */
  settle(isExhausted: (leaf: number) => boolean): boolean {
    while (this.challenger >= 0) {
      if (this.node === 0) {
        this.winner = isExhausted(this.challenger) ? -1 : this.challenger
        this.challenger = -1
        return false
      }
      const kept = this.losers[this.node] as number
      if (kept < 0) {
        this.losers[this.node] = this.challenger
        this.challenger = -1
        return false
      }
      if (isExhausted(this.challenger)) this.#swap(kept)
      else if (!isExhausted(kept)) return true
      this.node >>= 1
    }
    return false
  }

  /** Takes the outcome of the pending comparison and goes on as `settle` does, with the same result. */
  resolve(challengerLoses: boolean, isExhausted: (leaf: number) => boolean): boolean {
    if (challengerLoses) this.#swap(this.losers[this.node] as number)
    this.node >>= 1
    return this.settle(isExhausted)
  }

  /** A tree in the same state that shares nothing with this one. */
  copy(): LoserTree {
    const tree = new LoserTree(this.k)
    tree.losers.set(this.losers)
    tree.winner = this.winner
    tree.challenger = this.challenger
    tree.node = this.node
    return tree
  }

  #swap(kept: number): void {
    this.losers[this.node] = this.challenger
    this.challenger = kept
  }
}
