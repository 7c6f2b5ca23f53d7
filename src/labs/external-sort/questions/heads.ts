import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { MergeStep, SortState } from '../../../engine/sort/state.ts'
import { leafSide, sideRun } from '../match.ts'
import { isExhausted, keyOf, leafOf, liveLeaves, nodeName, runName, tryHead } from '../names.ts'
import { firstWord, nextLeaving, nextOf, nextOfMerge, type Scene, type Topic } from './kit.ts'
import { type Answer, type Draft } from '../../../player/question-draft.ts'

/** Which record leaves a merge next, and which run ends first. */
export const HEAD_TOPICS: readonly Topic[] = [
  { id: 'next-winner', label: 'Which run gives the next record', make: nextWinner },
  { id: 'smallest-left', label: 'The first key that can still come', make: smallestLeft },
  { id: 'first-exhausted', label: 'Which run is exhausted first', make: firstExhausted },
]

function nextWinner(scene: Scene): Draft | undefined {
  const { state, log, params } = scene
  const { merge } = state
  const leaving = nextOfMerge(scene)
  if (merge === undefined || leaving === undefined || liveLeaves(merge).length < 3) return undefined
  if (!isClimbing(state)) return undefined
  const run = log.event(leaving).a
  const answerOf = (leaf: number): Answer => ({ text: withHead(state, merge, leaf), note: placeOf(merge, leaf) })
  const rightLeaf = leafOf(merge, run)
  const others = byHead(state, merge).filter((leaf) => leaf !== rightLeaf)
  const tempting = [merge.lastLeaf, ...others.slice(0, 3)].filter(
    (leaf) => leaf >= 0 && leaf !== rightLeaf && !isExhausted(merge, leaf),
  )
  const key = keyOf(state.header, log.event(leaving).b)
  return {
    text: 'Which run gives the next record?',
    right: answerOf(rightLeaf),
    wrong: tempting.map(answerOf),
    because: `${key} of ${runName(run)} is ${firstWord(params)} of the ${plural(liveLeaves(merge).length, 'head')}; in a tie the earlier run goes first.`,
    until: leaving,
  }
}

function smallestLeft(scene: Scene): Draft | undefined {
  const { state, log, event, params } = scene
  const first = firstWord(params)
  const { merge } = state
  const leaving = nextOfMerge(scene)
  if (merge === undefined || leaving === undefined || event?.kind !== SortEvent.emit || merge.waiting >= 0)
    return undefined
  const key = keyOf(state.header, log.event(leaving).b)
  const last = keyOf(state.header, event.b)
  const heads = byHead(state, merge).map((leaf) => leafSide(state, leaf))
  const others = heads.filter((side) => side.key !== key)
  return {
    text: `${last} just left. What is ${first} key that can still come?`,
    right: { text: key, note: 'some run shows it' },
    wrong: [
      ...others.slice(0, 1).map((side) => ({ text: side.key, note: `${sideRun(side)} shows it` })),
      { text: keyOf(state.header, firstOut(state)), note: 'a run may hold a record that goes as early as the first' },
      ...others.slice(-1).map((side) => ({ text: side.key, note: `${sideRun(side)} shows it` })),
      { text: last, note: 'whatever left last' },
    ],
    because: `Runs are sorted, so nothing behind a head goes before it. ${first === 'the largest' ? 'The largest' : 'The smallest'} head is ${key}.`,
    until: leaving,
  }
}

function firstExhausted({ state, log, position, rng }: Scene): Draft | undefined {
  const { merge } = state
  if (
    merge === undefined ||
    merge.emitted === 0 ||
    liveLeaves(merge).length !== merge.inputs.length ||
    merge.inputs.length < 3
  )
    return undefined
  const end = firstToEnd(merge, log, position)
  if (end === undefined) return undefined
  const answerOf = (leaf: number): Answer => {
    const input = merge.inputs[leaf]
    return {
      text: runName(input?.run ?? 0),
      note: `${plural((input?.length ?? 0) - (input?.cursor ?? 0), 'record')} left`,
    }
  }
  const left = (leaf: number): number => (merge.inputs[leaf]?.length ?? 0) - (merge.inputs[leaf]?.cursor ?? 0)
  const others = liveLeaves(merge).filter((leaf) => leaf !== end.leaf)
  const fewest = others.slice().sort((a, b) => left(a) - left(b))
  const other = others[rng.nextBelow(Math.max(1, others.length))]
  const wrong = [fewest[0], fewest.at(-1), other].filter((leaf) => leaf !== undefined)
  return {
    text: 'Which run is exhausted first?',
    right: answerOf(end.leaf),
    wrong: wrong.map(answerOf),
    because: `${answerOf(end.leaf).text} gives its last record at event ${count(end.seq)}. What counts is its last key, not how many records it has left.`,
    until: end.seq,
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
  return head !== undefined && isKnown
    ? `${runName(input.run)}, with ${keyOf(state.header, head)}`
    : runName(input?.run ?? 0)
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

/** The record that left first in this merge. */
function firstOut(state: SortState): number {
  const { merge } = state
  if (merge?.target === 0) return state.output.get(state.outputStart)
  const run = state.runs.tryGet((merge?.target ?? 0) - 1)
  return run === undefined ? (state.out[0] as number) : state.runRecords.get(run.start)
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
