import { formatCount, formatPlural } from '../../../base/format.ts'
import { plainText } from '../../../base/plain-text.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { barHeight, barRectanglesByGroup, barsSpan, barX, dashesPath, isDense, type Bars } from '../../../viz/bars.ts'
import { niceStep } from '../../../viz/timeline/ticks.ts'
import { isWithoutRuns } from '../expected.ts'
import { runNames } from '../names.ts'
import { readSortParams } from '../params.ts'
import { isPageDetail, recordHeight, recordLabel, type Product, type StepView } from './read.ts'
import { createText, cutText, textBox, type TextPlacer, widthOf } from './text.ts'
import type { BarGroup, OutputView, StageText } from './types.ts'
import type { Zones } from './zones.ts'

/** Space at the right for keys on the axis. */
const KEY_COLUMN = 120
const MAX_STEP = 16
const LOW_BAR = 2
/** Records passed over from one pixel column to the next when one of each is drawn: prime to their number. */
const STRIDE = 7919

/** What the output area is about, besides the records. */
export interface OutputContext {
  readonly moment: Moment<SortState>
  readonly zones: Zones
  readonly product: Product
  readonly descending: boolean
  /** The step under way or the one that ended last; undefined while runs are being made: the area waits. */
  readonly step: StepView | undefined
  readonly isWaiting: boolean
}

interface Axis {
  readonly left: number
  readonly end: number
  readonly top: number
  readonly base: number
}

/** The output as a ramp of bars in the order written, coloured by the run each came from. */
export function layoutOutput(context: OutputContext, placer: TextPlacer): OutputView {
  const { zones, product } = context
  const axis = layoutAxis(zones)
  const step = stepFor((axis.end - axis.left) / product.total)
  const isUnknown = context.isWaiting && product.isGuessed
  const end = isUnknown ? axis.end : axis.left + step * product.total
  const width = step >= 3 ? step * 0.8 : step
  const bars: Bars = { origin: axis.left, step, width, base: axis.base, low: LOW_BAR, high: axis.base - axis.top }
  placeTitle(context, placer)
  placeHeightWords(context, placer, axis)
  const slot = slotOf(context, axis, bars)
  const floorY = floorOf(context, bars)
  placeFloor(context, placer, { ...axis, end }, slot?.x, floorY)
  const ticks = placeTicks(context, placer, { ...axis, end }, step)
  return {
    id: product.target === 0 ? 'output' : `run-${product.target}`,
    bars,
    box: { x: axis.left, y: axis.top, width: end - axis.left, height: axis.base - axis.top },
    ...layoutBars(context, bars),
    axis: `M${axis.left} ${axis.base + 0.5}H${round(end)}`,
    ticks,
    ...layoutPages(context, bars),
    ghost:
      context.isWaiting && product.count === 0 ? ghostPath({ ...axis, end }, context.descending, placer.texts) : '',
    top: zones.compact || zones.narrow || context.isWaiting ? '' : `M${axis.left} ${axis.top + 0.5}H${round(end)}`,
    slot,
    floor: floorY === undefined ? '' : `M${round(slot?.x ?? axis.left)} ${round(floorY)}H${round(end)}`,
    floorY,
  }
}

/** Space between a text and the line of what is to come. */
const GHOST_GAP = 5

/** The line of what is to come, from one corner of the axis to the other; it has a gap where a text stands. */
function ghostPath({ left, end, top, base }: Axis, descending: boolean, texts: readonly StageText[]): string {
  const [first, last] = descending ? [top, base] : [base, top]
  const shareOf = (y: number): number => (y - first) / (last - first)
  const gaps = texts
    .map(textBox)
    .map((box): readonly [number, number] => {
      const heights = [shareOf(box.y - GHOST_GAP), shareOf(box.y + box.height + GHOST_GAP)]
      return [
        Math.max((box.x - GHOST_GAP - left) / (end - left), Math.min(...heights)),
        Math.min((box.x + box.width + GHOST_GAP - left) / (end - left), Math.max(...heights)),
      ]
    })
    .filter(([from, to]) => from < to)
    .toSorted(([a], [b]) => a - b)
  const at = (share: number): string => `${round(left + share * (end - left))} ${round(first + share * (last - first))}`
  let path = ''
  let drawn = 0
  for (const [from, to] of [...gaps, [1, 1] as const]) {
    const until = Math.min(1, from)
    if (until > drawn) path += `M${at(drawn)}L${at(until)}`
    drawn = Math.max(drawn, to)
  }
  return path
}

function layoutAxis(zones: Zones): Axis {
  const wide = !zones.narrow && !zones.compact
  const titled = zones.compact ? 8 : 30
  return {
    left: zones.left,
    end: wide ? zones.right - KEY_COLUMN : zones.right,
    top: zones.outputTop + titled,
    base: zones.height - (zones.compact ? 8 : 22),
  }
}

