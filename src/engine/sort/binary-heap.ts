/**
 * A binary min-heap, as a machine that stops wherever it needs a comparison. Items are small integers (leaves of a
 * merge, slots or records of replacement selection); the heap never sees a key. The children of position p stand at
 * 2p + 1 and 2p + 2.
 *
 * One thing happens at a time: an item sinks from some position, or rises from the end. Where it sinks, first its two
 * children are compared, then the better child with the item; where it rises, its parent with it. Where items carry a
 * tag (the run they belong to), items of different tags are ordered by tag without a comparison.
 *
 * In a tie the item that came first (lower leaf, earlier record) goes first; whoever compares sees to that.
 */
export class BinaryHeap {
  /** The heap is items[0, size); what stands behind is of no meaning. */
  readonly items: Int32Array
  size = 0
  /** Position of the sinking item, or of the parent of the rising one; -1 when none moves. */
  at = -1
  /** Position of the better child of `at`, -1 while it is not known, or of the rising item. */
  child = -1
  isRising = false
  /** While the heap is built: positions [0, unbuilt) have not begun to sink. */
  unbuilt = 0

  constructor(capacity: number) {
    this.items = new Int32Array(capacity)
  }

  /**
   * What `settle` waits for. True: the children at 2·at + 1 (side a) and 2·at + 2 (side b). False: the item at `at`
   * (side a) and the child at `child` (side b).
   */
  get comparesChildren(): boolean {
    return this.child < 0
  }

  /** Begins to build a heap of items[0, size), which the caller has filled, by Floyd's method. Call `settle` next. */
  heapify(size: number): void {
    this.size = size
    this.unbuilt = size >> 1
    this.at = -1
    this.child = -1
  }

  /** Puts an item in the place of the top one and lets it sink. Call `settle` next. */
  replaceTop(item: number): void {
    this.items[0] = item
    this.#sink(0)
  }

  /** Puts an item behind all others and lets it rise. Call `settle` next. */
  push(item: number): void {
    this.items[this.size] = item
    this.#rise(this.size++)
  }

  /** Takes the top item away: the last item moves to the root and sinks. Call `settle` next. */
  removeTop(): void {
    this.size--
    this.items[0] = this.items[this.size] as number
    this.#sink(0)
  }

  /** Takes `removeTop` back, and what `settle` did by tags alone. No comparison may have been made since. */
  restoreTop(item: number): void {
    const { items, size } = this
    // The item that sank still stands behind the end as well.
    for (let at = items.indexOf(items[size] as number); at > 0; at = (at - 1) >> 1) {
      items[at] = items[(at - 1) >> 1] as number
    }
    items[0] = item
    this.size++
    this.at = -1
    this.child = -1
  }

  /**
   * Goes on until a comparison is needed or the heap is in order. True: compare the two sides that `comparesChildren`
   * names and call `resolve`. False: the heap is in order.
   */
  settle(tagOf?: (item: number) => number): boolean {
    for (;;) {
      if (this.isRising) {
        const order = this.#tagOrder(this.at, this.child, tagOf)
        if (order === 0) return true
        this.#passChild(order > 0)
        continue
      }
      if (this.at < 0) {
        if (this.unbuilt === 0) return false
        this.#sink(--this.unbuilt)
      }
      const left = 2 * this.at + 1
      if (left >= this.size) {
        this.at = -1
        continue
      }
      if (this.child < 0) {
        const order = left + 1 < this.size ? this.#tagOrder(left, left + 1, tagOf) : -1
        if (order === 0) return true
        this.child = order < 0 ? left : left + 1
      }
      const order = this.#tagOrder(this.at, this.child, tagOf)
      if (order === 0) return true
      this.#passChild(order > 0)
    }
  }

  /** Takes the outcome of the pending comparison and goes on as `settle` does, with the same result. */
  resolve(rightFirst: boolean, tagOf?: (item: number) => number): boolean {
    if (this.child >= 0) this.#passChild(rightFirst)
    else this.child = 2 * this.at + (rightFirst ? 2 : 1)
    return this.settle(tagOf)
  }

  /** A heap in the same state that shares nothing with this one. */
  copy(): BinaryHeap {
    const heap = new BinaryHeap(this.items.length)
    heap.items.set(this.items)
    heap.size = this.size
    heap.at = this.at
    heap.child = this.child
    heap.isRising = this.isRising
    heap.unbuilt = this.unbuilt
    return heap
  }

  #sink(position: number): void {
    this.at = position
    this.child = -1
  }

  #rise(position: number): void {
    this.isRising = position > 0
    this.at = position > 0 ? (position - 1) >> 1 : -1
    this.child = position > 0 ? position : -1
  }

  #passChild(childFirst: boolean): void {
    const { items, at, child } = this
    if (childFirst) {
      const item = items[at] as number
      items[at] = items[child] as number
      items[child] = item
    }
    if (this.isRising) return this.#rise(childFirst ? at : 0)
    this.child = -1
    this.at = childFirst ? child : -1
  }

  #tagOrder(a: number, b: number, tagOf: ((item: number) => number) | undefined): number {
    if (tagOf === undefined) return 0
    return tagOf(this.items[a] as number) - tagOf(this.items[b] as number)
  }
}
