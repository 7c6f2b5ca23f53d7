import { formatCount, formatPlural } from '../../../base/format.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { historyOf } from '../history.ts'
import { memoryHeld } from '../memory-held.ts'
import { outcomeOf } from '../outcome.ts'
import { fitsInMemory, isWrittenFromMemory, layoutFile } from './file.ts'
import { tryInputPages } from './product-pages.ts'
import { growingRun, isPageDetail } from './read.ts'
import { layoutRunGrid } from './run-grid.ts'
import { isSelecting, layoutSelection, namesOfParts } from './selection.ts'
import { layoutSlots } from './slots.ts'
import { createText, cutText, toneOf, widthOf, type TextPlacer } from './text.ts'
import type { Box, FormView, RowView, SlotsView, StageText } from './types.ts'
import { clamp, type Zones } from './zones.ts'

interface FormScene {
  readonly view: FormView
  readonly rows: readonly RowView[]
}

/** y of everything while runs are made. */
interface FormBands {
  readonly fileTop: number
  readonly fileBase: number
  readonly memory: Box
  /** Where words about memory go: beside it, or above and below it where the stage is narrow. */
  readonly words: { readonly y: number; readonly outcomeY: number; readonly beside: boolean }
  readonly runsTitleY: number | undefined
  readonly runs: Box
}

/** The file on top, memory under it, the runs below: how a file becomes runs. */
export function layoutForm(moment: Moment<SortState>, zones: Zones, placer: TextPlacer): FormScene {
  const bands = layoutBands(zones)
  const { memory } = bands
  placeTitle(moment, zones, placer)
  const selecting = isSelecting(moment.state)
  const slots = selecting ? layoutSelection(moment, memory) : layoutSlots(moment, memory)
  const memoryRight = slots.box.x + slots.box.width
  // Words that stand over memory are where the line down to it would end: it ends above them.
  const memoryTop = bands.words.beside ? memory.y : bands.words.y - 10
  const place = { top: bands.fileTop, base: bands.fileBase, memoryLeft: slots.box.x, memoryRight, memoryTop }
  const file = layoutFile(moment, zones, place, placer)
  const wordsX = bands.words.beside ? slots.box.x + slots.box.width + 16 : zones.left
  placeMemoryWords(moment, { ...bands.words, x: wordsX, room: zones.right - wordsX }, placer)
  if (selecting) placePartNames(moment.state, slots, bands, placer)
  placeRunsTitle(moment, zones, bands, placer)
  const rows = layoutRunGrid(moment, bands.runs)
  if (moment.position === 0) placeHint(moment, zones, placer)
  return { view: { kind: 'form', file, slots, rules: [zones.outputTop] }, rows }
}

function layoutBands(zones: Zones): FormBands {
  const height = zones.outputTop
  const beside = !zones.narrow && !zones.compact
  const fileTop = (zones.captionY ?? -2) + 10
  const fileBase = Math.round(fileTop + clamp(height * 0.165, 26, 90))
  const memoryTop = fileBase + (beside ? 32 : 38)
  const memoryHeight = Math.round(clamp(height * 0.12, 22, 60))
  const width = zones.right - zones.left
  const memory = { x: zones.left, y: memoryTop, width: beside ? width * 0.62 : width, height: memoryHeight }
  const below = memoryTop + memoryHeight
  const titled = !zones.compact
  const runsTop = below + (beside ? 46 : titled ? 50 : 28)
  return {
    fileTop,
    fileBase,
    memory,
    words: beside
      ? { y: memoryTop + 15, outcomeY: memoryTop + 32, beside }
      : { y: memoryTop - 7, outcomeY: below + (titled ? 18 : 17), beside },
    runsTitleY: titled ? below + (beside ? 37 : 40) : undefined,
    runs: { x: zones.left, y: runsTop, width, height: Math.max(10, zones.outputTop - 8 - runsTop) },
  }
}

function placeTitle(moment: Moment<SortState>, zones: Zones, placer: TextPlacer): void {
  if (zones.captionY === undefined) return
  const { state } = moment
  const { header } = state
  const words = isPageDetail(state)
    ? [`${pagesRead(moment)} read, ${formatPlural(state.inputRead, 'record')}`, pagesRead(moment)]
    : [
        `${formatPlural(header.records, 'record')} as ${header.records === 1 ? 'it' : 'they'} arrived; height = key`,
        formatPlural(header.records, 'record'),
      ]
  placer.place(...words.map((text) => titled(zones.left, zones.captionY ?? 0, 'The file', text)))
}

/** "454 of about 1,394 pages". */
function pagesRead(moment: Moment<SortState>): string {
  const all = tryInputPages(moment)
  if (all === undefined) return formatPlural(moment.state.counts.inputPagesRead, 'page')
  return `${formatCount(all.read)} of ${all.isExact ? '' : 'about '}${formatPlural(all.pages, 'page')}`
}

function titled(x: number, y: number, lead: string, text: string): StageText {
  return { ...createText(x, y, text, 'label', 'ink-2'), lead }
}

interface Words {
  readonly x: number
  readonly y: number
  readonly outcomeY: number
  readonly room: number
}

/** What the parts of memory are for, under them. */
function placePartNames(state: SortState, slots: SlotsView, { memory, words }: FormBands, placer: TextPlacer): void {
  if (!words.beside) return
  const y = memory.y + memory.height + 21
  for (const part of namesOfParts(state, slots)) {
    const left = (text: string): number => slots.bars.origin + widthOf(text, 'label') / 2
    const named = part.words.map((text) =>
      createText(Math.max(part.x, left(text)), y, text, 'label', 'ink-3', 'middle'),
    )
    placer.place(...named)
  }
}

