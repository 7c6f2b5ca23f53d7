/** What a check of a table looks at or finds, one after the other; by their place in the counts of a bin. */
export const CHECK_LANES = ['line', 'repaired', 'finding', 'file', 'missing', 'passed', 'failed'] as const

export type CheckLane = (typeof CHECK_LANES)[number]

/** Everything that a check did, in its order, as a row of bins of equal size: a table may have a million lines. */
export interface CheckScore {
  readonly total: number
  /** By lane. */
  readonly counts: readonly number[]
  /** What a bin stands for; the last one may have less. */
  readonly binSize: number
  /** By lane, of each bin. */
  readonly bins: readonly (readonly number[])[]
  /** Parts of the check, and how much was done before each. */
  readonly parts: readonly { readonly name: string; readonly from: number }[]
}

/** More bins than this cannot be told apart in a picture. */
const MOST_BINS = 240

export class CheckScoreBuilder {
  #bins: number[][] = []
  #binSize = 1
  #total = 0
  readonly #parts: { readonly name: string; readonly from: number }[] = []

  /** What is added from here on belongs to another part of the check. */
  begin(name: string): void {
    this.#parts.push({ name, from: this.#total })
  }

  add(lane: CheckLane, count = 1): void {
    const place = CHECK_LANES.indexOf(lane)
    for (let left = count; left > 0;) {
      const at = Math.floor(this.#total / this.#binSize)
      const room = (at + 1) * this.#binSize - this.#total
      const taken = Math.min(left, room)
      const bin = (this.#bins[at] ??= CHECK_LANES.map(() => 0))
      bin[place] = (bin[place] ?? 0) + taken
      this.#total += taken
      left -= taken
      if (this.#bins.length > MOST_BINS) this.#halve()
    }
  }

  finish(): CheckScore {
    const counts = CHECK_LANES.map((_, lane) => this.#bins.reduce((sum, bin) => sum + (bin[lane] ?? 0), 0))
    return { total: this.#total, counts, binSize: this.#binSize, bins: this.#bins, parts: this.#parts }
  }

  #halve(): void {
    this.#binSize *= 2
    this.#bins = Array.from({ length: Math.ceil(this.#bins.length / 2) }, (_, i) => {
      const [first = [], second = []] = this.#bins.slice(2 * i, 2 * i + 2)
      return first.map((count, lane) => count + (second[lane] ?? 0))
    })
  }
}
