import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Row = readonly [value: number, id: number]

const SMALL = [3, NaN, 0, NaN, -0]
const RUNS = [3, NaN, 1, 2, 0.5, NaN]
const EDGES = [Infinity, NaN, -Infinity, 1e308, NaN, Infinity, -1e308]

export const examples: readonly CodeCase[] = [
  { name: 'NaN and two zeros, ascending', args: [rowsOf(SMALL), false] },
  { name: 'NaN and two zeros, descending', args: [rowsOf(SMALL), true] },
  { name: 'NaN between numbers', args: [rowsOf(RUNS), false] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const pool = [NaN, NaN, -0, 0, 1, -1, 0.5, Infinity, -Infinity, 7]
  const random = (length: number): readonly Row[] =>
    rowsOf(Array.from({ length }, () => pool[rng.nextBelow(pool.length)] ?? 0))
  return [
    { name: 'no rows', args: [[], false] },
    { name: 'one NaN', args: [rowsOf([NaN]), true] },
    { name: 'nothing but NaN', args: [rowsOf([NaN, NaN, NaN, NaN]), false] },
    { name: 'nothing but NaN, descending', args: [rowsOf([NaN, NaN, NaN, NaN]), true] },
    { name: 'numbers alone', args: [rowsOf([5, -2, 10, 9, -11]), false] },
    { name: 'numbers alone, descending, with equal ones', args: [rowsOf([5, 9, 5, 10, 9, 5]), true] },
    { name: 'NaN before falling numbers', args: [rowsOf([NaN, 9, 8, 7, 6]), false] },
    { name: 'NaN behind rising numbers, descending', args: [rowsOf([6, 7, 8, 9, NaN]), true] },
    { name: 'every other value is NaN', args: [rowsOf([4, NaN, 3, NaN, 2, NaN, 1, NaN]), false] },
    { name: 'zeros of both signs', args: [rowsOf([0, -0, 0, -0, -0, 0]), false] },
    { name: 'zeros of both signs, descending', args: [rowsOf([-0, 0, -0, 0, 1, -1]), true] },
    { name: 'infinities and NaN', args: [rowsOf(EDGES), false] },
    { name: 'infinities and NaN, descending', args: [rowsOf(EDGES), true] },
    { name: 'values that differ in a small part', args: [rowsOf([0.3, 0.1, NaN, 0.2, -0.1, 0.25]), false] },
    ...[9, 25, 60].flatMap((length) => [
      { name: `${length} values at random`, args: [random(length), false] },
      { name: `${length} values at random, descending`, args: [random(length), true] },
    ]),
  ]
}

function rowsOf(values: readonly number[]): readonly Row[] {
  return values.map((value, i) => [value, i + 1])
}

/** Puts each row behind the last one that it may not stand before. */
export function expectSorted(args: readonly Value[]): Expected {
  const [rows, descending] = args as readonly [readonly Row[], boolean]
  const sorted: Row[] = []
  for (const row of rows) {
    const after = sorted.findLastIndex((other) => !(descending ? isLess(other, row) : isLess(row, other)))
    sorted.splice(after + 1, 0, row)
  }
  return { value: sorted }
}

function isLess([a]: Row, [b]: Row): boolean {
  return Number.isNaN(b) ? !Number.isNaN(a) : a < b
}

/** Any numbers there are, each with a whole one beside it. */
export function isAllowed(args: readonly Value[]): boolean {
  const [rows, descending, ...more] = args
  if (more.length > 0 || typeof descending !== 'boolean' || !Array.isArray(rows)) return false
  return (rows as readonly Value[]).every((row) => {
    if (!Array.isArray(row) || row.length !== 2) return false
    const [value, id] = row as readonly Value[]
    return typeof value === 'number' && Number.isSafeInteger(id)
  })
}
