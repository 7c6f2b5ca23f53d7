import { formatCount, formatPlural } from '../../base/format.ts'
import type { SortState } from '../../engine/sort/state.ts'
import type { ActOption, Moment } from '../../player/lab.ts'
import { historyOf } from './history.ts'
import { pagesOf, readSortParams } from './params.ts'
import { effectiveFanIn } from './expected.ts'
import { formationPlan } from './formation-plan.ts'

/** What the user may do here: another future from this event on. */
export function actsOf(moment: Moment<SortState>): readonly ActOption[] {
  const { state } = moment
  if (state.stage === 'done') return []
  return [structureAct(moment), ...fanInActs(moment), ...formationActs(moment), ...memoryActs(moment), crashAct(moment)]
}

function structureAct({ state }: Moment<SortState>): ActOption {
  const value = state.structure === 'loser-tree' ? 'binary-heap' : 'loser-tree'
  const note =
    state.merge === undefined ? 'from the first match of the next merge on' : 'before the next record is emitted'
  return {
    type: 'structure',
    value,
    name: `merge with a ${value === 'loser-tree' ? 'loser tree' : 'binary heap'}`,
    note,
  }
}

/** Half the fan-in, and as much as memory allows; of no use once the last merge has begun. */
function fanInActs(moment: Moment<SortState>): ActOption[] {
  const { state, params } = moment
  if (state.merge?.target === 0) return []
  const sort = readSortParams(params)
  const now = effectiveFanIn(state)
  const pages = pagesOf({ memory: state.memory, page: sort.page })
  const most = Math.floor(pages / (sort.doubleBuffering ? 2 : 1)) - 1
  const { runs } = formationPlan(moment)
  const values = now < runs && most > now ? [Math.floor(now / 2), most] : [Math.floor(now / 2)]
  return values
    .filter((value) => value >= 2)
    .map((value) => ({
      type: 'fan-in',
      value,
      name: `merge ${formatPlural(value, 'run')} at a time`,
      note: 'from the next merge step on',
    }))
}

function formationActs({ state, log, position, params }: Moment<SortState>): ActOption[] {
  const { page, memory } = readSortParams(params)
  if (state.merge !== undefined || isFormed(state, log.length === position)) return []
  const value = state.formation === 'fill-sort-spill' ? 'replacement-selection' : 'fill-sort-spill'
  if (value === 'replacement-selection' && Math.min(state.memory, memory) <= 2 * page) return []
  const name = value === 'fill-sort-spill' ? 'fill, sort and spill' : 'replacement selection'
  return [{ type: 'formation', value, name, note: 'from the next run begun from an empty memory' }]
}

/** All records of the input have been read and nothing of them is left in memory. */
function isFormed(state: SortState, isLogEnd: boolean): boolean {
  return !isLogEnd && state.inputRead >= state.header.records && state.filled === 0 && state.selection === undefined
}

function memoryActs({ state, params, log }: Moment<SortState>): ActOption[] {
  const { page, doubleBuffering } = readSortParams(params)
  if (state.header.detail === 'page' || (state.merge?.target === 0 && historyOf(log).merges.length > 0)) return []
  const smallest = 3 * page * (doubleBuffering ? 2 : 1)
  const half = Math.floor(state.memory / 2 / page) * page
  const values = [half, 2 * state.memory].filter((value) => value >= smallest)
  return values.map((value) => ({
    type: 'memory',
    value,
    name: `memory ${formatCount(state.memory)} to ${formatCount(value)}`,
    note: 'from the next fill or merge step on',
  }))
}

function crashAct({ state }: Moment<SortState>): ActOption {
  const sealed = state.runs.filter((run) => run.sealed && run.mergedInto === undefined).length
  return {
    type: 'crash',
    value: true,
    name: 'crash here',
    note: `memory is lost, ${formatPlural(sealed, 'sealed run')} ${sealed === 1 ? 'stays' : 'stay'}`,
  }
}
