import { BinaryHeap } from './binary-heap.ts'
import { LoserTree } from './loser-tree.ts'
import type { MergeInput, MergeStep, SortState } from './state.ts'

/** The part of the sort's fold that mirrors a merge step. The structures do by themselves what needs no comparison. */

export function beginMerge(draft: SortState, first: number, count: number, target: number): void {
  const inputs = draft.waiting.slice(first, first + count).map((number): MergeInput => {
    const run = draft.runs.get(number - 1)
    return { run: number, length: run.length, cursor: 0, loaded: 0 }
  })
  const level = Math.max(0, ...inputs.map((input) => draft.runs.get(input.run - 1).level))
  draft.mergeLevel = Math.max(draft.mergeLevel, count === 1 ? level : level + 1)
  draft.stage = 'merge'
  if (target === 0) draft.outputInputs = inputs.map((input) => input.run)
  draft.selection = undefined
  draft.sorter = undefined
  draft.filled = 0
  draft.spilled = 0
  draft.merge = {
    inputs,
    isExhausted: exhaustionOf(inputs),
    target,
    first,
    tree: undefined,
    heap: undefined,
    toBuild: 0,
    waiting: -1,
    emitted: 0,
    lastLeaf: -1,
    builtAt: -1,
    replaced: undefined,
  }
}

/** Tells which leaves of a step have given all their records. */
export function exhaustionOf(inputs: readonly MergeInput[]): (leaf: number) => boolean {
  return (leaf) => {
    const input = inputs[leaf] as MergeInput
    return input.cursor >= input.length
  }
}

export function mergePageRead(draft: SortState, run: number, records: number): void {
  draft.counts.runPagesRead++
  const { merge } = draft
  if (merge === undefined) return
  const leaf = merge.inputs.findIndex((input) => input.run === run)
  const input = merge.inputs[leaf] as MergeInput
  // Page detail does not tell single records: reading a page on means that the one before it has been used up.
  if (draft.header.detail === 'page') input.cursor = input.loaded
  input.loaded += records
  if (draft.header.detail === 'page') return
  if (merge.tree === undefined && merge.heap === undefined) {
    merge.builtAt = draft.counts.comparisons
    return build(draft, merge)
  }
  if (merge.waiting !== leaf) return
  merge.waiting = -1
  advance(merge, leaf)
  changeStructure(draft, merge)
}

/** Takes the outcome of the comparison that the structure waits for. */
export function resolveMerge(draft: SortState, rightFirst: boolean): void {
  const { merge } = draft
  if (merge === undefined) throw new Error('invariant broken: a match without a merge')
  merge.replaced = undefined
  merge.heap?.resolve(rightFirst)
  if (merge.tree !== undefined) {
    merge.tree.resolve(rightFirst, merge.isExhausted)
    insertMore(merge, merge.tree)
  }
  changeStructure(draft, merge)
}

/** The winner's record leaves its run; `record` is undefined where it was combined with the one before. */
export function emitFromMerge(draft: SortState, record: number | undefined): void {
  const { merge } = draft
  if (merge === undefined) throw new Error('invariant broken: a record from a merge without a merge')
  merge.replaced = undefined
  const leaf = merge.tree === undefined ? (merge.heap as BinaryHeap).items[0] : merge.tree.winner
  const input = merge.inputs[leaf as number] as MergeInput
  input.cursor++
  if (record !== undefined) merge.emitted++
  merge.lastLeaf = leaf as number
  if (input.cursor === input.loaded && input.cursor < input.length) merge.waiting = leaf as number
  else advance(merge, leaf as number)
  changeStructure(draft, merge)
}

/** A limit is reached: what is left of the inputs is not read any more. */
export function dropFromMerge(merge: MergeStep): void {
  merge.waiting = -1
  for (const input of merge.inputs) input.cursor = input.length
}

/** The step is complete: its inputs are consumed, what it made waits in their place. */
export function endMergeStep(draft: SortState): void {
  const { merge } = draft
  if (merge === undefined) return
  for (const { run } of merge.inputs) {
    draft.runs.set(run - 1, { ...draft.runs.get(run - 1), mergedInto: merge.target })
  }
  const made = merge.target === 0 ? [] : [merge.target]
  draft.waiting = draft.waiting.splice(merge.first, merge.inputs.length, ...made)
  draft.merge = undefined
}

/**
 * After an act: once the structure at work has come to rest, the other one is built from the heads. Before the first
 * comparison there is none at work yet. An act that takes another back before the sort has gone on brings back the
 * structure that was at work.
 */
export function changeStructure(draft: SortState, merge: MergeStep): void {
  const { tree, heap, builtAt, replaced } = merge
  if ((tree === undefined) === (draft.structure === 'binary-heap')) return
  if (replaced !== undefined) {
    Object.assign(merge, { ...replaced, toBuild: 0, replaced: undefined })
    return
  }
  const isUntouched = (tree ?? heap) !== undefined && builtAt === draft.counts.comparisons && merge.lastLeaf < 0
  const isAtRest =
    merge.waiting < 0 && (tree === undefined ? heap?.at === -1 && heap.unbuilt === 0 : isTreeAtRest(merge))
  if (!isAtRest && !isUntouched) return
  merge.replaced = isUntouched ? undefined : { tree, heap }
  merge.tree = undefined
  merge.heap = undefined
  build(draft, merge)
}

function isTreeAtRest(merge: MergeStep): boolean {
  return merge.tree?.challenger === -1 && merge.toBuild === 0
}

/** Builds the structure as soon as every input has its first page. */
function build(draft: SortState, merge: MergeStep): void {
  if (merge.inputs.some((input) => input.loaded === input.cursor && input.cursor < input.length)) return
  merge.waiting = -1
  if (draft.structure === 'loser-tree') {
    const tree = new LoserTree(merge.inputs.length)
    merge.tree = tree
    merge.toBuild = merge.inputs.length
    insertMore(merge, tree)
    return
  }
  const heap = new BinaryHeap(merge.inputs.length)
  let size = 0
  merge.inputs.forEach((input, leaf) => {
    if (input.cursor < input.length) heap.items[size++] = leaf
  })
  merge.heap = heap
  heap.heapify(size)
  heap.settle()
}

/** Inserts leaves until a match needs a comparison or all of them are in. */
function insertMore(merge: MergeStep, tree: LoserTree): void {
  while (tree.challenger < 0 && merge.toBuild > 0) {
    tree.insert(--merge.toBuild)
    tree.settle(merge.isExhausted)
  }
}

/** The winner's next record takes part, or its run is exhausted. */
function advance(merge: MergeStep, leaf: number): void {
  if (merge.tree !== undefined) {
    merge.tree.insert(leaf)
    merge.tree.settle(merge.isExhausted)
    return
  }
  const { heap } = merge
  if (heap === undefined) return
  const input = merge.inputs[leaf] as MergeInput
  if (input.cursor < input.length) heap.replaceTop(leaf)
  else heap.removeTop()
  heap.settle()
}
