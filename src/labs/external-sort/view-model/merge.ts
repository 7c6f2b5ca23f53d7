import { formatCount, formatPlural } from '../../../base/format.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { heapLevels, layoutMatchTree } from '../../../viz/tree-layout.ts'
import { heapBound, log2Ceil } from '../closed-forms.ts'
import { outcomeOf } from '../outcome.ts'
import { layoutBudget } from './budget.ts'
import { layoutMergeColumns, type MergeColumns } from './merge-columns.ts'
import { layoutMergeHeap } from './merge-heap.ts'
import { layoutHeads, layoutMergeRows, layoutRowGrid, type MergeRowsContext, type RowGrid } from './merge-rows.ts'
import { climbOf, layoutLoserTree, mergeComparison } from './merge-tree.ts'
import { isPageDetail, runNumbered, type StepView } from './read.ts'
import { barStep, nameSpace } from './rows.ts'
import { hasStrip, layoutStrip, STRIP_HEIGHT } from './strip.ts'
import { createText, cutText, toneOf, widthOf, type TextPlacer } from './text.ts'
import type { KeyBox, MergeView, RowView, StageText, TreeView } from './types.ts'
import { clamp, type Zones } from './zones.ts'

interface MergeScene {
  readonly view: MergeView
  readonly rows: readonly RowView[]
}

const CAPTION_GAP = 16
/** From the middle of a box to that of another, where one passes above the other. */
const CLEAR = 26

/** Rows of few runs stand no further apart than this share of the stage's height, nor than can be read across. */
function mostPitch({ height }: Zones): number {
  return clamp(height * 0.078, 46, 72)
}

export interface MergeLook {
  readonly descending: boolean
  /** From one bar of a run to the next, at most. */
  readonly mostStep?: number | undefined
}

/** Where the rows and columns of a merge stand, and how many bars a row has room for. */
interface MergeFrame {
  readonly isTree: boolean
  readonly grid: RowGrid
  readonly capacity: number
  readonly columns: MergeColumns
}

function layoutFrame(moment: Moment<SortState>, step: StepView, zones: Zones, mostStep?: number): MergeFrame {
  const { state } = moment
  const count = step.inputs.length
  const isTree = structureOf(moment, step) === 'loser-tree'
  const pad = zones.narrow || zones.compact ? 3 : 15
  const top = zones.workTop + pad + (hasStrip(state, step) && !zones.compact ? STRIP_HEIGHT + 10 : 0)
  // A deep tree fills its corners: the outcome gets a line of its own.
  const foot = zones.compact ? (hasPrice(zones) ? 46 : 30) : count > 16 ? 18 : 11
  const rowsIn = { top, bottom: zones.workBottom - foot, mostPitch: mostPitch(zones) }
  const grid = layoutRowGrid(count, rowsIn, isTree)
  const capacity = capacityOf(state, step)
  const columns = layoutMergeColumns(zones, {
    levels: isTree ? layoutMatchTree(count).spacing.length : heapLevels(count),
    hasWinner: isTree,
    keyLength: longestKey(state),
    namePx: nameSpace(Math.max(...step.inputs.map((input) => input.run), 1), grid.pitch),
    capacity,
    lowRows: grid.pitch < 10,
    lapped: isTree || !zones.compact ? 0 : lappedLevels(grid.pitch * count),
  })
  if (mostStep === undefined) return { isTree, grid, capacity, columns }
  // Bars begin right behind the names in both halves.
  const barsRight = columns.barsLeft + Math.ceil(Math.min(mostStep, stepIn(columns, capacity)) * capacity)
  return { isTree, grid, capacity, columns: { ...columns, barsRight } }
}

function stepIn({ barsLeft, barsRight }: MergeColumns, capacity: number): number {
  return barStep(barsRight - barsLeft, capacity)
}

/** Levels of a heap so high under its root whose boxes stand clear of those of the level above them. */
function lappedLevels(height: number): number {
  return Math.max(0, Math.floor(Math.log2(height / CLEAR)) - 1)
}

/** From one bar to the next in the runs of a merge drawn in an area. */
export function mergeBarStep(moment: Moment<SortState>, step: StepView, zones: Zones): number {
  const { capacity, columns } = layoutFrame(moment, step, zones)
  return stepIn(columns, capacity)
}

