import { useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { LABS } from '../labs/registry.ts'
import { later } from '../player/bench/later.tsx'
import { settingsOf } from '../progress/settings.ts'
import type { AppContext } from './context.ts'
import { HashLink } from './HashLink.tsx'
import { HomePage } from './HomePage.tsx'
import { PracticeTimeline } from './PracticeTimeline.tsx'
import { labPath, NEXT_REVIEW, REVIEWS } from './routes.ts'
import { useHistory, useRecords } from './use-history.ts'

// With them comes what computes schedules; the page is drawn before it is here.
const HomeMap = later(async () => (await import('./HomeMap.tsx')).HomeMap)
const HomeDue = later(async () => (await import('./HomeDue.tsx')).HomeDue)

const PAST = 'This page shows a moment that is past. The end of the line below is now.'

/** The page of somebody who comes back: the learner's log at its end, or wherever its playhead is put. */
export function HomeRoute({ context, bar }: { readonly context: AppContext; readonly bar: ReactNode }) {
  const { progress, go } = context
  const live = useSyncExternalStore(progress.subscribe, () => progress.state)
  // Without it the page has no timeline.
  const { history } = useHistory(progress)
  const records = useRecords(progress, history)
  const [position, setPosition] = useState<number | undefined>()
  const isPast = position !== undefined && history !== undefined && position < history.records.length
  const state = isPast ? history.stateAt(position) : live
  const shown = useMemo(() => (isPast ? records.slice(0, position) : records), [records, isPast, position])
  const refusal = isPast ? PAST : undefined
  const now = isPast && state.lastAt !== '' ? new Date(state.lastAt) : new Date()
  return (
    <>
      {bar}
      <HomePage
        state={state}
        labs={LABS}
        now={now}
        refusal={refusal}
        hrefOf={(lab) => `#${labPath(lab)}`}
        link={HashLink}
        onResume={(lab) => go(labPath(lab))}
        map={history !== undefined && <HomeMap records={shown} now={now} />}
        due={
          history !== undefined && (
            <HomeDue
              {...{ now, refusal }}
              records={shown}
              letterKeys={settingsOf(live).letterKeys}
              reviewsHref={`#${REVIEWS}`}
              onStart={() => go(NEXT_REVIEW)}
            />
          )
        }
        timeline={
          history === undefined ? undefined : (
            <PracticeTimeline history={history} position={position ?? history.records.length} onSeek={setPosition} />
          )
        }
      />
    </>
  )
}
