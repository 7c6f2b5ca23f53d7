import type { AttemptEditedEvent, AttemptEvent, AttemptSubmittedEvent, ProgressEvent } from '../progress/events.ts'
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
  /** Of a run: what was found, as the log has it; undefined where that was too long for it. */
  readonly result?: string
  /** Of a run: the moment whose work was run, as an index, where other work stood when it ended. */
  readonly ran?: number
  /** Of a return: the moment that it went back to, as an index. */
  readonly to?: number
  /**
   * The moment that it goes on from, as an index, where that is not the one before: the attempt was gone on with in two
   * copies of the log, which were merged.
   */
  readonly after?: number
}

export interface Attempt extends Work {
  readonly id: string
  readonly challenge: string
  readonly isTimed: boolean
  readonly isPaused: boolean
  /** First to last; never empty. */
  readonly moments: readonly AttemptMoment[]
  /** Records that changed nothing and made no moment, each with the index of the moment that it came after. */
  readonly passedOver: ReadonlyMap<string, number>
  /** Seconds of work at the last moment. */
  readonly seconds: number
  /** When the last moment was by the clock, in milliseconds since 1970. */
  readonly lastAt: number
  readonly submitted: AttemptSubmittedEvent | undefined
}

/** What a hint costs, in points. */
export const HINT_POINTS = 5

/**
 * The attempt after one more record of it. What comes after it was handed in has no effect. A record is done to what its
 * writer saw, so that each text is one that somebody had, also where copies of a log were merged; hints that were read and
 * the clock are those of all.
 */
export function reduceAttempt(attempt: Attempt, event: AttemptEvent, record: ProgressRecord): Attempt {
  if (attempt.submitted !== undefined) return attempt
  const from = indexBefore(attempt, event)
  const before = attempt.moments[from]?.work ?? attempt
  // By the clock: the order of the log stands still behind a record of a clock that was ahead.
  const at = Date.parse(shownTime(record))
  const seconds = workAt(attempt, event, at)
  const change = (kind: MomentKind, work: Partial<Work>, more: Partial<Attempt & AttemptMoment> = {}): Attempt => {
    const { passed, total, result, ran, to, ...rest } = more
    const { texts = before.texts, hints = attempt.hints } = work
    const facts = {
      ...(passed === undefined ? {} : { passed }),
      ...(total === undefined ? {} : { total }),
      ...(result === undefined ? {} : { result }),
      ...(ran === undefined ? {} : { ran }),
      ...(to === undefined ? {} : { to }),
      ...(from === attempt.moments.length - 1 ? {} : { after: from }),
    }
    const moment: AttemptMoment = { record: record.id, kind, seconds, work: { texts, hints }, ...facts }
    return { ...attempt, ...rest, texts, hints, seconds, lastAt: at, moments: [...attempt.moments, moment] }
  }
  const passOver = (): Attempt => ({ ...attempt, passedOver: new Map(attempt.passedOver).set(record.id, from) })
  switch (event.type) {
    case 'attempt-edited':
      return change('edit', { texts: editTexts(before.texts, event) })
    case 'attempt-hint':
      return attempt.hints.includes(event.hint) ? passOver() : change('hint', { hints: [...attempt.hints, event.hint] })
    case 'attempt-paused':
      return event.isPaused === attempt.isPaused
        ? passOver()
        : change(event.isPaused ? 'pause' : 'resume', {}, { isPaused: event.isPaused })
    case 'attempt-ran': {
      const ran = event.of === undefined ? undefined : indexOf(attempt, event.of)
      const isOther = ran !== undefined && attempt.moments[ran]?.work.texts !== before.texts
      const { passed, total, result } = event
      return change(
        'run',
        {},
        { passed, total, ...(result === undefined ? {} : { result }), ...(isOther ? { ran } : {}) },
      )
    }
    case 'attempt-returned': {
      const to = indexOf(attempt, event.record)
      // A hint that was read stays read.
      const texts = to === undefined ? undefined : attempt.moments[to]?.work.texts
      return to === undefined || texts === undefined ? passOver() : change('return', { texts }, { to })
    }
    case 'attempt-submitted':
      return change('submit', {}, { submitted: event, passed: event.passed, total: event.total })
  }
}

/** Seconds of work at a record. What is handed in was done when it was asked for: that it was judged then is no work. */
function workAt(attempt: Attempt, event: AttemptEvent, at: number): number {
  const now = secondsAt(attempt, at)
  return event.type === 'attempt-submitted' ? Math.max(attempt.seconds, Math.min(now, event.seconds)) : now
}

/** The moment that its writer saw last. Where the log lacks that one it is done to what stands. */
function indexBefore(attempt: Attempt, { after }: AttemptEvent): number {
  return (after === undefined ? undefined : indexOf(attempt, after)) ?? attempt.moments.length - 1
}

function indexOf({ moments, passedOver }: Attempt, record: string): number | undefined {
  const index = moments.findLastIndex((moment) => moment.record === record)
  return index === -1 ? passedOver.get(record) : index
}

/** The moments that led to the one at `index`, first to last: those of other copies are left out. */
export function lineTo(moments: readonly AttemptMoment[], index: number): readonly number[] {
  const line: number[] = []
  for (let at = index; at >= 0; at = moments[at]?.after ?? at - 1) line.push(at)
  return line.reverse()
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
    passedOver: new Map(),
    moments: [{ record: record.id, kind: 'start', seconds: 0, work }],
    seconds: 0,
    lastAt: Date.parse(shownTime(record)),
    submitted: undefined,
  }
}

/** The last moments of what was done in other copies of the log than the one that the last moment is of, as indexes. */
export function endsOfCopies(moments: readonly AttemptMoment[]): readonly number[] {
  const goneOnFrom = new Set(moments.map(({ after }, i) => after ?? i - 1))
  return moments.flatMap((_, i) => (goneOnFrom.has(i) || i === moments.length - 1 ? [] : [i]))
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
): Pick<AttemptEditedEvent, 'from' | 'cut' | 'insert'> | undefined {
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
