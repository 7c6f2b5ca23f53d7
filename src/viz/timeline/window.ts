/** Positions [from, to] that fill the width of the score. The ends may lie between two events. */
export interface EventWindow {
  readonly from: number
  readonly to: number
}

/** The closest the score can be looked at, in events across. A shorter log leaves the rest blank. */
export const MIN_WINDOW_EVENTS = 24

/** Share of the window at which the view follows the playhead, and the share by which it then jumps. */
const FOLLOW_AT = 0.85
const FOLLOW_BY = 0.7

/** What is shown for less time than this nobody can read. */
const LEAST_STAY_S = 3

/** Pixels of one line of a wheel that reports lines, and of one page. */
const WHEEL_UNITS_PX = [1, 16, 400] as const

export function pxPerEvent(window: EventWindow, widthPx: number): number {
  return widthPx / (window.to - window.from)
}

/** Where a position stands, in pixels from the left edge of the score. */
export function xOf(window: EventWindow, widthPx: number, position: number): number {
  return (position - window.from) * pxPerEvent(window, widthPx)
}

/** The position under a pixel; lies between two whole ones in general, and outside the window beyond the edges. */
export function positionAt(window: EventWindow, widthPx: number, x: number): number {
  return window.from + x / pxPerEvent(window, widthPx)
}

/** The window with the whole log of `extent` events in it. */
export function wholeWindow(extent: number): EventWindow {
  return { from: 0, to: Math.max(extent, MIN_WINDOW_EVENTS) }
}

/** The nearest window of a permitted span that lies within a log of `extent` events. */
export function clampWindow(window: EventWindow, extent: number): EventWindow {
  const whole = wholeWindow(extent).to
  const span = clamp(window.to - window.from, MIN_WINDOW_EVENTS, whole)
  const from = clamp(window.from, 0, whole - span)
  return { from, to: from + span }
}

/** Moves the window by `events` (positive: later), as far as the log goes. */
export function panWindow(window: EventWindow, events: number, extent: number): EventWindow {
  return clampWindow({ from: window.from + events, to: window.to + events }, extent)
}

/** Changes the span by `factor` (over 1 shows more events); `about` keeps its place where the ends of the log allow. */
export function zoomWindow(window: EventWindow, about: number, factor: number, extent: number): EventWindow {
  const span = window.to - window.from
  const next = clamp(span * factor, MIN_WINDOW_EVENTS, wholeWindow(extent).to)
  const from = about - ((about - window.from) / span) * next
  return clampWindow({ from, to: from + next }, extent)
}

/**
 * The window while playing: it stays until the playhead reaches 85 % of it (15 % going back), then jumps by 70 %.
 * A playhead that is outside altogether comes in at 15 % (85 %). Returns the same object when nothing moves.
 */
export function followWindow(
  window: EventWindow,
  position: number,
  extent: number,
  direction: -1 | 1 = 1,
): EventWindow {
  const span = window.to - window.from
  const share = (position - window.from) / span
  const forward = direction === 1 ? share : 1 - share
  if (forward >= 0 && forward < FOLLOW_AT) return window
  const inside = forward >= 0 && forward <= 1
  const by = inside ? FOLLOW_BY : forward - (FOLLOW_AT - FOLLOW_BY)
  return keepSame(window, panWindow(window, direction * by * span, extent))
}

/**
 * What of the log is shown while `rate` events a second are played: the window, or where that would go on sooner than
 * every three seconds, as much more as it takes. Where that stands depends on the position alone.
 */
export function playedWindow(window: EventWindow, position: number, extent: number, rate: number): EventWindow {
  const step = rate * LEAST_STAY_S
  const span = step / FOLLOW_BY
  if (span <= window.to - window.from) return window
  const from = Math.floor(position / step) * step - (1 - FOLLOW_AT) * span
  return clampWindow({ from, to: from + span }, extent)
}

/**
 * The window that `playedWindow` will go on to in `direction`, once the playhead is past the middle of its stay in this
 * one; undefined before, where that window is no wider than the one given, and where it is the one that is shown.
 */
export function windowAhead(
  window: EventWindow,
  position: number,
  extent: number,
  { rate, direction }: { readonly rate: number; readonly direction: -1 | 0 | 1 },
): EventWindow | undefined {
  const step = rate * LEAST_STAY_S
  if (direction === 0 || step / FOLLOW_BY <= window.to - window.from) return undefined
  const share = (position % step) / step
  if ((direction === 1 ? share : 1 - share) < 0.5) return undefined
  const next = position + direction * step
  if (next < 0) return undefined
  const shown = playedWindow(window, position, extent, rate)
  const ahead = playedWindow(window, next, extent, rate)
  return Math.abs(ahead.from - shown.from) < 1 ? undefined : ahead
}

/** The same window when the position is in it, else one of the same span with the position in the middle. */
export function revealWindow(window: EventWindow, position: number, extent: number): EventWindow {
  if (position >= window.from && position <= window.to) return window
  const half = (window.to - window.from) / 2
  return clampWindow({ from: position - half, to: position + half }, extent)
}

/** The window that shows phase `index` of phases that start at `starts` (ascending), with a little of its neighbours. */
export function phaseWindow(starts: readonly number[], index: number, extent: number): EventWindow {
  const from = starts[index] ?? 0
  const to = starts[index + 1] ?? extent
  const margin = (to - from) * 0.02
  return clampWindow({ from: Math.max(0, from - margin), to: Math.min(wholeWindow(extent).to, to + margin) }, extent)
}

/** One turn of a wheel, as the browser reports it, at `x` pixels from the left edge. */
export interface WheelTurn {
  readonly deltaX: number
  readonly deltaY: number
  /** 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number
  readonly zoom: boolean
  readonly x: number
}

/** Wheel: pans by as many pixels as it turns; with `zoom`, zooms about the pointer. */
export function wheelWindow(window: EventWindow, turn: WheelTurn, widthPx: number, extent: number): EventWindow {
  const unit = WHEEL_UNITS_PX[turn.deltaMode] ?? 1
  if (turn.zoom) {
    const factor = Math.exp(clamp(turn.deltaY * unit, -120, 120) * 0.006)
    return zoomWindow(window, positionAt(window, widthPx, turn.x), factor, extent)
  }
  const px = (Math.abs(turn.deltaX) > Math.abs(turn.deltaY) ? turn.deltaX : turn.deltaY) * unit
  return panWindow(window, px / pxPerEvent(window, widthPx), extent)
}

/** Two fingers: what was under each at the start stays under it. Fingers are given as x in pixels. */
export function pinchWindow(
  start: EventWindow,
  startXs: readonly [number, number],
  xs: readonly [number, number],
  widthPx: number,
  extent: number,
): EventWindow {
  const startGap = Math.max(8, Math.abs(startXs[1] - startXs[0]))
  const gap = Math.max(8, Math.abs(xs[1] - xs[0]))
  const middle = positionAt(start, widthPx, (startXs[0] + startXs[1]) / 2)
  const span = clamp((start.to - start.from) * (startGap / gap), MIN_WINDOW_EVENTS, wholeWindow(extent).to)
  const from = middle - ((xs[0] + xs[1]) / 2 / widthPx) * span
  return clampWindow({ from, to: from + span }, extent)
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high))
}

function keepSame(before: EventWindow, after: EventWindow): EventWindow {
  return before.from === after.from && before.to === after.to ? before : after
}
