import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { SortEvent } from './events.ts'
import { createLabKeys, LAB_SHAPES, labKeyType } from './lab-input.ts'
import type { LabKey } from './lab-input.ts'
import { sortLab, sortNaively } from './lab-sort.ts'
import { MemoryRunStore } from './memory-run-store.ts'
import type { SortAct, SortOptions } from './options.ts'
import { SortError } from './sort-error.ts'

/** All events as [kind, a, b, c]. Takes the chunks out of the writer. */
function eventsOf(trace: TraceWriter): number[][] {
  return trace
    .takeChunks()
    .flatMap((chunk) => Array.from(chunk.kind, (kind, i) => [kind, chunk.a[i], chunk.b[i], chunk.c[i]] as number[]))
}

/** The columns of all events, one behind the other event by event, for quick comparison. */
function bytesOf(trace: TraceWriter): Buffer {
  return Buffer.concat(
    trace.takeChunks().map((chunk) => {
      const packed = new Int32Array(4 * chunk.length)
      for (let i = 0; i < chunk.length; i++) {
        packed.set([chunk.kind[i] as number, chunk.a[i] as number, chunk.b[i] as number, chunk.c[i] as number], 4 * i)
      }
      return Buffer.from(packed.buffer)
    }),
  )
}

function errorOf(action: () => unknown): SortError {
  try {
    action()
  } catch (error) {
    if (error instanceof SortError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

const numbers = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double()), { maxLength: 300, size: 'max' })
const texts = fc.array(fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('a', 'a\0', '', 'customer-0001')), {
  maxLength: 300,
  size: 'max',
})
const settings = fc.record({
  fanIn: fc.integer({ min: 2, max: 6 }),
  structure: fc.constantFrom('loser-tree' as const, 'binary-heap' as const),
  memorySort: fc.constantFrom('merge' as const, 'radix' as const),
  formation: fc.constantFrom('fill-sort-spill' as const, 'replacement-selection' as const),
  doubleBuffering: fc.boolean(),
  firstPass: fc.constantFrom('full' as const, 'optimal' as const),
  detail: fc.constantFrom('comparison' as const, 'page' as const),
  pages: fc.integer({ min: 14, max: 20 }),
  pageRecords: fc.integer({ min: 1, max: 3 }),
  direction: fc.constantFrom('asc' as const, 'desc' as const),
})

describe('an external sort of lab records', () => {
  test.each(LAB_SHAPES)('sorts %s input stably', (shape) => {
    const keys = createLabKeys(shape, 320, 7)
    const { order, store } = sortLab(keys)
    expect(order).toEqual(sortNaively(keys))
    expect(store.sizeBytes).toBe(0)
  })

  test('eight runs in one pass: every page crosses the disk four times', () => {
    const { result, trace } = sortLab(createLabKeys('uniform', 320, 7))
    expect(result.counters).toMatchObject({ runs: 8, passes: 1, mergeSteps: 1 })
    const { inputPages, runPagesWritten, runPagesRead, outputPages } = result.counters
    expect([inputPages, runPagesWritten, runPagesRead, outputPages]).toEqual([80, 80, 80, 80])
    const kinds = eventsOf(trace).map(([kind]) => kind)
    expect(kinds.filter((kind) => kind === SortEvent.emit)).toHaveLength(320)
    expect(kinds.filter((kind) => kind === SortEvent.compare)).toHaveLength(result.counters.comparisons)
  })

  test('input that fits in memory is never spilled', () => {
    const { result, trace } = sortLab(createLabKeys('uniform', 40, 7))
    expect(result.counters).toMatchObject({ runs: 0, passes: 0, runPagesWritten: 0, outputPages: 10 })
    expect(eventsOf(trace).some(([kind]) => kind === SortEvent.sealRun)).toBe(false)
  })

  test('no records at all', () => {
    const { result, order } = sortLab([])
    expect(order).toEqual([])
    expect(result.records).toBe(0)
  })

  test('any keys, any settings', () => {
    fc.assert(
      fc.property(fc.oneof(numbers, texts), settings, (keys: LabKey[], { pages, direction, ...rest }) => {
        const memoryRecords = pages * rest.pageRecords
        const key = { column: 0, type: labKeyType(keys), direction, nulls: 'first' } as const
        const { order, store, result } = sortLab(keys, { ...rest, memoryRecords, keys: [key] })
        expect(order).toEqual(sortNaively(keys, direction))
        expect(store.sizeBytes).toBe(0)
        expect(result.digestIn).toBe(result.digestOut)
      }),
    )
  })

  test('the level of detail changes what is told, not what is done', () => {
    const keys = createLabKeys('zipf', 500, 3)
    for (const formation of ['fill-sort-spill', 'replacement-selection'] as const) {
      const fine = sortLab(keys, { formation, fanIn: 3 })
      const coarse = sortLab(keys, { formation, fanIn: 3, detail: 'page' })
      expect({ ...coarse.result.counters, runBytesRead: 0, runBytesWritten: 0 }).toEqual({
        ...fine.result.counters,
        runBytesRead: 0,
        runBytesWritten: 0,
      })
      const tallies = eventsOf(coarse.trace).filter(([kind]) => kind === SortEvent.tally)
      const told = tallies.reduce((sum, event) => sum + (event[1] as number), 0)
      expect(told).toBe(coarse.result.counters.comparisons)
    }
  })

  test('a memory that cannot hold a page per run is refused in words', () => {
    const error = errorOf(() => sortLab([3, 1, 2], { memoryRecords: 24 }))
    expect(error.code).toBe('MEMORY_TOO_SMALL')
    expect(error.message).toBe('8 runs need 9 pages; memory has 6')
  })
})

