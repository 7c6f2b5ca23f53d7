import { createStore, type StoreApi } from 'zustand/vanilla'
import { followWindow } from '../viz/timeline/window.ts'
import type { EngineClient } from '../worker/client.ts'
import { Branch } from './branch.ts'
import type { Act, AnyLab, Moment, Params } from './lab.ts'
import { sameProgress } from './moves.ts'
import type { SessionState } from './session-state.ts'

/** Events the score shows when a lab opens: about one every 1.5 px. */
const FIRST_WINDOW = 780

export interface SessionStart {
  readonly params: Params
  readonly acts?: readonly Act[]
  readonly position?: number
}

export interface SessionPorts {
  readonly engine: EngineClient
  /** Milliseconds; only for rates and estimates. */
  now(): number
  /** Runs a piece of work when the page is idle. */
  idle(work: () => void): void
}

/** What all parts of a session share: the store, the branches, and the one way to move the playhead. */
export class SessionCore {
  readonly store: StoreApi<SessionState>
  /** Where to go once that branch's log is written; forgotten when the user moves. */
  pending: { readonly branch: string; readonly place: (branch: Branch) => number } | undefined
  #nextId = 1

  constructor(
    readonly lab: AnyLab,
    readonly ports: SessionPorts,
    start: SessionStart,
  ) {
    const first = new Branch(
      { id: 'b0', name: 'this run', parent: undefined, at: 0, params: start.params, acts: start.acts ?? [] },
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
    const branch = this.state.branches.find((candidate) => candidate.id === id)
    if (branch === undefined) throw new RangeError(`no branch ${id}`)
    return branch
  }

  /** What is known at a position of a branch; undefined before the engine has answered. */
  moment(branch: Branch, position: number): Moment<unknown> | undefined {
    const { replay, log } = branch
    if (replay === undefined) return undefined
    const at = Math.min(position, log.length)
    const state = replay.stateAt(at)
    if (at === 0) return { log, params: branch.spec.params, position: 0, event: undefined, before: state, state }
    return {
      log,
      params: branch.spec.params,
      position: at,
      event: log.event(at),
      before: replay.stateAt(at - 1),
      state,
    }
  }

  /** Events of the current log as far as they are written. */
  extent(): number {
    return this.branch.log.length
  }

  set(change: Partial<SessionState>): void {
    this.store.setState(change)
  }

  newId(prefix: string): string {
    return `${prefix}${this.#nextId++}`
  }

  /** Some log has grown or ended. */
  grown(): void {
    this.set({ revision: this.state.revision + 1 })
  }

  move(target: number): void {
    const { log } = this.branch
    const position = Math.min(log.length, Math.max(0, Math.round(target)))
    const { position: from, comparison, window, prediction } = this.state
    const moved = prediction !== undefined && !prediction.locked && position !== prediction.position
    this.pending = undefined
    this.set({
      position,
      jump: Math.abs(position - from),
      window: followWindow(window, position, this.extent()),
      ...(moved ? { prediction: undefined } : {}),
      ...(comparison === undefined ? {} : { comparison: { ...comparison, otherPosition: this.#locked(position) } }),
    })
  }

  /** Where the other head stands when this one is at `position`. */
  #locked(position: number): number {
    const comparison = this.state.comparison
    if (comparison === undefined) return 0
    const other = this.branchNamed(comparison.other)
    if (comparison.lock === 'nothing') return comparison.otherPosition
    if (comparison.lock === 'event') return Math.min(position, other.log.length)
    return sameProgress(this.branch.log, position, other.log, this.lab.progress.kind)
  }
}

function firstState(branch: Branch): SessionState {
  return {
    branches: [branch],
    current: branch.id,
    position: 0,
    jump: 0,
    direction: 0,
    speed: 6,
    window: { from: 0, to: FIRST_WINDOW },
    muted: new Set<number>(),
    bookmarks: [],
    breakpoints: [],
    fired: undefined,
    prediction: undefined,
    comparison: undefined,
    hovered: undefined,
    selected: undefined,
    refusal: undefined,
    undo: undefined,
    revision: 0,
  }
}
