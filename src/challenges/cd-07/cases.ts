import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type View = readonly [start: number, end: number]
type Args = readonly [views: readonly View[], gap: number]

export const examples: readonly CodeCase[] = [
  {
    name: 'a view inside another, one at the edge of the gap, one beyond it',
    args: [
      [
        [0, 100],
        [20, 40],
        [130, 170],
        [201, 210],
      ],
      30,
    ],
  },
  { name: 'two views, the later one first', args: [[view(60, 70), view(5, 10)], 10] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const random = (length: number, last: number, longest: number): readonly View[] =>
    Array.from({ length }, () => {
      const start = rng.nextBelow(last)
      return [start, start + rng.nextBelow(longest)]
    })
  const even = Array.from({ length: 7 }, (_, i) => view(20 * i, 20 * i + 10))
  return [
    { name: 'no views', args: [[], 30] },
    { name: 'one view', args: [[view(3, 9)], 0] },
    { name: 'one view of no length, three times', args: [[view(4, 4), view(4, 4), view(4, 4)], 0] },
    { name: 'views that touch, a gap of 0', args: [[view(1, 5), view(5, 8), view(9, 12)], 0] },
    { name: 'views one second apart, a gap of 0', args: [[view(1, 4), view(5, 8)], 0] },
    { name: 'pauses as long as the gap', args: [even, 10] },
    { name: 'pauses one second longer than the gap', args: [even, 9] },
    { name: 'the last view first', args: [even.toReversed(), 9] },
    { name: 'one view around all others', args: [[view(30, 35), view(0, 200), view(50, 60), view(190, 195)], 5] },
    {
      name: 'after a short one inside, a view that only the long one reaches',
      args: [[view(0, 90), view(10, 12), view(93, 99)], 5],
    },
    { name: 'one start, different ends', args: [[view(7, 30), view(7, 9), view(7, 12), view(33, 34)], 3] },
    {
      name: 'starts with different numbers of digits',
      args: [[view(1000, 1010), view(20, 25), view(300, 310), view(4, 5)], 50],
    },
    {
      name: 'times of today in seconds',
      args: [[view(1_800_000_000, 1_800_000_060), view(1_800_001_860, 1_800_001_900)], 1800],
    },
    {
      name: 'times in milliseconds',
      args: [[view(1_800_000_000_000, 1_800_000_060_000), view(1_800_000_060_001, 1_800_000_070_000)], 0],
    },
    ...[0, 1, 4].map((gap) => ({ name: `short views at random, a gap of ${gap}`, args: [random(24, 120, 5), gap] })),
    ...[2, 10].map((gap) => ({ name: `long and short views, a gap of ${gap}`, args: [random(14, 1200, 90), gap] })),
    { name: 'long views over many short ones', args: [[...random(12, 1000, 4), ...random(4, 1000, 200)], 3] },
  ]
}

function view(start: number, end: number): View {
  return [start, end]
}

/** Joins any two that are near enough, until no two are. */
export function expectSessions(args: readonly Value[]): Expected {
  const [views, gap] = args as Args
  let sessions: View[] = []
  for (const added of views) {
    let [start, end] = added
    const apart: View[] = []
    for (const session of sessions) {
      if (session[0] > end + gap || start > session[1] + gap) apart.push(session)
      else [start, end] = [Math.min(start, session[0]), Math.max(end, session[1])]
    }
    sessions = [...apart, [start, end]]
  }
  return { value: sessions.toSorted((a, b) => a[0] - b[0]) }
}

/** Pairs of whole seconds from 0 on, none ending before it starts, and a gap of 0 or more. */
export function isAllowed(args: readonly Value[]): boolean {
  const [views, gap, ...more] = args
  if (more.length > 0 || !Array.isArray(views) || !isTime(gap)) return false
  return (views as readonly Value[]).every((each) => {
    if (!Array.isArray(each) || each.length !== 2) return false
    const [start, end] = each as readonly Value[]
    return isTime(start) && isTime(end) && start <= end
  })
}

function isTime(value: Value): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1e15
}

/** n views in any order, nearly all of them sessions of their own. */
export function makeLarge(n: number, rng: Rng): readonly Value[] {
  return [
    Array.from({ length: n }, () => {
      const start = rng.nextBelow(1_000_000_000)
      return [start, start + rng.nextBelow(20)]
    }),
    10,
  ]
}
