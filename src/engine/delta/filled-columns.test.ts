import { describe, expect, it } from 'vitest'
import { hasDeltaTables, readDeltaTables } from '../../../scripts/delta-tables.ts'
import { parseStatement } from '../sql/parse-statement.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { runAppend } from './append.ts'
import { loadSnapshot } from './snapshot.ts'
import { runStatement } from './sql-statement.ts'
import type { ChangeStatement } from './sql-statement.ts'
import { supportedFeatures } from './table-features.ts'
import { createTestWriter, field, readTexts, struct } from './test-tables.ts'
import type { TableWriter } from './table-writer.ts'

// What is expected here was seen in Spark 4.0.1 with Delta 4.0.0, statement by statement.

async function run(writer: TableWriter, ...statements: readonly string[]): Promise<void> {
  for (const text of statements) await runStatement(writer, parseStatement(text) as ChangeStatement)
}

async function create(...statements: readonly string[]) {
  const store = new MemoryStore()
  const writer = createTestWriter(store)
  await run(writer, ...statements)
  return { store, writer }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'taken',
    (error: unknown) => (error as { code: string }).code,
  )
}

async function rowsOf(store: MemoryStore): Promise<unknown[]> {
  return (await readTexts(store)).map((text) => Object.values(JSON.parse(text) as object) as unknown)
}

const DEFAULTS = "TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported')"
const WITH_DEFAULTS = `CREATE TABLE t (id INT, d STRING DEFAULT 'x', e INT DEFAULT 1+2) ${DEFAULTS}`

describe('a column with a default', () => {
  it('has it where an INSERT leaves the column out or says DEFAULT, and an UPDATE, and a MERGE', async () => {
    const { store, writer } = await create(
      WITH_DEFAULTS,
      'INSERT INTO t (id) VALUES (1)',
      'INSERT INTO t VALUES (2, DEFAULT, DEFAULT), (3, NULL, 0)',
      'UPDATE t SET d = DEFAULT WHERE id = 3',
      "ALTER TABLE t ALTER COLUMN d SET DEFAULT 'y'",
      'ALTER TABLE t ALTER COLUMN e DROP DEFAULT',
      'MERGE INTO t USING (VALUES (8)) AS s (id) ON t.id = s.id WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)',
      'INSERT INTO t (id) SELECT id FROM range(5, 6)',
    )
    expect(await rowsOf(store)).toEqual([
      [1, 'x', 3],
      [2, 'x', 3],
      [3, 'x', 0],
      [5, 'y', null],
      [8, 'y', null],
    ])
    const { protocol, metadata } = await loadSnapshot(store)
    expect([protocol.minReaderVersion, protocol.minWriterVersion]).toEqual([1, 7])
    expect(supportedFeatures(protocol)).toEqual(['allowColumnDefaults', 'appendOnly', 'invariants'])
    expect(metadata.schemaString).toContain('{"CURRENT_DEFAULT":"\'y\'"}')
    expect(new TextDecoder().decode(await store.get('_delta_log/00000000000000000000.json'))).toContain(
      String.raw`{\"CURRENT_DEFAULT\":\"1+2\"}`,
    )
    await run(writer, 'INSERT OVERWRITE t (id) VALUES (9)')
    expect(await rowsOf(store)).toEqual([[9, 'y', null]])
  })

  it('still needs as many values as there are columns', async () => {
    const { writer } = await create(WITH_DEFAULTS)
    expect(await codeOf(run(writer, 'INSERT INTO t VALUES (3)'))).toBe('INSERT_COLUMN_ARITY_MISMATCH')
  })

  it.each([
    ['INT DEFAULT nope', 'INVALID_DEFAULT_VALUE'],
    ["INT DEFAULT 'abc'", 'INVALID_DEFAULT_VALUE'],
    ["BOOLEAN DEFAULT 'true'", 'INVALID_DEFAULT_VALUE'],
    ['INT DEFAULT id', 'INVALID_DEFAULT_VALUE'],
    ['SMALLINT DEFAULT 100000', 'INVALID_DEFAULT_VALUE'],
    ['INT DEFAULT 4 GENERATED ALWAYS AS (id + 1)', 'GENERATED_COLUMN_WITH_DEFAULT_VALUE'],
  ])('%s is refused', async (column, code) => {
    expect(await codeOf(create(`CREATE TABLE t (id INT, x ${column}) ${DEFAULTS}`))).toBe(code)
  })

  it.each([
    ['STRING DEFAULT 5', '5'],
    ['INT DEFAULT 1L', 1],
    ["INT DEFAULT '5'", 5],
    ['INT DEFAULT 1.5', 1],
    ['INT DEFAULT NULL', null],
    ["DATE DEFAULT DATE'2024-01-01'", '2024-01-01'],
    ["DATE DEFAULT '2024-01-01'", '2024-01-01'],
    ['DECIMAL(10,2) DEFAULT 1.5', '1.50'],
    ['DOUBLE DEFAULT 1.5', 1.5],
    ['INT NOT NULL DEFAULT (1 + 2) * 3', 9],
  ])('%s is %s', async (column, value) => {
    const { store } = await create(`CREATE TABLE t (id INT, x ${column}) ${DEFAULTS}`, 'INSERT INTO t (id) VALUES (1)')
    expect(await rowsOf(store)).toEqual([[1, value]])
  })

  it('needs the feature, and is not added to a table that is there', async () => {
    const feature = 'WRONG_COLUMN_DEFAULTS_FOR_DELTA_FEATURE_NOT_ENABLED'
    expect(await codeOf(create('CREATE TABLE t (id INT DEFAULT 1)'))).toBe(feature)
    const { store, writer } = await create('CREATE TABLE t (id INT, x INT)')
    expect(await codeOf(run(writer, 'ALTER TABLE t ALTER COLUMN x SET DEFAULT 4'))).toBe(feature)
    await run(writer, 'INSERT INTO t VALUES (1, DEFAULT)', `ALTER TABLE t SET ${DEFAULTS}`)
    expect(await codeOf(run(writer, 'ALTER TABLE t ADD COLUMN z INT DEFAULT 5'))).toBe(
      'WRONG_COLUMN_DEFAULTS_FOR_DELTA_ALTER_TABLE_ADD_COLUMN_NOT_SUPPORTED',
    )
    expect(await codeOf(run(writer, "ALTER TABLE t ALTER COLUMN x SET DEFAULT 'q'"))).toBe('INVALID_DEFAULT_VALUE')
    expect(await codeOf(run(writer, 'ALTER TABLE t ALTER COLUMN nope SET DEFAULT 4'))).toBe('DELTA_COLUMN_NOT_FOUND')
    await run(writer, 'ALTER TABLE t ALTER COLUMN x SET DEFAULT 4', 'INSERT INTO t (id) VALUES (2)')
    expect(await rowsOf(store)).toEqual([
      [1, null],
      [2, 4],
    ])
  })
})

