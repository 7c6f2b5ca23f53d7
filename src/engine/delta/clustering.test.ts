import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { parseStatement } from '../sql/parse-statement.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import type { Add } from './action-types.ts'
import { runCheckpoint } from './checkpoint-writer.ts'
import { chooseFiles, tryReadClustering } from './clustering.ts'
import { planScan } from './plan-scan.ts'
import { loadSnapshot } from './snapshot.ts'
import { createCondition } from './sql-condition.ts'
import { runStatement } from './sql-statement.ts'
import type { ChangeStatement } from './sql-statement.ts'
import { createLayout } from './table-layout.ts'
import { createTestWriter, readTexts } from './test-tables.ts'
import { ensureCommitted, Transaction } from './transaction.ts'

const MAX_FILE = 400

async function create(...statements: readonly string[]) {
  const store = new MemoryStore()
  const writer = createTestWriter(store)
  const run = async (text: string) => {
    const sizes = { maxFileSizeBytes: MAX_FILE }
    const done = await runStatement(writer, parseStatement(text) as ChangeStatement, { sizes })
    if (done.kind !== 'operation') throw new Error('it was no operation')
    return done.result
  }
  for (const text of statements) await run(text)
  return { store, writer, run }
}

async function clusteringOf(store: MemoryStore) {
  const snapshot = await loadSnapshot(store)
  return tryReadClustering(snapshot, createLayout(snapshot.protocol, snapshot.metadata))
}

async function adds(store: MemoryStore): Promise<Add[]> {
  return [...(await loadSnapshot(store)).files]
}

/** Rows of a grid in a random order, in so many files. */
function inserts(rng: Rng, side: number, files: number): string[] {
  const points = Array.from({ length: side * side }, (_, i) => ({
    text: `(${i % side}, ${Math.floor(i / side)}, 'v')`,
    place: rng.nextUint32(),
  }))
    .sort((a, b) => a.place - b.place)
    .map(({ text }) => text)
  const size = Math.ceil(points.length / files)
  return Array.from(
    { length: files },
    (_, i) => `INSERT INTO t VALUES ${points.slice(i * size, (i + 1) * size).join(', ')}`,
  )
}

const CREATE = 'CREATE TABLE t (x INT, y INT, name STRING) CLUSTER BY (x, y)'

