import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hasDeltaTables, readDeltaTables } from '../../../scripts/delta-tables.ts'
import type { TableCase } from '../../../scripts/delta-tables.ts'
import { leaveOutUnlessWhole } from '../../../scripts/draw.ts'
import type { ReadableStore } from '../storage/object-store.ts'
import { readChanges } from './change-data.ts'
import { parseDataPath } from './data-path.ts'
import { DeltaError } from './delta-error.ts'
import type { DeltaErrorCode } from './delta-error.ts'
import { tryCountAllRows } from './file-stats.ts'
import { rowsOf } from './data-file.ts'
import { ensureSchema, readRows } from './read-rows.ts'
import type { StructType } from './schema.ts'
import { loadSnapshot } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'
import { formatRow } from './values.ts'

const tables = hasDeltaTables ? readDeltaTables() : undefined
/** A million decimals each. */
const LARGE = new Set(['golden__parquet-decimal-dictionaries', 'golden__parquet-decimal-dictionaries-v2'])
const cases = leaveOutUnlessWhole(tables?.cases ?? [], ({ id }) => LARGE.has(id)).map(
  (item) => [item.id, item] as const,
)

/** The codes of the manifest, which are its own, and ours. */
const CODES: Readonly<Record<string, DeltaErrorCode>> = {
  NOT_A_DELTA_TABLE: 'DELTA_TABLE_NOT_FOUND',
  NO_COMMITS: 'DELTA_NO_COMMITS_FOUND',
  NO_METADATA: 'DELTA_STATE_RECOVER_ERROR',
  NO_PROTOCOL: 'DELTA_STATE_RECOVER_ERROR',
  VERSIONS_NOT_CONTIGUOUS: 'DELTA_VERSIONS_NOT_CONTIGUOUS',
  UNSUPPORTED_READER_VERSION: 'DELTA_INVALID_PROTOCOL_VERSION',
  UNSUPPORTED_READER_FEATURE: 'DELTA_UNSUPPORTED_FEATURES_FOR_READ',
  UNSUPPORTED_TYPE_CHANGE: 'DELTA_UNSUPPORTED_TYPE_CHANGE_IN_SCHEMA',
  CATALOG_MANAGED: 'DELTA_PATH_BASED_ACCESS_TO_CATALOG_MANAGED_TABLE_BLOCKED',
  MISSING_DATA_FILE: 'DELTA_FILE_NOT_FOUND_DETAILED',
  DV_FILE_NOT_FOUND: 'DELTA_PATH_OUTSIDE_TABLE',
  ABSOLUTE_PATH_OUTSIDE_TABLE: 'DELTA_PATH_OUTSIDE_TABLE',
}

describe.skipIf(tables === undefined)('real tables (needs ../shared/data)', () => {
  test.each(cases)(
    '%s',
    async (id, item) => {
      if (tables === undefined) return
      const store = tables.store(id)
      const { kind, detail } = item.expected
      if (kind === 'reject' || kind === 'reject-by-policy') {
        expect(await codeOf(() => loadSnapshot(store))).toBe(CODES[detail.error?.code ?? ''])
        return
      }
      const snapshot = await loadSnapshot(store)
      await checkLog(store, snapshot, item)
      if (detail.error !== undefined) {
        expect(await codeOf(() => countRows(store, snapshot))).toBe(CODES[detail.error.code])
        return
      }
      await checkCounts(store, snapshot, item)
      await checkRows(store, snapshot, id)
      await checkChanges(store, id)
      for (const check of detail.checks ?? []) await (CHECKS[`${id}: ${check}`] as Check)(store, snapshot)
    },
    120_000,
  )
})

