import { createStore, type StoreApi } from 'zustand/vanilla'
import { clampWindow, followWindow, revealWindow, wholeWindow } from '../viz/timeline/window.ts'
import type { EngineClient } from '../worker/client.ts'
import { Branch, FIRST_RUN_NAME, sharedEvents } from './branch.ts'
import type { Act, AnyLab, Moment, Params } from './lab.ts'
import type { ProgressMeasure } from './progress-measure.ts'
import { MomentCache } from './moment-cache.ts'
import { progressAt, sameProgress } from './moves.ts'
import { eventsPerSecond, MOVING_RATE } from './playback.ts'
import type { Prediction, SessionState } from './session-state.ts'
import type { TimelineWindow } from './timeline/contract.ts'

/** Events the score shows when a lab opens: about one every 1.5 px. */
const FIRST_WINDOW = 780
const OPENING: TimelineWindow = { from: 0, to: FIRST_WINDOW }

export interface SessionStart {
  readonly params: Params
  readonly acts?: readonly Act[]
  readonly position?: number
}

export interface SessionPorts {
  /** The engine, or what stands in front of it: a run on a file of the user's needs the file too. */
  readonly engine: Pick<EngineClient, 'run'>
  /** Milliseconds; only for rates and estimates. */
  now(): number
  /** Runs a piece of work behind what already waits to be handled. */
  soon(work: () => void): void
  /** Runs a piece of work when the page is idle. */
  idle(work: () => void): void
}

/** What all parts of a session share: the store, the branches, and the one way to move the playhead. */
export class SessionCore {
  readonly store: StoreApi<SessionState>
  /** Where to go once that branch's log is written; forgotten when the user moves. */
  pending: { readonly branch: string; readonly place: (branch: Branch) => number } | undefined
  /** The view follows the playhead only when it leaves the window. */
  reducedMotion = false
  /** What is done is not the learner's doing, and not told as that. */
  isQuiet = false
  #moments = new MomentCache()
  #nextId = 1

  constructor(
    readonly lab: AnyLab,
    readonly ports: SessionPorts,
    start: SessionStart,
  ) {
    const first = new Branch(
      { id: 'b0', name: FIRST_RUN_NAME, parent: undefined, at: 0, params: start.params, acts: start.acts ?? [] },
      lab,
      undefined,
    )
    this.store = createStore<SessionState>()(() => firstState(first))
  }

  get state(): SessionState {
    return this.store.getState()
  }

  /** The branch on the stage. */
  get branch(): Branch {
    return this.branchNamed(this.state.current)
  }

  branchNamed(id: string): Branch {
    return findBranch(this.state, id)
  }

  /** Undefined for one that was deleted. */
  tryBranch(id: string): Branch | undefined {
    return this.state.branches.find((branch) => branch.id === id)
  }

  /**
   * What is known at a position of a branch; undefined before the engine has answered. Asked again for one of the last
   * few places it gives the same object.
   */
  moment(branch: Branch, position: number): Moment<unknown> | undefined {
    return this.#moments.moment(branch, position)
  }

  /** True while more events than that pass in a second, and while the playhead is dragged. */
  isFasterThan(rate: number): boolean {
    const { held, direction, speed } = this.state
    return held || (direction !== 0 && eventsPerSecond(speed, this.branch.log.length) > rate)
  }

  /** Runs a piece of work when the page is idle; where one picture replaces another at every frame, when that is over. */
  whenCalm(work: () => void): void {
    const workNow = (): void => (this.isFasterThan(MOVING_RATE) ? this.whenCalm(work) : work())
    if (!this.isFasterThan(MOVING_RATE)) return this.ports.idle(workNow)
    const leave = this.store.subscribe(() => {
      if (this.isFasterThan(MOVING_RATE)) return
      leave()
      this.ports.idle(workNow)
    })
  }

  /** Events of the current log as far as they are written. */
  extent(): number {
    return this.branch.log.length
  }

  /**
   * An open question that goes by this, whatever takes it away, is counted as skipped. A value that was refused belongs to
   * the run that was on the stage: another one that comes there has its own values.
   */
  set(given: Partial<SessionState>): void {
    const { prediction, skipped, current } = this.state
    const isOther = given.current !== undefined && given.current !== current
    const change: Partial<SessionState> = isOther ? { refusal: undefined, ...given } : given
    const isSkipped =
      'prediction' in change && isOpen(prediction) && change.prediction?.question !== prediction.question
    this.store.setState(isSkipped ? { ...change, skipped: skipped + 1 } : change)
  }

  newId(prefix: string): string {
    return `${prefix}${this.#nextId++}`
  }

