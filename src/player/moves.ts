import { countWhile } from '../base/search.ts'
import type { Log } from '../engine/trace/log.ts'
import type { ProgressMeasure } from './progress-measure.ts'

/** Places that the step keys go to. All take and return positions (events applied). */

/** One event on, passing over muted kinds; the end of the log when only muted ones are left. */
export function stepOn(log: Log, position: number, muted: ReadonlySet<number>): number {
  let next = position + 1
  while (next <= log.length && muted.has(log.kindOf(next))) next++
  return Math.min(next, log.length)
}

/** One event back, passing over muted kinds: the position before the last event that is not muted. */
export function stepBack(log: Log, position: number, muted: ReadonlySet<number>): number {
  let previous = position - 1
  while (previous > 0 && muted.has(log.kindOf(previous))) previous--
  return Math.max(previous, 0)
}

/** The next (or previous) position whose last event has the same kind as the one at `position`. */
export function sameKind(log: Log, position: number, direction: -1 | 1): number {
  if (position === 0) return direction === 1 ? Math.min(1, log.length) : 0
  const kind = log.kindOf(position)
  return log.nth(kind, log.count(kind, position) + direction) ?? position
}

/** The nearest of `places` beyond `position` in a direction, or undefined. `places` need not be sorted. */
export function nearest(places: readonly number[], position: number, direction: -1 | 1): number | undefined {
  const beyond = places.filter((place) => (direction === 1 ? place > position : place < position))
  if (beyond.length === 0) return undefined
  return direction === 1 ? Math.min(...beyond) : Math.max(...beyond)
}

/** Units of progress among the first `position` events. */
export function progressAt(log: Log, position: number, { kind, start, pages }: ProgressMeasure): number {
  const page = pages?.(log)
  const unit = page ?? kind
  const before = log.count(unit, start?.(log) ?? 0)
  const done = Math.max(0, log.count(unit, position) - before)
  if (page === undefined || done === 0) return done
  return (done - 1) * unitsOf(log, page, before + 1) + unitsOf(log, page, before + done)
}

/** Units that the nth event of a kind of pages brings. */
function unitsOf(log: Log, page: number, n: number): number {
  const seq = log.nth(page, n)
  return seq === undefined ? 0 : log.event(seq).c
}

/** Events among the first `position` that are no acts. */
function workAt(log: Log, position: number, { acts = [] }: ProgressMeasure): number {
  return acts.reduce((work, kind) => work - log.count(kind, position), position)
}

/** The position right after unit number `n` of progress, 1-based, or its page; undefined when the log has fewer. */
export function positionOfProgress(log: Log, n: number, measure: ProgressMeasure): number | undefined {
  const { kind, start, pages } = measure
  const page = pages?.(log)
  const unit = page ?? kind
  const before = log.count(unit, start?.(log) ?? 0)
  if (page === undefined) return log.nth(unit, before + n)
  const place = log.nth(page, before + Math.ceil(n / Math.max(1, unitsOf(log, page, before + 1))))
  return place !== undefined && progressAt(log, place, measure) >= n ? place : undefined
}

/**
 * The position in `to` at which as much work has been done as at `position` in `from`: right after the same number of
 * units; before the first of them, after as many events as far as there are, those that are acts not counted.
 */
export function sameProgress(from: Log, position: number, to: Log, measure: ProgressMeasure): number {
  const done = progressAt(from, position, measure)
  if (done === 0) {
    const last = (positionOfProgress(to, 1, measure) ?? to.length + 1) - 1
    const events = workAt(from, position, measure)
    return Math.min(
      last,
      countWhile(to.length, (i) => workAt(to, i + 1, measure) <= events),
    )
  }
  return positionOfProgress(to, done, measure) ?? to.length
}
