import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { LABS } from '../labs/registry.ts'
import type { LabEntry } from '../player/lab.ts'
import type { Session } from '../player/session.ts'
import type { SessionState } from '../player/session-state.ts'
import type { AnsweredPrediction } from '../player/bench/actions.ts'
import { Bench } from '../player/bench/Bench.tsx'
import { createBenchUi, showStage, type BenchUi } from '../player/bench/bench-ui.ts'
import { benchCommands } from '../player/bench/commands.ts'
import { fetchPanels } from '../player/bench/later-panels.ts'
import { later } from '../player/bench/later.tsx'
import { useSession } from '../player/bench/use-moment.ts'
import { settingsOf } from '../progress/settings.ts'
import type { AppContext } from './context.ts'
import { Claims, FEW_CLAIMS } from './ClaimList.tsx'
import { FirstVisitClaim, FirstVisitInspector, FirstVisitStory } from './FirstVisit.tsx'
import { HashLink } from './HashLink.tsx'
import { loadLab, tryLoadedLab } from './load-lab.ts'
import { openPlace, type OpenedPlace } from './open-place.ts'
import { useArrived } from './use-arrived.ts'
import { summarizeCalls } from './predicted.ts'
import { hasNewMarks, recordPlaces } from './record-places.ts'
import { labPath, PRACTICE, type LabPlace } from './routes.ts'
import { TopBar, type TopBarProps } from './TopBar.tsx'

export interface LabRouteProps {
  readonly context: AppContext
  readonly entry: LabEntry
  readonly at: LabPlace
  /** The lab stands for the home page, before its first event. */
  readonly isFirstVisit: boolean
  readonly bar: Omit<TopBarProps, 'current' | 'lab'>
}

const ShareNotice = later(async () => (await import('./ShareNotice.tsx')).ShareNotice)

/** A lab on the bench, at the place that the address names. */
export function LabRoute(props: LabRouteProps) {
  const { context, entry, at, isFirstVisit } = props
  const place = at.type === 'last' ? LAST : `${at.type} ${at.type === 'link' ? at.text : at.id}`
  const open = () => ({ place, left: false, opening: openLab(entry, at, context, isFirstVisit) })
  const [opened, setOpened] = useState(open)
  // Going from the first visit's address to the lab's own one is no change of place, nor is moving on from a link.
  if (opened.place !== place) setOpened(opened.left && place === LAST ? { ...opened, place, left: false } : open())
  const { opening } = opened
  useEffect(() => () => void closeOpened(opening), [opening])
  const leave = useCallback(() => setOpened((before) => ({ ...before, left: true })), [])
  const here = useArrived(opening)
  const [ui] = useState(createBenchUi)
  if (here === undefined) return <TopBar {...props.bar} current={undefined} lab={entry} />
  return <LabOnBench {...props} {...here} ui={ui} onLeave={leave} />
}

const LAST = 'last'

async function closeOpened(opening: Opening): Promise<void> {
  try {
    const { session } = await opening
    session.close()
  } catch {
    // What could not be opened need not be closed; whoever waited for it tells why.
  }
}

type Opening = OpenedPlace | Promise<OpenedPlace>

/** The first visit shows the picture alone, which is there before the words; at once when the lab is here. */
function openLab(entry: LabEntry, at: LabPlace, context: AppContext, isFirstVisit: boolean): Opening {
  const lab = tryLoadedLab(entry)
  if (isFirstVisit && lab !== undefined) return openPlace(lab, at, context)
  return fetchLab(entry, at, context, isFirstVisit)
}

async function fetchLab(
  entry: LabEntry,
  at: LabPlace,
  context: AppContext,
  isFirstVisit: boolean,
): Promise<OpenedPlace> {
  const lab = await loadLab(entry)
  if (!isFirstVisit) await Promise.all([lab.prepareWords?.(), fetchPanels()])
  return openPlace(lab, at, context)
}

interface OnBenchProps extends LabRouteProps, OpenedPlace {
  readonly ui: BenchUi
  /** The page moves on from the scenario or link that its address names. */
  readonly onLeave: () => void
}

