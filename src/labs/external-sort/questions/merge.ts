import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { SortEvent, unpackComparison } from '../../../engine/sort/events.ts'
import type { MergeStep, SortState } from '../../../engine/sort/state.ts'
import { heapBound, log2Ceil } from '../closed-forms.ts'
import { leafSide, pendingMatch, type Side } from '../match.ts'
import { isExhausted, keyOf, leafOf, liveLeaves, runName, tryHead } from '../names.ts'
import { countBetween, nextLeaving, nextOf, nextOfMerge, numeric, numerics, type Answer, type Draft, type Scene, type Topic } from './kit.ts'

/** What happens in a match, who leaves next, and what it costs. */
export const MERGE_TOPICS: readonly Topic[] = [
  { id: 'next-match', label: 'Who wins the next match', make: nextMatch },
  { id: 'next-winner', label: 'Which run gives the next record', make: nextWinner },
  { id: 'comparisons-to-next', label: 'Comparisons until the next record', make: comparisonsToNext },
  { id: 'another-comparison', label: 'Whether another comparison is needed', make: anotherComparison },
  { id: 'exhausted-climb', label: 'Comparisons when a run is empty', make: exhaustedClimb },
  { id: 'merge-tie', label: 'Which of two equal heads goes first', make: mergeTie },
  { id: 'smallest-left', label: 'The smallest key that can still come', make: smallestLeft },
  { id: 'first-exhausted', label: 'Which run is exhausted first', make: firstExhausted },
  { id: 'build-matches', label: 'Matches to build the tree', make: buildMatches },
  { id: 'tree-or-heap', label: 'What the other structure would cost', make: treeOrHeap },
]

function nameOf(side: Side): string {
  return runName(side.run ?? 0)
}

function nodeName(node: number): string {
  return node === 1 ? 'the top' : `node ${node}`
}

function nextMatch({ state, log, position, event }: Scene): Draft | undefined {
  const match = pendingMatch(state)
  if (state.merge?.tree === undefined || match === undefined || match.a.key === match.b.key) return undefined
  const next = log.event(position + 1)
  if (next.kind !== SortEvent.compare) return undefined
  const { a, b, where } = match
  const keptWins = unpackComparison(next.c).rightFirst
  const win = (winner: Side, loser: Side): Answer => ({
    text: where === 1 ? `${nameOf(winner)} wins, ${winner.key} is written` : `${nameOf(winner)} wins, ${winner.key} goes on`,
    note: `${nodeName(where)} keeps ${nameOf(loser)}, ${loser.key}`,
  })
  const [winner, loser] = keptWins ? [b, a] : [a, b]
  return {
    text: `${a.key} goes up to ${nodeName(where)}. What happens there?`,
    right: win(winner, loser),
    wrong: [win(loser, winner), ...comesBack(state, event?.kind), { text: 'A page is read first', note: `${nameOf(a)} has run dry` }],
    because: `${nodeName(where)} keeps ${nameOf(b)} with ${b.key}, and ${winner.key} goes before ${loser.key}. The loser stays at the node.`,
    until: position + 1,
  }
}

/** The run that lost the match before, as if losing were not for good. */
function comesBack(state: SortState, lastKind: number | undefined): Answer[] {
  const { merge } = state
  const tree = merge?.tree
  if (lastKind !== SortEvent.compare || merge === undefined || tree === undefined || merge.lastLeaf < 0) return []
  const below = (merge.lastLeaf + tree.k) >> 1
  const leaf = tree.losers[below] ?? -1
  const side = leaf < 0 ? undefined : leafSide(state, leaf)
  if (side === undefined || side.run === undefined || below === tree.node) return []
  return [{ text: `${nameOf(side)} comes back with ${side.key}`, note: 'it lost its match just now' }]
}

