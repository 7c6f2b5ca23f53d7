import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import { conversionOf } from './cast.ts'
import { compileExpression, compilePredicate, readFromRow } from './evaluate.ts'
import type { ComparisonOperator } from './expression.ts'
import { formatValue } from './cast.ts'
import { resolveExpression } from './resolve.ts'
import { SqlError } from './sql-error.ts'
import { randomCondition, randomRow, TEST_TABLE } from './test-expressions.ts'
import type { TypedExpression } from './typed-expression.ts'
import { isSimple } from './types.ts'
import type { Row, SimpleType, Value } from './types.ts'

const NO_ROW: Row = []

function evaluate(text: string, row: Row = NO_ROW): Value {
  return compileExpression(resolveExpression(parseExpressionText(text), [TEST_TABLE]), readFromRow)(row)
}

/** The value as Spark writes it; NULL; the code of the error. */
function show(text: string, row: Row = NO_ROW): string {
  try {
    const typed = resolveExpression(parseExpressionText(text), [TEST_TABLE])
    const value = compileExpression(typed, readFromRow)(row)
    return value === undefined ? 'NULL' : isSimple(typed.type) ? formatValue(typed.type, value) : 'nested'
  } catch (error) {
    if (error instanceof SqlError) return error.code
    throw error
  }
}

