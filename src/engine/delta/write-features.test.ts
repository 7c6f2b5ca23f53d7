import { describe, expect, it } from 'vitest'
import { MemoryStore } from '../storage/memory-store.ts'
import { runAddColumns, runDropColumn, runRenameColumn, runSetProperties, runUnsetProperties } from './alter.ts'
import { runAppend } from './append.ts'
import { readChanges } from './change-data.ts'
import { runCreate } from './create.ts'
import { runDelete } from './delete.ts'
import { readHistory } from './history.ts'
import { listLog } from './log-segment.ts'
import { runMerge } from './merge.ts'
import { runOptimize } from './optimize.ts'
import { runOverwrite } from './overwrite.ts'
import { readRoaring } from './roaring.ts'
import { writeRoaring } from './roaring-writer.ts'
import { ALL_ROWS } from './row-condition.ts'
import type { DataType, StructType } from './schema.ts'
import { loadSnapshot } from './snapshot.ts'
import { tryCutMax } from './stats-writer.ts'
import { supportedFeatures } from './table-features.ts'
import { createTestWriter, field, ITEMS, items, readItems, readTexts, struct, where, whereId } from './test-tables.ts'
import type { TableWriter } from './table-writer.ts'
import { ensureCommitted } from './transaction.ts'
import { runUpdate } from './update.ts'
import { verifyTable } from './verify.ts'
import type { Row } from './write-files.ts'

async function create(configuration: Record<string, string> = {}, partitionColumns: string[] = [], ...texts: string[]) {
  const store = new MemoryStore(() => 1_700_000_000_000)
  const writer = createTestWriter(store)
  const properties = new Map(Object.entries(configuration))
  await runCreate(writer, { schema: ITEMS, partitionColumns, configuration: properties }, items(...texts))
  return { store, writer }
}

const codeOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    (value) => JSON.stringify(value),
    (error: { code: string }) => error.code,
  )

describe('schema enforcement', () => {
  const append = async (schema: StructType, rows: Row[], mergeSchema = false) => {
    const { store, writer } = await create({}, [], '1 a x')
    ensureCommitted(await runAppend(writer, { schema, rows }, { mergeSchema }))
    return readTexts(store)
  }

  it('finds columns by name in any case and order, and fills what is missing with null', async () => {
    expect(await append(struct(field('NAME', 'string'), field('Id', 'byte')), [['b', 2]])).toEqual([
      '{"id":1,"name":"a","part":"x"}',
      '{"id":2,"name":"b","part":null}',
    ])
  })

  it.each([
    ['an extra column', struct(field('id', 'integer'), field('extra', 'string')), 'DELTA_METADATA_MISMATCH'],
    ['another type', struct(field('id', 'string')), 'DELTA_FAILED_TO_MERGE_FIELDS'],
    ['a wider type', struct(field('id', 'long')), 'DELTA_FAILED_TO_MERGE_FIELDS'],
    [
      'two names that differ by case',
      struct(field('id', 'integer'), field('ID', 'integer')),
      'DELTA_DUPLICATE_COLUMNS_FOUND',
    ],
  ])('refuses %s', async (_, schema, code) => {
    expect(await codeOf(append(schema, []))).toBe(code)
  })

  it('adds columns with mergeSchema, the type of the others stays', async () => {
    const schema = struct(field('id', 'integer'), field('extra', { kind: 'decimal', precision: 5, scale: 1 }, false))
    expect(await append(schema, [[2, 15n]], true)).toEqual([
      '{"id":1,"name":"a","part":"x","extra":null}',
      '{"id":2,"name":null,"part":null,"extra":"1.5"}',
    ])
    expect(await codeOf(append(struct(field('id', 'string')), [], true))).toBe('DELTA_FAILED_TO_MERGE_FIELDS')
  })

  it('an overwrite keeps the schema, unless overwriteSchema', async () => {
    const { store, writer } = await create({}, [], '1 a x')
    const other = { schema: struct(field('word', 'string')), rows: [['w']] }
    expect(await codeOf(runOverwrite(writer, other))).toBe('DELTA_METADATA_MISMATCH')
    ensureCommitted(await runOverwrite(writer, other, { scope: { kind: 'table', overwriteSchema: true } }))
    expect(await readTexts(store)).toEqual(['{"word":"w"}'])
    expect(await readTexts(store, { version: 0 })).toEqual(['{"id":1,"name":"a","part":"x"}'])
  })

  it('NOT NULL holds for every way to write', async () => {
    const schema = struct(field('id', 'integer', false), field('name', 'string'))
    const store = new MemoryStore()
    const writer = createTestWriter(store)
    const bad = { schema, rows: [[undefined, 'b']] }
    expect(await codeOf(runCreate(writer, { schema }, bad))).toBe('DELTA_NOT_NULL_CONSTRAINT_VIOLATED')
    ensureCommitted(await runCreate(writer, { schema }, { schema, rows: [[1, 'a']] }))
    const on = { text: 'false', target: ALL_ROWS, test: () => false }
    const writes = [
      runAppend(writer, bad),
      runOverwrite(writer, bad),
      runUpdate(writer, { set: ([, name]) => [undefined, name] }),
      runMerge(writer, { on, source: [[]], notMatched: [{ insert: () => [undefined, 'c'] }] }),
    ]
    expect(new Set(await Promise.all(writes.map(codeOf)))).toEqual(new Set(['DELTA_NOT_NULL_CONSTRAINT_VIOLATED']))
    expect((await loadSnapshot(store)).version).toBe(0)
  })

  it('what a definition may not be', async () => {
    const make = (schema: StructType, partitionColumns: string[] = []) =>
      codeOf(runCreate(createTestWriter(new MemoryStore()), { schema, partitionColumns }))
    const one = struct(field('a', 'integer'))
    expect(await make(one, ['b'])).toBe('DELTA_COLUMN_NOT_FOUND')
    expect(await make(one, ['a'])).toBe('ALL_PARTITION_COLUMNS_NOT_ALLOWED')
    expect(await make(struct(field('a b', 'integer')))).toBe('DELTA_INVALID_CHARACTERS_IN_COLUMN_NAMES')
    expect(await make(struct(field('a', 'integer'), field('A', 'long')))).toBe('DELTA_DUPLICATE_COLUMNS_FOUND')
    const { writer } = await create()
    expect(await codeOf(runCreate(writer, { schema: one }))).toBe('DELTA_TABLE_ALREADY_EXISTS')
  })
})

