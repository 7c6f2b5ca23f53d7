import { describe, expect, it, test, vi } from 'vitest'
import { Rng } from '../base/rng.ts'
import { sharedEvents } from './branch.ts'
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
    expect(session.state.branches.map((branch) => branch.spec.name)).toEqual(['this run', 'page 4 to 7'])
    session.branching.changeParam('page', 4)
    expect(session.state.branches).toHaveLength(1)
    expect(session.state.position).toBe(100)
    session.branching.changeParam('page', 5)
    clock.now = 5000
    session.branching.changeParam('page', 6)
    expect(session.state.branches.map((branch) => branch.spec.name)).toEqual(['this run', 'page 4 to 5', 'page 5 to 6'])
  })

  it('revises a run that is not written yet without showing it', () => {
    const { session, worker } = createTestSession()
    worker.held = true
    session.branching.changeParam('page', 5)
    session.branching.changeParam('page', 6)
    worker.release()
    expect(session.state.branches.map((branch) => branch.spec.name)).toEqual(['this run', 'page 4 to 6'])
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
    expect(session.state.branches.map((branch) => branch.spec.name)).toEqual(['this run', 'gate plain to strict'])
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
    expect(session.state.branches.map((branch) => branch.spec.name)).toEqual(['this run'])
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
      'this run',
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

describe('forks', () => {
  it('share the log before the act and give the events that a run from 0 with the same act gives', () => {
    const { session } = createTestSession()
    session.seek(150)
    session.branching.fork({ type: 'gate', value: 'strict', name: 'strict gate', note: '' })
    const fork = session.branch
    const acts = [{ at: 150, type: 'gate', value: 'strict' }]
    const whole = createTestSession({ acts }).session.branch
    expect(fork.log.length).toBe(whole.log.length)
    for (let seq = 1; seq <= fork.log.length; seq++) expect(fork.log.event(seq)).toEqual(whole.log.event(seq))
    expect(fork.stateAt(fork.log.length)).toEqual(whole.stateAt(whole.log.length))
  })

  it('that do the same have their places in their names', () => {
    const { session } = createTestSession()
    const act = { type: 'gate', value: 'strict', name: 'strict', note: '' } as const
    for (const at of [150, 90, 90]) {
      session.branching.switchTo('b0', at)
      session.branching.fork(act)
    }
    expect(session.state.branches.slice(1).map(({ spec }) => spec.name)).toEqual([
      'strict',
      'strict, at 90',
      'strict, at 90, 2',
    ])
  })

  it('know how many events they share, along any way through the tree', () => {
    const { session } = createTestSession()
    const act = { type: 'gate', value: 'strict', name: 'strict', note: '' } as const
    session.seek(150)
    session.branching.fork(act)
    session.seek(300)
    session.branching.fork({ ...act, value: 'plain' })
    session.branching.switchTo('b0', 90)
    session.branching.fork(act)
    const [trunk, first, grandchild, second] = session.state.branches
    const shared = (a: typeof trunk, b: typeof trunk): number =>
      a === undefined || b === undefined ? -1 : sharedEvents((id) => session.core.branchNamed(id), a, b)
    expect(shared(trunk, first)).toBe(150)
    expect(shared(first, trunk)).toBe(150)
    expect(shared(trunk, grandchild)).toBe(150)
    expect(shared(first, grandchild)).toBe(300)
    expect(shared(grandchild, second)).toBe(90)
    expect(shared(trunk, trunk)).toBe(trunk?.log.length)
  })

  it('are deleted with what left them, and brought back', () => {
    const { session } = createTestSession()
    session.seek(150)
    session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' })
    session.seek(300)
    session.branching.fork({ type: 'gate', value: 'plain', name: 'plain', note: '' })
    session.branching.deleteBranch(session.state.branches[1]?.id ?? '')
    expect(session.state.branches).toHaveLength(1)
    expect(session.state.current).toBe('b0')
    session.branching.undoDelete()
    expect(session.state.branches.map((branch) => branch.spec.name)).toEqual(['this run', 'strict', 'plain'])
  })

  it('come back with what stood on the stage', () => {
    const { session } = createTestSession()
    session.seek(150)
    session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' })
    session.seek(300)
    const fork = session.branch.id
    session.branching.deleteBranch(fork)
    session.branching.undoDelete()
    expect(session.state).toMatchObject({ current: fork, position: 300, undo: undefined })
    session.comparing.toggle()
    session.comparing.setLock('nothing')
    session.comparing.seekOther(77)
    const { current, position, comparison } = session.state
    expect(comparison).toMatchObject({ otherPosition: 77 })
    session.branching.deleteBranch(fork)
    expect(session.state.comparison).toBeUndefined()
    session.branching.undoDelete()
    expect(session.state).toMatchObject({ current, position, comparison })
  })

  /** A fork at 150 was on the stage at 300 and has been deleted; then something is done, and the fork is back. */
  function bringBackAfter(act: (test: ReturnType<typeof createTestSession>) => void) {
    const test = createTestSession()
    const { session } = test
    session.seek(150)
    session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' })
    session.seek(300)
    const { id } = session.branch
    session.branching.deleteBranch(id)
    expect(session.state.current).toBe('b0')
    act(test)
    session.branching.undoDelete()
    expect(session.state.branches.map(({ spec }) => spec.name)).toContain('strict')
    expect(session.state.undo).toBeUndefined()
    return { ...test, fork: id }
  }

  it('leave the stage alone when a question stands there, which is not skipped', () => {
    const { session } = bringBackAfter(({ session }) => session.predicting.toggle())
    expect(session.state).toMatchObject({ current: 'b0', prediction: { locked: false }, skipped: 0 })
  })

  it('leave the stage alone when a changed value’s run is on its way, which still comes there', () => {
    const { session, worker } = bringBackAfter(({ session, worker }) => {
      worker.held = true
      session.branching.changeParam('page', 5)
    })
    expect(session.state.current).toBe('b0')
    worker.release()
    expect(session.branch.spec.name).toBe('page 4 to 5')
    expect(session.branch.end.type).toBe('complete')
  })

  it('leave the stage alone when the playhead was moved since', () => {
    const { session, fork } = bringBackAfter(({ session }) => session.seek(42))
    expect(session.state).toMatchObject({ current: 'b0', position: 42 })
    const untouched = bringBackAfter(() => {})
    expect(untouched.session.state).toMatchObject({ current: fork, position: 300 })
  })

  it('leave the stage alone when they come back to another one than they left', () => {
    const { session } = createTestSession()
    session.seek(150)
    session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' })
    const fork = session.branch.id
    session.branching.switchTo('b0', 90)
    session.branching.fork({ type: 'gate', value: 'plain', name: 'plain', note: '' })
    const other = session.branch.id
    session.branching.switchTo(fork, 200)
    session.branching.deleteBranch(fork)
    session.branching.switchTo(other, 120)
    session.branching.undoDelete()
    expect(session.state).toMatchObject({ current: other, position: 120 })
    // One that was not on the stage took nothing from it.
    session.branching.deleteBranch(fork)
    session.seek(130)
    session.branching.undoDelete()
    expect(session.state).toMatchObject({ current: other, position: 130 })
    expect(session.state.branches).toHaveLength(3)
  })
})

it('the score ends where the log does when a longer fork was left or deleted at its end', () => {
  const { session } = createTestSession()
  session.seek(150)
  session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' })
  const long = session.branch
  session.core.set({ window: { from: 300, to: long.log.length } })
  session.seek(long.log.length)
  session.branching.deleteBranch(long.id)
  const { length } = session.branch.log
  expect(length).toBeLessThan(long.log.length)
  expect(session.state.window).toEqual({ from: length - (long.log.length - 300), to: length })
})

describe('comparing', () => {
  function comparing() {
    const { session } = createTestSession()
    session.seek(150)
    session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' })
    session.branching.switchTo('b0', 250)
    session.comparing.toggle()
    return session
  }

  it('holds the heads where the same work is done', () => {
    const session = comparing()
    const other = session.core.branchNamed(session.state.comparison?.other ?? '')
    const done = session.branch.log.count(GateEvent.pass, 250)
    expect(other.log.count(GateEvent.pass, session.state.comparison?.otherPosition ?? 0)).toBe(done)
    session.seek(100)
    expect(session.state.comparison?.otherPosition).toBe(100)
    session.comparing.setLock('event')
    session.seek(260)
    expect(session.state.comparison?.otherPosition).toBe(260)
  })

  it('puts the trunk on the left also when it starts from the fork', () => {
    const session = comparing()
    session.comparing.end()
    session.branching.switchAround()
    session.comparing.toggle()
    expect(session.state.current).toBe('b0')
    const { log } = session.branch
    expect(log.count(GateEvent.pass, session.state.position)).toBe(log.count(GateEvent.pass, 250))
  })

  it('leaves the head of the fork where it stands when it starts there, between two records', () => {
    const session = comparing()
    session.comparing.end()
    session.branching.switchAround()
    const { log } = session.branch
    const between = Array.from({ length: 100 }, (_, i) => 200 + i).find((at) => log.kindOf(at) !== GateEvent.pass) ?? 0
    session.seek(between)
    session.comparing.toggle()
    expect(session.state.comparison?.otherPosition).toBe(between)
    expect(session.core.otherPlace(session.state.position)).toBe(between)
  })

  it('changes sides without moving a head', () => {
    const session = comparing()
    const before = session.state
    session.comparing.toggle()
    session.comparing.toggle()
    expect(session.state.position).toBe(before.position)
    expect(session.state.comparison).toEqual(before.comparison)
  })

  it('says so when there is nothing to compare with', () => {
    const { session } = createTestSession()
    session.comparing.toggle()
    expect(session.state.comparison).toBeUndefined()
    expect(session.state.notice).toContain('make a fork first')
  })
})

describe('predicting', () => {
  it('goes on to where a question is worth asking and counts it', () => {
    const { session } = createTestSession()
    session.seek(2)
    session.predicting.toggle()
    expect(session.state.prediction?.position).toBe(6)
    expect(session.state).toMatchObject({ asked: 1, position: 6 })
    session.predicting.next()
    expect(session.state.prediction?.position).toBe(11)
    expect(session.state.asked).toBe(2)
  })

  it('plays the truth to its end after the answer is locked in, and no further', () => {
    const { session } = createTestSession()
    session.predicting.toggle()
    session.predicting.choose(1)
    session.predicting.setConfidence('certain')
    expect(session.predicting.lockIn()).toMatchObject({ chosen: 1, confidence: 'certain', position: 1 })
    expect(session.predicting.truthAhead).toBe(true)
    session.step(1)
    expect(session.state.direction).toBe(1)
    for (let i = 0; i < 100; i++) session.tick(100)
    expect(session.state).toMatchObject({ position: 4, direction: 0 })
    expect(session.predicting.truthAhead).toBe(false)
    expect(session.state.prediction?.locked).toBe(true)
  })

  it('holds the playhead once before the answer; to go again skips it; says when nothing is left to ask', () => {
    const { session } = createTestSession()
    session.predicting.toggle()
    const { position } = session.state
    session.core.set({ held: true })
    for (const place of [40, 41]) session.seek(place)
    session.core.set({ held: false })
    expect(session.state).toMatchObject({ position, skipped: 0 })
    expect(session.state.notice).toBe('A question is open: answer it, or skip it with Esc.')
    session.seek(40)
    expect(session.state).toMatchObject({ position, skipped: 0 })
    expect(session.state.notice).toBe('A question is open: answer it, or skip it with Esc or by going on once more.')
    session.seek(40)
    expect(session.state).toMatchObject({ position: 40, skipped: 1 })
    expect(session.state.prediction).toBeUndefined()
    session.predicting.toggle()
    session.play(1)
    expect(session.state.direction).toBe(0)
    session.predicting.leave()
    expect(session.state.skipped).toBe(2)
    session.seek(523)
    session.predicting.toggle()
    expect(session.state.prediction).toBeUndefined()
    expect(session.state.notice).toBe('Nothing left to predict to the end of the log.')
  })
})

test('a question that was asked just now is not asked again while there is another', () => {
  const { session } = createTestSession()
  const { lab } = session
  const real = lab.question.bind(lab)
  vi.spyOn(lab, 'question').mockImplementation((moment, stateAt, salt) => {
    const question = real(moment, stateAt, salt)
    return question === undefined ? undefined : { ...question, text: `Question ${salt % 6}` }
  })
  const asked = new Set<string>()
  session.predicting.toggle()
  for (let i = 0; i < 6; i++) {
    asked.add(session.state.prediction?.question.text ?? '')
    session.predicting.next()
  }
  expect(asked.size).toBe(6)
})

describe('a question that is left', () => {
  const leaves: Readonly<Record<string, (session: Session) => void>> = {
    'by a fork': (session) => session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' }),
    'for another run': (session) => session.branching.startRun({ ...session.branch.spec.params, page: 5 }, 'page 5'),
    'for another branch': (session) => session.branching.switchTo(session.state.branches[1]?.id ?? ''),
    'for a comparison': (session) => session.comparing.start(session.state.branches[1]?.id ?? ''),
    'for one of another topic': (session) => session.predicting.ask(40, 0),
    'for the next one': (session) => session.predicting.next(),
    'by a move of its own': (session) => session.core.move(90),
  }
  it.each(Object.keys(leaves))('%s is skipped, and counted once', (how) => {
    const { session } = createTestSession()
    session.branching.addBranch({ name: 'side', parent: 'b0', at: 0, params: session.branch.spec.params, acts: [] })
    session.seek(10)
    session.predicting.toggle()
    session.predicting.choose(1)
    leaves[how]?.(session)
    expect(session.state.skipped).toBe(1)
  })

  it('is not, once its answer is locked in', () => {
    for (const leave of Object.values(leaves)) {
      const { session } = createTestSession()
      session.branching.addBranch({ name: 'side', parent: 'b0', at: 0, params: session.branch.spec.params, acts: [] })
      session.seek(10)
      session.predicting.toggle()
      session.predicting.choose(1)
      session.predicting.lockIn()
      leave(session)
      expect(session.state.skipped).toBe(0)
    }
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
