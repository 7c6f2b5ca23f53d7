import type { ReactNode } from 'react'
import { nounColour } from '../../viz/glyph.tsx'

const WIDTH = 104
const HEIGHT = 30
const STEP = 11

/** Versions that the picture's files live in, as the orders table of the lab has them: from, to, partition. */
const LIVES: readonly (readonly [from: number, to: number, noun: number])[] = [
  [1, 4, 1],
  [2, 4, 1],
  [4, 8, 1],
  [1, 8, 2],
  [3, 6, 2],
]

/** A trunk of versions, and under it the lives of files. */
export function Miniature(): ReactNode {
  const x = (version: number): number => 6 + version * STEP
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={`M${x(0)} 5H${x(8)}`} stroke="var(--ink)" strokeWidth={1.2} />
      {Array.from({ length: 9 }, (_, version) => (
        <circle key={version} cx={x(version)} cy={5} r={2} fill="var(--paper)" stroke="var(--ink)" />
      ))}
      {LIVES.map(([from, to, noun], row) => (
        <rect key={row} x={x(from)} y={11 + row * 4} width={x(to) - x(from)} height={2.6} fill={nounColour(noun)} />
      ))}
    </svg>
  )
}
