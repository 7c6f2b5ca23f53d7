/** What a folder of `src/challenges` hands over. Text is HTML that the build has made of Markdown. */

export const TOPICS = {
  'delta-log': 'Delta log',
  'seed-bugs': 'Programs with mistakes',
  'external-sort': 'External sort',
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

export const KINDS = ['predict', 'number', 'decision', 'debug', 'code', 'sql', 'design'] as const

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

export interface Challenge {
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
  readonly form: Form
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
  readonly inputs: readonly { readonly label: string; readonly value: number }[]
  /** The answer from the values of the inputs in their order; any real numbers may be asked for. */
  readonly compute: (values: readonly number[]) => number
}

export interface Option {
  readonly id: string
  readonly text: string
}

export interface ChoiceField extends FieldBase {
  readonly type: 'choice'
  readonly options: readonly Option[]
  /** Id of the right option. */
  readonly right: string
}

/** Any number of options may be ticked; none is an answer too, once it is said to be one. */
export interface SetField extends FieldBase {
  readonly type: 'set'
  readonly options: readonly Option[]
  readonly right: readonly string[]
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
export interface OrderField extends FieldBase {
  readonly type: 'order'
  readonly options: readonly Option[]
  readonly right: readonly (readonly string[])[]
}

export type Field = NumberField | ChoiceField | SetField | TextField | ListsField | TableField | OrderField
