import { countWhile } from '../../base/search.ts'
import type { TraceChunk } from './chunk.ts'
import type { Fold } from './fold.ts'
import type { Log } from './log.ts'

/** A kept state: what the log folds to after its first `position` events. */
export interface Checkpoint<State> {
  readonly position: number
  readonly state: State
  /** Bytes of the payload of the event before it, where that is heavy. */
  readonly heavyBytes?: number
}

export interface ReplayOptions {
  /** Most bytes that checkpoints may take. */
  readonly budgetBytes: number
}

/** Close enough that the first screens can show them; used while the log is short. */
const SHORT_STRIDE = 256
const SHORT_CHECKPOINTS = 64
/** At 20 M folded events a second, 16,384 events take 0.8 ms. Folds that are slower say so. */
const LONG_STRIDE = 16_384
/** A playhead that is dragged goes to a new place in every frame: where states are small they are kept closer. */
const CLOSE_STRIDE = 4096
/** With states of so many bytes the checkpoints of ten million events, at the close stride, take no more than the budget. */
const SMALL_STATE_BYTES = 13_000
/** Folding an event of so much payload takes milliseconds: nobody should do it twice. */
const HEAVY_BYTES = 1 << 17

const DEFAULT_BUDGET_BYTES = 32 * 2 ** 20

/**
 * State at any position of a log: the nearest checkpoint at or before it, folded forward. Checkpoints stand every
 * `stride` events, and behind every event that is heavy. The stride is 256 on a short log; on a long one 4096 where states
 * are small, 16,384 where they are not, or what the fold says. It doubles, and so does what counts as heavy, whenever the
 * checkpoints would take more than the budget: memory is bounded, the time of a seek does not grow with the log.
 */
export class Replay<State> {
  readonly #checkpoints: Checkpoint<State>[]
  readonly #budgetBytes: number
  #stride = SHORT_STRIDE
  #heavyBytes = HEAVY_BYTES
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
      const stop = Math.min(end, (Math.floor(this.#indexed / this.#stride) + 1) * this.#stride)
      const heavy = this.#findHeavy(this.#indexed, stop)
      const next = heavy?.position ?? stop
      this.#foldInto(this.#frontier, this.#indexed, next)
      this.#indexed = next
      if (next % this.#stride === 0 || heavy !== undefined) this.#keep(next, heavy?.bytes)
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
    branch.#heavyBytes = this.#heavyBytes
    branch.#frontier = origin
    branch.#indexed = at
    branch.#origin = at
    for (const checkpoint of this.#checkpoints) {
      if (checkpoint.position === 0 || checkpoint.position >= at) continue
      branch.#checkpoints.push(checkpoint)
    }
    // States before the origin read columns below their own length, which the two branches have in common. One that the
    // log has at the origin makes room for the branch's own.
    const kept = this.#checkpoints.find(({ position }) => position === at)
    branch.#checkpoints.push({ ...kept, position: at, state: this.fold.copy(origin) })
    branch.#bytes = branch.#sumBytes()
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

  /** The first heavy event among events [from, to): the position behind it. */
  #findHeavy(from: number, to: number): { readonly position: number; readonly bytes: number } | undefined {
    let found: { readonly position: number; readonly bytes: number } | undefined
    this.log.visit(from, to, (chunk, lo, hi) => {
      found ??= findPayload(chunk, lo, hi, this.#heavyBytes)
    })
    return found
  }

  #keep(position: number, heavyBytes: number | undefined): void {
    const state = this.fold.copy(this.#frontier)
    this.#bytes += this.fold.sizeBytes(state, (this.#checkpoints.at(-1) as Checkpoint<State>).state)
    this.#checkpoints.push({ position, state, ...(heavyBytes !== undefined && { heavyBytes }) })
    const short = this.#stride === SHORT_STRIDE
    if (short && this.#checkpoints.length > SHORT_CHECKPOINTS) this.#widen(this.fold.stride ?? this.#longStride())
    while (this.#bytes > this.#budgetBytes && this.#checkpoints.length > 2) {
      this.#heavyBytes *= 2
      this.#widen(this.#stride * 2)
    }
  }

  #longStride(): number {
    return this.#bytes < SMALL_STATE_BYTES * this.#checkpoints.length ? CLOSE_STRIDE : LONG_STRIDE
  }

  #widen(stride: number): void {
    this.#stride = stride
    const kept = this.#checkpoints.filter(
      ({ position, heavyBytes = 0 }) =>
        position % stride === 0 || position === this.#origin || heavyBytes >= this.#heavyBytes,
    )
    this.#checkpoints.splice(0, this.#checkpoints.length, ...kept)
    this.#bytes = this.#sumBytes()
  }

  /** The empty one costs nothing. */
  #sumBytes(): number {
    const kept = this.#checkpoints
    return kept.reduce(
      (sum, { state }, i) => sum + this.fold.sizeBytes(state, (kept[i - 1] ?? (kept[0] as Checkpoint<State>)).state),
      0,
    )
  }
}

/** The first event among events [lo, hi) of a chunk whose payload has so many bytes. */
function findPayload(
  { first, payloads }: TraceChunk,
  lo: number,
  hi: number,
  bytes: number,
): { readonly position: number; readonly bytes: number } | undefined {
  if (payloads === undefined || payloads.bytes.length < bytes) return undefined
  const { index, end } = payloads
  for (let i = countWhile(index.length, (j) => (index[j] as number) < lo); (index[i] ?? hi) < hi; i++) {
    const size = (end[i] as number) - (end[i - 1] ?? 0)
    if (size >= bytes) return { position: first + (index[i] as number) + 1, bytes: size }
  }
  return undefined
}
