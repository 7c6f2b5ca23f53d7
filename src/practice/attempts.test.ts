import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProgressEvent } from '../progress/events.ts'
import { readRecord, stampDrafts, type ProgressRecord } from '../progress/record.ts'
import { scoreAfterHints, secondsAt, tryEdit, type Attempt } from './attempts.ts'
import { createAttemptFold } from './fold-attempts.ts'

const START = Date.parse('2026-11-29T10:00:00.000Z')

function recordsOf(events: readonly (readonly [seconds: number, event: ProgressEvent])[]): ProgressRecord[] {
  return events.map(([seconds, event], i) =>
    readRecord({ ...event, id: `t.${i}`, at: new Date(START + seconds * 1000).toISOString() }),
  )
}

const start: ProgressEvent = { type: 'attempt-started', challenge: 'xs-01', attempt: 'a', isTimed: true }
const edit = (field: string, from: number, cut: number, insert: string): ProgressEvent => ({
  type: 'attempt-edited',
  attempt: 'a',
  field,
  from,
  cut,
  insert,
})
const pause = (isPaused: boolean): ProgressEvent => ({ type: 'attempt-paused', attempt: 'a', isPaused })
const submit: ProgressEvent = {
  type: 'attempt-submitted',
  challenge: 'xs-01',
  attempt: 'a',
  score: 67,
  passed: 2,
  total: 3,
  seconds: 9,
}

function foldAttempts(records: readonly ProgressRecord[], challenge: string): readonly Attempt[] {
  return createAttemptFold(challenge)(records)
}

function only(records: readonly ProgressRecord[]): Attempt {
  const [attempt] = foldAttempts(records, 'xs-01')
  if (attempt === undefined) throw new Error('there is no attempt')
  return attempt
}

