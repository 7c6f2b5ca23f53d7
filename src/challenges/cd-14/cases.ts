import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

const MOST_CENTS = 1_000_000
const HOURS_OF_LARGE = 20

export const examples: readonly CodeCase[] = [
  { name: 'three of six hours', args: [[3, 9, 2, 4, 9, 1], 3, 5] },
  { name: 'no hours', args: [[4, 2], 0, 3] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const random = (length: number, count: number): readonly number[] =>
    Array.from({ length }, () => rng.nextBelow(count))
  return [
    { name: 'no hours of no hours', args: [[], 0, 7] },
    { name: 'the one hour there is', args: [[6], 1, 4] },
    { name: 'all hours', args: [[5, 1, 8, 2], 4, 3] },
    { name: 'one hour: the cheapest', args: [[5, 1, 8, 2], 1, 3] },
    { name: 'starting costs nothing', args: [[5, 1, 8, 2, 7, 3], 3, 0] },
    { name: 'starting costs more than all hours', args: [[5, 1, 8, 2, 7, 3], 3, 100] },
    { name: 'one price, a start that costs', args: [[4, 4, 4, 4, 4], 3, 2] },
    { name: 'all is free', args: [[0, 0, 0], 2, 0] },
    { name: 'cheap hours with one dear one between', args: [[2, 2, 6, 2, 2], 4, 3] },
    { name: 'the dear one costs as much as a start', args: [[2, 2, 5, 2, 2], 4, 3] },
    { name: 'cheap at both ends', args: [[1, 9, 9, 9, 9, 1], 2, 4] },
    { name: 'two hours side by side cost less than two cheap ones', args: [[1, 9, 3, 3, 9, 1], 2, 5] },
    { name: 'prices that rise', args: [[1, 2, 3, 4, 5, 6, 7, 8], 5, 2] },
    { name: 'prices that fall', args: [[8, 7, 6, 5, 4, 3, 2, 1], 5, 2] },
    { name: 'cheap in every other hour', args: [[1, 5, 1, 5, 1, 5, 1, 5], 4, 3] },
    ...[3, 6, 9].map((hours) => ({ name: `${hours} of 12 hours at random`, args: [random(12, 10), hours, 4] })),
    ...[2, 7, 8].map((hours) => ({ name: `${hours} of 16 hours at random`, args: [random(16, 50), hours, 12] })),
    { name: '10 of 16 hours, large prices', args: [random(16, MOST_CENTS), 10, 90_000 + rng.nextBelow(90_000)] },
  ]
}

/** Tries every time that the cluster may run without a break first, and the best of what is left behind it. */
export function expectLeast(args: readonly Value[]): Expected {
  const [prices, hours, start] = args as readonly [readonly number[], number, number]
  const known = new Map<number, number>()
  const leastFrom = (from: number, left: number): number => {
    if (left === 0) return 0
    const key = from * (prices.length + 1) + left
    const before = known.get(key)
    if (before !== undefined) return before
    let least = Infinity
    for (let begin = from; begin < prices.length; begin++) {
      let cost = start
      for (let end = begin + 1; end <= Math.min(prices.length, begin + left); end++) {
        cost += prices[end - 1] ?? 0
        least = Math.min(least, cost + leastFrom(end + 1, left - (end - begin)))
      }
    }
    known.set(key, least)
    return least
  }
  return { value: leastFrom(0, hours) }
}

/** Prices, no more hours to run than there are prices, and what a start costs: whole numbers from 0 on. */
export function isAllowed(args: readonly Value[]): boolean {
  const [prices, hours, start, ...more] = args
  if (more.length > 0 || !Array.isArray(prices) || !isCount(hours) || !isCount(start)) return false
  return hours <= prices.length && (prices as readonly Value[]).every(isCount)
}

function isCount(value: Value): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_CENTS
}

/**
 * n hours at random prices. What is right grows like n, what looks at two hours at a time like n². As many are needed at
 * every size, and far fewer than there are: where all are, a program that looks ahead has nothing to do.
 */
export function makeLarge(n: number, rng: Rng): readonly Value[] {
  return [Array.from({ length: n }, () => rng.nextBelow(1_000)), Math.min(n, HOURS_OF_LARGE), 300]
}
