import type { Ledger } from '../../../engine/trace/ledger.ts'
import type { MergeInput, MergeStep, Run, SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { guessPages, tryOutputPages, tryRunPages } from './product-pages.ts'

export function isPageDetail(state: SortState): boolean {
  return state.header.detail === 'page'
}

/** Height of a record's key, 0 to 1. */
export function recordHeight(state: SortState, record: number): number {
  return state.header.heights[record] ?? 0
}

/** A record's key as text. */
export function recordLabel(state: SortState, record: number): string {
  return state.header.labels[record] ?? ''
}

/** The run with that number. */
export function runNumbered(state: SortState, number: number): Run | undefined {
  return state.runs.tryGet(number - 1)
}

/** Record i of a run, i from 0 in sorted order. */
export function runRecord(state: SortState, run: Run, i: number): number {
  return state.runRecords.get(run.start + i)
}

interface PageRange {
  readonly length: number
  readonly low: number
  readonly high: number
}

const pageRanges = new WeakMap<Ledger, PageRange>()

/** The smallest and the largest height of the pages spilled so far: page detail knows no keys but those. */
function pageRange({ pageHeights, pageHeightsLength: length }: SortState): PageRange {
  const known = pageRanges.get(pageHeights)
  if (known?.length === length) return known
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < length; i++) {
    low = Math.min(low, pageHeights.get(i))
    high = Math.max(high, pageHeights.get(i))
  }
  const range = { length, low, high }
  pageRanges.set(pageHeights, range)
  return range
}

/** Height of a page's first key, 0 to 1 among the pages spilled so far. */
function pageHeight(state: SortState, entry: number): number {
  const { low, high } = pageRange(state)
  return high > low ? Math.max(0, Math.min(1, (entry - low) / (high - low))) : 0.5
}

const heightsOfRuns = new WeakMap<Ledger, Map<string, Float32Array>>()

/**
 * Heights of a run's records, or of its pages in page detail, in sorted order. The same array as long as the run does
 * not grow.
 */
export function runHeights(state: SortState, run: Run): Float32Array {
  const paged = isPageDetail(state)
  const ledger = paged ? state.pageHeights : state.runRecords
  const start = paged ? run.heightsStart : run.start
  const length = paged ? run.pages : run.length
  let kept = heightsOfRuns.get(ledger)
  if (kept === undefined) heightsOfRuns.set(ledger, (kept = new Map<string, Float32Array>()))
  const key = paged ? `${start} ${pageRange(state).low} ${pageRange(state).high}` : String(start)
  const known = kept.get(key)
  if (known?.length === length) return known
  const heights = new Float32Array(length)
  for (let i = 0; i < length; i++) {
    const entry = ledger.get(start + i)
    heights[i] = paged ? pageHeight(state, entry) : recordHeight(state, entry)
  }
  kept.set(key, heights)
  return heights
}

/** Runs that a merge step reads, and what it makes. Also of a step that has just ended: then nothing is left in it. */
export interface StepView {
  readonly inputs: readonly MergeInput[]
  readonly target: number
  /** Undefined when the step has ended. */
  readonly live: MergeStep | undefined
}

/** The merge step under way, or else the one that ended last; undefined before the first. */
export function currentStep(state: SortState): StepView | undefined {
  const { merge } = state
  if (merge !== undefined) return { inputs: merge.inputs, target: merge.target, live: merge }
  const target = lastTarget(state)
  if (target === undefined) return undefined
  const inputs = state.runs
    .filter((run) => run.mergedInto === target)
    .map((run) => ({ run: run.number, length: run.length, cursor: run.length, loaded: run.length }))
  return { inputs, target, live: undefined }
}

/** What the last finished merge made: 0 for the output, or a run. */
function lastTarget(state: SortState): number | undefined {
  if (state.stage === 'done') return state.runs.some((run) => run.mergedInto === 0) ? 0 : undefined
  if (state.stage !== 'merge') return undefined
  return state.runs.findLast((run) => run.level > 0)?.number
}

/** The record at the front of an input that is in memory, or undefined. */
export function headRecord(state: SortState, input: MergeInput): number | undefined {
  if (isPageDetail(state) || input.cursor >= input.loaded) return undefined
  const run = runNumbered(state, input.run)
  return run && runRecord(state, run, input.cursor)
}

/** Number of the run that is being made, or will be made next from memory. */
export function growingRun(state: SortState): number {
  const last = state.runs.tryGet(state.runs.length - 1)
  if (last !== undefined && !last.sealed) return last.number
  return (last?.number ?? 0) + 1
}

