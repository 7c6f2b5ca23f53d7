import { describe, expect, it } from 'vitest'
import { buildTable } from './delta-table.ts'
import { tableRowsOperation, type TableRows } from './table-rows.ts'

const RUN = {
  setup: 'CREATE TABLE orders (id BIGINT); INSERT INTO orders VALUES (1), (2); INSERT INTO orders VALUES (3)',
  a: 'DELETE FROM orders WHERE id = 1',
}

function rowsOf(until: number, ...targets: readonly object[]): Promise<readonly TableRows[]> {
  return rowsBehind([], until, ...targets)
}

async function rowsBehind(acts: readonly object[], until: number, ...targets: readonly object[]) {
  const job = tableRowsOperation.prepare({ run: RUN, acts, until, targets }, []).run(undefined as never)
  const { value } = await job.next()
  return value as readonly TableRows[]
}

function idsOf({ batches }: TableRows): readonly unknown[] {
  return batches
    .flatMap(({ columns, kept, rows }) => {
      const ids = columns[0] as readonly unknown[]
      return Array.from({ length: rows }, (_, i) => ids[kept === undefined ? i : (kept[i] as number)])
    })
    .toSorted()
}

it('reads the table as it is at the event', async () => {
  const [whole] = await rowsOf(10_000, {})
  expect(whole).toMatchObject({ version: 3, columns: [{ name: 'id', type: { kind: 'long' } }] })
  expect(idsOf(whole as TableRows)).toEqual([2n, 3n])
  const [before] = await rowsOf(15, {})
  expect(idsOf(before as TableRows)).toContain(1n)
})

it('reads earlier versions, and names one that is not there', async () => {
  const [first, second] = await rowsOf(10_000, { version: 1 }, { version: 2 })
  expect(idsOf(first as TableRows)).toEqual([1n, 2n])
  expect(idsOf(second as TableRows)).toEqual([1n, 2n, 3n])
  await expect(rowsOf(10_000, { version: 9 })).rejects.toMatchObject({ code: 'DELTA_VERSION_NOT_FOUND' })
})

