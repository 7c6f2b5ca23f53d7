import { hasShape, isAmount, isCount, isFlag, isText, listOf, oneOf, optional, recordOf, type Shape } from './check.ts'

/** How sure the learner was of a prediction, least sure first. */
export const CONFIDENCES = ['guess', 'fairly', 'certain'] as const
export type Confidence = (typeof CONFIDENCES)[number]

export type SettingValue = string | number | boolean
export type PlaceParam = SettingValue | readonly (string | number)[]

/** Something done in the past of a lab, as a share link has it. */
export interface PlaceAct {
  readonly at: number
  readonly type: string
  readonly value: PlaceParam
}

/** The page was loaded. */
export interface VisitEvent {
  readonly type: 'visit'
}

/** A lab came on the screen. */
export interface LabOpenedEvent {
  readonly type: 'lab-opened'
  readonly lab: string
  readonly scenario?: string | undefined
}

/** The last place in a lab; enough to open it there again. */
export interface PositionEvent {
  readonly type: 'position'
  readonly lab: string
  /** Names the branch among those of the lab. */
  readonly branchHash: string
  /** Events replayed, 0 ≤ position ≤ length. */
  readonly position: number
  /** Events of the branch's log at that time. */
  readonly length: number
  /** In a word or two, for people. */
  readonly phase: string
  readonly params: Readonly<Record<string, PlaceParam>>
  readonly acts: readonly PlaceAct[]
  /** A link or a claim stands there, and nothing was done: it gives way to the next one. */
  readonly isLook?: boolean | undefined
}

/** A question was answered and the answer locked in. */
export interface PredictionEvent {
  readonly type: 'prediction'
  readonly lab: string
  /** Which question: "next-winner". */
  readonly topic: string
  /** The same for people: "Which run gives the next record". */
  readonly topicLabel: string
  readonly right: boolean
  readonly confidence: Confidence
  readonly position: number
  /** Which of the answers; not in logs of before November 2026. */
  readonly chosen?: number | undefined
  /** Names the answer where it was given in a review; a grade for it takes the place of the implied one. */
  readonly attempt?: string | undefined
}

export interface BookmarkEvent {
  readonly type: 'bookmark'
  readonly lab: string
  readonly branchHash: string
  readonly position: number
  readonly label: string
}

/** The runs of a lab and the marks on them were changed; the last such event is how they are found again. */
export interface BenchEvent {
  readonly type: 'bench'
  readonly lab: string
  /** A moment as the player writes it into a file, JSON. */
  readonly moment: string
}

export interface SettingEvent {
  readonly type: 'setting'
  readonly key: string
  readonly value: SettingValue
}

/** A run on a file of the learner's own ended. Nothing of its content is recorded. */
export interface DataRunEvent {
  readonly type: 'data-run'
  readonly lab: string
  readonly name: string
  readonly sizeBytes: number
  readonly rows: number
  readonly seconds: number
  readonly outcome: 'finished' | 'stopped' | 'failed'
}

/** Work on a challenge began; with it its clock, where there is one. `attempt` is unique over all tabs and machines. */
export interface AttemptStartedEvent {
  readonly type: 'attempt-started'
  readonly challenge: string
  readonly attempt: string
  readonly isTimed: boolean
}

/** Something done in an attempt. */
interface AttemptAct {
  readonly attempt: string
  /**
   * The record of the attempt that was the last one where this was done, by its id: what was done, was done to what stood
   * after that one. Undefined in logs of before it was written down, where that is the one before.
   */
  readonly after?: string | undefined
}

/** The text of a field changed: `cut` characters from `from` on gave way to `insert`. */
export interface AttemptEditedEvent extends AttemptAct {
  readonly type: 'attempt-edited'
  readonly field: string
  readonly from: number
  readonly cut: number
  readonly insert: string
}

/** A hint was opened: 0, 1, 2. */
export interface AttemptHintEvent extends AttemptAct {
  readonly type: 'attempt-hint'
  readonly hint: number
}

/** The clock was stopped or went on. */
export interface AttemptPausedEvent extends AttemptAct {
  readonly type: 'attempt-paused'
  readonly isPaused: boolean
}

/** The tests were run without asking for a score. */
export interface AttemptRanEvent extends AttemptAct {
  readonly type: 'attempt-ran'
  /**
   * The record after which stood what was run, by its id: more may have been written before it ended. Undefined in logs of
   * before it was written down, where that is the one before.
   */
  readonly of?: string | undefined
  readonly passed: number
  readonly total: number
  /** What was found, as the practice writes it, where that is short enough; not in logs of before December 2026. */
  readonly result?: string | undefined
}

/** Everything was put back to what it was after an earlier record of the same attempt. */
export interface AttemptReturnedEvent extends AttemptAct {
  readonly type: 'attempt-returned'
  readonly record: string
}

