import { useStore } from 'zustand'
import { eventsPerSecond } from '../playback.ts'
import type { Session } from '../session.ts'
import type { SessionState } from '../session-state.ts'

/** Above this many events a second nothing on a stage moves from place to place: one picture replaces another. */
const MOVING_RATE = 200

/**
 * At fast play the stage and the timeline are drawn in turn, one in a frame: half the work in each, so that more frames
 * come, and each of the two is at most one frame behind. At rest, while dragging and at slow play both show the same.
 */
class Turns {
  stage: SessionState
  timeline: SessionState
  #isStageNext = true

  /** Subscribes before the components that read it do, so it is told first. */
  constructor(readonly session: Session) {
    this.stage = session.state
    this.timeline = session.state
    session.core.store.subscribe((now) => this.#follow(now))
  }

  #follow(now: SessionState): void {
    const isInTurn = this.#isFast(now)
    if (!isInTurn || this.#isStageNext) this.stage = now
    if (!isInTurn || !this.#isStageNext) this.timeline = now
    this.#isStageNext = !this.#isStageNext
  }

  #isFast({ direction, speed, current, comparison }: SessionState): boolean {
    const { core, branch } = this.session
    if (direction === 0 || core.reducedMotion || comparison !== undefined) return false
    if (current !== this.stage.current || current !== this.timeline.current) return false
    return eventsPerSecond(speed, branch.log.length) > MOVING_RATE
  }
}

const TURNS = new WeakMap<Session, Turns>()

/** What the two pictures of a session show of it. */
export function turnsOf(session: Session): Readonly<Record<'stage' | 'timeline', SessionState>> {
  const turns = TURNS.get(session) ?? new Turns(session)
  TURNS.set(session, turns)
  return turns
}

/** What the stage or the timeline shows of the session; like `useSession`, but when it is that one's turn. */
export function useTurn<T>(session: Session, picture: 'stage' | 'timeline', select: (state: SessionState) => T): T {
  const turns = turnsOf(session)
  return useStore(session.core.store, () => select(turns[picture]))
}
