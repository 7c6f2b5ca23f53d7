import { describe, expect, it } from 'vitest'
import { countUnlessWhole } from '../../../scripts/draw.ts'
import { Rng } from '../../base/rng.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import { boundsOfConstant, boundsOfStats, UNKNOWN_BOUNDS } from './column-bounds.ts'
import type { ColumnBounds, ColumnStats } from './column-bounds.ts'
import { comparatorOf, compareTexts } from './compare.ts'
import { compileExpression, readFromRow } from './evaluate.ts'
import { resolvePredicate } from './resolve.ts'
import { planSkip } from './skip.ts'
import type { Decision } from './skip.ts'
import { SqlError } from './sql-error.ts'
import { pick, randomCondition, randomRow, TEST_TABLE } from './test-expressions.ts'
import type { TypedColumn } from './typed-expression.ts'
import { isSimple } from './types.ts'
import type { Row, SimpleType, Value } from './types.ts'

function decide(text: string, known: Readonly<Record<string, ColumnStats>>, rowCount?: number): Decision {
  const { columns, decide: decideBounds } = planSkip(resolvePredicate(parseExpressionText(text), [TEST_TABLE]))
  return decideBounds(columns.map(({ name, type }) => boundsOfStats(type, known[name] ?? {}, rowCount)))
}

describe('what bounds decide', () => {
  const i = { i: { min: 3, max: 7, nullCount: 0 } }
  const s = { s: { min: 'abc', max: 'abd', nullCount: 0 } }

  it.each([
    ['i > 7', 'none'],
    ['i >= 7', 'maybe'],
    ['i >= 3', 'all'],
    ['i <> 8', 'all'],
    ['i = 8', 'none'],
    ['i = 8L', 'none'],
    ['i > 7.5', 'none'],
    ['8 < i', 'none'],
    ['i IN (1, 2, 8)', 'none'],
    ['i NOT IN (1, 2, 8)', 'all'],
    ['i BETWEEN 8 AND 9', 'none'],
    ['i BETWEEN 3 AND 7', 'all'],
    ['NOT i BETWEEN 3 AND 7', 'none'],
    ['i IS NULL', 'none'],
    ['i IS NOT NULL', 'all'],
    ['i = NULL', 'none'],
    ['i > 7 OR y = 1', 'maybe'],
    ['i > 7 AND y = 1', 'none'],
    ['i > 7 OR i < 3', 'none'],
    ['NOT (i >= 3)', 'none'],
    ['i + 1 = 100', 'maybe'],
    ['TRUE', 'all'],
    ['1 = 2', 'none'],
    ['1 / 0 = 1', 'error'],
    ['i > 7 AND 1 / 0 = 1', 'none'],
    ['1 / 0 = 1 AND i > 7', 'error'],
    ['i = 8 OR 1 / 0 = 1', 'error'],
    ['i >= 3 OR 1 / y = 1', 'all'],
    ['1 / y = 1 OR i >= 3', 'maybe'],
  ] as const)('%s of values from 3 to 7: %s', (text, decision) => {
    expect(decide(text, i, 10)).toBe(decision)
  })

  it.each([
    ["s LIKE 'b%'", 'none'],
    ["s LIKE 'aa%'", 'none'],
    ["s LIKE 'ab%'", 'all'],
    ["s NOT LIKE 'ab%'", 'none'],
    ["s LIKE 'abc%'", 'maybe'],
    ["s LIKE '%c'", 'maybe'],
    ["s LIKE 'b'", 'none'],
    ["s LIKE 'a_c'", 'maybe'],
    ['s LIKE NULL', 'none'],
    ["s LIKE '%'", 'all'],
    ["s >= 'abd'", 'maybe'],
    ["s > 'abd'", 'none'],
  ] as const)("%s of texts from 'abc' to 'abd': %s", (text, decision) => {
    expect(decide(text, s, 10)).toBe(decision)
  })

  it('knows nothing of a file without statistics, but that NULL never matches', () => {
    expect(decide('i = 3', {})).toBe('maybe')
    expect(decide('i = NULL', {})).toBe('none')
  })

  it('takes a null count for none or all only', () => {
    expect(decide('i IS NULL', { i: { nullCount: 10 } }, 10)).toBe('all')
    expect(decide('i > 3', { i: { nullCount: 10 } }, 10)).toBe('none')
    expect(decide('i IS NULL', { i: { nullCount: 4 } }, 10)).toBe('maybe')
    expect(decide('i IS NULL', { i: { nullCount: 10 } })).toBe('maybe')
  })

  it('does not believe a max of floating numbers unless NaN would be in it', () => {
    const bounds = { min: 1, max: 2, nullCount: 0 }
    expect(decide('d > 5', { d: bounds }, 10)).toBe('maybe')
    expect(decide('d < 0', { d: bounds }, 10)).toBe('none')
    expect(decide('d > 5', { d: { ...bounds, isNanInMax: true } }, 10)).toBe('none')
  })

  it('follows casts that keep the order', () => {
    const ts = { ts: { min: 1_709_164_800_000_000n, max: 1_709_200_000_000_000n, nullCount: 0 } }
    expect(decide("CAST(ts AS DATE) = DATE '2024-02-29'", ts, 10)).toBe('all')
    expect(decide("CAST(ts AS DATE) = DATE '2024-03-01'", ts, 10)).toBe('none')
    expect(decide("CAST(i AS STRING) = '9'", i, 10)).toBe('maybe')
  })

  it('keeps what can only throw: a text that is no number, compared to one', () => {
    const eu = { s: { min: 'EU', max: 'EU', nullCount: 0 } }
    for (const text of ['s = 5', 's > 5', 's IN (5)', 's + 1 > 0', 'NOT s = 5']) {
      expect(decide(text, eu, 10), text).toBe('error')
    }
    expect(decide('s = 5', { s: { min: '5', max: '5', nullCount: 0 } }, 10)).toBe('all')
    expect(decide('s = 5', { s: { min: '6', max: '6', nullCount: 0 } }, 10)).toBe('none')
    expect(decide('s = 5', { s: { min: 'EU', max: 'US', nullCount: 0 } }, 10)).toBe('maybe')
    expect(decide('s = 5', { s: { nullCount: 10 } }, 10)).toBe('none')
  })

  it('computes anything where its columns have one value each', () => {
    const { columns, decide: decideBounds } = planSkip(
      resolvePredicate(parseExpressionText("upper(s) = 'EU' AND i % 2 = 0"), [TEST_TABLE]),
    )
    expect(columns.map(({ name }) => name)).toEqual(['s', 'i'])
    const values = (s: Value, n: Value): ColumnBounds[] => [boundsOfConstant(s), boundsOfConstant(n)]
    expect(decideBounds(values('eu', 4))).toBe('all')
    expect(decideBounds(values('eu', 5))).toBe('none')
    expect(decideBounds(values(undefined, 4))).toBe('none')
    expect(decideBounds([boundsOfConstant('us'), UNKNOWN_BOUNDS])).toBe('none')
  })
})

