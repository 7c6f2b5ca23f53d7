import type { SortState } from '../../engine/sort/state.ts'
import { ceilDivide } from './closed-forms.ts'
import { fanInWith } from './expected.ts'
import { heapRecords } from './params.ts'

/**
 * Fewest pages of memory with which a sort, begun anew, needs one merge pass or none: more memory makes fewer runs and
 * merges more of them at a time, but never more than the fan-in asked for. Runs of a selection are as long as random
 * input makes them.
 */
export function onePassMemory(state: SortState, limit: number): number {
  let pages = state.header.doubleBuffering ? 6 : 3
  while (
    runsWith(state, pages, limit) > fanInWith(state.header, { memory: pages * state.header.page, fanIn: state.fanIn })
  )
    pages++
  return pages
}

function runsWith({ header, formation }: SortState, pages: number, limit: number): number {
  const { records, page } = header
  const memory = pages * page
  if (formation === 'fill-sort-spill') return limit > 0 && 2 * limit <= memory ? 1 : ceilDivide(records, memory)
  const room = heapRecords({ memory, page })
  return records <= room ? 1 : ceilDivide(records, 2 * room)
}