/** Whole pixels a record where there are some: bars then are equally wide. */
function stepFor(px: number): number {
  return px >= 2 ? Math.min(MAX_STEP, Math.floor(px)) : px
}

function layoutBars({ moment, product }: OutputContext, bars: Bars): Pick<OutputView, 'groups' | 'risen'> {
  const { event, before } = moment
  const { heights, from, count } = product
  const hasRisen =
    event?.kind === SortEvent.emit &&
    before.merge !== undefined &&
    event.c === product.target &&
    count > 0 &&
    !isDense(bars)
  const still = hasRisen ? count - 1 : count
  const byRun = barRectanglesByGroup(bars, heights, 0, still, (i) => from[sampleAt(bars, i, still)] as number)
  const groups = [...byRun]
    .sort(([a], [b]) => a - b)
    .map(([run, list]): BarGroup => ({ run, bars: list, tone: 'memory' }))
  if (!hasRisen) return { groups, risen: undefined }
  const height = barHeight(bars, heights[still] as number)
  const risen = { x: barX(bars, still), y: bars.base - height, width: bars.width, height, run: from[still] as number }
  return { groups, risen }
}

/**
 * The record whose run colours bar `i`. Where several records share a pixel column, the highest stands for their height;
 * among equal keys that is always the one of the earliest run, so another of them is drawn for the colour.
 */
function sampleAt(bars: Bars, i: number, end: number): number {
  if (!isDense(bars)) return i
  const column = Math.floor(barX(bars, i))
  const first = Math.max(0, Math.ceil((column - bars.origin) / bars.step))
  const past = Math.min(end, Math.ceil((column + 1 - bars.origin) / bars.step))
  const count = Math.max(1, past - first)
  return Math.min(end - 1, first + ((column * STRIDE) % count))
}

/** A dash under the ramp for each page that is on disk, the last one in the colour of the present when it is new. */
function layoutPages({ moment, product }: OutputContext, bars: Bars): Pick<OutputView, 'pages' | 'pageNow'> {
  const { state, event } = moment
  const { onDisk, target } = product
  if (onDisk === 0) return { pages: '', pageNow: '' }
  const y = bars.base + 3
  const kind = target === 0 ? SortEvent.writePage : SortEvent.spillPage
  const isNew = event?.kind === kind && event.a === target
  const fresh = isNew ? Math.min(onDisk, isPageDetail(state) ? 1 : event.c) : 0
  const now = fresh === 0 ? '' : lineUnder(bars, onDisk - fresh, onDisk, y)
  const page = isPageDetail(state) ? 1 : state.header.page
  const old = onDisk - fresh
  if (page * bars.step < 4) return { pages: old === 0 ? '' : lineUnder(bars, 0, old, y), pageNow: now }
  const pages: Bars = { ...bars, step: bars.step * page, width: bars.step * page - 1.5 }
  return { pages: dashesPath(pages, 0, Math.floor(old / page), y), pageNow: now }
}

function lineUnder(bars: Bars, from: number, to: number, y: number): string {
  const [left, right] = barsSpan(bars, from, to)
  return `M${round(left)} ${round(y)}H${round(Math.max(right, left + 1))}`
}

function slotOf({ moment, product }: OutputContext, axis: Axis, bars: Bars): OutputView['slot'] {
  if (moment.state.merge === undefined || product.count >= product.total) return undefined
  return { x: axis.left + bars.step * product.count + 0.75, from: axis.top, to: axis.base + 6 }
}

/** Nothing that is left comes before the record emitted last: a line at its height. */
function floorOf({ moment, product }: OutputContext, bars: Bars): number | undefined {
  if (moment.state.merge === undefined || product.count === 0 || product.count >= product.total) return undefined
  return bars.base - barHeight(bars, product.heights[product.count - 1] as number)
}

function placeTitle(context: OutputContext, placer: TextPlacer): void {
  const { zones, product, moment } = context
  if (zones.compact) return placeCompactTitle(context, placer)
  const y = zones.outputTop + 18
  const lead = product.target === 0 ? 'Output' : `R${product.target}`
  for (const text of titleWords(context)) {
    const title: StageText = { ...createText(zones.left, y, text, 'label', 'ink-2'), lead }
    if (placer.place(title) !== undefined) return
  }
  placer.place({
    ...createText(zones.left, y, '', 'label', 'ink-2'),
    lead: moment.state.stage === 'done' ? 'Done' : lead,
  })
}

