import { describe, expect, it } from 'vitest'
import { formatCell } from './cell.ts'
import {
  formatBits,
  formatDay,
  formatInterval,
  formatMoment,
  formatTime,
  formatTimeWithZone,
  formatUnscaled,
  formatUuid,
  readBignum,
  readInteger,
  shortenFloat,
} from './cell-text.ts'

function column(type: string) {
  return { name: 'x', type, isNumeric: true }
}

describe('formatCell', () => {
  it.each([
    [undefined, 'INTEGER', 'NULL'],
    [1, 'INTEGER', '1'],
    [1, 'DOUBLE', '1.0'],
    [-0, 'DOUBLE', '-0.0'],
    [0.1, 'FLOAT', '0.1'],
    [1e21, 'DOUBLE', '1e+21'],
    [NaN, 'DOUBLE', 'NaN'],
    [2n ** 63n - 1n, 'BIGINT', '9223372036854775807'],
    [true, 'BOOLEAN', 'true'],
    ['NULL', 'VARCHAR', 'NULL'],
  ])('%s of type %s is %s', (cell, type, text) => {
    expect(formatCell(cell, column(type))).toBe(text)
  })
})

describe('numbers', () => {
  it.each([
    [1230n, 2, '12.30'],
    [-5n, 3, '-0.005'],
    [0n, 2, '0.00'],
    [-12n, 0, '-12'],
    [10n ** 38n - 1n, 38, `0.${'9'.repeat(38)}`],
  ])('%s at scale %i', (unscaled, scale, text) => {
    expect(formatUnscaled(unscaled, scale)).toBe(text)
  })

  it('a float is the shortest number that rounds to it', () => {
    for (const short of [0.1, 16_777_216, 3.4028235e38, 1e-45, -1.5, 0.3333333, 123_456.79, Infinity]) {
      const float = Math.fround(short)
      expect(Math.fround(shortenFloat(float))).toBe(float)
      expect(String(shortenFloat(float)).length).toBeLessThanOrEqual(String(short).length)
    }
  })

  it('whole numbers come out of their bytes', () => {
    const bytes = new Uint8Array(16).fill(255)
    expect(readInteger(bytes, true)).toBe(-1n)
    expect(readInteger(bytes, false)).toBe(2n ** 128n - 1n)
    expect(readInteger(Uint8Array.of(0, 1), true)).toBe(256n)
    expect(readBignum(Uint8Array.of(0x80, 0, 2, 1, 0))).toBe(256n)
    expect(readBignum(Uint8Array.of(0x7f, 255, 253, 254, 255))).toBe(-256n)
  })
})

describe('moments', () => {
  const MICROS = 1_000_000n

  it.each([
    [0n, MICROS, '1970-01-01 00:00:00'],
    [-1n, MICROS, '1969-12-31 23:59:59.999999'],
    [-1n, 1n, '1969-12-31 23:59:59'],
    [1_500n, 1000n, '1970-01-01 00:00:01.5'],
    [1n, 1_000_000_000n, '1970-01-01 00:00:00.000000001'],
    [2n ** 63n - 1n, MICROS, 'infinity'],
    [1n - 2n ** 63n, MICROS, '-infinity'],
  ])('%s in units of 1/%s s', (value, perSecond, text) => {
    expect(formatMoment(value, perSecond)).toBe(text)
  })

  it('days, times, offsets, spans', () => {
    expect(formatDay(19_782)).toBe('2024-02-29')
    expect(formatDay(-(2 ** 31 - 1))).toBe('-infinity')
    expect(formatTime(86_400_000_000n, MICROS)).toBe('24:00:00')
    expect(formatTimeWithZone((1_000_000n << 24n) | 57_599n)).toBe('00:00:01+00')
    expect(formatTimeWithZone((0n << 24n) | (57_599n + 12_601n))).toBe('00:00:00-03:30:01')
    expect(formatInterval(-14, 1, 0n)).toBe('-1 year -2 months 1 day')
    expect(formatInterval(0, 0, 0n)).toBe('00:00:00')
    expect(formatInterval(12, 0, -500_000_000n)).toBe('1 year -00:00:00.5')
  })
})

it('bits and identifiers', () => {
  expect(formatBits(Uint8Array.of(4, 0xf5))).toBe('0101')
  expect(formatBits(Uint8Array.of(0, 1, 2))).toBe('0000000100000010')
  expect(formatUuid(Uint8Array.from({ length: 16 }, (_, i) => i))).toBe('00010203-0405-0607-0809-0a0b0c0d0e0f')
})
