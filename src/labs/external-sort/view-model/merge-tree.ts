import { Comparison, SortEvent, unpackComparison, type UnpackedComparison } from '../../../engine/sort/events.ts'
import type { MergeInput, SortState } from '../../../engine/sort/state.ts'
import type { TraceEvent } from '../../../engine/trace/chunk.ts'
import type { Moment } from '../../../player/lab.ts'
import { layoutMatchTree, type MatchTree, type TreeNode } from '../../../viz/tree-layout.ts'
import { createKeyBox } from './key-box.ts'
import type { MergeColumns } from './merge-columns.ts'
import { rowY, type RowGrid } from './merge-rows.ts'
import { headRecord, recordLabel, type StepView } from './read.ts'
import type { BoxState, KeyBox, TreeView } from './types.ts'

/** The comparison that the event was, where it was one of a merge. */
export function mergeComparison(event: TraceEvent | undefined): (UnpackedComparison & TraceEvent) | undefined {
  if (event?.kind !== SortEvent.compare) return undefined
  return { ...event, ...unpackComparison(event.c) }
}

/** The leaf whose way up is being played, and the leaf of the record that climbs; -1 where there is none. */
export function climbOf(moment: Moment<SortState>): { readonly leaf: number; readonly challenger: number } {
  const match = mergeComparison(moment.event)
  const merge = moment.before.merge
  if (match?.context !== Comparison.loserTree || merge?.tree === undefined) return { leaf: -1, challenger: -1 }
  const { k } = merge.tree
  const inserted = merge.toBuild > 0 || merge.lastLeaf < 0 ? merge.toBuild : merge.lastLeaf
  const leaf = [inserted, merge.toBuild, match.a].find((candidate) => isAbove(match.where, candidate, k)) ?? match.a
  return { leaf, challenger: match.a }
}

function isAbove(node: number, leaf: number, k: number): boolean {
  for (let n = (leaf + k) >> 1; n > 0; n >>= 1) if (n === node) return true
  return false
}

export interface TreeContext {
  readonly moment: Moment<SortState>
  readonly step: StepView
  readonly columns: MergeColumns
  readonly grid: RowGrid
}

/** Boxes lower than this are not drawn, and neither are lines closer than that. */
const LEAST_BOX = 2.5

/** The loser tree as a bracket: each box holds the leaf that lost there. */
export function layoutLoserTree(context: TreeContext): TreeView {
  const { step, columns, grid } = context
  const tree = layoutMatchTree(step.inputs.length)
  const climb = climbOf(context.moment)
  const played = mergeComparison(context.moment.event)?.where ?? 0
  const onPath = pathOf(climb.leaf, played, step.inputs.length)
  const boxes = tree.nodes.flatMap((node) =>
    nodeBox(context, tree, node, stateOf(node.node, played, onPath, climb.leaf)),
  )
  const wires: string[] = []
  const nowWires: string[] = []
  for (const node of tree.nodes) {
    if (boxHeight(tree, node, grid) < LEAST_BOX / 2) continue
    for (const child of node.children) {
      const from = child.type === 'leaf' ? leafEnd(context, child.leaf) : nodeEnd(context, tree, child.node)
      const lit =
        climb.leaf >= 0 &&
        (child.type === 'leaf' ? child.leaf === climb.leaf : onPath.has(child.node) && child.node !== played)
      const to = { x: columns.nodeX[node.column] ?? 0, y: rowY(grid, node.row) }
      ;(lit && onPath.has(node.node) ? nowWires : wires).push(elbow(from, to, columns.elbow))
    }
  }
  const winner = winnerBox(context, tree)
  if (winner !== undefined)
    wires.push(`M${nodeEnd(context, tree, 1).x} ${round(winner.y + winner.height / 2)}H${winner.x}`)
  return {
    boxes: winner === undefined ? boxes : [...boxes, winner],
    wires: wires.join(''),
    nowWires: nowWires.join(''),
    crisp: true,
  }
}

