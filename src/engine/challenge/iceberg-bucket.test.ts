import { expect, it } from 'vitest'
import { tryParseDate } from '../../base/calendar.ts'
import { bucketOf, hashLong } from './iceberg-bucket.ts'

it('hashes what the appendix of the specification hashes', () => {
  expect(hashLong(34)).toBe(2_017_239_379)
  expect(hashLong(tryParseDate('2017-11-16') ?? 0)).toBe(-653_330_422)
})

it('takes the sign away before it divides', () => {
  expect(bucketOf(2_017_239_379, 16)).toBe(3)
  expect(bucketOf(-653_330_422, 16)).toBe(10)
  expect(bucketOf(1_210_000_089, 16)).toBe(9)
  for (let value = -300; value < 300; value++) {
    const hash = hashLong(value)
    const mask = BigInt(hash) & 0x7fffffffn
    for (const buckets of [1, 3, 16, 100]) expect(BigInt(bucketOf(hash, buckets))).toBe(mask % BigInt(buckets))
  }
})
