import type { BinaryHeap } from './binary-heap.ts'
import type { LoserTree } from './loser-tree.ts'
import type { MergeSorter } from './memory-sort.ts'
import type { Ledger } from '../trace/ledger.ts'
import type { SharedList } from '../trace/shared-list.ts'
import type { SharedSequence } from '../trace/shared-sequence.ts'

/** What an external sort tells before its first event: all that the fold cannot learn from events. */
export interface SortHeader {
  readonly detail: 'comparison' | 'page'
  /** Records of the input; for page detail 0 until the input has been read once. */
  readonly records: number
  /** Comparison detail: per record its key's height, 0 (smallest) to 1. Empty for page detail. */
  readonly heights: Float32Array
  /** Comparison detail: per record its key as text. Empty for page detail. */
  readonly labels: readonly string[]
  /** Comparison detail: per record the normalized key prefix, for the radix sort. */
  readonly prefixHigh: Uint32Array
  readonly prefixLow: Uint32Array
  /** Records that fit in memory, and in a page (page detail: bytes instead of records). */
  readonly memory: number
  readonly page: number
  readonly fanIn: number
  readonly structure: 'loser-tree' | 'binary-heap'
  readonly formation: 'fill-sort-spill' | 'replacement-selection'
  readonly memorySort: 'merge' | 'radix'
  readonly doubleBuffering: boolean
}

/** What the sort is at. `select` is replacement selection, which fills, sorts and spills at once. */
export type SortStage = 'empty' | 'fill' | 'sort' | 'spill' | 'select' | 'merge' | 'done'

/** A sorted run on disk. Its records stand in `SortState.runRecords` from `start`. */
export interface Run {
  readonly number: number
  readonly start: number
  /** Records spilled so far. */
  readonly length: number
  readonly pages: number
  readonly sealed: boolean
  /** Merges a record has been through to get here: 0 for a run of the formation phase. */
  readonly level: number
  /** Number of the run it was merged into (0 = the output), or undefined while it waits or is being read. */
  readonly mergedInto: number | undefined
  /** Page detail: height of the first key of each page stands in `pageHeights` from here. */
  readonly heightsStart: number
}

/** One input of a merge step. */
export interface MergeInput {
  readonly run: number
  /** Records in the run. */
  readonly length: number
  /** Records that have been emitted. */
  cursor: number
  /** Records that have been read; [cursor, loaded) are in memory. */
  loaded: number
}

/** A merge step under way. Leaf i of the structure is `inputs[i]`. */
export interface MergeStep {
  readonly inputs: MergeInput[]
  /** True when a leaf has given all its records; bound to `inputs`. */
  readonly isExhausted: (leaf: number) => boolean
  /** Run that is made, 0 for the output file. */
  readonly target: number
  /** Place of the first input in the list of waiting runs. */
  readonly first: number
  tree: LoserTree | undefined
  heap: BinaryHeap | undefined
  /** While a loser tree is built: leaves [0, toBuild) have not been inserted. */
  toBuild: number
  /** Leaf whose next page must be read before anything else can happen, -1 for none. */
  waiting: number
  /** Records emitted by this step. */
  emitted: number
  /** Leaf of the record emitted last, -1 before the first. */
  lastLeaf: number
  /** Comparisons that had been made when the first structure could be built; -1 before. */
  builtAt: number
  /** The structure that an act has put aside, at rest, until the one built for it is first used. */
  replaced: { readonly tree: LoserTree | undefined; readonly heap: BinaryHeap | undefined } | undefined
}

/** Replacement selection under way: a heap over the records in memory, each tagged with the run it will join. */
export interface Selection {
  readonly heap: BinaryHeap
  /** Per record number in the heap: the run it belongs to stands in `tags`. */
  readonly tags: Map<number, number>
  /** Records read and not yet in the heap, in input order. */
  readonly incoming: number[]
  lastEmitted: number
  /** How runs were to be made when the heap was filled: once that is another way, no page is read any more. */
  formation: SortState['formation']
  /** True while nothing but acts has happened since its first page came or a record left: they tell how it goes on. */
  isFresh: boolean
}

