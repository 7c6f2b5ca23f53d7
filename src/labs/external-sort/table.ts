import { formatCount } from '../../base/format.ts'
import type { MergeInput, Run, SortState } from '../../engine/sort/state.ts'
import type { Moment, TableTwin } from '../../player/lab.ts'
import { heapLevels, layoutMatchTree } from '../../viz/tree-layout.ts'
import { memoryOrder, runName } from './names.ts'
import { keyOfInput } from './view-model/merge-tree.ts'
import { currentStep, isPageDetail, productOf, recordLabel, runNumbered, type StepView } from './view-model/read.ts'
import { summaryOf } from './view-model/summary.ts'

const COLUMNS = ['what', 'records', 'on disk', 'in memory', 'key']

/** Most keys that a row lists one by one. */
const MOST_KEYS = 12

/** The stage as a table: what holds how many records where, and the key that stands in front. */
export function tableOf(moment: Moment<SortState>): TableTwin {
  const { state, params } = moment
  const step = currentStep(state)
  const product = productOf(moment, step, typeof params['limit'] === 'number' ? params['limit'] : 0)
  const body = step === undefined ? formRows(state) : mergeRows(state, step)
  const last = product.count === 0 ? undefined : product.recordAt(product.count - 1)
  const output = [
    product.target === 0 ? 'output' : `${runName(product.target)}, being made`,
    formatCount(product.count),
    formatCount(product.onDisk),
    formatCount(product.count - product.onDisk),
    last === undefined ? '' : `last ${recordLabel(state, last)}`,
  ]
  return { caption: summaryOf(moment, step, product), columns: COLUMNS, rows: [...body, output] }
}

function formRows(state: SortState): string[][] {
  const { header, inputRead } = state
  const held = memoryHeld(state)
  // How many records a file has is known when it is read.
  const left = formatCount(header.records - inputRead)
  const file = isPageDetail(state)
    ? ['file, read so far', formatCount(inputRead), formatCount(inputRead), '0', '']
    : ['file, not yet read', left, left, '0', '']
  const memory = ['memory', formatCount(held), '0', formatCount(held), memoryKeys(state)]
  const numbers = [...new Set([...state.waiting, ...state.runs.filter((run) => !run.sealed).map((run) => run.number)])]
  return [
    file,
    memory,
    ...numbers.flatMap((number) => runNumbered(state, number) ?? []).map((run) => runRow(state, run)),
  ]
}

function memoryHeld(state: SortState): number {
  const { selection } = state
  if (selection === undefined) return state.filled - state.spilled
  return selection.heap.size + selection.incoming.length + state.out.length
}

/** The first keys of memory in the order in which they stand. */
function memoryKeys(state: SortState): string {
  if (isPageDetail(state) || state.selection !== undefined || state.filled === 0) return ''
  const order = memoryOrder(state).slice(state.spilled)
  const keys = order.slice(0, MOST_KEYS).map((record) => recordLabel(state, record))
  return order.length > MOST_KEYS ? `${keys.join(' ')} …` : keys.join(' ')
}

function runRow(state: SortState, run: Run): string[] {
  const first =
    run.length === 0 || isPageDetail(state) ? '' : `first ${recordLabel(state, state.runRecords.get(run.start))}`
  const what = `${runName(run.number)}${run.sealed ? '' : ', being written'}`
  return [what, formatCount(run.length), formatCount(run.length), '0', first]
}

function mergeRows(state: SortState, step: StepView): string[][] {
  const merging = new Set(step.inputs.map((input) => input.run))
  const waiting = [...state.waiting].filter((number) => !merging.has(number) && number !== step.target)
  return [
    ...step.inputs.map((input) => inputRow(state, input)),
    ...waiting.flatMap((number) => runNumbered(state, number) ?? []).map((run) => runRow(state, run)),
    ...structureRows(state, step),
  ]
}

function inputRow(state: SortState, input: MergeInput): string[] {
  // A limit that is reached ends the merge: what was not read stays on disk.
  const isCut = input.cursor > input.loaded
  const left = input.length - (isCut ? input.loaded : input.cursor)
  const held = isCut ? 0 : input.loaded - input.cursor
  const key = isPageDetail(state) ? '' : keyOfInput(state, input)
  const next = key === '' ? '' : `next ${key}`
  const head = isCut ? 'not read any more' : left === 0 ? 'no record left' : next
  return [runName(input.run), formatCount(left), formatCount(left - held), formatCount(held), head]
}

function structureRows(state: SortState, step: StepView): string[][] {
  const { live } = step
  const of = (leaf: number): string => {
    const input = step.inputs[leaf]
    return input === undefined ? '' : `${runName(input.run)} ${keyOfInput(state, input)}`
  }
  if (live?.tree !== undefined) {
    const { losers, winner } = live.tree
    const nodes = layoutMatchTree(step.inputs.length).nodes.toSorted((a, b) => a.node - b.node)
    return [
      ...nodes.map(({ node }) => [`node ${node}, loser`, '', '', '', of(losers[node] ?? -1)]),
      ['winner', '', '', '', winner < 0 ? 'to come' : of(winner)],
    ]
  }
  const heap = live?.heap
  if (heap === undefined) return []
  return Array.from({ length: heap.size }, (_, position) => [
    `heap place ${position}, level ${heapLevels(position + 1)}`,
    '',
    '',
    '',
    of(heap.items[position] as number),
  ])
}
