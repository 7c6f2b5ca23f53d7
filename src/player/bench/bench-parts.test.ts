import { describe, expect, it, vi } from 'vitest'
import { formatCount } from '../../base/format.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { AnyLab } from '../lab.ts'
import { createTestSession, GateEvent, testLab } from './gate-lab.tsx'
import { differencesOf, sideNames } from './compare-differences.ts'
import { counterPairs, divergenceOf, isPast, pairOf } from './compare-facts.ts'
import { describeEquation, equationOf } from './equation.ts'
import { layoutJson } from './json-layout.ts'
import { breakableLines } from './line-kinds.ts'
import { draggedValue, formatNumber, keyedValue, stepValue, type NumberPart } from './number-value.ts'
import { treeOf } from './RunList.tsx'
import { SPARK_BARS, sparkBars } from './sparkline.ts'
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
import { layoutUnitBars, sumUnits } from './unit-bars.ts'
import { byNumber, differenceText } from './CompareStory.tsx'
import { describeFailure, describeWriting, formatAmount, RateMeter } from './words.ts'

const STRICT = { type: 'gate', value: 'strict', name: 'strict gate', note: '' } as const

function forked(at = 150) {
  const { session } = createTestSession()
  session.seek(at)
  session.branching.fork(STRICT)
  session.branching.switchTo('b0', 250)
  return session
}

describe('the equation', () => {
  it('is the state: folding its events onto its checkpoint gives what is on the stage', () => {
    const { session, idle } = createTestSession()
    idle()
    const { branch } = session
    for (const position of [0, 1, 255, 256, 257, 511, 512, 525]) {
      const { from, events, checkpoint } = equationOf(branch, position)
      const kept = branch.replay?.checkpoints[checkpoint]
      const draft = branch.replay?.fold.copy(kept?.state)
      branch.log.visit(from, from + events, (chunk, lo, hi) => branch.replay?.fold.reduce(draft, chunk, lo, hi))
      expect(kept?.position).toBe(from)
      expect(draft).toEqual(branch.stateAt(position))
    }
  })

  it('names the checkpoint, nothing before the first, and one event as one', () => {
    const { session, idle } = createTestSession()
    idle()
    expect(describeEquation(equationOf(session.branch, 0))).toBe('nothing + 0 events')
    expect(describeEquation(equationOf(session.branch, 257))).toBe('c1 + 1 event')
    expect(describeEquation(equationOf(session.branch, 520))).toBe('c2 + 8 events')
  })
})

describe('JSON', () => {
  const text = (value: unknown, width: number, open = new Set<string>()): string[] =>
    layoutJson(value, width, open).map((line) => line.map((token) => token.text).join(''))

  it('stands on one line when it fits', () => {
    expect(text({ seq: 7, op: 'compare', winner: null }, 60)).toEqual(['{ "seq": 7, "op": "compare", "winner": null }'])
  })

  it('breaks between members, sets in by depth and stays valid', () => {
    const value = {
      seq: 1999,
      a: { run: 6, key: 392 },
      b: { run: 8, key: 426, more: [1, 2, 'x'] },
      empty: {},
      none: [],
    }
    for (const width of [12, 24, 42, 80]) {
      const lines = text(value, width)
      expect(JSON.parse(lines.join('\n'))).toEqual(value)
    }
    expect(text(value, 42)[0]?.length).toBeLessThanOrEqual(43)
  })

  it('folds what is behind the first 300 characters of a text, says how much it is, and opens it', () => {
    const filter = `a = 1${' OR a = 🦆'.repeat(100)}`
    const [line = ''] = text({ event: { filter } }, 42)
    expect(line.length).toBeLessThan(360)
    expect(line).toContain(`… ${filter.length + 2 - 300} more characters`)
    expect(line).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
    const [fold] = layoutJson({ event: { filter } }, 42, new Set())
      .flat()
      .filter(({ type }) => type === 'fold')
    expect(JSON.parse(text({ event: { filter } }, 42, new Set([fold?.path ?? ''])).join('\n'))).toEqual({
      event: { filter },
    })
    expect(text({ a: 'x'.repeat(298) }, 42).join('\n')).not.toContain('more characters')
  })

  it('folds a long list, says its size, and opens it', () => {
    const value = { keys: Array.from({ length: 40 }, (_, i) => i) }
    expect(text(value, 42).join('')).toBe('{ "keys": [ 40 items ] }')
    expect(JSON.parse(text(value, 42, new Set(['$.keys'])).join('\n'))).toEqual(value)
  })
})

