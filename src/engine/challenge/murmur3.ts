/** Murmur3, x86, 32 bits, in the two parts that its users put together: a word is mixed in, and in the end the length. */

/** `word` is the next four bytes, least first. */
export function mixWord(hash: number, word: number): number {
  const mixed = hash ^ Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593)
  return (Math.imul(rotate(mixed, 13), 5) + 0xe6546b64) | 0
}

/** The hash of all words that were mixed in, with a sign. */
export function finishHash(hash: number, bytes: number): number {
  let mixed = hash ^ bytes
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) | 0
}

/** Spark's `hash` of an INT that is not NULL; 42 is its seed. */
export function hashSparkInt(value: number, seed = 42): number {
  return finishHash(mixWord(seed, value), 4)
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}
