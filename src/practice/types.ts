import type { Rng } from '../base/rng.ts'
import type { Value } from '../base/value.ts'
import type { Log } from '../engine/trace/log.ts'
import type { Play } from '../engine/challenge/act/play.ts'

/** What a folder of `src/challenges` hands over. Text is HTML that the build has made of Markdown. */

export const TOPICS = {
  'delta-log': 'Delta log',
  'seed-bugs': 'Programs with mistakes',
  'external-sort': 'External sort',
  spark: 'Spark execution',
  'lambda-kappa': 'Lambda and Kappa',
  streaming: 'Streaming',
  pushdown: 'Pushdown',
  cost: 'Cluster cost',
  merge: 'MERGE',
  sql: 'SQL windows and joins',
  coding: 'Coding',
  design: 'Design',
} as const

export type Topic = keyof typeof TOPICS

export const KINDS = ['predict', 'act', 'number', 'decision', 'debug', 'code', 'sql', 'design'] as const

export type Kind = (typeof KINDS)[number]

/** All that the catalogue knows of a challenge; the rest is fetched when it is opened. */
export interface ChallengeEntry {
  /** The name of its folder: "xs-01". */
  readonly id: string
  readonly title: string
  readonly topic: Topic
  readonly kind: Kind
  /** 1 easy, 2 medium, 3 hard. */
  readonly level: 1 | 2 | 3
  /** Time limit. */
  readonly minutes: number
  readonly load: () => Promise<Challenge>
}

/** The text that every challenge has, and one of four ways to answer it. */
export type Challenge = FormChallenge | CodeChallenge | SqlChallenge | ActChallenge

export interface FormChallenge extends ChallengeText {
  readonly form: Form
}

export interface CodeChallenge extends ChallengeText {
  readonly code: CodeTask
}

export interface SqlChallenge extends ChallengeText {
  readonly sql: SqlTask
}

/** Be the engine: its steps are done by hand, each judged by the state that it leads to. */
export interface ActChallenge extends ChallengeText {
  readonly act: Play
}

export interface ChallengeText {
  readonly prompt: string
  /** Each costs points; the last one nearly tells. */
  readonly hints: readonly [string, string, string]
  /** How the answer comes about, with the values of the prompt. */
  readonly solution: string
  /** What an interviewer would ask next. */
  readonly followUps: readonly string[]
  /** Where the facts come from: pages, source files, with versions. */
  readonly sources: readonly string[]
  /** Whose behaviour it is: "Open-source Delta Lake, any version". */
  readonly appliesTo: string
  /** The moment of a lab that shows it. */
  readonly shownIn?: { readonly lab: string; readonly scenario?: string; readonly text: string }
  /** The challenge's own case, run by a lab: its moment stands frozen beside the question. */
  readonly moment?: LabMoment
}

/** A moment of a run of a lab with the challenge's values. */
export interface LabMoment {
  readonly lab: string
  /** Where they differ from the lab's own. */
  readonly params: Readonly<Record<string, string | number | boolean | readonly (string | number)[]>>
  /** The moment is the one right behind the nth event of this kind, counted from 1. */
  readonly behind: { readonly kind: number; readonly nth: number }
  /** What stands there, in a sentence. */
  readonly caption: string
  /**
   * What the run comes to at its end, as it would be entered: the right answers must be these. Fields that the run does
   * not decide are left out.
   */
  readonly answers: (run: LabRun) => Readonly<Record<string, Entry>>
}

/** A run that is over. */
export interface LabRun {
  readonly log: Log
  /** What the operation posted before its first event. */
  readonly header: unknown
}

/** Questions that are answered in fields; each field counts the same. */
export interface Form {
  readonly fields: readonly Field[]
  /** Usual wrong answers, each with the thought that leads to it. At least three; none may be accepted. */
  readonly wrong: readonly WrongAnswer[]
}

export interface WrongAnswer {
  /** What is entered, by field; fields left out may hold anything. */
  readonly answers: Readonly<Record<string, Entry>>
  /** What was thought, and why it is not so: shown to whoever answers like that. */
  readonly why: string
}

/** A field as it is filled in: a text, the ids that are chosen, or the cells of rows. */
export type Entry = string | readonly string[] | readonly (readonly string[])[]

interface FieldBase {
  readonly id: string
  readonly label: string
}

export interface NumberField extends FieldBase {
  readonly type: 'number'
  readonly right: number
  /** Behind the field: "page I/Os". */
  readonly unit?: string
  /** Accepted on both sides of the right value; 0 where it is left out. */
  readonly tolerance?: number
  /** What it was computed from, to see which assumption moves it most. */
  readonly model?: NumberModel
}

