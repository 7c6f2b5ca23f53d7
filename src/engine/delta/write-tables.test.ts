import { describe, expect, it } from 'vitest'
import { MemoryStore } from '../storage/memory-store.ts'
import { runAppend } from './append.ts'
import { runCreate } from './create.ts'
import { runDelete } from './delete.ts'
import { tryParseStats } from './file-stats.ts'
import { runOptimize } from './optimize.ts'
import { runOverwrite } from './overwrite.ts'
import { runRestore } from './restore.ts'
import { loadSnapshot } from './snapshot.ts'
import { createTestWriter, field, ITEMS, items, readItems, readTexts, struct, where, whereId } from './test-tables.ts'
import { ensureCommitted } from './transaction.ts'
import { runUpdate } from './update.ts'
import { formatRow } from './values.ts'
import type { DeltaValue } from './values.ts'
import { verifyTable } from './verify.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

const EVERYTHING = struct(
  field('b', 'boolean'),
  field('i8', 'byte'),
  field('i16', 'short'),
  field('i32', 'integer'),
  field('i64', 'long'),
  field('f32', 'float'),
  field('f64', 'double'),
  field('s', 'string'),
  field('bin', 'binary'),
  field('d', 'date'),
  field('ts', 'timestamp'),
  field('ntz', 'timestamp_ntz'),
  field('d9', { kind: 'decimal', precision: 9, scale: 2 }),
  field('d18', { kind: 'decimal', precision: 18, scale: 4 }),
  field('d38', { kind: 'decimal', precision: 38, scale: 10 }),
  field('st', struct(field('x', 'integer'), field('y', struct(field('z', 'string'))))),
  field('arr', { kind: 'array', element: { kind: 'integer' }, containsNull: true }),
  field('nested', {
    kind: 'array',
    element: { kind: 'array', element: { kind: 'string' }, containsNull: true },
    containsNull: true,
  }),
  field('m', { kind: 'map', key: { kind: 'string' }, value: { kind: 'long' }, valueContainsNull: true }),
)

const FULL: DeltaValue[][] = [
  [
    ...[true, -128, 32767, -2147483648, 9223372036854775807n, Math.fround(1.1), -0.25, 'grüße 🐢', bytes(0, 255)],
    ...[-719162, 1700000000123456n, -1n, -123456789n, 999999999999999999n, -(10n ** 38n - 1n)],
    ...[
      [1, ['deep']],
      [1, undefined, 3],
      [['a', undefined], [], undefined],
      [
        ['k', 1n],
        ['l', undefined],
      ],
    ],
  ],
  [
    ...[false, 127, -32768, 2147483647, -9223372036854775808n, Infinity, NaN, '', bytes()],
    ...[0, 0n, 0n, 0n, 0n, 0n],
    ...[[undefined, undefined], [], [], []],
  ],
  EVERYTHING.fields.map(() => undefined),
] as DeltaValue[][]

describe('rows of every type', () => {
  it.each(['SNAPPY', 'UNCOMPRESSED'] as const)('come back as they were written, %s', async (codec) => {
    const store = new MemoryStore()
    const writer = createTestWriter(store, 'a', { codec })
    ensureCommitted(await runCreate(writer, { schema: EVERYTHING }, { schema: EVERYTHING, rows: FULL }))
    expect(await readTexts(store)).toEqual(FULL.map((row) => formatRow(EVERYTHING, row)).sort())
    const [file] = [...(await loadSnapshot(store)).files]
    const ending = codec === 'SNAPPY' ? '-c000\\.snappy\\.parquet' : '-c000\\.parquet'
    expect(file?.path).toMatch(
      new RegExp(`^part-00000-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}${ending}$`),
    )
    expect(file?.size).toBe((await store.tryHead(file?.path ?? ''))?.sizeBytes)
  })

  it('come back in partitions of every type, null and signs that folders do not bear included', async () => {
    const kinds = ['boolean', 'byte', 'integer', 'long', 'double', 'string', 'date', 'timestamp', 'timestamp_ntz']
    const schema = struct(
      field('v', 'integer'),
      ...kinds.map((kind) => field(kind, kind as 'string')),
      field('dec', { kind: 'decimal', precision: 20, scale: 3 }),
    )
    const rows: DeltaValue[][] = [
      [1, true, 7, -5, 12345678901234567n, 0.1, "a/b=c%d {e} 'ü' #?", 19000, 1700000000123456n, 5n, -1500n],
      [2, ...schema.fields.slice(1).map(() => undefined)],
    ]
    const store = new MemoryStore()
    const partitionColumns = schema.fields.slice(1).map(({ name }) => name)
    ensureCommitted(await runCreate(createTestWriter(store), { schema, partitionColumns }, { schema, rows }))
    expect(await readTexts(store)).toEqual(rows.map((row) => formatRow(schema, row)).sort())
    const objects = (await store.list('boolean=')).map(({ path }) => path)
    expect(objects).toHaveLength(2)
    expect(objects.some((path) => path.includes('/string=a%2Fb%3Dc%25d %7Be} %27ü%27 %23%3F/'))).toBe(true)
    expect(objects.some((path) => path.includes('/string=__HIVE_DEFAULT_PARTITION__/'))).toBe(true)
  })
})