/** Points from which on a challenge counts as solved. */
export const SOLVED_SCORE = 80

/** Answers were judged; an attempt ends with it. */
export interface AttemptSubmittedEvent extends AttemptAct {
  readonly type: 'attempt-submitted'
  readonly challenge: string
  /** 0 to 100, hints taken off. */
  readonly score: number
  readonly passed: number
  readonly total: number
  /** Of work: pauses do not count. */
  readonly seconds: number
}

/** How well something was remembered: 1 again, 2 hard, 3 good, 4 easy. */
export interface ReviewEvent {
  readonly type: 'review'
  /** What: "challenge xs-01", "topic external-sort next-winner". */
  readonly item: string
  readonly grade: 1 | 2 | 3 | 4
  /** The attempt or answer that is graded; the grade that it implied no longer counts. */
  readonly attempt?: string | undefined
}

/** What is done in an attempt that was begun. */
export type AttemptEvent =
  | AttemptEditedEvent
  | AttemptHintEvent
  | AttemptPausedEvent
  | AttemptRanEvent
  | AttemptReturnedEvent
  | AttemptSubmittedEvent

/** What the learner did. New kinds may be added; a kind's fields never change their meaning. */
export type ProgressEvent =
  | VisitEvent
  | LabOpenedEvent
  | PositionEvent
  | PredictionEvent
  | BookmarkEvent
  | BenchEvent
  | SettingEvent
  | DataRunEvent
  | AttemptStartedEvent
  | AttemptEvent
  | ReviewEvent

function isSettingValue(value: unknown): value is SettingValue {
  return isText(value) || isFlag(value) || (typeof value === 'number' && Number.isFinite(value))
}

function isPlaceParam(value: unknown): value is PlaceParam {
  if (isSettingValue(value)) return true
  return Array.isArray(value) && value.every((item) => isSettingValue(item) && typeof item !== 'boolean')
}

function isPlaceAct(value: unknown): value is PlaceAct {
  return hasShape<PlaceAct>(value, { at: isCount, type: isText, value: isPlaceParam })
}

function isGrade(value: unknown): value is ReviewEvent['grade'] {
  return value === 1 || value === 2 || value === 3 || value === 4
}

type FieldsOf<Type extends ProgressEvent['type']> = Omit<Extract<ProgressEvent, { type: Type }>, 'type'>

const ACT_SHAPE: Shape<AttemptAct> = { attempt: isText, after: optional(isText) }

const SHAPES: { readonly [Type in ProgressEvent['type']]: Shape<FieldsOf<Type>> } = {
  visit: {},
  'lab-opened': { lab: isText, scenario: optional(isText) },
  position: {
    lab: isText,
    branchHash: isText,
    position: isCount,
    length: isCount,
    phase: isText,
    params: recordOf(isPlaceParam),
    acts: listOf(isPlaceAct),
    isLook: optional(isFlag),
  },
  prediction: {
    lab: isText,
    topic: isText,
    topicLabel: isText,
    right: isFlag,
    confidence: oneOf(CONFIDENCES),
    position: isCount,
    chosen: optional(isCount),
    attempt: optional(isText),
  },
  bookmark: { lab: isText, branchHash: isText, position: isCount, label: isText },
  bench: { lab: isText, moment: isText },
  setting: { key: isText, value: isSettingValue },
  'data-run': {
    lab: isText,
    name: isText,
    sizeBytes: isCount,
    rows: isCount,
    seconds: isAmount,
    outcome: oneOf(['finished', 'stopped', 'failed']),
  },
  'attempt-started': { challenge: isText, attempt: isText, isTimed: isFlag },
  'attempt-edited': { ...ACT_SHAPE, field: isText, from: isCount, cut: isCount, insert: isText },
  'attempt-hint': { ...ACT_SHAPE, hint: isCount },
  'attempt-paused': { ...ACT_SHAPE, isPaused: isFlag },
  'attempt-ran': { ...ACT_SHAPE, of: optional(isText), passed: isCount, total: isCount, result: optional(isText) },
  'attempt-returned': { ...ACT_SHAPE, record: isText },
  'attempt-submitted': {
    ...ACT_SHAPE,
    challenge: isText,
    score: isAmount,
    passed: isCount,
    total: isCount,
    seconds: isAmount,
  },
  review: { item: isText, grade: isGrade, attempt: optional(isText) },
}

/** The event that a value holds, or undefined where this version does not know its type or a field is wrong. */
export function tryEvent(value: Readonly<Record<string, unknown>>): ProgressEvent | undefined {
  const type = value['type']
  if (typeof type !== 'string' || !Object.hasOwn(SHAPES, type)) return undefined
  const known = type as ProgressEvent['type']
  return hasShape(value, SHAPES[known]) ? (value as unknown as ProgressEvent) : undefined
}
