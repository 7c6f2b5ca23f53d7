import { memo } from 'react'
import { estimateTextWidth, layoutPhaseNames } from '../../viz/timeline/labels.ts'
import { phaseWindow, wholeWindow, xOf } from '../../viz/timeline/window.ts'
import type { EventWindow } from '../../viz/timeline/window.ts'
import type { TimelinePhase } from './contract.ts'
import type { Scene } from './scene.ts'

interface PhasesProps {
  readonly scene: Scene
  readonly phases: readonly TimelinePhase[]
  /** Index of the phase the playhead is in, -1 before the first. */
  readonly current: number
  readonly labelY: number
  readonly stripTop: number
  readonly onWindow: (window: EventWindow) => void
}

const NOT_SHOWN = { left: 0, width: 0 } as const

/** Names of the phases under the strip, each from where it begins; double press zooms to it, so does Enter. */
export const Phases = memo(function Phases({ scene, phases, current, labelY, stripTop, onWindow }: PhasesProps) {
  const { width, extent } = scene
  const whole = wholeWindow(extent)
  const xs = phases.map((phase) => xOf(whole, width, phase.from))
  const starts = phases.map((phase) => phase.from)
  const right = width + scene.bleed.right
  const widthOf = (phase: TimelinePhase, i: number) => estimateTextWidth(phase.label, i === current ? 12.5 : 12, 'sans')
  const names = layoutPhaseNames(
    phases.map((phase, i) => {
      const x = xs[i] as number
      return { x, start: phase.from === 0 ? x : x + 6, width: widthOf(phase, i), isCurrent: i === current }
    }),
    right,
    12,
    30,
  )
  const zoom = (index: number) => onWindow(phaseWindow(starts, index, extent))
  return phases.map((phase, i) => {
    const { left, width: room } = names[i] ?? NOT_SHOWN
    const shown = room > 0
    // The estimate cuts a name only where another one is in its way: a wide letter more is not cut off.
    const isCut = room < widthOf(phase, i)
    return (
      <div key={phase.from}>
        {phase.from > 0 && (
          <div
            className="tl-phase-line"
            style={{ left: xs[i], top: stripTop, height: shown ? labelY - stripTop : 16 }}
          />
        )}
        {shown && (
          <button
            type="button"
            className="tl-phase"
            aria-current={i === current || undefined}
            aria-label={`${phase.label}, zoom to this phase`}
            title={`${phase.label}: double press to zoom to it`}
            style={{ left, top: labelY - 11, maxWidth: isCut ? room : undefined }}
            onDoubleClick={() => zoom(i)}
            onKeyDown={(event) => event.key === 'Enter' && zoom(i)}
          >
            {phase.label}
          </button>
        )}
      </div>
    )
  })
})