describe('foldAttempts', () => {
  it('replays texts from edits, field by field', () => {
    const attempt = only(
      recordsOf([
        [0, start],
        [1, edit('passes', 0, 0, '33')],
        [2, edit('passes', 1, 1, '')],
        [3, edit('runs', 0, 0, '22')],
      ]),
    )
    expect(Object.fromEntries(attempt.texts)).toEqual({ passes: '3', runs: '22' })
    expect(attempt.moments.map(({ work }) => work.texts.get('passes'))).toEqual([undefined, '33', '3', '3'])
  })

  it('counts work, not pauses, and sleep as work', () => {
    const records = recordsOf([
      [0, start],
      [10, pause(true)],
      [100, pause(false)],
      [105, edit('runs', 0, 0, '2')],
    ])
    const attempt = only(records)
    expect(attempt.seconds).toBe(15)
    expect(secondsAt(attempt, START + 3600_000)).toBe(15 + 3600 - 105)
    expect(secondsAt(only(records.slice(0, 2)), START + 3600_000)).toBe(10)
  })

  it('does not let time run backwards when the clock is set back', () => {
    const attempt = only(recordsOf([[60, start]]))
    expect(secondsAt(attempt, START)).toBe(0)
    const late = only(
      recordsOf([
        [60, start],
        [10, edit('runs', 0, 0, '2')],
      ]),
    )
    expect(late.seconds).toBe(0)
  })

  it('counts on behind a record of a clock that was ahead by years', () => {
    const ahead = { ...edit('runs', 0, 0, '1'), attempt: 'other' }
    const log = stampDrafts(
      [
        { id: 't.0', clock: new Date(START + 1e11).toISOString(), event: ahead },
        { id: 't.1', clock: new Date(START).toISOString(), event: start },
        { id: 't.2', clock: new Date(START + 90_000).toISOString(), event: edit('runs', 0, 0, '2') },
      ],
      undefined,
    )
    const attempt = only(log.map(readRecord))
    expect(attempt.seconds).toBe(90)
    expect(secondsAt(attempt, START + 100_000)).toBe(100)
  })

  it('goes back to an earlier moment, and keeps the hints that were read', () => {
    const attempt = only(
      recordsOf([
        [0, start],
        [1, edit('runs', 0, 0, '2')],
        [2, edit('runs', 1, 0, '9')],
        [3, { type: 'attempt-hint', attempt: 'a', hint: 0 }],
        [4, { type: 'attempt-returned', attempt: 'a', record: 't.1' }],
      ]),
    )
    expect(attempt.texts.get('runs')).toBe('2')
    expect(attempt.hints).toEqual([0])
    expect(attempt.moments.at(-1)).toMatchObject({ kind: 'return', to: 1 })
  })

  it('knows what a run ran on where other work stood when it ended', () => {
    const ran: ProgressEvent = { type: 'attempt-ran', attempt: 'a', passed: 1, total: 2 }
    const moments = (events: readonly ProgressEvent[]) =>
      only(recordsOf([start, edit('runs', 0, 0, '2'), ...events].map((event, i) => [i, event]))).moments
    expect(moments([edit('runs', 1, 0, '9'), { ...ran, of: 't.1' }]).at(-1)).toMatchObject({ kind: 'run', ran: 1 })
    expect(moments([{ ...ran, of: 't.1' }]).at(-1)).not.toHaveProperty('ran')
    // Opening a hint changes no answer; and logs of before do not say it.
    const hint: ProgressEvent = { type: 'attempt-hint', attempt: 'a', hint: 0 }
    expect(moments([hint, { ...ran, of: 't.1' }]).at(-1)).not.toHaveProperty('ran')
    expect(moments([edit('runs', 1, 0, '9'), ran]).at(-1)).not.toHaveProperty('ran')
    expect(moments([edit('runs', 1, 0, '9'), { ...ran, of: 'gone' }]).at(-1)).not.toHaveProperty('ran')
  })

  it('ends with what was handed in: nothing after it counts', () => {
    const attempt = only(
      recordsOf([
        [0, start],
        [9, submit],
        [10, edit('runs', 0, 0, '2')],
        [11, submit],
      ]),
    )
    expect(attempt.moments.map(({ kind }) => kind)).toEqual(['start', 'submit'])
    expect(attempt.submitted?.score).toBe(67)
    expect(secondsAt(attempt, START + 99_000)).toBe(9)
  })

  it('ends when it was asked to be handed in, not when it was judged', () => {
    const attempt = only(
      recordsOf([
        [0, start],
        [5, edit('runs', 0, 0, '2')],
        [20, submit],
      ]),
    )
    expect([attempt.seconds, attempt.moments.at(-1)?.seconds]).toEqual([9, 9])
    const late = only(
      recordsOf([
        [0, start],
        [12, edit('runs', 0, 0, '2')],
        [20, submit],
      ]),
    )
    expect(late.seconds).toBe(12)
    expect(
      only(
        recordsOf([
          [0, start],
          [3, submit],
        ]),
      ).seconds,
    ).toBe(3)
  })

  it('keeps challenges and attempts apart', () => {
    const other: ProgressEvent = { type: 'attempt-started', challenge: 'dl-01', attempt: 'b', isTimed: false }
    const records = recordsOf([
      [0, start],
      [1, other],
      [2, edit('runs', 0, 0, '2')],
      [3, { ...start, attempt: 'c' }],
    ])
    expect(foldAttempts(records, 'xs-01').map(({ id }) => id)).toEqual(['a', 'c'])
    expect(foldAttempts(records, 'dl-01')).toMatchObject([{ id: 'b', moments: [{ kind: 'start' }] }])
  })

  it('folds one record at a time to the same as all at once, seed 7', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n') })
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
        const events: (readonly [number, ProgressEvent])[] = [[0, start]]
        let before = ''
        texts.forEach((after, i) => {
          const change = tryEdit(before, after)
          if (change !== undefined) events.push([i + 1, edit('sql', change.from, change.cut, change.insert)])
          before = after
        })
        const records = recordsOf(events)
        const fold = createAttemptFold('xs-01')
        const steps = records.map((_, i) => fold(records.slice(0, i + 1))[0])
        expect(steps.at(-1)).toEqual(only(records))
        expect(steps.at(-1)?.texts.get('sql') ?? '').toBe(before)
        // A log that does not start as the last one did is folded from its beginning.
        const other = [{ ...records[0], id: 'other' } as ProgressRecord, ...records]
        expect(fold(other)).toEqual(createAttemptFold('xs-01')(other))
      }),
      { seed: 7 },
    )
  })
})

it('takes points off for hints, never below nothing', () => {
  expect([scoreAfterHints(100, 0), scoreAfterHints(100, 3), scoreAfterHints(5, 2)]).toEqual([100, 85, 0])
})
