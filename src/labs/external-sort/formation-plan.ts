import { SortEvent, SortSetting } from '../../engine/sort/events.ts'
import type { Selection, SortHeader, SortState } from '../../engine/sort/state.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { Moment } from '../../player/lab.ts'
import { ceilDivide } from './closed-forms.ts'
import { historyOf, tryFormedRuns } from './history.ts'
import { emptyBefore, memoryHeld, memoryOfFill, settingAt, settingsIn } from './memory-held.ts'
import { initialRuns } from './names.ts'
import { heapRecords, readSortParams, type SortParams } from './params.ts'

/** Runs made one way with one memory, one behind the other. */
export interface Stretch {
  readonly formation: SortState['formation']
  /** Records that fit in memory. */
  readonly memory: number
  /** Records of the input that go into it, as far as the settings of this moment say. */
  readonly records: number
  /** Lengths of its runs that are sealed. */
  readonly sealed: readonly number[]
  /** A limit keeps the first records in memory and leaves out the rest as it comes: one run, or none. */
  readonly isCut: boolean
}

/** Memory-fulls that are sorted at a time: `count` of them with so many records each. */
export interface Fills {
  readonly records: number
  readonly count: number
}

/**
 * How the input becomes runs, seen from one moment: what is made was made with the settings of its time, what is to come
 * will be with those of now. What somebody does later in the log is not in it.
 */
export interface FormationPlan {
  readonly stretches: readonly Stretch[]
  /** Runs in all: as the log tells where nothing is done to their making from here on, else as expected. */
  readonly runs: number
  /** The same by the closed forms alone. */
  readonly expected: number
  /** False where the closed forms are but about right: replacement selection goes by the input. */
  readonly isExact: boolean
  /** Lengths of all runs; undefined while nobody knows them. */
  readonly lengths: readonly number[] | undefined
  /** What is sorted at a time, in the order of the input; undefined where a limit keeps some records for the next time. */
  readonly fills: readonly Fills[] | undefined
}

interface Kept {
  readonly length: number
  readonly position: number
  readonly plan: FormationPlan
}

/** The plan that was asked for last of each log. */
const plansKept = new WeakMap<Log, Kept>()

export function formationPlan(moment: Moment<SortState>): FormationPlan {
  const { log, position } = moment
  const kept = plansKept.get(log)
  if (kept?.position === position && kept.length === log.length) return kept.plan
  const plan = describePlan(moment)
  plansKept.set(log, { length: log.length, position, plan })
  return plan
}

function describePlan(moment: Moment<SortState>): FormationPlan {
  const { state, log } = moment
  const params = readSortParams(moment.params)
  const formed = isLeftAlone(moment) ? historyOf(log).formed.map(({ records }) => records) : undefined
  if (state.header.detail === 'page') {
    const runs = formed?.length ?? 0
    return { stretches: [], runs, expected: runs, isExact: formed !== undefined, lengths: formed, fills: undefined }
  }
  const stretches = stretchesOf(moment, params)
  const isPlain = params.limit === 0 && params.combine === false
  const isOfFills = stretches.every(({ formation }) => formation === 'fill-sort-spill')
  const isExact = isOfFills && (isPlain || state.kept.size === 0)
  const expected = runsIn(stretches, state.header.page)
  const fills = params.limit === 0 && (isPlain || isOfFills) ? fillsIn(stretches) : undefined
  return {
    stretches,
    runs: formed?.length ?? expected,
    expected,
    isExact,
    lengths:
      formed ?? (isPlain && isOfFills && fills !== undefined ? lengthsOf(expected === 0 ? [] : fills) : undefined),
    fills,
  }
}

/** True where the runs are made as the log tells, and nothing is done to that from here on. */
function isLeftAlone({ log, position }: Moment<SortState>): boolean {
  if (tryFormedRuns(log) === undefined) return false
  const end = log.nth(SortEvent.mergeStep, 1) ?? log.length
  if (log.count(SortEvent.crash, end) > log.count(SortEvent.crash, Math.min(end, position))) return false
  return !settingsIn(log, position, end).some(({ a }) => a === SortSetting.memory || a === SortSetting.formation)
}

/** Records that a selection has read and that are in no sealed run. */
function readOf({ runs, out }: SortState, { heap, incoming, lastEmitted }: Selection): number {
  const spilled = runs.find((run) => !run.sealed)?.length ?? 0
  // The record that has just left stands at the top until another one takes its place.
  const isLeaving = heap.size > 0 && heap.items[0] === lastEmitted
  return spilled + out.length + heap.size - (isLeaving ? 1 : 0) + incoming.length
}

type Run = Pick<Stretch, 'formation' | 'memory'> & { readonly length: number }

/** A stretch while runs are added to it: there may be thousands, so that they are not copied with each. */
type GrowingStretch = Omit<Stretch, 'records' | 'sealed'> & { records: number; readonly sealed: number[] }

