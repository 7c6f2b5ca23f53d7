import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import {
  catchUpHours,
  coresFor,
  megabytesPerSecond,
  shortestBatch,
  stateGigabytes,
  terabytesPerDay,
  worstLatency,
} from './design.ts'

it('200,000 events of 1 KB', () => {
  const rate = megabytesPerSecond(200_000, 1000)
  expect([rate, terabytesPerDay(rate), 90 * terabytesPerDay(rate)]).toEqual([200, 17.28, 1555.2])
  expect(coresFor(rate, 5, 2)).toBe(80)
  expect(shortestBatch(4, rate, 80, 5)).toBe(2)
})

it('keys of a day and of an hour', () => {
  expect(stateGigabytes(5000, 86_400, 100)).toBeCloseTo(43.2, 9)
  expect(stateGigabytes(5000, 3600, 100)).toBeCloseTo(1.8, 9)
})

/** Minute by minute: what lands goes to the backlog, the capacity takes from it. */
function catchUpByMinutes(hours: number, rate: number, capacity: number): number {
  let backlog = hours * 60 * rate
  let minutes = 0
  while (backlog > 0) {
    backlog += rate - capacity
    minutes++
  }
  return minutes / 60
}

it.each([
  [6, 200, 400],
  [1, 5, 60],
  [24, 20, 200],
  [3, 100, 130],
])('%i h at %i MB/s are caught up with %i MB/s', (hours, rate, capacity) => {
  expect(Math.abs(catchUpHours(hours, rate, capacity) - catchUpByMinutes(hours, rate, capacity))).toBeLessThan(1 / 60)
})

it('never catches up without capacity to spare', () => {
  expect(catchUpHours(1, 200, 200)).toBe(Infinity)
  expect(catchUpHours(1, 200, 100)).toBe(Infinity)
})

/** When what is there at a time has gone through a hop: it waits for the next batch that begins, and for its end. */
function leaves(at: number, starts: readonly number[], duration: number): number {
  return (starts.find((start) => start >= at) ?? NaN) + duration
}

/** The beginnings of batches, the first at `phase`; a batch that overruns lets the next begin at once. */
function startsOf(phase: number, interval: number, duration: number): number[] {
  const starts = [phase]
  while (starts.length < 400) starts.push((starts.at(-1) as number) + Math.max(interval, duration))
  return starts
}

describe('worst latency, against events that go through batches', () => {
  it.each(Array.from({ length: 40 }, (_, i) => i))('seed %i', (seed) => {
    const rng = new Rng(seed)
    const hops = 1 + rng.nextBelow(3)
    const interval = 10 + rng.nextBelow(50)
    const duration = 1 + rng.nextBelow(80)
    const period = Math.max(interval, duration)
    const worst = worstLatency({ hops, interval, duration })
    let longest = 0
    for (let round = 0; round < 60; round++) {
      const chain = Array.from({ length: hops }, () => startsOf(rng.nextBelow(period), interval, duration))
      for (let landed = 0; landed < 3 * period; landed += 0.5) {
        const seen = chain.reduce((at, starts) => leaves(at, starts, duration), landed)
        longest = Math.max(longest, seen - landed)
      }
    }
    expect(longest).toBeLessThan(worst)
    // Whole phases and half steps come to within a step of it for each hop, where hops are few enough to meet by chance.
    if (hops === 1) expect(longest).toBe(worst - 0.5)
  })

  it('is reached in the limit when every hop just misses its batch', () => {
    const [interval, duration] = [10, 4]
    const second = startsOf(3.9, interval, duration)
    const third = startsOf(7.8, interval, duration)
    const landed = 0.1
    const seen = [startsOf(0, interval, duration), second, third].reduce(
      (at, starts) => leaves(at, starts, duration),
      landed,
    )
    expect(seen - landed).toBeGreaterThan(worstLatency({ hops: 3, interval, duration }) - 0.5)
  })
})
