import { expect, test } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { TraceWriter } from '../trace/writer.ts'
import { SortEvent } from './events.ts'
import { radixSortInts } from './int-radix.ts'
import type { IntKernel } from './kernel/int-kernel.ts'
import { PlainKernel } from './kernel/plain-kernel.ts'
import { kernelBytes, tryWasmKernel, WASM_PAGE_BYTES } from './kernel/wasm-kernel.ts'
import type { SortOptions } from './options.ts'
import { Recorder } from './recorder.ts'

const OPTIONS: SortOptions = {
  keys: [{ column: 0, type: 'int32', direction: 'asc', nulls: 'first' }],
  memoryBytes: 1,
  pageBytes: 1024,
  fanIn: 2,
  formation: 'fill-sort-spill',
  memorySort: 'radix',
  structure: 'loser-tree',
  doubleBuffering: false,
  firstPass: 'full',
  detail: 'page',
}

type KernelKind = 'WebAssembly' | 'JavaScript'

function createKernel(kind: KernelKind, length: number): IntKernel {
  const pages = Math.ceil((4 * length + kernelBytes(2)) / WASM_PAGE_BYTES)
  const kernel = kind === 'JavaScript' ? new PlainKernel(new Int32Array(length)) : tryWasmKernel(pages, 2)
  if (kernel === undefined) throw new Error('this platform has no WebAssembly with vectors')
  return kernel
}

/** Sorts behind a few words that must stay, and gives back what was told of each byte, in its order. */
function sort(kind: KernelKind, ints: Int32Array): { sorted: Int32Array; passes: number[][]; keyBytesMoved: number } {
  const gap = 3
  const kernel = createKernel(kind, 2 * (ints.length + gap))
  const { words } = kernel
  words.fill(77)
  words.set(ints, gap)
  const trace = new TraceWriter()
  const recorder = new Recorder(trace, OPTIONS)
  const at = radixSortInts(kernel, gap, ints.length + 2 * gap, ints.length, recorder)
  expect([...words.subarray(0, gap), ...words.subarray(ints.length + gap, ints.length + 2 * gap)]).toEqual(
    new Array(2 * gap).fill(77),
  )
  const passes = trace.takeChunks().flatMap((chunk) =>
    Array.from({ length: chunk.length }, (_, i) => {
      expect(chunk.kind[i]).toBe(SortEvent.radixPass)
      return [chunk.a[i] as number, chunk.b[i] as number, chunk.c[i] as number]
    }),
  )
  return { sorted: words.slice(at, at + ints.length), passes, keyBytesMoved: recorder.keyBytesMoved }
}

const SHAPES: Readonly<Record<string, (rng: Rng) => number>> = {
  'any integers': (rng) => rng.nextUint32(),
  'small integers': (rng) => rng.nextBelow(1000) - 500,
  'two values': (rng) => (rng.nextBelow(2) === 0 ? -0x8000_0000 : 0x7fff_ffff),
  'one value': () => 42,
  'one highest byte': (rng) => 0x1200_0000 + rng.nextBelow(1 << 24),
  'mostly one highest byte': (rng) => (rng.nextBelow(1000) === 0 ? rng.nextUint32() : rng.nextBelow(1 << 16)),
  'only the highest byte differs': (rng) => rng.nextBelow(256) << 24,
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

const KINDS = ['WebAssembly', 'JavaScript'] as const
const CASES = [0, 1, 2, 1000, 65_535, 65_536, 100_000].flatMap((count) => KINDS.map((kind) => [count, kind] as const))

for (const [name, shape] of Object.entries(SHAPES)) {
  test.each(CASES)(`${name}, seed 9, %i of them, in %s`, (count, kind) => {
    const rng = new Rng(9)
    const ints = Int32Array.from({ length: count }, () => shape(rng))
    const { sorted, passes, keyBytesMoved } = sort(kind, ints)
    // Byte by byte: an assertion on 100,000 numbers one by one takes longer than all sorts.
    expect(Buffer.compare(bytesOf(sorted), bytesOf(ints.toSorted()))).toBe(0)
    expect(keyBytesMoved).toBe(4 * passes.reduce((sum, [, moved]) => sum + (moved ?? 0), 0))
    for (const [, moved] of passes) expect(moved).toBeLessThanOrEqual(count)
  })
}

test('a small memory is sorted from the lowest byte up, a large one is dealt out by the highest first', () => {
  const rng = new Rng(10)
  const passesOf = (count: number): number[] =>
    sort(
      'WebAssembly',
      Int32Array.from({ length: count }, () => rng.nextUint32()),
    ).passes.map(([byte]) => byte ?? -1)
  expect(passesOf(5000)).toEqual([0, 1, 2, 3])
  expect(passesOf(70_000)).toEqual([3, 0, 1, 2])
})
