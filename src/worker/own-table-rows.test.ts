import { describe, expect, it } from 'vitest'
import { hasDeltaTables, readDeltaTables } from '../../scripts/delta-tables.ts'
import type { DeltaTables } from '../../scripts/delta-tables.ts'
import { Rng } from '../base/rng.ts'
import type { DeltaError } from '../engine/delta/delta-error.ts'
import { rowsOf } from '../engine/delta/data-file.ts'
import { readRows } from '../engine/delta/read-rows.ts'
import { loadSnapshot } from '../engine/delta/snapshot.ts'
import { formatJson } from '../engine/delta/values.ts'
import { buildTable } from '../engine/operations/delta-table.ts'
import type { RowPreview } from '../engine/operations/preview-rows.ts'
import { withShortFloats } from '../engine/operations/short-floats.ts'
import { TABLE_OPERATIONS } from '../engine/operations/table-operations.ts'
import type { TableRows } from '../engine/operations/table-rows.ts'
import type { ReadableStore } from '../engine/storage/object-store.ts'
import { createWorld } from './test-files.ts'

/** Runs an operation on a store; a told error is thrown. */
async function ask<T>(store: ReadableStore, name: string, params: object): Promise<T> {
  const ports = { ...createWorld().ports, openTable: () => Promise.resolve(store) }
  const operation = TABLE_OPERATIONS.find((one) => one.name === name)
  if (operation === undefined) throw new Error(`no ${name}`)
  const job = (await operation.open({ source: {}, ...params }, [], ports)).run(undefined as never)
  for (;;) {
    const step = await job.next()
    if (step.done === true) return step.value as T
  }
}

function preview(store: ReadableStore, version: number, where = '', first = 1000): Promise<RowPreview> {
  return ask(store, 'preview-rows', { version, where, first })
}

function countOf({ batches }: TableRows): number {
  return batches.reduce((sum, { rows }) => sum + rows, 0)
}

const SETUP = [
  'CREATE TABLE orders (order_id BIGINT, region STRING, amount INT) PARTITIONED BY (region)',
  ...[1, 2, 3, 4, 5, 6].map((i) => `INSERT INTO orders VALUES (${i}, 'EU', ${i}), (${i + 10}, 'US', NULL)`),
  "DELETE FROM orders WHERE region = 'EU' AND order_id = 3",
  "UPDATE orders SET amount = 7 WHERE region = 'US' AND order_id = 12",
].join(';')
const LATEST = 8
const table = await buildTable({ setup: SETUP }, [])

describe('the first rows of a version', () => {
  it('are given with how many there are, by the statistics', async () => {
    const { rows, count, counted, columns, files } = await preview(table, LATEST, '', 4)
    expect(rows).toHaveLength(4)
    expect([count, counted]).toEqual([11, 'statistics'])
    expect(columns.map(({ name, type, isNumeric }) => [name, type, isNumeric])).toEqual([
      ['order_id', 'long', true],
      ['region', 'string', false],
      ['amount', 'integer', true],
    ])
    expect(files.read).toBeLessThan(files.live)
  })

  it('show a float in its own digits', async () => {
    const setup = 'CREATE TABLE t (f FLOAT, d DOUBLE); INSERT INTO t VALUES (0.7, 0.7), (CAST(0.1 AS FLOAT), 0.1)'
    const { rows } = await preview(await buildTable({ setup }, []), 1)
    expect(rows).toEqual([
      ['0.7', '0.7'],
      ['0.1', '0.1'],
    ])
  })

  it('of a condition come from the files that may hold them', async () => {
    const { rows, count, counted, files } = await preview(table, 6, "region = 'US' AND order_id >= 15")
    expect(rows).toEqual([
      ['15', 'US', undefined],
      ['16', 'US', undefined],
    ])
    expect([count, counted]).toEqual([2, 'rows'])
    expect(files).toEqual({ live: 12, skippedByPartition: 6, skippedByStats: 4, read: 2 })
  })

  it('are not given for a condition that is wrong, which is named', async () => {
    await expect(preview(table, 6, 'price > 3')).rejects.toMatchObject({ code: 'UNRESOLVED_COLUMN' })
    await expect(preview(table, 6, 'amount >')).rejects.toMatchObject({ code: 'PARSE_SYNTAX_ERROR' })
    await expect(preview(table, 99)).rejects.toMatchObject({ code: 'DELTA_VERSION_NOT_FOUND' })
  })

  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    it(`are those that a reader of all files finds, seed ${seed}`, async () => {
      const rng = new Rng(seed, 'preview')
      const version = 1 + rng.nextBelow(LATEST)
      const limit = rng.nextBelow(20)
      const [where, isMeant] = [
        [`order_id > ${limit}`, ([id]: readonly unknown[]) => Number(id) > limit],
        [
          `region = 'EU' AND order_id <= ${limit}`,
          ([id, at]: readonly unknown[]) => at === 'EU' && Number(id) <= limit,
        ],
        ['amount IS NULL', ([, , amount]: readonly unknown[]) => amount === undefined],
        [
          `amount < ${limit} OR region = 'US'`,
          ([, at, amount]: readonly unknown[]) => at === 'US' || (amount !== undefined && Number(amount) < limit),
        ],
      ][rng.nextBelow(4)] as [string, (row: readonly unknown[]) => boolean]
      const { rows } = await preview(table, version, where)
      const all: string[] = []
      for await (const batch of readRows(table, await loadSnapshot(table, { version }))) {
        for (const row of rowsOf(batch)) if (isMeant(row)) all.push(row.map(String).join())
      }
      expect(rows.map((row) => row.map(String).join()).sort(), where).toEqual(all.sort())
    })
  }
})

