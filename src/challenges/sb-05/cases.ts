import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Row = readonly (number | string)[]
type Args = readonly [rows: readonly Row[], limit: number, column: number]

const FRUIT: readonly Row[] = [
  [2, 'pear'],
  [1, 'plum'],
  [2, 'fig'],
  [1, 'lime'],
]

export const examples: readonly CodeCase[] = [
  { name: 'four rows in two runs, by number', args: [FRUIT, 2, 0] },
  { name: 'the same rows, by name', args: [FRUIT, 3, 1] },
  { name: 'a limit of 0', args: [FRUIT, 0, 0] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const ties = (length: number, keys: number): readonly Row[] =>
    Array.from({ length }, (_, i) => [rng.nextBelow(keys), String.fromCharCode(97 + rng.nextBelow(26)), i])
  return [
    { name: 'no rows', args: [[], 3, 0] },
    { name: 'one row', args: [[[7, 'a']], 1, 0] },
    { name: 'a limit below 0', args: [FRUIT, -1, 0] },
    { name: 'a limit below 0 and no rows', args: [[], -2, 0] },
    { name: 'one key, names that fall, runs of one row', args: [fallingNames(9), 1, 0] },
    { name: 'one key, names that fall, runs of three', args: [fallingNames(9), 3, 0] },
    { name: 'one key, names that fall, a last run that is short', args: [fallingNames(8), 3, 0] },
    { name: 'all rows in one run', args: [ties(10, 3), 10, 0] },
    { name: 'a limit above the number of rows', args: [ties(10, 3), 100, 0] },
    { name: 'rows that fall by the key', args: [Array.from({ length: 12 }, (_, i) => [12 - i, i % 2]), 4, 0] },
    { name: 'negative keys', args: [[[-1], [-10], [2], [-1], [10]], 2, 0] },
    { name: 'by the last column, all different', args: [ties(12, 4).toReversed(), 5, 2] },
    { name: 'by a column of texts, with equal ones', args: [ties(30, 9), 4, 1] },
    ...[1, 2, 3, 5, 8].map((limit) => ({
      name: `equal keys at random, runs of ${limit}`,
      args: [ties(30, 4), limit, 0],
    })),
  ]
}

function fallingNames(length: number): readonly Row[] {
  return Array.from({ length }, (_, i) => [5, String.fromCharCode(97 + length - i)])
}

/** Puts each row behind the last one whose key is not larger: slow, and no heap in it. */
export function expectSorted(args: readonly Value[]): Expected {
  const [rows, limit, column] = args as Args
  if (limit < 1) return { throws: { typescript: 'RangeError', python: 'ValueError' } }
  const sorted: Row[] = []
  for (const row of rows) {
    const after = sorted.findLastIndex((other) => !isLess(row[column], other[column]))
    sorted.splice(after + 1, 0, row)
  }
  return { value: sorted }
}

function isLess(a: number | string = '', b: number | string = ''): boolean {
  return a < b
}

/** Rows of one length; a column holds whole numbers or small letters, not both. */
export function isAllowed(args: readonly Value[]): boolean {
  const [rows, limit, column, ...more] = args
  if (more.length > 0 || !Array.isArray(rows) || !Number.isInteger(limit)) return false
  if (typeof column !== 'number' || !Number.isInteger(column) || column < 0) return false
  const kinds = new Set((rows as readonly Value[]).map(kindOf))
  const [kind = 'n'.repeat(column + 1)] = kinds
  return kinds.size <= 1 && kind !== undefined && column < kind.length
}

/** A letter for each cell: "nt" for a number and a text; undefined for what is no row. */
function kindOf(row: Value): string | undefined {
  if (!Array.isArray(row)) return undefined
  const letters = (row as readonly Value[]).map((cell) => {
    if (typeof cell === 'number') return Number.isSafeInteger(cell) ? 'n' : '-'
    return typeof cell === 'string' && /^[a-z]*$/.test(cell) ? 't' : '-'
  })
  return letters.includes('-') ? undefined : letters.join('')
}

/** n rows with keys at random, in runs of four: n/4 of them to merge. */
export function makeLarge(n: number, rng: Rng): readonly Value[] {
  return [Array.from({ length: n }, (_, i) => [rng.nextBelow(n), i]), 4, 0]
}