/** Damages the first page of the first run when it is read. */
class SpoilingStore extends MemoryRunStore {
  constructor(readonly spoil: (page: DataView) => void) {
    super()
  }

  override read(run: number, offset: number, into: Uint8Array): void {
    super.read(run, offset, into)
    if (run === 1 && offset === 0) this.spoil(new DataView(into.buffer, into.byteOffset, into.byteLength))
  }
}

describe('a limit', () => {
  test('any limit gives the first records of the order', () => {
    fc.assert(
      fc.property(
        fc.oneof(numbers, texts),
        settings,
        fc.integer({ min: 1, max: 320 }),
        (keys: LabKey[], all, limit) => {
          const { pages, direction, ...rest } = all
          const memoryRecords = pages * rest.pageRecords
          const key = { column: 0, type: labKeyType(keys), direction, nulls: 'first' } as const
          const { order, store } = sortLab(keys, { ...rest, memoryRecords, keys: [key], limit })
          expect(order).toEqual(sortNaively(keys, direction).slice(0, limit))
          expect(store.sizeBytes).toBe(0)
        },
      ),
    )
  })

  test('far below the memory nothing is spilled', () => {
    const { result, trace } = sortLab(createLabKeys('uniform', 500, 7), { limit: 10 })
    expect(result.counters).toMatchObject({ runs: 0, runPagesWritten: 0, dropped: 490, outputPages: 3 })
    const drops = eventsOf(trace).filter(([kind]) => kind === SortEvent.drop)
    expect(drops.reduce((sum, event) => sum + (event[2] as number), 0)).toBe(490)
  })

  test('survives crashes', () => {
    const keys = createLabKeys('uniform', 60, 7, 30)
    const places = Array.from({ length: 234 }, (_, i) => 3 * i)
    for (const limit of [3, 20]) {
      for (const at of drawUnlessWhole(places, 1 / 6, `crashes with a limit of ${limit}`)) {
        const { order } = sortLab(keys, {
          pageRecords: 2,
          memoryRecords: 12,
          fanIn: 2,
          limit,
          acts: [{ at, crash: true }],
        })
        expect(order).toEqual(sortNaively(keys).slice(0, limit))
      }
    }
  })
})

test('a limit that leaves nothing out still finds a record that the disk gave back otherwise', () => {
  const keys = createLabKeys('uniform', 320, 7)
  const spoil = (page: DataView): void => page.setInt32(16, 1000, true)
  for (const limit of [320, 500]) {
    expect(() => sortLab(keys, { limit }, new SpoilingStore(spoil))).toThrow('are not those of the input')
    expect(() => sortLab(keys, { limit }, new SpoilingStore(() => undefined))).not.toThrow()
  }
})

describe('combining', () => {
  test('any settings: one record for each key, with the value of all of them', () => {
    const few = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 300, size: 'max' })
    const combine = fc.constantFrom('count' as const, 'sum' as const, 'min' as const, 'max' as const)
    fc.assert(
      fc.property(few, settings, combine, fc.option(fc.nat(600)), (keys, { pages, direction, ...rest }, how, at) => {
        const memoryRecords = pages * rest.pageRecords
        const key = { column: 0, type: 'int32', direction, nulls: 'first' } as const
        const acts = at === null ? [] : [{ at, crash: true as const }]
        const sorted = sortLab(keys, { ...rest, memoryRecords, keys: [key], combine: how, acts })
        const first = sortNaively(keys, direction).filter((record) => keys.indexOf(keys[record] as number) === record)
        expect(sorted.order).toEqual(first)
        const values = first.map((record) => {
          const same = keys.flatMap((other, i) => (other === keys[record] ? [i + 1] : []))
          if (how === 'count') return same.length
          if (how === 'sum') return same.reduce((a, b) => a + b)
          return how === 'min' ? Math.min(...same) : Math.max(...same)
        })
        expect(sorted.values).toEqual(values)
      }),
    )
  })

  test.each([
    ['count', 1e6],
    ['sum', 1e6],
    ['min', -1],
    ['max', 1e6],
  ] as const)('finds a value that the disk gave back otherwise: %s', (combine, value) => {
    const keys = createLabKeys('few-distinct', 320, 7)
    // A frame with a 4-byte key: size, prefix, number, value.
    const spoil = (page: DataView): void => page.setFloat64(16, value, true)
    expect(() => sortLab(keys, { combine }, new SpoilingStore(spoil))).toThrow('are not those of the input')
    expect(() => sortLab(keys, { combine }, new SpoilingStore(() => undefined))).not.toThrow()
  })

  test('tells each record that it adds', () => {
    const { trace, result } = sortLab(createLabKeys('few-distinct', 320, 7), { combine: 'count' })
    const events = eventsOf(trace)
    const combined = events.filter(([kind]) => kind === SortEvent.combine)
    expect(combined).toHaveLength(result.counters.combined)
    expect(result.records + combined.length).toBe(320)
  })
})

