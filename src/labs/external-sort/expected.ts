import type { SortState } from '../../engine/sort/state.ts'
import { ceilDivide } from './closed-forms.ts'
import { heapRecords, pagesOf } from './params.ts'

/** The fan-in asked for, as far as the pages of memory allow; at page detail the engine has seen to that. */
export function effectiveFanIn(state: SortState): number {
  const { header } = state
  if (header.detail === 'page') return state.fanIn
  const pages = pagesOf({ memory: state.memory, page: header.page })
  const most = Math.floor(pages / (header.doubleBuffering ? 2 : 1)) - 1
  return Math.max(2, Math.min(state.fanIn, most))
}

/** Runs that the formation phase is expected to make of random input; exact for fill, sort and spill. */
export function runsExpected(state: SortState, records: number, limit = 0): number {
  if (state.formation === 'fill-sort-spill') {
    const isKept = limit > 0 && 2 * limit <= state.memory
    return records <= state.memory || isKept ? 0 : ceilDivide(records, state.memory)
  }
  const room = heapRecords({ memory: state.memory, page: state.header.page })
  return records <= room ? 0 : Math.max(1, ceilDivide(records, 2 * room))
}