function nextWinner(scene: Scene): Draft | undefined {
  const { state, log } = scene
  const { merge } = state
  const leaving = nextOfMerge(scene)
  if (merge === undefined || leaving === undefined || liveLeaves(merge).length < 3) return undefined
  if (!isClimbing(state)) return undefined
  const run = log.event(leaving).a
  const answerOf = (leaf: number): Answer => ({ text: withHead(state, merge, leaf), note: placeOf(merge, leaf) })
  const rightLeaf = leafOf(merge, run)
  const others = byHead(state, merge).filter((leaf) => leaf !== rightLeaf)
  const tempting = [merge.lastLeaf, ...others.slice(0, 3)].filter((leaf) => leaf >= 0 && leaf !== rightLeaf && !isExhausted(merge, leaf))
  const key = keyOf(state.header, log.event(leaving).b)
  return {
    text: 'Which run gives the next record?',
    right: answerOf(rightLeaf),
    wrong: tempting.map(answerOf),
    because: `${key} of ${runName(run)} is the smallest of the ${plural(liveLeaves(merge).length, 'head')}; in a tie the earlier run goes first.`,
    until: leaving,
  }
}

/** True while it is not yet decided which leaf goes next. */
function isClimbing({ merge }: SortState): boolean {
  if (merge === undefined || merge.waiting >= 0) return false
  return (merge.tree?.challenger ?? -1) >= 0 || (merge.heap?.at ?? -1) >= 0
}

function withHead(state: SortState, merge: MergeStep, leaf: number): string {
  const input = merge.inputs[leaf]
  const head = tryHead(state, leaf)
  const isKnown = input !== undefined && input.cursor < input.loaded
  return head !== undefined && isKnown ? `${runName(input.run)}, with ${keyOf(state.header, head)}` : runName(input?.run ?? 0)
}

/** Where a leaf's record stands now. */
function placeOf(merge: MergeStep, leaf: number): string {
  const { tree, heap } = merge
  if (tree !== undefined) {
    if (tree.challenger === leaf) return 'it climbs at this moment'
    const node = tree.losers.indexOf(leaf)
    return node < 0 ? 'it waits at its leaf' : `it is kept at ${nodeName(node)}`
  }
  const at = heap === undefined ? -1 : heap.items.subarray(0, heap.size).indexOf(leaf)
  return at === 0 ? 'it is at the top of the heap' : `it is at place ${at} of the heap`
}

/** Live leaves whose heads are in memory, smallest head first. */
function byHead(state: SortState, merge: MergeStep): number[] {
  const { heights } = state.header
  const height = (leaf: number): number => heights[tryHead(state, leaf) ?? -1] ?? 2
  return liveLeaves(merge).sort((a, b) => height(a) - height(b) || a - b)
}

function comparisonsToNext(scene: Scene): Draft | undefined {
  const { state, log, position, event } = scene
  const { merge } = state
  const until = nextOfMerge(scene)
  if (merge === undefined || until === undefined || event?.kind !== SortEvent.emit || merge.lastLeaf < 0) return undefined
  if (isExhausted(merge, merge.lastLeaf)) return undefined
  const made = countBetween(log, SortEvent.compare, position, until)
  const k = merge.inputs.length
  const live = liveLeaves(merge).length
  const levels = log2Ceil(k)
  const most = heapBound(Math.max(1, live))
  return {
    text: `${runName(event.a)} shows its next record. How many comparisons until a record leaves?`,
    right: numeric(made, costNote(made, { levels, live, most })),
    wrong: numerics([
      [levels, costNote(levels, { levels, live, most })],
      [live - 1, costNote(live - 1, { levels, live, most })],
      [most, costNote(most, { levels, live, most })],
      [1, costNote(1, { levels, live, most })],
      [made + 1, 'one to check the order'],
    ]),
    because: becauseCost(state, made, live),
    until,
  }
}

/** The thought that leads to a number of comparisons. */
function costNote(value: number, { levels, live, most }: { levels: number; live: number; most: number }): string {
  if (value === levels) return 'one for each level'
  if (value === live - 1) return 'one with every other head'
  if (value === most) return 'two for each level on the way'
  if (value === 1) return 'only the last match is open'
  return 'one for each match that is played'
}

function becauseCost({ merge, structure }: SortState, made: number, live: number): string {
  const k = merge?.inputs.length ?? 0
  if (structure === 'binary-heap') {
    return `The record sank past ${plural(live, 'run')}: two comparisons on each level it reached, ${plural(made, 'comparison')} in all.`
  }
  const free = live < k ? ` ${plural(k - live, 'run')} of ${k} are exhausted, and a match with an empty leaf is free.` : ''
  return `The path from the leaf to the top was played anew: ${plural(made, 'comparison')}.${free}`
}