function LabOnBench({ context, entry, at, isFirstVisit, bar, ui, onLeave, session, check, ...opened }: OnBenchProps) {
  const { progress, go, openFile, openSheet } = context
  const state = useSyncExternalStore(progress.subscribe, () => progress.state)
  const { ready } = opened
  const doing = useSession(session, doingIn)
  useOpened(session, opened, ui, context)
  useEffect(() => {
    // Who has come here looks at the picture, from whichever panel the way here was pressed; a question has its own.
    if (session.state.prediction === undefined) showStage(ui)
  }, [session, isFirstVisit, ui])
  const menu = useMemo(() => benchCommands(session, ui), [session, ui])
  useEffect(() => {
    if (!isFirstVisit) return undefined
    // The first thing done makes it a visit to the lab: the address says so, the page stays as it is.
    return session.core.store.subscribe((now, before) => {
      if (now.position === 0 && now.direction === 0 && now.prediction === undefined && !hasNewMarks(now, before)) return
      go(labPath(entry.id))
    })
  }, [isFirstVisit, session, entry, go])
  useMovingOn(session, at.type === 'last' ? undefined : ready, () => {
    onLeave()
    go(labPath(entry.id))
  })
  const share = useCallback(() => openSheet('share'), [openSheet])
  const openOwn = useCallback(() => openFile(undefined), [openFile])
  const onPrediction = useCallback(
    (answered: AnsweredPrediction) => void progress.append({ type: 'prediction', lab: entry.id, ...answered }),
    [progress, entry],
  )
  const predictions = useMemo(() => summarizeCalls(state, entry.id), [state, entry])
  const few = isFirstVisit ? FEW_CLAIMS : entry.scenarios.length
  const claims = useMemo(() => <Claims lab={entry} link={HashLink} className="under-story" few={few} />, [entry, few])
  const story = useMemo(
    () => (
      <FirstVisitStory
        lab={entry}
        labCount={LABS.length}
        challengesHref={`#${PRACTICE}`}
        onPlay={() => session.play(1)}
        onOpenFile={openOwn}
      />
    ),
    [entry, session, openOwn],
  )
  return (
    <>
      <Bench
        session={session}
        ui={ui}
        topBar={
          <TopBar
            {...bar}
            current={isFirstVisit ? 'labs' : undefined}
            lab={isFirstVisit ? undefined : entry}
            doing={doing}
            own={
              isFirstVisit || entry.own === undefined
                ? undefined
                : { text: `Your own ${entry.own.noun}`, onOpen: openOwn }
            }
            onShare={isFirstVisit ? undefined : share}
            menu={menu}
          />
        }
        notice={
          isFirstVisit ? <FirstVisitClaim /> : check !== undefined && <ShareNotice check={check} session={session} />
        }
        sentenceHint={isFirstVisit ? CHANGEABLE : undefined}
        {...(isFirstVisit ? { story, inspector: <LabList current={entry.id} />, inspectorName: 'Labs' } : {})}
        underStory={claims}
        singleLetterKeys={settingsOf(state).letterKeys}
        predictions={predictions}
        onPrediction={onPrediction}
        onPalette={bar.onFind}
        onKeys={bar.onKeys}
        onOpen={openOwn}
      />
    </>
  )
}

/** What is being done, where that changes what is seen: the word for it stands beside the lab's name. */
function doingIn({ comparison, prediction }: SessionState): string | undefined {
  if (comparison !== undefined) return 'comparing'
  return prediction === undefined ? undefined : 'predicting'
}

/** What is done on the bench is noted, and the sheets know of the lab, as long as it stands there. */
function useOpened(
  session: Session,
  { ready, bench }: Pick<OpenedPlace, 'ready' | 'bench'>,
  ui: BenchUi,
  { progress, offer }: AppContext,
): void {
  useEffect(() => recordPlaces(session, progress, ready, bench), [session, progress, ready, bench])
  useEffect(() => {
    offer({ session, ui })
    return () => offer(undefined)
  }, [session, ui, offer])
}

/** Calls `leave` with the first thing that is done once all of a link stands: from then on its address is not the place. */
function useMovingOn(session: Session, ready: Promise<unknown> | undefined, leave: () => void): void {
  const latest = useRef(leave)
  useEffect(() => {
    latest.current = leave
  })
  useEffect(() => {
    if (ready === undefined) return undefined
    let isOver = false
    let unsubscribe = (): void => undefined
    void ready.then(() => {
      if (isOver) return
      unsubscribe = session.core.store.subscribe((state, before) => {
        if (state.position === before.position && state.branches === before.branches) return
        unsubscribe()
        latest.current()
      })
    })
    return () => {
      isOver = true
      unsubscribe()
    }
  }, [session, ready])
}

const CHANGEABLE =
  'Underlined values can be changed: drag a number, press a word, or use Tab and the arrow keys. Then all of it runs again.'

/** The labs there are; behind the picture, which is drawn without waiting for them. */
function LabList({ current }: { readonly current: string }) {
  const isTheirTurn = useDeferredValue(true, false)
  if (!isTheirTurn) return undefined
  return <FirstVisitInspector labs={LABS} current={current} hrefOf={(lab) => `#${labPath(lab)}`} link={HashLink} />
}
