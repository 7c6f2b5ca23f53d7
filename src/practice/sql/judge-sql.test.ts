import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cell } from '../../query/cell.ts'
import { hasFinalOrder } from './final-order.ts'
import { compareResults } from './judge-sql.ts'
import type { Answer } from './judge-sql.ts'
import { matchRows } from './match-rows.ts'
import { parseOrderKey, tryOrderFault } from './row-order.ts'

/** A result from "name TYPE" and rows. */
function table(columns: readonly string[], rows: readonly (readonly Cell[])[], isCut = false): Answer {
  return {
    columns: columns.map((text) => {
      const [name = '', type = ''] = text.split(' ')
      return { name, type, isNumeric: /INT|DOUBLE|FLOAT|DECIMAL/.test(type) }
    }),
    rows,
    isCut,
    isOrdered: true,
  }
}

const DEPTS = ['dept VARCHAR', 'sal INTEGER']
const asked = { columns: ['dept', 'sal'], orderBy: [] }

function wordsOf(expected: Answer, got: Answer, orderBy: readonly string[] = []): string {
  const columns = expected.columns.map(({ name }) => name)
  return compareResults(expected, got, { columns, orderBy }).words
}

describe('values', () => {
  const one = (type: string, cell: Cell) => table([`x ${type}`], [[cell]])
  const isSame = (typeA: string, a: Cell, typeB: string, b: Cell) => wordsOf(one(typeA, a), one(typeB, b)) === 'right'

  it.each<[string, Cell, string, Cell]>([
    ['INTEGER', 1, 'BIGINT', 1n],
    ['INTEGER', 1, 'DECIMAL(10,2)', '1.00'],
    ['HUGEINT', 10n ** 30n, 'DECIMAL(38,1)', `1${'0'.repeat(30)}.0`],
    ['DECIMAL(4,2)', '-0.00', 'INTEGER', 0],
    ['DOUBLE', 0.1 + 0.2, 'DECIMAL(2,1)', '0.3'],
    ['DOUBLE', 1e300, 'DOUBLE', 1e300 * (1 + 5e-10)],
    ['DOUBLE', 0.1 + 0.2 - 0.3, 'INTEGER', 0],
    ['DOUBLE', NaN, 'DOUBLE', NaN],
    ['DOUBLE', -0, 'DOUBLE', 0],
    ['DATE', '2024-03-01', 'TIMESTAMP', '2024-03-01 00:00:00'],
    ['VARCHAR', undefined, 'INTEGER', undefined],
    ['INTEGER[]', '[1, NULL]', 'INTEGER[]', '[1, NULL]'],
  ])('%s %s is %s %s', (typeA, a, typeB, b) => {
    expect([isSame(typeA, a, typeB, b), isSame(typeB, b, typeA, a)]).toEqual([true, true])
  })

  it.each<[string, Cell, string, Cell]>([
    ['INTEGER', 1, 'VARCHAR', '1'],
    ['INTEGER', 0, 'INTEGER', undefined],
    ['VARCHAR', 'NULL', 'VARCHAR', undefined],
    ['VARCHAR', '', 'VARCHAR', undefined],
    ['DECIMAL(20,10)', '1.0000000001', 'INTEGER', 1],
    ['BIGINT', 2n ** 60n, 'BIGINT', 2n ** 60n + 1n],
    ['DOUBLE', 1, 'DOUBLE', 1 + 1e-8],
    ['DOUBLE', NaN, 'DOUBLE', 0],
    ['DOUBLE', Infinity, 'DOUBLE', 1e308],
    ['BOOLEAN', true, 'INTEGER', 1],
    ['VARCHAR', 'A', 'VARCHAR', 'a'],
    ['DATE', '2024-03-01', 'TIMESTAMP', '2024-03-01 00:00:01'],
    ['DATE', '2024-03-01', 'VARCHAR', '2024-03-01'],
  ])('%s %s is not %s %s', (typeA, a, typeB, b) => {
    expect([isSame(typeA, a, typeB, b), isSame(typeB, b, typeA, a)]).toEqual([false, false])
  })
})

