import { describe, expect, it } from 'vitest'
import { MemoryStore } from '../storage/memory-store.ts'
import { runAppend } from './append.ts'
import { runCheckpoint } from './checkpoint-writer.ts'
import { runCreate } from './create.ts'
import { runDelete } from './delete.ts'
import { commitPath } from './log-path.ts'
import { runOptimize } from './optimize.ts'
import { runOverwrite } from './overwrite.ts'
import { runRestore } from './restore.ts'
import { loadSnapshot } from './snapshot.ts'
import { createTestWriter, ITEMS, items, readItems, whereId } from './test-tables.ts'
import { runVacuum } from './vacuum.ts'
import type { WriteStep } from './write-steps.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A table whose clock is set by hand; each day one commit: two appends, OPTIMIZE, an append, a whole overwrite. */
async function createHistory(configuration: ReadonlyMap<string, string> = new Map()) {
  const clock = { nowMs: 100 * DAY_MS }
  const store = new MemoryStore(() => clock.nowMs)
  const steps: WriteStep[] = []
  const writer = createTestWriter(store, 'a', { now: () => clock.nowMs, onStep: (step) => steps.push(step) })
  await runCreate(writer, { schema: ITEMS, configuration })
  const acts = [
    () => runAppend(writer, items('1 a x')),
    () => runAppend(writer, items('2 b x')),
    () => runOptimize(writer),
    () => runAppend(writer, items('3 c x')),
    () => runOverwrite(writer, items('9 z x')),
  ]
  for (const act of acts) {
    clock.nowMs += DAY_MS
    await act()
  }
  return { clock, store, writer, steps }
}

const dataPaths = async (store: MemoryStore) => (await store.list('')).filter(({ path }) => !path.startsWith('_'))

/** The versions that can still be read. */
async function readable(store: MemoryStore): Promise<number[]> {
  const versions: number[] = []
  for (let version = 0; version <= (await loadSnapshot(store)).version; version++) {
    const rows = await readItems(store, { version }).catch(() => undefined)
    if (rows !== undefined) versions.push(version)
  }
  return versions
}

