import { finishHash, mixWord } from './murmur3.ts'

/** The bucket transform of Iceberg (spec, Appendix B): int, long and date are hashed alike, as eight bytes, least first. */

/** Murmur3, x86, 32 bits, seed 0; with a sign. The value is a whole number. */
export function hashLong(value: number): number {
  const bits = BigInt.asUintN(64, BigInt(value))
  // Eight bytes, the lower four first.
  return finishHash(mixWord(mixWord(0, Number(bits & 0xffffffffn)), Number(bits >> 32n)), 8)
}

/** The number of the bucket, in [0, buckets). */
export function bucketOf(hash: number, buckets: number): number {
  return (hash & 0x7fffffff) % buckets
}
