/** An append-only column of 32-bit integers that the states of one log share. See `Fold`. */
export class Ledger {
  #values: Int32Array

  constructor(capacity = 64) {
    this.#values = new Int32Array(capacity)
  }

  /** Writes an entry. Only the fold calls this, and only with the value that the log dictates for that place. */
  set(index: number, value: number): void {
    if (index >= this.#values.length) this.#grow(index + 1)
    this.#values[index] = value
  }

  get(index: number): number {
    return this.#values[index] as number
  }

  /** A copy of entries [from, to). */
  slice(from: number, to: number): Int32Array {
    return this.#values.slice(from, to)
  }

  /** A ledger of its own with the first `length` entries. */
  own(length: number): Ledger {
    const ledger = new Ledger(Math.max(64, length))
    ledger.#values.set(this.#values.subarray(0, length))
    return ledger
  }

  #grow(needed: number): void {
    const grown = new Int32Array(Math.max(needed, this.#values.length * 2))
    grown.set(this.#values)
    this.#values = grown
  }
}
