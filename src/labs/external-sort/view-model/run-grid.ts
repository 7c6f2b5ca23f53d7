import type { Run, SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { runsExpected } from '../expected.ts'
import { readSortParams } from '../params.ts'
import { fitsInMemory } from './file.ts'
import { isPageDetail, runNumbered } from './read.ts'
import { layoutRow, nameSpace, type RowState } from './rows.ts'
import type { Box, RowView } from './types.ts'

const MOST_PITCH = 46
/** Rows lower than this make way for another column. */
const GOOD_PITCH = 30
const COLUMN_WIDTH = 190
const COLUMN_GAP = 32

interface GridRun {
  readonly run: Run
  readonly state: RowState
}

/** Runs on disk, the one being written, and ghosts of those that the rest of the file will give where that is known. */
export function layoutRunGrid(moment: Moment<SortState>, box: Box): RowView[] {
  const runs = runsOnShow(moment)
  if (runs.length === 0) return []
  const most = Math.max(1, Math.floor((box.width + COLUMN_GAP) / (COLUMN_WIDTH + COLUMN_GAP)))
  const columns = columnsFor(runs.length, box.height, most)
  const rows = Math.ceil(runs.length / columns)
  const exact = Math.min(MOST_PITCH, box.height / rows)
  const pitch = exact >= 8 ? Math.floor(exact) : exact
  const width = (box.width - (columns - 1) * COLUMN_GAP) / columns
  const names = nameSpace(Math.max(...runs.map(({ run }) => run.number)), pitch)
  const capacity = Math.max(1, ...runs.map(({ state }) => state.expected))
  return runs.map(({ run, state }, i) => {
    const x = box.x + (i % columns) * (width + COLUMN_GAP)
    const y = box.y + pitch * (Math.floor(i / columns) + 0.5)
    const place = {
      x,
      y: pitch >= 8 ? Math.round(y) : y,
      pitch,
      barsLeft: names,
      barsRight: width,
      capacity: roomFor(moment.state, capacity),
    }
    return layoutRow(moment, run, place, state)
  })
}

function columnsFor(count: number, height: number, most: number): number {
  for (let columns = 1; columns < most; columns++) {
    if (height / Math.ceil(count / columns) >= GOOD_PITCH) return columns
  }
  return most
}

/** Places in a row. Runs of replacement selection grow past memory: their room doubles when they need it. */
function roomFor(state: SortState, longest: number): number {
  if (isPageDetail(state) || state.formation === 'fill-sort-spill') return longest
  let room = state.memory * 2
  while (room < longest) room *= 2
  return Math.min(room, Math.max(longest, state.header.records))
}

function runsOnShow({ state, params }: Moment<SortState>): GridRun[] {
  const numbers = [...state.waiting, ...state.runs.filter((run) => !run.sealed).map((run) => run.number)]
  const known = [...new Set(numbers)].flatMap((number) => runNumbered(state, number) ?? [])
  const shown = known.map((run): GridRun => ({ run, state: rowState(state, run) }))
  // What a limit keeps in memory becomes no run.
  if (runsExpected(state, state.header.records, readSortParams(params).limit) === 0) return shown
  return [...shown, ...ghosts(state, Math.max(0, ...state.runs.map((run) => run.number)), known)]
}

function rowState(state: SortState, run: Run): RowState {
  const length = isPageDetail(state) ? run.pages : run.length
  const isFilling = !run.sealed && state.selection === undefined && !isPageDetail(state)
  return { cursor: 0, loaded: 0, length, expected: isFilling ? Math.max(length, state.filled) : length }
}

/** Runs that are not begun: known only where every memory-full makes one. */
function ghosts(state: SortState, last: number, known: readonly Run[]): GridRun[] {
  if (isPageDetail(state) || state.formation !== 'fill-sort-spill' || state.selection !== undefined) return []
  if (fitsInMemory(state) || state.stage === 'done') return []
  const growing = known.some((run) => !run.sealed)
  let left = state.header.records - state.inputRead + (growing ? 0 : state.filled)
  const list: GridRun[] = []
  for (let number = last + 1; left > 0; number++) {
    const expected = Math.min(left, state.memory)
    left -= expected
    const run: Run = {
      number,
      start: -number,
      length: 0,
      pages: 0,
      sealed: false,
      level: 0,
      mergedInto: undefined,
      heightsStart: -number,
    }
    list.push({ run, state: { cursor: 0, loaded: 0, length: 0, expected } })
  }
  return list
}
