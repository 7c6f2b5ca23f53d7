import { SortEvent } from '../../../engine/sort/events.ts'
import type { Log } from '../../../engine/trace/log.ts'
import type { SharedResumption } from '../../../player/shared-data.ts'
import { historyOf, takenOver } from '../history.ts'

/** Finished runs of an earlier sort that a sort of a file goes on with; 0 for one from the beginning. */
export function runsTakenOver(log: Log): number {
  return takenOver(log, { detail: 'page' })
}

/** What a link says of a sort that went on with runs: how many, and the place by what both sorts have in common. */
export function resumptionIn(log: Log, position: number): { readonly resumed?: SharedResumption } {
  const runs = runsTakenOver(log)
  if (runs === 0) return {}
  const place = placeIn(log, position)
  return { resumed: place === undefined ? { runs } : { runs, place } }
}

/** The event of a log from the beginning that is nearest to the place; undefined where it has no such place. */
export function tryNearest(log: Log, { place }: SharedResumption): number | undefined {
  if (place === undefined) return undefined
  const { kind, nth, ahead } = place
  if (kind !== SortEvent.sealRun && kind !== SortEvent.mergeStep) return undefined
  const found = nth === 0 ? log.count(kind, log.length) : nth
  const from = log.nth(kind, found)
  return from === undefined ? undefined : Math.min(from + ahead, log.nth(kind, found + 1) ?? log.length)
}

/** Runs are counted while they are made, then merges; the last one makes the output, however many came before it. */
function placeIn(log: Log, position: number): SharedResumption['place'] {
  const merges = log.count(SortEvent.mergeStep, position)
  const kind = merges > 0 ? SortEvent.mergeStep : SortEvent.sealRun
  const nth = merges > 0 ? merges : log.count(SortEvent.sealRun, position)
  const from = nth === 0 ? undefined : log.nth(kind, nth)
  if (from === undefined) return undefined
  const isLast = merges > 0 && historyOf(log).merges[merges - 1]?.target === 0
  return { kind, nth: isLast ? 0 : nth, ahead: position - from }
}
