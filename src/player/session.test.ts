import { describe, expect, it } from 'vitest'
import { Rng } from '../base/rng.ts'
import { eventsPerSecond, SPEEDS, tryShiftSpeed } from './playback.ts'
import type { Session } from './session.ts'
import { createTestSession, GateEvent, testLab, type GateState } from './bench/gate-lab.tsx'

const ARRIVES_MS = 400

describe('a run', () => {
  it('is written through the engine and checked against its digest', () => {
    const { session, idle } = createTestSession()
    expect(session.branch.end.type).toBe('complete')
    expect(session.branch.log.length).toBe(525)
    idle()
    expect(session.branch.replay?.checkpoints.map((kept) => kept.position)).toEqual([0, 256, 512])
    expect(session.branch.broken).toBeUndefined()
  })

  it('steps by checkpoints before they have been made ahead', () => {
    const { session } = createTestSession()
    expect(session.branch.replay?.indexed).toBeLessThan(256)
    const places = [1, 1, 1, -1, -1, -1] as const
    const visited = places.map((direction) => {
      session.stepCheckpoint(direction)
      return session.state.position
    })
    expect(visited).toEqual([256, 512, 525, 512, 256, 0])
  })

  it('opens at a position once its log is written', () => {
    const { session, worker } = createTestSession({ position: 300 }, true)
    expect(session.state.position).toBe(0)
    worker.release()
    expect(session.state.position).toBe(300)
  })

  it('names the checkpoint whose state was tampered with', () => {
    const { session, idle } = createTestSession()
    session.branch.replay?.index(1000)
    const kept = session.branch.replay?.checkpoints[1]?.state as GateState
    kept.passed += 1
    idle()
    expect(session.branch.broken).toBe(256)
  })

  it('is not checked between the frames of a playhead that is dragged or plays fast, but when it is let go', () => {
    const moves = { dragged: { held: true }, fast: { direction: 1, speed: 1000 } } as const
    for (const move of Object.values(moves)) {
      const { session, idle } = createTestSession()
      session.branch.replay?.index(1000)
      const kept = session.branch.replay?.checkpoints[2]?.state as GateState
      kept.passed += 1
      session.core.set(move)
      idle()
      expect(session.branch.broken).toBeUndefined()
      session.core.set({ held: false, direction: 0 })
      idle()
      expect(session.branch.broken).toBe(512)
    }
  })

  it('what was put off to an idle time waits where fast play begins before that', () => {
    const { session, idle } = createTestSession()
    let done = 0
    session.core.whenCalm(() => done++)
    session.core.set({ held: true })
    idle()
    expect(done).toBe(0)
    session.core.set({ held: false })
    idle()
    expect(done).toBe(1)
  })
})

