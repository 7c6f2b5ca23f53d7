import { Comparison, SortEvent, unpackComparison } from '../../../engine/sort/events.ts'
import type { Selection, SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import {
  barHeight,
  barRectangles,
  barsSpan,
  barX,
  rectanglesPath,
  type Bars,
  type Rectangles,
} from '../../../viz/bars.ts'
import { isFilling } from '../expected.ts'
import { growingRun, recordHeight } from './read.ts'
import { cellsPath, lineUnder, slotBars } from './slots.ts'
import type { BarGroup, Box, SlotsView } from './types.ts'

/** Slots between the groups of replacement selection's memory, so that they stand apart. */
const GAP_SLOTS = 1.6

/** A record in the picture of memory. */
interface Placed {
  readonly record: number
  /** Run it will join, or has joined. */
  readonly run: number
  /** Slot from the left; not whole where groups stand apart. */
  readonly slot: number
  /** Place in the heap, -1 outside of it. */
  readonly position: number
}

/** True when memory is used by replacement selection, or is about to be. */
export function isSelecting(state: SortState): boolean {
  return state.header.detail !== 'page' && !isFilling(state)
}

/**
 * Memory of replacement selection from left to right: the page just read, the heap's records that can still join the
 * run, those that wait for the next one, and the page being written. A line at the height of the record emitted last
 * divides the two.
 */
export function layoutSelection(moment: Moment<SortState>, box: Box): SlotsView {
  const { state } = moment
  const slots = roomOf(state) + 2 * state.header.page + 3 * GAP_SLOTS
  const bars = slotBars(box, slots)
  const placed = placeRecords(state)
  const groups = new Map<number, Placed[]>()
  for (const each of placed) groups.set(each.run, [...(groups.get(each.run) ?? []), each])
  const y = box.y + box.height
  return {
    bars,
    box: { ...box, width: Math.min(box.width, bars.step * slots) },
    cells: emptyCells(state, bars, box, placed),
    groups: [...groups].map(([run, list]): BarGroup => ({ run, bars: barsOf(state, bars, list), tone: 'memory' })),
    brackets: partsOf(state)
      .map(([from, to]) => partLine(bars, from, to, y + 3))
      .join(''),
    nowBars: rectanglesPath(barsOf(state, bars, touchedRecords(moment, placed))),
    nowLines: touchedLines(moment, bars, placed, y),
    floor: floorPath(state, bars),
    arrived: undefined,
    moved: undefined,
  }
}

/** Names for the parts of memory, with the middle of each. */
export function namesOfParts(
  state: SortState,
  { bars }: SlotsView,
): { readonly x: number; readonly words: readonly string[] }[] {
  const words = [
    ['page read', 'read', 'in'],
    ['heap, its top at the left', 'heap'],
    ['page to write', 'write', 'out'],
  ]
  return partsOf(state).map(([from, to], i) => ({
    x: bars.origin + ((from + to) / 2) * bars.step,
    words: words[i] ?? [],
  }))
}

/** Records that the heap under way holds, or the next one will. */
function roomOf({ selection, memory, header }: SortState): number {
  return Math.max(1, selection?.heap.items.length ?? memory - 2 * header.page)
}

/** Slots [from, to) of the parts of memory: the page read, the heap, the page to write. */
function partsOf(state: SortState): (readonly [number, number])[] {
  const { page } = state.header
  const heap = roomOf(state)
  const heapFrom = page + GAP_SLOTS
  const outFrom = heapFrom + heap + 2 * GAP_SLOTS
  return [
    [0, page],
    [heapFrom, heapFrom + heap + GAP_SLOTS],
    [outFrom, outFrom + page],
  ]
}

function placeRecords(state: SortState): Placed[] {
  const { selection } = state
  const current = growingRun(state)
  const [[readFrom], [heapFrom, heapTo], [outFrom]] = partsOf(state) as [
    [number, number],
    [number, number],
    [number, number],
  ]
  const out = state.out.map((record, i): Placed => ({ record, run: current, slot: outFrom + i, position: -1 }))
  if (selection === undefined) return out
  const { heap, incoming } = selection
  const isFilling = heap.size === 0 && selection.lastEmitted < 0
  const from = isFilling ? heapFrom : readFrom
  const read = incoming.map((record, i): Placed => ({
    record,
    run: current,
    slot: from + i,
    position: isFilling ? i : -1,
  }))
  const inHeap = heapRecords(selection, current)
  const joining = inHeap.filter((each) => each.run <= current)
  const waiting = inHeap.filter((each) => each.run > current)
  return [
    ...read,
    ...joining.map((each, i) => ({ ...each, slot: heapFrom + i })),
    ...waiting.map((each, i) => ({ ...each, slot: heapTo - waiting.length + i })),
    ...out,
  ]
}

/** The heap's records by position; the one that has just left its top is not among them. */
function heapRecords({ heap, tags }: Selection, current: number): Omit<Placed, 'slot'>[] {
  return Array.from({ length: heap.size }, (_, position) => {
    const record = heap.items[position] as number
    return { record, run: tags.get(record) ?? 0, position }
  }).flatMap((each) => (each.run === 0 ? [] : [{ ...each, run: Math.max(each.run, current) }]))
}

function barsOf(state: SortState, bars: Bars, list: readonly Placed[]): Rectangles {
  return list.flatMap(({ record, slot }) =>
    barRectangles({ ...bars, origin: bars.origin + slot * bars.step }, [recordHeight(state, record)], 0, 1),
  )
}

function emptyCells(state: SortState, bars: Bars, box: Box, placed: readonly Placed[]): string {
  const taken = new Set(placed.map((each) => Math.round(each.slot * 10)))
  return partsOf(state)
    .map(([from, to]) => {
      const shifted = { ...bars, origin: bars.origin + from * bars.step }
      const size = Math.floor(to - from)
      if (bars.step < 3) return cellsPath(shifted, { ...box, x: shifted.origin }, 0, 0, size)
      const free = Array.from({ length: size }, (_, i) => i).filter((i) => !taken.has(Math.round((from + i) * 10)))
      return free.map((i) => cellsPath({ ...shifted, origin: shifted.origin + i * bars.step }, box, 0, 0, 1)).join('')
    })
    .join('')
}

function partLine(bars: Bars, from: number, to: number, y: number): string {
  const shifted = { ...bars, origin: bars.origin + from * bars.step }
  return lineUnder(shifted, 0, Math.max(1, to - from), y)
}

/** What the event was about: two places of the heap, or the incoming record and the one emitted last. */
function touchedRecords({ event, state }: Moment<SortState>, placed: readonly Placed[]): Placed[] {
  if (event === undefined) return []
  if (event.kind === SortEvent.emit) return placed.filter((each) => each.record === event.b)
  if (event.kind !== SortEvent.compare || state.selection === undefined) return []
  const { context } = unpackComparison(event.c)
  if (context === Comparison.nextRun) return placed.filter((each) => each.record === event.a || each.record === event.b)
  if (context !== Comparison.heapChildren && context !== Comparison.heapItem) return []
  return placed.filter((each) => each.position === event.a || each.position === event.b)
}

/** Arcs from the parent to the places compared; a line under a page that was read or written. */
function touchedLines(moment: Moment<SortState>, bars: Bars, placed: readonly Placed[], y: number): string {
  const { event, state } = moment
  if (event === undefined) return ''
  const [[readFrom], [heapFrom], [outFrom]] = partsOf(state) as [[number, number], [number, number], [number, number]]
  const incoming = state.selection?.incoming.length ?? 0
  const isFilling = state.selection?.heap.size === 0
  if (event.kind === SortEvent.readPage && event.a === 0) {
    const from = (isFilling ? heapFrom : readFrom) + incoming - event.c
    return partLine(bars, from, from + event.c, y + 1.5)
  }
  if (event.kind === SortEvent.spillPage) return partLine(bars, outFrom, outFrom + event.c, y + 1.5)
  if (event.kind !== SortEvent.compare) return ''
  const { context } = unpackComparison(event.c)
  if (context !== Comparison.heapChildren && context !== Comparison.heapItem) return ''
  const parent = context === Comparison.heapItem ? event.a : (event.a - 1) >> 1
  const children = context === Comparison.heapItem ? [event.b] : [event.a, event.b]
  return children.map((child) => arc(bars, placed, parent, child, y + 1)).join('')
}

function arc(bars: Bars, placed: readonly Placed[], parent: number, child: number, y: number): string {
  const from = placed.find((each) => each.position === parent)
  const to = placed.find((each) => each.position === child)
  if (from === undefined || to === undefined) return ''
  const x = (each: Placed): number => barX(bars, each.slot) + bars.width / 2
  const depth = Math.min(15, 4 + Math.abs(x(to) - x(from)) / 6)
  return `M${round(x(from))} ${y}Q${round((x(from) + x(to)) / 2)} ${round(y + depth)} ${round(x(to))} ${y}`
}

function floorPath(state: SortState, bars: Bars): string {
  const last = state.selection?.lastEmitted ?? -1
  if (last < 0) return ''
  const parts = partsOf(state)
  const [heapFrom, heapTo] = parts[1] as readonly [number, number]
  const y = bars.base - barHeight(bars, recordHeight(state, last))
  const [left, right] = barsSpan({ ...bars, origin: bars.origin + heapFrom * bars.step }, 0, heapTo - heapFrom)
  return `M${round(left - 3)} ${round(y)}H${round(right + 3)}`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
