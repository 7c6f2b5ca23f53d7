import type { ReactNode } from 'react'
import { nounColour } from '../../../viz/glyph.tsx'
import type { OutputView } from '../view-model/types.ts'
import { Groups } from './FormScene.tsx'

export interface OutputAreaProps {
  readonly output: OutputView
  readonly lit: number | undefined
  readonly onCanvas: boolean
  /** Number of the event, when it moves something here. */
  readonly seq: number | undefined
}

/** The ramp of what has been written, its axis, the next slot and the floor. */
export function OutputArea({ output, lit, onCanvas, seq }: OutputAreaProps): ReactNode {
  const { risen, slot } = output
  return (
    <g>
      <path d={output.axis} className="es-axis" />
      {output.ticks !== '' && <path d={output.ticks} className="es-axis" />}
      {output.top !== '' && <path d={output.top} className="es-dotted" />}
      {output.ghost !== '' && <path d={output.ghost} className="es-ghost" />}
      {!onCanvas && <Groups groups={output.groups} lit={lit} />}
      {risen !== undefined && (
        <rect
          key={seq ?? 'still'}
          x={risen.x}
          y={risen.y}
          width={risen.width}
          height={risen.height}
          fill={risen.run > 0 ? nounColour(risen.run) : 'var(--ink-3)'}
          className={seq === undefined ? 'es-bars' : 'es-bars es-rises'}
          data-dim={(lit !== undefined && risen.run !== lit) || undefined}
        />
      )}
      {output.pages !== '' && <path d={output.pages} className="es-pages" />}
      {output.pageNow !== '' && <path d={output.pageNow} className="es-touch" />}
      {output.floor !== '' && <path d={output.floor} className="es-floor" />}
      {slot !== undefined && (
        <g className="es-slot" style={{ transform: `translateX(${slot.x}px)` }}>
          <path d={`M0 ${slot.from}V${slot.to}`} />
        </g>
      )}
    </g>
  )
}
