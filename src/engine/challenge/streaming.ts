import { assert } from '../../base/assert.ts'

const DAY_SECONDS = 86_400

/** Files that a stream writes in a day: one for each write task of each batch. */
export function filesPerDay(triggerSeconds: number, writeTasks: number): number {
  assert(triggerSeconds > 0, 'batches take time')
  return (DAY_SECONDS / triggerSeconds) * writeTasks
}

/** A step of a chain of micro-batches: it looks for data at every trigger and needs so long for a batch. Seconds. */
export interface Hop {
  readonly interval: number
  readonly duration: number
}

export interface Latency {
  readonly worst: number
  readonly average: number
}

/**
 * From the arrival of a record until the chain has put out its result. Arrivals are spread evenly and triggers of
 * different hops are not aligned. A hop whose batches take longer than its interval runs them back to back.
 */
export function chainLatency(hops: readonly Hop[]): Latency {
  let [worst, average] = [0, 0]
  for (const { interval, duration } of hops) {
    const wait = Math.max(interval, duration)
    worst += wait + duration
    average += wait / 2 + duration
  }
  return { worst, average }
}
