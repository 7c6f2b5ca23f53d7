import { expect, it } from 'vitest'
import { memoryForOnePass } from '../sort/closed-forms.ts'
import { buffersForOnePass, planSort } from './external-sort.ts'

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

it('finds the least memory for one merge pass, as trying each from below does', () => {
  for (let pages = 1; pages < 600; pages += 3) {
    let least = 3
    while (planSort(pages, least).passes > 1) least++
    expect(buffersForOnePass(pages)).toBe(least)
  }
})

it('finds the same memory as the closed form of the sort', () => {
  for (const pages of [7, 108, 1000, 12_345, 1_000_000, 1_001_000, 1_001_001]) {
    expect(buffersForOnePass(pages)).toBe(memoryForOnePass(pages))
  }
})
