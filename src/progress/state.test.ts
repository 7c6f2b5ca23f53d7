import { describe, expect, it } from 'vitest'
import type { ProgressEvent } from './events.ts'
import { readRecord, stampDrafts } from './record.ts'
import { settingsOf } from './settings.ts'
import { initialProgress, isFirstVisit, reduceProgress, type ProgressState } from './state.ts'

const CLOCK = '2026-11-21T09:00:00.000Z'

function replay(...events: ProgressEvent[]): ProgressState {
  const drafts = events.map((event, i) => ({ id: `t.${i}`, clock: CLOCK, event }))
  return stampDrafts(drafts, undefined).map(readRecord).reduce(reduceProgress, initialProgress)
}

const prediction = {
  type: 'prediction',
  lab: 'external-sort',
  topic: 'next-winner',
  topicLabel: 'Which run gives the next record',
  confidence: 'certain',
  position: 12,
} as const

const place = { branchHash: 'b1', position: 1999, length: 2922, phase: 'merge', params: { records: 320 }, acts: [] }

describe('reduceProgress', () => {
  it('keeps the first visit until something was done in a lab or at a challenge', () => {
    expect(isFirstVisit(replay({ type: 'visit' }, { type: 'setting', key: 'theme', value: 'dark' }))).toBe(true)
    expect(isFirstVisit(replay({ type: 'visit' }, { type: 'lab-opened', lab: 'external-sort' }))).toBe(false)
    const begun = { type: 'attempt-started', challenge: 'sq-02', attempt: 'a', isTimed: true } as const
    expect(isFirstVisit(replay({ type: 'visit' }, begun))).toBe(false)
  })

  it('holds the last place of each lab and the lab used last', () => {
    const state = replay(
      { type: 'position', lab: 'external-sort', ...place },
      { type: 'position', lab: 'delta-log', ...place, position: 3 },
      { type: 'position', lab: 'external-sort', ...place, position: 2000 },
    )
    expect(state.labs.get('external-sort')?.place).toEqual({ ...place, position: 2000, at: CLOCK })
    expect(state.labs.get('delta-log')?.place?.position).toBe(3)
    expect(state.lastLab).toBe('external-sort')
  })

  it('counts predictions by lab, by topic and by confidence', () => {
    const state = replay(
      { ...prediction, right: true },
      { ...prediction, right: false },
      { ...prediction, right: true, topic: 'passes', topicLabel: 'How many passes', confidence: 'guess' },
    )
    expect(state.labs.get('external-sort')?.predicted).toEqual({ right: 2, total: 3 })
    expect([...state.topics.values()].map(({ label, right, total }) => [label, right, total])).toEqual([
      ['Which run gives the next record', 1, 2],
      ['How many passes', 1, 1],
    ])
    expect(state.confidence).toEqual({
      guess: { right: 1, total: 1 },
      fairly: { right: 0, total: 0 },
      certain: { right: 1, total: 2 },
    })
  })

  it('counts what it cannot read and goes on', () => {
    const records = [{ id: 'x.1', at: CLOCK, type: 'review-graded' }, 'damaged'].map(readRecord)
    const state = records.reduce(reduceProgress, replay({ type: 'visit' }))
    expect(state).toMatchObject({ events: 3, unread: 2, visits: 1, lastAt: CLOCK })
  })

  it('does not take a lab named like a property of every object for a known one', () => {
    const state = replay({ type: 'lab-opened', lab: '__proto__' }, { type: 'lab-opened', lab: 'constructor' })
    expect([...state.labs.keys()]).toEqual(['__proto__', 'constructor'])
  })
})

describe('settingsOf', () => {
  it('gives the last value of each setting, and the default for values it does not know', () => {
    const state = replay(
      { type: 'setting', key: 'theme', value: 'dark' },
      { type: 'setting', key: 'motion', value: 'reduced' },
      { type: 'setting', key: 'letterKeys', value: false },
      { type: 'setting', key: 'theme', value: 'sepia' },
    )
    expect(settingsOf(state)).toEqual({ theme: 'system', motion: 'reduced', letterKeys: false })
  })
})
