import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BinaryHeap } from './binary-heap.ts'
import { LoserTree } from './loser-tree.ts'
import { MergeSorter } from './memory-sort.ts'

const keys = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 })
const runs = fc.array(
  keys.map((run) => run.toSorted((a, b) => a - b)),
  { minLength: 1, maxLength: 20 },
)

/** [key, run] of every record, by a stable sort of all runs one behind the other. */
function expectedMerge(sorted: number[][]): number[][] {
  return sorted
    .flatMap((run, leaf) => run.map((key) => [key, leaf]))
    .sort((a, b) => (a[0] as number) - (b[0] as number))
}

interface Heads {
  readonly key: (leaf: number) => number
  readonly isExhausted: (leaf: number) => boolean
  readonly advance: (leaf: number) => void
  readonly before: (a: number, b: number) => boolean
}

function createHeads(sorted: number[][]): Heads {
  const next = sorted.map(() => 0)
  const key = (leaf: number): number => sorted[leaf]?.[next[leaf] as number] as number
  return {
    key,
    isExhausted: (leaf) => next[leaf] === sorted[leaf]?.length,
    advance: (leaf) => {
      next[leaf] = (next[leaf] as number) + 1
    },
    before: (a, b) => key(a) < key(b) || (key(a) === key(b) && a < b),
  }
}

function climb(tree: LoserTree, leaf: number, heads: Heads): number {
  let comparisons = 0
  tree.insert(leaf)
  let isPending = tree.settle(heads.isExhausted)
  while (isPending) {
    comparisons++
    const kept = tree.losers[tree.node] as number
    expect(heads.isExhausted(kept) || heads.isExhausted(tree.challenger)).toBe(false)
    isPending = tree.resolve(heads.before(kept, tree.challenger), heads.isExhausted)
  }
  return comparisons
}

describe('loser tree', () => {
  test('merges any number of runs stably within its comparison bound', () => {
    fc.assert(
      fc.property(runs, (sorted) => {
        const heads = createHeads(sorted)
        const tree = new LoserTree(sorted.length)
        let comparisons = 0
        for (let leaf = sorted.length - 1; leaf >= 0; leaf--) comparisons += climb(tree, leaf, heads)
        expect(comparisons).toBeLessThanOrEqual(sorted.length - 1)
        const merged: number[][] = []
        while (tree.winner >= 0) {
          const leaf = tree.winner
          merged.push([heads.key(leaf), leaf])
          heads.advance(leaf)
          const climbed = climb(tree, leaf, heads)
          expect(climbed).toBeLessThanOrEqual(32 - Math.clz32(sorted.length - 1))
        }
        expect(merged).toEqual(expectedMerge(sorted))
      }),
    )
  })

  test('a copy goes its own way', () => {
    const tree = new LoserTree(3)
    const live = (): boolean => false
    tree.insert(2)
    expect(tree.settle(live)).toBe(false)
    tree.insert(1)
    expect(tree.settle(live)).toBe(true)
    const copy = tree.copy()
    tree.resolve(true, live)
    expect(copy.challenger).toBe(1)
    expect(copy.losers[copy.node]).toBe(2)
    expect(tree.losers).not.toEqual(copy.losers)
  })
})

function drive(heap: BinaryHeap, before: (a: number, b: number) => boolean, tagOf?: (item: number) => number): number {
  let comparisons = 0
  let isPending = heap.settle(tagOf)
  while (isPending) {
    comparisons++
    const a = heap.comparesChildren ? 2 * heap.at + 1 : heap.at
    const b = heap.comparesChildren ? 2 * heap.at + 2 : heap.child
    isPending = heap.resolve(before(heap.items[b] as number, heap.items[a] as number), tagOf)
  }
  return comparisons
}

