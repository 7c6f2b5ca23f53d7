import type { AttemptEditedEvent, AttemptSubmittedEvent, ProgressEvent } from '../progress/events.ts'
import { shownTime, type ProgressRecord } from '../progress/record.ts'

export type MomentKind = 'start' | 'edit' | 'hint' | 'pause' | 'resume' | 'run' | 'return' | 'submit'

/** What an attempt holds: the text of each field, and which hints are open. */
export interface Work {
  readonly texts: ReadonlyMap<string, string>
  /** In the order in which they were opened. */
  readonly hints: readonly number[]
}

/** One record of an attempt, and the work after it. */
export interface AttemptMoment {
  /** Id of the record. */
  readonly record: string
  readonly kind: MomentKind
  /** Seconds of work before it; pauses do not count. */
  readonly seconds: number
  readonly work: Work
  /** Of a run and of what was handed in. */
  readonly passed?: number
  readonly total?: number
  /** Of a return: the moment that it went back to, as an index. */
  readonly to?: number
}

export interface Attempt extends Work {
  readonly id: string
  readonly challenge: string
  readonly isTimed: boolean
  readonly isPaused: boolean
  /** First to last; never empty. */
  readonly moments: readonly AttemptMoment[]
  /** Seconds of work at the last moment. */
  readonly seconds: number
  /** When the last moment was by the clock, in milliseconds since 1970. */
  readonly lastAt: number
  readonly submitted: AttemptSubmittedEvent | undefined
}

/** What a hint costs, in points. */
export const HINT_POINTS = 5

/** The attempt after one more record of it. What comes after it was handed in has no effect. */
export function reduceAttempt(attempt: Attempt, event: ProgressEvent, record: ProgressRecord): Attempt {
  if (attempt.submitted !== undefined) return attempt
  // By the clock: the order of the log stands still behind a record of a clock that was ahead.
  const at = Date.parse(shownTime(record))
  const seconds = secondsAt(attempt, at)
  const change = (kind: MomentKind, work: Work, more: Partial<Attempt & AttemptMoment> = {}): Attempt => {
    const { passed, total, to, ...rest } = more
    const { texts, hints } = work
    const facts = {
      ...(passed === undefined ? {} : { passed }),
      ...(total === undefined ? {} : { total }),
      ...(to === undefined ? {} : { to }),
    }
    const moment: AttemptMoment = { record: record.id, kind, seconds, work: { texts, hints }, ...facts }
    return { ...attempt, ...rest, texts, hints, seconds, lastAt: at, moments: [...attempt.moments, moment] }
  }
  switch (event.type) {
    case 'attempt-edited':
      return change('edit', { ...attempt, texts: editTexts(attempt.texts, event) })
    case 'attempt-hint':
      return attempt.hints.includes(event.hint)
        ? attempt
        : change('hint', { ...attempt, hints: [...attempt.hints, event.hint] })
    case 'attempt-paused':
      return event.isPaused === attempt.isPaused
        ? attempt
        : change(event.isPaused ? 'pause' : 'resume', attempt, { isPaused: event.isPaused })
    case 'attempt-ran':
      return change('run', attempt, { passed: event.passed, total: event.total })
    case 'attempt-returned': {
      const to = attempt.moments.findIndex((moment) => moment.record === event.record)
      const moment = attempt.moments[to]
      // A hint that was read stays read.
      return moment === undefined
        ? attempt
        : change('return', { texts: moment.work.texts, hints: attempt.hints }, { to })
    }
    case 'attempt-submitted':
      return change('submit', attempt, { submitted: event, passed: event.passed, total: event.total })
    default:
      return attempt
  }
}

/** The attempt that a record begins, where it begins one at the challenge. */
export function tryStart(event: ProgressEvent, record: ProgressRecord, challenge: string): Attempt | undefined {
  if (event.type !== 'attempt-started' || event.challenge !== challenge) return undefined
  const work: Work = { texts: new Map(), hints: [] }
  return {
    ...work,
    id: event.attempt,
    challenge,
    isTimed: event.isTimed,
    isPaused: false,
    moments: [{ record: record.id, kind: 'start', seconds: 0, work }],
    seconds: 0,
    lastAt: Date.parse(shownTime(record)),
    submitted: undefined,
  }
}

function editTexts(texts: ReadonlyMap<string, string>, edit: AttemptEditedEvent): ReadonlyMap<string, string> {
  const { field, from, cut, insert } = edit
  const text = texts.get(field) ?? ''
  return new Map(texts).set(field, text.slice(0, from) + insert + text.slice(from + cut))
}

/** The smallest single edit that makes `after` of `before`; undefined where they are the same. */
export function tryEdit(
  before: string,
  after: string,
): Omit<AttemptEditedEvent, 'type' | 'attempt' | 'field'> | undefined {
  if (before === after) return undefined
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from++
  let end = 0
  while (end < shorter - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  return { from, cut: before.length - from - end, insert: after.slice(from, after.length - end) }
}

/** Seconds of work at a time, in milliseconds since 1970. Time asleep counts, time paused does not. */
export function secondsAt(attempt: Attempt, now: number): number {
  if (attempt.isPaused || attempt.submitted !== undefined) return attempt.seconds
  return attempt.seconds + Math.max(0, now - attempt.lastAt) / 1000
}

/** Points of a result once the hints are taken off. */
export function scoreAfterHints(score: number, hints: number): number {
  return Math.max(0, score - HINT_POINTS * hints)
}
