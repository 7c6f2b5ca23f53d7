import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { countUnlessWhole, drawUnlessWhole } from '../../../scripts/draw.ts'
import { Rng } from '../../base/rng.ts'
import { externalSortOperation } from '../operations/external-sort.ts'
import { Ledger } from '../trace/ledger.ts'
import { Log } from '../trace/log.ts'
import { Replay } from '../trace/replay.ts'
import { TraceWriter } from '../trace/writer.ts'
import { SortEvent } from './events.ts'
import { LAB_SHAPES } from './lab-input.ts'
import type { SortHeader, SortState } from './state.ts'

const BASE = {
  shape: 'uniform',
  structure: 'loser-tree',
  formation: 'fill-sort-spill',
  memorySort: 'merge',
  doubleBuffering: false,
  firstPass: 'full',
  direction: 'asc',
  seed: 7,
}

function foldRun(params: unknown, acts: readonly unknown[]): { replay: Replay<SortState>; header: SortHeader } {
  const prepared = externalSortOperation.prepare(params, acts)
  const trace = new TraceWriter()
  const job = prepared.run(trace)
  while (job.next().done !== true);
  const log = new Log(prepared.fold.kinds)
  for (const chunk of trace.takeChunks()) log.append(chunk)
  return { replay: new Replay(log, prepared.fold) as Replay<SortState>, header: prepared.header as SortHeader }
}

/** Record numbers in the order a stable sort by key gives. */
function sortedRecords(header: SortHeader): number[] {
  const key = (record: number): bigint =>
    (BigInt(header.prefixHigh[record] as number) << 32n) | BigInt(header.prefixLow[record] as number)
  const keys = Array.from({ length: header.records }, (_, record) => key(record))
  return keys
    .map((_, record) => record)
    .sort((a, b) => {
      const [ka, kb] = [keys[a] as bigint, keys[b] as bigint]
      return ka === kb ? a - b : ka < kb ? -1 : 1
    })
}

function outputOf(state: SortState): number[] {
  return [...state.output.slice(state.outputStart, state.outputStart + state.outputLength)]
}

/** Everything that holds at every position of any sort. */
function checkState(state: SortState, header: SortHeader): void {
  const { merge, out, filled, memory } = state
  expect(filled).toBeLessThanOrEqual(Math.max(memory, header.memory))
  for (const input of merge?.inputs ?? []) {
    expect(input.cursor).toBeLessThanOrEqual(input.loaded)
    expect(input.loaded).toBeLessThanOrEqual(input.length)
    const pages = header.doubleBuffering ? 2 : 1
    expect(input.loaded - input.cursor).toBeLessThanOrEqual(pages * header.page)
  }
  expect(out.length).toBeLessThanOrEqual(header.page)
  expect(state.outputWritten).toBeLessThanOrEqual(state.outputLength)
  const output = outputOf(state)
  expect(output).toEqual(sortedRecords(header).slice(0, output.length))
}

const page = fc.integer({ min: 1, max: 5 })
const paramsArbitrary = fc
  .record({
    records: fc.integer({ min: 1, max: 150 }),
    shape: fc.constantFrom(...LAB_SHAPES),
    page,
    pages: fc.integer({ min: 4, max: 9 }),
    fanIn: fc.integer({ min: 2, max: 8 }),
    structure: fc.constantFrom('loser-tree', 'binary-heap'),
    formation: fc.constantFrom('fill-sort-spill', 'replacement-selection'),
    memorySort: fc.constantFrom('merge', 'radix'),
    doubleBuffering: fc.boolean(),
    firstPass: fc.constantFrom('full', 'optimal'),
    direction: fc.constantFrom('asc', 'desc'),
    seed: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ pages, ...params }) => {
    const needed = (params.fanIn + 1) * (params.doubleBuffering ? 2 : 1)
    return { ...params, memory: Math.max(pages, needed) * params.page }
  })

const actArbitrary = fc.oneof(
  fc.record({ type: fc.constant('structure'), value: fc.constantFrom('loser-tree', 'binary-heap') }),
  fc.record({ type: fc.constant('formation'), value: fc.constantFrom('fill-sort-spill', 'replacement-selection') }),
  fc.record({ type: fc.constant('fan-in'), value: fc.integer({ min: 2, max: 6 }) }),
  fc.record({ type: fc.constant('crash'), value: fc.constant(0) }),
)

const actsArbitrary = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1500 }), actArbitrary), { maxLength: 3 })
  .map((acts) => acts.map(([at, act]) => ({ at, ...act })).sort((a, b) => a.at - b.at))

