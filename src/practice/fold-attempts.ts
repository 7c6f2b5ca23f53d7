import type { ProgressRecord } from '../progress/record.ts'
import { reduceAttempt, tryStart, type Attempt } from './attempts.ts'

/**
 * Folds a log that grows, for one challenge: what was folded is not folded again as long as the log starts as it did. Of
 * attempts, the one with the last record last.
 */
export function createAttemptFold(challenge: string): (records: readonly ProgressRecord[]) => readonly Attempt[] {
  let attempts = new Map<string, Attempt>()
  let done = 0
  let lastId = ''
  let list: readonly Attempt[] = []
  return (records) => {
    if (done > records.length || (done > 0 && records[done - 1]?.id !== lastId)) {
      attempts = new Map()
      done = 0
      list = []
    }
    let isChanged = false
    for (; done < records.length; done++) {
      const record = records[done] as ProgressRecord
      lastId = record.id
      isChanged = foldOne(attempts, record, challenge) || isChanged
    }
    if (isChanged || attempts.size !== list.length) list = [...attempts.values()]
    return list
  }
}

function foldOne(attempts: Map<string, Attempt>, record: ProgressRecord, challenge: string): boolean {
  const { event } = record
  if (event === undefined || !('attempt' in event) || event.attempt === undefined) return false
  const attempt = attempts.get(event.attempt)
  if (attempt === undefined) {
    const started = tryStart(event, record, challenge)
    if (started !== undefined) attempts.set(started.id, started)
    return started !== undefined
  }
  if (event.type === 'attempt-started' || event.type === 'prediction' || event.type === 'review') return false
  const next = reduceAttempt(attempt, event, record)
  if (next === attempt) return false
  attempts.delete(attempt.id)
  attempts.set(attempt.id, next)
  return true
}
