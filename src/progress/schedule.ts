import { createEmptyCard, fsrs, generatorParameters, type Card } from 'ts-fsrs'
import { SOLVED_SCORE, type Confidence, type PredictionEvent, type ProgressEvent, type ReviewEvent } from './events.ts'
import { shownTime, type ProgressRecord } from './record.ts'
import { itemName, type ScheduleItem } from './schedule-item.ts'

/**
 * When a challenge or a question is asked again: a replay of the log by FSRS with its published default weights, in whole
 * days of the calendar where the page is open, no chance in it. A challenge that is handed in counts as a review, and so does a prediction in a lab, right or wrong;
 * until a grade is given, the score or the answer implies one.
 */

export type ReviewGrade = ReviewEvent['grade']

export interface Schedule {
  readonly due: Date
  readonly lastAt: Date
  /** Days from the last review until it is due. */
  readonly intervalDays: number
  readonly reviews: number
  readonly lastGrade: ReviewGrade
  /** FSRS's own; its times are days of the learner's calendar, as midnights in UTC. */
  readonly card: Card
  /** The card before the last review, for another grade in its place. */
  readonly before: Card
  /** What the last review was of, where it has a name: an attempt, or an answer in a review. */
  readonly attempt: string | undefined
  /** All of them, the last one included. */
  readonly attempts: ReadonlySet<string>
}

/** By item name. */
export type Schedules = ReadonlyMap<string, Schedule>

const scheduler = fsrs(generatorParameters({ enable_fuzz: false, enable_short_term: false, request_retention: 0.9 }))

export function foldSchedules(records: readonly ProgressRecord[]): Schedules {
  const schedules = new Map<string, Schedule>()
  for (const record of records) {
    const { event } = record
    const review = event === undefined ? undefined : tryReview(event)
    if (review === undefined) continue
    const schedule = schedules.get(review.name)
    // An attempt counts once, also where two copies of a log were merged in which it was handed in or graded.
    const isPassed = review.attempt !== undefined && review.attempt !== schedule?.attempt
    if (isPassed && schedule?.attempts.has(review.attempt) === true) continue
    schedules.set(review.name, gradeItem(schedule, review, new Date(shownTime(record))))
  }
  return schedules
}

/** Days until the item is asked again if it is graded so now, by grade. */
export function previewDays(
  schedules: Schedules,
  item: ScheduleItem,
  attempt: string | undefined,
  now: Date,
): Readonly<Record<ReviewGrade, number>> {
  const name = itemName(item)
  const days = (grade: ReviewGrade) => gradeItem(schedules.get(name), { name, grade, attempt }, now).intervalDays
  return { 1: days(1), 2: days(2), 3: days(3), 4: days(4) }
}

/** How likely it is still known, 0 to 1, as FSRS expects it. */
export function recallAt({ card }: Schedule, now: Date): number {
  return scheduler.get_retrievability(card, dayOf(now), false)
}

/** The grade that a score stands for until somebody gives one. */
export function impliedGrade(score: number): ReviewGrade {
  if (score < SOLVED_SCORE) return 1
  return score === 100 ? 3 : 2
}

const RIGHT_GRADES = { guess: 2, fairly: 3, certain: 4 } as const satisfies Record<Confidence, ReviewGrade>

/** The grade that an answer stands for until somebody gives one: a right guess is not yet known for good. */
export function callGrade({ right, confidence }: Pick<PredictionEvent, 'right' | 'confidence'>): ReviewGrade {
  return right ? RIGHT_GRADES[confidence] : 1
}

interface Review {
  readonly name: string
  readonly grade: ReviewGrade
  readonly attempt: string | undefined
}

function tryReview(event: ProgressEvent): Review | undefined {
  switch (event.type) {
    case 'attempt-submitted': {
      const name = itemName({ kind: 'challenge', challenge: event.challenge })
      return { name, grade: impliedGrade(event.score), attempt: event.attempt }
    }
    case 'prediction': {
      const name = itemName({ kind: 'topic', lab: event.lab, topic: event.topic })
      return { name, grade: callGrade(event), attempt: event.attempt }
    }
    case 'review':
      return { name: event.item, grade: event.grade, attempt: event.attempt }
    default:
      return undefined
  }
}

function gradeItem(schedule: Schedule | undefined, { grade, attempt }: Review, at: Date): Schedule {
  const isAgain = schedule !== undefined && attempt !== undefined && schedule.attempt === attempt
  const when = isAgain ? schedule.lastAt : at
  const day = dayOf(when)
  const before: Card = notAfter(isAgain ? schedule.before : (schedule?.card ?? createEmptyCard(day)), day)
  const { card } = scheduler.next(before, day, grade)
  return {
    due: addDays(when, card.scheduled_days),
    lastAt: when,
    intervalDays: card.scheduled_days,
    reviews: (schedule?.reviews ?? 0) + (isAgain ? 0 : 1),
    lastGrade: grade,
    card,
    before,
    attempt,
    attempts: attempt === undefined ? (schedule?.attempts ?? NONE) : new Set(schedule?.attempts).add(attempt),
  }
}

const NONE: ReadonlySet<string> = new Set()

/**
 * A day of the learner's calendar as FSRS counts days, which is in UTC: from evening to morning it is one, whatever day it is
 * in Greenwich, also where the clocks are changed that night.
 */
function dayOf(at: Date): Date {
  return new Date(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()))
}

/** The same time of day by the clock on the wall. */
function addDays(at: Date, days: number): Date {
  const then = new Date(at)
  then.setDate(then.getDate() + days)
  return then
}

/** Where the clock was set back since the last review no days have passed: FSRS refuses fewer than none. */
function notAfter(card: Card, at: Date): Card {
  return card.last_review !== undefined && card.last_review > at ? { ...card, last_review: at } : card
}
