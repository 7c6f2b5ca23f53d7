import type { Fold } from '../engine/trace/fold.ts'
import type { Branch } from './branch.ts'

/**
 * Compares, one checkpoint at a time, every kept state with what the checkpoint before it folds to, and in the end the
 * last state with the digest that the engine gave. What does not agree is noted on the branch.
 */
export class ReplayCheck {
  readonly #branch: Branch
  #next = 1
  /** The digest of the last state, as far as it is made. */
  #digest: Generator<undefined, string> | undefined

  constructor(branch: Branch) {
    this.#branch = branch
  }

  /** Does the next piece. True while there is more to do. */
  next(): boolean {
    const { replay, log, end } = this.#branch
    if (replay === undefined || this.#branch.broken !== undefined) return false
    if (replay.indexed < log.length) return true
    const { fold, checkpoints } = replay
    if (this.#digest !== undefined) return this.#goOn(this.#digest)
    const before = checkpoints[this.#next - 1]
    if (before === undefined) return false
    const kept = checkpoints[this.#next]
    const position = kept?.position ?? log.length
    const draft = fold.copy(before.state)
    log.visit(before.position, position, (chunk, lo, hi) => fold.reduce(draft, chunk, lo, hi))
    this.#next++
    if (kept === undefined) {
      if (end.type !== 'complete') return false
      this.#digest = fold.digestInPieces?.(draft) ?? digestAtOnce(fold, draft)
      return true
    }
    if (!isSame(fold, draft, kept.state)) this.#branch.broken = position
    return this.#branch.broken === undefined
  }

  #goOn(digest: Generator<undefined, string>): boolean {
    const { end, log } = this.#branch
    const piece = digest.next()
    if (piece.done !== true) return true
    if (end.type === 'complete' && piece.value !== end.digest) this.#branch.broken = log.length
    // Whoever asks again is told that there is nothing more to do.
    this.#digest = undefined
    return false
  }
}

function* digestAtOnce(fold: Fold<unknown>, state: unknown): Generator<undefined, string> {
  yield* []
  return fold.digest(state)
}

function isSame(fold: Fold<unknown>, left: unknown, right: unknown): boolean {
  return fold.isSame?.(left, right) ?? fold.digest(left) === fold.digest(right)
}
