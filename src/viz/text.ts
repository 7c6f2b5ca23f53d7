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

/**
 * Width of a text in pixels without a document to measure it in. Exact for the mono face; for the sans face at its label
 * width a little too wide rather than too narrow.
 */
export function textWidth(text: string, sizePx: number, face: Face, strong = false): number {
  if (face === 'mono') return text.length * sizePx * MONO_EM
  let em = 0
  for (const char of text) em += sansEm.get(char) ?? SANS_OTHER_EM
  return em * sizePx * (strong ? STRONG_FACTOR : 1)
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
