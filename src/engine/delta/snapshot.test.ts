import { describe, expect, test } from 'vitest'
import { MemoryStore } from '../storage/memory-store.ts'
import { StoreError } from '../storage/object-store.ts'
import { WatchedStore } from '../storage/watched-store.ts'
import { readChanges } from './change-data.ts'
import { readHistory } from './history.ts'
import { inspectTable } from './inspect.ts'
import { LAST_CHECKPOINT, LOG_FOLDER, versionPrefix } from './log-path.ts'
import { listLog } from './log-segment.ts'
import { loadSnapshot } from './snapshot.ts'
import type { SnapshotTarget } from './snapshot.ts'
import { verifyTable } from './verify.ts'

const UUID = '80a083e8-7026-4e79-81be-64bd76c43a11'
const PROTOCOL = { protocol: { minReaderVersion: 1, minWriterVersion: 2 } }

function metaData(configuration: Record<string, string> = {}): object {
  const schemaString = '{"type":"struct","fields":[{"name":"id","type":"long","nullable":true,"metadata":{}}]}'
  return {
    metaData: {
      id: 'm',
      format: { provider: 'parquet', options: {} },
      schemaString,
      partitionColumns: [],
      configuration,
    },
  }
}

function add(path: string, more: object = {}): object {
  return { add: { path, partitionValues: {}, size: 10, modificationTime: 0, dataChange: true, ...more } }
}

function remove(path: string): object {
  return { remove: { path, deletionTimestamp: 1, dataChange: true } }
}

/** A table whose commits are lists of actions, each written a minute after the one before. */
function table(...commits: readonly (readonly object[])[]): MemoryStore {
  const store = new MemoryStore()
  commits.forEach((actions, version) => write(store, `${versionPrefix(version)}.json`, actions, (version + 1) * 60_000))
  return store
}

function write(store: MemoryStore, path: string, lines: readonly object[], modifiedMs = 0): void {
  store.set(path, new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join('')), modifiedMs)
}

const SOME = [[PROTOCOL, metaData(), add('a')], [add('b')], [remove('a'), add('c')], [remove('b'), add('a')]]

async function paths(store: MemoryStore, target: SnapshotTarget = {}): Promise<string[]> {
  return [...(await loadSnapshot(store, target)).files].map(({ path }) => path).sort()
}

async function errorOf(act: () => Promise<unknown>): Promise<{ code: string; where: string }> {
  try {
    await act()
  } catch (error) {
    const { code, where } = error as { code: string; where: string }
    return { code, where }
  }
  throw new Error('nothing was thrown')
}

