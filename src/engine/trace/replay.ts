import { countWhile } from '../../base/search.ts'
import type { Fold } from './fold.ts'
import type { Log } from './log.ts'

/** A kept state: what the log folds to after its first `position` events. */
export interface Checkpoint<State> {
  readonly position: number
  readonly state: State
}

export interface ReplayOptions {
  /** Most bytes that checkpoints may take. */
  readonly budgetBytes: number
}

/** Close enough that the first screens can show them; used while the log is short. */
const SHORT_STRIDE = 256
const SHORT_CHECKPOINTS = 64
/** At 20 M folded events a second, 16,384 events take 0.8 ms. */
const LONG_STRIDE = 16_384

const DEFAULT_BUDGET_BYTES = 32 * 2 ** 20

/**
 * State at any position of a log: the nearest checkpoint at or before it, folded forward. Checkpoints stand every
 * `stride` events. The stride is 256 on a short log and 16,384 on a long one, and doubles whenever the checkpoints would
 * take more than the budget: memory is bounded, the time of a seek does not grow with the log.
 */
export class Replay<State> {
  readonly #checkpoints: Checkpoint<State>[]
  readonly #budgetBytes: number
  #stride = SHORT_STRIDE
  #bytes = 0
  /** A draft folded up to the end of what has been indexed. */
  #frontier: State
  #indexed = 0
  /** Where this branch got columns of its own; that checkpoint is never dropped. */
  #origin = 0

  constructor(
    readonly log: Log,
    readonly fold: Fold<State>,
    options: ReplayOptions = { budgetBytes: DEFAULT_BUDGET_BYTES },
  ) {
    this.#budgetBytes = options.budgetBytes
    this.#frontier = fold.start()
    this.#checkpoints = [{ position: 0, state: fold.copy(this.#frontier) }]
  }

  get stride(): number {
    return this.#stride
  }

  /** Bytes that the checkpoints take. */
  get checkpointBytes(): number {
    return this.#bytes
  }

  /** Every checkpoint, the empty one at position 0 first. */
  get checkpoints(): readonly Checkpoint<State>[] {
    return this.#checkpoints
  }

  /** Events that checkpoints have been made for; `index` moves it towards the end of the log. */
  get indexed(): number {
    return this.#indexed
  }

  /** Makes checkpoints for at most `maxEvents` more events. True when the whole log is indexed. */
  index(maxEvents: number): boolean {
    const end = Math.min(this.log.length, this.#indexed + maxEvents)
    while (this.#indexed < end) {
      const next = Math.min(end, (Math.floor(this.#indexed / this.#stride) + 1) * this.#stride)
      this.#foldInto(this.#frontier, this.#indexed, next)
      this.#indexed = next
      if (next % this.#stride === 0) this.#keep(next)
    }
    return this.#indexed === this.log.length
  }

  /** The last checkpoint at or before `position`. */
  checkpointBefore(position: number): Checkpoint<State> {
    return this.#checkpoints[this.#countUpTo(position) - 1] as Checkpoint<State>
  }

  /**
   * The first checkpoint after `position`, made now where the log has been indexed no further; undefined when the rest
   * of the log holds none.
   */
  checkpointAfter(position: number): Checkpoint<State> | undefined {
    for (let isWhole = false; ; isWhole = this.index(this.#stride)) {
      const checkpoint = this.#checkpoints[this.#countUpTo(position)]
      if (checkpoint !== undefined || isWhole) return checkpoint
    }
  }

  /** The state after the first `position` events, 0 ≤ position ≤ log.length. */
  stateAt(position: number): State {
    if (!(position >= 0 && position <= this.log.length)) {
      throw new RangeError(`position ${position} is not in a log of ${this.log.length} events`)
    }
    if (position > this.#indexed) this.index(position - this.#indexed)
    const checkpoint = this.checkpointBefore(position)
    const draft = this.fold.copy(checkpoint.state)
    this.#foldInto(draft, checkpoint.position, position)
    return draft
  }

  /**
   * A replay for a branch that leaves this log at `at`; `log` holds the shared events and those of its own.
   * Every checkpoint state gets its own columns, since the branch will write a different future into them.
   */
  fork(at: number, log: Log): Replay<State> {
    const branch = new Replay(log, this.fold, { budgetBytes: this.#budgetBytes })
    const origin = this.fold.own(this.stateAt(at))
    branch.#stride = this.#stride
    branch.#frontier = origin
    branch.#indexed = at
    branch.#origin = at
    for (const checkpoint of this.#checkpoints) {
      if (checkpoint.position === 0 || checkpoint.position > at) continue
      branch.#checkpoints.push(checkpoint)
    }
    // States before the origin read columns below their own length, which the two branches have in common.
    branch.#checkpoints.push({ position: at, state: this.fold.copy(origin) })
    branch.#bytes = branch.#checkpoints.reduce((sum, kept) => sum + this.fold.sizeBytes(kept.state), 0)
    return branch
  }

  /** How many checkpoints stand at or before `position`. */
  #countUpTo(position: number): number {
    const checkpoints = this.#checkpoints
    return countWhile(checkpoints.length, (i) => (checkpoints[i] as Checkpoint<State>).position <= position)
  }

  #foldInto(draft: State, from: number, to: number): void {
    this.log.visit(from, to, (chunk, lo, hi) => this.fold.reduce(draft, chunk, lo, hi))
  }

  #keep(position: number): void {
    const state = this.fold.copy(this.#frontier)
    this.#checkpoints.push({ position, state })
    this.#bytes += this.fold.sizeBytes(state)
    const short = this.#stride === SHORT_STRIDE
    if (short && this.#checkpoints.length > SHORT_CHECKPOINTS) this.#widen(LONG_STRIDE)
    while (this.#bytes > this.#budgetBytes && this.#checkpoints.length > 2) this.#widen(this.#stride * 2)
  }

  #widen(stride: number): void {
    this.#stride = stride
    const kept = this.#checkpoints.filter(({ position }) => position % stride === 0 || position === this.#origin)
    this.#checkpoints.splice(0, this.#checkpoints.length, ...kept)
    this.#bytes = kept.reduce((sum, checkpoint) => sum + this.fold.sizeBytes(checkpoint.state), 0)
  }
}
