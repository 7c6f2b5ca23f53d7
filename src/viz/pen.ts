import { glyphPath, glyphStroke, isHollowGlyph, nounColour, nounIndex } from './glyph.tsx'
import { TEXTURE_MIN_HEIGHT, WEAVE_ANGLE, WEAVE_HEIGHT, weaveOf } from './texture.tsx'
import type { Tokens } from './tokens.ts'

/** A line; colours are names of custom properties: `--ink`. */
export interface Line {
  readonly colour: string
  readonly width: number
  readonly dash?: readonly number[]
  /** Each piece is level or upright, and covers whole pixels. */
  readonly isCrisp?: boolean
}

/** How a text is set. */
export interface Lettering {
  /** As of the `font` property. */
  readonly font: string
  readonly colour: string
  readonly anchor: 'start' | 'middle' | 'end'
  /** Width of the edge in the colour of the paper, 0 for none. */
  readonly halo: number
  /** In px. */
  readonly spacing: number
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface PutText {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly opacity: number
  readonly lettering: Lettering
}

const ALIGN = { start: 'left', middle: 'center', end: 'right' } as const

/** Draws on a canvas what a drawing in the document has as elements, with the same colours and measures. */
export class Pen {
  readonly #context: OffscreenCanvasRenderingContext2D
  readonly #tokens: Tokens
  readonly #ratio: number
  #x = 0
  #y = 0
  /** By font. */
  readonly #texts = new Map<string, PutText[]>()

  constructor(context: OffscreenCanvasRenderingContext2D, tokens: Tokens, ratio: number) {
    this.#context = context
    this.#tokens = tokens
    this.#ratio = ratio
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.globalAlpha = 1
  }

  token(name: string): string {
    return this.#tokens(name)
  }

  /** Opacity of all that is drawn from here on. */
  fade(opacity: number): void {
    this.#context.globalAlpha = opacity
  }

  /** Puts the origin of all that is drawn from here on there. */
  moveTo(x: number, y: number): void {
    const ratio = this.#ratio
    this.#x = x
    this.#y = y
    this.#context.setTransform(ratio, 0, 0, ratio, x * ratio, y * ratio)
  }

  /** Draws path data; nothing where there is none. */
  line(d: string, line: Line): void {
    if (d === '') return
    this.#begin(line)
    if (line.isCrisp === true) {
      this.#traceCrisp(d, line.width)
      this.#context.stroke()
    } else this.#context.stroke(new Path2D(d))
  }

  /** Level lines from place to place: x, y and length of each, one after the other. */
  dashes(lines: readonly number[], line: Line): void {
    if (lines.length === 0) return
    this.#begin(line)
    this.#context.beginPath()
    for (let i = 0; i < lines.length; i += 3) {
      const [x, y] = [lines[i] as number, lines[i + 1] as number]
      this.#context.moveTo(x, y)
      this.#context.lineTo(x + (lines[i + 2] as number), y)
    }
    this.#context.stroke()
  }

  area(d: string, colour: string): void {
    if (d === '') return
    this.#context.fillStyle = this.#tokens(colour)
    this.#context.fill(new Path2D(d))
  }

  /** A rectangle, with round corners of radius `r`. */
  box({ x, y, width, height }: Box, r: number, fill: string | undefined, line: Line | undefined): void {
    const context = this.#context
    context.beginPath()
    if (r === 0) context.rect(x, y, width, height)
    else context.roundRect(x, y, width, height, r)
    if (fill !== undefined) {
      context.fillStyle = this.#tokens(fill)
      context.fill()
    }
    if (line === undefined) return
    this.#begin(line)
    context.stroke()
  }

