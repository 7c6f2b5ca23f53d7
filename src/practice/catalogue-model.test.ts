import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRecord } from '../progress/record.ts'
import { foldSchedules } from '../progress/schedule.ts'
import {
  countTried,
  countWith,
  dueRows,
  FILTER_KEYS,
  filterRows,
  groupRows,
  isOn,
  layoutRows,
  newRows,
  NO_FILTER,
  planNext,
  planSplit,
} from './catalogue-model.ts'
import { foldResults } from './results.ts'
import type { ChallengeEntry } from './types.ts'

const NOW = new Date(2026, 10, 20, 12)

function entryOf(id: string, more: Partial<ChallengeEntry>): ChallengeEntry {
  const load = () => Promise.reject(new Error('not opened'))
  return { id, title: id, topic: 'cost', kind: 'number', level: 1, minutes: 4, load, ...more }
}

const entries = [
  entryOf('cs-01', {}),
  entryOf('cs-02', { minutes: 8, level: 2 }),
  entryOf('dl-01', { topic: 'delta-log', kind: 'predict', level: 3 }),
]

function submitted(daysAgo: number, challenge: string, score: number) {
  const at = new Date(NOW.getTime() - daysAgo * 86_400_000).toISOString()
  const event = { type: 'attempt-submitted', challenge, attempt: at, score, passed: 1, total: 1, seconds: 60 }
  return readRecord({ id: at + challenge, at, ...event })
}

const begun = readRecord({
  id: 'b',
  at: NOW.toISOString(),
  type: 'attempt-started',
  challenge: 'dl-01',
  attempt: 'b',
  isTimed: true,
})
const records = [submitted(5, 'cs-01', 40), submitted(0, 'cs-02', 100), begun]
const rows = layoutRows(entries, foldResults(records), foldSchedules(records), NOW)

describe('layoutRows', () => {
  it('says when each is due', () => {
    expect(rows.map(({ due }) => due)).toEqual([
      '4 d late',
      expect.stringMatching(/^(tomorrow|\w{3}|\d+ \w{3})$/),
      'open',
    ])
    expect(rows.map(({ lateDays }) => lateDays)).toEqual([4, undefined, undefined])
  })

  it('counts what was tried and what was solved', () => {
    expect(countTried(rows)).toEqual({ tried: 2, solved: 1 })
    expect(dueRows(rows).map(({ entry }) => entry.id)).toEqual(['cs-01'])
    expect(newRows(rows).map(({ entry }) => entry.id)).toEqual(['dl-01'])
  })
})

describe('what to do next', () => {
  it('is what is due, else what is new, of what the filter leaves', () => {
    const next = (change: object) => planNext(rows, { ...NO_FILTER, ...change }).list.map(({ entry }) => entry.id)
    expect(next({})).toEqual(['cs-01'])
    expect(next({ kind: 'predict' })).toEqual(['dl-01'])
    expect(next({ show: 'new' })).toEqual(['dl-01'])
    expect(next({ show: 'new', topic: 'cost' })).toEqual([])
  })
})

describe('filters', () => {
  it('leave what fits all of them', () => {
    const ids = (change: object) => filterRows(rows, { ...NO_FILTER, ...change }).map(({ entry }) => entry.id)
    expect(ids({})).toEqual(['cs-01', 'cs-02', 'dl-01'])
    expect(ids({ topic: 'cost', minutes: 5 })).toEqual(['cs-01'])
    expect(ids({ kind: 'predict' })).toEqual(['dl-01'])
    expect(ids({ show: 'due' })).toEqual(['cs-01'])
    expect(ids({ show: 'new', level: 1 })).toEqual([])
    expect(ids({ order: 'best' })).toEqual(['dl-01', 'cs-01', 'cs-02'])
    expect(ids({ order: 'due' })).toEqual(['cs-01', 'cs-02', 'dl-01'])
    expect(ids({ order: 'level' })).toEqual(['cs-01', 'cs-02', 'dl-01'])
  })

  it('have keys of their own that say how many are left', () => {
    expect(new Set(FILTER_KEYS.map(({ key }) => key)).size).toBe(FILTER_KEYS.length)
    for (const key of FILTER_KEYS) {
      const on = { ...NO_FILTER, ...key.on }
      expect(isOn(NO_FILTER, key)).toBe(false)
      expect(isOn(on, key)).toBe(true)
      expect({ ...on, ...key.off }).toEqual(NO_FILTER)
      expect(countWith(rows, NO_FILTER, key.on)).toBe(filterRows(rows, on).length)
    }
  })

  it('keep the topics in their order, without empty ones', () => {
    expect(groupRows(rows, rows).map(({ topic, tried, total }) => [topic, tried, total])).toEqual([
      ['delta-log', 0, 1],
      ['cost', 2, 2],
    ])
    const [left] = groupRows(filterRows(rows, { ...NO_FILTER, show: 'due' }), rows)
    expect(left).toMatchObject({ topic: 'cost', tried: 2, total: 2, rows: [{ entry: { id: 'cs-01' } }] })
  })
})

it('cuts a list where the longer half is shortest, seed 3', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 12 }), (heights) => {
      const longer = (cut: number) => {
        const sum = (part: readonly number[]) => part.reduce((a, b) => a + b, 0)
        return Math.max(sum(heights.slice(0, cut)), sum(heights.slice(cut)))
      }
      const all = Array.from({ length: heights.length + 1 }, (_, cut) => longer(cut))
      expect(longer(planSplit(heights))).toBe(Math.min(...all))
    }),
    { seed: 3 },
  )
})