const SMALL: Partial<SortOptions> = { pageRecords: 2, memoryRecords: 12, fanIn: 3 }

describe('acts', () => {
  const changes: SortAct[] = [
    { at: 0, setting: 0, value: 1 },
    { at: 0, setting: 1, value: 2 },
    { at: 0, setting: 2, value: 1 },
    { at: 0, setting: 3, value: 20 },
    { at: 0, crash: true },
  ]
  const formations = ['fill-sort-spill', 'replacement-selection'] as const

  test.each(formations)(
    'at any event of %s leave the past as it was and lose nothing',
    (formation) => {
      const keys = createLabKeys('few-distinct', 23, 5, 20)
      const expected = sortNaively(keys).join()
      const tiny = { pageRecords: 1, memoryRecords: 5, fanIn: 2, formation } as const
      for (const structure of ['loser-tree', 'binary-heap'] as const) {
        const trunk = bytesOf(sortLab(keys, { ...tiny, structure }).trace)
        for (const change of changes) {
          const stride = 'crash' in change ? 1 : 5
          const places = Array.from({ length: Math.floor(trunk.length / 16 / stride) + 1 }, (_, i) => stride * i)
          for (const at of drawUnlessWhole(places, 1 / 8, 'acts')) {
            const fork = sortLab(keys, { ...tiny, structure, acts: [{ ...change, at }] })
            const events = bytesOf(fork.trace)
            const isAsTold =
              fork.order.join() === expected &&
              fork.store.sizeBytes === 0 &&
              events.subarray(0, 16 * at).equals(trunk.subarray(0, 16 * at)) &&
              events.readInt32LE(16 * at) === ('crash' in change ? SortEvent.crash : SortEvent.setting)
            expect(isAsTold, `${JSON.stringify(change)} at ${at}`).toBe(true)
          }
        }
      }
    },
    60_000,
  )

  test.each(formations)('two crashes and a change in between, %s', (formation) => {
    const keys = createLabKeys('uniform', 90, 5, 50)
    const expected = sortNaively(keys)
    const act = fc.oneof(
      fc.record({ at: fc.nat(900), crash: fc.constant(true as const) }),
      fc.record({ at: fc.nat(900), setting: fc.constantFrom(0, 2), value: fc.nat(1) }),
      fc.record({ at: fc.nat(900), setting: fc.constant(3), value: fc.constantFrom(8, 12, 20) }),
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 5 }), fc.boolean(), (acts, isDetailed) => {
        const sorted = acts.toSorted((a, b) => a.at - b.at) as SortAct[]
        const detail = isDetailed ? 'comparison' : 'page'
        const { order, store } = sortLab(keys, { ...SMALL, formation, detail, acts: sorted })
        expect(order.join()).toEqual(expected.join())
        expect(store.sizeBytes).toBe(0)
      }),
    )
  })

  test('sealed runs survive a crash and are not read again', () => {
    const keys = createLabKeys('uniform', 120, 9)
    const trunk = eventsOf(sortLab(keys).trace)
    const sealed = trunk.findLastIndex(([kind]) => kind === SortEvent.sealRun) + 1
    const fork = sortLab(keys, { acts: [{ at: sealed, crash: true }] })
    expect(eventsOf(fork.trace)[sealed]).toEqual([SortEvent.crash, 3, 0, 120])
    expect(fork.result.counters.inputPages).toBe(30)
  })
})

describe('faults', () => {
  test('a disk that fails at any request is told and leaves nothing behind', () => {
    const keys = createLabKeys('uniform', 50, 5)
    const { store } = sortLab(keys, SMALL)
    for (let failAt = 1; failAt <= store.requests; failAt++) {
      const faulty = new MemoryRunStore({ failAt })
      const error = errorOf(() => sortLab(keys, SMALL, faulty))
      expect(['READ_FAILED', 'WRITE_FAILED']).toContain(error.code)
      expect(faulty.sizeBytes).toBe(0)
    }
  })

  test('a full disk is told and leaves nothing behind', () => {
    const store = new MemoryRunStore({ quotaBytes: 1000 })
    expect(errorOf(() => sortLab(createLabKeys('uniform', 100, 5), SMALL, store)).code).toBe('QUOTA_EXCEEDED')
    expect(store.sizeBytes).toBe(0)
  })
})
