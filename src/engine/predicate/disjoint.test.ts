import { describe, expect, it } from 'vitest'
import { countUnlessWhole } from '../../../scripts/draw.ts'
import { Rng } from '../../base/rng.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import { formatExpression } from './format-expression.ts'
import { isPartitionOnly, joinConjuncts, splitByPartition, splitConjuncts } from './conjuncts.ts'
import { canBothMatch } from './disjoint.ts'
import { compilePredicate } from './evaluate.ts'
import { resolvePredicate } from './resolve.ts'
import { SqlError } from './sql-error.ts'
import { randomCondition, randomRow, TEST_TABLE } from './test-expressions.ts'
import type { TypedExpression } from './typed-expression.ts'
import type { Row } from './types.ts'

function predicate(text: string): TypedExpression {
  return resolvePredicate(parseExpressionText(text), [TEST_TABLE])
}

describe('two predicates', () => {
  it.each([
    ["day = DATE '2024-01-01'", "day = DATE '2024-01-02'", false],
    ["day = '2024-01-01'", "day IN ('2024-01-02', '2024-01-03')", false],
    ['i IN (1, 3)', 'i IN (2, 4)', false],
    ['i IN (1, 3)', 'i IN (3, 4)', true],
    ['i < 5', 'i >= 5', false],
    ['i <= 5', 'i >= 5', true],
    ['i BETWEEN 1 AND 4', 'i BETWEEN 5 AND 9', false],
    ['i = 1', 'i % 2 = 0', false],
    ["s = 'eu'", "upper(s) = 'US'", false],
    ["s LIKE 'a%'", "s = 'b'", false],
    ["s LIKE 'a%'", "s LIKE 'b%'", true],
    ['i IS NULL', 'i = 1', false],
    ['i <=> NULL', 'i IS NOT NULL', false],
    ['i = 1 OR i = 2', 'i = 3 OR i = 4', false],
    ['i = 1 AND b', 'NOT b', false],
    ['i = 1', 's = 2', true],
    ['i IN (1, 2)', 'i > 2', false],
    ['n IS NULL', 'n IS NOT NULL', false],
    ['TRUE', 'i = 1', true],
    ['FALSE', 'i = 1', false],
    ["i = 1 AND s = 'x'", "i = 1 AND s = 'y'", false],
  ] as const)('%s and %s: %s', (a, b, expected) => {
    expect(canBothMatch(predicate(a), predicate(b))).toBe(expected)
    expect(canBothMatch(predicate(b), predicate(a))).toBe(expected)
  })

  it('gives up, and says yes, where there are too many ways', () => {
    const wide = Array.from({ length: 40 }, (_, n) => `(i = ${n} OR d < ${n})`)
    expect(canBothMatch(predicate(wide.join(' AND ')), predicate('y = 1'))).toBe(true)
    const long = Array.from({ length: 300 }, (_, n) => n).join(', ')
    expect(canBothMatch(predicate(`i IN (${long})`), predicate('i = 400'))).toBe(false)
  })

  it.each([1, 2, 3])('are never called disjoint when a row matches both, seed %i', (seed) => {
    const rng = new Rng(seed, 'disjoint')
    const rows = Array.from({ length: 300 }, () => randomRow(rng))
    let disjoint = 0
    const all = countUnlessWhole(600)
    for (let n = 0; n < all; n++) {
      const texts = [randomCondition(rng, 2), randomCondition(rng, 2)] as const
      const parsed = tryPredicates(texts)
      if (parsed === undefined || canBothMatch(...parsed)) continue
      disjoint++
      const [a, b] = parsed.map(compilePredicate) as [(row: Row) => boolean, (row: Row) => boolean]
      expect(
        rows.filter((row) => holds(a, row) && holds(b, row)),
        texts.join(' ; '),
      ).toEqual([])
    }
    expect(disjoint).toBeGreaterThan(all / 20)
  })
})

function tryPredicates([a, b]: readonly [string, string]): [TypedExpression, TypedExpression] | undefined {
  try {
    const parsed: [TypedExpression, TypedExpression] = [predicate(a), predicate(b)]
    parsed.forEach(compilePredicate)
    return parsed
  } catch (error) {
    if (error instanceof SqlError) return undefined
    throw error
  }
}

function holds(matches: (row: Row) => boolean, row: Row): boolean {
  try {
    return matches(row)
  } catch (error) {
    if (error instanceof SqlError) return false
    throw error
  }
}

describe('conjuncts', () => {
  const partitions = new Set([6, 8])

  it('are split by whether they touch partition columns only', () => {
    const text = "day = DATE '2024-01-01' AND i > 1 AND (s = 'eu' OR s IS NULL) AND (s = 'a' OR i = 1)"
    const { partition, rest } = splitByPartition(parseExpressionText(text), [TEST_TABLE], partitions)
    expect(partition.map(formatExpression)).toEqual(["day = DATE '2024-01-01'", "s = 'eu' OR s IS NULL"])
    expect(rest.map(formatExpression)).toEqual(['i > 1', "s = 'a' OR i = 1"])
  })

  it('of AND inside AND are all of them', () => {
    const conjuncts = splitConjuncts(parseExpressionText('(i = 1 AND y = 2) AND l = 3'))
    expect(conjuncts.map(formatExpression)).toEqual(['i = 1', 'y = 2', 'l = 3'])
    expect(formatExpression(joinConjuncts(conjuncts))).toBe('i = 1 AND y = 2 AND l = 3')
    expect(formatExpression(joinConjuncts([]))).toBe('TRUE')
  })

  it('know a field of a struct from a partition column', () => {
    expect(isPartitionOnly(predicate("s = 'a' AND t.day IS NULL"), partitions)).toBe(true)
    expect(isPartitionOnly(predicate('n.x = 1'), new Set([10]))).toBe(false)
  })
})
