import { describe, expect, it } from 'vitest'
import { parseStatement } from '../sql/parse-statement.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { runCreate } from './create.ts'
import { loadSnapshot } from './snapshot.ts'
import { runStatement } from './sql-statement.ts'
import type { ChangeStatement, StatementOptions } from './sql-statement.ts'
import { createTestWriter, ITEMS, items, readItems } from './test-tables.ts'
import type { WriteStep } from './write-steps.ts'

async function create(partitionColumns: readonly string[] = []) {
  const store = new MemoryStore()
  const steps: WriteStep[] = []
  const writer = createTestWriter(store, 'a', { onStep: (step) => steps.push(step) })
  await runCreate(writer, { schema: ITEMS, partitionColumns }, items('1 a x', '2 b x', '3 c y'))
  const run = (text: string, options?: StatementOptions) =>
    runStatement(writer, parseStatement(text) as ChangeStatement, options)
  return { store, run, steps }
}

/** The rows after statements; the code of what the last one threw. */
async function after(
  statements: readonly string[],
  partitionColumns: readonly string[] = [],
  options: StatementOptions = {},
): Promise<string[] | string> {
  const { store, run } = await create(partitionColumns)
  try {
    for (const text of statements) await run(text, options)
  } catch (error) {
    return (error as { code: string }).code
  }
  return readItems(store)
}

const START = ['1 a x', '2 b x', '3 c y']