/** Nodes that the climb from `leaf` has played, up to `last`. */
function pathOf(leaf: number, last: number, k: number): ReadonlySet<number> {
  const path = new Set<number>()
  if (leaf < 0) return path
  for (let node = (leaf + k) >> 1; node >= Math.max(1, last); node >>= 1) path.add(node)
  return path
}

function stateOf(node: number, played: number, onPath: ReadonlySet<number>, climbing: number): BoxState {
  if (climbing < 0) return 'idle'
  if (node === played) return 'now'
  return onPath.has(node) ? 'path' : 'idle'
}

function boxHeight(tree: MatchTree, node: TreeNode, grid: RowGrid): number {
  return Math.min(22, ((tree.spacing[node.column] ?? 1) * grid.pitch * 0.67) / grid.perRow)
}

function nodeBox(
  { moment, step, columns, grid }: TreeContext,
  tree: MatchTree,
  node: TreeNode,
  state: BoxState,
): KeyBox[] {
  const natural = boxHeight(tree, node, grid)
  if (natural < LEAST_BOX && state === 'idle') return []
  const leaf = step.live?.tree?.losers[node.node] ?? -1
  const input = leaf < 0 ? undefined : step.inputs[leaf]
  return [
    createKeyBox({
      id: `node-${node.node}`,
      mark: `node-${node.node}`,
      run: input?.run ?? 0,
      x: columns.nodeX[node.column] ?? 0,
      y: rowY(grid, node.row),
      width: columns.nodeWidth,
      height: state === 'now' ? Math.max(natural, 14) : natural,
      key: columns.hasKeys && input !== undefined ? keyOfInput(moment.state, input) : '',
      state: input === undefined && state === 'idle' ? 'ghost' : state,
      hasGlyph: true,
    }),
  ]
}

/** The key at the front of an input, ∞ when it is exhausted, "" while its next page is on disk. */
export function keyOfInput(state: SortState, input: MergeInput): string {
  if (input.cursor >= input.length) return '∞'
  const record = headRecord(state, input)
  return record === undefined ? '' : recordLabel(state, record)
}

function winnerBox({ moment, step, columns, grid }: TreeContext, tree: MatchTree): KeyBox | undefined {
  if (columns.winnerX === undefined) return undefined
  const top = tree.nodes.at(-1)
  const leaf = step.live?.tree?.winner ?? -1
  const input = leaf < 0 ? undefined : step.inputs[leaf]
  const isNew = input !== undefined && moment.event?.kind === SortEvent.compare
  const isOver = step.inputs.every((each) => each.cursor >= each.length)
  return createKeyBox({
    id: 'winner',
    mark: input === undefined ? '' : `run-${input.run}`,
    run: input?.run ?? 0,
    x: columns.winnerX,
    y: rowY(grid, top?.row ?? 0),
    width: columns.nodeWidth,
    height: Math.min(22, Math.max(14, grid.pitch)),
    key:
      input === undefined ? (isOver ? '∞' : columns.nodeWidth < 56 ? '' : 'to come') : keyOfInput(moment.state, input),
    state: input === undefined ? 'ghost' : isNew ? 'now' : 'idle',
    hasGlyph: input !== undefined,
  })
}

interface Point {
  readonly x: number
  readonly y: number
}

function leafEnd({ columns, grid }: TreeContext, leaf: number): Point {
  return { x: columns.headX + columns.headWidth, y: rowY(grid, grid.order.indexOf(leaf)) }
}

function nodeEnd({ columns, grid }: TreeContext, tree: MatchTree, number: number): Point {
  const node = tree.nodes.find((candidate) => candidate.node === number)
  if (node === undefined) return { x: columns.headX + columns.headWidth, y: rowY(grid, 0) }
  return { x: (columns.nodeX[node.column] ?? 0) + columns.nodeWidth, y: rowY(grid, node.row) }
}

function elbow(from: Point, to: Point, back: number): string {
  return `M${round(from.x)} ${round(from.y)}H${round(to.x - back)}V${round(to.y)}H${round(to.x)}`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
