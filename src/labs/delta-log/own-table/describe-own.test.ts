import { describe, expect, it } from 'vitest'
import { hasDeltaTables, readDeltaTables } from '../../../../scripts/delta-tables.ts'
import { readHistory } from '../../../engine/delta/history.ts'
import { listLog } from '../../../engine/delta/log-segment.ts'
import { loadSnapshot } from '../../../engine/delta/snapshot.ts'
import { describeTable, tryDescribe } from '../describe-table.ts'
import { whyCommit } from '../why/commits.ts'
import { add, metaData, PROTOCOL, readOwn, remove, storeOf } from './test-own-tables.ts'
import type { OwnRun } from './test-own-tables.ts'

type Cells = Readonly<Record<string, string>>

function ask({ end }: Pick<OwnRun, 'end'>, text: string) {
  const statement = tryDescribe(text)
  if (statement === undefined) throw new Error('it is not understood')
  return describeTable(end, statement)
}

function detailOf(run: Pick<OwnRun, 'end'>): Cells {
  return Object.fromEntries(ask(run, 'DESCRIBE DETAIL t').rows.map(([name = '', value = '']) => [name, value]))
}

function historyOf(run: Pick<OwnRun, 'end'>): readonly Cells[] {
  const { columns, rows } = ask(run, 'DESCRIBE HISTORY t')
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i] ?? ''])))
}

const MANY = Array.from({ length: 400 }, (_, i) => add(`part-${i}-${'x'.repeat(150)}`, 1))
const INFO = {
  operation: 'WRITE',
  operationParameters: { mode: 'Append' },
  operationMetrics: { numFiles: '400' },
  inCommitTimestamp: 86_400_000,
}

describe('DESCRIBE DETAIL of a table of somebody else', () => {
  it('shows the newest protocol and metadata, however long the commit', async () => {
    const newer = {
      protocol: {
        minReaderVersion: 3,
        minWriterVersion: 7,
        readerFeatures: ['deletionVectors'],
        writerFeatures: ['deletionVectors', 'appendOnly'],
      },
    }
    const store = storeOf([
      [PROTOCOL, metaData({ id: 'OLD' })],
      [newer, metaData({ id: 'NEW', createdTime: 1000 }), ...MANY],
    ])
    expect((await store.tryHead(`_delta_log/${'1'.padStart(20, '0')}.json`))?.sizeBytes).toBeGreaterThan(1 << 16)
    const run = await readOwn(store)
    expect(detailOf(run)).toMatchObject({
      id: 'NEW',
      createdAt: '1970-01-01 00:00:01.000 UTC',
      minReaderVersion: '3',
      minWriterVersion: '7',
      tableFeatures: 'appendOnly, deletionVectors',
    })
    expect(detailOf({ end: run.at(0) })).toMatchObject({ id: 'OLD', minReaderVersion: '1', tableFeatures: '' })
  })

  it('shows what it is clustered by until that is taken back', async () => {
    const domain = (removed: boolean) => ({
      domainMetadata: { domain: 'delta.clustering', configuration: '{"clusteringColumns":[["a"],["b","c"]]}', removed },
    })
    const run = await readOwn(storeOf([[PROTOCOL, metaData(), domain(false)], [domain(true)]]))
    expect(detailOf({ end: run.at(0) })['clusteringColumns']).toBe('a, b.c')
    expect(detailOf(run)['clusteringColumns']).toBe('')
  })
})

describe('DESCRIBE DETAIL of a table with column mapping', () => {
  const field = (name: string, physicalName: string, type: unknown = 'long') => ({
    name,
    type,
    nullable: true,
    metadata: { 'delta.columnMapping.physicalName': physicalName },
  })
  const mapped = (...fields: readonly object[]) =>
    metaData({
      schemaString: JSON.stringify({ type: 'struct', fields }),
      configuration: { 'delta.columnMapping.mode': 'name' },
    })
  const configuration = '{"clusteringColumns":[["col-1"],["col-2","col-3"]]}'
  const domain = { domainMetadata: { domain: 'delta.clustering', configuration, removed: false } }
  const inner = (name: string) => field('place', 'col-2', { type: 'struct', fields: [field(name, 'col-3')] })

  it('shows the clustering columns by their names in the table, and after a renaming by the new ones', async () => {
    const run = await readOwn(
      storeOf([
        [PROTOCOL, mapped(field('id', 'col-1'), inner('town')), domain],
        [mapped(field('number', 'col-1'), inner('city'))],
      ]),
    )
    expect(detailOf({ end: run.at(0) })['clusteringColumns']).toBe('id, place.town')
    expect(detailOf(run)['clusteringColumns']).toBe('number, place.city')
  })
})

