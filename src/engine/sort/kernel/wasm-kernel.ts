import { RecordDigest } from '../record-digest.ts'
import { COUNTERS, SIGN_FLIP } from './int-kernel.ts'
import type { IntKernel } from './int-kernel.ts'
import { IntTree, LEAF_BITS, NO_ENTRY } from './int-tree.ts'
import { assembleKernel, LEAF_BYTES } from './kernel-code.ts'

/** What the module exports; addresses in bytes. */
interface Exports {
  digest(at: number, end: number, result: number): void
  isDescending(at: number, end: number): number
  countHighest(at: number, end: number, counts: number, flip: number): void
  countLow(at: number, end: number, counts: number): void
  scatter(at: number, end: number, counts: number, shift: number, flip: number): void
  climb(leaf: number, key: number, hasPage: number, nodes: number, k: number): number
  fill(out: number, to: number, nodes: number, leaves: number, k: number, result: number): number
}

const RESULT_BYTES = 16
const NODE_BYTES = 8

/** Memory of a module grows in pages of 64 KiB; one of them less than there are, so that every end has an address. */
export const WASM_PAGE_BYTES = 65_536
export const MOST_WASM_PAGES = 65_535

/** Bytes that the kernel needs behind the integers: counters, a result, a tree for so many runs. */
export function kernelBytes(fanIn: number): number {
  return 4 * COUNTERS + RESULT_BYTES + (NODE_BYTES + LEAF_BYTES) * fanIn
}

/** Compiled once: the platform makes the code of a module faster while it runs. */
let compiled: WebAssembly.Module | undefined

/**
 * The loops of a sort of integers in WebAssembly, with memory of so many pages. Undefined where there is none: the
 * platform has no WebAssembly with vectors, its policy forbids it, or there is no room for so much memory.
 */
export function tryWasmKernel(pages: number, fanIn: number): IntKernel | undefined {
  if (typeof WebAssembly === 'undefined') return undefined
  let memory: WebAssembly.Memory
  let exports: unknown
  try {
    // The code first: where that is refused, no memory is asked for.
    compiled ??= new WebAssembly.Module(assembleKernel())
    memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
    exports = new WebAssembly.Instance(compiled, { host: { memory } }).exports
  } catch {
    return undefined
  }
  return new WasmKernel(memory.buffer, exports as Exports, fanIn)
}

/** Integers lie at the start of the memory, so that number i has the address 4 * i. */
class WasmKernel implements IntKernel {
  readonly words: Int32Array<ArrayBuffer>
  readonly counts: Int32Array
  readonly #exports: Exports
  readonly #countsAt: number
  readonly #resultAt: number
  readonly #result: Uint32Array

  constructor(memory: ArrayBuffer, exports: Exports, fanIn: number) {
    this.#exports = exports
    this.#countsAt = memory.byteLength - kernelBytes(fanIn)
    this.#resultAt = this.#countsAt + 4 * COUNTERS
    this.words = new Int32Array(memory, 0, this.#countsAt / 4)
    this.counts = new Int32Array(memory, this.#countsAt, COUNTERS)
    this.#result = new Uint32Array(memory, this.#resultAt, RESULT_BYTES >> 2)
  }

  digest(from: number, to: number): [high: number, low: number] {
    const end = to - ((to - from) & 3)
    this.#exports.digest(4 * from, 4 * end, this.#resultAt)
    const [low, carry, high] = this.#result as unknown as [number, number, number]
    // Fewer than four are left.
    const digest = new RecordDigest()
    digest.addSum([high + carry, low])
    digest.addWords(this.words, end, to)
    return digest.sum()
  }

  isAscending(from: number, to: number): boolean {
    return to <= from || this.#exports.isDescending(4 * from, 4 * (to - 1)) === 0
  }

  countHighest(from: number, to: number): void {
    this.#exports.countHighest(4 * from, 4 * to, this.#countsAt + 4 * 3 * 256, SIGN_FLIP)
  }

  countLow(from: number, to: number): void {
    this.#exports.countLow(4 * from, 4 * to, this.#countsAt)
  }

  scatter(from: number, to: number, byte: number): void {
    const flip = byte === 3 ? SIGN_FLIP : 0
    this.#exports.scatter(4 * from, 4 * to, this.#countsAt + 4 * 256 * byte, 8 * byte, flip)
  }

  createTree(k: number): IntTree {
    return new WasmIntTree(k, this.words, this.#exports, this.#resultAt)
  }
}

class WasmIntTree extends IntTree {
  readonly #exports: Exports
  readonly #resultAt: number
  readonly #nodesAt: number
  readonly #leavesAt: number
  /** Halves of the entries at the nodes; fields of the leaves. */
  readonly #nodes: Int32Array
  readonly #leaves: Int32Array
  readonly #result: Int32Array

  constructor(
    k: number,
    readonly words: Int32Array<ArrayBuffer>,
    exports: Exports,
    resultAt: number,
  ) {
    super(k)
    this.#exports = exports
    this.#resultAt = resultAt
    this.#nodesAt = resultAt + RESULT_BYTES
    this.#leavesAt = this.#nodesAt + NODE_BYTES * k
    this.#nodes = new Int32Array(words.buffer, this.#nodesAt, 2 * k)
    this.#leaves = new Int32Array(words.buffer, this.#leavesAt, (LEAF_BYTES >> 2) * k)
    this.#result = new Int32Array(words.buffer, resultAt, RESULT_BYTES >> 2)
  }

  load(leaf: number, from: number, to: number): void {
    // Read ahead; at the end of a page it is never used.
    const ahead = this.words[from + 1] ?? 0
    const entry = [(ahead << LEAF_BITS) | leaf, ahead >> (32 - LEAF_BITS)]
    this.#leaves.set([4 * from, 4 * to, ...entry], 4 * leaf)
  }

  protected clear(): void {
    const entries = this.#nodes
    for (let node = 0; node < this.k; node++) entries.set([0, NO_ENTRY / 2 ** 32], 2 * node)
  }

  protected climb(leaf: number, hasPage: boolean): number {
    const key = this.words[(this.#leaves[4 * leaf] as number) >>> 2] ?? 0
    return this.#exports.climb(leaf, key, Number(hasPage), this.#nodesAt, this.k)
  }

  protected move(from: number, to: number): number {
    const end = this.#exports.fill(4 * from, 4 * to, this.#nodesAt, this.#leavesAt, this.k, this.#resultAt)
    const [comparisons, leaf] = this.#result as unknown as [number, number]
    this.comparisons += comparisons
    if (this.#leaves[4 * leaf] === this.#leaves[4 * leaf + 1]) this.dry = leaf
    return end >>> 2
  }
}
