import { expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { CHECK_LANES, CheckScoreBuilder } from './check-score.ts'
import type { CheckLane } from './check-score.ts'

it('keeps what was done one by one, and where its parts begin', () => {
  const score = new CheckScoreBuilder()
  score.begin('files')
  score.add('file', 2)
  score.add('missing')
  score.begin('log')
  score.add('line')
  const { total, counts, binSize, bins, parts } = score.finish()
  expect([total, binSize, bins.length]).toEqual([4, 1, 4])
  expect(counts).toEqual([1, 0, 0, 2, 1, 0, 0])
  expect(bins.map((bin) => CHECK_LANES[bin.indexOf(1)])).toEqual(['file', 'file', 'missing', 'line'])
  expect(parts).toEqual([
    { name: 'files', from: 0 },
    { name: 'log', from: 3 },
  ])
})

for (const seed of [1, 2, 3]) {
  it(`of much it keeps bins of equal size, which are what counting one by one gives (seed ${seed})`, () => {
    const rng = new Rng(seed, 'check-score')
    const score = new CheckScoreBuilder()
    const done: CheckLane[] = []
    for (let i = 0; i < 500; i++) {
      const lane = CHECK_LANES[rng.nextBelow(CHECK_LANES.length)] as CheckLane
      const count = rng.nextBelow(40)
      score.add(lane, count)
      for (let n = 0; n < count; n++) done.push(lane)
    }
    const { total, counts, binSize, bins } = score.finish()
    expect(total).toBe(done.length)
    expect(bins.length).toBeGreaterThan(120)
    expect(bins.length).toBeLessThanOrEqual(240)
    expect(counts).toEqual(CHECK_LANES.map((lane) => done.filter((one) => one === lane).length))
    bins.forEach((bin, i) => {
      const own = done.slice(i * binSize, (i + 1) * binSize)
      expect(bin).toEqual(CHECK_LANES.map((lane) => own.filter((one) => one === lane).length))
    })
  })
}
