import { countWhile } from '../../base/search.ts'
import type { Branch } from '../branch.ts'
import type { AnyLab } from '../lab.ts'
import { StateScan } from '../state-scan.ts'

/** Most events that are looked through at one time, and most that are remembered. */
const MOST = 20_000
const KEPT = 3 * MOST

/** The events of a branch that touched one mark. A range that has been looked through is remembered: the next is near. */
export class TouchedEvents {
  readonly #scan: StateScan
  /** Looked through is (from, to]; what was found there, in order. */
  #from = 0
  #to = 0
  #found: readonly number[] = []
  #isSure = false

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
    const isFar = first > this.#to || last < this.#from
    if (isFar || this.#to - this.#from > KEPT || !this.#isSure) {
      this.#from = first
      this.#to = first
      this.#found = []
    }
    // A lab whose words have not arrived names no operands, and knows of no touched mark yet.
    this.#isSure = (this.lab.operandNames?.() ?? []).length > 0
    if (first < this.#from) {
      this.#found = [...this.#look(first, this.#from), ...this.#found]
      this.#from = first
    }
    if (last > this.#to) {
      this.#found = [...this.#found, ...this.#look(this.#to, last)]
      this.#to = last
    }
    const start = countWhile(this.#found.length, (i) => (this.#found[i] as number) <= first)
    const end = countWhile(this.#found.length, (i) => (this.#found[i] as number) <= last)
    return this.#found.slice(start, end)
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
