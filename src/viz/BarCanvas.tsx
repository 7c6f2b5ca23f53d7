import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { clearCanvas, drawLayers, type BarLayer } from './bar-layers.ts'
import { useTokens } from './tokens.ts'

export interface BarCanvasProps {
  readonly width: number
  readonly height: number
  readonly layers: readonly BarLayer[]
}

/** Bars on a canvas, for pictures with more of them than a document should hold. Says nothing to people who hear. */
export function BarCanvas({ width, height, layers }: BarCanvasProps): ReactNode {
  const ref = useRef<HTMLCanvasElement>(null)
  const tokens = useTokens()
  useLayoutEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (canvas === null || context === null || context === undefined) return
    const ratio = window.devicePixelRatio || 1
    clearCanvas(canvas, context, Math.round(width * ratio), Math.round(height * ratio))
    drawLayers(context, tokens, ratio, layers)
  }, [width, height, layers, tokens])
  return <canvas ref={ref} aria-hidden="true" style={{ position: 'absolute', left: 0, top: 0, width, height }} />
}
