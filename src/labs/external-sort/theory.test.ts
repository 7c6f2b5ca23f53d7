import { describe, expect, test, vi } from 'vitest'
import { countUnlessWhole, drawUnlessWhole } from '../../../scripts/draw.ts'
import { formatCount } from '../../base/format.ts'
import { planMerges as planOfEngine } from '../../engine/sort/closed-forms.ts'
import { SORT_EVENT_KINDS, SortEvent, SortSetting } from '../../engine/sort/events.ts'
import { createLabKeys, type LabKey } from '../../engine/sort/lab-input.ts'
import { sortLab } from '../../engine/sort/lab-sort.ts'
import type { SortAct, SortOptions } from '../../engine/sort/options.ts'
import { Log } from '../../engine/trace/log.ts'
import type { Params } from '../../player/lab.ts'
import { heapBound, log2Ceil, log2Floor, mergePasses, mergeSortBound, optimalFirstFanIn } from './closed-forms.ts'
import { historyOf } from './history.ts'
import { runLab, runPaged, variedRuns } from './test-lab-run.ts'
import { phasesOf, stepsOf } from './phases.ts'
import { keyBytesMoved } from './moved.ts'
import { planMerges } from './planned.ts'
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
    const step = Math.ceil(run.log.length / countUnlessWhole(120))
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

  test('one pass is spoken of from its beginning on, and only where there is no other', () => {
    const { log, end } = runOf()
    const speaksOfOne = (position: number): boolean => {
      const part = log.prefix(position)
      const labels = phasesOf(part).map(({ label }) => label)
      const texts = stepsOf(part, end.header).flatMap(({ from, text }) => (from === undefined ? [] : [text]))
      return [...labels, ...texts].some((words) => words?.includes('one pass') === true)
    }
    const { merges } = historyOf(log)
    for (const { seq, isLost } of merges)
      if (!isLost) expect(speaksOfOne(seq), `event ${seq}`).toBe(speaksOfOne(log.length))
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
      expect(runs.map((run) => end.runs.tryGet(run - 1)?.mergedInto)).toEqual(runs.map(() => target))
    }
  })
})

test('the default run meets its closed forms exactly', () => {
  const run = runLab()
  const rows = theoryOf(run.momentAt(run.log.length))
  expect(rows).toEqual([
    { label: 'Runs, ⌈N / M⌉', expected: '⌈320 / 40⌉ = 8', measured: '8' },
    { label: 'Merge passes, 8 runs by 8', expected: '1', measured: '1' },
    { label: 'All comparisons, runs and merges', expected: '≤ 1,480 + 967 = 2,447', measured: '2,358' },
    { label: 'Comparisons of merges alone', expected: '≤ 967', measured: '942' },
    { label: 'Pages moved, 2N × (1 + passes)', expected: '4 × 80 = 320', measured: '320' },
    { label: 'Records in these pages', expected: '1,280', measured: '1,280' },
    { label: 'Key bytes moved, 8 × N ⌈log₂ M⌉', expected: '8 × 1,920 = 15,360', measured: '15,360' },
    { label: 'Smallest memory, one pass', expected: '10 pages, it has 10' },
  ])
})

/** What a row says of the whole sort: exactly so much, at most, at least, roughly, or that nothing can be said. */
function claimOf(expected: string): { readonly sign: string; readonly value: number } {
  if (expected === 'no closed form') return { sign: 'none', value: 0 }
  const [, sign = '', last = ''] = /^(≤ |≥ |about )?(?:.* = )?([\d,]+)$/.exec(expected) ?? []
  return { sign: sign.trim(), value: Number(last.replaceAll(',', '')) }
}

test.each(variedRuns())('at the end every closed form holds as it says: %s', (name, runOf) => {
  const run = runOf()
  const rows = theoryOf(run.momentAt(run.log.length))
  const whole = rows.filter(({ label }) =>
    /^(Pages moved|By this plan|Records in|Key bytes|All comparisons|Comparisons of|Merge passes)/.test(label),
  )
  expect(whole.length).toBeGreaterThan(0)
  for (const { label, expected, measured } of whole) {
    const { sign, value } = claimOf(expected)
    const is = Number(measured?.replaceAll(',', ''))
    const where = `${name}: ${label} ${expected}, measured ${measured ?? ''}`
    if (sign === '') expect(is, where).toBe(value)
    if (sign === '≤') expect(is, where).toBeLessThanOrEqual(value)
    if (sign === '≥') expect(is, where).toBeGreaterThanOrEqual(value)
  }
})

