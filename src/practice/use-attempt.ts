import { useMemo, useState } from 'react'
import { readClock } from '../progress/clock.ts'
import type { AttemptEvent, ProgressEvent, ReviewEvent } from '../progress/events.ts'
import type { ProgressRecord } from '../progress/record.ts'
import { foldSchedules } from '../progress/schedule.ts'
import { itemName } from '../progress/schedule-item.ts'
import { scoreAfterHints, tryEdit, type Attempt, type Work } from './attempts.ts'
import { createAttemptFold } from './fold-attempts.ts'
import { isDue } from './reviews.ts'

export interface AttemptPorts {
  /** Adds an event to the learner's log; it is in `records` when the page is drawn next. */
  readonly append: (event: ProgressEvent) => void
  /** The log as it is at this very moment, which the page may not have been drawn with yet. */
  readonly readRecords: () => readonly ProgressRecord[]
  /** A name that nothing else has. */
  readonly createId: () => string
}

export interface AttemptResult {
  /** 0 to 100, hints not taken off. */
  readonly score: number
  readonly passed: number
  readonly total: number
}

/**
 * Writes down how a run ended, in the attempt that it began in, and what it found where that is short enough; gives the
 * run's record, where it could be written.
 */
export type RunEnd = (passed: number, total: number, result?: string) => string | undefined

/** The attempt on the page, and what can be done in it. Whatever is done first begins it. */
export interface AttemptControl {
  /** Undefined before the first act. */
  readonly attempt: Attempt | undefined
  /** Of this challenge, the one with the last record last. */
  readonly attempts: readonly Attempt[]
  readonly begin: () => void
  readonly edit: (field: string, text: string) => void
  readonly openHint: (hint: number) => void
  readonly setPaused: (isPaused: boolean) => void
  /** A run begins on what stands; what this gives writes down how it ended. */
  readonly run: () => RunEnd
  readonly returnTo: (record: string) => void
  /** Hands in, and gives the points: hints are taken off, those too that were opened while it was judged. */
  readonly submit: (result: AttemptResult, seconds: number) => number
  readonly grade: (grade: ReviewEvent['grade']) => void
  /** Puts an ended attempt aside: the next act begins another one. */
  readonly again: () => void
  /** Shows the ended attempt again that was put aside; undefined where none was. */
  readonly lookBack: (() => void) | undefined
  /** Shows one that was handed in before, in which nothing can be done; undefined while another one is open. */
  readonly open: ((id: string) => void) | undefined
  /** Back from that one to what was shown; undefined where that is shown. */
  readonly toPresent: (() => void) | undefined
}

/** What the page has done with attempts: the one it handed in last, which stays, the one it put aside, and an older one that it shows. */
interface Kept {
  readonly handedIn: string | undefined
  readonly left: string | undefined
  readonly opened?: string | undefined
}

const NOTHING_KEPT: Kept = { handedIn: undefined, left: undefined }

/**
 * The one that was opened, else the one that was handed in here, else one that is open, else the one that was last: logs that are merged may hold an ended
 * one that began later, and two that are open.
 */
function currentOf(attempts: readonly Attempt[], { handedIn, left, opened }: Kept): Attempt | undefined {
  const shown =
    attempts.find(({ id }) => id === opened) ??
    attempts.find(({ id }) => id === handedIn) ??
    attempts.findLast(({ submitted }) => submitted === undefined)
  if (shown !== undefined) return shown
  const last = attempts.at(-1)
  return last?.id === left ? undefined : last
}

/**
 * A page opens with nothing done in it yet. Of a challenge that is due the ended attempt is put aside: who is asked must not
 * see what was answered.
 */
function keptAtStart(challenge: string, records: readonly ProgressRecord[], attempts: readonly Attempt[]): Kept {
  const last = attempts.at(-1)
  const schedule =
    last?.submitted === undefined ? undefined : foldSchedules(records).get(itemName({ kind: 'challenge', challenge }))
  const isAsked = schedule !== undefined && isDue(schedule, new Date(readClock()))
  return isAsked ? { handedIn: undefined, left: last?.id } : NOTHING_KEPT
}

const NO_WORK: Work = { texts: new Map(), hints: [] }

export function useAttempt(
  challenge: string,
  records: readonly ProgressRecord[],
  isTimed: boolean,
  { append, readRecords, createId }: AttemptPorts,
): AttemptControl {
  const fold = useMemo(() => createAttemptFold(challenge), [challenge])
  const attempts = useMemo(() => fold(records), [fold, records])
  const [kept, setKept] = useState<Kept>(() => keptAtStart(challenge, records, attempts))
  const attempt = currentOf(attempts, kept)
  const present = currentOf(attempts, { ...kept, opened: undefined })
  const canOpen = present === undefined || present.submitted !== undefined
  // Two keys may be pressed before the page is drawn again.
  const readAttempt = () => currentOf(fold(readRecords()), kept)
  /** The name of the attempt that is going on, begun now where none is. */
  const ensureId = (): string | undefined => {
    const newest = readAttempt()
    if (newest !== undefined) return newest.submitted === undefined ? newest.id : undefined
    const id = createId()
    append({ type: 'attempt-started', challenge, attempt: id, isTimed })
    return id
  }
  /** `after` is the record that it is done after, as it is seen here: another copy of the log may hold others. */
  const act = (make: (where: { readonly attempt: string; readonly after: string | undefined }) => AttemptEvent) => {
    const id = ensureId()
    if (id !== undefined) append(make({ attempt: id, after: readAttempt()?.moments.at(-1)?.record }))
  }
  return {
    attempt,
    attempts,
    begin: () => void ensureId(),
    edit: (field, text) => {
      const { texts } = readAttempt() ?? NO_WORK
      const change = tryEdit(texts.get(field) ?? '', text)
      if (change !== undefined) act((where) => ({ type: 'attempt-edited', ...where, field, ...change }))
    },
    openHint: (hint) => act((where) => ({ type: 'attempt-hint', ...where, hint })),
    setPaused: (isPaused) => act((where) => ({ type: 'attempt-paused', ...where, isPaused })),
    run: () => {
      const id = ensureId()
      const find = () => fold(readRecords()).find((each) => each.id === id)
      const of = find()?.moments.at(-1)?.record
      return (passed, total, result) => {
        const last = find()
        // Meanwhile it may have been handed in, or the log erased, in another tab.
        if (last === undefined || last.submitted !== undefined) return undefined
        append({ type: 'attempt-ran', attempt: last.id, after: last.moments.at(-1)?.record, of, passed, total, result })
        return find()?.moments.at(-1)?.record
      }
    },
    returnTo: (record) => act((where) => ({ type: 'attempt-returned', ...where, record })),
    submit: (result, seconds) => {
      const score = scoreAfterHints(result.score, readAttempt()?.hints.length ?? 0)
      act((where) => {
        setKept({ handedIn: where.attempt, left: undefined })
        return { type: 'attempt-submitted', challenge, ...where, ...result, score, seconds }
      })
      return score
    },
    grade: (grade) => {
      if (attempt === undefined) return
      append({ type: 'review', item: itemName({ kind: 'challenge', challenge }), grade, attempt: attempt.id })
    },
    again: () => setKept({ handedIn: undefined, left: attempt?.id }),
    lookBack: attempt !== undefined || attempts.length === 0 ? undefined : () => setKept(NOTHING_KEPT),
    open: canOpen ? (id) => setKept({ ...kept, opened: id === present?.id ? undefined : id }) : undefined,
    toPresent: attempt === present ? undefined : () => setKept({ ...kept, opened: undefined }),
  }
}
