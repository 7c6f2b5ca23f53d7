import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Args = readonly [changes: readonly number[], low: number, high: number]

const LARGEST = 2_147_483_647

export const examples: readonly CodeCase[] = [
  { name: 'three days, one change negative', args: [[-2, 5, -1], -2, 2] },
  { name: 'one day without a change', args: [[0], 0, 0] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const random = (length: number, from: number, to: number): number[] =>
    Array.from({ length }, () => from + rng.nextBelow(to - from + 1))
  return [
    { name: 'no days', args: [[], -5, 5] },
    { name: 'one day within the bounds', args: [[3], 1, 5] },
    { name: 'one day at the lower bound', args: [[3], 3, 5] },
    { name: 'one day at the upper bound', args: [[3], -5, 3] },
    { name: 'one day beyond the bounds', args: [[6], 1, 5] },
    { name: 'the lower bound above the upper one', args: [[1, 2, 3], 4, 2] },
    { name: 'no changes at all, and many stretches', args: [Array.from({ length: 300 }, () => 0), 0, 0] },
    { name: 'equal bounds', args: [[1, 2, -1, 2, -2, 3, 1], 3, 3] },
    { name: 'all changes negative', args: [[-3, -1, -4, -1, -5, -9], -8, -4] },
    { name: 'up and down by turns', args: [[4, -4, 4, -4, 4, -4, 4], 0, 0] },
    { name: 'too much first, and enough after a negative change', args: [[9, -7, 1, 8, -8], 1, 3] },
    { name: 'the largest changes there may be', args: [[LARGEST, 1, 1, -LARGEST, -2], 2, 2] },
    { name: 'balances beyond 32 bits', args: [[LARGEST, LARGEST, LARGEST, -LARGEST, LARGEST], -5, LARGEST] },
    ...[7, 16, 33].map((length) => ({ name: `${length} days, small changes`, args: [random(length, -2, 2), -1, 1] })),
    ...[7, 16, 33].map((length) => ({
      name: `${length} days, changes of all sizes`,
      args: [random(length, -99, 99), -40, 75],
    })),
    { name: 'changes of 0 and more', args: [random(25, 0, 4), 3, 9] },
    { name: 'large changes at random', args: [random(25, -LARGEST, LARGEST - 1), -LARGEST, LARGEST] },
  ]
}

/** Adds up each stretch. */
export function expectCount(args: readonly Value[]): Expected {
  const [changes, low, high] = args as Args
  let count = 0
  for (let first = 0; first < changes.length; first++) {
    let sum = 0
    for (const change of changes.slice(first)) {
      sum += change
      if (sum >= low && sum <= high) count++
    }
  }
  return { value: count }
}

/** Whole numbers of 32 bits. */
export function isAllowed(args: readonly Value[]): boolean {
  const [changes, low, high, ...more] = args
  if (more.length > 0 || !Array.isArray(changes) || changes.length > 65_535) return false
  return [...(changes as readonly Value[]), low, high].every(
    (value) => typeof value === 'number' && (value | 0) === value,
  )
}

/** n changes at random, so that about half of the stretches count. */
export function makeLarge(n: number, rng: Rng): readonly Value[] {
  return [Array.from({ length: n }, () => rng.nextBelow(2_001) - 1_000), -50_000, 50_000]
}
