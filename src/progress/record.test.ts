import { describe, expect, it } from 'vitest'
import { readRecord, shownTime, stampDrafts } from './record.ts'

const visit = { type: 'visit' } as const

describe('stampDrafts', () => {
  it('takes the clock where it is ahead of the log', () => {
    expect(stampDrafts([{ id: 'a.1', clock: '2026-11-21T09:00:00.000Z', event: visit }], undefined)).toEqual([
      { type: 'visit', id: 'a.1', at: '2026-11-21T09:00:00.000Z' },
    ])
  })

  it('goes on one millisecond behind the log when the clock was set back, and keeps what the clock said', () => {
    const [value] = stampDrafts(
      [{ id: 'a.1', clock: '2020-01-01T00:00:00.000Z', event: visit }],
      '2026-11-21T09:59:59.999Z',
    )
    const record = readRecord(value)
    expect(record.at).toBe('2026-11-21T10:00:00.000Z')
    expect(shownTime(record)).toBe('2020-01-01T00:00:00.000Z')
  })

  it('gives each draft of one millisecond a time of its own', () => {
    const clock = '2026-11-21T09:00:00.000Z'
    const drafts = ['a.1', 'a.2', 'a.3'].map((id) => ({ id, clock, event: visit }))
    const times = stampDrafts(drafts, undefined).map((value) => readRecord(value).at)
    expect(times).toEqual([clock, '2026-11-21T09:00:00.001Z', '2026-11-21T09:00:00.002Z'])
  })
})

describe('readRecord', () => {
  it('keeps a record of a newer version, without its event', () => {
    const value = { id: 'a.1', at: '2026-11-21T09:00:00.000Z', type: 'review-graded', grade: 3 }
    expect(readRecord(value)).toEqual({ id: 'a.1', at: value.at, clock: undefined, event: undefined })
  })

  it.each([undefined, 'text', [], {}, { id: 'a.1' }, { id: 'a.1', at: '2026-02-30T09:00:00.000Z', type: 'visit' }])(
    'makes %j a record without id and time',
    (value) => expect(readRecord(value)).toMatchObject({ id: '', at: '', event: undefined }),
  )
})
