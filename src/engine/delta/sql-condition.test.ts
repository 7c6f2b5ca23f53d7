import { describe, expect, it } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import { Rng } from '../../base/rng.ts'
import { compilePredicate } from '../predicate/evaluate.ts'
import { resolvePredicate } from '../predicate/resolve.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { runAppend } from './append.ts'
import { runAddConstraint, runDropConstraint } from './constraints.ts'
import { runCreate } from './create.ts'
import { runDelete } from './delete.ts'
import { runMerge } from './merge.ts'
import { planFiles } from './plan-files.ts'
import { ALL_ROWS } from './row-condition.ts'
import { loadSnapshot } from './snapshot.ts'
import { createCondition, createValue, tableScope } from './sql-condition.ts'
import { createLayout } from './table-layout.ts'
import type { TableLayout } from './table-layout.ts'
import { createTestWriter, field, ITEMS, items, readItems, readTexts, struct } from './test-tables.ts'
import { ensureCommitted } from './transaction.ts'
import { runUpdate } from './update.ts'
import type { DeltaValue } from './values.ts'
import { formatRow } from './values.ts'
import type { Row } from './write-files.ts'
import type { WriteStep } from './write-steps.ts'

const where = (text: string) => (layout: TableLayout) => ({ where: createCondition(layout, parseExpressionText(text)) })

const codeOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    (value) => JSON.stringify(value),
    (error: { code: string }) => error.code,
  )

async function createItems(
  partitionColumns: readonly string[],
  configuration: ReadonlyMap<string, string> = new Map(),
) {
  const store = new MemoryStore()
  const steps: WriteStep[] = []
  const writer = createTestWriter(store, 'a', { onStep: (step) => steps.push(step) })
  await runCreate(writer, { schema: ITEMS, partitionColumns, configuration }, items('1 a x', '2 b x', '3 c y'))
  await runAppend(writer, items('10 d x', '11 e y'))
  return { store, writer, steps }
}

describe('a condition of SQL', () => {
  it('reads only the partitions and files that it must, and keeps the rest out of conflicts', async () => {
    const { store, writer, steps } = await createItems(['part'])
    ensureCommitted(await runDelete(writer, where("part = 'x' AND id > 5")))
    expect(steps.find(({ kind }) => kind === 'filesPlanned')).toMatchObject({
      skippedByPartition: 2,
      skippedByStats: 1,
    })
    expect(await readItems(store)).toEqual(['1 a x', '11 e y', '2 b x', '3 c y'])
  })

  it('on partitions alone removes files unread', async () => {
    const { store, writer, steps } = await createItems(['part'])
    ensureCommitted(await runDelete(writer, where("part <> 'x' OR part IS NULL")))
    expect(steps.some(({ kind }) => kind === 'dataFileRead')).toBe(false)
    expect(await readItems(store)).toEqual(['1 a x', '10 d x', '2 b x'])
  })

  it('and its values change rows', async () => {
    const { store, writer } = await createItems([])
    const result = await runUpdate(writer, (layout) => {
      const value = createValue(parseExpressionText('id * 2 + 0.5'), tableScope(layout), { kind: 'integer' })
      return { ...where('id BETWEEN 2 AND 3')(layout), set: (row) => [value(row), row[1], row[2]] }
    })
    expect(ensureCommitted(result).operation.parameters['predicate']).toBe('["id BETWEEN 2 AND 3"]')
    expect(await readItems(store)).toEqual(['1 a x', '10 d x', '11 e y', '4 b x', '6 c y'])
  })

  it('names what is wrong in it', async () => {
    const { writer } = await createItems([])
    expect(await codeOf(runDelete(writer, where('nope = 1')))).toBe('UNRESOLVED_COLUMN')
    expect(await codeOf(runDelete(writer, where("id + '1' = DATE'2024-01-01'")))).toBe('DATATYPE_MISMATCH')
    expect(await codeOf(runDelete(writer, where('1 / (id - 1) > 0')))).toBe('DIVIDE_BY_ZERO')
    expect((await codeOf(runDelete(writer, where('name')))).length).toBeGreaterThan(0)
  })

  it('works on a MERGE', async () => {
    const { store, writer } = await createItems(['part'])
    await runMerge(writer, (layout) => ({
      source: [[3], [10]],
      on: {
        text: 't.id = s.id',
        target: createCondition(layout, parseExpressionText("part = 'x'")),
        test: (t, s) => t[2] === 'x' && t[0] === s[0],
      },
      matched: [{ kind: 'delete' }],
    }))
    expect(await readItems(store)).toEqual(['1 a x', '11 e y', '2 b x', '3 c y'])
  })
})

const SEEDS = Array.from({ length: 12 }, (_, i) => i)

