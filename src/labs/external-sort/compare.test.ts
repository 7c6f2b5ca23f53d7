import { expect, test } from 'vitest'
import { differencesOf, namesOfSides } from '../../player/bench/compare-differences.ts'
import { pairOf } from '../../player/bench/compare-facts.ts'
import { whenWritten } from '../../player/review.ts'
import { Session } from '../../player/session.ts'
import { createLocalEngine } from '../../player/test-engine.ts'
import { actsOf } from './acts.ts'
import type { SortState } from '../../engine/sort/state.ts'
import type { Moment } from '../../player/lab.ts'
import { lab } from './lab.ts'

const NEVER = new AbortController().signal

async function open(): Promise<Session> {
  const ports = {
    engine: createLocalEngine(),
    now: () => 0,
    soon: (work: () => void) => work(),
    idle: (work: () => void) => void setImmediate(work),
  }
  const session = new Session(lab, ports, { params: lab.defaults })
  await whenWritten(session, NEVER)
  return session
}

/** Forks the run on the stage with the act that is called so there. */
async function fork(session: Session, at: number, name: string): Promise<string> {
  session.seek(at)
  const moment = session.core.moment(session.branch, at) as Moment<SortState>
  const option = actsOf(moment).find((one) => one.name === name)
  if (option === undefined) throw new Error(`no act "${name}" at ${at}`)
  session.branching.fork(option)
  await whenWritten(session, NEVER)
  return session.branch.id
}

const rowsOf = (session: Session, other: string) =>
  differencesOf(session.lab, pairOf(session, other)).map(({ label, left, right }) => [label, left, right])

test('a memory that does not go with the fan-in is named beside the structure', async () => {
  const session = await open()
  await fork(session, 47, 'memory 40 to 20')
  await fork(session, 60, 'merge with a binary heap')
  expect(rowsOf(session, 'b0')).toEqual([
    ['merge structure', 'binary heap', 'loser tree'],
    ['From event 47 on', 'memory 40 to 20', '–'],
  ])
  expect(namesOfSides(session.lab, pairOf(session, 'b0'))).toEqual(['binary heap, memory 40 to 20', 'loser tree'])
})

test('a fork of a fork of a fork has the names of all three, and its trunk its own', async () => {
  const session = await open()
  const crashed = await fork(session, 126, 'crash here')
  const selecting = await fork(session, 300, 'replacement selection')
  const halved = await fork(session, 400, 'memory 40 to 20')
  expect(namesOfSides(session.lab, pairOf(session, 'b0'))[0]).toBe('replacement selection, crash here, memory 40 to 20')
  expect(rowsOf(session, 'b0').map(([label]) => label)).toEqual([
    'how runs are made',
    'From event 126 on',
    'From event 400 on',
  ])
  expect(namesOfSides(session.lab, pairOf(session, selecting))).toEqual(['memory 40 to 20', 'replacement selection'])
  session.branching.switchTo(selecting)
  expect(namesOfSides(session.lab, pairOf(session, halved))).toEqual(['replacement selection', 'memory 40 to 20'])
  session.branching.switchTo('b0')
  expect(namesOfSides(session.lab, pairOf(session, crashed))).toEqual(['this run', 'crash here'])
})

test('a fan-in that is no value of the sentence is named, and the same act at two places', async () => {
  const session = await open()
  const early = await fork(session, 100, 'merge 4 runs at a time')
  session.branching.switchTo('b0')
  const late = await fork(session, 900, 'merge 4 runs at a time')
  const rows = rowsOf(session, early)
  expect(rows.map(([label]) => label)).toEqual(['From event 100 on', 'From event 900 on'])
  expect(rows.flat()).toContain('merge 4 runs at a time, at 900')
  expect(pairOf(session, early)).toMatchObject({ shared: 100, names: ['left', 'right'], right: { id: early } })
  expect(late).not.toBe(early)
})