describe('a snapshot', () => {
  test('is the newest action of every file; a file that comes back is there again', async () => {
    const store = table(...SOME)
    expect(await paths(store)).toEqual(['a', 'c'])
    expect(await paths(store, { version: 0 })).toEqual(['a'])
    expect(await paths(store, { version: 2 })).toEqual(['b', 'c'])
    const { tombstones } = await loadSnapshot(store)
    expect([...tombstones.keys()]).toEqual(['b'])
  })

  test('tells files apart by their decoded path and their deletion vector', async () => {
    const vector = { storageType: 'i', pathOrInlineDv: 'x', sizeInBytes: 4, cardinality: 1 }
    const store = table(
      [PROTOCOL, metaData(), add('x%20y'), add('z')],
      [remove('x y'), remove('z'), add('z', { deletionVector: vector })],
    )
    const { files } = await loadSnapshot(store)
    expect([...files].map(({ path, deletionVector }) => [path, deletionVector?.cardinality])).toEqual([['z', 1]])
    expect(files.sizeBytes).toBe(10)
  })

  test('keeps the newest transaction of an application and the domains that are left', async () => {
    const store = table(
      [
        PROTOCOL,
        metaData(),
        { txn: { appId: 'a', version: 1 } },
        { domainMetadata: { domain: 'd', configuration: '{}', removed: false } },
      ],
      [
        { txn: { appId: 'a', version: 2 } },
        { domainMetadata: { domain: 'd', configuration: '', removed: true } },
        { newAction: {} },
      ],
    )
    const { transactions, domains } = await loadSnapshot(store)
    expect(transactions.get('a')?.version).toBe(2)
    expect(domains.size).toBe(0)
  })

  test.each([
    [[[PROTOCOL]], 'DELTA_STATE_RECOVER_ERROR', LOG_FOLDER],
    [[[metaData()]], 'DELTA_STATE_RECOVER_ERROR', LOG_FOLDER],
    [[[]], 'DELTA_LOG_FILE_MALFORMED', `${versionPrefix(0)}.json`],
    [
      [[PROTOCOL, metaData(), { add: { path: 'a' } }]],
      'DELTA_LOG_FILE_MALFORMED',
      `${versionPrefix(0)}.json:3:add.size`,
    ],
    [[[PROTOCOL, metaData(), { add: 7 }]], 'DELTA_LOG_FILE_MALFORMED', `${versionPrefix(0)}.json:3:add`],
    [
      [[PROTOCOL, metaData(), { remove: { path: '.' } }]],
      'DELTA_LOG_FILE_MALFORMED',
      `${versionPrefix(0)}.json:3:remove.path`,
    ],
    [
      [
        [
          metaData(),
          { protocol: { minReaderVersion: 3, minWriterVersion: 7, readerFeatures: ['deletionVectors', 'nonsense'] } },
        ],
      ],
      'DELTA_UNSUPPORTED_FEATURES_FOR_READ',
      'protocol.readerFeatures',
    ],
    [
      [[metaData(), { protocol: { minReaderVersion: 4, minWriterVersion: 7 } }]],
      'DELTA_INVALID_PROTOCOL_VERSION',
      'protocol.minReaderVersion',
    ],
  ] as [object[][], string, string][])('%j is refused', async (commits, code, where) => {
    expect(await errorOf(() => loadSnapshot(table(...commits)))).toEqual({ code, where })
  })

  test('what the store refuses is told with the path', async () => {
    const store = new WatchedStore(table(...SOME), {
      before: ({ kind, path }) =>
        kind === 'get' && path.endsWith('2.json') ? new StoreError('READ_FAILED', 'no', path) : undefined,
    })
    expect(await errorOf(() => loadSnapshot(store))).toEqual({
      code: 'DELTA_STORE_FAILED',
      where: `${versionPrefix(2)}.json`,
    })
  })
})

describe('checkpoints', () => {
  const CHECKPOINT = [PROTOCOL, metaData(), { checkpointMetadata: { version: 2 } }, add('b'), add('c')]
  const JSON_CHECKPOINT = `${versionPrefix(2)}.checkpoint.${UUID}.json`

  test('make older commits needless', async () => {
    const store = table(...SOME)
    write(store, JSON_CHECKPOINT, CHECKPOINT)
    for (const version of [0, 1, 2]) await store.delete(`${versionPrefix(version)}.json`)
    expect(await paths(store)).toEqual(['a', 'c'])
    expect((await errorOf(() => loadSnapshot(store, { version: 1 }))).code).toBe('DELTA_VERSION_NOT_FOUND')
  })

  test('that cannot be read are passed over where older files do', async () => {
    const store = table(...SOME)
    write(store, JSON_CHECKPOINT, [...CHECKPOINT, { sidecar: { path: 'gone.parquet', sizeInBytes: 1 } }])
    store.set(`${versionPrefix(1)}.checkpoint.parquet`, new Uint8Array(100), 0)
    expect(await paths(store)).toEqual(['a', 'c'])
    const { warnings } = await loadSnapshot(store)
    expect(warnings.map(({ code }) => code)).toEqual(['DELTA_CHECKPOINT_DAMAGED', 'DELTA_CHECKPOINT_DAMAGED'])
    await store.delete(`${versionPrefix(0)}.json`)
    expect((await errorOf(() => loadSnapshot(store))).code).toBe('DELTA_CHECKPOINT_DAMAGED')
  })

  test('may not lead out of their folder, nor to themselves', async () => {
    for (const path of ['../x.parquet', `../00000000000000000002.checkpoint.${UUID}.json`, '/x', 's3://b/x']) {
      const store = table(...SOME)
      write(store, JSON_CHECKPOINT, [...CHECKPOINT, { sidecar: { path, sizeInBytes: 1 } }])
      expect((await loadSnapshot(store)).warnings).toHaveLength(1)
    }
  })

  test.each([
    ['{"version":1,"size":3}', 'names none'],
    ['{"version":99}', 'is of the future'],
    ['{"version":2,"parts":4}', 'names parts'],
    ['nonsense', 'cannot be read'],
    ['{"version":-1}', 'is no version'],
  ])('the hint %s %s: the log is listed instead', async (hint) => {
    const store = table(...SOME)
    write(store, JSON_CHECKPOINT, CHECKPOINT)
    store.set(LAST_CHECKPOINT, new TextEncoder().encode(hint), 0)
    expect(await paths(store)).toEqual(['a', 'c'])
    expect((await verifyTable(store)).map(({ code }) => code)).toContain(
      hint.includes('version":-1') || hint === 'nonsense' ? 'HINT_UNREADABLE' : 'HINT_WRONG',
    )
  })

  test('a hint to a checkpoint that cannot be read is as good as none', async () => {
    const store = table(...SOME)
    store.set(`${versionPrefix(2)}.checkpoint.parquet`, new Uint8Array(100), 0)
    write(store, LAST_CHECKPOINT, [{ version: 2, size: 5 }])
    expect(await paths(store)).toEqual(['a', 'c'])
  })

  test('a good hint keeps the listing short', async () => {
    const inner = table(...SOME)
    write(inner, JSON_CHECKPOINT, CHECKPOINT)
    write(inner, LAST_CHECKPOINT, [{ version: 2, size: 5 }])
    const store = new WatchedStore(inner)
    await loadSnapshot(store)
    expect(store.counts.objectsListed).toBe(4)
    expect(store.counts.requests.list).toBe(1)
  })

  test('a compacted file that is not reconciled is refused', async () => {
    const store = table(...SOME)
    await store.delete(`${versionPrefix(1)}.json`)
    await store.delete(`${versionPrefix(2)}.json`)
    const compacted = `${versionPrefix(1)}.${'2'.padStart(20, '0')}.compacted.json`
    write(store, compacted, [remove('a'), add('b'), add('c')])
    expect(await paths(store)).toEqual(['a', 'c'])
    write(store, compacted, [add('b'), remove('b')])
    expect((await errorOf(() => loadSnapshot(store))).code).toBe('DELTA_LOG_FILE_MALFORMED')
  })
})

