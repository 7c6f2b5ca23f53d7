/** A place in a tree that lies on its side: columns from the leaves to the top, rows counted in leaves. */
export interface TreeNode {
  readonly node: number
  /** 0 = the column next to the leaves. */
  readonly column: number
  /** Middle, in rows from the middle of the first row. */
  readonly row: number
  /** Where the two lines into it come from: a node, or a leaf by its row. */
  readonly children: readonly [TreeChild, TreeChild]
}

export type TreeChild =
  { readonly type: 'node'; readonly node: number } | { readonly type: 'leaf'; readonly leaf: number }

export interface MatchTree {
  /** Leaves from top to bottom, so that no two lines cross. */
  readonly order: readonly number[]
  /** Nodes 1 to k - 1, the top last. */
  readonly nodes: readonly TreeNode[]
  /** Per column, rows between the middles of neighbouring nodes, at least; k where there is only one. */
  readonly spacing: readonly number[]
}

/**
 * A tournament over leaves 0 to k - 1 as an array tree: nodes are numbered 1 to k - 1, the parent of node n is n >> 1
 * and that of leaf i is (i + k) >> 1. For k no power of two the deeper leaves are the last ones. Leaves stand in their
 * own order where the tree allows it without crossing lines, else rotated: the deeper ones first.
 */
export function layoutMatchTree(k: number): MatchTree {
  const turned = placeTree(k, true)
  const isOrdered = turned.order.every((leaf, i) => leaf === i)
  const { order, nodes } = isOrdered ? turned : placeTree(k, false)
  const spacing = Array.from({ length: columnsOf(k) }, (_, column) => smallestGap(nodes, column, k))
  return { order, nodes, spacing }
}

function columnsOf(k: number): number {
  return k < 2 ? 0 : Math.floor(Math.log2(k - 1)) + 1
}

/** `isTurned`: the two halves under the top have changed places. */
function placeTree(k: number, isTurned: boolean): { readonly order: number[]; readonly nodes: TreeNode[] } {
  const order: number[] = []
  const nodes: TreeNode[] = []
  const place = (node: number, depth: number): number => {
    if (node >= k) {
      order.push(node - k)
      return order.length - 1
    }
    const [upper, lower] = isTurned && node === 1 ? [3, 2] : [2 * node, 2 * node + 1]
    const row = (place(upper, depth + 1) + place(lower, depth + 1)) / 2
    nodes.push({ node, column: columnsOf(k) - 1 - depth, row, children: [childOf(upper, k), childOf(lower, k)] })
    return row
  }
  if (k > 0) place(1, 0)
  return { order, nodes }
}

function smallestGap(nodes: readonly TreeNode[], column: number, most: number): number {
  const rows = nodes.filter((node) => node.column === column).map((node) => node.row)
  return Math.min(most, ...rows.slice(1).map((row, i) => row - (rows[i] as number)))
}

function childOf(node: number, k: number): TreeChild {
  return node < k ? { type: 'node', node } : { type: 'leaf', leaf: node - k }
}

/** A place in a heap that lies on its side, the top at the left. */
export interface HeapPlace {
  readonly position: number
  readonly depth: number
  /** Middle as a share of the height, in (0, 1). */
  readonly middle: number
}

/** Levels of a heap of `size` items. */
export function heapLevels(size: number): number {
  return size < 1 ? 0 : Math.floor(Math.log2(size)) + 1
}

/** Positions 0 to size - 1 of an array heap; the children of p are 2p + 1 and 2p + 2, the left one stands higher. */
export function layoutHeap(size: number): readonly HeapPlace[] {
  return Array.from({ length: size }, (_, position) => {
    const depth = heapLevels(position + 1) - 1
    const first = 2 ** depth - 1
    return { position, depth, middle: (position - first + 0.5) / 2 ** depth }
  })
}
