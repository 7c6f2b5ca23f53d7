import { memo, useLayoutEffect, useRef } from 'react'
import { drawBand } from '../../viz/timeline/band.ts'
import type { Band } from '../../viz/timeline/band.ts'
import { usePixelRatio } from './use-size.ts'

interface ScoreCanvasProps {
  readonly bands: readonly Band[]
  readonly width: number
}

/** Score, strip and fork lanes. What they say in words is said by the playhead and the row labels. */
export function ScoreCanvas({ bands, width }: ScoreCanvasProps) {
  return (
    <div className="tl-bands" aria-hidden="true">
      {bands.map((band, i) => (
        <BandCanvas key={i} {...{ top: band.top, height: band.height, draw: band.draw, alpha: band.alpha, width }} />
      ))}
    </div>
  )
}

interface BandCanvasProps extends Pick<Band, 'top' | 'height' | 'draw' | 'alpha'> {
  readonly width: number
}

/** Drawn when the picture is another one; where the playhead stands is the veil's business. */
const BandCanvas = memo(function BandCanvas({ top, height, draw, alpha, width }: BandCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const ratio = usePixelRatio()
  useLayoutEffect(() => {
    if (canvas.current !== null && width > 0) drawBand(canvas.current, { height, draw }, width, ratio)
  }, [draw, width, height, ratio])
  return <canvas ref={canvas} style={{ top, width, height, opacity: alpha }} />
})

interface VeilsProps {
  readonly bands: readonly Band[]
  readonly width: number
  /** The strip has another ground than the rest. */
  readonly stripTop: number | undefined
}

/** What makes the future pale. It stands in the drawing above the canvas: to move it, a step draws no picture anew. */
export function Veils({ bands, width, stripTop }: VeilsProps) {
  const ratio = usePixelRatio()
  return bands.map(({ top, height, split, veil }, i) => {
    const x = Math.round(Math.min(Math.max(split, 0), width) * ratio) / ratio
    if (veil === 0 || x >= width) return undefined
    const ground = top === stripTop ? 'tl-veil tl-veil-strip' : 'tl-veil'
    return <rect key={i} className={ground} x={x} y={top} width={width - x} height={height} fillOpacity={veil} />
  })
}
