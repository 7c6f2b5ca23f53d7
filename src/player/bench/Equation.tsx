import { formatCount } from '../../base/format.ts'
import { progressAt } from '../moves.ts'
import type { Session } from '../session.ts'
import { describeEquation, equationOf } from './equation.ts'
import { useTurn, useTurnMoment } from './turns.ts'
import { useBranch, useSession } from './use-moment.ts'

/** Longer words than these would run into the names of the rows, which begin further left where their counts are long. */
const LONG = 20
const SHORT_COUNT = '9,999'

/** "state = c7 + 207 events": what was kept, and what was folded onto it to draw this screen. Never hidden. */
export function Equation({ session }: { readonly session: Session }) {
  const branch = useBranch(session)
  const words = useTurn(session, 'timeline', ({ position }) =>
    describeEquation(equationOf(branch, Math.min(position, branch.log.length))),
  )
  const same = useSameWork(session)
  const length = useSession(session, () => branch.log.length)
  const most = LONG - Math.max(0, formatCount(length).length - SHORT_COUNT.length)
  return (
    <div className="equation" data-long={words.length > most || undefined}>
      state = <b>{words}</b>
      {same !== undefined && (
        <span className="equation-same">
          same state: <b>{same}</b>
        </span>
      )}
    </div>
  )
}

/** "115 records", when both heads of a comparison show the same state in every part. */
function useSameWork(session: Session): string | undefined {
  const moment = useTurnMoment(session, 'counts')
  const comparison = useSession(session, (state) => state.comparison)
  if (comparison === undefined || moment === undefined) return undefined
  const { core, lab } = session
  const other = core.moment(core.branchNamed(comparison.other), core.otherPlace(moment.position))
  if (other === undefined) return undefined
  const same = lab.equality(moment, other).every((part) => part.equal)
  const [unit = ''] = lab.progress.label.split(' ')
  return same ? `${formatCount(progressAt(moment.log, moment.position, lab.progress))} ${unit}` : undefined
}