/** What was settled when a formed run was sealed. */
export interface SealedState {
  /** Runs that waited then, with this one. */
  readonly runs: number
  readonly inputRead: number
  /** Records that had been read and were still in memory. */
  readonly unsettled: ReadonlySet<number>
  readonly kept: ReadonlySet<number>
  readonly before: SealedState | undefined
}

type Settled = Pick<SealedState, 'inputRead' | 'unsettled' | 'kept'>

/** Numbers of the records from `covered` on that were settled when the last run that stays was sealed. */
export function settledFrom(covered: number, seal: Settled | undefined): ReadonlySet<number> {
  const settled = new Set<number>()
  if (seal === undefined) return settled
  for (let number = covered; number < seal.inputRead; number++) if (!seal.unsettled.has(number)) settled.add(number)
  for (const number of seal.kept) if (number >= Math.max(covered, seal.inputRead)) settled.add(number)
  return settled
}

/** Everything that can be counted. Bytes are added by whoever knows the page's size. */
export interface SortCounts {
  comparisons: number
  emitted: number
  inputPagesRead: number
  runPagesRead: number
  pagesSpilled: number
  pagesWritten: number
  combined: number
  dropped: number
  crashes: number
}

/**
 * An external sort at one moment. Records are named by their number in the input. Treat it as immutable: only the fold
 * writes, and only to drafts. Ledgers are shared by all states of one log; read them below the lengths given here.
 */
export interface SortState {
  readonly header: SortHeader
  stage: SortStage
  memory: number
  fanIn: number
  structure: 'loser-tree' | 'binary-heap'
  formation: 'fill-sort-spill' | 'replacement-selection'
  /** Records read from the input so far, page by page. */
  inputRead: number
  /**
   * Records from `inputRead` on that the last crash did not undo: they stand in a run, were made one with a record there,
   * or were left out. They are read again and left out.
   */
  kept: ReadonlySet<number>
  /** Comparison detail: the last formed run that is sealed, and those before it. */
  sealed: SealedState | undefined
  /** Records in the memory-full under way, by slot, in the order they arrived: [0, filled). */
  slots: Int32Array
  filled: number
  /** Records of the memory-full that have been spilled: they were slots [0, spilled) of the sorted order. */
  spilled: number
  /** A memory-full is under way, of which a page has come; after a crash one may bring nothing. */
  isFilling: boolean
  /** Sorts the slots by comparison; its order is the memory's order. */
  sorter: MergeSorter | undefined
  /** Slots [base, …) that `sorter` works on. */
  sorterBase: number
  selection: Selection | undefined
  /** Run n stands at place n - 1. */
  runs: SharedList<Run>
  /** Numbers of the runs that wait to be merged, in input order. */
  waiting: SharedSequence
  /** Numbers of the runs that the merge into the output reads; empty before it begins. */
  outputInputs: readonly number[]
  runRecords: Ledger
  runRecordsLength: number
  pageHeights: Ledger
  pageHeightsLength: number
  merge: MergeStep | undefined
  /** Most merges any record has begun to go through. */
  mergeLevel: number
  /** The output buffer: records emitted and not yet in a page on disk. Their run of origin beside them. */
  out: number[]
  outFrom: number[]
  /**
   * Records of the output, in order, and the run each came from in the last step: entries [outputStart, outputStart +
   * outputLength). Page detail: one entry a page, its height in `output`. A crash begins the output anew further on.
   */
  output: Ledger
  outputFrom: Ledger
  outputStart: number
  outputLength: number
  /** Records of the output that are on disk. */
  outputWritten: number
  counts: SortCounts
  /** Page detail: height of the first key of the page whose event follows. */
  nextHeight: number
  /** What heights are linear in: the value of the key, or the bytes of its prefix. */
  heightsOf: 'value' | 'order'
  /** Rolling digest of everything that went into the ledgers. */
  rolling: number
}
