import { expect, it } from 'vitest'
import { formatClock, tickSeconds } from './attempt-clock.ts'

it('says seconds as a clock', () => {
  expect([0, 59.9, 60, 872, 3600, 7329].map(formatClock)).toEqual([
    '0:00',
    '0:59',
    '1:00',
    '14:32',
    '1:00:00',
    '2:02:09',
  ])
  expect(formatClock(-3)).toBe('0:00')
})

it('keeps ticks apart at every width', () => {
  for (const width of [280, 600, 1100]) {
    for (const span of [120, 300, 1500, 2700]) {
      const step = tickSeconds(span, width, 64)
      expect((step / span) * width).toBeGreaterThanOrEqual(64)
    }
  }
})
