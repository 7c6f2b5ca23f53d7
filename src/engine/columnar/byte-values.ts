/**
 * Values that are byte strings, kept as the bytes of their page: each as an object of its own would take a hundred bytes.
 * They are made when they are asked for.
 */
export abstract class ByteValues {
  abstract readonly length: number
  /** Value `index`, which must be one of them. */
  abstract at(index: number): Uint8Array<ArrayBuffer>

  toArray(): Uint8Array<ArrayBuffer>[] {
    return Array.from({ length: this.length }, (_, i) => this.at(i))
  }
}

/** Values that lie one behind the other in `bytes`, each with `gapBytes` in front; `ends[i]` is where value i ends. */
export class RangeValues extends ByteValues {
  constructor(
    readonly bytes: Uint8Array<ArrayBuffer>,
    readonly ends: Int32Array,
    readonly gapBytes: number,
  ) {
    super()
  }

  get length(): number {
    return this.ends.length
  }

  at(index: number): Uint8Array<ArrayBuffer> {
    const start = index === 0 ? 0 : (this.ends[index - 1] as number)
    return this.bytes.subarray(start + this.gapBytes, this.ends[index])
  }
}

/**
 * Values of which each keeps the first bytes of the one before: `kept[i]` of them, at most its length, then the i-th of
 * `suffixes`. No value is longer than all suffixes together, however long all values are. Going back begins anew.
 */
export class FrontCodedValues extends ByteValues {
  /** The value at hand is #value[0, #valueBytes). */
  #value = new Uint8Array(64)
  #valueBytes = 0
  #index = -1

  constructor(
    readonly kept: Int32Array,
    readonly suffixes: RangeValues,
  ) {
    super()
  }

  get length(): number {
    return this.kept.length
  }

  at(index: number): Uint8Array<ArrayBuffer> {
    if (index < this.#index) this.#index = -1
    while (this.#index < index) this.#goOn()
    return this.#value.slice(0, this.#valueBytes)
  }

  #goOn(): void {
    const index = ++this.#index
    const kept = this.kept[index] as number
    const suffix = this.suffixes.at(index)
    const bytes = kept + suffix.length
    if (bytes > this.#value.length) {
      const before = this.#value
      this.#value = new Uint8Array(2 * bytes)
      this.#value.set(before.subarray(0, kept))
    }
    this.#value.set(suffix, kept)
    this.#valueBytes = bytes
  }
}
