/**
 * A key as the sort sees it: an order-preserving 64-bit prefix and, where the prefix does not decide, the whole
 * normalized key as bytes. Prefixes are two 32-bit halves with the sign bit flipped, so that signed comparison gives
 * the unsigned order; `high` decides before `low`.
 */
export interface KeyLayout {
  /**
   * What equal prefixes mean. `equal`: equal keys. `null`: equal keys, except that the lowest (nulls first) or highest
   * (nulls last) prefix is shared by a missing value and one real value. `bytes`: the normalized keys decide.
   */
  readonly ties: 'equal' | 'null' | 'bytes'
  /** Where missing values go when `ties` is `null`. */
  readonly nulls: 'first' | 'last'
}

/** The key of one record, filled by the source, read by the sort. */
export class KeyBuffer {
  high = 0
  low = 0
  /** True when the key is a single column whose value is missing. */
  isNull = false
  /** The normalized key is bytes[0, length); only filled when the layout's ties are decided by bytes. */
  bytes = new Uint8Array(256)
  length = 0
  /** What combine adds up: the record's number or 1. */
  value = 1

  /** Makes room for `more` bytes behind `length`. */
  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.length + more))
    // What is not written takes no memory of the system: no more is copied than there is.
    grown.set(this.bytes.subarray(0, this.length))
    this.bytes = grown
  }
}

/** Flips the sign bit: turns an unsigned 32-bit half into the signed number that sorts alike, and back. */
export function biased(half: number): number {
  return (half ^ 0x8000_0000) | 0
}