describe('values as in Spark with ANSI mode', () => {
  it.each([
    // Three-valued logic.
    ['NULL AND FALSE', 'false'],
    ['NULL OR TRUE', 'true'],
    ['NOT NULL', 'NULL'],
    ['NULL = NULL', 'NULL'],
    ['NULL <=> NULL', 'true'],
    ['1 <=> NULL', 'false'],
    ['1 IN (2, NULL)', 'NULL'],
    ['1 IN (1, NULL)', 'true'],
    ['1 NOT IN (2, NULL)', 'NULL'],
    ['NULL BETWEEN 1 AND 2', 'NULL'],
    ['3 BETWEEN NULL AND 2', 'false'],
    ['1 IS DISTINCT FROM NULL', 'true'],
    ['NULL IS NOT TRUE', 'true'],
    ['coalesce(NULL, 2, 1 / 0)', '2.0'],
    ['FALSE AND 1 / 0 > 1', 'false'],
    ["CASE WHEN FALSE THEN CAST('x' AS INT) ELSE 1 END", '1'],
    ["CAST('x' AS INT)", 'CAST_INVALID_INPUT'],
    ["CASE WHEN NULL THEN 'a' ELSE 'b' END", 'b'],
    ["CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END", 'b'],
    ["CASE NULL WHEN NULL THEN 'a' END", 'NULL'],
    // Numbers.
    ['7 / 2', '3.5'],
    ['-7 % 3', '-1'],
    ['0.1 + 0.2 = 0.3', 'true'],
    ['1.0D / 0', 'DIVIDE_BY_ZERO'],
    ['1 % 0', 'DIVIDE_BY_ZERO'],
    ['2147483647 + 1', 'ARITHMETIC_OVERFLOW'],
    ['2147483647 + 1L', '2147483648'],
    ['100Y + 100Y', 'ARITHMETIC_OVERFLOW'],
    ['-9223372036854775808L', '-9223372036854775808'],
    ['-(-9223372036854775808L)', 'ARITHMETIC_OVERFLOW'],
    ['3037000500L * 3037000500L', 'ARITHMETIC_OVERFLOW'],
    ['46341 * 46341', 'ARITHMETIC_OVERFLOW'],
    ['0 * -5', '0'],
    ['CAST(-0.4 AS INT)', '0'],
    ['1.5 + 1', '2.5'],
    ['1.10 * 2.20', '2.4200'],
    ['1.00 / 3', '0.333333'],
    ['10.5 % 3', '1.5'],
    ['1e0 + 1', '2.0'],
    ['99999999999999999999999999999999999999 + 1', 'NUMERIC_VALUE_OUT_OF_RANGE'],
    ["CAST('NaN' AS DOUBLE) = CAST('nan' AS DOUBLE)", 'true'],
    ["CAST('NaN' AS DOUBLE) > CAST('Infinity' AS DOUBLE)", 'true'],
    ['-0.0D = 0.0D', 'true'],
    ['abs(-2147483648)', 'ARITHMETIC_OVERFLOW'],
    ['abs(-0.5)', '0.5'],
    ['1.0F + 0.1F', '1.1'],
    // Texts.
    ["'a' || NULL", 'NULL'],
    ["'a' || 1 || 2.50", 'a12.50'],
    ["'\uffee' < '\u{1f600}'", 'true'],
    ["'a' < 'B'", 'false'],
    ["length('a\u{1f600}')", '2'],
    ["substring('hello', 2, 3)", 'ell'],
    ["substring('hello', 0, 2)", 'he'],
    ["substring('hello', -3)", 'llo'],
    ["substring('abc', -5, 3)", 'a'],
    ["upper('straße')", 'STRASSE'],
    ["trim('  a b ')", 'a b'],
    ["'a%c' LIKE 'a\\%c'", 'true'],
    ["'abc' LIKE 'a\\%c'", 'false'],
    ["'a\u{1f600}c' LIKE 'a_c'", 'true'],
    ["'a_c' LIKE 'a!_c' ESCAPE '!'", 'true'],
    ["'a' LIKE 'a!b' ESCAPE '!'", 'INVALID_FORMAT'],
    ["'abcabd' LIKE '%ab_'", 'true'],
    ["'7' = 7", 'true'],
    ["'x' = 7", 'CAST_INVALID_INPUT'],
    // Dates and times, in UTC.
    ["DATE '2024-02-28' + 2", '2024-03-01'],
    ["DATE '2024-03-01' - 1", '2024-02-29'],
    ["year(DATE '-0044-03-15')", '-44'],
    ["month('2024-02-29')", '2'],
    ["day(TIMESTAMP '2024-02-29 23:59:59')", '29'],
    ["hour(TIMESTAMP '1969-12-31 23:00:00')", '23'],
    ["date_trunc('WEEK', DATE '2024-02-29')", '2024-02-26 00:00:00'],
    ["date_trunc('quarter', TIMESTAMP '2024-06-30 12:00:00')", '2024-04-01 00:00:00'],
    ["date_trunc('century', DATE '2024-02-29')", 'NULL'],
    ["DATE '2024-02-29' = TIMESTAMP '2024-02-29 00:00:00'", 'true'],
    ["day < '2024-03-01'", 'NULL'],
  ])('%s is %s', (text, value) => {
    expect(show(text)).toBe(value)
  })

  it('tells where a value has none', () => {
    expect(() => evaluate('i > 0 OR\n  10 / i = 1', [0])).toThrow(
      expect.objectContaining({ code: 'DIVIDE_BY_ZERO', line: 2, column: 3, length: 6 }),
    )
  })

  it('matches rows for which a predicate is TRUE only', () => {
    const matches = compilePredicate(resolveExpression(parseExpressionText('i > 1'), [TEST_TABLE]))
    expect([[2], [1], [undefined]].map(matches)).toEqual([true, false, false])
  })

  it('reads fields of a struct, null where the struct is', () => {
    const row = [...Array<undefined>(10), [5, 'a']]
    expect(evaluate('t.n.X + 1', row)).toBe(6)
    expect(evaluate('n.x', [...Array<undefined>(11)])).toBe(undefined)
  })
})

