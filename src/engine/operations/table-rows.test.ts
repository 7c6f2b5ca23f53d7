import { expect, it } from 'vitest'
import { tableRowsOperation, type TableRows } from './table-rows.ts'

const RUN = {
  setup: 'CREATE TABLE orders (id BIGINT); INSERT INTO orders VALUES (1), (2); INSERT INTO orders VALUES (3)',
  a: 'DELETE FROM orders WHERE id = 1',
}

async function rowsOf(until: number, ...targets: readonly object[]): Promise<readonly TableRows[]> {
  const job = tableRowsOperation.prepare({ run: RUN, acts: [], until, targets }, []).run(undefined as never)
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
