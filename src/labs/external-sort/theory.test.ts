import { describe, expect, test, vi } from 'vitest'
import { formatCount } from '../../base/format.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import { heapBound, log2Ceil, log2Floor, mergePasses, mergeSortBound, optimalFirstFanIn } from './closed-forms.ts'
import { historyOf } from './history.ts'
import { runLab, runPaged, variedRuns } from './lab-run.test.ts'
import { phasesOf, stepsOf } from './phases.ts'
import { countersOf, theoryOf } from './theory.ts'

// Thousands of moments are looked at, on machines that may have other work.
vi.setConfig({ testTimeout: 60_000 })

describe('closed forms', () => {
  test('count in whole numbers', () => {
    expect([1, 2, 3, 8, 9].map(log2Ceil)).toEqual([0, 1, 2, 3, 4])
    expect([1, 2, 3, 8, 9].map(log2Floor)).toEqual([0, 1, 1, 3, 3])
    expect([1, 2, 3, 4, 7, 8, 16].map(heapBound)).toEqual([0, 1, 2, 3, 4, 5, 7])
    expect([1, 2, 40, 64].map(mergeSortBound)).toEqual([0, 1, 185, 321])
  })

  test('agree with the textbook exercise', () => {
    expect(mergePasses(22, 4)).toBe(3)
    expect(mergePasses(10_000, 99)).toBe(3)
    expect(mergePasses(1000, 999)).toBe(2)
    expect(mergePasses(1000, 1000)).toBe(1)
    expect(mergePasses(1024, 1023)).toBe(2)
    expect(mergePasses(4096, 63)).toBe(3)
    expect(mergePasses(1, 8)).toBe(0)
  })

  test('the smallest first merge leaves full ones', () => {
    for (let runs = 9; runs < 80; runs++) {
      const left = runs - optimalFirstFanIn(runs, 8) + 1
      expect((left - 1) % 7).toBe(0)
    }
  })
})

describe.each([...variedRuns(), ['pages of a file', runPaged] as const])('theory: %s', (name, runOf) => {
  test('no measured number goes beyond its bound, at any event', () => {
    const run = runOf()
    const step = Math.ceil(run.log.length / 120)
    for (let position = 0; position <= run.log.length; position += step) {
      for (const { label, expected, measured } of theoryOf(run.momentAt(position))) {
        expect(`${label} ${expected} ${measured ?? ''}`).not.toMatch(/undefined|Infinity|NaN/)
        const bound = /^≤ .* = ([\d,]+)$/.exec(expected)?.[1] ?? (label.includes('most') ? expected : undefined)
        if (bound === undefined || measured === undefined || label.startsWith('Pages')) continue
        expect(Number(measured.replaceAll(',', '')), `${name} ${position} ${label}`).toBeLessThanOrEqual(
          Number(bound.replaceAll(',', '')),
        )
      }
    }
  })

  test('the steps and phases stand in order and begin where the log says', () => {
    const { log, end } = runOf()
    const steps = stepsOf(log, end.header)
    const froms = steps.map(({ from }) => from as number)
    expect(froms).toEqual(froms.toSorted((a, b) => a - b))
    expect(froms[0]).toBe(0)
    expect(froms.at(-1)).toBe(log.length)
    expect(steps.at(-1)?.text).toBe(`Done: ${formatCount(end.outputWritten)} in order`)
    const phases = phasesOf(log).map(({ from }) => from)
    expect(phases).toEqual(phases.toSorted((a, b) => a - b))
    expect(phases.length).toBeGreaterThan(0)
  })

  test('the history read from the log is that of the state', () => {
    const { log, end } = runOf()
    const { formed, merges, doneAt, written } = historyOf(log)
    expect(doneAt).toBe(log.length)
    expect(written).toBe(end.outputWritten)
    expect(Math.max(0, ...merges.map(({ pass }) => pass))).toBe(end.mergeLevel)
    const initial = end.runs.filter((one) => one.level === 0)
    expect(formed.map(({ run, records }) => [run, records])).toEqual(initial.map((one) => [one.number, one.length]))
    for (const { runs, target, isLost } of merges) {
      if (isLost) continue
      expect(runs.map((run) => end.runs[run - 1]?.mergedInto)).toEqual(runs.map(() => target))
    }
  })
})

test('the default run meets its closed forms exactly', () => {
  const run = runLab()
  const rows = theoryOf(run.momentAt(run.log.length))
  expect(rows).toEqual([
    { label: 'Runs, ⌈N / M⌉', expected: '⌈320 / 40⌉ = 8', measured: '8' },
    { label: 'Merge passes, 8 runs by 8', expected: '1', measured: '1' },
    { label: 'Pages moved, 2N × (1 + passes)', expected: '4 × 80 = 320', measured: '320' },
    { label: 'Smallest memory, one pass', expected: '9 pages, it has 10' },
  ])
})

test('a log that is still being written has steps that have not begun', () => {
  const { log, end } = runLab()
  const half = log.prefix(900)
  expect(historyOf(half).doneAt).toBeUndefined()
  expect(stepsOf(half, end.header).map(({ from }) => from)).toEqual([0, undefined, undefined])
  const merging = log.prefix(2000)
  expect(stepsOf(merging, end.header).map(({ from }) => from)).toEqual([0, 1585, undefined])
})

test('counters are the kinds of the log', () => {
  const { log, momentAt } = runLab()
  for (const { label, kinds, value } of countersOf(momentAt(2000))) {
    const counted = kinds.reduce((sum, kind) => sum + log.count(kind, 2000), 0)
    if (value !== undefined) expect(value, label).toBe(counted)
    expect(counted, label).toBeGreaterThanOrEqual(0)
  }
  expect(log.count(SortEvent.compare, 2000)).toBe(countersOf(momentAt(2000))[0]?.value)
})
