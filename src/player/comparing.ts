import type { SessionCore } from './session-core.ts'
import type { Lock } from './session-state.ts'

/** Two branches side by side, their playheads held together. */
export class Comparing {
  readonly #core: SessionCore

  constructor(core: SessionCore) {
    this.#core = core
  }

  start(other: string): void {
    const lock: Lock = this.#core.state.comparison?.lock ?? 'state'
    this.#core.set({ comparison: { other, otherPosition: 0, lock }, direction: 0, prediction: undefined })
    this.#core.move(this.#core.state.position)
  }

  end(): void {
    this.#core.set({ comparison: undefined })
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

  swap(): void {
    const { comparison, current, position } = this.#core.state
    if (comparison === undefined) return
    this.#core.set({
      current: comparison.other,
      comparison: { ...comparison, other: current, otherPosition: position },
    })
    this.#core.move(comparison.otherPosition)
  }
}