describe('binary heap', () => {
  test('merges any number of runs stably with at most two comparisons a level', () => {
    fc.assert(
      fc.property(runs, (sorted) => {
        const heads = createHeads(sorted)
        const heap = new BinaryHeap(sorted.length)
        const live = sorted.map((_, leaf) => leaf).filter((leaf) => !heads.isExhausted(leaf))
        heap.items.set(live)
        heap.heapify(live.length)
        expect(drive(heap, heads.before)).toBeLessThanOrEqual(2 * live.length)
        const merged: number[][] = []
        while (heap.size > 0) {
          const leaf = heap.items[0] as number
          merged.push([heads.key(leaf), leaf])
          heads.advance(leaf)
          if (heads.isExhausted(leaf)) heap.removeTop()
          else heap.replaceTop(leaf)
          expect(drive(heap, heads.before)).toBeLessThanOrEqual(2 * (31 - Math.clz32(Math.max(1, heap.size))))
        }
        expect(merged).toEqual(expectedMerge(sorted))
      }),
    )
  })

  test('orders by tag first and compares only within a tag', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(9)), { maxLength: 40 }), (entries) => {
        const tagOf = (item: number): number => entries[item]?.[0] as number
        const keyOf = (item: number): number => entries[item]?.[1] as number
        const before = (a: number, b: number): boolean => {
          expect(tagOf(a)).toBe(tagOf(b))
          return keyOf(a) < keyOf(b) || (keyOf(a) === keyOf(b) && a < b)
        }
        const heap = new BinaryHeap(entries.length)
        entries.forEach((_, item) => (heap.items[item] = item))
        heap.heapify(entries.length)
        drive(heap, before, tagOf)
        const order: number[] = []
        while (heap.size > 0) {
          order.push(heap.items[0] as number)
          heap.removeTop()
          drive(heap.copy(), before, tagOf)
          drive(heap, before, tagOf)
        }
        const items = entries.map((_, item) => item)
        expect(order).toEqual(items.sort((a, b) => tagOf(a) - tagOf(b) || keyOf(a) - keyOf(b) || a - b))
      }),
    )
  })

  test('puts pushed items in order, and takes back that the top one left', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(9)), { minLength: 1, maxLength: 40 }), (entries) => {
        const tagOf = (item: number): number => entries[item]?.[0] as number
        const keyOf = (item: number): number => entries[item]?.[1] as number
        const before = (a: number, b: number): boolean => {
          expect(tagOf(a)).toBe(tagOf(b))
          return keyOf(a) < keyOf(b) || (keyOf(a) === keyOf(b) && a < b)
        }
        const heap = new BinaryHeap(entries.length)
        entries.forEach((_, item) => {
          heap.push(item)
          drive(heap.copy(), before, tagOf)
          drive(heap, before, tagOf)
        })
        const order: number[] = []
        while (heap.size > 0) {
          const whole = heap.items.slice(0, heap.size)
          const top = heap.items[0] as number
          heap.removeTop()
          heap.settle(tagOf)
          heap.restoreTop(top)
          expect([...heap.items.subarray(0, heap.size), heap.at, heap.child]).toEqual([...whole, -1, -1])
          order.push(top)
          heap.removeTop()
          drive(heap, before, tagOf)
        }
        const items = entries.map((_, item) => item)
        expect(order).toEqual(items.sort((a, b) => tagOf(a) - tagOf(b) || keyOf(a) - keyOf(b) || a - b))
      }),
    )
  })
})

/** A pair of groups with r records costs at most r - 1 comparisons. */
function mostComparisons(n: number): number {
  let sum = 0
  for (let width = 1; width < n; width *= 2) {
    for (let low = 0; low + width < n; low += 2 * width) sum += Math.min(low + 2 * width, n) - low - 1
  }
  return sum
}

describe('merge sorter', () => {
  test('sorts stably; one comparison places one record', () => {
    fc.assert(
      fc.property(keys, (values) => {
        const sorter = new MergeSorter(values.map((_, slot) => slot))
        let isPending = sorter.settle()
        let comparisons = 0
        while (isPending) {
          comparisons++
          const { placed } = sorter
          const [a, b] = [sorter.source[sorter.left] as number, sorter.source[sorter.right] as number]
          const twin = sorter.copy()
          isPending = sorter.resolve((values[b] as number) < (values[a] as number))
          expect(twin.placed).toBe(placed)
          expect(sorter.isDone || sorter.level > twin.level || sorter.placed > placed).toBe(true)
        }
        expect(sorter.isDone || values.length === 0).toBe(true)
        const slots = values.map((_, slot) => slot)
        expect([...sorter.source]).toEqual(slots.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b))
        expect(comparisons).toBeLessThanOrEqual(mostComparisons(values.length))
      }),
    )
  })
})
