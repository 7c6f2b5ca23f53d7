import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AttemptEvent, ProgressEvent } from '../progress/events.ts'
import { mergeLogs } from '../progress/merge.ts'
import { readRecord, stampDrafts } from '../progress/record.ts'
import { endsOfCopies, lineTo, tryEdit, type Attempt } from './attempts.ts'
import { createAttemptFold } from './fold-attempts.ts'

/** One open attempt that is gone on with in two copies of the log, which are merged afterwards. */

const START = Date.parse('2026-11-29T10:00:00.000Z')

type Act = AttemptEvent extends infer Each
  ? Each extends AttemptEvent
    ? Omit<Each, 'attempt' | 'after'>
    : never
  : never

function attemptOf(values: readonly unknown[]): Attempt {
  const [attempt] = createAttemptFold('sq-02')(values.map(readRecord))
  if (attempt === undefined) throw new Error('there is no attempt')
  return attempt
}

/** A copy of a log, which grows by what is done in one tab. */
class Copy {
  readonly values: object[]
  readonly #tab: string

  constructor(tab: string, values: readonly object[] = []) {
    this.#tab = tab
    this.values = [...values]
  }

  append(seconds: number, event: ProgressEvent): void {
    const last = this.values.at(-1)
    const clock = new Date(START + seconds * 1000).toISOString()
    const draft = { id: `${this.#tab}.${this.values.length}`, clock, event }
    this.values.push(...stampDrafts([draft], last === undefined ? undefined : readRecord(last).at))
  }

  act(seconds: number, act: Act): void {
    this.append(seconds, { ...act, attempt: 'a', after: attemptOf(this.values).moments.at(-1)?.record })
  }

  type(seconds: number, text: string): void {
    const change = tryEdit(this.text, text)
    if (change !== undefined) this.act(seconds, { type: 'attempt-edited', field: 'sql', ...change })
  }

  get text(): string {
    return attemptOf(this.values).texts.get('sql') ?? ''
  }
}

/** Two copies of a log in which an attempt was begun and a text was typed. */
function beginTwice(text: string): readonly [Copy, Copy] {
  const first = new Copy('one')
  first.append(0, { type: 'attempt-started', challenge: 'sq-02', attempt: 'a', isTimed: true })
  first.type(1, text)
  return [new Copy('one', first.values), new Copy('two', first.values)]
}

function mergeBoth(one: Copy, two: Copy): Attempt {
  const merged = mergeLogs(one.values, two.values)
  expect(mergeLogs(two.values, one.values)).toEqual(merged)
  return attemptOf(merged)
}

const textsOf = ({ moments }: Attempt): string[] => moments.map(({ work }) => work.texts.get('sql') ?? '')

describe('an attempt that was gone on with in two copies of the log', () => {
  it('holds the text that was typed last, and each other one as it was typed', () => {
    const [one, two] = beginTwice('SELECT')
    for (const [i, text] of ['SELECT 1', 'SELECT 12', 'SELECT 123'].entries()) one.type(10 + 2 * i, text)
    for (const [i, text] of ['x SELECT', 'x'].entries()) two.type(11 + 2 * i, text)
    const attempt = mergeBoth(one, two)
    expect(textsOf(attempt)).toEqual(['', 'SELECT', 'SELECT 1', 'x SELECT', 'SELECT 12', 'x', 'SELECT 123'])
    expect(attempt.texts.get('sql')).toBe('SELECT 123')
    expect(endsOfCopies(attempt.moments).map((i) => textsOf(attempt)[i])).toEqual(['x'])
    expect(lineTo(attempt.moments, 6)).toEqual([0, 1, 2, 4, 6])
  })

  it('goes on from what stands, or from the other text once it was gone back to', () => {
    const [one, two] = beginTwice('a')
    one.type(10, 'ab')
    two.type(11, 'ac')
    const merged = new Copy('one', mergeLogs(one.values, two.values) as object[])
    merged.type(20, 'acd')
    expect(merged.text).toBe('acd')
    merged.act(21, { type: 'attempt-returned', record: readRecord(one.values.at(-1)).id })
    merged.type(22, 'ab!')
    expect(merged.text).toBe('ab!')
  })

  it('was handed in as it stood in the copy in which it was', () => {
    const [one, two] = beginTwice('mine')
    one.type(10, 'mine, done')
    two.type(11, 'theirs')
    one.act(12, { type: 'attempt-submitted', challenge: 'sq-02', score: 100, passed: 1, total: 1, seconds: 12 })
    two.type(13, 'theirs, late')
    const attempt = mergeBoth(one, two)
    expect(attempt.submitted?.score).toBe(100)
    expect(attempt.texts.get('sql')).toBe('mine, done')
    expect(textsOf(attempt)).not.toContain('theirs, late')
  })

  it('counts the hints and the pauses of both', () => {
    const [one, two] = beginTwice('a')
    one.act(10, { type: 'attempt-hint', hint: 0 })
    two.act(11, { type: 'attempt-hint', hint: 0 })
    two.type(12, 'a, with a hint')
    two.act(13, { type: 'attempt-hint', hint: 1 })
    one.act(14, { type: 'attempt-paused', isPaused: true })
    two.act(15, { type: 'attempt-paused', isPaused: true })
    two.act(20, { type: 'attempt-paused', isPaused: false })
    two.type(21, 'a, later')
    const attempt = mergeBoth(one, two)
    expect(attempt.hints).toEqual([0, 1])
    expect(attempt.moments.filter(({ kind }) => kind === 'pause' || kind === 'resume')).toHaveLength(2)
    expect(attempt.texts.get('sql')).toBe('a, later')
    expect(attempt.seconds).toBe(15)
  })

  it('holds only texts that somebody had, and the last one of one of the two, seed 41', () => {
    const step = fc.record({
      isFirst: fc.boolean(),
      seconds: fc.integer({ min: 0, max: 3 }),
      act: fc.oneof(
        { weight: 6, arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 6 }) },
        fc.constantFrom<Act[]>(
          { type: 'attempt-hint', hint: 0 },
          { type: 'attempt-paused', isPaused: true },
          { type: 'attempt-paused', isPaused: false },
          { type: 'attempt-ran', passed: 1, total: 2 },
          { type: 'attempt-returned', record: 'one.1' },
          { type: 'attempt-returned', record: 'two.3' },
        ),
      ),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const copies = beginTwice('begin')
        const seen = new Set(['', 'begin'])
        let clock = 2
        for (const { isFirst, seconds, act } of steps) {
          const copy = copies[isFirst ? 0 : 1]
          clock += seconds
          if (typeof act === 'string') copy.type(clock, act)
          else copy.act(clock, act)
          seen.add(copy.text)
        }
        const attempt = mergeBoth(...copies)
        expect([...seen]).toEqual(expect.arrayContaining(textsOf(attempt)))
        expect(copies.map(({ text }) => text)).toContain(attempt.texts.get('sql'))
      }),
      { seed: 41 },
    )
  })
})
