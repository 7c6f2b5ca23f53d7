import { memo, useCallback, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { sharedEvents, type Branch } from '../branch.ts'
import type { Moment } from '../lab.ts'
import { eventsPerSecond } from '../playback.ts'
import type { Session } from '../session.ts'
import { playedWindow, windowAhead } from '../../viz/timeline/window.ts'
import { Timeline } from '../timeline/Timeline.tsx'
import type { TimelineFork, TimelineMark, TimelinePhase, TimelineWindow } from '../timeline/contract.ts'
import { equationOf } from './equation.ts'
import {
  checkpointsFor,
  endFor,
  expectedLength,
  forkOutcome,
  keepForks,
  keepMarks,
  marksFor,
  NextStops,
  otherBranches,
  rowsFor,
} from './timeline-data.ts'
import { TouchedEvents } from './touched-events.ts'
import { partOf, useTurn, useTurnMoment } from './turns.ts'
import { useBranch, useSession } from './use-moment.ts'
import { useWritingNote } from './use-writing-note.ts'
import { formatPlace } from './words.ts'

interface TimelinePaneProps {
  readonly session: Session
  readonly gutter: ReactNode
}

/** The timeline of the current branch. Of what it is given only the position is made anew in a frame. */
export const TimelinePane = memo(function TimelinePane({ session, gutter }: TimelinePaneProps) {
  const branch = useBranch(session)
  const position = useTurn(session, 'timeline', (state) => state.position)
  const { window, ahead } = useShownWindow(session, branch, position)
  const comparison = useSession(session, (state) => state.comparison)
  const hidden = useSession(session, () => session.predicting.hidesFuture)
  const rows = useRows(session)
  const checkpoints = useCheckpoints(session, branch)
  const phases = usePhases(session, branch)
  const forks = useForks(session, branch)
  const marks = useMarks(session)
  const touched = useTouched(session, branch, window)
  const end = useEnd(session, branch)
  const acts = useTimelineActs(session, window)
  const countedTo = useCountedTo(session, branch, position)
  const record = useCallback((seq: number) => session.lab.record(branch.log, seq, branch.header), [session, branch])
  const other = useMemo(
    () => (comparison === undefined ? undefined : { fork: comparison.other, position: comparison.otherPosition }),
    [comparison],
  )
  return (
    <Timeline
      {...acts}
      {...{ gutter, rows, window, ahead, checkpoints, marks, end, record, other, hidden }}
      {...(touched === undefined ? {} : { touched })}
      log={branch.log}
      extent={expectedLength(branch) ?? branch.log.length}
      position={Math.min(position, branch.log.length)}
      countedTo={countedTo}
      countedFrom={equationOf(branch, countedTo).from}
      replayedFrom={equationOf(branch, position).from}
      forks={hidden ? NO_FORKS : forks}
      phases={hidden ? NO_PHASES : phases}
      valueText={useValueText(session)}
    />
  )
})

/** At fast play more of the log is in sight than the window has, so that the playhead is seen to travel. */
function useShownWindow(session: Session, branch: Branch, position: number): ShownWindow {
  const window = useTurn(session, 'timeline', (state) => state.window)
  const rate = useTurn(session, 'timeline', ({ direction, speed }) => {
    const isTravelling = direction !== 0 && partOf(session, 'timeline').isFast
    return isTravelling ? eventsPerSecond(speed, branch.log.length) : 0
  })
  const direction = useTurn(session, 'timeline', (state) => state.direction)
  const extent = expectedLength(branch) ?? branch.log.length
  const ahead = windowAhead(window, position, extent, { rate, direction })
  const shown = useSame(playedWindow(window, position, extent, rate))
  return { window: shown ?? window, ahead: useSame(ahead) }
}

interface ShownWindow {
  readonly window: TimelineWindow
  /** The one that follows while it plays. */
  readonly ahead: TimelineWindow | undefined
}

/** The same object as long as it is the same window. */
function useSame(window: TimelineWindow | undefined): TimelineWindow | undefined {
  const from = window?.from
  const to = window?.to
  return useMemo(() => (from === undefined || to === undefined ? undefined : { from, to }), [from, to])
}

const NO_FORKS: readonly TimelineFork[] = []

/** Names of phases count what is yet to come. */
const NO_PHASES: readonly TimelinePhase[] = []

function useRows(session: Session) {
  const muted = useSession(session, (state) => state.muted)
  return useMemo(() => rowsFor(session.lab, muted), [session, muted])
}

function useCheckpoints(session: Session, branch: Branch) {
  const count = useSession(session, () => branch.replay?.checkpoints.length ?? 0)
  const stride = branch.replay?.stride ?? 0
  const { broken } = branch
  return useMemo(
    () => (count > 0 && stride > 0 ? checkpointsFor(branch.replay?.checkpoints ?? [], broken) : []),
    [branch, count, stride, broken],
  )
}

/** Of a log that grows, phases are looked up again when it is a sixteenth longer. */
function usePhases(session: Session, branch: Branch) {
  const length = useSession(session, () =>
    branch.end.type === 'writing' ? coarse(branch.log.length) : branch.log.length,
  )
  return useMemo(
    () => (branch.replay === undefined || length < 0 ? [] : session.lab.phases(branch.log, branch.header)),
    [session, branch, length],
  )
}

function coarse(length: number): number {
  const step = 2 ** Math.max(0, 28 - Math.clz32(length))
  return length - (length % step)
}

function useForks(session: Session, branch: Branch): readonly TimelineFork[] {
  const moment = useTurnMoment(session, 'counts')
  const branches = useSession(session, (state) => state.branches)
  const revision = useSession(session, (state) => state.revision)
  const kept = useRef<readonly TimelineFork[]>([])
  return useMemo(() => {
    if (moment === undefined || moment.log !== branch.log || revision < 0) return kept.current
    const forks = otherBranches({ ...session.state, branches }).map((fork) => forkAt(session, branch, fork, moment))
    kept.current = keepForks(kept.current, forks)
    return kept.current
  }, [session, branch, moment, branches, revision])
}

function forkAt(session: Session, branch: Branch, fork: Branch, { position }: Moment<unknown>): TimelineFork {
  const sameAt = session.core.samePlace(branch, position, fork)
  const at = sharedEvents((id) => session.core.branchNamed(id), branch, fork)
  const isTrunk = branch.spec.parent === fork.id
  return {
    id: fork.id,
    at,
    name: isTrunk ? `trunk: ${fork.spec.name}` : fork.spec.name,
    ...(isTrunk ? { isTrunk } : {}),
    outcome: position < at ? '' : forkOutcome(session, branch, fork, position, sameAt),
    log: fork.log,
    sameAt: position < at ? undefined : sameAt,
  }
}

function useMarks(session: Session): readonly TimelineMark[] {
  const [stops] = useState(() => new NextStops())
  const kept = useRef<readonly TimelineMark[]>([])
  return useSession(session, () => {
    kept.current = keepMarks(kept.current, marksFor(session, stops))
    return kept.current
  })
}

function useTouched(session: Session, branch: Branch, window: TimelineWindow): readonly number[] | undefined {
  const selected = useSession(session, (state) => state.selected)
  const { length } = branch.log
  const touched = useMemo(
    () => (selected === undefined ? undefined : new TouchedEvents(session.lab, branch, selected)),
    [session, branch, selected],
  )
  return useMemo(() => (length === 0 ? undefined : touched?.within(window.from, window.to)), [touched, window, length])
}

function useEnd(session: Session, branch: Branch) {
  const type = useSession(session, () => branch.end.type)
  const revision = useSession(session, (state) => (branch.end.type === 'writing' ? state.revision : 0))
  const note = useWritingNote(session)
  return useMemo(
    () => (type === 'complete' && revision === 0 ? COMPLETE : endFor(branch, note)),
    [branch, type, revision, note],
  )
}

const COMPLETE = { type: 'complete' } as const

function useTimelineActs(session: Session, window: TimelineWindow) {
  const shown = useRef(window)
  useLayoutEffect(() => {
    shown.current = window
  }, [window])
  return useMemo(
    () => ({
      // What is pressed while it plays stays under the pointer when that ends the play.
      onSeek: (position: number) => {
        if (session.state.direction !== 0) session.marking.setWindow(shown.current)
        session.seek(position)
      },
      onHold: (held: boolean) => {
        if (held) session.marking.setWindow(shown.current)
        session.core.set({ held })
      },
      onWindow: (window: { from: number; to: number }) => session.marking.setWindow(window),
      onMute: (kind: number, solo: boolean) => session.marking.mute(kind, solo),
      onFork: (id: string) => session.comparing.start(id),
      onMark: (id: string) => session.seekMark(id),
      ...(session.lab.hasOwnBar ? {} : { onStop: () => session.branching.stopRun() }),
    }),
    [session],
  )
}

/** The place that the counts of the rows are of. */
function useCountedTo(session: Session, branch: Branch, position: number): number {
  const moment = useTurnMoment(session, 'counts')
  return Math.min(moment?.log === branch.log ? moment.position : position, branch.log.length)
}

/** "event 1,999 of 2,922, compare, R6 392 beats R8 426, merge". */
function useValueText(session: Session): string {
  const moment = useTurnMoment(session, 'counts')
  const branch = useBranch(session)
  const length = useSession(session, () => branch.log.length)
  return useMemo(() => {
    if (moment === undefined) return 'nothing written yet'
    const { event } = moment
    const place = formatPlace(moment.position, length)
    const kind = event === undefined ? '' : (session.lab.kinds[event.kind]?.label ?? '')
    const outcome = event === undefined ? '' : session.lab.outcome(moment)
    return [place, kind, outcome, session.lab.phase(moment)].filter((part) => part !== '').join(', ')
  }, [session, moment, length])
}
