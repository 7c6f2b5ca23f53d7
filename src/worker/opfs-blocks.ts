/**
 * Which blocks of a file are taken. Blocks have one size and are numbered from the start of the file; a freed block is
 * taken again before the file grows, the lowest first, so that the file's end can be cut off when it is free.
 */
export class BlockMap {
  readonly #taken: boolean[] = []
  /** No block below this one is free. */
  #lowest = 0

  /** One more than the highest block that is taken. */
  get end(): number {
    return this.#taken.length
  }

  /** Takes the lowest free block and returns its number. */
  take(): number {
    while (this.#taken[this.#lowest] === true) this.#lowest++
    this.#taken[this.#lowest] = true
    return this.#lowest
  }

  /** Marks a block as taken that a record of the past names. */
  claim(block: number): void {
    while (this.#taken.length < block) this.#taken.push(false)
    this.#taken[block] = true
  }

  free(block: number): void {
    this.#taken[block] = false
    this.#lowest = Math.min(this.#lowest, block)
    while (this.#taken.at(-1) === false) this.#taken.pop()
  }
}
