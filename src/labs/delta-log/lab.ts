import { DeltaEvent } from '../../engine/delta/events.ts'
import { createDeltaFold } from '../../engine/delta/fold.ts'
import type { DeltaState } from '../../engine/delta/state.ts'
import type { KindInfo, Lab, Story, TableTwin } from '../../player/lab.ts'
import { ABOUT } from './about.ts'
import { changeParam, DEFAULTS } from './params.ts'
import { phasesOf } from './phases.ts'
import { SCENARIOS } from './scenarios.ts'
import { nameChangeOf, sentenceOf } from './sentence.ts'
import { Stage } from './Stage.tsx'
import type { questions as allQuestions } from './questions/question.ts'
import type { words as allWords } from './words.ts'

/** By kind number. */
const KINDS: readonly KindInfo[] = [
  { label: 'begin', verb: 'plan', rank: 10 },
  { label: 'read log', verb: 'read', rank: 0 },
  { label: 'snapshot', verb: 'compute', rank: 1 },
  { label: 'plan files', verb: 'plan', rank: 8 },
  { label: 'read data', verb: 'read', rank: 4 },
  { label: 'write data', verb: 'spill', rank: 3 },
  { label: 'add', verb: 'write', rank: 2 },
  { label: 'remove', verb: 'skip', rank: 5 },
  { label: 'put commit', verb: 'plan', rank: 9 },
  { label: 'commit', verb: 'commit', rank: 6 },
  { label: 'version taken', verb: 'fail', rank: 13 },
  { label: 'read winner', verb: 'read', rank: 14 },
  { label: 'check', verb: 'fail', rank: 7 },
  { label: 'try later', verb: 'plan', rank: 15 },
  { label: 'checkpoint', verb: 'commit', rank: 12 },
  { label: 'vacuum plan', verb: 'plan', rank: 18 },
  { label: 'delete file', verb: 'skip', rank: 16 },
  { label: 'end', verb: 'compute', rank: 11 },
  { label: 'die', verb: 'fail', rank: 20 },
  { label: 'time passes', verb: 'skip', rank: 17 },
  { label: 'isolation', verb: 'plan', rank: 19 },
  { label: 'search orders', verb: 'compute', rank: 21 },
]

/** Fetched once there is a picture: none of them stands on the first screen. */
let words: typeof allWords | undefined
/** Fetched behind the words: nobody is asked before the first key press. */
let questions: typeof allQuestions | undefined

const NO_STORY: Story = { steps: [], code: [], line: 0, why: { title: '', paragraphs: [] } }
const NO_TABLE: TableTwin = { caption: '', columns: [], rows: [] }

/** Delta log: versions, writers and the lives of files, drawn from the log of the engine that writes the table. */
export const lab: Lab<DeltaState> = {
  entry: { ...ABOUT, load: () => Promise.resolve(lab) },
  operation: 'delta-table',
  kinds: KINDS,
  scenarios: SCENARIOS,
  defaults: DEFAULTS,
  createFold: createDeltaFold,
  change: changeParam,
  sentence: sentenceOf,
  nameChange: nameChangeOf,
  phases: phasesOf,
  prepareWords: async () => {
    words ??= (await import('./words.ts')).words
  },
  record: (log, seq) => words?.record(log, seq) ?? '',
  operandNames: () => words?.operandNames ?? [],
  operandsOf: (log, seq, name) => words?.operands(log, seq, name) ?? [],
  landmarks: (log) => words?.landmarks(log) ?? [],
  outcome: (moment) => words?.outcome(moment) ?? '',
  phase: (moment) => words?.phase(moment) ?? '',
  story: (moment) => words?.story(moment) ?? NO_STORY,
  recorded: (moment) => words?.recorded(moment) ?? {},
  changes: (moment) => words?.changes(moment) ?? [],
  counters: (at) => words?.counters(at) ?? [],
  theory: (moment) => words?.theory(moment) ?? [],
  acts: (moment) => words?.acts(moment) ?? [],
  writtenAct: (moment) => words?.writtenAct(moment),
  prepareQuestions: async () => {
    questions = (await import('./questions/question.ts')).questions
  },
  question: (moment, stateAt, salt, topic) => questions?.questionOf(moment, stateAt, salt, topic),
  topics: () => questions?.topics ?? [],
  table: (moment) => words?.table(moment) ?? NO_TABLE,
  export: { title: 'Save the table at this event as a zip', operation: 'export-table', fileName: () => 'table.zip' },
  progress: { kind: DeltaEvent.commit, label: 'commits made' },
  equality: (left, right) => words?.equality(left.state, right.state) ?? [],
  touches: (log, seq, mark) => words?.touches(log, seq, mark) ?? false,
  Stage,
}
