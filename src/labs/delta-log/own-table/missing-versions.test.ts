import { expect, it } from 'vitest'
import { writeCheckpointRows } from '../../../engine/delta/checkpoint-rows.ts'
import type { CheckpointAction } from '../../../engine/delta/checkpoint-rows.ts'
import { DeltaEvent } from '../../../engine/delta/events.ts'
import { parseActions } from '../../../engine/delta/replay.ts'
import { describeMark } from '../marks.ts'
import { readableText } from '../read.ts'
import { whyOf } from '../why/why.ts'
import { add, metaData, PROTOCOL, readOwn, storeOf } from './test-own-tables.ts'

it('versions whose commits cannot be read are named as missing, and why', async () => {
  const all = [PROTOCOL, metaData(), add('a', 1), add('b', 2)]
  const store = storeOf([[PROTOCOL, metaData(), add('a', 1)], '{"add":', [{ commitInfo: {} }], [add('c', 3)]], {
    a: 10,
    b: 10,
    c: 10,
  })
  const text = new TextEncoder().encode(all.map((line) => JSON.stringify(line)).join('\n'))
  const actions = [...parseActions(text, 'x')] as CheckpointAction[]
  store.set('_delta_log/00000000000000000002.checkpoint.parquet', writeCheckpointRows(actions, false), 0)
  const { end, at } = await readOwn(store)
  expect(describeMark(end.state, 'version-1')).toBe('Version 1 is missing: its commit is not there, or cannot be read')
  expect(describeMark(end.state, 'version-3')).toContain('3 live files, 6 rows')
  expect(readableText(end.state, 3)).toBe('all but 1')
  const seq = end.log.nth(DeltaEvent.end, 1) ?? 0
  expect(seq).toBeLessThan(at(2).position)
  const moment = { ...end, position: seq, event: end.log.event(seq), state: at(0).state }
  const { title, paragraphs } = whyOf(moment)
  expect(title).toBe('Not whole: DELTA_LOG_FILE_MALFORMED')
  expect(paragraphs[0]).toMatch(/^Version 1 cannot be rebuilt: .*00000000000000000001\.json:1 is not whole/)
})
