import { Comparison, SortEvent, unpackComparison } from '../../../engine/sort/events.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { barRectangles, barsPath, barsSpan, isDense, type Bars } from '../../../viz/bars.ts'
import { memoryHeld } from '../memory-held.ts'
import { memoryOrder } from '../names.ts'
import { isWrittenFromMemory } from './file.ts'
import { growingRun, isPageDetail, recordHeight } from './read.ts'
import type { BarGroup, Box, SlotsView } from './types.ts'

const MAX_STEP = 9.2
/** Slots closer than this are drawn as one frame. */
const CELL_STEP = 3

/** Memory as a row of slots: the bars stand in their order of this moment. */
export function layoutSlots(moment: Moment<SortState>, box: Box): SlotsView {
  const { state } = moment
  if (isPageDetail(state)) return layoutFilledShare(state, box)
  const memory = memoryHeld(moment)
  const bars = slotBars(box, memory)
  const order = memoryOrder(state)
  const heights = Float32Array.from(order, (record) => recordHeight(state, record))
  const run = isWrittenFromMemory(moment) ? 0 : growingRun(state)
  const match = slotMatch(moment)
  const settled = order.length - recordsArrived(moment)
  const groups: BarGroup[] = [{ run, bars: barRectangles(bars, heights, state.spilled, settled), tone: 'memory' }]
  const arrived = barRectangles(bars, heights, settled, order.length)
  return {
    bars,
    box: { ...box, width: Math.min(box.width, bars.step * memory) },
    cells: cellsPath(bars, box, order.length, state.spilled, memory),
    groups,
    brackets: bracketsPath(state, bars, box.y + box.height + 2.5),
    nowBars: match === undefined ? '' : touchPath(bars, heights, match),
    nowLines: touchedPage(moment, bars, box),
    floor: '',
    arrived: arrived.length === 0 ? undefined : { run, bars: arrived, tone: 'memory' },
    moved: movedBar(bars, heights, match, run),
  }
}

/** Records of the page that the event read into memory. */
function recordsArrived({ event, state }: Moment<SortState>): number {
  if (event?.kind !== SortEvent.readPage || event.a !== 0) return 0
  return Math.min(event.c, state.filled)
}

/** Bars of `slots` slots in a box. */
export function slotBars(box: Box, slots: number): Bars {
  const step = Math.min(MAX_STEP, box.width / Math.max(1, slots))
  return {
    origin: box.x,
    step,
    width: step >= 3 ? step - 1.2 : step >= 1.25 ? step * 0.8 : step,
    base: box.y + box.height,
    low: 2,
    high: box.height - 1,
  }
}

/** Outlines of the empty slots; one frame about all of them where slots are too narrow. */
export function cellsPath(bars: Bars, box: Box, filled: number, spilled: number, slots: number): string {
  if (slots <= 0) return ''
  if (bars.step < CELL_STEP)
    return `M${round(box.x)} ${box.y}h${round(bars.step * slots)}v${box.height}h${round(-bars.step * slots)}z`
  let path = ''
  for (let slot = 0; slot < slots; slot++) {
    if (slot >= spilled && slot < filled) continue
    path += `M${round(bars.origin + slot * bars.step + 0.5)} ${box.y + 0.5}h${round(bars.width - 1)}v${box.height - 1}h${round(1 - bars.width)}z`
  }
  return path
}

interface SlotMatch {
  /** Slot of the record that went first, and of the other one, after the comparison. */
  readonly winner: number
  readonly loser: number
  /** Slot that the winner came from. */
  readonly from: number
}

/** Where the two records of a merge sort's comparison stand now. */
function slotMatch({ event, state }: Moment<SortState>): SlotMatch | undefined {
  if (event?.kind !== SortEvent.compare) return undefined
  const { context, where, rightFirst } = unpackComparison(event.c)
  if (context !== Comparison.mergeSort) return undefined
  const base = state.sorterBase
  const middle = Math.floor(event.b / 2 ** where) * 2 ** where
  const left = Math.floor(event.a / 2 ** where) * 2 ** where
  // What has been placed of this pair: as many as both sides have given.
  const placed = left + (event.a - left) + (event.b - middle)
  if (rightFirst) return { winner: base + placed, loser: base + placed + 1, from: base + event.b }
  return { winner: base + placed, loser: base + event.b, from: base + placed }
}

