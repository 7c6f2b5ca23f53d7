/** The two faces: words, and what a machine recorded. */
export type Face = 'sans' | 'mono'

/** Advance of every character of the mono face, in em. */
const MONO_EM = 0.6

const SANS_EM: readonly (readonly [chars: string, em: number])[] = [
  [" .,:;!|'iIjl", 0.24],
  ['frtJ()"/1T_-', 0.38],
  ['mMwW', 0.81],
  ['ABCDEFGHKLNOPQRSUVXYZ', 0.6],
]
const SANS_OTHER_EM = 0.53
const STRONG_FACTOR = 1.04

const sansEm = new Map(SANS_EM.flatMap(([chars, em]) => [...chars].map((char) => [char, em] as const)))

/** What a reader sets letters apart, and words more than that, in em. */
export interface Spread {
  readonly letter: number
  readonly word: number
}

export const NO_SPREAD: Spread = { letter: 0, word: 0 }
let spread = NO_SPREAD

/** Lays out for a reader who sets texts wider: while it does, `textWidth` is the width that they then have. */
export function withSpread<T>(wider: Spread, layOut: () => T): T {
  spread = wider
  try {
    return layOut()
  } finally {
    spread = NO_SPREAD
  }
}

/**
 * Width of a text in pixels without a document to measure it in. Exact for the mono face; for the sans face at its label
 * width a little too wide rather than too narrow.
 */
export function textWidth(text: string, sizePx: number, face: Face, strong = false): number {
  const more = spread === NO_SPREAD ? 0 : (spread.letter * text.length + spread.word * text.split(' ').length) * sizePx
  if (face === 'mono') return text.length * sizePx * MONO_EM + more
  let em = 0
  for (const char of text) em += sansEm.get(char) ?? SANS_OTHER_EM
  return em * sizePx * (strong ? STRONG_FACTOR : 1) + more
}

/** The text, or as much of its beginning as fits in `maxPx` with an ellipsis behind it; "" where not even that fits. */
export function ellipsize(text: string, maxPx: number, sizePx: number, face: Face): string {
  if (textWidth(text, sizePx, face) <= maxPx) return text
  const cutAt = (length: number): string => `${text.slice(0, length).trimEnd()}…`
  // A longer beginning is never narrower. `fits` signs fit, or none do; `tooMany` do not.
  let fits = 0
  let tooMany = text.length
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >>> 1
    if (textWidth(cutAt(middle), sizePx, face) <= maxPx) fits = middle
    else tooMany = middle
  }
  return fits === 0 ? '' : cutAt(fits)
}
