import { expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { replayHours, planArchitecture, speedViewHours } from './lambda-kappa.ts'
import type { BatchSchedule, ReplayJob } from './lambda-kappa.ts'

it.each([
  [30, 20, 200, 80],
  [7, 20, 200, 18.67],
  [90, 5, 60, 196.36],
  [30, 20, 1220, 12],
  [90, 5, 100, 113.68],
])('%i days at %i MB/s, replayed at %i MB/s: %f hours', (historyDays, ingest, capacity, hours) => {
  expect(replayHours({ historyDays, ingest, capacity })).toBeCloseTo(hours, 2)
})

it('never catches up with what comes in as fast', () => {
  expect(replayHours({ historyDays: 1, ingest: 20, capacity: 20 })).toBe(Infinity)
})

/** Round by round: while the backlog is processed a smaller one piles up. */
function replaySlowly({ historyDays, ingest, capacity }: ReplayJob): number {
  let hours = 0
  for (let backlog = 24 * historyDays * ingest; backlog > 1e-9;) {
    const round = backlog / capacity
    hours += round
    backlog = round * ingest
  }
  return hours
}

it('is the sum of ever smaller rounds, for 200 random jobs (seed 11)', () => {
  const rng = new Rng(11)
  for (let round = 0; round < 200; round++) {
    const ingest = 1 + rng.nextBelow(50)
    const job = { historyDays: 1 + rng.nextBelow(400), ingest, capacity: ingest + 1 + rng.nextBelow(500) }
    expect(replayHours(job) / replaySlowly(job)).toBeCloseTo(1, 6)
  }
})

it('a daily batch of 4 hours that leaves 2 for late events wants 30 hours', () => {
  expect(speedViewHours({ period: 24, run: 4, lateness: 2 })).toBe(30)
})

/** The oldest event that any of many hours needs, found by looking at each. */
function reachSlowly({ period, run, lateness }: BatchSchedule): number {
  let reach = 0
  for (let now = 10 * (period + run); now < 20 * (period + run); now++) {
    let covered = 0
    for (let start = 0; start + run < now; start += period) covered = start - lateness
    reach = Math.max(reach, now - covered)
  }
  return reach
}

it('is what the worst hour of a long time needs, for 100 random schedules (seed 12)', () => {
  const rng = new Rng(12)
  for (let round = 0; round < 100; round++) {
    const schedule = { period: 1 + rng.nextBelow(48), run: rng.nextBelow(20), lateness: rng.nextBelow(10) }
    expect(speedViewHours(schedule)).toBe(reachSlowly(schedule))
  }
})

const KAPPA = { freshness: 1, truth: 'log', needsBatch: false, logDays: 90, historyDays: 90 } as const

it.each([
  ['kappa', KAPPA],
  ['kappa-bronze', { ...KAPPA, historyDays: 91 }],
  ['lambda', { ...KAPPA, needsBatch: true }],
  ['batch-speed', { ...KAPPA, truth: 'dump' }],
  ['batch-speed', { ...KAPPA, truth: 'dump', needsBatch: true }],
  ['incremental', { ...KAPPA, freshness: 60, historyDays: 700 }],
] as const)('chooses %s', (architecture, asked) => {
  expect(planArchitecture(asked)).toBe(architecture)
})
