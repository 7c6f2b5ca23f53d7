import { describe, expect, it } from 'vitest'
import type { ProgressEvent } from '../progress/events.ts'
import { readRecord, type ProgressRecord } from '../progress/record.ts'
import { createPracticeLog, tryDayAt } from './practice-log.ts'

function record(at: string, event: ProgressEvent | { type: 'review-graded' }): ProgressRecord {
  return readRecord({ id: at, at, ...event })
}

const place = { branchHash: 'b1', length: 2922, phase: 'merge', params: {}, acts: [] }
const call = { type: 'prediction', lab: 'sort', topic: 'passes', topicLabel: 'How many passes', position: 9 } as const

const records = [
  record('2026-10-30T12:00:00.000Z', { type: 'visit' }),
  record('2026-10-30T12:00:05.500Z', { type: 'position', lab: 'sort', position: 1999, ...place }),
  record('2026-11-12T12:00:00.000Z', { type: 'position', lab: 'sort', position: 2000, ...place }),
  record('2026-11-12T12:00:01.000Z', { ...call, right: true, confidence: 'guess' }),
  record('2026-11-12T12:00:02.000Z', { ...call, right: false, confidence: 'certain' }),
  record('2026-11-12T12:00:03.000Z', { type: 'review-graded' }),
  readRecord('damaged'),
  record('2026-11-12T12:00:04.000Z', { type: 'setting', key: 'theme', value: 'dark' }),
]

describe('createPracticeLog', () => {
  const practice = createPracticeLog(records, (lab) => (lab === 'sort' ? 'External sort' : lab))

  it('has an event for each record, with its time in seconds since the first', () => {
    expect(practice.log.length).toBe(records.length)
    const events = records.map((_, i) => practice.log.event(i + 1))
    expect(events.map(({ kind }) => kind)).toEqual([5, 0, 0, 1, 2, 7, 7, 4])
    expect(events.slice(0, 2).map(({ at }) => at)).toEqual([0, 5])
    expect(events[1]?.a).toBe(1999)
  })

  it('shows the kinds that occur, most frequent first, each with a verb of its own', () => {
    expect(practice.rows.map(({ label, rank }) => [label, rank])).toEqual([
      ['lab steps', 0],
      ['not known here', 1],
      ['right call', 2],
      ['wrong call', 3],
      ['setting', 4],
      ['opened', 5],
    ])
    expect(new Set(practice.rows.map(({ verb }) => verb)).size).toBe(practice.rows.length)
  })

  it('has a phase for each month', () => {
    expect(practice.phases).toEqual([
      { from: 0, label: 'October' },
      { from: 2, label: 'November' },
    ])
  })

  it('says each event in a few words', () => {
    expect([2, 4, 6, 8].map(practice.record)).toEqual([
      'External sort 1,999',
      'How many passes',
      'from a newer version, or damaged',
      'theme dark',
    ])
  })

  it('tells a run on a file by how it ended', () => {
    const run = { type: 'data-run', lab: 'sort', name: 'big.csv', sizeBytes: 9e6, seconds: 1 } as const
    const runs = [
      record('2026-11-12T12:00:00.000Z', { ...run, rows: 600_000, outcome: 'finished' }),
      record('2026-11-12T12:00:01.000Z', { ...run, rows: 702, outcome: 'stopped' }),
      record('2026-11-12T12:00:02.000Z', { ...run, rows: 1, outcome: 'failed' }),
    ]
    expect([1, 2, 3].map(createPracticeLog(runs, (lab) => lab).record)).toEqual([
      'big.csv, 600,000 rows',
      'big.csv, stopped after 702 rows',
      'big.csv, failed after 1 row',
    ])
  })

  it('takes an empty log', () => {
    expect(createPracticeLog([], (lab) => lab)).toMatchObject({ rows: [], phases: [] })
  })
})

describe('tryDayAt', () => {
  it('is the day of the last event before the position', () => {
    expect(tryDayAt(records, 0)).toBeUndefined()
    expect(tryDayAt(records, 1)?.toISOString()).toBe('2026-10-30T12:00:00.000Z')
  })
})
