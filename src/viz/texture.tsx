import type { ReactNode } from 'react'
import { nounColour, nounIndex, NOUNS } from './glyph.tsx'

type Weave = 'plain' | 'rising' | 'level' | 'dots' | 'falling'

/** Which weave goes with which noun: the second channel of an area more than 9 px high. */
const WEAVES: readonly Weave[] = [
  'plain',
  'rising',
  'level',
  'dots',
  'falling',
  'plain',
  'rising',
  'level',
  'falling',
  'plain',
  'dots',
  'falling',
]

export function weaveOf(n: number): Weave {
  return WEAVES[nounIndex(n)] ?? 'plain'
}

/** Areas at most this high are too low for a texture to be seen. */
export const TEXTURE_MIN_HEIGHT = 9

/** The fill of the nth noun on an area `height` px high: textured where it can be seen. `prefix` as in `TextureDefs`. */
export function textureFill(prefix: string, n: number, height: number): string {
  return height > TEXTURE_MIN_HEIGHT ? `url(#${prefix}-tex-${nounIndex(n) + 1})` : nounColour(n)
}

/** The patterns that `textureFill` names; `prefix` must be unique in the document. */
export function TextureDefs({ prefix }: { prefix: string }): ReactNode {
  return (
    <defs>
      {Array.from({ length: NOUNS }, (_, i) => (
        <Texture key={i} id={`${prefix}-tex-${i + 1}`} weave={weaveOf(i + 1)} fill={nounColour(i + 1)} />
      ))}
    </defs>
  )
}

/** By how much a weave is turned, in degrees, and how high one piece of it is; it is 6 px wide. */
export const WEAVE_ANGLE = { plain: 0, rising: 45, level: 0, dots: 0, falling: -45 } as const
export const WEAVE_HEIGHT = { plain: 6, rising: 6, level: 5, dots: 6, falling: 6 } as const

function Texture({ id, weave, fill }: { id: string; weave: Weave; fill: string }): ReactNode {
  const height = WEAVE_HEIGHT[weave]
  return (
    <pattern
      id={id}
      width={6}
      height={height}
      patternUnits="userSpaceOnUse"
      patternTransform={`rotate(${WEAVE_ANGLE[weave]})`}
    >
      <rect width={6} height={height} fill={fill} />
      {weave === 'level' && <rect width={6} height={1.6} fill="var(--paper)" opacity={0.55} />}
      {(weave === 'rising' || weave === 'falling') && <rect width={2} height={6} fill="var(--paper)" opacity={0.55} />}
      {weave === 'dots' && <circle cx={2} cy={2} r={1.15} fill="var(--paper)" opacity={0.7} />}
      {weave === 'dots' && <circle cx={5} cy={5} r={1.15} fill="var(--paper)" opacity={0.7} />}
    </pattern>
  )
}
