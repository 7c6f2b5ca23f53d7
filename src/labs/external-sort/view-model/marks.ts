import { formatCount, formatPlural } from '../../../base/format.ts'
import type { Run, SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { barHeight, barX, isDense, type Bars } from '../../../viz/bars.ts'
import { memoryOrder } from '../names.ts'
import {
  currentStep,
  headRecord,
  isPageDetail,
  productOf,
  recordHeight,
  recordLabel,
  runNumbered,
  runRecord,
} from './read.ts'
import type { Box, FormView, RowView, StageView } from './types.ts'

/** A place on the stage that can be pointed at; several places may name the same thing. */
export interface Mark extends Box {
  /** Unique in the picture. */
  readonly key: string
  /** "run-6", "record-123", "node-3", "input", "memory", "output". */
  readonly mark: string
  /** An area holds other marks and is for the pointer; a handle at its left end stands for it among its neighbours. */
  readonly kind: 'mark' | 'area' | 'handle'
}

const HANDLE_WIDTH = 12
const HANDLE_GAP = 4

/** An area and its handle. */
function areaMarks(key: string, mark: string, box: Box, handle: number): Mark[] {
  return [
    { key, mark, kind: 'area', ...box },
    { key: `${key} handle`, mark, kind: 'handle', ...box, width: handle },
  ]
}

/** Bars narrower than this are pointed at together. */
const POINTED_STEP = 2

/** Every place that can be pointed at, in reading order. */
export function listMarks(moment: Moment<SortState>, view: StageView): Mark[] {
  const { scene } = view
  const boxes = scene.kind === 'merge' ? [...scene.heads, ...scene.tree.boxes] : []
  const pages = scene.kind === 'merge' ? (scene.budget?.pages ?? []) : []
  return [
    ...(scene.kind === 'form' ? formMarks(moment, scene) : []),
    ...view.rows.flatMap((row) => rowMarks(moment.state, row)),
    ...boxes.flatMap((box): Mark[] =>
      box.mark === '' ? [] : [{ ...boxOf(box), key: box.id, mark: box.mark, kind: 'mark' }],
    ),
    ...pages.flatMap((page, i): Mark[] => {
      const mark = page.run > 0 ? `run-${page.run}` : page.id === 'out' ? 'output' : ''
      return mark === '' ? [] : [{ ...boxOf(page), key: `page-${i}`, mark, kind: 'mark' }]
    }),
    ...outputMarks(moment, view),
  ]
}

function boxOf({ x, y, width, height }: Box): Box {
  return { x, y, width, height }
}

function rowMarks(state: SortState, row: RowView): Mark[] {
  if (row.run === 0) return []
  const { bars, nameX } = row
  const right = bars.origin + bars.width
  const box = { x: row.x + nameX, y: row.y - row.height / 2, width: right - nameX, height: row.height }
  const handle = Math.max(HANDLE_WIDTH, bars.origin + bars.step * (row.expected - 1) - HANDLE_GAP - nameX)
  const marks = areaMarks(`name-${row.run}`, `run-${row.run}`, box, Math.min(handle, right - nameX))
  const run = runNumbered(state, row.run)
  if (run === undefined || isPageDetail(state) || Math.abs(bars.step) < POINTED_STEP || row.length > run.length)
    return marks
  for (let i = row.cursor; i < row.length; i++) {
    const record = runRecord(state, run, i)
    marks.push(barMark(bars, i, recordHeight(state, record), record, 'row', row.x, row.y))
  }
  return marks
}

function barMark(bars: Bars, i: number, value: number, record: number, where: string, dx = 0, dy = 0): Mark {
  const height = barHeight(bars, value)
  return {
    key: `${where}-${record}`,
    mark: `record-${record + 1}`,
    kind: 'mark',
    x: dx + barX(bars, i),
    y: dy + bars.base - height,
    width: bars.width,
    height,
  }
}

function formMarks({ state }: Moment<SortState>, { file, slots }: FormView): Mark[] {
  const { bars } = file
  const count = isPageDetail(state) ? state.counts.inputPagesRead : state.header.records
  const width = Math.max(1, bars.step * count)
  const fileBox = { x: bars.origin, y: bars.base - bars.high, width, height: bars.high }
  const marks = [
    ...areaMarks('input', 'input', fileBox, Math.min(width, 2)),
    ...areaMarks('memory', 'memory', boxOf(slots.box), Math.min(slots.box.width, 2)),
  ]
  if (isPageDetail(state)) return marks
  if (bars.step >= POINTED_STEP) {
    for (let i = 0; i < count; i++) marks.push(barMark(bars, i, recordHeight(state, i), i, 'file'))
  }
  if (state.selection === undefined && slots.bars.step >= POINTED_STEP) {
    const order = memoryOrder(state)
    for (let i = state.spilled; i < order.length; i++) {
      const record = order[i] as number
      marks.push(barMark(slots.bars, i, recordHeight(state, record), record, 'slot'))
    }
  }
  return marks
}

function outputMarks(moment: Moment<SortState>, { output }: StageView): Mark[] {
  const { state, params } = moment
  const { bars, box } = output
  const marks = areaMarks('output', output.id, boxOf(box), 2)
  if (isDense(bars) || bars.step < POINTED_STEP || isPageDetail(state)) return marks
  const product = productOf(moment, currentStep(state), typeof params['limit'] === 'number' ? params['limit'] : 0)
  for (let i = 0; i < product.count; i++) {
    const record = product.recordAt(i)
    if (record !== undefined) marks.push(barMark(bars, i, product.heights[i] as number, record, 'output'))
  }
  return marks
}

/** The run that a mark is about, so that its colour lights everywhere; undefined where it is about none. */
export function runOfMark(state: SortState, mark: string): number | undefined {
  const [noun, text] = mark.split('-')
  const number = Number(text)
  if (noun === 'run') return number
  if (noun === 'node') {
    const leaf = state.merge?.tree?.losers[number] ?? -1
    return state.merge?.inputs[leaf]?.run
  }
  return noun === 'record' ? runOfRecord(state, number - 1)?.number : undefined
}

/** The run that holds a record: of several, the one that the stage shows. */
function runOfRecord(state: SortState, record: number): Run | undefined {
  if (isPageDetail(state)) return undefined
  const shown = currentStep(state)?.inputs.map((input) => input.run)
  return state.runs.find((run) => {
    if (shown !== undefined && !shown.includes(run.number)) return false
    for (let i = 0; i < run.length; i++) if (runRecord(state, run, i) === record) return true
    return false
  })
}

/** A mark in words with its numbers of the moment: "R6: 26 of 40 records left, 4 of them in memory". */
export function describeMark(moment: Moment<SortState>, mark: string): string {
  const { state } = moment
  const [noun, text] = mark.split('-')
  const number = Number(text)
  switch (noun) {
    case 'run':
      return describeRun(state, number)
    case 'node':
      return describeNode(state, number)
    case 'record':
      return describeRecord(state, number - 1)
    case 'input':
      return `The file: ${formatPlural(state.inputRead, 'record')} read in ${formatPlural(state.counts.inputPagesRead, 'page')}`
    case 'memory':
      return `Memory: ${formatPlural(Math.max(0, state.filled - state.spilled), 'record')}`
    case 'output':
      return `Output: ${formatPlural(state.outputWritten, 'record')} on disk`
    default:
      return ''
  }
}

function describeRun(state: SortState, number: number): string {
  const run = runNumbered(state, number)
  if (run === undefined) return `R${number}: not begun`
  const input = state.merge?.inputs.find((candidate) => candidate.run === number)
  const all = `${formatPlural(run.length, 'record')} in ${formatPlural(run.pages, 'page')}`
  if (run.mergedInto !== undefined)
    return `R${number}: merged into ${run.mergedInto === 0 ? 'the output' : `R${run.mergedInto}`}, ${all}`
  if (input === undefined) return `R${number}: ${all}${run.sealed ? '' : ' so far'}`
  const left = input.length - input.cursor
  if (left === 0) return `R${number}: no record left of ${formatCount(input.length)}`
  const held = `${formatCount(input.loaded - input.cursor)} in memory`
  const record = headRecord(state, input)
  const head = record === undefined ? '' : `, next ${recordLabel(state, record)}`
  return `R${number}: ${formatCount(left)} of ${formatCount(input.length)} left, ${held}${head}`
}

function describeNode(state: SortState, node: number): string {
  const leaf = state.merge?.tree?.losers[node] ?? -1
  const input = state.merge?.inputs[leaf]
  if (input === undefined) return `Node ${node}: no match played`
  const run = runNumbered(state, input.run)
  const key =
    run === undefined || input.cursor >= input.length ? '∞' : recordLabel(state, runRecord(state, run, input.cursor))
  return `Node ${node} keeps R${input.run}, ${key}: it lost there`
}

function describeRecord(state: SortState, record: number): string {
  const run = runOfRecord(state, record)
  const where = run === undefined ? '' : `, R${run.number}`
  return `${recordLabel(state, record)}: record ${formatCount(record + 1)} of the file${where}`
}