describe('all rows', () => {
  it('of several versions are given at once', async () => {
    const tables = await ask<TableRows[]>(table, 'own-table-rows', { targets: [{ version: 1 }, {}] })
    expect(tables.map((rows) => [rows.version, countOf(rows)])).toEqual([
      [1, 2],
      [LATEST, 11],
    ])
  })

  it('of what changed end with the version that is looked at', async () => {
    const setup = `CREATE TABLE t (id INT) TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true');
      INSERT INTO t VALUES (1), (2); DELETE FROM t WHERE id = 1; INSERT INTO t VALUES (3)`
    const fed = await buildTable({ setup }, [])
    const read = (changes: object, more = {}) =>
      ask<TableRows[]>(fed, 'own-table-rows', { targets: [{ changes }], ...more })
    const [until] = await read({ start: { version: 0 }, latest: 2 })
    expect([until?.changes, until && countOf(until)]).toEqual([{ from: 0, to: 2, changeFiles: 1, dataFiles: 1 }, 3])
    await expect(read({ start: { version: 3 }, latest: 2 })).rejects.toMatchObject({ code: 'DELTA_VERSION_NOT_FOUND' })
    await expect(read({ start: { version: 0 } }, { mostRows: 3 })).rejects.toMatchObject({ code: 'TOO_MANY_ROWS' })
  })

  it('are asked for before more than usual are read', async () => {
    const params = { targets: [{}], mostRows: 10 }
    await expect(ask(table, 'own-table-rows', params)).rejects.toMatchObject({
      code: 'TOO_MANY_ROWS',
      message: `version ${LATEST} has 11 rows`,
    })
  })
})

const tables = hasDeltaTables ? readDeltaTables() : undefined

describe.skipIf(tables === undefined)('tables of other writers (needs ../shared/data)', () => {
  const small = (tables?.cases ?? []).filter(({ rowCount }) => rowCount === null || rowCount < 100_000)
  it.each(small.map(({ id }) => id))('%s: its first rows are the first of all', async (id) => {
    const store = (tables as DeltaTables).store(id)
    const snapshot = await loadSnapshot(store).catch(() => undefined)
    if (snapshot?.schema === undefined) return
    const { fields } = snapshot.schema
    const all: string[] = []
    const fault = await collect(async () => {
      for await (const batch of readRows(store, snapshot)) {
        for (const row of rowsOf(batch)) all.push(row.map((value, i) => cell(fields[i], value)).join())
      }
    })
    const shown = await collect(() => preview(store, snapshot.version, '', 1_000_000))
    if (fault instanceof Error) {
      // Which file comes first is not promised.
      expect(shown).toMatchObject({ code: (fault as DeltaError).code })
      return
    }
    const { rows, count } = shown as RowPreview
    expect(count).toBe(all.length)
    expect(rows.map((row) => row.map((text) => (text ?? 'NULL').slice(0, 30)).join()).sort()).toEqual(all.sort())
    const [few] = await Promise.all([preview(store, snapshot.version, '', 2)])
    expect(few.count).toBe(all.length)
    const whole = await ask<TableRows[]>(store, 'own-table-rows', { targets: [{}] })
    expect(whole.map(countOf)).toEqual([all.length])
  })
})

async function collect<T>(act: () => Promise<T>): Promise<T | Error> {
  return act().catch((error: unknown) => error as Error)
}

function cell(field: Parameters<typeof cellOf>[0] | undefined, value: Parameters<typeof formatJson>[1]): string {
  return field === undefined ? '' : cellOf(field, withShortFloats(field.type, value))
}

function cellOf({ type }: { type: Parameters<typeof formatJson>[0] }, value: Parameters<typeof formatJson>[1]): string {
  if (value === undefined) return 'NULL'
  const json = formatJson(type, value)
  return (json.startsWith('"') ? (JSON.parse(json) as string) : json).slice(0, 30)
}
