import { FOUR_1, FOUR_2 } from '../record-digest.ts'
import { DEAD_ENTRY, LEAF_BITS, LEAVES } from './int-tree.ts'
import {
  assemble,
  defineFunction,
  get,
  i32,
  i32x4,
  i64,
  i64x2,
  leaveIf,
  loopWhile,
  select,
  set,
  v128,
} from './wasm-assembler.ts'
import type { Code, Local, Value } from './wasm-assembler.ts'

/**
 * The loops of `PlainKernel` in WebAssembly. The same work on the same memory; what they gain is what JavaScript has no
 * words for: four integers at a time, a choice without a branch, a key and its leaf in one 64-bit integer. Addresses and
 * ends of ranges are in bytes; the integers begin at address 0.
 */

/** Bytes of a leaf: address of the integer that plays, end of its page, entry of the integer behind it. */
export const LEAF_BYTES = 16

/** Adds up the hashes of four-byte records of `RecordDigest`, four of them at a time; the range is a multiple of 16 bytes. */
const digest = defineFunction(
  'digest',
  ['at', 'end', 'result'],
  { word: 'v128', h1: 'v128', h2: 'v128', low: 'v128', high: 'v128', sum: 'i64' },
  false,
  ({ at, end, result, word, h1, h2, low, high, sum }) => [
    loopWhile(
      i32.ltU(at, end),
      set(word, v128.load(at)),
      set(h1, i32x4.mul(v128.xor(word, FOUR_1), 0x9e3779b1)),
      set(h1, v128.xor(h1, i32x4.shrU(h1, 15))),
      set(h2, i32x4.mul(i32x4.add(v128.xor(word, FOUR_2), 0x7f4a7c15), 0x85ebca6b)),
      set(h2, v128.or(i32x4.shl(h2, 13), i32x4.shrU(h2, 19))),
      set(h1, i32x4.mul(v128.xor(h1, i32x4.shrU(h2, 7)), 0xc2b2ae35)),
      set(h2, i32x4.mul(v128.xor(h2, i32x4.shrU(h1, 16)), 0x27d4eb2f)),
      set(h1, v128.xor(h1, i32x4.shrU(h2, 15))),
      set(low, i64x2.add(low, i64x2.add(i64x2.extendLowU(h1), i64x2.extendHighU(h1)))),
      set(high, i32x4.add(high, h2)),
      set(at, i32.add(at, 16)),
    ),
    set(sum, i64.add(i64x2.lane(low, 0), i64x2.lane(low, 1))),
    i64.store(result, sum),
    i32.store(result, sumOf([0, 1, 2, 3].map((lane) => i32x4.lane(high, lane))), 8),
  ],
)

function sumOf(values: readonly Code[]): Code {
  return values.reduce((sum, value) => i32.add(sum, value))
}

/** Not 0 when one of the integers is greater than the one behind it; `end` is the address of the last one. */
const isDescending = defineFunction(
  'isDescending',
  ['at', 'end'],
  { faults: 'v128', fault: 'i32' },
  true,
  ({ at, end, faults, fault }) => [
    loopWhile(
      i32.ltU(i32.add(at, 12), end),
      set(faults, v128.or(faults, i32x4.gtS(v128.load(at), v128.load(at, 4)))),
      set(at, i32.add(at, 16)),
    ),
    loopWhile(
      i32.ltU(at, end),
      set(fault, i32.or(fault, i32.gtS(i32.load(at), i32.load(at, 4)))),
      set(at, i32.add(at, 4)),
    ),
    i32.or(fault, v128.anyTrue(faults)),
  ],
)

/** Counts the highest bytes; `flip` turns each. */
const countHighest = defineFunction(
  'countHighest',
  ['at', 'end', 'counts', 'flip'],
  { place: 'i32' },
  false,
  ({ at, end, counts, flip, place }) => [
    loopWhile(
      i32.ltU(at, end),
      set(place, i32.add(counts, i32.shl(i32.xor(i32.shrU(i32.load(at), 24), flip), 2))),
      i32.store(place, i32.add(i32.load(place), 1)),
      set(at, i32.add(at, 4)),
    ),
  ],
)

/** Counts the three lower bytes, each in 256 counters of its own. */
const countLow = defineFunction(
  'countLow',
  ['at', 'end', 'counts'],
  { word: 'i32', place: 'i32' },
  false,
  ({ at, end, counts, word, place }) => {
    // A byte times four is the place of its counter.
    const count = (digit: Code, offset: number): readonly Code[] => [
      set(place, i32.add(counts, i32.and(digit, 4 * 255))),
      i32.store(place, i32.add(i32.load(place, offset), 1), offset),
    ]
    return [
      loopWhile(
        i32.ltU(at, end),
        set(word, i32.load(at)),
        ...count(i32.shl(word, 2), 0),
        ...count(i32.shrU(word, 6), 1024),
        ...count(i32.shrU(word, 14), 2048),
        set(at, i32.add(at, 4)),
      ),
    ]
  },
)