describe('a clustered table', () => {
  it('keeps its columns in a metadata domain, also over a checkpoint and with names of their own in files', async () => {
    const { store, writer } = await create(
      `${CREATE} TBLPROPERTIES ('delta.columnMapping.mode' = 'name')`,
      "INSERT INTO t VALUES (1, 2, 'a')",
      'ALTER TABLE t RENAME COLUMN y TO why',
    )
    const { protocol, domains } = await loadSnapshot(store)
    expect(protocol.writerFeatures).toEqual(expect.arrayContaining(['clustering', 'domainMetadata']))
    expect(domains.get('delta.clustering')?.configuration).toMatch(
      /^\{"clusteringColumns":\[\["col-[\w-]+"\],\["col-[\w-]+"\]\],"domainName":"delta.clustering"\}$/,
    )
    expect(await clusteringOf(store)).toEqual(['x', 'why'])
    await runCheckpoint(writer, 2)
    expect(await clusteringOf(store)).toEqual(['x', 'why'])
  })

  it('is made of one that was not, changed, and given up', async () => {
    const { store, run } = await create('CREATE TABLE t (x INT, y INT)')
    expect(await clusteringOf(store)).toBeUndefined()
    expect((await run('ALTER TABLE t CLUSTER BY NONE')).kind).toBe('unchanged')
    await run('ALTER TABLE t CLUSTER BY (X)')
    expect(await clusteringOf(store)).toEqual(['x'])
    await run('ALTER TABLE t CLUSTER BY (y, x)')
    expect(await clusteringOf(store)).toEqual(['y', 'x'])
    await run('ALTER TABLE t CLUSTER BY NONE')
    expect(await clusteringOf(store)).toEqual([])
  })

  // As Spark 4.0.1 with Delta 4.0.0 does it.
  it('is again by RESTORE what it was at that version, and every other domain stays as it is', async () => {
    const { store, writer, run } = await create(
      'CREATE TABLE t (x INT, y INT)',
      'INSERT INTO t VALUES (1, 2)',
      'ALTER TABLE t CLUSTER BY (x)',
      'ALTER TABLE t CLUSTER BY (y)',
    )
    const domain = async (configuration: string) => {
      const txn = new Transaction(writer, await loadSnapshot(store))
      txn.stage({ kind: 'domainMetadata', domain: 'mine', configuration, removed: false })
      ensureCommitted(await txn.commit({ name: 'TEST', parameters: {}, metrics: {} }))
    }
    await domain('old')
    await run('RESTORE TABLE t TO VERSION AS OF 2')
    expect(await clusteringOf(store)).toEqual(['x'])
    await domain('new')
    await run('RESTORE TABLE t TO VERSION AS OF 4')
    expect(await clusteringOf(store)).toEqual(['y'])
    await run('RESTORE TABLE t TO VERSION AS OF 1')
    expect(await clusteringOf(store)).toEqual([])
    const { domains } = await loadSnapshot(store)
    expect(domains.get('delta.clustering')?.configuration).toBe(
      '{"clusteringColumns":[],"domainName":"delta.clustering"}',
    )
    expect(domains.get('mine')?.configuration).toBe('new')
  })

  it.each([
    ['CREATE TABLE t (a INT, b INT, c INT, d INT, e INT) CLUSTER BY (a, b, c, d, e)', 'CLUSTER_BY_INVALID_NUM_COLUMNS'],
    ['CREATE TABLE t (a INT, b INT) PARTITIONED BY (a) CLUSTER BY (b)', 'CLUSTER_BY_WITH_PARTITIONED_BY'],
    ['CREATE TABLE t (a INT, b BOOLEAN) CLUSTER BY (b)', 'CLUSTERING_COLUMN_MISSING_STATS'],
    ['CREATE TABLE t (a INT) CLUSTER BY (b)', 'COLUMN_NOT_FOUND'],
    ['CREATE TABLE t (a INT) CLUSTER BY (a, A)', 'DUPLICATE_COLUMNS_FOUND'],
  ])('is not made: %s', async (text, code) => {
    const { run, store } = await create()
    await expect(run(text)).rejects.toMatchObject({ code: `DELTA_${code}` })
    expect(await store.list('')).toEqual([])
  })

  it.each([
    [[CREATE], 'OPTIMIZE t ZORDER BY (x)', 'CLUSTERING_WITH_ZORDER_BY'],
    [[CREATE], 'OPTIMIZE t WHERE x > 1', 'CLUSTERING_WITH_PARTITION_PREDICATE'],
    [['CREATE TABLE t (x INT)'], 'OPTIMIZE t FULL', 'OPTIMIZE_FULL_NOT_SUPPORTED'],
    [
      ['CREATE TABLE t (x INT, p INT) PARTITIONED BY (p)'],
      'ALTER TABLE t CLUSTER BY (x)',
      'ALTER_TABLE_CLUSTER_BY_ON_PARTITIONED_TABLE_NOT_ALLOWED',
    ],
    [
      [`${CREATE} TBLPROPERTIES ('delta.columnMapping.mode' = 'name')`],
      'ALTER TABLE t DROP COLUMN y',
      'UNSUPPORTED_DROP_CLUSTERING_COLUMN',
    ],
  ])('%s: %s is refused', async (before, text, code) => {
    const { run } = await create(...before)
    await expect(run(text)).rejects.toMatchObject({ code: `DELTA_${code}` })
  })
})

describe('OPTIMIZE of a clustered table', () => {
  for (let seed = 1; seed <= 4; seed++) {
    it(`keeps the rows, and lets a filter on either column read fewer files (seed ${seed})`, async () => {
      const rng = new Rng(seed, 'clustered')
      const { store, run } = await create(CREATE, ...inserts(rng, 16, 8))
      const before = await readTexts(store)
      expect(await run('OPTIMIZE t')).toMatchObject({ operation: { parameters: { clusterBy: '["x","y"]' } } })
      expect(await readTexts(store)).toEqual(before)
      const snapshot = await loadSnapshot(store)
      expect(snapshot.files.count).toBeGreaterThan(4)
      const layout = createLayout(snapshot.protocol, snapshot.metadata)
      for (const column of ['x', 'y']) {
        const read = Array.from({ length: 16 }, (_, value) => {
          const { filter } = createCondition(layout, parseExpressionText(`${column} = ${value}`))
          return filter === undefined ? Infinity : planScan(snapshot.files, filter).slots.length
        })
        const mean = read.reduce((sum, files) => sum + files, 0) / read.length
        expect(mean).toBeLessThan(snapshot.files.count * 0.7)
      }
    })
  }

  it('writes a cube once, takes new files into it, and other columns only when it is full', async () => {
    const rng = new Rng(9)
    const { store, run } = await create(CREATE, ...inserts(rng, 8, 3))
    await run('OPTIMIZE t')
    const cubes = new Set((await adds(store)).map(({ tags }) => tags?.get('ZCUBE_ID')))
    expect(cubes.size).toBe(1)
    for (const { clusteringProvider, tags } of await adds(store)) {
      expect([clusteringProvider, tags?.get('ZCUBE_ZORDER_BY')]).toEqual(['liquid', '["x","y"]'])
    }
    expect((await run('OPTIMIZE t')).kind).toBe('unchanged')
    await run("INSERT INTO t VALUES (99, 99, 'new')")
    const rows = await readTexts(store)
    await run('OPTIMIZE t')
    const after = new Set((await adds(store)).map(({ tags }) => tags?.get('ZCUBE_ID')))
    expect(after.size).toBe(1)
    expect([...after]).not.toEqual([...cubes])
    await run('ALTER TABLE t CLUSTER BY (y)')
    expect((await run('OPTIMIZE t')).kind).toBe('unchanged')
    expect((await run('OPTIMIZE t FULL')).kind).toBe('committed')
    expect((await adds(store)).every(({ tags }) => tags?.get('ZCUBE_ZORDER_BY') === '["y"]')).toBe(true)
    expect(await readTexts(store)).toEqual(rows)
    await run('ALTER TABLE t CLUSTER BY NONE')
    await expect(run('OPTIMIZE t FULL')).rejects.toMatchObject({ code: 'DELTA_OPTIMIZE_FULL_NOT_SUPPORTED' })
    expect(await run('OPTIMIZE t')).toMatchObject({ reason: 'no two files are small enough to become one' })
  })
})