describe('what is said', () => {
  const right = table(DEPTS, [
    ['X', 90],
    ['Y', undefined],
  ])
  const rows = (...more: Cell[][]) => table(DEPTS, more)

  it.each<[string, Answer, string]>([
    ['another order', rows(['Y', undefined], ['X', 90]), 'right'],
    ['one value', rows(['X', 80], ['Y', undefined]), 'row 1 has 80 for sal, expected: 90'],
    ['a NULL too many', rows(['X', undefined], ['Y', undefined]), 'row 1 has NULL for sal, expected: 90'],
    [
      'a row twice',
      rows(['X', 90], ['X', 90], ['Y', undefined]),
      '1 row too many: X, 90 is there twice, expected once',
    ],
    ['a foreign row', rows(['X', 90], ['Z', 1], ['Y', undefined]), '1 row too many (Z, 1)'],
    ['a missing row', rows(['X', 90]), '1 row missing (Y, NULL)'],
    ['nothing', rows(), 'no rows; expected: 2'],
    ['two wrong rows', rows(['A', 1], ['B', 2]), '2 rows are not as expected: row 1 is A, 1, expected: X, 90'],
    ['one for two', rows(['A', 1]), '2 rows missing (the first: X, 90), 1 too many (A, 1)'],
  ])('%s', (_, got, words) => {
    expect(wordsOf(right, got)).toBe(words)
  })

  it('columns: their number, names and order', () => {
    expect(wordsOf(right, table(['dept VARCHAR'], [['X']]))).toBe('1 column instead of 2: asked for are dept, sal')
    const { rows } = right
    expect(wordsOf(right, table(['DEPT VARCHAR', 'Sal INTEGER'], rows))).toBe('right')
    const renamed = table(['dept VARCHAR', 'x INTEGER'], rows)
    expect(wordsOf(right, renamed)).toBe('column 2 is called x, asked for is sal; the rows are right')
    const turned = table(
      ['sal INTEGER', 'dept VARCHAR'],
      [...rows].map(([dept, sal]) => [sal, dept]),
    )
    const comparison = compareResults(right, turned, asked)
    expect(comparison).toMatchObject({ isRight: false, fault: 'columns', missing: [], extra: [] })
    expect(comparison.words).toBe('the columns stand in another order: asked for are dept, sal; the rows are right')
  })

  it('a difference stands in the columns as the result has them, whatever their order', () => {
    const turned = table(
      ['sal INTEGER', 'dept VARCHAR'],
      [
        [80, 'X'],
        [undefined, 'Y'],
      ],
    )
    const comparison = compareResults(right, turned, asked)
    expect(comparison.first).toEqual({ place: 0, got: [80, 'X'], expected: ['X', 90], columns: [0] })
    expect(comparison.words).toMatch(/another order: .*; row 1 has 80 for sal, expected: 90$/)
  })

  it('a column of another class, and a result without end', () => {
    const text = table(['dept VARCHAR', 'sal VARCHAR'], [['X', '90']])
    expect(wordsOf(right, text)).toBe('sal holds text (VARCHAR), expected: numbers')
    expect(wordsOf(right, table(DEPTS, [...right.rows, ['Z', 1]], true))).toBe('more than 3 rows; expected: 2')
  })

  it('the first difference stands beside the row that is most alike', () => {
    const got = rows(['Q', 1], ['Y', 5])
    expect(compareResults(right, got, asked).first).toEqual({
      place: 0,
      got: ['Q', 1],
      expected: ['X', 90],
      columns: [0, 1],
    })
    const near = rows(['X', 90], ['Y', 5])
    expect(compareResults(right, near, asked).first).toMatchObject({
      place: 1,
      expected: ['Y', undefined],
      columns: [1],
    })
  })
})

