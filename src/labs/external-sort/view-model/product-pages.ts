import { SortEvent } from '../../../engine/sort/events.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { ceilDivide } from '../closed-forms.ts'
import { historyOf, keptRuns, tryFormedRuns } from '../history.ts'

type Place = Pick<Moment<SortState>, 'log' | 'position' | 'hidesFuture'>

/** The event of a kind that follows; undefined where the log has none. */
function nextOf(kind: number, { log, position }: Place): number | undefined {
  return log.nth(kind, log.count(kind, position) + 1)
}

/** Pages that the output has in the end, as the log tells; undefined where it does not get there, or dies before. */
export function tryOutputPages({ log, position, hidesFuture }: Place): number | undefined {
  const { doneAt } = historyOf(log)
  if (doneAt === undefined || hidesFuture === true || nextOf(SortEvent.crash, { log, position }) !== undefined)
    return undefined
  const died = log.nth(SortEvent.crash, log.count(SortEvent.crash, position)) ?? 0
  return log.count(SortEvent.writePage, doneAt) - log.count(SortEvent.writePage, died)
}

/** Pages that a run which is being made has in the end, as the log tells. */
export function tryRunPages(place: Place, run: number): number | undefined {
  const sealed = nextOf(SortEvent.sealRun, place)
  if (sealed === undefined || place.hidesFuture === true || sealed > (nextOf(SortEvent.crash, place) ?? Infinity))
    return undefined
  const { a, c } = place.log.event(sealed)
  return a === run ? c : undefined
}

/** Pages of all records, if the others are as long as those that have come; undefined while none has. */
export function guessPages(pages: number, records: number, all: number): number | undefined {
  return records === 0 ? undefined : Math.round((pages * all) / records)
}

/** Pages that the input is read in, and whether that is known; undefined where nothing tells of them. */
export interface InputPages {
  readonly read: number
  readonly pages: number
  readonly isExact: boolean
}

/** All that the log tells, once its runs are made; before that, by the size of a text file and what is read of it. */
export function tryInputPages({ state, log, params }: Moment<SortState>): InputPages | undefined {
  const read = state.counts.inputPagesRead
  const sizeBytes = Number(params['sizeBytes'] ?? 0)
  const isOfSize = sizeBytes > 0 && params['format'] !== 'parquet'
  const runs = tryFormedRuns(log)
  if (keptRuns(log).runs > 0) {
    // Of what is in kept runs no page is read: how far the file is read is told by its records alone.
    const all = historyOf(log).formed.reduce((sum, { records }) => sum + records, 0)
    if (runs === undefined || !isOfSize || all === 0) return undefined
    const pages = ceilDivide(sizeBytes, state.header.page) + runs - 1
    return { read: Math.round((pages * state.inputRead) / all), pages, isExact: false }
  }
  if (runs !== undefined) return { read, pages: historyOf(log).inputPages, isExact: true }
  if (!isOfSize) return undefined
  // Memory is full in the middle of a page: that page is read on, as another one, when it is empty.
  const whole = read - state.runs.filter(({ level, sealed }) => level === 0 && sealed).length
  const pages = ceilDivide(sizeBytes, state.header.page) * (whole > 0 ? read / whole : 1)
  return { read, pages: Math.max(read, Math.round(pages)), isExact: false }
}
