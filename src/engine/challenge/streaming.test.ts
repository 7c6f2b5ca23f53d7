import { expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { chainLatency, filesPerDay } from './streaming.ts'
import type { Hop } from './streaming.ts'

it.each([
  [10, 200, 1_728_000],
  [60, 16, 23_040],
  [2, 200, 8_640_000],
])('every %i s with %i tasks: %i files a day', (trigger, tasks, files) => {
  expect(filesPerDay(trigger, tasks)).toBe(files)
  let counted = 0
  for (let second = 0; second < 86_400; second += trigger) counted += tasks
  expect(counted).toBe(files)
})

it.each([
  [3, 10, 4, 42, 27],
  [2, 2, 1.5, 7, 5],
  [3, 3, 1, 12, 7.5],
  [1, 10, 4, 14, 9],
  [1, 1, 3, 6, 4.5],
])('%i hops every %f s that take %f s: %f s at worst, %f s on average', (count, interval, duration, worst, average) => {
  const hops = Array.from({ length: count }, () => ({ interval, duration }))
  expect(chainLatency(hops)).toEqual({ worst, average })
})

/** When the result of a record that arrives at `at` is there, by walking from batch to batch of a hop that began at `phase`. */
function resultAt({ interval, duration }: Hop, phase: number, at: number): number {
  let start = phase
  while (start < at) start += Math.max(interval, duration)
  return start + duration
}

it('is what records see that arrive all through a long time, for 60 random hops (seed 21)', () => {
  const rng = new Rng(21)
  for (let round = 0; round < 60; round++) {
    const hop = { interval: 1 + rng.nextBelow(12), duration: 1 + rng.nextBelow(12) }
    const period = Math.max(hop.interval, hop.duration)
    const latencies = Array.from({ length: 100 * period }, (_, i) => {
      const at = (i + 0.5) / 100
      return resultAt(hop, 0, at) - at
    })
    const { worst, average } = chainLatency([hop])
    expect(Math.max(...latencies)).toBeCloseTo(worst, 1)
    expect(latencies.reduce((sum, each) => sum + each, 0) / latencies.length).toBeCloseTo(average, 6)
  }
})

/** Worst and mean of a chain of three hops with T = 10 and P = 4 over a long time. */
function simulateChain(phases: () => readonly number[], records: number): { worst: number; average: number } {
  let [worst, sum] = [0, 0]
  for (let i = 0; i < records; i++) {
    const arrival = (10 * (i + 0.5)) / records
    let at = arrival
    for (const phase of phases()) at = resultAt({ interval: 10, duration: 4 }, phase, at)
    worst = Math.max(worst, at - arrival)
    sum += at - arrival
  }
  return { worst, average: sum / records }
}

it('three hops that are not aligned come near 42 s and take 27 s on average (seed 22)', () => {
  const rng = new Rng(22)
  const { worst, average } = simulateChain(() => [10, 10, 10].map((length) => -length * rng.nextFloat()), 40_000)
  expect(worst).toBeGreaterThan(40)
  expect(worst).toBeLessThanOrEqual(42)
  expect(average).toBeCloseTo(27, 0)
})

it('three hops with triggers at the same moments take 34 s at worst and 29 s on average', () => {
  const { worst, average } = simulateChain(() => [0, 0, 0], 10_000)
  expect(worst).toBeCloseTo(34, 1)
  expect(average).toBeCloseTo(29, 6)
})
