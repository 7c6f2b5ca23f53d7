import { useMemo } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Moment, ProgressMeasure } from '../lab.ts'
import { progressAt } from '../moves.ts'
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
        <Place moment={moment} progress={session.lab.progress} lock={lock} other={otherPosition} />
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
}

/** Where the two heads stand, by what they are held together. */
function Place({ moment: { log, position }, progress, lock, other }: PlaceProps) {
  if (lock === 'state') {
    return (
      <>
        at <b className="num">{formatCount(progressAt(log, position, progress))}</b> {progress.label}
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
