import { describe, expect, it } from 'vitest'
import { GateEvent, createTestSession } from './bench/gate-lab.tsx'
import { tryConditionFault } from './bench/condition-fault.ts'
import { eventMatcher, holds, tryCondition } from './condition.ts'
import type { AnyLab } from './lab.ts'
import { Marking } from './marking.ts'
import { SessionCore } from './session-core.ts'

const NAMES = ['run', 'page', 'key']

describe('a condition', () => {
  it('is read from a text that names an operand, a sign and a value', () => {
    expect(tryCondition('key > 392', NAMES)).toEqual({ name: 'key', sign: '>', value: 392 })
    expect(tryCondition('Run=R6', NAMES)).toEqual({ name: 'run', sign: '=', value: 6 })
    expect(tryCondition('page = p3', NAMES)).toEqual({ name: 'page', sign: '=', value: 3 })
    expect(tryCondition('from = r12', [...NAMES, 'from'])).toEqual({ name: 'from', sign: '=', value: 12 })
    expect(tryCondition('key = R6', NAMES)).toEqual({ name: 'key', sign: '=', value: 'r6' })
    expect(tryCondition('run = R', NAMES)).toEqual({ name: 'run', sign: '=', value: 'r' })
    expect(tryCondition('page >= 1,024', NAMES)).toEqual({ name: 'page', sign: '≥', value: 1024 })
    expect(tryCondition('key != Bob', NAMES)).toEqual({ name: 'key', sign: '≠', value: 'bob' })
    expect(tryCondition('key = -3.5', NAMES)).toEqual({ name: 'key', sign: '=', value: -3.5 })
  })

  it('is none where the text is a record, or names something else', () => {
    for (const text of ['392', 'R6 < R8', 'node = 3', 'key >', '', 'a key > 3']) {
      expect(tryCondition(text, NAMES), text).toBeUndefined()
    }
  })

  it('that names nothing, or compares with nothing, is told from a text', () => {
    expect(tryConditionFault('pages > 3', NAMES)).toBe(
      'No event tells of "pages"; a condition asks for run, page or key.',
    )
    expect(tryConditionFault('Key >=', NAMES)).toBe('Write what key is compared with, behind the >=.')
    expect(tryConditionFault('= 6', NAMES)).toBe('Write what is compared before the =: run, page or key.')
    expect(tryConditionFault('key <> 3', NAMES)).toBe('There is no sign <>; there are = ≠ < ≤ > ≥.')
    expect(tryConditionFault('run=6 and key<100', NAMES)).toBe(
      'Write one condition; each can be a breakpoint of its own.',
    )
    expect(tryConditionFault('key = Bob, page > 2', NAMES)).toBe(
      'Write one condition; each can be a breakpoint of its own.',
    )
    expect(tryConditionFault('((', NAMES)).toBe('No event has ((; write a letter or a digit too.')
    expect(tryConditionFault('run = 1,2', NAMES)).toBe('1,2 may be 1.2 or 12: write 1.2 or 12')
    expect(tryConditionFault('key = 1.000', NAMES)).toBe('1.000 may be 1 or 1,000: write 1 or 1000')
    expect(tryCondition('run = 1,2', NAMES)).toBeUndefined()
    // As a record has it.
    expect(tryConditionFault('key = 1.125', NAMES)).toBeUndefined()
    expect(tryCondition('key = 1.125', NAMES)).toEqual({ name: 'key', sign: '=', value: 1.125 })
    expect(tryCondition('sealedruns = 2', ['sealedRuns'])).toEqual({ name: 'sealedRuns', sign: '=', value: 2 })
    for (const text of ['key > 3', 'R6', '392', 'R6 < R8', 'page', '']) {
      expect(tryConditionFault(text, NAMES), text).toBeUndefined()
    }
  })

  it('may be compared with a text that holds signs of its own', () => {
    for (const value of ['a=b', 'x >= y', 'a and b=c', 'salt,n=3', 'candor key']) {
      expect(tryConditionFault(`key = ${value}`, NAMES), value).toBeUndefined()
      expect(tryCondition(`key = ${value}`, NAMES)).toEqual({ name: 'key', sign: '=', value })
    }
  })

  it('is kept once the words of the lab are there, so that it never looks at events without them', async () => {
    const { session } = createTestSession()
    let arrive = (): void => undefined
    const words = new Promise<void>((resolve) => (arrive = resolve))
    const late: AnyLab = { ...session.lab, prepareWords: () => words }
    const core = new SessionCore(late, session.core.ports, { params: session.branch.spec.params })
    const marking = new Marking(core)
    marking.addBreakpoint(undefined, 'record >= 4')
    marking.addBreakpoint(GateEvent.write, undefined)
    expect(core.state.breakpoints).toMatchObject([{ kind: GateEvent.write }])
    arrive()
    await words
    expect(core.state.breakpoints).toMatchObject([{ kind: GateEvent.write }, { text: 'record >= 4' }])
  })

  it('holds where one of the values is so, as plain comparisons say', () => {
    const plain: Readonly<Record<string, (a: number, b: number) => boolean>> = {
      '=': (a, b) => a === b,
      '!=': (a, b) => a !== b,
      '<': (a, b) => a < b,
      '<=': (a, b) => a <= b,
      '>': (a, b) => a > b,
      '>=': (a, b) => a >= b,
    }
    for (const [sign, says] of Object.entries(plain)) {
      const condition = tryCondition(`key ${sign} 5`, NAMES)
      if (condition === undefined) throw new Error(`no condition with ${sign}`)
      for (const key of [4, 5, 6]) expect(holds(condition, [key]), `${key} ${sign} 5`).toBe(says(key, 5))
      expect(holds(condition, [])).toBe(false)
      expect(holds(condition, ['five'])).toBe(sign === '!=')
    }
  })

  it('stops at the events that a look at each of them finds', () => {
    const { session } = createTestSession()
    const { branch, lab } = session
    const { log } = branch
    session.marking.addBreakpoint(GateEvent.check, 'record >= 4')
    const wanted = Array.from({ length: log.length }, (_, i) => i + 1).filter(
      (seq) => log.kindOf(seq) === GateEvent.check && log.event(seq).a >= 4,
    )
    const stops: number[] = []
    for (let before = -1; session.state.position !== before;) {
      before = session.state.position
      session.stepMark(1)
      if (session.state.position !== before) stops.push(session.state.position)
    }
    expect(stops).toEqual(wanted)
    expect(wanted.length).toBeGreaterThan(10)
    const matches = eventMatcher(lab, branch)
    expect(matches(wanted[0] ?? 0, 'check')).toBe(true)
  })
})
