import type { ProgressRecord } from './record.ts'
import { initialProgress, reduceProgress, type ProgressState } from './state.ts'

/** A checkpoint stands after every 200th event. */
export const CHECKPOINT_EVENTS = 200

/** The whole log in memory with a state at every 200th event. Never changed once made. */
export class ProgressHistory {
  readonly records: readonly ProgressRecord[]
  /** Entry i is the state after 200 × i events. */
  readonly #states: readonly ProgressState[]

  private constructor(records: readonly ProgressRecord[], states: readonly ProgressState[]) {
    this.records = records
    this.#states = states
  }

  static readonly empty = new ProgressHistory([], [initialProgress])

  get length(): number {
    return this.records.length
  }

  /** Positions of the checkpoints, the empty state at 0 first. */
  get checkpoints(): readonly number[] {
    return this.#states.map((_, index) => index * CHECKPOINT_EVENTS)
  }

  /** This log with more records behind it. */
  extend(added: readonly ProgressRecord[]): ProgressHistory {
    const records = [...this.records, ...added]
    const states = [...this.#states]
    for (let next = states.length * CHECKPOINT_EVENTS; next <= records.length; next += CHECKPOINT_EVENTS) {
      states.push(fold(states.at(-1) as ProgressState, records, next - CHECKPOINT_EVENTS, next))
    }
    return new ProgressHistory(records, states)
  }

  /** The state after the first `position` events; a position outside the log is moved to its nearer end. */
  stateAt(position: number): ProgressState {
    const end = Math.min(Math.max(0, position), this.length)
    const index = Math.floor(end / CHECKPOINT_EVENTS)
    return fold(this.#states[index] as ProgressState, this.records, index * CHECKPOINT_EVENTS, end)
  }
}

/** Folds records [from, to) into a state. */
function fold(state: ProgressState, records: readonly ProgressRecord[], from: number, to: number): ProgressState {
  let folded = state
  for (let i = from; i < to; i++) folded = reduceProgress(folded, records[i] as ProgressRecord)
  return folded
}