describe('the slow twin', () => {
  it.each([1, 2, 3])('computes the same for random expressions and rows, seed %i', (seed) => {
    const rng = new Rng(seed, 'evaluate')
    let compared = 0
    for (let n = 0; n < 400; n++) {
      const text = randomCondition(rng, 4)
      const typed = tryResolve(text)
      if (typed === undefined) continue
      for (let k = 0; k < 3; k++) {
        const row = randomRow(rng)
        const fast = outcome(() => compileExpression(typed, readFromRow)(row))
        expect(fast, text).toEqual(outcome(() => slow(typed, row)))
        compared++
      }
    }
    expect(compared).toBeGreaterThan(600)
  })
})

function tryResolve(text: string): TypedExpression | undefined {
  try {
    return resolveExpression(parseExpressionText(text), [TEST_TABLE])
  } catch (error) {
    if (error instanceof SqlError) return undefined
    throw error
  }
}

function outcome(run: () => Value): unknown {
  try {
    return { value: run() }
  } catch (error) {
    if (error instanceof SqlError) return error.code
    throw error
  }
}

/** Walks the tree for each row, by the definitions. Casts and functions, which have tables of examples, are shared. */
function slow(expression: TypedExpression, row: Row): Value {
  switch (expression.kind) {
    case 'column':
      return expression.path.reduce<Value>((value, index) => (value as Row | undefined)?.[index], row)
    case 'literal':
      return expression.value
    case 'comparison':
      return slowCompare(
        expression.operator,
        expression.operandType,
        slow(expression.left, row),
        slow(expression.right, row),
      )
    case 'and':
    case 'or': {
      const stop = expression.kind === 'or'
      const seen: Value[] = []
      for (const operand of expression.operands) {
        seen.push(slow(operand, row))
        if (seen.at(-1) === stop) return stop
      }
      return seen.includes(undefined) ? undefined : !stop
    }
    case 'not': {
      const value = slow(expression.operand, row)
      return value === undefined ? undefined : !(value as boolean)
    }
    case 'is-null':
      return slow(expression.operand, row) === undefined
    case 'in': {
      const value = slow(expression.operand, row)
      if (value === undefined) return undefined
      let isOpen = false
      for (const item of expression.items) {
        const equal = slowCompare('=', expression.operandType, value, slow(item, row))
        if (equal === true) return true
        isOpen ||= equal === undefined
      }
      return isOpen ? undefined : false
    }
    case 'between': {
      const value = slow(expression.operand, row)
      const above = slowCompare('>=', expression.operandType, value, slow(expression.low, row))
      if (above === false) return false
      const below = slowCompare('<=', expression.operandType, value, slow(expression.high, row))
      return below === false ? false : above === undefined ? undefined : below
    }
    case 'like': {
      const [value, pattern] = [slow(expression.operand, row), slow(expression.pattern, row)]
      return value === undefined || pattern === undefined ? undefined : slowLike(value as string, pattern as string)
    }
    case 'arithmetic': {
      const [a, b] = [slow(expression.left, row), slow(expression.right, row)]
      return a === undefined || b === undefined ? undefined : slowArithmetic(expression, a, b)
    }
    case 'negate': {
      const value = slow(expression.operand, row)
      if (value === undefined) return undefined
      if (expression.type.kind === 'float' || expression.type.kind === 'double') return -(value as number)
      return fit(expression.type, -BigInt(value as number | bigint))
    }
    case 'cast': {
      const value = slow(expression.operand, row)
      return value === undefined ? undefined : conversionOf(expression.from, expression.type, undefined)(value)
    }
    case 'case':
      for (const { when, then } of expression.branches) {
        const value = slow(when, row)
        const { subject } = expression
        const isChosen =
          subject === undefined ? value : slowCompare('=', subject.operandType, slow(subject.operand, row), value)
        if (isChosen === true) return slow(then, row)
      }
      return expression.otherwise === undefined ? undefined : slow(expression.otherwise, row)
    case 'coalesce':
      for (const operand of expression.operands) {
        const value = slow(operand, row)
        if (value !== undefined) return value
      }
      return undefined
    case 'call': {
      const args = expression.args.map((arg) => ({
        kind: 'literal' as const,
        type: arg.type as SimpleType,
        value: slow(arg, row),
      }))
      return compileExpression({ ...expression, args }, readFromRow)(row)
    }
  }
}

