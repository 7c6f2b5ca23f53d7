import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import type { ArithmeticOperator, ComparisonOperator, Expression, LiteralExpression } from './expression.ts'
import { formatExpression } from './format-expression.ts'
import { pick } from './test-expressions.ts'
import type { SimpleType, Value } from './types.ts'

describe('formatExpression', () => {
  it.each([
    ['a=1 and(b=2 or c=3)', 'a = 1 AND (b = 2 OR c = 3)'],
    ['(a + b) * c - (d - e)', '(a + b) * c - (d - e)'],
    ['NOT (a AND b)', 'NOT (a AND b)'],
    ['(a = b) = c', 'a = b = c'],
    ['a = (b = c)', 'a = (b = c)'],
    ['- -a', '-(-a)'],
    ['-5 - -5', '-5 - -5'],
    ['`a b`.`c``d`.`select`', '`a b`.`c``d`.`select`'],
    [`"it's"`, String.raw`'it\'s'`],
    ["'a\\\\b\\n'", "'a\\\\b\n'"],
    ["'a\\%'", "'a\\\\%'"],
    ["r'\\d'", "'\\\\d'"],
    ['a is not distinct from null', 'a <=> NULL'],
    ["x'0aFF'", "X'0aff'"],
    ["timestamp'2024-01-01'", "TIMESTAMP '2024-01-01T00:00:00.000000'"],
    ['a || b', 'concat(a, b)'],
    ['cast(a as numeric(5))', 'CAST(a AS DECIMAL(5, 0))'],
  ])('writes %s as %s', (text, written) => {
    expect(formatExpression(parseExpressionText(text))).toBe(written)
  })

  it('writes what has no literal as a cast', () => {
    const literal = (type: SimpleType, value: Value): string => formatExpression({ kind: 'literal', type, value })
    expect(literal({ kind: 'double' }, NaN)).toBe("CAST('NaN' AS DOUBLE)")
    expect(literal({ kind: 'float' }, -Infinity)).toBe("CAST('-Infinity' AS FLOAT)")
    expect(literal({ kind: 'date' }, undefined)).toBe('CAST(NULL AS DATE)')
  })

  it.each([1, 2, 3])('writes any expression so that it is read again, seed %i', (seed) => {
    const rng = new Rng(seed, 'format')
    for (let n = 0; n < 700; n++) {
      const expression = randomExpression(rng, 5)
      const text = formatExpression(expression)
      expect(withoutPlaces(parseExpressionText(text)), text).toEqual(expression)
    }
  })
})

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  const entries = Object.entries(value).filter(([key]) => key !== 'place')
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutPlaces(inner)]))
}

const NAMES = ['a', 'b', 'Order', 'a b', 'date', 'x', '`', 'é', '1a', 'version']
const COMPARISONS: readonly ComparisonOperator[] = ['=', '<>', '<', '<=', '>', '>=', '<=>']
const OPERATORS: readonly ArithmeticOperator[] = ['+', '-', '*', '/', '%']

function randomExpression(rng: Rng, depth: number): Expression {
  const inner = (): Expression => randomExpression(rng, depth - 1)
  const list = (least: number): Expression[] => Array.from({ length: least + rng.nextBelow(3) }, inner)
  const isNegated = rng.nextBelow(2) === 0
  switch (depth <= 0 ? rng.nextBelow(2) : rng.nextBelow(15)) {
    case 0:
      return { kind: 'column', path: Array.from({ length: 1 + rng.nextBelow(3) }, () => pick(rng, NAMES)) }
    case 1:
    case 2:
      return randomLiteral(rng)
    case 3:
      return { kind: 'comparison', operator: pick(rng, COMPARISONS), left: inner(), right: inner() }
    case 4:
      return { kind: pick(rng, ['and', 'or']), operands: list(2) }
    case 5:
      return { kind: 'not', operand: inner() }
    case 6:
      return { kind: 'negate', operand: inner() }
    case 7:
      return { kind: 'is-null', operand: inner(), isNegated }
    case 8:
      return { kind: 'in', operand: inner(), items: list(1), isNegated }
    case 9:
      return { kind: 'between', operand: inner(), low: inner(), high: inner(), isNegated }
    case 10:
      return { kind: 'like', operand: inner(), pattern: inner(), escape: pick(rng, ['\\', '!', "'"]), isNegated }
    case 11:
      return { kind: 'cast', operand: inner(), type: pick(rng, [{ kind: 'integer' }, { kind: 'timestamp_ntz' }]) }
    case 12: {
      const branches = Array.from({ length: 1 + rng.nextBelow(2) }, () => ({ when: inner(), then: inner() }))
      const operand = isNegated ? { operand: inner() } : {}
      return { kind: 'case', ...operand, branches, ...(rng.nextBelow(2) === 0 ? { otherwise: inner() } : {}) }
    }
    case 13:
      return { kind: 'call', name: pick(rng, ['abs', 'coalesce', 'date', 'x']), args: list(0) }
    default:
      return { kind: 'arithmetic', operator: pick(rng, OPERATORS), left: inner(), right: inner() }
  }
}

function randomLiteral(rng: Rng): LiteralExpression {
  const whole = rng.nextBelow(201) - 100
  const literals: readonly (readonly [SimpleType, Value])[] = [
    [{ kind: 'void' }, undefined],
    [{ kind: 'boolean' }, whole > 0],
    [{ kind: 'byte' }, whole],
    [{ kind: 'short' }, whole],
    [{ kind: 'integer' }, whole],
    [{ kind: 'integer' }, -(2 ** 31)],
    [{ kind: 'long' }, -(2n ** 63n)],
    [{ kind: 'float' }, Math.fround(whole / 7)],
    [{ kind: 'double' }, whole / 7],
    [{ kind: 'double' }, pick(rng, [-0, 1e300, 5e-324])],
    [{ kind: 'decimal', precision: 4, scale: 2 }, BigInt(1000 + whole) * (whole > 0 ? 1n : -1n) + 200n],
    [{ kind: 'decimal', precision: 21, scale: 0 }, 10n ** 20n + BigInt(whole)],
    [{ kind: 'string' }, pick(rng, ['', "it's", 'a\\b', '%_\\', '"', '\n\0', '\u{1f600}', '--', '/*'])],
    [{ kind: 'date' }, whole * 1000],
    [{ kind: 'timestamp' }, BigInt(whole) * 1_234_567_890_123n],
    [{ kind: 'timestamp_ntz' }, BigInt(whole)],
    [{ kind: 'binary' }, Uint8Array.of(0, 255, whole & 255)],
  ]
  const [type, value] = pick(rng, literals)
  return { kind: 'literal', type: type.kind === 'decimal' ? digitsOf(type, value as bigint) : type, value }
}

/** The type a literal of this value has: as many digits as are written. */
function digitsOf(type: SimpleType & { readonly kind: 'decimal' }, value: bigint): SimpleType {
  const digits = (value < 0n ? -value : value).toString().length
  return { ...type, precision: Math.max(digits, type.scale) }
}
