import { describe, expect, it, vi } from 'vitest'
import { createTestSession, GateEvent, testLab } from './bench/gate-lab.tsx'

describe('marks', () => {
  it('are stepped to in both directions, breakpoints by what they stop at', () => {
    const { session } = createTestSession()
    session.seek(60)
    session.marking.addBookmark('here')
    session.marking.addBreakpoint(GateEvent.write, undefined)
    session.seek(0)
    const seen: number[] = []
    for (let i = 0; i < 4; i++) {
      session.stepMark(1)
      seen.push(session.state.position)
    }
    const writes = [1, 2, 3].map((n) => session.branch.log.nth(GateEvent.write, n) ?? 0)
    expect(seen).toEqual([...writes, 60].sort((a, b) => a - b))
    for (let i = 0; i < 3; i++) session.stepMark(-1)
    expect(session.state.position).toBe(seen[0])
  })

  it('say so where a breakpoint holds nowhere, and where no further', async () => {
    const { session } = createTestSession()
    const { log } = session.branch
    session.seek(100)
    session.marking.addBreakpoint(undefined, 'record = 5000')
    session.stepMark(1)
    await vi.dynamicImportSettled()
    expect(session.state).toMatchObject({ position: 100, notice: 'No event of this run has it: record = 5000.' })
    session.stepMark(-1)
    await vi.dynamicImportSettled()
    expect(session.state.notice).toBe('No event of this run has it: record = 5000.')
    session.marking.addBreakpoint(GateEvent.read, `record = ${log.event(1).a}`)
    session.seekMark(session.state.breakpoints[1]?.id ?? '')
    await vi.dynamicImportSettled()
    expect(session.state.notice).toBe(`No event after this one has it: read where record = ${log.event(1).a}.`)
    session.stepMark(-1)
    await vi.dynamicImportSettled()
    expect(session.state).toMatchObject({ position: 1, notice: undefined })
    session.marking.removeMark(session.state.breakpoints[0]?.id ?? '')
    session.seek(0)
    session.seek(1)
    session.stepMark(-1)
    await vi.dynamicImportSettled()
    expect(session.state.notice).toBe(`No event before this one has it: read where record = ${log.event(1).a}.`)
  })

  it('say once while play goes on that a breakpoint holds nowhere in the rest of the run', async () => {
    const { session, idle } = createTestSession()
    session.marking.addBreakpoint(undefined, 'record = 5000')
    session.marking.addBreakpoint(GateEvent.read, undefined)
    idle()
    session.play(1)
    await vi.dynamicImportSettled()
    idle()
    expect(session.state.notice).toBe('No event of this run has it: record = 5000.')
    session.core.set({ notice: undefined })
    session.pause()
    session.play(1)
    await vi.dynamicImportSettled()
    idle()
    expect(session.state.notice).toBeUndefined()
    session.pause()
    session.seek(session.branch.log.nth(GateEvent.read, session.branch.log.count(GateEvent.read, 525)) ?? 0)
    session.play(1)
    await vi.dynamicImportSettled()
    idle()
    expect(session.state.notice).toBe(`No event after ${session.state.position} has it: record = 5000 or read.`)
  })

  it('say nothing of what comes while that is asked for', async () => {
    const { session, idle } = createTestSession()
    session.seek(100)
    session.marking.addBreakpoint(undefined, 'record = 5000')
    session.predicting.ask(100, 0)
    const { position } = session.state
    session.stepMark(1)
    await vi.dynamicImportSettled()
    expect(session.state).toMatchObject({ position, notice: expect.stringMatching(/^A question is open/) as unknown })
    session.stepMark(-1)
    await vi.dynamicImportSettled()
    expect(session.state.notice).toBe('No event before this one has it: record = 5000.')
    session.predicting.choose(0)
    session.predicting.lockIn()
    session.core.set({ notice: undefined })
    session.play(1)
    await vi.dynamicImportSettled()
    idle()
    expect(session.state.notice).toBeUndefined()
  })

  describe('far away in a long log', () => {
    /** Every look at the clock finds it later: each piece of a search takes the time of a whole slice. */
    function longSearch() {
      const made = createTestSession({ params: { ...testLab.defaults, records: 4000 } })
      const { log } = made.session.branch
      let now = 0
      Object.defineProperty(made.clock, 'now', { get: () => (now += 600) })
      const last = log.nth(GateEvent.read, log.count(GateEvent.read, log.length)) ?? 0
      const { a } = log.event(last)
      made.session.marking.addBreakpoint(GateEvent.read, `record = ${a}`)
      const seqs = Array.from({ length: log.length }, (_, i) => i + 1)
      const wanted = seqs.find((seq) => log.kindOf(seq) === GateEvent.read && log.event(seq).a === a)
      return { ...made, log, wanted }
    }

    it('are looked for in pieces, and told of meanwhile', async () => {
      const { session, idle, log, wanted } = longSearch()
      session.stepMark(1)
      await vi.dynamicImportSettled()
      expect(session.state.position).toBe(0)
      expect(session.state.looking).toMatch(/^Looking for read where record = \d+: 2,048 of [\d,]+ events\.$/)
      idle()
      expect(session.state).toMatchObject({ position: wanted, looking: undefined })
      session.seek(log.length)
      session.marking.removeMark(session.state.breakpoints[0]?.id ?? '')
      session.marking.addBreakpoint(undefined, 'record = 99999')
      session.marking.addBookmark('first', { branch: session.state.current, position: 3 })
      session.stepMark(-1)
      await vi.dynamicImportSettled()
      idle()
      expect(session.state).toMatchObject({ position: 3, notice: undefined, looking: undefined })
      session.stepMark(1)
      await vi.dynamicImportSettled()
      idle()
      expect(session.state).toMatchObject({ position: 3, notice: 'No event of this run has it: record = 99999.' })
    })

    it('are no longer looked for when something else is done, and when that is asked for', async () => {
      const { session, idle, wanted } = longSearch()
      session.stepMark(1)
      await vi.dynamicImportSettled()
      session.step(1)
      idle()
      expect(session.state).toMatchObject({ position: 1, looking: undefined })
      session.stepMark(1)
      await vi.dynamicImportSettled()
      session.core.set({ looking: undefined })
      idle()
      expect(session.state).toMatchObject({ position: 1, looking: undefined, notice: undefined })
      session.stepMark(1)
      // Before what looks on has come.
      session.step(1)
      await vi.dynamicImportSettled()
      idle()
      expect(session.state).toMatchObject({ position: 2, looking: undefined })
      session.stepMark(1)
      session.stepMark(1)
      await vi.dynamicImportSettled()
      expect(session.state.looking).toBeDefined()
      idle()
      expect(session.state.position).toBe(wanted)
    })
  })

  it('far back in a long log do not take an open question away', async () => {
    const { session, idle, clock } = createTestSession({ params: { ...testLab.defaults, records: 4000 } })
    session.marking.addBreakpoint(GateEvent.read, `record = ${session.branch.log.event(1).a}`)
    let now = 0
    Object.defineProperty(clock, 'now', { get: () => (now += 600) })
    session.predicting.ask(6000, 0)
    await vi.dynamicImportSettled()
    const { position } = session.state
    expect(session.state.prediction).toBeDefined()
    session.stepMark(-1)
    await vi.dynamicImportSettled()
    idle()
    expect(session.state).toMatchObject({ position, notice: expect.stringMatching(/^A question is open/) as unknown })
    expect(session.state.prediction).toBeDefined()
  })

  it.each([1, 2, 3])('are found back as a look at each event finds them, seed %i', (seed) => {
    const { session } = createTestSession({ params: { ...testLab.defaults, seed, records: 500 } })
    const { log } = session.branch
    const wanted = log.event(log.nth(GateEvent.read, 40 * seed) ?? 0).a
    session.marking.addBreakpoint(undefined, `record = ${wanted}`)
    session.marking.addBreakpoint(GateEvent.write, 'write')
    session.toEnd()
    const found: number[] = []
    for (let before = -1; before !== session.state.position;) {
      before = session.state.position
      session.stepMark(-1)
      if (before !== session.state.position) found.push(session.state.position)
    }
    const each = Array.from({ length: log.length - 1 }, (_, i) => i + 1).filter((seq) => {
      return log.kindOf(seq) === GateEvent.write || log.event(seq).a === wanted
    })
    expect(log.length).toBeGreaterThan(2048)
    expect(found.reverse()).toEqual(each)
  })

  it('stop play at a text of a record', () => {
    const { session } = createTestSession()
    const wanted = session.lab.record(session.branch.log, session.branch.log.nth(GateEvent.pass, 9) ?? 0, {})
    session.marking.addBreakpoint(GateEvent.pass, wanted)
    session.core.set({ speed: 10_000 })
    session.play(1)
    for (let i = 0; i < 40; i++) session.tick(16)
    expect(session.branch.log.count(GateEvent.pass, session.state.position)).toBe(9)
    expect(session.state.direction).toBe(0)
    expect(session.state.fired).toBeDefined()
  })
})
