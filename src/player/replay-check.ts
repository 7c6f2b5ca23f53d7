import type { Fold } from '../engine/trace/fold.ts'
import type { Branch } from './branch.ts'

/**
 * Compares, one checkpoint at a time, every kept state with what the checkpoint before it folds to, and in the end the
 * last state with the digest that the engine gave. What does not agree is noted on the branch.
 */
export class ReplayCheck {
  readonly #branch: Branch
  #next = 1

  constructor(branch: Branch) {
    this.#branch = branch
  }

  /** Does the next piece. True while there is more to do. */
  next(): boolean {
    const { replay, log, end } = this.#branch
    if (replay === undefined || this.#branch.broken !== undefined) return false
    if (replay.indexed < log.length) return true
    const { fold, checkpoints } = replay
    const before = checkpoints[this.#next - 1]
    if (before === undefined) return false
    const kept = checkpoints[this.#next]
    const position = kept?.position ?? log.length
    const draft = fold.copy(before.state)
    log.visit(before.position, position, (chunk, lo, hi) => fold.reduce(draft, chunk, lo, hi))
    const isRight =
      kept === undefined
        ? end.type !== 'complete' || fold.digest(draft) === end.digest
        : isSame(fold, draft, kept.state)
    if (!isRight) this.#branch.broken = position
    this.#next++
    return kept !== undefined && this.#branch.broken === undefined
  }
}

function isSame(fold: Fold<unknown>, left: unknown, right: unknown): boolean {
  return fold.isSame?.(left, right) ?? fold.digest(left) === fold.digest(right)
}
