import { barX, barsSpan, isDense } from '../../../viz/bars.ts'
import type { Line, Pen } from '../../../viz/pen.ts'
import type {
  Box,
  FormView,
  KeyBox,
  MergeView,
  OutputView,
  PageView,
  RowView,
  StageText,
  StageView,
  StripView,
} from '../view-model/types.ts'
import { DIM, ON_DISK } from './layers.ts'
import { paintText } from './paint-text.ts'
import { GLYPH_X, NAME_X, nameTone, touchY, wireOf } from './row-parts.ts'

/** The lines of the stage; the same as in its style sheet. */
const LINES = {
  rule: { colour: '--line', width: 1, isCrisp: true },
  axis: { colour: '--line-2', width: 1, isCrisp: true },
  edge: { colour: '--line-2', width: 1 },
  wireNow: { colour: '--now', width: 2, isCrisp: true },
  edgeNow: { colour: '--now', width: 2 },
  bracket: { colour: '--ink', width: 1.6 },
  groups: { colour: '--ink-3', width: 1, isCrisp: true },
  dotted: { colour: '--line-2', width: 1, dash: [1, 4] },
  ghost: { colour: '--ink-ghost', width: 1.4, dash: [2, 4] },
  places: { colour: '--ink-ghost', width: 1.5 },
  pages: { colour: '--ink-3', width: 1.5 },
  held: { colour: '--ink', width: 1.6 },
  floor: { colour: '--ink-3', width: 1, dash: [3, 3] },
  touch: { colour: '--now', width: 2 },
  slot: { colour: '--now', width: 1.5 },
  cell: { colour: '--ink-ghost', width: 1 },
  frame: { colour: '--ink', width: 1.4 },
  frameNow: { colour: '--now', width: 1.4 },
} as const satisfies Record<string, Line>

const BOX_LINES: Readonly<Record<KeyBox['state'], Line>> = {
  idle: { colour: '--line-2', width: 1 },
  path: { colour: '--now', width: 1.2 },
  now: { colour: '--now', width: 2 },
  ghost: { colour: '--line-2', width: 1, dash: [2, 3] },
}
const BOX_FILLS: Readonly<Record<KeyBox['state'], string | undefined>> = {
  idle: '--paper',
  path: '--paper',
  now: '--now-wash',
  ghost: undefined,
}

/**
 * The stage without its bars, as the document shows it, on a canvas: for pictures that follow each other so fast that to
 * change the document takes longer than to draw. What lies over what is the same; nothing moves from place to place.
 */
export function paintStage(pen: Pen, view: StageView, texts: readonly StageText[], lit: number | undefined): void {
  const { scene, output, rows } = view
  for (const y of scene.rules) pen.line(`M${output.bars.origin} ${y}H${view.width - output.bars.origin}`, LINES.rule)
  const shade = (run: number, opacity = 1): void => pen.fade(lit !== undefined && run !== lit ? opacity * DIM : opacity)
  const paint: Paint = { pen, shade }
  if (scene.kind === 'form') paintForm(paint, scene)
  else {
    if (scene.strip !== undefined) paintStrip(paint, scene.strip)
    const { wires, nowWires, crisp } = scene.tree
    pen.line(wires, crisp ? LINES.axis : LINES.edge)
    pen.line(nowWires, crisp ? LINES.wireNow : LINES.edgeNow)
  }
  paintRows(paint, rows)
  if (scene.kind === 'merge') paintMerge(paint, scene)
  paintOutput(paint, output)
  for (const text of texts) paintText(pen, text)
  pen.finish()
}

interface Paint {
  readonly pen: Pen
  /** Sets the opacity of what belongs to a run. */
  readonly shade: (run: number, opacity?: number) => void
}

function paintForm({ pen, shade }: Paint, { file, slots }: FormView): void {
  pen.line(file.axis, LINES.axis)
  pen.line(file.bracket, LINES.bracket)
  pen.line(file.connector, LINES.axis)
  pen.line(file.nowLine, LINES.touch)
  pen.line(slots.cells, LINES.axis)
  for (const { run, bars } of slots.arrived === undefined ? slots.groups : [...slots.groups, slots.arrived]) {
    shade(run)
    for (let i = 0; i < bars.length; i += 4) {
      const [x, y, width, height] = bars.slice(i, i + 4) as [number, number, number, number]
      pen.noun({ x, y, width, height }, run, 0)
    }
  }
  pen.fade(1)
  pen.line(slots.brackets, LINES.groups)
  pen.line(slots.floor, LINES.floor)
  pen.area(slots.nowBars, '--now')
  pen.line(slots.nowLines, LINES.touch)
  pen.area(slots.moved?.d ?? '', '--now')
}

function paintStrip({ pen, shade }: Paint, { merged, narrow, blocks, frame, frameNow }: StripView): void {
  const onDisk = Number(pen.token(ON_DISK)) || 1
  pen.line(merged, LINES.cell)
  pen.fade(onDisk)
  pen.area(narrow, '--ink-3')
  for (const block of blocks) {
    shade(block.run, onDisk)
    pen.noun(block, block.run, block.width > 12 ? block.height : 0)
    if (block.label === '') continue
    shade(block.run)
    paintText(pen, label(block.label, block.x + 3, block.y + 9, 'tick', 'ink'))
  }
  pen.fade(1)
  if (frame !== undefined) pen.box(frame, 2, undefined, frameNow ? LINES.frameNow : LINES.frame)
}

