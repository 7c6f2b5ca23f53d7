import { estimateTextWidth } from './labels.ts'
import { xOf } from './window.ts'
import type { EventWindow } from './window.ts'

export interface RulerTick {
  readonly position: number
  readonly x: number
  /** Empty where a label would run into a neighbour, past the edge, or repeat the one before. */
  readonly label: string
}

const MIN_GAP_PX = 96
const LABEL_OFFSET_PX = 3.5

/** The smallest of 1, 2, 5 times a power of ten that is at least `atLeast`; never under 1. */
export function niceStep(atLeast: number): number {
  let power = 1
  while (power * 10 <= atLeast) power *= 10
  for (const digit of [1, 2, 5]) if (digit * power >= atLeast) return digit * power
  return power * 10
}

/**
 * Ticks of the ruler at round positions of the window, up to position `last`. `format` gives the words of a position
 * (its number, or a time). Labels stand right of their tick and keep 12 px from each other; `slackPx` is how far the
 * last one may stick out at the right.
 */
export function layoutTicks(
  window: EventWindow,
  widthPx: number,
  last: number,
  format: (position: number) => string,
  slackPx = 20,
): RulerTick[] {
  if (!(widthPx > 0)) return []
  const widest = Math.max(...[window.from, window.to].map((at) => labelWidth(format(Math.round(at)))))
  const step = niceStep((Math.max(MIN_GAP_PX, widest + 28) * (window.to - window.from)) / widthPx)
  const ticks: RulerTick[] = []
  let free = Number.NEGATIVE_INFINITY
  let previous: string | undefined
  const end = Math.min(window.to, last)
  for (let position = Math.ceil(window.from / step) * step; position <= end; position += step) {
    const x = xOf(window, widthPx, position)
    const text = format(position)
    const start = x + LABEL_OFFSET_PX
    const fits = start >= free && start + labelWidth(text) <= widthPx + slackPx && text !== previous
    ticks.push({ position, x, label: fits ? text : '' })
    if (!fits) continue
    free = start + labelWidth(text) + 12
    previous = text
  }
  return ticks
}

function labelWidth(text: string): number {
  return estimateTextWidth(text, 10, 'mono')
}
