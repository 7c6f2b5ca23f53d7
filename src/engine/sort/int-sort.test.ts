import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { countUnlessWhole } from '../../../scripts/draw.ts'
import { Rng } from '../../base/rng.ts'
import { TraceWriter } from '../trace/writer.ts'
import { runExternalSort } from './external-sort.ts'
import type { SortResult } from './external-sort.ts'
import { intsInMemory } from './int-sort.ts'
import { IntFileSource } from './int-source.ts'
import { PlainKernel } from './kernel/plain-kernel.ts'
import { fixedBytes } from './memory-plan.ts'
import { TextSink } from './formats/text-sink.ts'
import { LoserTree } from './loser-tree.ts'
import { MemoryFile, MemorySink } from './memory-files.ts'
import { MemoryRunStore } from './memory-run-store.ts'
import type { SortOptions } from './options.ts'

const NOTHING = new Uint8Array(0)
const OPTIONS: SortOptions = {
  keys: [{ column: 0, type: 'int32', direction: 'asc', nulls: 'first' }],
  memoryBytes: 64 * 1024,
  pageBytes: 2048,
  fanIn: 8,
  formation: 'fill-sort-spill',
  memorySort: 'radix',
  structure: 'loser-tree',
  doubleBuffering: false,
  firstPass: 'full',
  detail: 'page',
}

interface Sorted {
  readonly sorted: Int32Array
  readonly result: SortResult
  readonly trace: TraceWriter
}

function sortInts(ints: Int32Array, changes: Partial<SortOptions> = {}): Sorted {
  const file = new MemoryFile(new Uint8Array(ints.buffer, ints.byteOffset, ints.byteLength))
  const output = new MemorySink()
  const store = new MemoryRunStore()
  const sink = new TextSink(output, NOTHING, NOTHING)
  const trace = new TraceWriter()
  const sort = runExternalSort(new IntFileSource(file), sink, store, { ...OPTIONS, ...changes }, trace)
  for (;;) {
    const step = sort.next()
    if (step.done !== true) continue
    expect(store.sizeBytes).toBe(0)
    return { sorted: new Int32Array(output.bytes().buffer), result: step.value, trace }
  }
}

/** Comparisons of a loser tree that merges sorted runs. */
function mergeComparisons(runs: readonly Int32Array[]): number {
  const next = runs.map(() => 0)
  const head = (leaf: number): number => runs[leaf]?.[next[leaf] as number] as number
  const isExhausted = (leaf: number): boolean => next[leaf] === runs[leaf]?.length
  const tree = new LoserTree(runs.length)
  let comparisons = 0
  const climb = (leaf: number): void => {
    tree.insert(leaf)
    let isPending = tree.settle(isExhausted)
    while (isPending) {
      comparisons++
      const kept = tree.losers[tree.node] as number
      const [a, b] = [head(tree.challenger), head(kept)]
      isPending = tree.resolve(b < a || (b === a && kept < tree.challenger), isExhausted)
    }
  }
  for (let leaf = runs.length - 1; leaf >= 0; leaf--) climb(leaf)
  while (tree.winner >= 0) {
    const leaf = tree.winner
    next[leaf] = (next[leaf] as number) + 1
    climb(leaf)
  }
  return comparisons
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

describe('integers', () => {
  test.each([64, 1100])('eight times a memory of %i KiB is sorted within it', (kib) => {
    const rng = new Rng(1)
    const ints = Int32Array.from({ length: 2048 * kib }, () => rng.nextUint32() | 0)
    const { sorted, result } = sortInts(ints, { memoryBytes: 1024 * kib })
    expect(Buffer.compare(bytesOf(sorted), bytesOf(ints.toSorted()))).toBe(0)
    expect(result.peakMemoryBytes).toBeLessThanOrEqual(1024 * kib)
    expect(result.digestIn).toBe(result.digestOut)
  })

  test('the merge makes the comparisons of the loser tree', () => {
    const rng = new Rng(2)
    const ints = Int32Array.from({ length: 20_000 }, () => rng.nextBelow(3000) - 1500)
    const { result } = sortInts(ints, { memoryBytes: 96 * 1024, fanIn: 12 })
    const runs: Int32Array[] = []
    const length = intsInMemory((96 * 1024 - fixedBytes(12)) >> 2, 512)
    for (let at = 0; at < ints.length; at += length) runs.push(ints.slice(at, at + length).sort())
    expect(runs).toHaveLength(result.counters.runs)
    expect(result.counters.passes).toBe(1)
    expect(result.counters.comparisons).toBe(mergeComparisons(runs))
  })

  test('any sort is the same with WebAssembly and without, to the last event', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600_000 }),
        fc.constantFrom(1, 200, 2 ** 32),
        fc.integer({ min: 1100 * 1024, max: 1400 * 1024 }),
        fc.integer({ min: 2, max: 9 }),
        fc.constantFrom('asc' as const, 'desc' as const),
        (count, values, memoryBytes, fanIn, direction) => {
          const rng = new Rng(count)
          const ints = Int32Array.from({ length: count }, () => rng.nextBelow(values))
          const keys = [{ column: 0, type: 'int32', direction, nulls: 'first' }] as const
          const run = (): Sorted => sortInts(ints, { memoryBytes, fanIn, keys })
          const plainWork = vi.spyOn(PlainKernel.prototype, 'digest')
          const fast = run()
          expect(plainWork).not.toHaveBeenCalled()
          vi.stubGlobal('WebAssembly', undefined)
          const plain = run()
          vi.unstubAllGlobals()
          expect(plainWork).toHaveBeenCalled()
          plainWork.mockRestore()
          expect(fast.result.peakMemoryBytes).toBeLessThanOrEqual(memoryBytes)
          expect(fast.result).toEqual(plain.result)
          expect(fast.trace.takeChunks()).toEqual(plain.trace.takeChunks())
          const expected = direction === 'asc' ? ints.toSorted() : ints.toSorted().reverse()
          expect(Buffer.compare(bytesOf(fast.sorted), bytesOf(expected))).toBe(0)
          expect(Buffer.compare(bytesOf(plain.sorted), bytesOf(expected))).toBe(0)
        },
      ),
      { numRuns: countUnlessWhole(30, 1 / 6) },
    )
  })

  test('any integers, any settings', () => {
    const extreme = fc.constantFrom(0, -1, 1, 0x7fffffff, -0x80000000)
    fc.assert(
      fc.property(
        fc.array(fc.oneof(extreme, fc.integer({ min: -50, max: 50 }), fc.integer()), { maxLength: 4000, size: 'max' }),
        fc.record({
          fanIn: fc.integer({ min: 2, max: 7 }),
          formation: fc.constantFrom('fill-sort-spill' as const, 'replacement-selection' as const),
          structure: fc.constantFrom('loser-tree' as const, 'binary-heap' as const),
          pageBytes: fc.constantFrom(1024, 1028, 2048),
        }),
        fc.boolean(),
        (values, settings, isDescending) => {
          const ints = Int32Array.from(values)
          const key = { column: 0, type: 'int32', direction: isDescending ? 'desc' : 'asc', nulls: 'first' } as const
          const { sorted } = sortInts(ints, { ...settings, memoryBytes: 36 * 1024, keys: [key] })
          const expected = ints.toSorted()
          expect(sorted).toEqual(isDescending ? expected.reverse() : expected)
        },
      ),
      { numRuns: countUnlessWhole(100) },
    )
  })

  test('a file of odd bytes is refused', () => {
    expect(() => new IntFileSource(new MemoryFile(new Uint8Array(5)))).toThrow('no whole number')
  })
})