describe('changing a parameter', () => {
  it('starts a run beside the old one, named after the change, at the same work', () => {
    const { session } = createTestSession({ position: 0 })
    session.seek(201)
    const passed = session.branch.log.count(GateEvent.pass, 201)
    session.branching.changeParam('gate', 'strict')
    expect(session.branch.spec).toMatchObject({ name: 'gate plain to strict', at: 0, parent: 'b0' })
    expect(session.branch.log.count(GateEvent.pass, session.state.position)).toBe(passed)
    expect(session.state.branches).toHaveLength(2)
  })

  it('leaves the old run on the stage until the new one is written, and takes the other when it takes long', () => {
    const { session, worker, clock } = createTestSession()
    worker.held = true
    session.seek(100)
    session.branching.changeParam('page', 5)
    worker.release(3)
    expect(session.state.current).toBe('b0')
    expect(session.state.position).toBe(100)
    clock.now = ARRIVES_MS
    worker.release(1)
    expect(session.branch.spec.name).toBe('page 4 to 5')
    expect(session.state.position).toBe(0)
    worker.release()
    expect(session.branch.end.type).toBe('complete')
    expect(session.state.position).toBeGreaterThan(90)
  })

  it('revises the run when the value is changed again at once, and takes it back with the old value', () => {
    const { session, clock } = createTestSession()
    session.seek(100)
    for (const page of [5, 6, 7]) session.branching.changeParam('page', page)
    expect(session.state.branches.map((branch) => branch.spec.name)).toEqual(['original run', 'page 4 to 7'])
    session.branching.changeParam('page', 4)
    expect(session.state.branches).toHaveLength(1)
    expect(session.state.position).toBe(100)
    session.branching.changeParam('page', 5)
    clock.now = 5000
    session.branching.changeParam('page', 6)
    expect(session.state.branches.map((branch) => branch.spec.name)).toEqual([
      'original run',
      'page 4 to 5',
      'page 5 to 6',
    ])
  })

  it('revises a run that is not written yet without showing it', () => {
    const { session, worker } = createTestSession()
    worker.held = true
    session.branching.changeParam('page', 5)
    session.branching.changeParam('page', 6)
    worker.release()
    expect(session.state.branches.map((branch) => branch.spec.name)).toEqual(['original run', 'page 4 to 6'])
    expect(session.branch.end.type).toBe('complete')
  })

  it('taken back before its run is on the stage, shows the run it came from, where the same work is done', () => {
    const { session, worker } = createTestSession()
    session.seek(201)
    const passed = session.branch.log.count(GateEvent.pass, 201)
    worker.held = true
    session.branching.changeParam('gate', 'strict')
    session.branching.changeParam('page', 5)
    session.branching.changeParam('page', 4)
    expect(session.state.current).toBe('b0')
    worker.release()
    expect(session.state.branches.map((branch) => branch.spec.name)).toEqual(['original run', 'gate plain to strict'])
    expect(session.branch.spec.name).toBe('gate plain to strict')
    expect(session.branch.log.count(GateEvent.pass, session.state.position)).toBe(passed)
  })

  it('taken back while its second value is on its way, takes the first one back too', () => {
    const { session, worker } = createTestSession()
    session.seek(201)
    session.branching.changeParam('page', 5)
    worker.held = true
    session.branching.changeParam('page', 6)
    session.branching.changeParam('page', 4)
    worker.release()
    expect(session.state.branches.map((branch) => branch.spec.name)).toEqual(['original run'])
    expect(session.state).toMatchObject({ current: 'b0', position: 201 })
  })

  it('taken back when it was another run that had not come yet, goes to the same work in that run', () => {
    const { session, worker } = createTestSession()
    session.seek(201)
    const passed = session.branch.log.count(GateEvent.pass, 201)
    worker.held = true
    session.branching.changeParam('gate', 'strict')
    session.branching.changeParam('page', 5)
    worker.release()
    expect(session.branch.spec.name).toBe('page 4 to 5')
    session.branching.changeParam('page', 4)
    expect(session.branch.spec.name).toBe('gate plain to strict')
    expect(session.branch.log.count(GateEvent.pass, session.state.position)).toBe(passed)
  })

  it('does not keep a value that was gone over on the way to another one', () => {
    const { session, worker } = createTestSession()
    session.branching.changeParam('page', 5)
    worker.held = true
    session.branching.changeParam('page', 6)
    session.branching.changeParam('gate', 'strict')
    worker.release()
    expect(session.state.branches.map((branch) => branch.spec.name)).toEqual([
      'original run',
      'page 4 to 6',
      'gate plain to strict',
    ])
  })

  it('does not revise a run that something has left', () => {
    const { session } = createTestSession()
    session.branching.changeParam('page', 5)
    session.seek(50)
    session.branching.fork({ type: 'gate', value: 'strict', name: 'strict gate', note: '' })
    session.branching.switchTo(session.state.branches[1]?.id ?? '')
    session.branching.changeParam('page', 6)
    expect(session.state.branches).toHaveLength(4)
  })

  it('says why a value is refused, by the lab or by the engine, and keeps the last valid run', () => {
    const { session } = createTestSession()
    session.branching.changeParam('page', 31)
    expect(session.state.refusal).toEqual({ param: 'page', reason: 'a page holds 30 records; 31 is too many' })
    session.branching.changeParam('records', 13)
    expect(session.state.refusal).toEqual({ param: 'records', reason: '13 records are refused' })
    expect(session.state.branches).toHaveLength(1)
    session.branching.changeParam('records', 14)
    expect(session.state.refusal).toBeUndefined()
  })

  it.each([
    ['another run comes on the stage', (session: Session) => session.branching.switchAround()],
    ['it is compared with its trunk', (session: Session) => session.comparing.toggle()],
    ['it is deleted', (session: Session) => session.branching.deleteBranch(session.branch.id)],
    [
      'it is forked',
      (session: Session) => session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' }),
    ],
  ])('forgets what was refused of a run when %s', (_, act) => {
    const { session } = createTestSession()
    session.branching.changeParam('page', 5)
    session.branching.changeParam('page', 31)
    session.seek(40)
    expect(session.state.refusal?.param).toBe('page')
    act(session)
    expect(session.state.refusal).toBeUndefined()
  })

  it('keeps what was refused of a run that is on its way to the stage', () => {
    const { session, worker } = createTestSession({}, true)
    worker.release(4)
    session.branching.changeParam('page', 5)
    session.branching.changeParam('page', 31)
    worker.release(1000)
    expect(session.branch.spec.params).toMatchObject({ page: 5 })
    expect(session.state.refusal?.reason).toBe('a page holds 30 records; 31 is too many')
  })
})

