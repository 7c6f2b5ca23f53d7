import { describe, expect, it } from 'vitest'
import { heapLevels, layoutHeap, layoutMatchTree, type TreeChild } from './tree-layout.ts'

const SIZES = Array.from({ length: 130 }, (_, i) => i + 1)

describe('layoutMatchTree', () => {
  it.each(SIZES)('holds every leaf and every node of %i leaves once', (k) => {
    const { order, nodes, spacing } = layoutMatchTree(k)
    expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: k }, (_, leaf) => leaf))
    expect(nodes.map(({ node }) => node).sort((a, b) => a - b)).toEqual(Array.from({ length: k - 1 }, (_, i) => i + 1))
    expect(spacing.every((rows) => rows >= 1.5 || k < 4)).toBe(true)
  })

  it.each(SIZES)(
    'puts a node right of both its children and between them, without crossing lines, for %i leaves',
    (k) => {
      const { order, nodes } = layoutMatchTree(k)
      const byNumber = new Map(nodes.map((node) => [node.node, node]))
      const rowOf = (child: TreeChild): number =>
        child.type === 'leaf' ? order.indexOf(child.leaf) : (byNumber.get(child.node)?.row ?? Number.NaN)
      const leavesOf = (child: TreeChild): number[] => {
        if (child.type === 'leaf') return [order.indexOf(child.leaf)]
        return (byNumber.get(child.node)?.children ?? []).flatMap(leavesOf)
      }
      for (const node of nodes) {
        const [upper, lower] = node.children
        expect(rowOf(upper)).toBeLessThan(node.row)
        expect(rowOf(lower)).toBeGreaterThan(node.row)
        for (const child of node.children) {
          if (child.type === 'node') expect(byNumber.get(child.node)?.column).toBe(node.column - 1)
        }
        const below = node.children.flatMap(leavesOf)
        expect(Math.max(...below) - Math.min(...below)).toBe(below.length - 1)
      }
    },
  )

  it('agrees with the array tree: the parent of leaf i is (i + k) >> 1', () => {
    const k = 11
    for (const { node, children } of layoutMatchTree(k).nodes) {
      for (const child of children) expect((child.type === 'leaf' ? child.leaf + k : child.node) >> 1).toBe(node)
    }
  })

  it.each([2, 3, 4, 6, 8, 12, 16, 24, 64])('keeps %i leaves in their own order', (k) => {
    expect(layoutMatchTree(k).order).toEqual(Array.from({ length: k }, (_, leaf) => leaf))
  })

  it('turns the leaves round where their own order would cross lines', () => {
    expect(layoutMatchTree(5).order).toEqual([3, 4, 0, 1, 2])
  })
})

describe('layoutHeap', () => {
  it('puts children one level deeper, on both sides of their parent', () => {
    const places = layoutHeap(100)
    for (const place of places.slice(1)) {
      const parent = places[(place.position - 1) >> 1]
      expect(place.depth).toBe((parent?.depth ?? 0) + 1)
      const isLeft = place.position % 2 === 1
      expect(place.middle < (parent?.middle ?? 0)).toBe(isLeft)
    }
    expect(places[0]).toEqual({ position: 0, depth: 0, middle: 0.5 })
  })

  it('has as many levels as halvings', () => {
    expect([0, 1, 2, 3, 4, 7, 8, 64].map(heapLevels)).toEqual([0, 1, 2, 2, 3, 3, 4, 7])
  })
})