describe('VACUUM', () => {
  it('deletes what was removed before the retention, and with it the versions that need it', async () => {
    const { clock, store, writer, steps } = await createHistory()
    expect(await readable(store)).toEqual([0, 1, 2, 3, 4, 5])
    clock.nowMs += 6 * DAY_MS - 1
    expect((await runVacuum(writer)).files).toHaveLength(2)
    expect(await readable(store)).toEqual([0, 3, 4, 5])
    clock.nowMs += 2 * DAY_MS
    const { files } = await runVacuum(writer)
    expect(files).toHaveLength(2)
    expect(await readable(store)).toEqual([0, 5])
    expect(await dataPaths(store)).toHaveLength(1)
    expect(steps.filter(({ kind }) => kind === 'fileDeleted')).toHaveLength(4)
  })

  it('as a dry run only names the files', async () => {
    const { clock, store, writer } = await createHistory()
    clock.nowMs += 30 * DAY_MS
    const { files, isDryRun } = await runVacuum(writer, { isDryRun: true })
    expect([files.length, isDryRun]).toEqual([4, true])
    expect(await readable(store)).toHaveLength(6)
  })

  it('deletes files that the log has never heard of, but none that is young, hidden or of the log', async () => {
    const { clock, store, writer } = await createHistory()
    const paths = [
      'orphan.parquet',
      'deep/er/orphan.parquet',
      '_spark_metadata/0',
      '.hidden',
      'deep/_temp/x',
      '_change_data/old',
    ]
    for (const path of paths) await store.put(path, new Uint8Array(1))
    clock.nowMs += 8 * DAY_MS
    await store.put('young.parquet', new Uint8Array(1))
    await runVacuum(writer)
    const left = (await store.list('')).map(({ path }) => path.replace(/^part-.*/, 'part'))
    expect(left.filter((path) => !path.startsWith('_delta_log/'))).toEqual([
      ...['.hidden', '_spark_metadata/0', 'deep/_temp/x', 'part', 'young.parquet'],
    ])
    expect((await loadSnapshot(store)).version).toBe(5)
  })

  it('keeps partitions whose column begins with an underscore, and deletion vectors in use', async () => {
    const clock = { nowMs: 100 * DAY_MS }
    const store = new MemoryStore(() => clock.nowMs)
    const writer = createTestWriter(store, 'a', { now: () => clock.nowMs })
    const schema = { ...ITEMS, fields: ITEMS.fields.map((field, i) => (i === 2 ? { ...field, name: '_part' } : field)) }
    const configuration = new Map([['delta.enableDeletionVectors', 'true']])
    await runCreate(
      writer,
      { schema, partitionColumns: ['_part'], configuration },
      { ...items('1 a x', '2 b x'), schema },
    )
    await runDelete(writer, { where: whereId(1) })
    await store.put('_part=x/orphan', new Uint8Array(1))
    clock.nowMs += 8 * DAY_MS
    const { files } = await runVacuum(writer)
    expect(files.map(({ path }) => path)).toEqual(['_part=x/orphan'])
    expect(await readItems(store)).toEqual(['2 b x'])
  })

  it('refuses a retention that is shorter than the table has, unless it may', async () => {
    const { writer, store, clock } = await createHistory()
    const early = { retentionHours: 0 }
    await expect(runVacuum(writer, early)).rejects.toMatchObject({
      code: 'DELTA_VACUUM_RETENTION_PERIOD_TOO_SHORT',
      exception: 'IllegalArgumentException',
    })
    clock.nowMs += 1
    const { files } = await runVacuum(writer, { ...early, isRetentionChecked: false })
    expect(files).toHaveLength(4)
    expect(await readable(store)).toEqual([0, 5])
  })

  it('since 4.1 takes the retention of the table in place of RETAIN n HOURS, other than 0', async () => {
    const { writer, clock } = await createHistory()
    clock.nowMs += 3 * DAY_MS
    const wanted = { retentionHours: 48, isRetentionChecked: false, isDryRun: true }
    expect((await runVacuum(writer, wanted)).files).toHaveLength(4)
    expect((await runVacuum(writer, { ...wanted, rule: '4.1' })).files).toHaveLength(0)
    await expect(runVacuum(writer, { retentionHours: 0, rule: '4.1' })).rejects.toThrow('low retention')
    expect((await runVacuum(writer, { ...wanted, retentionHours: 0, rule: '4.1' })).files).toHaveLength(4)
  })

  it('by the property of the table', async () => {
    const { writer, clock } = await createHistory(new Map([['delta.deletedFileRetentionDuration', 'interval 1 hour']]))
    clock.nowMs += 2 * HOUR_MS
    expect((await runVacuum(writer)).files).toHaveLength(4)
  })

  it('makes RESTORE fail when a file is gone, unless missing files are ignored', async () => {
    const { writer, clock, store } = await createHistory()
    clock.nowMs += 30 * DAY_MS
    await runVacuum(writer)
    const target = { version: 4 }
    await expect(runRestore(writer, { target })).rejects.toMatchObject({
      code: 'DELTA_MISSING_FILES_UNEXPECTED_VERSION',
    })
    await runRestore(writer, { target, ignoreMissingFiles: true })
    expect(await readItems(store)).toEqual([])
  })
})

describe('VACUUM LITE', () => {
  it('deletes what the log has removed, not what it does not know, and goes on where it ended', async () => {
    const { clock, store, writer } = await createHistory()
    await store.put('orphan.parquet', new Uint8Array(1))
    clock.nowMs += 6 * DAY_MS - 1
    expect((await runVacuum(writer, { mode: 'LITE' })).files).toHaveLength(2)
    await runCheckpoint(writer, 5)
    for (const version of [0, 1, 2, 3]) await store.delete(commitPath(version))
    clock.nowMs += 30 * DAY_MS
    expect((await runVacuum(writer, { mode: 'LITE' })).files).toHaveLength(2)
    expect((await dataPaths(store)).map(({ path }) => path)).toContain('orphan.parquet')
    expect(await readItems(store)).toEqual(['9 z x'])
  })

  it('refuses when commits that it needs are gone', async () => {
    const { clock, store, writer } = await createHistory()
    await runCheckpoint(writer, 5)
    await store.delete(commitPath(0))
    clock.nowMs += 30 * DAY_MS
    await expect(runVacuum(writer, { mode: 'LITE' })).rejects.toMatchObject({ code: 'DELTA_CANNOT_VACUUM_LITE' })
  })

  it('names the commits that are gone, all of them too', async () => {
    const { store, writer } = await createHistory()
    await runCheckpoint(writer, 5)
    for (const [gone, named] of [
      [[0], 'the commit of version 0, which may have removed files, is not'],
      [[1], 'version 0 to 1,'],
      [[2, 3, 4, 5], 'version 0 to 5,'],
    ] as const) {
      for (const version of gone) await store.delete(commitPath(version))
      await expect(runVacuum(writer, { mode: 'LITE' })).rejects.toThrow(named)
    }
  })
})
