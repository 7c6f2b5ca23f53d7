import { useMemo } from 'react'
import { formatCount } from '../../base/format.ts'
import { describeEvent, type Branch } from '../branch.ts'
import type { AnyLab, Moment } from '../lab.ts'
import type { Session } from '../session.ts'
import { Section } from './Section.tsx'
import { useBranch, useSession } from './use-moment.ts'

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
  const events = useMemo(
    () => historyOf(session.lab, branch, mark, position, hidden ? position : length),
    [session, branch, mark, position, length, hidden],
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
      <ol className="history">
        {events.map((seq) => (
          <li key={seq} className={seq > position ? 'future' : undefined} aria-current={seq === position || undefined}>
            <button type="button" onClick={() => session.seek(seq)}>
              <span className="num">{formatCount(seq)}</span> <span>{describeEvent(session.lab, branch, seq)}</span>
            </button>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** "run-6" as words: "run 6". */
function nameOfMark(mark: string): string {
  return mark.replaceAll('-', ' ')
}

function historyOf(
  lab: AnyLab,
  { log, header }: Branch,
  mark: string,
  position: number,
  end: number,
): readonly number[] {
  const before: number[] = []
  for (let seq = position; seq > Math.max(0, position - LOOK) && before.length < BEFORE; seq--) {
    if (lab.touches(log, seq, mark, header)) before.push(seq)
  }
  const after: number[] = []
  for (let seq = position + 1; seq <= Math.min(end, position + LOOK) && after.length < AFTER; seq++) {
    if (lab.touches(log, seq, mark, header)) after.push(seq)
  }
  return [...before.reverse(), ...after]
}
