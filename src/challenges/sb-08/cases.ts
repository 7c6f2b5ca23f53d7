import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Runs = readonly (readonly number[])[]

const FIVE = [
  [1, 6],
  [2, 7],
  [3, 8],
  [4, 9],
  [0, 5],
]

export const examples: readonly CodeCase[] = [
  { name: 'five runs and three buffers', args: [FIVE, 3] },
  { name: 'five runs and six buffers', args: [FIVE, 6] },
  { name: 'two buffers', args: [FIVE, 2] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const random = (count: number, most: number): Runs => Array.from({ length: count }, () => randomRun(most, rng))
  return [
    { name: 'no runs', args: [[], 3] },
    { name: 'one run', args: [[[1, 2, 3]], 3] },
    { name: 'one run and two buffers', args: [[[1, 2, 3]], 2] },
    { name: 'no runs and no buffers', args: [[], 0] },
    { name: 'a number of buffers below 0', args: [FIVE, -1] },
    { name: 'five runs and four buffers, the last group of two', args: [FIVE, 4] },
    { name: 'five runs and five buffers, one run left over', args: [FIVE, 5] },
    { name: 'more buffers than runs', args: [FIVE, 40] },
    { name: 'as many runs as buffers', args: [random(4, 4), 4] },
    { name: 'runs for two full passes', args: [random(9, 4), 4] },
    { name: 'one run more than two passes can take', args: [random(10, 4), 4] },
    { name: 'seventeen runs, one of them left over four times', args: [random(17, 3), 3] },
    { name: 'equal rows in all runs', args: [Array.from({ length: 7 }, () => [5, 5]), 4] },
    { name: 'runs without rows', args: [[[], [3], [], [], [1]], 3] },
    { name: 'negative rows and rows of many digits', args: [[[-10, 9], [-9, 100], [-1, 10], [0]], 3] },
    { name: 'one hundred runs', args: [random(100, 4), 6] },
    ...[1, 2, 3].map((i) => ({ name: `runs at random, ${i}`, args: [random(5 + rng.nextBelow(20), 6), 3 + i] })),
  ]
}

function randomRun(most: number, rng: Rng): readonly number[] {
  const rows = Array.from({ length: 1 + rng.nextBelow(most) }, () => rng.nextBelow(40) - 20)
  return rows.sort((a, b) => a - b)
}

/** Counts without merging: after p passes a run is made of f^p of the first ones. */
export function expectMerged(args: readonly Value[]): Expected {
  const [runs, buffers] = args as readonly [Runs, number]
  if (buffers < 3) return { throws: { typescript: 'RangeError', python: 'ValueError' } }
  let [passes, written, before] = [0, 0, 1]
  while (before < runs.length) {
    const after = before * (buffers - 1)
    runs.forEach((run, i) => {
      const start = i - (i % after)
      if (Math.min(after, runs.length - start) > before) written += run.length
    })
    passes += 1
    before = after
  }
  return { value: { rows: runs.flat().sort((a, b) => a - b), passes, written } }
}

/** Runs of whole numbers in order; any whole number of buffers. */
export function isAllowed(args: readonly Value[]): boolean {
  const [runs, buffers, ...more] = args
  if (more.length > 0 || !Array.isArray(runs) || !Number.isSafeInteger(buffers)) return false
  return (runs as readonly Value[]).every((run) => {
    if (!Array.isArray(run) || !run.every((row) => Number.isSafeInteger(row))) return false
    const rows = run as readonly number[]
    return rows.every((row, i) => i === 0 || (rows[i - 1] ?? row) <= row)
  })
}
