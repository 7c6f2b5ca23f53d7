import { expect, test, vi } from 'vitest'
import { differencesOf, namesOfSides } from '../../player/bench/compare-differences.ts'
import { divergenceOf, pairOf } from '../../player/bench/compare-facts.ts'
import { sumUnits } from '../../player/bench/unit-bars.ts'
import { positionOfProgress, progressAt } from '../../player/moves.ts'
import { whenWritten } from '../../player/review.ts'
import { Session } from '../../player/session.ts'
import { createLocalEngine } from '../../player/test-engine.ts'
import { actsOf } from './acts.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import type { SortState } from '../../engine/sort/state.ts'
import type { Log } from '../../engine/trace/log.ts'
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
  expect(namesOfSides(session.lab, pairOf(session, crashed))).toEqual(['original run', 'crash here'])
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

/** Runs again with another value; the new run is on the stage once it is written. */
async function change(session: Session, param: string, value: number): Promise<void> {
  const before = session.branch
  session.branching.changeParam(param, value)
  await vi.waitFor(() => expect(session.branch).not.toBe(before))
  await whenWritten(session, NEVER)
}

/** The run beside a new one with another value, both heads held together by the work that is done. */
async function compareWith(param: string, value: number): Promise<Session> {
  const session = await open()
  await change(session, param, value)
  session.comparing.toggle()
  return session
}

const writtenAt = (log: Log, position: number): number => progressAt(log, position, lab.progress)

test.each([
  ['memory that holds all records', 'memory', 400, 320],
  ['a limit that memory holds', 'limit', 20, 20],
])('beside %s as many records are written at both heads', async (_, param, value, written) => {
  const session = await compareWith(param, value)
  const { left, right } = pairOf(session, session.state.comparison?.other ?? '')
  expect([left.id, right.id]).toEqual(['b0', 'b1'])
  // It merges nothing: its records leave memory by pages.
  expect(right.log.count(SortEvent.emit, right.log.length)).toBe(0)
  expect(writtenAt(left.log, left.log.length)).toBe(320)
  expect(writtenAt(right.log, right.log.length)).toBe(written)
  const ended = right.log.length
  for (let n = 1; n <= 320; n++) {
    session.seek(positionOfProgress(left.log, n, lab.progress) ?? -1)
    const other = session.state.comparison?.otherPosition ?? -1
    // The page that record n goes out with, or the end of the run that does less.
    expect(writtenAt(right.log, other), `record ${n}`).toBe(Math.min(written, 4 * Math.ceil(n / 4)))
    if (n <= written) expect(right.log.kindOf(other)).toBe(SortEvent.writePage)
    else expect(other).toBe(ended)
  }
  const sum = sumUnits({ log: right.log, progress: lab.progress, kinds: [SortEvent.compare], from: 0, position: ended })
  expect(sum.total).toBe(right.log.count(SortEvent.compare, ended))
  expect(sum.each).toBe(0)
})

test('a last page that is not full has as many records as it says', async () => {
  const session = await compareWith('records', 10)
  const { right } = pairOf(session, session.state.comparison?.other ?? '')
  const { length } = right.log
  const places = Array.from({ length: 11 }, (_, n) => positionOfProgress(right.log, n + 1, lab.progress))
  expect(places.slice(8)).toEqual([length, length, undefined])
  expect([length - 1, length].map((position) => writtenAt(right.log, position))).toEqual([8, 10])
})

test('what a crash undid is no record written', async () => {
  const session = await open()
  await change(session, 'memory', 400)
  const crashAt = positionOfProgress(session.branch.log, 100, lab.progress) ?? 0
  await fork(session, crashAt, 'crash here')
  const { log } = session.branch
  expect(writtenAt(log, crashAt + 1)).toBe(0)
  expect(writtenAt(log, log.length)).toBe(320)
})

test('where two logs part, what the two events say differs', async () => {
  await lab.prepareWords?.()
  const session = await compareWith('records', 2)
  const pair = pairOf(session, session.state.comparison?.other ?? '')
  expect(divergenceOf(session.lab, pair)).toEqual({
    seq: 1,
    left: 'read page in p1, records 4',
    right: 'read page in p1, records 2',
  })
})

test('two logs with the same numbers part where other data are read', async () => {
  await lab.prepareWords?.()
  const session = await compareWith('seed', 8)
  const pair = pairOf(session, session.state.comparison?.other ?? '')
  expect(divergenceOf(session.lab, pair)).toEqual({
    seq: 1,
    left: 'read page in p1',
    right: 'read page in p1, of other data',
  })
})
