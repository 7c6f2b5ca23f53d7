import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import { isPlain, type Scene, type Topic } from './kit.ts'
import { type Answer, type Draft } from '../../../player/question-draft.ts'

/** What a crash costs. */
export const CRASH_TOPICS: readonly Topic[] = [
  { id: 'crash-here', label: 'What a crash costs', make: crashHere },
  { id: 'after-crash', label: 'What is done after a crash', make: afterCrash },
]

function crashHere(scene: Scene): Draft | undefined {
  const { state, params, position } = scene
  const { formation } = params
  if (!isPlain(scene) || formation !== 'fill-sort-spill' || state.stage === 'done' || state.stage === 'empty')
    return undefined
  const sealed = state.runs.filter((run) => run.sealed && run.level === 0)
  const covered = sealed.reduce((sum, run) => sum + run.length, 0)
  // Records that were combined or left out are in no run, and yet they are not read again.
  if (params.combine || params.limit > 0 || sealed.length === 0) return undefined
  const from = (record: number): string => `The input from record ${count(record + 1)} on`
  const isFormed = covered >= state.header.records
  const merge: Answer = { text: 'The merge that is under way', note: 'sealed runs are complete files' }
  const next: Answer = { text: from(covered), note: 'what is in sealed runs is not read again' }
  // Between two merges, as between two runs, nothing is half done.
  if (isFormed ? state.merge === undefined : state.inputRead === covered) return undefined
  return {
    text: 'The process dies here and starts again. What must be done again?',
    right: isFormed ? merge : next,
    wrong: [
      { text: 'Everything, from the first record on', note: 'a sort is one piece of work' },
      isFormed
        ? { text: 'The last run only', note: 'it was written last' }
        : { text: from(state.inputRead), note: 'what has been read is known' },
      { text: 'Nothing: it goes on where it stopped', note: 'pages are on disk' },
    ],
    because: isFormed
      ? 'All of the input is in sealed runs. What the unfinished merge has written is thrown away, and its runs are merged again.'
      : `${plural(sealed.length, 'sealed run')} ${sealed.length === 1 ? 'holds' : 'hold'} the first ${count(covered)} records. What was in memory and in the unsealed run is read again.`,
    until: position,
  }
}

function afterCrash({ state, log, position, event }: Scene): Draft | undefined {
  if (event?.kind !== SortEvent.crash) return undefined
  const next = log.event(position + 1)
  const isMerge = next.kind === SortEvent.mergeStep
  if (!isMerge && (next.kind !== SortEvent.readPage || next.a !== 0)) return undefined
  const merge: Answer = { text: 'A merge begins', note: 'all of the input is in runs' }
  const read: Answer = { text: `Page ${next.b + 1} of the input is read`, note: 'sealed runs hold what came before' }
  return {
    text: `The process has died; ${plural(state.waiting.length, 'sealed run')} are on disk. What happens first?`,
    right: isMerge ? merge : read,
    wrong: [
      isMerge
        ? {
            text: `Page ${count(state.counts.inputPagesRead + 1)} of the input is read`,
            note: 'reading goes on where it stopped',
          }
        : merge,
      { text: 'Page 1 of the input is read', note: 'the sort starts from nothing' },
      { text: 'Every sealed run is sorted again', note: 'its order may be broken' },
    ],
    because: isMerge
      ? 'Nothing of the input is missing in the sealed runs, so it is not read again.'
      : `The first ${count(event.c)} records are in sealed runs; reading goes on behind them.`,
    until: position + 1,
  }
}
