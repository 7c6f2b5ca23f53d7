import { expect, test } from 'vitest'
import { SORT_EVENT_KINDS, SortEvent } from '../../engine/sort/events.ts'
import { entry } from './index.ts'
import { lab } from './lab.ts'
import { runLab, variedRuns } from './test-lab-run.ts'
import { touchesMark } from './record.ts'

test('the entry loads the lab, and both say the same of it', async () => {
  expect(await entry.load()).toBe(lab)
  const { load, loadOwnData, ...about } = entry
  expect(lab.entry).toMatchObject(about)
  expect(await lab.entry.load()).toBe(lab)
  expect([typeof load, typeof loadOwnData]).toEqual(['function', 'function'])
})

test('every kind of event has a row of its own', () => {
  expect(lab.kinds.length).toBe(SORT_EVENT_KINDS)
  expect(new Set(lab.kinds.map(({ label }) => label)).size).toBe(SORT_EVENT_KINDS)
  expect(lab.kinds.map(({ rank }) => rank).toSorted((a, b) => a - b)).toEqual(lab.kinds.map((_, i) => i))
  expect(Object.values(SortEvent).length).toBe(SORT_EVENT_KINDS)
})

test('between them the varied runs have every kind of event but those of page detail', () => {
  const found = new Set<number>()
  for (const [, runOf] of variedRuns()) {
    const { log } = runOf()
    for (let kind = 0; kind < SORT_EVENT_KINDS; kind++) if (log.count(kind, log.length) > 0) found.add(kind)
  }
  const missing = Object.entries(SortEvent).flatMap(([name, kind]) => (found.has(kind) ? [] : [name]))
  expect(missing).toEqual(['tally', 'keepPage'])
})

test('a header of something else is refused', () => {
  expect(() => lab.createFold({ detail: 'none' })).toThrow('not the header of an external sort')
})

test('the models are whole sentences', async () => {
  const { models, leavesOut } = await entry.loadModels()
  for (const text of [...models, ...leavesOut]) expect(text).toMatch(/^[A-Z].{30,}\.$/)
})

test('marks are touched by the events that concern them', () => {
  const { log, stateAt } = runLab()
  const touched = (mark: string): number => {
    let count = 0
    for (let seq = 1; seq <= log.length; seq++) if (touchesMark(log, seq, mark, () => stateAt(seq - 1))) count++
    return count
  }
  // Ten pages spilled, a seal, a merge, ten pages read, forty records emitted, and its matches.
  expect(touched('run-6')).toBeGreaterThan(10 + 1 + 1 + 10 + 40)
  expect(touched('input')).toBe(80)
  expect(touched('output')).toBe(80 + 320)
  expect(touched('node-1')).toBeGreaterThan(100)
  expect(touched('node-9')).toBe(0)
  expect(touched('nobody')).toBe(0)
})

test('the default run sorts 320 records and ends done', () => {
  const { end, log } = runLab()
  expect(end.stage).toBe('done')
  expect(end.outputLength).toBe(320)
  expect(log.length).toBeGreaterThan(2000)
})
