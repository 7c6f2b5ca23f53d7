import { describe, expect, it } from 'vitest'
import { MemoryStore } from '../storage/memory-store.ts'
import { runAppend } from './append.ts'
import { runCheckpoint } from './checkpoint-writer.ts'
import type { CheckpointOptions } from './checkpoint-writer.ts'
import { runCreate } from './create.ts'
import { runDelete } from './delete.ts'
import { tryReadHint } from './last-checkpoint-hint.ts'
import { runLogCleanup, planLogCleanup } from './log-cleanup.ts'
import { commitPath, LOG_FOLDER } from './log-path.ts'
import { listLog } from './log-segment.ts'
import { parseInterval } from './retention.ts'
import { loadSnapshot } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'
import { createTestWriter, ITEMS, items, readItems, whereId } from './test-tables.ts'
import type { TableWriter } from './table-writer.ts'

const DAY_MS = 86_400_000

/** A table with everything that a checkpoint can hold: partitions, vectors, tombstones, txns, domains, properties. */
async function fill(writer: TableWriter, configuration: ReadonlyMap<string, string> = new Map()): Promise<void> {
  const properties = new Map([['delta.enableDeletionVectors', 'true'], ...configuration])
  await runCreate(
    writer,
    {
      schema: ITEMS,
      partitionColumns: ['part'],
      configuration: properties,
      name: 'items',
      description: 'some "things"',
    },
    items('1 a x', '2 b x', '3 c y'),
  )
  await runAppend(writer, { ...items(), rows: [[4, undefined, undefined]] }, { txn: { appId: 'app', version: 7 } })
  await runDelete(writer, { where: whereId(2) })
  await runDelete(writer, { where: whereId(3) })
}

/** What a snapshot knows, without how it came to know it. */
function stateOf({ protocol, metadata, files, tombstones, transactions, domains, version }: Snapshot) {
  return {
    version,
    protocol,
    metadata,
    files: [...files].sort((a, b) => (a.path < b.path ? -1 : 1)),
    tombstones: [...tombstones.values()].map(({ path, deletionTimestamp }) => [path, deletionTimestamp]).sort(),
    transactions: [...transactions],
    domains: [...domains],
  }
}

describe('a checkpoint', () => {
  const kinds: [string, string, CheckpointOptions, ReadonlyMap<string, string>][] = [
    ['classic', 'classicCheckpoint', {}, new Map()],
    ['V2 in JSON', 'uuidCheckpoint', {}, new Map([['delta.checkpointPolicy', 'v2']])],
    [
      'V2 in Parquet with many sidecars',
      'uuidCheckpoint',
      { format: 'parquet', sidecarActions: 2 },
      new Map([['delta.checkpointPolicy', 'v2']]),
    ],
  ]
  it.each(kinds)(
    '%s leads to the same state as the commits, which may then be gone',
    async (_, kind, options, properties) => {
      const store = new MemoryStore()
      const writer = createTestWriter(store)
      await fill(writer, properties)
      const before = await loadSnapshot(store)
      const rows = await readItems(store)
      await runCheckpoint(writer, 3, options)
      for (let version = 0; version <= 3; version++) await store.delete(commitPath(version))
      const after = await loadSnapshot(store)
      expect(after.segment.checkpoint?.kind).toBe(kind)
      expect(stateOf(after)).toEqual(stateOf(before))
      expect(after.tombstones.size).toBe(2)
      expect(await readItems(store)).toEqual(rows)
      expect(rows).toEqual(['1 a x', '4 undefined undefined'])
      expect(await tryReadHint(store)).toMatchObject({ version: 3 })
    },
  )

  it('forgets removals that are older than the table keeps removed files', async () => {
    const store = new MemoryStore()
    const writer = createTestWriter(store)
    await fill(writer)
    const late = createTestWriter(store, 'late', { now: () => writer.now() + 8 * DAY_MS })
    await runCheckpoint(late, 3)
    for (let version = 0; version <= 3; version++) await store.delete(commitPath(version))
    expect((await loadSnapshot(store)).tombstones.size).toBe(0)
  })

  it('is written behind every tenth commit, or as often as the table says', async () => {
    const every = async (configuration: ReadonlyMap<string, string>) => {
      const store = new MemoryStore(() => 1_700_000_000_000)
      const writer = createTestWriter(store, 'a', { hasCheckpoints: true })
      await runCreate(writer, { schema: ITEMS, configuration })
      for (let i = 1; i <= 20; i++) await runAppend(writer, items(`${i} a x`))
      expect(await readItems(store)).toHaveLength(20)
      return [...(await listLog(store)).checkpoints.keys()]
    }
    expect(await every(new Map())).toEqual([10, 20])
    expect(await every(new Map([['delta.checkpointInterval', '7']]))).toEqual([7, 14])
  })
})

