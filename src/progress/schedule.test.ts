import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProgressEvent } from './events.ts'
import { readRecord, type ProgressRecord } from './record.ts'
import { foldSchedules, impliedGrade, previewDays, recallAt } from './schedule.ts'
import { itemName, tryItem } from './schedule-item.ts'

const DAY = 86_400_000
const START = Date.parse('2026-11-01T09:00:00.000Z')
const item = { kind: 'challenge', challenge: 'xs-01' } as const
const NAME = 'challenge xs-01'

function recordsOf(events: readonly (readonly [days: number, event: ProgressEvent])[]): ProgressRecord[] {
  return events.map(([days, event], i) =>
    readRecord({ ...event, id: `t.${i}`, at: new Date(START + days * DAY + i).toISOString() }),
  )
}

const submitted = (attempt: string, score: number): ProgressEvent => ({
  type: 'attempt-submitted',
  challenge: 'xs-01',
  attempt,
  score,
  passed: 1,
  total: 2,
  seconds: 60,
})
const graded = (attempt: string, grade: 1 | 2 | 3 | 4): ProgressEvent => ({
  type: 'review',
  item: NAME,
  grade,
  attempt,
})
const predicted = (
  right: boolean,
  confidence: 'guess' | 'fairly' | 'certain' = 'certain',
  attempt?: string,
): ProgressEvent => ({
  type: 'prediction',
  attempt,
  lab: 'external-sort',
  topic: 'winner',
  topicLabel: 'Which run gives the next record',
  right,
  confidence,
  position: 9,
})

/** The same time of day. */
function later(at: number, days: number): Date {
  const then = new Date(at)
  then.setDate(then.getDate() + days)
  return then
}

