import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Job = readonly [start: number, end: number, size: number]

const LATEST = 1_000_000_000_000
const LARGEST = 1_000_000_000

export const examples: readonly CodeCase[] = [
  { name: 'three jobs that overlap', args: [[job(2, 9, 4), job(4, 7, 6), job(5, 9, 3)]] },
  { name: 'one job', args: [[job(0, 5, 2)]] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const random = (length: number, last: number, longest: number, sizes: number): readonly Job[] =>
    Array.from({ length }, () => {
      const start = rng.nextBelow(last)
      return job(start, start + 1 + rng.nextBelow(longest), 1 + rng.nextBelow(sizes))
    })
  return [
    { name: 'no jobs', args: [[]] },
    { name: 'two jobs of one size that touch', args: [[job(0, 2, 3), job(2, 5, 3)]] },
    { name: 'two jobs of one size that overlap', args: [[job(1, 3, 4), job(2, 6, 4)]] },
    { name: 'a smaller job follows at once', args: [[job(1, 4, 5), job(4, 6, 2)]] },
    { name: 'a larger job follows at once', args: [[job(1, 4, 2), job(4, 6, 5)]] },
    { name: 'a pause between jobs', args: [[job(1, 3, 4), job(7, 9, 4), job(12, 13, 1)]] },
    { name: 'one start, three sizes', args: [[job(1, 2, 1), job(1, 2, 2), job(1, 2, 3)]] },
    { name: 'one start, the smaller the longer', args: [[job(1, 9, 1), job(1, 3, 3), job(1, 6, 2)]] },
    { name: 'one end, different starts', args: [[job(1, 9, 1), job(3, 9, 2), job(6, 9, 3)]] },
    { name: 'three equal jobs', args: [[job(1, 5, 3), job(1, 5, 3), job(1, 5, 3)]] },
    { name: 'a small job ends under a large one', args: [[job(0, 20, 9), job(3, 5, 2), job(6, 8, 4), job(18, 25, 1)]] },
    { name: 'a large job within a small one', args: [[job(0, 20, 2), job(5, 9, 7)]] },
    { name: 'one size ends while another job of it runs on', args: [[job(0, 4, 6), job(2, 9, 6), job(0, 12, 1)]] },
    { name: 'the last job first', args: [[job(30, 40, 1), job(20, 35, 2), job(0, 25, 3)]] },
    {
      name: 'the largest times and sizes',
      args: [[job(0, LATEST, 1), job(LATEST - 2, LATEST - 1, LARGEST), job(5, 6, LARGEST)]],
    },
    ...[6, 12, 25].map((length) => ({ name: `${length} jobs, close together`, args: [random(length, 20, 8, 3)] })),
    ...[6, 12, 25].map((length) => ({ name: `${length} jobs, of all sizes`, args: [random(length, 300, 60, 1_000)] })),
    { name: 'short jobs with pauses', args: [random(12, 90, 5, 4)] },
  ]
}

function job(start: number, end: number, size: number): Job {
  return [start, end, size]
}

/** At each start and end looks at all jobs. */
export function expectPlan(args: readonly Value[]): Expected {
  const [jobs] = args as readonly [readonly Job[]]
  const times = [...new Set(jobs.flatMap(([start, end]) => [start, end]))].toSorted((a, b) => a - b)
  const sizes = times.map((time) => {
    const running = jobs.filter(([start, end]) => start <= time && time < end)
    return Math.max(0, ...running.map(([, , size]) => size))
  })
  return { value: times.flatMap((time, i) => (sizes[i] === (sizes[i - 1] ?? 0) ? [] : [[time, sizes[i]]])) }
}

/** Jobs of whole numbers that last, with a size. */
export function isAllowed(args: readonly Value[]): boolean {
  const [jobs, ...more] = args
  if (more.length > 0 || !Array.isArray(jobs)) return false
  return (jobs as readonly Value[]).every((each) => {
    if (!Array.isArray(each) || each.length !== 3) return false
    const [start, end, size] = each as readonly Value[]
    if (!isWithin(start, 0, LATEST) || !isWithin(end, 0, LATEST) || !isWithin(size, 1, LARGEST)) return false
    return start < end
  })
}

function isWithin(value: Value, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}

/** n jobs at random times, some long and some short. */
export function makeLarge(n: number, rng: Rng): readonly Value[] {
  return [
    Array.from({ length: n }, (_, i) => {
      const start = rng.nextBelow(1_000_000_000)
      return job(start, start + 1 + rng.nextBelow(i % 5 === 0 ? 500_000_000 : 1_000_000), 1 + rng.nextBelow(1_000_000))
    }),
  ]
}