describe.skipIf(!hasDeltaTables)('a table of Databricks whose protocol knows no generated columns', () => {
  it('has a plain column, whatever its field says, and stays so when it is altered', async () => {
    const store = readDeltaTables().store('spark__dbr_8_0_non_generated_columns')
    const writer = createTestWriter(store)
    expect((await loadSnapshot(store)).metadata.schemaString).toContain('"delta.generationExpression":"c1 + 1"')
    await run(
      writer,
      'INSERT INTO t VALUES (1, 7)',
      'INSERT INTO t (c1) VALUES (2)',
      'UPDATE t SET c1 = 3 WHERE c1 = 1',
    )
    await run(writer, "ALTER TABLE t SET TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true')")
    await run(writer, 'INSERT INTO t (c1) VALUES (4)')
    expect(await rowsOf(store)).toEqual([
      [2, null],
      [3, 7],
      [4, null],
    ])
    expect((await loadSnapshot(store)).metadata.schemaString).not.toContain('generationExpression')
  })
})

const GENERATED = `CREATE TABLE t (id INT, ts TIMESTAMP, day DATE GENERATED ALWAYS AS (CAST(ts AS DATE)),
  dbl INT GENERATED ALWAYS AS (id * 2)) PARTITIONED BY (day)`
const TS = "TIMESTAMP'2024-01-02 03:04:05'"

