import { memo, useMemo, useRef, type Ref } from 'react'
import { formatCount } from '../../base/format.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import type { Branch } from '../branch.ts'
import type { Session } from '../session.ts'
import type { SessionState } from '../session-state.ts'
import { namesOfSides } from './compare-differences.ts'
import { divergenceOf, pairOf, type Pair } from './compare-facts.ts'
import './compare.css'
import { OtherHead } from './OtherHead.tsx'
import { Picture } from './StagePane.tsx'
import { UnitStrip } from './UnitStrip.tsx'
import { useElementSize } from './use-element-size.ts'
import { useSession } from './use-moment.ts'

interface ComparePaneProps {
  readonly session: Session
  readonly other: string
}

/** The stage in two halves, on a phone one at a time, and under them what the two took for the same work. */
export const ComparePane = memo(function ComparePane({ session, other }: ComparePaneProps) {
  const current = useSession(session, (state) => state.current)
  const lengths = useSession(session, () => lengthsOf(session, other))
  const pair = useMemo(() => (current === '' ? undefined : pairOf(session, other)), [session, other, current])
  const what = useMemo(() => (pair === undefined ? NO_NAMES : namesOfSides(session.lab, pair)), [session, pair])
  const divergence = useMemo(
    () => (pair === undefined || lengths === '' ? undefined : divergenceOf(session.lab, pair)),
    [session, pair, lengths],
  )
  if (pair === undefined) return undefined
  const [left, right] = pair.names
  return (
    <>
      <HalfSwitch session={session} pair={pair} what={what} />
      <Halves session={session} pair={pair} what={what} />
      <Strip session={session} pair={pair} what={what} />
      <p className="divergence">
        {divergence === undefined ? (
          <b>The two logs are the same as far as both go.</b>
        ) : (
          <>
            <b>First divergence</b> event {formatCount(divergence.seq)}: {left} {divergence.left}; {right}{' '}
            {divergence.right}. Everything before it is the same.
          </>
        )}
      </p>
    </>
  )
})

const NO_NAMES = ['', ''] as const

/** Side by side; where one at a time is shown, it has the whole stage. */
function Halves({ session, pair: { left, right, names }, what }: StripProps) {
  const place = useRef<HTMLDivElement>(null)
  const first = useRef<HTMLElement>(null)
  const { width } = useElementSize(place)
  const isHalf = useElementSize(first).width < width
  return (
    <div className="halves" ref={place}>
      <Half {...{ session, isHalf }} ref={first} pair={[left, right]} side="left" role={names[0]} what={what[0]} />
      <Half {...{ session, isHalf }} pair={[right, left]} side="right" role={names[1]} what={what[1]} />
    </div>
  )
}

interface StripProps {
  readonly session: Session
  readonly pair: Pair
  readonly what: readonly [string, string]
}

/** Where one half is seen at a time: which. The one that is seen is the one that the timeline and the lit line tell of. */
function HalfSwitch({ session, pair: { left, right, names }, what }: StripProps) {
  const branches = useSession(session, (state) => state.branches)
  const named = names.includes('trunk') ? names : what
  const options = [
    { value: left.id, text: named[0] },
    { value: right.id, text: named[1] },
  ].sort((a, b) => placeOf(branches, a.value) - placeOf(branches, b.value))
  return (
    <div className="half-switch">
      <Segmented label="Which of the two" value={left.id} options={options} onChange={() => session.comparing.swap()} />
    </div>
  )
}

function placeOf(branches: readonly Branch[], id: string): number {
  return branches.findIndex((branch) => branch.id === id)
}

/** Changes when either log grows. */
export function lengthsOf(session: Session, other: string): string {
  const branch = session.state.branches.find((one) => one.id === other)
  return `${session.branch.log.length} ${branch?.log.length ?? 0}`
}

interface HalfProps {
  readonly session: Session
  /** Its own branch, and that of the other half. */
  readonly pair: readonly [own: Branch, other: Branch]
  readonly side: 'left' | 'right'
  readonly role: string
  readonly what: string
  readonly isHalf: boolean
  readonly ref?: Ref<HTMLElement>
}

function Half({ session, pair: [branch, otherBranch], side, role, what, isHalf, ref }: HalfProps) {
  const position = useSession(session, (state) => placeIn(state, side === 'left'))
  const moment = useSession(session, () => session.core.moment(branch, position))
  const beside = useSession(session, (state) =>
    isHalf ? session.core.moment(otherBranch, placeIn(state, side === 'right')) : undefined,
  )
  const unlocked = useSession(session, (state) => state.comparison?.lock === 'nothing')
  return (
    <section className="half" ref={ref} aria-label={`${role}: ${what}`}>
      <h2>
        <span className="half-role">{role}:</span> {what} <small>event {formatCount(moment?.position ?? 0)}</small>
      </h2>
      {side === 'right' && unlocked && <OtherHead session={session} branch={branch} position={position} />}
      {moment !== undefined && <Picture {...{ session, moment, beside }} compact={isHalf} />}
    </section>
  )
}

function placeIn({ position, comparison }: SessionState, isLeft: boolean): number {
  return isLeft ? position : (comparison?.otherPosition ?? 0)
}

function Strip({ session, pair, what }: StripProps) {
  const place = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(place)
  return (
    <div className="unit-strip" ref={place}>
      {width > 0 && <UnitStrip session={session} pair={pair} what={what} width={width} />}
    </div>
  )
}
