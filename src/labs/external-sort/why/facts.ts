import { formatCount, formatPlural } from '../../../base/format.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { MergeStep, SortState } from '../../../engine/sort/state.ts'
import type { TraceEvent } from '../../../engine/trace/chunk.ts'
import type { Moment } from '../../../player/lab.ts'
import { heapBound, log2Ceil } from '../closed-forms.ts'
import { memoryHeld } from '../memory-held.ts'
import { amount, isExhausted, liveLeaves, runNames } from '../names.ts'
import { readSortParams, type SortParams } from '../params.ts'

/** The Why of a moment: a claim, then the reason with the values of this moment. */
export interface Why {
  readonly title: string
  readonly paragraphs: readonly string[]
}

/** What the Why texts talk about, read once. */
export interface Facts {
  readonly moment: Moment<SortState>
  readonly event: TraceEvent
  readonly state: SortState
  readonly before: SortState
  readonly params: SortParams
  /** Records of the input as far as they are known. */
  readonly records: number
  /** What is under way has it: "memory for 40 records", "64.0 MB of memory". */
  readonly memory: string
  readonly isPaged: boolean
}

export function factsOf(moment: Moment<SortState>, event: TraceEvent): Facts {
  const { state } = moment
  const isPaged = state.header.detail === 'page'
  return {
    moment,
    event,
    state,
    before: moment.before,
    params: readSortParams(moment.params),
    records: state.header.records > 0 ? state.header.records : state.inputRead,
    memory: memoryText(state, memoryHeld(moment)),
    isPaged,
  }
}

/** "memory for 40 records", "64.0 MB of memory". */
export function memoryText(state: SortState, memory = state.memory): string {
  const size = amount(state.header, memory)
  return state.header.detail === 'page' ? `${size} of memory` : `memory for ${size}`
}

/** "1 run waits", "8 runs wait". */
export function waiting(runs: number): string {
  return `${formatPlural(runs, 'run')} ${runs === 1 ? 'waits' : 'wait'}`
}

/** "1 record waits", "320 records wait". */
export function waitingRecords(records: number): string {
  return `${formatPlural(records, 'record')} ${records === 1 ? 'waits' : 'wait'}`
}

/** The word that goes with one, or that with several. */
export function asOne(many: number, one: string, several: string): string {
  return many === 1 ? one : several
}

/** "1 is wanted", "20 are wanted". */
export function wantedText(limit: number): string {
  return `${formatCount(limit)} ${limit === 1 ? 'is' : 'are'} wanted`
}

/** The merge under way, or the one that the last event ended. */
export function mergeOf({ state, before }: Facts): MergeStep | undefined {
  return state.merge ?? before.merge
}

/** Runs that still have records in the merge under way. */
export function liveRuns(facts: Facts): number {
  const merge = mergeOf(facts)
  return merge === undefined ? 0 : liveLeaves(merge).length
}

/** The runs that the merge under way reads: "R1 to R4". */
export function readRuns(facts: Facts): string {
  return runNames(mergeOf(facts)?.inputs.map(({ run }) => run) ?? [])
}

/** Records that are asked for, of the input as far as it is known. */
export function wanted({ params, records }: Facts): number {
  return params.limit > 0 ? Math.min(params.limit, records) : records
}

/** Runs that the merge under way began with. */
export function mergeWidth(facts: Facts): number {
  return mergeOf(facts)?.inputs.length ?? 0
}

/** "log₂ 8 = 3", "⌈log₂ 6⌉ = 3". */
export function logText(value: number): string {
  const levels = log2Ceil(value)
  return 2 ** levels === value ? `log₂ ${value} = ${levels}` : `⌈log₂ ${value}⌉ = ${levels}`
}

/** Most comparisons that a heap over the merge's runs takes for a record. */
export function heapMost(facts: Facts): number {
  return heapBound(Math.max(1, liveRuns(facts)))
}

/** Most matches that a record of the merge plays in a loser tree, where one with an empty leaf is free. */
export function treeMost(facts: Facts): number {
  const merge = mergeOf(facts)
  const k = mergeWidth(facts)
  if (merge === undefined || k === 0) return 0
  // Of each node the most that a record below it plays up to there; undefined where every leaf below is empty.
  const most = (node: number): number | undefined => {
    if (node >= k) return isExhausted(merge, node - k) ? undefined : 0
    const left = most(2 * node)
    const right = most(2 * node + 1)
    return left === undefined || right === undefined ? (left ?? right) : 1 + Math.max(left, right)
  }
  return most(1) ?? 0
}

/** Most matches for a record, with the reason: "log₂ 8 = 3", or "2", where runs are used up. */
export function treeMostText(facts: Facts): string {
  const width = mergeWidth(facts)
  return liveRuns(facts) === width ? logText(width) : formatCount(treeMost(facts))
}

/** Pages that hold so many records. */
export function pageCount(facts: Facts, records: number): number {
  return Math.ceil(records / facts.params.page)
}

/** Comparisons since the last event of another kind given, up to this position. */
export function comparisonsSince({ moment }: Facts, kind: number): number {
  const { log, position } = moment
  const last = log.nth(kind, log.count(kind, position)) ?? 0
  return log.count(SortEvent.compare, position) - log.count(SortEvent.compare, last)
}