describe('overwrites', () => {
  const start = ['1 a x', '2 b x', '3 c y']

  it('of partitions leave those that the new rows are not in', async () => {
    const { store, writer } = await create({}, ['part'], ...start)
    ensureCommitted(await runOverwrite(writer, items('9 z x', '8 y z'), { scope: { kind: 'partitions' } }))
    expect(await readItems(store)).toEqual(['3 c y', '8 y z', '9 z x'])
  })

  it('by replaceWhere take new rows that meet the condition, and no others', async () => {
    const condition = where('id < 3', ([id]) => (id as number) < 3)
    for (const partitions of [[], ['part']]) {
      const { store, writer } = await create({}, partitions, ...start)
      const scope = { kind: 'where', condition } as const
      expect(await codeOf(runOverwrite(writer, items('9 z x'), { scope }))).toBe('DELTA_REPLACE_WHERE_MISMATCH')
      ensureCommitted(await runOverwrite(writer, items('0 z x'), { scope }))
      expect(await readItems(store)).toEqual(['0 z x', '3 c y'])
      expect(await verifyTable(store)).toEqual([])
    }
  })

  it('by replaceWhere on a partition remove its files unread', async () => {
    const { store, writer } = await create({}, ['part'], ...start)
    const condition = { ...where("part = 'x'", ([, , part]) => part === 'x', ['x']), isPartitionOnly: true }
    const { actions } = ensureCommitted(
      await runOverwrite(writer, items('9 z x'), { scope: { kind: 'where', condition } }),
    )
    expect(actions.map(({ kind }) => kind)).toEqual(['commitInfo', 'remove', 'add'])
    expect(await readItems(store)).toEqual(['3 c y', '9 z x'])
  })

  it('and deletes are refused by an append-only table', async () => {
    const { writer } = await create({ 'delta.appendOnly': 'true' }, [], ...start)
    const runs = [runOverwrite(writer, items()), runDelete(writer), runUpdate(writer, { set: (row) => row })]
    expect(new Set(await Promise.all(runs.map(codeOf)))).toEqual(new Set(['DELTA_CANNOT_MODIFY_APPEND_ONLY']))
    expect((await runAppend(writer, items('4 d x'))).kind).toBe('committed')
  })
})

