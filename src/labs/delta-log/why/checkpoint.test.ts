import { describe, expect, it } from 'vitest'
import { hasDeltaTables, readDeltaTables } from '../../../../scripts/delta-tables.ts'
import { DeltaEvent } from '../../../engine/delta/events.ts'
import type { DeltaState } from '../../../engine/delta/state.ts'
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

  it.runIf(hasDeltaTables)('in Parquet has its sidecar counted, too', async () => {
    const store = tables?.store('trino__databricks133-v2_checkpoint_parquet')
    if (store === undefined) throw new Error('it is not there')
    const { end, momentAt } = await readOwn(store)
    expect(told(end, momentAt)).toMatch(/, as Parquet, [\d.,]+ k?B with 1 sidecar, /)
  })
})
