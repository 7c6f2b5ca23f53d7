import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countUnlessWhole } from '../../../scripts/draw.ts'
import { Rng } from '../../base/rng.ts'
import { TraceWriter } from '../trace/writer.ts'
import {
  expectedFirstRunLength,
  expectedRunLength,
  expectedRuns,
  fewestComparisons,
  fewestMergeSortComparisons,
  fewestMergeSteps,
  filledRuns,
  memoryForOnePass,
  mergePasses,
  mostHeapComparisons,
  mostLoserTreeComparisons,
  mostMergeSortComparisons,
  onePassPages,
  pagesMoved,
  planMerges,
} from './closed-forms.ts'
import { SortEvent } from './events.ts'
import { createLabKeys } from './lab-input.ts'
import { labOptions, sortLab } from './lab-sort.ts'
import { heapRecords } from './memory-plan.ts'
import { createChooser } from './merge-structure.ts'
import type { MergeStructure, SortOptions } from './options.ts'
import { Recorder } from './recorder.ts'

/** Keys without ties to speak of. */
function randomKeys(count: number, seed: number): number[] {
  const rng = new Rng(seed)
  return Array.from({ length: count }, () => rng.nextUint32() | 0)
}

/** Lengths of the runs in the order in which they were sealed. */
function runLengths(keys: readonly number[], changes: Partial<SortOptions>): number[] {
  const { trace } = sortLab(keys, { ...changes, formation: 'replacement-selection' })
  return trace
    .takeChunks()
    .flatMap((chunk) => Array.from(chunk.kind, (kind, i) => (kind === SortEvent.sealRun ? (chunk.b[i] as number) : -1)))
    .filter((length) => length >= 0)
}

describe('the pages exercise', () => {
  // Data pages, memory pages, runs, fan-in, merge passes, page transfers.
  test.each([
    [108, 5, 22, 4, 3, 864],
    [1000, 10, 100, 9, 3, 8000],
    [1_000_000, 100, 10_000, 99, 3, 8_000_000],
    [1_000_000, 1000, 1000, 999, 2, 6_000_000],
    [1_000_000, 1001, 1000, 1000, 1, 4_000_000],
  ])('%i pages with %i pages of memory', (pages, memory, runs, fanIn, passes, transfers) => {
    expect(filledRuns(pages, memory)).toBe(runs)
    expect(mergePasses(runs, fanIn)).toBe(passes)
    expect(pagesMoved(pages, passes)).toBe(transfers)
  })

  test('108 pages with 5 pages of memory, for real', () => {
    const { result } = sortLab(createLabKeys('uniform', 432, 1), { memoryRecords: 20, fanIn: 4 })
    const { counters } = result
    expect(counters).toMatchObject({ runs: 22, passes: 3 })
    const moved = counters.inputPages + counters.runPagesWritten + counters.runPagesRead + counters.outputPages
    expect(moved).toBe(864)
  })

  test('one page of memory more or less decides over a pass', () => {
    expect(onePassPages(1001)).toBeGreaterThanOrEqual(1_000_000)
    expect(memoryForOnePass(1_000_000)).toBe(1001)
    expect(memoryForOnePass(80)).toBe(10)
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 100_000 }), (pages) => {
        const memory = memoryForOnePass(pages)
        expect(onePassPages(memory)).toBeGreaterThanOrEqual(pages)
        if (memory > 3) expect(onePassPages(memory - 1)).toBeLessThan(pages)
      }),
    )
  })
})

describe('merge plans', () => {
  test('tell what the algorithm moves', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 21, max: 600 }),
        fc.integer({ min: 2, max: 5 }),
        fc.constantFrom('full' as const, 'optimal' as const),
        (records, fanIn, firstPass) => {
          const keys = createLabKeys('uniform', records, 3)
          const { counters } = sortLab(keys, { memoryRecords: 20, fanIn: Math.min(4, fanIn), firstPass }).result
          const runs = Array.from({ length: counters.runs }, (_, i) => Math.min(20, records - 20 * i))
          const plan = planMerges(runs, 4, Math.min(4, fanIn), firstPass)
          expect(counters).toMatchObject({ mergeSteps: plan.steps, passes: plan.passes, runPagesRead: plan.pagesRead })
          expect(counters.runPagesWritten).toBe(Math.ceil(records / 4) + plan.pagesSpilled)
        },
      ),
      { numRuns: countUnlessWhole(40) },
    )
  })

  test('full passes are those of repeated division; a smaller first step never moves more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 500 }), fc.integer({ min: 2, max: 40 }), (runs, fanIn) => {
        const records = Array.from({ length: runs }, () => 10)
        const full = planMerges(records, 1, fanIn, 'full')
        const optimal = planMerges(records, 1, fanIn, 'optimal')
        expect(full.passes).toBe(mergePasses(runs, fanIn))
        expect(full.pagesRead).toBeLessThanOrEqual(10 * runs * full.passes)
        expect(optimal.steps).toBe(fewestMergeSteps(runs, fanIn))
        expect(optimal.pagesSpilled).toBeLessThanOrEqual(full.pagesSpilled)
      }),
    )
  })
})

