import { formatCount } from '../../../base/format.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { MergeInput, SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { memoryHeld } from '../memory-held.ts'
import { isPageDetail, type StepView } from './read.ts'
import { createText, widthOf, type TextPlacer } from './text.ts'
import type { BudgetView, PageView } from './types.ts'
import type { Zones } from './zones.ts'

const CELL_HEIGHT = 13
const MAX_PAGE_PITCH = 62
const MAX_CELL = 10
const LEAST_CELL = 2.5
/** Free pages are drawn one by one up to here, else only counted. */
const MOST_SPARE = 4

/** A page of memory and what it holds, before it has a place. */
interface Page {
  readonly id: string
  readonly run: number
  readonly label: string
  readonly cells: readonly number[]
  readonly filled: number
  readonly now: boolean
}

/** Memory as the merge uses it: a page for each run, the output page, and what is left over. */
export function layoutBudget(
  moment: Moment<SortState>,
  step: StepView,
  zones: Zones,
  placer: TextPlacer,
): BudgetView | undefined {
  const { state } = moment
  if (zones.outputTop - zones.workBottom < 30) return undefined
  // Of a file's sort memory holds more than pages: it was told how many are left.
  const total = Number(moment.params['pages'] ?? Math.floor(memoryHeld(moment) / state.header.page))
  const inputs = step.inputs.flatMap((input) => inputPages(moment, input))
  const out = outputPages(moment, step)
  const spare = Math.max(0, total - inputs.length - out.length)
  const pages = [...inputs, ...out, ...(spare > MOST_SPARE ? [] : sparePages(state, spare))]
  const top = zones.workBottom + 9
  const note = `${formatCount(inputs.length + out.length)}/${formatCount(total)} pages`
  const start = zones.left + (zones.narrow ? 0 : 62)
  const end = zones.right - (zones.narrow ? 0 : widthOf(note, 'tick') + 12)
  const gap = Math.min(18, (end - start) / (pages.length * 4 + 1))
  const pitch = Math.min(MAX_PAGE_PITCH, (end - start - gap) / Math.max(1, pages.length))
  const views = pages.map((page, i) =>
    placePage(page, start + i * pitch + (i >= inputs.length ? gap : 0), top, pitch, state),
  )
  if (!zones.narrow) {
    placer.place(createText(zones.left, top + 10, 'memory', 'label', 'ink-3'))
    placer.place(createText(zones.right, top + 10, note, 'tick', 'ink-2', 'end'))
  }
  placeLabels(views, pages, top, placer)
  return { pages: views }
}

function placeLabels(views: readonly PageView[], pages: readonly Page[], top: number, placer: TextPlacer): void {
  views.forEach((view, i) => {
    const label = pages[i]?.label ?? ''
    const middle = view.x + view.width / 2
    const short = label.split(',')[0] ?? ''
    placer.place(
      createText(middle, top + 25, label, 'tick', 'ink-3', 'middle'),
      createText(middle, top + 25, short, 'tick', 'ink-3', 'middle'),
    )
  })
}

function placePage(page: Page, x: number, y: number, pitch: number, state: SortState): PageView {
  const places = Math.max(1, page.cells.length)
  const most = isPageDetail(state) ? 22 : Math.min(44, places * (MAX_CELL + 1))
  const width = Math.max(2, Math.min(most, pitch - Math.max(1.5, pitch * 0.18)))
  const cells = width / places >= LEAST_CELL ? page.cells : []
  return { id: page.id, run: page.run, x, y, width, height: CELL_HEIGHT, cells, filled: page.filled, now: page.now }
}

/** The pages of a run that are in memory: one, two where buffers are doubled; its first place when none is. */
function inputPages({ state, event }: Moment<SortState>, input: MergeInput): Page[] {
  const page = isPageDetail(state) ? Math.max(1, input.length) : state.header.page
  const count = state.header.doubleBuffering ? 2 : 1
  const last = Math.max(0, Math.ceil(input.length / page) - 1)
  const first = isPageDetail(state) ? 0 : Math.min(last, Math.floor(input.cursor / page))
  const isRead = event?.kind === SortEvent.readPage && event.a === input.run
  return Array.from({ length: count }, (_, i): Page => {
    const from = (first + i) * page
    const cells = isPageDetail(state) ? [input.loaded > input.cursor ? input.run : 0] : cellsOf(input, from, page)
    const filled = cells.filter((cell) => cell > 0).length / Math.max(1, cells.length)
    const isLast = input.loaded > from && input.loaded <= from + page
    return {
      id: `page-${input.run}`,
      run: input.run,
      label: i === 0 ? `R${input.run}` : '',
      cells,
      filled,
      now: isRead && isLast,
    }
  })
}

function cellsOf(input: MergeInput, from: number, page: number): number[] {
  return Array.from({ length: page }, (_, i) => {
    const place = from + i
    if (place >= input.length) return -1
    return place >= input.cursor && place < input.loaded ? input.run : 0
  })
}

function outputPages({ state, event }: Moment<SortState>, step: StepView): Page[] {
  const size = isPageDetail(state) ? 1 : state.header.page
  const wrote = step.target === 0 ? event?.kind === SortEvent.writePage : event?.kind === SortEvent.spillPage
  const cells = Array.from({ length: size }, (_, i) => state.outFrom[i] ?? 0)
  const filled = Math.min(1, state.out.length / size)
  const out: Page = { id: 'out', run: 0, label: 'out', cells, filled, now: wrote }
  if (!state.header.doubleBuffering) return [out]
  return [out, { id: 'out', run: 0, label: 'out, 2nd', cells: cells.map(() => 0), filled: 0, now: false }]
}

function sparePages(state: SortState, count: number): Page[] {
  const cells = Array.from({ length: isPageDetail(state) ? 1 : state.header.page }, () => 0)
  return Array.from({ length: count }, () => ({ id: 'spare', run: 0, label: 'spare', cells, filled: 0, now: false }))
}
