import { formatCount } from '../base/format.ts'
import { describeBreakpoint, eventMatcher } from './condition.ts'
import { findStop, type Breakpoint } from './marks.ts'
import type { Predicting } from './predicting.ts'
import type { SessionCore } from './session-core.ts'

/** Events that are looked through in one idle moment. */
const PIECE = 4096

/** Says of breakpoints that they hold nowhere. Fetched when there is something to say. */
export class Unmet {
  readonly #core: SessionCore
  readonly #predicting: Predicting
  /** The run, and those of its breakpoints of which play has said so. */
  #told = ''

  constructor(core: SessionCore, predicting: Predicting) {
    this.#core = core
    this.#predicting = predicting
  }

  /** Of breakpoints that were looked for from the playhead on, or back, and not found: it may be that they hold nowhere at all. */
  tell(breakpoints: readonly Breakpoint[], direction: -1 | 1): void {
    const { branch, lab } = this.#core
    const { position } = this.#core.state
    const { log, end } = branch
    const [from, to] = direction === 1 ? [0, position] : [Math.max(0, position - 1), log.length]
    const elsewhere = findStop(breakpoints, log, from, to, eventMatcher(lab, branch))
    const whole = end.type === 'writing' ? 'No event so far' : 'No event of this run'
    const rest = direction === 1 ? 'No event after this one' : 'No event before this one'
    // What is asked for may be whether one comes.
    this.#say(elsewhere === undefined && !this.#predicting.hidesFuture ? whole : rest, breakpoints)
  }

  /** While play goes on, looks through the rest of the log, a piece at a time; says once what holds nowhere in it. */
  watch(): void {
    const { branch, lab } = this.#core
    const { breakpoints, position, current } = this.#core.state
    const matches = eventMatcher(lab, branch)
    let unmet = breakpoints
    let from = position
    const look = (): void => {
      const { state } = this.#core
      const isOver = state.direction !== 1 || state.current !== current || state.breakpoints !== breakpoints
      if (isOver || branch.end.type === 'writing' || this.#predicting.hidesFuture) return
      const to = Math.min(branch.log.length, from + PIECE)
      unmet = unmet.filter((one) => findStop([one], branch.log, from, to, matches) === undefined)
      from = to
      if (unmet.length === 0) return
      if (from < branch.log.length) return this.#core.ports.idle(look)
      const ids = [current, ...unmet.map(({ id }) => id)].join(' ')
      if (ids === this.#told) return
      this.#told = ids
      this.#say(position === 0 ? 'No event of this run' : `No event after ${formatCount(position)}`, unmet)
    }
    this.#core.ports.idle(look)
  }

  #say(which: string, breakpoints: readonly Breakpoint[]): void {
    const names = breakpoints.map((breakpoint) => describeBreakpoint(this.#core.lab, breakpoint)).join(' or ')
    this.#core.set({ notice: `${which} has it: ${names}.` })
  }
}
