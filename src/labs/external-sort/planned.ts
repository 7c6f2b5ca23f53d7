import { ceilDivide } from './closed-forms.ts'

/** A merge step without its records: how many runs it reads, and how many records they have. */
export interface PlannedStep {
  readonly runs: number
  readonly records: number
}

/** The merges of a sort, played with the lengths of its runs alone. */
export interface PlannedMerges {
  readonly steps: readonly PlannedStep[]
  /** Merges that a record goes through at most; 0 where the only run is copied. */
  readonly passes: number
  /** Pages read from runs, and pages written to runs and to the output. */
  readonly pages: number
  /** Records that these pages hold. */
  readonly records: number
}

/** A run that waits to be merged, and how many merges its records have been through. */
export interface WaitingRun {
  readonly records: number
  readonly level: number
  /** Its pages, where these hold so many bytes and not so many records. */
  readonly pages?: number
}

/**
 * Plays the merges of runs of so many records. `full` goes over the list from left to right, as many neighbours at a
 * time as may be; a single run at its end waits for the next pass. `optimal` begins with so few that all later merges
 * are full, always of the neighbours with the fewest records.
 */
export function planMerges(
  runs: readonly number[],
  page: number,
  fanIn: number,
  policy: 'full' | 'optimal',
): PlannedMerges {
  return planRest(
    runs.map((records) => ({ records, level: 0 })),
    0,
    page,
    fanIn,
    policy,
  )
}

/** The same from the middle on: what waits, and where in that list the next merge begins. */
export function planRest(
  runs: readonly WaitingRun[],
  from: number,
  page: number,
  fanIn: number,
  policy: 'full' | 'optimal',
): PlannedMerges {
  const waiting = [...runs]
  const steps: PlannedStep[] = []
  let pages = 0
  let moved = 0
  let passes = 0
  for (let place = from; waiting.length > 0; place++) {
    if (policy === 'optimal' || waiting.length - place < 2) place = 0
    const isLast = place === 0 && waiting.length <= fanIn
    const width = isLast ? waiting.length : policy === 'optimal' ? firstWidth(waiting.length, fanIn) : fanIn
    if (policy === 'optimal' && !isLast) place = lightest(waiting, width)
    const read = waiting.slice(place, place + width)
    const records = read.reduce((sum, run) => sum + run.records, 0)
    const level = Math.max(...read.map((run) => run.level)) + (read.length > 1 ? 1 : 0)
    steps.push({ runs: read.length, records })
    const readPages = read.reduce((sum, run) => sum + (run.pages ?? ceilDivide(run.records, page)), 0)
    // The last page of a run is half full on average; the run that is made has one such page.
    const packed = readPages - (read.length - 1) / 2
    const madePages = read.some((run) => run.pages !== undefined) ? packed : ceilDivide(records, page)
    pages += readPages + madePages
    moved += 2 * records
    passes = Math.max(passes, level)
    waiting.splice(
      place,
      read.length,
      ...(isLast ? [] : [{ records, level, ...(read[0]?.pages === undefined ? {} : { pages: madePages }) }]),
    )
  }
  return { steps, passes, pages: Math.ceil(pages), records: moved }
}

/** Runs of the next merge so that all later ones are full. */
function firstWidth(runs: number, fanIn: number): number {
  return ((runs - 2) % (fanIn - 1)) + 2
}

/** Where the `width` neighbours with the fewest records begin. */
function lightest(waiting: readonly WaitingRun[], width: number): number {
  const sums = waiting.slice(0, waiting.length - width + 1).map((_, i) => {
    return waiting.slice(i, i + width).reduce((sum, run) => sum + run.records, 0)
  })
  return sums.indexOf(Math.min(...sums))
}
