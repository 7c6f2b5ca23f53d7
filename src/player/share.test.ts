import { describe, expect, it } from 'vitest'
import { createTestSession, GateEvent, testLab } from './bench/gate-lab.tsx'
import type { SessionState } from './session-state.ts'
import { leftOutOf, momentOf, momentOfScenario, openMoment } from './share.ts'
import { decodeMoment, encodeMoment, MOST_BRANCHES, MOST_MARKS } from './share-link.ts'
import type { Session } from './session.ts'

function fork(session: Session, at: number, name: string): void {
  session.seek(at)
  session.branching.fork({ type: 'gate', value: 'strict', name, note: '' })
}

/** The moment, sent and opened by somebody else, once everything in it stands. */
async function reopen(session: Session): Promise<{ session: Session; problem: string | undefined }> {
  const moment = momentOf(session, '')
  if (moment === undefined) throw new Error('the session has no moment')
  const { ports } = createTestSession().session.core
  const opened = openMoment(testLab, ports, await decodeMoment(await encodeMoment(moment)))
  return { session: opened.session, problem: await opened.checked }
}

describe('a moment', () => {
  it('with a fork that leaves behind the end of its run says so', async () => {
    const { session } = createTestSession()
    fork(session, 150, 'first')
    session.branching.switchTo('b0', 100)
    const moment = momentOf(session, '')
    if (moment === undefined) throw new Error('the session has no moment')
    const late = { ...moment, branches: moment.branches.map((one) => (one.at === 0 ? one : { ...one, at: 99_999 })) }
    const { checked } = openMoment(testLab, createTestSession().session.core.ports, late)
    const { length } = session.core.branchNamed('b0').log
    expect(await checked).toBe(
      `The link has "first" leave at event 99,999; the run it leaves has ${length} events here.`,
    )
  })

  it('brings back every branch, mark and breakpoint, and the place', async () => {
    const { session } = createTestSession()
    fork(session, 150, 'first')
    session.marking.addBookmark('left here')
    fork(session, 300, 'of the first')
    session.branching.changeParam('page', 5)
    session.marking.addBreakpoint(GateEvent.pass, undefined)
    session.marking.addBreakpoint(undefined, 'record 7')
    session.branching.switchTo(session.state.branches[2]?.id ?? '', 320)
    const { session: again, problem } = await reopen(session)
    expect(problem).toBeUndefined()
    expect(momentOf(again, '')).toEqual(momentOf(session, ''))
    expect(again.state.bookmarks.map((mark) => [mark.branch, mark.position, mark.label])).toEqual([
      ['b1', 150, 'left here'],
    ])
  })

  it('of more branches than it can hold keeps the one on the stage, its line, and the newest', async () => {
    const { session } = createTestSession()
    fork(session, 20, 'old')
    fork(session, 30, 'on the stage')
    const onStage = session.state.current
    const trunk = session.state.branches[0]?.id ?? ''
    for (let i = 0; i < MOST_BRANCHES; i++) {
      session.branching.switchTo(trunk)
      fork(session, 40 + i, `fork ${i}`)
    }
    session.branching.switchTo(onStage)
    const names = momentOf(session, '')?.branches.map((branch) => branch.name) ?? []
    expect(names).toHaveLength(MOST_BRANCHES)
    expect(names).toEqual(expect.arrayContaining(['original run', 'old', 'on the stage', `fork ${MOST_BRANCHES - 1}`]))
    expect(names).not.toContain('fork 0')
    expect((await reopen(session)).session.branch.spec.name).toBe('on the stage')
  })

  it('of a longer line of forks than it can hold keeps the ones next to the one on the stage', async () => {
    const { session } = createTestSession()
    for (let i = 1; i <= 70; i++) fork(session, 100 + i, `fork ${i}`)
    const moment = momentOf(session, '')
    if (moment === undefined) throw new Error('the session has no moment')
    const names = moment.branches.map(({ name }) => name)
    expect(names).toHaveLength(MOST_BRANCHES)
    expect([names[0], names[1], names.at(-1)]).toEqual(['original run', 'fork 8', 'fork 70'])
    // Of what is left out only what was there before the first of it left is common.
    expect(moment.branches.slice(0, 3).map(({ parent, at }) => [parent, at])).toEqual([
      [-1, 0],
      [0, 101],
      [1, 109],
    ])
    expect(leftOutOf(session, moment)).toEqual(['7 of 71 runs'])
    const { session: again, problem } = await reopen(session)
    expect(problem).toBeUndefined()
    expect(again.branch.spec.name).toBe('fork 70')
    expect(again.state.branches.map(({ end }) => end)).toEqual(
      again.state.branches.map(({ spec }) => session.state.branches.find((one) => one.spec.name === spec.name)?.end),
    )
  })

  it('of two long lines of forks keeps both that are compared', async () => {
    const { session } = createTestSession()
    for (let i = 1; i <= 40; i++) fork(session, 100 + i, `left ${i}`)
    session.branching.switchTo('b0')
    for (let i = 1; i <= 40; i++) fork(session, 100 + i, `right ${i}`)
    session.comparing.start(session.state.branches[40]?.id ?? '')
    const { session: again, problem } = await reopen(session)
    expect(problem).toBeUndefined()
    const { comparison } = again.state
    expect(comparison && again.core.branchNamed(comparison.other).spec.name).toBe('left 40')
    expect(again.branch.spec.name).toBe('right 40')
  })

  it('keeps to as many marks as it can hold, and says how many are left out', async () => {
    const { session } = createTestSession()
    const whole = momentOf(session, '')
    expect(whole && leftOutOf(session, whole)).toEqual([])
    for (let i = 0; i <= MOST_MARKS; i++) {
      session.marking.addBookmark(`mark ${i}`, { branch: 'b0', position: i })
      session.marking.addBreakpoint(GateEvent.pass, undefined)
    }
    const moment = momentOf(session, '')
    expect(moment && leftOutOf(session, moment)).toEqual(['1 of 1,001 bookmarks', '1 of 1,001 breakpoints'])
    expect((await reopen(session)).problem).toBeUndefined()
  })

  it('leaves nothing out where a mark is on a run that was deleted', () => {
    const { session } = createTestSession()
    session.seek(2)
    session.branching.fork({ type: 'gate', value: 'loose', name: 'loose', note: '' })
    session.marking.addBookmark('here', { branch: session.branch.id, position: 2 })
    session.branching.deleteBranch(session.branch.id)
    const moment = momentOf(session, '')
    expect(moment && leftOutOf(session, moment)).toEqual([])
  })

  it('of two sides comes back on the side it was sent from, heads where they stood', async () => {
    const { session } = createTestSession()
    fork(session, 150, 'first')
    session.comparing.toggle()
    session.comparing.setLock('nothing')
    session.comparing.seekOther(200)
    session.comparing.swap()
    session.seek(333)
    const { session: again, problem } = await reopen(session)
    expect(problem).toBeUndefined()
    expect(momentOf(again, '')).toEqual(momentOf(session, ''))
    expect(again.state.comparison).toEqual(session.state.comparison)
  })

  it.each(['state', 'event'] as const)(
    'of heads held by %s comes back with both where they stood, on either side',
    async (lock) => {
      const { session } = createTestSession()
      fork(session, 150, 'first')
      session.seek(258)
      session.comparing.toggle()
      session.comparing.setLock(lock)
      for (const position of [session.state.position, 333]) {
        session.seek(position)
        session.comparing.swap()
        const { session: again, problem } = await reopen(session)
        expect(problem).toBeUndefined()
        expect(again.state.position).toBe(session.state.position)
        expect(again.state.comparison).toEqual(session.state.comparison)
      }
    },
  )

  it('of a link from before, without a place of the other head, puts it where the lock holds it', async () => {
    const { session } = createTestSession()
    fork(session, 150, 'first')
    session.branching.switchTo('b0', 333)
    session.comparing.toggle()
    const moment = momentOf(session, '')
    if (moment?.comparison === undefined) throw new Error('two runs are compared')
    const { ports } = createTestSession().session.core
    const { other, lock } = moment.comparison
    const opened = openMoment(testLab, ports, { ...moment, comparison: { other, lock } })
    await opened.checked
    expect(opened.session.state.comparison).toEqual(session.state.comparison)
    expect(opened.session.state.comparison?.otherPosition).not.toBe(333)
  })

  it('of a scenario whose fork has a place of its own leaves its head there', async () => {
    const { session } = createTestSession()
    fork(session, 150, 'first')
    const moment = momentOf(session, '')
    const [trunk, first] = moment?.branches ?? []
    if (trunk === undefined || first === undefined) throw new Error('there are two runs')
    const scenario = { id: 'one', claim: '', params: trunk.params, position: 333 }
    const { ports } = createTestSession().session.core
    const openAt = async (position?: number): Promise<SessionState['comparison']> => {
      const place = position === undefined ? {} : { position }
      const shown = momentOfScenario(testLab, { ...scenario, fork: { name: 'first', acts: first.acts, ...place } })
      const opened = openMoment(testLab, ports, shown)
      await opened.checked
      return opened.session.state.comparison
    }
    expect(await openAt(200)).toMatchObject({ otherPosition: 200, lock: 'nothing' })
    expect(await openAt()).toMatchObject({ lock: 'state' })
  })

  it('opens where a fork lies behind the end of the run it left, and says what differs', async () => {
    const { session } = createTestSession()
    fork(session, 150, 'first')
    const moment = momentOf(session, '')
    if (moment === undefined) throw new Error('the session has no moment')
    const [trunk, first] = moment.branches
    if (trunk === undefined || first === undefined) throw new Error('there are two branches')
    const { ports } = createTestSession().session.core
    const far = { ...moment, branches: [trunk, { ...first, at: 1_000_000 }], position: 1_000_001 }
    const opened = openMoment(testLab, ports, far)
    expect(await opened.checked).toMatch(/^The link points at event 1,000,001; the log has/)
    expect(opened.session.state.branches).toHaveLength(2)
  })

  it('compares no run with itself', async () => {
    const { session } = createTestSession()
    fork(session, 150, 'first')
    session.comparing.toggle()
    const moment = momentOf(session, '')
    if (moment?.comparison === undefined) throw new Error('two runs are compared')
    const { ports } = createTestSession().session.core
    const opened = openMoment(testLab, ports, { ...moment, current: moment.comparison.other })
    await opened.checked
    expect(opened.session.state.comparison).toBeUndefined()
    expect(opened.session.state.current).toBe(opened.session.state.branches[moment.comparison.other]?.id)
  })

  it('leaves the playhead to whoever has moved it meanwhile, and deleted branches deleted', async () => {
    const { session: sent } = createTestSession()
    fork(sent, 150, 'first')
    fork(sent, 300, 'of the first')
    const moment = momentOf(sent, '')
    if (moment === undefined) throw new Error('the session has no moment')
    const { session: other, worker } = createTestSession({}, true)
    worker.held = true
    const { session, checked } = openMoment(testLab, other.core.ports, moment)
    while (session.state.branches.length < 2) {
      worker.release(1)
      await Promise.resolve()
    }
    session.seek(77)
    session.branching.deleteBranch(session.state.branches[1]?.id ?? '')
    for (let i = 0; i < 50; i++) {
      worker.release()
      await Promise.resolve()
    }
    expect(await checked).toBeUndefined()
    expect(session.state.position).toBe(77)
    expect(session.state.branches).toHaveLength(1)
  })
})
