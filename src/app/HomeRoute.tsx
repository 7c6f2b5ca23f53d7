import { useState, useSyncExternalStore, type ReactNode } from 'react'
import { LABS } from '../labs/registry.ts'
import type { AppContext } from './context.ts'
import { HashLink } from './HashLink.tsx'
import { HomePage } from './HomePage.tsx'
import { PracticeTimeline } from './PracticeTimeline.tsx'
import { labPath } from './routes.ts'
import { useHistory } from './use-history.ts'

/** The page of somebody who comes back: the learner's log at its end, or wherever its playhead is put. */
export function HomeRoute({ context, bar }: { readonly context: AppContext; readonly bar: ReactNode }) {
  const { progress, go } = context
  const live = useSyncExternalStore(progress.subscribe, () => progress.state)
  // Without it the page has no timeline.
  const { history } = useHistory(progress)
  const [position, setPosition] = useState<number | undefined>()
  const isPast = position !== undefined && history !== undefined && position < history.records.length
  const state = isPast ? history.stateAt(position) : live
  const now = isPast && state.lastAt !== '' ? new Date(state.lastAt) : new Date()
  return (
    <>
      {bar}
      <HomePage
        state={state}
        labs={LABS}
        now={now}
        past={isPast}
        hrefOf={(lab) => `#${labPath(lab)}`}
        link={HashLink}
        onResume={(lab) => go(labPath(lab))}
        timeline={
          history === undefined ? undefined : (
            <PracticeTimeline history={history} position={position ?? history.records.length} onSeek={setPosition} />
          )
        }
      />
    </>
  )
}
