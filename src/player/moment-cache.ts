import type { Replay } from '../engine/trace/replay.ts'
import type { Branch } from './branch.ts'
import type { Moment } from './lab.ts'

/** Places that one screen asks about: two heads, two ends, the fork, the last checkpoint, and a few just left. */
const KEPT = 10

interface Entry {
  readonly replay: Replay<unknown>
  /** Made when the log had come to its end: what is said of the whole log is known only then. */
  readonly ended: boolean
  readonly moment: Moment<unknown>
}

/**
 * The last few moments that were asked for, so that all panels of a frame share one replay, and the next frame of play
 * folds only what is new.
 */
export class MomentCache {
  readonly #entries: Entry[] = []

  /** See `SessionCore.moment`. */
  moment(branch: Branch, position: number): Moment<unknown> | undefined {
    const { replay, log, end } = branch
    if (replay === undefined) return undefined
    const at = Math.min(position, log.length)
    const ended = end.type !== 'writing'
    const kept = this.#entries.find(
      (entry) => entry.replay === replay && entry.ended === ended && entry.moment.position === at,
    )
    if (kept !== undefined) return kept.moment
    const moment = momentOf(branch, replay, at, this.#near(replay, at - 1))
    this.#entries.unshift({ replay, ended, moment })
    if (this.#entries.length > KEPT) this.#entries.pop()
    return moment
  }

  /** The kept moment nearest before a position. */
  #near(replay: Replay<unknown>, position: number): Moment<unknown> | undefined {
    let best: Moment<unknown> | undefined
    for (const entry of this.#entries) {
      const { moment } = entry
      if (entry.replay !== replay || moment.position > position) continue
      if (best === undefined || moment.position > best.position) best = moment
    }
    return best
  }
}

/** A moment that is not kept: for looking at many places once. */
export function tryMoment(branch: Branch, position: number): Moment<unknown> | undefined {
  const { replay, log } = branch
  return replay === undefined ? undefined : momentOf(branch, replay, Math.min(position, log.length), undefined)
}

/** The state before the last event, and from it the state after; folded on from `near` when no checkpoint is nearer. */
function momentOf(
  { log, spec }: Branch,
  replay: Replay<unknown>,
  position: number,
  near: Moment<unknown> | undefined,
): Moment<unknown> {
  const { params } = spec
  if (position === 0) {
    const state = replay.stateAt(0)
    return { log, params, position, event: undefined, before: state, state }
  }
  const { fold } = replay
  const from = position - 1
  // A moment at the very place of a checkpoint may be one of the log that this one left, whose columns are not to be written.
  const isNear = near !== undefined && near.position > replay.checkpointBefore(from).position
  const before = isNear ? fold.copy(near.state) : replay.stateAt(from)
  const visit = (draft: unknown, start: number, end: number): void => {
    log.visit(start, end, (chunk, lo, hi) => fold.reduce(draft, chunk, lo, hi))
  }
  if (isNear) visit(before, near.position, from)
  const state = fold.copy(before)
  visit(state, from, position)
  return { log, params, position, event: log.event(position), before, state }
}
