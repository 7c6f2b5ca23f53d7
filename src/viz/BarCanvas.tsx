import { useEffect, useRef, useState, type ReactNode } from 'react'

/** Bars of one colour: path data, a CSS value for the fill (`var(--id-3)` or a colour), an opacity in [0, 1]. */
export interface BarLayer {
  readonly d: string
  readonly fill: string
  readonly opacity: number
  /** Name of a custom property that is one more factor of the opacity: `--ondisk`. */
  readonly fade: string | undefined
  /** Moves the path. */
  readonly x: number
  readonly y: number
}

export interface BarCanvasProps {
  readonly width: number
  readonly height: number
  readonly layers: readonly BarLayer[]
}

/** Paths that were drawn before, by their data: a step changes few of them. */
const paths = new Map<string, Path2D>()
const MOST_PATHS = 512

function pathOf(d: string): Path2D {
  const known = paths.get(d)
  if (known !== undefined) return known
  if (paths.size >= MOST_PATHS) paths.clear()
  const path = new Path2D(d)
  paths.set(d, path)
  return path
}

/** Bars on a canvas, for pictures with more of them than a document should hold. Says nothing to people who hear. */
export function BarCanvas({ width, height, layers }: BarCanvasProps): ReactNode {
  const ref = useRef<HTMLCanvasElement>(null)
  const theme = useThemeCount()
  useEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (canvas === null || context === null || context === undefined) return
    const ratio = window.devicePixelRatio || 1
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    const style = getComputedStyle(canvas)
    for (const { d, fill, opacity, fade, x, y } of layers) {
      context.setTransform(ratio, 0, 0, ratio, x * ratio, y * ratio)
      context.globalAlpha = opacity * (fade === undefined ? 1 : Number(style.getPropertyValue(fade)) || 1)
      context.fillStyle = resolveColour(style, fill)
      context.fill(pathOf(d))
    }
  }, [width, height, layers, theme])
  return <canvas ref={ref} aria-hidden="true" style={{ position: 'absolute', left: 0, top: 0, width, height }} />
}

/** The colour that a CSS value stands for: `var(--name)` is looked up, anything else is one already. */
function resolveColour(style: CSSStyleDeclaration, value: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(value)?.[1]
  return name === undefined ? value : style.getPropertyValue(name).trim()
}

/** Grows whenever the theme may have changed. */
function useThemeCount(): number {
  const [count, setCount] = useState(0)
  useEffect(() => {
    const observer = new MutationObserver(() => setCount((before) => before + 1))
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] })
    return () => observer.disconnect()
  }, [])
  return count
}
