import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { countUnlessWhole } from '../../../../scripts/draw.ts'
import type { IntKernel } from './int-kernel.ts'
import { PlainKernel } from './plain-kernel.ts'
import { kernelBytes, tryWasmKernel, WASM_PAGE_BYTES } from './wasm-kernel.ts'

const FAN_IN = 40

/** The kernel in WebAssembly, with the integers at the start of its memory, and its twin with the same ones. */
function twins(ints: readonly number[]): [wasm: IntKernel, plain: IntKernel] {
  const wasm = tryWasmKernel(1, FAN_IN)
  if (wasm === undefined) throw new Error('this platform has no WebAssembly with vectors')
  expect(wasm.words.byteLength).toBe(WASM_PAGE_BYTES - kernelBytes(FAN_IN))
  wasm.words.set(ints)
  return [wasm, new PlainKernel(wasm.words.slice())]
}

const extreme = fc.constantFrom(0, -1, 1, 0x7fff_ffff, -0x8000_0000)
const integer = fc.oneof(extreme, fc.integer({ min: -5, max: 5 }), fc.integer())
const ints = fc.array(integer, { maxLength: 300, size: 'max' })
const range = fc.tuple(ints, fc.nat({ max: 20 }))
const runs = { numRuns: countUnlessWhole(200) }

describe('the loops in WebAssembly do what those in JavaScript do', () => {
  test('digests', () => {
    fc.assert(
      fc.property(range, ([values, from]) => {
        const [wasm, plain] = twins(values)
        const to = Math.max(from, values.length)
        expect(wasm.digest(from, to)).toEqual(plain.digest(from, to))
      }),
      runs,
    )
  })

  test('a digest of many records carries from the low half to the high one', () => {
    const [wasm, plain] = twins(Array.from({ length: 12_000 }, (_, i) => Math.imul(i, 0x9e37_79b1)))
    expect(wasm.digest(0, 12_000)).toEqual(plain.digest(0, 12_000))
  })

  test('the order, also where two neighbours alone are out of it', () => {
    fc.assert(
      fc.property(range, fc.nat(), fc.boolean(), ([values, from], swapped, isSwapped) => {
        const sorted = values.toSorted((a, b) => a - b)
        if (isSwapped && sorted.length > 1) {
          const at = swapped % (sorted.length - 1)
          sorted.splice(at, 2, sorted[at + 1] as number, sorted[at] as number)
        }
        const [wasm, plain] = twins(sorted)
        const to = Math.max(from, sorted.length)
        const expected = sorted.every((value, i) => i <= from || (sorted[i - 1] as number) <= value)
        expect(plain.isAscending(from, to)).toBe(sorted.length <= from || expected)
        expect(wasm.isAscending(from, to)).toBe(plain.isAscending(from, to))
      }),
      runs,
    )
  })

  test('passes of the radix sort', () => {
    fc.assert(
      fc.property(ints, fc.constantFrom(0, 1, 2, 3), (values, byte) => {
        const results = twins(values).map((kernel) => {
          kernel.counts.fill(0)
          kernel.countLow(0, values.length)
          kernel.countHighest(0, values.length)
          const counted = kernel.counts.slice()
          let next = 1000
          for (let digit = 256 * byte; digit < 256 * (byte + 1); digit++) {
            const size = counted[digit] as number
            kernel.counts[digit] = next
            next += size
          }
          kernel.scatter(0, values.length, byte)
          return { counted, after: kernel.counts.slice(), words: kernel.words.slice(0, 1400) }
        })
        expect(results[0]).toEqual(results[1])
        expect(results[0]?.counted.reduce((sum, count) => sum + count, 0)).toBe(4 * values.length)
      }),
      runs,
    )
  })

  test('merges, call by call', () => {
    const pages = fc.array(fc.array(integer, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: FAN_IN })
    fc.assert(
      fc.property(pages, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }), (lists, room, page) => {
        const sorted = lists.map((list) => list.toSorted((a, b) => a - b))
        const [wasm, plain] = twins(sorted.flat())
        const merged = merge(plain, sorted, room, page)
        expect(merge(wasm, sorted, room, page)).toEqual(merged)
        expect(merged.output).toEqual(sorted.flat().sort((a, b) => a - b))
      }),
      runs,
    )
  })
})

/** Merges runs that lie one behind the other from word 0 on, in pages of so many integers. */
function merge(
  kernel: IntKernel,
  sorted: readonly (readonly number[])[],
  room: number,
  page: number,
): { output: number[]; calls: number[][] } {
  const out = 2000
  const tree = kernel.createTree(sorted.length)
  const ends = sorted.map((_, leaf) => sorted.slice(0, leaf + 1).flat().length)
  const next = sorted.map((list, leaf) => (ends[leaf] as number) - list.length)
  const load = (leaf: number): boolean => {
    const from = next[leaf] as number
    const to = Math.min(ends[leaf] as number, from + page)
    next[leaf] = to
    if (from < to) tree.load(leaf, from, to)
    return from < to
  }
  sorted.forEach((_, leaf) => load(leaf))
  tree.build()
  const output: number[] = []
  const calls = [[tree.comparisons]]
  while (tree.isAlive) {
    const end = tree.fill(out, out + room)
    output.push(...kernel.words.subarray(out, end))
    calls.push([end, tree.dry, tree.comparisons])
    if (tree.dry >= 0) tree.resume(tree.dry, load(tree.dry))
  }
  calls.push([tree.fill(out, out + room), tree.comparisons])
  return { output, calls }
}

describe('where there is no WebAssembly', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  test('there is no kernel', () => {
    vi.stubGlobal('WebAssembly', undefined)
    expect(tryWasmKernel(1, FAN_IN)).toBeUndefined()
  })

  test('nor where so much memory cannot be had', () => {
    expect(tryWasmKernel(1 << 17, FAN_IN)).toBeUndefined()
  })

  test('nor where the policy forbids to compile', () => {
    class Refused {
      constructor() {
        throw new EvalError('Wasm code generation disallowed by embedder')
      }
    }
    vi.stubGlobal('WebAssembly', { Memory: WebAssembly.Memory, Module: Refused, Instance: Refused })
    expect(tryWasmKernel(1, FAN_IN)).toBeUndefined()
  })
})
