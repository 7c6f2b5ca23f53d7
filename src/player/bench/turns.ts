import { useSyncExternalStore } from 'react'
import type { Moment } from '../lab.ts'
import { MOVING_RATE } from '../playback.ts'
import type { Session } from '../session.ts'
import type { SessionState } from '../session-state.ts'

/** Above this many nobody reads words. */
const READABLE_RATE = 60

const PICTURES = ['stage', 'timeline'] as const
/** What shows words and numbers: counts are those beside the timeline, the inspector is what it shows but counters and theory. */
const WORDS = ['story', 'inspector', 'counts', 'counters', 'theory'] as const

export type PicturePart = (typeof PICTURES)[number]
export type WordPart = (typeof WORDS)[number]
type PartName = PicturePart | WordPart

const PARTS: readonly PartName[] = [...PICTURES, ...WORDS]

/** Whose turn it is, frame by frame; at the turn of words one of their parts follows. */
const CYCLE = ['stage', 'timeline', 'words'] as const

/** What one part of the page shows: the session as it is, or as it was when that part's turn last came. */
class PartView {
  readonly listeners = new Set<() => void>()
  readonly #session: Session
  #state: SessionState
  #isFast = false
  #moment: Moment<unknown> | undefined
  #isMomentKnown = false

  constructor(session: Session) {
    this.#session = session
    this.#state = session.state
  }

  get state(): SessionState {
    return this.#state
  }

  /** The pictures of this part follow each other in turn with those of others; none of them stays. */
  get isFast(): boolean {
    return this.#isFast
  }

  /** What stands at the playhead that this part shows; the same object until it shows another state. */
  readonly moment = (): Moment<unknown> | undefined => {
    if (!this.#isMomentKnown) {
      const { core } = this.#session
      const branch = core.tryBranch(this.#state.current)
      this.#moment = branch === undefined ? undefined : core.moment(branch, this.#state.position)
      this.#isMomentKnown = true
    }
    return this.#moment
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Shows this state, whose jump is from the position that this part showed before. */
  show(state: SessionState, isFast: boolean): void {
    const jump = Math.abs(state.position - this.#state.position)
    this.#state = jump === 0 || jump === state.jump ? state : { ...state, jump }
    this.#isFast = isFast
    this.#isMomentKnown = false
    for (const listener of this.listeners) listener()
  }
}

/**
 * At fast play and while the playhead is dragged, the parts of the page follow in turn, one in a frame: less work in each,
 * so that more frames come. Stage and timeline are then at most a frame or two behind, words some more. At rest and at
 * slow play all show the same.
 */
class Turns {
  readonly parts: Readonly<Record<PartName, PartView>>
  /** The parts that have not yet shown the last state of the session. */
  readonly #late = new Set<PartName>()
  #turn = 0
  #word = 0
  #frame: number | undefined

  constructor(readonly session: Session) {
    const names = PARTS.map((name): [PartName, PartView] => [name, new PartView(session)])
    this.parts = Object.fromEntries(names) as Record<PartName, PartView>
    session.core.store.subscribe((now) => this.#follow(now))
  }

  #follow(now: SessionState): void {
    const areWordsInTurn = this.session.core.isFasterThan(READABLE_RATE)
    const arePicturesInTurn = this.#arePicturesInTurn()
    for (const name of PARTS) {
      const isInTurn = isPicture(name) ? arePicturesInTurn : areWordsInTurn
      const part = this.parts[name]
      if (isInTurn && part.state.current === now.current && part.listeners.size > 0) this.#late.add(name)
      else this.#show(name)
    }
    if (this.#late.size > 0) this.#frame ??= requestAnimationFrame(() => this.#next())
    else this.#stop()
  }

  /** Shows the part whose turn it is. Where the pictures need no turn, theirs pass, so that words do not come in each frame. */
  #next(): void {
    this.#frame = undefined
    const mayPass = !this.#arePicturesInTurn()
    for (let tries = 0; tries < CYCLE.length; tries++) {
      const name = this.#partOf(CYCLE[this.#turn++ % CYCLE.length] as (typeof CYCLE)[number])
      if (name !== undefined) this.#show(name)
      if (name !== undefined || mayPass) break
    }
    if (this.#late.size > 0) this.#frame = requestAnimationFrame(() => this.#next())
  }

  #partOf(turn: (typeof CYCLE)[number]): PartName | undefined {
    if (turn !== 'words') return this.#late.has(turn) ? turn : undefined
    for (let i = 0; i < WORDS.length; i++) {
      const name = WORDS[this.#word++ % WORDS.length] as WordPart
      if (this.#late.has(name)) return name
    }
    return undefined
  }

  #show(name: PartName): void {
    this.#late.delete(name)
    this.parts[name].show(this.session.state, this.#arePicturesInTurn())
  }

  #stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame)
    this.#frame = undefined
  }

  #arePicturesInTurn(): boolean {
    const { core, state } = this.session
    if (state.comparison !== undefined || (core.reducedMotion && !state.held)) return false
    return core.isFasterThan(MOVING_RATE)
  }
}

function isPicture(name: PartName): name is PicturePart {
  return name === 'stage' || name === 'timeline'
}

const TURNS = new WeakMap<Session, Turns>()

/** What one part of the page shows of a session, the same for all who ask. */
export function partOf(session: Session, name: PartName): PartView {
  const turns = TURNS.get(session) ?? new Turns(session)
  TURNS.set(session, turns)
  return turns.parts[name]
}

/** A piece of what the stage or the timeline shows; like `useSession`, but followed when it is that one's turn. */
export function useTurn<T>(session: Session, name: PicturePart, select: (state: SessionState) => T): T {
  const part = partOf(session, name)
  return useSyncExternalStore(part.subscribe, () => select(part.state))
}

/** What stands at the playhead, when it is that part's turn; exact at rest and at slow play. */
export function useTurnMoment(session: Session, name: PartName): Moment<unknown> | undefined {
  const part = partOf(session, name)
  return useSyncExternalStore(part.subscribe, part.moment)
}
