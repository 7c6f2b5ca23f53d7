import { describe, expect, test } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import { Rng } from '../../base/rng.ts'
import { SqlError } from '../predicate/sql-error.ts'
import { pick, randomCondition, randomRow, TEST_TABLE } from '../predicate/test-expressions.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import type { Add } from './action-types.ts'
import { runAppend } from './append.ts'
import { runCreate } from './create.ts'
import { runDelete } from './delete.ts'
import { readFileRows } from './file-rows.ts'
import { commitPath } from './log-path.ts'
import { planFiles } from './plan-files.ts'
import { planScan } from './plan-scan.ts'
import type { RowCondition } from './row-condition.ts'
import type { StructType } from './schema.ts'
import { loadSnapshot } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'
import { createCondition } from './sql-condition.ts'
import { createLayout } from './table-layout.ts'
import { createTestWriter } from './test-tables.ts'
import { updateSnapshot } from './update-snapshot.ts'
import { formatAction } from './write-actions.ts'
import type { Row } from './write-files.ts'
import type { WriteStep } from './write-steps.ts'

const SCHEMA: StructType = {
  kind: 'struct',
  fields: TEST_TABLE.fields.map((field) => withMetadata(field) as StructType['fields'][number]),
}

/** The types of expressions, with what a schema has besides. */
function withMetadata(field: (typeof TEST_TABLE.fields)[number]): object {
  const { type } = field
  const inner = type.kind === 'struct' ? { ...type, fields: type.fields.map(withMetadata) } : type
  return { ...field, type: inner, metadata: {} }
}

const SEEDS = 12
const CONDITIONS = 60

async function createRandomTable(rng: Rng) {
  const steps: WriteStep[] = []
  const store = new MemoryStore()
  const writer = createTestWriter(store, 'a', { mostRowsPerFile: 3, onStep: (step) => steps.push(step) })
  const partitionColumns = pick(rng, [[], ['i'], ['s'], ['day', 'b']])
  const configuration = new Map([
    ['delta.enableDeletionVectors', String(rng.nextBelow(2) === 0)],
    ...(rng.nextBelow(2) === 0 ? ([['delta.columnMapping.mode', 'name']] as const) : []),
    ...(rng.nextBelow(3) === 0 ? ([['delta.dataSkippingNumIndexedCols', '4']] as const) : []),
  ])
  await runCreate(writer, { schema: SCHEMA, partitionColumns, configuration })
  await runAppend(writer, randomRows(rng))
  return { store, writer, steps }
}

function randomRows(rng: Rng): { schema: StructType; rows: Row[] } {
  // Rows that follow each other are alike, so that bounds are narrow.
  const base = randomRow(rng)
  const rows = Array.from({ length: 4 + rng.nextBelow(12) }, () => {
    const row = randomRow(rng)
    return row.map((value, i) => (rng.nextBelow(3) === 0 ? value : base[i])) as Row
  })
  return { schema: SCHEMA, rows }
}

/** As other writers leave statistics: wider, less of them, or none. */
function loosen(rng: Rng, add: Add): Add {
  const stats = JSON.parse(add.stats as string) as Record<string, Record<string, unknown> | undefined>
  switch (rng.nextBelow(7)) {
    case 0:
      return { ...add, stats: undefined }
    case 1:
      return { ...add, stats: 'no JSON' }
    case 2:
      delete stats['numRecords']
      break
    case 3:
      delete stats[pick(rng, ['minValues', 'maxValues', 'nullCount'])]
      break
    case 4:
      for (const name of ['minValues', 'maxValues', 'nullCount']) {
        const values = stats[name] ?? {}
        for (const column of Object.keys(values)) if (rng.nextBelow(2) === 0) delete values[column]
      }
      break
    case 5: {
      const { minValues = {}, maxValues = {} } = stats
      for (const [column, min] of Object.entries(minValues)) {
        if (typeof min === 'number') minValues[column] = min - 1
        if (typeof min === 'string') minValues[column] = min.slice(0, /^\d{4}-/.test(min) ? undefined : 1)
      }
      for (const [column, max] of Object.entries(maxValues)) if (typeof max === 'number') maxValues[column] = max + 1
      break
    }
  }
  return { ...add, stats: JSON.stringify(stats) }
}

/** A commit that adds files again whose statistics another writer has computed. */
async function commitLoosened(rng: Rng, store: MemoryStore): Promise<void> {
  const { files, version } = await loadSnapshot(store)
  const adds = [...files]
    .filter(({ stats }) => stats?.startsWith('{') === true && rng.nextBelow(2) === 0)
    .map((add) => loosen(rng, add))
  const lines = ['{"commitInfo":{}}', ...adds.map(formatAction)].map((line) => `${line}\n`)
  store.set(commitPath(version + 1), new TextEncoder().encode(lines.join('')), 0)
}

function conditionOf({ protocol, metadata }: Snapshot, text: string): RowCondition {
  return createCondition(createLayout(protocol, metadata), parseExpressionText(text))
}