describe('application transactions', () => {
  it('let each version in once, whatever its rows', async () => {
    const { store, writer } = await create()
    const write = (version: number, text: string, appId = 'app') =>
      runAppend(writer, items(text), { txn: { appId, version } })
    const kinds = [
      await write(5, '1 a x'),
      await write(5, '2 b x'),
      await write(4, '3 c x'),
      await write(6, '4 d x'),
      await write(0, '5 e x', 'other'),
    ]
    expect(kinds.map(({ kind }) => kind)).toEqual(['committed', 'unchanged', 'unchanged', 'committed', 'committed'])
    expect(await readItems(store)).toEqual(['1 a x', '4 d x', '5 e x'])
    const other = await runDelete(writer, { txn: { appId: 'app', version: 6 } })
    expect(other.kind).toBe('unchanged')
  })
})

describe('deletion vectors', () => {
  const on = { 'delta.enableDeletionVectors': 'true' }
  it('mark rows in place of writing them anew, again and again, until the last row takes the file with it', async () => {
    const { store, writer } = await create(on, [], '1 a x', '2 b x', '3 c x', '4 d x')
    const [file] = [...(await loadSnapshot(store)).files]
    for (const id of [2, 4]) ensureCommitted(await runDelete(writer, { where: whereId(id) }))
    expect(await readItems(store)).toEqual(['1 a x', '3 c x'])
    const [marked] = [...(await loadSnapshot(store)).files]
    expect(marked?.path).toBe(file?.path)
    expect(marked?.deletionVector?.cardinality).toBe(2)
    expect(marked?.stats).toContain('"tightBounds":false')
    ensureCommitted(await runUpdate(writer, { where: whereId(3), set: ([id, , part]) => [id, 'C', part] }))
    expect(await readItems(store)).toEqual(['1 a x', '3 C x'])
    expect(await verifyTable(store)).toEqual([])
    ensureCommitted(await runDelete(writer, { where: whereId(1) }))
    expect([...(await loadSnapshot(store)).files].map(({ deletionVector }) => deletionVector)).toEqual([undefined])
    expect(await readItems(store, { version: 1 })).toEqual(['1 a x', '3 c x', '4 d x'])
  })

  it('are purged by OPTIMIZE, of a single file too', async () => {
    const { store, writer } = await create(on, [], '1 a x', '2 b x')
    await runDelete(writer, { where: whereId(1) })
    ensureCommitted(await runOptimize(writer))
    const [file, ...others] = [...(await loadSnapshot(store)).files]
    expect([file?.deletionVector, others.length]).toEqual([undefined, 0])
    expect(await readItems(store)).toEqual(['2 b x'])
  })

  it.each([
    ['few', [0, 5, 65_535, 65_536, 200_000]],
    ['beyond 32 bits', [1, 2 ** 32, 2 ** 32 + 1, 2 ** 33 + 7]],
    ['a container that is full enough to be a bitmap', Array.from({ length: 5000 }, (_, i) => i * 3)],
    ['exactly as many as an array holds', Array.from({ length: 4096 }, (_, i) => i)],
    ['none', []],
  ])('in Roaring form read as they were written: %s', (_, rows) => {
    const set = readRoaring(writeRoaring(rows))
    expect([set.cardinality, set.last]).toEqual([rows.length, rows.at(-1) ?? -1])
    expect(rows.every((row) => set.has(row))).toBe(true)
    expect(set.has(3_000_001)).toBe(false)
  })
})

