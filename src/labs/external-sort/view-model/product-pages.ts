import { SortEvent } from '../../../engine/sort/events.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { historyOf } from '../history.ts'

type Place = Pick<Moment<SortState>, 'log' | 'position'>

/** The event of a kind that follows; undefined where the log has none. */
function nextOf(kind: number, { log, position }: Place): number | undefined {
  return log.nth(kind, log.count(kind, position) + 1)
}

/** Pages that the output has in the end, as the log tells; undefined where it does not get there, or dies before. */
export function tryOutputPages({ log, position }: Place): number | undefined {
  const { doneAt } = historyOf(log)
  if (doneAt === undefined || nextOf(SortEvent.crash, { log, position }) !== undefined) return undefined
  const died = log.nth(SortEvent.crash, log.count(SortEvent.crash, position)) ?? 0
  return log.count(SortEvent.writePage, doneAt) - log.count(SortEvent.writePage, died)
}

/** Pages that a run which is being made has in the end, as the log tells. */
export function tryRunPages(place: Place, run: number): number | undefined {
  const sealed = nextOf(SortEvent.sealRun, place)
  if (sealed === undefined || sealed > (nextOf(SortEvent.crash, place) ?? Infinity)) return undefined
  const { a, c } = place.log.event(sealed)
  return a === run ? c : undefined
}

/** Pages of all records, if the others are as long as those that have come; undefined while none has. */
export function guessPages(pages: number, records: number, all: number): number | undefined {
  return records === 0 ? undefined : Math.round((pages * all) / records)
}
