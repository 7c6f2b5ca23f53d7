import { countWhile } from '../../base/search.ts'
import { pxPerEvent, xOf } from './window.ts'
import type { EventWindow } from './window.ts'

/**
 * Which of many places (ascending) are drawn in the window so that they keep about `gapPx` from each other: indexes,
 * ascending. The choice is every 2nd, 4th, 8th … of them, so it does not flicker when the window moves. Index `keep` is
 * always among them when it is in the window; others give way to it.
 */
export function thinPlaces(
  places: ArrayLike<number>,
  window: EventWindow,
  widthPx: number,
  gapPx: number,
  keep: number | undefined,
): number[] {
  if (!(widthPx > 0)) return []
  const first = countWhile(places.length, (i) => (places[i] as number) < window.from)
  const last = countWhile(places.length, (i) => (places[i] as number) <= window.to)
  let stride = 1
  while (((last - first) / stride) * gapPx > widthPx) stride *= 2
  const kept = keep !== undefined && keep >= first && keep < last ? keep : undefined
  const keptX = kept === undefined ? undefined : xOf(window, widthPx, places[kept] as number)
  const found: number[] = []
  for (let i = Math.ceil(first / stride) * stride; i < last; i += stride) {
    if (i === kept) continue
    const x = xOf(window, widthPx, places[i] as number)
    if (stride === 1 || keptX === undefined || Math.abs(x - keptX) >= gapPx) found.push(i)
  }
  if (kept !== undefined)
    found.splice(
      countWhile(found.length, (i) => (found[i] as number) < kept),
      0,
      kept,
    )
  return found
}

/** One x, in whole pixels, for each pixel of the window that holds at least one of `positions` (ascending). */
export function pixelsOf(positions: readonly number[], window: EventWindow, widthPx: number): number[] {
  const px = pxPerEvent(window, widthPx)
  const found: number[] = []
  let i = countWhile(positions.length, (j) => (positions[j] as number) < window.from)
  while (i < positions.length && (positions[i] as number) <= window.to) {
    const x = Math.floor(((positions[i] as number) - window.from) * px)
    found.push(x)
    const next = window.from + (x + 1) / px
    const after = countWhile(positions.length, (j) => (positions[j] as number) < next)
    i = Math.max(i + 1, after)
  }
  return found
}