/** Says what bars of pages are as high as: without keys to stand beside them nothing else does. */
function placeHeightWords(context: OutputContext, placer: TextPlacer, axis: Axis): void {
  const { zones, moment, product } = context
  const words = heightWords(moment)
  if (words === '' || zones.compact || product.count === 0) return
  const room = axis.end - axis.left - 8
  // Among the bars they would be crossed: beside the title, shorter where it leaves less room, or not at all.
  placer.place(
    ...[room, room * 0.6, room * 0.4].map((most) => {
      const short = cutText(words, most, 'label')
      const full = short === words ? {} : { full: words }
      return { ...createText(zones.right, zones.outputTop + 18, short, 'label', 'ink-3', 'end'), ...full }
    }),
  )
}

/** "height = value of amount"; "" where heights are those of records, or the key has no name. */
export function heightWords({ state, params }: Moment<SortState>): string {
  const keys: unknown = params['keys']
  if (!isPageDetail(state) || !Array.isArray(keys) || typeof keys[0] !== 'string') return ''
  if (state.heightsOf === 'value') return `height = value of ${plainText(keys[0], 60)}`
  const key = keys.length > 4 ? 'the keys’' : `${plainText(keys[0], 60)}’s`
  return `height = order of ${key} first 8 bytes that differ`
}

function titleWords(context: OutputContext): string[] {
  const { moment, product, isWaiting } = context
  const { state } = moment
  const unit = isPageDetail(state) ? 'page' : 'record'
  if (isWaiting && product.count === 0 && isPageDetail(state))
    return ['all records in order, once the runs are merged', 'in order']
  if (isWaiting && product.count === 0) {
    const total = `${atMost(context)}${formatCount(product.total)}`
    const all =
      product.total < state.header.records ? 'the first' : atMost(context) === '' ? 'all' : 'equal keys made one,'
    const isMerged = !isWithoutRuns(moment, readSortParams(moment.params).limit)
    return [
      `${all === 'all' && product.total === 1 ? 'the only record' : `${all} ${total}`} in order, once ${isMerged ? 'the runs are merged' : 'memory is sorted'}`,
      `${atMost(context)}${formatPlural(product.total, unit)} in order`,
    ]
  }
  const count = formatCount(product.count)
  const coloured = product.from.some((run) => run > 0)
  if (state.stage === 'done') {
    const what = `${formatPlural(product.count, unit)} in order`
    return [coloured ? `${what}, coloured by the run they came from` : what, `${count} in order`]
  }
  const of = product.isGuessed ? count : `${count} of ${atMost(context)}${formatCount(product.total)}`
  const target = product.target === 0 ? '' : state.merge === undefined ? ', complete' : ', the run being made'
  return [
    `${product.isGuessed ? `${formatPlural(product.count, unit)} so far` : `${count} of ${atMost(context)}${formatPlural(product.total, unit)}`}${target}${coloured ? ', coloured by the run they came from' : ''}`,
    `${of}${coloured ? ', coloured by run' : ''}`,
    of,
  ]
}

/** Where records are combined nobody knows how many will be left. */
function atMost({ moment }: OutputContext): string {
  return readSortParams(moment.params).combine === false || moment.state.stage === 'done' ? '' : 'at most '
}

/** In half a comparison the count stands beside the next slot, where there is nothing yet. */
function placeCompactTitle(context: OutputContext, placer: TextPlacer): void {
  const { zones, product, moment, isWaiting } = context
  const { state } = moment
  const y = zones.outputTop + 22
  const of = product.isGuessed
    ? `${formatPlural(product.count, 'page')} written`
    : `${formatCount(product.count)} of ${atMost(context)}${formatCount(product.total)} written`
  const toCome = product.isGuessed ? 'nothing written yet' : `${formatCount(product.total)} to write`
  const words = product.target === 0 ? of : `R${product.target}: ${of}`
  const last = product.count === 0 ? undefined : product.recordAt(product.count - 1)
  const key = last === undefined ? '' : `last key ${cutText(recordLabel(state, last), 120, 'label')}`
  const strong = createText(0, y, isWaiting && product.count === 0 ? toCome : words, 'strong', 'ink')
  const width = Math.max(widthOf(strong.text, 'strong'), widthOf(key, 'label'))
  const slotX = zones.left + ((zones.right - zones.left) * product.count) / product.total
  const isBeside = product.count > 0 && product.count * 2 < product.total && slotX + 8 + width <= zones.right
  const x = isBeside ? slotX + 8 : zones.left
  placer.place({ ...strong, x })
  if (key !== '') placer.place(createText(x, y + 15, key, 'label', 'ink-2'))
}

