import type { EventSource } from './events.ts'
import { clamp } from './window.ts'
import type { EventWindow } from './window.ts'

/**
 * At multiples of this the log's index knows its counts without reading an event. With as many events a pixel, columns
 * begin at such multiples: half a pixel at most from where they should.
 */
const BLOCK = 256

/**
 * The events of each pixel column when there is less than a pixel for one: column i holds the events with 0-based
 * number in [edges[i], edges[i + 1]). An event belongs to the column of its left edge; events before `first` and after
 * `last` to none.
 */
export function columnEdges(window: EventWindow, columns: number, first: number, last: number): Uint32Array {
  const edges = new Uint32Array(columns + 1)
  const step = (window.to - window.from) / columns
  for (let i = 0; i <= columns; i++) {
    const at = window.from + i * step
    const snaps = step >= BLOCK && i > 0 && i < columns
    const edge = snaps ? Math.round(at / BLOCK) * BLOCK : Math.ceil(at)
    edges[i] = clamp(edge, first, last)
  }
  return edges
}

/** How many events of each of `kinds` every column holds: one array a kind, in the order given. */
export function countColumns(log: EventSource, kinds: readonly number[], edges: Uint32Array): Uint32Array[] {
  const columns = edges.length - 1
  const span = (edges[columns] ?? 0) - (edges[0] ?? 0)
  return span < BLOCK * columns ? scanColumns(log, kinds, edges) : probeColumns(log, kinds, edges)
}

/** `countColumns` by reading every event once. */
export function scanColumns(log: EventSource, kinds: readonly number[], edges: Uint32Array): Uint32Array[] {
  const columns = edges.length - 1
  // One flat table with a row a kind; kinds that are not asked for are counted in a last row that nobody reads.
  const counts = new Uint32Array((kinds.length + 1) * columns)
  const rowStart = new Uint32Array(256).fill(kinds.length * columns)
  kinds.forEach((kind, i) => (rowStart[kind] = i * columns))
  let column = 0
  let at = edges[0] ?? 0
  log.visit(at, edges[columns] ?? 0, (chunk, lo, hi) => {
    const { kind } = chunk
    let i = lo
    while (i < hi) {
      while (at >= (edges[column + 1] as number)) column++
      const end = Math.min(hi, i + (edges[column + 1] as number) - at)
      at += end - i
      for (; i < end; i++) {
        const cell = (rowStart[kind[i] as number] as number) + column
        counts[cell] = (counts[cell] as number) + 1
      }
    }
  })
  return kinds.map((_, i) => counts.subarray(i * columns, (i + 1) * columns))
}

/** `countColumns` from the log's index; a stretch without the kind is seen to be one from its two ends. */
export function probeColumns(log: EventSource, kinds: readonly number[], edges: Uint32Array): Uint32Array[] {
  const columns = edges.length - 1
  return kinds.map((kind) => {
    const counts = new Uint32Array(columns)
    const before = (i: number) => log.count(kind, edges[i] as number)
    const fill = (lo: number, hi: number, countLo: number, countHi: number): void => {
      if (countLo === countHi) return
      if (hi - lo === 1) {
        counts[lo] = countHi - countLo
        return
      }
      const middle = (lo + hi) >>> 1
      const countMiddle = before(middle)
      fill(lo, middle, countLo, countMiddle)
      fill(middle, hi, countMiddle, countHi)
    }
    if (columns > 0) fill(0, columns, before(0), before(columns))
    return counts
  })
}
