/** Arithmetic of capacity and latency. Decimal units: 1 MB is 1,000,000 bytes, 1 TB is 1,000,000 MB. */

const SECONDS_PER_DAY = 86_400

export function megabytesPerSecond(eventsPerSecond: number, eventBytes: number): number {
  return (eventsPerSecond * eventBytes) / 1e6
}

export function terabytesPerDay(mbPerSecond: number): number {
  return (mbPerSecond * SECONDS_PER_DAY) / 1e6
}

/** Cores that take a load, with `headRoom` times the capacity that it needs. */
export function coresFor(mbPerSecond: number, mbPerCore: number, headRoom: number): number {
  return (mbPerSecond / mbPerCore) * headRoom
}

/** Gigabytes of a state that keeps a key for each event of the last seconds. */
export function stateGigabytes(keysPerSecond: number, seconds: number, bytesPerKey: number): number {
  return (keysPerSecond * seconds * bytesPerKey) / 1e9
}

/** Hours until a pipeline that stood still has caught up; what arrives meanwhile must be taken too. Infinite if it never does. */
export function catchUpHours(stoodStillHours: number, rate: number, capacity: number): number {
  return capacity <= rate ? Infinity : (stoodStillHours * rate) / (capacity - rate)
}

/** Micro-batches one after the other: hops between landing and the table that is asked. Times in seconds. */
export interface MicroBatches {
  readonly hops: number
  /** A batch begins every so many seconds, or when the one before has ended if that is later. */
  readonly interval: number
  /** How long a batch takes, its commit with it. */
  readonly duration: number
}

/** Seconds from landing to being seen, for an event that comes just after each batch has begun. */
export function worstLatency({ hops, interval, duration }: MicroBatches): number {
  return hops * (Math.max(interval, duration) + duration)
}

/** Shortest time in which cores can take what lands in an interval. */
export function shortestBatch(interval: number, mbPerSecond: number, cores: number, mbPerCore: number): number {
  return (interval * mbPerSecond) / (cores * mbPerCore)
}