describe('files that a condition skips', () => {
  const schema = struct(
    field('p', 'integer'),
    field('i', 'integer'),
    field('l', 'long'),
    field('f', 'double'),
    field('s', 'string'),
    field('d', 'date'),
    field('ts', 'timestamp'),
    field('dec', { kind: 'decimal', precision: 10, scale: 2 }),
    field('st', struct(field('x', 'integer'))),
  )
  const texts = ['', 'a', 'ab', 'x'.repeat(40), `${'x'.repeat(32)}\u{10ffff}`, 'zz']
  const makeRow = (rng: Rng): Row => {
    const maybe = (value: DeltaValue) => (rng.nextBelow(5) === 0 ? undefined : value)
    const n = rng.nextBelow(12)
    return [
      ...[maybe(rng.nextBelow(3)), maybe(n), maybe(BigInt(n) * (rng.nextBelow(9) === 0 ? 10n ** 17n : 1n))],
      ...[maybe([n / 2, NaN, -0, Infinity][rng.nextBelow(12)] ?? n), maybe(texts[rng.nextBelow(6)]), maybe(19000 + n)],
      ...[maybe(BigInt(n) * 700n + 5n), maybe(BigInt(n) * 50n), maybe([maybe(n)])],
    ]
  }
  const atom = (rng: Rng): string => {
    const n = rng.nextBelow(12)
    const op = ['=', '<', '<=', '>', '>=', '<>', '<=>'][rng.nextBelow(7)] as string
    const atoms = [
      ...[
        `p ${op} ${n % 3}`,
        `i ${op} ${n}`,
        `l ${op} ${n}`,
        `f ${op} ${n}`,
        `s ${op} '${['a', 'ab', 'x', 'zz'][n % 4]}'`,
      ],
      ...[`d ${op} DATE'2022-01-0${(n % 9) + 1}'`, `dec ${op} ${n / 2}`, `st.x ${op} ${n}`, `i IN (${n}, ${n + 1})`],
      ...[
        `ts ${op} TIMESTAMP'1970-01-01 00:00:00.00${n % 8}Z'`,
        `s LIKE 'x%'`,
        `i IS NULL`,
        `st.x IS NOT NULL`,
        `i + 1 ${op} ${n}`,
      ],
    ]
    return atoms[rng.nextBelow(atoms.length)] as string
  }
  const condition = (rng: Rng): string => {
    const [a, b] = [atom(rng), atom(rng)]
    return [a, `${a} AND ${b}`, `${a} OR ${b}`, `NOT (${a} AND ${b})`][rng.nextBelow(4)] as string
  }

  it.each(drawUnlessWhole(SEEDS, 1 / 3, 'conditions'))(
    'never hold a row that it is true for, seed %i',
    async (seed) => {
      const rng = new Rng(seed)
      const store = new MemoryStore()
      const writer = createTestWriter(store, 'a', { mostRowsPerFile: 3 })
      const rows = Array.from({ length: 30 }, () => makeRow(rng))
      const configuration =
        seed % 2 === 0
          ? new Map<string, string>()
          : new Map([
              ['delta.columnMapping.mode', 'name'],
              ['delta.enableDeletionVectors', 'true'],
            ])
      await runCreate(writer, { schema, partitionColumns: ['p'], configuration }, { schema, rows })
      let skipped = 0
      for (let i = 0; i < 40; i++) {
        const text = condition(rng)
        const snapshot = await loadSnapshot(store)
        const layout = createLayout(snapshot.protocol, snapshot.metadata)
        const expression = parseExpressionText(text)
        const isTrue = compilePredicate(resolvePredicate(expression, tableScope(layout)))
        const files = planFiles(writer, snapshot, createCondition(layout, expression))
        skipped += snapshot.files.count - files.length
        const wanted = rows.filter((row) => isTrue(row)).map((row) => formatRow(schema, row))
        const left = rows.filter((row) => !isTrue(row)).map((row) => formatRow(schema, row))
        const copy = new MemoryStore()
        for (const { path } of await store.list('')) copy.set(path, await store.get(path), 0)
        const result = await runDelete({ ...writer, store: copy }, where(text))
        expect(result.kind, text).toBe(wanted.length > 0 ? 'committed' : 'unchanged')
        expect(await readTexts(copy), text).toEqual(left.sort())
      }
      expect(skipped).toBeGreaterThan(20)
    },
  )
})

describe('CHECK constraints', () => {
  it('hold for every way to write; null lets a row in', async () => {
    const { store, writer } = await createItems([])
    ensureCommitted(await runAddConstraint(writer, 'Positive', 'id > 0'))
    const bad = items('-1 n x')
    const runs = [
      runAppend(writer, bad),
      runUpdate(writer, { set: ([, name, part]) => [0, name, part] }),
      runMerge(writer, {
        source: [[]],
        on: { text: 'false', target: ALL_ROWS, test: () => false },
        notMatched: [{ insert: () => bad.rows[0] as Row }],
      }),
    ]
    expect(new Set(await Promise.all(runs.map(codeOf)))).toEqual(new Set(['DELTA_VIOLATE_CONSTRAINT_WITH_VALUES']))
    ensureCommitted(await runAppend(writer, { ...bad, rows: [[undefined, 'n', 'x']] }))
    ensureCommitted(await runDropConstraint(writer, 'positive'))
    ensureCommitted(await runAppend(writer, bad))
    const { protocol } = await loadSnapshot(store)
    expect([protocol.minReaderVersion, protocol.minWriterVersion]).toEqual([1, 3])
  })

  it('are not added when a row violates them, when there is one of the name, or when they are no condition', async () => {
    const { writer } = await createItems([])
    expect(await codeOf(runAddConstraint(writer, 'few', 'id < 10'))).toBe('DELTA_NEW_CHECK_CONSTRAINT_VIOLATION')
    expect(await codeOf(runAddConstraint(writer, 'bad', 'nope > 1'))).toBe('UNRESOLVED_COLUMN')
    ensureCommitted(await runAddConstraint(writer, 'c', "part IN ('x', 'y')"))
    expect(await codeOf(runAddConstraint(writer, 'C', 'true'))).toBe('DELTA_CONSTRAINT_ALREADY_EXISTS')
    expect(await codeOf(runDropConstraint(writer, 'd'))).toBe('DELTA_CONSTRAINT_DOES_NOT_EXIST')
    expect((await runDropConstraint(writer, 'd', true)).kind).toBe('unchanged')
  })
})
