import type { TraceChunk } from './chunk.ts'

/**
 * How a domain turns events into state. The same object serves the page, the worker and the tests.
 *
 * A state that left `copy` is never changed again. `reduce` works on a private draft. A state may keep append-only
 * columns (a `Ledger`) that all states of one log share: a state then holds a length, entries below it never change,
 * and folding the same events again writes the same values to the same places. `own` gives a state columns of its own;
 * a fork needs that, since its future differs.
 */
export interface Fold<State> {
  /** How many event kinds the domain has. */
  readonly kinds: number
  /** Events between two checkpoints of a long log, where folding 16,384 takes longer than a frame; a power of two from 256. */
  readonly stride?: number
  /** The state before the first event. */
  start(): State
  /** A copy that later folding does not touch; append-only columns stay shared. */
  copy(state: State): State
  /** A copy that shares nothing, for a branch with a future of its own. */
  own(state: State): State
  /** Folds events [lo, hi) of a chunk into the draft, in place. */
  reduce(draft: State, chunk: TraceChunk, lo: number, hi: number): void
  /**
   * Bytes that keeping a copy of this state costs beside `before`, the one kept before it: what the two share, and the
   * columns that all states share, apart.
   */
  sizeBytes(state: State, before: State): number
  /** Sixteen hexadecimal digits; equal states have equal digests. */
  digest(state: State): string
  /** The same as `digest` in pieces of a frame's length, for folds whose states are large. */
  digestInPieces?(state: State): Generator<undefined, string>
  /** What equal digests say, for folds whose states are large and share most of what they hold. */
  isSame?(left: State, right: State): boolean
}
