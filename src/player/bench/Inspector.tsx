import { memo, useId } from 'react'
import type { Session } from '../session.ts'
import { useBenchUi, type BenchUi } from './bench-ui.ts'
import { EventTab } from './EventTab.tsx'
import { MarkHistory, RunError, StateTab } from './later-parts.ts'
import { Tabs } from './Tabs.tsx'
import { useTurnMoment } from './turns.ts'
import { useBranch, useSession } from './use-moment.ts'

interface InspectorProps {
  readonly session: Session
  readonly ui: BenchUi
}

const TABS = [
  { value: 'event', text: 'Event' },
  { value: 'state', text: 'State' },
] as const

/** What is recorded, and what is derived from it. */
export const Inspector = memo(function Inspector({ session, ui }: InspectorProps) {
  const moment = useTurnMoment(session, 'inspector')
  const mark = useSession(session, (state) => state.selected)
  const tab = useBenchUi(ui, (state) => state.inspectorTab)
  const branch = useBranch(session)
  const isFaulty = useSession(session, () => branch.end.type === 'failed' || branch.broken !== undefined)
  const id = useId()
  return (
    <>
      <Tabs
        label="Inspector"
        id={id}
        panelOf={() => `${id}-panel`}
        tabs={TABS}
        value={tab}
        onChange={(inspectorTab) => ui.setState({ inspectorTab })}
      />
      <div className="insp-body" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`} tabIndex={0}>
        {isFaulty && <RunError session={session} />}
        {moment !== undefined && tab === 'event' && mark !== undefined && (
          <MarkHistory session={session} moment={moment} mark={mark} />
        )}
        {moment !== undefined && tab === 'event' && <EventTab session={session} moment={moment} />}
        {moment !== undefined && tab === 'state' && <StateTab session={session} moment={moment} />}
      </div>
    </>
  )
})
