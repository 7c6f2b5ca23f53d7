import { expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { comparisonsPerRecord } from './merge-comparisons.ts'

it.each([
  [4, 3, 2],
  [16, 15, 4],
  [256, 255, 8],
])('%i runs: a scan compares %i times, a loser tree %i times', (k, scan, tree) => {
  expect(comparisonsPerRecord(k, 'scan', new Rng(k))).toBe(scan)
  expect(comparisonsPerRecord(k, 'loser-tree', new Rng(k))).toBe(tree)
})

it('a loser tree whose leaves are not all equally deep stays between the two depths (seed 5)', () => {
  const rng = new Rng(5)
  for (let k = 2; k < 80; k++) {
    const found = comparisonsPerRecord(k, 'loser-tree', rng)
    expect(found).toBeGreaterThanOrEqual(Math.floor(Math.log2(k)))
    expect(found).toBeLessThanOrEqual(Math.ceil(Math.log2(k)))
  }
})

it('a binary heap of 256 random runs takes 13 to 14 comparisons (seed 256)', () => {
  const found = comparisonsPerRecord(256, 'binary-heap', new Rng(256), 20_000)
  expect(found).toBeGreaterThan(13)
  expect(found).toBeLessThan(14)
})
