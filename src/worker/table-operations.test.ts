import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { hasDeltaTables, readDeltaTables } from '../../scripts/delta-tables.ts'
import type { DeltaTables } from '../../scripts/delta-tables.ts'
import { writeZip } from '../../scripts/write-zip.ts'
import { parseAction } from '../engine/delta/actions.ts'
import { writeCheckpointRows } from '../engine/delta/checkpoint-rows.ts'
import type { CheckpointAction } from '../engine/delta/checkpoint-rows.ts'
import { DeltaEvent } from '../engine/delta/events.ts'
import { tryCountAllRows } from '../engine/delta/file-stats.ts'
import { parseActions } from '../engine/delta/replay.ts'
import { loadSnapshot } from '../engine/delta/snapshot.ts'
import { isLive, latestVersion, liveRowsOf } from '../engine/delta/state.ts'
import type { DeltaState } from '../engine/delta/state.ts'
import { buildTable } from '../engine/operations/delta-table.ts'
import type { OpenRun, OperationProgress } from '../engine/operations/operation.ts'
import { TABLE_OPERATIONS } from '../engine/operations/table-operations.ts'
import { digestAt, digestFromZero, runToEnd, timesOf } from '../engine/operations/test-runs.ts'
import type { ReadableStore } from '../engine/storage/object-store.ts'
import { TraceWriter } from '../engine/trace/writer.ts'
import { createWorld } from './test-files.ts'
import { check, folderOf } from './test-tables.ts'

async function read(source: unknown) {
  const operation = TABLE_OPERATIONS.find(({ name }) => name === 'read-table')
  if (operation === undefined) throw new Error('no read-table')
  const ran = await runToEnd(await operation.open({ source, name: 'orders' }, [], createWorld().ports))
  return { ...ran, end: ran.replay.stateAt(ran.log.length) as DeltaState }
}

const SETUP = [
  'CREATE TABLE orders (order_id BIGINT, region STRING, amount INT) PARTITIONED BY (region)',
  ...[1, 2, 3, 4, 5, 6].map((i) => `INSERT INTO orders VALUES (${i}, 'EU', ${i}), (${i + 10}, 'US', ${i})`),
  "OPTIMIZE orders WHERE region = 'EU'",
  ...[7, 8, 9, 10, 11].map((i) => `INSERT INTO orders VALUES (${i}, 'APAC', ${i})`),
  "DELETE FROM orders WHERE region = 'EU' AND order_id = 3",
  "UPDATE orders SET amount = 0 WHERE region = 'US' AND order_id = 12",
].join(';')

const table = await buildTable({ setup: SETUP }, [])
const COUNTS = { liveFiles: 12, liveRows: 16, commits: 15 }

describe('a folder of our own', () => {
  it('is checked: nothing is wrong', async () => {
    const report = await check(await folderOf(table))
    expect(report).toMatchObject({
      version: 14,
      commits: 15,
      liveFiles: 12,
      rows: 16,
      findingCount: 0,
      missingCount: 0,
    })
    expect(report.checks.map(({ status }) => status)).toEqual(Array(8).fill('passed'))
    expect(report.columns).toBe('order_id long, region string, amount integer')
    expect(report.smallFiles.partitions).toBe(2)
    expect(report.skew?.partition).toMatch(/^region=/)
  })

  it('is read back to the state that its writers left, in which every file has the same life', async () => {
    const { end, log, replay } = await read(await folderOf(table))
    expect(latestVersion(end)).toBe(14)
    expect(end.counts).toMatchObject({ ...COUNTS, looseFiles: 0 })
    expect([...end.versions].map(({ operation }) => operation).at(7)).toBe('OPTIMIZE')
    expect(end.checkpoints.map(({ version }) => version)).toEqual([10])
    const times = timesOf(log)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    for (const position of [0, 5, Math.floor(log.length / 2), log.length]) {
      expect(digestAt({ replay }, position)).toBe(
        digestFromZero({ log, replay, chunks: [], answer: undefined }, position),
      )
    }
  })

  it('tells which data files are missing, and is stepped through without them', async () => {
    const source = await folderOf(table, (path) => !path.startsWith('region=EU'))
    const report = await check(source)
    expect(report.missingCount).toBeGreaterThan(0)
    expect(report.checks.filter(({ status }) => status === 'failed').map(({ label }) => label)).toEqual([
      'Data files are there',
    ])
    expect(latestVersion((await read(source)).end)).toBe(14)
  })

  it('begins at the oldest checkpoint where the log was cleaned', async () => {
    const source = await folderOf(table, (path) => !/0000000[0-9]\.json$/.test(path))
    const { end } = await read(source)
    expect(end.header.firstVersion).toBe(10)
    expect(latestVersion(end)).toBe(14)
    expect([...end.files].filter(isLive)).toHaveLength(12)
    expect(end.counts.liveRows).toBe(16)
  })
})

