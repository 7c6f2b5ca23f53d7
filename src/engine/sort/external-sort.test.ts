import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TraceWriter } from '../trace/writer.ts'
import { runExternalSort } from './external-sort.ts'
import type { SortResult } from './external-sort.ts'
import { LabSink, LabSource } from './lab-files.ts'
import { createLabKeys, LAB_SHAPES, labKeyType } from './lab-input.ts'
import type { LabKey } from './lab-input.ts'
import { MemoryRunStore } from './memory-run-store.ts'
import type { SortOptions } from './options.ts'

export interface LabRun {
  readonly order: number[]
  readonly result: SortResult
  readonly trace: TraceWriter
  readonly store: MemoryRunStore
}

export function sortLab(keys: readonly LabKey[], changes: Partial<SortOptions> = {}): LabRun {
  const options: SortOptions = {
    keys: [{ column: 0, type: labKeyType(keys), direction: 'asc', nulls: 'first' }],
    memoryBytes: 0,
    pageBytes: 0,
    fanIn: 8,
    formation: 'fill-sort-spill',
    memorySort: 'merge',
    structure: 'loser-tree',
    doubleBuffering: false,
    firstPass: 'full',
    detail: 'comparison',
    pageRecords: 4,
    memoryRecords: 40,
    ...changes,
  }
  const [key] = options.keys
  if (key === undefined) throw new Error('no key')
  const source = new LabSource(keys, options.pageRecords as number, key)
  const sink = new LabSink()
  const store = new MemoryRunStore()
  const trace = new TraceWriter()
  const sort = runExternalSort(source, sink, store, options, trace)
  for (;;) {
    const step = sort.next()
    if (step.done) {
      expect(sink.isFinished).toBe(true)
      expect(store.sizeBytes).toBe(0)
      return { order: sink.records, result: step.value, trace, store }
    }
  }
}

/** The order that a stable sort with the product's comparison gives. */
export function expectedOrder(keys: readonly LabKey[], direction: 'asc' | 'desc' = 'asc'): number[] {
  const isText = labKeyType(keys) === 'string'
  const bytes = keys.map((key) => new TextEncoder().encode(String(key)))
  const compare = (a: number, b: number): number => {
    if (isText) return Buffer.compare(bytes[a] as Uint8Array, bytes[b] as Uint8Array)
    const [x, y] = [keys[a] as number, keys[b] as number]
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y))
    return x < y ? -1 : x > y ? 1 : 0
  }
  const sign = direction === 'asc' ? 1 : -1
  return keys.map((_, i) => i).sort((a, b) => sign * compare(a, b))
}

describe('an external sort of lab records', () => {
  test.each(LAB_SHAPES)('sorts %s input stably', (shape) => {
    const keys = createLabKeys(shape, 320, 7)
    expect(sortLab(keys).order).toEqual(expectedOrder(keys))
  })

  test('the run of the design: 8 runs, one pass', () => {
    const { result, trace } = sortLab(createLabKeys('uniform', 320, 7))
    expect(result.counters).toMatchObject({ runs: 8, passes: 1, mergeSteps: 1, inputPages: 80, runPagesWritten: 80 })
    console.log(trace.length, result.counters)
  })

  test('any keys, any settings', () => {
    const numbers = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double()), { maxLength: 300, size: 'max' })
    const texts = fc.array(fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('a', 'a\0', '', 'customer-0001')), {
      maxLength: 300,
      size: 'max',
    })
    fc.assert(
      fc.property(
        fc.oneof(numbers, texts),
        fc.record({
          fanIn: fc.integer({ min: 2, max: 6 }),
          structure: fc.constantFrom('loser-tree', 'binary-heap'),
          memorySort: fc.constantFrom('merge', 'radix'),
          doubleBuffering: fc.boolean(),
          firstPass: fc.constantFrom('full', 'optimal'),
          detail: fc.constantFrom('comparison', 'page'),
          pages: fc.integer({ min: 14, max: 20 }),
          pageRecords: fc.integer({ min: 1, max: 3 }),
          direction: fc.constantFrom('asc', 'desc'),
        }),
        (keys: LabKey[], { pages, direction, ...settings }) => {
          const memoryRecords = pages * settings.pageRecords
          const key = { column: 0, type: labKeyType(keys), direction, nulls: 'first' } as const
          const { order } = sortLab(keys, { ...settings, memoryRecords, keys: [key] } as Partial<SortOptions>)
          expect(order).toEqual(expectedOrder(keys, direction))
        },
      ),
    )
  })
})