/** Runs at the left, the structure that finds the smallest head in the middle, memory below. */
export function layoutMerge(
  moment: Moment<SortState>,
  step: StepView,
  zones: Zones,
  placer: TextPlacer,
  { descending, mostStep }: MergeLook,
): MergeScene {
  const { state } = moment
  const strip =
    hasStrip(state, step) && !zones.compact ? layoutStrip(moment, step, zones, zones.workTop + 4) : undefined
  const { isTree, grid, capacity, columns } = layoutFrame(moment, step, zones, mostStep)
  const context = rowContext(moment, step, zones, columns, grid, capacity)
  const rows = layoutMergeRows(context)
  const heads = layoutHeads(context)
  const bottom = grid.top + grid.pitch * (Math.ceil(step.inputs.length / grid.perRow) - 0.5)
  const tree = isTree ? layoutLoserTree(context) : layoutMergeHeap(context, grid.top - grid.pitch / 2, bottom)
  for (const box of [...heads, ...tree.boxes]) placer.reserve(box)
  placer.reserve({
    x: zones.left,
    y: grid.top - grid.pitch / 2,
    width: columns.barsRight,
    height: bottom - grid.top + grid.pitch / 2,
  })
  if (hasPrice(zones)) placePrice(step.inputs.length, isTree, { zones, bottom }, placer)
  placeOutcome(moment, tree, { zones, bottom }, placer)
  placeCaptions(moment, step, zones, columns, isTree, descending, placer)
  const budget = layoutBudget(moment, step, zones, placer)
  const rules = zones.compact
    ? [zones.outputTop]
    : [...(budget === undefined ? [] : [zones.workBottom]), zones.outputTop]
  return { view: { kind: 'merge', heads, tree, budget, strip, rules }, rows }
}

function rowContext(
  moment: Moment<SortState>,
  step: StepView,
  zones: Zones,
  columns: MergeColumns,
  grid: RowGrid,
  capacity: number,
): MergeRowsContext {
  const climb = climbOf(moment)
  const { event } = moment
  const touched = event === undefined ? -1 : step.inputs.findIndex((input) => input.run === event.a)
  const isMatch = mergeComparison(event) !== undefined
  const current = isMatch ? climb.challenger : touched
  return { moment, step, columns, grid, left: zones.left, capacity, climbing: climb.leaf, current }
}

/** What merges: that of the step as far as it is built, else the one that is set. */
function structureOf({ state }: Moment<SortState>, step: StepView): SortState['structure'] {
  if (step.live?.heap !== undefined) return 'binary-heap'
  if (step.live?.tree !== undefined) return 'loser-tree'
  return state.structure
}

function capacityOf(state: SortState, step: StepView): number {
  const lengths = step.inputs.map((input) => {
    const run = runNumbered(state, input.run)
    return isPageDetail(state) ? (run?.pages ?? 0) : input.length
  })
  return Math.max(1, ...lengths)
}

const longestKeys = new WeakMap<readonly string[], number>()

/** Characters of the longest key. */
export function longestKey(state: SortState): number {
  const { labels } = state.header
  const known = longestKeys.get(labels)
  if (known !== undefined) return known
  const longest = labels.reduce((most, label) => Math.max(most, label.length), 3)
  longestKeys.set(labels, longest)
  return longest
}

/** Half a stage has room for what a record costs there. */
function hasPrice({ compact, height }: Zones): boolean {
  return compact && height >= 340
}

/** What merging costs at most, and where it comes from: the two halves differ in it. */
function placePrice(runs: number, isTree: boolean, { zones, bottom }: OutcomePlace, placer: TextPlacer): void {
  const most = isTree ? log2Ceil(runs) : heapBound(runs)
  if (runs < 2) return
  const lead = `At most ${formatPlural(most, 'comparison')} a record`
  const y = Math.min(zones.workBottom - 6, Math.round(bottom + 34))
  const words = [isTree ? 'one in each match on the path' : 'both children at each level', '']
  const fitting = words.find((text) => widthOf(lead, 'strong') + 8 + widthOf(text, 'label') <= zones.right - zones.left)
  placer.place({ ...createText(zones.left, y, fitting ?? '', 'label', 'ink-2'), lead })
}