describe('the change data feed', () => {
  const feed = async (store: MemoryStore, version: number) => {
    const texts: string[] = []
    for await (const { changeType, values } of readChanges(store, version, version))
      texts.push(`${changeType} ${values.map(String).join(' ')}`)
    return texts.sort()
  }

  it.each([{}, { 'delta.enableDeletionVectors': 'true' }])('tells what each commit changed, with %o', async (more) => {
    const { store, writer } = await create(
      { 'delta.enableChangeDataFeed': 'true', ...more },
      [],
      '1 a x',
      '2 b x',
      '3 c x',
    )
    await runUpdate(writer, { where: whereId(2), set: ([id, , part]) => [id, 'B', part] })
    await runDelete(writer, { where: whereId(1) })
    const on = { text: 't.id = s.id', target: ALL_ROWS, test: ([a]: Row, [b]: Row) => a === b }
    const set = (_: Row, source: Row) => source
    await runMerge(writer, {
      on,
      source: items('3 C x', '4 d x').rows,
      matched: [{ kind: 'update', set }],
      notMatched: [{ insert: (row) => row }],
    })
    await runDelete(writer)
    await runAppend(writer, items('5 e x'))
    await runOptimize(writer, { minFileSizeBytes: 1 })
    expect(await feed(store, 0)).toEqual(['insert 1 a x', 'insert 2 b x', 'insert 3 c x'])
    expect(await feed(store, 1)).toEqual(['update_postimage 2 B x', 'update_preimage 2 b x'])
    expect(await feed(store, 2)).toEqual(['delete 1 a x'])
    expect(await feed(store, 3)).toEqual(['insert 4 d x', 'update_postimage 3 C x', 'update_preimage 3 c x'])
    expect(await feed(store, 4)).toEqual(['delete 2 B x', 'delete 3 C x', 'delete 4 d x'])
    expect(await feed(store, 5)).toEqual(['insert 5 e x'])
    const inserts = (await store.list('_change_data/')).length
    expect(inserts).toBe(3)
  })

  it('of a MERGE that only inserts, or a DELETE of whole files, has no files of its own', async () => {
    const { store, writer } = await create({ 'delta.enableChangeDataFeed': 'true' }, ['part'], '1 a x', '2 b y')
    await runDelete(writer, { where: where('id = 1', ([id]) => id === 1) })
    expect(await store.list('_change_data/')).toEqual([])
    expect(await feed(store, 1)).toEqual(['delete 1 a x'])
  })
})

describe('column mapping', () => {
  const NESTED: DataType = { kind: 'array', element: struct(field('in ner', 'integer')), containsNull: true }
  const start = async (writer: TableWriter, configuration: ReadonlyMap<string, string>) => {
    const schema = struct(field('id', 'integer'), field('name', 'string'), field('part', 'string'))
    await runCreate(writer, { schema, partitionColumns: ['part'], configuration }, { schema, rows: [[1, 'a', 'x']] })
  }

  it.each(['name', 'id'])(
    'by %s: rename and drop change the metadata alone; old files and new ones read alike',
    async (mode) => {
      const store = new MemoryStore()
      const writer = createTestWriter(store)
      await start(writer, new Map([['delta.columnMapping.mode', mode]]))
      ensureCommitted(await runRenameColumn(writer, 'name', 'a, b'))
      ensureCommitted(await runRenameColumn(writer, 'PART', 'piece'))
      const schema = struct(
        field('id', 'integer'),
        field('a, b', 'string'),
        field('piece', 'string'),
        field('list', NESTED),
      )
      ensureCommitted(await runAppend(writer, { schema, rows: [[2, 'b', 'y', [[7]]]] }, { mergeSchema: true }))
      expect(await readTexts(store)).toEqual([
        '{"id":1,"a, b":"a","piece":"x","list":null}',
        '{"id":2,"a, b":"b","piece":"y","list":[{"in ner":7}]}',
      ])
      ensureCommitted(await runDropColumn(writer, 'a, b'))
      ensureCommitted(await runAddColumns(writer, [field('a, b', 'integer')]))
      expect(await readTexts(store)).toEqual([
        '{"id":1,"piece":"x","list":null,"a, b":null}',
        '{"id":2,"piece":"y","list":[{"in ner":7}],"a, b":null}',
      ])
      expect(await codeOf(runDropColumn(writer, 'piece'))).toBe('DELTA_UNSUPPORTED_DROP_PARTITION_COLUMN')
      expect(await verifyTable(store)).toEqual([])
    },
  )

  it('is switched on for a table with rows, and refused work before', async () => {
    const store = new MemoryStore()
    const writer = createTestWriter(store)
    await start(writer, new Map())
    expect(await codeOf(runRenameColumn(writer, 'name', 'n'))).toBe('DELTA_UNSUPPORTED_RENAME_COLUMN')
    expect(await codeOf(runDropColumn(writer, 'name'))).toBe('DELTA_UNSUPPORTED_DROP_COLUMN')
    ensureCommitted(await runSetProperties(writer, new Map([['delta.columnMapping.mode', 'name']])))
    ensureCommitted(await runRenameColumn(writer, 'name', 'word'))
    expect(await readTexts(store)).toEqual(['{"id":1,"word":"a","part":"x"}'])
    expect((await loadSnapshot(store)).protocol).toMatchObject({ minReaderVersion: 2, minWriterVersion: 5 })
  })
})

