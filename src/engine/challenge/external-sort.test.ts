import { expect, it } from 'vitest'
import { planSort } from './external-sort.ts'

it('counts the passes of 108 pages with 5 buffers', () => {
  expect(planSort(108, 5)).toEqual({ runs: 22, passes: 3, pageTransfers: 864 })
})

it('needs one page more than there are runs', () => {
  expect(planSort(1_000_000, 1000)).toMatchObject({ runs: 1000, passes: 2, pageTransfers: 6_000_000 })
  expect(planSort(1_000_000, 1001)).toMatchObject({ passes: 1 })
})

it('is the closed form of every textbook', () => {
  for (let pages = 1; pages < 400; pages += 7) {
    for (const buffers of [3, 4, 5, 9, 17]) {
      const { runs, passes, pageTransfers } = planSort(pages, buffers)
      expect(runs).toBe(Math.ceil(pages / buffers))
      expect(passes).toBe(runs === 1 ? 0 : Math.ceil(Math.log(runs) / Math.log(buffers - 1) - 1e-12))
      expect(pageTransfers).toBe(2 * pages * (passes + 1))
    }
  }
})
