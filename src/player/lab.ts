import type { ComponentType, ReactNode } from 'react'
import type { TraceEvent } from '../engine/trace/chunk.ts'
import type { Fold } from '../engine/trace/fold.ts'
import type { Log } from '../engine/trace/log.ts'
import type { EngineClient } from '../worker/client.ts'
import type { ChoiceOption } from './choice-option.ts'
import type { BenchUi } from './bench/bench-ui.ts'
import type { TimelinePhase, Verb } from './timeline/contract.ts'
import type { LabModels } from './lab-models.ts'
import type { ProgressMeasure } from './progress-measure.ts'
import type { SharedData } from './shared-data.ts'
import type { WrittenAnswer } from './written-answer.ts'

/** What the catalogue, the palette and the home page know of a lab without loading it. */
export interface LabEntry {
  /** The name of its folder. */
  readonly id: string
  /** Its place in the catalogue, from 1; the first one is what a first visit sees. */
  readonly place: number
  readonly title: string
  /** One line, a few nouns: "Runs, spill, k-way merge". */
  readonly summary: string
  readonly scenarios: readonly ScenarioEntry[]
  /** A picture of the stage at about 104 × 30 px for the list of labs; drawn from fixed engine output. */
  readonly Miniature: ComponentType
  /** The run it opens with, where that can be started before its stage has come: its operation and defaults. */
  readonly firstRun?: { readonly operation: string; readonly params: Params }
  readonly load: () => Promise<AnyLab>
  readonly loadModels: () => Promise<LabModels>
  /** The page for what is the learner's own, where the lab takes it. */
  readonly loadOwnData?: () => Promise<ComponentType<OwnDataProps>>
  readonly own?: OwnEntry
}

/** What of the learner's own a lab takes. */
export interface OwnEntry {
  /** "file", "table". */
  readonly noun: string
  /** Words it is found by. */
  readonly words: string
  /** It takes folders, and files of these names, which hold one. */
  readonly folders?: RegExp
}

/** What the page for a file of the learner's own is given. */
export interface OwnDataProps {
  readonly engine: EngineClient
  readonly topBar: ReactNode
  /** A file that was dropped elsewhere; a folder in a lab that takes them. */
  readonly initialFile?: File | FileSystemDirectoryEntry
  readonly singleLetterKeys: boolean
  /** A moment of a run on a file, as it stands in an address: the page asks for that file and shows it. */
  readonly link?: string
  /** What opens the moment that is saved in a file; undefined for data. Rejects for a moment that is damaged. */
  readonly tryMoment?: (file: File) => Promise<(() => void) | undefined>
  /** Told of the session on the bench, and when it is left. */
  readonly onBench?: (bench: OwnDataBench | undefined) => void
  /** Told when a run ended; what is told is for the learner's log. */
  readonly onRun: (event: OwnDataRun) => void
}

/** A session of the player, named by the one thing that this file knows of it. */
export interface OwnDataBench {
  readonly session: { readonly lab: AnyLab }
  readonly ui: BenchUi
}

export interface OwnDataRun {
  readonly name: string
  readonly sizeBytes: number
  readonly rows: number
  readonly seconds: number
  readonly outcome: 'finished' | 'stopped' | 'failed'
}

export interface ScenarioEntry {
  readonly id: string
  /** The claim it shows, a whole sentence with its numbers. */
  readonly claim: string
}

/** Parameters of a run as they travel in a share link: plain JSON. */
export type Params = Readonly<Record<string, ParamValue>>
export type ParamValue = string | number | boolean | readonly (string | number)[]

/** Why a value was not taken, in words with the numbers. */
export interface Refusal {
  readonly error: string
  /** What would let the value stand, each offered as a button: "merge 5 at a time". All of them are accepted. */
  readonly fixes?: readonly { readonly text: string; readonly params: Params }[]
}

/** Something the user does in the past: from event `at` on, the run is another one. Plain JSON. */
export interface Act {
  /** Position after which it takes effect. */
  readonly at: number
  readonly type: string
  readonly value: ParamValue
}

export interface Scenario extends ScenarioEntry {
  readonly params: Params
  /** Where it opens: the moment that answers the usual wrong answer. */
  readonly position: number
  /** A fork that is opened beside it, when the claim is a comparison. */
  readonly fork?: ScenarioFork
}

export interface ScenarioFork {
  readonly name: string
  readonly params?: Params
  readonly acts: readonly Act[]
  /** Where it stands; where the same work is done as in the trunk if left out. */
  readonly position?: number
}

export interface KindInfo {
  readonly label: string
  readonly verb: Verb
  /** 0 = commonest. */
  readonly rank: number
}

/** A piece of the parameter sentence: words, or a value that can be changed. */
export type SentencePart = string | SentenceValue

