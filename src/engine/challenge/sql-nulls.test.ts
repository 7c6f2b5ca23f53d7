import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { keepNotExists, keepNotIn, truthOf } from './sql-nulls.ts'
import type { Cell } from './sql-nulls.ts'

it.each([
  ['100 NOT IN (70, NULL)', 'NULL'],
  ['70 NOT IN (70, NULL)', 'FALSE'],
  ['100 NOT IN (70)', 'TRUE'],
  ['CAST(NULL AS INT) NOT IN (70)', 'NULL'],
  ['CAST(NULL AS INT) = CAST(NULL AS INT)', 'NULL'],
  ['NULL AND FALSE', 'FALSE'],
  ['NULL OR TRUE', 'TRUE'],
])('%s is %s', (text, truth) => {
  expect(truthOf(text)).toBe(truth)
})

const SALARIES = [100, 90, 90, 80, 70, null]

/** What DuckDB 1.5.6 and Spark give for these rows. */
it('a NULL in the list keeps nothing, and NOT EXISTS keeps the NULL of the row', () => {
  expect(keepNotIn(SALARIES, [70, null])).toEqual([])
  expect(keepNotIn(SALARIES, [70])).toEqual([100, 90, 90, 80])
  expect(keepNotExists(SALARIES, [70, null])).toEqual([100, 90, 90, 80, null])
  expect(keepNotIn(SALARIES, [])).toEqual(SALARIES)
})

describe('against the rules written out', () => {
  it.each(Array.from({ length: 60 }, (_, i) => i))('seed %i', (seed) => {
    const rng = new Rng(seed)
    const cells = (): Cell[] =>
      Array.from({ length: rng.nextBelow(6) }, () => (rng.nextBelow(5) === 0 ? null : rng.nextBelow(4)))
    const [values, found] = [cells(), cells()]
    const isNotIn = (value: Cell) =>
      found.length === 0 || (value !== null && !found.includes(null) && !found.includes(value))
    expect(keepNotIn(values, found)).toEqual(values.filter(isNotIn))
    expect(keepNotExists(values, found)).toEqual(values.filter((value) => value === null || !found.includes(value)))
  })
})
