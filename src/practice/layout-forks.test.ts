import { expect, it } from 'vitest'
import type { AttemptMoment, MomentKind } from './attempts.ts'
import { layoutForks } from './layout-forks.ts'

const work = { texts: new Map<string, string>(), hints: [] }
const moment = (kind: MomentKind, seconds: number, more: Partial<AttemptMoment> = {}): AttemptMoment => ({
  ...{ record: `${kind} ${seconds}`, kind, seconds, work, ...more },
})
const twice = (seconds: number) => seconds * 2

/** What was typed at once, given up for the start. */
const tries = (count: number) => [
  moment('start', 0),
  ...Array.from({ length: count }, (_, i) => [
    moment('edit', 10 * i + 10),
    moment('return', 10 * i + 15, { to: 0 }),
  ]).flat(),
]

it('gives each fork a lane of its own, also where they stand side by side', () => {
  expect(layoutForks(tries(3), twice)).toEqual([
    { kind: 'given-up', from: 0, to: 20, edits: 1, lane: 0, parent: undefined },
    { kind: 'given-up', from: 0, to: 40, edits: 1, lane: 1, parent: undefined },
    { kind: 'given-up', from: 0, to: 60, edits: 1, lane: 2, parent: undefined },
  ])
})

it('of more forks than there are lanes the youngest have them', () => {
  const forks = layoutForks(tries(6), twice)
  expect(forks.map(({ lane }) => lane)).toEqual([undefined, undefined, 0, 1, 2, 3])
  expect(forks.map(({ to }) => to)).toEqual([20, 40, 60, 80, 100, 120])
})

/** Two edits, given up for another one. */
const onceBack = [
  moment('start', 0),
  moment('edit', 10),
  moment('edit', 20),
  moment('return', 30, { to: 0 }),
  moment('edit', 40),
]

it('a fork that left another one starts from its lane', () => {
  const moments = [...onceBack, moment('return', 50, { to: 1 }), moment('edit', 60), moment('return', 70, { to: 0 })]
  expect(layoutForks(moments, twice)).toEqual([
    { kind: 'given-up', from: 0, to: 40, edits: 2, lane: 0, parent: undefined },
    { kind: 'given-up', from: 0, to: 80, edits: 1, lane: 1, parent: undefined },
    { kind: 'given-up', from: 20, to: 120, edits: 1, lane: 2, parent: 0 },
  ])
})

it('what was taken up again is not given up, nor is going back alone', () => {
  expect(layoutForks([...onceBack, moment('return', 50, { to: 2 })], twice)).toEqual([
    { kind: 'given-up', from: 0, to: 80, edits: 1, lane: 0, parent: undefined },
  ])
  const back = [moment('start', 0), moment('edit', 5), moment('return', 6, { to: 1 })]
  expect(layoutForks(back, twice)).toEqual([])
})

it('work in another copy of the log has a lane besides what was given up', () => {
  const moments = [
    moment('start', 0),
    moment('edit', 10),
    moment('return', 15, { to: 0 }),
    moment('edit', 20),
    moment('edit', 30, { after: 2 }),
  ]
  expect(layoutForks(moments, twice)).toEqual([
    { kind: 'given-up', from: 0, to: 20, edits: 1, lane: 0, parent: undefined },
    { kind: 'copy', from: 30, to: 40, edits: 1, lane: 1, parent: undefined },
  ])
})
