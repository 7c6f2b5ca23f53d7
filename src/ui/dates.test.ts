import { describe, expect, it } from 'vitest'
import { formatAgo, formatDay, formatShortDay } from './dates.ts'

const now = new Date(2026, 10, 21, 9, 30)

describe('formatDay', () => {
  it('names the day and the month', () => expect(formatDay(now)).toBe('Saturday, 21 November'))
})

describe('formatShortDay', () => {
  it('leaves this year out', () => expect(formatShortDay(new Date(2026, 8, 8), now)).toBe('8 Sep'))
  it('names another year', () => expect(formatShortDay(new Date(2025, 11, 31), now)).toBe('31 Dec 2025'))
})

describe('formatAgo', () => {
  it.each([
    [new Date(2026, 10, 21, 0, 1), 'today'],
    [new Date(2026, 10, 20, 23, 59), 'Fri'],
    [new Date(2026, 10, 15), 'Sun'],
    [new Date(2026, 10, 14), '14 Nov'],
    [new Date(2026, 10, 22), '22 Nov'],
  ])('calls %s %s', (date, words) => expect(formatAgo(date, now)).toBe(words))

  it('counts days, not hours, over a change to summer time', () => {
    expect(formatAgo(new Date(2026, 2, 28, 12), new Date(2026, 2, 30, 0, 5))).toBe('Sat')
  })
})