/** What the outcome may stand under: the tree, and the rows down to `bottom`. */
interface OutcomePlace {
  readonly zones: Zones
  readonly bottom: number
}

/** The outcome of the event: under the box it is about, else under the corner of the tree, where nothing stands. */
function placeOutcome(
  moment: Moment<SortState>,
  tree: TreeView,
  { zones, bottom }: OutcomePlace,
  placer: TextPlacer,
): void {
  if (moment.event === undefined || moment.position === 0) return
  const words = cutText(outcomeOf(moment), zones.right - zones.left, 'strong')
  const tone = toneOf(moment)
  const lit = tree.boxes.filter((box) => box.state === 'now' && box.id !== 'winner')
  const under = lit.flatMap((box): StageText[] => wordsAbout(box, words, zones))
  const y = Math.min(zones.workBottom - 5, Math.round(bottom + 16))
  const treeRight = Math.max(...tree.boxes.map((box) => box.x + box.width), zones.left + widthOf(words, 'strong'))
  const corner = createText(Math.min(zones.right, treeRight), y, words, 'strong', tone, 'end')
  const floor = createText(zones.left, y, words, 'strong', tone)
  placer.place(...under, corner, floor, { ...corner, y: zones.outputTop - 6 })
}

function wordsAbout(box: KeyBox, words: string, zones: Zones): StageText[] {
  const width = widthOf(words, 'strong')
  const x = Math.max(zones.left, Math.min(box.x, zones.right - width))
  const rows = [box.y + box.height + 15, box.y - 7].filter((y) => y < zones.workBottom - 2 && y > zones.workTop + 12)
  const besides = box.x + box.width + 10
  const beside =
    besides + width <= zones.right ? [createText(besides, box.y + box.height / 2 + 4, words, 'strong', 'now')] : []
  return [...rows.map((y) => createText(x, y, words, 'strong', 'now')), ...beside]
}

function placeCaptions(
  moment: Moment<SortState>,
  step: StepView,
  zones: Zones,
  columns: MergeColumns,
  isTree: boolean,
  descending: boolean,
  placer: TextPlacer,
): void {
  const y = zones.captionY
  if (y === undefined) return
  const structureX = columns.nodeX[0] ?? zones.right
  const headRoom = columns.headWidth === 0 ? structureX : columns.headX
  const first = captionOf(moment, step, descending).find(
    (text) => widthOf(text, 'label') + CAPTION_GAP <= headRoom - zones.left,
  )
  placer.place(createText(zones.left, y, first ?? 'runs', 'label', 'ink-3'))
  if (columns.headWidth > 0) placer.place(createText(columns.headX, y, 'heads', 'label', 'ink-3'))
  if (columns.winnerX !== undefined) placer.place(createText(columns.winnerX, y, 'winner', 'label', 'ink-3'))
  const wordings = isTree
    ? ['losers kept at each match', 'losers of each match', 'losers']
    : [`binary heap, ${descending ? 'largest' : 'smallest'} at its root`, 'heap, root at the left', 'heap']
  const known = isPageDetail(moment.state) ? ['matches are counted, not recorded', 'matches not recorded'] : wordings
  if (columns.nodeX.length > 0) placer.place(...known.map((text) => createText(structureX, y, text, 'label', 'ink-3')))
}

function captionOf({ state }: Moment<SortState>, step: StepView, descending: boolean): string[] {
  const count = step.inputs.length
  const waiting = state.merge === undefined ? count : state.waiting.length
  const of =
    waiting > count ? `${formatCount(count)} of ${formatPlural(waiting, 'run')}` : formatPlural(count, 'sorted run')
  const into = step.target > 0 ? `, merged into R${step.target}` : ''
  const unit = isPageDetail(state) ? 'page' : 'record'
  const order = `${descending ? 'largest' : 'smallest'} ${unit} at the right`
  return [
    `${of} on disk${into}, ${order}`,
    `${of} on disk${into}`,
    `${of}${into}`,
    `${of} on disk`,
    'runs on disk',
    'runs',
  ]
}