  /** A rectangle in the colour of the nth noun, textured where that can be seen in such a height; 0 is no noun. */
  noun({ x, y, width, height }: Box, n: number, textured: number): void {
    const context = this.#context
    const colour = this.#tokens(n > 0 ? nameOf(nounColour(n)) : '--ink-3')
    context.fillStyle = (n > 0 && textured > TEXTURE_MIN_HEIGHT ? this.#texture(n) : undefined) ?? colour
    context.fillRect(x, y, width, height)
  }

  /** The nth noun's shape. */
  glyph(n: number, x: number, y: number, r: number): void {
    const d = glyphPath(n, x, y, r)
    const colour = nameOf(nounColour(n))
    if (isHollowGlyph(n)) this.line(d, { colour, width: glyphStroke(r) })
    else this.area(d, colour)
  }

  /** Puts a text at its baseline. Texts are drawn by `finish`. */
  text(text: string, x: number, y: number, lettering: Lettering): void {
    const put = { text, x: this.#x + x, y: this.#y + y, opacity: this.#context.globalAlpha, lettering }
    const others = this.#texts.get(lettering.font)
    if (others === undefined) this.#texts.set(lettering.font, [put])
    else others.push(put)
  }

  widthOf(text: string, { font, spacing }: Lettering): number {
    const key = `${font} ${spacing} ${text}`
    const known = WIDTHS.get(key)
    if (known !== undefined) return known
    this.#context.textRendering = 'geometricPrecision'
    this.#context.font = font
    this.#context.letterSpacing = `${spacing}px`
    const { width } = this.#context.measureText(text)
    if (WIDTHS.size >= MOST_WIDTHS) WIDTHS.clear()
    WIDTHS.set(key, width)
    return width
  }

  /** Draws the texts, over all else, font by font: to set another one takes longer than a text. */
  finish(): void {
    const context = this.#context
    this.moveTo(0, 0)
    // Letters as far apart as in a drawing of the document.
    context.textRendering = 'geometricPrecision'
    for (const [font, texts] of this.#texts) {
      context.font = font
      for (const { text, x, y, opacity, lettering } of texts) {
        const { colour, anchor, halo, spacing } = lettering
        context.globalAlpha = opacity
        context.textAlign = ALIGN[anchor]
        context.letterSpacing = `${spacing}px`
        if (halo > 0) {
          this.#begin({ colour: '--paper', width: halo })
          context.lineJoin = 'round'
          context.strokeText(text, x, y)
        }
        context.fillStyle = this.#tokens(colour)
        context.fillText(text, x, y)
      }
    }
  }

  #begin({ colour, width, dash }: Line): void {
    const context = this.#context
    context.strokeStyle = this.#tokens(colour)
    context.lineWidth = width
    context.setLineDash((dash ?? NO_DASH) as number[])
  }

  /** Path data of level and upright pieces, put on whole pixels as `shape-rendering: crispEdges` does. */
  #traceCrisp(d: string, width: number): void {
    const context = this.#context
    const half = (width * this.#ratio) / 2
    const snap = (at: number): number => (Math.floor(at * this.#ratio - half + 0.5) + half) / this.#ratio
    let [x, y] = [0, 0]
    context.beginPath()
    for (const [, command = '', values = ''] of d.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
      const [first = 0, second = 0] = values.trim().split(/[ ,]+/).map(Number)
      if (command === 'M' || command === 'L') [x, y] = [first, second]
      else if (command === 'H') x = first
      else if (command === 'V') y = first
      else if (command === 'h') x += first
      else if (command === 'v') y += first
      if (command === 'z' || command === 'Z') context.closePath()
      else if (command === 'M') context.moveTo(snap(x), snap(y))
      else context.lineTo(snap(x), snap(y))
    }
  }

  #texture(n: number): CanvasPattern | undefined {
    const kept = TEXTURES.get(this.#tokens) ?? new Map<number, CanvasPattern | undefined>()
    TEXTURES.set(this.#tokens, kept)
    const index = nounIndex(n)
    if (!kept.has(index)) kept.set(index, this.#weave(n))
    return kept.get(index)
  }

  /** One piece of a noun's texture, drawn larger than it will be seen. */
  #weave(n: number): CanvasPattern | undefined {
    const weave = weaveOf(n)
    const tile = new OffscreenCanvas(6 * FINE, WEAVE_HEIGHT[weave] * FINE)
    const context = tile.getContext('2d')
    if (context === null) return undefined
    context.scale(FINE, FINE)
    context.fillStyle = this.#tokens(nameOf(nounColour(n)))
    context.fillRect(0, 0, 6, 6)
    context.fillStyle = this.#tokens('--paper')
    context.globalAlpha = weave === 'dots' ? 0.7 : 0.55
    if (weave === 'level') context.fillRect(0, 0, 6, 1.6)
    if (weave === 'rising' || weave === 'falling') context.fillRect(0, 0, 2, 6)
    if (weave === 'dots') {
      context.arc(2, 2, 1.15, 0, 2 * Math.PI)
      context.arc(5, 5, 1.15, 0, 2 * Math.PI)
      context.fill()
    }
    const pattern = this.#context.createPattern(tile, 'repeat') ?? undefined
    pattern?.setTransform(new DOMMatrix().rotate(WEAVE_ANGLE[weave]).scale(1 / FINE))
    return pattern
  }
}

/** Widths that were measured: many texts are the same from picture to picture. */
const WIDTHS = new Map<string, number>()
const MOST_WIDTHS = 200

const NO_DASH: readonly number[] = []
const FINE = 4

/** Textures of each set of tokens, by noun. */
const TEXTURES = new WeakMap<Tokens, Map<number, CanvasPattern | undefined>>()

/** `--id-3` of `var(--id-3)`. */
function nameOf(value: string): string {
  return value.slice(4, -1)
}
