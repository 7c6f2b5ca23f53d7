import { describe, expect, it } from 'vitest'
import type { LabEntry } from '../player/lab.ts'
import type { ProgressEvent } from '../progress/events.ts'
import { readRecord } from '../progress/record.ts'
import { initialProgress, reduceProgress } from '../progress/state.ts'
import { layoutConfidence, layoutLabRows, layoutTopics, layoutTrack, tryLastPlace } from './home-model.ts'

const now = new Date('2026-11-21T12:00:00Z')

function lab(id: string, title: string): LabEntry {
  return {
    place: 1,
    id,
    title,
    summary: '',
    loadModels: () => Promise.resolve({ models: [], leavesOut: [] }),
    scenarios: [],
    Miniature: () => undefined,
    load: () => Promise.reject(new Error('not loaded here')),
  }
}

const labs = [lab('sort', 'External sort'), lab('delta', 'Delta log'), lab('cost', 'Cluster cost')]
const place = { branchHash: 'b1', position: 1999, length: 2922, phase: 'merge', params: {}, acts: [] }
const call = { type: 'prediction', lab: 'sort', topicLabel: 'a topic', position: 1 } as const

function replay(...events: ProgressEvent[]) {
  return events
    .map((event, i) => readRecord({ ...event, id: `t.${i}`, at: `2026-11-${18 + i}T12:00:00.000Z` }))
    .reduce(reduceProgress, initialProgress)
}

describe('layoutLabRows', () => {
  it('has a line for each lab there is, opened or not', () => {
    const state = replay(
      { type: 'lab-opened', lab: 'delta' },
      { type: 'position', lab: 'sort', ...place },
      { ...call, topic: 'passes', right: true, confidence: 'guess' },
      { type: 'lab-opened', lab: 'gone' },
    )
    const rows = layoutLabRows(state, labs, now)
    expect(rows.map(({ lab: { title }, place: at, predicted, opened }) => [title, at, predicted, opened])).toEqual([
      ['External sort', '1,999', '1 of 1', 'Fri'],
      ['Delta log', '0', '', 'Wed'],
      ['Cluster cost', 'not started', '', ''],
    ])
  })

  it('draws the line of a lab that was opened as begun, not as the dotted one of a lab that was not', () => {
    const rows = layoutLabRows(replay({ type: 'lab-opened', lab: 'delta' }), labs, now)
    expect(rows.map(({ track }) => track?.at)).toEqual([undefined, 0, undefined])
  })

  it('calls a log that was seen to its end done', () => {
    const [row] = layoutLabRows(replay({ type: 'position', lab: 'sort', ...place, position: 2922 }), labs, now)
    expect(row?.place).toBe('done')
  })
})

describe('layoutTrack', () => {
  it('puts checkpoints where the replay has them', () => {
    expect(layoutTrack({ position: 512, length: 1024 })).toEqual({ at: 0.5, checkpoints: [0.25, 0.5, 0.75] })
  })

  it('thins them on a long log', () => {
    expect(layoutTrack({ position: 0, length: 1_000_000 }).checkpoints.length).toBeLessThanOrEqual(8)
    expect(layoutTrack({ position: 0, length: 2922 }).checkpoints).toHaveLength(5)
  })

  it('takes an empty log', () => expect(layoutTrack({ position: 0, length: 0 })).toEqual({ at: 0, checkpoints: [] }))
})

describe('tryLastPlace', () => {
  it('is the lab used last, with the bookmark of its branch', () => {
    const state = replay(
      { type: 'bookmark', lab: 'sort', branchHash: 'b1', position: 1476, label: 'tree built' },
      { type: 'position', lab: 'sort', ...place },
    )
    expect(tryLastPlace(state, labs)).toMatchObject({ lab: { id: 'sort' }, bookmark: 'tree built' })
    expect(tryLastPlace(state, labs)?.place?.position).toBe(1999)
  })

  it('is nothing for a lab that is gone', () => {
    expect(tryLastPlace(replay({ type: 'lab-opened', lab: 'gone' }), labs)).toBeUndefined()
  })
})

describe('layoutTopics and layoutConfidence', () => {
  const state = replay(
    { ...call, topic: 'passes', right: true, confidence: 'certain' },
    { ...call, topic: 'winner', right: true, confidence: 'certain' },
    { ...call, topic: 'winner', right: false, confidence: 'guess' },
  )

  it('puts the topic with the smallest share first', () => {
    expect(layoutTopics(state, labs).map(({ topic, labTitle }) => [topic, labTitle])).toEqual([
      ['winner', 'External sort'],
      ['passes', 'External sort'],
    ])
  })

  it('leaves out what was never said', () => {
    expect(layoutConfidence(state).map(({ confidence, score }) => [confidence, score.right, score.total])).toEqual([
      ['guess', 0, 1],
      ['certain', 2, 2],
    ])
  })
})
