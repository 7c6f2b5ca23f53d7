/** The bucket transform of Iceberg (spec, Appendix B): int, long and date are hashed alike, as eight bytes, least first. */

/** Murmur3, x86, 32 bits, seed 0; with a sign. The value is a whole number. */
export function hashLong(value: number): number {
  const bits = BigInt.asUintN(64, BigInt(value))
  let hash = 0
  for (const word of [bits & 0xffffffffn, bits >> 32n]) {
    hash ^= Math.imul(rotate(Math.imul(Number(word), 0xcc9e2d51), 15), 0x1b873593)
    hash = (Math.imul(rotate(hash, 13), 5) + 0xe6546b64) | 0
  }
  // The length in bytes, then the last mixing.
  hash ^= 8
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) | 0
}

/** The number of the bucket, in [0, buckets). */
export function bucketOf(hash: number, buckets: number): number {
  return (hash & 0x7fffffff) % buckets
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}
