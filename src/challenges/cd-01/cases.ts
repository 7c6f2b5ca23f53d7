import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Call = readonly ['add', number] | readonly ['median']

/** The largest number that the prompt allows, and the negative of it the smallest. */
const LARGEST = 2_147_483_647

export const examples: readonly CodeCase[] = [
  { name: 'three numbers, asked after each', args: asked([5, 15, 1]) },
  { name: 'two numbers with a half between them', args: [['add', 2], ['add', 1], ['median']] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const random = (length: number, from: number, to: number): number[] =>
    Array.from({ length }, () => from + rng.nextBelow(to - from + 1))
  const rising = Array.from({ length: 9 }, (_, i) => 3 * i - 7)
  return [
    { name: 'one number', args: asked([-4]) },
    { name: 'one number many times', args: asked([7, 7, 7, 7, 7]) },
    { name: 'rising numbers', args: asked(rising) },
    { name: 'falling numbers', args: asked(rising.toReversed()) },
    { name: 'negative numbers, a half between them', args: asked([-3, -6, -1, -2]) },
    { name: 'numbers and their negatives', args: asked([9, -9, 4, -4, 1, -1]) },
    { name: 'the largest numbers there may be', args: asked([LARGEST, LARGEST, -LARGEST, LARGEST - 1]) },
    { name: 'two blocks of equal numbers', args: asked([1, 1, 1, 1, 9, 9, 9, 9, 9]) },
    { name: 'asked twice without a number between', args: [...asked([3, 8]), ['median'], ['add', 4], ['median']] },
    { name: 'asked only at the end', args: [...added(random(31, -50, 50)), ['median']] },
    { name: 'few different numbers', args: asked(random(24, 0, 3)) },
    { name: 'numbers of all sizes', args: asked(random(24, -100_000, 100_000)) },
    ...[8, 15, 40].map((length) => ({
      name: `${length} numbers, asked now and then`,
      args: random(length, -30, 30).flatMap((x, i): readonly Call[] =>
        i % 3 === 1 ? [['add', x], ['median']] : [['add', x]],
      ),
    })),
  ]
}

/** Sorts all that came so far, each time anew. */
export function expectMedians(args: readonly Value[]): Expected {
  const numbers: number[] = []
  const value = (args as readonly Call[]).map(([method, x]) => {
    if (method === 'median') return medianOf(numbers)
    numbers.push(x)
    return undefined
  })
  return { value }
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const [below = NaN, above = NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return (below + above) / 2
}

/** Whole numbers of 32 bits, and no question before the first. */
export function isAllowed(args: readonly Value[]): boolean {
  const calls = args as readonly (readonly Value[])[]
  if (calls[0]?.[0] !== 'add') return false
  return calls.every(([method, x, ...more]) => {
    if (more.length > 0) return false
    if (method === 'median') return x === undefined
    return method === 'add' && typeof x === 'number' && Number.isInteger(x) && Math.abs(x) <= LARGEST
  })
}

/** n numbers at random, the median asked after each. */
export function makeLarge(n: number, rng: Rng): readonly Value[] {
  return asked(Array.from({ length: n }, () => rng.nextBelow(1_000_000)))
}

function asked(numbers: readonly number[]): readonly Call[] {
  return numbers.flatMap((x): readonly Call[] => [['add', x], ['median']])
}

function added(numbers: readonly number[]): readonly Call[] {
  return numbers.map((x): Call => ['add', x])
}
