import { memo, useMemo } from 'react'
import { formatCount } from '../../base/format.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { progressAt } from '../moves.ts'
import type { ProgressMeasure } from '../progress-measure.ts'
import type { Session } from '../session.ts'
import type { Lock } from '../session-state.ts'
import { lengthsOf } from './ComparePane.tsx'
import { differencesOf } from './compare-differences.ts'
import { divergenceOf, pairOf, type Pair } from './compare-facts.ts'
import { useTurnMoment } from './turns.ts'
import { useSession } from './use-moment.ts'

interface CompareStoryProps {
  readonly session: Session
  readonly other: string
}

const LOCKS = [
  { value: 'state', text: 'state' },
  { value: 'event', text: 'event' },
  { value: 'nothing', text: 'nothing' },
] as const

/** The story while comparing: what the two are, where they parted, and by what their heads are held together. */
export const CompareStory = memo(function CompareStory({ session, other }: CompareStoryProps) {
  const current = useSession(session, (state) => state.current)
  const lock = useSession(session, (state) => state.comparison?.lock ?? 'state')
  const pair = useMemo(() => (current === '' ? undefined : pairOf(session, other)), [session, other, current])
  if (pair === undefined) return undefined
  return (
    <>
      <h2 className="compare-title">{pair.names.includes('fork') ? 'Trunk and fork' : 'Two runs'}</h2>
      <p className="lead">{LEADS[lock]}</p>
      <Facts session={session} pair={pair} />
      <div className="lock">
        <span className="cap">Lock</span>
        <Segmented<Lock>
          label="Hold the heads together by"
          value={lock}
          options={LOCKS}
          onChange={(value) => session.comparing.setLock(value)}
        />
      </div>
      <Why session={session} pair={pair} lock={lock} />
    </>
  )
})

const LEADS: Readonly<Record<Lock, string>> = {
  state:
    'The heads stand where the same work is done, or at the end of the run that does less. Step one and the other follows.',
  event: 'Both heads stand at the same event number. Their states differ as soon as the logs do.',
  nothing: 'The heads move by themselves: the timeline moves the left one, the slider the right one.',
}

function Facts({ session, pair }: { readonly session: Session; readonly pair: Pair }) {
  const position = useSession(session, (state) => state.position)
  const otherPosition = useSession(session, (state) => state.comparison?.otherPosition ?? 0)
  const lengths = useSession(session, () => lengthsOf(session, pair.right.id))
  const differences = useMemo(() => differencesOf(session.lab, pair), [session, pair])
  const divergence = useMemo(
    () => (lengths === '' ? undefined : divergenceOf(session.lab, pair)),
    [session, pair, lengths],
  )
  const [left, right] = pair.names
  return (
    <table className="kv compare-facts">
      <thead>
        <tr>
          <td />
          <th scope="col" className="num">
            {left}
          </th>
          <th scope="col" className="num">
            {right}
          </th>
        </tr>
      </thead>
      <tbody>
        {differences.map((difference) => (
          <tr key={difference.label}>
            <th scope="row">{difference.label.replace(/^./, (first) => first.toUpperCase())}</th>
            <td className="num said">{difference.left}</td>
            <td className="num said">{difference.right}</td>
          </tr>
        ))}
        <Parting pair={pair} />
        <tr>
          <th scope="row">First divergence</th>
          <td className="num" colSpan={2}>
            {divergence === undefined ? 'none yet' : formatCount(divergence.seq)}
          </td>
        </tr>
        <tr>
          <th scope="row">Head</th>
          <td className="num">{formatCount(position)}</td>
          <td className="num">{formatCount(otherPosition)}</td>
        </tr>
        <tr>
          <th scope="row">End of the log</th>
          <td className="num">{formatCount(pair.left.log.length)}</td>
          <td className="num">{formatCount(pair.right.log.length)}</td>
        </tr>
      </tbody>
    </table>
  )
}

/** Where a fork left its trunk; of two of which neither is the other's, how far they are one. */
function Parting({ pair: { names, shared, isApart } }: { readonly pair: Pair }) {
  const isOne = isApart || !names.includes('trunk')
  return (
    <tr>
      <th scope="row">{isApart ? 'Begun' : isOne ? 'In common up to' : 'Left the trunk at'}</th>
      {isOne ? (
        <td className="num" colSpan={2}>
          {isApart ? 'each by itself, at event 0' : `event ${formatCount(shared)}`}
        </td>
      ) : (
        names.map((name) => (
          <td key={name} className="num">
            {name !== 'trunk' && formatCount(shared)}
          </td>
        ))
      )}
    </tr>
  )
}

interface WhyProps {
  readonly session: Session
  readonly pair: Pair
  readonly lock: Lock
}

function Why({ session, pair, lock }: WhyProps) {
  const moment = useTurnMoment(session, 'story')
  useSession(session, (state) => state.comparison?.otherPosition)
  if (moment === undefined) return undefined
  const { progress } = session.lab
  const { position } = moment
  const done = progressAt(moment.log, position, progress)
  const [left, right] = pair.names
  const otherPosition = session.core.otherPlace(position)
  const other = session.core.moment(pair.right, otherPosition)
  const otherDone = progressAt(pair.right.log, otherPosition, progress)
  const parts = other === undefined ? [] : session.lab.equality(moment, other)
  return (
    <section className="why land">
      <h2 className="cap">Why lock by state, not by event</h2>
      <p>
        {lock !== 'state'
          ? `Event ${formatCount(position)} of the ${left} has ${formatCount(done)} ${progress.label}.`
          : otherDone === done
            ? `Event ${formatCount(position)} of the ${left} and event ${formatCount(otherPosition)} of the ${right} both have ${formatCount(done)} ${progress.label}.`
            : `Event ${formatCount(position)} of the ${left} has ${formatCount(done)} ${progress.label}; the ${right} has ${formatCount(otherDone)} at event ${formatCount(otherPosition)}.`}{' '}
        {differenceText(parts)} {byNumber(pair, progress, position)}
      </p>
      {(lock !== 'state' || otherDone === done) && (
        <p>Locked by state the work is the same, and what remains is the price.</p>
      )}
    </section>
  )
}

/** In which parts two states differ, in words. */
export function differenceText(parts: readonly { readonly label: string; readonly equal: boolean }[]): string {
  if (parts.length === 0) return ''
  const labels = parts.flatMap(({ label, equal }) => (equal ? [] : label.charAt(0).toLowerCase() + label.slice(1)))
  const last = labels.pop()
  if (last === undefined) return 'There the two states are equal.'
  return `There they differ in ${labels.length === 0 ? last : `${labels.join(', ')} and ${last}`}.`
}

/** What a lock by event number does to the right head while the left one stands at `position`. */
export function byNumber({ left, right, shared, names }: Pair, progress: ProgressMeasure, position: number): string {
  const [, name] = names
  if (position <= shared) return `Up to event ${formatCount(shared)} the two are one log, and any lock holds.`
  const { length } = right.log
  if (position > length)
    return `Locked by event number the ${name} would stand at its end, event ${formatCount(length)}.`
  const behind = progressAt(left.log, position, progress) - progressAt(right.log, position, progress)
  if (behind === 0) return `Locked by event number the ${name} has come as far at this place, not everywhere.`
  const side = behind > 0 ? 'behind' : 'ahead'
  return `Locked by event number the ${name} stands ${formatCount(Math.abs(behind))} ${side} in ${progress.label}, and every picture differs.`
}
