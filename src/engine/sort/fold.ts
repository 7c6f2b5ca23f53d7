import { Digest } from '../../base/digest.ts'
import type { TraceChunk } from '../trace/chunk.ts'
import type { Fold } from '../trace/fold.ts'
import { Ledger } from '../trace/ledger.ts'
import { SharedList } from '../trace/shared-list.ts'
import { SharedSequence } from '../trace/shared-sequence.ts'
import { SORT_EVENT_KINDS } from './events.ts'
import { exhaustionOf } from './reduce-merge.ts'
import { reduceSort } from './reduce.ts'
import type { MergeStep, Selection, SortHeader, SortState } from './state.ts'

/** The fold of an external sort with that header. Throws when `header` is not a sort's. */
export function createSortFold(header: unknown): Fold<SortState> {
  const checked = parseSortHeader(header)
  return {
    kinds: SORT_EVENT_KINDS,
    start: () => startSort(checked),
    copy: copySort,
    own: ownSort,
    reduce: (draft: SortState, chunk: TraceChunk, lo: number, hi: number) => reduceSort(draft, chunk, lo, hi),
    sizeBytes: sizeOfSort,
    digest: digestSort,
  }
}

function parseSortHeader(header: unknown): SortHeader {
  const candidate = header as SortHeader | undefined
  const right =
    (candidate?.detail === 'comparison' || candidate?.detail === 'page') && candidate.heights instanceof Float32Array
  if (!right) throw new TypeError('this is not the header of an external sort')
  return candidate
}

function startSort(header: SortHeader): SortState {
  return {
    header,
    stage: 'empty',
    memory: header.memory,
    fanIn: header.fanIn,
    structure: header.structure,
    formation: header.formation,
    inputRead: 0,
    kept: new Set(),
    sealed: undefined,
    slots: new Int32Array(header.detail === 'comparison' ? header.memory : 0),
    filled: 0,
    spilled: 0,
    isFilling: false,
    sorter: undefined,
    sorterBase: 0,
    selection: undefined,
    runs: new SharedList(),
    waiting: new SharedSequence(),
    outputInputs: [],
    runRecords: new Ledger(),
    runRecordsLength: 0,
    pageHeights: new Ledger(),
    pageHeightsLength: 0,
    merge: undefined,
    mergeLevel: 0,
    out: [],
    outFrom: [],
    output: new Ledger(),
    outputFrom: new Ledger(),
    outputStart: 0,
    outputLength: 0,
    outputWritten: 0,
    counts: {
      comparisons: 0,
      emitted: 0,
      inputPagesRead: 0,
      runPagesRead: 0,
      pagesSpilled: 0,
      pagesWritten: 0,
      combined: 0,
      dropped: 0,
      crashes: 0,
    },
    nextHeight: 0,
    heightsOf: 'order',
    rolling: 0,
  }
}

function copySort(state: SortState): SortState {
  return {
    ...state,
    slots: state.slots.slice(),
    sorter: state.sorter?.copy(),
    selection: state.selection && copySelection(state.selection),
    runs: state.runs.copy(),
    merge: state.merge && copyMerge(state.merge),
    out: state.out.slice(),
    outFrom: state.outFrom.slice(),
    counts: { ...state.counts },
  }
}

function ownSort(state: SortState): SortState {
  const outputEnd = state.outputStart + state.outputLength
  return {
    ...copySort(state),
    runRecords: state.runRecords.own(state.runRecordsLength),
    pageHeights: state.pageHeights.own(state.pageHeightsLength),
    output: state.output.own(outputEnd),
    outputFrom: state.outputFrom.own(outputEnd),
  }
}

function copySelection(selection: Selection): Selection {
  return {
    heap: selection.heap.copy(),
    tags: new Map(selection.tags),
    incoming: selection.incoming.slice(),
    lastEmitted: selection.lastEmitted,
    formation: selection.formation,
    isFresh: selection.isFresh,
  }
}

function copyMerge(merge: MergeStep): MergeStep {
  const inputs = merge.inputs.map((input) => ({ ...input }))
  return {
    ...merge,
    inputs,
    isExhausted: exhaustionOf(inputs),
    tree: merge.tree?.copy(),
    heap: merge.heap?.copy(),
    replaced: merge.replaced && { tree: merge.replaced.tree?.copy(), heap: merge.replaced.heap?.copy() },
  }
}

/** What V8 takes for a run: its eight fields and a head. */
const RUN_BYTES = 96

/** An estimate: typed arrays exactly, small objects at what V8 takes for them. */
function sizeOfSort(state: SortState, before: SortState): number {
  const sorter = state.sorter === undefined ? 0 : state.sorter.source.byteLength * 2
  const selection = state.selection === undefined ? 0 : state.selection.tags.size * 40
  const merge = (state.merge?.inputs.length ?? 0) * 56
  const runs = state.runs.bytesBeside(before.runs, RUN_BYTES) + state.waiting.bytesBeside(before.waiting)
  return 600 + state.slots.byteLength + sorter + selection + merge + runs + state.out.length * 16
}

function digestSort(state: SortState): string {
  const digest = new Digest().text(state.stage).text(state.structure).text(state.formation)
  digest.int(state.memory).int(state.fanIn).int(state.inputRead).int(state.filled).int(state.spilled)
  digest
    .ints(state.slots, Math.min(state.filled, state.slots.length))
    .ints([...state.waiting])
    .ints(state.out)
  for (const run of state.runs) {
    digest
      .int(run.number)
      .int(run.length)
      .int(run.pages)
      .int(run.sealed ? 1 : 0)
      .int(run.mergedInto ?? -1)
  }
  if (state.sorter !== undefined) {
    digest.ints(state.sorter.source).ints(state.sorter.target, state.sorter.placed).int(state.sorter.left)
  }
  if (state.selection !== undefined) {
    const { heap, tags, incoming } = state.selection
    digest.ints(heap.items, heap.size).int(heap.at).int(heap.child).ints(incoming)
    for (let i = 0; i < heap.size; i++) digest.int(tags.get(heap.items[i] as number) ?? 0)
  }
  if (state.merge !== undefined) digestMerge(digest, state.merge)
  digest.int(state.runRecordsLength).int(state.outputStart).int(state.outputLength).int(state.outputWritten)
  digest.ints(Object.values(state.counts)).int(state.rolling)
  return digest.hex()
}

function digestMerge(digest: Digest, merge: MergeStep): void {
  digest.int(merge.target).int(merge.first).int(merge.toBuild).int(merge.waiting).int(merge.emitted)
  for (const input of merge.inputs) digest.int(input.run).int(input.cursor).int(input.loaded)
  if (merge.tree !== undefined) digest.ints(merge.tree.losers).int(merge.tree.winner).int(merge.tree.challenger)
  if (merge.heap !== undefined) digest.ints(merge.heap.items, merge.heap.size).int(merge.heap.at).int(merge.heap.child)
}
