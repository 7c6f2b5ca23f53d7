import { useMemo } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { Moment } from '../lab.ts'
import { progressAt } from '../moves.ts'
import type { ProgressMeasure } from '../progress-measure.ts'
import type { Session } from '../session.ts'
import type { Lock } from '../session-state.ts'
import { namesOfSides } from './compare-differences.ts'
import { pairOf } from './compare-facts.ts'
import { useMoment, useSession } from './use-moment.ts'

interface CompareSentenceProps {
  readonly session: Session
  readonly other: string
}

/** What is compared, and where. */
export function CompareSentence({ session, other }: CompareSentenceProps) {
  const moment = useMoment(session)
  const current = useSession(session, (state) => state.current)
  const [left, right] = useMemo(
    () => (current === '' ? ['', ''] : namesOfSides(session.lab, pairOf(session, other))),
    [session, current, other],
  )
  const lock = useSession(session, (state) => state.comparison?.lock)
  const otherPosition = useSession(session, (state) => state.comparison?.otherPosition ?? 0)
  return (
    <p className="sentence">
      Compare <b>{left}</b> with <b>{right}</b>,{' '}
      {moment !== undefined && (
        <Place
          moment={moment}
          progress={session.lab.progress}
          lock={lock}
          other={otherPosition}
          otherLog={session.core.branchNamed(other).log}
        />
      )}
      .
    </p>
  )
}

interface PlaceProps {
  readonly moment: Moment<unknown>
  readonly progress: ProgressMeasure
  readonly lock: Lock | undefined
  readonly other: number
  readonly otherLog: Log
}

/** Where the two heads stand, by what they are held together: one of them may have less to do, or do it by pages. */
function Place({ moment: { log, position }, progress, lock, other, otherLog }: PlaceProps) {
  if (lock === 'state') {
    const done = progressAt(log, position, progress)
    const otherDone = progressAt(otherLog, other, progress)
    return (
      <>
        at <b className="num">{formatCount(done)}</b>
        {otherDone !== done && (
          <>
            {' '}
            and <b className="num">{formatCount(otherDone)}</b>
          </>
        )}{' '}
        {progress.label}
      </>
    )
  }
  return (
    <>
      at event <b className="num">{formatCount(position)}</b>
      {other !== position && (
        <>
          {' '}
          and event <b className="num">{formatCount(other)}</b>
        </>
      )}
    </>
  )
}
