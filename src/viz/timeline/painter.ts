/** A horizontal piece of the timeline's canvas: drawn once to a bitmap, copied as past and as future at every step. */
export interface Band {
  /** In pixels from the top of the canvas. */
  readonly top: number
  readonly height: number
  /** Draws the whole band at full colour, origin at its upper left. A new function means a new picture. */
  readonly draw: (context: CanvasRenderingContext2D) => void
  /** Pixels from the left edge that are past. */
  readonly split: number
  readonly pastAlpha: number
  /** 0 leaves the future out. */
  readonly futureAlpha: number
}

interface Bitmap {
  readonly canvas: HTMLCanvasElement
  draw: Band['draw'] | undefined
}

/**
 * Puts bands on a canvas. While only the splits change, a paint copies two clipped pieces of a bitmap for each band and
 * does nothing else.
 */
export class BandPainter {
  readonly #bitmaps: Bitmap[] = []

  /** `width` and `height` are in CSS pixels, `ratio` is device pixels for one of them. */
  paint(canvas: HTMLCanvasElement, bands: readonly Band[], width: number, height: number, ratio: number): void {
    fit(canvas, Math.round(width * ratio), Math.round(height * ratio))
    const context = canvas.getContext('2d')
    if (context === null) return
    context.clearRect(0, 0, canvas.width, canvas.height)
    bands.forEach((band, i) => {
      const bitmap = this.#bitmapOf(i, band, width, ratio)
      copyBand(context, bitmap, band, ratio)
    })
    context.globalAlpha = 1
  }

  #bitmapOf(index: number, band: Band, width: number, ratio: number): HTMLCanvasElement {
    const bitmap = (this.#bitmaps[index] ??= { canvas: document.createElement('canvas'), draw: undefined })
    const resized = fit(bitmap.canvas, Math.round(width * ratio), Math.round(band.height * ratio))
    if (bitmap.draw === band.draw && !resized) return bitmap.canvas
    const context = bitmap.canvas.getContext('2d')
    if (context !== null) {
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, width, band.height)
      band.draw(context)
    }
    bitmap.draw = band.draw
    return bitmap.canvas
  }
}

function copyBand(context: CanvasRenderingContext2D, bitmap: HTMLCanvasElement, band: Band, ratio: number): void {
  const { width, height } = bitmap
  if (width === 0 || height === 0) return
  const top = Math.round(band.top * ratio)
  const split = Math.round(Math.min(Math.max(band.split * ratio, 0), width))
  const copy = (from: number, to: number, alpha: number): void => {
    if (to <= from || alpha === 0) return
    context.globalAlpha = alpha
    context.drawImage(bitmap, from, 0, to - from, height, from, top, to - from, height)
  }
  copy(0, split, band.pastAlpha)
  copy(split, width, band.futureAlpha)
}

/** Gives a canvas its size in device pixels; says whether that changed, which empties it. */
function fit(canvas: HTMLCanvasElement, width: number, height: number): boolean {
  if (canvas.width === width && canvas.height === height) return false
  canvas.width = width
  canvas.height = height
  return true
}
