import { formatCount, formatPlural } from '../../base/format.ts'
import type { SortHeader } from '../../engine/sort/state.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { StoryStep } from '../../player/lab.ts'
import type { TimelinePhase } from '../../player/timeline/contract.ts'
import { historyOf, keptRuns, type MergeRecord, type SortHistory } from './history.ts'
import { runName } from './names.ts'

/** Merges of one pass, one behind the other; a crash cuts a pass in two. */
interface Pass {
  readonly from: number
  readonly number: number
  readonly merges: readonly MergeRecord[]
}

interface Passes {
  readonly length: number
  readonly list: readonly Pass[]
  /** Merges that a record goes through at most. */
  readonly count: number
}

const passesKept = new WeakMap<Log, Passes>()

/** The passes of a log as far as it goes: worked out again only when it has grown. */
export function passesIn(log: Log): Passes {
  const kept = passesKept.get(log)
  if (kept?.length === log.length) return kept
  const history = historyOf(log)
  const passes = { length: log.length, list: passesOf(history), count: passCount(history) }
  passesKept.set(log, passes)
  return passes
}

/** The stretches of the whole log, for the strip under the timeline. */
export function phasesOf(log: Log): readonly TimelinePhase[] {
  if (log.length === 0) return []
  const { list, count } = passesIn(log)
  return [
    { from: 0, label: formationLabel(log, list[0]?.from ?? log.length) },
    ...list.map((pass) => ({ from: pass.from, label: passLabel(pass, count) })),
  ]
}

/** The steps of this run, with the position at which each starts; undefined while the log has not got there. */
export function stepsOf(log: Log, header: SortHeader): readonly StoryStep[] {
  const kept = stepsKept.get(log)
  if (kept?.length === log.length) return kept.steps
  const steps = planSteps(log, header)
  stepsKept.set(log, { length: log.length, steps })
  return steps
}

const stepsKept = new WeakMap<Log, { readonly length: number; readonly steps: readonly StoryStep[] }>()

function planSteps(log: Log, header: SortHeader): readonly StoryStep[] {
  const history = historyOf(log)
  const { list, count } = passesIn(log)
  const making = formationStep(header, history)
  const formed = beginningSteps(log, making, list[0]?.from)
  const merging: StoryStep[] = list.map((pass) => ({ from: pass.from, text: passStep(pass, count) }))
  if (merging.length === 0 && history.doneAt === undefined) merging.push({ from: undefined, text: 'Merge the runs' })
  const crashes: StoryStep[] = history.crashes.flatMap(({ seq, isInMerge }) => {
    const dies = { from: seq, text: 'The process dies' }
    return isInMerge ? [dies] : [dies, { from: seq + 1, text: making }]
  })
  const known = [...merging, ...crashes].sort((a, b) => (a.from ?? Infinity) - (b.from ?? Infinity))
  return [...formed, ...known, { from: history.doneAt, text: doneStep(history) }]
}

/** What stands before the merges: runs that are kept of an earlier sort, and those that are made, unless none is. */
function beginningSteps(log: Log, making: string, merging: number | undefined): readonly StoryStep[] {
  if (log.length === 0) return [{ from: undefined, text: making }]
  const { runs, end } = keptRuns(log)
  if (runs === 0) return [{ from: 0, text: making }]
  const kept = { from: 0, text: `${formatPlural(runs, 'run')} of an earlier sort` }
  if (merging === end + 1) return [kept]
  return [kept, { from: log.length > end ? end + 1 : undefined, text: making }]
}

function passCount({ merges }: SortHistory): number {
  return merges.reduce((most, { pass }) => Math.max(most, pass), 0)
}

function passesOf({ merges }: SortHistory): readonly Pass[] {
  const passes: { from: number; number: number; merges: MergeRecord[] }[] = []
  let isCut = false
  for (const merge of merges) {
    const last = passes.at(-1)
    if (last?.number === merge.pass && !isCut) last.merges.push(merge)
    else passes.push({ from: merge.seq, number: merge.pass, merges: [merge] })
    isCut = merge.isLost
  }
  return passes
}

/** `end`: where the runs are made; pages of a run under way count, as the counter counts them. */
function formationLabel(log: Log, end: number): string {
  const { formed, inputPages } = historyOf(log)
  const kept = keptRuns(log)
  if (kept.runs > 0) return keptLabel(kept.runs, inputPages)
  const spilled = log.count(SortEvent.spillPage, end)
  const written = formed.length === 0 ? log.count(SortEvent.writePage, log.length) : 0
  if (formed.length === 0 && written > 0) return 'sort in memory'
  return `make runs: ${formatPlural(inputPages, 'page')} in, ${formatCount(spilled)} spilled`
}

function keptLabel(runs: number, pages: number): string {
  const kept = `${formatPlural(runs, 'run')} kept`
  return pages === 0 ? kept : `${kept}, make more: ${formatPlural(pages, 'page')} in`
}

function passLabel({ number, merges }: Pass, passes: number): string {
  const widest = Math.max(...merges.map((merge) => merge.runs.length))
  if (widest === 1) return 'copy the run'
  if (isOnlyPass(merges, passes)) return `merge ${widest} ways, one pass`
  if (merges.length === 1) return `pass ${number}: merge ${widest} ways`
  return `pass ${number}: ${formatCount(merges.length)} merges, up to ${widest} ways`
}

function formationStep(header: SortHeader, { formed, merges, doneAt }: SortHistory): string {
  if (formed.length === 0 && doneAt !== undefined) return 'Fill memory, sort, write out'
  if (header.formation === 'replacement-selection') return 'Select, replace, spill runs'
  // As long as runs are made nobody knows whether there will be one.
  return formed.length === 1 && merges.length > 0
    ? 'Fill memory, sort, spill one run'
    : 'Fill memory, sort, spill a run'
}

function passStep({ number, merges }: Pass, passes: number): string {
  const only = merges.length === 1 ? merges[0] : undefined
  if (only !== undefined && isOnlyPass(merges, passes)) {
    return only.runs.length === 1 ? 'Copy the run' : 'Merge all runs in one pass'
  }
  const runs = merges.reduce((sum, merge) => sum + merge.runs.length, 0)
  const into =
    only?.target === 0 ? 'the output' : only === undefined ? formatCount(merges.length) : runName(only.target)
  return `Merge pass ${number}: ${formatPlural(runs, 'run')} into ${into}`
}

/** `passes` are those so far: while a log is written, a merge into another run says that a pass is to come. */
function isOnlyPass(merges: readonly MergeRecord[], passes: number): boolean {
  return passes <= 1 && merges.every(({ target }) => target === 0)
}

function doneStep({ doneAt, written }: SortHistory): string {
  return doneAt === undefined ? 'Done' : `Done: ${formatCount(written)} in order`
}