/** The whole numbers of a row. */
function numbers(text = ''): number[] {
  return text.replaceAll(',', '').match(/\d+/g)?.map(Number) ?? []
}

test('of a file the pages of its runs are counted with the keys that they carry', () => {
  const run = runPaged()
  const { log } = run
  const first = log.nth(SortEvent.mergeStep, 1) ?? 0
  const formed = log.count(SortEvent.spillPage, first)
  const rows = theoryOf(run.momentAt(log.length))
  expect(rows).toContainEqual({ label: 'R: pages of the runs, rows with their keys', expected: formatCount(formed) })
  const moved = rows.find(({ label }) => label === 'Pages moved, 2N + 2R × passes')
  const [, pages = 0, times = 0, runs = 0, sum = 0] = numbers(moved?.expected)
  expect([pages, runs]).toEqual([run.end.counts.inputPagesRead, formed])
  expect(times).toBe(2 * run.end.mergeLevel)
  expect(sum).toBe(2 * pages + times * runs)
})

test('a sort of a file that begins with a merge of few is told by its own plan, and keeps to it', () => {
  for (const formation of ['replacement-selection', 'fill-sort-spill'] as const) {
    for (const fanIn of [2, 3, 4]) {
      const made = runPaged({ firstPass: 'optimal', formation, fanIn })
      const run = { ...made, params: { ...made.params, firstPass: 'optimal' } }
      const rows = theoryOf({ ...run.momentAt(run.log.length), params: run.params })
      const passes = rows.find(({ label }) => label.endsWith('the lightest neighbours first'))
      expect(passes?.expected).toBe(passes?.measured)
      const moved = rows.find(({ label }) => label === 'Pages moved, 2N and those of each merge')
      // The rows of this run are written shorter than they were read, which no file's are.
      const { inputPagesRead, pagesWritten } = run.end.counts
      const expected = (numbers(moved?.expected).at(-1) ?? 0) - inputPagesRead
      const measured = (numbers(moved?.measured)[0] ?? 0) - pagesWritten
      expect(Math.abs(measured - expected) / measured, `${formation} by ${fanIn}`).toBeLessThan(0.05)
    }
  }
})

test('runs that skip a pass are told beside the closed form', () => {
  const rowsOf = (changes: Params): readonly string[] => {
    const run = runLab(changes)
    return theoryOf(run.momentAt(run.log.length)).map(
      ({ label, expected, measured }) => `${label}: ${expected}, ${measured ?? ''}`,
    )
  }
  expect(rowsOf({ fanIn: 7 })).toContain('By this plan some runs skip a pass: 460, 460')
  expect(rowsOf({ fanIn: 7, firstPass: 'optimal' })).toContain('By this plan some runs skip a pass: 360, 360')
  expect(rowsOf({ fanIn: 7 })).toContain('Pages moved, 2N × (1 + passes): ≤ 6 × 80 = 480, 460')
})

test('merges are planned as the engine merges', () => {
  for (const policy of ['full', 'optimal'] as const) {
    for (let runs = 1; runs < 30; runs++) {
      for (const fanIn of [2, 3, 5, 8]) {
        const lengths = Array.from({ length: runs }, (_, i) => 1 + ((i * 7) % 13))
        const { passes, pages, steps } = planMerges(lengths, 4, fanIn, policy)
        const twin = planOfEngine(lengths, 4, fanIn, policy)
        expect({ passes, pages, steps: steps.length }, `${policy} ${runs} by ${fanIn}`).toEqual({
          passes: twin.passes,
          pages: twin.pagesRead + twin.pagesSpilled + Math.ceil(lengths.reduce((a, b) => a + b) / 4),
          steps: twin.steps,
        })
      }
    }
  }
})