export type SentenceValue = {
  readonly param: string
  /** For people who hear the page: "memory, records". */
  readonly label: string
  /** What stands in the sentence. */
  readonly text: string
  /** What it is called where it stands alone, "memory 40"; its text where left out. */
  readonly alone?: string
} & (
  | {
      readonly type: 'number'
      readonly value: number
      readonly min: number
      readonly max: number
      readonly step: number
    }
  | {
      readonly type: 'choice'
      readonly value: string
      readonly options: readonly ChoiceOption[]
    }
  | {
      /** A text too long for a sentence: a press opens a field. Not seen before that where `text` is empty. */
      readonly type: 'text'
      readonly value: string
      /** What may be written in it, a sentence or two. */
      readonly hint: string
      readonly placeholder: string
    }
)

/** A value in an event that a condition may ask for. */
export type OperandValue = number | string

/** Everything that is known at one position of one branch. Labs are pure functions of it. */
export interface Moment<State> {
  readonly log: Log
  readonly params: Params
  readonly position: number
  /** The event that led here; undefined at position 0. */
  readonly event: TraceEvent | undefined
  /** The state before that event (equal to `state` at position 0). */
  readonly before: State
  readonly state: State
  /** What comes is asked for: nothing is drawn that only the future will make. */
  readonly hidesFuture?: boolean
}

/** A state, and the values of the run that it is one of. */
export type StateOfRun<State> = Pick<Moment<State>, 'state' | 'params'>

export interface StoryStep {
  /** Position at which it starts, or undefined while the log has not got there. */
  readonly from: number | undefined
  readonly text: string
}

export interface Story {
  readonly steps: readonly StoryStep[]
  /** At most 14 lines of 34 characters. */
  readonly code: readonly string[]
  /** 1-based line that the last event executed; 0 for none. */
  readonly line: number
  readonly why: { readonly title: string; readonly paragraphs: readonly string[] }
}

/** A place in a log that has a name: "R6 empty". */
export interface Landmark {
  readonly seq: number
  readonly text: string
  /** Other words for it, for whoever looks for them. */
  readonly words: string
}

/** A line of the diff against the state before. */
export interface ChangeLine {
  readonly sign: '+' | '-' | ' '
  readonly text: string
}

export interface Counter {
  readonly label: string
  /** The kinds whose events it counts; the sparkline comes from the log's index. */
  readonly kinds: readonly number[]
  /** Where events carry sums (page detail), the value read from the state instead. */
  readonly value?: number
  /** What it stands at behind any event of any log, where the number of those events does not tell it. */
  readonly valueIn?: (log: Log, position: number) => number
}

/** A bound or closed form beside what was measured. */
export interface TheoryRow {
  readonly label: string
  readonly expected: string
  readonly measured?: string
}

export interface ActOption {
  readonly type: string
  readonly value: ParamValue
  /** "merge with a binary heap": what the fork will be called. */
  readonly name: string
  /** When it takes effect. */
  readonly note: string
}

/** An act whose value the user writes: a statement. */
export interface WrittenAct {
  readonly type: string
  /** What the field is called: "a statement of your own". */
  readonly label: string
  readonly hint: string
  readonly placeholder: string
  /** What is wrong with a text, in words; undefined when it can be tried. */
  check(text: string): string | undefined
  /** What the fork will be called. */
  nameOf(text: string): string
  /** Where in the log of its fork, that left at an event, the effect of the text is there. */
  placeOf?(log: Log, left: number): number
  /** The answer to a text that only asks, and makes no fork; undefined for one that changes something. */
  ask?(text: string, from: AskedFrom): Promise<WrittenAnswer> | undefined
  /** The question that a text ends with behind what it changes: it is asked where the effect is there. */
  lastQuestion?(text: string): string | undefined
}

/** The moment that a question is put to. */
export interface AskedFrom {
  readonly engine: EngineClient | Pick<EngineClient, 'run'>
  readonly params: Params
  readonly acts: readonly Act[]
  readonly position: number
  readonly signal: AbortSignal
  /** Told what is waited for: "loading DuckDB, 12.0 MB of 34.2 MB". */
  readonly onProgress: (words: string) => void
}

/** What questions can be about: "next-winner", "Which run gives the next record". */
export interface QuestionTopic {
  readonly id: string
  readonly label: string
  /** Scenarios in which it can be asked about, where it cannot in most of them. */
  readonly scenarios?: readonly string[]
  /** A run in which it can, where no scenario's run can. `name` says what its acts do. */
  readonly run?: { readonly params: Params; readonly acts: readonly Act[]; readonly name: string }
}

/** A question whose answer the engine gives by going on. */
export interface Question {
  /** Which question it is, for the review schedule: "next-winner". */
  readonly topic: string
  /** For people: "Which run gives the next record". */
  readonly topicLabel: string
  readonly text: string
  readonly answers: readonly { readonly text: string; readonly note: string }[]
  /** Index of the right answer, computed by running the engine on from this state; never shown before it is locked in. */
  readonly right: number
  /** Why, shown after the answer; values of this moment. */
  readonly because: string
  /** Position to which the truth is played. */
  readonly until: number
}