/** A random condition of the kind that statements have: several parts, some of them plain. */
function randomWhere(rng: Rng): string {
  const plain = (): string => `${pick(rng, ['i', 'l', 'y'])} ${pick(rng, ['=', '<', '>='])} ${rng.nextBelow(9) - 4}`
  const text = (): string => `s ${pick(rng, ['=', '<', '>='])} ${pick(rng, ["'ab'", "'b'", "'é'", "''"])}`
  const parts = [plain, text, () => randomCondition(rng, rng.nextBelow(3)), () => "day = DATE '2024-02-29'", () => 'b']
  return Array.from({ length: 1 + rng.nextBelow(3) }, () => `(${pick(rng, parts)()})`).join(' AND ')
}

function withoutFilter({ text, partitions, isPartitionOnly, canMatchFile, test }: RowCondition): RowCondition {
  return { text, partitions, isPartitionOnly, canMatchFile, test }
}

function tryTest(condition: RowCondition, row: Row): boolean {
  try {
    return condition.test(row) === true
  } catch (error) {
    if (error instanceof SqlError) return false
    throw error
  }
}

/** Undefined where the condition has no value in a partition. */
function tryPlan(plan: () => readonly Add[]): readonly Add[] | undefined {
  try {
    return plan()
  } catch (error) {
    if (error instanceof SqlError) return undefined
    throw error
  }
}

function tryCondition(snapshot: Snapshot, text: string): RowCondition | undefined {
  try {
    return conditionOf(snapshot, text)
  } catch (error) {
    if (error instanceof SqlError) return undefined
    throw error
  }
}

describe('a scan', () => {
  test.each(
    drawUnlessWhole(
      Array.from({ length: SEEDS }, (_, seed) => [seed + 1]),
      1 / 3,
      'scans',
    ),
  )(
    'never leaves out a row that is meant, and plans what looking at each file plans: seed %i',
    async (seed) => {
      const rng = new Rng(seed, 'scan')
      const { store, writer, steps } = await createRandomTable(rng)
      let snapshot = await loadSnapshot(store)
      const counts = { skipped: 0, read: 0 }
      for (let i = 0; i < CONDITIONS; i++) {
        if (i % 12 === 6) {
          await runAppend(writer, randomRows(rng))
          await runDelete(writer, { where: conditionOf(await loadSnapshot(store), `l = ${rng.nextBelow(9) - 4}`) })
          await commitLoosened(rng, store)
          // Columns of statistics that are there already must go on.
          snapshot = await updateSnapshot(store, snapshot)
        }
        const condition = tryCondition(snapshot, randomWhere(rng))
        if (condition === undefined) continue
        const planned = tryPlan(() => planFiles(writer, snapshot, condition))
        const byColumns = steps.at(-1)
        expect(tryPlan(() => planFiles(writer, snapshot, withoutFilter(condition)))).toEqual(planned)
        if (planned === undefined) continue
        expect(byColumns).toEqual({ ...steps.at(-1), atMs: byColumns?.atMs })
        const kept = new Set(planned.map(({ path, deletionVector }) => JSON.stringify([path, deletionVector])))
        for (const file of snapshot.files) {
          counts.read++
          if (kept.has(JSON.stringify([file.path, file.deletionVector]))) continue
          counts.skipped++
          const { rows } = await readFileRows(writer, snapshot, file)
          expect(rows.filter((row) => tryTest(condition, row))).toEqual([])
        }
      }
      expect(counts.skipped).toBeGreaterThan(counts.read / 10)
      expect(counts.skipped).toBeLessThan(counts.read * 0.9)
    },
    30_000,
  )

  test('tells which part of the condition has ruled out how many files', async () => {
    const store = new MemoryStore()
    const writer = createTestWriter(store)
    const rows = Array.from({ length: 40 }, (_, i): Row => {
      return [i, 1, BigInt(i % 10), 0.5, 0.5, 1n, 'text', i < 20, 19_000, 0n, undefined]
    })
    const partitionColumns = ['b', 'y']
    await runCreate(writer, { schema: SCHEMA, partitionColumns })
    for (let i = 0; i < 40; i += 5) await runAppend(writer, { schema: SCHEMA, rows: rows.slice(i, i + 5) })
    const snapshot = await loadSnapshot(store)
    const { filter } = conditionOf(snapshot, 'l < 5 AND i BETWEEN 12 AND 33 AND b AND (i > 16 OR l = 2)')
    const plan = planScan(snapshot.files, filter as NonNullable<typeof filter>)
    expect(plan.skips).toEqual([
      { text: 'l < 5', by: 'statistics', files: 2 },
      { text: 'i BETWEEN 12 AND 33', by: 'statistics', files: 1 },
      { text: 'b', by: 'partition', files: 4 },
      { text: 'i > 16 OR l = 2', by: 'statistics', files: 0 },
    ])
    expect([plan.skippedByPartition, plan.skippedByStats, plan.slots.length]).toEqual([4, 3, 1])
    expect([...plan.partitions].map((values) => [...values])).toEqual([
      [
        ['b', 'true'],
        ['y', '1'],
      ],
    ])
  })
})