function anotherComparison({ state, log, position, event }: Scene): Draft | undefined {
  const { merge } = state
  if (merge?.tree === undefined || event?.kind !== SortEvent.compare || merge.lastLeaf < 0) return undefined
  const next = log.event(position + 1)
  const isNeeded = next.kind === SortEvent.compare
  const { where } = unpackComparison(event.c)
  const side = leafSide(state, isNeeded ? merge.tree.challenger : merge.tree.winner)
  if (side.run === undefined) return undefined
  return {
    text: `${nameOf(side)} goes on from ${nodeName(where)} with ${side.key}. Does it need another comparison before a record leaves?`,
    right: isNeeded
      ? { text: `Yes, at ${nodeName(merge.tree.node)}`, note: 'the run kept there may be smaller' }
      : { text: 'No', note: `${side.key} has won all it has to win` },
    wrong: [
      isNeeded
        ? { text: 'No', note: `${side.key} has won all it has to win` }
        : { text: 'Yes, at the top', note: 'the run kept there may be smaller' },
      { text: 'Yes, with its own next record', note: 'a run must be checked to be in order' },
      { text: 'Yes, with every other head', note: 'the smallest of all is wanted' },
    ],
    because: isNeeded
      ? `The next match is at ${nodeName(merge.tree.node)}; only at the top is the winner known.`
      : `No open match is left between ${nodeName(where)} and the output: each level was settled by one match, or by none where a run is exhausted.`,
    until: position + 1,
  }
}

function exhaustedClimb(scene: Scene): Draft | undefined {
  const { state, log, position, event } = scene
  const { merge } = state
  const until = nextOfMerge(scene)
  if (merge?.tree === undefined || until === undefined || event?.kind !== SortEvent.emit) return undefined
  if (!isExhausted(merge, merge.lastLeaf)) return undefined
  const made = countBetween(log, SortEvent.compare, position, until)
  const levels = log2Ceil(merge.inputs.length)
  const live = liveLeaves(merge).length
  const note = (value: number): string =>
    value === 0
      ? 'an empty run plays no match at all'
      : value === levels
        ? 'one for each level, as always'
        : value === live - 1
          ? 'the heads that are left play it out'
          : 'the first match on the path is free'
  return {
    text: `${runName(event.a)} has given its last record. How many comparisons until the next one leaves?`,
    right: numeric(made, note(made)),
    wrong: numerics([
      [levels, note(levels)],
      [0, note(0)],
      [levels - 1, note(levels - 1)],
      [live - 1, note(live - 1)],
      [made + 1, note(made + 1)],
    ]),
    because: `${runName(event.a)} loses its first match without a comparison. The run that was kept there climbs in its place and plays ${plural(made, 'match', 'matches')}.`,
    until,
  }
}

function mergeTie({ state, log, position }: Scene): Draft | undefined {
  const match = pendingMatch(state)
  if (state.merge === undefined || match === undefined || match.a.key !== match.b.key) return undefined
  const next = log.event(position + 1)
  if (next.kind !== SortEvent.compare || match.a.run === match.b.run) return undefined
  const [winner, loser] = unpackComparison(next.c).rightFirst ? [match.b, match.a] : [match.a, match.b]
  const note = (side: Side): string => (side === match.a ? 'its record is the one that moves now' : 'it was there before the other came')
  return {
    text: `${nameOf(match.a)} and ${nameOf(match.b)} both show ${match.a.key}. Which goes first?`,
    right: { text: nameOf(winner), note: note(winner) },
    wrong: [
      { text: nameOf(loser), note: note(loser) },
      { text: 'Either: it is not determined', note: 'a sort promises the order of keys, no more' },
      { text: 'Both leave together', note: 'they are equal' },
    ],
    because: `In a tie the earlier run goes first, and ${nameOf(winner)} holds the earlier piece of the input. That keeps the sort stable.`,
    until: position + 1,
  }
}