describe('replacement selection', () => {
  const memory = { memoryRecords: 1016, pageRecords: 8, fanIn: 100 } as const
  const heap = heapRecords(memory.memoryRecords, memory.pageRecords)

  test('random input: runs of twice the heap, the first (e - 1) times', () => {
    const lengths = runLengths(randomKeys(40_000, 4), { ...memory, detail: 'page' })
    const inner = lengths.slice(1, -2)
    const mean = inner.reduce((a, b) => a + b) / inner.length
    expect(mean / expectedRunLength(heap)).toBeCloseTo(1, 1)
    expect((lengths[0] as number) / expectedFirstRunLength(heap)).toBeCloseTo(1, 1)
    expect(Math.abs(lengths.length - expectedRuns(40_000, heap))).toBeLessThanOrEqual(1.5)
  })

  test('sorted input: one run; reversed input: runs of the heap', () => {
    expect(runLengths(createLabKeys('sorted', 5000, 1, 5000), { ...memory, detail: 'page' })).toHaveLength(1)
    const reversed = runLengths(createLabKeys('reversed', 5000, 1, 5000), { ...memory, detail: 'page' })
    expect(reversed).toEqual([1000, 1000, 1000, 1000, 1000])
  })
})

describe('comparisons', () => {
  /** Comparisons per record of a merge of k random runs of equal length. */
  function perRecord(k: number, structure: MergeStructure): number {
    const length = 2000
    const runs = Array.from({ length: k }, (_, run) => randomKeys(length, run + 1).sort((a, b) => a - b))
    const next = runs.map(() => 0)
    const head = (leaf: number): number => runs[leaf]?.[next[leaf] as number] as number
    const live = new Uint8Array(k).fill(1)
    const heads = { live, isBefore: (a: number, b: number) => head(a) < head(b) || (head(a) === head(b) && a < b) }
    const recorder = new Recorder(new TraceWriter(), labOptions([], { detail: 'page' }))
    const chooser = createChooser(structure, heads, recorder)
    chooser.build()
    while (chooser.top >= 0) {
      const leaf = chooser.top
      next[leaf] = (next[leaf] as number) + 1
      if (next[leaf] === length) live[leaf] = 0
      chooser.replay()
    }
    return recorder.comparisons / (k * length)
  }

  test.each([
    [4, 2, 2.5],
    [8, 3, 4],
    [16, 4, 5.63],
    [64, 6, 9.21],
    [256, 8, 13.07],
  ])('%i runs: %d a record in a loser tree, %d in a heap', (runs, tree, heap) => {
    expect(Math.abs(perRecord(runs, 'loser-tree') - tree)).toBeLessThan(0.03)
    expect(Math.abs(perRecord(runs, 'binary-heap') - heap)).toBeLessThan(0.06)
  })

  test('stay within their bounds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom('loser-tree' as const, 'binary-heap' as const),
        fc.integer({ min: 0, max: 99 }),
        (records, structure, seed) => {
          const { counters } = sortLab(createLabKeys('uniform', records, seed), { structure, fanIn: 9 }).result
          const fills = Array.from({ length: filledRuns(records, 40) }, (_, i) => Math.min(40, records - 40 * i))
          const inMemory = (bound: (n: number) => number): number => fills.reduce((sum, n) => sum + bound(n), 0)
          const merge = structure === 'loser-tree' ? mostLoserTreeComparisons : mostHeapComparisons
          const merged = counters.passes < 2 ? merge(counters.runs, records) : 2 * merge(9, records)
          expect(counters.comparisons).toBeLessThanOrEqual(inMemory(mostMergeSortComparisons) + merged)
          expect(counters.comparisons).toBeGreaterThanOrEqual(inMemory(fewestMergeSortComparisons))
        },
      ),
      { numRuns: countUnlessWhole(100) },
    )
  })

  test('no sort can do with fewer than log2 n!', () => {
    expect([0, 1, 2, 3, 4, 5, 12].map(fewestComparisons)).toEqual([0, 0, 1, 3, 5, 7, 29])
  })
})