describe('order', () => {
  const columns = ['dept VARCHAR', 'sal INTEGER']
  const sorted = [
    [undefined, 3],
    ['A', 9],
    ['A', 9],
    ['A', undefined],
    ['b', 1],
  ]
  const right = table(columns, sorted)
  const orderBy = ['dept', 'sal DESC']
  const take = (...places: number[]) =>
    table(
      columns,
      places.map((place) => sorted[place] as Cell[]),
    )

  it('ties are free, NULL stands as in Spark', () => {
    expect(wordsOf(right, take(0, 2, 1, 3, 4), orderBy)).toBe('right')
    expect(wordsOf(right, take(4, 2, 1, 3, 0))).toBe('right')
  })

  it.each<[number[], string]>([
    [[0, 4, 1, 2, 3], 'dept must ascend'],
    [[1, 2, 3, 4, 0], 'dept must ascend, NULL first'],
    [[0, 3, 1, 2, 4], 'where dept is equal, sal must descend, NULL last'],
  ])('%j', (places, words) => {
    const comparison = compareResults(right, take(...places), { columns: ['dept', 'sal'], orderBy })
    expect(comparison).toMatchObject({ isRight: false, fault: 'order' })
    expect(comparison.words).toBe(`the rows are right, their order is not: ${words}`)
    expect(comparison.first?.got).not.toEqual(comparison.first?.expected)
  })

  it('an order without ORDER BY is one by chance', () => {
    const names = { columns: ['dept', 'sal'], orderBy }
    const chance = compareResults(right, { ...right, isOrdered: false }, names)
    expect(chance).toMatchObject({ isRight: false, fault: 'order' })
    expect(chance.words).toBe('the rows are right and in order, but by chance: the query does not end with an ORDER BY')
    expect(compareResults(right, { ...right, isOrdered: false }, { ...names, orderBy: [] }).isRight).toBe(true)
  })

  it.each([
    ['SELECT a FROM t ORDER BY a', true],
    ['WITH x AS (SELECT 1 ORDER BY 1) SELECT * FROM x order by 1 LIMIT 3', true],
    ['((SELECT a FROM t ORDER BY a))', true],
    ['(SELECT a FROM t) UNION ALL (SELECT b FROM u) ORDER BY 1', true],
    ['SELECT a FROM t', false],
    ['SELECT * FROM (SELECT a FROM t ORDER BY a)', false],
    ['SELECT row_number() OVER (ORDER BY a) FROM t', false],
    ['(SELECT a FROM t) UNION ALL (SELECT b FROM u ORDER BY 1)', false],
    ['(SELECT a FROM t ORDER BY a) LIMIT 3', true],
    ['(SELECT a FROM t ORDER BY a) UNION ALL SELECT b FROM u', false],
    ['WITH x AS (SELECT 1 ORDER BY 1) (SELECT * FROM x ORDER BY a)', true],
    ['WITH x AS (SELECT 1 ORDER BY 1) (SELECT * FROM x)', false],
    ['WITH x(a) AS MATERIALIZED (SELECT 1), y AS (SELECT 2) ((SELECT a FROM x) UNION ALL (TABLE y) ORDER BY a)', true],
    ['WITH x AS (SELECT 1) ((SELECT 1) UNION ALL (SELECT 2 ORDER BY 1))', false],
    ['(WITH x AS (SELECT 1) SELECT * FROM x) ORDER BY 1', true],
    ['SELECT list(a ORDER BY a) FROM t', false],
    ['SELECT \'ORDER BY\', "ORDER" FROM t -- ORDER BY 1', false],
  ])('%s: %s', (sql, expected) => {
    expect(hasFinalOrder(sql)).toBe(expected)
  })

  it('reads what ORDER BY has', () => {
    expect(parseOrderKey('dept')).toEqual({ name: 'dept', isDescending: false, isNullFirst: true })
    expect(parseOrderKey('sal desc')).toEqual({ name: 'sal', isDescending: true, isNullFirst: false })
    expect(parseOrderKey('sal DESC NULLS FIRST')).toEqual({ name: 'sal', isDescending: true, isNullFirst: true })
    expect(() => parseOrderKey('sal + 1')).toThrow('"sal + 1" is no column to order by')
  })

  it('decimals and wide integers by value, text by code points', () => {
    const inOrder = (type: string, ...cells: Cell[]) =>
      tryOrderFault(
        table(
          [`x ${type}`],
          cells.map((cell) => [cell]),
        ),
        [parseOrderKey('x')],
      ) === undefined
    expect(inOrder('DECIMAL(10,2)', '-12.50', '-2.75', '-0.25', '0.00', '9.00', '10.00')).toBe(true)
    expect(inOrder('DECIMAL(10,2)', '10.00', '9.00')).toBe(false)
    expect(inOrder('HUGEINT', -(10n ** 30n), 2n ** 60n, 2n ** 60n + 1n)).toBe(true)
    expect(inOrder('HUGEINT', 2n ** 60n + 1n, 2n ** 60n)).toBe(false)
    expect(inOrder('VARCHAR', '', 'Z', 'Za', 'a', '\uffee', '🦆')).toBe(true)
    expect(inOrder('VARCHAR', '🦆', '\uffee')).toBe(false)
    expect(inOrder('DOUBLE', -Infinity, 1, Infinity, NaN)).toBe(true)
    expect(inOrder('DATE', '2024-02-29', '2024-03-01')).toBe(true)
  })
})

