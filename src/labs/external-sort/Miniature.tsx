import type { ReactNode } from 'react'
import { Rng } from '../../base/rng.ts'
import { barRectanglesByGroup, rectanglesPath, type Bars } from '../../viz/bars.ts'
import { nounColour } from '../../viz/glyph.tsx'

const WIDTH = 104
const HEIGHT = 30
const RECORDS = 52
const RUNS = 8
/** Records that the picture shows as written; the rest is still to come. */
const WRITTEN = 22

interface Picture {
  readonly written: readonly (readonly [run: number, d: string])[]
  readonly rest: string
}

/** Deals records to runs, merges them, and draws the ramp at the moment when some have been written. */
function drawPicture(): Picture {
  const rng = new Rng(7, 'miniature')
  const records = Array.from({ length: RECORDS }, (_, i) => ({
    key: rng.nextFloat(),
    run: 1 + Math.floor((i * RUNS) / RECORDS),
  }))
  const output = records.toSorted((a, b) => a.key - b.key)
  const bars: Bars = {
    origin: 0,
    step: WIDTH / RECORDS,
    width: WIDTH / RECORDS - 0.4,
    base: HEIGHT - 2,
    low: 2,
    high: HEIGHT - 6,
  }
  const heights = output.map((record) => record.key)
  const runOf = (i: number): number => output[i]?.run ?? 0
  return {
    written: [...barRectanglesByGroup(bars, heights, 0, WRITTEN, runOf)].map(([run, list]) => [
      run,
      rectanglesPath(list),
    ]),
    rest: rectanglesPath(barRectanglesByGroup(bars, heights, WRITTEN, RECORDS, () => 0).get(0) ?? []),
  }
}

const picture = drawPicture()

/** The output of a small merge, half written: what the lab is about at 104 × 30 px. */
export function Miniature(): ReactNode {
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {picture.written.map(([run, d]) => (
        <path key={run} d={d} fill={nounColour(run)} />
      ))}
      <path d={picture.rest} fill="var(--ink-ghost)" />
    </svg>
  )
}
