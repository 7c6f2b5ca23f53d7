import { useMemo, useState } from 'react'
import { tryChallenge } from '../challenges/registry.ts'
import { tryLab } from '../labs/registry.ts'
import { Timeline } from '../player/timeline/Timeline.tsx'
import type { TimelineWindow } from '../player/timeline/contract.ts'
import { CHECKPOINT_EVENTS, type ProgressHistory } from '../progress/history.ts'
import { clampWindow, wholeWindow } from '../viz/timeline/window.ts'
import { HomeGutter } from './HomeGutter.tsx'
import { createPracticeLog } from './practice-log.ts'
import { useSeekKeys } from './use-seek-keys.ts'

export interface PracticeTimelineProps {
  readonly history: ProgressHistory
  readonly position: number
  readonly onSeek: (position: number) => void
}

/** The learner's log as a line in time, under the pages that are a replay of it. */
export function PracticeTimeline({ history, position, onSeek }: PracticeTimelineProps) {
  const { records } = history
  const practice = useMemo(() => createPracticeLog(records, titleOf), [records])
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
      countedTo={position}
      window={clampWindow(window, records.length)}
      checkpoints={checkpoints}
      replayedFrom={replayedFrom}
      countedFrom={replayedFrom}
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

function titleOf(id: string): string {
  return tryLab(id)?.title ?? tryChallenge(id)?.title ?? id
}
