import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readRecord } from './record.ts'
import { foldSchedules, previewDays, recallAt, type Schedule } from './schedule.ts'

/** Days are those of the calendar on the learner's wall, as the page shows them, and not those of Greenwich. */

const item = { kind: 'challenge', challenge: 'xs-01' } as const

/** What comes of attempts that were handed in, each with its score, when they were by the clock on the wall. */
function scheduleOf(...attempts: readonly (readonly [at: Date, score: number])[]): Schedule {
  const records = attempts.map(([at, score], i) => {
    const event = { type: 'attempt-submitted', challenge: 'xs-01', attempt: `a${i}`, score }
    return readRecord({ ...event, passed: 1, total: 2, seconds: 60, id: `t.${i}`, at: at.toISOString() })
  })
  const schedule = foldSchedules(records).get('challenge xs-01')
  if (schedule === undefined) throw new Error('nothing was reviewed')
  return schedule
}

const OCTOBER = 9
const at = (month: number, day: number, hours: number, minutes = 0): Date => new Date(2026, month, day, hours, minutes)
const dayText = (date: Date): string => `${date.getMonth() + 1}-${date.getDate()}`

const zone = process.env['TZ']

function useZone(name: string): void {
  beforeEach(() => {
    process.env['TZ'] = name
  })
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })
}

describe.each([
  // Behind Greenwich, where the evening is the next day there; ahead of it, where the morning is the day before.
  ['America/Los_Angeles', 8 * 60],
  ['Asia/Tokyo', -9 * 60],
])('in %s', (name, offset) => {
  useZone(name)

  it('is the zone that it says', () => {
    expect(at(0, 5, 12).getTimezoneOffset()).toBe(offset)
  })

  it.each([0, 7, 12, 20, 23])('asks again on the day that it says, after a review at %i o’clock', (hours) => {
    const lost = scheduleOf([at(0, 5, hours), 40])
    expect([lost.intervalDays, dayText(lost.due)]).toEqual([1, '1-6'])
    const won = scheduleOf([at(0, 5, hours), 100])
    expect(dayText(won.due)).toBe(`1-${5 + won.intervalDays}`)
  })

  it('counts the days between two reviews alike, whatever the hour of each', () => {
    const noon = scheduleOf([at(0, 5, 12), 100], [at(0, 8, 12), 100])
    for (const [first, second] of [
      [1, 23],
      [23, 1],
      [7, 18],
      [18, 7],
    ] as const) {
      const schedule = scheduleOf([at(0, 5, first), 100], [at(0, 8, second), 100])
      expect(schedule.card.stability).toBe(noon.card.stability)
      expect(dayText(schedule.due)).toBe(dayText(noon.due))
      expect(recallAt(schedule, at(0, 20, first))).toBe(recallAt(noon, at(0, 20, second)))
    }
  })

  it('counts from evening to morning as a day, and from morning to evening as none', () => {
    const night = scheduleOf([at(0, 5, 22), 100], [at(0, 6, 6), 100])
    const day = scheduleOf([at(0, 5, 6), 100], [at(0, 5, 22), 100])
    expect(night.card.elapsed_days).toBe(1)
    expect(day.card.elapsed_days).toBe(0)
    expect(night.card.stability).toBeGreaterThan(day.card.stability)
  })
})

describe('where the clocks are changed', () => {
  useZone('Europe/Berlin')

  it('asks again tomorrow when the night is an hour shorter', () => {
    const schedule = scheduleOf([at(2, 28, 23, 30), 40])
    expect(at(2, 28, 12).getTimezoneOffset() - at(2, 29, 12).getTimezoneOffset()).toBe(60)
    expect([schedule.intervalDays, dayText(schedule.due)]).toEqual([1, '3-29'])
  })

  it('asks again tomorrow, and not today, when the day is an hour longer', () => {
    const schedule = scheduleOf([at(OCTOBER, 25, 0, 30), 40])
    expect(at(OCTOBER, 24, 12).getTimezoneOffset() - at(OCTOBER, 26, 12).getTimezoneOffset()).toBe(-60)
    expect([schedule.intervalDays, dayText(schedule.due)]).toEqual([1, '10-26'])
  })

  it('foretells the days that a grade then has, over the change too', () => {
    const first = readRecord({
      ...{ type: 'attempt-submitted', challenge: 'xs-01', attempt: 'a', score: 100, passed: 1, total: 1, seconds: 9 },
      id: 't.0',
      at: at(2, 27, 23, 45).toISOString(),
    })
    const graded = readRecord({
      ...{ type: 'review', item: 'challenge xs-01', grade: 2, attempt: 'b' },
      id: 't.1',
      at: at(2, 29, 0, 15).toISOString(),
    })
    const days = previewDays(foldSchedules([first]), item, 'b', at(2, 29, 0, 15))
    const schedule = foldSchedules([first, graded]).get('challenge xs-01')
    expect(schedule?.intervalDays).toBe(days[2])
    expect(schedule?.card.elapsed_days).toBe(2)
  })
})
