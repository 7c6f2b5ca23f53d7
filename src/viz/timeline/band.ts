/** A horizontal piece of the timeline: drawn once, and veiled from where its future begins. */
export interface Band {
  /** In CSS pixels from the top of the timeline. */
  readonly top: number
  readonly height: number
  /** Draws the whole band at full colour, origin at its upper left. A new function means a new picture. */
  readonly draw: (context: CanvasRenderingContext2D) => void
  /** Opacity of the picture. */
  readonly alpha: number
  /** CSS pixels from the left edge that are past. */
  readonly split: number
  /** Opacity of what lies over the future, in the colour behind the band: 1 leaves the future out, 0 veils nothing. */
  readonly veil: number
}

/** The veil that leaves `futureAlpha` of a picture which is drawn with `alpha`. */
export function veilFor(alpha: number, futureAlpha: number): number {
  return Math.max(0, 1 - futureAlpha / alpha)
}

/** Draws a band on a canvas; `width` is in CSS pixels, `ratio` is device pixels for one of them. */
export function drawBand(canvas: HTMLCanvasElement, band: Pick<Band, 'height' | 'draw'>, width: number, ratio: number) {
  const context = fit(canvas, Math.round(width * ratio), Math.round(band.height * ratio))
  if (context === null) return
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  band.draw(context)
}

/** The context of an empty canvas with so many device pixels. */
function fit(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d')
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
  } else if (context !== null) {
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, width, height)
  }
  return context
}
