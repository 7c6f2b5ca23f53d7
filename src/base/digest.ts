/**
 * A 64-bit digest of numbers, kept as two 32-bit lanes (murmur3-style mixing). Not cryptographic: it finds differences,
 * it does not resist forgery. Order matters; equal input gives an equal digest on every machine.
 */
export class Digest {
  #low = 0x9e3779b9
  #high = 0x85ebca6b

  /** Adds one integer, taken modulo 2^32. */
  int(value: number): this {
    this.#low = mix(this.#low, value | 0)
    this.#high = mix(this.#high, (value | 0) ^ 0x5bd1e995)
    return this
  }

  /** Adds the first `length` integers of an array, and the length. */
  ints(values: ArrayLike<number>, length = values.length): this {
    this.int(length)
    for (let i = 0; i < length; i++) this.int(values[i] as number)
    return this
  }

  text(value: string): this {
    this.int(value.length)
    for (let i = 0; i < value.length; i++) this.int(value.charCodeAt(i))
    return this
  }

  /** Sixteen hexadecimal digits. */
  hex(): string {
    return word(finish(this.#high)) + word(finish(this.#low))
  }
}

/** One round: folds `value` into the 32-bit lane `hash`. */
export function mix(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51)
  k = (k << 15) | (k >>> 17)
  const h = hash ^ Math.imul(k, 0x1b873593)
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}

function finish(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function word(value: number): string {
  return value.toString(16).padStart(8, '0')
}
