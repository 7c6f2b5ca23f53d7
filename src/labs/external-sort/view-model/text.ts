import { SortEvent } from '../../../engine/sort/events.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { ellipsize, textWidth, type Face } from '../../../viz/text.ts'
import type { Box, StageText, TextStyle, Tone } from './types.ts'

/** Sizes in px; the style sheet of the stage sets the same. */
export const TEXT_SIZE: Readonly<Record<TextStyle, number>> = {
  label: 11.5,
  strong: 11.5,
  mono: 10.5,
  key: 11.5,
  'small-key': 10,
  tick: 10,
  title: 20,
  body: 14,
}

/** Space between the strong words before a text and the text. */
export const LEAD_GAP = 8

function faceOf(style: TextStyle): Face {
  return style === 'label' || style === 'strong' || style === 'title' || style === 'body' ? 'sans' : 'mono'
}

export function widthOf(text: string, style: TextStyle): number {
  return textWidth(text, TEXT_SIZE[style], faceOf(style), style === 'strong' || style === 'title')
}

/** The text cut to `maxPx`. */
export function cutText(text: string, maxPx: number, style: TextStyle): string {
  return ellipsize(text, maxPx, TEXT_SIZE[style], faceOf(style))
}

/** A key cut to `maxPx`: a number at its end, a text in its middle, since texts often differ at their ends only. */
export function cutKey(key: string, maxPx: number, style: TextStyle): string {
  if (!Number.isNaN(Number(key)) || widthOf(key, style) <= maxPx) return cutText(key, maxPx, style)
  for (let kept = key.length - 1; kept > 1; kept--) {
    const end = kept >> 1
    const cut = `${key.slice(0, kept - end)}…${key.slice(-end)}`
    if (widthOf(cut, style) <= maxPx) return cut
  }
  return ''
}

/** The area that a text covers: its letters from ascender to descender. */
export function textBox(text: StageText): Box {
  const size = TEXT_SIZE[text.style]
  const lead = text.lead === undefined ? 0 : leadWidth(text.lead, size) + (text.text === '' ? 0 : LEAD_GAP)
  const width = lead + widthOf(text.text, text.style) + (text.key === undefined ? 0 : widthOf(text.key, 'strong'))
  const x = text.anchor === 'start' ? text.x : text.anchor === 'end' ? text.x - width : text.x - width / 2
  return { x, y: text.y - size * 0.75, width, height: size }
}

/** The colour of what an event did: the present, unless it is a failure. */
export function toneOf({ event }: Moment<SortState>): Tone {
  return event?.kind === SortEvent.crash ? 'bad' : 'now'
}

function leadWidth(lead: string, sizePx: number): number {
  return textWidth(lead, sizePx, 'sans', true)
}

export function createText(
  x: number,
  y: number,
  text: string,
  style: TextStyle,
  tone: Tone,
  anchor: StageText['anchor'] = 'start',
): StageText {
  return { x, y, text, style, tone, anchor }
}

/** Texts in a line keep this apart. */
const BESIDE = 3

/** Places texts so that none covers another and none leaves the area: who comes first gets the place. */
export class TextPlacer {
  readonly texts: StageText[] = []
  readonly #taken: Box[] = []

  constructor(
    readonly width: number,
    readonly height: number,
  ) {}

  /** Keeps an area free of texts. */
  reserve(box: Box): void {
    this.#taken.push(box)
  }

  /** Places the first of the candidates that fits; returns it, or undefined when none does. */
  place(...candidates: (StageText | undefined)[]): StageText | undefined {
    for (const candidate of candidates) {
      if (candidate === undefined || (candidate.text === '' && candidate.lead === undefined)) continue
      const box = textBox(candidate)
      if (!this.#isFree(box)) continue
      this.#taken.push(box)
      this.texts.push(candidate)
      return candidate
    }
    return undefined
  }

  #isFree(box: Box): boolean {
    if (box.x < -0.5 || box.x + box.width > this.width + 0.5 || box.y < 0 || box.y + box.height > this.height)
      return false
    const spaced = { ...box, x: box.x - BESIDE, width: box.width + 2 * BESIDE }
    return this.#taken.every((taken) => !boxesOverlap(taken, spaced))
  }
}

export function boxesOverlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
