/** Most entries of a block. */
const BLOCK = 256
/** Entries that two neighbours have together when the one that was changed joins the other. */
const SMALL = BLOCK / 4

/**
 * A list of numbers that is never changed: replacing some neighbours makes another list, which shares with this one all
 * blocks of up to 256 entries but those around the place. A fold that keeps many such lists keeps little.
 */
export class SharedSequence {
  readonly #blocks: readonly (readonly number[])[]
  readonly length: number

  constructor(blocks: readonly (readonly number[])[] = []) {
    this.#blocks = blocks
    this.length = blocks.reduce((sum, block) => sum + block.length, 0)
  }

  /** The list with `entries` in place of entries [first, first + count). */
  splice(first: number, count: number, ...entries: readonly number[]): SharedSequence {
    if (!(first >= 0 && count >= 0 && first + count <= this.length)) {
      throw new RangeError(`a list of ${this.length} has no entries [${first}, ${first + count})`)
    }
    const last = this.#blocks.at(-1)
    // To add at the end is what a fold does most.
    if (first === this.length && last !== undefined && last.length >= SMALL && last.length + entries.length <= BLOCK) {
      return new SharedSequence([...this.#blocks.slice(0, -1), [...last, ...entries]])
    }
    const from = this.#placeOf(first)
    const to = this.#placeOf(first + count)
    const head = this.#blocks[from.block]?.slice(0, from.at) ?? []
    let changed = [...head, ...entries, ...(this.#blocks[to.block]?.slice(to.at) ?? [])]
    let start = from.block
    const before = this.#blocks[start - 1]
    if (before !== undefined && before.length + changed.length <= SMALL) {
      changed = [...before, ...changed]
      start--
    }
    const blocks = [...this.#blocks.slice(0, start), ...cut(changed), ...this.#blocks.slice(to.block + 1)]
    return new SharedSequence(blocks)
  }

  /** Entries [from, to), as far as there are such. */
  slice(from: number, to: number): number[] {
    const entries: number[] = []
    let start = 0
    for (const block of this.#blocks) {
      if (start >= to) break
      if (start + block.length > from) entries.push(...block.slice(Math.max(0, from - start), to - start))
      start += block.length
    }
    return entries
  }

  /** Bytes of what this list does not share with `other`. */
  bytesBeside(other: SharedSequence): number {
    const shared = new Set(other.#blocks)
    const own = this.#blocks.filter((block) => !shared.has(block))
    return this.#blocks.length * 8 + own.reduce((sum, block) => sum + block.length * 8, 0)
  }

  *[Symbol.iterator](): Generator<number> {
    for (const block of this.#blocks) yield* block
  }

  /** The first block that an entry at `index` can stand in or behind, and its place there. */
  #placeOf(index: number): { readonly block: number; readonly at: number } {
    let at = index
    let block = 0
    while (at > (this.#blocks[block]?.length ?? 0)) at -= this.#blocks[block++]?.length ?? 0
    return { block, at }
  }
}

function cut(entries: readonly number[]): number[][] {
  const blocks: number[][] = []
  for (let at = 0; at < entries.length; at += BLOCK) blocks.push(entries.slice(at, at + BLOCK))
  return blocks
}