function placeFloor(
  context: OutputContext,
  placer: TextPlacer,
  axis: Axis,
  slotX: number | undefined,
  floorY: number | undefined,
): void {
  const { zones, product, moment, descending } = context
  if (zones.compact) return
  const side = descending ? 'above' : 'below'
  const last = product.recordAt(product.count - 1)
  const key = last === undefined ? '' : recordLabel(moment.state, last)
  if (floorY !== undefined) {
    // A step that makes a run says nothing of the runs it does not read.
    const read = product.target === 0 ? '' : ` in ${runNames(context.step?.inputs.map(({ run }) => run) ?? [])}`
    const short = key === '' ? '' : `nothing left${read} is ${side} ${cutText(key, 90, 'label')}`
    const long = `nothing left${read === '' ? ' in any run' : read} is ${side} this`
    const wordings = zones.narrow ? [short] : [long, short]
    const room = axis.end - (slotX ?? axis.left) - 12
    const words = wordings.find((text) => text !== '' && widthOf(text, 'label') <= room) ?? ''
    placer.place(
      createText(axis.end - 4, floorY - 7, words, 'label', 'ink-2', 'end'),
      createText(axis.end - 4, floorY + 15, words, 'label', 'ink-2', 'end'),
    )
    if (!zones.narrow) placer.place(keyText(axis, floorY + 4, key, 'ink'))
    if (words === '' && key !== '') {
      const x = axis.end + (zones.narrow ? 10 : 22 + Math.min(KEY_COLUMN - 12, widthOf(key, 'mono')))
      placer.place(
        createText(x, floorY + 4, zones.narrow ? short : `nothing left${read} is ${side} this`, 'label', 'ink-2'),
      )
    }
  }
  if (slotX !== undefined && !zones.narrow) placeSlotWords(context, placer, axis, slotX)
  if (!zones.narrow && (!context.isWaiting || product.count > 0)) placeKeyRange(context, placer, axis)
}

function placeSlotWords({ product }: OutputContext, placer: TextPlacer, axis: Axis, slotX: number): void {
  const words = product.target === 0 ? 'next slot' : `next slot of R${product.target}`
  placer.place(
    createText(slotX + 8, axis.top + 14, words, 'label', 'now'),
    createText(slotX - 7, axis.top + 14, words, 'label', 'now', 'end'),
  )
}

function placeKeyRange({ moment }: OutputContext, placer: TextPlacer, axis: Axis): void {
  const range = keyRange(moment.state)
  if (range === undefined) return
  placer.place(keyText(axis, axis.base + 4, `key ${range[0]}`, 'ink-3'))
  placer.place(keyText(axis, axis.top + 4, `key ${range[1]}`, 'ink-3'))
}

function keyText(axis: Axis, y: number, key: string, tone: StageText['tone']): StageText {
  const style = tone === 'ink' ? 'mono' : 'tick'
  const text = cutText(key, KEY_COLUMN - 12, style)
  return { ...createText(axis.end + 10, y, text, style, tone), ...(text === key ? {} : { full: key }) }
}

const ranges = new WeakMap<SortState['header'], readonly [string, string] | undefined>()

/** The key at the foot of the bars and the largest of the input, as text. */
function keyRange(state: SortState): readonly [string, string] | undefined {
  const { header } = state
  if (ranges.has(header)) return ranges.get(header)
  let low = 0
  let high = 0
  for (let i = 1; i < header.records; i++) {
    if (recordHeight(state, i) < recordHeight(state, low)) low = i
    if (recordHeight(state, i) > recordHeight(state, high)) high = i
  }
  // Numbers stand on 0, also where none of them is.
  const lowest = recordHeight(state, low) > 0 ? '0' : recordLabel(state, low)
  const range = header.labels.length === 0 ? undefined : ([lowest, recordLabel(state, high)] as const)
  ranges.set(header, range)
  return range
}

/** Ticks at whole memory-fulls where that gives a readable axis. Returns their path. */
function placeTicks(
  { zones, product, moment, isWaiting }: OutputContext,
  placer: TextPlacer,
  axis: Axis,
  step: number,
): string {
  if (zones.compact || (isWaiting && isPageDetail(moment.state))) return ''
  const { total } = product
  const every = tickStep(isPageDetail(moment.state) ? 0 : moment.state.header.memory, total, step)
  const y = axis.base + 15
  let path = ''
  const tick = (at: number, anchor: StageText['anchor']): void => {
    const x = axis.left + at * step
    path += `M${round(x)} ${axis.base}v4`
    placer.place(createText(x, y, formatCount(at), 'tick', 'ink-3', anchor))
  }
  if (!product.isGuessed) tick(total, 'end')
  tick(0, 'start')
  for (let at = every; at < total; at += every) tick(at, 'middle')
  return path
}

/** A number of records that is a multiple of memory by more than this is a round one to nobody. */
const MOST_FULLS = 8

/** Records from one tick to the next: whole memory-fulls, else a round number. `step`: pixels a record. */
export function tickStep(memory: number, total: number, step: number): number {
  const least = 44 / step
  if (memory <= 0 || memory * 2 > total || memory * MOST_FULLS < least) return niceStep(least)
  let every = memory
  while (every < least) every *= 2
  return every
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
