import { describe, expect, test } from 'vitest'
import { formatDate, formatMicros, formatMillis, tryDaysOf, tryParseDate, tryParseMicros } from './calendar.ts'
import { Rng } from './rng.ts'

describe('the calendar', () => {
  test('5,000 days with seed 21 are those of the platform', () => {
    const rng = new Rng(21)
    for (let i = 0; i < 5000; i++) {
      const days = rng.nextBelow(3_652_000) - 719_000
      const text = new Date(days * 86_400_000).toISOString().slice(0, 10)
      expect(formatDate(days)).toBe(text)
      expect(tryParseDate(text)).toBe(days)
    }
  })

  test.each([
    [-719_528, '0000-01-01'],
    [-719_529, '-0001-12-31'],
    [2_932_896, '9999-12-31'],
    [2_932_897, '10000-01-01'],
    [106_751_991, '294247-01-10'],
  ])('day %i is %s', (days, text) => {
    expect(formatDate(days)).toBe(text)
    expect(tryParseDate(text)).toBe(days)
  })

  test('days that are none', () => {
    expect([tryDaysOf(2023, 2, 29), tryDaysOf(2024, 13, 1), tryDaysOf(2024, 4, 31)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(tryParseDate('2024-2-9')).toBe(tryDaysOf(2024, 2, 9))
    expect(tryParseDate('24-02-09')).toBeUndefined()
  })
})

describe('moments', () => {
  test.each([
    ['2024-02-29', '2024-02-29T00:00:00.000000'],
    ['2024-02-29 13:04:05.006', '2024-02-29T13:04:05.006000'],
    ['2024-02-29T13:04:05.0000069Z', '2024-02-29T13:04:05.000006'],
    ['2024-02-29T13:04:05+05:30', '2024-02-29T07:34:05.000000'],
    ['2024-02-29T13:04-0100', '2024-02-29T14:04:00.000000'],
    ['-0044-03-15 12:00:00', '-0044-03-15T12:00:00.000000'],
    ['1969-12-31 23:59:59.999999', '1969-12-31T23:59:59.999999'],
  ])('%s', (text, expected) => {
    expect(formatMicros(tryParseMicros(text) as bigint)).toBe(expected)
  })

  test.each(['', 'now', '2024-02-30', '2024-02-29T24:00:00', '2024-02-29T12:60:00', '2024-02-29X'])(
    '%s is none',
    (text) => {
      expect(tryParseMicros(text)).toBeUndefined()
    },
  )

  test('milliseconds', () => {
    expect(formatMillis(-1)).toBe('1969-12-31T23:59:59.999Z')
    expect(formatMillis(1_700_000_000_006)).toBe('2023-11-14T22:13:20.006Z')
  })
})