describe('time travel by time', () => {
  const at = (minutes: number): number => minutes * 60_000

  test('takes the last commit that is not after the moment', async () => {
    const store = table(...SOME)
    for (const [moment, version] of [
      [at(1), 0],
      [at(2) - 1, 0],
      [at(2), 1],
      [at(4), 3],
    ] as const) {
      expect((await loadSnapshot(store, { timestamp: moment })).version).toBe(version)
    }
    expect((await errorOf(() => loadSnapshot(store, { timestamp: at(1) - 1 }))).code).toBe(
      'DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION',
    )
    expect((await errorOf(() => loadSnapshot(store, { timestamp: at(4) + 1 }))).code).toBe(
      'DELTA_TIMESTAMP_GREATER_THAN_COMMIT',
    )
  })

  test('makes clocks that go back rise by a millisecond', async () => {
    const store = table(...SOME)
    write(store, `${versionPrefix(2)}.json`, SOME[2] as object[], at(1))
    const history = await readHistory(store, await listLog(store), (await loadSnapshot(store)).metadata, 3)
    expect(history.map(({ version, timestamp }) => [version, timestamp])).toEqual([
      [3, at(4)],
      [2, at(2) + 1],
      [1, at(2)],
      [0, at(1)],
    ])
    expect((await loadSnapshot(store, { timestamp: at(2) })).version).toBe(1)
    expect((await loadSnapshot(store, { timestamp: at(2) + 1 })).version).toBe(2)
  })

  const since = { 'delta.inCommitTimestampEnablementVersion': '2', 'delta.inCommitTimestampEnablementTimestamp': '700' }
  function timed(): MemoryStore {
    const own = (time: number): object => ({ commitInfo: { inCommitTimestamp: time, operation: 'WRITE' } })
    const store = table(
      [PROTOCOL, metaData(), add('a')],
      [add('b')],
      [own(700), metaData({ 'delta.enableInCommitTimestamps': 'true', ...since }), add('c')],
      [own(800), add('d')],
      [own(900), add('e')],
    )
    write(store, `${versionPrefix(0)}.json`, [PROTOCOL, metaData(), add('a')], 500)
    write(store, `${versionPrefix(1)}.json`, [add('b')], 600)
    return store
  }

  test('uses the times in the commits from the version on that has them, the files before', async () => {
    const store = timed()
    for (const [timestamp, version] of [
      [500, 0],
      [699, 1],
      [700, 2],
      [799, 2],
      [899, 3],
      [900, 4],
    ] as const) {
      expect([timestamp, (await loadSnapshot(store, { timestamp })).version]).toEqual([timestamp, version])
    }
    expect((await errorOf(() => loadSnapshot(store, { timestamp: 499 }))).code).toBe(
      'DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION',
    )
    expect((await errorOf(() => loadSnapshot(store, { timestamp: 901 }))).code).toBe(
      'DELTA_TIMESTAMP_GREATER_THAN_COMMIT',
    )
    const { history } = await inspectTable(store)
    expect(history.map(({ timestamp }) => timestamp.slice(17))).toEqual([
      '00.900Z',
      '00.800Z',
      '00.700Z',
      '00.600Z',
      '00.500Z',
    ])
  })

  test('says when a commit misses its time', async () => {
    const store = timed()
    write(store, `${versionPrefix(4)}.json`, [add('e')], 0)
    expect((await errorOf(() => loadSnapshot(store, { timestamp: 800 }))).code).toBe('DELTA_MISSING_COMMIT_INFO')
    write(store, `${versionPrefix(4)}.json`, [{ commitInfo: {} }, add('e')], 0)
    expect((await errorOf(() => loadSnapshot(store, { timestamp: 800 }))).code).toBe('DELTA_MISSING_COMMIT_TIMESTAMP')
  })
})

