/**
 * The events of an external sort. One algorithm emits them at one of two levels of detail:
 *
 * - `comparison`: every key comparison and every record that moves. Operands name records by their number in the input
 *   (0-based), so a fold can rebuild exactly what was where.
 * - `page`: every page that crosses the disk; comparisons and emitted records are summed in `tally` events.
 *
 * Virtual time counts records touched: a page takes as many ticks as it has records, anything else takes one. At page
 * detail every event takes one tick.
 *
 * Runs are numbered from 1 in the order they are begun; 0 stands for the input file where something is read and for the
 * output file where something is written. The runs that wait to be merged form a list in input order: a step merges a
 * contiguous piece of it and puts the new run in that piece's place, which is what keeps the sort stable.
 */
export const SortEvent = {
  /** A page comes from disk. a: run it comes from (0 = input), b: page number in it, c: records in it. */
  readPage: 0,
  /** Two keys are compared. a, b: the two sides (see `Comparison`), c: packed, see `packComparison`. */
  compare: 1,
  /** A record goes to the output buffer. a: run it comes from (in replacement selection its heap slot's record number
   *  is b too, a is 0), b: record number, c: run it goes to (0 = output file). */
  emit: 2,
  /** A page goes to a run on disk. a: run, b: page number in it, c: records in it. */
  spillPage: 3,
  /** A page goes to the output file. a: 0, b: page number, c: records in it. */
  writePage: 4,
  /** A run is complete and durable. a: run, b: records, c: pages. */
  sealRun: 5,
  /** Comparison detail only. After a radix sort, slots [a, b) of memory have equal key prefixes and are sorted by comparison. c: 0. */
  tieRange: 6,
  /** One counting pass of a radix sort over the memory. a: byte of the prefix (0 = least significant), b: records
   *  moved, c: non-empty buckets. A pass with one bucket moves nothing and is not reported. */
  radixPass: 7,
  /** A merge begins. a: place in the list of waiting runs of the first one, b: how many, c: run made (0 = output). */
  mergeStep: 8,
  /** Combine on merge: a record is added to the output record with the same key. a: run it comes from, b: record
   *  number, c: record number it was added to. */
  combine: 9,
  /** Top-N cut-off: records that cannot be in the result are left out. a: run they would go to, b: how many, c: 0. */
  drop: 10,
  /** Page detail only, before a page event. a: comparisons, b: records emitted since the last tally, c: height of the
   *  first key of the page that follows, 0 (least) to 2^31 - 1; linear in the bytes of its prefix, or in its value where that is known: then it
   *  is told as -1 - height. */
  tally: 11,
  /** An act changes a parameter from here on. a: which (`SortSetting`), b: the new value, c: the old one. */
  setting: 12,
  /** The process dies: what is in memory is gone. a: waiting runs that stay (with replacement selection the newest may
   *  have to go too, since older records were still in memory), b: records lost from memory and unsealed runs, c: records
   *  of the input that need not be read again. */
  crash: 13,
  /** Page detail only. A page of a run that an earlier sort of the same input has finished: this one goes on with it. All
   *  such pages come before anything else happens. a: run, b: page number in it, c: records in it. */
  keepPage: 14,
} as const

export type SortEventKind = (typeof SortEvent)[keyof typeof SortEvent]

export const SORT_EVENT_KINDS = 15

/** What a comparison was for, and so what its operands a and b are. */
export const Comparison = {
  /** Bottom-up merge sort of memory. a: slot of the left record, b: slot of the right record, both before this
   *  level; `where`: the level (runs of 2^level slots are merged). Slots count from the start of the tie range. */
  mergeSort: 0,
  /** Loser tree. a: leaf of the challenger, b: leaf that the node kept; `where`: the node (1 = the top). */
  loserTree: 1,
  /** Binary heap, the two children of a hole's place. a: heap position of the left child, b: of the right child. */
  heapChildren: 2,
  /** Binary heap, the sinking item against the better child. a: heap position of the item, b: of the child. */
  heapItem: 3,
  /** Replacement selection: may the incoming record still join the current run? a: record just read, b: record
   *  emitted last. Right first means the incoming record (a) is smaller than b and waits for the next run. */
  nextRun: 4,
} as const

export type ComparisonContext = (typeof Comparison)[keyof typeof Comparison]

/**
 * Operand c of a compare event. `rightFirst`: the record on side b goes before the one on side a. In a tie the left
 * record of a merge sort, and in a merge the record of the earlier run, goes first.
 */
export function packComparison(context: ComparisonContext, where: number, rightFirst: boolean): number {
  return (where << 4) | (context << 1) | (rightFirst ? 1 : 0)
}

export interface UnpackedComparison {
  readonly context: ComparisonContext
  readonly where: number
  readonly rightFirst: boolean
}

export function unpackComparison(c: number): UnpackedComparison {
  return { context: ((c >> 1) & 7) as ComparisonContext, where: c >> 4, rightFirst: (c & 1) === 1 }
}

/** Parameters that an act may change while the sort runs. */
export const SortSetting = {
  /** 0: loser tree, 1: binary heap. Takes effect before the next record is emitted: the structure is rebuilt. */
  structure: 0,
  /** Most runs merged at a time. Takes effect with the next merge step. */
  fanIn: 1,
  /** 0: fill, sort, spill; 1: replacement selection. Takes effect with the next run begun from an empty memory. */
  formation: 2,
  /** Records that fit in memory. Takes effect with the next fill or merge step. */
  memory: 3,
} as const

export type SortSettingId = (typeof SortSetting)[keyof typeof SortSetting]
