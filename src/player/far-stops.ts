import { formatCount } from '../base/format.ts'
import { describeBreakpoint, eventMatcher } from './condition.ts'
import { findStop, type Breakpoint } from './marks.ts'
import type { Predicting } from './predicting.ts'
import type { SessionCore } from './session-core.ts'
import type { SessionState } from './session-state.ts'
import { StopSearch } from './stop-search.ts'

/** Work in one idle moment, and how often it is said how far a search has come. */
const SLICE_MS = 12
const TELL_MS = 1000

/** Events of play's rest that are looked through in one idle moment. */
const PIECE = 4096

/** Looks for stops of breakpoints that are not near, in idle moments. Fetched when there is something to look for. */
export class FarStops {
  readonly #core: SessionCore
  readonly #predicting: Predicting
  /** The run, and those of its breakpoints of which play has said so. */
  #told = ''

  constructor(core: SessionCore, predicting: Predicting) {
    this.#core = core
    this.#predicting = predicting
  }

  /**
   * Goes on with a search and to what it finds, else to the bookmark behind it; with neither, looks at the rest of the log
   * and says whether one holds anywhere. Whatever is done after it was `asked` for ends it.
   */
  seek(search: StopSearch, bookmark: number | undefined, asked: SessionState): void {
    this.#goOn(search, asked, (stop = bookmark) => {
      if (stop === undefined) this.#lookElsewhere(search)
      else if (!this.#predicting.holds()) this.#core.move(stop, { direction: 0, fired: undefined, notice: undefined })
    })
  }

  /** Of this run without a breakpoint: there is no bookmark that way. */
  tellNone(direction: -1 | 1): void {
    const { bookmarks, current } = this.#core.state
    const isBare = !bookmarks.some(({ branch }) => branch === current)
    const way = direction === 1 ? 'after' : 'before'
    const notice = isBare
      ? 'No bookmark in this run yet, and no breakpoint: B sets one.'
      : `No bookmark ${way} this event.`
    this.#core.set({ notice })
  }

  #lookElsewhere({ breakpoints, direction }: StopSearch): void {
    const { branch, lab } = this.#core
    const { position } = this.#core.state
    const { log, end } = branch
    const [from, to] = direction === 1 ? [0, position] : [Math.max(0, position - 1), log.length]
    const elsewhere = new StopSearch(breakpoints, 1, log, from, to, eventMatcher(lab, branch))
    const whole = end.type === 'writing' ? 'No event so far' : 'No event of this run'
    const rest = direction === 1 ? 'No event after this one' : 'No event before this one'
    // What is asked for may be whether one comes.
    this.#goOn(elsewhere, this.#core.state, (stop) =>
      this.#say(stop === undefined && !this.#predicting.hidesFuture ? whole : rest, breakpoints),
    )
  }

  /** Hands over what a search finds once it has; the page tells meanwhile that it looks, and how far it is. */
  #goOn(search: StopSearch, since: SessionState, found: (stop: number | undefined) => void): void {
    const { ports } = this.#core
    // One that was under way ends.
    this.#core.set({ looking: undefined })
    const asked = placeOf(since)
    const names = this.#namesOf(search.breakpoints)
    let looking: string | undefined
    let toldAt = ports.now()
    const look = (): void => {
      const { state } = this.#core
      if (state.looking !== looking || !placeOf(state).every((part, i) => part === asked[i])) {
        if (looking !== undefined && state.looking === looking) this.#core.set({ looking: undefined })
        return
      }
      const until = ports.now() + SLICE_MS
      const stop = search.look(() => ports.now() >= until)
      if (stop !== undefined || search.left === 0) {
        this.#core.set({ looking: undefined })
        return found(stop)
      }
      if (looking === undefined || ports.now() >= toldAt + TELL_MS) {
        toldAt = ports.now()
        looking = `Looking for ${names}: ${formatCount(search.all - search.left)} of ${formatCount(search.all)} events.`
        this.#core.set({ looking })
      }
      ports.idle(look)
    }
    look()
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
    this.#core.set({ notice: `${which} has it: ${this.#namesOf(breakpoints)}.` })
  }

  #namesOf(breakpoints: readonly Breakpoint[]): string {
    return breakpoints.map((breakpoint) => describeBreakpoint(this.#core.lab, breakpoint)).join(' or ')
  }
}

/** All that, when it changes, makes a search pointless. */
function placeOf({ current, position, direction, breakpoints, prediction, comparison }: SessionState): unknown[] {
  return [current, position, direction, breakpoints, prediction, comparison]
}
