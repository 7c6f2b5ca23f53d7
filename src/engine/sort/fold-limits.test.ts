import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Log } from '../trace/log.ts'
import { Replay } from '../trace/replay.ts'
import { createSortFold } from './fold.ts'
import { createLabKeys, describeLabKeys, LAB_SHAPES } from './lab-input.ts'
import { labOptions, sortLab, sortNaively } from './lab-sort.ts'
import type { SortOptions } from './options.ts'
import type { SortHeader, SortState } from './state.ts'

/** The output at the end of a sort, as its events tell it. */
function foldedOutput(keys: readonly number[], changes: Partial<SortOptions>): { state: SortState; told: number[] } {
  const options = labOptions(keys, changes)
  const header: SortHeader = {
    detail: 'comparison',
    records: keys.length,
    ...describeLabKeys(keys, { direction: 'asc', nulls: 'first' }),
    memory: options.memoryRecords ?? 0,
    page: options.pageRecords ?? 0,
    fanIn: options.fanIn,
    structure: options.structure,
    formation: options.formation,
    memorySort: options.memorySort,
    doubleBuffering: options.doubleBuffering,
  }
  const fold = createSortFold(header)
  const log = new Log(fold.kinds)
  for (const chunk of sortLab(keys, changes).trace.takeChunks()) log.append(chunk)
  const state = new Replay(log, fold).stateAt(log.length)
  const told = [...state.output.slice(state.outputStart, state.outputStart + state.outputLength)]
  return { state, told }
}

const settings = fc.record({
  fanIn: fc.integer({ min: 2, max: 5 }),
  structure: fc.constantFrom('loser-tree' as const, 'binary-heap' as const),
  memorySort: fc.constantFrom('merge' as const, 'radix' as const),
  formation: fc.constantFrom('fill-sort-spill' as const, 'replacement-selection' as const),
  doubleBuffering: fc.boolean(),
  pageRecords: fc.integer({ min: 1, max: 3 }),
})
const input = fc.tuple(fc.constantFrom(...LAB_SHAPES), fc.integer({ min: 0, max: 200 }), fc.nat(99))

test('events of a sort with a limit tell its output', () => {
  fc.assert(
    fc.property(input, settings, fc.integer({ min: 1, max: 120 }), ([shape, count, seed], rest, limit) => {
      const keys = createLabKeys(shape, count, seed, 60)
      const { told, state } = foldedOutput(keys, { ...rest, memoryRecords: 12 * rest.pageRecords, limit })
      expect(told).toEqual(sortNaively(keys).slice(0, limit))
      if (count > 0) expect(state.stage).toBe('done')
    }),
  )
})

test('events of a sort that combines tell its output', () => {
  fc.assert(
    fc.property(input, settings, ([shape, count, seed], rest) => {
      const keys = createLabKeys(shape, count, seed, 20)
      const { told, state } = foldedOutput(keys, { ...rest, memoryRecords: 12 * rest.pageRecords, combine: 'count' })
      expect(told).toEqual(sortNaively(keys).filter((record) => keys.indexOf(keys[record] as number) === record))
      if (count > 0) expect(state.stage).toBe('done')
    }),
  )
})
