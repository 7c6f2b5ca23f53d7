import { clamp, clampWindow, MIN_WINDOW_EVENTS, panWindow, wholeWindow } from './window.ts'
import type { EventWindow } from './window.ts'

/** The window as a frame on the strip of the whole log, in pixels. */
export interface WindowFrame {
  readonly left: number
  readonly width: number
}

/** What a press on the strip takes hold of. */
export type FramePart = 'left' | 'right' | 'inside' | 'outside'

/** A frame narrower than this could not be seen or gripped. */
const MIN_FRAME_PX = 7
const GRIP_PX = 5

/** The frame on a strip `widthPx` wide that holds `extent` events; never narrower than 7 px, never over the edge. */
export function layoutFrame(window: EventWindow, extent: number, widthPx: number): WindowFrame {
  const scale = widthPx / wholeWindow(extent).to
  const width = clamp((window.to - window.from) * scale, MIN_FRAME_PX, widthPx)
  const middle = ((window.from + window.to) / 2) * scale
  return { left: clamp(middle - width / 2, 0, widthPx - width), width }
}

/**
 * Edges are gripped from both sides, from outside only where the frame is too narrow to leave an inside. `gripPx` is
 * the reach on one side; a finger needs more.
 */
export function hitFrame(frame: WindowFrame, x: number, gripPx = GRIP_PX): FramePart {
  const right = frame.left + frame.width
  const inner = frame.width >= 4 * gripPx ? gripPx : 0
  if (x >= frame.left - gripPx && x < frame.left + inner) return 'left'
  if (x > right - inner && x <= right + gripPx) return 'right'
  return x >= frame.left && x <= right ? 'inside' : 'outside'
}

/** The window after its frame, or one edge of it, was dragged by `dx` pixels from where `start` stood. */
export function dragFrame(
  part: FramePart,
  start: EventWindow,
  dx: number,
  widthPx: number,
  extent: number,
): EventWindow {
  const whole = wholeWindow(extent).to
  const by = (dx * whole) / widthPx
  switch (part) {
    case 'left':
      return clampWindow({ from: clamp(start.from + by, 0, start.to - MIN_WINDOW_EVENTS), to: start.to }, extent)
    case 'right':
      return clampWindow({ from: start.from, to: clamp(start.to + by, start.from + MIN_WINDOW_EVENTS, whole) }, extent)
    case 'inside':
    case 'outside':
      return panWindow(start, by, extent)
  }
}

/** The window of the same span whose middle is under `x` on the strip. */
export function centreFrame(window: EventWindow, x: number, widthPx: number, extent: number): EventWindow {
  const middle = (x * wholeWindow(extent).to) / widthPx
  return panWindow(window, middle - (window.from + window.to) / 2, extent)
}