/** Small numbers, so that rows meet; a hair apart, so that being close matters. */
const cells = fc.constantFrom<Cell>(undefined, 0, 1, 2, 1 + 6e-10, 1 + 12e-10, 1 - 6e-10)
const words = fc.constantFrom<Cell>(undefined, 'a', 'b')
const rowsOf = (most: number) => fc.array(fc.tuple(words, cells, cells), { maxLength: most })
const LOOSE = ['w VARCHAR', 'x DOUBLE', 'y DOUBLE']

/** As the rules are written, one after the other. */
function isPlainlySame(a: readonly Cell[], b: readonly Cell[]): boolean {
  return a.every((cell, i) => {
    const other = b[i]
    if (typeof cell !== 'number' || typeof other !== 'number') return cell === other
    return Math.abs(cell - other) <= 1e-9 * Math.max(Math.abs(cell), Math.abs(other))
  })
}

/** The slow twin: every way to pair the rows. */
function mostPairs(expected: readonly (readonly Cell[])[], got: readonly (readonly Cell[])[]): number {
  const [first, ...rest] = expected
  if (first === undefined) return 0
  let most = mostPairs(rest, got)
  got.forEach((row, i) => {
    if (isPlainlySame(first, row)) most = Math.max(most, 1 + mostPairs(rest, got.toSpliced(i, 1)))
  })
  return most
}

describe('against slow twins', () => {
  it('pairs as many rows as can be paired, seed 41', () => {
    fc.assert(
      fc.property(rowsOf(6), rowsOf(6), (expected, got) => {
        const { missing, extra } = matchRows(table(LOOSE, expected), table(LOOSE, got))
        const pairs = mostPairs(expected, got)
        return expected.length - missing.length === pairs && got.length - extra.length === pairs
      }),
      { seed: 41, numRuns: 1500 },
    )
  })

  it('a shuffled result is right, one row less or one changed is not, seed 42', () => {
    const exact = ['w VARCHAR', 'x INTEGER', 'y INTEGER']
    const values = fc.array(fc.tuple(words, fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })), {
      minLength: 1,
    })
    fc.assert(
      fc.property(values, fc.nat(), fc.nat(), (rows, turn, at) => {
        const turned = [...rows.slice(turn % rows.length), ...rows.slice(0, turn % rows.length)].reverse()
        const place = at % rows.length
        const [, x, y] = turned[place] as (typeof rows)[number]
        const names = { columns: ['w', 'x', 'y'], orderBy: [] }
        const judge = (got: readonly (readonly Cell[])[]) =>
          compareResults(table(exact, rows), table(exact, got), names)
        expect(judge(turned).isRight).toBe(true)
        expect(judge(turned.toSpliced(place, 1))).toMatchObject({
          fault: 'rows',
          missing: [expect.any(Number)],
          extra: [],
        })
        expect(judge(turned.toSpliced(place, 1, ['z', x, y]))).toMatchObject({ fault: 'rows', extra: [place] })
        expect(judge([...turned, turned[place] as Cell[]]).words).toMatch(/^1 row too many: .* is there/)
      }),
      { seed: 42, numRuns: 300 },
    )
  })

  it('finds an order fault where two neighbours of a plain sort differ, seed 43', () => {
    const keys = ['w DESC', 'x'].map(parseOrderKey)
    const rank = (cell: Cell, nulls: number) =>
      cell === undefined ? nulls : cell === 'a' ? 1 : cell === 'b' ? 2 : Number(cell)
    const plain = (a: readonly Cell[], b: readonly Cell[]) =>
      rank(b[0], 0) - rank(a[0], 0) || rank(a[1], -1) - rank(b[1], -1)
    const values = fc.array(fc.tuple(words, fc.constantFrom<Cell>(undefined, 0, 1, 2)), { maxLength: 8 })
    fc.assert(
      fc.property(values, (rows) => {
        const isInOrder = rows.every((row, i) => rows.slice(i + 1).every((later) => plain(row, later) <= 0))
        const fault = tryOrderFault(table(['w VARCHAR', 'x INTEGER'], rows), keys)
        expect(fault === undefined).toBe(isInOrder)
        const best = rows.toSorted(plain)
        if (fault !== undefined) {
          expect(plain(rows[fault.firstRight] as Cell[], best[fault.firstWrong] as Cell[])).toBe(0)
          expect(plain(rows[fault.firstWrong] as Cell[], best[fault.firstWrong] as Cell[])).not.toBe(0)
        }
      }),
      { seed: 43, numRuns: 500 },
    )
  })
})
