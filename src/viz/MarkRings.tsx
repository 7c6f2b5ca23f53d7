import type { ReactNode } from 'react'
import type { StageMark } from './useMarks.ts'
import './stage-text.css'

export interface MarkRingsProps {
  readonly list: () => readonly StageMark[]
  readonly selected: string | undefined
  readonly focused: StageMark | undefined
}

/** Rings about what is selected and focused, in ink. */
export function MarkRings({ list, selected, focused }: MarkRingsProps): ReactNode {
  const chosen = selected === undefined ? [] : list().filter(({ mark }) => mark === selected)
  return (
    <g aria-hidden="true">
      {chosen.map((mark) => (
        <rect key={mark.key} {...around(mark, 1.5)} className="st-selected" />
      ))}
      {focused !== undefined && <rect {...around(focused, 2)} className="st-focus-gap" />}
      {focused !== undefined && <rect {...around(focused, 3)} className="st-focus" />}
    </g>
  )
}

function around({ x, y, width, height }: StageMark, by: number) {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by, rx: 2 }
}
