import { frameLength } from './row-frame.ts'
import type { FrameLayout } from './row-frame.ts'
import type { SelectionSlots } from './selection-heap.ts'

/** Words in front of a stored frame: its slot (-1 when it is gone) and the words it takes, these two included. */
const PREFIX_WORDS = 2

/**
 * Frames of any length that come and go in any order. A new frame takes the place of the one that left last when it
 * fits there, else the free space at the end; when that is used up, the frames in memory are moved together. A quarter
 * of the space is left unused for that, so that moving does not happen all the time.
 */
export class SelectionMemory {
  #freeCount: number
  /** Where the free space at the end begins. */
  #top: number
  #liveWords = 0
  readonly #mostLiveWords: number
  /** Word of the block that was freed last, -1 for none. */
  #hole = -1

  constructor(
    readonly layout: FrameLayout,
    readonly words: Int32Array,
    readonly start: number,
    readonly end: number,
    readonly slots: SelectionSlots,
  ) {
    const { capacity, free } = slots
    for (let i = 0; i < capacity; i++) free[i] = capacity - 1 - i
    this.#freeCount = capacity
    this.#top = start
    this.#mostLiveWords = Math.floor(((end - start) * 3) / 4)
  }

  /** True when no record more is taken, however short. */
  get isFull(): boolean {
    return this.#freeCount === 0
  }

  /** Copies a frame from elsewhere in the same words; returns its slot, or -1 when there is no room. */
  store(frame: number, number: number, tag: number): number {
    if (this.isFull) return -1
    const length = frameLength(this.layout, this.words, frame)
    const block = this.#allocate(length + PREFIX_WORDS)
    if (block < 0) return -1
    const slot = this.slots.free[--this.#freeCount] as number
    const { words, slots } = this
    words[block] = slot
    const at = block + PREFIX_WORDS
    words.copyWithin(at, frame, frame + length)
    slots.at[slot] = at
    slots.high[slot] = words[at + 1] as number
    slots.low[slot] = words[at + 2] as number
    slots.number[slot] = number
    slots.tag[slot] = tag
    return slot
  }

  /** Gives up a record. */
  free(slot: number): void {
    const block = (this.slots.at[slot] as number) - PREFIX_WORDS
    this.#liveWords -= this.words[block + 1] as number
    this.words[block] = -1
    this.#hole = block
    this.slots.free[this.#freeCount++] = slot
  }

  #allocate(size: number): number {
    const { words } = this
    const hole = this.#hole
    this.#hole = -1
    if (hole >= 0 && (words[hole + 1] as number) >= size && (words[hole + 1] as number) <= 2 * size) {
      this.#liveWords += words[hole + 1] as number
      return hole
    }
    if (this.#liveWords + size > this.#mostLiveWords) return -1
    if (this.#top + size > this.end) this.#compact()
    const block = this.#top
    words[block + 1] = size
    this.#top += size
    this.#liveWords += size
    return block
  }

  /** Moves all frames in memory to the front, in their order. */
  #compact(): void {
    const { words, slots } = this
    let to = this.start
    let at = this.start
    while (at < this.#top) {
      const size = words[at + 1] as number
      const slot = words[at] as number
      if (slot >= 0) {
        words.copyWithin(to, at, at + size)
        slots.at[slot] = to + PREFIX_WORDS
        to += size
      }
      at += size
    }
    this.#top = to
  }
}
