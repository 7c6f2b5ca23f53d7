import { describe, expect, it } from 'vitest'
import { parseStatement } from '../sql/parse-statement.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { runAppend } from './append.ts'
import { readHistory } from './history.ts'
import { listLog } from './log-segment.ts'
import { loadSnapshot } from './snapshot.ts'
import { runStatement } from './sql-statement.ts'
import type { ChangeStatement } from './sql-statement.ts'
import { supportedFeatures } from './table-features.ts'
import { createTestWriter, items, readItems } from './test-tables.ts'
import { ensureCommitted, Transaction } from './transaction.ts'
import { openTable } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { verifyTable } from './verify.ts'

const CREATE = 'CREATE TABLE t (id INT, name STRING, part STRING)'

async function run(writer: TableWriter, ...statements: readonly string[]): Promise<void> {
  for (const text of statements) await runStatement(writer, parseStatement(text) as ChangeStatement)
}

function create(overrides: Partial<TableWriter> = {}) {
  const store = new MemoryStore()
  return { store, writer: createTestWriter(store, 'a', overrides) }
}

/** The code and the place of what was thrown, and how many commits there are then. */
async function refusalOf(property: string, overrides: Partial<TableWriter> = {}) {
  const { store, writer } = create(overrides)
  const made = await told(run(writer, `${CREATE} TBLPROPERTIES (${property})`))
  await run(writer, CREATE)
  const set = await told(run(writer, `ALTER TABLE t SET TBLPROPERTIES (${property})`))
  expect((await store.list('_delta_log/')).length).toBe(1)
  expect(made).toEqual(set)
  return made
}

async function told(work: Promise<unknown>): Promise<readonly [code: string, where: string]> {
  try {
    await work
  } catch (error) {
    const { code, where } = error as { code: string; where: string }
    return [code, where]
  }
  return ['taken', '']
}

const CLUSTERED = ['appendOnly', 'clustering', 'domainMetadata', 'invariants']

