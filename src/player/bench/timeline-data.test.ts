import { describe, expect, it, vi } from 'vitest'
import { formatCount } from '../../base/format.ts'
import type { AnyLab } from '../lab.ts'
import { createTestSession, GateEvent, testLab } from './gate-lab.tsx'
import {
  checkpointsFor,
  endFor,
  expectedLength,
  forkOutcome,
  keepForks,
  marksFor,
  NextStops,
  otherBranches,
} from './timeline-data.ts'
import { TouchedEvents } from './touched-events.ts'
import { describeFailure } from './words.ts'
import { forked, KEYS_CHECKED, STRICT, sumOfKeys } from './test-forked.ts'

describe('what the timeline is given', () => {
  it('has checkpoints by number, a broken one in words', () => {
    const { session, idle } = createTestSession()
    idle()
    const checkpoints = session.branch.replay?.checkpoints ?? []
    expect(checkpointsFor(checkpoints, undefined).map((checkpoint) => checkpoint.label)).toEqual(['c0', 'c1', 'c2'])
    expect(checkpointsFor(checkpoints, 256)[1]).toEqual({
      position: 256,
      label: 'checkpoint 1 does not match its replay',
      broken: true,
    })
  })

  it('says what the end of the log is', () => {
    const { session, worker } = createTestSession({}, true)
    expect(endFor(session.branch, 'writing')).toEqual({ type: 'writing', expected: undefined, note: 'writing' })
    worker.release(3)
    expect(expectedLength(session.branch)).toBe(Math.round((200 * 6) / 2))
    session.branching.stopRun()
    worker.release()
    expect(endFor(session.branch, '')).toEqual({ type: 'stopped', note: 'stopped at 200; what is written stays' })
    worker.onerror?.({ message: '', preventDefault: () => undefined } as ErrorEvent)
  })

  it('says where a log ends when the worker stops', () => {
    const { session, worker } = createTestSession({}, true)
    worker.release(3)
    worker.onerror?.({ message: '', preventDefault: () => undefined } as ErrorEvent)
    expect(describeFailure(session.branch)).toBe('log ends at 200: worker stopped. State at 200 is intact.')
    expect(session.branch.stateAt(200)).toBeDefined()
  })

  it('tells what came of a fork where it has come as far, and keeps what has not changed', () => {
    const session = forked()
    const [trunk, fork] = session.state.branches
    if (trunk === undefined || fork === undefined) throw new Error('no fork')
    expect(otherBranches(session.state)).toEqual([fork])
    session.branching.fork({ ...STRICT, name: 'sibling' })
    const [, , sibling] = session.state.branches
    expect(otherBranches(session.state)).toEqual([trunk, fork])
    session.branching.switchTo(fork.id)
    expect(otherBranches(session.state)).toEqual([trunk, sibling])
    const sameAt = session.core.samePlace(trunk, 250, fork)
    const checks = [trunk.log.count(GateEvent.check, 250), fork.log.count(GateEvent.check, sameAt)]
    expect(forkOutcome(session, trunk, fork, 250, sameAt)).toBe(
      `${checks[1]} checks at as many records passed, here ${checks[0]}`,
    )
    // Beside another that has not come as far, or before either has done anything, nothing is the same.
    const passed = fork.log.count(GateEvent.pass, sameAt - 20)
    const less = fork.log.count(GateEvent.check, sameAt - 20)
    expect(forkOutcome(session, trunk, fork, 250, sameAt - 20)).toBe(`${less} checks at ${passed} records passed`)
    expect(forkOutcome(session, trunk, fork, 2, 2)).toBe('')
    const one = { id: 'b', at: 3, name: 'x', outcome: 'y', log: fork.log, sameAt: 9 }
    const before = [one]
    expect(keepForks(before, [{ ...one }])).toBe(before)
    expect(keepForks(before, [{ ...one, sameAt: 10 }])[0]).not.toBe(one)
  })

  it('tells what came of a fork by the counter, where its events carry sums', () => {
    const { session } = createTestSession({}, false, { ...testLab, counters: () => [KEYS_CHECKED] })
    session.branching.fork(STRICT)
    const [trunk, fork] = session.state.branches
    if (trunk === undefined || fork === undefined) throw new Error('no fork')
    const sums = [sumOfKeys(trunk.log, trunk.log.length), sumOfKeys(fork.log, fork.log.length)].map(formatCount)
    expect(forkOutcome(session, trunk, fork, trunk.log.length, fork.log.length)).toBe(
      `${sums[1]} keys checked at as many records passed, here ${sums[0]}`,
    )
  })

  it('has a ring where a breakpoint stops next, also while the playhead moves', () => {
    const { session } = createTestSession()
    session.marking.addBreakpoint(GateEvent.write, undefined)
    session.marking.addBreakpoint(undefined, 'no such text')
    const stops = new NextStops()
    for (let position = 0; position <= 60; position += 7) {
      session.seek(position)
      const next = session.branch.log.nth(GateEvent.write, session.branch.log.count(GateEvent.write, position) + 1)
      expect(marksFor(session, stops).map((mark) => mark.position)).toEqual([next])
    }
    session.seek(0)
    session.predicting.toggle()
    expect(marksFor(session, stops)).toEqual([])
  })

  it('finds the events that touched a mark within the log', () => {
    const { lab, branch } = createTestSession().session
    const key = branch.log.event(1).a
    const slow = Array.from({ length: 100 }, (_, i) => i + 1).filter((seq) => branch.log.event(seq).a === key)
    const touched = new TouchedEvents(lab, branch, `key-${key}`)
    expect(touched.within(0, 100)).toEqual(slow)
    // Whatever was looked through before, on either side of it or far from it.
    for (const [from, to] of [
      [40, 60],
      [20, 50],
      [55, 90],
      [90, 90],
      [0, 3],
      [70, 1e4],
      [0, 1e4],
      [-9.5, 30.2],
    ] as const) {
      expect(touched.within(from, to), `${from} to ${to}`).toEqual(
        new TouchedEvents(lab, branch, `key-${key}`).within(from, to),
      )
    }
    expect(touched.within(20, 60)).toEqual(slow.filter((seq) => seq > 20 && seq <= 60))
  })

  it('looks through a range once, though nothing in it touched the mark', () => {
    const { lab, branch } = createTestSession().session
    const touches = vi.fn(lab.touches)
    const touched = new TouchedEvents({ ...lab, touches }, branch, 'key-none')
    expect(touched.within(0, 60)).toEqual([])
    expect(touches).toHaveBeenCalledTimes(60)
    expect(touched.within(10, 50)).toEqual([])
    expect(touched.within(10, 64)).toEqual([])
    expect(touches).toHaveBeenCalledTimes(64)
  })

  it('looks again while the words of the lab are on their way', () => {
    const { lab, branch } = createTestSession().session
    const key = branch.log.event(1).a
    let hasWords = false
    const late: AnyLab = {
      ...lab,
      operandNames: () => (hasWords ? (lab.operandNames?.() ?? []) : []),
      touches: (...asked) => hasWords && lab.touches(...asked),
    }
    const touched = new TouchedEvents(late, branch, `key-${key}`)
    expect(touched.within(0, 9)).toEqual([])
    hasWords = true
    expect(touched.within(0, 9)).toContain(1)
  })
})
