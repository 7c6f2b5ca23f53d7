import { describe, expect, it } from 'vitest'
import { drawPart } from './draw.ts'

const ALL = Array.from({ length: 23 }, (_, index) => index)
const SEEDS = [1, 2, 20_26]

describe.each(SEEDS)('a part drawn by seed %i', (seed) => {
  it('is the same again, in the order of all, and has the size that is asked for', () => {
    for (const share of [0.1, 1 / 3, 0.5]) {
      const drawn = drawPart(ALL, share, 'screens', seed)
      expect(drawn).toEqual(drawPart(ALL, share, 'screens', seed))
      expect(drawn).toEqual([...drawn].sort((a, b) => a - b))
      expect(drawn).toHaveLength(Math.round(23 * share))
    }
  })

  it('is never nothing, and all for the share 1', () => {
    expect(drawPart(ALL, 0, 'screens', seed)).toHaveLength(1)
    expect(drawPart(ALL, 1, 'screens', seed)).toEqual(ALL)
  })
})

it('is another for another seed and another name; all are drawn by some seed', () => {
  expect(drawPart(ALL, 0.3, 'screens', 1)).not.toEqual(drawPart(ALL, 0.3, 'screens', 2))
  expect(drawPart(ALL, 0.3, 'screens', 1)).not.toEqual(drawPart(ALL, 0.3, 'scenarios', 1))
  const seen = new Set(Array.from({ length: 60 }, (_, seed) => drawPart(ALL, 0.3, 'screens', seed)).flat())
  expect(seen.size).toBe(ALL.length)
})