it('says the speed that was chosen, by whatever key, and that there is no faster one', () => {
  const { session } = createTestSession()
  const say = (by: 1 | -1): string => {
    session.changeSpeed(by)
    return session.state.notice?.replace('Speed: ', '') ?? ''
  }
  expect(([1, 1, 1, 1, -1] as const).map(say)).toEqual(['200/s', '1 k/s', '10 k/s', '10 k/s, the fastest', '1 k/s'])
  // 525 events in 20 s are 26 a second.
  const slower = ['200/s', '60/s', 'fit to 20 s', '20/s', '6/s', '2/s', '1/s', '1/s, the slowest']
  expect(slower.map(() => say(-1))).toEqual(slower)
})

it('has every speed faster than the one before, whatever the log is long', () => {
  for (const length of [0, 10, 525, 3007, 1_099_718]) {
    const rates = [eventsPerSecond(1, length)]
    for (let speed = tryShiftSpeed(1, 1, length); speed !== undefined; speed = tryShiftSpeed(speed, 1, length))
      rates.push(eventsPerSecond(speed, length))
    // Two that are alike at this length are one.
    const all = SPEEDS.map((speed) => eventsPerSecond(speed, length)).toSorted((left, right) => left - right)
    expect(rates).toEqual([...new Set(all)])
  }
})

describe('moments', () => {
  it.each([1, 2, 3])('are the same whatever was looked at before, seed %i', (seed) => {
    const { session } = createTestSession()
    const { branch, core } = session
    const rng = new Rng(seed, 'moments')
    for (let i = 0; i < 400; i++) {
      const position =
        rng.nextBelow(3) === 0 ? Math.min(525, session.state.position + rng.nextBelow(9)) : rng.nextBelow(526)
      session.seek(position)
      const moment = core.moment(branch, position)
      expect(moment?.state).toEqual(branch.replay?.stateAt(position))
      expect(moment?.before).toEqual(branch.replay?.stateAt(Math.max(0, position - 1)))
      expect(moment?.event?.seq).toBe(position === 0 ? undefined : position)
    }
  })

  it('are one object while nothing changes', () => {
    const { session } = createTestSession({}, false, testLab)
    expect(session.core.moment(session.branch, 77)).toBe(session.core.moment(session.branch, 77))
  })
})

describe('the window', () => {
  it('follows play by jumps and does not move under a scrub inside it', () => {
    const { session } = createTestSession({ params: { ...testLab.defaults, records: 400 } })
    const first = session.state.window
    session.seek(779)
    expect(session.state.window).toBe(first)
    session.play(1)
    session.tick(1000)
    expect(session.state.window.from).toBeGreaterThan(0)
  })

  it('stays until its edge with reduced motion', () => {
    const { session } = createTestSession({ params: { ...testLab.defaults, records: 400 } })
    session.core.reducedMotion = true
    session.seek(770)
    session.play(1)
    session.tick(100)
    expect(session.state.window.from).toBe(0)
  })
})
