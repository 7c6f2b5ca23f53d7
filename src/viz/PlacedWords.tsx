import { memo, type ReactNode } from 'react'
import type { PlacedText } from './placed-text.ts'
import './stage-text.css'

/** A text of a stage; where it was cut, the whole of it is its title. */
export const PlacedWords = memo(
  function PlacedWords({ text }: { readonly text: PlacedText }): ReactNode {
    return (
      <text x={text.x} y={text.y} textAnchor={text.anchor} className={`st-${text.style} st-tone-${text.tone}`}>
        {text.full !== undefined && <title>{text.full}</title>}
        {text.text}
      </text>
    )
  },
  ({ text: a }, { text: b }) =>
    a.text === b.text &&
    a.x === b.x &&
    a.y === b.y &&
    a.style === b.style &&
    a.tone === b.tone &&
    a.anchor === b.anchor,
)