function slowCompare(operator: ComparisonOperator, type: SimpleType, a: Value, b: Value): Value {
  if (operator === '<=>' && (a === undefined || b === undefined)) return a === b
  if (a === undefined || b === undefined) return undefined
  const [x, y] = [sortable(type, a), sortable(type, b)]
  const results = { '=': x === y, '<=>': x === y, '<>': x !== y, '<': x < y, '<=': x <= y, '>': x > y, '>=': x >= y }
  return results[operator]
}

/** Something JavaScript orders as SQL does: hexadecimal bytes for texts, a pair of number and NaN folded into one. */
function sortable(type: SimpleType, value: Value): string | number | bigint {
  if (type.kind === 'string') return Buffer.from(value as string, 'utf8').toString('hex')
  if (type.kind === 'binary') return Buffer.from(value as Uint8Array).toString('hex')
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'bigint') return value
  const number = value as number
  if (Number.isNaN(number)) return 2n ** 1100n
  return number === 0 ? 0 : number
}

function slowLike(text: string, pattern: string): boolean {
  const parts = [...pattern.matchAll(/\\(.)|(.)/gsu)].map(([, escaped, plain]) => {
    if (plain === '%') return '.*'
    if (plain === '_') return '.'
    return (escaped ?? plain ?? '').replace(/[\\^$.*+?()[\]{}|]/u, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`, 'su').test(text)
}

function slowArithmetic(expression: TypedExpression & { kind: 'arithmetic' }, a: Value, b: Value): Value {
  const { operator, type, decimals } = expression
  const isDivision = operator === '/' || operator === '%'
  if (isDivision && Number(b) === 0) throw new SqlError('DIVIDE_BY_ZERO', '', undefined)
  if (type.kind === 'float' || type.kind === 'double') {
    const [x, y] = [a as number, b as number]
    const results = { '+': x + y, '-': x - y, '*': x * y, '/': x / y, '%': x % y }
    return type.kind === 'float' ? Math.fround(results[operator]) : results[operator]
  }
  // Both sides as fractions over one power of ten; then the result at the scale of its type, rounded by hand.
  const [scaleA, scaleB] = decimals === undefined ? [0, 0] : [decimals[0].scale, decimals[1].scale]
  const base = 10n ** BigInt(Math.max(scaleA, scaleB))
  const x = (BigInt(a as number | bigint) * base) / 10n ** BigInt(scaleA)
  const y = (BigInt(b as number | bigint) * base) / 10n ** BigInt(scaleB)
  const fractions = {
    '+': [x + y, base],
    '-': [x - y, base],
    '*': [x * y, base * base],
    '/': [x, y],
    '%': [isDivision ? x % y : 0n, base],
  } as const
  const [top, bottom] = fractions[operator]
  const scaled = top * 10n ** BigInt(type.kind === 'decimal' ? type.scale : 0)
  const sign = scaled < 0n === bottom < 0n ? 1n : -1n
  const [n, d] = [scaled < 0n ? -scaled : scaled, bottom < 0n ? -bottom : bottom]
  return fit(type, sign * ((2n * n + d) / (2n * d)))
}

function fit(type: SimpleType, value: bigint): Value {
  if (type.kind === 'decimal') {
    const isLong = (value < 0n ? -value : value).toString().length > type.precision
    if (isLong) throw new SqlError('NUMERIC_VALUE_OUT_OF_RANGE', '', undefined)
    return value
  }
  const bits = { byte: 8, short: 16, integer: 32, date: 32, long: 64 }[type.kind as 'byte']
  if (BigInt.asIntN(bits, value) !== value) throw new SqlError('ARITHMETIC_OVERFLOW', '', undefined)
  return type.kind === 'long' ? value : Number(value)
}
