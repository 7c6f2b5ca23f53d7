import type { MergeInput, SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { layoutMatchTree } from '../../../viz/tree-layout.ts'
import type { MergeColumns } from './merge-columns.ts'
import { headRecord, isPageDetail, pagesOfInput, recordLabel, runNumbered, type StepView } from './read.ts'
import { createKeyBox, KEYED_HEIGHT } from './key-box.ts'
import { groupRow, layoutRow, type RowPlace, type RowState } from './rows.ts'
import type { BoxState, KeyBox, RowView } from './types.ts'

/** Rows of a merge from top to bottom, and where leaf i of the structure stands. */
export interface RowGrid {
  /** Leaves from top to bottom. */
  readonly order: readonly number[]
  readonly pitch: number
  /** Middle of the first row. */
  readonly top: number
  /** Runs that share a row, where there are more than rows can be told apart. */
  readonly perRow: number
}

const LEAST_PITCH = 2.5

/** Puts `count` rows into [top, bottom); with no room there they lie on one another. A loser tree dictates their order, so that no two of its lines cross. */
export function layoutRowGrid(
  count: number,
  { top, bottom, mostPitch }: { readonly top: number; readonly bottom: number; readonly mostPitch: number },
  isTree: boolean,
): RowGrid {
  const room = Math.max(LEAST_PITCH, bottom - top)
  let perRow = 1
  while (perRow < count && room / Math.ceil(count / perRow) < LEAST_PITCH) perRow *= 2
  const rows = Math.max(1, Math.ceil(count / perRow))
  const exact = Math.min(mostPitch, room / rows)
  const pitch = exact >= 8 ? Math.floor(exact) : exact
  const order = isTree ? layoutMatchTree(count).order : Array.from({ length: count }, (_, leaf) => leaf)
  return { order, pitch, top: top + pitch / 2, perRow }
}

/** Middle of a row, which is counted from 0 and need not be whole. */
export function rowY(grid: RowGrid, row: number): number {
  const y = grid.top + (grid.pitch * row) / grid.perRow
  return grid.pitch >= 8 && Number.isInteger(row) ? Math.round(y) : y
}

export interface MergeRowsContext {
  readonly moment: Moment<SortState>
  readonly step: StepView
  readonly columns: MergeColumns
  readonly grid: RowGrid
  readonly left: number
  readonly capacity: number
  /** Leaf whose path is being played, -1 for none. */
  readonly climbing: number
  /** Leaf whose head the event is about, -1 for none. */
  readonly current: number
}

/** One row a run, in the grid's order. */
export function layoutMergeRows(context: MergeRowsContext): RowView[] {
  const { step, grid, columns, left, capacity } = context
  const shown = grid.order.filter((_, row) => row % grid.perRow === 0)
  return shown.flatMap((leaf, i) => {
    const input = step.inputs[leaf] as MergeInput
    const run = runNumbered(context.moment.state, input.run)
    if (run === undefined) return []
    const place: RowPlace = {
      x: left,
      y: rowY(grid, i * grid.perRow),
      pitch: grid.pitch,
      barsLeft: columns.barsLeft,
      barsRight: columns.barsRight,
      capacity,
    }
    const row = layoutRow(context.moment, run, place, inputState(context.moment.state, input))
    if (grid.perRow > 1) {
      const leaves = grid.order.slice(i * grid.perRow, (i + 1) * grid.perRow)
      const states = leaves.map((one) => inputState(context.moment.state, step.inputs[one] as MergeInput))
      return [groupRow(row, states)]
    }
    // A box that is too low for its key is left out, and the line goes through.
    const isBoxed = leaf === context.current || headHeight(grid) >= KEYED_HEIGHT
    const end = columns.headX - left + (isBoxed ? 0 : columns.headWidth)
    return [{ ...row, wireTo: row.cursor < row.length ? end : undefined, wireNow: leaf === context.climbing }]
  })
}

/** What of a run is consumed and read; page detail counts pages. */
function inputState(state: SortState, input: MergeInput): RowState {
  if (!isPageDetail(state)) return { ...input, expected: input.length }
  const run = runNumbered(state, input.run)
  const length = run?.pages ?? 0
  if (run === undefined) return { cursor: 0, loaded: 0, length, expected: length }
  return { cursor: pagesOfInput(run, input.cursor), loaded: pagesOfInput(run, input.loaded), length, expected: length }
}

/** The key at the front of each run, in a box at the end of its line. */
export function layoutHeads({ moment, step, columns, grid, climbing, current }: MergeRowsContext): KeyBox[] {
  if (columns.headWidth === 0 || grid.perRow > 1) return []
  const height = headHeight(grid)
  return grid.order.flatMap((leaf, row) => {
    const input = step.inputs[leaf] as MergeInput
    const lit = leaf === current
    if (!lit && height < KEYED_HEIGHT) return []
    const state = headState(input, lit, leaf === climbing)
    return createKeyBox({
      id: `head-${input.run}`,
      mark: `run-${input.run}`,
      run: input.run,
      x: columns.headX,
      y: rowY(grid, row),
      width: columns.headWidth,
      height: lit ? Math.max(height, Math.min(14, grid.pitch * 3)) : height,
      key: headKey(moment.state, input),
      state,
      hasGlyph: false,
    })
  })
}

function headHeight(grid: RowGrid): number {
  return Math.min(22, grid.pitch * 0.67)
}

function headState(input: MergeInput, lit: boolean, onPath: boolean): BoxState {
  if (lit) return 'now'
  if (onPath) return 'path'
  return input.cursor >= input.loaded ? 'ghost' : 'idle'
}

/** What stands in a run's head box: its next key, in page detail the number of its page; ∞ when it is exhausted. */
function headKey(state: SortState, input: MergeInput): string {
  if (input.cursor >= input.length) return '∞'
  if (isPageDetail(state)) {
    const { loaded } = inputState(state, input)
    return loaded === 0 ? '' : `p${loaded}`
  }
  const record = headRecord(state, input)
  return record === undefined ? '' : recordLabel(state, record)
}