describe('log cleanup', () => {
  const file = (version: number, name: string, days: number) => ({
    path: `${LOG_FOLDER}${version.toString().padStart(20, '0')}${name}`,
    sizeBytes: 1,
    modifiedMs: days * DAY_MS,
  })
  const versionsOf = (log: ReturnType<typeof file>[], cutoffDays: number) =>
    planLogCleanup(log, 20, cutoffDays * DAY_MS).map(({ path }) =>
      Number(path.slice(LOG_FOLDER.length, LOG_FOLDER.length + 20)),
    )

  it('takes versions before the checkpoint that are old enough, until one is not', () => {
    const log = [
      ...[file(0, '.json', 1), file(1, '.json', 2), file(10, '.json', 3), file(10, '.checkpoint.parquet', 3)],
      ...[file(11, '.json', 9), file(12, '.json', 3), file(20, '.json', 3), file(20, '.checkpoint.parquet', 3)],
    ]
    expect(versionsOf(log, 3)).toEqual([0, 1, 10, 10])
    expect(versionsOf(log, 2)).toEqual([0, 1])
    expect(versionsOf(log, 9)).toEqual([0, 1, 10, 10, 11, 12])
    expect(versionsOf(log, 0)).toEqual([])
  })

  it('makes early versions unreadable, and keeps the rows of the latest', async () => {
    let nowMs = 0
    const store = new MemoryStore(() => nowMs)
    const now = () => nowMs
    const writer = createTestWriter(store, 'a', { now, hasCheckpoints: true })
    await runCreate(writer, { schema: ITEMS })
    for (let i = 1; i <= 20; i++) {
      nowMs = i * 2 * DAY_MS
      await runAppend(writer, items(`${i} a x`))
    }
    expect(await readItems(store)).toHaveLength(20)
    const { commits, checkpoints } = await listLog(store)
    expect([Math.min(...commits.keys()), Math.min(...checkpoints.keys())]).toEqual([6, 10])
    await expect(loadSnapshot(store, { version: 7 })).rejects.toMatchObject({ code: 'DELTA_VERSION_NOT_FOUND' })
    expect(await readItems(store, { version: 11 })).toHaveLength(11)
    nowMs = 400 * DAY_MS
    await runLogCleanup(writer, await loadSnapshot(store))
    expect(Math.min(...(await listLog(store)).commits.keys())).toBe(20)
  })

  it('does nothing where the table forbids it', async () => {
    let nowMs = 0
    const store = new MemoryStore(() => nowMs)
    const writer = createTestWriter(store, 'a', { now: () => nowMs })
    await runCreate(writer, { schema: ITEMS, configuration: new Map([['delta.enableExpiredLogCleanup', 'false']]) })
    await runAppend(writer, items('1 a x'))
    nowMs = 400 * DAY_MS
    await runCheckpoint(writer, 1)
    expect(await readItems(store, { version: 0 })).toEqual([])
  })
})

describe('intervals', () => {
  it.each([
    ['interval 1 week', 7 * DAY_MS],
    ['interval 30 days', 30 * DAY_MS],
    ['7 days', 7 * DAY_MS],
    ['INTERVAL 1 day 2 hours', DAY_MS + 7_200_000],
    ['interval 168 hour', 7 * DAY_MS],
    ['interval 0 hours', 0],
  ])('%s', (text, expected) => {
    expect(parseInterval(text, 'x')).toBe(expected)
  })
  it.each(['interval', '', 'seven days', '7', '7 moons'])('"%s" is none', (text) => {
    expect(() => parseInterval(text, 'metaData.configuration.x')).toThrow('metaData.configuration.x')
  })
})
