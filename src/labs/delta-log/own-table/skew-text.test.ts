import { expect, it } from 'vitest'
import { skewText } from './skew-text.ts'

it('skew is told where a partition is far larger than the median, with how much', () => {
  const partition = 'region=EU'
  expect(skewText(undefined)).toBeUndefined()
  expect(skewText({ partition, sizeBytes: 1020, medianBytes: 1000 })).toBe(
    'No skew: the largest partition has as many bytes as the median; it would be skew from 5 times on.',
  )
  expect(skewText({ partition, sizeBytes: 3500, medianBytes: 1000 })).toContain(
    'has 3.5 times the bytes of the median;',
  )
  expect(skewText({ partition, sizeBytes: 62_000, medianBytes: 1000 })).toBe(
    'Skew: the largest partition, region=EU, has 62 kB, 62 times those of the median, which has 1 kB.',
  )
})
