import { SOLVED_SCORE } from '../progress/events.ts'
import { shownTime, type ProgressRecord } from '../progress/record.ts'

/** One attempt that was handed in. */
export interface Result {
  readonly score: number
  readonly at: Date
  readonly seconds: number
}

export interface ChallengeResults {
  /** Oldest first. */
  readonly results: readonly Result[]
  readonly best: number | undefined
  /** Begun and not handed in. */
  readonly isOpen: boolean
}

export const NO_RESULTS: ChallengeResults = { results: [], best: undefined, isOpen: false }

/** What came of every challenge that was begun, by id. */
export function foldResults(records: readonly ProgressRecord[]): ReadonlyMap<string, ChallengeResults> {
  const all = new Map<string, ChallengeResults>()
  const open = new Map<string, string>()
  const ended = new Set<string>()
  for (const record of records) {
    const { event } = record
    if (event?.type === 'attempt-started') {
      open.set(event.attempt, event.challenge)
      all.set(event.challenge, { ...(all.get(event.challenge) ?? NO_RESULTS), isOpen: true })
    }
    // An attempt is handed in once; logs that are merged may hold two ends of it.
    if (event?.type !== 'attempt-submitted' || ended.has(event.attempt)) continue
    ended.add(event.attempt)
    open.delete(event.attempt)
    const { results, best = 0 } = all.get(event.challenge) ?? NO_RESULTS
    const result = { score: event.score, at: new Date(shownTime(record)), seconds: event.seconds }
    const isOpen = [...open.values()].includes(event.challenge)
    all.set(event.challenge, { results: [...results, result], best: Math.max(best, event.score), isOpen })
  }
  return all
}

export function isSolved({ best }: ChallengeResults): boolean {
  return best !== undefined && best >= SOLVED_SCORE
}