describe('a generated column', () => {
  it('follows from the others, in every statement', async () => {
    const { store, writer } = await create(
      GENERATED,
      `INSERT INTO t (id, ts) VALUES (1, ${TS})`,
      `INSERT INTO t VALUES (2, ${TS}, DATE'2024-01-02', 4)`,
      'INSERT INTO t (id) VALUES (NULL)',
      'UPDATE t SET id = 10 WHERE id = 1',
      'UPDATE t SET id = 11, dbl = 22 WHERE id = 2',
      `MERGE INTO t USING (VALUES (10, TIMESTAMP'2025-01-01 00:00:00'), (12, ${TS})) AS s (id, ts) ON t.id = s.id
        WHEN MATCHED THEN UPDATE SET ts = s.ts WHEN NOT MATCHED THEN INSERT (id, ts) VALUES (s.id, s.ts)`,
    )
    await runAppend(writer, { schema: struct(field('id', 'integer')), rows: [[13]] })
    const rows = (await readTexts(store)).map((text) => JSON.parse(text) as Record<string, unknown>)
    expect(rows.map(({ id, day, dbl }) => [id, day, dbl])).toEqual([
      [10, '2025-01-01', 20],
      [11, '2024-01-02', 22],
      [12, '2024-01-02', 24],
      [13, null, 26],
      [null, null, null],
    ])
    const { protocol, metadata, files } = await loadSnapshot(store)
    expect([protocol.minReaderVersion, protocol.minWriterVersion]).toEqual([1, 4])
    expect(metadata.schemaString).toContain('{"delta.generationExpression":"CAST(ts AS DATE)"}')
    expect([...files].map(({ partitionValues }) => partitionValues.get('day')).sort()).toEqual([
      '2024-01-02',
      '2024-01-02',
      '2025-01-01',
      undefined,
      undefined,
    ])
  })

  it.each([
    `INSERT INTO t VALUES (3, ${TS}, DATE'2024-01-03', 6)`,
    `INSERT INTO t VALUES (3, ${TS}, DATE'2024-01-02', NULL)`,
    `INSERT INTO t VALUES (3, ${TS}, DEFAULT, DEFAULT)`,
    'UPDATE t SET dbl = 11',
  ])('takes no other value: %s', async (statement) => {
    const { store, writer } = await create(GENERATED, `INSERT INTO t (id, ts) VALUES (1, ${TS})`)
    expect(await codeOf(run(writer, statement))).toBe('DELTA_VIOLATE_CONSTRAINT_WITH_VALUES')
    expect((await loadSnapshot(store)).version).toBe(1)
  })

  it.each([
    ['INT GENERATED ALWAYS AS (nope + 1)', 'DELTA_INVALID_GENERATED_COLUMN_REFERENCES'],
    ['INT GENERATED ALWAYS AS (x + 1)', 'DELTA_INVALID_GENERATED_COLUMN_REFERENCES'],
    [
      'INT GENERATED ALWAYS AS (id + 1), y INT GENERATED ALWAYS AS (x + 1)',
      'DELTA_INVALID_GENERATED_COLUMN_REFERENCES',
    ],
    ['INT GENERATED ALWAYS AS (id + 1L)', 'DELTA_GENERATED_COLUMNS_EXPR_TYPE_MISMATCH'],
    ['STRING GENERATED ALWAYS AS (id)', 'DELTA_GENERATED_COLUMNS_EXPR_TYPE_MISMATCH'],
    ['SMALLINT GENERATED ALWAYS AS (id % 7)', 'DELTA_GENERATED_COLUMNS_EXPR_TYPE_MISMATCH'],
    ['DOUBLE GENERATED ALWAYS AS (id / 2)', 'taken'],
  ])('%s: %s', async (column, code) => {
    expect(await codeOf(create(`CREATE TABLE t (id INT, x ${column})`))).toBe(code)
  })

  it('holds the columns that it looks at, as a CHECK constraint does', async () => {
    const { store, writer } = await create(
      GENERATED,
      'ALTER TABLE t ADD CONSTRAINT low CHECK (TS IS NOT NULL)',
      "ALTER TABLE t SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')",
    )
    const code = (change: string) => codeOf(run(writer, `ALTER TABLE t ${change}`))
    const generated = 'DELTA_GENERATED_COLUMNS_DEPENDENT_COLUMN_CHANGE'
    expect(await code('RENAME COLUMN id TO k')).toBe(generated)
    expect(await code('DROP COLUMN ID')).toBe(generated)
    expect(await code('DROP COLUMN dbl')).toBe('taken')
    expect(await code('RENAME COLUMN id TO k')).toBe('taken')
    await run(writer, `INSERT INTO t (k, ts) VALUES (1, ${TS})`)
    expect((await rowsOf(store)).length).toBe(1)
    const plain = await create(
      "CREATE TABLE t (a INT, b INT) TBLPROPERTIES ('delta.columnMapping.mode' = 'name')",
      'ALTER TABLE t ADD CONSTRAINT low CHECK (A < 9)',
    )
    const dependent = 'DELTA_CONSTRAINT_DEPENDENT_COLUMN_CHANGE'
    expect(await codeOf(run(plain.writer, 'ALTER TABLE t RENAME COLUMN a TO c'))).toBe(dependent)
    expect(await codeOf(run(plain.writer, 'ALTER TABLE t DROP COLUMN a'))).toBe(dependent)
    expect(await codeOf(run(plain.writer, 'ALTER TABLE t DROP COLUMN b'))).toBe('taken')
  })
})

