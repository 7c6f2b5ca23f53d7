import type { SortHeader, SortState } from '../../engine/sort/state.ts'
import type { Moment } from '../../player/lab.ts'
import { memoryHeld } from './memory-held.ts'
import { heapRecords, pagesOf } from './params.ts'

/** The fan-in asked for, as far as the pages of memory allow; at page detail the engine has seen to that. */
export function effectiveFanIn(state: SortState): number {
  return fanInWith(state.header, state)
}

/** The same with another memory or another fan-in asked for. */
export function fanInWith(header: SortHeader, { memory, fanIn }: Pick<SortState, 'memory' | 'fanIn'>): number {
  if (header.detail === 'page') return fanIn
  const pages = pagesOf({ memory, page: header.page })
  const most = Math.floor(pages / (header.doubleBuffering ? 2 : 1)) - 1
  return Math.max(2, Math.min(fanIn, most))
}

/** True where memory is filled, sorted and spilled, or will be next: not replacement selection. */
export function isFilling({ selection, formation, filled }: SortState): boolean {
  return selection === undefined && (formation === 'fill-sort-spill' || filled > 0)
}

/** True where no run is made: everything fits in memory, or all of it that is wanted. At page detail nobody knows. */
export function isWithoutRuns(moment: Pick<Moment<SortState>, 'state' | 'log' | 'position'>, limit = 0): boolean {
  const { header, runs } = moment.state
  if (header.detail === 'page' || runs.length > 0) return false
  const memory = memoryHeld(moment)
  if (!isFilling(moment.state)) return header.records <= heapRecords({ memory, page: header.page })
  return header.records <= memory || (limit > 0 && 2 * limit <= memory)
}