/** What the log alone tells: the latest version, and for every version its files. */
async function checkLog(store: ReadableStore, snapshot: Snapshot, item: TableCase): Promise<void> {
  const { detail } = item.expected
  if (item.latestVersion !== null) expect(snapshot.version).toBe(item.latestVersion)
  if (item.activeFiles !== null) expect(snapshot.files.count).toBe(item.activeFiles)
  if (item.derived.activeFiles !== null) expect(snapshot.files.count).toBe(item.derived.activeFiles)
  const counts = Object.entries(detail.filesAtVersion ?? {}).map(([version, count]) => [Number(version), count, null])
  for (const [version, files, records] of [...counts, ...item.derived.timeline]) {
    if (typeof version !== 'number' || files === null) continue
    const then = await loadSnapshot(store, { version })
    expect([version, then.files.count]).toEqual([version, files])
    const rows = tryCountAllRows(then.files)
    if (records !== null && rows !== undefined) expect([version, rows]).toEqual([version, records])
  }
  const expected = detail.tableVersionMetadata
  if (expected === undefined) return
  const { version, protocol } = snapshot
  expect(version).toBe(expected.version)
  expect(protocol.minReaderVersion).toBe(expected.min_reader_version)
  expect(protocol.minWriterVersion).toBe(expected.min_writer_version)
}

/** Numbers of rows, at the latest version and at others; without data files those of the statistics. */
async function checkCounts(store: ReadableStore, snapshot: Snapshot, item: TableCase): Promise<void> {
  const { versions = {}, rowsAtVersion = {} } = item.expected.detail
  const byStatistics = tryCountAllRows(snapshot.files)
  if (item.rowCount !== null && byStatistics !== undefined) expect(byStatistics).toBe(item.rowCount)
  let rows = 0
  const code = await codeOf(async () => void (rows = await countRows(store, snapshot)))
  const isLogOnly =
    item.features.includes('log-only-no-data-files') || item.id === 'trino__databricks73-pruning-invalid_log'
  if (isLogOnly && code !== 'no error') {
    expect(['DELTA_FILE_NOT_FOUND_DETAILED', 'DELTA_SCHEMA_NOT_SET']).toContain(code)
    return
  }
  expect(code).toBe('no error')
  if (item.rowCount !== null) expect(rows).toBe(item.rowCount)
  if (byStatistics !== undefined) expect(rows).toBe(byStatistics)
  const counts = [...Object.entries(versions), ...Object.entries(rowsAtVersion)]
  for (const [version, count] of counts) {
    const then = await loadSnapshot(store, { version: Number(version.replace('v', '')) })
    expect([version, await countRows(store, then)]).toEqual([version, count])
  }
}

/** Whole contents, where they are known. */
async function checkRows(store: ReadableStore, snapshot: Snapshot, id: string): Promise<void> {
  for (const [name, bytes] of tables?.expected(id) ?? []) {
    const [, version, form] = /^(latest|\d+)\.(rows|digest)\.json$/.exec(name) ?? []
    if (form === undefined) continue
    const then = version === 'latest' ? snapshot : await loadSnapshot(store, { version: Number(version) })
    const expected: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const lines = asLines((await readAll(store, then)).map((row) => JSON.parse(row) as unknown))
    if (form === 'rows') expect(lines).toEqual(asLines(expected as unknown[]))
    else {
      const sha256OfSortedCanonicalJsonLines = createHash('sha256').update(lines.join('\n')).digest('hex')
      expect({ rowCount: lines.length, sha256OfSortedCanonicalJsonLines }).toEqual(expected)
    }
  }
}

