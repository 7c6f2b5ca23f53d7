import { expect, test } from 'vitest'
import type { ProgressEvent } from '../progress/events.ts'
import type { ProgressRecord } from '../progress/record.ts'
import { tryOpenAnswer } from './open-answer.ts'

const NOW = new Date(2026, 10, 30, 12)
const ANSWER = {
  type: 'prediction',
  lab: 'external-sort',
  topic: 'next-winner',
  topicLabel: 'Which run gives the next record',
  right: false,
  confidence: 'fairly',
  position: 7,
  chosen: 2,
  attempt: 'a',
} as const satisfies ProgressEvent
const GRADE: ProgressEvent = { type: 'review', item: 'external-sort/next-winner', grade: 1, attempt: 'a' }

function openOf(events: readonly ProgressEvent[], at = NOW): number | undefined {
  const records = events.map((event, i): ProgressRecord => ({
    id: `t.${i}`,
    at: at.toISOString(),
    clock: undefined,
    event,
  }))
  return tryOpenAnswer(records, NOW)?.chosen
}

test('an answer is open until it is graded, or something else is answered', () => {
  const opened: ProgressEvent = { type: 'lab-opened', lab: 'external-sort' }
  expect(openOf([ANSWER])).toBe(2)
  expect(openOf([ANSWER, opened])).toBe(2)
  expect(openOf([ANSWER, GRADE])).toBeUndefined()
  expect(openOf([ANSWER, { ...ANSWER, attempt: undefined }])).toBeUndefined()
  expect(openOf([])).toBeUndefined()
})

test('one of another day, of a lab, or of an older log is not', () => {
  expect(openOf([ANSWER], new Date(2026, 10, 29, 23, 59))).toBeUndefined()
  expect(openOf([{ ...ANSWER, attempt: undefined }])).toBeUndefined()
  expect(openOf([{ ...ANSWER, chosen: undefined }])).toBeUndefined()
})
