import type { Lettering, Pen } from '../../../viz/pen.ts'
import { LEAD_GAP, TEXT_SIZE } from '../view-model/text.ts'
import type { StageText, TextStyle } from '../view-model/types.ts'

interface Face {
  readonly family: '--font-sans' | '--font-mono'
  readonly weight: '--wght-text' | '--wght-strong' | '--wght-mono'
  /** A canvas knows widths by name only: these are 75 %, 87.5 % and 100 %. */
  readonly stretch: 'condensed' | 'semi-condensed' | 'normal'
  readonly halo: number
}

const MONO: Face = { family: '--font-mono', weight: '--wght-mono', stretch: 'condensed', halo: 0 }
const LABEL: Face = { family: '--font-sans', weight: '--wght-text', stretch: 'semi-condensed', halo: 4 }

/** The same as in the style sheet of the stage. */
const FACES: Readonly<Record<TextStyle, Face>> = {
  label: LABEL,
  strong: { ...LABEL, weight: '--wght-strong' },
  title: { family: '--font-sans', weight: '--wght-strong', stretch: 'normal', halo: 8 },
  body: { family: '--font-sans', weight: '--wght-text', stretch: 'normal', halo: 8 },
  mono: MONO,
  key: MONO,
  'small-key': MONO,
  tick: MONO,
}

/** Draws a text of the stage with its strong words. */
export function paintText(pen: Pen, text: StageText): void {
  const { x, y, lead, style, tone } = text
  const face = FACES[style]
  const spacing = style === 'title' ? Number.parseFloat(pen.token('--track-title')) * TEXT_SIZE.title : 0
  const lettering: Lettering = {
    font: fontOf(pen, face, TEXT_SIZE[style]),
    colour: `--${tone}`,
    anchor: text.anchor,
    halo: face.halo,
    spacing,
  }
  if (lead === undefined) return pen.text(text.text, x, y, lettering)
  const strong = fontOf(pen, { ...face, weight: '--wght-strong' }, TEXT_SIZE[style])
  const leading = { ...lettering, font: strong, colour: '--ink' }
  pen.text(lead, x, y, leading)
  if (text.text !== '') pen.text(text.text, x + pen.widthOf(lead, leading) + LEAD_GAP, y, lettering)
}

function fontOf(pen: Pen, { family, weight, stretch }: Face, size: number): string {
  return `${pen.token(weight)} ${stretch} ${size}px ${pen.token(family)}`
}
