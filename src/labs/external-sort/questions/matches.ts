import { formatPlural as plural } from '../../../base/format.ts'
import { SortEvent, unpackComparison } from '../../../engine/sort/events.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import { heapBound, levelsAbove, log2Floor } from '../closed-forms.ts'
import { leafSide, pendingMatch, sideRun, type Side } from '../match.ts'
import { isExhausted, liveLeaves, nodeName, runName, runNames } from '../names.ts'
import { countBetween, nextOfMerge, type Scene, type Topic } from './kit.ts'
import { numeric, numerics, type Answer, type Draft } from '../../../player/question-draft.ts'

/** What happens in a match, and how many are needed. */
export const MATCH_TOPICS: readonly Topic[] = [
  { id: 'next-match', label: 'Who wins the next match', make: nextMatch },
  { id: 'comparisons-to-next', label: 'Comparisons until the next record', make: comparisonsToNext },
  { id: 'another-comparison', label: 'Whether another comparison is needed', make: anotherComparison },
  { id: 'exhausted-climb', label: 'Comparisons when a run is empty', make: exhaustedClimb },
  { id: 'merge-tie', label: 'Which of two equal heads goes first', make: mergeTie },
]

function nextMatch({ state, log, position, event }: Scene): Draft | undefined {
  const match = pendingMatch(state)
  if (state.merge?.tree === undefined || match === undefined || match.a.key === match.b.key) return undefined
  const next = log.event(position + 1)
  if (next.kind !== SortEvent.compare) return undefined
  const { a, b, where } = match
  const keptWins = unpackComparison(next.c).rightFirst
  const win = (winner: Side, loser: Side): Answer => ({
    text:
      where === 1
        ? `${sideRun(winner)} wins, ${winner.key} is written`
        : `${sideRun(winner)} wins, ${winner.key} goes on`,
    note: `${nodeName(where)} keeps ${sideRun(loser)}, ${loser.key}`,
  })
  const [winner, loser] = keptWins ? [b, a] : [a, b]
  return {
    text: `${a.key} goes up to ${nodeName(where)}. What happens there?`,
    right: win(winner, loser),
    wrong: [
      win(loser, winner),
      ...comesBack(state, event?.kind),
      { text: 'A page is read first', note: `${sideRun(a)} has run dry` },
    ],
    because: `${nodeName(where)} keeps ${sideRun(b)} with ${b.key}, and ${winner.key} goes before ${loser.key}. The loser stays at the node.`,
    until: position + 1,
  }
}

