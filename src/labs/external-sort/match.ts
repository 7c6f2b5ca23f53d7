import { Comparison, unpackComparison, type ComparisonContext } from '../../engine/sort/events.ts'
import type { MergeStep, SortState } from '../../engine/sort/state.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import { keyOf, runName, tryHead } from './names.ts'

/** One of the two records that a comparison is about. */
export interface Side {
  readonly record: number
  readonly key: string
  /** The run it is read from in a merge, the run it will join in replacement selection, else undefined. */
  readonly run: number | undefined
}

/** The run of a side as people read it: "R6". */
export function sideRun(side: Side): string {
  return runName(side.run ?? 0)
}

/** A comparison with its operands named. */
export interface Match {
  readonly context: ComparisonContext
  /** Level of the merge sort, node of the loser tree; 0 for the rest. */
  readonly where: number
  readonly a: Side
  readonly b: Side
  readonly rightFirst: boolean
  readonly first: Side
  readonly second: Side
  /** Both keys read the same, so the order of arrival decided. */
  readonly isTie: boolean
}

/** Names the operands of a compare event; `before` is the state that it was made in. Comparison detail only. */
export function matchOf(before: SortState, event: TraceEvent): Match {
  const { context, where, rightFirst } = unpackComparison(event.c)
  const a = sideOf(before, context, event.a)
  const b = sideOf(before, context, event.b)
  // Of an incoming record "right first" says that it waits, because it is the smaller one.
  const isRightSmaller = context === Comparison.nextRun ? !rightFirst : rightFirst
  const [first, second] = isRightSmaller ? [b, a] : [a, b]
  return { context, where, a, b, rightFirst, first, second, isTie: a.key === b.key }
}

/** The comparison that the state waits for and will make next, or undefined when something else comes first. */
export function pendingMatch(
  state: SortState,
): { readonly a: Side; readonly b: Side; readonly where: number } | undefined {
  const { merge, selection } = state
  if (merge?.tree !== undefined && merge.tree.challenger >= 0) {
    const { tree } = merge
    const kept = tree.losers[tree.node] as number
    return { a: leafSide(state, tree.challenger), b: leafSide(state, kept), where: tree.node }
  }
  const heap = merge?.heap ?? selection?.heap
  if (heap === undefined || heap.at < 0) return undefined
  const [a, b] = heap.comparesChildren ? [2 * heap.at + 1, 2 * heap.at + 2] : [heap.at, heap.child]
  return { a: heapSide(state, a), b: heapSide(state, b), where: heap.at }
}

/** Whether two items stand below a place of the heap at work; below the last parent it may be one. */
export function hasTwoBelow({ merge, selection }: SortState, position: number): boolean {
  const heap = merge?.heap ?? selection?.heap
  return heap !== undefined && 2 * position + 2 < heap.size
}

/** The record at a heap position: the head of a leaf's run, or a record of replacement selection. */
export function heapSide(state: SortState, position: number): Side {
  const { merge, selection } = state
  if (merge?.heap !== undefined) return leafSide(state, merge.heap.items[position] as number)
  if (selection === undefined) return nobody
  // The heap of replacement selection is filled when its first comparison arrives.
  const isFilled = selection.heap.size > 0
  const record = (isFilled ? selection.heap.items[position] : selection.incoming[position]) as number
  return recordSide(state, record, selection.tags.get(record) ?? state.runs.length + 1)
}

/** The head of the run that a leaf reads. */
export function leafSide(state: SortState, leaf: number): Side {
  const record = tryHead(state, leaf)
  if (record === undefined) return nobody
  return recordSide(state, record, (state.merge as MergeStep).inputs[leaf]?.run)
}

const nobody: Side = { record: -1, key: '', run: undefined }

function recordSide(state: SortState, record: number, run: number | undefined): Side {
  return { record, key: keyOf(state.header, record), run }
}

function sideOf(before: SortState, context: ComparisonContext, operand: number): Side {
  switch (context) {
    case Comparison.mergeSort:
      return recordSide(before, slotRecord(before, operand), undefined)
    case Comparison.loserTree:
      return leafSide(before, operand)
    case Comparison.heapChildren:
    case Comparison.heapItem:
      return heapSide(before, operand)
    case Comparison.nextRun:
      return recordSide(before, operand, undefined)
  }
}

/** The record in a slot of the level under way; slots count from the start of the tie range. */
function slotRecord(state: SortState, slot: number): number {
  const { sorter, sorterBase, slots } = state
  return (sorter === undefined ? slots[sorterBase + slot] : sorter.source[slot]) as number
}
