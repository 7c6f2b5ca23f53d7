const BLOCK = 256

/**
 * A list that a fold changes in place and that costs little to copy: a copy shares blocks of 256 entries with its original,
 * and either of the two copies a block before it changes an entry of it. Entries themselves are never changed.
 */
export class SharedList<T> {
  #blocks: T[][] = []
  /** Which blocks nobody else has. */
  #isOwn: boolean[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  /** The entry at an index in [0, length). */
  get(index: number): T {
    const entry = this.tryGet(index)
    if (entry === undefined) throw new RangeError(`entry ${index} is not in a list of ${this.#length}`)
    return entry
  }

  tryGet(index: number): T | undefined {
    return this.#blocks[Math.floor(index / BLOCK)]?.[index % BLOCK]
  }

  /** Replaces an entry, or adds one where `index` is the length. */
  set(index: number, entry: T): void {
    if (!(index >= 0 && index <= this.#length)) throw new RangeError(`a list of ${this.#length} has no place ${index}`)
    this.#ownBlock(Math.floor(index / BLOCK))[index % BLOCK] = entry
    if (index === this.#length) this.#length++
  }

  push(entry: T): void {
    this.set(this.#length, entry)
  }

  copy(): SharedList<T> {
    const copy = new SharedList<T>()
    copy.#blocks = this.#blocks.slice()
    copy.#length = this.#length
    this.#isOwn = []
    return copy
  }

  /**
   * The entries in blocks of up to 256, in order. From now on nobody changes these blocks, not even this list: whoever
   * changes an entry gets another block. What is derived of a block may therefore be kept with it.
   */
  blocks(): readonly (readonly T[])[] {
    this.#isOwn = []
    return this.#blocks
  }

  /** The entries that `isWanted` says yes to, in order. */
  filter(isWanted: (entry: T) => boolean): T[] {
    return this.#blocks.flatMap((block) => block.filter(isWanted))
  }

  /** The first entry that `isWanted` says yes to. */
  find(isWanted: (entry: T) => boolean): T | undefined {
    for (const block of this.#blocks) {
      const found = block.find(isWanted)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** The last entry that `isWanted` says yes to. */
  findLast(isWanted: (entry: T) => boolean): T | undefined {
    for (let at = this.#blocks.length - 1; at >= 0; at--) {
      const found = this.#blocks[at]?.findLast(isWanted)
      if (found !== undefined) return found
    }
    return undefined
  }

  some(isWanted: (entry: T) => boolean): boolean {
    return this.#blocks.some((block) => block.some(isWanted))
  }

  /** Bytes of what this list does not share with `other`, where an entry by itself takes `entryBytes`. */
  bytesBeside(other: SharedList<T>, entryBytes: number): number {
    const bytesOf = (block: readonly T[], at: number): number => {
      const others = other.#blocks[at]
      if (block === others) return 0
      const own = block.filter((entry, i) => entry !== others?.[i]).length
      return BLOCK * 8 + own * entryBytes
    }
    return this.#blocks.reduce((sum, block, at) => sum + 8 + bytesOf(block, at), 0)
  }

  *[Symbol.iterator](): Generator<T> {
    for (const block of this.#blocks) yield* block
  }

  #ownBlock(at: number): T[] {
    if (this.#isOwn[at] !== true) {
      this.#blocks[at] = this.#blocks[at]?.slice() ?? []
      this.#isOwn[at] = true
    }
    return this.#blocks[at] as T[]
  }
}
