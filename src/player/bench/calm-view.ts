import type { Moment } from '../lab.ts'
import { eventsPerSecond } from '../playback.ts'
import type { Session } from '../session.ts'

/** Above this many events a second nobody reads words. */
const READABLE_RATE = 60

/** Parts of the page that show words and numbers. When there is no time to read, they follow in turn: one in a frame. */
const PARTS = ['story', 'inspector', 'timeline'] as const
export type CalmPart = (typeof PARTS)[number]

/** From one part's turn to the next: longer than a frame, so that no frame has two of them. */
const TURN_MS = 40

/** The moment that one part's words are about: the playhead's, or at fast play and while dragging one just before. */
class PartView {
  readonly listeners = new Set<() => void>()
  readonly #calm: CalmView
  #moment: Moment<unknown> | undefined

  constructor(calm: CalmView) {
    this.#calm = calm
    this.#moment = calm.now()
  }

  readonly moment = (): Moment<unknown> | undefined => this.#moment

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    this.#moment = this.#calm.now()
    this.#calm.watch()
    return () => {
      this.listeners.delete(listener)
      this.#calm.unwatch()
    }
  }

  show(moment: Moment<unknown> | undefined): void {
    if (moment === this.#moment) return
    this.#moment = moment
    for (const listener of this.listeners) listener()
  }
}

/** Tells each part of the page when its words follow the playhead. */
class CalmView {
  readonly parts: Readonly<Record<CalmPart, PartView>>
  readonly #session: Session
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #leave: (() => void) | undefined

  constructor(session: Session) {
    this.#session = session
    this.parts = { story: new PartView(this), inspector: new PartView(this), timeline: new PartView(this) }
  }

  now(): Moment<unknown> | undefined {
    const { core, branch, state } = this.#session
    return core.moment(branch, state.position)
  }

  watch(): void {
    this.#leave ??= this.#session.core.store.subscribe(() => this.#changed())
  }

  unwatch(): void {
    if (PARTS.some((part) => this.parts[part].listeners.size > 0)) return
    this.#leave?.()
    this.#leave = undefined
    this.#stop()
  }

  #changed(): void {
    if (isFast(this.#session)) {
      this.#timer ??= setTimeout(() => this.#showNext(), TURN_MS)
      return
    }
    this.#stop()
    const moment = this.now()
    for (const part of PARTS) this.parts[part].show(moment)
  }

  #showNext(): void {
    this.#timer = undefined
    const moment = this.now()
    const part = PARTS[this.#turn++ % PARTS.length] as CalmPart
    this.parts[part].show(moment)
    const isStale = PARTS.some((each) => this.parts[each].listeners.size > 0 && this.parts[each].moment() !== moment)
    if (isStale) this.#timer = setTimeout(() => this.#showNext(), TURN_MS)
  }

  #stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}

/** True while events pass faster than words can be read. */
function isFast(session: Session): boolean {
  const { direction, speed, held } = session.state
  if (held) return true
  return direction !== 0 && eventsPerSecond(speed, session.branch.log.length) > READABLE_RATE
}

const VIEWS = new WeakMap<Session, CalmView>()

/** One part's view of a session, the same for all who ask. */
export function calmViewOf(session: Session, part: CalmPart): PartView {
  const known = VIEWS.get(session) ?? new CalmView(session)
  VIEWS.set(session, known)
  return known.parts[part]
}