describe('bounds never lie', () => {
  it.each([1, 2, 3])('no matching row is skipped, no other row is taken for matching, seed %i', (seed) => {
    const rng = new Rng(seed, 'skip')
    const counts = { none: 0, error: 0, maybe: 0, all: 0 }
    const all = countUnlessWhole(1000)
    for (let n = 0; n < all; n++) {
      const text = randomCondition(rng, 1 + rng.nextBelow(3))
      const rows = Array.from({ length: 1 + rng.nextBelow(4) }, () => randomRow(rng))
      const checked = check(rng, text, rows)
      if (checked !== undefined) counts[checked]++
    }
    expect(counts.none).toBeGreaterThan(all / 10)
    expect(counts.error).toBeGreaterThan(0)
    expect(counts.all).toBeGreaterThan(all / 50)
    expect(counts.maybe).toBeGreaterThan(all / 10)
  })

  function check(rng: Rng, text: string, rows: readonly Row[]): Decision | undefined {
    try {
      const predicate = resolvePredicate(parseExpressionText(text), [TEST_TABLE])
      const { columns, decide: decideBounds } = planSkip(predicate)
      const decision = decideBounds(columns.map((column) => lossyBounds(rng, column, rows)))
      const evaluate = compileExpression(predicate, readFromRow)
      const matches = rows.map((row) => isMatch(() => evaluate(row)))
      if (decision === 'none' || decision === 'error') expect(matches, text).not.toContain(true)
      if (decision === 'none')
        expect(
          rows.filter((row) => doesThrow(() => evaluate(row))),
          text,
        ).toEqual([])
      if (decision === 'all') expect(matches, text).not.toContain(false)
      return decision
    } catch (error) {
      if (error instanceof SqlError) return undefined
      throw error
    }
  }
})

function doesThrow(evaluate: () => Value): boolean {
  try {
    evaluate()
    return false
  } catch (error) {
    if (error instanceof SqlError) return true
    throw error
  }
}

function isMatch(evaluate: () => Value): boolean {
  try {
    return evaluate() === true
  } catch (error) {
    if (error instanceof SqlError) return false
    throw error
  }
}

/** True statistics of the rows, some of them lost, texts cut as Delta cuts them. */
function lossyBounds(rng: Rng, column: TypedColumn, rows: readonly Row[]): ColumnBounds {
  const { type } = column
  const read = readFromRow(column)
  const values = rows.map(read)
  const present = values.filter((value) => value !== undefined)
  const isLost = (): boolean => rng.nextBelow(5) === 0
  const nullCount = isLost() ? undefined : values.length - present.length
  const rowCount = isLost() ? undefined : values.length
  if (!isSimple(type)) return boundsOfStats(type, { nullCount }, rowCount)
  const isNanInMax = rng.nextBelow(2) === 0
  const kept = isNanInMax ? present : present.filter((value) => !Number.isNaN(value))
  const sorted = kept.sort(comparatorOf(type))
  const [min, max] = [isLost() ? undefined : sorted[0], isLost() ? undefined : sorted.at(-1)]
  const cut = type.kind === 'string' ? pick(rng, [0, 1, 2, 32]) : 32
  const stats = { min: cutMin(type, min, cut), max: cutMax(type, max, cut), nullCount, isNanInMax }
  return boundsOfStats(type, stats, rowCount)
}

function cutMin(type: SimpleType, min: Value, length: number): Value {
  return type.kind === 'string' && min !== undefined ? [...(min as string)].slice(0, length).join('') : min
}

/** Cut and raised by the greatest character, or not known where that would not raise it. */
function cutMax(type: SimpleType, max: Value, length: number): Value {
  if (type.kind !== 'string' || max === undefined || [...(max as string)].length <= length) return max
  const raised = `${[...(max as string)].slice(0, length).join('')}\u{10ffff}`
  return compareTexts(raised, max as string) > 0 ? raised : undefined
}
