import { describe, expect, it } from 'vitest'
import { hasDeltaTables, readDeltaTables } from '../../scripts/delta-tables.ts'
import { readRows } from '../engine/delta/read-rows.ts'
import { loadSnapshot } from '../engine/delta/snapshot.ts'
import { buildTable } from '../engine/operations/delta-table.ts'
import type { VacuumPlan } from '../engine/operations/vacuum-plan.ts'
import { MemoryStore } from '../engine/storage/memory-store.ts'
import { check, folderOf } from './test-tables.ts'

const OLD = `CREATE TABLE t (a INT, b INT);
  INSERT INTO t VALUES (1, 1);
  INSERT INTO t VALUES (2, 2);
  OPTIMIZE t;
  INSERT INTO t VALUES (3, 3);
  DELETE FROM t WHERE a = 3;
  -- 8 days later
  INSERT INTO t VALUES (4, 4);
  UPDATE t SET b = 5 WHERE a = 4`

const MARKED = `CREATE TABLE t (a INT, b INT) TBLPROPERTIES ('delta.enableDeletionVectors' = 'true');
  INSERT INTO t VALUES (1, 1), (2, 2), (3, 3);
  DELETE FROM t WHERE a = 1;
  DELETE FROM t WHERE a = 2;
  -- 8 days later
  INSERT INTO t VALUES (4, 4)`

/** Versions whose rows can be read. */
async function readableOf(store: MemoryStore, latest: number): Promise<number[]> {
  const readable: number[] = []
  for (let version = 0; version <= latest; version++) {
    try {
      const rows = readRows(store, await loadSnapshot(store, { version }))
      while ((await rows.next()).done !== true);
      readable.push(version)
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/./) as string })
    }
  }
  return readable
}

async function planOf(store: MemoryStore): Promise<VacuumPlan> {
  const { vacuum } = await check(await folderOf(store))
  if ('code' in vacuum) throw new Error(vacuum.message)
  return vacuum
}

function versionsOf({ versions = [] }: VacuumPlan): number[] {
  return versions.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i))
}

async function pathsOf(store: MemoryStore): Promise<string[]> {
  return (await store.list('')).map(({ path }) => path).filter((path) => !path.startsWith('_delta_log'))
}

async function copyOf(store: MemoryStore, change: (path: string, text: Uint8Array) => Uint8Array | undefined) {
  const objects = await store.list('')
  let now = 0
  const copy = new MemoryStore(() => now)
  for (const { path, modifiedMs } of objects) {
    now = modifiedMs
    const bytes = change(path, await store.get(path))
    if (bytes !== undefined) await copy.put(path, bytes)
  }
  return copy
}

describe('what VACUUM would do', () => {
  it.each([
    ['files', OLD, 7],
    ['deletion vectors', MARKED, 4],
  ])('to %s is what it does: the objects, and the versions that can be read no more', async (_, setup, latest) => {
    const before = await buildTable({ setup }, [])
    const behind = await buildTable({ setup: `${setup}; VACUUM t` }, [])
    const kept = new Set(await pathsOf(behind))
    const gone = (await pathsOf(before)).filter((path) => !kept.has(path))
    const plan = await planOf(before)
    expect(plan.paths.toSorted()).toEqual(gone.toSorted())
    expect(plan.files).toBe(gone.length)
    const readable = await readableOf(before, latest)
    expect(readable).toHaveLength(latest + 1)
    const left = await readableOf(behind, latest)
    expect(left.length).toBeLessThan(readable.length)
    expect(versionsOf(plan)).toEqual(readable.filter((version) => !left.includes(version)))
  })

  it('takes no version that cannot be read already', async () => {
    const table = await buildTable({ setup: OLD }, [])
    const whole = await planOf(table)
    expect(versionsOf(whole)).toEqual([1, 2, 4])
    const [first] = (await loadSnapshot(table, { version: 1 })).files
    const damaged = await copyOf(table, (path, bytes) => (path === first?.path ? undefined : bytes))
    const plan = await planOf(damaged)
    expect(plan.files).toBe(whole.files - 1)
    expect(versionsOf(plan)).toEqual([4])
  })

  it('is told of a table that is not written here, since a plan only reads', async () => {
    const table = await buildTable({ setup: OLD }, [])
    const newer = await copyOf(table, (path, bytes) => {
      if (!path.endsWith('00000.json')) return bytes
      const text = new TextDecoder().decode(bytes)
      return new TextEncoder().encode(text.replace(/"minWriterVersion":\d+/, '"minWriterVersion":8'))
    })
    expect(await planOf(newer)).toEqual(await planOf(table))
  })

  it("leaves Iceberg's metadata alone where the table is read as an Iceberg table too", async () => {
    const table = await buildTable({ setup: OLD }, [])
    const withMetadata = (isIceberg: boolean) =>
      copyOf(table, (path, bytes) => {
        if (!path.endsWith('00000.json') || !isIceberg) return bytes
        const text = new TextDecoder().decode(bytes)
        const on = '"configuration":{"delta.universalFormat.enabledFormats":"iceberg"'
        return new TextEncoder().encode(text.replace(/"configuration":\{/, `${on},`).replace(',}', '}'))
      })
    const told: boolean[] = []
    for (const isIceberg of [false, true]) {
      const store = await withMetadata(isIceberg)
      const old = new MemoryStore(() => 0)
      await old.put('metadata/v1.metadata.json', new Uint8Array(3))
      for (const { path } of await store.list('')) await old.put(path, await store.get(path))
      const source = await folderOf(old)
      const files = source.files.map(({ path, file }) =>
        path.includes('metadata/') ? { path, file } : { path, file: new File([file], path, { lastModified: 1e12 }) },
      )
      const { vacuum } = await check({ ...source, files })
      told.push('paths' in vacuum && vacuum.paths.includes('metadata/v1.metadata.json'))
    }
    expect(told).toEqual([true, false])
  })

  describe.skipIf(!hasDeltaTables)('to real tables', () => {
    const tables = hasDeltaTables ? readDeltaTables() : undefined

    it.each([
      'deltars__checkpoint-v2-table',
      'deltars__table_with_liquid_clustering',
      'kernelrs__crc-full',
      'spark__variant-stats-no-checkpoint',
      'trino__databricks133-uniform_iceberg_v1',
      'trino__databricks153-type_widening',
      'trino__deltalake-unsupported_writer_version',
    ])('%s is told, though its protocol is not written here', async (id) => {
      if (tables === undefined) throw new Error('no reference tables')
      const plan = await planOf(tables.store(id))
      expect(plan.paths).toHaveLength(plan.files)
    })
  })
})