describe('protocols', () => {
  it.each([
    [{}, [1, 2], ['appendOnly', 'invariants']],
    [{ 'delta.enableChangeDataFeed': 'true' }, [1, 4], undefined],
    [{ 'delta.columnMapping.mode': 'name' }, [2, 5], undefined],
    [{ 'delta.enableDeletionVectors': 'true' }, [3, 7], ['appendOnly', 'deletionVectors', 'invariants']],
    [{ 'delta.enableInCommitTimestamps': 'true' }, [1, 7], ['appendOnly', 'inCommitTimestamp', 'invariants']],
    [{ 'delta.checkpointPolicy': 'v2' }, [3, 7], ['appendOnly', 'invariants', 'v2Checkpoint']],
  ] as [Record<string, string>, [number, number], string[] | undefined][])(
    'of a table with %o',
    async (configuration, versions, features) => {
      const { store } = await create(configuration)
      const { protocol } = await loadSnapshot(store)
      expect([protocol.minReaderVersion, protocol.minWriterVersion]).toEqual(versions)
      if (features !== undefined) expect(supportedFeatures(protocol)).toEqual(features)
    },
  )

  it('grow when a property needs it, and keep what they had', async () => {
    const { store, writer } = await create({ 'delta.enableChangeDataFeed': 'true' })
    await runSetProperties(writer, new Map([['delta.enableDeletionVectors', 'true']]))
    await runUnsetProperties(writer, ['delta.enableChangeDataFeed'])
    const { protocol, metadata } = await loadSnapshot(store)
    expect([protocol.minReaderVersion, protocol.minWriterVersion]).toEqual([3, 7])
    expect(supportedFeatures(protocol)).toEqual(
      expect.arrayContaining(['changeDataFeed', 'checkConstraints', 'deletionVectors']),
    )
    expect([...metadata.configuration]).toEqual([['delta.enableDeletionVectors', 'true']])
  })
})

describe('in-commit timestamps', () => {
  it('rise with every commit, also when the clock goes back', async () => {
    let nowMs = 5000
    const store = new MemoryStore()
    const writer = createTestWriter(store, 'a', { now: () => nowMs })
    await runCreate(writer, { schema: ITEMS, configuration: new Map([['delta.enableInCommitTimestamps', 'true']]) })
    for (nowMs of [3000, 4000, 9000]) await runAppend(writer, items('1 a x'))
    const { metadata, version } = await loadSnapshot(store)
    const history = await readHistory(store, await listLog(store), metadata, version)
    expect(history.map(({ timestamp }) => timestamp)).toEqual([9000, 5002, 5001, 5000])
    expect((await loadSnapshot(store, { timestamp: 5001 })).version).toBe(1)
  })

  it('rise behind a checkpoint too', async () => {
    let nowMs = 5000
    const store = new MemoryStore()
    const writer = createTestWriter(store, 'a', { now: () => nowMs, hasCheckpoints: true })
    const configuration = new Map([
      ['delta.enableInCommitTimestamps', 'true'],
      ['delta.checkpointInterval', '2'],
    ])
    await runCreate(writer, { schema: ITEMS, configuration })
    for (nowMs of [9000, 9500, 3000, 4000]) await runAppend(writer, items('1 a x'))
    const { metadata, version, segment } = await loadSnapshot(store)
    expect(segment.checkpoint?.version).toBe(4)
    const history = await readHistory(store, await listLog(store), metadata, version)
    expect(history.map(({ timestamp }) => timestamp)).toEqual([9502, 9501, 9500, 9000, 5000])
  })
})

describe('the greatest text of a file', () => {
  const long = 'x'.repeat(32)
  it.each([
    ['short enough', long, long],
    ['cut before an ASCII sign', `${long}abc`, `${long}\x7f`],
    ['cut before a greater sign', `${long}ü`, `${long}\u{10ffff}`],
    ['the last ASCII sign is not greater than itself', `${long}\x7f`, `${long}\u{10ffff}`],
    ['nothing is greater than the last character', `${long}\u{10ffff}a`, `${long}\u{10ffff}\x7f`],
    ['nor to be found within twice the length', long + '\u{10ffff}'.repeat(40), undefined],
    ['a pair of surrogates is not cut in two', `${'x'.repeat(31)}🐢🐢`, `${'x'.repeat(31)}\u{10ffff}`],
  ])('%s', (_, text, expected) => {
    expect(tryCutMax(text)).toBe(expected)
  })
})
