import { describe, expect, it } from 'vitest'
import { formatCount } from '../../base/format.ts'
import { readHistory } from '../../engine/delta/history.ts'
import { listLog } from '../../engine/delta/log-segment.ts'
import { loadSnapshot } from '../../engine/delta/snapshot.ts'
import { buildTable } from '../../engine/operations/delta-table.ts'
import { describeTable, tryDescribe } from './describe-table.ts'
import { DEFAULTS } from './params.ts'
import { SCENARIOS } from './scenarios.ts'
import { runTable } from './test-moments.ts'

function paramsOf(id: string) {
  const found = SCENARIOS.find((scenario) => scenario.id === id)
  if (found === undefined) throw new Error(`there is no scenario ${id}`)
  return found.params
}

describe('DESCRIBE HISTORY', () => {
  it.each(['one-partition', 'clustered', 'clock-skew', 'restore'])('of %s is what the log says', async (id) => {
    const run = await runTable(paramsOf(id))
    const store = await buildTable(paramsOf(id), [])
    const { version, metadata } = await loadSnapshot(store)
    const history = await readHistory(store, await listLog(store), metadata, version)
    const statement = tryDescribe('DESCRIBE HISTORY orders')
    if (statement === undefined) throw new Error('it is not understood')
    const { rows, columns, note } = describeTable(run.momentAt(run.log.length), statement)
    const told = rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]])))
    expect(note).toBe(`${history.length} commits`)
    expect(told).toEqual(
      history.map(({ version: of, timestamp, info = {} }) => ({
        version: formatCount(of),
        timestamp: `${new Date(timestamp).toISOString().replace('T', ' ').replace('Z', '')} UTC`,
        userId: '',
        userName: '',
        operation: info['operation'],
        operationParameters: JSON.stringify(info['operationParameters']),
        job: '',
        notebook: '',
        clusterId: '',
        readVersion: info['readVersion'] === undefined ? '' : JSON.stringify(info['readVersion']),
        isolationLevel: info['isolationLevel'],
        isBlindAppend: String(info['isBlindAppend']),
        operationMetrics: JSON.stringify(info['operationMetrics']),
        userMetadata: '',
        engineInfo: 'Lakescope',
      })),
    )
  })

  it('shows as many as a LIMIT says, and only what has happened at the event', async () => {
    const run = await runTable(DEFAULTS)
    const statement = tryDescribe('DESC HISTORY orders LIMIT 2')
    if (statement === undefined) throw new Error('it is not understood')
    const end = describeTable(run.momentAt(run.log.length), statement)
    expect([end.rows.map(([version]) => version), end.note]).toEqual([['14', '13'], 'the newest 2 of 15 commits'])
    const early = run.end.versions.get(3).seq
    expect(describeTable(run.momentAt(early), statement).rows.map(([version]) => version)).toEqual(['3', '2'])
  })
})

describe('DESCRIBE DETAIL', () => {
  it('says what a clustered table is', async () => {
    const run = await runTable(paramsOf('clustered'))
    const snapshot = await loadSnapshot(await buildTable(paramsOf('clustered'), []))
    const statement = tryDescribe('DESCRIBE DETAIL orders')
    if (statement === undefined) throw new Error('it is not understood')
    const { rows } = describeTable(run.momentAt(run.log.length), statement)
    const cells: Record<string, string> = Object.fromEntries(rows.map(([name = '', value = '']) => [name, value]))
    expect(cells).toMatchObject({
      format: 'delta',
      id: snapshot.metadata.id,
      clusteringColumns: 'x, y',
      partitionColumns: '',
      numFiles: String(snapshot.files.count),
      sizeInBytes: String(snapshot.files.sizeBytes),
      minReaderVersion: String(snapshot.protocol.minReaderVersion),
      minWriterVersion: String(snapshot.protocol.minWriterVersion),
      tableFeatures: snapshot.protocol.writerFeatures?.toSorted().join(', '),
    })
  })

  it('is no part of a program of several statements, and no other statement is one', () => {
    expect(tryDescribe('DESCRIBE DETAIL t; SELECT 1')).toBeUndefined()
    expect(tryDescribe('SELECT * FROM t')).toBeUndefined()
  })
})