export interface NumberModel {
  readonly inputs: readonly { readonly label: string; readonly value: number; readonly isWhole?: boolean }[]
  /** The answer from the values of the inputs in their order; of what is counted whole numbers only are asked for. */
  readonly compute: (values: readonly number[]) => number
}

export interface Option {
  readonly id: string
  readonly text: string
}

/** An option of which it is told whether it belongs to the answer, and why. */
export interface ReasonedOption extends Option {
  readonly why: string
}

export interface ChoiceField extends FieldBase {
  readonly type: 'choice'
  readonly options: readonly Option[]
  /** Id of the right option. */
  readonly right: string
}

/** Any number of options may be ticked; none is an answer too, once it is said to be one. */
export interface SetField extends FieldBase, PartlyRight {
  readonly type: 'set'
  readonly options: readonly ReasonedOption[]
  readonly right: readonly string[]
}

interface PartlyRight {
  /** True where what is partly right counts partly; else it is right or not. */
  readonly isPartial?: boolean
}

export interface TextField extends FieldBase {
  readonly type: 'text'
  readonly right: string
  readonly placeholder?: string
}

/** Lists of values in their order: "2 5 8 9; 1 3 4 6 7". */
export interface ListsField extends FieldBase {
  readonly type: 'lists'
  readonly right: readonly (readonly (number | string)[])[]
  readonly placeholder?: string
}

/** Rows of a table in any order. An empty cell is NULL. */
export interface TableField extends FieldBase {
  readonly type: 'table'
  readonly columns: readonly string[]
  readonly right: readonly (readonly (number | string | null)[])[]
  /** True where the order of the rows counts. */
  readonly isOrdered?: boolean
}

/** Options put into an order; those of one group may change places, and those in no group must be left out. */
export interface OrderField extends FieldBase, PartlyRight {
  readonly type: 'order'
  readonly options: readonly ReasonedOption[]
  readonly right: readonly (readonly string[])[]
}

/** Numbers that one chooses freely; what they come to together is judged. Its entry is a list of their texts. */
export interface PlanField extends FieldBase {
  readonly type: 'plan'
  readonly inputs: readonly PlanInput[]
  /** One of the choices that are accepted, in the order of the inputs. */
  readonly right: readonly number[]
  readonly judge: (values: readonly number[]) => PlanOutcome
  /** What is accepted, in words: "worst case of at most 10 s". */
  readonly accepted: string
}

export interface PlanInput {
  /** Before the field, and where a verdict names the number. */
  readonly label: string
  readonly unit?: string
}

export interface PlanOutcome {
  /** "worst case 42 s" */
  readonly comesTo: string
  /** What speaks against the numbers; undefined where they are accepted. */
  readonly objection: string | undefined
}

export type Field = NumberField | ChoiceField | SetField | TextField | ListsField | TableField | OrderField | PlanField

export type Language = 'typescript' | 'python'

/**
 * What a program must define. `function`: called with the arguments. `class`: the arguments are calls
 * `[method, ...arguments]` of one object, and the output is the list of what each returned. A first call of `constructor`
 * has the constructor's arguments and no place in the output. Promises and awaitables are awaited.
 */
export interface ProgramEntry {
  readonly kind: 'function' | 'class'
  readonly name: string
  /** Methods that return nothing by their signature: what a program returns all the same is dropped, and not compared. */
  readonly voids?: readonly string[]
}

/** A program in either language, judged by what it gives for arguments that it has not seen. */
export interface CodeTask {
  /** Methods have one word for a name, the same in both languages. */
  readonly entry: Readonly<Record<Language, ProgramEntry>>
  /** Texts of the folder's programs, by path: "./programs/starter.ts", "./programs/reference.py". */
  readonly programs: Readonly<Record<string, string>>
  /** Cases that are shown before the first run. */
  readonly examples: readonly CodeCase[]
  /** The others. Whatever the seed, each known wrong program fails at least one of them or of the examples. */
  readonly hiddenCases: (rng: Rng) => readonly CodeCase[]
  /** What is right for the arguments of a case: plain and slow, no second copy of the reference. */
  readonly expect: (args: readonly Value[]) => Expected
  /** Without it outputs are the same when they are equal part by part: whole numbers exactly, others to a relative 1e-9. */
  readonly isSame?: (got: Value, expected: Value, args: readonly Value[]) => boolean
  /** True for arguments that the prompt allows. A case that fails is made smaller within these. */
  readonly isAllowed: (args: readonly Value[]) => boolean
  readonly growth?: Growth
  /**
   * A case that fails, in the picture of the lab that it belongs to; undefined where there is nothing to draw. `got` is what
   * the program returned, anything at all, or undefined where it returned nothing.
   */
  readonly draw?: (args: readonly Value[], expected: Value, got: Value | undefined) => CaseDrawing | undefined
  /** Where the program gives tests and no answers; `expect` is then true: one of them must fail. */
  readonly tests?: TestsTask
  /** At least three. */
  readonly wrong: readonly WrongProgram[]
}

