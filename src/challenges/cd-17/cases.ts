import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

const MOST_ROWS = 10_000

export const examples: readonly CodeCase[] = [
  { name: '6 rows in batches of 1, 3 and 4', args: [6, [1, 3, 4]] },
  { name: '7 rows, which 4 and 6 cannot come to', args: [7, [4, 6]] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const random = (length: number, from: number, count: number): readonly number[] =>
    Array.from({ length }, () => from + rng.nextBelow(count))
  return [
    { name: 'no rows', args: [0, [5, 2]] },
    { name: 'no rows and no sizes', args: [0, []] },
    { name: 'rows and no sizes', args: [3, []] },
    { name: 'one batch', args: [9, [9]] },
    { name: 'one size several times', args: [12, [4]] },
    { name: 'one size that does not fit', args: [13, [4]] },
    { name: 'all sizes are too large', args: [3, [4, 5]] },
    { name: 'one row less than the smallest size', args: [1, [2]] },
    { name: 'the largest first leads to a dead end', args: [8, [5, 4]] },
    { name: 'the largest first takes too many', args: [30, [25, 10, 1]] },
    { name: 'a size twice', args: [10, [5, 5, 2]] },
    { name: 'sizes that fall', args: [23, [11, 7, 5, 2]] },
    { name: 'all of one', args: [40, [1]] },
    { name: 'the largest that cannot be reached', args: [23, [5, 7]] },
    { name: 'the one above it can', args: [24, [5, 7]] },
    { name: 'even sizes for an odd number', args: [99, [2, 4, 6, 30]] },
    { name: 'a size that is far too large among the others', args: [17, [5000, 6, 5]] },
    ...[20, 60, 150].map((rows) => ({ name: `${rows} rows, three sizes at random`, args: [rows, random(3, 3, 12)] })),
    ...[90, 250].map((rows) => ({ name: `${rows} rows, five sizes at random`, args: [rows, random(5, 6, 40)] })),
    { name: '300 rows, sizes that do not hold 1', args: [300, [83, 37, 19, 7]] },
  ]
}

/** What one batch comes to, what two do, what three do, until the rows are among it or nothing new comes. */
export function expectFewest(args: readonly Value[]): Expected {
  const [rows, sizes] = args as readonly [number, readonly number[]]
  const seen = new Set([0])
  let last = [0]
  for (let batches = 0; last.length > 0; batches++) {
    if (last.includes(rows)) return { value: batches }
    const next = new Set(last.flatMap((sum) => sizes.map((size) => sum + size)))
    last = [...next].filter((sum) => sum <= rows && !seen.has(sum))
    for (const sum of last) seen.add(sum)
  }
  return { value: -1 }
}

/** A number of rows, and sizes of at least 1. */
export function isAllowed(args: readonly Value[]): boolean {
  const [rows, sizes, ...more] = args
  if (more.length > 0 || !isCount(rows, 0) || !Array.isArray(sizes)) return false
  return (sizes as readonly Value[]).every((size) => isCount(size, 1))
}

function isCount(value: Value, least: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= MOST_ROWS
}
