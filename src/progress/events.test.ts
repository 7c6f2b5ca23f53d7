import { describe, expect, it } from 'vitest'
import { tryEvent, type ProgressEvent } from './events.ts'

const samples: readonly ProgressEvent[] = [
  { type: 'visit' },
  { type: 'lab-opened', lab: 'external-sort', scenario: 'one-pass' },
  {
    type: 'position',
    lab: 'external-sort',
    branchHash: 'b1',
    position: 1999,
    length: 2922,
    phase: 'merge',
    params: { records: 320, tree: 'loser', keys: [3, 1, 2] },
    acts: [{ at: 7, type: 'memory', value: 24 }],
  },
  {
    type: 'prediction',
    lab: 'external-sort',
    topic: 'next-winner',
    topicLabel: 'Which run gives the next record',
    right: true,
    confidence: 'fairly',
    position: 12,
  },
  { type: 'bookmark', lab: 'external-sort', branchHash: 'b1', position: 1476, label: 'tree built' },
  { type: 'setting', key: 'theme', value: 'dark' },
  {
    type: 'data-run',
    lab: 'external-sort',
    name: 'orders.csv',
    sizeBytes: 118_000_000,
    rows: 1_000_000,
    seconds: 4.2,
    outcome: 'finished',
  },
]

describe('tryEvent', () => {
  it.each(samples)('reads $type after a trip through JSON', (event) => {
    expect(tryEvent(JSON.parse(JSON.stringify(event)) as Record<string, unknown>)).toEqual(event)
  })

  it.each(samples.flatMap((event) => Object.keys(event).map((field) => ({ event, field }))))(
    'refuses $event.type with a wrong $field',
    ({ event, field }) => {
      expect(tryEvent({ ...event, [field]: [undefined] })).toBeUndefined()
    },
  )

  it('accepts an optional field that is missing, and fields that a newer version added', () => {
    expect(tryEvent({ type: 'lab-opened', lab: 'external-sort', via: 'palette' })).toMatchObject({
      lab: 'external-sort',
    })
  })

  it.each([{ type: 'review-graded', grade: 3 }, { type: 'toString' }, { type: 7 }, {}])('does not know %j', (value) =>
    expect(tryEvent(value)).toBeUndefined(),
  )

  it('refuses an act without its fields', () => {
    expect(tryEvent({ ...samples[2], acts: [{ at: 7, type: 'memory' }] })).toBeUndefined()
  })
})