/** Everything of the runs but their bars. */
function paintRows({ pen, shade }: Paint, rows: readonly RowView[]): void {
  for (const row of rows) {
    const { run, x, y, bars, cursor, loaded, length, expected, touch, touchFrom, touchTo } = row
    pen.moveTo(x, y)
    shade(run)
    if (run > 0) pen.glyph(run, row.nameX + (row.label === '' ? 5 : GLYPH_X), 0, row.glyphR)
    if (row.label !== '') {
      const baseline = row.labelSize === 'mono' ? 4 : 3.4
      paintText(pen, label(row.label, row.nameX + NAME_X, baseline, row.labelSize, nameTone(row)))
    }
    pen.dashes([...placesOf(row, 0, cursor), ...placesOf(row, length, expected)], LINES.places)
    pen.line(wireOf(row), row.wireNow ? LINES.wireNow : LINES.axis)
    const under = (from: number, to: number, at: number): readonly number[] => {
      const [left, right] = barsSpan(bars, from, to)
      return [left, at, right - left]
    }
    if (loaded > cursor) pen.dashes(under(cursor, loaded, touchY(row)), LINES.held)
    const isRead = touch === 'page' || touch === 'seal'
    if (isRead && touchTo > touchFrom) pen.dashes(under(touchFrom, touchTo, touchY(row)), LINES.touch)
    if (touch === 'emit') pen.dashes(under(touchFrom, touchTo, bars.base), LINES.touch)
  }
  pen.moveTo(0, 0)
  pen.fade(1)
}

/** Where records [from, to) have been or will be: x, y and length of a dash each, or of one line where they are dense. */
function placesOf({ bars }: RowView, from: number, to: number): readonly number[] {
  if (to <= from) return []
  if (isDense(bars)) {
    const [left, right] = barsSpan(bars, from, to)
    return [left, bars.base, right - left]
  }
  const all: number[] = []
  for (let i = from; i < to; i++) all.push(barX(bars, i), bars.base, bars.width)
  return all
}

function paintMerge(paint: Paint, { heads, tree, budget }: MergeView): void {
  // Those of the present lie over the others.
  for (const isNow of [false, true]) {
    for (const box of [...heads, ...tree.boxes]) if ((box.state === 'now') === isNow) paintBox(paint, box)
  }
  for (const page of budget?.pages ?? []) paintPage(paint, page)
  paint.pen.fade(1)
}

function paintBox({ pen, shade }: Paint, box: KeyBox): void {
  const { glyph, text, state, height } = box
  shade(box.run)
  pen.box(box, Math.min(2, height / 4), BOX_FILLS[state], BOX_LINES[state])
  if (glyph !== undefined) pen.glyph(box.run, glyph.x, glyph.y, glyph.r)
  if (text !== undefined) paintText(pen, state === 'ghost' ? { ...text, tone: 'ink-3' } : text)
}

const CELL_GAP = 1

function paintPage({ pen, shade }: Paint, page: PageView): void {
  const { x, y, width, height, cells, filled, now, run } = page
  if (cells.length === 0) {
    shade(run)
    pen.box(inset(page, 1), 0, undefined, now ? LINES.touch : LINES.cell)
    pen.noun({ x, y, width: width * filled, height }, run, 0)
    return
  }
  const pitch = (width + CELL_GAP) / cells.length
  for (const [i, held] of cells.entries()) {
    if (held < 0) continue
    const at = { x: x + i * pitch, y, width: pitch - CELL_GAP, height }
    shade(held)
    if (held > 0) pen.noun(at, held, 0)
    else pen.box(inset(at, 0.5), 0, undefined, LINES.cell)
  }
  pen.fade(1)
  if (now) pen.dashes([x, y + height + 2.5, width], LINES.touch)
}

function inset({ x, y, width, height }: Box, least: number): Box {
  return { x: x + 0.5, y: y + 0.5, width: Math.max(least, width - 1), height: height - 1 }
}

function paintOutput({ pen, shade }: Paint, output: OutputView): void {
  const { axis, ticks, top, ghost, risen, pages, pageNow, floor, slot } = output
  pen.line(axis, LINES.axis)
  pen.line(ticks, LINES.axis)
  pen.line(top, LINES.dotted)
  pen.line(ghost, LINES.ghost)
  if (risen !== undefined) {
    shade(risen.run)
    pen.noun(risen, risen.run, 0)
    pen.fade(1)
  }
  pen.line(pages, LINES.pages)
  pen.line(pageNow, LINES.touch)
  pen.line(floor, LINES.floor)
  if (slot !== undefined) pen.line(`M${slot.x} ${slot.from}V${slot.to}`, LINES.slot)
}

function label(text: string, x: number, y: number, style: StageText['style'], tone: StageText['tone']): StageText {
  return { x, y, text, style, tone, anchor: 'start' }
}
