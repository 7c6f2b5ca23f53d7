import { expect, it } from 'vitest'
import type { AttemptMoment, MomentKind } from './attempts.ts'
import { editsSince, equationOf, listCheckpoints } from './checkpoints.ts'

const moment = (kind: MomentKind, text: string, more: Partial<AttemptMoment> = {}): AttemptMoment => ({
  record: `${kind} ${text}`,
  kind,
  seconds: text.length,
  work: { texts: text === '' ? new Map() : new Map([['sql', text]]), hints: [] },
  ...more,
})

/** "ab" was run, and "abc" typed before the run had ended; later it was gone on from "a". */
const moments = [
  moment('start', ''),
  moment('edit', 'a'),
  moment('edit', 'ab'),
  moment('edit', 'abc'),
  moment('run', 'abc', { ran: 2, passed: 2, total: 2 }),
  moment('edit', 'abcd'),
  moment('return', 'a', { to: 1 }),
  moment('edit', 'ax'),
  moment('run', 'ax', { passed: 0, total: 2 }),
  moment('submit', 'ax', { passed: 0, total: 2 }),
]

it('puts a run where its code stood', () => {
  expect(listCheckpoints(moments).map(({ label, at }) => [label, at])).toEqual([
    ['run 1', 2],
    ['run 2', 8],
    ['handed in', 9],
  ])
})

it('tells the answer from the last run of code that it came of', () => {
  const equations = [0, 1, 2, 3, 5, 6, 7, 9].map((index) => equationOf(moments, index))
  expect(equations).toEqual([
    'nothing + 0 edits',
    'nothing + 1 edit',
    'run 1 + 0 edits',
    'run 1 + 1 edit',
    'run 1 + 2 edits',
    'nothing + 1 edit',
    'nothing + 2 edits',
    'run 2 + 0 edits',
  ])
})

it('counts the edits since a text, and none where the work did not come of it', () => {
  const since = (index: number, text: string) => editsSince(moments, index, { field: 'sql', starter: '', text })
  expect([since(2, 'ab'), since(3, 'ab'), since(5, 'ab')]).toEqual([0, 1, 2])
  expect([since(7, 'a'), since(7, 'ab'), since(1, 'ab')]).toEqual([1, undefined, undefined])
  expect([since(1, ''), since(-1, ''), since(-1, 'a')]).toEqual([1, 0, undefined])
})