function comparisonsToNext(scene: Scene): Draft | undefined {
  const { state, log, position, event } = scene
  const { merge } = state
  const until = nextOfMerge(scene)
  if (merge === undefined || until === undefined || event?.kind !== SortEvent.emit || merge.lastLeaf < 0)
    return undefined
  if (isExhausted(merge, merge.lastLeaf)) return undefined
  const made = countBetween(log, SortEvent.compare, position, until)
  const k = merge.inputs.length
  const live = liveLeaves(merge).length
  const isHeap = state.structure === 'binary-heap'
  const levels = isHeap ? log2Floor(Math.max(1, live)) : levelsAbove(merge.lastLeaf, k)
  const most = heapBound(Math.max(1, live))
  return {
    text: `${runName(event.a)} shows its next record. How many comparisons until a record leaves?`,
    right: numeric(
      made,
      isHeap
        ? 'two on a level, one above a single child'
        : made === levels
          ? 'one for each level'
          : 'a match with an empty run is free',
    ),
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

function anotherComparison({ state, log, position, event }: Scene): Draft | undefined {
  const { merge } = state
  if (merge?.tree === undefined || event?.kind !== SortEvent.compare || merge.lastLeaf < 0) return undefined
  const next = log.event(position + 1)
  const isNeeded = next.kind === SortEvent.compare
  const { where } = unpackComparison(event.c)
  const side = leafSide(state, isNeeded ? merge.tree.challenger : merge.tree.winner)
  if (side.run === undefined) return undefined
  return {
    text: `${sideRun(side)} goes on from ${nodeName(where)} with ${side.key}. Does it need another comparison before a record leaves?`,
    right: isNeeded
      ? { text: `Yes, at ${nodeName(merge.tree.node)}`, note: 'the run kept there may go first' }
      : { text: 'No', note: `${side.key} has won all it has to win` },
    wrong: [
      isNeeded
        ? { text: 'No', note: `${side.key} has won all it has to win` }
        : { text: 'Yes, at the top', note: 'the run kept there may go first' },
      { text: 'Yes, with its own next record', note: 'a run must be checked to be in order' },
      { text: 'Yes, with every other head', note: 'the first of all is wanted' },
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
  const levels = levelsAbove(merge.lastLeaf, merge.inputs.length)
  const live = liveLeaves(merge).length
  const note = (value: number): string => {
    if (value === 0) return 'an empty run plays no match at all'
    if (value === levels) return 'one for each level, as always'
    if (value === levels - 1) return 'only the first match on the path is free'
    if (value === live - 1) return 'the heads that are left play it out'
    return value === made ? 'every match with an empty run is free' : 'one more to check the top'
  }
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
    because: becauseEmpty(scene, made),
    until,
  }
}

/** Which run climbs in the place of the empty one: the first with records that is kept on its path. */
function becauseEmpty({ moment: { before }, state: { merge } }: Scene, made: number): string {
  const tree = before.merge?.tree
  if (merge === undefined || tree === undefined) return ''
  const empty: number[] = []
  let node = (merge.lastLeaf + tree.k) >> 1
  const kept = (): number => tree.losers[node] as number
  for (; node > 1 && isExhausted(merge, kept()); node >>= 1) empty.push(kept())
  const nameOf = (leaf: number): string => runName(merge.inputs[leaf]?.run ?? 0)
  const gone = nameOf(merge.lastLeaf)
  const climber = nameOf(kept())
  const above = levelsAbove(merge.lastLeaf, tree.k) - empty.length - 1
  const free = above - made
  const passed =
    empty.length === 0
      ? `${gone} is empty. At ${nodeName(node)} it loses to ${climber} without a comparison`
      : `${gone} is empty, and so ${empty.length === 1 ? 'is' : 'are'} ${runNames(empty.map((leaf) => merge.inputs[leaf]?.run ?? 0))} on its path: nothing is played there. At ${nodeName(node)} it loses to ${climber} without a comparison`
  if (above === 0) return `${passed}, which is the winner.`
  const played = `${made === 0 ? 'none' : plural(made, 'match', 'matches')} ${made < 2 ? 'is' : 'are'} played`
  const rest = free === 0 ? '' : `, ${free} with an empty run ${free === 1 ? 'is' : 'are'} free`
  return `${passed}, which climbs in its place. Above, ${played}${rest}.`
}

function mergeTie({ state, log, position }: Scene): Draft | undefined {
  const match = pendingMatch(state)
  if (state.merge === undefined || match === undefined || match.a.key !== match.b.key) return undefined
  const next = log.event(position + 1)
  if (next.kind !== SortEvent.compare || match.a.run === match.b.run) return undefined
  const [winner, loser] = unpackComparison(next.c).rightFirst ? [match.b, match.a] : [match.a, match.b]
  const note = (side: Side): string =>
    side === match.a ? 'its record is the one that moves now' : 'it was there before the other came'
  return {
    text: `${sideRun(match.a)} and ${sideRun(match.b)} both show ${match.a.key}. Which goes first?`,
    right: { text: sideRun(winner), note: note(winner) },
    wrong: [
      { text: sideRun(loser), note: note(loser) },
      { text: 'Either: it is not determined', note: 'a sort promises the order of keys, no more' },
      { text: 'Both leave together', note: 'they are equal' },
    ],
    because: `In a tie the earlier run goes first, and ${sideRun(winner)} holds the earlier piece of the input. That keeps the sort stable.`,
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
  return [{ text: `${sideRun(side)} comes back with ${side.key}`, note: 'it lost its match just now' }]
}

/** The thought that leads to a number of comparisons. */
function costNote(value: number, { levels, live, most }: { levels: number; live: number; most: number }): string {
  if (value === levels) return 'one for each level'
  if (value === live - 1) return 'one with every other head'
  if (value === most) return 'two for each level on the way'
  return 'only the last match is open'
}

function becauseCost({ merge, structure }: SortState, made: number, live: number): string {
  const k = merge?.inputs.length ?? 0
  if (structure === 'binary-heap') {
    return `On each level the two below are compared, and the one that goes first is held against the record, until it stands: ${plural(made, 'comparison')}.`
  }
  const free =
    live < k
      ? ` ${plural(k - live, 'run')} of ${k} ${k - live === 1 ? 'is' : 'are'} exhausted, and a match with an empty leaf is free.`
      : ''
  return `The path from the leaf to the top was played anew: ${plural(made, 'comparison')}.${free}`
}
