import { expect, it } from 'vitest'
import { runStatement } from '../delta/sql-statement.ts'
import type { ChangeStatement } from '../delta/sql-statement.ts'
import { createTestWriter } from '../delta/test-tables.ts'
import { parseStatement } from '../sql/parse-statement.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { TraceWriter } from '../trace/writer.ts'
import { checkTableOperation } from './check-table.ts'
import type { RefusedTable, TableReport } from './check-table.ts'
import type { FilePorts } from './file-ports.ts'

async function report(store: MemoryStore): Promise<TableReport | RefusedTable> {
  const ports: Pick<FilePorts, 'openTable'> = { openTable: () => Promise.resolve(store) }
  const run = await checkTableOperation.open({ source: {}, name: 't' }, [], ports as FilePorts)
  const job = run.run(new TraceWriter()) as AsyncGenerator<unknown, TableReport | RefusedTable>
  for (;;) {
    const step = await job.next()
    if (step.done === true) return step.value
  }
}

/** Each feature that was found, as "name: detail, status"; the unused ones by their names. */
async function foundIn(store: MemoryStore): Promise<{ readonly used: string[]; readonly unused: string[] }> {
  const { found } = await report(store)
  return {
    used: found.flatMap(({ name, detail, status }) => (status === 'unused' ? [] : `${name}: ${detail}, ${status}`)),
    unused: found.flatMap(({ name, status }) => (status === 'unused' ? name : [])),
  }
}

async function write(...statements: readonly string[]): Promise<MemoryStore> {
  const store = new MemoryStore()
  const writer = createTestWriter(store, 'a', { hasCheckpoints: true })
  for (const text of statements) await runStatement(writer, parseStatement(text) as ChangeStatement)
  return store
}

it('does not say "none" of in-commit timestamps where a table has the preview of them', async () => {
  const lines = [
    { protocol: { minReaderVersion: 1, minWriterVersion: 7, writerFeatures: ['inCommitTimestamp-preview'] } },
    {
      metaData: {
        id: 'a',
        format: { provider: 'parquet', options: {} },
        schemaString: '{"type":"struct","fields":[]}',
        partitionColumns: [],
        configuration: { 'delta.enableInCommitTimestamps-preview': 'true' },
      },
    },
    { commitInfo: { inCommitTimestamp: 5, operation: 'CREATE TABLE' } },
  ]
  const store = new MemoryStore()
  const text = lines.map((line) => JSON.stringify(line)).join('\n')
  store.set(`_delta_log/${'0'.padStart(20, '0')}.json`, new TextEncoder().encode(text), 0)
  const { found } = await report(store)
  expect(found.filter(({ name }) => name === 'In-commit timestamps')).toEqual([
    {
      name: 'In-commit timestamps',
      detail: 'only the preview of them: the times of the files count',
      status: 'unused',
    },
  ])
})

it('tells what a table has, how much of it, and what it has not', async () => {
  const store = await write(
    `CREATE TABLE t (id INT, day STRING, place STRUCT<x: INT>) PARTITIONED BY (day) TBLPROPERTIES (
      'delta.enableDeletionVectors' = 'true', 'delta.enableChangeDataFeed' = 'true', 'delta.columnMapping.mode' = 'name',
      'delta.enableInCommitTimestamps' = 'true', 'delta.checkpointInterval' = '3')`,
    "INSERT INTO t (id, day) VALUES (1, 'mon'), (2, 'mon')",
    "INSERT INTO t (id, day) VALUES (3, 'tue'), (4, 'tue')",
    'DELETE FROM t WHERE id = 3',
    "ALTER TABLE t SET TBLPROPERTIES ('owner' = 'me')",
  )
  expect(await foundIn(store)).toEqual({
    used: [
      'Partitioned by day: 2 partitions, read',
      'Nested columns: 1 of 3 columns, read',
      'Column mapping: by name, read',
      'File statistics: 2 of 2 files, read',
      'Deletion vectors: 1 of 2 files, read',
      'Checkpoints: 1, the newest of version 3, read',
      'Schema or property changes: 1 after version 0, read',
      'Removed files: 1 action, read',
      'Change data feed: 1 file, read',
      'In-commit timestamps: on, read',
    ],
    unused: [
      'Type widening',
      'Variant columns',
      'Defaults, generated, identity',
      'Log compaction',
      'Paths added again',
      'Row tracking',
      'Transactions of applications',
      'Append only',
      'CHECK constraints',
      'NOT NULL and invariants',
    ],
  })
})

it('names rules of old versions, which have no list of features', async () => {
  const store = await write(
    "CREATE TABLE t (id INT NOT NULL, n INT) TBLPROPERTIES ('delta.appendOnly' = 'true')",
    'ALTER TABLE t ADD CONSTRAINT low CHECK (n < 9)',
    'INSERT INTO t VALUES (1, 2)',
  )
  const { used } = await foundIn(store)
  expect(used).toEqual(
    expect.arrayContaining([
      'Append only: on, read',
      'CHECK constraints: 1 constraint, read',
      'NOT NULL and invariants: 1 column, read',
    ]),
  )
  expect((await report(store)) as TableReport).toMatchObject({
    writerVersion: 3,
    recordedProtocol: { version: 1, line: 2 },
  })
})

it('counts paths that were added again', async () => {
  const store = await write(
    'CREATE TABLE t (id INT)',
    'INSERT INTO t VALUES (1)',
    'DELETE FROM t',
    'RESTORE TABLE t TO VERSION AS OF 1',
  )
  expect((await foundIn(store)).used).toContain('Paths added again: 1 path, the newest line counts, read')
})

