import { barRectangles, countDrawn, type Rectangles } from '../../../viz/bars.ts'
import type { BarLayer } from '../../../viz/bar-layers.ts'
import { nounColour } from '../../../viz/glyph.tsx'
import type { BarGroup, RowView, StageView } from '../view-model/types.ts'

/** More bars than this are drawn on a canvas. */
const MOST_SVG_BARS = 1500
/** What steps back because another noun is lit. */
export const DIM = 0.35
const PLAIN = 0.75
export const ON_DISK = '--ondisk'

/** Bars of the picture, however they are drawn. */
function countBars(view: StageView): number {
  const rows = view.rows.reduce((sum, row) => sum + countDrawn(row.bars, row.length - row.cursor), 0)
  const file = view.scene.kind === 'form' ? countDrawn(view.scene.file.bars, fileBars(view)) : 0
  return rows + file + countDrawn(view.output.bars, view.output.box.width / Math.max(view.output.bars.step, 1e-6))
}

function fileBars(view: StageView): number {
  if (view.scene.kind !== 'form') return 0
  const { bars } = view.scene.file
  return Math.round((view.width - 2 * bars.origin) / bars.step)
}

/** True when the picture has more bars than a document should hold. */
export function needsCanvas(view: StageView): boolean {
  return countBars(view) > MOST_SVG_BARS
}

/** All bars as layers of a canvas; `lit` is the noun that is not dimmed. */
export function barLayers(view: StageView, lit: number | undefined): BarLayer[] {
  const file = view.scene.kind === 'form' ? view.scene.file.groups : []
  const groups = [...file, ...view.output.groups].map((group) => groupLayer(group, lit))
  const rows = view.rows.flatMap((row) => rowLayers(row, lit))
  return [...groups, ...rows].filter(({ bars }) => bars.length > 0)
}

function groupLayer({ run, bars, tone }: BarGroup, lit: number | undefined): BarLayer {
  const fill = run > 0 ? nounColour(run) : 'var(--ink-3)'
  const opacity = dimmed(tone === 'plain' ? PLAIN : 1, run, lit)
  return { bars, fill, opacity, fade: tone === 'disk' ? ON_DISK : undefined, x: 0, y: 0 }
}

interface RowRectangles {
  readonly key: string
  readonly disk: Rectangles
  readonly held: Rectangles
}

/** What was drawn last of a run: most runs look the same from step to step. */
const rowRectangles = new WeakMap<Float32Array, RowRectangles>()

function rowLayers(row: RowView, lit: number | undefined): BarLayer[] {
  const { bars, heights, cursor, loaded, length, x, y, run } = row
  const key = [bars.origin, bars.step, bars.base, bars.high, cursor, loaded, length].join()
  let drawn = rowRectangles.get(heights)
  if (drawn?.key !== key) {
    const disk = barRectangles(bars, heights, loaded, length)
    drawn = { key, disk, held: barRectangles(bars, heights, cursor, loaded) }
    rowRectangles.set(heights, drawn)
  }
  const fill = run > 0 ? nounColour(run) : 'var(--ink-3)'
  const opacity = dimmed(1, run, lit)
  return [
    { bars: drawn.disk, fill, opacity, fade: ON_DISK, x, y },
    { bars: drawn.held, fill, opacity, fade: undefined, x, y },
  ]
}

function dimmed(opacity: number, run: number, lit: number | undefined): number {
  return lit !== undefined && run !== lit ? opacity * DIM : opacity
}
