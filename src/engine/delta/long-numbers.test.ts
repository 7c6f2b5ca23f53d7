import { describe, expect, it } from 'vitest'
import { MemoryStore } from '../storage/memory-store.ts'
import { runAppend } from './append.ts'
import { runCheckpoint } from './checkpoint-writer.ts'
import { runCreate } from './create.ts'
import { parseKeepingDigits } from './json-lines.ts'
import { commitPath } from './log-path.ts'
import { loadSnapshot } from './snapshot.ts'
import { createTestWriter, field, ITEMS, items, readItems, readTexts, struct } from './test-tables.ts'
import { formatSchema } from './write-schema.ts'

/** A nanosecond of 2024, and the number that a double makes of it. */
const NANOS = '1704164645678901233'
const ROUNDED = Number(NANOS)

async function createWith(...lines: readonly string[]) {
  const store = new MemoryStore()
  const writer = createTestWriter(store)
  await runCreate(writer, { schema: ITEMS }, items('1 a x'))
  const text = ['{"commitInfo":{}}', ...lines].map((line) => `${line}\n`).join('')
  store.set(commitPath(1), new TextEncoder().encode(text), 0)
  return { store, writer }
}

function transaction(version: string): string {
  return `{"txn":{"appId":"a 9007199254740993 \\" 9007199254740993","version":${version},"lastUpdated":${NANOS}}}`
}

async function versionsIn(store: MemoryStore) {
  const { transactions } = await loadSnapshot(store)
  return [...transactions.values()].map(({ version }) => version)
}

describe('a number of 64 bits in the log', () => {
  it.each([NANOS, '9007199254740993', '-9223372036854775808'])(
    'is kept to its last digit as the version of a transaction: %s',
    async (digits) => {
      const { store, writer } = await createWith(transaction(digits))
      expect(await versionsIn(store)).toEqual([BigInt(digits)])
      await runCheckpoint(writer, 1)
      expect((await loadSnapshot(store)).segment.checkpoint?.version).toBe(1)
      expect(await versionsIn(store)).toEqual([BigInt(digits)])
    },
  )

  it.each(['classic', 'v2'])('stays so in a checkpoint with the policy %s', async (policy) => {
    const { store, writer } = await createWith(
      transaction(NANOS),
      '{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["v2Checkpoint"],"writerFeatures":["v2Checkpoint"]}}',
    )
    await runCheckpoint(writer, 1, { policy: policy as 'v2' })
    const { segment, transactions } = await loadSnapshot(store)
    expect(segment.checkpoint?.kind).toBe(policy === 'v2' ? 'uuidCheckpoint' : 'classicCheckpoint')
    expect([...transactions.values()]).toMatchObject([{ version: BigInt(NANOS), lastUpdated: ROUNDED }])
  })

  it('makes a write of a lower version happen once', async () => {
    const { store, writer } = await createWith(`{"txn":{"appId":"job","version":${NANOS}}}`)
    const again = await runAppend(writer, items('2 b x'), { txn: { appId: 'job', version: 7 } })
    expect(again).toMatchObject({ kind: 'unchanged', reason: expect.stringContaining(NANOS) as string })
    expect(await readItems(store)).toEqual(['1 a x'])
  })

  it.each(['9223372036854775808', '1e30'])('is refused where 64 bits do not hold it: %s', async (digits) => {
    const { store } = await createWith(transaction(digits))
    await expect(loadSnapshot(store)).rejects.toMatchObject({ code: 'DELTA_LOG_FILE_MALFORMED' })
  })

  it('is no obstacle as a time', async () => {
    const add = `{"add":{"path":"b","partitionValues":{},"size":1,"modificationTime":${NANOS},"dataChange":true}}`
    const remove = '{"remove":{"path":"c","deletionTimestamp":9223372036854775807,"dataChange":true}}'
    const { store, writer } = await createWith(add, remove)
    await runCheckpoint(writer, 1)
    const { files, tombstones } = await loadSnapshot(store)
    expect([...files].map(({ modificationTime }) => modificationTime)).toContain(ROUNDED)
    expect([...tombstones.values()].map(({ deletionTimestamp }) => deletionTimestamp)).toEqual([2 ** 63 - 1024])
  })

  it('is refused with its true reason as a size, which no file has', async () => {
    const { store } = await createWith(
      '{"add":{"path":"b","partitionValues":{},"size":9007199254740993,"dataChange":true}}',
    )
    await expect(loadSnapshot(store)).rejects.toThrow(/add.size is not within ±2\^53, as far as is read here/)
  })
})

it('digits in texts are left alone', () => {
  const text = '{"a \\" 1234567890123456":[1234567890123456,-12345678901234567,0.25,1e16,"9007199254740993"]}'
  expect(parseKeepingDigits(text)).toEqual({
    'a " 1234567890123456': ['1234567890123456', '-12345678901234567', 0.25, 1e16, '9007199254740993'],
  })
})

it('a column of the type null, as old Spark calls void, is null in every row', async () => {
  const { store } = await createWith()
  const { metadata } = await loadSnapshot(store)
  const schemaString = formatSchema(struct(...ITEMS.fields, field('gone', 'void'))).replace('"void"', '"null"')
  const fields = { id: metadata.id, format: { provider: 'parquet' }, schemaString, partitionColumns: [] }
  store.set(commitPath(2), new TextEncoder().encode(`{"metaData":${JSON.stringify(fields)}}\n`), 0)
  const { schema } = await loadSnapshot(store)
  expect(schema?.fields.at(-1)?.type).toEqual({ kind: 'void' })
  expect(await readTexts(store)).toEqual(['{"id":1,"name":"a","part":"x","gone":null}'])
})