it('keeps what each of several statements of one’s own has written, in files with names of their own', async () => {
  const texts = [
    'INSERT INTO orders VALUES (101)',
    'INSERT INTO orders VALUES (102)',
    'UPDATE orders SET id = 202 WHERE id = 102',
    'MERGE INTO orders t USING (VALUES (103)) AS s(id) ON t.id = s.id WHEN NOT MATCHED THEN INSERT *',
    'INSERT INTO orders VALUES (104)',
  ]
  const acts = texts.map((value, i) => ({ at: 20 + i, type: 'statement', value }))
  const [behind] = await rowsBehind(acts, 10_000, {})
  expect(idsOf(behind as TableRows)).toEqual([101n, 103n, 104n, 2n, 202n, 3n])
  const store = await buildTable(RUN, acts)
  const logs = (await store.list('_delta_log/')).filter(({ path }) => path.endsWith('.json'))
  const texted = await Promise.all(logs.map(async ({ path }) => new TextDecoder().decode(await store.get(path))))
  const names = texted.flatMap((text) => [...text.matchAll(/"add":\{"path":"([^"]+)"/g)].map((match) => match[1]))
  expect(names.length).toBeGreaterThan(6)
  expect(new Set(names).size).toBe(names.length)
})

const FED = {
  setup: `
    CREATE TABLE orders (id BIGINT) TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true');
    -- 1 hour later
    INSERT INTO orders VALUES (1), (2), (3);
    -- 1 hour later
    UPDATE orders SET id = 20 WHERE id = 2;
    -- 1 hour later
    DELETE FROM orders WHERE id = 3;
    -- 1 hour later
    ALTER TABLE orders ADD COLUMN note STRING`,
}

async function feedOf(ends: object, run: object = FED): Promise<TableRows> {
  const params = { run, acts: [], until: 10_000, targets: [{ changes: ends }] }
  const { value } = await tableRowsOperation
    .prepare(params, [])
    .run(undefined as never)
    .next()
  return (value as readonly TableRows[])[0] as TableRows
}

function changesIn({ batches }: TableRows): readonly string[] {
  return batches.flatMap(({ columns, rows }) =>
    Array.from({ length: rows }, (_, i) => {
      const [version, type, id] = [columns.at(-2)?.[i], columns.at(-3)?.[i], columns[0]?.[i]] as [
        bigint,
        string,
        bigint,
      ]
      return `${version} ${type} ${id}`
    }),
  )
}

/** Of each commit, from version 0 on. */
async function timesOf(): Promise<readonly number[]> {
  const store = await buildTable(FED, [])
  const commits = (await store.list('_delta_log/')).filter(({ path }) => path.endsWith('.json'))
  return commits.map(({ modifiedMs }) => modifiedMs)
}

describe('what changed between two versions', () => {
  const ALL = ['1 insert 1', '1 insert 2', '1 insert 3', '2 update_postimage 20', '2 update_preimage 2', '3 delete 3']

  it('has both ends, the columns of the last version and three of its own, and says what it was read from', async () => {
    const whole = await feedOf({ start: { version: 0 } })
    expect(changesIn(whole).toSorted()).toEqual(ALL)
    expect(whole.columns.map(({ name }) => name)).toEqual([
      'id',
      'note',
      '_change_type',
      '_commit_version',
      '_commit_timestamp',
    ])
    expect(whole.changes).toEqual({ from: 0, to: 4, changeFiles: 2, dataFiles: 1 })
    const some = await feedOf({ start: { version: 2 }, end: { version: 2 } })
    expect(changesIn(some).toSorted()).toEqual(ALL.slice(3, 5))
    expect(some.columns[1]?.name).toBe('note')
    expect(changesIn(await feedOf({ start: { version: 3 }, end: { version: 99 } }))).toEqual(ALL.slice(5))
  })

  it('takes times: a start begins with the first commit that is not before it, an end with the last not after it', async () => {
    const times = await timesOf()
    const [, second, third, fourth] = times as [number, number, number, number]
    const of = async (start: number, end: number) => {
      const { changes } = await feedOf({ start: { timestamp: start }, end: { timestamp: end } })
      return [changes?.from, changes?.to]
    }
    expect(await of(second, fourth)).toEqual([1, 3])
    expect(await of(second + 1, fourth - 1)).toEqual([2, 2])
    expect(await of(0, third)).toEqual([0, 2])
    const between = await feedOf({ start: { timestamp: second + 1 }, end: { timestamp: third - 1 } })
    expect([between.changes?.from, between.changes?.to, changesIn(between)]).toEqual([2, 1, []])
    await expect(of(third, second)).rejects.toMatchObject({ code: 'DELTA_INVALID_CDC_RANGE' })
    await expect(of(third, fourth + 1e9)).rejects.toMatchObject({ code: 'DELTA_TIMESTAMP_GREATER_THAN_COMMIT' })
    await expect(of(fourth + 1e9, fourth + 2e9)).rejects.toMatchObject({ code: 'DELTA_TIMESTAMP_GREATER_THAN_COMMIT' })
    await expect(of(0, 1)).rejects.toMatchObject({ code: 'DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION' })
  })

  it.each([
    [{ start: { version: 3 }, end: { version: 2 } }, 'DELTA_INVALID_CDC_RANGE'],
    [{ start: { version: 9 } }, 'DELTA_VERSION_NOT_FOUND'],
    [{ start: { version: 2 }, latest: 1 }, 'DELTA_VERSION_NOT_FOUND'],
  ])('is refused by Delta’s names, with the table that it is: %j', async (ends, code) => {
    await expect(feedOf(ends)).rejects.toMatchObject({ code, where: 'targets[0]' })
  })

  it('is refused where it was not recorded, where its files are gone, and behind another schema', async () => {
    const off = FED.setup.replace("TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true')", '')
    await expect(feedOf({ start: { version: 1 } }, { setup: off })).rejects.toMatchObject({
      code: 'DELTA_MISSING_CHANGE_DATA',
    })
    const setup = `${FED.setup}; -- 9 days later
      VACUUM orders`
    await expect(feedOf({ start: { version: 0 } }, { setup })).rejects.toMatchObject({
      code: 'DELTA_CHANGE_DATA_FILE_NOT_FOUND',
    })
    const mapped = `${FED.setup}; ALTER TABLE orders SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name');
      ALTER TABLE orders RENAME COLUMN note TO remark; INSERT INTO orders VALUES (9, 'x')`
    const renamed = { setup: mapped }
    await expect(feedOf({ start: { version: 0 } }, renamed)).rejects.toMatchObject({
      code: 'DELTA_CHANGE_DATA_FEED_INCOMPATIBLE_SCHEMA_CHANGE',
    })
    await expect(feedOf({ start: { version: 4 } }, renamed)).rejects.toMatchObject({
      code: 'DELTA_CHANGE_DATA_FEED_INCOMPATIBLE_DATA_SCHEMA',
    })
    const before = await feedOf({ start: { version: 1 }, end: { version: 3 } }, renamed)
    expect(before.columns.map(({ name }) => name)).not.toContain('remark')
  })
})