  /** Shows a short log whole as soon as it is, unless the user has chosen what to see. */
  fitWindow({ id, log }: Branch): void {
    const { window, current } = this.state
    if (id !== current || window !== OPENING || log.length === 0 || log.length >= FIRST_WINDOW) return
    this.set({ window: wholeWindow(log.length) })
  }

  /** Some log has grown or ended. */
  grown(): void {
    this.set({ revision: this.state.revision + 1 })
  }

  /** What a lab says of its moments has changed though no log has: all of it is asked for again. */
  refresh(): void {
    this.#moments = new MomentCache()
    this.grown()
  }

  /**
   * Puts the playhead somewhere. `change` is set in the same moment; with `current` in it the place is in that branch, with a
   * comparison in it its other head stands where that says.
   */
  move(target: number, change: Partial<SessionState> = {}): void {
    const state = { ...this.state, ...change }
    const branch = findBranch(state, state.current)
    const position = Math.min(branch.log.length, Math.max(0, Math.round(target)))
    const { comparison, prediction } = state
    if (prediction?.isReview === true && !prediction.locked && position !== prediction.position) return
    const asked = prediction !== undefined && !prediction.locked && position !== prediction.position
    this.pending = undefined
    this.set({
      followed: false,
      ...change,
      position,
      jump: Math.abs(position - this.state.position),
      window: this.#windowAt({ ...state, window: windowIn(state, branch) }, position, branch.log.length),
      ...(asked ? { prediction: undefined } : {}),
      ...(comparison === undefined || change.comparison !== undefined
        ? {}
        : { comparison: { ...comparison, otherPosition: this.#locked(comparison, branch, position) } }),
    })
  }

  /** The position in another branch where the same work has been done; the same one in what the two share. */
  samePlace(from: Branch, position: number, to: Branch): number {
    const shared = sharedEvents((id) => this.branchNamed(id), from, to)
    if (position <= shared) return Math.min(position, to.log.length)
    const { progress } = this.lab
    if (position === from.log.length && endAlike(from, to, progress)) return to.log.length
    return sameProgress(from.log, position, to.log, progress)
  }

  #windowAt({ window, direction }: SessionState, position: number, extent: number): TimelineWindow {
    if (direction === 0 || this.reducedMotion) return revealWindow(window, position, extent)
    return followWindow(window, position, extent, direction)
  }

  /** Where the other head of the comparison stands when this one is at `position`; 0 when nothing is compared. */
  otherPlace(position: number): number {
    const { comparison } = this.state
    if (comparison === undefined || position === this.state.position) return comparison?.otherPosition ?? 0
    return this.#locked(comparison, this.branch, position)
  }

  #locked(
    { other, otherPosition, lock }: NonNullable<SessionState['comparison']>,
    branch: Branch,
    position: number,
  ): number {
    const to = this.branchNamed(other)
    if (lock === 'nothing') return Math.min(otherPosition, to.log.length)
    if (lock === 'event') return Math.min(position, to.log.length)
    return this.samePlace(branch, position, to)
  }
}

/** A question that waits for its answer; one of a review is another matter. */
export function isOpen(prediction: SessionState['prediction']): prediction is Prediction {
  return prediction !== undefined && !prediction.locked && prediction.isReview !== true
}

function findBranch({ branches }: SessionState, id: string): Branch {
  const branch = branches.find((candidate) => candidate.id === id)
  if (branch === undefined) throw new RangeError(`no branch ${id}`)
  return branch
}

/** The window, drawn back where it goes on behind the end of a log that no longer grows: the one before was longer. */
function windowIn({ window }: SessionState, { end, log }: Branch): TimelineWindow {
  const isPast = end.type !== 'writing' && window !== OPENING && window.to > wholeWindow(log.length).to
  return isPast ? clampWindow(window, log.length) : window
}

/** Both logs are whole and did the same work: what comes after the last of it belongs to the end. */
function endAlike(left: Branch, right: Branch, measure: ProgressMeasure): boolean {
  const isWhole = left.end.type === 'complete' && right.end.type === 'complete'
  return isWhole && progressAt(left.log, left.log.length, measure) === progressAt(right.log, right.log.length, measure)
}

function firstState(branch: Branch): SessionState {
  return {
    branches: [branch],
    current: branch.id,
    position: 0,
    jump: 0,
    direction: 0,
    followed: false,
    held: false,
    // A memory is filled and sorted within seconds, and a step can still be seen.
    speed: 60,
    window: OPENING,
    muted: new Set<number>(),
    bookmarks: [],
    breakpoints: [],
    fired: undefined,
    prediction: undefined,
    asked: 0,
    skipped: 0,
    comparison: undefined,
    hovered: undefined,
    selected: undefined,
    refusal: undefined,
    undo: undefined,
    notice: undefined,
    looking: undefined,
    revision: 0,
  }
}