describe('the change data feed', () => {
  test('is refused for versions that did not record it', async () => {
    const off = table([PROTOCOL, metaData()], [metaData({ 'delta.enableChangeDataFeed': 'true' })])
    const read = async (from: number): Promise<number> => {
      let count = 0
      for await (const { version } of readChanges(off, from)) count += version
      return count
    }
    expect(await errorOf(() => read(0))).toEqual({ code: 'DELTA_MISSING_CHANGE_DATA', where: 'version 0' })
    expect(await read(1)).toBe(0)
    expect((await errorOf(() => read(2))).code).toBe('DELTA_VERSION_NOT_FOUND')
  })
})

describe('verification', () => {
  async function codes(store: MemoryStore): Promise<string[]> {
    const findings = await verifyTable(store)
    return findings.map(({ code }) => code).filter((code) => code !== 'DELTA_FILE_NOT_FOUND_DETAILED')
  }

  test('finds commits that say two things, and removals of nothing', async () => {
    expect(await codes(table([PROTOCOL, metaData()], [add('a'), add('a')]))).toEqual(['DUPLICATE_ACTION'])
    expect(await codes(table([PROTOCOL, PROTOCOL, metaData()]))).toEqual(['DUPLICATE_ACTION'])
    expect(await codes(table([PROTOCOL, metaData()], [remove('a')]))).toEqual(['UNKNOWN_REMOVE'])
    expect(await codes(table(...SOME))).toEqual([])
  })

  test('compares checkpoints and checksums with the commits', async () => {
    const store = table(...SOME)
    write(store, `${versionPrefix(1)}.crc`, [{ numFiles: 3, tableSizeBytes: 20 }])
    write(store, `${versionPrefix(2)}.crc`, [{ numFiles: 2, tableSizeBytes: 20 }])
    write(store, `${versionPrefix(3)}.checkpoint.${UUID}.json`, [PROTOCOL, metaData(), add('a')])
    expect(await codes(store)).toEqual(['CHECKSUM_MISMATCH', 'CHECKPOINT_MISMATCH'])
  })

  test('goes on behind a damaged commit when a checkpoint tells the state', async () => {
    const store = table(...SOME)
    write(store, `${versionPrefix(2)}.checkpoint.${UUID}.json`, [PROTOCOL, metaData(), add('b'), add('c')])
    store.set(`${versionPrefix(1)}.json`, new TextEncoder().encode('{"add":'), 0)
    expect(await codes(store)).toEqual(['DELTA_LOG_FILE_MALFORMED'])
    const { history } = await inspectTable(store)
    expect(history.map((entry) => 'error' in entry)).toEqual([false, false, true, false])
  })
})
