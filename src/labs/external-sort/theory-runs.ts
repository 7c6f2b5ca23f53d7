import { formatCount } from '../../base/format.ts'
import type { SortState } from '../../engine/sort/state.ts'
import type { Moment, TheoryRow } from '../../player/lab.ts'
import { isWithoutRuns } from './expected.ts'
import { formationPlan, roomOf, type Stretch } from './formation-plan.ts'
import { initialRuns } from './names.ts'

/** Terms that a sum is written with. */
const MOST_TERMS = 3

/** How many runs there are by the closed forms: of each stretch by the memory and the way that it was made with. */
export function runsRow(moment: Moment<SortState>): TheoryRow {
  const { state } = moment
  const { stretches, expected, isExact } = formationPlan(moment)
  const { page } = state.header
  const measured = formatCount(initialRuns(state).length)
  if (expected === 0) {
    const what = isWithoutRuns(moment) ? 'all fits' : 'what is wanted fits'
    return { label: `Runs, ${what} in memory`, expected: '0', measured }
  }
  const isSelected = stretches.some(({ formation }) => formation === 'replacement-selection')
  const isOne = stretches.length === 1
  const about = isExact ? '' : 'about '
  if (isOne && isSelected)
    return { label: 'Runs, N / 2H on random input, a heap of H', expected: `about ${formatCount(expected)}`, measured }
  const sum = stretches.map((stretch) => termOf(stretch, page)).join(' + ')
  const form = stretches.length > MOST_TERMS ? '' : `${sum} = `
  const how = isOne ? '⌈N / M⌉' : isSelected ? '⌈N / M⌉ and N / 2H in turn' : '⌈N / M⌉ for each memory'
  return { label: `Runs, ${how}`, expected: `${about}${form}${formatCount(expected)}`, measured }
}

function termOf(stretch: Stretch, page: number): string {
  if (stretch.isCut) return '1'
  const { formation, memory, records } = stretch
  const length = formation === 'fill-sort-spill' ? memory : 2 * roomOf(stretch, page)
  return `⌈${formatCount(records)} / ${formatCount(length)}⌉`
}

/** How long replacement selection's runs are, of those that it makes with the memory of now. */
export function runLengthRows(moment: Moment<SortState>): readonly TheoryRow[] {
  const { header } = moment.state
  const last = formationPlan(moment).stretches.findLast(({ sealed }) => sealed.length > 0)
  if (last?.formation !== 'replacement-selection') return []
  const room = roomOf(last, header.page)
  const mean = Math.round(last.sealed.reduce((sum, length) => sum + length, 0) / last.sealed.length)
  return [
    {
      label: 'Run length, 2H on random input',
      expected: `2 × ${formatCount(room)} = ${formatCount(2 * room)}`,
      measured: `${formatCount(mean)} on average`,
    },
  ]
}
