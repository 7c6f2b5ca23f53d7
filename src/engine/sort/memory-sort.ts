/**
 * A bottom-up merge sort, as a machine that stops wherever it needs a comparison. Level l merges neighbouring groups
 * of 2^l slots, left to right. One comparison places one record; the rest of a group and a group without a partner are
 * copied without one. Items are small integers; the sorter never sees a key.
 */
export class MergeSorter {
  /** The order when this level began. */
  source: Int32Array
  /** The order after this level; [0, placed) is filled. */
  target: Int32Array
  level = 0
  /** The pair of groups being merged is source[low, middle) and source[middle, high). */
  low = 0
  middle = 0
  high = 0
  /** Next slot of the left and of the right group: the two sides of the pending comparison. */
  left = 0
  right = 0
  placed = 0

  /** `items` in the order before the sort; they are copied. Call `settle` next. */
  constructor(items: ArrayLike<number>) {
    this.source = Int32Array.from(items)
    this.target = new Int32Array(items.length)
    this.#beginPair(0)
  }

  /** True when no comparison is left to make; `source` then holds the sorted order. */
  get isDone(): boolean {
    return 1 << this.level >= this.source.length
  }

  /**
   * Goes on until a comparison is needed or everything is in order. True: compare source[left] (side a) with
   * source[right] (side b) and call `resolve`; in a tie the left one goes first.
   */
  settle(): boolean {
    while (!this.isDone) {
      if (this.left < this.middle && this.right < this.high) return true
      while (this.left < this.middle) this.#place(this.left++)
      while (this.right < this.high) this.#place(this.right++)
      if (this.high < this.source.length) this.#beginPair(this.high)
      else this.#endLevel()
    }
    return false
  }

  /** Takes the outcome of the pending comparison and goes on as `settle` does, with the same result. */
  resolve(rightFirst: boolean): boolean {
    this.#place(rightFirst ? this.right++ : this.left++)
    return this.settle()
  }

  /** A sorter in the same state that shares nothing with this one. */
  copy(): MergeSorter {
    const sorter = new MergeSorter(this.source)
    sorter.target.set(this.target)
    sorter.level = this.level
    sorter.low = this.low
    sorter.middle = this.middle
    sorter.high = this.high
    sorter.left = this.left
    sorter.right = this.right
    sorter.placed = this.placed
    return sorter
  }

  #place(slot: number): void {
    this.target[this.placed++] = this.source[slot] as number
  }

  #beginPair(low: number): void {
    const { length } = this.source
    const width = 1 << this.level
    this.low = low
    this.middle = Math.min(low + width, length)
    this.high = Math.min(this.middle + width, length)
    this.left = low
    this.right = this.middle
  }

  #endLevel(): void {
    const source = this.source
    this.source = this.target
    this.target = source
    this.level++
    this.placed = 0
    this.#beginPair(0)
  }
}
