import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { compareRows, sumOver } from './sql-windows.ts'
import type { Row, Window } from './sql-windows.ts'

const SALARIES: readonly Row[] = [
  { emp: 'A', sal: 100 },
  { emp: 'B', sal: 90 },
  { emp: 'C', sal: 90 },
  { emp: 'D', sal: 80 },
]
const BY_SALARY = [{ column: 'sal', isDescending: true }]
const BY_BOTH = [...BY_SALARY, { column: 'emp' }]

/** What DuckDB 1.5.6 and Spark give for these rows. */
describe('salaries with a tie', () => {
  it('RANGE takes the peers of a row along', () => {
    expect(sumOver(SALARIES, 'sal', { orderBy: BY_SALARY, frame: 'RANGE' })).toEqual([100, 280, 280, 360])
  })

  it('ROWS does not, and an order without ties needs no ROWS', () => {
    for (const frame of ['ROWS', 'RANGE'] as const) {
      expect(sumOver(SALARIES, 'sal', { orderBy: BY_BOTH, frame })).toEqual([100, 190, 280, 360])
    }
  })

  it('without an order every row has the total', () => {
    expect(sumOver(SALARIES, 'sal', { orderBy: [], frame: 'RANGE' })).toEqual([360, 360, 360, 360])
  })

  it('ROWS over rows that tie is refused', () => {
    expect(() => sumOver(SALARIES, 'sal', { orderBy: BY_SALARY, frame: 'ROWS' })).toThrow('tie')
  })
})

it('NULL stands first upwards and last downwards, and is not summed', () => {
  const rows: readonly Row[] = [
    { id: 1, v: null },
    { id: 2, v: 5 },
  ]
  expect(sumOver(rows, 'v', { orderBy: [{ column: 'v' }], frame: 'RANGE' })).toEqual([null, 5])
  expect(sumOver(rows, 'v', { orderBy: [{ column: 'v', isDescending: true }], frame: 'RANGE' })).toEqual([5, 5])
})

/** One pass over sorted rows: the sum grows row by row, and with RANGE peers wait for the last of them. */
function sumByScan(rows: readonly Row[], { partitionBy = [], orderBy, frame }: Window): (number | null)[] {
  const results = new Map<Row, number | null>()
  const keyOf = (row: Row) => JSON.stringify(partitionBy.map((column) => row[column]))
  for (const key of new Set(rows.map(keyOf))) {
    const sorted = rows.filter((row) => keyOf(row) === key).sort((a, b) => compareRows(a, b, orderBy))
    let sum: number | null = null
    let waiting: Row[] = []
    sorted.forEach((row, i) => {
      if (row['v'] !== null) sum = (sum ?? 0) + Number(row['v'])
      waiting.push(row)
      const next = sorted[i + 1]
      if (frame === 'RANGE' && next !== undefined && compareRows(row, next, orderBy) === 0) return
      for (const done of waiting) results.set(done, sum)
      waiting = []
    })
  }
  return rows.map((row) => results.get(row) ?? null)
}

describe('against a scan of sorted rows', () => {
  it.each(Array.from({ length: 100 }, (_, i) => i))('seed %i', (seed) => {
    const rng = new Rng(seed)
    const rows = Array.from({ length: rng.nextBelow(12) }, (_, id): Row => {
      const v = rng.nextBelow(6) === 0 ? null : rng.nextBelow(9)
      return { id, part: rng.nextBelow(2), k: rng.nextBelow(5) === 0 ? null : rng.nextBelow(4), v }
    })
    const frame = rng.nextBelow(2) === 0 ? 'RANGE' : 'ROWS'
    const first = { column: 'k', isDescending: rng.nextBelow(2) === 0 }
    const orderBy = frame === 'ROWS' || rng.nextBelow(2) === 0 ? [first, { column: 'id' }] : [first]
    const window: Window = { orderBy, frame, ...(rng.nextBelow(2) === 0 ? { partitionBy: ['part'] } : {}) }
    expect(sumOver(rows, 'v', window)).toEqual(sumByScan(rows, window))
  })
})