describe('statements', () => {
  it.each([
    ["INSERT INTO t VALUES (4, 'd', 'z'), (5, NULL, 'z')", [...START, '4 d z', '5 undefined z']],
    ["INSERT INTO t (part, ID) VALUES ('z', '4')", [...START, '4 undefined z']],
    ["INSERT OVERWRITE t VALUES (4, 'd', 'z')", ['4 d z']],
    ["DELETE FROM t WHERE part = 'x' AND id > 1", ['1 a x', '3 c y']],
    ['DELETE FROM t AS u WHERE u.id IN (1, 3)', ['2 b x']],
    ['DELETE FROM t', []],
    ["UPDATE t SET name = upper(name), id = id + 10 WHERE part = 'x'", ['11 A x', '12 B x', '3 c y']],
    ['UPDATE t SET id = length(name), name = CAST(id AS STRING)', ['1 1 x', '1 2 x', '1 3 y']],
    [
      "INSERT INTO t SELECT id + 10, concat('n', id), 'z' FROM range(3) WHERE id <> 1",
      [...START, '10 n0 z', '12 n2 z'],
    ],
    ["INSERT INTO t SELECT r.id, 'r', 'z' FROM range(9, 3, -3) AS r", [...START, '9 r z', '6 r z']],
    ['INSERT INTO t (id) SELECT 7 AS seven', [...START, '7 undefined undefined']],
    ['ALTER TABLE t ADD COLUMNS (extra INT)', START],
    ["ALTER TABLE t SET TBLPROPERTIES ('delta.appendOnly' = 'false')", START],
    ['ALTER TABLE t ADD CONSTRAINT small CHECK (id < 100)', START],
    ['CREATE TABLE IF NOT EXISTS t (a INT)', START],
    ['OPTIMIZE t', START],
    ['OPTIMIZE t ZORDER BY (id, name)', START],
  ])('%s', async (text, rows) => {
    expect(await after([text])).toEqual([...rows].sort())
    expect(await after([text], ['part'])).toEqual([...rows].sort())
  })

  it.each([
    ["INSERT OVERWRITE t PARTITION (part = 'x') VALUES (9, 'z')", ['3 c y', '9 z x']],
    ["INSERT OVERWRITE t PARTITION (part) VALUES (9, 'z', 'y')", ['9 z y']],
    ["INSERT INTO t PARTITION (part = 'q') VALUES (9, 'z')", [...START, '9 z q']],
  ])('%s, of a table with partitions', async (text, rows) => {
    expect(await after([text], ['part'])).toEqual([...rows].sort())
  })

  it.each([
    ["INSERT OVERWRITE t PARTITION (part = 'x') VALUES (9, 'z')", ['3 c y', '9 z x']],
    ["INSERT OVERWRITE t PARTITION (part) VALUES (9, 'z', 'y')", ['1 a x', '2 b x', '9 z y']],
    ["INSERT OVERWRITE t VALUES (9, 'z', 'y'), (8, 'q', NULL)", ['1 a x', '2 b x', '9 z y', '8 q undefined']],
    ["INSERT INTO t REPLACE WHERE part = 'y' VALUES (9, 'z', 'y')", ['1 a x', '2 b x', '9 z y']],
    ["INSERT INTO t VALUES (9, 'z', 'y')", [...START, '9 z y']],
  ])('%s, where partitions are overwritten dynamically', async (text, rows) => {
    expect(await after([text], ['part'], { isDynamicOverwrite: true })).toEqual([...rows].sort())
  })

  // What Spark 4.0.1 with Delta 4.0.0 does: a text that is no number is compared to one, and nobody may take that for "no row".
  it.each(['part = 5', 'part > 5', 'part IN (5)', 'part + 1 > 0', 'name = 5'])(
    'with a text that is no number where %s fail, and change nothing',
    async (condition) => {
      for (const partitions of [[], ['part'], ['name']]) {
        for (const text of [`DELETE FROM t WHERE ${condition}`, `UPDATE t SET id = 0 WHERE ${condition}`]) {
          expect(await after([text], partitions), text).toBe('CAST_INVALID_INPUT')
        }
      }
    },
  )

  it.each([
    // Partitions come first, in the order that is written; then statistics leave files out; then rows are looked at.
    ['id = 99 AND part = 5', 'CAST_INVALID_INPUT'],
    ["part = 5 AND part = 'q'", 'CAST_INVALID_INPUT'],
    ["part = 'q' AND part = 5", START],
    ["name = 5 AND part = 'q'", START],
    ['name = 5 AND id = 99', START],
    ['id = 99 AND name = 5', START],
  ])('DELETE … WHERE %s, of a table whose partitions are no numbers', async (condition, expected) => {
    expect(await after([`DELETE FROM t WHERE ${condition}`], ['part'])).toEqual(expected)
  })

  it('of a table without partitions overwrites all of it, also dynamically', async () => {
    expect(await after(["INSERT OVERWRITE t VALUES (9, 'z', 'y')"], [], { isDynamicOverwrite: true })).toEqual([
      '9 z y',
    ])
  })

  it.each([
    ["INSERT INTO t REPLACE WHERE part = 'x' VALUES (9, 'z', 'x')", ['3 c y', '9 z x']],
    [
      "INSERT INTO TABLE t REPLACE WHERE t.id >= 2 SELECT id + 20, 'r', 'y' FROM range(2)",
      ['1 a x', '20 r y', '21 r y'],
    ],
    ["INSERT INTO t REPLACE WHERE id < 2 OR name = 'c' VALUES (0, 'n', 'x')", ['0 n x', '2 b x']],
    ["INSERT INTO t REPLACE WHERE part = 'q' VALUES (9, 'z', 'q')", [...START, '9 z q']],
  ])('%s', async (text, rows) => {
    expect(await after([text])).toEqual([...rows].sort())
    expect(await after([text], ['part'])).toEqual([...rows].sort())
  })

  it.each([
    ["INSERT INTO t REPLACE WHERE part = 'x' VALUES (9, 'z', 'y')"],
    ['INSERT INTO t REPLACE WHERE id > 5 VALUES (6, NULL, NULL), (NULL, NULL, NULL)'],
  ])('%s has a row that is not of the condition, and nothing is written', async (text) => {
    expect(await after([text])).toBe('DELTA_REPLACE_WHERE_MISMATCH')
  })

  it('each happen once with a transaction of an application', async () => {
    for (const text of [
      "INSERT OVERWRITE t VALUES (1, 'o', 'x')",
      'DELETE FROM t WHERE id = 1',
      "UPDATE t SET name = concat(name, '!')",
      'MERGE INTO t USING (VALUES (7)) AS s(id) ON t.id = s.id WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)',
      // It changes no row, and has happened all the same.
      'MERGE INTO t USING (VALUES (7)) AS s(id) ON t.id = s.id WHEN MATCHED THEN DELETE',
    ]) {
      const { store, run } = await create()
      const options = { txn: { appId: 'job', version: 3 } }
      await run(text, options)
      const { version, transactions } = await loadSnapshot(store)
      expect(transactions.get('job')?.version).toBe(3)
      expect((await run(text, options)).result).toMatchObject({ kind: 'unchanged' })
      expect((await loadSnapshot(store)).version).toBe(version)
    }
  })

  // As Spark 4.0.1 with Delta 4.0.0 does it.
  it('RESTORE of the latest version commits nothing, and one of no version has names of its own', async () => {
    const { store, run } = await create()
    await run('DELETE FROM t')
    // Times are those of the files, all 1970-01-01 here, made to rise by a millisecond.
    for (const target of ['VERSION AS OF 1', "TIMESTAMP AS OF '1970-01-01 00:00:00.001'"]) {
      const { result } = await run(`RESTORE TABLE t TO ${target}`)
      expect(result).toEqual({ kind: 'unchanged', reason: 'version 1 is the latest' })
    }
    for (const [target, code] of [
      ['VERSION AS OF 2', 'DELTA_CANNOT_RESTORE_TABLE_VERSION'],
      ["TIMESTAMP AS OF '2099-01-01'", 'DELTA_CANNOT_RESTORE_TIMESTAMP_GREATER'],
      ["TIMESTAMP AS OF '1969-12-31'", 'DELTA_CANNOT_RESTORE_TIMESTAMP_EARLIER'],
    ] as const) {
      const restored = run(`RESTORE TABLE t TO ${target}`)
      await expect(restored).rejects.toMatchObject({ code, exception: 'DeltaAnalysisException' })
    }
    expect((await loadSnapshot(store)).version).toBe(1)
  })

  it('RESTORE and VACUUM', async () => {
    const { store, run } = await create()
    await run('DELETE FROM t')
    await run('RESTORE TABLE t TO VERSION AS OF 0')
    expect(await readItems(store)).toEqual(START)
    const dry = await run('VACUUM t RETAIN 0 HOURS DRY RUN', { vacuum: { isRetentionChecked: false } })
    expect(dry).toMatchObject({ kind: 'vacuum', result: { isDryRun: true, files: [] } })
    await expect(run('VACUUM t RETAIN 0 HOURS')).rejects.toMatchObject({
      code: 'DELTA_VACUUM_RETENTION_PERIOD_TOO_SHORT',
    })
    expect((await loadSnapshot(store)).version).toBe(2)
  })

  it.each([
    ['UPDATE t SET nope = 1', 'UNRESOLVED_COLUMN'],
    ['INSERT INTO t (nope) VALUES (1)', 'DELTA_COLUMN_NOT_FOUND'],
    ['UPDATE t SET id = 1, id = 2', 'DELTA_CONFLICT_SET_COLUMN'],
    ["UPDATE t SET id = 1, name = 'a', ID = 2 WHERE id = 99", 'DELTA_CONFLICT_SET_COLUMN'],
    [
      'MERGE INTO t USING (VALUES (1)) AS s(id) ON t.id = s.id WHEN MATCHED THEN UPDATE SET t.id = 1, id = 2',
      'DELTA_CONFLICT_SET_COLUMN',
    ],
    [
      'MERGE INTO t USING (VALUES (9)) AS s(id) ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN UPDATE SET id = 1, id = 2',
      'DELTA_CONFLICT_SET_COLUMN',
    ],
    ["INSERT INTO t VALUES (1, 'a')", 'INSERT_COLUMN_ARITY_MISMATCH'],
    ["INSERT INTO t VALUES ('one', 'a', 'x')", 'CAST_INVALID_INPUT'],
    ['DELETE FROM t WHERE id', 'DATATYPE_MISMATCH'],
    ["INSERT INTO t SELECT part, 'a', 'x' FROM range(1)", 'UNRESOLVED_COLUMN'],
    ['INSERT INTO t SELECT id FROM range(1)', 'INSERT_COLUMN_ARITY_MISMATCH'],
    ['CREATE TABLE t (a INT)', 'DELTA_TABLE_ALREADY_EXISTS'],
    ['CREATE OR REPLACE TABLE t (a INT)', 'NOT_SUPPORTED'],
    ['ALTER TABLE t DROP COLUMN name', 'DELTA_UNSUPPORTED_DROP_COLUMN'],
    ['ALTER TABLE t ALTER COLUMN id TYPE BIGINT', 'NOT_SUPPORTED'],
    ['MERGE INTO t USING other AS s ON t.id = s.id WHEN MATCHED THEN DELETE', 'NOT_SUPPORTED'],
    ["MERGE INTO t USING (VALUES (1), ('x')) AS s (id) ON t.id = s.id WHEN MATCHED THEN DELETE", 'CAST_INVALID_INPUT'],
    ['OPTIMIZE t ZORDER BY (nope)', 'DELTA_COLUMN_NOT_FOUND'],
    ['OPTIMIZE t WHERE id = 1', 'DELTA_NON_PARTITION_COLUMN_REFERENCE'],
  ])('%s: %s', async (text, code) => {
    expect(await after([text])).toBe(code)
  })
})

