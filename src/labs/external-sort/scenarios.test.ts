import { describe, expect, test, vi } from 'vitest'
import { SortEvent } from '../../engine/sort/events.ts'
import type { SortState } from '../../engine/sort/state.ts'
import { CLAIMS } from './claims.ts'
import { historyOf } from './history.ts'
import { runLab, type LabRun } from './test-lab-run.ts'
import { matchOf } from './match.ts'
import { outcomeOf } from './outcome.ts'
import { SCENARIOS } from './scenarios.ts'
import { storyOf } from './story.ts'

// Thousands of moments are looked at, on machines that may have other work.
vi.setConfig({ testTimeout: 60_000 })

/** What claims are made of. */
interface Measured {
  readonly runs: readonly number[]
  readonly passes: number
  readonly pages: number
  readonly inputPages: number
  readonly comparisons: number
  readonly mergeComparisons: number
  readonly outputKeys: readonly string[]
  readonly output: readonly number[]
}

function measure({ log, end }: LabRun): Measured {
  const { formed, merges } = historyOf(log)
  const before = merges[0]?.seq ?? log.length
  const comparisons = log.count(SortEvent.compare, log.length)
  const pages = [SortEvent.readPage, SortEvent.spillPage, SortEvent.writePage]
  const output = outputOf(end)
  return {
    runs: formed.map(({ records }) => records),
    passes: Math.max(...merges.map(({ pass }) => pass)),
    pages: pages.reduce<number>((sum, kind) => sum + log.count(kind, log.length), 0),
    inputPages: end.counts.inputPagesRead,
    comparisons,
    mergeComparisons: comparisons - log.count(SortEvent.compare, before),
    outputKeys: output.map((record) => end.header.labels[record] as string),
    output,
  }
}

function outputOf(state: SortState): number[] {
  return [...state.output.slice(state.outputStart, state.outputStart + state.outputLength)]
}

function ties(run: LabRun): number {
  let count = 0
  for (let n = 1; ; n++) {
    const seq = run.log.nth(SortEvent.compare, n)
    if (seq === undefined) return count
    if (matchOf(run.stateAt(seq - 1), run.log.event(seq)).isTie) count++
  }
}

/** Comparisons that each record of the output took, from the beginning of the merge. */
function comparisonsByRecord({ log, end }: LabRun): number[] {
  const emits = Array.from({ length: end.outputLength }, (_, i) => log.nth(SortEvent.emit, i + 1) as number)
  const starts = [log.nth(SortEvent.mergeStep, 1) as number, ...emits]
  return emits.map((seq, i) => log.count(SortEvent.compare, seq) - log.count(SortEvent.compare, starts[i] as number))
}

function expectStable({ output, outputKeys }: Measured): void {
  for (let i = 1; i < output.length; i++) {
    if (outputKeys[i] === outputKeys[i - 1]) expect(output[i]).toBeGreaterThan(output[i - 1] as number)
  }
}

const EIGHT_RUNS = [40, 40, 40, 40, 40, 40, 40, 40]

type Claim = (measured: Measured, run: LabRun, fork: (Measured & { readonly run: LabRun }) | undefined) => void

