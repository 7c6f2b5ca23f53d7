import { formatCount, formatPlural } from '../../base/format.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import type { MergeStep, SortState } from '../../engine/sort/state.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { Counter, Moment, TheoryRow } from '../../player/lab.ts'
import { ceilDivide, heapBound, log2Ceil, mergePasses, mergeSortBound } from './closed-forms.ts'
import { effectiveFanIn } from './expected.ts'
import { onePassMemory } from './smallest-memory.ts'
import { formationPlan } from './formation-plan.ts'
import { historyOf, keptRuns, tryFormedRuns } from './history.ts'
import { amount } from './names.ts'
import { keyBytesMoved, sums } from './moved.ts'
import { pagesNeeded, pagesOf, readSortParams, type SortParams } from './params.ts'
import { planMerges, planRest, type PlannedMerges } from './planned.ts'
import { structureSince } from './structure-since.ts'
import { runLengthRows, runsRow } from './theory-runs.ts'
import { roundsFor, wholeRows } from './theory-whole.ts'

/** What is counted, with its sparkline's kinds. */
export function countersOf({
  state,
  log,
  position,
}: Pick<Moment<SortState>, 'state' | 'log' | 'position'>): readonly Counter[] {
  const { counts, header } = state
  const isPaged = header.detail === 'page'
  // A tally tells of many at once, or of none.
  const tallied = (name: 'compared' | 'emitted') => ({ kinds: [SortEvent.tally], valueIn: sums[name] })
  // Pages that go from memory to the output are written whole, and emit no record.
  const isEmitting = counts.emitted > 0 || state.outputWritten === 0
  const counters: Counter[] = [
    {
      label: 'Comparisons',
      ...(isPaged ? tallied('compared') : { kinds: [SortEvent.compare] }),
      value: counts.comparisons,
    },
    ...(isEmitting
      ? [
          {
            label: 'Records emitted',
            ...(isPaged ? tallied('emitted') : { kinds: [SortEvent.emit] }),
            value: counts.emitted,
          },
        ]
      : []),
    { label: 'Pages read', kinds: [SortEvent.readPage] },
    { label: 'Pages spilled', kinds: [SortEvent.spillPage] },
    { label: 'Pages written', kinds: [SortEvent.writePage] },
  ]
  const isSorted = !isPaged && state.header.formation === 'fill-sort-spill'
  if (isSorted) {
    counters.push({
      label: 'Key bytes moved',
      kinds: [SortEvent.radixPass],
      value: keyBytesMoved(log, position),
      valueIn: sums.keyBytes,
    })
  }
  if (counts.combined > 0) counters.push({ label: 'Combined', kinds: [SortEvent.combine] })
  if (counts.dropped > 0) counters.push({ label: 'Left out', kinds: [SortEvent.drop], value: counts.dropped })
  return counters
}

/** Bounds and closed forms beside what was measured. */
export function theoryOf(moment: Moment<SortState>): readonly TheoryRow[] {
  const { state } = moment
  const params = readSortParams(moment.params)
  const records = state.header.records > 0 ? state.header.records : state.inputRead
  if (state.header.detail === 'page') return pagedRows(moment)
  const { runs } = formationPlan(moment)
  return [
    ...currentRows(moment),
    runsRow(moment),
    ...wholeRows(moment, params, records),
    ...(runs === 0 ? [] : [memoryRow(state, params)]),
    ...runLengthRows(moment),
  ]
}

/** What is bounded in the phase that is under way. */
function currentRows(moment: Moment<SortState>): TheoryRow[] {
  const { state } = moment
  if (state.merge !== undefined) return mergeRows(moment, state.merge)
  const isSorting = moment.event?.kind === SortEvent.compare && state.stage === 'sort'
  if (!isSorting || state.header.memorySort === 'radix') return []
  const made = countSince(moment, SortEvent.readPage)
  const label = `Comparisons to sort ${formatCount(state.filled)}, at most`
  return [{ label, expected: formatCount(mergeSortBound(state.filled)), measured: formatCount(made) }]
}