function stretchesOf(moment: Moment<SortState>, params: SortParams): readonly Stretch[] {
  const { state } = moment
  const { records } = state.header
  const stretches: GrowingStretch[] = []
  let left = records
  const add = (formation: Stretch['formation'], memory: number, taken: number, length?: number): void => {
    const last = stretches.at(-1)
    const isCut = formation === 'fill-sort-spill' && params.limit > 0 && 2 * params.limit <= memory
    const size = Math.min(left, taken)
    left -= size
    const isNext = last?.formation !== formation || last.memory !== memory
    const stretch = isNext ? { formation, memory, records: 0, sealed: [], isCut } : last
    if (isNext) stretches.push(stretch)
    stretch.records += size
    if (length !== undefined) stretch.sealed.push(length)
  }
  const isPlain = params.limit === 0 && params.combine === false
  for (const { formation, memory, length } of sealedRuns(moment)) {
    // Records that were combined or left out have been read too.
    const isLess = !isPlain && formation === 'fill-sort-spill'
    const isCut = params.limit > 0 && 2 * params.limit <= memory
    add(formation, memory, isLess ? (isCut ? left : memory) : length, length)
  }
  const { selection } = state
  if (selection !== undefined) {
    const memory = selection.heap.items.length + 2 * state.header.page
    const isDraining = selection.formation !== state.formation || memory !== state.memory
    add('replacement-selection', memory, isDraining ? readOf(state, selection) : left)
  } else if (state.filled > 0) {
    const memory = memoryHeld(moment)
    add('fill-sort-spill', memory, params.limit > 0 && 2 * params.limit <= memory ? left : memory)
  }
  if (left > 0 || stretches.length === 0) add(state.formation, state.memory, left)
  return stretches
}

/** The runs that are sealed, each with how it was made. */
function sealedRuns({ state, log, position }: Moment<SortState>): readonly Run[] {
  const { header } = state
  const runs = initialRuns(state)
  const isChanged = settingsIn(log, 0, position).some(
    ({ a }) => a === SortSetting.memory || a === SortSetting.formation,
  )
  if (!isChanged) {
    return runs.map(({ length }) => ({ formation: header.formation, memory: header.memory, length }))
  }
  const made = new Map<number, Omit<Run, 'length'>>()
  const end = Math.min(position, log.nth(SortEvent.mergeStep, 1) ?? position)
  for (let n = 1; n <= log.count(SortEvent.sealRun, end); n++) {
    const seq = log.nth(SortEvent.sealRun, n) as number
    const { a: run } = log.event(seq)
    made.set(run, wayOf(log, header, seq, made.get(run - 1)))
  }
  return runs.map(({ number, length }) => {
    const way = made.get(number) ?? { formation: header.formation, memory: header.memory }
    return { ...way, length }
  })
}

/** How the run that event `seq` seals was made. */
function wayOf(
  log: Log,
  header: SortHeader,
  seq: number,
  before: Omit<Run, 'length'> | undefined,
): Omit<Run, 'length'> {
  const empty = emptyBefore(log, seq)
  const isSelected = log.count(SortEvent.emit, seq) > log.count(SortEvent.emit, empty)
  if (!isSelected) return { formation: 'fill-sort-spill', memory: memoryOfFill(log, header, seq) }
  let planned = log.nth(SortEvent.readPage, log.count(SortEvent.readPage, empty) + 1) ?? Infinity
  // No page was read for it: its records were in the heap already.
  if (planned > seq && before !== undefined) return before
  // The heap is planned when its first page has come.
  while (log.kindOf(planned + 1) === SortEvent.setting) planned++
  const memory = settingAt(log, SortSetting.memory, planned, header.memory)
  return { formation: 'replacement-selection', memory }
}

/** Records that a heap holds in a memory of so many. */
export function roomOf({ memory }: Pick<Stretch, 'memory'>, page: number): number {
  return heapRecords({ memory, page })
}

/** Runs by the closed forms; 0 where all fits in memory, or all that is wanted. */
function runsIn(stretches: readonly Stretch[], page: number): number {
  const [only] = stretches
  if (stretches.length === 1 && only?.sealed.length === 0) {
    const most = only.formation === 'fill-sort-spill' ? only.memory : roomOf(only, page)
    if (only.isCut || only.records <= most) return 0
  }
  return stretches.reduce((sum, stretch) => sum + runsOf(stretch, page), 0)
}

function runsOf(stretch: Stretch, page: number): number {
  if (stretch.isCut) return 1
  const { formation, memory, records } = stretch
  return ceilDivide(records, formation === 'fill-sort-spill' ? memory : 2 * roomOf(stretch, page))
}

function fillsIn(stretches: readonly Stretch[]): readonly Fills[] {
  return stretches.flatMap(({ formation, memory, records }) => {
    if (formation !== 'fill-sort-spill') return []
    const full = { records: memory, count: Math.floor(records / memory) }
    const rest = { records: records % memory, count: 1 }
    return [full, rest].filter((fills) => fills.records > 0 && fills.count > 0)
  })
}

function lengthsOf(fills: readonly Fills[]): readonly number[] {
  return fills.flatMap(({ records, count }) => new Array<number>(count).fill(records))
}