function smallestLeft(scene: Scene): Draft | undefined {
  const { state, log, event } = scene
  const { merge } = state
  const leaving = nextOfMerge(scene)
  if (merge === undefined || leaving === undefined || event?.kind !== SortEvent.emit || merge.waiting >= 0) return undefined
  const key = keyOf(state.header, log.event(leaving).b)
  const last = keyOf(state.header, event.b)
  const heads = byHead(state, merge).map((leaf) => leafSide(state, leaf))
  const others = heads.filter((side) => side.key !== key)
  return {
    text: `${last} just left. What is the smallest key that can still come?`,
    right: { text: key, note: 'some run shows it' },
    wrong: [
      ...others.slice(0, 1).map((side) => ({ text: side.key, note: `${nameOf(side)} shows it` })),
      { text: keyOf(state.header, firstOut(state)), note: 'a run may hold a record as small as the first' },
      ...others.slice(-1).map((side) => ({ text: side.key, note: `${nameOf(side)} shows it` })),
      { text: last, note: 'whatever left last' },
    ],
    because: `Runs are sorted, so nothing behind a head can be smaller than it. The smallest head is ${key}.`,
    until: leaving,
  }
}

/** The record that left first in this merge. */
function firstOut(state: SortState): number {
  const { merge } = state
  if (merge?.target === 0) return state.output.get(state.outputStart)
  const run = state.runs[(merge?.target ?? 0) - 1]
  return run === undefined ? (state.out[0] as number) : state.runRecords.get(run.start)
}

function firstExhausted({ state, log, position, rng }: Scene): Draft | undefined {
  const { merge } = state
  if (merge === undefined || merge.emitted === 0 || liveLeaves(merge).length !== merge.inputs.length || merge.inputs.length < 3) return undefined
  const end = firstToEnd(merge, log, position)
  if (end === undefined) return undefined
  const answerOf = (leaf: number): Answer => {
    const input = merge.inputs[leaf]
    return { text: runName(input?.run ?? 0), note: `${plural((input?.length ?? 0) - (input?.cursor ?? 0), 'record')} left` }
  }
  const left = (leaf: number): number => (merge.inputs[leaf]?.length ?? 0) - (merge.inputs[leaf]?.cursor ?? 0)
  const others = liveLeaves(merge).filter((leaf) => leaf !== end.leaf)
  const fewest = others.slice().sort((a, b) => left(a) - left(b))
  const wrong = [fewest[0], fewest.at(-1), others[rng.nextBelow(others.length)]].filter((leaf) => leaf !== undefined)
  return {
    text: 'Which run is exhausted first?',
    right: answerOf(end.leaf),
    wrong: wrong.map(answerOf),
    because: `${answerOf(end.leaf).text} gives its last record at event ${count(end.seq)}. What counts is its largest key, not how many records it has left.`,
    until: end.seq,
  }
}

/** The leaf that gives its last record first, and the event in which it does; undefined when the log ends before. */
function firstToEnd(merge: MergeStep, log: Scene['log'], from: number): { leaf: number; seq: number } | undefined {
  const left = new Map(merge.inputs.map((input) => [input.run, input.length - input.cursor]))
  const end = nextOf(log, SortEvent.crash, from) ?? log.length
  for (let seq = nextLeaving(log, from); seq !== undefined && seq < end; seq = nextLeaving(log, seq)) {
    const { a } = log.event(seq)
    const rest = (left.get(a) ?? 0) - 1
    if (rest === 0) return { leaf: leafOf(merge, a), seq }
    left.set(a, rest)
  }
  return undefined
}

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
    right: numeric(right, isTree ? 'both children on each level' : 'one for each level'),
    wrong: numerics([
      [isTree ? levels : most, isTree ? 'one for each level' : 'both children on each level'],
      [k - 1, 'one with every other head'],
      [isTree ? 2 * levels + 1 : levels + 1, 'one more to be sure of the top'],
      [k, 'one for each run'],
    ]),
    because: `A heap compares two children and then the better one with the item: ${most} at most for ${k} items. A loser tree plays one match per level: ${levels}.`,
    until,
  }
}

