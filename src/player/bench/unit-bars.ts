import type { Log } from '../../engine/trace/log.ts'
import type { ProgressMeasure } from '../lab.ts'
import { positionOfProgress, progressAt } from '../moves.ts'

/** How much of something each unit of progress took in one log: bar i is unit `first + i`. */
export interface UnitBars {
  /** 1-based number of the first unit shown. */
  readonly first: number
  readonly counts: readonly number[]
}

interface UnitBarsInput {
  readonly log: Log
  /** What the units are. */
  readonly progress: ProgressMeasure
  /** Kinds that are counted. */
  readonly kinds: readonly number[]
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
export function layoutUnitBars({ log, progress, kinds, from, position, most, last }: UnitBarsInput): UnitBars {
  const done = progressAt(log, position, progress)
  const earliest = Math.max(progressAt(log, from, progress) + 1, 2)
  const first = Math.max(earliest, (last ?? done) - most + 1)
  const counts: number[] = []
  const placeOf = (unit: number) => (unit === 0 ? 0 : positionOfProgress(log, unit, progress))
  let before = countAt(log, kinds, Math.max(from, placeOf(first - 1) ?? 0))
  for (let unit = first; unit <= done; unit++) {
    const upTo = countAt(log, kinds, placeOf(unit) ?? position)
    counts.push(upTo - before)
    before = upTo
  }
  return { first, counts }
}

/** What all units up to a position took, drawn or not. */
export interface UnitSum {
  readonly total: number
  /** Of it up to the first unit that was finished after `from`: with all that had to be prepared for it. */
  readonly first: number
  /** Each of the others, on average; undefined while there is none. */
  readonly each: number | undefined
}

export function sumUnits({
  log,
  progress,
  kinds,
  from,
  position,
}: Pick<UnitBarsInput, 'log' | 'progress' | 'kinds' | 'from' | 'position'>): UnitSum {
  const before = progressAt(log, from, progress)
  const done = progressAt(log, position, progress)
  const base = countAt(log, kinds, from)
  const units = done - before
  // What belongs to a unit that is not finished is not counted.
  const placeOf = (unit: number): number => positionOfProgress(log, unit, progress) ?? position
  if (units <= 0) return { total: 0, first: 0, each: undefined }
  const first = countAt(log, kinds, placeOf(before + 1)) - base
  const total = countAt(log, kinds, placeOf(done)) - base
  return { total, first, each: units === 1 ? undefined : (total - first) / (units - 1) }
}

function countAt(log: Log, kinds: readonly number[], position: number): number {
  return kinds.reduce((sum, kind) => sum + log.count(kind, position), 0)
}