describe('a property of Delta', () => {
  it.each([
    ["'delta.nonsense' = 'true'", 'DELTA_UNKNOWN_CONFIGURATION', 'delta.nonsense'],
    ["'delta.checkpointInterval' = '0'", 'LAKESCOPE_INVALID_PROPERTY', 'delta.checkpointInterval'],
    ["'delta.checkpointInterval' = 'often'", 'LAKESCOPE_INVALID_PROPERTY', 'delta.checkpointInterval'],
    ["'delta.enableDeletionVectors' = 'yes'", 'LAKESCOPE_INVALID_PROPERTY', 'delta.enableDeletionVectors'],
    ["'delta.checkpointPolicy' = 'v3'", 'LAKESCOPE_INVALID_PROPERTY', 'delta.checkpointPolicy'],
    ["'delta.dataSkippingNumIndexedCols' = '-2'", 'LAKESCOPE_INVALID_PROPERTY', 'delta.dataSkippingNumIndexedCols'],
    ["'delta.logRetentionDuration' = '1 month'", 'LAKESCOPE_INVALID_PROPERTY', 'delta.logRetentionDuration'],
    ["'delta.logRetentionDuration' = 'interval -7 days'", 'LAKESCOPE_INVALID_PROPERTY', 'delta.logRetentionDuration'],
    ["'delta.logRetentionDuration' = 'often'", 'DELTA_INVALID_INTERVAL', 'delta.logRetentionDuration'],
    ["'delta.logRetentionDuration' = '1.5 days'", 'DELTA_INVALID_INTERVAL', 'delta.logRetentionDuration'],
    ["'delta.logRetentionDuration' = ' '", 'DELTA_INVALID_CALENDAR_INTERVAL_EMPTY', 'delta.logRetentionDuration'],
    ["'delta.columnMapping.mode' = 'nome'", 'LAKESCOPE_UNKNOWN_MAPPING_MODE', 'delta.columnMapping.mode'],
    [
      "'delta.columnMapping.maxColumnId' = '1'",
      'DELTA_CANNOT_MODIFY_TABLE_PROPERTY',
      'delta.columnMapping.maxColumnId',
    ],
    ["'delta.isolationLevel' = 'WriteSerializable'", 'LAKESCOPE_UNSUPPORTED_ISOLATION_LEVEL', 'delta.isolationLevel'],
    ["'delta.isolationLevel' = 'loose'", 'DELTA_INVALID_ISOLATION_LEVEL', 'delta.isolationLevel'],
    ["'delta.enableRowTracking' = 'true'", 'LAKESCOPE_UNSUPPORTED_PROPERTY', 'delta.enableRowTracking'],
    ["'delta.enableTypeWidening' = 'true'", 'LAKESCOPE_UNSUPPORTED_PROPERTY', 'delta.enableTypeWidening'],
    ["'delta.minWriterVersion' = '7'", 'LAKESCOPE_UNSUPPORTED_PROPERTY', 'delta.minWriterVersion'],
    ["'delta.feature.rowTracking' = 'supported'", 'LAKESCOPE_UNSUPPORTED_PROPERTY', 'delta.feature.rowTracking'],
    ["'delta.feature.flying' = 'supported'", 'DELTA_UNSUPPORTED_FEATURES_IN_CONFIG', 'delta.feature.flying'],
    ["'delta.feature.deletionVectors' = 'true'", 'DELTA_UNSUPPORTED_FEATURE_STATUS', 'delta.feature.deletionVectors'],
  ])('%s is refused by name, and nothing is committed', async (property, code, where) => {
    expect(await refusalOf(property)).toEqual([code, where])
  })

  it.each(['interval 1 day 2 hours', '36 HOURS', 'interval 2 days -12 hours', '90.5 seconds', '1000 microseconds'])(
    'takes the time %s',
    async (value) => {
      const { store, writer } = create()
      await run(writer, `${CREATE} TBLPROPERTIES ('delta.logRetentionDuration' = '${value}')`)
      expect((await loadSnapshot(store)).metadata.configuration.get('delta.logRetentionDuration')).toBe(value)
    },
  )

  it.each(['', ' CLUSTER BY (id)'])('does not make a table a clustered one%s', async (clause) => {
    const { store, writer } = create()
    const property = "TBLPROPERTIES ('delta.feature.clustering' = 'supported')"
    const where = 'delta.feature.clustering'
    expect(await told(run(writer, `${CREATE}${clause} ${property}`))).toEqual([
      'DELTA_CREATE_TABLE_SET_CLUSTERING_TABLE_FEATURE_NOT_ALLOWED',
      where,
    ])
    await run(writer, `${CREATE}${clause}`)
    expect(await told(run(writer, `ALTER TABLE t SET ${property}`))).toEqual([
      'DELTA_ALTER_TABLE_SET_CLUSTERING_TABLE_FEATURE_NOT_ALLOWED',
      where,
    ])
    const features = clause === '' ? ['appendOnly', 'invariants'] : [...CLUSTERED]
    expect(supportedFeatures((await loadSnapshot(store)).protocol)).toEqual(features)
  })

  it('of column mapping is on whatever its case, for tables of other writers too', async () => {
    const { store, writer } = create()
    await run(writer, `${CREATE} TBLPROPERTIES ('delta.columnMapping.mode' = 'NAME')`)
    const path = '_delta_log/00000000000000000000.json'
    const text = new TextDecoder().decode(await store.get(path))
    expect(text).toContain('"delta.columnMapping.mode":"name"')
    await store.put(path, new TextEncoder().encode(text.replace('.mode":"name"', '.mode":"NAME"')))
    await run(writer, "INSERT INTO t VALUES (1, 'a', 'x')", 'ALTER TABLE t RENAME COLUMN name TO word')
    expect(await readItems(store)).toEqual(['1 a x'])
  })

  it('is found whatever its case, and a boolean is kept in small letters', async () => {
    const { store, writer } = create()
    await run(writer, `${CREATE} TBLPROPERTIES ('DELTA.appendonly' = 'TRUE', 'Owner' = 'Me')`)
    const { configuration } = (await loadSnapshot(store)).metadata
    expect([...configuration]).toEqual([
      ['delta.appendOnly', 'true'],
      ['Owner', 'Me'],
    ])
    await run(writer, "ALTER TABLE t UNSET TBLPROPERTIES ('delta.APPENDONLY')")
    expect([...(await loadSnapshot(store)).metadata.configuration]).toEqual([['Owner', 'Me']])
  })

  it('of a feature adds it to the protocol and is not kept', async () => {
    const { store, writer } = create()
    await run(writer, `${CREATE} TBLPROPERTIES ('delta.feature.deletionVectors' = 'supported')`)
    await run(writer, "ALTER TABLE t SET TBLPROPERTIES ('delta.feature.v2checkpoint' = 'supported')")
    const { protocol, metadata } = await loadSnapshot(store)
    expect(supportedFeatures(protocol)).toEqual(expect.arrayContaining(['deletionVectors', 'v2Checkpoint']))
    expect(metadata.configuration.size).toBe(0)
  })

  it('that another writer has kept as its user wrote it counts all the same', async () => {
    const { store, writer } = create()
    await run(
      writer,
      `${CREATE} TBLPROPERTIES ('delta.appendOnly' = 'true', 'delta.enableInCommitTimestamps' = 'true')`,
    )
    const path = '_delta_log/00000000000000000000.json'
    const text = new TextDecoder().decode(await store.get(path))
    await store.put(path, new TextEncoder().encode(text.replaceAll('"true"', '"TRUE"')))
    await run(writer, "INSERT INTO t VALUES (1, 'a', 'x')")
    const { metadata, version } = await loadSnapshot(store)
    const [last] = await readHistory(store, await listLog(store), metadata, version)
    expect(new TextDecoder().decode(await store.get('_delta_log/00000000000000000001.json'))).toContain(
      `"inCommitTimestamp":${last?.timestamp}`,
    )
    expect((await told(run(writer, 'DELETE FROM t')))[0]).toBe('DELTA_CANNOT_MODIFY_APPEND_ONLY')
  })

  it('of the isolation level is WriteSerializable on Databricks', async () => {
    const { store, writer } = create({ product: 'databricks' })
    await run(writer, `${CREATE} TBLPROPERTIES ('delta.isolationLevel' = 'WriteSerializable')`)
    expect((await loadSnapshot(store)).metadata.configuration.get('delta.isolationLevel')).toBe('WriteSerializable')
  })
})

