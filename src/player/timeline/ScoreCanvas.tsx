import { useLayoutEffect, useRef, useState } from 'react'
import { BandPainter } from '../../viz/timeline/painter.ts'
import type { Band } from '../../viz/timeline/painter.ts'
import { usePixelRatio } from './use-size.ts'

interface ScoreCanvasProps {
  readonly bands: readonly Band[]
  readonly width: number
  readonly height: number
}

/** Score, strip and fork lanes, all on one canvas. What they say in words is said by the playhead and the row labels. */
export function ScoreCanvas({ bands, width, height }: ScoreCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const ratio = usePixelRatio()
  const [painter] = useState(() => new BandPainter())
  useLayoutEffect(() => {
    if (canvas.current !== null && width > 0) painter.paint(canvas.current, bands, width, height, ratio)
  })
  return <canvas ref={canvas} className="tl-canvas" style={{ width, height }} aria-hidden="true" />
}