function touchPath(bars: Bars, heights: Float32Array, { winner, loser, from }: SlotMatch): string {
  // The bar that travels is drawn apart.
  const first = winner === from ? barsPath(bars, heights, winner, winner + 1) : ''
  return first + barsPath(bars, heights, loser, loser + 1)
}

function movedBar(bars: Bars, heights: Float32Array, match: SlotMatch | undefined, run: number): SlotsView['moved'] {
  if (match === undefined || match.winner === match.from || isDense(bars)) return undefined
  const { winner, from } = match
  return { d: barsPath(bars, heights, winner, winner + 1), dx: (from - winner) * bars.step, run }
}

/** A line under the slots that the event filled, or a line where it emptied them. */
function touchedPage({ event, state }: Moment<SortState>, bars: Bars, box: Box): string {
  if (event === undefined || state.filled === 0) return ''
  const y = box.y + box.height + 1.5
  if (event.kind === SortEvent.readPage && event.a === 0)
    return lineUnder(bars, state.filled - event.c, state.filled, y)
  const spills = event.kind === SortEvent.spillPage || event.kind === SortEvent.writePage
  if (spills && state.spilled > 0) return lineUnder(bars, state.spilled - event.c, state.spilled, y)
  if (event.kind === SortEvent.radixPass) return lineUnder(bars, 0, state.filled, y)
  if (event.kind === SortEvent.tieRange) return lineUnder(bars, event.a, event.b, y)
  return ''
}

export function lineUnder(bars: Bars, from: number, to: number, y: number): string {
  const [left, right] = barsSpan(bars, Math.max(0, from), to)
  return `M${round(left)} ${y}H${round(right)}`
}

/** A bracket under every group of slots that is in order: groups double from level to level. */
function bracketsPath(state: SortState, bars: Bars, y: number): string {
  const { sorter, sorterBase: base } = state
  if (sorter === undefined) {
    const isSorted = state.stage === 'spill' && state.spilled < state.filled
    return isSorted ? bracket(bars, state.spilled, state.filled, y) : ''
  }
  return groupsOf(sorter)
    .filter(([from, to]) => to - from > 1)
    .map(([from, to]) => bracket(bars, base + from, base + to, y))
    .join('')
}

/** Slots [from, to) that are in order among themselves. */
function groupsOf(sorter: NonNullable<SortState['sorter']>): (readonly [from: number, to: number])[] {
  const { length } = sorter.source
  if (sorter.isDone) return [[0, length]]
  const { low, middle, high, left, right, placed } = sorter
  const width = 2 ** sorter.level
  const groups: (readonly [number, number])[] = []
  for (let from = 0; from < low; from += 2 * width) groups.push([from, Math.min(low, from + 2 * width)])
  groups.push([low, placed], [placed, placed + middle - left], [Math.max(right, middle), high])
  for (let from = high; from < length; from += width) groups.push([from, Math.min(length, from + width)])
  return groups
}

function bracket(bars: Bars, from: number, to: number, y: number): string {
  if (to <= from || (to - from) * bars.step < 3) return ''
  const [left, right] = barsSpan(bars, from, to)
  return `M${round(left)} ${y}v2.5H${round(right)}v-2.5`
}

/** Page detail does not tell single records: memory is a block, as full as pages have been read. */
function layoutFilledShare(state: SortState, box: Box): SlotsView {
  const { memory, page } = state.header
  const perPage = state.inputRead / Math.max(1, state.counts.inputPagesRead)
  const pages = perPage === 0 ? 0 : (state.filled - state.spilled) / perPage
  const share = Math.min(1, (pages * page) / Math.max(1, memory))
  const bars: Bars = {
    origin: box.x,
    step: box.width,
    width: box.width,
    base: box.y + box.height,
    low: 0,
    high: box.height,
  }
  const full = share <= 0 ? [] : [box.x, box.y, box.width * share, box.height]
  return {
    bars,
    box,
    cells: `M${box.x} ${box.y}h${round(box.width)}v${box.height}h${round(-box.width)}z`,
    groups: [{ run: growingRun(state), bars: full, tone: 'memory' }],
    brackets: '',
    nowBars: '',
    nowLines: '',
    floor: '',
    arrived: undefined,
    moved: undefined,
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
