/** A horizontal piece of the timeline: drawn once, shown as past up to its split and as future from there on. */
export interface Band {
  /** In CSS pixels from the top of the timeline. */
  readonly top: number
  readonly height: number
  /** Draws the whole band at full colour, origin at its upper left. A new function means a new picture. */
  readonly draw: (context: CanvasRenderingContext2D) => void
  /** CSS pixels from the left edge that are past. */
  readonly split: number
  readonly pastAlpha: number
  /** 0 leaves the future out. */
  readonly futureAlpha: number
}

/** Draws a band on a canvas; `width` is in CSS pixels, `ratio` is device pixels for one of them. */
export function drawBand(canvas: HTMLCanvasElement, band: Pick<Band, 'height' | 'draw'>, width: number, ratio: number) {
  const context = fit(canvas, Math.round(width * ratio), Math.round(band.height * ratio))
  if (context === null) return
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  band.draw(context)
}

/** Puts on one canvas what is on another. */
export function copyBand(from: HTMLCanvasElement, to: HTMLCanvasElement): void {
  const context = fit(to, from.width, from.height)
  if (context !== null && from.width > 0 && from.height > 0) context.drawImage(from, 0, 0)
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
