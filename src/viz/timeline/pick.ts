import type { EventSource } from './events.ts'
import { barWidthOf, detailOf } from './score-layout.ts'
import { positionAt, pxPerEvent, xOf } from './window.ts'
import type { EventWindow } from './window.ts'

const REACH_PX = 4

/**
 * The event (1-based number) under a pixel: on the row of `kind` the nearest one of that kind whose mark is within
 * 4 px; without a kind the one whose place it is. Undefined where there is none.
 */
export function pickEvent(
  log: EventSource,
  window: EventWindow,
  widthPx: number,
  x: number,
  kind: number | undefined,
): number | undefined {
  const index = Math.floor(positionAt(window, widthPx, x))
  if (kind === undefined) return index >= 0 && index < log.length ? index + 1 : undefined
  const before = log.count(kind, Math.min(Math.max(index + 1, 0), log.length))
  const near = [log.nth(kind, before), log.nth(kind, before + 1)]
  let best: number | undefined
  let bestDistance = REACH_PX
  for (const seq of near) {
    if (seq === undefined) continue
    const distance = distanceTo(window, widthPx, seq, x)
    if (distance > bestDistance) continue
    best = seq
    bestDistance = distance
  }
  return best
}

/** The whole position that a press at `x` means: the nearest, or on a cell the one after its event. */
export function pressedPosition(log: EventSource, window: EventWindow, widthPx: number, x: number): number {
  const at = positionAt(window, widthPx, x)
  const cells = detailOf(pxPerEvent(window, widthPx)) === 'cells'
  return Math.min(Math.max(cells ? Math.ceil(at - 0.1) : Math.round(at), 0), log.length)
}

function distanceTo(window: EventWindow, widthPx: number, seq: number, x: number): number {
  const left = xOf(window, widthPx, seq - 1)
  const right = left + barWidthOf(pxPerEvent(window, widthPx))
  return Math.max(0, left - x, x - right)
}