describe('ALTER TABLE', () => {
  it.each([
    ['none', 'id'],
    ['name', 'id'],
    ['id', 'name'],
  ])('column mapping by %s does not become %s', async (from, to) => {
    const { writer } = create()
    await run(writer, `${CREATE} TBLPROPERTIES ('delta.columnMapping.mode' = '${from}')`)
    const change = `ALTER TABLE t SET TBLPROPERTIES ('delta.columnMapping.mode' = '${to}')`
    expect(await told(run(writer, change))).toEqual([
      'DELTA_UNSUPPORTED_COLUMN_MAPPING_MODE_CHANGE',
      'delta.columnMapping.mode',
    ])
  })

  it('a refused change of the mapping and another property changes nothing', async () => {
    const { store, writer } = create()
    await run(writer, `${CREATE} TBLPROPERTIES ('delta.columnMapping.mode' = 'name')`)
    const change = "ALTER TABLE t SET TBLPROPERTIES ('delta.columnMapping.mode' = 'none', 'delta.nonsense' = '1')"
    expect((await told(run(writer, change)))?.[0]).toBe('DELTA_UNKNOWN_CONFIGURATION')
    const { version, metadata } = await loadSnapshot(store)
    expect([version, metadata.configuration.get('delta.columnMapping.mode')]).toEqual([0, 'name'])
  })

  it.each([
    ["SET TBLPROPERTIES ('delta.columnMapping.mode' = 'none')", 'none'],
    ["UNSET TBLPROPERTIES ('delta.columnMapping.mode')", undefined],
    ["SET TBLPROPERTIES ('delta.columnMapping.mode' = 'NONE', 'me' = 'x')", 'none'],
    ["UNSET TBLPROPERTIES IF EXISTS ('delta.columnMapping.mode', 'me')", undefined],
  ])('%s takes the mapping off and writes the files anew', async (change, mode) => {
    const { store, writer } = create()
    await run(
      writer,
      `${CREATE} CLUSTER BY (id) TBLPROPERTIES ('delta.columnMapping.mode' = 'name', 'delta.enableDeletionVectors' = 'true')`,
      "INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', 'y')",
      'ALTER TABLE t RENAME COLUMN name TO word',
      'DELETE FROM t WHERE id = 1',
      `ALTER TABLE t ${change}`,
    )
    const { metadata, schema, files, domains, protocol } = await loadSnapshot(store)
    expect(await readItems(store)).toEqual(['2 b y'])
    expect(await readItems(store, { version: 1 })).toEqual(['1 a x', '2 b y'])
    expect(metadata.configuration.get('delta.columnMapping.mode')).toBe(mode)
    expect(metadata.configuration.has('delta.columnMapping.maxColumnId')).toBe(false)
    expect(schema?.fields.map(({ name, metadata: own }) => [name, own])).toEqual([
      ['id', {}],
      ['word', {}],
      ['part', {}],
    ])
    expect([...files].map(({ deletionVector, stats }) => [deletionVector, stats?.includes('"word":"b"')])).toEqual([
      [undefined, true],
    ])
    expect(domains.get('delta.clustering')?.configuration).toContain('[["id"]]')
    expect(supportedFeatures(protocol)).toContain('columnMapping')
    const history = await readHistory(store, await listLog(store), metadata, change.includes('me') ? 5 : 4)
    expect(history.find(({ version }) => version === 4)?.info?.['operation']).toBe('REMOVE COLUMN MAPPING')
  })

  // As Spark 4.0.1 with Delta 4.0.0 does it.
  it.each([
    ["SET TBLPROPERTIES ('delta.columnMapping.mode' = 'none')", { own: 'x', 'delta.columnMapping.mode': 'none' }, 2],
    ["UNSET TBLPROPERTIES ('delta.columnMapping.mode')", { own: 'x' }, 2],
    [
      "SET TBLPROPERTIES ('delta.columnMapping.mode' = 'none', 'me' = '1')",
      { own: 'x', 'delta.columnMapping.mode': 'none', me: '1' },
      3,
    ],
  ])('%s writes the files anew also where nothing is mapped', async (change, configuration, last) => {
    const { store, writer } = create()
    await run(writer, `${CREATE} TBLPROPERTIES ('own' = 'x')`, "INSERT INTO t VALUES (1, 'a', 'x')")
    const [before] = [...(await loadSnapshot(store)).files]
    await run(writer, `ALTER TABLE t ${change}`)
    const { metadata, files, version } = await loadSnapshot(store)
    expect(Object.fromEntries(metadata.configuration)).toEqual(configuration)
    expect(version).toBe(last)
    expect([...files]).toHaveLength(1)
    expect([...files][0]?.path).not.toBe(before?.path)
    const history = await readHistory(store, await listLog(store), metadata, version)
    expect(history.toReversed()[2]?.info?.['operation']).toBe('REMOVE COLUMN MAPPING')
    expect(await readItems(store)).toEqual(['1 a x'])
  })

  it('a mapping that is switched on meanwhile is no conflict where the table supports it, and rows are read by it', async () => {
    const { store, writer } = create()
    await run(
      writer,
      `${CREATE} TBLPROPERTIES ('delta.feature.columnMapping' = 'supported')`,
      "INSERT INTO t VALUES (1, 'a', 'x')",
    )
    const on = () => run(writer, "ALTER TABLE t SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')")
    const late = createTestWriter(store, 'b', { store: overtaken(store, on) })
    await run(late, "INSERT INTO t VALUES (2, 'b', 'y')")
    await run(writer, 'ALTER TABLE t RENAME COLUMN name TO word', "INSERT INTO t VALUES (3, 'c', 'z')")
    expect(await readItems(store)).toEqual(['1 a x', '2 b y', '3 c z'])
    expect(await verifyTable(store)).toEqual([])
    const { metadata, version } = await loadSnapshot(store)
    const history = await readHistory(store, await listLog(store), metadata, version)
    expect(history.map(({ info }) => info?.['operation']).slice(2, 4)).toEqual(['WRITE', 'SET TBLPROPERTIES'])
  })

  it('a mapping stays on while a name is one that no file can have', async () => {
    const { writer } = create()
    await run(
      writer,
      `${CREATE} TBLPROPERTIES ('delta.columnMapping.mode' = 'name')`,
      'ALTER TABLE t RENAME COLUMN name TO `a word`',
    )
    expect(await told(run(writer, "ALTER TABLE t UNSET TBLPROPERTIES ('delta.columnMapping.mode')"))).toEqual([
      'DELTA_INVALID_COLUMN_NAMES_WHEN_REMOVING_COLUMN_MAPPING',
      'a word',
    ])
  })

  it.each([
    ["SET TBLPROPERTIES ('delta.constraints.low' = 'id < 9')", 'DELTA_ADD_CONSTRAINTS'],
    ["UNSET TBLPROPERTIES ('owner')", 'taken'],
    ["UNSET TBLPROPERTIES IF EXISTS ('owner')", 'taken'],
    ["UNSET TBLPROPERTIES ('delta.nonsense', 'delta.feature.deletionVectors')", 'taken'],
  ])('%s', async (change, code) => {
    const { writer } = create()
    await run(writer, CREATE)
    expect((await told(run(writer, `ALTER TABLE t ${change}`)))[0]).toBe(code)
  })
})

