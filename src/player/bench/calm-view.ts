import type { Moment } from '../lab.ts'
import { eventsPerSecond } from '../playback.ts'
import type { Session } from '../session.ts'

/** Above this many events a second nobody reads words. */
const READABLE_RATE = 60
const CALM_MS = 120

/** The moment that words and numbers are about: the playhead's, at fast play the one it had a tenth of a second ago. */
export class CalmView {
  readonly #session: Session
  readonly #listeners = new Set<() => void>()
  #moment: Moment<unknown> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #leave: (() => void) | undefined

  constructor(session: Session) {
    this.#session = session
    this.#moment = this.#now()
  }

  readonly moment = (): Moment<unknown> | undefined => this.#moment

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    this.#leave ??= this.#session.core.store.subscribe(() => this.#changed())
    this.#moment = this.#now()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      this.#leave?.()
      this.#leave = undefined
      clearTimeout(this.#timer)
      this.#timer = undefined
    }
  }

  #now(): Moment<unknown> | undefined {
    const { core, branch, state } = this.#session
    return core.moment(branch, state.position)
  }

  #changed(): void {
    if (isFast(this.#session)) this.#timer ??= setTimeout(() => this.#show(), CALM_MS)
    else this.#show()
  }

  #show(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const moment = this.#now()
    if (moment === this.#moment) return
    this.#moment = moment
    for (const listener of this.#listeners) listener()
  }
}

/** True while events pass faster than words can be read. */
export function isFast(session: Session): boolean {
  const { direction, speed } = session.state
  return direction !== 0 && eventsPerSecond(speed, session.branch.log.length) > READABLE_RATE
}

const VIEWS = new WeakMap<Session, CalmView>()

/** The one calm view of a session. */
export function calmViewOf(session: Session): CalmView {
  const known = VIEWS.get(session)
  if (known !== undefined) return known
  const view = new CalmView(session)
  VIEWS.set(session, view)
  return view
}
