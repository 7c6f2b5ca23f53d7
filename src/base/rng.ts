/**
 * Seeded random numbers: sfc32, a small fast counter-based generator (Chris Doty-Humphrey, PractRand).
 * The same seed gives the same stream on every machine: only 32-bit integer arithmetic is used.
 */
export class Rng {
  #a: number
  #b: number
  #c: number
  #counter = 1

  /** `seed` is any integer; it is reduced modulo 2^32. `stream` names an actor's own stream under that seed. */
  constructor(seed: number, stream = '') {
    const mixed = hashText(stream, seed >>> 0)
    this.#a = seed >>> 0
    this.#b = mixed
    this.#c = Math.imul(mixed, 0x9e3779b1) >>> 0
    for (let i = 0; i < 12; i++) this.nextUint32()
  }

  /** A uniform integer in [0, 2^32). */
  nextUint32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    return sum >>> 0
  }

  /** A uniform integer in [0, bound), without modulo bias. Throws `RangeError` unless `bound` is an integer in [1, 2^32]. */
  nextBelow(bound: number): number {
    if (!(bound >= 1 && bound <= 0x1_0000_0000 && Number.isInteger(bound))) {
      throw new RangeError(`a bound of random integers is a whole number from 1 to 2^32, and not ${bound}`)
    }
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound)
    let value = this.nextUint32()
    while (value >= limit) value = this.nextUint32()
    return value % bound
  }

  /** A uniform number in [0, 1) with 32 bits. */
  nextFloat(): number {
    return this.nextUint32() / 0x1_0000_0000
  }

  /** An independent stream for an actor; asking for it does not advance this one. */
  spawn(stream: string): Rng {
    return new Rng(hashText(stream, this.#a ^ this.#b ^ this.#c), stream)
  }
}

/** FNV-1a over UTF-16 code units, started from `seed`; used to derive streams from names. */
function hashText(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0
  return (hash ^ (hash >>> 13)) >>> 0
}