describe('numbers of the sentence', () => {
  const part: NumberPart = {
    type: 'number',
    param: 'm',
    label: 'memory',
    text: '40',
    value: 40,
    min: 8,
    max: 60,
    step: 4,
  }

  it('go a step every 8 pixels and stay in their bounds', () => {
    expect(draggedValue(part, 40, 7)).toBe(40)
    expect(draggedValue(part, 40, 17)).toBe(48)
    expect(draggedValue(part, 40, -16)).toBe(32)
    expect(draggedValue(part, 40, 900)).toBe(60)
    expect(draggedValue(part, 40, -900)).toBe(8)
  })

  it('answer the arrow keys, ten steps with shift, and home and end', () => {
    expect(keyedValue(part, 40, 'ArrowRight', false)).toBe(44)
    expect(keyedValue(part, 40, 'ArrowDown', false)).toBe(36)
    expect(keyedValue({ ...part, max: 999 }, 40, 'ArrowUp', true)).toBe(80)
    expect(keyedValue(part, 40, 'Home', false)).toBe(8)
    expect(keyedValue(part, 40, 'End', false)).toBe(60)
    expect(keyedValue(part, 40, 'x', false)).toBeUndefined()
  })

  it('do not drift with decimal steps', () => {
    const tenths = { ...part, min: 0, max: 1, step: 0.1 }
    expect(stepValue(tenths, 0.1, 2)).toBe(0.3)
    expect(formatNumber(0.3, 0.1)).toBe('0.3')
    expect(formatNumber(1200, 1)).toBe('1,200')
    expect(formatNumber(3.7, 1)).toBe('3.7')
  })
})

describe('sparkline', () => {
  it('counts every event once and has its fullest bar at 1', () => {
    const { log } = createTestSession().session.branch
    const bars = sparkBars(log, { kinds: [GateEvent.check] })
    expect(bars).toHaveLength(SPARK_BARS)
    expect(Math.max(...bars)).toBe(1)
    const slow = Array.from({ length: SPARK_BARS }, (_, i) => {
      const [from, to] = [i, i + 1].map((bar) => Math.round((log.length * bar) / SPARK_BARS))
      let count = 0
      for (let seq = (from ?? 0) + 1; seq <= (to ?? 0); seq++) if (log.kindOf(seq) === GateEvent.check) count++
      return count
    })
    const most = Math.max(...slow)
    expect(bars).toEqual(slow.map((count) => count / most))
  })
})

const PASSES = { kind: GateEvent.pass, label: 'records passed' }

/** Adds up what its events carry. */
const KEYS_CHECKED = { label: 'Keys checked', kinds: [GateEvent.check], valueIn: sumOfKeys }

function sumOfKeys(log: Log, position: number): number {
  let sum = 0
  for (let seq = 1; seq <= position; seq++) if (log.kindOf(seq) === GateEvent.check) sum += log.event(seq).a
  return sum
}

describe('sums of units', () => {
  const kinds = [GateEvent.check]

  it('are those of the counter, where its events carry sums; so are the bars', () => {
    const { log } = createTestSession().session.branch
    const input = { ...KEYS_CHECKED, log, progress: PASSES, from: 0, position: log.length }
    expect(sumUnits(input).total).toBe(sumOfKeys(log, log.length))
    const { counts } = layoutUnitBars({ ...input, most: 1000 })
    const key = log.event(log.nth(GateEvent.pass, 2) ?? 0).a
    expect(counts[0]).toBe(3 * key)
    expect(counts.reduce((sum, count) => sum + count, sumUnits(input).first)).toBe(sumOfKeys(log, log.length))
  })

  it('count all units, drawn or not, and tell the first one apart', () => {
    const { log } = createTestSession().session.branch
    const input = { log, progress: PASSES, kinds, from: 0, position: log.length }
    expect(sumUnits(input)).toEqual({ total: 300, first: 3, each: 3 })
    // Events of the unit under way are not counted.
    expect(sumUnits({ ...input, position: (log.nth(GateEvent.pass, 4) ?? 0) + 3 }).total).toBe(12)
    expect(sumUnits({ ...input, position: 5 })).toEqual({ total: 3, first: 3, each: undefined })
    expect(sumUnits({ ...input, position: 2 })).toEqual({ total: 0, first: 0, each: undefined })
  })

  it('count from the fork on, and what its first unit took besides is no part of the others', () => {
    const session = forked()
    const fork = session.state.branches[1]
    if (fork === undefined) throw new Error('no fork')
    const sum = sumUnits({ log: fork.log, progress: PASSES, kinds, from: 150, position: fork.log.length })
    expect(sum.total).toBe(fork.log.count(GateEvent.check, fork.log.length) - fork.log.count(GateEvent.check, 150))
    expect(sum.each).toBeGreaterThanOrEqual(4)
    expect(sumUnits({ log: fork.log, progress: PASSES, kinds, from: 150, position: 100 }).total).toBe(0)
  })
})

