import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Call = readonly ['set' | 'total', number, number]

const MOST = 1_000_000_000_000

export const examples: readonly CodeCase[] = [
  { name: 'three partitions, one corrected', args: [made([5, 1, 4]), ['total', 0, 2], ['set', 1, 7], ['total', 0, 3]] },
  { name: 'one partition', args: [made([3]), ['total', 0, 1]] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const random = (length: number, most: number): number[] => Array.from({ length }, () => rng.nextBelow(most))
  return [
    { name: 'no partitions', args: [made([]), ['total', 0, 0]] },
    { name: 'one partition, corrected twice', args: [made([9]), ['set', 0, 4], ['set', 0, 6], ['total', 0, 1]] },
    { name: 'an empty range', args: [made([2, 3, 4]), ['total', 1, 1], ['total', 3, 3], ['total', 0, 0]] },
    { name: 'each range of five', args: [made([3, 1, 4, 1, 5]), ...allRanges(5)] },
    { name: 'each range of nine', args: [made(random(9, 50)), ...allRanges(9)] },
    { name: 'corrected to the same count', args: [made([8, 8, 8]), ['set', 1, 8], ['total', 0, 3], ['total', 1, 2]] },
    {
      name: 'corrected to 0 and back',
      args: [made([5, 6]), ['set', 1, 0], ['total', 0, 2], ['set', 1, 6], ['total', 0, 2]],
    },
    { name: 'one partition corrected many times', args: [made([1, 2, 3, 4]), ...correctedOften(2)] },
    {
      name: 'the first and the last partition',
      args: [made([1, 1, 1, 1]), ['set', 0, 10], ['set', 3, 20], ...allRanges(4)],
    },
    {
      name: 'the largest counts there may be',
      args: [made([MOST, MOST, MOST]), ['set', 1, MOST - 1], ...allRanges(3)],
    },
    { name: 'partitions without rows', args: [made([0, 0, 0, 0]), ['total', 0, 4], ['set', 2, 1], ['total', 0, 4]] },
    ...[7, 8, 16, 33].map((length) => ({
      name: `${length} partitions, calls at random`,
      args: [made(random(length, 100)), ...randomCalls(length, 30, rng)],
    })),
  ]
}

function made(counts: readonly number[]): readonly Value[] {
  return ['constructor', counts]
}

function allRanges(length: number): readonly Call[] {
  const ends = Array.from({ length: length + 1 }, (_, i) => i)
  return ends.flatMap((start) => ends.filter((end) => end >= start).map((end): Call => ['total', start, end]))
}

function correctedOften(i: number): readonly Call[] {
  return [5, 9, 0, 7].flatMap((count): readonly Call[] => [
    ['set', i, count],
    ['total', i, i + 1],
    ['total', 0, 4],
  ])
}

function randomCalls(length: number, calls: number, rng: Rng): readonly Call[] {
  return Array.from({ length: calls }, (): Call => {
    if (rng.nextBelow(2) === 0) return ['set', rng.nextBelow(length), rng.nextBelow(100)]
    const start = rng.nextBelow(length + 1)
    return ['total', start, start + rng.nextBelow(length + 1 - start)]
  })
}

/** Keeps a list and adds up. */
export function expectTotals(args: readonly Value[]): Expected {
  const [[, counts], ...calls] = args as readonly [readonly [string, readonly number[]], ...Call[]]
  const own = [...counts]
  const value = calls.map(([method, a, b]) => {
    if (method === 'total') return own.slice(a, b).reduce((sum, count) => sum + count, 0)
    own[a] = b
    return undefined
  })
  return { value }
}

/** Made first and once; partitions that there are, ranges that do not run backwards. */
export function isAllowed(args: readonly Value[]): boolean {
  const [first, ...calls] = args
  if (!Array.isArray(first) || first.length !== 2 || first[0] !== 'constructor') return false
  const counts = (first as readonly Value[])[1]
  if (!Array.isArray(counts) || !(counts as readonly Value[]).every((count) => isWithin(count, MOST))) return false
  return calls.every((call) => {
    if (!Array.isArray(call) || call.length !== 3) return false
    const [method, a, b] = call as readonly Value[]
    if (method === 'set') return isWithin(a, counts.length - 1) && isWithin(b, MOST)
    return method === 'total' && isWithin(a, counts.length) && isWithin(b, counts.length) && a <= b
  })
}

function isWithin(value: Value, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
}

/** n partitions and as many calls, by turns a correction and the total of a long range. */
export function makeLarge(n: number, rng: Rng): readonly Value[] {
  const calls = Array.from({ length: n }, (_, i): Call => {
    if (i % 2 === 0) return ['set', rng.nextBelow(n), rng.nextBelow(1_000)]
    return ['total', rng.nextBelow(Math.ceil(n / 8)), n - rng.nextBelow(Math.ceil(n / 8))]
  })
  return [made(Array.from({ length: n }, () => rng.nextBelow(1_000))), ...calls]
}