function mergeRows(moment: Moment<SortState>, merge: MergeStep): TheoryRow[] {
  const { log, position, state } = moment
  const k = merge.inputs.length
  const { from, words } = structureSince(moment)
  const made = countIn(log, SortEvent.compare, from, position)
  const left = countIn(log, SortEvent.emit, from, position) + countIn(log, SortEvent.combine, from, position)
  const isTree = merge.heap === undefined && (merge.tree !== undefined || state.structure === 'loser-tree')
  const each = isTree ? log2Ceil(k) : heapBound(k)
  const build = isTree ? k - 1 : 2 * k
  const bound = formatCount(build + each * left)
  return [
    {
      label: `Merge comparisons, k = ${k}${words}`,
      expected: `≤ ${build} + ${each} × ${formatCount(left)} = ${bound}`,
      measured: formatCount(made),
    },
    perRecord(moment, isTree ? 'Loser tree, ⌈log₂ k⌉ per record' : 'Heap, per record', each, from),
  ]
}

/** Comparisons between one record that left and the next, on average in hundredths; the match under way is left out. */
function perRecord({ log, position }: Moment<SortState>, label: string, expected: number, from: number): TheoryRow {
  const leaving = countIn(log, SortEvent.emit, from, position)
  const first = log.nth(SortEvent.emit, log.count(SortEvent.emit, from) + 1)
  const last = log.nth(SortEvent.emit, log.count(SortEvent.emit, position))
  if (leaving < 2 || first === undefined || last === undefined) return { label, expected: `≤ ${expected}` }
  const records = leaving - 1 + countIn(log, SortEvent.combine, first, last)
  const hundredths = Math.round((100 * countIn(log, SortEvent.compare, first, last)) / records)
  const measured = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
  return { label, expected: `≤ ${expected}.00`, measured }
}

/** Events of that kind in (from, to]. */
function countIn(log: Log, kind: number, from: number, to: number): number {
  return log.count(kind, to) - log.count(kind, from)
}

/** Of a sort that has the same memory from its beginning on, makes its runs as this one does now, and merges as many at a time at most. */
function memoryRow(state: SortState, params: SortParams): TheoryRow {
  const needed = onePassMemory(state, params.limit)
  // How long the runs of a selection are goes by the input.
  const about = state.formation === 'fill-sort-spill' ? '' : 'about '
  const has = formatCount(pagesOf({ memory: state.memory, page: params.page }))
  return { label: 'Smallest memory, one pass', expected: `${about}${formatPlural(needed, 'page')}, it has ${has}` }
}

/** Page detail: memory and pages are bytes, and the number of runs is known when the input has been read. */
function pagedRows(moment: Moment<SortState>): TheoryRow[] {
  const { state, log, position } = moment
  const { header } = state
  const runs = tryFormedRuns(log)
  const kinds = [SortEvent.readPage, SortEvent.spillPage, SortEvent.writePage]
  const moved = kinds.reduce<number>((sum, kind) => sum + log.count(kind, position), 0)
  const memory = { label: 'Memory, page', expected: `${amount(header, header.memory)}, ${amount(header, header.page)}` }
  if (runs === undefined) return [memory]
  const fanIn = effectiveFanIn(state)
  const merges = fewRunsFirst(moment)
  // Only neighbours are merged, so that the sort stays stable: some records may go through more merges than by full ones.
  const how = merges === undefined ? '' : ', the lightest neighbours first'
  return [
    memory,
    {
      label: `Merge passes, ${formatPlural(runs, 'run')} by ${fanIn}${how}`,
      expected: formatCount(merges?.passes ?? mergePasses(runs, fanIn)),
      measured: formatCount(state.mergeLevel),
    },
    {
      label: `Memory to merge ${runs === 1 ? 'this run' : `these ${formatPlural(runs, 'run')}`} at once`,
      expected: formatPlural(pagesNeeded(runs, header.doubleBuffering), 'page'),
    },
    ...pagesMovedRows(moment, runs, moved, merges),
  ]
}

