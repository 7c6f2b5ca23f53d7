import { formatCount, formatPlural } from '../../base/format.ts'
import { SortEvent, SortSetting } from '../../engine/sort/events.ts'
import type { SortState } from '../../engine/sort/state.ts'
import type { Moment, TheoryRow } from '../../player/lab.ts'
import { ceilDivide, heapBound, log2Ceil, mergePasses, mergeSortBound } from './closed-forms.ts'
import { historyOf, tryFormedRuns } from './history.ts'
import { keyBytesMoved, PREFIX_BYTES, recordsMoved } from './moved.ts'
import { heapRecords, type SortParams } from './params.ts'
import { planMerges, type PlannedMerges } from './planned.ts'
import { effectiveFanIn, runsExpected } from './expected.ts'

/** What is known of a whole sort before it ends. */
interface Whole {
  readonly moment: Moment<SortState>
  readonly params: SortParams
  readonly records: number
  /** Lengths of the runs: as they were made, or as filling and sorting will make them; undefined while nobody knows. */
  readonly lengths: readonly number[] | undefined
  readonly fanIn: number
  readonly merges: PlannedMerges
  /** How far the closed forms hold for this run. */
  readonly sign: Sign
}

/** `=`: exactly. `≤`, `≥`: a bound. `about`: an act or chance decides. */
type Sign = '=' | '≤' | '≥' | 'about'

/** Rows on the sort as a whole: passes, comparisons, pages and records through the disk, bytes of keys in memory. */
export function wholeRows(moment: Moment<SortState>, params: SortParams, records: number): TheoryRow[] {
  const whole = describeWhole(moment, params, records)
  const runs = whole.lengths?.length ?? runsExpected(moment.state, records, params.limit)
  return [
    ...(runs === 0 ? [] : [passesRow(whole, runs)]),
    ...comparisonsRow(whole),
    ...diskRows(whole, runs),
    ...keyBytesRow(whole),
  ]
}

/** Times that all records are read and written: once to make runs, then in each merge pass or to copy the only run. */
export function roundsFor(runs: number, fanIn: number): number {
  return 1 + (runs === 1 ? 1 : mergePasses(runs, fanIn))
}

function describeWhole(moment: Moment<SortState>, params: SortParams, records: number): Whole {
  const { state, log } = moment
  const fanIn = effectiveFanIn(state)
  const isFormed = tryFormedRuns(log) !== undefined
  const lengths = isFormed ? historyOf(log).formed.map((run) => run.records) : lengthsExpected(state, params, records)
  const merges = plannedMerges(lengths ?? [], params.page, fanIn, params.firstPass)
  return { moment, params, records, lengths, fanIn, merges, sign: signOf(moment, params, lengths) }
}

interface Plan {
  readonly asked: Parameters<typeof planMerges>
  readonly merges: PlannedMerges
}

/** The plan that was asked for last: from one moment of a run to the next it is the same. */
let lastPlan: Plan | undefined

function plannedMerges(...asked: Parameters<typeof planMerges>): PlannedMerges {
  if (lastPlan === undefined || !isSamePlan(lastPlan.asked, asked)) lastPlan = { asked, merges: planMerges(...asked) }
  return lastPlan.merges
}

function isSamePlan([runs, ...rest]: Plan['asked'], [others, ...otherRest]: Plan['asked']): boolean {
  const isSameRest = rest.every((value, i) => value === otherRest[i])
  return isSameRest && runs.length === others.length && runs.every((run, i) => run === others[i])
}

/** Runs that filling and sorting makes of single records that are all wanted. */
function lengthsExpected(state: SortState, params: SortParams, records: number): readonly number[] | undefined {
  const isPlain = params.limit === 0 && params.combine === false
  return isPlain && records > state.memory ? fillsOf(state, params, records) : undefined
}

/** Records that are sorted at a time; undefined where a limit keeps some of them for the next time, or a heap sorts. */
function fillsOf(state: SortState, params: SortParams, records: number): readonly number[] | undefined {
  if (state.formation !== 'fill-sort-spill' || params.limit > 0) return undefined
  const fills = Math.max(1, ceilDivide(records, state.memory))
  return Array.from({ length: fills }, (_, i) => Math.min(state.memory, records - i * state.memory))
}

function signOf({ state, log, position }: Moment<SortState>, params: SortParams, lengths: Whole['lengths']): Sign {
  const isLess = params.limit > 0 || params.combine !== false
  if (state.counts.crashes > 0) return isLess ? 'about' : '≥'
  for (let n = log.count(SortEvent.setting, position); n > 0; n--) {
    // Another structure finds the same order of the same pages.
    if (log.event(log.nth(SortEvent.setting, n) ?? 0).a !== SortSetting.structure) return 'about'
  }
  if (isLess) return '≤'
  return lengths === undefined ? 'about' : '='
}

function passesRow({ moment, params, merges, fanIn, lengths, sign }: Whole, runs: number): TheoryRow {
  const planned = params.firstPass === 'optimal' && lengths !== undefined ? merges.passes : mergePasses(runs, fanIn)
  return {
    label: `Merge passes, ${formatPlural(runs, 'run')} by ${fanIn}`,
    expected: `${sign === 'about' ? 'about ' : ''}${formatCount(planned)}`,
    measured: formatCount(moment.state.mergeLevel),
  }
}

