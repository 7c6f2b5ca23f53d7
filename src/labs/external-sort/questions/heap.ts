import { SortEvent, unpackComparison } from '../../../engine/sort/events.ts'
import type { Selection } from '../../../engine/sort/state.ts'
import { hasTwoBelow, pendingMatch, type Side } from '../match.ts'
import { runName } from '../names.ts'
import type { Scene, Topic } from './kit.ts'
import type { Answer, Draft } from '../../../player/question-draft.ts'

type Heap = Selection['heap']

/** How a heap restores its order. */
export const HEAP_TOPICS: readonly Topic[] = [
  { id: 'heap-child', label: 'Which child a sinking record is compared with', make: heapChild },
  { id: 'heap-sink', label: 'Whether a record sinks further', make: heapSink },
]

function heapOf({ state }: Scene): Heap | undefined {
  return state.merge?.heap ?? state.selection?.heap
}

function name({ state }: Scene, side: Side): string {
  return state.merge === undefined || side.run === undefined ? side.key : `${runName(side.run)}, ${side.key}`
}

function heapChild(scene: Scene): Draft | undefined {
  const heap = heapOf(scene)
  const match = pendingMatch(scene.state)
  const next = scene.log.event(scene.position + 1)
  if (heap?.comparesChildren !== true || match === undefined || next.kind !== SortEvent.compare) return undefined
  if (match.a.key === match.b.key) return undefined
  const [better, other] = unpackComparison(next.c).rightFirst ? [match.b, match.a] : [match.a, match.b]
  const answer = (side: Side): Answer => ({
    text: name(scene, side),
    note: side === match.a ? 'the left child' : 'the right child',
  })
  return {
    text: `A record sinks from place ${heap.at}. Below it stand ${name(scene, match.a)} and ${name(scene, match.b)}. Which one is it compared with?`,
    right: answer(better),
    wrong: [
      answer(other),
      { text: 'With both of them', note: 'it must go before both' },
      { text: 'With neither', note: 'they are compared, and that settles it' },
    ],
    because: `The children are compared first, and ${better.key} is the better one. A record that goes before it goes before the other one too.`,
    until: scene.position + 1,
  }
}

function heapSink(scene: Scene): Draft | undefined {
  const heap = heapOf(scene)
  const match = pendingMatch(scene.state)
  const next = scene.log.event(scene.position + 1)
  if (
    heap === undefined ||
    heap.comparesChildren ||
    heap.isRising ||
    match === undefined ||
    next.kind !== SortEvent.compare
  )
    return undefined
  if (match.a.key === match.b.key) return undefined
  const sinks = unpackComparison(next.c).rightFirst
  const moves: Answer = { text: 'They change places', note: `${match.a.key} goes down a level` }
  const stays: Answer = { text: `${match.a.key} stays`, note: 'the heap is in order then' }
  return {
    text: `${match.a.key} is compared with ${match.b.key}, ${hasTwoBelow(scene.state, heap.at) ? 'the better of its children' : 'its only child'}. What happens?`,
    right: sinks ? moves : stays,
    wrong: [
      sinks ? stays : moves,
      { text: `${match.a.key} goes to the bottom`, note: 'it is filled in at the end of the heap' },
      { text: `${match.b.key} leaves the heap`, note: 'the first of two goes out' },
    ],
    because: sinks
      ? `${match.b.key} goes before ${match.a.key}, so it moves up. The record sinks until no child goes before it.`
      : `${match.b.key} does not go before ${match.a.key}. Everything below is in order already, so the heap is.`,
    until: scene.position + 1,
  }
}
