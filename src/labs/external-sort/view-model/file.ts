import { formatCount } from '../../../base/format.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { barRectanglesByGroup, barsSpan, type Bars } from '../../../viz/bars.ts'
import { isFilling, isWithoutRuns } from '../expected.ts'
import { memoryHeld } from '../memory-held.ts'
import { readSortParams } from '../params.ts'
import { tryInputPages } from './product-pages.ts'
import { growingRun, isPageDetail, runRecord } from './read.ts'
import { createText, type TextPlacer } from './text.ts'
import type { BarGroup, FileView, StageText } from './types.ts'
import type { Zones } from './zones.ts'

const MAX_STEP = 12

/** Where the file stands in the scene. */
export interface FilePlace {
  readonly top: number
  readonly base: number
  /** Ends of memory and y of its top, or of what stands over it: where what is read goes. */
  readonly memoryLeft: number
  readonly memoryRight: number
  readonly memoryTop: number
}

/** The input in file order, each record in the colour of the run that took it. */
export function layoutFile(moment: Moment<SortState>, zones: Zones, place: FilePlace, placer: TextPlacer): FileView {
  const { state, event } = moment
  const paged = isPageDetail(state)
  const pages = paged ? tryInputPages(moment) : undefined
  const count = paged ? (pages?.read ?? state.counts.inputPagesRead) : state.header.records
  const places = paged ? (pages?.pages ?? roundUp(count)) : count
  const step = Math.min(MAX_STEP, (zones.right - zones.left) / Math.max(1, places))
  const bars: Bars = {
    origin: zones.left,
    step,
    width: step >= 2 ? step * 0.77 : step,
    base: place.base,
    low: 2,
    high: place.base - place.top,
  }
  const heights = paged ? new Float32Array(count).fill(0.5) : state.header.heights
  const owners = paged ? new Int32Array(count) : ownersOf(moment)
  const byOwner = barRectanglesByGroup(bars, heights, 0, count, (i) => owners[i] as number)
  const groups = [...byOwner].map(([owner, list]): BarGroup => ({
    run: ownerRun(owner),
    bars: list,
    tone: ownerTone(owner, paged),
  }))
  const [from, to] = readSpan(moment)
  const span = to > from ? barsSpan(bars, from, to) : undefined
  const isRead = event?.kind === SortEvent.readPage && event.a === 0
  const page = isRead && !paged ? barsSpan(bars, state.inputRead - event.c, state.inputRead) : undefined
  placeBracketWords(moment, zones, place, span, [from, to], placer)
  return {
    bars,
    groups,
    bracket: span === undefined ? '' : `M${round(span[0])} ${place.base + 4}v5H${round(span[1])}v-5`,
    connector: span === undefined ? '' : connectorPath((span[0] + span[1]) / 2, place),
    axis: `M${zones.left} ${place.base + 0.5}H${round(zones.left + Math.max(step * count, zones.right - zones.left))}`,
    nowLine:
      page === undefined ? '' : `M${round(page[0])} ${place.base + 2}H${round(Math.max(page[1], page[0] + 1.5))}`,
  }
}

/** Where nothing tells of their number, a power of two and at least 64: pages are added without moving those there are. */
function roundUp(count: number): number {
  let places = 64
  while (places < count) places *= 2
  return places
}

const NEUTRAL = 1_000_000

function ownerRun(owner: number): number {
  return Math.abs(owner) === NEUTRAL ? 0 : Math.abs(owner)
}

function ownerTone(owner: number, paged: boolean): BarGroup['tone'] {
  if (owner < 0) return 'memory'
  return owner > 0 || paged ? 'disk' : 'plain'
}

/** Per record: 0 unread, r in run r on disk, -r in memory on its way to run r. */
function ownersOf(moment: Moment<SortState>): Int32Array {
  const { state } = moment
  const owners = new Int32Array(state.header.records)
  for (const run of state.runs) {
    if (run.level > 0) continue
    for (let i = 0; i < run.length; i++) owners[runRecord(state, run, i)] = run.number
  }
  const next = isWrittenFromMemory(moment) ? NEUTRAL : growingRun(state)
  for (let slot = 0; slot < state.filled; slot++) {
    const record = state.slots[slot] as number
    if (owners[record] === 0) owners[record] = -next
  }
  const { selection } = state
  if (selection === undefined) return owners
  for (const record of selection.incoming) owners[record] = -next
  for (let i = 0; i < selection.heap.size; i++) {
    const record = selection.heap.items[i] as number
    if (owners[record] === 0) owners[record] = -(selection.tags.get(record) ?? next)
  }
  for (const record of state.out) if (owners[record] === 0) owners[record] = -next
  return owners
}

/** True when all records fit in memory at once: no run is made, what is sorted is the output. */
export function fitsInMemory(moment: Moment<SortState>): boolean {
  return isFilling(moment.state) && isWithoutRuns(moment)
}

/** True where what memory holds is, or will be, the output and no run: all of it fits, or all that is wanted. */
export function isWrittenFromMemory(moment: Moment<SortState>): boolean {
  const { state, params } = moment
  const isNeverSpilled = isFilling(state) && isWithoutRuns(moment, readSortParams(params).limit)
  return isNeverSpilled || (state.outputWritten > 0 && state.outputInputs.length === 0)
}

/** Records [from, to) that the bracket is about: what memory has taken or can take; of a selection the page read last. */
function readSpan(moment: Moment<SortState>): readonly [number, number] {
  const { state } = moment
  if (isPageDetail(state)) return [0, 0]
  const { records, page } = state.header
  // The last page of the file may be short.
  if (state.selection !== undefined) {
    const last = state.inputRead % page || page
    return [Math.max(0, state.inputRead - last), state.inputRead]
  }
  const from = state.inputRead - state.filled
  const isOpen = state.stage === 'fill' || state.filled === 0
  const to = isOpen ? Math.min(records, from + memoryHeld(moment)) : state.inputRead
  return state.stage === 'done' ? [0, 0] : [from, to]
}

/** Straight down where memory lies under the bracket, else round its corner. */
function connectorPath(x: number, { base, memoryLeft, memoryRight, memoryTop }: FilePlace): string {
  const top = base + 10
  const end = memoryTop - 2
  const to = Math.max(memoryLeft + 4, Math.min(memoryRight - 4, x))
  if (end - top < 6) return ''
  return to === x ? `M${round(x)} ${top}V${end}` : `M${round(x)} ${top}V${end - 5}H${round(to)}V${end}`
}

function placeBracketWords(
  { state, position }: Moment<SortState>,
  zones: Zones,
  place: FilePlace,
  span: readonly [number, number] | undefined,
  [from, to]: readonly [number, number],
  placer: TextPlacer,
): void {
  if (span === undefined || zones.compact) return
  const y = place.base + 17
  const [first, last] = [formatCount(from + 1), formatCount(to)]
  const numbers = first === last ? `record ${first}` : `records ${first} to ${last}`
  const words = position === 0 ? ['all that fits in memory at once', 'what fits in memory'] : [numbers]
  if (state.selection !== undefined) words.splice(0, 1, `page read last, ${numbers}`)
  const wishes = words.flatMap((text): StageText[] => [
    createText(span[1] + 11, y, text, 'label', 'ink-2'),
    createText(span[0] - 11, y, text, 'label', 'ink-2', 'end'),
  ])
  placer.place(...wishes.filter((wish) => wish.anchor === 'end' || wish.x < zones.right))
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
