import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Call = readonly [method: 'hit' | 'count', t: number]

const WINDOW_SECONDS = 300

export const examples: readonly CodeCase[] = [
  {
    name: 'four hits that leave one after the other',
    args: [...hits(1, 2, 3, 300), ...counts(300, 301, 302, 303, 600)],
  },
  { name: 'two hits in one second', args: [...hits(5, 5), ...counts(5)] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  return [
    { name: 'no hits', args: counts(0, 300, 1_000) },
    { name: 'one hit in second 0', args: [...hits(0), ...counts(0, 299, 300)] },
    { name: 'one hit, at both ends of the window', args: [...hits(50), ...counts(50, 349, 350, 351)] },
    {
      name: 'forty hits in one second',
      args: [...Array.from({ length: 40 }, () => hits(7)).flat(), ...counts(7, 306, 307)],
    },
    { name: 'many hits in two seconds that leave together', args: [...hits(8, 8, 9, 9, 9), ...counts(9, 308, 309)] },
    { name: 'asked twice in one second', args: [...hits(10, 11), ...counts(310, 310, 311, 311)] },
    {
      name: 'hits after a question in the same second',
      args: [...hits(4), ...counts(4), ...hits(4, 4), ...counts(4, 304)],
    },
    { name: 'the same place of a ring, 300 seconds on', args: [...hits(20, 20, 320), ...counts(320, 619, 620)] },
    { name: 'a leap of days', args: [...hits(100, 150), ...counts(864_000), ...hits(864_001), ...counts(864_001)] },
    { name: 'a leap over many windows, then asked', args: [...hits(1, 2, 901, 902), ...counts(902, 1_200, 1_202)] },
    {
      name: 'asked across a full five minutes',
      args: [...hits(290, 299), ...counts(299), ...hits(301), ...counts(301)],
    },
    {
      name: 'a hit in every other second',
      args: [...hits(...Array.from({ length: 200 }, (_, i) => 2 * i)), ...counts(398)],
    },
    ...[1, 20, 90, 400].map((most) => ({
      name: `hits at random, at most ${most} s apart`,
      args: randomCalls(60, most, rng),
    })),
  ]
}

function hits(...times: readonly number[]): readonly Call[] {
  return times.map((t) => ['hit', t])
}

function counts(...times: readonly number[]): readonly Call[] {
  return times.map((t) => ['count', t])
}

function randomCalls(length: number, most: number, rng: Rng): readonly Call[] {
  let t = 0
  return Array.from({ length }, (): Call => {
    t += rng.nextBelow(most + 1)
    return [rng.nextBelow(3) === 0 ? 'count' : 'hit', t]
  })
}

/** Keeps every hit and looks through all of them for each question. */
export function expectCounts(args: readonly Value[]): Expected {
  const times: number[] = []
  const value = (args as readonly Call[]).map(([method, t]) => {
    if (method === 'count') return times.filter((time) => time > t - WINDOW_SECONDS && time <= t).length
    times.push(t)
    return undefined
  })
  return { value }
}

/** Whole seconds from 0 that never fall. */
export function isAllowed(args: readonly Value[]): boolean {
  let last = 0
  return args.every((call) => {
    if (!Array.isArray(call) || call.length !== 2) return false
    const [method, t] = call as readonly Value[]
    if (method !== 'hit' && method !== 'count') return false
    if (typeof t !== 'number' || !Number.isSafeInteger(t) || t < last) return false
    last = t
    return true
  })
}

/** n hits over sixteen windows, so that a window holds more the more there are, asked after each. */
export function makeLarge(n: number): readonly Value[] {
  return Array.from({ length: n }, (_, i) => Math.floor((4_800 * i) / n)).flatMap((t) => [...hits(t), ...counts(t)])
}
