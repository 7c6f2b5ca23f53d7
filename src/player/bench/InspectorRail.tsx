import { memo } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Session } from '../session.ts'
import { useBenchUi, type BenchUi } from './bench-ui.ts'
import { useTurnMoment } from './turns.ts'

interface InspectorRailProps {
  readonly session: Session
  readonly ui: BenchUi
  /** What lies behind it, where that is not the event in words. */
  readonly name: string | undefined
}

/** The edge of the closed inspector: its key, and the event in words. */
export const InspectorRail = memo(function InspectorRail({ session, ui, name }: InspectorRailProps) {
  const moment = useTurnMoment(session, 'inspector')
  const open = useBenchUi(ui, (state) => state.inspectorOpen)
  const event = moment?.event
  const words =
    event === undefined ? 'event 0' : `event ${formatCount(event.seq)}, ${session.lab.kinds[event.kind]?.label ?? ''}`
  return (
    <button type="button" className="rail" aria-expanded={open} onClick={() => ui.setState({ inspectorOpen: !open })}>
      <kbd aria-hidden="true">I</kbd>
      <span>{name ?? `Inspector: ${words}`}</span>
      <i aria-hidden="true" />
    </button>
  )
})