describe('fold of an external sort', () => {
  it('rebuilds the sorted output from the events alone, whatever the parameters', () => {
    fc.assert(
      fc.property(paramsArbitrary, (params) => {
        const { replay, header } = foldRun(params, [])
        const state = replay.stateAt(replay.log.length)
        expect(state.stage).toBe('done')
        expect(outputOf(state)).toEqual(sortedRecords(header))
        expect(state.outputWritten).toBe(header.records)
        expect(state.counts.comparisons).toBe(replay.log.count(SortEvent.compare, replay.log.length))
      }),
      { numRuns: countUnlessWhole(120) },
    )
  }, 60_000)

  it('keeps within memory and in order at every position', () => {
    fc.assert(
      fc.property(paramsArbitrary, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (params, places) => {
        const { replay, header } = foldRun(params, [])
        for (const place of places) checkState(replay.stateAt(place % (replay.log.length + 1)), header)
      }),
      { numRuns: countUnlessWhole(60) },
    )
  }, 60_000)

  it('comes to the same output after changes and crashes at any event', () => {
    fc.assert(
      fc.property(paramsArbitrary, actsArbitrary, (params, acts) => {
        const { replay, header } = foldRun(params, acts)
        const state = replay.stateAt(replay.log.length)
        expect(outputOf(state)).toEqual(sortedRecords(header))
        expect(state.outputWritten).toBe(header.records)
        const due = acts.filter((act) => act.type === 'crash' && act.at < replay.log.length)
        expect(state.counts.crashes).toBe(due.length)
      }),
      { numRuns: countUnlessWhole(200) },
    )
  }, 60_000)

  it.each(['loser-tree', 'binary-heap'])('changes from a %s and back at neighbouring events', (structure) => {
    // One of the halves is used up long before the other, so that the structure can come to rest without a match.
    const values = Array.from({ length: 48 }, (_, i) => (i < 24 ? i : 100 + ((i * 7) % 48)))
    const params = { ...BASE, shape: 'given', values, records: 48, memory: 12, page: 2, fanIn: 4, structure }
    const other = structure === 'loser-tree' ? 'binary-heap' : 'loser-tree'
    const plain = foldRun(params, [])
    const from = plain.replay.log.nth(SortEvent.mergeStep, 1) as number
    for (let at = from; at + 1 < plain.replay.log.length; at++) {
      for (const apart of [1, 2]) {
        const acts = [other, structure].map((value, i) => ({ at: at + i * apart, type: 'structure', value }))
        const { replay, header } = foldRun(params, acts)
        const output = outputOf(replay.stateAt(replay.log.length))
        expect(output, `acts at ${at}, ${apart} apart`).toEqual(sortedRecords(header))
      }
    }
  })

  it.each(drawUnlessWhole([7, 8, 9], 1 / 3, 'thousand runs'))(
    'sees the states of a sort of a thousand runs as folding from zero does (seed %i)',
    (seed) => {
      const params = { ...BASE, records: 4000, memory: 4, page: 1, fanIn: 3, seed }
      const crash = { at: 26_000, type: 'crash', value: true }
      const { replay } = foldRun(params, [crash])
      const { log, fold } = replay
      const rng = new Rng(seed, 'seeks')
      for (let i = 0; i < 30; i++) {
        const position = i === 0 ? crash.at + 1 : rng.nextBelow(log.length + 1)
        const state = fold.start()
        log.visit(0, position, (chunk, lo, hi) => fold.reduce(state, chunk, lo, hi))
        expect(fold.digest(replay.stateAt(position)), `at ${position}`).toBe(fold.digest(state))
      }
      expect(replay.stateAt(crash.at + 1).waiting.length).toBeGreaterThan(256)
    },
  )

  it('keeps a checkpoint of a sort of many runs for little more than one of few', () => {
    const bytesEach = [400, 8000].map((records) => {
      const { replay } = foldRun({ ...BASE, records, memory: 4, page: 1, fanIn: 3 }, [])
      // Without this the short log would have its checkpoints closer.
      const far = new Replay(replay.log, { ...replay.fold, stride: 1024 })
      far.index(Infinity)
      return far.checkpointBytes / far.checkpoints.length
    })
    const [few, many] = bytesEach as [number, number]
    // Two thousand runs and their places in the list would be 32,000 bytes.
    expect(many).toBeLessThan(few + 8000)
  })

  it('reads the runs that outlived a crash once, not for every page', () => {
    const params = { ...BASE, records: 2000, memory: 40, page: 4, fanIn: 8, formation: 'replacement-selection' }
    const reads = vi.spyOn(Ledger.prototype, 'get')
    for (const acts of [[], [{ at: 12_000, type: 'crash', value: true }]]) {
      const { replay } = foldRun(params, acts)
      reads.mockClear()
      expect(replay.stateAt(replay.log.length).counts.crashes).toBe(acts.length)
      expect(reads.mock.calls.length).toBeLessThanOrEqual(2000)
    }
    reads.mockRestore()
  })
})
