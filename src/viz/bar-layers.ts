import type { Rectangles } from './bars.ts'
import { resolveColour, type Tokens } from './tokens.ts'

/** Bars of one colour: a CSS value for the fill (`var(--id-3)` or a colour), an opacity in [0, 1]. */
export interface BarLayer {
  readonly bars: Rectangles
  readonly fill: string
  readonly opacity: number
  /** Name of a custom property that is one more factor of the opacity: `--ondisk`. */
  readonly fade: string | undefined
  /** Moves the bars. */
  readonly x: number
  readonly y: number
}

type Canvas = HTMLCanvasElement | OffscreenCanvas
type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** Draws bars on a canvas with `ratio` of its pixels to one of the page. */
export function drawLayers(context: Context, tokens: Tokens, ratio: number, layers: readonly BarLayer[]): void {
  for (const { bars, fill, opacity, fade, x, y } of layers) {
    context.setTransform(ratio, 0, 0, ratio, x * ratio, y * ratio)
    context.globalAlpha = opacity * (fade === undefined ? 1 : Number(tokens(fade)) || 1)
    context.fillStyle = resolveColour(tokens, fill)
    // One call a bar: a path with all of them takes the browser thrice as long where it draws without a graphics card.
    for (let i = 0; i < bars.length; i += 4) {
      context.fillRect(bars[i] as number, bars[i + 1] as number, bars[i + 2] as number, bars[i + 3] as number)
    }
  }
}

/** A canvas of that many pixels with nothing on it; its memory is kept when it has them already. */
export function clearCanvas(canvas: Canvas, context: Context, width: number, height: number): void {
  if (canvas.width === width && canvas.height === height) {
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, width, height)
    return
  }
  canvas.width = width
  canvas.height = height
}
