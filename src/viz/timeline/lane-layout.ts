import { columnEdges, countColumns } from './columns.ts'
import type { EventSource } from './events.ts'
import { barWidthOf, detailOf } from './score-layout.ts'
import { pxPerEvent } from './window.ts'
import type { EventWindow } from './window.ts'

/** Marks of a strip that is one lane high, from left to right; where a pixel holds many events the rarest kind has it. */
export interface LaneLayout {
  readonly barWidth: number
  readonly xs: readonly number[]
  readonly kinds: readonly number[]
}

/**
 * One lane with the events of the window whose 0-based number is at least `first`. `kinds` are the kinds from commonest
 * to rarest; kinds that are not named are not drawn.
 */
export function layoutLane(
  log: EventSource,
  kinds: readonly number[],
  window: EventWindow,
  widthPx: number,
  first = 0,
): LaneLayout {
  const px = pxPerEvent(window, widthPx)
  const barWidth = barWidthOf(px)
  if (detailOf(px) === 'counts') return { barWidth, ...layoutColumns(log, kinds, window, widthPx, first) }
  const from = Math.max(first, Math.floor(window.from))
  const to = Math.max(from, Math.min(log.length, Math.ceil(window.to)))
  const xs: number[] = []
  const found: number[] = []
  let at = from
  log.visit(from, to, (chunk, lo, hi) => {
    for (let i = lo; i < hi; i++, at++) {
      const kind = chunk.kind[i] as number
      if (!kinds.includes(kind)) continue
      xs.push((at - window.from) * px)
      found.push(kind)
    }
  })
  return { barWidth, xs, kinds: found }
}

function layoutColumns(
  log: EventSource,
  kinds: readonly number[],
  window: EventWindow,
  widthPx: number,
  first: number,
): { xs: number[]; kinds: number[] } {
  const columns = Math.max(1, Math.round(widthPx))
  const counts = countColumns(log, kinds, columnEdges(window, columns, first, Math.max(first, log.length)))
  const xs: number[] = []
  const found: number[] = []
  for (let column = 0; column < columns; column++) {
    const rarest = counts.findLastIndex((row) => (row[column] as number) > 0)
    if (rarest < 0) continue
    xs.push(column)
    found.push(kinds[rarest] as number)
  }
  return { xs, kinds: found }
}