/** Tests that are values, judged by what is wrong and fails them. The arguments of a case name it, to the page alone. */
export interface TestsTask {
  /** `given` is what the program returned, anything at all. */
  readonly hold: (given: Value, args: readonly Value[]) => Held
  /** The shortest calls that show what is wrong with what the arguments name. */
  readonly tell: (args: readonly Value[]) => readonly ToldCall[]
}

/** Whether a test fails, as one must; in words, why they cannot be read, or which of them fails what is right. */
export type Held = { readonly isFound: boolean } | { readonly unreadable: string } | { readonly wrong: string }

/** A call, and where it is asked what it returns: what is right, and what came. */
export interface ToldCall {
  readonly call: readonly [method: string, ...args: Value[]]
  readonly right?: Value
  readonly got?: Value
}

export type CaseDrawing = LifetimesDrawing | RunsDrawing

/** Files of a Delta table over its versions. */
export interface LifetimesDrawing {
  readonly kind: 'lifetimes'
  readonly versions: readonly number[]
  readonly files: readonly DrawnFile[]
}

export interface DrawnFile {
  readonly name: string
  /** Where it is live: from one place in `versions` to another one, which is not part of it. */
  readonly spans: readonly { readonly from: number; readonly to: number }[]
  /** At the last version: live and found, gone and not found, live and not found, gone and found. */
  readonly mark: 'live' | 'gone' | 'missing' | 'extra'
}

/** Runs of an external sort, and what was made of them. */
export interface RunsDrawing {
  readonly kind: 'runs'
  readonly runs: readonly DrawnRun[]
}

export interface DrawnRun {
  readonly label: string
  /** A few words behind it: "peak 3". */
  readonly note?: string
  readonly keys: readonly DrawnKey[]
}

export interface DrawnKey {
  readonly text: string
  /** Of the height of a bar, 0 to 1. */
  readonly share: number
  /** It stands where another one belongs. */
  readonly isWrong: boolean
}

export interface CodeCase {
  /** What is special about it: "two equal keys, the later one smaller". */
  readonly name: string
  readonly args: readonly Value[]
}

/** A value, or the class of the error that must be thrown, by language: RangeError, ValueError. */
export type Expected = { readonly value: Value } | { readonly throws: Readonly<Record<Language, string>> }

/** How the time of a right program may grow with its input; compared with the reference's in the same run. */
export interface Growth {
  /** What the prompt asks for: "O(n log n)". */
  readonly asked: string
  /** The smallest n; it is doubled three times. */
  readonly start: Readonly<Record<Language, number>>
  readonly make: (n: number, rng: Rng) => readonly Value[]
}

/** `wrong-<id>.ts` and `wrong-<id>.py` among the programs. */
export interface WrongProgram {
  readonly id: string
  /** What was thought, and why it is not so: shown to whoever's program gives the same wrong outputs. */
  readonly why: string
  /** Right but too slow: it passes every case and fails by growth. */
  readonly isSlow?: boolean
}

/**
 * A change of the reference after which it does the same for all that is allowed. A folder names those that its cases
 * cannot fail in `test-equivalents.ts`; programs do not need it, the count of mutants does.
 */
export interface EquivalentMutant {
  readonly language: Language
  /** The changed line before and after: "if (a <= b) => if (a < b)"; "*" at the end stands for any rest. */
  readonly mutant: string
  readonly why: string
}

/** A query over small tables, judged by its rows in each of several data sets. */
export interface SqlTask {
  readonly tables: readonly SqlTable[]
  /** The data set that is shown. */
  readonly shown: DataSet
  /** Each is there to break known wrong queries; together they break all. */
  readonly hidden: readonly DataSet[]
  /** Names of the columns that are asked for, in their order. */
  readonly columns: readonly string[]
  /** Columns that the rows must be ordered by, as ORDER BY has them: "dept", "revenue DESC". Rows that tie are free. */
  readonly orderBy: readonly string[]
  readonly starter: string
  readonly reference: string
  /** At least three. */
  readonly wrong: readonly WrongQuery[]
  /** Where Spark would not do as DuckDB does here; shown beside the editor. */
  readonly differs: readonly string[]
}

export interface SqlTable {
  readonly name: string
  /** DuckDB's types: "INTEGER", "DATE", "DECIMAL(10,2)". */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

export interface DataSet {
  readonly id: string
  /** What is special about it: "two employees share the second place". */
  readonly name: string
  /** By table, cells in the order of its columns. */
  readonly rows: Readonly<Record<string, readonly (readonly (number | string | boolean | null)[])[]>>
}

export interface WrongQuery {
  readonly id: string
  readonly sql: string
  readonly why: string
}
