import { formatPlural as plural } from '../../../base/format.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import { heapBound, log2Ceil } from '../closed-forms.ts'
import { liveLeaves } from '../names.ts'
import { countBetween, nextOfMerge, type Scene, type Topic } from './kit.ts'
import { numeric, numerics, type Draft } from '../../../player/question-draft.ts'

/** What a merge structure costs. */
export const STRUCTURE_TOPICS: readonly Topic[] = [
  { id: 'build-matches', label: 'Matches to build the tree', make: buildMatches },
  { id: 'tree-or-heap', label: 'What the other structure would cost', make: treeOrHeap },
]

function buildMatches(scene: Scene): Draft | undefined {
  const { state, log, position, event } = scene
  const { merge, structure } = state
  const until = nextOfMerge(scene)
  if (merge === undefined || until === undefined || merge.emitted > 0 || structure !== 'loser-tree') return undefined
  if (event?.kind === SortEvent.compare || merge.inputs.length < 3) return undefined
  const k = merge.inputs.length
  const made = countBetween(log, SortEvent.compare, position, until)
  const levels = log2Ceil(k)
  return {
    text: `${k} runs wait to be merged. How many matches build the loser tree?`,
    right: numeric(made, 'every run but one loses once'),
    wrong: numerics([
      [k, 'one for each run'],
      [k * levels, 'each run plays on every level'],
      [levels, 'one for each level'],
    ]),
    because: `A tree of ${k} leaves has ${k - 1} nodes, and each keeps one loser: ${plural(made, 'match', 'matches')}.`,
    until: until - 1,
  }
}

function treeOrHeap(scene: Scene): Draft | undefined {
  const { state, event } = scene
  const { merge, structure } = state
  if (merge === undefined || event?.kind !== SortEvent.emit || merge.inputs.length < 4) return undefined
  const until = nextOfMerge(scene)
  if (until === undefined || liveLeaves(merge).length !== merge.inputs.length) return undefined
  const k = merge.inputs.length
  const levels = log2Ceil(k)
  const most = heapBound(k)
  const isTree = structure === 'loser-tree'
  const right = isTree ? most : levels
  return {
    text: `${k} runs are merged with a ${isTree ? 'loser tree' : 'binary heap'}. How many comparisons would a ${isTree ? 'binary heap' : 'loser tree'} take for a record at most?`,
    right: numeric(right, isTree ? 'both children on each level' : 'one for each level of the longest path'),
    wrong: numerics([
      [isTree ? levels : most, isTree ? 'one for each level of the longest path' : 'both children on each level'],
      [k - 1, 'one with every other head'],
      [isTree ? 2 * levels + 1 : levels + 1, 'one more to be sure of the top'],
      [k, 'one for each run'],
    ]),
    because: `A heap compares two children and then the better one with the item: ${most} at most for ${k} items. A loser tree plays one match per level, so ${levels} on its longest path.`,
    until,
  }
}
