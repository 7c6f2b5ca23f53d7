import { useLayoutEffect, useRef, useSyncExternalStore, type ReactNode } from 'react'
import type { Rectangles } from './bars.ts'

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

export interface BarCanvasProps {
  readonly width: number
  readonly height: number
  readonly layers: readonly BarLayer[]
  /** Draws what lies over the bars; another function for another picture. */
  readonly over?: Painter | undefined
}

/** Draws on a canvas of `ratio` of its pixels to one of the page. */
export type Painter = (context: CanvasRenderingContext2D, tokens: Tokens, ratio: number) => void

/** Bars on a canvas, for pictures with more of them than a document should hold. Says nothing to people who hear. */
export function BarCanvas({ width, height, layers, over }: BarCanvasProps): ReactNode {
  const ref = useRef<HTMLCanvasElement>(null)
  const tokens = useTokens()
  useLayoutEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (canvas === null || context === null || context === undefined) return
    const ratio = window.devicePixelRatio || 1
    clear(canvas, context, Math.round(width * ratio), Math.round(height * ratio))
    for (const { bars, fill, opacity, fade, x, y } of layers) {
      context.setTransform(ratio, 0, 0, ratio, x * ratio, y * ratio)
      context.globalAlpha = opacity * (fade === undefined ? 1 : Number(tokens(fade)) || 1)
      context.fillStyle = resolveColour(tokens, fill)
      // One call a bar: a path with all of them takes the browser thrice as long where it draws without a graphics card.
      for (let i = 0; i < bars.length; i += 4) {
        context.fillRect(bars[i] as number, bars[i + 1] as number, bars[i + 2] as number, bars[i + 3] as number)
      }
    }
    over?.(context, tokens, ratio)
  }, [width, height, layers, over, tokens])
  return <canvas ref={ref} aria-hidden="true" style={{ position: 'absolute', left: 0, top: 0, width, height }} />
}

/** A canvas of that many pixels with nothing on it; its memory is kept when it has them already. */
function clear(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, width: number, height: number): void {
  if (canvas.width === width && canvas.height === height) {
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, width, height)
    return
  }
  canvas.width = width
  canvas.height = height
}

/** The value of a custom property of the root element. */
export type Tokens = (name: string) => string

/** The colour that a CSS value stands for: `var(--name)` is looked up, anything else is one already. */
function resolveColour(tokens: Tokens, value: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(value)?.[1]
  return name === undefined ? value : tokens(name)
}

/** Tokens of the theme, each computed once; another function whenever the theme may have changed. */
function useTokens(): Tokens {
  return useSyncExternalStore(watchTheme, currentTokens)
}

/** Shared by all canvases: to compute a style, the browser first works off all that has changed in the document. */
let shared: Tokens | undefined
const watchers = new Set<() => void>()
let observer: MutationObserver | undefined

function currentTokens(): Tokens {
  shared ??= createTokens()
  return shared
}

function watchTheme(watcher: () => void): () => void {
  watchers.add(watcher)
  // For good: a theme that changes while no canvas is there changes the next one's colours too.
  if (observer === undefined) {
    observer = new MutationObserver(renewTokens)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] })
  }
  return () => watchers.delete(watcher)
}

function renewTokens(): void {
  shared = undefined
  for (const watcher of [...watchers]) watcher()
}

function createTokens(): Tokens {
  const known = new Map<string, string>()
  return (name) => {
    const value = known.get(name) ?? getComputedStyle(document.documentElement).getPropertyValue(name).trim()
    known.set(name, value)
    return value
  }
}
