import { describe, expect, test } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import { Rng } from '../../base/rng.ts'
import { hasDeltaTables, readDeltaTables } from '../../../scripts/delta-tables.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import type { ReadableStore } from '../storage/object-store.ts'
import { WatchedStore } from '../storage/watched-store.ts'
import type { Add, Metadata } from './action-types.ts'
import { runCheckpoint } from './checkpoint-writer.ts'
import { DeltaError } from './delta-error.ts'
import { tryCountRows } from './file-stats.ts'
import { commitPath, LOG_FOLDER } from './log-path.ts'
import { listLog } from './log-segment.ts'
import { loadFarVersion, loadSnapshot } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'
import { createTestWriter } from './test-tables.ts'
import { updateSnapshot } from './update-snapshot.ts'

const NOW_MS = 1_700_000_000_000
const SEEDS = Array.from({ length: 40 }, (_, i) => i + 1)
const STEPS = 60

/** A log that grows by random commits over few paths, so that files go and come back. */
class RandomLog {
  readonly store = new MemoryStore()
  readonly #writer = createTestWriter(this.store)
  version = -1

  constructor(private readonly rng: Rng) {}

  async grow(): Promise<void> {
    const actions = this.version < 0 ? [protocol(), this.#metadata()] : []
    for (let i = this.rng.nextBelow(5); i >= 0; i--) actions.push(this.#action())
    this.version++
    const text = actions.map((action) => `${JSON.stringify(action)}\n`).join('')
    this.store.set(commitPath(this.version), new TextEncoder().encode(text), NOW_MS + this.version * 1000)
    if (this.rng.nextBelow(6) === 0) await runCheckpoint(this.#writer, this.version)
  }

  #action(): object {
    const path = `f${this.rng.nextBelow(12)}`
    const vectored = this.rng.nextBelow(4) === 0 ? { deletionVector: vectorOf(this.rng.nextBelow(2)) } : {}
    switch (this.rng.nextBelow(12)) {
      case 0:
        return this.#metadata()
      case 1:
        return { txn: { appId: `a${this.rng.nextBelow(3)}`, version: this.rng.nextBelow(100) } }
      case 2: {
        const removed = this.rng.nextBelow(2) === 0
        return { domainMetadata: { domain: `d${this.rng.nextBelow(3)}`, configuration: '{}', removed } }
      }
      case 3:
      case 4:
      case 5:
      case 6:
        return { remove: { path, deletionTimestamp: NOW_MS + this.version, dataChange: true, ...vectored } }
      default: {
        const size = this.rng.nextBelow(100)
        const partitionValues = { p: this.rng.nextBelow(3) === 0 ? null : String(this.rng.nextBelow(3)) }
        const stats = JSON.stringify({ numRecords: size })
        return { add: { path, partitionValues, size, modificationTime: size, dataChange: true, stats, ...vectored } }
      }
    }
  }

  #metadata(): object {
    const columns = ['p', ...['a', 'b', 'c'].slice(0, 1 + this.rng.nextBelow(3))]
    const fields = columns.map((name) => ({ name, type: 'string', nullable: true, metadata: {} }))
    const schemaString = JSON.stringify({ type: 'struct', fields })
    const configuration = { 'delta.enableExpiredLogCleanup': 'false' }
    return {
      metaData: { id: 'm', format: { provider: 'parquet' }, schemaString, partitionColumns: ['p'], configuration },
    }
  }
}

function protocol(): object {
  const features = { readerFeatures: ['deletionVectors'], writerFeatures: ['deletionVectors', 'domainMetadata'] }
  return { protocol: { minReaderVersion: 3, minWriterVersion: 7, ...features } }
}

function vectorOf(number: number): object {
  return { storageType: 'i', pathOrInlineDv: `v${number}`, sizeInBytes: 4, cardinality: number }
}

/** All that a snapshot says of the table, but for the files that it was made of. */
function contentsOf(snapshot: Snapshot): unknown {
  const { version, protocol, metadata, schema, files, tombstones, transactions, domains } = snapshot
  const live = [...files.slots()].map((slot) => [files.keyAt(slot), files.at(slot)] as const)
  return {
    version,
    protocol,
    metadata,
    schema,
    files: live.sort(byKey),
    count: files.count,
    sizeBytes: files.sizeBytes,
    // Of a tombstone not all is kept in a checkpoint.
    tombstones: [...tombstones].map(([key, { deletionTimestamp }]) => [key, deletionTimestamp] as const).sort(byKey),
    transactions: [...transactions].sort(byKey),
    domains: [...domains].sort(byKey),
  }
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Fails the test when somebody reads. */
function unreadable(store: ReadableStore): ReadableStore {
  return new WatchedStore(store as MemoryStore, {
    before: ({ kind, path }) => new Error(`${kind} of ${path}`),
  })
}

describe('a snapshot made from another', () => {
  test.each(drawUnlessWhole(SEEDS, 1 / 6, 'snapshots'))(
    'is what is read anew, and changes nothing that was given out: seed %i',
    async (seed) => {
      const rng = new Rng(seed, 'update')
      const log = new RandomLog(rng)
      await log.grow()
      const given: { readonly snapshot: Snapshot; readonly contents: unknown }[] = []
      const give = (snapshot: Snapshot): void => void given.push({ snapshot, contents: contentsOf(snapshot) })
      give(await loadSnapshot(log.store))
      for (let step = 0; step < STEPS; step++) {
        const from = given[rng.nextBelow(given.length)]?.snapshot as Snapshot
        const choice = rng.nextBelow(4)
        if (choice === 0) await log.grow()
        const version = choice < 2 ? undefined : rng.nextBelow(log.version + 1)
        const target = version === undefined ? {} : { version }
        const made = await updateSnapshot(log.store, from, target)
        const read =
          choice === 3 ? await loadFarVersion(log.store, made.version) : await loadSnapshot(log.store, target)
        expect(contentsOf(made)).toEqual(contentsOf(read))
        give(made)
        if (rng.nextBelow(8) === 0) give(read)
      }
      for (const { snapshot, contents } of given) expect(contentsOf(snapshot)).toEqual(contents)
    },
  )

  test('of a version of its history needs no reading; a later one reads the commits between alone', async () => {
    const log = new RandomLog(new Rng(7, 'reads'))
    for (let i = 0; i < 30; i++) await log.grow()
    const first = await loadSnapshot(log.store, { version: 20 })
    const last = await updateSnapshot(log.store, first, { version: 25 })
    const calls: string[] = []
    const watched = new WatchedStore(log.store, { before: ({ kind, path }) => void calls.push(`${kind} ${path}`) })
    await updateSnapshot(watched, first, { version: 27 })
    expect(calls).toEqual(
      [26, 27]
        .flatMap((version) => `head ${commitPath(version)}`)
        .concat([26, 27].map((version) => `get ${commitPath(version)}`)),
    )
    for (const version of [20, 21, 27, 22, 25]) {
      const made = await updateSnapshot(unreadable(log.store), last, { version })
      expect(contentsOf(made)).toEqual(contentsOf(await loadSnapshot(log.store, { version })))
    }
  })

  test('asked for twice at once reads the same', async () => {
    const log = new RandomLog(new Rng(8, 'twice'))
    for (let i = 0; i < 12; i++) await log.grow()
    const from = await loadSnapshot(log.store, { version: 3 })
    const made = await Promise.all([9, 11, 10].map((version) => updateSnapshot(log.store, from, { version })))
    for (const snapshot of made) {
      expect(contentsOf(snapshot)).toEqual(contentsOf(await loadSnapshot(log.store, { version: snapshot.version })))
    }
  })

  test('of a moment is that of its version', async () => {
    const log = new RandomLog(new Rng(9, 'moment'))
    for (let i = 0; i < 12; i++) await log.grow()
    const from = await loadSnapshot(log.store, { version: 3 })
    const { version } = await updateSnapshot(log.store, from, { timestamp: NOW_MS + 6500 })
    expect(version).toBe(6)
  })

  test('behind a gap, or of a table made anew, is loaded', async () => {
    const log = new RandomLog(new Rng(10, 'gap'))
    for (let i = 0; i < 20; i++) await log.grow()
    const from = await loadSnapshot(log.store, { version: 2 })
    const { checkpoints } = await listLog(log.store)
    const checkpoint = Math.max(...checkpoints.keys())
    for (let version = 4; version < checkpoint; version++) await log.store.delete(commitPath(version))
    expect(contentsOf(await updateSnapshot(log.store, from))).toEqual(contentsOf(await loadSnapshot(log.store)))

    const other = new RandomLog(new Rng(11, 'other'))
    for (let i = 0; i < 5; i++) await other.grow()
    const later = new MemoryStore()
    for (const { path } of await other.store.list(LOG_FOLDER))
      later.set(path, await other.store.get(path), NOW_MS + 1e9)
    expect(contentsOf(await updateSnapshot(later, from))).toEqual(contentsOf(await loadSnapshot(later)))
  })

  test('of a version that is not there is refused as it is otherwise', async () => {
    const log = new RandomLog(new Rng(12, 'none'))
    for (let i = 0; i < 5; i++) await log.grow()
    const from = await loadSnapshot(log.store, { version: 2 })
    for (const version of [5, 99, -1]) {
      const code = await updateSnapshot(log.store, from, { version }).catch(
        (error: unknown) => (error as DeltaError).code,
      )
      expect(code).toBe('DELTA_VERSION_NOT_FOUND')
    }
  })
})

const tables = hasDeltaTables ? readDeltaTables() : undefined
const cases = (tables?.cases ?? []).map(({ id }) => [id] as const)

describe.skipIf(tables === undefined)('a walk over real tables (needs ../shared/data)', () => {
  test.each(cases)('%s', async (id) => {
    const store = (tables as NonNullable<typeof tables>).store(id)
    const { latest } = await listLog(store)
    let at = await tryLoad(() => loadSnapshot(store))
    if (at === undefined || latest === undefined) return
    const versions = Array.from({ length: Math.min(latest, 40) }, (_, i) => latest - i - 1)
    for (const version of [...versions, ...versions.toReversed()]) {
      const from = at
      const made = await tryLoad(() => updateSnapshot(store, from, { version }))
      const read = await tryLoad(() => loadSnapshot(store, { version }))
      expect(made && factsOf(made)).toEqual(read && factsOf(read))
      if (made !== undefined && read !== undefined)
        expect([...rowsOf(made)]).toEqual(expect.arrayContaining([...rowsOf(read)]))
      for (const key of read?.tombstones.keys() ?? []) expect(made?.tombstones.has(key)).toBe(true)
      at = made ?? at
    }
  })
})

async function tryLoad(load: () => Promise<Snapshot>): Promise<Snapshot | undefined> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof DeltaError) return undefined
    throw error
  }
}

/** Without what writers leave out of checkpoints or write in another way: tombstones, and the text of JSON. */
function factsOf(snapshot: Snapshot): unknown {
  const { files, metadata, ...rest } = contentsOf(snapshot) as Contents
  return {
    ...rest,
    metadata: { ...metadata, schemaString: undefined },
    tombstones: undefined,
    files: files.map(([key, file]) => [key, { ...file, stats: undefined }]),
  }
}

/** By key; only of files whose statistics are there. */
function rowsOf(snapshot: Snapshot): Map<string, number> {
  const { files } = contentsOf(snapshot) as Contents
  return new Map(files.flatMap(([key, file]) => [[key, tryCountRows(file)] as const]).filter(isCounted))
}

function isCounted(entry: readonly [string, number | undefined]): entry is readonly [string, number] {
  return entry[1] !== undefined
}

interface Contents {
  readonly metadata: Metadata
  readonly files: readonly (readonly [key: string, file: Add])[]
}