it('UNSET takes out a property that another writer has set, and that is not known here', async () => {
  const { store, writer } = create()
  await run(writer, CREATE)
  const path = '_delta_log/00000000000000000000.json'
  const text = new TextDecoder().decode(await store.get(path))
  await store.put(
    path,
    new TextEncoder().encode(text.replace('"configuration":{}', '"configuration":{"delta.new":"1"}')),
  )
  expect((await loadSnapshot(store)).metadata.configuration.get('delta.new')).toBe('1')
  await run(writer, "ALTER TABLE t UNSET TBLPROPERTIES ('delta.new')")
  expect((await loadSnapshot(store)).metadata.configuration.size).toBe(0)
})

describe('in-commit timestamps that are switched on later', () => {
  const ON = "ALTER TABLE t SET TBLPROPERTIES ('delta.enableInCommitTimestamps' = 'true')"

  it('begin with that commit, which says so', async () => {
    let nowMs = 5000
    const store = new MemoryStore(() => 7000)
    const writer = createTestWriter(store, 'a', { now: () => nowMs })
    await run(writer, CREATE, "INSERT INTO t VALUES (1, 'a', 'x')", ON)
    nowMs = 4000
    await run(writer, "INSERT INTO t VALUES (2, 'b', 'x')")
    const { metadata, version } = await loadSnapshot(store)
    expect(metadata.configuration.get('delta.inCommitTimestampEnablementVersion')).toBe('2')
    expect(metadata.configuration.get('delta.inCommitTimestampEnablementTimestamp')).toBe('7001')
    const history = await readHistory(store, await listLog(store), metadata, version)
    expect(history.map(({ timestamp }) => timestamp).slice(0, 2)).toEqual([7002, 7001])
    expect((await loadSnapshot(store, { timestamp: 7001 })).version).toBe(2)
    expect(await readItems(store)).toEqual(['1 a x', '2 b x'])
  })

  it('tell the version at which the commit has come in, when another was faster', async () => {
    const { store, writer } = create()
    await run(writer, CREATE)
    const late = createTestWriter(store, 'b', { store: overtaken(store, () => runAppend(writer, items('1 a x'))) })
    await run(late, ON)
    await run(writer, "INSERT INTO t VALUES (2, 'b', 'x')")
    const { configuration } = (await loadSnapshot(store)).metadata
    expect(configuration.get('delta.inCommitTimestampEnablementVersion')).toBe('2')
    expect(await readItems(store)).toEqual(['1 a x', '2 b x'])
  })

  it('hold for a commit that began before they were switched on', async () => {
    const { store, writer } = create()
    await run(writer, `${CREATE} TBLPROPERTIES ('delta.feature.inCommitTimestamp' = 'supported')`)
    const txn = new Transaction(writer, await openTable(writer))
    txn.stage({ kind: 'txn', appId: 'late', version: 1, lastUpdated: 0 })
    await run(writer, ON)
    ensureCommitted(await txn.commit({ name: 'WRITE', parameters: {}, metrics: {} }))
    await run(writer, "INSERT INTO t VALUES (1, 'a', 'x')")
    const { metadata, version } = await loadSnapshot(store)
    const times = (await readHistory(store, await listLog(store), metadata, version)).map(({ timestamp }) => timestamp)
    expect(times.slice(0, 3)).toEqual(times.slice(0, 3).toSorted((a, b) => b - a))
    expect(version).toBe(3)
  })
})

/** A store at which somebody else commits just before the first commit that is tried. */
function overtaken(store: MemoryStore, act: () => Promise<unknown>): MemoryStore {
  let isFirst = true
  return new Proxy(store, {
    get: (target, name) => {
      if (name !== 'putIfAbsent') return bound(target, name)
      return async (path: string, bytes: Uint8Array) => {
        if (isFirst) {
          isFirst = false
          await act()
        }
        return target.putIfAbsent(path, bytes)
      }
    },
  })
}

function bound(target: MemoryStore, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name, target)
  return typeof value === 'function' ? (value as () => unknown).bind(target) : value
}
