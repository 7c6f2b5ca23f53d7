import type { Branch } from './branch.ts'

/**
 * The states before events that are looked at one after the other: each is folded on from the last one where that is
 * nearer than a checkpoint. A state is read at once and not kept, since the next one is made of it.
 */
export class StateScan {
  readonly #branch: Branch
  #draft: unknown
  #position = -1

  constructor(branch: Branch) {
    this.#branch = branch
  }

  /** The state before event `seq`, which the log has. */
  before(seq: number): unknown {
    const { replay, log } = this.#branch
    if (replay === undefined) throw new RangeError('no state is there before the engine has answered')
    const target = seq - 1
    // One at the very place of a checkpoint may be of the log that this one left, whose columns are not to be written.
    const isNear = this.#position <= target && this.#position > replay.checkpointBefore(target).position
    if (isNear) {
      log.visit(this.#position, target, (chunk, lo, hi) => replay.fold.reduce(this.#draft, chunk, lo, hi))
    } else {
      this.#draft = replay.stateAt(target)
    }
    this.#position = target
    return this.#draft
  }
}