interface ChangeCase {
  readonly start: number
  readonly end: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Change rows, whose cells are printed texts; null is blank. */
async function checkChanges(store: ReadableStore, id: string): Promise<void> {
  const bytes = tables?.expected(id).get('cdf.json')
  if (bytes === undefined) return
  for (const { start, end, columns, rows } of JSON.parse(new TextDecoder().decode(bytes)) as ChangeCase[]) {
    const to = end === 'None' ? undefined : Number(end)
    const { schema } = await loadSnapshot(store, to === undefined ? {} : { version: to })
    const found: string[] = []
    for await (const { values, changeType, version } of readChanges(store, start, to)) {
      const cells = JSON.parse(formatRow(schema as StructType, values)) as Record<string, unknown>
      const all: Record<string, unknown> = { ...cells, _change_type: changeType, _commit_version: version }
      found.push(JSON.stringify(columns.map((name) => asCell(all[name]))))
    }
    expect(found.sort()).toEqual(rows.map((row) => JSON.stringify(row.map(asCell))).sort())
  }
}

/** "250.0" and "250" are one number. */
function asCell(value: unknown): string {
  const cell = typeof value === 'string' ? value : JSON.stringify(value ?? '')
  return /^-?\d+(\.\d+)?$/.test(cell) ? String(Number(cell)) : cell
}

type Check = (store: ReadableStore, snapshot: Snapshot) => Promise<void>

/** The single facts of the manifest, by table and text. */
const CHECKS: Readonly<Record<string, Check>> = {
  'deltars__http_requests: 1437 rows with date > 2023-04-13': async (store, snapshot) => {
    expect((await column(store, snapshot, 'date')).filter((date) => String(date) > '2023-04-13')).toHaveLength(1437)
  },
  'golden__log-replay-dv-key-cases: the one add has deletionVector.cardinality 3': (_store, { files }) => {
    expect([...files].map((file) => file.deletionVector?.cardinality)).toEqual([3])
    return Promise.resolve()
  },
  'golden__log-replay-latest-metadata-protocol: schema columns col1, col2': (_store, { schema }) => {
    expect(schema?.fields.map(({ name }) => name)).toEqual(['col1', 'col2'])
    return Promise.resolve()
  },
  'golden__log-replay-latest-metadata-protocol: protocol 3/7': (_store, { protocol }) => {
    expect([protocol.minReaderVersion, protocol.minWriterVersion]).toEqual([3, 7])
    return Promise.resolve()
  },
  'golden__log-replay-special-characters-b: decoded name of the one add is "special p@#h"': (_store, { files }) => {
    expect([...files].map(({ path }) => parseDataPath(path, undefined, path).path)).toEqual(['special p@#h'])
    return Promise.resolve()
  },
  'spark__delta-1.2.1: 9 rows with col1=8': async (store, snapshot) => {
    expect((await column(store, snapshot, 'col1')).filter((value) => value === 8)).toHaveLength(9)
  },
  'spark__history-delta-0.2.0: max(value)=3, min(value)=1 (delta-rs test_datafusion_stats)': async (
    store,
    snapshot,
  ) => {
    const values = (await column(store, snapshot, 'value')) as number[]
    expect([Math.max(...values), Math.min(...values)]).toEqual([3, 1])
  },
  'trino__deltalake-deletion_vector_pages: no row id=20001': async (store, snapshot) => {
    expect(await column(store, snapshot, 'id')).not.toContain(20_001)
  },
  'trino__deltalake-deletion_vector_pages: exactly one row id=99999': async (store, snapshot) => {
    expect((await column(store, snapshot, 'id')).filter((id) => id === 99_999)).toHaveLength(1)
  },
}

async function codeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act()
  } catch (error) {
    if (error instanceof DeltaError) return error.code
    throw error
  }
  return 'no error'
}

/** All rows as canonical JSON, in no order. */
async function readAll(store: ReadableStore, snapshot: Snapshot): Promise<string[]> {
  const rows: string[] = []
  for await (const batch of readRows(store, snapshot)) {
    for (const row of rowsOf(batch)) rows.push(formatRow(ensureSchema(snapshot), row))
  }
  return rows
}

/** One column as it stands in the rows' JSON. */
async function column(store: ReadableStore, snapshot: Snapshot, name: string): Promise<unknown[]> {
  return (await readAll(store, snapshot)).map((row) => (JSON.parse(row) as Record<string, unknown>)[name])
}

async function countRows(store: ReadableStore, snapshot: Snapshot): Promise<number> {
  let count = 0
  for await (const { rows } of readRows(store, snapshot)) count += rows
  return count
}

/** Rows in one order and with their keys in one order, so that two sets can be compared. */
function asLines(rows: readonly unknown[]): string[] {
  return rows.map((row) => JSON.stringify(sortKeys(row))).sort()
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]))
}