interface FileMerges {
  readonly log: Log
  readonly runs: number
  readonly fanIn: number
  readonly merges: PlannedMerges
}

/** The plan that was asked for last: from one moment to the next it is the same. */
let lastMerges: FileMerges | undefined

/** The merges that are planned from the runs as they were made, where a merge of few begins; undefined where all are full. */
function fewRunsFirst({ log, params, state }: Moment<SortState>): PlannedMerges | undefined {
  const { firstPass } = readSortParams(params)
  const fanIn = effectiveFanIn(state)
  const { formed } = historyOf(log)
  const runs = formed.length
  if (firstPass === 'full' || runs <= fanIn) return undefined
  if (lastMerges?.log !== log || lastMerges.runs !== runs || lastMerges.fanIn !== fanIn) {
    const waiting = formed.map(({ records, pages }) => ({ records, pages, level: 0 }))
    lastMerges = { log, runs, fanIn, merges: planRest(waiting, 0, 1, fanIn, firstPass) }
  }
  return lastMerges.merges
}

/**
 * The file is read and the output written, N pages each; runs are written and read in each pass, R pages, which are more
 * than N: a row in a run has its key with it. Runs of an earlier sort that this one goes on with it has not spilled.
 */
function pagesMovedRows(
  { log, state, params }: Moment<SortState>,
  runs: number,
  moved: number,
  merges: PlannedMerges | undefined,
): TheoryRow[] {
  const { inputPages, formed } = historyOf(log)
  const passes = roundsFor(runs, effectiveFanIn(state)) - 1
  const runPages = formed.reduce((sum, run) => sum + run.pages, 0)
  const past = keptRuns(log)
  const words = 'R: pages of the runs, rows with their keys'
  const ofRuns = passes === 0 ? [] : [{ label: words, expected: formatCount(runPages) }]
  if (past.runs === 0 && merges !== undefined) {
    const all = `2 × ${formatCount(inputPages)} + ${formatCount(merges.pages)} = ${formatCount(2 * inputPages + merges.pages)}`
    return [
      ...ofRuns,
      { label: 'Pages moved, 2N and those of each merge', expected: `about ${all}`, measured: formatCount(moved) },
    ]
  }
  if (past.runs === 0) {
    const all = formatCount(2 * inputPages + 2 * passes * runPages)
    const [label, sum] =
      passes === 0
        ? ['Pages moved, 2N', `2 × ${formatCount(inputPages)}`]
        : ['Pages moved, 2N + 2R × passes', `2 × ${formatCount(inputPages)} + ${2 * passes} × ${formatCount(runPages)}`]
    return [...ofRuns, { label, expected: `about ${sum} = ${all}`, measured: formatCount(moved) }]
  }
  const measured = formatCount(moved)
  const taken = {
    label: `Spilled earlier, by the sort whose ${formatPlural(past.runs, 'run')} went on`,
    expected: formatPlural(past.pages, 'page'),
  }
  const sizeBytes = params['format'] === 'parquet' ? 0 : Number(params['sizeBytes'] ?? 0)
  const label = 'Pages moved by this sort'
  if (sizeBytes === 0) return [...ofRuns, taken, { label, expected: 'not told of all', measured }]
  // A memory-full begins in the middle of a page, where the one before it ended.
  const output = ceilDivide(sizeBytes, state.header.page)
  const pages = formed.map((run) => run.pages)
  const planned = planMerges(pages, 1, effectiveFanIn(state), readSortParams(params).firstPass)
  // The plan writes the output in as many pages as the runs have.
  const own = inputPages + (runPages - past.pages) + (planned.pages - runPages + output)
  return [...ofRuns, taken, { label, expected: `about ${formatCount(own)}`, measured }]
}

/** Comparisons since the last event of that kind. */
function countSince({ log, position }: Moment<SortState>, kind: number): number {
  return countIn(log, SortEvent.compare, log.nth(kind, log.count(kind, position)) ?? 0, position)
}
