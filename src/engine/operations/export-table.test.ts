import { expect, it } from 'vitest'
import { loadSnapshot } from '../delta/snapshot.ts'
import { ZipStore } from '../storage/zip-store.ts'
import { exportTableOperation } from './export-table.ts'

const RUN = {
  setup: 'CREATE TABLE orders (id BIGINT); INSERT INTO orders VALUES (1); INSERT INTO orders VALUES (2)',
  a: 'DELETE FROM orders WHERE id = 1',
}

async function exported(until: number): Promise<ZipStore> {
  const job = exportTableOperation.prepare({ run: RUN, acts: [], until, name: 'my table' }, []).run(undefined as never)
  const { value } = await job.next()
  const bytes = value as Uint8Array<ArrayBuffer>
  const read = (start: number, end: number) => Promise.resolve(bytes.slice(start, end))
  return ZipStore.open({ name: 'a.zip', sizeBytes: bytes.length, read }, () => Promise.reject(new Error('packed')))
}

it('holds the table as it is at the event, and says how others open it', async () => {
  const whole = await exported(10_000)
  expect((await loadSnapshot(whole.inFolder('my_table/'))).version).toBe(3)
  const half = await exported(15)
  expect((await loadSnapshot(half.inFolder('my_table/'))).version).toBeLessThan(3)
  const words = new TextDecoder().decode(await whole.get('HOW-TO-OPEN.txt'))
  for (const reader of [
    'spark.read.format("delta").load("my_table")',
    'DeltaTable("my_table")',
    "delta_scan('my_table')",
  ]) {
    expect(words).toContain(reader)
  }
})
