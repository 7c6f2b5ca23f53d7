import { ROW_INSET } from './geometry.ts'
import type { LaneLayout } from './lane-layout.ts'
import type { ScoreLayout, ScoreRow } from './score-layout.ts'

/** Fill of a kind's marks, ready for the canvas. */
export type KindColor = (kind: number) => string

/** The part of a canvas context that the drawings use; y is measured from the band's own top edge. */
export type BandContext = Pick<CanvasRenderingContext2D, 'fillStyle' | 'fillRect' | 'fillText' | 'font' | 'globalAlpha'>

/** The score: a row of bars a kind, standing on its staff line. */
export function drawScore(
  context: BandContext,
  layout: ScoreLayout,
  pitch: number,
  barHeight: number,
  color: KindColor,
): void {
  layout.rows.forEach((row, i) => {
    const foot = i * pitch + ROW_INSET + barHeight
    context.fillStyle = color(row.kind)
    drawBars(context, row.xs, (bar) => row.heights[bar] as number, layout.barWidth, foot)
  })
}

/** The score close up: cells, of one width in each row. */
export function drawCells(
  context: BandContext,
  layout: ScoreLayout,
  widths: readonly number[],
  pitch: number,
  color: KindColor,
): void {
  layout.rows.forEach((row, i) => {
    context.fillStyle = color(row.kind)
    row.xs.forEach((x, cell) => {
      context.fillRect(x, i * pitch + ROW_INSET, widths[i] ?? layout.barWidth, row.heights[cell] as number)
    })
  })
}

/** Columns that touch and are equally high are one rectangle: a row that is full of its kind costs one call. */
function drawBars(
  context: BandContext,
  xs: readonly number[],
  heightOf: (bar: number) => number,
  barWidth: number,
  foot: number,
): void {
  let bar = 0
  while (bar < xs.length) {
    const x = xs[bar] as number
    const height = heightOf(bar)
    let end = x + barWidth
    bar++
    while (xs[bar] === end && heightOf(bar) === height) {
      end += barWidth
      bar++
    }
    context.fillRect(x, foot - height, end - x, height)
  }
}

/** All rows on one foot, the rarest (last) drawn first and tallest: the phone's lane. `heightOf` is by row. */
export function drawOneLane(
  context: BandContext,
  layout: ScoreLayout,
  foot: number,
  heightOf: (row: number) => number,
  color: KindColor,
): void {
  for (let i = layout.rows.length - 1; i >= 0; i--) {
    const row = layout.rows[i] as ScoreRow
    const height = heightOf(i)
    context.fillStyle = color(row.kind)
    drawBars(context, row.xs, () => height, layout.barWidth, foot)
  }
}

/** A strip: marks of one height, neighbours of one kind in one stroke. */
export function drawLane(context: BandContext, lane: LaneLayout, top: number, height: number, color: KindColor): void {
  const { xs, kinds, barWidth } = lane
  let i = 0
  while (i < xs.length) {
    const start = i++
    while (i < xs.length && barWidth === 1 && kinds[i] === kinds[start] && xs[i] === (xs[i - 1] as number) + 1) i++
    context.fillStyle = color(kinds[start] as number)
    context.fillRect(xs[start] as number, top, (xs[i - 1] as number) - (xs[start] as number) + barWidth, height)
  }
}
