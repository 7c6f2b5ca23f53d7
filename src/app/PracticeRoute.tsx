import { useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { CHALLENGES } from '../challenges/registry.ts'
import { Catalogue } from '../practice/Catalogue.tsx'
import { challengesOf, tryConcept, type Concept } from '../practice/concepts.ts'
import type { ChallengeEntry } from '../practice/types.ts'
import { settingsOf } from '../progress/settings.ts'
import type { AppContext } from './context.ts'
import { KeepNotice } from './KeepNotice.tsx'
import { PracticeTimeline } from './PracticeTimeline.tsx'
import { tryDayAt } from './practice-log.ts'
import { challengePath, GUARANTEES, PRACTICE } from './routes.ts'
import { useHistory, useRecords } from './use-history.ts'

export interface PracticeRouteProps {
  readonly context: AppContext
  /** Only the challenges of this concept; undefined for all. */
  readonly concept: string | undefined
  readonly bar: ReactNode
}

/** The catalogue of challenges, as of the end of the learner's log or wherever its playhead is put. */
export function PracticeRoute({ context, concept, bar }: PracticeRouteProps) {
  const { progress, go } = context
  const only = concept === undefined ? undefined : tryConcept(concept)
  const entries = useMemo(() => (only === undefined ? CHALLENGES : entriesOf(only)), [only])
  const { letterKeys } = settingsOf(useSyncExternalStore(progress.subscribe, () => progress.state))
  const { history } = useHistory(progress)
  const records = useRecords(progress, history)
  const hasDone = records.some(({ event }) => event?.type === 'attempt-submitted')
  const [position, setPosition] = useState<number | undefined>()
  const isPast = position !== undefined && history !== undefined && position < history.records.length
  const shown = useMemo(() => (isPast ? records.slice(0, position) : records), [records, isPast, position])
  const now = (isPast ? tryDayAt(records, position) : undefined) ?? new Date()
  return (
    <>
      {bar}
      {hasDone && <KeepNotice />}
      <Catalogue
        entries={entries}
        only={only === undefined ? undefined : { title: only.title, allHref: `#${PRACTICE}` }}
        records={shown}
        now={now}
        past={isPast}
        letterKeys={letterKeys}
        hrefOf={(challenge) => `#${challengePath(challenge)}`}
        guaranteesHref={`#${GUARANTEES}`}
        onOpen={(challenge) => go(challengePath(challenge))}
        timeline={
          history === undefined ? undefined : (
            <PracticeTimeline history={history} position={position ?? history.records.length} onSeek={setPosition} />
          )
        }
      />
    </>
  )
}

function entriesOf(concept: Concept): readonly ChallengeEntry[] {
  const ids = new Set(challengesOf(concept))
  return CHALLENGES.filter(({ id }) => ids.has(id))
}