const CHECKS: Readonly<Record<string, Claim>> = {
  'one-pass': (m) => expect(m).toMatchObject({ runs: EIGHT_RUNS, passes: 1, pages: 4 * 80 }),
  'two-passes': (m, _run, fork) => {
    expect(m).toMatchObject({ runs: EIGHT_RUNS, passes: 2, pages: 480, mergeComparisons: 942 })
    expect(fork).toMatchObject({ passes: 1, pages: 320, mergeComparisons: 942 })
  },
  'one-run-too-many': (m) => expect(m).toMatchObject({ runs: EIGHT_RUNS, passes: 2, pages: 320 + 140 }),
  'small-merge-first': (m, run, fork) => {
    expect(m).toMatchObject({ runs: EIGHT_RUNS, passes: 2, pages: 360 })
    expect(historyOf(run.log).merges.map(({ runs }) => runs.length)).toEqual([2, 7])
    expect(fork?.pages).toBe(460)
  },
  'tree-against-heap': (m, _run, fork) => {
    expect(m.mergeComparisons).toBe(942)
    expect(fork?.mergeComparisons).toBe(1278)
    expect(fork?.output).toEqual(m.output)
  },
  'selection-on-random': (m) => {
    expect(m.runs).toEqual([56, 62, 78, 76, 48])
    expect(m.runs.reduce((sum, length) => sum + length, 0) / m.runs.length).toBe(2 * 32)
  },
  'selection-on-sorted': (m) => expect(m.runs).toEqual([8 * 40]),
  'selection-on-reversed': (m) => expect(m.runs).toEqual(Array.from({ length: 10 }, () => 32)),
  'memory-halved': (m, _run, fork) => {
    expect(m).toMatchObject({ runs: Array.from({ length: 16 }, () => 20), passes: 2, pages: 480 })
    expect(fork).toMatchObject({ runs: EIGHT_RUNS, passes: 1, pages: 320 })
  },
  stability: (m, run) => {
    expect(new Set(m.outputKeys).size).toBe(8)
    expect(ties(run)).toBe(983)
    expectStable(m)
  },
  'nan-last': (m, run) => {
    expect(m.outputKeys.slice(20)).toEqual(['NaN', 'NaN', 'NaN', 'NaN'])
    const numbers = m.outputKeys.slice(0, 20).map(Number)
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expectStable(m)
    expect(ties(run)).toBeGreaterThan(0)
  },
  'all-equal': (m, run) => {
    expect(m.mergeComparisons).toBe(96)
    expect(m.output).toEqual(Array.from({ length: 96 }, (_, i) => i))
    const from = run.end.outputFrom.slice(run.end.outputStart, run.end.outputStart + 96)
    expect([...from]).toEqual(Array.from({ length: 96 }, (_, i) => 1 + Math.floor(i / 24)))
    const costs = comparisonsByRecord(run)
    expect(costs.slice(1, 24).every((cost) => cost === 2)).toBe(true)
    // The first of all costs the building of the tree, the first of R2 only 1: R1 plays no more.
    expect([costs[0], costs[24]]).toEqual([3, 1])
    expect(costs.slice(73).every((cost) => cost === 0)).toBe(true)
  },
  'top-n': (m, run) => {
    expect(m).toMatchObject({ runs: [], pages: 85 })
    expect(run.end.counts.dropped).toBe(300)
    expect(m.output).toEqual(measure(runLab()).output.slice(0, 20))
  },
  combine: (m) => {
    expect(m).toMatchObject({ runs: Array.from({ length: 8 }, () => 8), pages: 114 })
    expect(m.outputKeys.length).toBe(8)
    expect(new Set(m.outputKeys).size).toBe(8)
  },
  radix: (m, run) => {
    expect(m.comparisons).toBe(942)
    expect(m.mergeComparisons).toBe(942)
    expect(run.log.count(SortEvent.radixPass, run.log.length)).toBe(16)
  },
  'crash-and-resume': (m, _run, fork) => {
    expect(m.pages).toBe(320)
    expect(fork?.pages).toBe(320 + 50)
    expect(fork?.inputPages).toBe(80)
    expect(fork?.run.end.counts.crashes).toBe(1)
    expect(fork?.output).toEqual(m.output)
  },
}

/** What the playhead shows where a scenario opens. */
const OPENINGS: Readonly<Record<string, string>> = {
  'one-pass': '433 beats 455: R3 goes on',
  'two-passes': 'output page 80: 320 records on disk',
  'one-run-too-many': 'R9 and R8 go into the output',
  'small-merge-first': 'output page 80: 320 records on disk',
  'tree-against-heap': '433 beats 455: R3 goes on',
  'selection-on-random': 'page 9 goes to R1: 4 records, 713 to 740',
  'selection-on-sorted': 'R1 is complete: 320 records in 80 pages',
  'selection-on-reversed': 'R1 is complete: 32 records in 8 pages',
  'memory-halved': 'output page 80: 320 records on disk',
  stability: '84 ties 84: R7 goes on, it came earlier',
  'nan-last': '951 beats NaN: R1 goes on',
  'all-equal': '500 leaves R2: record 25 of the output',
  'top-n': '20 records cannot be among the first 20: left out, 20 stay in memory',
  combine: '84 of R2 is added to the 84 before it',
  radix: '40 records move into 37 buckets by byte 0',
  'crash-and-resume': 'output page 80: 320 records on disk',
}

describe.each(SCENARIOS)('scenario $id: $claim', (scenario) => {
  test('the engine bears the claim out', () => {
    const run = runLab(scenario.params)
    const forked = scenario.fork && runLab(scenario.fork.params ?? scenario.params, scenario.fork.acts)
    CHECKS[scenario.id]?.(measure(run), run, forked && { ...measure(forked), run: forked })
  })

  test('it opens at the moment that shows it, where its fork is another log already', () => {
    const run = runLab(scenario.params)
    for (const { at } of scenario.fork?.acts ?? []) expect(scenario.position).toBeGreaterThan(at)
    expect(outcomeOf(run.momentAt(scenario.position))).toBe(OPENINGS[scenario.id])
  })
})

test('every scenario has a checked claim that is a whole sentence with a number', () => {
  expect(Object.keys(CHECKS).sort()).toEqual(SCENARIOS.map(({ id }) => id).sort())
  expect(SCENARIOS.map(({ id }) => id)).toEqual(CLAIMS.map(({ id }) => id))
  for (const { claim } of SCENARIOS) expect(claim).toMatch(/^[A-Z\d].*(\d|[Ee]ight|[Ff]our|[Ss]even).*\.$/)
})

test('where the one run is sealed, the pseudo-code is that of the run, not of a merge', () => {
  const scenario = SCENARIOS.find(({ id }) => id === 'selection-on-sorted')
  const run = runLab(scenario?.params)
  const story = storyOf(run.momentAt(scenario?.position ?? 0))
  expect(story.code[(story.line ?? 0) - 1]).toContain('seal this run')
})
