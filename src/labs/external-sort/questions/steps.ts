import { formatPlural as plural } from '../../../base/format.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import { runName, runNames } from '../names.ts'
import { nextOf, type Scene, type Topic } from './kit.ts'
import { numeric, numerics, type Answer, type Draft } from '../../../player/question-draft.ts'

/** What a merge step does to the runs that wait. */
export const STEP_TOPICS: readonly Topic[] = [
  { id: 'waiting-after', label: 'Runs that wait after a merge', isForPages: true, make: waitingAfter },
  { id: 'merge-target', label: 'Where a merge writes to', isForPages: true, make: mergeTarget },
]

function waitingAfter({ state, log, position, stateAt }: Scene): Draft | undefined {
  const { merge } = state
  if (merge === undefined || merge.target === 0) return undefined
  const until = nextOf(log, SortEvent.sealRun, position)
  if (until === undefined || nextOf(log, SortEvent.crash, position) !== undefined) return undefined
  const waiting = stateAt(until).waiting.length
  const k = merge.inputs.length
  return {
    text: `${plural(state.waiting.length, 'run')} wait, and ${k} of them are being merged. How many wait when this merge is done?`,
    right: numeric(waiting, `${k} go, one comes`),
    wrong: numerics([
      [state.waiting.length - k, `${k} go`],
      [state.waiting.length + 1, 'one comes, the others are kept'],
      [state.waiting.length - 1, 'one goes'],
      [1, 'everything is in one run then'],
    ]),
    because: `${runNames(merge.inputs.map((input) => input.run))} leave the list and ${runName(merge.target)} takes their place: ${state.waiting.length} − ${k} + 1 = ${waiting}.`,
    until,
  }
}

function mergeTarget({ state, log, event, position }: Scene): Draft | undefined {
  if (event?.kind !== SortEvent.mergeStep || state.merge === undefined || state.waiting.length < 3) return undefined
  const { target, inputs } = state.merge
  const output: Answer = { text: 'To the output', note: 'it is in order' }
  const run: Answer = { text: 'To a new run on disk', note: 'other runs wait' }
  const until = nextOf(log, target === 0 ? SortEvent.writePage : SortEvent.spillPage, position)
  if (until === undefined) return undefined
  return {
    text: `${inputs.length} of ${plural(state.waiting.length, 'run')} are merged now. Where do their records go?`,
    right: target === 0 ? output : run,
    wrong: [
      target === 0 ? run : output,
      { text: 'To memory', note: 'as long as there is room' },
      { text: `To the end of ${runName(inputs[0]?.run ?? 1)}`, note: 'a run is made longer' },
    ],
    because:
      target === 0
        ? 'These are all the runs there are, so what leaves the merge is in its final order.'
        : `A run that waits may hold records that go before these, so the result is only another run, ${runName(target)}.`,
    until,
  }
}
