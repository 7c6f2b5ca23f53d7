import { columnEdges } from './columns.ts'
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
  const winners = winColumns(log, kinds, columnEdges(window, columns, first, Math.max(first, log.length)))
  const xs: number[] = []
  const found: number[] = []
  winners.forEach((rank, column) => {
    if (rank < 0) return
    xs.push(column)
    found.push(kinds[rank] as number)
  })
  return { xs, kinds: found }
}

/** Index into `kinds` of the rarest one in every column, -1 where the column is empty. */
function winColumns(log: EventSource, kinds: readonly number[], edges: Uint32Array): Int16Array {
  const winners = new Int16Array(edges.length - 1).fill(-1)
  const claim = (rank: number, lo: number, hi: number, countLo: number, countHi: number): void => {
    if (countLo === countHi) return
    if (hi - lo === 1) {
      if ((winners[lo] as number) < rank) winners[lo] = rank
      return
    }
    const middle = (lo + hi) >>> 1
    const countMiddle = log.count(kinds[rank] as number, edges[middle] as number)
    claim(rank, lo, middle, countLo, countMiddle)
    claim(rank, middle, hi, countMiddle, countHi)
  }
  const last = winners.length
  for (let rank = kinds.length - 1; rank > 0; rank--) {
    const kind = kinds[rank] as number
    claim(rank, 0, last, log.count(kind, edges[0] as number), log.count(kind, edges[last] as number))
  }
  if (kinds.length > 0) fillRest(log, kinds[0] as number, edges, winners)
  return winners
}

/** The commonest kind takes what is left, so it is asked for only there. */
function fillRest(log: EventSource, kind: number, edges: Uint32Array, winners: Int16Array): void {
  winners.forEach((rank, column) => {
    const from = edges[column] as number
    const to = edges[column + 1] as number
    if (rank < 0 && to > from && log.count(kind, to) > log.count(kind, from)) winners[column] = 0
  })
}
