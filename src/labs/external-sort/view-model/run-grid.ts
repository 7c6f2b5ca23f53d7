import type { Run, SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { barX } from '../../../viz/bars.ts'
import { isWithoutRuns } from '../expected.ts'
import { memoryHeld } from '../memory-held.ts'
import { readSortParams } from '../params.ts'
import { isPageDetail, runNumbered } from './read.ts'
import { groupRow, layoutRow, MAX_BAR_STEP, NAMED_PITCH, nameSpace, type RowState } from './rows.ts'
import type { Box, RowView } from './types.ts'

const MOST_PITCH = 46
/** Rows lower than this make way for another column. */
const GOOD_PITCH = 30
const LEAST_PITCH = 2.5
const COLUMN_WIDTH = 190
const NARROW_COLUMN_WIDTH = 140
const COLUMN_GAP = 32

interface GridRun {
  readonly run: Run
  readonly state: RowState
}

/**
 * Runs on disk, the one being written, and ghosts of those that the rest of the file will give where that is known and not
 * asked for.
 */
export function layoutRunGrid(moment: Moment<SortState>, box: Box): RowView[] {
  const runs = runsOnShow(moment)
  if (runs.length === 0) return []
  const columns = columnsFor(runs.length, box)
  // More than can be told apart share a row.
  let perRow = 1
  while (box.height / Math.ceil(runs.length / columns / perRow) < LEAST_PITCH && perRow < runs.length) perRow *= 2
  const rows = Math.ceil(runs.length / columns / perRow)
  const exact = Math.min(MOST_PITCH, box.height / rows)
  const pitch = exact >= 8 ? Math.floor(exact) : exact
  const width = (box.width - (columns - 1) * COLUMN_GAP) / columns
  const last = runs.reduce((most, { run }) => Math.max(most, run.number), 0)
  const longest = runs.reduce((most, { state }) => Math.max(most, state.expected), 1)
  const names = nameSpace(last, pitch)
  const capacity = roomFor(moment.state, longest)
  const isSelected = moment.state.formation === 'replacement-selection'
  return Array.from({ length: Math.ceil(runs.length / perRow) }, (_, i) => {
    const { run, state } = runs[i * perRow] as GridRun
    const y = box.y + pitch * (Math.floor(i / columns) + 0.5)
    const place = {
      x: box.x + (i % columns) * (width + COLUMN_GAP),
      y: pitch >= 8 ? Math.round(y) : y,
      pitch,
      barsLeft: names,
      // Bars end at the right: in a wide row that is as far from the name as they reach.
      barsRight: Math.min(width, names + capacity * MAX_BAR_STEP),
      capacity,
    }
    const row = layoutRow(moment, run, place, state)
    if (perRow === 1) return isSelected ? besideBars(row, names) : row
    return groupRow(
      row,
      runs.slice(i * perRow, (i + 1) * perRow).map((one) => one.state),
    )
  })
}

/** Nobody knows how long a run of replacement selection gets: its name stands before what there is of it. */
function besideBars(row: RowView, names: number): RowView {
  const last = Math.max(1, row.length, row.expected) - 1
  return { ...row, nameX: Math.max(0, Math.floor(barX(row.bars, last) - names)) }
}

/** As few columns as give good rows; where none do, narrower ones if the rows then carry their names. */
function columnsFor(count: number, { width, height }: Box): number {
  const most = mostColumns(width, COLUMN_WIDTH)
  const good = tryColumns(count, height, 1, most, GOOD_PITCH) ?? most
  if (height / Math.ceil(count / good) >= NAMED_PITCH) return good
  return tryColumns(count, height, good + 1, mostColumns(width, NARROW_COLUMN_WIDTH), NAMED_PITCH) ?? good
}

function mostColumns(width: number, columnWidth: number): number {
  return Math.max(1, Math.floor((width + COLUMN_GAP) / (columnWidth + COLUMN_GAP)))
}

/** The first number of columns in [least, most] whose rows are that high. */
function tryColumns(count: number, height: number, least: number, most: number, pitch: number): number | undefined {
  for (let columns = least; columns <= most; columns++) if (height / Math.ceil(count / columns) >= pitch) return columns
  return undefined
}

/** Places in a row. Runs of replacement selection grow past memory: their room doubles when they need it. */
function roomFor(state: SortState, longest: number): number {
  if (isPageDetail(state) || state.formation === 'fill-sort-spill') return longest
  let room = state.memory * 2
  while (room < longest) room *= 2
  return Math.min(room, Math.max(longest, state.header.records))
}

function runsOnShow(moment: Moment<SortState>): GridRun[] {
  const { state, params, hidesFuture = false } = moment
  const waiting = state.waiting.slice(0, state.waiting.length)
  const growing = state.runs.filter(({ sealed, number }) => !sealed && !waiting.includes(number))
  const known = [...waiting.flatMap((number) => runNumbered(state, number) ?? []), ...growing]
  const shown = known.map((run): GridRun => ({ run, state: rowState(state, run) }))
  // What a limit keeps in memory becomes no run.
  if (hidesFuture || isPageDetail(state) || isWithoutRuns(moment, readSortParams(params).limit)) return shown
  return [...shown, ...ghosts(moment, state.runs.length, known)]
}

function rowState(state: SortState, run: Run): RowState {
  const length = isPageDetail(state) ? run.pages : run.length
  const isFilling = !run.sealed && state.selection === undefined && !isPageDetail(state)
  return { cursor: 0, loaded: 0, length, expected: isFilling ? Math.max(length, state.filled) : length }
}

/** A run that is not begun is known by its number alone. There may be thousands, in every picture: each is made once. */
const unbegun: Run[] = []

function unbegunRun(number: number): Run {
  return (unbegun[number] ??= {
    number,
    start: -number,
    length: 0,
    pages: 0,
    sealed: false,
    level: 0,
    mergedInto: undefined,
    heightsStart: -number,
  })
}

/** Runs that are not begun: known only where every memory-full makes one. */
function ghosts(moment: Moment<SortState>, last: number, known: readonly Run[]): GridRun[] {
  const { state } = moment
  if (state.formation !== 'fill-sort-spill' || state.selection !== undefined || state.stage === 'done') return []
  const growing = known.some((run) => !run.sealed)
  let left = state.header.records - state.inputRead + (growing ? 0 : state.filled)
  const list: GridRun[] = []
  let unbegunState: RowState = { cursor: 0, loaded: 0, length: 0, expected: 0 }
  for (let number = last + 1; left > 0; number++) {
    // What is in memory is sealed as it was begun.
    const isHeld = list.length === 0 && !growing && state.filled > 0
    const expected = Math.min(left, isHeld ? memoryHeld(moment) : state.memory)
    left -= expected
    if (expected !== unbegunState.expected) unbegunState = { cursor: 0, loaded: 0, length: 0, expected }
    list.push({ run: unbegunRun(number), state: unbegunState })
  }
  return list
}
