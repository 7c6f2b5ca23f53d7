import { expect, it } from 'vitest'
import { runStatement } from '../delta/sql-statement.ts'
import type { ChangeStatement } from '../delta/sql-statement.ts'
import { createTestWriter } from '../delta/test-tables.ts'
import { parseStatement } from '../sql/parse-statement.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { TraceWriter } from '../trace/writer.ts'
import { checkTableOperation } from './check-table.ts'
import type { TableReport } from './check-table.ts'
import type { FilePorts } from './file-ports.ts'

/** Each feature that was found, as "name: detail, status"; the unused ones by their names. */
async function foundIn(store: MemoryStore): Promise<{ readonly used: string[]; readonly unused: string[] }> {
  const ports: Pick<FilePorts, 'openTable'> = { openTable: () => Promise.resolve(store) }
  const run = await checkTableOperation.open({ source: {}, name: 't' }, [], ports as FilePorts)
  const job = run.run(new TraceWriter()) as AsyncGenerator<unknown, TableReport>
  for (;;) {
    const step = await job.next()
    if (step.done !== true) continue
    const { found } = step.value
    return {
      used: found.flatMap(({ name, detail, status }) => (status === 'unused' ? [] : `${name}: ${detail}, ${status}`)),
      unused: found.flatMap(({ name, status }) => (status === 'unused' ? name : [])),
    }
  }
}

async function write(...statements: readonly string[]): Promise<MemoryStore> {
  const store = new MemoryStore()
  const writer = createTestWriter(store, 'a', { hasCheckpoints: true })
  for (const text of statements) await runStatement(writer, parseStatement(text) as ChangeStatement)
  return store
}

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
      'Row tracking',
      'Transactions of applications',
    ],
  })
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
