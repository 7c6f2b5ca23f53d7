import { memo, useMemo } from 'react'
import { formatCount } from '../../base/format.ts'
import type { ChangeLine, Counter, Moment } from '../lab.ts'
import type { Session } from '../session.ts'
import { CopyButton } from './CopyButton.tsx'
import { counterNamed, countIn, counterValue } from './counter-value.ts'
import { equationOf } from './equation.ts'
import { Json } from './Json.tsx'
import { Section } from './Section.tsx'
import { TheoryTable } from './TheoryTable.tsx'
import { Sparkline } from './Sparkline.tsx'
import { sparkBars } from './sparkline.ts'
import { useTurnMoment } from './turns.ts'
import { useBranch, useSession } from './use-moment.ts'
import { formatChange } from './words.ts'

interface PartProps {
  readonly session: Session
  readonly moment: Moment<unknown>
}

/**
 * What the log holds of the last event, what it changed, what is derived from the log, and what theory says: at fast play
 * each follows at a turn of its own.
 */
export function EventTab({ session, moment }: PartProps) {
  return (
    <>
      <Recorded session={session} moment={moment} />
      <Section title="What it changes">
        <Changes lines={session.lab.changes(moment)} />
      </Section>
      <Counters session={session} />
      <Theory session={session} />
    </>
  )
}

const Theory = memo(function Theory({ session }: Pick<PartProps, 'session'>) {
  const moment = useTurnMoment(session, 'theory')
  const rows = moment === undefined ? [] : session.lab.theory(moment)
  if (rows.length === 0) return undefined
  return (
    <Section title="Check against theory" aside="measured">
      <TheoryTable rows={rows} />
    </Section>
  )
})

/** The event as the log holds it. */
export function Recorded({ session, moment }: PartProps) {
  const { event } = moment
  const value = useMemo(() => session.lab.recorded(moment), [session, moment])
  if (event === undefined) {
    return (
      <Section title="Recorded">
        <p className="quiet">
          {moment.log.length > 0 ? 'Nothing has happened yet. Press play.' : 'Nothing is recorded yet.'}
        </p>
      </Section>
    )
  }
  const kind = session.lab.kinds[event.kind]?.label ?? ''
  return (
    <Section
      title={`Recorded: event ${formatCount(event.seq)}`}
      aside={
        <>
          {kind}
          <CopyButton text={() => JSON.stringify(value)} />
        </>
      }
    >
      <Json value={value} />
    </Section>
  )
}

/** Lines of a difference. */
export function Changes({ lines }: { readonly lines: readonly ChangeLine[] }) {
  if (lines.length === 0) return <p className="quiet">Nothing: the state stays as it was.</p>
  return (
    <div className="diff">
      {lines.map(({ sign, text }, index) => (
        <div key={index} className={sign === '+' ? 'add' : sign === '-' ? 'del' : undefined}>
          <i>{sign === '-' ? '−' : sign}</i>
          <span>{text}</span>
        </div>
      ))}
    </div>
  )
}

const Counters = memo(function Counters({ session }: Pick<PartProps, 'session'>) {
  const branch = useBranch(session)
  const moment = useTurnMoment(session, 'counters')
  if (moment === undefined) return undefined
  const { base, from } = equationOf(branch, moment.position)
  // The kept state itself: its moment would have to be folded anew from the checkpoint before it.
  const kept = branch.replay?.checkpointBefore(from)
  const counters = session.lab.counters(moment)
  const before = kept === undefined ? [] : session.lab.counters({ ...kept, log: branch.log })
  return (
    <Section title="Derived: counters">
      <table className="kv counters">
        <thead>
          <tr>
            <td />
            <th scope="col">over the log</th>
            <th scope="col" className="num">
              now
            </th>
            <th scope="col" className="num">
              since {base === 'nothing' ? '0' : base}
            </th>
          </tr>
        </thead>
        <tbody>
          {counters.map((counter) => (
            <CounterRow
              key={counter.label}
              {...{ session, moment, counter }}
              before={counterNamed(before, counter.label)}
              from={from}
            />
          ))}
        </tbody>
      </table>
    </Section>
  )
})

interface CounterRowProps extends PartProps {
  readonly counter: Counter
  /** The same counter at the last checkpoint, which stands at `from`. */
  readonly before: Counter | undefined
  readonly from: number
}

function CounterRow({ session, moment, counter, before, from }: CounterRowProps) {
  const { log, position } = moment
  const { length } = log
  const { kinds, valueIn } = counter
  const key = kinds.join()
  const hidden = useSession(session, (state) => state.prediction !== undefined)
  const bars = useMemo(
    () =>
      length === 0
        ? []
        : sparkBars(log, { kinds: key === '' ? [] : key.split(',').map(Number), ...(valueIn && { valueIn }) }),
    [log, length, key, valueIn],
  )
  const now = counterValue(counter, moment)
  const then = before?.value ?? countIn(counter, log, from)
  return (
    <tr>
      <th scope="row">{counter.label}</th>
      <td>
        <Sparkline bars={bars} now={length === 0 ? 0 : position / length} hidden={hidden} />
      </td>
      <td className="num">{formatCount(now)}</td>
      <td className="num quiet">{formatChange(now - then)}</td>
    </tr>
  )
}
