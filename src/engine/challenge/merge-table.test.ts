import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { runStatement } from '../delta/sql-statement.ts'
import type { ChangeStatement } from '../delta/sql-statement.ts'
import { createTestWriter, readTexts } from '../delta/test-tables.ts'
import { DeltaWriteError } from '../delta/write-error.ts'
import { SqlError } from '../predicate/sql-error.ts'
import { parseStatement } from '../sql/parse-statement.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { hitShare, mergeRows, partitionsRead, rowsWrittenPerChange, touchedShare } from './merge-table.ts'
import type { Cell, ExerciseTable } from './merge-table.ts'

const COLUMNS = { id: 'integer', v: 'integer', d: 'string' } as const

function literal(cell: Cell): string {
  return cell === null ? 'NULL' : typeof cell === 'string' ? `'${cell}'` : String(cell)
}

function valuesOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')
}

/** The same MERGE on a table of files, by the operations that write it. */
async function mergeFiles({ rows, partitionedBy }: ExerciseTable, text: string): Promise<string[] | string> {
  const store = new MemoryStore()
  const writer = createTestWriter(store)
  const run = (sql: string) => runStatement(writer, parseStatement(sql) as ChangeStatement)
  const partitions = partitionedBy === undefined ? '' : `PARTITIONED BY (${partitionedBy})`
  await run(`CREATE TABLE t (id INT, v INT, d STRING) ${partitions}`)
  if (rows.length > 0) await run(`INSERT INTO t VALUES ${valuesOf(rows)}`)
  try {
    await run(text)
  } catch (error) {
    if (error instanceof DeltaWriteError || error instanceof SqlError) return error.code
    throw error
  }
  return readTexts(store)
}

function mergeHere(table: ExerciseTable, text: string): string[] | string {
  const outcome = mergeRows(table, text)
  if ('error' in outcome) return outcome.error
  return outcome.rows.map(([id, v, d]) => JSON.stringify({ id, v, d })).sort()
}

const CLAUSES = [
  "WHEN MATCHED AND s.op = 'D' THEN DELETE",
  'WHEN MATCHED AND s.v > t.v THEN UPDATE SET v = s.v, d = s.d',
  'WHEN MATCHED THEN UPDATE SET *',
  'WHEN MATCHED THEN DELETE',
  "WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (id, v) VALUES (s.id, s.v + 1)",
  'WHEN NOT MATCHED THEN INSERT *',
  'WHEN NOT MATCHED BY SOURCE AND t.v >= 3 THEN UPDATE SET v = 0',
  'WHEN NOT MATCHED BY SOURCE THEN DELETE',
]

const ONS = ['t.id = s.id', 't.id = s.id AND t.d = s.d', "t.id = s.id AND t.d = 'x'", 't.id <=> s.id', 't.v < s.v']

function randomCase(seed: number): { table: ExerciseTable; text: string } {
  const rng = new Rng(seed)
  const cell = (most: number): Cell => (rng.nextBelow(8) === 0 ? null : rng.nextBelow(most))
  const row = (): Cell[] => [cell(7), cell(6), rng.nextBelow(2) === 0 ? 'x' : 'y']
  const rows = Array.from({ length: rng.nextBelow(8) }, row)
  const source = Array.from({ length: 1 + rng.nextBelow(5) }, () => [...row(), rng.nextBelow(3) === 0 ? 'D' : 'U'])
  const clauses = CLAUSES.filter(() => rng.nextBelow(3) === 0)
  const text = `MERGE INTO t USING (VALUES ${valuesOf(source)}) AS s (id, v, d, op)
    ON ${ONS[rng.nextBelow(ONS.length)]} ${(clauses.length === 0 ? CLAUSES.slice(2, 3) : clauses).join(' ')}`
  const partitionedBy = rng.nextBelow(2) === 0 ? {} : { partitionedBy: 'd' }
  return { table: { columns: COLUMNS, rows, ...partitionedBy }, text }
}

describe('a MERGE of an exercise is the MERGE of a table', () => {
  it.each(Array.from({ length: 60 }, (_, i) => i))('seed %i', async (seed) => {
    const { table, text } = randomCase(seed)
    expect(mergeHere(table, text)).toEqual(await mergeFiles(table, text))
  })

  it('the seeds reach rows, rows that match twice, and clauses that are never reached', () => {
    const ends = new Set<string>()
    for (let seed = 0; seed < 60; seed++) {
      const { table, text } = randomCase(seed)
      const outcome = mergeRows(table, text)
      ends.add('error' in outcome ? outcome.error : 'rows')
    }
    expect([...ends]).toEqual(
      expect.arrayContaining([
        'rows',
        'DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE',
        'NON_LAST_MATCHED_CLAUSE_OMIT_CONDITION',
      ]),
    )
  })
})

it('looks only into partitions that ON leaves possible', () => {
  const table: ExerciseTable = { columns: COLUMNS, partitionedBy: 'd', rows: [] }
  const merge = (on: string, clause = 'WHEN MATCHED THEN DELETE') =>
    partitionsRead(table, `MERGE INTO t USING (VALUES (1, 1, 'x')) AS s (id, v, d) ON ${on} ${clause}`, ['x', 'y', 'z'])
  expect(merge('t.id = s.id')).toEqual(['x', 'y', 'z'])
  expect(merge('t.id = s.id AND t.d = s.d')).toEqual(['x', 'y', 'z'])
  expect(merge("t.id = s.id AND t.d = 'x'")).toEqual(['x'])
  expect(merge("t.id = s.id AND t.d IN ('x', 'z')")).toEqual(['x', 'z'])
  expect(merge("t.id = s.id AND t.d = 'x'", 'WHEN NOT MATCHED BY SOURCE THEN DELETE')).toEqual(['x', 'y', 'z'])
})

it('the chance that a file is touched is that of the slow product', () => {
  for (const [rows, chance] of [
    [1, 0.5],
    [7, 0.1],
    [1000, 0.003],
    [100_000, 1e-5],
    [50, 0],
    [50, 1],
  ] as const) {
    let untouched = 1
    for (let row = 0; row < rows; row++) untouched *= 1 - chance
    expect(touchedShare(rows, chance), `${rows} rows, ${chance}`).toBeCloseTo(1 - untouched, 9)
  }
})

it('files are touched as often as thrown hits touch them (seed 4)', () => {
  const rng = new Rng(4)
  let touched = 0
  const rounds = 300
  for (let round = 0; round < rounds; round++) {
    const files = new Set(Array.from({ length: 400 }, () => rng.nextBelow(400)))
    touched += files.size / 400
  }
  expect(touched / rounds).toBeCloseTo(hitShare(400, 400), 2)
})

it('what is written for a change is the whole file while changes are rare, and less where they share a file', () => {
  expect(rowsWrittenPerChange(1000, 1e-9)).toBeCloseTo(1000, 0)
  expect(rowsWrittenPerChange(1000, 1)).toBe(1)
})
