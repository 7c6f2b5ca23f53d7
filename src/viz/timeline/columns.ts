import type { EventSource } from './events.ts'
import { clamp } from './window.ts'
import type { EventWindow } from './window.ts'

/** Up to here one pass over the events is cheaper than asking the index at every pixel. */
const SCAN_EVENTS = 200_000

/**
 * The events of each pixel column when there is less than a pixel for one: column i holds the events with 0-based
 * number in [edges[i], edges[i + 1]). An event belongs to the column of its left edge; events before `first` and after
 * `last` to none.
 */
export function columnEdges(window: EventWindow, columns: number, first: number, last: number): Uint32Array {
  const edges = new Uint32Array(columns + 1)
  const step = (window.to - window.from) / columns
  for (let i = 0; i <= columns; i++) edges[i] = clamp(Math.ceil(window.from + i * step), first, last)
  return edges
}

/** How many events of each of `kinds` every column holds: one array a kind, in the order given. */
export function countColumns(log: EventSource, kinds: readonly number[], edges: Uint32Array): Uint32Array[] {
  const span = (edges.at(-1) ?? 0) - (edges[0] ?? 0)
  return span <= SCAN_EVENTS ? scanColumns(log, kinds, edges) : probeColumns(log, kinds, edges)
}

/** `countColumns` by reading every event once. */
export function scanColumns(log: EventSource, kinds: readonly number[], edges: Uint32Array): Uint32Array[] {
  const columns = edges.length - 1
  const counts = kinds.map(() => new Uint32Array(columns))
  const byKind: (Uint32Array | undefined)[] = []
  kinds.forEach((kind, i) => (byKind[kind] = counts[i]))
  let column = 0
  let at = edges[0] ?? 0
  log.visit(at, edges[columns] ?? 0, (chunk, lo, hi) => {
    for (let i = lo; i < hi; i++, at++) {
      while (at >= (edges[column + 1] as number)) column++
      const row = byKind[chunk.kind[i] as number]
      if (row !== undefined) row[column] = (row[column] as number) + 1
    }
  })
  return counts
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
