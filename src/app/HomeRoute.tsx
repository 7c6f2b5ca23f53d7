import { useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { LABS, tryLab } from '../labs/registry.ts'
import { Timeline } from '../player/timeline/Timeline.tsx'
import type { TimelineWindow } from '../player/timeline/contract.ts'
import type { ProgressHistory } from '../progress/history.ts'
import type { AppContext } from './context.ts'
import { HashLink } from './HashLink.tsx'
import { HomeGutter } from './HomeGutter.tsx'
import { HomePage } from './HomePage.tsx'
import { createPracticeLog } from './practice-log.ts'
import { labPath } from './routes.ts'
import { CHECKPOINT_EVENTS } from '../progress/history.ts'
import { clampWindow, wholeWindow } from '../viz/timeline/window.ts'
import { useSeekKeys } from './use-seek-keys.ts'
import './home-route.css'

/** The page of somebody who comes back: the learner's log at its end, or wherever its playhead is put. */
export function HomeRoute({ context, bar }: { readonly context: AppContext; readonly bar: ReactNode }) {
  const { progress, go } = context
  const live = useSyncExternalStore(progress.subscribe, () => progress.state)
  const history = useSyncExternalStore(progress.subscribe, () => progress.history)
  // Without it the page has no timeline; why, the notice says.
  useEffect(() => void progress.loadHistory().catch(() => undefined), [progress])
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

interface PracticeTimelineProps {
  readonly history: ProgressHistory
  readonly position: number
  readonly onSeek: (position: number) => void
}

function PracticeTimeline({ history, position, onSeek }: PracticeTimelineProps) {
  const { records } = history
  const practice = useMemo(() => createPracticeLog(records, (lab) => tryLab(lab)?.title ?? lab), [records])
  const [window, setWindow] = useState<TimelineWindow>(() => wholeWindow(records.length))
  const checkpoints = useMemo(() => {
    const count = Math.floor(records.length / CHECKPOINT_EVENTS) + 1
    return Array.from({ length: count }, (_, i) => ({ position: i * CHECKPOINT_EVENTS, label: `c${i}` }))
  }, [records.length])
  useSeekKeys(position, records.length, onSeek)
  const replayedFrom = Math.floor(position / CHECKPOINT_EVENTS) * CHECKPOINT_EVENTS
  return (
    <Timeline
      gutter={<HomeGutter events={records.length} position={position} replayedFrom={replayedFrom} onSeek={onSeek} />}
      log={practice.log}
      extent={records.length}
      rows={practice.rows}
      position={position}
      window={clampWindow(window, records.length)}
      checkpoints={checkpoints}
      replayedFrom={replayedFrom}
      forks={[]}
      marks={[]}
      phases={practice.phases}
      end={{ type: 'complete' }}
      hidden={false}
      record={practice.record}
      valueText={`event ${position} of ${records.length}`}
      onSeek={onSeek}
      onWindow={setWindow}
      onMute={() => undefined}
      onFork={() => undefined}
      onMark={() => undefined}
    />
  )
}
