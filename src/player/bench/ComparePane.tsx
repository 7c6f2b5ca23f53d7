import { memo, useMemo, useRef, useState } from 'react'
import { formatCount } from '../../base/format.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import type { Branch } from '../branch.ts'
import type { Session } from '../session.ts'
import { differencesOf, divergenceOf, pairOf, sideNames, type Pair } from './compare-facts.ts'
import { OtherHead } from './OtherHead.tsx'
import { Picture } from './StagePane.tsx'
import { UnitStrip } from './UnitStrip.tsx'
import { useElementSize } from './use-element-size.ts'
import { useSession } from './use-moment.ts'

interface ComparePaneProps {
  readonly session: Session
  readonly other: string
}

type Side = 'left' | 'right'

/** The stage in two halves, on a phone one at a time, and under them what the two took for the same work. */
export const ComparePane = memo(function ComparePane({ session, other }: ComparePaneProps) {
  const current = useSession(session, (state) => state.current)
  const [side, setSide] = useState<Side>('left')
  const lengths = useSession(session, () => lengthsOf(session, other))
  const pair = useMemo(() => (current === '' ? undefined : pairOf(session, other)), [session, other, current])
  const differences = useMemo(() => (pair === undefined ? [] : differencesOf(session.lab, pair)), [session, pair])
  const divergence = useMemo(
    () => (pair === undefined || lengths === '' ? undefined : divergenceOf(session.lab, pair)),
    [session, pair, lengths],
  )
  if (pair === undefined) return undefined
  const [left, right] = pair.names
  const what = sideNames(differences)
  return (
    <>
      <div className="half-switch">
        <Segmented<Side>
          label="Which of the two"
          value={side}
          options={[
            { value: 'left', text: left },
            { value: 'right', text: right },
          ]}
          onChange={setSide}
        />
      </div>
      <div className="halves" data-side={side}>
        <Half session={session} branch={pair.left} side="left" role={left} what={what[0]} />
        <Half session={session} branch={pair.right} side="right" role={right} what={what[1]} />
      </div>
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

/** Changes when either log grows. */
export function lengthsOf(session: Session, other: string): string {
  const branch = session.state.branches.find((one) => one.id === other)
  return `${session.branch.log.length} ${branch?.log.length ?? 0}`
}

interface HalfProps {
  readonly session: Session
  readonly branch: Branch
  readonly side: Side
  readonly role: string
  readonly what: string
}

function Half({ session, branch, side, role, what }: HalfProps) {
  const position = useSession(session, (state) =>
    side === 'left' ? state.position : (state.comparison?.otherPosition ?? 0),
  )
  const moment = useSession(session, () => session.core.moment(branch, position))
  const unlocked = useSession(session, (state) => state.comparison?.lock === 'nothing')
  return (
    <section className="half" aria-label={`${role}: ${what}`}>
      <h2>
        <span className="half-role">{role}:</span> {what} <small>event {formatCount(moment?.position ?? 0)}</small>
      </h2>
      {side === 'right' && unlocked && <OtherHead session={session} branch={branch} position={position} />}
      {moment !== undefined && <Picture session={session} moment={moment} compact />}
    </section>
  )
}

interface StripProps {
  readonly session: Session
  readonly pair: Pair
  readonly what: readonly [string, string]
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
