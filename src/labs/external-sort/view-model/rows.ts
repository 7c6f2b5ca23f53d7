import { SortEvent } from '../../../engine/sort/events.ts'
import type { Run, SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import type { Bars } from '../../../viz/bars.ts'
import { runHeights } from './read.ts'
import { TEXT_SIZE, widthOf } from './text.ts'
import type { RowView } from './types.ts'

/** Where a row stands and how large it is. */
export interface RowPlace {
  readonly x: number
  /** Middle. */
  readonly y: number
  /** From one row to the next. */
  readonly pitch: number
  /** Right end of the bars, relative to x. */
  readonly barsRight: number
  readonly barsLeft: number
  /** Places for records that fit between the two. */
  readonly capacity: number
}

/** What of a run is consumed and read; in page detail in pages. */
export interface RowState {
  readonly cursor: number
  readonly loaded: number
  readonly length: number
  readonly expected: number
}

/** Pixels from one bar to the next at most. */
export const MAX_BAR_STEP = 12
const LOW_BAR = 2
/** Rows at least this high carry their names. */
export const NAMED_PITCH = 12

/** Space before the bars: shape and name. */
export function nameSpace(runs: number, pitch: number): number {
  if (pitch < NAMED_PITCH) return 14
  return Math.ceil(17 + Math.max(19, widthOf(`R${runs}`, 'mono')) + 6)
}

/** From one bar to the next; never more than 12 px, whole halves of a pixel where there is room. */
export function barStep(px: number, capacity: number): number {
  const step = Math.min(MAX_BAR_STEP, px / Math.max(1, capacity))
  return step > 2 ? Math.floor(step * 10) / 10 : step
}

/** A run as a row: the record that comes first stands at the right. */
export function layoutRow(
  moment: Moment<SortState>,
  run: Run,
  place: RowPlace,
  { cursor, loaded, length, expected }: RowState,
): RowView {
  const { pitch } = place
  const step = barStep(place.barsRight - place.barsLeft, place.capacity)
  const high = Math.min(52, pitch * 0.71)
  const bars: Bars = {
    origin: place.barsRight - step,
    step: -step,
    width: step >= 2 ? step * 0.8 : step,
    base: Math.round(pitch * 0.316),
    low: Math.min(LOW_BAR, high / 4),
    high,
  }
  return {
    run: run.number,
    x: place.x,
    y: place.y,
    glyphR: Math.max(1.6, Math.min(4.6, pitch * 0.32)),
    nameX: 0,
    label: pitch < NAMED_PITCH ? '' : `R${run.number}`,
    labelSize: pitch < NAMED_PITCH + TEXT_SIZE.mono / 2 ? 'tick' : 'mono',
    bars,
    heights: runHeights(moment.state, run),
    cursor,
    loaded,
    length,
    expected,
    wireTo: undefined,
    wireNow: false,
    height: pitch,
    ...touchOf(moment, run),
  }
}

/** A row that stands for several runs: the height of place i is the share of them that still has a record there. */
export function groupRow(row: RowView, states: readonly RowState[]): RowView {
  const length = states.reduce((most, state) => Math.max(most, state.length), 0)
  const cursor = states.reduce((least, state) => Math.min(least, state.cursor), length)
  const expected = states.reduce((most, state) => Math.max(most, state.expected), length)
  const heights = sharesOf(states, length)
  return { ...row, run: 0, label: '', heights, cursor, loaded: cursor, length, expected, touch: 'none' }
}

/** Shares by their values: most groups look alike, and what has the same heights need not be drawn again. */
const knownShares = new Map<string, Float32Array>()
const MOST_SHARES = 512

function sharesOf(states: readonly RowState[], length: number): Float32Array {
  const [first] = states
  // Runs that are alike need no counting: of thousands most are, full or not begun.
  if (first !== undefined && states.every((state) => state.cursor === first.cursor && state.length === first.length)) {
    return keptShares(`${first.cursor} to ${length}`, () => new Float32Array(length).fill(1, first.cursor))
  }
  // How many more runs hold a record at a place than at the one before it.
  const changes = new Int32Array(length + 1)
  for (const state of states) {
    if (state.cursor >= state.length) continue
    changes[state.cursor] = (changes[state.cursor] as number) + 1
    changes[state.length] = (changes[state.length] as number) - 1
  }
  return keptShares(`${states.length}: ${changes.join()}`, () => {
    let holding = 0
    return Float32Array.from({ length }, (_, place) => (holding += changes[place] as number) / states.length)
  })
}

function keptShares(key: string, make: () => Float32Array): Float32Array {
  const known = knownShares.get(key)
  if (known !== undefined) return known
  if (knownShares.size >= MOST_SHARES) knownShares.clear()
  const shares = make()
  knownShares.set(key, shares)
  return shares
}

/** What the last event did to a run, and to which of its bars. */
function touchOf({ event, state }: Moment<SortState>, run: Run): Pick<RowView, 'touch' | 'touchFrom' | 'touchTo'> {
  const none = { touch: 'none', touchFrom: 0, touchTo: 0 } as const
  if (event === undefined) return none
  const paged = state.header.detail === 'page'
  const input = state.merge?.inputs.find((candidate) => candidate.run === run.number)
  switch (event.kind) {
    case SortEvent.readPage: {
      if (event.a !== run.number || input === undefined) return none
      const to = paged ? event.b + 1 : input.loaded
      return { touch: 'page', touchFrom: paged ? event.b : to - event.c, touchTo: to }
    }
    case SortEvent.keepPage:
    case SortEvent.spillPage: {
      if (event.a !== run.number) return none
      const to = paged ? run.pages : run.length
      return { touch: 'page', touchFrom: paged ? event.b : to - event.c, touchTo: to }
    }
    case SortEvent.emit:
    case SortEvent.combine:
      if (event.a !== run.number || input === undefined || paged) return none
      return { touch: 'emit', touchFrom: input.cursor - 1, touchTo: input.cursor }
    case SortEvent.sealRun:
      return event.a === run.number ? { ...none, touch: 'seal', touchTo: run.length } : none
    case SortEvent.mergeStep:
      return input === undefined ? none : { ...none, touch: 'begin' }
    default:
      return none
  }
}
