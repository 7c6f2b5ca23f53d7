import { SortEvent } from '../../engine/sort/events.ts'
import { createSortFold } from '../../engine/sort/fold.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { SortHeader, SortState } from '../../engine/sort/state.ts'
import type { KindInfo, Lab } from '../../player/lab.ts'
import { ABOUT } from './about.ts'
import { actsOf } from './acts.ts'
import { changesOf } from './changes.ts'
import { equalityOf } from './equality.ts'
import { outcomeOf, phaseOf } from './outcome.ts'
import { changeParam, DEFAULTS } from './params.ts'
import { phasesOf } from './phases.ts'
import { recordedOf, recordOf, touchesMark } from './record.ts'
import { SCENARIOS } from './scenarios.ts'
import { nameChangeOf, sentenceOf } from './sentence.ts'
import { Stage } from './Stage.tsx'
import { storyOf } from './story.ts'
import { tableOf } from './table.ts'
import { countersOf, theoryOf } from './theory.ts'

/** By kind number. */
const KINDS: readonly KindInfo[] = [
  { label: 'read page', verb: 'read', rank: 3 },
  { label: 'compare', verb: 'compute', rank: 0 },
  { label: 'emit', verb: 'write', rank: 2 },
  { label: 'spill page', verb: 'spill', rank: 4 },
  { label: 'write page', verb: 'plan', rank: 5 },
  { label: 'seal run', verb: 'commit', rank: 9 },
  { label: 'tie range', verb: 'skip', rank: 8 },
  { label: 'radix pass', verb: 'compute', rank: 7 },
  { label: 'merge step', verb: 'plan', rank: 10 },
  { label: 'combine', verb: 'skip', rank: 6 },
  { label: 'leave out', verb: 'skip', rank: 11 },
  { label: 'tally', verb: 'compute', rank: 1 },
  { label: 'setting', verb: 'plan', rank: 12 },
  { label: 'crash', verb: 'fail', rank: 13 },
]

/** The position at which the merge into the output begins: what was emitted before went into runs. */
function outputStartOf(log: Log): number {
  const last = log.nth(SortEvent.mergeStep, log.count(SortEvent.mergeStep, log.length))
  if (last === undefined) return 0
  // A log that is still being written may not have got to it.
  return log.event(last).c === 0 ? last : log.length
}

/** The questions, once they are fetched: nobody is asked before the first key press. */
let questions: Lab<SortState>['question'] | undefined

/** External sort: runs, spill, k-way merge, drawn from the log of the engine that sorts. */
export const lab: Lab<SortState> = {
  entry: { ...ABOUT, load: () => Promise.resolve(lab) },
  operation: 'external-sort',
  kinds: KINDS,
  scenarios: SCENARIOS,
  defaults: DEFAULTS,
  createFold: createSortFold,
  change: changeParam,
  sentence: sentenceOf,
  nameChange: nameChangeOf,
  phases: phasesOf,
  record: (log, seq, header) => recordOf(log, seq, header as SortHeader),
  outcome: outcomeOf,
  phase: phaseOf,
  story: storyOf,
  recorded: recordedOf,
  changes: changesOf,
  counters: countersOf,
  theory: theoryOf,
  acts: actsOf,
  prepareQuestions: async () => {
    questions = (await import('./questions/question.ts')).questionOf
  },
  question: (moment, stateAt, salt) => questions?.(moment, stateAt, salt),
  table: tableOf,
  progress: { kind: SortEvent.emit, label: 'records written', start: outputStartOf },
  equality: equalityOf,
  touches: touchesMark,
  Stage,
}
