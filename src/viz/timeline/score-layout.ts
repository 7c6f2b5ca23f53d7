import { columnEdges, countColumns } from './columns.ts'
import type { EventSource } from './events.ts'
import { pxPerEvent } from './window.ts'
import type { EventWindow } from './window.ts'

/**
 * How an event is drawn, by the pixels there are for one: 12 and more a cell, from 1 a bar, under 1 every pixel column
 * says by its height how many there are.
 */
export type ScoreDetail = 'cells' | 'bars' | 'counts'

/** One staff line: its bars from left to right. */
export interface ScoreRow {
  readonly kind: number
  /** Left edges in pixels. */
  readonly xs: readonly number[]
  /** Heights in pixels, at most the row's. A kind that occurs in a column has at least 2.5 there. */
  readonly heights: readonly number[]
  /** Number of the event (1-based) that the bar stands for; empty where bars stand for many. */
  readonly seqs: readonly number[]
}

export interface ScoreLayout {
  readonly detail: ScoreDetail
  readonly barWidth: number
  readonly rows: readonly ScoreRow[]
}

export const MIN_BAR_PX = 2.5
const CELL_FROM_PX = 12

export function detailOf(px: number): ScoreDetail {
  if (px >= CELL_FROM_PX) return 'cells'
  return px >= 1 ? 'bars' : 'counts'
}

/** Width of one event's mark where there are `px` pixels for it. */
export function barWidthOf(px: number): number {
  if (px >= CELL_FROM_PX) return px - 2
  return px >= 1 ? Math.min(6, px * 0.78) : 1
}

/**
 * The score: for each of `kinds` a row of bars of at most `rowHeight` pixels over a width of `widthPx`. Every event of
 * the window is in a bar; a muted kind is the caller's business. The cost is that of the pixels, not of the log.
 */
export function layoutScore(
  log: EventSource,
  kinds: readonly number[],
  window: EventWindow,
  widthPx: number,
  rowHeight: number,
): ScoreLayout {
  const px = pxPerEvent(window, widthPx)
  const detail = detailOf(px)
  const rows =
    detail === 'counts'
      ? layoutCounts(log, kinds, window, widthPx, rowHeight)
      : layoutBars(log, kinds, window, px, rowHeight)
  return { detail, barWidth: barWidthOf(px), rows }
}

function layoutBars(
  log: EventSource,
  kinds: readonly number[],
  window: EventWindow,
  px: number,
  rowHeight: number,
): ScoreRow[] {
  const first = Math.max(0, Math.floor(window.from))
  const last = Math.min(log.length, Math.ceil(window.to))
  const seqs: number[][] = kinds.map(() => [])
  const byKind: (number[] | undefined)[] = []
  kinds.forEach((kind, i) => (byKind[kind] = seqs[i]))
  let seq = first
  log.visit(first, last, (chunk, lo, hi) => {
    for (let i = lo; i < hi; i++) {
      seq++
      byKind[chunk.kind[i] as number]?.push(seq)
    }
  })
  return kinds.map((kind, i) => {
    const row = seqs[i] ?? []
    return {
      kind,
      seqs: row,
      xs: row.map((event) => (event - 1 - window.from) * px),
      heights: row.map(() => rowHeight),
    }
  })
}

/**
 * A bar's height is the kind's share of its column, on a scale where the row's largest share is full height. Shares and
 * not counts, because neighbouring columns hold one event more or less when the zoom is not a whole number.
 */
function layoutCounts(
  log: EventSource,
  kinds: readonly number[],
  window: EventWindow,
  widthPx: number,
  rowHeight: number,
): ScoreRow[] {
  const columns = Math.max(1, Math.round(widthPx))
  const edges = columnEdges(window, columns, 0, log.length)
  return countColumns(log, kinds, edges).map((counts, i) => {
    const shares = new Float64Array(columns)
    let largest = 0
    for (let column = 0; column < columns; column++) {
      const count = counts[column] as number
      if (count === 0) continue
      const share = count / ((edges[column + 1] as number) - (edges[column] as number))
      shares[column] = share
      if (share > largest) largest = share
    }
    const xs: number[] = []
    const heights: number[] = []
    for (let column = 0; column < columns; column++) {
      const share = shares[column] as number
      if (share === 0) continue
      xs.push(column)
      heights.push(Math.max(MIN_BAR_PX, (share / largest) * rowHeight))
    }
    return { kind: kinds[i] as number, seqs: [], xs, heights }
  })
}
