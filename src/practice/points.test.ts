import { describe, expect, it } from 'vitest'
import { SOLVED_SCORE } from '../progress/events.ts'
import { pointsOf } from './points.ts'

describe('pointsOf', () => {
  it.each([
    [0, 6, 100, 0],
    [3, 6, 100, 50],
    [6, 6, 100, 100],
    [3, 4, 75, 56],
    [4, 4, 75, 75],
    [0, 0, 100, 0],
  ])('%i of %i, at most %i, are %i', (passed, total, most, points) => {
    expect(pointsOf(passed, total, most)).toBe(points)
  })

  it('what fails one of many is below what is solved', () => {
    for (let total = 1; total <= 200; total++) expect(pointsOf(total - 1, total)).toBeLessThan(SOLVED_SCORE)
    expect(pointsOf(5, 6)).toBe(79)
  })
})
