import { formatCount, formatPlural } from '../../base/format.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import type { SortState } from '../../engine/sort/state.ts'
import type { Moment, TheoryRow } from '../../player/lab.ts'
import { ceilDivide, heapBound, log2Ceil, mergePasses, mergeSortBound } from './closed-forms.ts'
import { effectiveFanIn } from './expected.ts'
import { formationPlan, type FormationPlan } from './formation-plan.ts'
import { keyBytesMoved, PREFIX_BYTES, recordsMoved } from './moved.ts'
import { heapRecords, type SortParams } from './params.ts'
import { planMerges, type PlannedMerges } from './planned.ts'
import { fanInsOf, passesFromHere } from './replanned.ts'

/** What is known of a whole sort before it ends. */
interface Whole {
  readonly moment: Moment<SortState>
  readonly params: SortParams
  readonly records: number
  readonly plan: FormationPlan
  /** Lengths of the runs: as they were made, or as filling and sorting will make them; undefined while nobody knows. */
  readonly lengths: readonly number[] | undefined
  /** The fan-ins of its merges, in turn; the last one is that of now. */
  readonly fanIns: readonly number[]
  readonly merges: PlannedMerges
  /** Merges that a record goes through at most. */
  readonly passes: number
  /** How far the closed forms hold for this run; undefined where none does. */
  readonly sign: Sign | undefined
}

/** `=`: exactly. `≤`, `≥`: a bound. `about`: chance decides. */
type Sign = '=' | '≤' | '≥' | 'about'

/** Rows on the sort as a whole: passes, comparisons, pages and records through the disk, bytes of keys in memory. */
export function wholeRows(moment: Moment<SortState>, params: SortParams, records: number): TheoryRow[] {
  const whole = describeWhole(moment, params, records)
  return [
    ...(whole.plan.runs === 0 ? [] : [passesRow(whole)]),
    ...comparisonsRow(whole),
    ...diskRows(whole),
    ...keyBytesRow(whole),
  ]
}

/** Times that all records are read and written: once to make runs, then in each merge pass or to copy the only run. */
export function roundsFor(runs: number, fanIn: number): number {
  return 1 + (runs === 1 ? 1 : mergePasses(runs, fanIn))
}