describe('DESCRIBE HISTORY of a table of somebody else', () => {
  it('has the words of a long commit, and a blank where the writer says nothing', async () => {
    const on = { configuration: { 'delta.enableInCommitTimestamps': 'true' } }
    const run = await readOwn(storeOf([[{ commitInfo: INFO }, PROTOCOL, metaData(on), ...MANY], [remove('a')]]))
    expect(historyOf(run)).toEqual([
      expect.objectContaining({ version: '1', operation: '', isBlindAppend: '', isolationLevel: '' }),
      expect.objectContaining({
        version: '0',
        timestamp: '1970-01-02 00:00:00.000 UTC',
        operationParameters: '{"mode":"Append"}',
        operationMetrics: '{"numFiles":"400"}',
        isBlindAppend: '',
      }),
    ])
  })

  it('has who made a commit and with what, as its writer told it, in the columns of Delta', async () => {
    const maker = {
      userId: '17',
      userName: 'ada@example.com',
      job: { jobId: '5', jobName: 'nightly' },
      notebook: { notebookId: '9' },
      clusterId: '0809-144302',
      userMetadata: 'fixed the prices',
      engineInfo: 'Apache-Spark/4.0.1 Delta-Lake/4.0.0',
    }
    const run = await readOwn(storeOf([[{ commitInfo: { ...INFO, ...maker, readVersion: 0 } }, PROTOCOL, metaData()]]))
    const { columns, areRecords } = ask(run, 'DESCRIBE HISTORY t')
    expect(columns.map(({ name }) => name).join(' ')).toBe(
      'version timestamp userId userName operation operationParameters job notebook clusterId readVersion ' +
        'isolationLevel isBlindAppend operationMetrics userMetadata engineInfo',
    )
    expect(areRecords).toBe(true)
    expect(historyOf(run)).toEqual([
      expect.objectContaining({
        ...maker,
        job: '{"jobId":"5","jobName":"nightly"}',
        notebook: '{"notebookId":"9"}',
        readVersion: '0',
      }),
    ])
  })

  it('has the times of the files where in-commit timestamps are not on, or not yet', async () => {
    const commits = (configuration: object) => [
      [{ commitInfo: INFO }, PROTOCOL, metaData({ configuration })],
      [{ commitInfo: { ...INFO, inCommitTimestamp: 172_800_000 } }],
    ]
    const times = async (configuration: object) =>
      historyOf(await readOwn(storeOf(commits(configuration)))).map(({ timestamp = '' }) => timestamp.slice(0, 16))
    expect(await times({})).toEqual(['1970-01-01 00:01', '1970-01-01 00:00'])
    const since = { 'delta.enableInCommitTimestamps': 'true', 'delta.inCommitTimestampEnablementVersion': '1' }
    expect(await times(since)).toEqual(['1970-01-03 00:00', '1970-01-01 00:00'])
  })
})

const tables = hasDeltaTables ? readDeltaTables() : undefined

describe.skipIf(tables === undefined)('real tables (needs ../shared/data)', () => {
  it.each([
    'deltars__checkpoints_vacuumed',
    'duckdb__null_constraints_lists',
    'kernelrs__crc-full',
    'trino__deltalake-uniform_hudi',
  ])('%s: history and detail are those of its log', async (id) => {
    const store = tables?.store(id)
    if (store === undefined) throw new Error('no such table')
    const run = await readOwn(store, id)
    const { version, metadata, protocol } = await loadSnapshot(store)
    const history = await readHistory(store, await listLog(store), metadata, version)
    expect(historyOf(run).map(({ version: of, timestamp, isBlindAppend }) => [of, timestamp, isBlindAppend])).toEqual(
      history.map(({ version: of, timestamp, info }) => [
        `${of}`,
        `${new Date(timestamp).toISOString().replace('T', ' ').replace('Z', '')} UTC`,
        info?.['isBlindAppend'] === undefined ? '' : `${JSON.stringify(info['isBlindAppend'])}`,
      ]),
    )
    expect(detailOf(run)).toMatchObject({
      id: metadata.id,
      minReaderVersion: `${protocol.minReaderVersion}`,
      minWriterVersion: `${protocol.minWriterVersion}`,
    })
  })

  it('a log that begins at a checkpoint says so', async () => {
    const store = tables?.store('deltars__checkpoints_vacuumed')
    if (store === undefined) throw new Error('no such table')
    const run = await readOwn(store)
    const { firstVersion } = run.end.state.header
    const first = run.at(firstVersion)
    expect(firstVersion).toBeGreaterThan(0)
    const { title, paragraphs } = whyCommit(first, first.event as NonNullable<typeof first.event>)
    expect(title).toBe(`The log begins at version ${firstVersion}`)
    expect(paragraphs[0]).toContain(`Checkpoint ${firstVersion} holds`)
  })
})
