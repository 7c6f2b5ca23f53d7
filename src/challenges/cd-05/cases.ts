import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

/** A moment in milliseconds that does not fit into 32 bits. */
const NOON = 1_800_000_000_000

export const examples: readonly CodeCase[] = [
  { name: 'four events', args: [[50, 20, 60, 10]] },
  { name: 'two events in order', args: [[1, 2]] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const random = (length: number, from: number, count: number): number[] =>
    Array.from({ length }, () => from + rng.nextBelow(count))
  const rising = Array.from({ length: 13 }, (_, i) => 5 * i - 20)
  return [
    { name: 'no events', args: [[]] },
    { name: 'one event', args: [[NOON]] },
    { name: 'one time for all', args: [[7, 7, 7, 7, 7, 7]] },
    { name: 'all in order', args: [rising] },
    { name: 'all in reversed order', args: [rising.toReversed()] },
    { name: 'in order in pairs of equal times, reversed', args: [[3, 3, 2, 2, 1, 1]] },
    { name: 'times before 1970', args: [[-5, -50, 3, -50, -7, 0]] },
    { name: 'one event comes last that happened first', args: [[...rising, -1000]] },
    { name: 'one event comes first that happened last', args: [[1000, ...rising]] },
    { name: 'milliseconds of today', args: [random(20, NOON, 4_000_000_000)] },
    {
      name: 'the largest and the smallest times',
      args: [[2 ** 53 - 1, 1 - 2 ** 53, 2 ** 53 - 2, 0, 2 ** 32, 2 ** 31, 1]],
    },
    ...[8, 30, 60].map((length) => ({ name: `${length} events, few different times`, args: [random(length, -2, 6)] })),
    ...[8, 30, 60].map((length) => ({
      name: `${length} events, times of all sizes`,
      args: [random(length, -999, 2_000)],
    })),
  ]
}

/** Holds each event against all that came after it. */
export function expectCounts(args: readonly Value[]): Expected {
  const [times] = args as readonly [readonly number[]]
  return { value: times.map((time, i) => times.filter((other, j) => j > i && other < time).length) }
}

/** One list of whole numbers that doubles hold exactly. */
export function isAllowed(args: readonly Value[]): boolean {
  const [times, ...more] = args
  return more.length === 0 && Array.isArray(times) && times.every((time) => Number.isSafeInteger(time))
}

/** n times at random. */
export function makeLarge(n: number, rng: Rng): readonly Value[] {
  return [Array.from({ length: n }, () => NOON + rng.nextBelow(1_000_000_000))]
}
