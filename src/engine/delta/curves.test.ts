import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { runCreate } from './create.ts'
import { bitsFor, hilbertIndex, rangeIds, zOrderIndex } from './curves.ts'
import { runAppend } from './append.ts'
import { loadSnapshot } from './snapshot.ts'
import { createCondition } from './sql-condition.ts'
import { createTestWriter, field, readTexts, struct } from './test-tables.ts'
import { ensureCommitted } from './transaction.ts'
import type { Row } from './write-files.ts'
import { clusterRows } from './curve-rows.ts'
import { runZOrder } from './zorder.ts'

const numeric = (a: number, b: number) => a - b

/** Every point of a cube of 2^bits in each dimension. */
function points(dimensions: number, bits: number): number[][] {
  const side = 1 << bits
  return Array.from({ length: side ** dimensions }, (_, i) =>
    Array.from({ length: dimensions }, (_, d) => Math.floor(i / side ** d) % side),
  )
}

describe('curves', () => {
  it('the Z curve takes the bits in turn', () => {
    expect(zOrderIndex([0b10, 0b01], 2)).toBe(0b1001n)
    expect(points(2, 1).map((point) => Number(zOrderIndex(point, 1)))).toEqual([0, 2, 1, 3])
  })

  it.each([
    [1, 4],
    [2, 1],
    [2, 4],
    [3, 3],
    [4, 2],
  ])(
    'in %i dimensions of %i bits both curves meet every point once, and Hilbert goes from neighbour to neighbour',
    (dimensions, bits) => {
      const all = points(dimensions, bits)
      for (const indexOf of [zOrderIndex, hilbertIndex]) {
        const indexes = all.map((point) => Number(indexOf(point, bits)))
        expect([...indexes].sort(numeric)).toEqual(all.map((_, i) => i))
      }
      const path = [...all].sort((a, b) => Number(hilbertIndex(a, bits) - hilbertIndex(b, bits)))
      for (let i = 1; i < path.length; i++) {
        const [a, b] = [path[i - 1] as number[], path[i] as number[]]
        expect(a.reduce((sum, value, d) => sum + Math.abs(value - (b[d] as number)), 0)).toBe(1)
      }
    },
  )

  it('ranges hold about as many values each, equal ones together', () => {
    expect(rangeIds([5, 1, 3, 1], 2, numeric)).toEqual([1, 0, 1, 0])
    expect(rangeIds([7, 7, 7], 3, numeric)).toEqual([0, 0, 0])
    expect(rangeIds([1, 1, 1, 1, 2, 3], 1000, numeric)).toEqual([0, 0, 0, 0, 1, 2])
    const rng = new Rng(1)
    const values = Array.from({ length: 1000 }, () => rng.nextBelow(1 << 20))
    const ids = rangeIds(values, 10, numeric)
    for (let id = 0; id < 10; id++) expect(ids.filter((one) => one === id).length).toBe(100)
  })

  it('bits', () => {
    expect([1, 2, 3, 4, 5, 1000, 1024].map(bitsFor)).toEqual([1, 1, 2, 2, 3, 10, 10])
  })
})

/** How many parts hold a row with a value. */
function partsWith(parts: readonly (readonly Row[])[], place: number, value: number): number {
  return parts.filter((rows) => {
    const values = rows.map((row) => row[place] as number)
    return Math.min(...values) <= value && value <= Math.max(...values)
  }).length
}

describe('files of a grid of 16 × 16', () => {
  const grid: Row[] = points(2, 4)

  it.each([
    [4, 2],
    [16, 4],
    [64, 8],
  ])('in %i files: an equality on either column reads %i', (files, expected) => {
    for (const curve of ['z', 'hilbert'] as const) {
      for (const ranges of [16, 1000]) {
        const parts = clusterRows(grid, [0, 1], files, { curve, ranges })
        expect(parts).toHaveLength(files)
        for (const place of [0, 1]) {
          const counts = Array.from({ length: 16 }, (_, value) => partsWith(parts, place, value))
          expect(Math.max(...counts)).toBe(expected)
        }
      }
    }
  })
})

describe('OPTIMIZE ZORDER BY', () => {
  const schema = struct(field('x', 'integer'), field('y', 'integer'), field('flag', 'boolean'), field('p', 'string'))
  async function create(configuration = new Map<string, string>()) {
    const store = new MemoryStore()
    const writer = createTestWriter(store)
    await runCreate(writer, { schema, partitionColumns: ['p'], configuration })
    const rng = new Rng(3)
    for (let i = 0; i < 3; i++) {
      const rows = Array.from({ length: 100 }, (): Row => [
        rng.nextBelow(16),
        rng.nextBelow(16),
        true,
        i === 0 ? 'a' : 'b',
      ])
      await runAppend(writer, { schema, rows })
    }
    return { store, writer }
  }

  it.each(['z', 'hilbert'] as const)('keeps the rows, writes all files anew, each time (%s)', async (curve) => {
    const { store, writer } = await create()
    const before = await readTexts(store)
    for (const version of [4, 5]) {
      const { actions } = ensureCommitted(
        await runZOrder(writer, { columns: ['x', 'Y'], curve, maxFileSizeBytes: 300 }),
      )
      const files = actions.filter((action) => action.kind === 'add' || action.kind === 'remove')
      expect(files.every((action) => !action.dataChange)).toBe(true)
      expect(files.filter(({ kind }) => kind === 'remove').length).toBeGreaterThan(2)
      const snapshot = await loadSnapshot(store)
      expect(snapshot.version).toBe(version)
      expect(snapshot.files.count).toBeGreaterThan(3)
      expect(await readTexts(store)).toEqual(before)
    }
  })

  it.each([
    [1.1, [1, 1]],
    [0.9, [1, 1]],
    [0.5, [2, 2]],
    [0.4, [2, 2]],
  ])('writes as many files as a size of %s of a partition goes into it, and one at least', async (share, counts) => {
    const { store, writer } = await create()
    const sizes = new Map<string, number>()
    for (const { partitionValues, size } of (await loadSnapshot(store)).files) {
      const part = partitionValues.get('p') as string
      sizes.set(part, (sizes.get(part) ?? 0) + size)
    }
    for (const [i, part] of ['a', 'b'].entries()) {
      await runZOrder(writer, (layout) => ({
        columns: ['x', 'y'],
        where: createCondition(layout, parseExpressionText(`p = '${part}'`)),
        maxFileSizeBytes: Math.floor((sizes.get(part) as number) * share),
      }))
      const files = [...(await loadSnapshot(store)).files].filter((file) => file.partitionValues.get('p') === part)
      expect(files.length).toBe(counts[i])
    }
  })

  it('refuses columns by which nothing could be skipped', async () => {
    const { writer } = await create(new Map([['delta.dataSkippingNumIndexedCols', '1']]))
    const code = (columns: string[]) => runZOrder(writer, { columns }).catch((error: { code: string }) => error.code)
    expect(await Promise.all([['p'], ['y'], ['flag'], ['nope']].map(code))).toEqual([
      'DELTA_ZORDERING_ON_PARTITION_COLUMN',
      'DELTA_ZORDERING_ON_COLUMN_WITHOUT_STATS',
      'DELTA_ZORDERING_ON_COLUMN_WITHOUT_STATS',
      'DELTA_COLUMN_NOT_FOUND',
    ])
  })
})