describe('counters of a comparison', () => {
  it('are counted from the fork, and from the beginning on a side of it where there is no fork yet', () => {
    const session = forked()
    const pair = pairOf(session, session.state.branches[1]?.id ?? '')
    const at = (position: number) =>
      session.core.moment(pair.left, position) as NonNullable<ReturnType<typeof session.core.moment>>
    const parted = at(pair.shared)
    expect(
      counterPairs(session.lab, at(150), at(150), parted).every(({ left, right }) => left === 0 && right === 0),
    ).toBe(true)
    for (const position of [0, 40, 149, 151, 250]) {
      for (const { left, right } of counterPairs(session.lab, at(position), at(position), parted)) {
        expect(left, `event ${position}`).toBeGreaterThanOrEqual(0)
        expect(right).toBe(left)
      }
    }
    const [checks] = session.lab.counters(parted)
    if (checks === undefined) throw new Error('no counter')
    const one = { ...checks, label: 'checks' }
    const zero = { label: 'nothing yet', kinds: [], value: 0 }
    const lab = {
      ...session.lab,
      counters: ({ position }: { position: number }) => (position > 200 ? [one] : [zero, one]),
    }
    const checked = (position: number): number => pair.left.log.count(GateEvent.check, position)
    // One that is no longer counted does not lend its place to the next.
    expect(counterPairs(lab, at(250), at(250), parted)).toEqual([
      { label: 'checks', left: checked(250) - checked(150), right: checked(250) - checked(150) },
    ])
    expect(isPast(parted, at(149), at(200))).toBe(false)
    expect(isPast(parted, at(150), at(200))).toBe(true)
  })

  it('stand under names that say what differs, three of them at most, else under their own', () => {
    const one = { label: 'page', left: '4', right: '5', alone: ['pages of 4', 'pages of 5'] } as const
    const other = { label: 'gate', left: '–', right: 'strict gate', alone: ['–', 'strict gate'] } as const
    const own = ['this run', 'strict'] as const
    expect(sideNames([one, other], own)).toEqual(['pages of 4', 'pages of 5, strict gate'])
    expect(sideNames([other], own)).toEqual(['this run', 'strict gate'])
    expect(sideNames([one, other, other, other], own)).toEqual([
      'pages of 4',
      'pages of 5, strict gate, strict gate and 1 more',
    ])
  })
})

describe('unit bars', () => {
  it('end with the unit that the other run has come to', () => {
    const { log } = createTestSession().session.branch
    const input = { log, progress: PASSES, kinds: [GateEvent.check], from: 0, position: log.length, most: 5 }
    const { first } = layoutUnitBars(input)
    expect(layoutUnitBars({ ...input, last: first + 6 })).toMatchObject({ first: first + 2, counts: { length: 3 } })
    expect(layoutUnitBars({ ...input, last: first + 99 }).counts).toEqual([])
    const whole = layoutUnitBars({ ...input, last: first + 4 })
    expect(whole.counts).toHaveLength(5)
    // Where the other one is behind, what lies beyond the place in common is left out.
    expect(layoutUnitBars({ ...input, last: first + 2 }).counts.slice(2)).toEqual(whole.counts.slice(0, 3))
  })

  it('count from where the work begins that counts', () => {
    const { log } = createTestSession().session.branch
    const half = log.nth(GateEvent.pass, 10) ?? 0
    const input = { log, kinds: [GateEvent.check], from: 0, position: log.length, most: 1000 }
    const late = layoutUnitBars({ ...input, progress: { ...PASSES, start: () => half } })
    expect(late.first).toBe(2)
    expect(late.counts).toEqual(layoutUnitBars({ ...input, progress: PASSES }).counts.slice(10))
  })

  it('count what each unit took, the last ones that fit', () => {
    const session = forked()
    const fork = session.state.branches[1]
    const kinds = [GateEvent.check]
    const shared = { progress: PASSES, kinds, from: 150, most: 5 }
    const above = layoutUnitBars({ ...shared, log: session.branch.log, position: 250 })
    expect(above.counts).toEqual([3, 3, 3, 3, 3])
    expect(above.first).toBe(session.branch.log.count(GateEvent.pass, 250) - 4)
    if (fork === undefined) throw new Error('no fork')
    const below = layoutUnitBars({ ...shared, log: fork.log, position: fork.log.length, most: 1000 })
    const later = below.counts.slice(1)
    expect(later.every((count) => count === 4 || count === 5)).toBe(true)
    expect(below.counts.reduce((sum, count) => sum + count, 0)).toBe(
      fork.log.count(GateEvent.check, fork.log.length) - fork.log.count(GateEvent.check, 150),
    )
  })

  it('leave out the first unit of a log, which holds the preparation', () => {
    const { log } = createTestSession().session.branch
    expect(layoutUnitBars({ log, progress: PASSES, kinds: [GateEvent.check], from: 0, position: 16, most: 9 })).toEqual(
      {
        first: 2,
        counts: [3, 3],
      },
    )
  })
})

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

