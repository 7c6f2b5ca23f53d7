import { Comparison } from '../../../engine/sort/events.ts'
import type { MergeInput } from '../../../engine/sort/state.ts'
import { layoutHeap, type HeapPlace } from '../../../viz/tree-layout.ts'
import { createKeyBox } from './key-box.ts'
import { keyOfInput, mergeComparison, type TreeContext } from './merge-tree.ts'
import type { BoxState, KeyBox, TreeView } from './types.ts'

/** Positions from `position` up to the top of the heap. */
function ancestorsOf(position: number): number[] {
  const up = [position]
  for (let p = position; p > 0; p = (p - 1) >> 1) up.push((p - 1) >> 1)
  return up
}

/** What the event compared in the heap: the two places, and the place the record has sunk from the top to. */
function comparedPlaces({ moment }: TreeContext): {
  readonly lit: readonly number[]
  readonly path: ReadonlySet<number>
} {
  const match = mergeComparison(moment.event)
  const isHeap = match?.context === Comparison.heapChildren || match?.context === Comparison.heapItem
  if (match === undefined || !isHeap) return { lit: [], path: new Set() }
  return { lit: [match.a, match.b], path: new Set(ancestorsOf(Math.min(match.a, match.b))) }
}

/** The heap as a tree on its side, the top at the left; what sinks goes right. `top` and `bottom` bound its boxes. */
export function layoutMergeHeap(context: TreeContext, top: number, bottom: number): TreeView {
  const { columns, step, moment } = context
  const heap = step.live?.heap
  const places = layoutHeap(heap?.size ?? 0)
  const { lit, path } = comparedPlaces(context)
  const xOf = (place: HeapPlace): number => columns.nodeX[place.depth] ?? columns.nodeX.at(-1) ?? 0
  const yOf = (place: HeapPlace): number => top + (bottom - top) * place.middle
  const boxes = places.map((place): KeyBox => {
    const input = step.inputs[heap?.items[place.position] ?? -1] as MergeInput
    // Alone in its column it has none over or under it, and is as high as those of the column before.
    const isAlone = place.position === 2 ** place.depth - 1 && places.length === place.position + 1
    const spacing = (bottom - top) / 2 ** (isAlone ? Math.max(0, place.depth - 1) : place.depth)
    const state: BoxState = lit.includes(place.position) ? 'now' : path.has(place.position) ? 'path' : 'idle'
    return createKeyBox({
      id: `heap-${place.position}`,
      mark: `run-${input.run}`,
      run: input.run,
      x: xOf(place),
      y: yOf(place),
      width: columns.nodeWidth,
      height: Math.min(22, spacing * 0.8),
      key: columns.hasKeys ? keyOfInput(moment.state, input) : '',
      state,
      hasGlyph: true,
    })
  })
  const wires: string[] = []
  const nowWires: string[] = []
  for (const place of places.slice(1)) {
    const parent = places[(place.position - 1) >> 1] as HeapPlace
    const right = xOf(parent) + columns.nodeWidth
    // Where the columns lie over each other, from the middle of one box to that of the other, under both.
    const isOver = right > xOf(place)
    const [from, to] = isOver
      ? [right - columns.nodeWidth / 2, xOf(place) + columns.nodeWidth / 2]
      : [right, xOf(place)]
    const line = `M${round(from)} ${round(yOf(parent))}L${round(to)} ${round(yOf(place))}`
    const isLit = (lit.includes(place.position) && path.has(parent.position)) || path.has(place.position)
    ;(isLit ? nowWires : wires).push(line)
  }
  return { boxes, wires: wires.join(''), nowWires: nowWires.join(''), crisp: false }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
