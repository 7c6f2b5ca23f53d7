import type { Branch } from '../branch.ts'
import type { AnyLab } from '../lab.ts'
import { StateScan } from '../state-scan.ts'

/** Most events that are looked through at one time. */
const MOST = 20_000

/** The events of a branch that touched one mark. A range that has been looked through is remembered: the next is near. */
export class TouchedEvents {
  readonly #scan: StateScan
  /** Looked through is (from, to]; what was found there, in order. */
  #from = 0
  #to = 0
  #found: readonly number[] = []

  constructor(
    readonly lab: AnyLab,
    readonly branch: Branch,
    readonly mark: string,
  ) {
    this.#scan = new StateScan(branch)
  }

  /** Numbers of the events in (from, to] that touched it; undefined when the range is too long to look through. */
  within(from: number, to: number): readonly number[] | undefined {
    const first = Math.max(0, Math.floor(from))
    const last = Math.min(this.branch.log.length, Math.ceil(to))
    if (last - first > MOST) return undefined
    // A lab whose words have not arrived knows of none yet.
    if (this.#found.length === 0 || first > this.#to || last < this.#from) {
      this.#from = first
      this.#to = first
      this.#found = []
    }
    if (first < this.#from) {
      this.#found = [...this.#look(first, this.#from), ...this.#found]
      this.#from = first
    }
    if (last > this.#to) {
      this.#found = [...this.#found, ...this.#look(this.#to, last)]
      this.#to = last
    }
    return this.#found.filter((seq) => seq > first && seq <= last)
  }

  #look(from: number, to: number): readonly number[] {
    const { log, header } = this.branch
    const touched: number[] = []
    for (let seq = from + 1; seq <= to; seq++) {
      if (this.lab.touches(log, seq, this.mark, header, () => this.#scan.before(seq))) touched.push(seq)
    }
    return touched
  }
}
