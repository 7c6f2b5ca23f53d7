import { useLayoutEffect, useRef } from 'react'
import { copyBand, drawBand } from '../../viz/timeline/band.ts'
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
        <BandCanvas key={i} band={band} width={width} />
      ))}
    </div>
  )
}

/** The picture twice, cut where the playhead is: to move that, a step draws nothing anew. */
function BandCanvas({ band, width }: { readonly band: Band; readonly width: number }) {
  const past = useRef<HTMLCanvasElement>(null)
  const future = useRef<HTMLCanvasElement>(null)
  const ratio = usePixelRatio()
  const { top, height, draw, pastAlpha, futureAlpha } = band
  useLayoutEffect(() => {
    if (past.current === null || future.current === null || width === 0) return
    drawBand(past.current, { height, draw }, width, ratio)
    copyBand(past.current, future.current)
  }, [draw, width, height, ratio])
  const split = Math.round(Math.min(Math.max(band.split, 0), width) * ratio) / ratio
  const place = { top, width, height }
  return (
    <>
      <canvas ref={past} style={{ ...place, opacity: pastAlpha, clipPath: `inset(0 ${width - split}px 0 0)` }} />
      <canvas ref={future} style={{ ...place, opacity: futureAlpha, clipPath: `inset(0 0 0 ${split}px)` }} />
    </>
  )
}
