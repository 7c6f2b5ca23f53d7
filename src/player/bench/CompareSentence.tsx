import { formatCount } from '../../base/format.ts'
import type { Session } from '../session.ts'
import type { Difference } from './compare-facts.ts'
import { useMoment } from './use-moment.ts'

interface CompareSentenceProps {
  readonly session: Session
  readonly differences: readonly Difference[]
}

/** What is compared, and where. */
export function CompareSentence({ session, differences }: CompareSentenceProps) {
  const moment = useMoment(session)
  const [first] = differences
  const { kind, label } = session.lab.progress
  const done = moment === undefined ? 0 : moment.log.count(kind, moment.position)
  return (
    <p className="sentence">
      Compare {first?.label}, <b>{first?.left}</b> with <b>{first?.right}</b>, at <b className="num">{formatCount(done)}</b>{' '}
      {label}.
    </p>
  )
}
