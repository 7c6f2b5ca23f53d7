import type { Replay } from '../engine/trace/replay.ts'
import type { Branch } from './branch.ts'
import type { Moment } from './lab.ts'

/** Places that one screen asks about: two heads, two ends, the fork, the last checkpoint, and a few just left. */
const KEPT = 10

interface Entry {
  readonly replay: Replay<unknown>
  readonly moment: Moment<unknown>
}

/** The last few moments that were asked for, so that all panels of a frame share one replay. */
export class MomentCache {
  readonly #entries: Entry[] = []

  /** See `SessionCore.moment`. */
  moment(branch: Branch, position: number): Moment<unknown> | undefined {
    const { replay, log } = branch
    if (replay === undefined) return undefined
    const at = Math.min(position, log.length)
    const kept = this.#entries.find((entry) => entry.replay === replay && entry.moment.position === at)
    if (kept !== undefined) return kept.moment
    const moment = momentOf(branch, replay, at)
    this.#entries.unshift({ replay, moment })
    if (this.#entries.length > KEPT) this.#entries.pop()
    return moment
  }
}

/** A moment that is not kept: for looking at many places once. */
export function tryMoment(branch: Branch, position: number): Moment<unknown> | undefined {
  const { replay, log } = branch
  return replay === undefined ? undefined : momentOf(branch, replay, Math.min(position, log.length))
}

function momentOf({ log, spec }: Branch, replay: Replay<unknown>, position: number): Moment<unknown> {
  const state = replay.stateAt(position)
  if (position === 0) return { log, params: spec.params, position, event: undefined, before: state, state }
  return { log, params: spec.params, position, event: log.event(position), before: replay.stateAt(position - 1), state }
}
