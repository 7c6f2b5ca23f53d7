import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Args = readonly [values: readonly number[], k: number]

export const examples: readonly CodeCase[] = [
  { name: 'five values, windows of three', args: [[4, 2, 1, 3, 0], 3] },
  { name: 'fewer values than the window has', args: [[7, 9], 3] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const random = (length: number, from: number, to: number): number[] =>
    Array.from({ length }, () => from + rng.nextBelow(to - from + 1))
  const rising = Array.from({ length: 9 }, (_, i) => 2 * i - 5)
  return [
    { name: 'no values', args: [[], 1] },
    { name: 'one value, a window of one', args: [[-3], 1] },
    { name: 'a window of one', args: [[3, 1, 2, 2, -1], 1] },
    { name: 'one window with all values', args: [[3, 8, 1, 5], 4] },
    { name: 'a window far longer than the values', args: [[3, 8, 1, 5], 1_000_000_000] },
    { name: 'rising values', args: [rising, 3] },
    { name: 'falling values', args: [rising.toReversed(), 3] },
    { name: 'one value many times', args: [[6, 6, 6, 6, 6, 6], 2] },
    { name: 'two equal peaks, the first leaves before the second', args: [[1, 9, 9, 2, 3, 1], 3] },
    { name: 'equal peaks with lower values between', args: [[9, 1, 9, 0, 2, 1, 3], 3] },
    { name: 'all values below 0', args: [[-4, -2, -7, -7, -3, -9], 2] },
    { name: 'the highest leaves, and the next highest is in the middle', args: [[9, 3, 7, 1, 0, 2], 3] },
    { name: 'numbers that need more than 32 bits', args: [[2 ** 40, -(2 ** 40), 2 ** 33, 2 ** 31, 5], 2] },
    ...[2, 3, 5, 8].map((k) => ({ name: `few different values, windows of ${k}`, args: [random(30, -2, 2), k] })),
    ...[2, 4, 13].map((k) => ({ name: `values of all sizes, windows of ${k}`, args: [random(30, -1000, 1000), k] })),
  ]
}

/** Looks at all of each window. */
export function expectPeaks(args: readonly Value[]): Expected {
  const [values, k] = args as Args
  const windows = Math.max(0, values.length - k + 1)
  return { value: Array.from({ length: windows }, (_, i) => Math.max(...values.slice(i, i + k))) }
}

/** Whole numbers, and a window of at least one. */
export function isAllowed(args: readonly Value[]): boolean {
  const [values, k, ...more] = args
  if (more.length > 0 || !Array.isArray(values) || typeof k !== 'number') return false
  return Number.isSafeInteger(k) && k >= 1 && values.every((value) => Number.isSafeInteger(value))
}

/**
 * n values in windows of a 64th of them. In the first half they fall: the highest leaves with each step, and all of a
 * window may still become the highest. The other half is at random.
 */
export function makeLarge(n: number, rng: Rng): readonly Value[] {
  const falling = Math.ceil(n / 2)
  const values = Array.from({ length: n }, (_, i) =>
    i < falling ? 8 * (n - i) - rng.nextBelow(8) : rng.nextBelow(1_000_000),
  )
  return [values, Math.ceil(n / 64)]
}
