import { expect, test } from 'vitest'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { Question } from '../../../player/lab.ts'
import { SCENARIOS } from '../scenarios.ts'
import { runLab, type LabRun } from '../test-lab-run.ts'
import { questionOf } from './question.ts'

interface Asked {
  readonly position: number
  readonly question: Question
}

/** Every moment of a run at which a topic is asked. */
function askedAlong(run: LabRun, topic: string): readonly Asked[] {
  return Array.from({ length: run.log.length }, (_, position) => position).flatMap((position) => {
    const question = questionOf(run.momentAt(position), run.stateAt, 7, topic)
    return question === undefined ? [] : [{ position, question }]
  })
}

const rightOf = ({ question }: Asked): string => question.answers[question.right]?.text ?? ''
const SMALL = { records: 96, memory: 24, page: 4, fanIn: 4 }

test('how many records fill a page is not asked where records become one or the page is the last', () => {
  expect(askedAlong(runLab({ ...SMALL, shape: 'few-distinct', combine: true }), 'next-write')).toEqual([])
  const run = runLab({ ...SMALL, records: 98 })
  const asked = askedAlong(run, 'next-write')
  expect(asked.length).toBeGreaterThan(0)
  for (const one of asked) expect(run.stateAt(one.position).out.length + Number(rightOf(one))).toBe(4)
})

test('a crash between two merges costs nothing, so none is asked about there', () => {
  for (const run of [runLab(SMALL), runLab({ ...SMALL, memory: 12, fanIn: 2 })]) {
    const asked = askedAlong(run, 'crash-here').filter((one) => rightOf(one) === 'The merge that is under way')
    expect(asked.length).toBeGreaterThan(0)
    for (const { position } of asked) expect(run.stateAt(position).merge).toBeDefined()
  }
})

test('passes and the first merge are not asked of a sort whose settings change', () => {
  const params = { ...SMALL, records: 192, fanIn: 3, firstPass: 'optimal' }
  const plain = runLab(params)
  const merge = plain.log.nth(SortEvent.mergeStep, 2) ?? 0
  const acted = runLab(params, [{ at: merge, type: 'fan-in', value: 2 }])
  expect(acted.log.count(SortEvent.setting, acted.log.length)).toBe(1)
  for (const topic of ['pass-count', 'first-merge']) {
    expect(askedAlong(plain, topic).length, topic).toBeGreaterThan(0)
    expect(askedAlong(acted, topic), topic).toEqual([])
  }
})

test('in descending order it is the largest key that goes first, in questions and in reasons', () => {
  const run = runLab({ ...SMALL, direction: 'desc' })
  const asked = ['smallest-left', 'next-winner', 'next-dry'].flatMap((topic) => askedAlong(run, topic))
  expect(asked.length).toBeGreaterThan(20)
  for (const { question } of asked) expect(`${question.text} ${question.because}`).not.toMatch(/smallest|smaller/)
  expect(asked.some(({ question }) => question.because.includes('the largest'))).toBe(true)
})

test('a sort that is asked for its first records makes no run because of that, and half its memory is not asked about', () => {
  const params = SCENARIOS.find(({ id }) => id === 'top-n')?.params
  const run = runLab(params)
  const asked = askedAlong(run, 'run-count')
  expect(asked.length).toBeGreaterThan(0)
  for (const { question } of asked) expect(question.because).toMatch(/^Only .* are asked for: memory keeps those/)
  expect(askedAlong(run, 'memory-halved')).toEqual([])
})
