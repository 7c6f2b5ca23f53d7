import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

export const examples: readonly CodeCase[] = [
  { name: 'five days with two equal values', args: [[5, 3, 3, 4, 6]] },
  { name: 'one day', args: [[0]] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const random = (length: number, from: number, to: number): number[] =>
    Array.from({ length }, () => from + rng.nextBelow(to - from + 1))
  const rising = Array.from({ length: 12 }, (_, i) => 3 * i - 10)
  return [
    { name: 'no days', args: [[]] },
    { name: 'one value on all days', args: [[8, 8, 8, 8, 8]] },
    { name: 'rising values', args: [rising] },
    { name: 'falling values', args: [rising.toReversed()] },
    { name: 'rising, then falling', args: [[...rising, ...rising.toReversed()]] },
    { name: 'falling, then rising', args: [[...rising.toReversed(), ...rising]] },
    { name: 'equal values with lower ones between', args: [[4, 1, 4, 2, 4, 3]] },
    { name: 'equal values with a higher one between', args: [[4, 9, 4, 4]] },
    { name: 'the higher value on the last day', args: [[7, 2, 5, 1, 5, 8]] },
    { name: 'stairs', args: [[1, 1, 2, 2, 3, 3, 2, 2, 1, 1]] },
    { name: 'numbers that need more than 32 bits', args: [[2 ** 32, 5, 2 ** 33, -(2 ** 40), 2 ** 33 + 1]] },
    ...[10, 30, 60].map((length) => ({ name: `${length} days, few different values`, args: [random(length, -1, 3)] })),
    ...[10, 30, 60].map((length) => ({
      name: `${length} days, values of all sizes`,
      args: [random(length, -999, 999)],
    })),
  ]
}

/** From each day walks back and ahead. */
export function expectReaches(args: readonly Value[]): Expected {
  const [values] = args as readonly [readonly number[]]
  const value = values.map((own, day) => {
    const before = values.slice(0, day).findLastIndex((other) => other > own)
    const after = values.findIndex((other, i) => i > day && other > own)
    return [day - before, after === -1 ? 0 : after - day]
  })
  return { value }
}

/** One list of whole numbers. */
export function isAllowed(args: readonly Value[]): boolean {
  const [values, ...more] = args
  return more.length === 0 && Array.isArray(values) && values.every((value) => Number.isSafeInteger(value))
}

/** n values: half of them rise, and the others fall from higher up. */
export function makeLarge(n: number, rng: Rng): readonly Value[] {
  const half = Math.floor(n / 2)
  return [Array.from({ length: n }, (_, i) => (i < half ? 10 * i : 100 * n - 10 * i) + rng.nextBelow(5))]
}
