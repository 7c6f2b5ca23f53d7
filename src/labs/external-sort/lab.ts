import { SortEvent } from '../../engine/sort/events.ts'
import { createSortFold } from '../../engine/sort/fold.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { SortHeader, SortState } from '../../engine/sort/state.ts'
import type { KindInfo, Lab, Story, TableTwin } from '../../player/lab.ts'
import { ABOUT } from './about.ts'
import { FIRST_RUN } from './defaults.ts'
import { changeParam } from './params.ts'
import { phasesOf } from './phases.ts'
import { SCENARIOS } from './scenarios.ts'
import { nameChangeOf, sentenceOf } from './sentence.ts'
import { Stage } from './Stage.tsx'
import { startPainter } from './stage/painter.ts'
import type { questions as allQuestions } from './questions/question.ts'
import type { words as allWords } from './words.ts'

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
  { label: 'kept page', verb: 'skip', rank: 14 },
]

/** The last event of that kind in a log, 0 where there is none. */
function lastOf(log: Log, kind: number): number {
  return log.nth(kind, log.count(kind, log.length)) ?? 0
}

/** The position behind which records go to the output for good: the merge into it begins, or the sort that needs none. */
function outputStartOf(log: Log): number {
  const merge = lastOf(log, SortEvent.mergeStep)
  // What a crash undid is written once more.
  if (merge === 0) return lastOf(log, SortEvent.crash)
  // A log that is still being written may not have got to it.
  return log.event(merge).c === 0 ? merge : log.length
}

/** A sort that all records fit in writes whole pages of sorted memory: none of its records leaves by itself. */
function outputPagesOf(log: Log): number | undefined {
  return lastOf(log, SortEvent.emit) > outputStartOf(log) || lastOf(log, SortEvent.mergeStep) > 0
    ? undefined
    : SortEvent.writePage
}

/** Fetched once there is a picture: none of them stands on the first screen. */
let words: typeof allWords | undefined
/** Fetched behind the words: nobody is asked before the first key press. */
let questions: typeof allQuestions | undefined

const NO_WORDS = { error: 'what reads these values has not arrived yet; try again in a moment' }
const NO_STORY: Story = { steps: [], code: [], line: 0, why: { title: '', paragraphs: [] } }
const NO_TABLE: TableTwin = { caption: '', columns: [], rows: [] }

/** External sort: runs, spill, k-way merge, drawn from the log of the engine that sorts. */
export const lab: Lab<SortState> = {
  entry: { ...ABOUT, load: () => Promise.resolve(lab) },
  operation: FIRST_RUN.operation,
  kinds: KINDS,
  scenarios: SCENARIOS,
  defaults: FIRST_RUN.params,
  createFold: createSortFold,
  change: (params, param, value) =>
    param === 'values' ? (words?.changeValues(params, value) ?? NO_WORDS) : changeParam(params, param, value),
  sentence: sentenceOf,
  nameChange: nameChangeOf,
  phases: phasesOf,
  prepareWords: async () => {
    words ??= (await import('./words.ts')).words
    startPainter()
  },
  record: (log, seq, header) => words?.record(log, seq, header as SortHeader) ?? '',
  operandNames: () => words?.operandNames ?? [],
  operandsOf: (log, seq, name, header, before) => words?.operands(log, seq, name, header as SortHeader, before) ?? [],
  landmarks: (log) => words?.landmarks(log) ?? [],
  outcome: (moment) => words?.outcome(moment) ?? '',
  phase: (moment) => words?.phase(moment) ?? '',
  story: (moment) => words?.story(moment) ?? NO_STORY,
  recorded: (moment) => words?.recorded(moment) ?? {},
  changes: (moment) => words?.changes(moment) ?? [],
  counters: (at) => words?.counters(at) ?? [],
  theory: (moment) => words?.theory(moment) ?? [],
  acts: (moment) => words?.acts(moment) ?? [],
  prepareQuestions: async () => {
    questions = (await import('./questions/question.ts')).questions
  },
  question: (moment, stateAt, salt, topic) => questions?.questionOf(moment, stateAt, salt, topic),
  topics: () => questions?.topics ?? [],
  table: (moment) => words?.table(moment) ?? NO_TABLE,
  progress: {
    kind: SortEvent.emit,
    label: 'records written',
    start: outputStartOf,
    pages: outputPagesOf,
    acts: [SortEvent.setting, SortEvent.crash],
  },
  equality: (left, right) => words?.equality(left, right) ?? [],
  touches: (log, seq, mark, _, before) => words?.touches(log, seq, mark, before) ?? false,
  Stage,
}