describe('CREATE TABLE', () => {
  it('makes a table as it is written', async () => {
    const store = new MemoryStore()
    const text = `CREATE TABLE t (id BIGINT NOT NULL COMMENT 'the key', tags ARRAY<STRING>, day DATE)
      PARTITIONED BY (day) COMMENT 'a test' TBLPROPERTIES ('delta.checkpointInterval' = '3')`
    await runStatement(createTestWriter(store), parseStatement(text) as ChangeStatement)
    const { metadata, schema } = await loadSnapshot(store)
    expect(schema?.fields.map(({ name, type, nullable }) => [name, type.kind, nullable])).toEqual([
      ['id', 'long', false],
      ['tags', 'array', true],
      ['day', 'date', true],
    ])
    expect(schema?.fields[0]?.metadata).toEqual({ comment: 'the key' })
    expect(metadata.partitionColumns).toEqual(['day'])
    expect(metadata.description).toBe('a test')
    expect(metadata.configuration.get('delta.checkpointInterval')).toBe('3')
  })

  it.each([
    ['CREATE OR REPLACE TABLE t (a INT)', 25],
    ['ALTER TABLE t ALTER COLUMN a TYPE BIGINT', 13],
    ['ALTER TABLE t ADD COLUMN a INT FIRST', 13],
  ])('refuses %s with its place', async (text, column) => {
    const made = runStatement(createTestWriter(new MemoryStore()), parseStatement(text) as ChangeStatement)
    await expect(made).rejects.toMatchObject({ code: 'NOT_SUPPORTED', line: 1, column })
  })
})