function describeWhole(moment: Moment<SortState>, params: SortParams, records: number): Whole {
  const plan = formationPlan(moment)
  const { lengths, runs } = plan
  const fanIns = fanInsOf(moment)
  const fanIn = effectiveFanIn(moment.state)
  const merges = plannedMerges(lengths ?? [], params.page, fanIn, params.firstPass)
  const isPlanned = params.firstPass === 'optimal' && lengths !== undefined
  const passes = fanIns.length > 1 ? passesFromHere(moment) : isPlanned ? merges.passes : mergePasses(runs, fanIn)
  const whole = { moment, params, records, plan, lengths, fanIns, merges, passes }
  return { ...whole, sign: signOf(whole) }
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

/** Only some of the records come out, or fewer: a limit, or equal ones made one. */
function isLess({ limit, combine }: SortParams): boolean {
  return limit > 0 || combine !== false
}

function signOf({ moment, params, plan, lengths, fanIns }: Omit<Whole, 'sign'>): Sign | undefined {
  const isCrashed = moment.state.counts.crashes > 0
  // Work that was lost only adds to what would have been done; a limit, or a narrower merge than planned, takes away.
  if (isCrashed && (isLess(params) || fanIns.length > 1)) return undefined
  if (lengths === undefined && !plan.isExact) return 'about'
  if (isCrashed) return '≥'
  if (fanIns.length > 1) return hasFullPages(lengths ?? [], params.page) || isLess(params) ? '≤' : undefined
  return isLess(params) ? '≤' : '='
}

/** No page of a run is partly filled but the very last. */
function hasFullPages(lengths: readonly number[], page: number): boolean {
  return lengths.slice(0, -1).every((length) => length % page === 0)
}

function passesRow({ moment, plan, fanIns, passes }: Whole): TheoryRow {
  const { runs } = plan
  return {
    label: `Merge passes, ${formatPlural(runs, 'run')} by ${fanIns.join(', then by ')}`,
    expected: `${isKnown(plan) ? '' : 'about '}${formatCount(passes)}`,
    measured: formatCount(moment.state.mergeLevel),
  }
}

function isKnown({ isExact, lengths }: FormationPlan): boolean {
  return isExact || lengths !== undefined
}

/** The most comparisons that making and merging the runs can take; none where acts have changed the course. */
function comparisonsRow({ moment, params, records, plan, lengths, merges, sign }: Whole): TheoryRow[] {
  const { state, log, position } = moment
  if (lengths === undefined || (sign !== '=' && sign !== '≤') || log.count(SortEvent.setting, position) > 0) return []
  const room = heapRecords(params)
  const isSelecting = state.formation === 'replacement-selection'
  if (!isSelecting && plan.fills === undefined) return []
  const making = isSelecting
    ? 2 * room + records * (heapBound(Math.max(1, room)) + 1)
    : sumOf(plan.fills ?? [], (fill) => fill.count * mergeSortBound(fill.records))
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
function diskRows(whole: Whole): TheoryRow[] {
  const { moment, params, records, lengths, plan, merges, passes, sign } = whole
  const { log, position } = moment
  const kinds = [SortEvent.readPage, SortEvent.spillPage, SortEvent.writePage]
  const measured = formatCount(kinds.reduce<number>((sum, kind) => sum + log.count(kind, position), 0))
  const recordsIn = formatCount(recordsMoved(log, position))
  if (sign === undefined) {
    return [
      { label: 'Pages moved', expected: NO_FORM, measured },
      { label: 'Records in these pages', expected: NO_FORM, measured: recordsIn },
    ]
  }
  const times = 2 * (1 + (plan.runs === 1 ? 1 : passes))
  const pages = ceilDivide(records, params.page)
  const closed = times * pages
  const formed = sumOf(lengths ?? [], (length) => ceilDivide(length, params.page))
  const planned = pages + (formed === 0 ? pages : formed + merges.pages)
  const isPlanned = (sign === '=' || sign === '≥') && lengths !== undefined && planned !== closed
  const isSkipping = isPlanned && planned < closed
  const name =
    plan.runs === 1 && times === 4 ? 'Pages moved, 2N and 2N to copy the run out' : 'Pages moved, 2N × (1 + passes)'
  const form = `${times} × ${formatCount(pages)} = ${formatCount(closed)}`
  const rows: TheoryRow[] = []
  // Neither bound is one where runs skip a pass and work was lost.
  if (sign !== '≥' || !isSkipping) {
    const bound = isPlanned && sign === '=' ? (isSkipping ? '≤' : '≥') : sign
    rows.push({ label: name, expected: `${signText(bound)}${form}`, measured })
  }
  if (isPlanned) {
    const label = isSkipping ? 'By this plan some runs skip a pass' : 'By this plan some pages are not full'
    rows.push({ label, expected: `${signText(sign)}${formatCount(planned)}`, measured })
  }
  const isOfPlan = (sign === '=' || sign === '≥') && lengths !== undefined
  const moved = isOfPlan ? 2 * records + (formed === 0 ? 0 : merges.records) : times * records
  rows.push({
    label: 'Records in these pages',
    expected: `${signText(sign)}${formatCount(moved)}`,
    measured: recordsIn,
  })
  return rows
}

/** Acts have changed the course in a way that no formula tells. */
const NO_FORM = 'no closed form'

/** Key prefixes that sorting in memory moves: in every level of a merge sort, in every pass of a radix sort. */
function keyBytesRow({ moment, params, plan }: Whole): TheoryRow[] {
  const { state, log, position } = moment
  const { fills, stretches } = plan
  if (fills === undefined || fills.length === 0) return []
  const isCrashed = state.counts.crashes > 0
  const measured = formatCount(keyBytesMoved(log, position))
  const moves = sumOf(fills, ({ records, count }) => count * records * log2Ceil(records))
  if (params.memorySort === 'radix') {
    // What was lost is sorted once more.
    if (isCrashed) return []
    // A pass over a byte that is the same everywhere is skipped; equal prefixes may have to be sorted besides.
    const most = 8 * sumOf(fills, ({ records, count }) => count * records) + moves
    const expected = `≤ ${PREFIX_BYTES} × ${formatCount(most)} = ${formatCount(PREFIX_BYTES * most)}`
    return [{ label: 'Key bytes moved, 8 passes and ties', expected, measured }]
  }
  const sign = isCrashed ? '≥ ' : ''
  const expected = `${sign}${PREFIX_BYTES} × ${formatCount(moves)} = ${formatCount(PREFIX_BYTES * moves)}`
  const [first] = stretches
  // Where all is in one fill, or the last one is not full, fewer levels put it in order.
  const isEven = stretches.length === 1 && fills.every((fill) => fill.records === first?.memory)
  const isOne = fills.length === 1 && fills[0]?.count === 1
  const form = isOne ? '8 × N ⌈log₂ N⌉' : '8 × N ⌈log₂ M⌉'
  const each = isOne || isEven ? '' : ', fill by fill'
  return [{ label: `Key bytes moved, ${form}${each}`, expected, measured }]
}

function signText(sign: Sign): string {
  return sign === '=' ? '' : `${sign} `
}

function sumOf<T>(values: readonly T[], amount: (value: T) => number): number {
  return values.reduce<number>((sum, value) => sum + amount(value), 0)
}
