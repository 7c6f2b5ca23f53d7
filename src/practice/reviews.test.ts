import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ProgressEvent } from '../progress/events.ts'
import { readRecord } from '../progress/record.ts'
import { foldSchedules } from '../progress/schedule.ts'
import { daysUntil } from '../ui/dates.ts'
import { describeNone, foldTopicLabels, lateText, layoutDays, layoutReviews, minutesOf } from './reviews.ts'

const DAY = 86_400_000
const START = Date.parse('2026-11-02T12:00:00.000Z')
const SOURCES = {
  labs: [{ id: 'external-sort', title: 'External sort' }],
  challenges: [{ id: 'xs-01', title: 'Count the passes', topic: 'external-sort', minutes: 5 } as const],
}

function called(topic: string, right: boolean, lab = 'external-sort'): ProgressEvent {
  return { type: 'prediction', lab, topic, topicLabel: `About ${topic}`, right, confidence: 'fairly', position: 1 }
}

function solved(challenge: string, score: number): ProgressEvent {
  return { type: 'attempt-submitted', challenge, attempt: challenge, score, passed: 1, total: 1, seconds: 9 }
}

/** What is due so many days after the first event. */
function reviewsAt(days: number, events: readonly (readonly [day: number, event: ProgressEvent])[]) {
  const records = events.map(([day, event], i) =>
    readRecord({ ...event, id: `t.${i}`, at: new Date(START + day * DAY + i).toISOString() }),
  )
  const now = new Date(START + days * DAY)
  return { now, reviews: layoutReviews(foldSchedules(records), foldTopicLabels(records), SOURCES, now) }
}

it('brings back moments of labs, got right or wrong, and challenges, the longest overdue first', () => {
  const events = [
    [0, called('winner', true)],
    [0, called('heads', false)],
    [2, solved('xs-01', 10)],
  ] as const
  const { reviews } = reviewsAt(5, events)
  expect(reviews.due.map(({ title, where }) => [title, where])).toEqual([
    ['About heads', 'External sort'],
    ['About winner', 'External sort'],
    ['Count the passes', 'External sort'],
  ])
  expect(reviews.due.map(lateText)).toEqual(['4 d', `${-(reviews.due[1]?.days ?? 0)} d`, '2 d'])
  expect(minutesOf(reviews.due)).toBe(7)
})

it('leaves out what no longer exists', () => {
  const { reviews } = reviewsAt(9, [
    [0, called('winner', false, 'gone')],
    [0, solved('zz-01', 0)],
  ])
  expect(reviews).toEqual({ due: [], coming: [] })
})

it('says until when nothing is due', () => {
  const nothing = reviewsAt(0, [])
  expect(describeNone(nothing.reviews, nothing.now)).toMatch(/^No reviews yet\./)
  const wrong = reviewsAt(0, [[0, called('winner', false)]])
  expect(describeNone(wrong.reviews, wrong.now)).toBe('No reviews due until tomorrow.')
  const solvedOne = reviewsAt(0, [[0, solved('xs-01', 100)]])
  const [row] = solvedOne.reviews.coming
  const weekday = row?.schedule.due.toLocaleDateString('en', { weekday: 'long' })
  expect(row?.days).toBeLessThan(7)
  expect(describeNone(solvedOne.reviews, solvedOne.now)).toBe(`No reviews due until ${weekday}.`)
})

it('counts each review on one day, seed 12', () => {
  const event = fc.record({ day: fc.nat(60), topic: fc.constantFrom('a', 'b', 'c', 'd'), right: fc.boolean() })
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), fc.nat(90), (calls, at) => {
      const sorted = calls.toSorted((a, b) => a.day - b.day)
      const { reviews, now } = reviewsAt(
        at + 60,
        sorted.map(({ day, topic, right }) => [day, called(topic, right)]),
      )
      const all = [...reviews.due, ...reviews.coming]
      expect(all.length).toBe(new Set(calls.map(({ topic }) => topic)).size)
      for (const { schedule, days } of all) expect(days).toBe(daysUntil(schedule.due, now))
      const last = Math.max(0, ...reviews.coming.map(({ days }) => days))
      const counted = layoutDays(reviews, last + 1).reduce((sum, { count }) => sum + count, 0)
      expect(counted).toBe(all.length)
      expect(reviews.due.every(({ days }) => days <= 0)).toBe(true)
    }),
    { seed: 12 },
  )
})