describe('what OPTIMIZE would compact', () => {
  it.each([
    ['a file that fills a bin with a small one, and not one more', [10, 900e6, 900e6], 2],
    ['files too large to stand together, none', [900e6, 900e6], 0],
    ['small files, all', [10, 20, 30], 3],
    ['files of the size that it wants, none', [1 << 30, 1 << 30], 0],
  ])('%s', async (_, sizes, count) => {
    const first = await table.get(`_delta_log/${'0'.padStart(20, '0')}.json`)
    const head = new TextDecoder()
      .decode(first)
      .split('\n')
      .filter((line) => /^\{"(protocol|metaData)/.test(line))
    const adds = sizes.map((size, i) => {
      const add = { path: `f${i}`, partitionValues: { region: 'EU' }, size, modificationTime: 1, dataChange: true }
      return JSON.stringify({ add })
    })
    const path = `orders/_delta_log/${'0'.padStart(20, '0')}.json`
    const files = [{ path, file: new File([[...head, ...adds].join('\n')], path) }]
    const { smallFiles } = await check({ kind: 'folder', name: 'orders', files })
    expect(smallFiles).toMatchObject({ count, partitions: count > 0 ? 1 : 0, alone: 0 })
  })

  it('a single file whose rows a vector deletes, and says that it stands alone', async () => {
    const first = await table.get(`_delta_log/${'0'.padStart(20, '0')}.json`)
    const head = new TextDecoder()
      .decode(first)
      .split('\n')
      .filter((line) => /^\{"(protocol|metaData)/.test(line))
    const deletionVector = { storageType: 'p', pathOrInlineDv: 'v.bin', offset: 1, sizeInBytes: 34, cardinality: 1 }
    const where = { partitionValues: { region: 'EU' }, size: 765, modificationTime: 1, dataChange: true }
    const add = { path: 'f0', ...where, deletionVector, stats: '{"numRecords":4}' }
    const path = `orders/_delta_log/${'0'.padStart(20, '0')}.json`
    const files = [{ path, file: new File([[...head, JSON.stringify({ add })].join('\n')], path) }]
    const { smallFiles } = await check({ kind: 'folder', name: 'orders', files })
    expect(smallFiles).toEqual({ count: 1, partitions: 1, medianBytes: 765, alone: 1 })
  })
})

it('tells whose times the versions have where a folder was copied and its files have got new ones', async () => {
  const first = await table.get(`_delta_log/${'0'.padStart(20, '0')}.json`)
  const lines = new TextDecoder().decode(first).split('\n')
  const info = lines.find((line) => line.startsWith('{"commitInfo'))
  const infoMs = (JSON.parse(info ?? '') as { commitInfo: { timestamp: number } }).commitInfo.timestamp
  const path = `orders/_delta_log/${'0'.padStart(20, '0')}.json`
  const copiedAt = async (fileMs: number) => {
    const files = [{ path, file: new File([first.slice()], path, { lastModified: fileMs }) }]
    return (await check({ kind: 'folder', name: 'orders', files })).copied
  }
  expect(await copiedAt(infoMs + 3_600_000)).toBeUndefined()
  const fileMs = infoMs + 100 * 86_400_000
  expect(await copiedAt(fileMs)).toEqual({ fileMs, infoMs })
})

it('tells which versions VACUUM would end', async () => {
  const first = await table.get(`_delta_log/${'0'.padStart(20, '0')}.json`)
  const head = new TextDecoder()
    .decode(first)
    .split('\n')
    .filter((line) => /^\{"(protocol|metaData)/.test(line))
  const add = (path: string) =>
    JSON.stringify({ add: { path, partitionValues: { region: 'EU' }, size: 3, modificationTime: 1, dataChange: true } })
  const remove = JSON.stringify({ remove: { path: 'a', deletionTimestamp: 1, dataChange: true } })
  const commits = [[...head, add('a')], [add('b')], [remove]].map((lines) => lines.join('\n'))
  const objects: [string, string][] = [
    ...commits.map((text, i): [string, string] => [`_delta_log/${`${i}`.padStart(20, '0')}.json`, text]),
    ['a', 'aaa'],
    ['b', 'bbb'],
  ]
  const month = 30 * 24 * 3_600_000
  const files = objects.map(([path, text]) => {
    return { path: `orders/${path}`, file: new File([text], path, { lastModified: path.length > 1 ? month : 0 }) }
  })
  const { vacuum } = await check({ kind: 'folder', name: 'orders', files })
  expect(vacuum).toEqual({ files: 1, sizeBytes: 3, paths: ['a'], versions: [[0, 2]] })
  const without = files.filter(({ path }) => path !== 'orders/b')
  expect((await check({ kind: 'folder', name: 'orders', files: without })).vacuum).toMatchObject({ versions: [[0, 1]] })
})

describe('archives', () => {
  it('a zip and a folder give the same events', async () => {
    const objects = await Promise.all(
      (await table.list('')).map(async ({ path }) => ({ path: `deep/orders/${path}`, bytes: await table.get(path) })),
    )
    const file = new File([writeZip(new Map(objects.map(({ path, bytes }) => [path, bytes])))], 'orders.zip')
    const { end } = await read({ kind: 'archive', file })
    expect(end.counts).toMatchObject(COUNTS)
  })

  it.each([
    ['notes.txt', 'hello', 'BAD_ARCHIVE'],
    ['empty.zip', 'not a zip', 'BAD_ARCHIVE'],
    ['bad.tgz', 'no gzip', 'BAD_ARCHIVE'],
  ])('%s is refused', async (name, text, code) => {
    const { last } = await createWorld().ask('check-table', {
      source: { kind: 'archive', file: new File([text], name) },
      name,
    })
    expect(last).toMatchObject({
      type: 'failed',
      error: { code: expect.stringMatching(new RegExp(`${code}|DELTA_STORE_FAILED`)) as string },
    })
  })

  it('a tar without a table is refused', async () => {
    const file = new File([gzipSync(new Uint8Array(1024))], 'nothing.tar.gz')
    const { last } = await createWorld().ask('check-table', { source: { kind: 'archive', file }, name: 'nothing' })
    expect(last).toMatchObject({ type: 'failed', error: { code: 'DELTA_TABLE_NOT_FOUND' } })
  })
})

const tables = hasDeltaTables ? readDeltaTables() : undefined

describe.skipIf(tables === undefined)('tables of other writers (needs ../shared/data)', () => {
  it.each((tables?.cases ?? []).map(({ id }) => id))(
    '%s is read back to the files that its snapshot has',
    async (id) => {
      const store = (tables as DeltaTables).store(id)
      const expected = await loadSnapshot(store).catch(() => undefined)
      const ports = { ...createWorld().ports, openTable: () => Promise.resolve(store) }
      const operation = TABLE_OPERATIONS.find(({ name }) => name === 'read-table')
      const opened = await operation?.open({ source: {}, name: id }, [], ports).catch((error: unknown) => error)
      if (!(typeof opened === 'object' && opened !== null && 'run' in opened)) {
        expect(opened).toMatchObject({ name: 'OperationError' })
        expect(expected).toBeUndefined()
        return
      }
      const { replay, log } = await runToEnd(opened as OpenRun)
      const end = replay.stateAt(log.length) as DeltaState
      if (expected === undefined || log.count(DeltaEvent.end, log.length) > 0) return
      expect(latestVersion(end)).toBe(expected.version)
      expect(end.counts.liveFiles).toBe(expected.files.count)
      expect(end.counts.liveBytes).toBe(expected.files.sizeBytes)
      // A checkpoint may have left out what its commits tell.
      const told = tryCountAllRows(expected.files)
      if (told !== undefined) expect(liveRowsOf(end)).toBe(told)
    },
  )
})

describe('a table of many commits', () => {
  const commits = Array.from({ length: 500 }, (_, version) => {
    const path = `part-${version}.parquet`
    const add = { add: { path, partitionValues: {}, size: 1, modificationTime: version, dataChange: true } }
    const metaData = { id: 'a', format: { provider: 'parquet' }, schemaString: '{"type":"struct","fields":[]}' }
    const first = [
      { protocol: { minReaderVersion: 1, minWriterVersion: 2 } },
      { metaData: { ...metaData, partitionColumns: [], configuration: {} } },
    ]
    const lines = [...(version === 0 ? first : []), add].map((line) => JSON.stringify(line))
    return {
      path: `orders/_delta_log/${`${version}`.padStart(20, '0')}.json`,
      file: new File([lines.join('\n')], path),
    }
  })

  it('is checked piece by piece, and tells how far it is', async () => {
    const operation = TABLE_OPERATIONS.find(({ name }) => name === 'check-table')
    const source = { kind: 'folder', name: 'orders', files: commits }
    const opened = await operation?.open({ source, name: 'orders' }, [], createWorld().ports)
    const told: OperationProgress[] = []
    for (const job = opened?.run(new TraceWriter()); job !== undefined;) {
      const step = await job.next()
      if (step.done === true) {
        expect(step.value).toMatchObject({ commits: 500, liveFiles: 500, missingCount: 500, findingCount: 0 })
        break
      }
      told.push(step.value)
    }
    const units = [...new Set(told.map(({ unit }) => unit))].filter((unit) => unit !== '')
    expect(units).toEqual(['commits replayed', 'commits checked'])
    for (const unit of units) {
      const done = told.filter((step) => step.unit === unit).map((step) => step.done)
      expect(done.length).toBeGreaterThan(3)
      expect(done).toEqual(done.toSorted((a, b) => a - b))
    }
    expect(told.every(({ done, total }) => done <= total)).toBe(true)
  })

  it('is stopped where it is, and reads nothing more', async () => {
    const operation = TABLE_OPERATIONS.find(({ name }) => name === 'check-table')
    const world = createWorld()
    const inner = await world.ports.openTable({ kind: 'folder', name: 'orders', files: commits })
    let reads = 0
    const counting: ReadableStore = {
      tryHead: (path) => inner.tryHead(path),
      getRange: (path, start, end) => inner.getRange(path, start, end),
      list: (prefix, startAfter) => inner.list(prefix, startAfter),
      get: (path) => {
        reads++
        return inner.get(path)
      },
    }
    const ports = { ...world.ports, openTable: () => Promise.resolve(counting) }
    const opened = await operation?.open({ source: {}, name: 'orders' }, [], ports)
    const job = opened?.run(new TraceWriter())
    await job?.next()
    await job?.return(undefined)
    const before = reads
    expect(before).toBeLessThan(200)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(reads).toBe(before)
  })

  it('with a checkpoint of many files can be left within it, and tells how far it is', async () => {
    const action = { partitionValues: {}, size: 1, modificationTime: 1, dataChange: true }
    const adds = Array.from({ length: 30_000 }, (_, i) => parseAction({ add: { path: `part-${i}`, ...action } }, ''))
    const first = new Uint8Array((await commits[0]?.file.arrayBuffer()) ?? [])
    const head = [...parseActions(first, '')].filter(({ kind }) => kind === 'protocol' || kind === 'metaData')
    const name = `orders/_delta_log/${'7'.padStart(20, '0')}.checkpoint.parquet`
    const bytes = writeCheckpointRows([...head, ...adds] as CheckpointAction[], false)
    const source = { kind: 'folder', name: 'orders', files: [{ path: name, file: new File([bytes], name) }] }
    for (const operation of TABLE_OPERATIONS.filter(({ name: of }) => of === 'check-table' || of === 'read-table')) {
      const opened = await operation.open({ source, name: 'orders' }, [], createWorld().ports)
      const job = opened.run(new TraceWriter())
      const told: OperationProgress[] = []
      while (told.at(-1)?.done !== 8192) {
        const step = await job.next()
        if (step.done === true) throw new Error(`${operation.name} was not told of the rows`)
        told.push(step.value)
      }
      expect(told.at(-1)).toEqual({ done: 8192, total: 30_002, unit: 'rows of the checkpoint' })
      expect(await job.return(undefined)).toEqual({ done: true, value: undefined })
    }
  })

  it('is the same table when its files are handed over in parts; one that misses a part is not held', async () => {
    const { ask } = createWorld()
    const part = (from: number, to: number) => ({ kind: 'part', id: 'many', from, files: commits.slice(from, to) })
    const rest = { kind: 'folder', id: 'many', name: 'orders', from: 400, files: commits.slice(400) }
    await ask('hold-files', { source: part(0, 200) })
    const gap = await ask('hold-files', { source: part(300, 400) })
    expect(gap.last).toMatchObject({ type: 'failed', error: { code: 'TABLE_NOT_HELD' } })
    const early = await ask('check-table', { source: rest, name: 'orders' })
    expect(early.last).toMatchObject({ type: 'failed', error: { code: 'TABLE_NOT_HELD' } })
    await ask('hold-files', { source: part(200, 400) })
    const { last } = await ask('check-table', { source: rest, name: 'orders' })
    expect(last).toMatchObject({ type: 'finished', result: { commits: 500, liveFiles: 500, objects: 500 } })
  })
})
