import { Comparison } from './events.ts'
import type { Recorder } from './recorder.ts'
import { compareTies } from './row-frame.ts'
import type { FrameLayout } from './row-frame.ts'

/** Words that a slot takes: its columns, its place in the heap and in the list of free slots. */
export const SLOT_WORDS = 7

/** What the heap of replacement selection knows of a record in memory, by slot. Columns of words from `start` on. */
export class SelectionSlots {
  /** Word where the record's frame begins. */
  readonly at: Int32Array
  readonly high: Int32Array
  readonly low: Int32Array
  /** Number of the record in the input: it decides ties. */
  readonly number: Int32Array
  /** Which run the record waits for, counted within one selection. */
  readonly tag: Int32Array
  /** The heap, and the slots that are free. */
  readonly items: Int32Array
  readonly free: Int32Array

  constructor(
    words: Int32Array,
    start: number,
    readonly capacity: number,
  ) {
    const column = (i: number): Int32Array => words.subarray(start + i * capacity, start + (i + 1) * capacity)
    this.at = column(0)
    this.high = column(1)
    this.low = column(2)
    this.number = column(3)
    this.tag = column(4)
    this.items = column(5)
    this.free = column(6)
  }
}

/**
 * A heap of slots, ordered by run, key and number: the algorithm of `BinaryHeap` in one loop, and besides `push`, which
 * records of varying length need: one that leaves may make room for two.
 */
export class SelectionHeap {
  readonly items: Int32Array
  size = 0

  constructor(
    readonly slots: SelectionSlots,
    readonly layout: FrameLayout,
    readonly words: Int32Array,
    readonly recorder: Recorder,
  ) {
    this.items = slots.items
  }

  /** The slot that goes first. */
  get top(): number {
    return this.items[0] as number
  }

  heapify(): void {
    for (let position = (this.size >> 1) - 1; position >= 0; position--) this.#sink(position)
  }

  replaceTop(slot: number): void {
    this.items[0] = slot
    this.#sink(0)
  }

  removeTop(): void {
    this.size--
    this.items[0] = this.items[this.size] as number
    if (this.size > 0) this.#sink(0)
  }

  push(slot: number): void {
    const { items } = this
    let at = this.size++
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#isFirst(slot, items[parent] as number, Comparison.heapItem, parent, at)) break
      items[at] = items[parent] as number
      at = parent
    }
    items[at] = slot
  }

  /** True when the key of slot `a` is smaller than that of the frame at `at`. */
  isKeyBefore(a: number, at: number): boolean {
    const { slots, words } = this
    const highA = slots.high[a] as number
    const high = words[at + 1] as number
    if (highA !== high) return highA < high
    const lowA = slots.low[a] as number
    const low = words[at + 2] as number
    if (lowA !== low) return lowA < low
    return compareTies(this.layout, words, slots.at[a] as number, at) < 0
  }

  #sink(position: number): void {
    const { items, size } = this
    const item = items[position] as number
    let at = position
    for (let left = 2 * at + 1; left < size; left = 2 * at + 1) {
      let child = left
      if (left + 1 < size) {
        const right = items[left + 1] as number
        if (this.#isFirst(right, items[left] as number, Comparison.heapChildren, left, left + 1)) child = left + 1
      }
      if (!this.#isFirst(items[child] as number, item, Comparison.heapItem, at, child)) break
      items[at] = items[child] as number
      at = child
    }
    items[at] = item
  }

  /** Does slot `b` (side b of the comparison) go before slot `a`? Different runs need no comparison. */
  #isFirst(
    b: number,
    a: number,
    context: typeof Comparison.heapChildren | typeof Comparison.heapItem,
    left: number,
    right: number,
  ): boolean {
    const { slots } = this
    const order = (slots.tag[b] as number) - (slots.tag[a] as number)
    if (order !== 0) return order < 0
    const isFirst = this.#isBefore(b, a)
    this.recorder.compare(context, left, right, 0, isFirst)
    return isFirst
  }

  #isBefore(a: number, b: number): boolean {
    const { slots } = this
    const highA = slots.high[a] as number
    const highB = slots.high[b] as number
    if (highA !== highB) return highA < highB
    const lowA = slots.low[a] as number
    const lowB = slots.low[b] as number
    if (lowA !== lowB) return lowA < lowB
    const order = compareTies(this.layout, this.words, slots.at[a] as number, slots.at[b] as number)
    return order === 0 ? (slots.number[a] as number) < (slots.number[b] as number) : order < 0
  }
}
