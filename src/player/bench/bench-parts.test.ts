import { describe, expect, it } from 'vitest'
import { createTestSession, GateEvent } from './gate-lab.tsx'
import { describeEquation, equationOf } from './equation.ts'
import { layoutJson } from './json-layout.ts'
import { breakableLines } from './line-kinds.ts'
import { draggedValue, formatNumber, keyedValue, stepValue, type NumberPart } from './number-value.ts'
import { treeOf } from './RunList.tsx'
import { SPARK_BARS, sparkBars } from './sparkline.ts'
import { describeWriting, formatAmount, RateMeter } from './words.ts'
import { forked, STRICT } from './test-forked.ts'

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

describe('the tree of runs', () => {
  it('has each fork under its trunk', () => {
    const session = forked()
    session.branching.fork({ ...STRICT, name: 'second' })
    session.branching.switchTo(session.state.branches[1]?.id ?? '', 300)
    session.branching.fork({ ...STRICT, name: 'third' })
    expect(treeOf(session.state.branches).map(({ branch, depth }) => [branch.spec.name, depth])).toEqual([
      ['original run', 0],
      ['strict gate', 1],
      ['third', 2],
      ['second', 1],
    ])
  })
})