describe('files that are clustered anew', () => {
  const file = (path: string, size: number, cube?: string, columns = '["x"]', provider = 'liquid'): Add => ({
    kind: 'add',
    path,
    partitionValues: new Map(),
    size,
    modificationTime: 0,
    dataChange: false,
    stats: undefined,
    deletionVector: undefined,
    tags:
      cube === undefined
        ? undefined
        : new Map([
            ['ZCUBE_ID', cube],
            ['ZCUBE_ZORDER_BY', columns],
          ]),
    baseRowId: undefined,
    defaultRowCommitVersion: undefined,
    clusteringProvider: cube === undefined ? undefined : provider,
  })

  it.each([
    ['new ones and small cubes', [file('c', 5, 'k'), file('n', 1)], false, 'nc'],
    ['not one small cube alone', [file('a', 5, 'k'), file('b', 4, 'k')], false, ''],
    ['two small cubes', [file('a', 5, 'k'), file('b', 4, 'l')], false, 'ab'],
    ['not a large cube', [file('a', 50, 'k'), file('b', 50, 'k'), file('n', 1)], false, 'n'],
    ['not those of other columns', [file('a', 5, 'k', '["y"]'), file('n', 1)], false, 'n'],
    ['not those of another program', [file('a', 5, 'k', '["x"]', 'kd-tree'), file('n', 1)], false, 'n'],
    ['all of other columns when it is full', [file('a', 500, 'k', '["y"]'), file('b', 500, 'l')], true, 'a'],
    ['nothing of a full one that is clustered', [file('a', 5, 'k')], true, ''],
  ])('%s', (_what, files, isFull, chosen) => {
    expect(
      chooseFiles(files, ['x'], isFull, 100)
        .map(({ path }) => path)
        .join(''),
    ).toBe(chosen)
  })
})

it('a clustering column in a struct has the names of the schema at every level, and keeps its struct from being dropped', async () => {
  const column = (name: string, type: unknown, id: number) => ({
    name,
    type,
    nullable: true,
    metadata: { 'delta.columnMapping.id': id, 'delta.columnMapping.physicalName': `col-${id}` },
  })
  const city = { type: 'struct', fields: [column('city', 'string', 2)] }
  const fields = [column('address', city, 1), column('id', 'long', 3)]
  const features = ['clustering', 'domainMetadata', 'columnMapping']
  const lines = [
    {
      protocol: {
        minReaderVersion: 3,
        minWriterVersion: 7,
        readerFeatures: ['columnMapping'],
        writerFeatures: features,
      },
    },
    {
      metaData: {
        id: 'a',
        format: { provider: 'parquet', options: {} },
        schemaString: JSON.stringify({ type: 'struct', fields }),
        partitionColumns: [],
        configuration: { 'delta.columnMapping.mode': 'name', 'delta.columnMapping.maxColumnId': '3' },
      },
    },
    {
      domainMetadata: {
        domain: 'delta.clustering',
        configuration: '{"clusteringColumns":[["col-1","col-2"],["col-3"],["gone"]]}',
        removed: false,
      },
    },
  ]
  const { store, run } = await create()
  const text = lines.map((line) => JSON.stringify(line)).join('\n')
  await store.put('_delta_log/00000000000000000000.json', new TextEncoder().encode(text))
  expect(await clusteringOf(store)).toEqual(['address.city', 'id', 'gone'])
  await expect(run('ALTER TABLE t DROP COLUMN address')).rejects.toMatchObject({
    code: 'DELTA_UNSUPPORTED_DROP_CLUSTERING_COLUMN',
    message: expect.stringContaining('the table is clustered by address.city') as string,
  })
})
