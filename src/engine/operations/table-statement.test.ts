import { expect, it } from 'vitest'
import { Outcome } from '../delta/events.ts'
import { createTestWriter } from '../delta/test-tables.ts'
import { parseProgram } from '../sql/parse-program.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { runTableStatement } from './table-statement.ts'
import type { StatementEnd } from './table-statement.ts'

async function run(text: string): Promise<StatementEnd[]> {
  const writer = createTestWriter(new MemoryStore())
  const ends: StatementEnd[] = []
  for (const step of parseProgram(text)) {
    if (step.kind === 'statement') ends.push(await runTableStatement(writer, step))
  }
  return ends
}

const TABLE = 'CREATE TABLE t (id INT); INSERT INTO t VALUES (1), (2);'

it('a query among statements tells which version it has read, and how many rows', async () => {
  const ends = await run(`${TABLE} SELECT * FROM t WHERE id = 2; SELECT * FROM t VERSION AS OF 0`)
  expect(ends.slice(2).map(({ outcome, version, payload }) => [outcome, version, payload.rows])).toEqual([
    [Outcome.read, 1, 1],
    [Outcome.read, 0, 0],
  ])
})

it('a query of what changed tells the last version of the feed, and refuses what was not recorded', async () => {
  const on = "ALTER TABLE t SET TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true'); DELETE FROM t WHERE id = 1;"
  const ends = await run(`${TABLE} ${on} SELECT * FROM table_changes('t', 2); SELECT * FROM table_changes('t', 1)`)
  const [fed, off] = ends.slice(-2)
  expect([fed?.version, fed?.payload.rows]).toEqual([3, 1])
  expect(JSON.parse(fed?.payload.preview?.[0] ?? '')).toMatchObject({
    id: 1,
    _change_type: 'delete',
    _commit_version: 3,
  })
  expect([off?.outcome, off?.payload.code]).toEqual([Outcome.failed, 'DELTA_MISSING_CHANGE_DATA'])
})

it('a query without a table has read no version', async () => {
  const [, , end] = await run(`${TABLE} SELECT 1`)
  expect(end).toEqual({ outcome: Outcome.unchanged, version: -1, payload: { message: 'the query reads no table' } })
})

it('what is wrong with a statement is its end, by the name that Delta gives it', async () => {
  const [, , end] = await run(`${TABLE} ALTER TABLE t ALTER COLUMN id SET DEFAULT 3`)
  expect(end?.outcome).toBe(Outcome.failed)
  expect(end?.payload.code).toBe('WRONG_COLUMN_DEFAULTS_FOR_DELTA_FEATURE_NOT_ENABLED')
})

it("a query has DuckDB's texts and names, also where it says which files are read", async () => {
  const table = String.raw`CREATE TABLE t (s STRING); INSERT INTO t VALUES ('it\'s'), ('x');`
  const [, , doubled, named] = await run(`${table} SELECT * FROM t WHERE s = 'it''s'; SELECT * FROM t WHERE "s" = 'x'`)
  expect([doubled?.payload.rows, named?.payload.rows]).toEqual([1, 1])
})

it('an error says where in the statement it is, unless it is in an expression that the table keeps', async () => {
  const table = 'CREATE TABLE t (id INT, dbl INT GENERATED ALWAYS AS (id * 2));'
  const [, kept] = await run(`${table} INSERT INTO t (id) VALUES (2000000000)`)
  expect(kept?.payload.code).toBe('ARITHMETIC_OVERFLOW')
  expect(kept?.payload.message).toMatch(/^the expression of the generated column dbl, id \* 2: /)
  expect(kept?.payload.message).not.toMatch(/\(line \d+, column \d+\)$/)
  const text = `${table} UPDATE t SET id = nope`
  const [, own] = await run(text)
  expect(own?.payload.message).toContain(`(line 1, column ${text.indexOf('nope') + 1})`)
})
