import { describe, expect, it } from 'vitest'
import { createTestSession, GateEvent } from './gate-lab.tsx'
import { differencesOf, sideNames } from './compare-differences.ts'
import { counterPairs, divergenceOf, isPast, pairOf, rowsToShow } from './compare-facts.ts'
import { layoutUnitBars, sumUnits } from './unit-bars.ts'
import { byNumber, differenceText } from './CompareStory.tsx'
import { forked, KEYS_CHECKED, PASSES, sumOfKeys } from './test-forked.ts'

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
    expect(sumUnits(input)).toEqual({ total: 300, first: 3, each: 3, begun: 0 })
    // Those of the unit under way are told apart, and the total is what the counter says.
    for (let position = 1; position <= 40; position++) {
      const { total, begun } = sumUnits({ ...input, position })
      expect(total).toBe(log.count(GateEvent.check, position))
      expect(begun).toBe(total - 3 * log.count(GateEvent.pass, position))
    }
    const begun = { total: 15, first: 3, each: 3, begun: 3 }
    expect(sumUnits({ ...input, position: (log.nth(GateEvent.pass, 5) ?? 0) - 1 })).toEqual(begun)
    expect(sumUnits({ ...input, position: 5 })).toEqual({ total: 3, first: 3, each: undefined, begun: 0 })
    expect(sumUnits({ ...input, position: 2 })).toEqual({ total: 1, first: 0, each: undefined, begun: 1 })
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
    const own = ['original run', 'strict'] as const
    expect(sideNames([one, other], own)).toEqual(['pages of 4', 'pages of 5, strict gate'])
    expect(sideNames([other], own)).toEqual(['original run', 'strict gate'])
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

describe('rows of counters', () => {
  const row = (label: string, left: number, right = left) => ({ label, left, right })
  const labels = (rows: readonly { readonly label: string }[]) => rows.map(({ label }) => label)
  const ends = { labels: new Set(['checks']), whole: new Set(['checks', 'moved']) }

  it('stand from the first event on where they are counted later, and go where neither ever counts', () => {
    const rows = [row('checks', 0), row('moved', 0), row('never', 0)]
    expect(labels(rowsToShow(rows, ends, true))).toEqual(['checks', 'moved'])
    // Since the fork nothing was moved, and nothing will be.
    expect(labels(rowsToShow(rows, ends, false))).toEqual(['checks'])
    expect(labels(rowsToShow([row('moved', 0, 1)], ends, false))).toEqual(['moved'])
    expect(rowsToShow(rows, undefined, true)).toBe(rows)
  })
})
