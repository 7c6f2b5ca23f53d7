import { clearCanvas } from './bar-layers.ts'
import type { PageFont } from './page-style.ts'
import type { FromPainter, Sheet, ToPainter } from './painting.ts'
import type { Tokens } from './tokens.ts'

/** Draws a picture on a canvas that is clear. */
export type Draw<P> = (context: OffscreenCanvasRenderingContext2D, tokens: Tokens, sheet: Sheet, picture: P) => void

/** The part of a worker's scope that is used here. */
interface Scope {
  /** Browsers of before 2023 have none in a worker. */
  readonly fonts?: FontFaceSet
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
  postMessage(message: unknown): void
}

/** In a worker: paints what the page's `Painter` asks for. It is ready when the page's fonts have come, never without them. */
export function servePaintings<P>(scope: Scope, draw: Draw<P>): void {
  // Contexts are kept: Firefox gives each canvas one, once.
  const contexts = new Map<number, OffscreenCanvasRenderingContext2D>()
  let tokens: Tokens = () => ''

  const tell = (message: FromPainter): void => scope.postMessage(message)
  const open = (canvas: number, surface: OffscreenCanvas): void => {
    const context = surface.getContext('2d')
    // Said as an error of the thread: the page then does without.
    if (context === null) throw new Error('a canvas without a context')
    contexts.set(canvas, context)
  }
  const paint = (canvas: number, sheet: Sheet, picture: P): void => {
    const context = contexts.get(canvas)
    if (context === undefined) return
    clearCanvas(context.canvas, context, Math.round(sheet.width * sheet.ratio), Math.round(sheet.height * sheet.ratio))
    draw(context, tokens, sheet, picture)
    tell({ type: 'painted', canvas })
  }

  scope.addEventListener('message', ({ data }: MessageEvent<ToPainter<P>>) => {
    if (data.type === 'fonts')
      void loadFonts(scope.fonts, data.fonts).then((isLoaded) => isLoaded && tell({ type: 'ready' }))
    else if (data.type === 'tokens') tokens = tokensOf(data.tokens)
    else if (data.type === 'open') open(data.canvas, data.surface)
    else if (data.type === 'close') contexts.delete(data.canvas)
    else paint(data.canvas, data.sheet, data.picture)
  })
}

function tokensOf(values: Readonly<Record<string, string>>): Tokens {
  return (name) => values[name] ?? ''
}

/** What the fonts are asked for at once; the faces of other signs come when they are drawn. */
const SIGNS = 'R1'

async function loadFonts(set: FontFaceSet | undefined, fonts: readonly PageFont[]): Promise<boolean> {
  if (set === undefined) return false
  for (const { family, source, descriptors } of fonts) set.add(new FontFace(family, source, descriptors))
  const families = [...new Set(fonts.map(({ family }) => family))]
  const loads = await Promise.allSettled(families.map((family) => set.load(`16px "${family}"`, SIGNS)))
  return loads.every(({ status }) => status === 'fulfilled')
}
