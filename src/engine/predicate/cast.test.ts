import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import { formatValue } from './cast.ts'
import { divideHalfUp, formatDecimal, rescale, tryParseNumber } from './decimal.ts'
import { compileExpression, readFromRow } from './evaluate.ts'
import { isLike, parseLikePattern } from './like.ts'
import { formatFloating } from './number-text.ts'
import { resolveExpression } from './resolve.ts'
import { SqlError } from './sql-error.ts'
import { pick } from './test-expressions.ts'
import { isSimple } from './types.ts'

function cast(value: string, type: string): string {
  try {
    const typed = resolveExpression(parseExpressionText(`CAST(${value} AS ${type})`), [])
    const result = compileExpression(typed, readFromRow)([])
    return result === undefined || !isSimple(typed.type) ? 'NULL' : formatValue(typed.type, result)
  } catch (error) {
    if (error instanceof SqlError) return error.code
    throw error
  }
}

describe('CAST as in Spark with ANSI mode', () => {
  it.each([
    ['2.5', 'INT', '2'],
    ['-2.5', 'INT', '-2'],
    ['2.5', 'DECIMAL(2, 0)', '3'],
    ['-2.5', 'DECIMAL(2, 0)', '-3'],
    ['123.456', 'DECIMAL(4, 2)', 'NUMERIC_VALUE_OUT_OF_RANGE'],
    ['128', 'TINYINT', 'CAST_OVERFLOW'],
    ['-128', 'TINYINT', '-128'],
    ['1e10', 'INT', 'CAST_OVERFLOW'],
    ['1e19', 'BIGINT', 'CAST_OVERFLOW'],
    ["CAST('NaN' AS DOUBLE)", 'INT', 'CAST_OVERFLOW'],
    ['0.1D', 'DECIMAL(3, 2)', '0.10'],
    ['1e21', 'DECIMAL(22, 0)', '1000000000000000000000'],
    ["' 42 '", 'INT', '42'],
    ["'4.2'", 'INT', 'CAST_INVALID_INPUT'],
    ["'3000000000'", 'INT', 'CAST_INVALID_INPUT'],
    ["'4.25'", 'DECIMAL(3, 1)', '4.3'],
    ["'1e2'", 'DOUBLE', '100.0'],
    ["'-infinity'", 'DOUBLE', '-Infinity'],
    ["'yes'", 'BOOLEAN', 'true'],
    ["'2'", 'BOOLEAN', 'CAST_INVALID_INPUT'],
    ['2', 'BOOLEAN', 'true'],
    ['TRUE', 'INT', '1'],
    ["'2024'", 'DATE', '2024-01-01'],
    ["'2024-2'", 'DATE', '2024-02-01'],
    ["'2024-02-29T10:00'", 'DATE', '2024-02-29'],
    ["'2023-02-29'", 'DATE', 'CAST_INVALID_INPUT'],
    ["'9999999-01-01'", 'DATE', 'CAST_INVALID_INPUT'],
    ["'2024-02-29 10:00:00+01:00'", 'TIMESTAMP', '2024-02-29 09:00:00'],
    ["'2024-02-29 10:00:00+01:00'", 'TIMESTAMP_NTZ', 'CAST_INVALID_INPUT'],
    ["'2024-02-29 10:00:00.1200'", 'TIMESTAMP_NTZ', '2024-02-29 10:00:00.12'],
    ["TIMESTAMP '1969-12-31 23:59:59.5'", 'DATE', '1969-12-31'],
    ["TIMESTAMP '1969-12-31 23:59:59.5'", 'BIGINT', '-1'],
    ['86400', 'TIMESTAMP', '1970-01-02 00:00:00'],
    ['9223372036854775807L', 'TIMESTAMP', 'CAST_OVERFLOW'],
    ["DATE '2024-02-29'", 'STRING', '2024-02-29'],
    ["'é'", 'BINARY', 'é'],
    ["X'61c3a9'", 'STRING', 'aé'],
    ["X'efbbbf61'", 'STRING', '\ufeffa'],
    ['NULL', 'DATE', 'NULL'],
    ['1', 'DATE', 'DATATYPE_MISMATCH'],
    ['TRUE', 'TIMESTAMP', 'DATATYPE_MISMATCH'],
  ])('%s AS %s is %s', (value, type, expected) => {
    expect(cast(value, type)).toBe(expected)
  })

  it.each([
    [1, 'double', '1.0'],
    [0.001, 'double', '0.001'],
    [0.00099, 'double', '9.9E-4'],
    [1e7, 'double', '1.0E7'],
    [9_999_999.5, 'double', '9999999.5'],
    [123_456, 'double', '123456.0'],
    [1.5e300, 'double', '1.5E300'],
    [-0, 'double', '-0.0'],
    [Math.fround(0.1), 'float', '0.1'],
    [Math.fround(16_777_216), 'float', '1.6777216E7'],
    [NaN, 'float', 'NaN'],
  ] as const)('writes %d as %s: %s', (value, kind, text) => {
    expect(formatFloating(value, kind)).toBe(text)
  })
})

describe('decimals', () => {
  it.each([1, 2])('are rounded half up like a slow count, seed %i', (seed) => {
    const rng = new Rng(seed, 'decimal')
    for (let n = 0; n < 500; n++) {
      const [a, b] = [BigInt(rng.nextBelow(2000) - 1000), BigInt(rng.nextBelow(60) - 30) || 7n]
      const exact = Number(a) / Number(b)
      expect(divideHalfUp(a, b), `${a} / ${b}`).toBe(BigInt(Math.sign(exact) * Math.round(Math.abs(exact))))
      const scale = rng.nextBelow(6)
      const text = formatDecimal(a, scale)
      expect(tryParseNumber(text)).toEqual({ unscaled: a, scale })
      expect(rescale(rescale(a, 2, 2 + scale), 2 + scale, 2)).toBe(a)
    }
  })
})

describe('LIKE', () => {
  it.each([1, 2])('fits like a regular expression, seed %i', (seed) => {
    const rng = new Rng(seed, 'like')
    const parts = ['a', 'b', '%', '_', '%', '\\%', '\\_', '\\\\', '\u{1f600}', 'ab']
    const letters = ['a', 'b', 'ab', '%', '_', '\\', '\u{1f600}', '']
    for (let n = 0; n < 2000; n++) {
      const pattern = Array.from({ length: rng.nextBelow(7) }, () => pick(rng, parts)).join('')
      const text = Array.from({ length: rng.nextBelow(7) }, () => pick(rng, letters)).join('')
      const source = pattern.replace(/\\(.)|(.)/gsu, (_, escaped: string | undefined, plain: string | undefined) =>
        plain === '%' ? '.*' : plain === '_' ? '.' : (escaped ?? plain ?? '').replace(/[\\]/, '\\\\'),
      )
      const expected = new RegExp(`^${source}$`, 'su').test(text)
      expect(isLike(text, parseLikePattern(pattern, '\\', undefined)), `${text} LIKE ${pattern}`).toBe(expected)
    }
  })

  it('takes no exponential time', () => {
    expect(isLike('a'.repeat(3000), parseLikePattern(`${'%a'.repeat(50)}%b`, '\\', undefined))).toBe(false)
  })
})