it('names feature by feature what a table asks for that is not read', async () => {
  const store = await write(
    "CREATE TABLE t (id INT) TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')",
    'INSERT INTO t VALUES (1)',
  )
  const path = '_delta_log/00000000000000000000.json'
  const text = new TextDecoder().decode(await store.get(path))
  const refuse = async (from: string, to: string): Promise<RefusedTable> => {
    expect(text).toContain(from)
    await store.put(path, new TextEncoder().encode(text.replace(from, to)))
    return (await report(store)) as RefusedTable
  }
  const lists = '"readerFeatures":["deletionVectors"],"writerFeatures":["appendOnly",'
  const { refusal, found } = await refuse(
    lists,
    '"readerFeatures":["deletionVectors","flying","catalogManaged"],"writerFeatures":["appendOnly","flying","catalogManaged","humming",',
  )
  expect(refusal.code).toBe('DELTA_PATH_BASED_ACCESS_TO_CATALOG_MANAGED_TABLE_BLOCKED')
  expect(found.map(({ name, detail, status }) => `${name}: ${detail}, ${status}`)).toEqual([
    'Reader and writer version: 3, 7, harmless',
    'appendOnly: for writers, harmless',
    'catalogManaged: only its catalog knows which commits count, refused',
    'deletionVectors: for readers too, harmless',
    'flying: for readers too, refused',
    'humming: for writers, harmless',
    'invariants: for writers, harmless',
  ])
  const old = await refuse('"minReaderVersion":3', '"minReaderVersion":9')
  expect(old.refusal.code).toBe('DELTA_INVALID_PROTOCOL_VERSION')
  expect(old.found[0]).toEqual({ name: 'Reader and writer version', detail: '9, 7', status: 'refused' })
  const bare = await refuse('"readerFeatures":["deletionVectors"],', '')
  expect(bare.refusal.code).toBe('DELTA_INVALID_PROTOCOL_VERSION')
  expect(bare.found.filter(({ status }) => status === 'refused')).toEqual([
    {
      name: 'Reader and writer version',
      detail: '3, 7, without the list of reader features',
      status: 'refused',
    },
  ])
})

it('a mark whose feature the protocol does not support means nothing', async () => {
  const store = await write(
    `CREATE TABLE t (id INT, d STRING DEFAULT 'x', dbl INT GENERATED ALWAYS AS (id * 2)) TBLPROPERTIES (
      'delta.feature.allowColumnDefaults' = 'supported', 'delta.feature.checkConstraints' = 'supported',
      'delta.appendOnly' = 'true', 'delta.enableChangeDataFeed' = 'true', 'delta.enableInCommitTimestamps' = 'true',
      'delta.constraints.low' = 'id < 9')`,
  )
  const marks = [
    'Defaults, generated, identity',
    'Change data feed',
    'In-commit timestamps',
    'Append only',
    'CHECK constraints',
    'NOT NULL and invariants',
    'Type widening',
  ]
  const path = '_delta_log/00000000000000000000.json'
  const text = new TextDecoder().decode(await store.get(path))
  const marked = text.replace(
    String.raw`\"name\":\"id\",\"type\":\"integer\",\"nullable\":true,\"metadata\":{}`,
    String.raw`\"name\":\"id\",\"type\":\"integer\",\"nullable\":true,\"metadata\":{\"delta.invariants\":\"{}\",\"delta.typeChanges\":[]}`,
  )
  expect(marked).not.toBe(text)
  const put = (protocol: string): Promise<void> =>
    store.put(path, new TextEncoder().encode(marked.replace(/\{"protocol":.*?\]\}\}/, protocol)))
  const lists = (names: readonly string[]): string =>
    JSON.stringify({ protocol: { minReaderVersion: 1, minWriterVersion: 7, writerFeatures: names } })
  await put(lists(['domainMetadata']))
  expect((await foundIn(store)).unused).toEqual(expect.arrayContaining(marks))
  await put(
    lists([
      ...['allowColumnDefaults', 'generatedColumns', 'changeDataFeed', 'inCommitTimestamp', 'appendOnly'],
      ...['checkConstraints', 'invariants', 'typeWidening'],
    ]),
  )
  const { used } = await foundIn(store)
  for (const mark of marks) expect(used.map((line) => line.split(': ')[0])).toContain(mark)
  expect(used).toContain('Defaults, generated, identity: 2 of 3 columns, read')
})

it('tells at which line of the log a file that is not there was added', async () => {
  const store = await write('CREATE TABLE t (id INT)', 'INSERT INTO t VALUES (1)', 'INSERT INTO t VALUES (2)')
  for (const { path } of await store.list('')) if (!path.startsWith('_')) await store.delete(path)
  const { missing } = (await report(store)) as TableReport
  expect(missing.map(({ place }) => place)).toEqual([
    { version: 1, line: 2 },
    { version: 2, line: 2 },
  ])
})

it('names features of the protocol that have no line of their own, and files that cannot be read', async () => {
  const store = await write('CREATE TABLE t (id INT) CLUSTER BY (id)', 'INSERT INTO t VALUES (1)')
  const path = '_delta_log/00000000000000000001.json'
  const text = new TextDecoder().decode(await store.get(path))
  await store.put(path, new TextEncoder().encode(text.replace('"path":"', '"path":"s3://elsewhere/')))
  const { used } = await foundIn(store)
  expect(used).toContain('clustering: for writers, read')
  expect(used).toContain('domainMetadata: for writers, read')
  expect(used).toContain('Files outside of the folder: 1 of 1 file, refused')
})