/** The stage as a table, for people who cannot or do not want to see it. */
export interface TableTwin {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export interface StageProps<State> {
  readonly moment: Moment<State>
  /** Size of the drawing area in CSS pixels. */
  readonly width: number
  readonly height: number
  /** The stage of a branch while comparing: half width, same vocabulary, and on the scale of what stands beside it. */
  readonly compact: boolean
  readonly beside?: Moment<State> | undefined
  /** The mark under the pointer or the keyboard, the same noun lights everywhere. */
  readonly hovered: string | undefined
  readonly selected: string | undefined
  readonly onHover: (mark: string | undefined) => void
  readonly onSelect: (mark: string | undefined) => void
  /** Events since the picture before: 1 animates a step, more swaps in place. Fast pictures do not stay: they need no parts. */
  readonly jump: number
  readonly isFast?: boolean
}

export interface Lab<State> {
  readonly entry: LabEntry
  /** Name of the engine operation. */
  readonly operation: string
  /** By kind number. */
  readonly kinds: readonly KindInfo[]
  readonly scenarios: readonly Scenario[]
  readonly defaults: Params
  /** `header` is what the operation posted before its first event; throws when it is not of the lab's form. */
  createFold(header: unknown): Fold<State>
  /** Replaces a value. Returns the reason, in words, where the value does not go with the others. */
  change(params: Params, param: string, value: ParamValue): Params | Refusal
  sentence(params: Params): readonly SentencePart[]
  /** "memory 40 to 24": what a run is called after its parameters were changed. */
  nameChange(from: Params, to: Params): string
  phases(log: Log, header: unknown): readonly TimelinePhase[]
  /** Fetches what the lab says in words, where that is not there from the beginning; before, words and tables are empty. */
  readonly prepareWords?: () => Promise<void>
  /** An event in a few characters, for the cells of the score; "" when there is nothing to add to its kind. */
  record(log: Log, seq: number, header: unknown): string
  /** What conditions on an event may ask for: all that its record names, "run" or "key"; none before `prepareWords`. */
  operandNames?(): readonly string[]
  /** What an event says under such a name; several, or nothing. The state before it, of `before`, is read and not kept. */
  operandsOf?(log: Log, seq: number, name: string, header: unknown, before: () => State): readonly OperandValue[]
  /** The places of a log that somebody may look for by a name, in order. */
  landmarks?(log: Log): readonly Landmark[]
  /** What the last event did, in words, one line: "392 beats 426: R6 goes on". */
  outcome(moment: Moment<State>): string
  /** The phase in a word or two, for the playhead's text. */
  phase(moment: Moment<State>): string
  story(moment: Moment<State>): Story
  /** The event as the log holds it, names instead of numbers. */
  recorded(moment: Moment<State>): Readonly<Record<string, unknown>>
  changes(moment: Moment<State>): readonly ChangeLine[]
  counters(at: Pick<Moment<State>, 'log' | 'position' | 'state'>): readonly Counter[]
  theory(moment: Moment<State>): readonly TheoryRow[]
  acts(moment: Moment<State>): readonly ActOption[]
  /** Why a run can never be left by an act, where that is so. */
  noActs?(log: Log): string | undefined
  /** An act that the user writes, offered below the others; undefined where there is none. */
  writtenAct?(moment: Moment<State>): WrittenAct | undefined
  /** Fetches what `question` needs, where that is not there from the beginning; before, it has nothing to ask. */
  readonly prepareQuestions?: () => Promise<void>
  /** The question to ask here, of one topic where one is named; `salt` varies it. Undefined: nothing is worth asking. */
  question(
    moment: Moment<State>,
    stateAt: (position: number) => State,
    salt: number,
    topic?: string,
  ): Question | undefined
  /** Everything that questions can be about; none before `prepareQuestions`. */
  topics?(): readonly QuestionTopic[]
  table(moment: Moment<State>): TableTwin
  /** What two branches are locked by: grows with the work that is done for good. */
  readonly progress: ProgressMeasure
  /** How far a run is, and the way to stop it, stand in a bar of the lab's own: the timeline does not say it again. */
  readonly hasOwnBar?: true
  /** Part by part, is it the same state? */
  equality(
    left: StateOfRun<State>,
    right: StateOfRun<State>,
  ): readonly { readonly label: string; readonly equal: boolean }[]
  /** Has an event touched a mark of the stage, by the noun's name: "run-6"? The state before it is read and not kept. */
  touches(log: Log, seq: number, mark: string, header: unknown, before: () => State): boolean
  /** The picture; a component. Declared as a method so that labs of any state fit `AnyLab`. */
  Stage(this: void, props: StageProps<State>): ReactNode
  /** What a run leaves behind, to be saved as a file; undefined where there is nothing to save. */
  readonly export?: LabExport | undefined
  /** Runs are on data that a link cannot name, so no moment of them is shared. */
  readonly isUnshared?: true
  /** What a link says of a file of the user's, so that it can be asked for; never rows. `result`: of a run that is over. */
  sharedData?(params: Params, result: unknown, log: Log, position: number): SharedData
}

export interface LabExport {
  readonly title: string
  /** Takes `{ run, acts, until, name }` and answers with the bytes of the file. */
  readonly operation: string
  fileName(params: Params): string
}

/** A lab whose state type is not known to the player. */
export type AnyLab = Lab<unknown>
