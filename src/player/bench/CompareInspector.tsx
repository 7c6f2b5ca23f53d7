import { memo, useMemo } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Moment, TheoryRow } from '../lab.ts'
import type { Session } from '../session.ts'
import { lengthsOf } from './ComparePane.tsx'
import {
  counterPairs,
  divergenceOf,
  isCounted,
  isPast,
  pairOf,
  rowsToShow,
  type CounterPair,
  type Pair,
} from './compare-facts.ts'
import './compare.css'
import { Section } from './Section.tsx'
import { TheoryTable } from './TheoryTable.tsx'
import { useTurnMoment } from './turns.ts'
import { useSession } from './use-moment.ts'
import { formatChange } from './words.ts'

interface CompareInspectorProps {
  readonly session: Session
  readonly other: string
}

/** Where the two logs part, their counters here and at the end, and whether the states are the same. */
export const CompareInspector = memo(function CompareInspector({ session, other }: CompareInspectorProps) {
  const left = useTurnMoment(session, 'inspector')
  const current = useSession(session, (state) => state.current)
  const lengths = useSession(session, () => lengthsOf(session, other))
  const pair = useMemo(() => (current === '' ? undefined : pairOf(session, other)), [session, other, current])
  useSession(session, ({ comparison }) =>
    comparison?.lock === 'nothing' ? comparison.otherPosition : comparison?.lock,
  )
  const parted = pair && session.core.moment(pair.left, pair.shared)
  const ends = useEnds(session, pair, parted)
  if (pair === undefined || left === undefined) return undefined
  const right = session.core.moment(pair.right, session.core.otherPlace(left.position))
  if (right === undefined) return undefined
  const here = counterPairs(session.lab, left, right, parted)
  return (
    // Nothing in it takes the focus, so it does itself: it can be scrolled by keys.
    <div className="insp-body compare-insp" role="group" aria-label="What differs" tabIndex={0}>
      <Parting session={session} pair={pair} lengths={lengths} />
      <CounterTable
        title="Derived: at this state"
        since={sinceText(parted, left, right)}
        pair={pair}
        rows={rowsToShow(here, ends, parted === undefined || !isPast(parted, left, right))}
      />
      {ends !== undefined && (
        <CounterTable title="Derived: at the end of both logs" since={ends.since} pair={pair} rows={ends.rows} />
      )}
      <Section title="Is it the same state?">
        <table className="kv">
          <tbody>
            {session.lab.equality(left, right).map(({ label, equal }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td className="num">{equal ? 'equal' : 'differs'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Theory session={session} pair={pair} left={left} right={right} />
    </div>
  )
})

function Parting({ session, pair, lengths }: { session: Session; pair: Pair; lengths: string }) {
  const divergence = useMemo(
    () => (lengths === '' ? undefined : divergenceOf(session.lab, pair)),
    [session, pair, lengths],
  )
  const [left, right] = pair.names
  if (divergence === undefined) {
    return (
      <Section title="First divergence">
        <p className="quiet">None: the two logs are the same as far as both go.</p>
      </Section>
    )
  }
  return (
    <Section title="First divergence" aside={`event ${formatCount(divergence.seq)}`}>
      <div className="diff">
        <div className="del">
          <i>−</i>
          <span>
            {left} {divergence.left}
          </span>
        </div>
        <div className="add">
          <i>+</i>
          <span>
            {right} {divergence.right}
          </span>
        </div>
      </div>
    </Section>
  )
}

interface Ends {
  readonly since: string
  readonly rows: readonly CounterPair[]
  /** What is counted in these rows. */
  readonly labels: ReadonlySet<string>
  /** What is counted in the whole of both logs. */
  readonly whole: ReadonlySet<string>
}

/** What counts at the end of both logs, when both are whole: of what neither has counted by then nothing is to be seen. */
function useEnds(session: Session, pair: Pair | undefined, parted: Moment<unknown> | undefined): Ends | undefined {
  const ended = useSession(session, () => pair?.left.end.type === 'complete' && pair.right.end.type === 'complete')
  return useMemo(() => {
    if (!ended || pair === undefined) return undefined
    const left = session.core.moment(pair.left, pair.left.log.length)
    const right = session.core.moment(pair.right, pair.right.log.length)
    if (left === undefined || right === undefined) return undefined
    const rows = counterPairs(session.lab, left, right, parted).filter(isCounted)
    const whole = counterPairs(session.lab, left, right, undefined).filter(isCounted)
    return { since: sinceText(parted, left, right), rows, labels: labelsOf(rows), whole: labelsOf(whole) }
  }, [session, pair, parted, ended])
}

function labelsOf(rows: readonly CounterPair[]): ReadonlySet<string> {
  return new Set(rows.map(({ label }) => label))
}

/** From where the counters are counted. */
function sinceText(parted: Moment<unknown> | undefined, left: Moment<unknown>, right: Moment<unknown>): string {
  const isFork = parted !== undefined && parted.position > 0 && isPast(parted, left, right)
  return isFork ? 'since the fork' : 'since event 0'
}

interface CounterTableProps {
  readonly title: string
  readonly since: string
  readonly pair: Pair
  readonly rows: readonly CounterPair[]
}

/** Three numbers from here on leave no room for a label beside them. */
const LONG = 10_000_000

function CounterTable({ title, since, pair, rows }: CounterTableProps) {
  const [left, right] = pair.names
  if (rows.length === 0) {
    return (
      <Section title={title} aside={since}>
        <p className="quiet">None: no counter of either has changed.</p>
      </Section>
    )
  }
  const isLong = rows.some((row) => Math.max(row.left, row.right) >= LONG)
  return (
    <Section title={title} aside={since}>
      <table className="kv">
        <thead>
          <tr>
            <td />
            <th scope="col" className="num">
              {left}
            </th>
            <th scope="col" className="num">
              {right}
            </th>
            <th scope="col" className="num">
              difference
            </th>
          </tr>
        </thead>
        {rows.map((row) => (
          <CounterRow key={row.label} row={row} isLong={isLong} />
        ))}
      </table>
    </Section>
  )
}

function CounterRow({ row: { label, left, right }, isLong }: { row: CounterPair; isLong: boolean }) {
  return (
    <tbody>
      {isLong && (
        <tr>
          <th scope="rowgroup" colSpan={4}>
            {label}
          </th>
        </tr>
      )}
      <tr>
        {isLong ? <td /> : <th scope="row">{label}</th>}
        <td className="num">{formatCount(left)}</td>
        <td className="num">{formatCount(right)}</td>
        <td className={left === right ? 'num quiet' : 'num strong'}>
          {left === right ? '=' : formatChange(right - left)}
        </td>
      </tr>
    </tbody>
  )
}

interface TheoryProps {
  readonly session: Session
  readonly pair: Pair
  readonly left: Moment<unknown>
  readonly right: Moment<unknown>
}

function Theory({ session, pair, left, right }: TheoryProps) {
  const rows = theoryOfBoth(session.lab.theory(left), session.lab.theory(right), pair.names)
  if (rows.length === 0) return undefined
  return (
    <Section title="Check against theory" aside="measured">
      <TheoryTable rows={rows} />
    </Section>
  )
}

/** Rows that say the same of both once, the others once for each, with its name. */
function theoryOfBoth(
  left: readonly TheoryRow[],
  right: readonly TheoryRow[],
  [leftName, rightName]: Pair['names'],
): readonly TheoryRow[] {
  const has = (rows: readonly TheoryRow[], row: TheoryRow): boolean =>
    rows.some(({ label, expected, measured }) => {
      return label === row.label && expected === row.expected && measured === row.measured
    })
  return [
    ...left.map((row) => (has(right, row) ? row : { ...row, label: `${row.label}, ${leftName}` })),
    ...right.filter((row) => !has(left, row)).map((row) => ({ ...row, label: `${row.label}, ${rightName}` })),
  ]
}
