import { revealWindow } from '../viz/timeline/window.ts'
import type { SessionCore } from './session-core.ts'
import type { Comparison, Lock, SessionState } from './session-state.ts'

/** Two branches side by side, their playheads held together. */
export class Comparing {
  readonly #core: SessionCore

  constructor(core: SessionCore) {
    this.#core = core
  }

  /** Compares the current branch with another; its head stays. Of a trunk and its fork the trunk comes on the left. */
  start(other: string): void {
    const { branch, state } = this.#core
    const { position } = state
    if (branch.id === other) return
    const lock: Lock = state.comparison?.lock ?? 'state'
    const to = this.#core.branchNamed(other)
    const there = lock === 'event' ? Math.min(position, to.log.length) : this.#core.samePlace(branch, position, to)
    const fromFork = branch.spec.parent === other
    this.#core.move(fromFork ? there : position, {
      current: fromFork ? other : branch.id,
      comparison: fromFork
        ? { other: branch.id, otherPosition: position, lock, isFromOther: true }
        : { other, otherPosition: there, lock },
      direction: 0,
      prediction: undefined,
      notice: undefined,
    })
  }

  /** Shift + F: compares a fork with its trunk, or the trunk with its newest fork; when comparing, changes sides. */
  toggle(): void {
    const { branch, state } = this.#core
    if (state.comparison !== undefined) return this.swap()
    const fork = state.branches.findLast((one) => one.spec.parent === branch.id)
    const other = fork?.id ?? branch.spec.parent
    if (other === undefined) this.#core.set({ notice: 'Nothing to compare with yet: make a fork first.' })
    else this.start(other)
  }

  /** Leaves on the stage the run that was there before, with its head where it stands now. */
  end(): void {
    const { comparison } = this.#core.state
    const back = comparison?.isFromOther === true ? this.#shown(comparison) : {}
    this.#core.set({ ...back, comparison: undefined, direction: 0 })
  }

  setLock(lock: Lock): void {
    const { comparison } = this.#core.state
    if (comparison === undefined) return
    this.#core.set({ comparison: { ...comparison, lock } })
    this.#core.move(this.#core.state.position)
  }

  /** Moves the other head by itself; only with lock "nothing". */
  seekOther(position: number): void {
    const { comparison } = this.#core.state
    if (comparison?.lock !== 'nothing') return
    const { length } = this.#core.branchNamed(comparison.other).log
    this.#core.set({ comparison: { ...comparison, otherPosition: Math.min(length, Math.max(0, position)) } })
  }

  /** Changes sides; both heads stay where they are. */
  swap(): void {
    const { comparison, current, position } = this.#core.state
    if (comparison === undefined) return
    const { lock } = comparison
    this.#core.set({ ...this.#shown(comparison), comparison: { other: current, otherPosition: position, lock } })
  }

  /** The other run as the one that the timeline tells of; no head moves. */
  #shown({ other, otherPosition }: Comparison): Partial<SessionState> {
    const { length } = this.#core.branchNamed(other).log
    const window = revealWindow(this.#core.state.window, otherPosition, length)
    return { current: other, position: otherPosition, jump: 0, direction: 0, window }
  }
}
