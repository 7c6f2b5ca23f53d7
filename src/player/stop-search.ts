import type { Log } from '../engine/trace/log.ts'
import { findLastStop, findStop, type Breakpoint, type MatchEvent } from './marks.ts'

/** Events that are looked at before the clock is. */
const PIECE = 1024

/** Looks for the nearest stop of breakpoints in a range of events, from its first or from its last; may pause anywhere. */
export class StopSearch {
  readonly #log: Log
  readonly #matches: MatchEvent
  #from: number
  #to: number
  /** Events to look at when it began. */
  readonly all: number

  /** The events in (from, to]. */
  constructor(
    readonly breakpoints: readonly Breakpoint[],
    readonly direction: -1 | 1,
    log: Log,
    from: number,
    to: number,
    matches: MatchEvent,
  ) {
    this.#log = log
    this.#matches = matches
    this.#from = from
    this.#to = Math.max(from, to)
    this.all = this.left
  }

  /** Events that are still to be looked at. */
  get left(): number {
    return this.#to - this.#from
  }

  /** The event it is; undefined when none is left, or when it is time to pause. */
  look(isTime: () => boolean): number | undefined {
    while (this.left > 0) {
      const stop = this.direction === 1 ? this.#lookOn() : this.#lookBack()
      if (stop !== undefined || isTime()) return stop
    }
    return undefined
  }

  #lookOn(): number | undefined {
    const from = this.#from
    this.#from = Math.min(this.#to, from + PIECE)
    return findStop(this.breakpoints, this.#log, from, this.#from, this.#matches)?.seq
  }

  #lookBack(): number | undefined {
    const to = this.#to
    this.#to = Math.max(this.#from, to - PIECE)
    return findLastStop(this.breakpoints, this.#log, this.#to, to, this.#matches)
  }
}