describe('foldSchedules', () => {
  it('asks again tomorrow what was not solved, and later what was', () => {
    const lost = foldSchedules(recordsOf([[0, submitted('a', 40)]])).get(NAME)
    const won = foldSchedules(recordsOf([[0, submitted('a', 100)]])).get(NAME)
    expect(lost).toMatchObject({ lastGrade: 1, reviews: 1, intervalDays: 1 })
    expect(won?.intervalDays).toBeGreaterThan(1)
    expect(won?.due).toEqual(later(START, won?.intervalDays ?? 0))
  })

  it('takes a clock that was set back over midnight, and asks by the clock that goes', () => {
    const back = recordsOf([[0, submitted('a', 100)]]).concat(
      readRecord({
        ...submitted('b', 100),
        id: 't.9',
        at: new Date(START + 9).toISOString(),
        clock: new Date(START - 2 * DAY).toISOString(),
      }),
    )
    const schedule = foldSchedules(back).get(NAME)
    expect(schedule?.reviews).toBe(2)
    expect(schedule?.lastAt.getTime()).toBe(START - 2 * DAY)
    expect(schedule?.due).toEqual(later(START - 2 * DAY, schedule?.intervalDays ?? 0))
    const days = previewDays(foldSchedules(back), item, 'c', new Date(START - 9 * DAY))
    expect(days[1]).toBe(1)
    expect(days[4]).toBeGreaterThanOrEqual(days[3])
  })

  it('counts an attempt once that merged logs hold twice', () => {
    const records = recordsOf([
      [0, submitted('a', 40)],
      [1, submitted('b', 100)],
      [2, submitted('a', 100)],
      [3, graded('a', 4)],
    ])
    expect(foldSchedules(records).get(NAME)).toEqual(foldSchedules(records.slice(0, 2)).get(NAME))
  })

  it('waits longer after each success', () => {
    const events: (readonly [number, ProgressEvent])[] = []
    let day = 0
    const intervals = ['a', 'b', 'c', 'd'].map((attempt) => {
      events.push([day, submitted(attempt, 100)])
      const schedule = foldSchedules(recordsOf(events)).get(NAME)
      day += schedule?.intervalDays ?? 0
      return schedule?.intervalDays ?? 0
    })
    expect(intervals).toEqual(intervals.toSorted((a, b) => a - b))
    expect(new Set(intervals).size).toBe(4)
  })

  it('takes a grade in place of the one that the score implied', () => {
    const both = foldSchedules(
      recordsOf([
        [0, submitted('a', 100)],
        [0, graded('a', 1)],
      ]),
    ).get(NAME)
    const one = foldSchedules(recordsOf([[0, submitted('a', 40)]])).get(NAME)
    expect(both).toMatchObject({ reviews: 1, lastGrade: 1, intervalDays: one?.intervalDays })
    expect(both?.card.stability).toBe(one?.card.stability)
  })

  it('brings a question in with its first prediction, sooner again the less was known', () => {
    const name = 'topic external-sort winner'
    const calls = [predicted(false), predicted(true, 'guess'), predicted(true, 'fairly'), predicted(true)]
    const schedules = calls.map((call) => foldSchedules(recordsOf([[0, call]])).get(name))
    expect(schedules.map((schedule) => schedule?.lastGrade)).toEqual([1, 2, 3, 4])
    const stabilities = schedules.map((schedule) => schedule?.card.stability ?? 0)
    expect(stabilities).toEqual(stabilities.toSorted((a, b) => a - b))
    expect(new Set(stabilities).size).toBe(4)
    const after = foldSchedules(
      recordsOf([
        [0, predicted(false)],
        [1, predicted(true, 'guess')],
      ]),
    )
    expect(after.get(name)).toMatchObject({ reviews: 2, lastGrade: 2 })
  })

  it('takes the grade of a review in place of the one that its answer implied', () => {
    const name = 'topic external-sort winner'
    const review: ProgressEvent = { type: 'review', item: name, grade: 2, attempt: 'r1' }
    const before = [0, predicted(false)] as const
    const regraded = foldSchedules(recordsOf([before, [3, predicted(true, 'certain', 'r1')], [3, review]])).get(name)
    const implied = foldSchedules(recordsOf([before, [3, predicted(true, 'guess', 'r1')]])).get(name)
    expect(regraded).toMatchObject({ reviews: 2, lastGrade: 2, intervalDays: implied?.intervalDays })
    expect(regraded?.card.stability).toBeCloseTo(implied?.card.stability ?? 0, 9)
  })

  it('asks again while it is still likely to be known, seed 11', () => {
    const step = fc.record({
      gap: fc.nat(40),
      attempt: fc.constantFrom('a', 'b', 'c'),
      score: fc.constantFrom(0, 80, 100),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let day = 0
        const records = recordsOf(steps.map(({ gap, attempt, score }) => [(day += gap), submitted(attempt, score)]))
        const schedule = foldSchedules(records).get(NAME)
        if (schedule === undefined) return
        expect(schedule.due.getTime()).toBeGreaterThan(schedule.lastAt.getTime())
        // A day is the least there is; from a few days on the rounding to days is small.
        if (schedule.intervalDays >= 5) expect(recallAt(schedule, schedule.due)).toBeCloseTo(0.9, 1)
        expect(recallAt(schedule, schedule.lastAt)).toBeCloseTo(1, 5)
      }),
      { seed: 11 },
    )
  })
})

it('foretells what a grade would do', () => {
  const records = recordsOf([[0, submitted('a', 100)]])
  const days = previewDays(foldSchedules(records), item, 'a', new Date(START))
  expect(days[1]).toBeLessThan(days[2])
  expect(days[2]).toBeLessThan(days[3])
  expect(days[3]).toBeLessThan(days[4])
  for (const grade of [1, 2, 3, 4] as const) {
    const then = foldSchedules([...records, ...recordsOf([[0, graded('a', grade)]])]).get(NAME)
    expect(then?.intervalDays).toBe(days[grade])
  }
})

it('reads grades off scores', () => {
  expect([0, 79, 80, 99, 100].map(impliedGrade)).toEqual([1, 1, 2, 2, 3])
})

it('names items, and knows its own names again', () => {
  const topic = { kind: 'topic', lab: 'external-sort', topic: 'winner' } as const
  expect(tryItem(itemName(item))).toEqual(item)
  expect(tryItem(itemName(topic))).toEqual(topic)
  for (const name of ['', 'challenge', 'challenge ', 'topic a', 'concept x', 'challenge a b', 'topic a b c']) {
    expect(tryItem(name)).toBeUndefined()
  }
})
