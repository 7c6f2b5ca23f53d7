import { lazy, Suspense, use, useMemo, useState, useSyncExternalStore } from 'react'
import { tryChallenge } from '../challenges/registry.ts'
import { ChallengePage } from '../practice/ChallengePage.tsx'
import type { AttemptPorts } from '../practice/use-attempt.ts'
import type { Challenge, ChallengeEntry } from '../practice/types.ts'
import type { SharedMoment } from '../player/share-link.ts'
import { createName } from '../progress/name.ts'
import { settingsOf } from '../progress/settings.ts'
import type { AppContext } from './context.ts'
import { NotFound } from './NotFound.tsx'
import { labPath, momentPath, PRACTICE, reviewAfterPath, scenarioPath } from './routes.ts'
import { TopBar, type TopBarProps } from './TopBar.tsx'
import { useHistory, useRecords } from './use-history.ts'

const MomentStage = lazy(async () => ({ default: (await import('../practice/MomentStage.tsx')).MomentStage }))

export interface ChallengeRouteProps {
  readonly context: AppContext
  readonly id: string
  readonly bar: Omit<TopBarProps, 'current' | 'lab'>
}

/** A challenge, with what the learner's log says of it. */
export function ChallengeRoute({ context, id, bar }: ChallengeRouteProps) {
  const entry = tryChallenge(id)
  if (entry === undefined) {
    return <NotFound bar={<TopBar {...bar} current="practice" />} path={PRACTICE} go={context.go} />
  }
  return <KnownChallenge key={id} context={context} entry={entry} bar={bar} />
}

interface KnownProps extends Omit<ChallengeRouteProps, 'id'> {
  readonly entry: ChallengeEntry
}

/** Asks for the challenge once a visit: what waits for it is drawn anew when it does not come, and must not ask again. */
function KnownChallenge(props: KnownProps) {
  const [loading] = useState(() => loadOnce(props.entry))
  return (
    <Suspense fallback={<Waiting bar={props.bar} entry={props.entry} />}>
      <Opened {...props} loading={loading} />
    </Suspense>
  )
}

function Waiting({ bar, entry }: { readonly bar: ChallengeRouteProps['bar']; readonly entry: ChallengeEntry }) {
  return (
    <>
      <TopBar {...bar} current={undefined} lab={entry} up="practice" />
      <p className="page-wait" role="status">
        Opening the challenge
      </p>
    </>
  )
}

const loads = new Map<string, Promise<Challenge>>()

/** Each challenge is fetched once; what failed is tried again with the next visit. */
function loadOnce(entry: ChallengeEntry): Promise<Challenge> {
  const known = loads.get(entry.id)
  if (known !== undefined) return known
  const load = entry.load()
  loads.set(entry.id, load)
  load.catch(() => loads.delete(entry.id))
  return load
}

interface OpenedProps extends KnownProps {
  readonly loading: Promise<Challenge>
}

function Opened({ context, entry, bar, loading }: OpenedProps) {
  const { progress } = context
  const challenge = use(loading)
  const { letterKeys } = settingsOf(useSyncExternalStore(progress.subscribe, () => progress.state))
  const notice = useSyncExternalStore(progress.subscribe, () => progress.notice)
  const { history, failed } = useHistory(progress)
  const records = useRecords(progress, history)
  const ports = useMemo<AttemptPorts>(
    () => ({
      append: (event) => void progress.append(event),
      readRecords: () => [...(progress.history?.records ?? []), ...progress.pending],
      createId: createName,
    }),
    [progress],
  )
  const onOpen = (shared: SharedMoment, text: string) => context.go(momentPath(shared, text))
  // An answer begun before the log is read would hide the one that is in it.
  if (history === undefined && !failed) return <Waiting bar={bar} entry={entry} />
  const { shownIn, moment } = challenge
  const lab = shownIn === undefined ? undefined : labHref(shownIn)
  return (
    <ChallengePage
      {...{ entry, challenge, records, ports, letterKeys }}
      labHref={lab}
      storageNotice={notice?.text}
      stage={
        moment &&
        ((isDone) => (
          <Suspense>
            <MomentStage {...{ moment, isDone, onOpen }} engine={context.engine} />
          </Suspense>
        ))
      }
      reviewsHref={`#${reviewAfterPath(entry.id)}`}
      bar={(clock) => <TopBar {...bar} current={undefined} lab={entry} up="practice" aside={clock} />}
    />
  )
}

function labHref({ lab, scenario }: { readonly lab: string; readonly scenario?: string }): string {
  return `#${scenario === undefined ? labPath(lab) : scenarioPath(lab, scenario)}`
}