/** What memory holds, and under it what the event did. */
function placeMemoryWords(moment: Moment<SortState>, { x, y, outcomeY, room }: Words, placer: TextPlacer): void {
  const lead = 'Memory'
  const space = room - widthOf(lead, 'strong') - 10
  const words = memoryWords(moment).filter((text) => widthOf(text, 'label') <= space)
  placer.place(...words.map((text) => titled(x, y, lead, text)), titled(x, y, lead, ''))
  if (moment.position === 0 || moment.event === undefined) return
  const outcome = outcomeOf(moment)
  const line = cutText(outcome, room, 'strong')
  placer.place({
    ...createText(x, outcomeY, line, 'strong', toneOf(moment)),
    ...(line === outcome ? {} : { full: outcome }),
  })
}

function memoryWords(moment: Moment<SortState>): string[] {
  const { state } = moment
  if (isPageDetail(state)) return [formatPlural(state.filled - state.spilled, 'record')]
  const room = formatCount(memoryHeld(moment))
  const { selection, sorter } = state
  if (selection !== undefined) return selectionWords(state, selection.heap.size === 0)
  if (state.filled === 0) return [`room for ${room}, empty`, `room for ${room}`]
  const filled = formatCount(state.filled)
  if (state.stage === 'fill') return [`${filled} of ${room} records`, `${filled} of ${room}`]
  if (state.stage === 'sort' && sorter !== undefined && !sorter.isDone) {
    const width = 2 ** sorter.level
    return [
      `${formatPlural(state.filled, 'record')}, groups of ${formatCount(width)} merged into ${formatCount(width * 2)}`,
      `groups of ${formatCount(width)} into ${formatCount(width * 2)}`,
      filled,
    ]
  }
  if (state.spilled > 0) {
    const where = isWrittenFromMemory(moment) ? 'the output' : `R${growingRun(state)}`
    return [
      `${formatCount(state.spilled)} of ${filled} gone to ${where}`,
      `${formatCount(state.spilled)} of ${filled} gone`,
    ]
  }
  return [formatPlural(state.filled, 'record'), filled]
}

function selectionWords(state: SortState, isFilling: boolean): string[] {
  const { selection } = state
  if (selection === undefined) return []
  if (isFilling) return [`${formatPlural(selection.incoming.length, 'record')} read into the heap`]
  const current = growingRun(state)
  const tags = Array.from(
    { length: selection.heap.size },
    (_, i) => selection.tags.get(selection.heap.items[i] as number) ?? 0,
  )
  const waiting = tags.filter((tag) => tag > current).length
  const joining = tags.filter((tag) => tag > 0 && tag <= current).length
  return [
    `${formatCount(joining)} can join R${current}, ${formatCount(waiting)} wait for R${current + 1}`,
    `${formatCount(joining)} join, ${formatCount(waiting)} wait`,
  ]
}

function placeRunsTitle(moment: Moment<SortState>, zones: Zones, bands: FormBands, placer: TextPlacer): void {
  const y = bands.runsTitleY
  if (y === undefined) return
  const { state } = moment
  const done = state.waiting.length
  if (isWrittenFromMemory(moment)) {
    const words = fitsInMemory(moment)
      ? ['everything fits in memory, so the sorted records are the output', 'everything fits in memory']
      : ['what is wanted fits in memory, so it is the output', 'what is wanted fits in memory']
    placer.place(...words.map((text) => titled(zones.left, y, 'No runs', text)))
    return
  }
  const lead = done === 0 ? 'Sorted runs on disk' : `${formatPlural(done, 'sorted run')} on disk`
  const how = isSelecting(state)
    ? ['a record joins while it is not before the one written last', 'by replacement selection']
    : ['each is one memory full, sorted and spilled', 'one memory full each']
  placer.place(...how.map((text) => titled(zones.left, y, lead, text)), titled(zones.left, y, lead, ''))
}

/** Stages of this height and more have room for the whole of what will happen. */
const LONG_HINT_FROM = 540

/** What there is to do before the first event, in lines so short that the line to come does not run through them. */
function placeHint({ log, state }: Moment<SortState>, zones: Zones, placer: TextPlacer): void {
  if (zones.compact || zones.height - zones.outputTop < 110) return
  const y = zones.outputTop + (zones.narrow ? 40 : 48)
  const { doneAt } = historyOf(log)
  // A file is opened and looked over before the first page of it goes to memory.
  const isLookedOver = log.length === 0 && isPageDetail(state)
  const title = isLookedOver ? 'The log has not begun.' : 'Nothing has happened yet.'
  placer.place(createText(zones.left, y, title, 'title', 'ink'))
  const body = (line: number, text: string): StageText =>
    createText(zones.left, y + 4 + 18 * line, text, 'body', 'ink-2')
  if (isLookedOver) placer.place(body(1, 'Before its first event the file is looked over once.'))
  // A run that has written nothing has nothing to play.
  if (log.length === 0) return
  const key = zones.narrow ? 'play' : 'space'
  const press = (text: string): StageText => ({ ...body(1, `Press ${key}${text}`), key })
  if (doneAt === undefined) placer.place(press('.'))
  else if (zones.narrow || zones.height < LONG_HINT_FROM)
    placer.place(press(` for ${formatPlural(doneAt, 'event')}.`), press('.'))
  else {
    placer.place(press(` and ${formatPlural(doneAt, 'event')} will turn the file`))
    placer.place(body(2, 'above into the line below.'))
  }
}
