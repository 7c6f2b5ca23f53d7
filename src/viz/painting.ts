import { listPageFonts, listPageTokens, type PageFont } from './page-style.ts'
import { currentTokens, type Tokens } from './tokens.ts'

/** What the page says to the thread that paints. */
export type ToPainter<P> =
  | { readonly type: 'fonts'; readonly fonts: readonly PageFont[] }
  | { readonly type: 'tokens'; readonly tokens: Readonly<Record<string, string>> }
  | { readonly type: 'open'; readonly canvas: number; readonly surface: OffscreenCanvas }
  | { readonly type: 'paint'; readonly canvas: number; readonly sheet: Sheet; readonly picture: P }
  | { readonly type: 'close'; readonly canvas: number }

/** What it answers: that it has the fonts and can begin; that a picture stands on a canvas. */
export type FromPainter = { readonly type: 'ready' } | { readonly type: 'painted'; readonly canvas: number }

/** Size of a picture in px of the page, and pixels of the canvas to one of them. */
export interface Sheet {
  readonly width: number
  readonly height: number
  readonly ratio: number
}

/** A canvas that a thread of its own paints on. */
export interface PaintedCanvas<P> {
  readonly element: HTMLCanvasElement
  paint(picture: P, sheet: Sheet, tokens: Tokens): void
  close(): void
}

/** True where a canvas can be handed to another thread. */
export function canHandOver(): boolean {
  return typeof HTMLCanvasElement === 'function' && 'transferControlToOffscreen' in HTMLCanvasElement.prototype
}

/** Has pictures painted by a worker, so that the page's own thread only says what is on them; `pack` puts one as it is told. */
export class Painter<P, Told = P> {
  readonly #worker: Worker
  readonly #pack: (picture: P) => Told
  readonly #onPainted = new Map<number, () => void>()
  #tokens: Tokens | undefined
  #last = 0
  #isReady = false

  constructor(worker: Worker, pack: (picture: P) => Told) {
    this.#worker = worker
    this.#pack = pack
    worker.addEventListener('message', ({ data }: MessageEvent<FromPainter>) => {
      if (data.type === 'ready') this.#begin()
      else this.#onPainted.get(data.canvas)?.()
    })
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.#isReady = false
      worker.terminate()
    })
    this.#tell({ type: 'fonts', fonts: listPageFonts() })
  }

  /** True from when its worker has started until it breaks; what was painted last is then all that there will be. */
  get isReady(): boolean {
    return this.#isReady
  }

  /** A canvas with nothing on it. `onPainted` is called whenever a picture stands on it. */
  open(onPainted: () => void): PaintedCanvas<P> {
    const canvas = ++this.#last
    const element = document.createElement('canvas')
    const surface = element.transferControlToOffscreen()
    this.#tell({ type: 'open', canvas, surface }, [surface])
    // While one is painted, the newest waits; those between them nobody would have seen.
    let isBusy = false
    let waiting: (() => void) | undefined
    this.#onPainted.set(canvas, () => {
      isBusy = false
      waiting?.()
      onPainted()
    })
    return {
      element,
      paint: (picture, sheet, tokens) => {
        const send = (): void => {
          isBusy = true
          waiting = undefined
          this.#dress(tokens)
          this.#tell({ type: 'paint', canvas, sheet, picture: this.#pack(picture) })
        }
        if (isBusy) waiting = send
        else send()
      },
      close: () => {
        this.#onPainted.delete(canvas)
        this.#tell({ type: 'close', canvas })
      },
    }
  }

  #begin(): void {
    this.#isReady = true
    // They are many: looked up before the first picture they take none of its time.
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => this.#dress(currentTokens()))
  }

  /** Tells the theme's values, when they are other ones. */
  #dress(tokens: Tokens): void {
    if (tokens === this.#tokens) return
    this.#tokens = tokens
    this.#tell({ type: 'tokens', tokens: listPageTokens(tokens) })
  }

  #tell(message: ToPainter<Told>, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer)
  }
}
