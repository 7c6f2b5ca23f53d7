import { useMemo } from 'react'
import { formatCount } from '../../base/format.ts'
import { progressAt } from '../moves.ts'
import type { Session } from '../session.ts'
import { differencesOf, pairOf, sideNames } from './compare-facts.ts'
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
    () => (current === '' ? ['', ''] : sideNames(differencesOf(session.lab, pairOf(session, other)))),
    [session, current, other],
  )
  const { progress } = session.lab
  const done = moment === undefined ? 0 : progressAt(moment.log, moment.position, progress)
  return (
    <p className="sentence">
      Compare <b>{left}</b> with <b>{right}</b>, at <b className="num">{formatCount(done)}</b> {progress.label}.
    </p>
  )
}
