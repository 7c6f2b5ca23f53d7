import { expect, it } from 'vitest'
import { readRecord } from '../progress/record.ts'
import type { ProgressEvent } from '../progress/events.ts'
import { foldResults } from './results.ts'

const start = (attempt: string): ProgressEvent => ({
  type: 'attempt-started',
  challenge: 'xs-01',
  attempt,
  isTimed: true,
})
const end = (attempt: string, score: number): ProgressEvent => ({
  type: 'attempt-submitted',
  challenge: 'xs-01',
  attempt,
  score,
  passed: 1,
  total: 2,
  seconds: 60,
})

function resultsOf(...events: readonly ProgressEvent[]) {
  const records = events.map((event, i) => readRecord({ ...event, id: `t.${i}`, at: new Date(1e12 + i).toISOString() }))
  return foldResults(records).get('xs-01')
}

it('counts what was handed in first of an attempt, and keeps one open that is', () => {
  const merged = resultsOf(start('a'), start('b'), end('b', 40), end('b', 100))
  expect(merged?.results.map(({ score }) => score)).toEqual([40])
  expect(merged).toMatchObject({ best: 40, isOpen: true })
  expect(resultsOf(start('a'), end('a', 90))).toMatchObject({ best: 90, isOpen: false })
})
