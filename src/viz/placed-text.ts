import { ellipsize, textWidth, type Face } from './text.ts'

/** Styles of text on a stage; the style sheet `stage-text.css` sets the same sizes. */
export type TextStyle = 'label' | 'strong' | 'mono' | 'tick'

export type Tone = 'ink' | 'ink-2' | 'ink-3' | 'now' | 'bad' | 'good'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A text at its place: (x, y) is the anchor on the base line. */
export interface PlacedText {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly style: TextStyle
  readonly tone: Tone
  readonly anchor: 'start' | 'middle' | 'end'
  /** The whole of a text that was cut. */
  readonly full?: string
}

/** Sizes in px. */
export const TEXT_SIZE: Readonly<Record<TextStyle, number>> = { label: 11.5, strong: 11.5, mono: 10.5, tick: 10 }

function faceOf(style: TextStyle): Face {
  return style === 'label' || style === 'strong' ? 'sans' : 'mono'
}

export function widthOf(text: string, style: TextStyle): number {
  return textWidth(text, TEXT_SIZE[style], faceOf(style), style === 'strong')
}

export function createText(
  x: number,
  y: number,
  text: string,
  style: TextStyle,
  tone: Tone = 'ink-2',
  anchor: PlacedText['anchor'] = 'start',
): PlacedText {
  return { x, y, text, style, tone, anchor }
}

/** The text cut to `maxPx`, with the whole of it kept. */
export function cutText(text: PlacedText, maxPx: number): PlacedText {
  const shown = ellipsize(text.text, maxPx, TEXT_SIZE[text.style], faceOf(text.style))
  return shown === text.text ? text : { ...text, text: shown, full: text.text }
}

/** The area that a text covers: its letters from ascender to descender. */
export function textBox({ x, y, text, style, anchor }: PlacedText): Box {
  const width = widthOf(text, style)
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
  return { x: left, y: y - TEXT_SIZE[style] * 0.75, width, height: TEXT_SIZE[style] }
}

/** Texts in a line keep this apart, in px. */
const BESIDE = 3

/** Places texts so that none covers another and none leaves the area: who comes first gets the place. */
export class TextPlacer {
  readonly texts: PlacedText[] = []
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
  place(...candidates: readonly PlacedText[]): PlacedText | undefined {
    const found = candidates.find((candidate) => candidate.text !== '' && this.#isFree(textBox(candidate)))
    if (found === undefined) return undefined
    this.#taken.push(textBox(found))
    this.texts.push(found)
    return found
  }

  #isFree(box: Box): boolean {
    const isInside =
      box.x >= -0.5 && box.x + box.width <= this.width + 0.5 && box.y >= 0 && box.y + box.height <= this.height
    if (!isInside) return false
    const spaced = { ...box, x: box.x - BESIDE, width: box.width + 2 * BESIDE }
    return this.#taken.every((taken) => !boxesOverlap(taken, spaced))
  }
}

export function boxesOverlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