describe('MERGE', () => {
  const using = "USING (VALUES (1, 'A', 'x'), (9, 'I', 'z')) AS s (id, name, part) ON t.id = s.id"

  it.each([
    ['WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *', ['1 A x', '2 b x', '3 c y', '9 I z']],
    [
      "WHEN MATCHED AND s.name = 'A' THEN DELETE WHEN NOT MATCHED BY SOURCE AND t.part = 'y' THEN UPDATE SET name = concat(t.name, '!')",
      ['2 b x', '3 c! y'],
    ],
    [
      'WHEN MATCHED THEN UPDATE SET t.name = concat(t.name, s.name) WHEN NOT MATCHED AND id > 100 THEN INSERT (id) VALUES (s.id)',
      ['1 aA x', '2 b x', '3 c y'],
    ],
    ['WHEN NOT MATCHED THEN INSERT (name, id) VALUES (DEFAULT, s.id * 2)', [...START, '18 undefined undefined']],
    ['WHEN NOT MATCHED BY SOURCE THEN DELETE', ['1 a x']],
  ])('%s', async (clauses, rows) => {
    expect(await after([`MERGE INTO t ${using} ${clauses}`])).toEqual([...rows].sort())
  })

  it('reads only the partitions that a literal in its condition names', async () => {
    const { run, steps, store } = await create(['part'])
    await run(`MERGE INTO t ${using} AND t.part = 'x' WHEN MATCHED THEN UPDATE SET *`)
    expect(steps.find(({ kind }) => kind === 'filesPlanned')).toMatchObject({ skippedByPartition: 1 })
    expect(await readItems(store)).toEqual(['1 A x', '2 b x', '3 c y'])
  })

  it('takes the rows of another table where it is told how to read it', async () => {
    const { run, store } = await create()
    const readSource = (path: readonly string[]) =>
      Promise.resolve({
        relation: { name: undefined, fields: ITEMS.fields },
        rows: path.join('.') === 'db.src' ? items('2 X q').rows : [],
      })
    await run('MERGE INTO t USING db.src ON t.id = src.id WHEN MATCHED THEN UPDATE SET *', { readSource })
    expect(await readItems(store)).toEqual(['1 a x', '2 X q', '3 c y'])
  })
})