describe('statistics', () => {
  it('have floating numbers in the text of Spark, a float in its own shortest digits', async () => {
    const schema = struct(field('f', 'float'), field('d', 'double'))
    const rows = [
      [Math.fround(0.234), 234234.23],
      [Math.fround(46.566), 46_612_611.77],
      [Math.fround(1), 901],
    ]
    const store = new MemoryStore()
    ensureCommitted(await runCreate(createTestWriter(store), { schema }, { schema, rows }))
    const [file] = [...(await loadSnapshot(store)).files]
    // Those of golden__parquet-all-types-legacy-format, which Spark wrote.
    expect(file?.stats).toContain(
      '"minValues":{"f":0.234,"d":901.0},"maxValues":{"f":46.566,"d":4.661261177E7},"nullCount":{"f":0,"d":0}',
    )
    expect(await verifyTable(store)).toEqual([])
  })

  it('bound what a file holds', async () => {
    const store = new MemoryStore()
    ensureCommitted(
      await runCreate(createTestWriter(store), { schema: EVERYTHING }, { schema: EVERYTHING, rows: FULL }),
    )
    const [file] = [...(await loadSnapshot(store)).files]
    expect(file?.stats?.startsWith('{"numRecords":3,"minValues":{')).toBe(true)
    const stats = file === undefined ? undefined : tryParseStats(file)
    expect(stats?.minValues).toMatchObject({
      i8: -128,
      s: '',
      d: '0001-01-01',
      ts: '1970-01-01T00:00:00.000Z',
      ntz: '1969-12-31T23:59:59.999',
      d9: -1234567.89,
      st: { x: 1, y: { z: 'deep' } },
    })
    expect(file?.stats).toContain('"i64":-9223372036854775808')
    expect(file?.stats).toContain('"d38":-9999999999999999999999999999.9999999999')
    expect(stats?.maxValues).toMatchObject({ ts: '2023-11-14T22:13:20.123Z', i16: 32767 })
    expect(stats?.maxValues).not.toHaveProperty('f32')
    for (const name of ['b', 'bin', 'arr', 'm']) expect(stats?.minValues).not.toHaveProperty(name)
    expect(stats?.maxValues).not.toHaveProperty('f64')
    expect(stats?.nullCount).toMatchObject({ b: 1, bin: 1, st: { x: 2, y: { z: 2 } }, arr: 1, m: 1 })
    expect(stats?.tightBounds).toBeUndefined()
  })
})

async function createItems(...texts: string[]): Promise<MemoryStore> {
  const store = new MemoryStore()
  await runCreate(createTestWriter(store, 'maker'), { schema: ITEMS }, items(...texts))
  return store
}

describe('operations one after the other', () => {
  it('append, delete, update, optimize, overwrite, restore: each version has its rows', async () => {
    const store = await createItems('1 a x', '2 b y')
    const writer = createTestWriter(store)
    ensureCommitted(await runAppend(writer, items('3 c x', '4 d y')))
    ensureCommitted(await runDelete(writer, { where: whereId(2) }))
    ensureCommitted(await runUpdate(writer, { where: whereId(3), set: ([id, , part]) => [id, 'C', part] }))
    ensureCommitted(await runOptimize(writer))
    ensureCommitted(await runOverwrite(writer, items('9 z z')))
    const restored = ensureCommitted(await runRestore(writer, { target: { version: 1 } }))
    expect(restored.version).toBe(6)
    const rows = await Promise.all([0, 1, 2, 3, 4, 5, 6].map((version) => readItems(store, { version })))
    const first = ['1 a x', '2 b y', '3 c x', '4 d y']
    expect(rows).toEqual([
      ['1 a x', '2 b y'],
      first,
      ['1 a x', '3 c x', '4 d y'],
      ['1 a x', '3 C x', '4 d y'],
      ['1 a x', '3 C x', '4 d y'],
      ['9 z z'],
      first,
    ])
    expect((await loadSnapshot(store, { version: 4 })).files.count).toBe(1)
  })

  it('an operation that finds nothing commits nothing', async () => {
    const store = await createItems('1 a x')
    const writer = createTestWriter(store)
    const results = [
      await runDelete(writer, { where: whereId(7) }),
      await runUpdate(writer, { where: where('name is null', () => undefined), set: (row) => row }),
      await runOptimize(writer),
    ]
    expect(results.map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged', 'unchanged'])
    expect((await loadSnapshot(store)).version).toBe(0)
  })
})
