import fc from 'fast-check'
import { expect, it } from 'vitest'
import { foldRows } from './fold-rows.ts'

/** "0 +4 5-8 +2 11" for the first row, four folded ones, and so on. */
function tell(count: number, current: number, most: number): string {
  return foldRows(count, current, most)
    .map(({ from, to, isFolded }) => (isFolded ? `+${to - from}` : to - from === 1 ? `${from}` : `${from}-${to - 1}`))
    .join(' ')
}

it('shows a short list as it is', () => {
  expect(tell(0, 0, 5)).toBe('')
  expect(tell(5, 2, 5)).toBe('0-4')
})

it('keeps the first row, the last one and those around the current one', () => {
  expect(tell(20, 10, 7)).toBe('0 +7 8-12 +6 19')
  expect(tell(20, 0, 7)).toBe('0-5 +13 19')
  expect(tell(20, 19, 7)).toBe('0 +13 14-19')
})

it('shows the current row, puts every row in one place, and folds no single row', () => {
  const sizes = fc.record({
    count: fc.nat({ max: 90 }),
    at: fc.nat({ max: 89 }),
    most: fc.integer({ min: 3, max: 14 }),
  })
  fc.assert(
    fc.property(sizes, ({ count, at, most }) => {
      const current = Math.min(at, Math.max(0, count - 1))
      const stretches = foldRows(count, current, most)
      let next = 0
      for (const { from, to } of stretches) {
        expect(from).toBe(next)
        expect(to).toBeGreaterThan(from)
        next = to
      }
      expect(next).toBe(count)
      const shown = stretches.filter(({ isFolded }) => !isFolded)
      const rows = shown.reduce((sum, { from, to }) => sum + to - from, 0)
      expect(rows).toBeLessThanOrEqual(most + 2)
      for (const { from, to } of stretches.filter(({ isFolded }) => isFolded)) expect(to - from).toBeGreaterThan(1)
      if (count > 0) expect(shown.some(({ from, to }) => from <= current && current < to)).toBe(true)
    }),
  )
})
