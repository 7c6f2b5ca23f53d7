import { describe, expect, it } from 'vitest'
import { hasDeltaTables, readDeltaTables } from '../../../../scripts/delta-tables.ts'
import { runCheckpoint } from '../../../engine/delta/checkpoint-writer.ts'
import { DeltaEvent } from '../../../engine/delta/events.ts'
import type { CheckpointPayload } from '../../../engine/delta/events.ts'
import type { DeltaState } from '../../../engine/delta/state.ts'
import { createTestWriter } from '../../../engine/delta/test-tables.ts'
import { buildTable } from '../../../engine/operations/delta-table.ts'
import { MemoryStore } from '../../../engine/storage/memory-store.ts'
import type { Moment } from '../../../player/lab.ts'
import { readOwn } from '../own-table/test-own-tables.ts'
import { DEFAULTS } from '../params.ts'
import { runTable } from '../test-moments.ts'
import { whyOf } from './why.ts'

const tables = hasDeltaTables ? readDeltaTables() : undefined

/** What is told of the only checkpoint of a log. */
function told({ log }: Moment<DeltaState>, momentAt: (position: number) => Moment<DeltaState>): string {
  expect(log.count(DeltaEvent.checkpoint, log.length)).toBe(1)
  return whyOf(momentAt(log.nth(DeltaEvent.checkpoint, 1) as number)).paragraphs[0] ?? ''
}

describe('a checkpoint', () => {
  it.each([
    [
      "'delta.checkpointInterval' = '2'",
      /^The checkpoint holds what versions 0 to 2 add up to, as Parquet, [\d.,]+ k?B\./,
    ],
    [
      "'delta.checkpointInterval' = '2', 'delta.checkpointPolicy' = 'v2'",
      /, as JSON, [\d.,]+ k?B with 1 sidecar, where the files of the table stand, as Parquet, [\d.,]+ k?B\./,
    ],
  ])('of a table with %s is told as what it is', async (properties, words) => {
    const setup = `CREATE TABLE orders (a INT) TBLPROPERTIES (${properties});
      INSERT INTO orders VALUES (1); INSERT INTO orders VALUES (2)`
    const run = await runTable({ ...DEFAULTS, setup, a: '', b: '' })
    expect(told(run.momentAt(run.log.length), run.momentAt)).toMatch(words)
  })

  it.runIf(hasDeltaTables).each(['trino__databricks133-v2_checkpoint_json', 'trino__deltalake-v2_checkpoint_json'])(
    'of %s is JSON and has a sidecar',
    async (id) => {
      const store = tables?.store(id)
      if (store === undefined) throw new Error(`${id} is not there`)
      const { end, momentAt } = await readOwn(store)
      expect(told(end, momentAt)).toMatch(/, as JSON, [\d.,]+ k?B with 1 sidecar, .*, as Parquet, [\d.,]+ k?B\./)
    },
  )

  it('with the name of a classic one has its sidecars counted, too', async () => {
    const setup = `CREATE TABLE orders (a INT) TBLPROPERTIES ('delta.checkpointPolicy' = 'v2');
      INSERT INTO orders VALUES (1); INSERT INTO orders VALUES (2)`
    const made = await buildTable({ setup }, [])
    await runCheckpoint(createTestWriter(made), 2, { format: 'parquet', sidecarActions: 1 })
    const store = new MemoryStore()
    for (const { path } of await made.list('')) {
      await store.put(path.replace(/(checkpoint)\.[0-9a-f-]{36}\.parquet$/, '$1.parquet'), await made.get(path))
    }
    const { end, momentAt } = await readOwn(store)
    expect(told(end, momentAt)).toMatch(/, as Parquet, [\d.,]+ k?B with 2 sidecars, /)
    const { path } = end.log.payload(end.log.nth(DeltaEvent.checkpoint, 1) as number) as CheckpointPayload
    expect(path).toMatch(/\d{20}\.checkpoint\.parquet$/)
  })

  it.runIf(hasDeltaTables)('in Parquet has its sidecar counted, too', async () => {
    const store = tables?.store('trino__databricks133-v2_checkpoint_parquet')
    if (store === undefined) throw new Error('it is not there')
    const { end, momentAt } = await readOwn(store)
    expect(told(end, momentAt)).toMatch(/, as Parquet, [\d.,]+ k?B with 1 sidecar, /)
  })
})
