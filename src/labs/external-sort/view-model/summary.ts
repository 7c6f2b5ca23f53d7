import { formatCount, formatPlural } from '../../../base/format.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { isPageDetail, type Product, type StepView } from './read.ts'

/** The picture in a sentence, for people who hear the page. */
export function summaryOf({ state }: Moment<SortState>, step: StepView | undefined, product: Product): string {
  const unit = isPageDetail(state) ? 'page' : 'record'
  if (state.stage === 'done') return `External sort, done: ${formatPlural(product.count, unit)} in order.`
  if (step === undefined) return formSummary(state, unit)
  const left = step.inputs.filter((input) => input.cursor < input.length).length
  const into = step.target === 0 ? 'the output' : `R${step.target}`
  const how = state.structure === 'loser-tree' ? 'a loser tree' : 'a binary heap'
  return (
    `External sort, merging ${formatPlural(step.inputs.length, 'run')} into ${into} with ${how}: ` +
    `${product.isGuessed ? formatPlural(product.count, unit) : `${formatCount(product.count)} of ${formatPlural(product.total, unit)}`} written, ${formatPlural(left, 'run')} not yet empty.`
  )
}

function formSummary(state: SortState, unit: string): string {
  const runs = formatPlural(state.waiting.length, 'sorted run')
  const when = state.counts.crashes > 0 ? 'that begins anew after a crash' : 'before its first event'
  if (state.stage === 'empty') return `External sort ${when}: a file, an empty memory, ${runs} on disk.`
  const read = isPageDetail(state) ? state.counts.inputPagesRead : state.inputRead
  return `External sort, making runs: ${formatPlural(read, unit)} read, ${runs} on disk.`
}
