import { useMemo } from 'react'
import { formatCount } from '../../base/format.ts'
import { describeEvent } from '../branch.ts'
import type { Moment } from '../lab.ts'
import type { Session } from '../session.ts'
import { Section } from './Section.tsx'
import { TouchedEvents } from './touched-events.ts'
import { useBranch, useSession } from './use-moment.ts'
import { nameOfMark } from './words.ts'

/** Events shown before and after the playhead, and how far they are looked for. */
const BEFORE = 8
const AFTER = 4
const LOOK = 4000

interface MarkHistoryProps {
  readonly session: Session
  readonly moment: Moment<unknown>
  /** The mark that is selected. */
  readonly mark: string
}

/** What happened to the selected mark: the events around here that touched it; press goes there. */
export function MarkHistory({ session, moment, mark }: MarkHistoryProps) {
  const branch = useBranch(session)
  const hidden = useSession(session, (state) => state.prediction !== undefined)
  const { position } = moment
  const { length } = branch.log
  const touched = useMemo(() => new TouchedEvents(session.lab, branch, mark), [session, branch, mark])
  const { events, earlier, later } = useMemo(
    () => historyOf(touched, position, hidden ? position : length),
    [touched, position, length, hidden],
  )
  return (
    <Section
      title={nameOfMark(mark)}
      aside={
        <button type="button" className="link-button" onClick={() => session.marking.select(undefined)}>
          leave
        </button>
      }
    >
      {events.length === 0 && <p className="quiet">No event within {formatCount(LOOK)} of here touched it.</p>}
      {earlier > 0 && (
        <p className="quiet">
          {formatCount(earlier)} more in the {formatCount(Math.min(LOOK, position))} events before here.
        </p>
      )}
      <ol className="history">
        {events.map((seq) => (
          <li key={seq} className={seq > position ? 'future' : undefined} aria-current={seq === position || undefined}>
            <button type="button" onClick={() => session.seek(seq)}>
              <span className="num">{formatCount(seq)}</span> <span>{describeEvent(session.lab, branch, seq)}</span>
            </button>
          </li>
        ))}
      </ol>
      {later > 0 && (
        <p className="quiet">
          {formatCount(later)} more in the {formatCount(Math.min(LOOK, length - position))} events after here.
        </p>
      )}
    </Section>
  )
}

/** The touched events nearest to the playhead, and whether there are others within the range that is looked through. */
function historyOf(touched: TouchedEvents, position: number, end: number) {
  const before = touched.within(position - LOOK, position) ?? []
  const after = touched.within(position, Math.min(end, position + LOOK)) ?? []
  return {
    events: [...before.slice(-BEFORE), ...after.slice(0, AFTER)],
    earlier: Math.max(0, before.length - BEFORE),
    later: Math.max(0, after.length - AFTER),
  }
}
