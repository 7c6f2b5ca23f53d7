import type { IntTree } from './int-tree.ts'

/** For each byte of an integer, the lowest first, 256 counters. */
export const COUNTERS = 4 * 256
/** Turns the highest byte so that negative integers go first. */
export const SIGN_FLIP = 128

/** The loops that touch every integer of a sort, over the memory that the integers lie in. Ranges are in integers. */
export interface IntKernel {
  /** Room for integers: all of the memory. */
  readonly words: Int32Array<ArrayBuffer>
  /** Counters of the radix sort. */
  readonly counts: Int32Array
  /** Sum of the hashes that `RecordDigest` takes of words[from, to), each a record of four bytes. */
  digest(from: number, to: number): [high: number, low: number]
  isAscending(from: number, to: number): boolean
  /** Adds each integer's highest byte to the counters, turned by `SIGN_FLIP`. */
  countHighest(from: number, to: number): void
  /** Adds each integer's three lower bytes to the counters. */
  countLow(from: number, to: number): void
  /** Moves words[from, to) to where the counters of a byte say, each counter going on to the next place. */
  scatter(from: number, to: number, byte: number): void
  /** A tree for merging k runs; only one is in use at a time. */
  createTree(k: number): IntTree
}
