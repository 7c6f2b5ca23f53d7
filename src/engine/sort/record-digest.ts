/**
 * A digest of a multiset of records: the sum modulo 2^64 of a 64-bit hash of each record's bytes. The order of the
 * records does not matter, their number does. Not cryptographic: it finds loss, duplication and damage.
 */
export class RecordDigest {
  /** Sums of the low and high halves; exact, since carried over long before 2^53. */
  readonly #sums = new Float64Array(2)
  #sinceCarry = 0

  /** Adds a record of `recordBytes` bytes, given as little-endian words from words[at] on, padded with zero bytes. */
  add(words: Int32Array, at: number, recordBytes: number): void {
    let h1 = recordBytes ^ 0x2f6e2b1
    let h2 = Math.imul(recordBytes, 0x3c6ef372)
    const end = at + ((recordBytes + 3) >> 2)
    for (let i = at; i < end; i++) {
      const word = words[i] as number
      h1 = Math.imul(h1 ^ word, 0x9e3779b1)
      h1 ^= h1 >>> 15
      h2 = Math.imul((h2 ^ word) + 0x7f4a7c15, 0x85ebca6b)
      h2 = (h2 << 13) | (h2 >>> 19)
    }
    h1 = Math.imul(h1 ^ (h2 >>> 7), 0xc2b2ae35)
    h2 = Math.imul(h2 ^ (h1 >>> 16), 0x27d4eb2f)
    const sums = this.#sums
    sums[0] = (sums[0] as number) + ((h1 ^ (h2 >>> 15)) >>> 0)
    sums[1] = (sums[1] as number) + (h2 >>> 0)
    if (++this.#sinceCarry === 1 << 20) this.#carry()
  }

  /** Adds each of words[from, to) as a record of four bytes. */
  addWords(words: Int32Array, from: number, to: number): void {
    let low = 0
    let high = 0
    for (let i = from; i < to; i++) {
      const word = words[i] as number
      let h1 = Math.imul(FOUR_1 ^ word, 0x9e3779b1)
      h1 ^= h1 >>> 15
      let h2 = Math.imul((FOUR_2 ^ word) + 0x7f4a7c15, 0x85ebca6b)
      h2 = (h2 << 13) | (h2 >>> 19)
      h1 = Math.imul(h1 ^ (h2 >>> 7), 0xc2b2ae35)
      h2 = Math.imul(h2 ^ (h1 >>> 16), 0x27d4eb2f)
      low += (h1 ^ (h2 >>> 15)) >>> 0
      high += h2 >>> 0
    }
    this.#addHalves(high, low)
  }

  /** Adds the sum of another multiset. */
  addSum(sum: readonly [high: number, low: number]): void {
    this.#addHalves(sum[0], sum[1])
  }

  sum(): [high: number, low: number] {
    this.#carry()
    return [this.#sums[1] as number, this.#sums[0] as number]
  }

  #addHalves(high: number, low: number): void {
    this.#carry()
    this.#sums[0] = (this.#sums[0] as number) + low
    this.#sums[1] = (this.#sums[1] as number) + high
    this.#carry()
  }

  #carry(): void {
    const sums = this.#sums
    const low = sums[0] as number
    const rest = low % 0x1_0000_0000
    sums[1] = ((sums[1] as number) + (low - rest) / 0x1_0000_0000) % 0x1_0000_0000
    sums[0] = rest
    this.#sinceCarry = 0
  }
}

/** What the two halves of the hash of a record of four bytes begin with. */
export const FOUR_1 = 4 ^ 0x2f6e2b1
export const FOUR_2 = Math.imul(4, 0x3c6ef372)

/** Sixteen hexadecimal digits. */
export function digestText(sum: readonly [high: number, low: number]): string {
  return sum.map((half) => half.toString(16).padStart(8, '0')).join('')
}
