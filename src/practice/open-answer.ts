import type { PredictionEvent } from '../progress/events.ts'
import type { ProgressRecord } from '../progress/record.ts'
import { daysUntil } from '../ui/dates.ts'

/** An answer that was locked in in a review and has no grade yet. */
export interface OpenAnswer {
  readonly event: PredictionEvent
  readonly attempt: string
  /** Which of the answers. */
  readonly chosen: number
}

/**
 * The answer that the page was left with, of today: nothing was graded, answered or handed in since. Its truth may never
 * have been seen.
 */
export function tryOpenAnswer(records: readonly ProgressRecord[], now: Date): OpenAnswer | undefined {
  const last = records.findLast(({ event }) => event !== undefined && ENDS.has(event.type))
  const event = last?.event
  if (event?.type !== 'prediction' || event.attempt === undefined || event.chosen === undefined) return undefined
  if (daysUntil(new Date(last?.clock ?? last?.at ?? ''), now) !== 0) return undefined
  return { event, attempt: event.attempt, chosen: event.chosen }
}

const ENDS: ReadonlySet<string> = new Set(['prediction', 'review', 'attempt-submitted'])