/** Moves each integer to where the counter of one of its bytes says, and sends the next one behind it. */
const scatter = defineFunction(
  'scatter',
  ['at', 'end', 'counts', 'shift', 'flip'],
  { word: 'i32', place: 'i32', to: 'i32' },
  false,
  ({ at, end, counts, shift, flip, word, place, to }) => [
    loopWhile(
      i32.ltU(at, end),
      set(word, i32.load(at)),
      set(place, i32.add(counts, i32.shl(i32.xor(i32.and(i32.shrU(word, shift), 255), flip), 2))),
      set(to, i32.load(place)),
      i32.store(place, i32.add(to, 1)),
      i32.store(i32.shl(to, 2), word),
      set(at, i32.add(at, 4)),
    ),
  ],
)

/** Variables of a climb: `nodes` is where the entries kept at the nodes lie, 8 bytes each; node 0 has the winner. */
type Climb = Readonly<Record<'node' | 'nodes' | 'place' | 'kept' | 'entry' | 'isKeptFirst' | 'comparisons', Local>>

/** Plays the matches of an entry from `node` to the top, and leaves the winner there. */
function climbFrom(
  { node, nodes, place, kept, entry, isKeptFirst, comparisons }: Climb,
  isComparison: Code,
): readonly Code[] {
  return [
    loopWhile(
      get(node),
      set(place, i32.add(nodes, i32.shl(node, 3))),
      set(kept, i64.load(place)),
      set(comparisons, i32.add(comparisons, isComparison)),
      set(isKeptFirst, i64.ltS(kept, entry)),
      i64.store(place, select(isKeptFirst, entry, kept)),
      set(entry, select(isKeptFirst, kept, entry)),
      set(node, i32.shrU(node, 1)),
    ),
  ]
}

function entryOf(key: Value, leaf: Value): Code {
  return i64.or(i64.shl(key, LEAF_BITS), i64.extendU(leaf))
}

function firstNode(leaf: Value, k: Value): Code {
  return i32.shrU(i32.add(leaf, k), 1)
}

/** Lets a leaf climb, with a key or for good without; returns the comparisons made. */
const climb = defineFunction(
  'climb',
  ['leaf', 'key', 'hasPage', 'nodes', 'k'],
  { node: 'i32', place: 'i32', comparisons: 'i32', isKeptFirst: 'i32', kept: 'i64', entry: 'i64', dead: 'i64' },
  true,
  ({ leaf, key, hasPage, k, dead, ...locals }) => [
    set(locals.entry, entryOf(i64.extendS(key), leaf)),
    set(dead, i64.or(DEAD_ENTRY, i64.extendU(leaf))),
    set(locals.entry, select(hasPage, locals.entry, dead)),
    set(locals.node, firstNode(leaf, k)),
    ...climbFrom(locals, i32.and(i64.ltS(locals.kept, DEAD_ENTRY), i64.ltS(locals.entry, DEAD_ENTRY))),
    i64.store(locals.nodes, locals.entry),
    get(locals.comparisons),
  ],
)

/**
 * Moves integers in order to [out, to) until the space is full or a page is used up, and returns the end of what was
 * written. Leaves in `result` the number of comparisons and the leaf that was moved from last. What a leaf plays with next
 * is read one turn ahead, so that no match waits for the memory.
 */
const fill = defineFunction(
  'fill',
  ['out', 'to', 'nodes', 'leaves', 'k', 'result'],
  {
    leaf: 'i32',
    at: 'i32',
    next: 'i32',
    node: 'i32',
    place: 'i32',
    comparisons: 'i32',
    isKeptFirst: 'i32',
    kept: 'i64',
    entry: 'i64',
  },
  true,
  ({ out, to, leaves, k, result, leaf, at, next, ...locals }) => [
    set(locals.entry, i64.load(locals.nodes)),
    loopWhile(
      i32.ltU(out, to),
      i32.store(out, i32.wrap(i64.shrS(locals.entry, LEAF_BITS))),
      set(out, i32.add(out, 4)),
      set(leaf, i32.and(i32.wrap(locals.entry), LEAVES - 1)),
      set(at, i32.add(leaves, i32.shl(leaf, 4))),
      set(locals.entry, i64.load(at, 8)),
      set(next, i32.add(i32.load(at), 4)),
      i32.store(at, next),
      leaveIf(i32.eq(next, i32.load(at, 4))),
      i64.store(at, entryOf(i64.load32S(next, 4), leaf), 8),
      set(locals.node, firstNode(leaf, k)),
      // Whoever climbs here has an integer.
      ...climbFrom(locals, i64.ltS(locals.kept, DEAD_ENTRY)),
    ),
    i64.store(locals.nodes, locals.entry),
    i32.store(result, locals.comparisons),
    i32.store(result, leaf, 4),
    get(out),
  ],
)

/** The module; made only where integers are sorted, which takes milliseconds. */
export function assembleKernel(): Uint8Array<ArrayBuffer> {
  return assemble([digest, isDescending, countHighest, countLow, scatter, climb, fill])
}
