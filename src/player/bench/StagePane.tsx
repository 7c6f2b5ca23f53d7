import { memo, useMemo, useRef } from 'react'
import type { Branch } from '../branch.ts'
import type { Moment } from '../lab.ts'
import type { Session } from '../session.ts'
import { useElementSize } from './use-element-size.ts'
import { useLoading } from './use-loading.ts'
import { partOf, useTurn, useTurnMoment } from './turns.ts'
import { useBranch, useSession } from './use-moment.ts'

/** The lab's picture of this moment; before there is one, what is waited for. */
export const StagePane = memo(function StagePane({ session }: { readonly session: Session }) {
  const moment = useTurnMoment(session, 'stage')
  const branch = useBranch(session)
  const loading = useLoading(session, branch)
  if (moment === undefined || loading === 'hold') {
    return <div className="picture">{loading === 'say' && <StageMessage branch={branch} />}</div>
  }
  return <Picture session={session} moment={moment} compact={false} />
})

function StageMessage({ branch }: { readonly branch: Branch }) {
  if (branch.end.type === 'failed') {
    return (
      <p className="stage-message bad" role="alert">
        The run did not start: {branch.end.error.message}
      </p>
    )
  }
  return <p className="stage-message">Loading the engine.</p>
}

interface PictureProps {
  readonly session: Session
  readonly moment: Moment<unknown>
  /** Half of a comparison. */
  readonly compact: boolean
  /** What the other half shows. */
  readonly beside?: Moment<unknown> | undefined
}

/** A stage is drawn at least so high, and one of two that are compared; in a lower place it scrolls. */
const LEAST_HEIGHT = 320
const LEAST_HALF = 240

/** So many events between two pictures are no step any more; how many more is the same to every stage. */
const FAR = 100

/** The lab's stage, as large as its place. */
export function Picture({ session, moment, compact, beside }: PictureProps) {
  const place = useRef<HTMLDivElement>(null)
  const size = useElementSize(place)
  const { width } = size
  const height = size.height === 0 ? 0 : Math.max(compact ? LEAST_HALF : LEAST_HEIGHT, size.height)
  const hovered = useSession(session, (state) => state.hovered)
  const selected = useSession(session, (state) => state.selected)
  const jump = useTurn(session, 'stage', (state) => Math.min(state.jump, FAR))
  const isFast = useTurn(session, 'stage', () => partOf(session, 'stage').isFast)
  const acts = useMemo(
    () => ({
      onHover: (mark: string | undefined) => session.marking.hover(mark),
      onSelect: (mark: string | undefined) => session.marking.select(mark),
    }),
    [session],
  )
  return (
    <div className="picture" ref={place} onPointerLeave={() => acts.onHover(undefined)}>
      {width > 0 && height > 0 && (
        <session.lab.Stage {...acts} {...{ moment, width, height, compact, beside, hovered, selected, jump, isFast }} />
      )}
    </div>
  )
}
