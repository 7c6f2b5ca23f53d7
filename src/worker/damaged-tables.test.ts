import { describe, expect, it } from 'vitest'
import { tryCountAllRows } from '../engine/delta/file-stats.ts'
import { DeltaEvent } from '../engine/delta/events.ts'
import type { EndPayload } from '../engine/delta/events.ts'
import { commitPath } from '../engine/delta/log-path.ts'
import { listLog } from '../engine/delta/log-segment.ts'
import { loadSnapshot } from '../engine/delta/snapshot.ts'
import { isLive, isMissing, latestVersion } from '../engine/delta/state.ts'
import type { DeltaState } from '../engine/delta/state.ts'
import { checkTableOperation } from '../engine/operations/check-table.ts'
import type { TableReport } from '../engine/operations/check-table.ts'
import { buildTable } from '../engine/operations/delta-table.ts'
import type { FilePorts } from '../engine/operations/file-ports.ts'
import type { PortedOperation } from '../engine/operations/operation.ts'
import { readTableOperation } from '../engine/operations/read-table.ts'
import { planFirst } from '../engine/operations/readable-versions.ts'
import { runToEnd } from '../engine/operations/test-runs.ts'
import { MemoryStore } from '../engine/storage/memory-store.ts'

/** Versions 0 to 14 with a checkpoint at 10; between 6 and 9 files come and go, and rows of a file that stays are marked. */
const SETUP = [
  "CREATE TABLE orders (id BIGINT, region STRING) TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')",
  ...[1, 2, 3, 4, 5].map((i) => `INSERT INTO orders VALUES (${i}, 'EU'), (${i + 10}, 'US')`),
  'DELETE FROM orders WHERE id = 1',
  'DELETE FROM orders WHERE id IN (2, 12)',
  "INSERT INTO orders VALUES (6, 'EU')",
  'DELETE FROM orders WHERE id = 13',
  ...[7, 8, 9, 10].map((i) => `INSERT INTO orders VALUES (${i}, 'APAC')`),
  'DELETE FROM orders WHERE id = 14',
].join(';')

const table = await buildTable({ setup: SETUP }, [])
const CHECKPOINT = '_delta_log/00000000000000000010.checkpoint.parquet'

type Damage = Readonly<Record<string, string | undefined>>

/** A copy with other texts in some files, or without them. */
async function damagedBy(damage: Damage): Promise<MemoryStore> {
  const store = new MemoryStore()
  for (const { path, modifiedMs } of await table.list('')) {
    const text = damage[path]
    if (path in damage && text === undefined) continue
    store.set(path, text === undefined ? await table.get(path) : new TextEncoder().encode(text), modifiedMs)
  }
  return store
}

function open(operation: PortedOperation<FilePorts>, store: MemoryStore) {
  return operation.open({ source: 'here', name: 'orders' }, [], { openTable: () => Promise.resolve(store) } as never)
}

async function check(store: MemoryStore): Promise<TableReport> {
  return (await runToEnd(await open(checkTableOperation, store))).answer as TableReport
}

async function play(store: MemoryStore) {
  const { log, replay } = await runToEnd(await open(readTableOperation, store))
  const state = replay.stateAt(log.length) as DeltaState
  const ends = Array.from({ length: log.count(DeltaEvent.end, log.length) }, (_, i) => {
    return log.payload(log.nth(DeltaEvent.end, i + 1) as number) as EndPayload
  })
  return { state, ends }
}

const CUT = '{"add":{"pa'

describe('a log that is not whole', () => {
  it.each<[string, Damage, lost: number[][], version: number, messages: RegExp[]]>([
    ['a commit is cut off', { [commitPath(6)]: CUT }, [[6, 10]], 14, [/^versions 6 to 9 cannot be rebuilt: .*cut off/]],
    [
      'commits are missing',
      { [commitPath(7)]: undefined, [commitPath(8)]: undefined },
      [[7, 10]],
      14,
      [/^versions 7 to 9 cannot be rebuilt: commit 7 is missing/],
    ],
    ['the last before a checkpoint is cut off', { [commitPath(9)]: CUT }, [[9, 10]], 14, [/^version 9 cannot/]],
    ['the first is cut off', { [commitPath(0)]: CUT }, [[0, 10]], 14, [/^versions 0 to 9 cannot/]],
    ['the one beside the checkpoint is cut off', { [commitPath(10)]: CUT }, [], 14, []],
    ['the one beside the checkpoint is missing', { [commitPath(10)]: undefined }, [], 14, []],
    ['the newest is cut off', { [commitPath(14)]: CUT }, [[14, 15]], 13, [/^version 14 cannot/]],
    ['one below the newest is missing', { [commitPath(12)]: undefined }, [[12, 15]], 11, [/^versions 12 to 14 cannot/]],
    [
      'two are cut off, one below a checkpoint',
      { [commitPath(3)]: CUT, [commitPath(13)]: '' },
      [
        [3, 10],
        [13, 15],
      ],
      12,
      [/^versions 3 to 9 cannot/, /^versions 13 to 14 cannot/],
    ],
    [
      'the checkpoint behind the damage is damaged too',
      { [commitPath(6)]: CUT, [CHECKPOINT]: 'PAR1' },
      [[6, 15]],
      5,
      [/^versions 6 to 14 cannot be rebuilt: .*cut off/],
    ],
  ])('is told of and stepped through as far as it is whole: %s', async (_, damage, lost, version, messages) => {
    const store = await damagedBy(damage)
    const report = await check(store)
    expect([report.version, report.lost]).toEqual([version, lost])
    expect(report.checks[1]?.status === 'failed').toBe(lost.length > 0)
    expect('code' in report.vacuum).toBe(version < 14)

    const { state, ends } = await play(store)
    expect(ends.map(({ message }) => message)).toEqual(
      messages.map((message) => expect.stringMatching(message) as string),
    )
    expect(latestVersion(state)).toBe(version)
    expect(state.missing).toEqual(lost.filter(([from = 0]) => from < version))
    for (const of of state.versions) {
      if (isMissing(state, of.version)) continue
      const { files } = await loadSnapshot(table, { version: of.version })
      expect([of.version, of.liveFiles, of.liveBytes]).toEqual([of.version, files.count, files.sizeBytes])
      expect(of.liveRows).toBe(tryCountAllRows(files))
    }
    const { files } = await loadSnapshot(table, { version })
    const live = [...state.files].filter(isLive).map(({ path }) => path)
    expect(live.sort()).toEqual([...files].map(({ path }) => path).sort())
  })

  it('is refused where no version can be rebuilt', async () => {
    const store = await damagedBy({ [commitPath(0)]: CUT, [CHECKPOINT]: undefined })
    await expect(check(store)).rejects.toMatchObject({ code: 'DELTA_LOG_FILE_MALFORMED' })
    const { state, ends } = await play(store)
    expect(state.versions.length).toBe(0)
    expect(ends).toMatchObject([{ code: 'DELTA_LOG_FILE_MALFORMED' }])
  })

  it('begins behind a hole that is too wide to be stepped through', async () => {
    const store = await damagedBy({})
    const far = 9_000_000_000_000_000
    for (const name of [`${far}.json`, `${far}.checkpoint.parquet`]) {
      store.set(`_delta_log/${name.padStart(name.length - String(far).length + 20, '0')}`, new Uint8Array(1), 0)
    }
    expect(planFirst(await listLog(store))).toBe(far)
    expect(planFirst(await listLog(await damagedBy({})))).toBe(0)
  })
})
