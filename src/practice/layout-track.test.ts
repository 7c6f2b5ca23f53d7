import { describe, expect, it } from 'vitest'
import type { AttemptMoment, MomentKind } from './attempts.ts'
import { layoutTrack, nearestMoment, placeNames } from './layout-track.ts'

const work = { texts: new Map<string, string>(), hints: [] }
const moment = (kind: MomentKind, seconds: number, more: Partial<AttemptMoment> = {}): AttemptMoment => ({
  record: `${kind} ${seconds}`,
  kind,
  seconds,
  work,
  ...more,
})

const moments = [
  moment('start', 0),
  moment('edit', 10),
  moment('run', 20, { passed: 3, total: 5 }),
  moment('edit', 30),
  moment('edit', 40),
  moment('return', 50, { to: 2 }),
  moment('hint', 60),
  moment('submit', 90, { passed: 5, total: 5 }),
]

describe('layoutTrack', () => {
  const track = layoutTrack({ moments, mistakes: [], seconds: 90, headSeconds: 60, limitSeconds: 300, width: 624 })

  it('puts everything along the clock', () => {
    expect(track.headX).toBe(120)
    expect(track.deadlineX).toBe(600)
    expect(track.ticks.map(({ label }) => label)).toEqual(['0:00', '1:00', '2:00', '3:00', '4:00', '5:00'])
    expect(track.checkpoints).toEqual([
      { x: 40, label: 'run 1' },
      { x: 180, label: 'handed in' },
    ])
  })

  it('counts up to the playhead, and keeps what comes after it paler', () => {
    expect(track.rows.map(({ label, count }) => [label, count])).toEqual([
      ['edit', 3],
      ['run', 1],
      ['hint', 1],
      ['right', 3],
      ['wrong', 2],
    ])
    expect(track.rows.find(({ label }) => label === 'right')?.marks).toEqual([
      { x: 40, isFuture: false },
      { x: 180, isFuture: true },
    ])
  })

  it('puts a wrong try in the row of what is wrong', () => {
    const played = [moment('start', 0), moment('edit', 10), moment('edit', 20), moment('edit', 40)]
    const { rows } = layoutTrack({
      ...{ moments: played, mistakes: [played[1], played[3]].filter((each) => each !== undefined) },
      ...{ seconds: 40, headSeconds: 20, limitSeconds: 300, width: 624 },
    })
    expect(rows.map(({ label, count }) => [label, count])).toEqual([
      ['edit', 2],
      ['wrong', 1],
    ])
    expect(rows[1]?.marks).toEqual([
      { x: 20, isFuture: false },
      { x: 80, isFuture: true },
    ])
  })

  it('puts a run where its code stood, not where it ended', () => {
    const typedOn = [...moments.slice(0, 2), moment('edit', 15), moment('run', 20, { ran: 1, passed: 3, total: 5 })]
    const { checkpoints, rows } = layoutTrack({
      ...{ moments: typedOn, mistakes: [], seconds: 20, headSeconds: 10, limitSeconds: 300, width: 624 },
    })
    expect(checkpoints).toEqual([{ x: 20, label: 'run 1' }])
    expect(rows.map(({ label, count }) => [label, count])).toEqual([
      ['edit', 1],
      ['run', 1],
      ['right', 3],
      ['wrong', 2],
    ])
  })

  it('shows work that was given up as a fork', () => {
    expect(track.forks).toMatchObject([{ kind: 'given-up', from: 40, to: 80, edits: 2, lane: 0 }])
    const back = [moment('start', 0), moment('edit', 5), moment('return', 6, { to: 1 })]
    expect(
      layoutTrack({ mistakes: [], moments: back, seconds: 6, headSeconds: 6, limitSeconds: undefined, width: 100 })
        .forks,
    ).toEqual([])
  })

  it('shows work in another copy of the log as a fork of its own', () => {
    const merged = [
      moment('start', 0),
      moment('edit', 10),
      moment('edit', 20),
      moment('edit', 30, { after: 1 }),
      moment('run', 40, { after: 2, passed: 1, total: 2 }),
      moment('edit', 50, { after: 3 }),
    ]
    const { forks } = layoutTrack({
      mistakes: [],
      moments: merged,
      seconds: 50,
      headSeconds: 50,
      limitSeconds: 300,
      width: 624,
    })
    expect(forks).toMatchObject([{ kind: 'copy', from: 20, to: 80, edits: 1, lane: 0 }])
  })

  it('grows past the limit, and has no deadline without a clock', () => {
    const late = layoutTrack({ moments, mistakes: [], seconds: 600, headSeconds: 600, limitSeconds: 300, width: 624 })
    expect(late.deadlineX).toBe(300)
    const free = layoutTrack({
      moments,
      mistakes: [],
      seconds: 600,
      headSeconds: 600,
      limitSeconds: undefined,
      width: 624,
    })
    expect([free.deadlineX, free.headX]).toEqual([undefined, 600])
  })
})

it('finds the moment nearest to a place, the later of two at one', () => {
  expect([0, 14, 16, 52, 1000].map((seconds) => nearestMoment(moments, seconds))).toEqual([0, 1, 2, 5, 7])
  expect(nearestMoment([moment('start', 0), moment('edit', 0)], 0)).toBe(1)
})

it('writes no name over another or over the edge, and the later of two first', () => {
  const name = (x: number, text: string) => ({ x, text })
  expect(placeNames([name(0, 'run 1'), name(10, 'run 2'), name(200, 'run 3')], 600)).toEqual([
    name(10, 'run 2'),
    name(200, 'run 3'),
  ])
  // The last one moves away from the edge, and takes the place of what stood there.
  const atEdge = [name(0, 'run 1'), name(540, 'run 2'), name(595, 'handed in')]
  expect(placeNames(atEdge, 600).map(({ text }) => text)).toEqual(['run 1', 'handed in'])
  expect(placeNames(atEdge, 600).at(-1)?.x).toBeLessThan(560)
  expect(placeNames([name(0, 'given up: 39 edits')], 60)).toEqual([])
})