describe('line breakpoints', () => {
  it('are offered for lines that one kind alone executes', () => {
    const { lab, branch } = createTestSession().session
    const code = ['read r', 'check r', 'pass r', 'write the page'].join('\n')
    expect([...breakableLines(lab, branch, code, 200)]).toEqual([
      [1, GateEvent.read],
      [2, GateEvent.check],
      [3, GateEvent.pass],
      [4, GateEvent.write],
    ])
    expect(breakableLines(lab, branch, 'another listing', 200).size).toBe(0)
  })

  it('are not offered for a line that two kinds execute, nor for one that only some events of a kind do', () => {
    const { session } = createTestSession()
    const lab = {
      ...session.lab,
      story: (moment: Parameters<typeof session.lab.story>[0]) => {
        const { event } = moment
        const line = event === undefined ? 0 : event.kind === GateEvent.check ? 1 + (event.seq % 2) : event.kind + 3
        return { ...session.lab.story(moment), line: event?.kind === GateEvent.write ? 3 : line }
      },
    }
    const code = session.lab.story({ ...session.core.moment(session.branch, 1) } as never).code.join('\n')
    expect([...breakableLines(lab, session.branch, code, 200)]).toEqual([[5, GateEvent.pass]])
  })
})

describe('a comparison', () => {
  it('names what differs, by parameter or by act', () => {
    const session = forked()
    const fork = session.state.branches[1]?.id ?? ''
    expect(differencesOf(session.lab, pairOf(session, fork))).toEqual([
      { label: 'gate', left: 'plain gate', right: 'strict gate', alone: ['plain gate', 'strict gate'] },
    ])
    session.branching.changeParam('page', 5)
    expect(pairOf(session, 'b0')).toMatchObject({ shared: 0, names: ['fork', 'trunk'] })
    expect(differencesOf(session.lab, pairOf(session, 'b0'))).toEqual([
      { label: 'page', left: '5', right: '4', alone: ['5', '4'] },
    ])
  })

  it('names every act that no parameter tells of, by its event', () => {
    const session = forked()
    const [, fork] = session.state.branches
    session.branching.switchTo(fork?.id ?? '', 300)
    session.branching.fork({ type: 'gate', value: 'plain', name: 'plain again', note: '' })
    session.seek(320)
    session.branching.fork({ type: 'fire', value: true, name: 'fire here', note: '' })
    const names = (other: string) => differencesOf(session.lab, pairOf(session, other))
    expect(names('b0').map(({ label, left, right }) => [label, left, right])).toEqual([
      ['From event 150 on', 'strict gate', '–'],
      ['From event 300 on', 'plain again', '–'],
      ['From event 320 on', 'fire here', '–'],
    ])
    // What both were told in common is no difference.
    expect(names(fork?.id ?? '').map(({ left }) => left)).toEqual(['plain gate', 'fire here'])
  })

  it('calls trunk only what a fork left, and a fork at event 0 no run of its own', () => {
    const session = forked(0)
    const [, fork] = session.state.branches
    expect(pairOf(session, fork?.id ?? '')).toMatchObject({ shared: 0, isApart: false, names: ['trunk', 'fork'] })
    session.branching.switchTo(fork?.id ?? '', 300)
    session.branching.fork({ type: 'gate', value: 'plain', name: 'plain again', note: '' })
    expect(pairOf(session, 'b0')).toMatchObject({ shared: 0, names: ['left', 'right'] })
    session.branching.changeParam('page', 5)
    expect(pairOf(session, session.branch.spec.parent ?? '')).toMatchObject({ isApart: true })
  })

  it('counts what only one side counts', () => {
    const session = forked()
    const at = session.core.moment(session.branch, 250)
    if (at === undefined) throw new Error('nothing is written')
    const lab = { ...session.lab, counters: () => [] as const }
    let asked = 0
    const second = { ...lab, counters: () => (asked++ === 0 ? [{ label: 'checks', kinds: [1], value: 7 }] : []) }
    expect(counterPairs(second, at, at, undefined)).toEqual([{ label: 'checks', left: 0, right: 7 }])
  })

  it('finds the first event that differs', () => {
    const session = forked()
    const divergence = divergenceOf(session.lab, pairOf(session, session.state.branches[1]?.id ?? ''))
    expect(divergence?.seq).toBe(151)
    expect(divergence?.right).toMatch(/^setting/)
  })
})

