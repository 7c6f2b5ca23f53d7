import type { Log } from '../../engine/trace/log.ts'
import { positionOfProgress, progressAt } from '../moves.ts'
import type { ProgressMeasure } from '../progress-measure.ts'
import { countIn, type Counted } from './counter-value.ts'

/** How much of something each unit of progress took in one log: bar i is unit `first + i`. */
export interface UnitBars {
  /** 1-based number of the first unit shown. */
  readonly first: number
  readonly counts: readonly number[]
}

/** What is counted, and where. */
interface UnitBarsInput extends Counted {
  readonly log: Log
  /** What the units are. */
  readonly progress: ProgressMeasure
  /** Only events after this position count. */
  readonly from: number
  readonly position: number
  readonly most: number
  /** Number of the last unit that there is room for, when it is another one than the last that is finished. */
  readonly last?: number
}

/**
 * The units finished between `from` and `position`, of the `most` that end with `last`. The first unit of a log that starts at event 0 holds all
 * the preparation before it and is left out: beside it the others would be flat.
 */
export function layoutUnitBars({ log, progress, from, position, most, last, ...counted }: UnitBarsInput): UnitBars {
  const done = progressAt(log, position, progress)
  const earliest = Math.max(progressAt(log, from, progress) + 1, 2)
  const first = Math.max(earliest, (last ?? done) - most + 1)
  const counts: number[] = []
  const placeOf = (unit: number) => (unit === 0 ? 0 : positionOfProgress(log, unit, progress))
  let before = countIn(counted, log, Math.max(from, placeOf(first - 1) ?? 0))
  for (let unit = first; unit <= Math.min(done, last ?? done); unit++) {
    const upTo = countIn(counted, log, placeOf(unit) ?? position)
    counts.push(upTo - before)
    before = upTo
  }
  return { first, counts }
}

/** What all units up to a position took, drawn or not, and the one that is under way there: as much as the counter says. */
export interface UnitSum {
  readonly total: number
  /** Of it up to the first unit that was finished after `from`: with all that had to be prepared for it. */
  readonly first: number
  /** Each of the others, on average; undefined while there is none. */
  readonly each: number | undefined
  /** Of the total, what was taken since the last unit was finished: by one that is under way, or behind all of them. */
  readonly begun: number
}

export function sumUnits({ log, progress, from, position, ...counted }: Omit<UnitBarsInput, 'most' | 'last'>): UnitSum {
  const before = progressAt(log, from, progress)
  const done = progressAt(log, position, progress)
  const base = countIn(counted, log, from)
  const units = done - before
  const placeOf = (unit: number): number => positionOfProgress(log, unit, progress) ?? position
  const total = Math.max(0, countIn(counted, log, position) - base)
  if (units <= 0) return { total, first: 0, each: undefined, begun: total }
  const first = countIn(counted, log, placeOf(before + 1)) - base
  const finished = countIn(counted, log, placeOf(done)) - base
  return { total, first, each: units === 1 ? undefined : (finished - first) / (units - 1), begun: total - finished }
}
