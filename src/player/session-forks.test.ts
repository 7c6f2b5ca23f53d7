import { describe, expect, it } from 'vitest'
import { sharedEvents } from './branch.ts'
import { createTestSession, GateEvent } from './bench/gate-lab.tsx'
import { momentOf } from './share.ts'

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
    expect(session.state.branches.map((branch) => branch.spec.name)).toEqual(['original run', 'strict', 'plain'])
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

  it('gives back the run that it began on, at its event, and the one on the left after a change of sides', () => {
    const session = comparing()
    session.comparing.end()
    session.branching.switchAround()
    const fork = session.branch.id
    for (const at of [221, 222, 223, 224]) {
      session.seek(at)
      session.comparing.toggle()
      expect(session.state.current).toBe('b0')
      expect(momentOf(session, '')?.comparison).not.toHaveProperty('isFromOther')
      session.comparing.end()
      expect(session.state).toMatchObject({ current: fork, position: at, comparison: undefined })
    }
    session.comparing.toggle()
    session.step(1)
    const stepped = session.state.comparison?.otherPosition
    session.comparing.end()
    expect(session.state).toMatchObject({ current: fork, position: stepped })
    session.comparing.toggle()
    session.comparing.swap()
    session.comparing.swap()
    session.comparing.end()
    expect(session.state.current).toBe('b0')
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