/** Pages of an input that have been used up and read, from counts of records; page detail only. */
export function pagesOfInput(run: Run, records: number): number {
  return run.length === 0 ? 0 : Math.min(run.pages, Math.round((records * run.pages) / run.length))
}

/** The run that each record read in this step comes from; 0 for records of other runs. */
function originsOf(state: SortState, inputs: readonly MergeInput[]): Uint16Array {
  const origins = new Uint16Array(state.header.records)
  for (const input of inputs) {
    const run = runNumbered(state, input.run)
    if (run === undefined) continue
    for (let i = 0; i < input.cursor; i++) origins[runRecord(state, run, i)] = input.run
  }
  return origins
}

/** What is being made at this moment: the output, or the run that a merge step makes. */
export interface Product {
  readonly target: number
  /** Records made so far (pages, in page detail). */
  readonly count: number
  /** Of them on disk. */
  readonly onDisk: number
  /** As many as there can be; fewer where records are combined. */
  readonly total: number
  /** Nobody knows yet how many pages it will have: the total is good for a scale, and is not said. */
  readonly isGuessed: boolean
  readonly heights: Float32Array
  /** The run each comes from, 0 where that is not known. */
  readonly from: Uint16Array
  recordAt(i: number): number | undefined
}

/** What the stage's output area shows. `limit` is how many records are wanted, 0 for all. */
export function productOf(moment: Moment<SortState>, step: StepView | undefined, limit: number): Product {
  const { state } = moment
  if (step !== undefined && step.target > 0) return runProduct(moment, step, limit)
  const { outputStart, outputLength: count, output, outputFrom } = state
  const paged = isPageDetail(state)
  const heights = new Float32Array(count)
  const from = new Uint16Array(count)
  for (let i = 0; i < count; i++) {
    const entry = output.get(outputStart + i)
    heights[i] = paged ? pageHeight(state, entry) : recordHeight(state, entry)
    from[i] = paged ? 0 : outputFrom.get(outputStart + i)
  }
  const known = paged ? tryOutputPages(moment) : state.header.records
  const all = known ?? guessPages(count, state.outputWritten, state.inputRead) ?? state.counts.inputPagesRead
  const left = step === undefined || paged ? all : step.inputs.reduce((sum, input) => sum + input.length, 0)
  const wanted = limit > 0 && !paged ? Math.min(limit, left) : left
  return {
    target: 0,
    count,
    onDisk: paged ? count : state.outputWritten,
    total: state.stage === 'done' ? Math.max(count, 1) : Math.max(wanted, count, 1),
    isGuessed: known === undefined,
    heights,
    from,
    recordAt: (i) => (paged || i >= count ? undefined : output.get(outputStart + i)),
  }
}

function runProduct(moment: Moment<SortState>, step: StepView, limit: number): Product {
  const { state } = moment
  const run = runNumbered(state, step.target)
  const inputs = sumOf(step.inputs.map((input) => lengthOf(state, input)))
  if (isPageDetail(state)) {
    const heights = run === undefined ? new Float32Array(0) : runHeights(state, run)
    const known = run?.sealed === true ? run.pages : tryRunPages(moment, step.target)
    const records = sumOf(step.inputs.map(({ length }) => length))
    return {
      target: step.target,
      count: heights.length,
      onDisk: heights.length,
      total: Math.max(1, heights.length, known ?? guessPages(heights.length, run?.length ?? 0, records) ?? inputs),
      isGuessed: known === undefined,
      heights,
      from: new Uint16Array(heights.length),
      recordAt: () => undefined,
    }
  }
  const onDisk = run?.length ?? 0
  const buffered = step.live === undefined ? [] : state.out
  const recordAt = (i: number): number | undefined =>
    run !== undefined && i < onDisk ? runRecord(state, run, i) : buffered[i - onDisk]
  const count = onDisk + buffered.length
  const origins = originsOf(state, step.inputs)
  const heights = new Float32Array(count)
  const from = new Uint16Array(count)
  for (let i = 0; i < count; i++) {
    const record = recordAt(i) ?? 0
    heights[i] = recordHeight(state, record)
    from[i] = origins[record] ?? 0
  }
  const total = limit > 0 ? Math.min(limit, inputs) : inputs
  return { target: step.target, count, onDisk, total: Math.max(1, total), isGuessed: false, heights, from, recordAt }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

function lengthOf(state: SortState, input: MergeInput): number {
  return isPageDetail(state) ? (runNumbered(state, input.run)?.pages ?? 0) : input.length
}