describe('words', () => {
  it('shorten large amounts', () => {
    expect([0, 1719, 152_300, 1_500_000].map(formatAmount)).toEqual(['0', '1,719', '152\u2009k', '1.5\u2009M'])
  })

  it('give no estimate before three seconds, and measure the rate over the last two', () => {
    const { session, worker } = createTestSession({}, true)
    worker.release(2)
    const { branch } = session
    const meter = new RateMeter()
    const words = (now: number): string => {
      meter.note(now, branch.end.type === 'writing' ? branch.end.done : 0)
      return describeWriting(branch, now, meter.rate)
    }
    expect(words(500)).toBe('writing, 1 of 6 records')
    expect(words(1500)).toBe('writing, 1 of 6 records; 1.5 s so far')
    worker.release(1)
    expect(words(2500)).toBe('writing, 2 of 6 records; 2.5 s so far')
    expect(words(3500)).toBe('writing, 2 of 6 records; 3.5 s so far, about 8.0 s left')
  })
})

describe('a run of bytes', () => {
  it('says so in their units', () => {
    const session = forked()
    const end = { type: 'writing', done: 389_300_000, total: 1_002_300_000, unit: 'bytes' } as const
    const branch = Object.assign(Object.create(session.branch) as typeof session.branch, { end, startedAt: 0 })
    expect(describeWriting(branch, 10, undefined)).toBe('writing, 389.3 MB of 1.0 GB')
  })
})

describe('what two states differ in', () => {
  it.each([
    ['', []],
    ['There the two states are equal.', ['=Live files']],
    ['There they differ in live rows.', ['=Live files', 'Live rows']],
    ['There they differ in live files, live rows and the log.', ['Live files', 'Live rows', '=Runs', 'The log']],
  ])('is said in words: %s', (words, parts) => {
    const told = parts.map((part) => ({ label: part.replace('=', ''), equal: part.startsWith('=') }))
    expect(differenceText(told)).toBe(words)
  })
})

describe('a lock by event number', () => {
  it('is told by where it would put the right head', () => {
    const session = forked()
    const pair = pairOf(session, 'b1')
    const { progress } = session.lab
    expect(byNumber(pair, progress, 150)).toBe('Up to event 150 the two are one log, and any lock holds.')
    expect(byNumber(pair, progress, pair.right.log.length + 1)).toMatch(/would stand at its end, event [\d,]+\.$/)
    const told = Array.from({ length: 40 }, (_, i) => byNumber(pair, progress, 151 + i))
    expect(
      told.every((text) => /stands \d+ (behind|ahead) in [a-z ]+, and|has come as far at this place/.test(text)),
    ).toBe(true)
  })
})

describe('the tree of runs', () => {
  it('has each fork under its trunk', () => {
    const session = forked()
    session.branching.fork({ ...STRICT, name: 'second' })
    session.branching.switchTo(session.state.branches[1]?.id ?? '', 300)
    session.branching.fork({ ...STRICT, name: 'third' })
    expect(treeOf(session.state.branches).map(({ branch, depth }) => [branch.spec.name, depth])).toEqual([
      ['this run', 0],
      ['strict gate', 1],
      ['third', 2],
      ['second', 1],
    ])
  })
})
