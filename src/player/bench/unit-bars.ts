import type { Log } from '../../engine/trace/log.ts'

/** How much of something each unit of progress took in one log: bar i is unit `first + i`. */
export interface UnitBars {
  /** 1-based number of the first unit shown. */
  readonly first: number
  readonly counts: readonly number[]
}

interface UnitBarsInput {
  readonly log: Log
  /** Kind whose events are the units. */
  readonly progress: number
  /** Kinds that are counted. */
  readonly kinds: readonly number[]
  /** Only events after this position count. */
  readonly from: number
  readonly position: number
  readonly most: number
}

/**
 * The last `most` units finished between `from` and `position`. The first unit of a log that starts at event 0 holds all
 * the preparation before it and is left out: beside it the others would be flat.
 */
export function layoutUnitBars({ log, progress, kinds, from, position, most }: UnitBarsInput): UnitBars {
  const done = log.count(progress, position)
  const earliest = Math.max(log.count(progress, from) + 1, from === 0 ? 2 : 1)
  const first = Math.max(earliest, done - most + 1)
  const counts: number[] = []
  let before = countAt(log, kinds, Math.max(from, first === 1 ? 0 : (log.nth(progress, first - 1) ?? 0)))
  for (let unit = first; unit <= done; unit++) {
    const upTo = countAt(log, kinds, log.nth(progress, unit) ?? position)
    counts.push(upTo - before)
    before = upTo
  }
  return { first, counts }
}

function countAt(log: Log, kinds: readonly number[], position: number): number {
  return kinds.reduce((sum, kind) => sum + log.count(kind, position), 0)
}
