import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EPOCH_DAYS, readDate, readTimestamp } from './text-dates.ts'
import { readDecimal, readFloat, readInteger } from './text-numbers.ts'
import { isUtf8 } from './utf8.ts'
import { ValueBuffer } from './value-buffer.ts'

type Reader = (bytes: Uint8Array, from: number, to: number, value: ValueBuffer) => boolean

/** Reads a text that stands in the middle of other bytes; undefined when it is refused. */
function read(reader: Reader, text: string): ValueBuffer | undefined {
  const value = new ValueBuffer()
  const bytes = new TextEncoder().encode(`9${text}9`)
  return reader(bytes, 1, bytes.length - 1, value) ? value : undefined
}

const bigintOf = ({ high, low }: ValueBuffer): bigint => (BigInt(high) << 32n) | BigInt(low >>> 0)

describe('integers', () => {
  test('all of 64 bits, exactly', () => {
    const zeros = fc.constantFrom('', '0', '000000000000')
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), zeros, (expected, front) => {
        const text = expected < 0n ? `-${front}${-expected}` : `${front}${expected}`
        const value = read(readInteger, text)
        expect(value && bigintOf(value)).toBe(expected)
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    '',
    '-',
    '+',
    '1.0',
    '1e3',
    ' 1',
    '0x1',
    '9223372036854775808',
    '-9223372036854775809',
    '12345678901234567890',
  ])('"%s" is none', (text) => expect(read(readInteger, text)).toBeUndefined())
})

describe('floats', () => {
  test('read like Number, to the last bit', () => {
    const digits = fc.stringMatching(/^[0-9]{1,20}$/)
    const exponent = fc.option(fc.integer({ min: -330, max: 310 }))
    fc.assert(
      fc.property(digits, fc.option(digits), exponent, fc.constantFrom('', '-', '+'), (whole, part, power, sign) => {
        const text = `${sign}${whole}${part === null ? '' : `.${part}`}${power === null ? '' : `e${power}`}`
        expect(read(readFloat, text)?.float).toBe(Number(text))
      }),
      { numRuns: 2000 },
    )
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        expect(read(readFloat, Object.is(value, -0) ? '-0' : String(value))?.float).toBe(value)
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['.5', 0.5],
    ['5.', 5],
    ['NaN', NaN],
    ['-inf', -Infinity],
    ['Infinity', Infinity],
  ])('%s', (text, expected) => expect(read(readFloat, text)?.float).toBe(expected))

  test.each(['', '.', '-', '-.', '1e', '1.2.3', '1,5', '0x10', 'e5', ' 1'])('"%s" is none', (text) =>
    expect(read(readFloat, text)).toBeUndefined(),
  )
})

describe('decimals', () => {
  test.each([
    ['0', '', 0],
    ['-0.000', '', 0],
    ['1', '1', 1],
    ['100', '1', 3],
    ['0.001', '1', -2],
    ['12.50', '125', 2],
    ['-12.5e3', '125', 5],
    ['00012', '12', 2],
  ])('%s', (text, digits, exponent) => {
    const value = read(readDecimal, text)
    expect(value && [...value.digits.subarray(0, value.digitCount)].join('')).toBe(digits)
    if (digits !== '') expect(value?.exponent).toBe(exponent)
    expect(value?.isNegative).toBe(text.startsWith('-') && digits !== '')
  })

  test.each(['', '.', '1e', '1 ', 'NaN', '1.2.3'])('"%s" is none', (text) =>
    expect(read(readDecimal, text)).toBeUndefined(),
  )
})

describe('dates and timestamps', () => {
  test('every day of the calendar', () => {
    for (let days = -719_162; days <= 2_932_896; days += 97) {
      const text = new Date(days * 86_400_000).toISOString().slice(0, 10)
      expect(read(readDate, text)?.low, text).toBe(days)
    }
  })

  test('timestamps to the microsecond', () => {
    const instant = fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
    fc.assert(
      fc.property(instant, fc.nat(999), fc.integer({ min: -1000, max: 1000 }), (date, micros, offset) => {
        const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1)
        const two = (part: number): string => String(part).padStart(2, '0')
        const minutes = Math.abs(offset)
        const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
        const value = read(readTimestamp, `${local}${String(micros).padStart(3, '0')}${zone}`)
        const expected = BigInt(date.getTime()) * 1000n + BigInt(micros) + BigInt(EPOCH_DAYS) * 86_400_000_000n
        expect(value && bigintOf(value)).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '0000-01-01', '2026-1-1', '2026-01-32', '20260101', ''])(
    '"%s" is no date',
    (text) => {
      expect(read(readDate, text)).toBeUndefined()
      expect(read(readTimestamp, text)).toBeUndefined()
    },
  )

  test.each([
    '2026-01-01T24:00',
    '2026-01-01T1:00',
    '2026-01-01T10:60',
    '2026-01-01T10:00:60',
    '2026-01-01T10:00:00.',
    '2026-01-01T10:00:00.1234567',
    '2026-01-01T10:00:00+1',
    '2026-01-01X10:00',
    '2026-01-01T',
    '2026-01-01 10:00:00 Z',
  ])('"%s" is no timestamp', (text) => expect(read(readTimestamp, text)).toBeUndefined())
})

test('UTF-8 is what a strict decoder takes', () => {
  const isValid = (bytes: Uint8Array): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      return true
    } catch {
      return false
    }
  }
  const lead = fc.constantFrom(0x41, 0x80, 0xc0, 0xc2, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff)
  const next = fc.constantFrom(0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0x41)
  fc.assert(
    fc.property(fc.array(fc.oneof(lead, next, fc.integer({ min: 0, max: 255 })), { maxLength: 8 }), (values) => {
      const bytes = Uint8Array.from(values)
      expect(isUtf8(bytes, 0, bytes.length)).toBe(isValid(bytes))
    }),
    { numRuns: 5000 },
  )
})