/** The most comparisons that making and merging the runs can take; none where acts have changed the course. */
function comparisonsRow({ moment, params, records, lengths, merges, sign }: Whole): TheoryRow[] {
  const { state, log, position } = moment
  if (lengths === undefined || sign === '≥' || sign === 'about' || log.count(SortEvent.setting, position) > 0) return []
  const fills = fillsOf(state, params, records)
  const room = heapRecords(params)
  if (fills === undefined && state.formation === 'fill-sort-spill') return []
  const making =
    fills === undefined ? 2 * room + records * (heapBound(Math.max(1, room)) + 1) : sumOf(fills, mergeSortBound)
  const isTree = state.structure === 'loser-tree'
  const merging = merges.steps.reduce((sum, step) => {
    const each = isTree ? log2Ceil(step.runs) : heapBound(step.runs)
    return sum + (step.runs === 1 ? 0 : (isTree ? step.runs - 1 : 2 * step.runs) + each * step.records)
  }, 0)
  const measured = formatCount(state.counts.comparisons)
  const expected = `≤ ${formatCount(making)} + ${formatCount(merging)} = ${formatCount(making + merging)}`
  const all = { label: 'All comparisons, runs and merges', expected, measured }
  if (merging === 0) return [all]
  const inMerges = formatCount(comparisonsInMerges(log, position))
  return [all, { label: 'Comparisons of merges alone', expected: `≤ ${formatCount(merging)}`, measured: inMerges }]
}

/** Up to a position, from the first merge on. */
function comparisonsInMerges(log: Moment<SortState>['log'], position: number): number {
  const first = log.nth(SortEvent.mergeStep, 1) ?? position
  return log.count(SortEvent.compare, position) - log.count(SortEvent.compare, Math.min(first, position))
}

/** Pages and records through the disk, in and out, beside 2N × (1 + passes), and what this plan of merges makes of it. */
function diskRows(whole: Whole, runs: number): TheoryRow[] {
  const { moment, params, records, lengths, fanIn, merges } = whole
  const { log, position } = moment
  const kinds = [SortEvent.readPage, SortEvent.spillPage, SortEvent.writePage]
  const measured = kinds.reduce<number>((sum, kind) => sum + log.count(kind, position), 0)
  const times = 2 * roundsFor(runs, fanIn)
  const pages = ceilDivide(records, params.page)
  const closed = times * pages
  const isPlanned = whole.sign === '=' && lengths !== undefined
  const formed = sumOf(lengths ?? [], (length) => ceilDivide(length, params.page))
  const planned = pages + (formed === 0 ? pages : formed + merges.pages)
  const sign = isPlanned && planned !== closed ? (planned < closed ? '≤' : '≥') : whole.sign
  const rows: TheoryRow[] = [
    {
      label:
        runs === 1 && times === 4 ? 'Pages moved, 2N and 2N to copy the run out' : 'Pages moved, 2N × (1 + passes)',
      expected: `${signText(sign)}${times} × ${formatCount(pages)} = ${formatCount(closed)}`,
      measured: formatCount(measured),
    },
  ]
  if (isPlanned && planned !== closed) {
    const label = planned < closed ? 'By this plan some runs skip a pass' : 'By this plan some pages are not full'
    rows.push({ label, expected: formatCount(planned), measured: formatCount(measured) })
  }
  const moved = 2 * records + (formed === 0 ? 0 : merges.records)
  rows.push({
    label: 'Records in these pages',
    expected: isPlanned ? formatCount(moved) : `${signText(whole.sign)}${formatCount(times * records)}`,
    measured: formatCount(recordsMoved(log, position)),
  })
  return rows
}

/** Key prefixes that sorting in memory moves: in every level of a merge sort, in every pass of a radix sort. */
function keyBytesRow({ moment, params, records, sign }: Whole): TheoryRow[] {
  const { state, log, position } = moment
  const fills = fillsOf(state, params, records)
  if (fills === undefined || sign === 'about' || sign === '≥') return []
  const measured = formatCount(keyBytesMoved(log, position))
  if (params.memorySort === 'radix') {
    // A pass over a byte that is the same everywhere is skipped; equal prefixes may have to be sorted besides.
    const most = 8 * records + sumOf(fills, (fill) => fill * log2Ceil(fill))
    const expected = `≤ ${PREFIX_BYTES} × ${formatCount(most)} = ${formatCount(PREFIX_BYTES * most)}`
    return [{ label: 'Key bytes moved, 8 passes and ties', expected, measured }]
  }
  const moves = sumOf(fills, (fill) => fill * log2Ceil(fill))
  const expected = `${PREFIX_BYTES} × ${formatCount(moves)} = ${formatCount(PREFIX_BYTES * moves)}`
  return [{ label: 'Key bytes moved, 8 × N ⌈log₂ M⌉', expected, measured }]
}

function signText(sign: Sign): string {
  return sign === '=' ? '' : `${sign} `
}

function sumOf(values: readonly number[], amount: (value: number) => number): number {
  return values.reduce((sum, value) => sum + amount(value), 0)
}
