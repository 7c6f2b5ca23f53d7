import { useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { CHALLENGES } from '../challenges/registry.ts'
import { LABS } from '../labs/registry.ts'
import { ReviewsPage } from '../practice/ReviewsPage.tsx'
import { foldTopicLabels, layoutReviews, type ReviewRow } from '../practice/reviews.ts'
import { foldSchedules } from '../progress/schedule.ts'
import { settingsOf } from '../progress/settings.ts'
import type { AppContext } from './context.ts'
import { PracticeTimeline } from './PracticeTimeline.tsx'
import { tryDayAt } from './practice-log.ts'
import { challengePath, NEXT_REVIEW, reviewPath } from './routes.ts'
import { useHistory, useRecords } from './use-history.ts'

/** What is due and what comes next, as of the end of the learner's log or wherever its playhead is put. */
export function ReviewsRoute({ context, bar }: { readonly context: AppContext; readonly bar: ReactNode }) {
  const { progress, go } = context
  const { letterKeys } = settingsOf(useSyncExternalStore(progress.subscribe, () => progress.state))
  const { history, failed } = useHistory(progress)
  const records = useRecords(progress, history)
  const [position, setPosition] = useState<number | undefined>()
  const isPast = position !== undefined && history !== undefined && position < history.records.length
  const shown = useMemo(() => (isPast ? records.slice(0, position) : records), [records, isPast, position])
  const now = (isPast ? tryDayAt(records, position) : undefined) ?? new Date()
  const day = now.toDateString()
  const reviews = useMemo(
    () =>
      layoutReviews(
        foldSchedules(shown),
        foldTopicLabels(shown),
        { labs: LABS, challenges: CHALLENGES },
        new Date(day),
      ),
    [shown, day],
  )
  return (
    <>
      {bar}
      <ReviewsPage
        {...{ reviews, now, letterKeys }}
        isReading={history === undefined && !failed}
        past={isPast}
        hrefOf={(row) => `#${pathOf(row)}`}
        onStart={() => go(NEXT_REVIEW)}
        timeline={
          history === undefined ? undefined : (
            <PracticeTimeline history={history} position={position ?? history.records.length} onSeek={setPosition} />
          )
        }
      />
    </>
  )
}

function pathOf({ item }: ReviewRow): string {
  return item.kind === 'challenge' ? challengePath(item.challenge) : reviewPath(item)
}
