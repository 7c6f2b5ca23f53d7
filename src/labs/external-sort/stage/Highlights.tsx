import type { ReactNode } from 'react'
import type { Mark } from '../view-model/marks.ts'

export interface HighlightsProps {
  readonly marks: () => readonly Mark[]
  readonly hovered: string | undefined
  readonly selected: string | undefined
  readonly focused: Mark | undefined
}

/** Rings about what is pointed at, selected and focused, in ink. */
export function Highlights({ marks, hovered, selected, focused }: HighlightsProps): ReactNode {
  const chosen =
    selected === undefined ? [] : marks().filter((mark) => mark.mark === selected && mark.kind !== 'handle')
  const pointed = hovered?.startsWith('record-') === true ? marks().filter((mark) => mark.mark === hovered) : []
  return (
    <g className="es-highlights" aria-hidden="true">
      {chosen.map((mark) => (
        <rect
          key={`s-${mark.key}`}
          {...around(mark, 1.5)}
          className="es-selected"
          data-wide={mark.width > 160 || undefined}
        />
      ))}
      {pointed.map((mark) => (
        <rect key={`h-${mark.key}`} {...around(mark, 1)} className="es-pointed" />
      ))}
      {focused !== undefined && <rect {...around(focused, 2)} className="es-focus-gap" />}
      {focused !== undefined && <rect {...around(focused, 3)} className="es-focus" />}
    </g>
  )
}

function around(
  { x, y, width, height }: Mark,
  by: number,
): { x: number; y: number; width: number; height: number; rx: number } {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by, rx: 2 }
}
