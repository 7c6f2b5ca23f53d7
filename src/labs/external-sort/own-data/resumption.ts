import { SortEvent } from '../../../engine/sort/events.ts'
import type { Log } from '../../../engine/trace/log.ts'
import type { SharedResumption } from '../../../player/shared-data.ts'
import { historyOf, keptRuns } from '../history.ts'

/** Finished runs of an earlier sort that a sort of a file goes on with; 0 for one from the beginning. */
export function runsTakenOver(log: Log): number {
  return keptRuns(log).runs
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
  if (merges === 0) return placeAmongRuns(log, position)
  const isLast = historyOf(log).merges[merges - 1]?.target === 0
  const from = log.nth(SortEvent.mergeStep, merges) ?? position
  return { kind: SortEvent.mergeStep, nth: isLast ? 0 : merges, ahead: position - from }
}

/** Kept runs are told of page by page, without an event that seals them. */
function placeAmongRuns(log: Log, position: number): SharedResumption['place'] {
  const kind = SortEvent.sealRun
  const kept = keptRuns(log)
  const made = log.count(kind, position)
  if (made > 0) return { kind, nth: kept.runs + made, ahead: position - (log.nth(kind, made) ?? position) }
  const last = log.nth(SortEvent.keepPage, log.count(SortEvent.keepPage, position))
  if (last === undefined) return undefined
  return { kind, nth: log.event(last).a, ahead: last === kept.end ? position - last : 0 }
}