test('key bytes are those that the engine counts', () => {
  for (const memorySort of ['merge', 'radix'] as const) {
    for (const [keys, changes] of [
      [createLabKeys('uniform', 333, 7), {}],
      [createLabKeys('zipf', 96, 3), { memoryRecords: 96 }],
      [Array.from({ length: 60 }, (_, i) => `customer${i % 7}`), { memoryRecords: 24, fanIn: 4 }],
      [createLabKeys('few-distinct', 200, 5), { limit: 9 }],
    ] as const) {
      const { trace, result } = sortLab(keys, { memorySort, ...changes })
      const log = new Log(SORT_EVENT_KINDS)
      for (const chunk of trace.takeChunks()) log.append(chunk)
      expect(keyBytesMoved(log, log.length)).toBe(result.counters.keyBytesMoved)
      expect(keyBytesMoved(log, Math.floor(log.length / 20))).toBeLessThan(result.counters.keyBytesMoved)
    }
  }
})

describe.each([
  ['merge sort', {}],
  ['radix sort', { memorySort: 'radix' }],
  ['few distinct keys', { memorySort: 'radix', keys: createLabKeys('few-distinct', 96, 7) }],
  ['a limit', { limit: 9 }],
  ['combining', { combine: 'count', keys: createLabKeys('zipf', 96, 7) }],
  ['replacement selection', { formation: 'replacement-selection' }],
] as const)('key bytes after any act: %s', (name, changes) => {
  test('are those that the engine counts', () => {
    const { keys, ...options }: Partial<SortOptions> & { keys?: readonly LabKey[] } = { ...changes } as never
    const input = keys ?? createLabKeys('uniform', 96, 7)
    const sort = (acts: readonly SortAct[]) => sortLab(input, { memoryRecords: 24, fanIn: 4, ...options, acts })
    const { length } = sort([]).trace
    const all = Array.from({ length }, (_, at) => at)
    for (const at of drawUnlessWhole(all, 1 / 24, `key bytes ${name}`)) {
      for (const act of [
        { at, crash: true },
        { at, setting: SortSetting.structure, value: 1 },
        { at, setting: SortSetting.fanIn, value: 2 },
        { at, setting: SortSetting.memory, value: 12 },
        { at, setting: SortSetting.memory, value: 48 },
        { at, setting: SortSetting.formation, value: options.formation === undefined ? 1 : 0 },
      ] as const) {
        const { trace, result } = sort([act, { at: at + 40, crash: true }])
        const log = new Log(SORT_EVENT_KINDS)
        for (const chunk of trace.takeChunks()) log.append(chunk)
        expect(keyBytesMoved(log, log.length), JSON.stringify(act)).toBe(result.counters.keyBytesMoved)
      }
    }
  })
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
    if (value !== undefined && label !== 'Key bytes moved') expect(value, label).toBe(counted)
    expect(counted, label).toBeGreaterThanOrEqual(0)
  }
  expect(log.count(SortEvent.compare, 2000)).toBe(countersOf(momentAt(2000))[0]?.value)
})

test('of a file a sparkline adds up to its counter, and a sort without comparisons has none', () => {
  for (const memorySort of ['merge', 'radix'] as const) {
    const { log, momentAt } = runPaged({ memorySort })
    for (const { label, valueIn, value } of countersOf(momentAt(log.length))) {
      if (valueIn !== undefined) expect(valueIn(log, log.length), `${memorySort}: ${label}`).toBe(value)
    }
  }
})

test('of a file a counter can be asked of any log: the tallies say how many, and are not themselves counted', () => {
  const [one, other] = [runPaged(), runPaged({ fanIn: 2 })]
  const [comparisons] = countersOf(one.momentAt(100))
  for (const { log, stateAt } of [one, other]) {
    for (const position of [0, 400, log.length]) {
      expect(comparisons?.valueIn?.(log, position)).toBe(stateAt(position).counts.comparisons)
    }
  }
  expect(other.end.counts.comparisons).toBeGreaterThan(other.log.count(SortEvent.tally, other.log.length))
})