interface Told {
  readonly code: string
  readonly message: string
  readonly where?: string
  readonly action?: string
  readonly place?: { readonly line: number; readonly column: number; readonly length: number }
}

function toldOf(work: Promise<unknown>): Promise<Told> {
  return work.then(
    () => ({ code: 'taken', message: '' }),
    (error: unknown) => error as Told,
  )
}

describe('what is wrong with an expression', () => {
  const CREATES = [
    ['INT DEFAULT nofunc(1)', 'UNRESOLVED_ROUTINE', 'nofunc(1)'],
    ['INT DEFAULT abs(1, 2)', 'WRONG_NUM_ARGS', 'abs(1, 2)'],
    ['INT DEFAULT true + 1', 'DATATYPE_MISMATCH', 'true + 1'],
    ['INT DEFAULT 2147483647 + 1', 'ARITHMETIC_OVERFLOW', '2147483647 + 1'],
    ['DOUBLE DEFAULT 1/0', 'DIVIDE_BY_ZERO', '1/0'],
    ["STRING DEFAULT CAST('abc' AS INT)", 'CAST_INVALID_INPUT', "CAST('abc' AS INT)"],
    ['INT GENERATED ALWAYS AS (nofunc(id))', 'UNRESOLVED_ROUTINE', 'nofunc(id)'],
    ['INT GENERATED ALWAYS AS (abs(id, 2))', 'WRONG_NUM_ARGS', 'abs(id, 2)'],
    ['INT GENERATED ALWAYS AS (id + true)', 'DATATYPE_MISMATCH', 'id + true'],
  ] as const

  it.each(CREATES)('%s: %s, with the column, and the place in the statement', async (column, code, text) => {
    const statement = `CREATE TABLE t (\n  id INT, x ${column}) ${DEFAULTS}`
    const { code: told, message, place } = await toldOf(create(statement))
    expect(told).toBe(code)
    expect(message).toContain(column.includes('DEFAULT') ? 'the default of column x: ' : 'the generated column x: ')
    const line = statement.split('\n')[(place?.line ?? 0) - 1] ?? ''
    const at = (place?.column ?? 0) - 1
    expect(text).toContain(line.slice(at, at + (place?.length ?? 0)))
    expect([place?.line, at >= line.indexOf(text), at < line.indexOf(text) + text.length]).toEqual([2, true, true])
  })

  it.each([
    ['nofunc(1)', 'INVALID_DEFAULT_VALUE'],
    ['abs(1, 2)', 'INVALID_DEFAULT_VALUE'],
    ['id', 'INVALID_DEFAULT_VALUE'],
    ['3000000000', 'INVALID_DEFAULT_VALUE'],
    ['100000L * 100000L', 'INVALID_DEFAULT_VALUE'],
    ['1/0', 'DIVIDE_BY_ZERO'],
    ['2147483647 + 1', 'ARITHMETIC_OVERFLOW'],
    ["CAST('abc' AS INT)", 'CAST_INVALID_INPUT'],
    ["CAST('5' AS INT)", 'taken'],
    ['1.5e0', 'taken'],
  ])('ALTER COLUMN … SET DEFAULT %s: %s', async (text, code) => {
    const { writer } = await create(`CREATE TABLE t (id INT, x INT) ${DEFAULTS}`)
    const { code: told, message, where, place } = await toldOf(run(writer, `ALTER TABLE t ALTER x SET DEFAULT ${text}`))
    expect(told).toBe(code)
    if (code === 'taken') return
    expect(message).toContain('the default of column x: ')
    expect(code === 'INVALID_DEFAULT_VALUE' ? where : place?.column).toBe(
      code === 'INVALID_DEFAULT_VALUE' ? 'x' : 'ALTER TABLE t ALTER x SET DEFAULT '.length + 1,
    )
  })

  it('is told of the column that is changed alone', async () => {
    const { store, writer } = await create(`CREATE TABLE t (id INT, d STRING DEFAULT 'x', x INT) ${DEFAULTS}`)
    await rewrite(store, "'x'", 'uuid()')
    await run(writer, 'ALTER TABLE t ALTER x SET DEFAULT 4')
    expect((await toldOf(run(writer, 'ALTER TABLE t ALTER d SET DEFAULT uuid()'))).code).toBe('NOT_SUPPORTED')
  })

  it('that the table keeps is told with its column and text, and has no place in the statement', async () => {
    const { store, writer } = await create(`CREATE TABLE t (id INT, d STRING DEFAULT 'x') ${DEFAULTS}`)
    await rewrite(store, "'x'", 'uuid()')
    const told = await toldOf(run(writer, 'INSERT INTO t (id) VALUES (1)'))
    expect(told).toMatchObject({ code: 'NOT_SUPPORTED', place: undefined })
    expect(told.message).toMatch(/^the default of column d, uuid\(\): /)
    await run(writer, "INSERT INTO t VALUES (1, 'own')")

    const generated = await create('CREATE TABLE t (id INT, dbl INT GENERATED ALWAYS AS (id * 2))')
    const big = await toldOf(run(generated.writer, 'INSERT INTO t (id) VALUES (2000000000)'))
    expect(big).toMatchObject({ code: 'ARITHMETIC_OVERFLOW', place: undefined })
    expect(big.message).toMatch(/^the expression of the generated column dbl, id \* 2: /)

    const checked = await create('CREATE TABLE t (id INT)', 'ALTER TABLE t ADD CONSTRAINT low CHECK (id * 2 < 10)')
    const large = await toldOf(run(checked.writer, 'INSERT INTO t VALUES (2000000000)'))
    expect(large).toMatchObject({ code: 'ARITHMETIC_OVERFLOW', place: undefined })
    expect(large.message).toMatch(/^the CHECK constraint low, id \* 2 < 10: /)
  })

  it('of a CHECK constraint has its place in the statement that adds it', async () => {
    const { writer } = await create('CREATE TABLE t (id INT)')
    const statement = 'ALTER TABLE t ADD CONSTRAINT low CHECK (nope > 1)'
    const { code, place } = await toldOf(run(writer, statement))
    expect([code, place]).toEqual(['UNRESOLVED_COLUMN', { line: 1, column: statement.indexOf('nope') + 1, length: 4 }])
  })

  it('a value that a generated column does not take is not to be mended by dropping a constraint', async () => {
    const { writer } = await create('CREATE TABLE t (id INT, dbl INT GENERATED ALWAYS AS (id * 2))')
    await run(writer, 'ALTER TABLE t ADD CONSTRAINT low CHECK (id < 9)')
    expect(await toldOf(run(writer, 'INSERT INTO t VALUES (1, 3)'))).toMatchObject({
      code: 'DELTA_VIOLATE_CONSTRAINT_WITH_VALUES',
      where: 'dbl',
      action: 'leave dbl out: it is computed from the others',
    })
    expect(await toldOf(run(writer, 'INSERT INTO t (id) VALUES (10)'))).toMatchObject({
      where: 'low',
      action: 'correct the rows, or drop the constraint',
    })
  })
})

/** The first commit as another writer would have left it. */
async function rewrite(store: MemoryStore, from: string, to: string): Promise<void> {
  const path = '_delta_log/00000000000000000000.json'
  const text = new TextDecoder().decode(await store.get(path))
  expect(text).toContain(from)
  await store.put(path, new TextEncoder().encode(text.replace(from, to)))
}
