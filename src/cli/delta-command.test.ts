import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { hasDeltaTables, readDeltaTables } from '../../scripts/delta-tables.ts'
import { drawUnlessWhole, tellPart } from '../../scripts/draw.ts'
import { writeZip } from '../../scripts/write-zip.ts'
import type { TableSummary } from '../engine/delta/inspect.ts'
import { buildTable } from '../engine/operations/delta-table.ts'
import { DEFAULTS } from '../labs/delta-log/params.ts'
import type { Finding } from '../engine/delta/verify-log.ts'
import { SCENARIOS } from '../labs/delta-log/scenarios.ts'
import { runDeltaCommand } from './delta-command.ts'
import { describeError } from './error-codes.ts'
import { NodeObjectStore } from './node-object-store.ts'

let folder = ''
const made: string[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lakescope-delta-'))
  made.push(folder)
})

afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true })
})

async function delta(...args: string[]): Promise<{ code: number; printed: string }> {
  const printed: string[] = []
  const code = await runDeltaCommand(
    args,
    folder,
    () => false,
    (text) => printed.push(text),
  )
  return { code, printed: printed.join('\n') }
}

async function errorOf(...args: string[]): Promise<{ code: string; message: string; where: string }> {
  try {
    await delta(...args)
  } catch (error) {
    return (JSON.parse(describeError(error)) as { error: { code: string; message: string; where: string } }).error
  }
  throw new Error('nothing was thrown')
}

function write(path: string, content: string | Uint8Array, seconds = 0): void {
  const full = join(folder, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, content)
  utimesSync(full, seconds, seconds)
}

const SCHEMA = '{"type":"struct","fields":[{"name":"id","type":"long","nullable":true,"metadata":{}}]}'

/** A table with a commit a minute; its data file is not there. */
function writeLog(): void {
  const protocol = { protocol: { minReaderVersion: 1, minWriterVersion: 2 } }
  const metaData = { metaData: { id: 'm', schemaString: SCHEMA, partitionColumns: [], configuration: {} } }
  const add = {
    add: {
      path: 'a.parquet',
      partitionValues: {},
      size: 12,
      modificationTime: 0,
      dataChange: true,
      stats: '{"numRecords":3}',
    },
  }
  const info = {
    commitInfo: { operation: 'WRITE', operationParameters: { mode: 'Append' }, isBlindAppend: true, secret: 1 },
  }
  const lines = (...actions: object[]): string => actions.map((action) => `${JSON.stringify(action)}\n`).join('')
  write('t/_delta_log/00000000000000000000.json', lines(protocol, metaData), 60)
  write('t/_delta_log/00000000000000000001.json', lines(info, add), 120)
}

describe('cli delta', () => {
  test('inspect tells a table as one JSON object', async () => {
    writeLog()
    const { code, printed } = await delta('inspect', 't', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(printed)).toEqual({
      version: 1,
      protocol: { minReaderVersion: 1, minWriterVersion: 2 },
      features: ['appendOnly', 'invariants'],
      files: 1,
      rows: 3,
      sizeBytes: 12,
      partitionColumns: [],
      schema: JSON.parse(SCHEMA) as unknown,
      history: [
        {
          version: 1,
          timestamp: '1970-01-01T00:02:00.000Z',
          operation: 'WRITE',
          operationParameters: { mode: 'Append' },
          isBlindAppend: true,
        },
        { version: 0, timestamp: '1970-01-01T00:01:00.000Z' },
      ],
    } satisfies TableSummary)
  })

  test('inspect travels by version and by time', async () => {
    writeLog()
    const at = async (...args: string[]): Promise<number> =>
      (JSON.parse((await delta('inspect', 't', '--json', ...args)).printed) as TableSummary).version
    expect(await at('--version', '0')).toBe(0)
    expect(await at('--timestamp', '1970-01-01T00:01:59.999Z')).toBe(0)
    expect(await at('--timestamp', '1970-01-01 02:02:00+02:00')).toBe(1)
    expect((await errorOf('inspect', 't', '--timestamp', '1970-01-01')).code).toBe(
      'DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION',
    )
    expect((await errorOf('inspect', 't', '--timestamp', '2024-01-01')).code).toBe(
      'DELTA_TIMESTAMP_GREATER_THAN_COMMIT',
    )
    expect((await errorOf('inspect', 't', '--timestamp', 'soon')).code).toBe('DELTA_TIMESTAMP_INVALID')
    expect((await errorOf('inspect', 't', '--version', '2')).code).toBe('DELTA_VERSION_NOT_FOUND')
  })

  test.each([
    [{ partitionValues: {}, stats: '{"numRecords":-3}' }, 'STATS_INVALID', 'say that it has -3 rows'],
    [{ partitionValues: {}, stats: '{"minValues":{},"numRecords":2.5}' }, 'STATS_INVALID', 'say that it has 2.5 rows'],
    [{ stats: '{"numRecords":3}' }, 'MISSING_FIELD', 'has no partitionValues, which the protocol requires'],
  ])('verify reports an add with %j', async (fields, code, words) => {
    writeLog()
    const add = { add: { path: 'b.parquet', size: 12, modificationTime: 0, dataChange: true, ...fields } }
    const path = '_delta_log/00000000000000000002.json'
    write(`t/${path}`, `${JSON.stringify(add)}\n`, 180)
    const findings = JSON.parse((await delta('verify', 't', '--json')).printed) as Finding[]
    const found = findings.filter(({ where }) => where === path)
    expect(found.map((finding) => finding.code)).toEqual([code])
    expect(found[0]?.message).toContain(words)
  })

  test('an empty _delta_log is told apart from none', async () => {
    mkdirSync(join(folder, 'empty/_delta_log'), { recursive: true })
    mkdirSync(join(folder, 'none'))
    expect(await errorOf('inspect', 'empty')).toMatchObject({ code: 'DELTA_NO_COMMITS_FOUND', where: '_delta_log/' })
    expect((await errorOf('inspect', 'none')).code).toBe('DELTA_TABLE_NOT_FOUND')
  })

  test('words for people', async () => {
    writeLog()
    expect((await delta('inspect', 't')).printed).toContain('1 file, 3 rows, 12 B')
    expect((await delta('verify', 't')).printed).toContain('DELTA_FILE_NOT_FOUND_DETAILED  a.parquet')
  })

  test('verify prints findings and says so with its exit code', async () => {
    writeLog()
    const { code, printed } = await delta('verify', 't', '--json')
    expect(code).toBe(1)
    expect((JSON.parse(printed) as Finding[]).map(({ where }) => where)).toEqual(['a.parquet'])
    write('t/_delta_log/00000000000000000001.json', '{"add":')
    expect(await errorOf('verify', 't', '--json')).toMatchObject({
      code: 'DELTA_LOG_FILE_MALFORMED',
      where: '_delta_log/00000000000000000001.json:1',
    })
  })

  test.each([
    [['inspect', 'nowhere'], 'DELTA_TABLE_NOT_FOUND'],
    [['inspect', '.'], 'DELTA_TABLE_NOT_FOUND'],
    [['rows', 't'], 'DELTA_FILE_NOT_FOUND_DETAILED'],
    [['rows', 't', '--format', 'csv'], 'USAGE'],
    [['rows'], 'USAGE'],
    [['write', 't'], 'USAGE'],
    [['changes', 't'], 'USAGE'],
    [['changes', 't', '--from', 'x'], 'USAGE'],
    [['changes', 't', '--from', '1', '--to', '-1'], 'USAGE'],
    [['changes', 't', '--from', '1', '--version', '1'], 'USAGE'],
    [['rows', 't', '--from', '1'], 'USAGE'],
    [['changes', 't', '--from', '1', '--format', 'csv'], 'USAGE'],
    [['changes', 't', '--from', '1', '--to', '0'], 'DELTA_INVALID_CDC_RANGE'],
    [['changes', 't', '--from', '2'], 'DELTA_VERSION_NOT_FOUND'],
    [['changes', 't', '--from', '0'], 'DELTA_MISSING_CHANGE_DATA'],
    [['inspect', 't', '--version', '1', '--timestamp', '2024-01-01'], 'USAGE'],
    [['inspect', 't', '--version', 'x'], 'USAGE'],
    [['verify', 't', '--version', '1'], 'USAGE'],
    [['inspect', 't', '--what'], 'USAGE'],
    [['inspect', 't/_delta_log/00000000000000000000.json'], 'DELTA_TABLE_NOT_FOUND'],
    [['inspect', 'bad.zip'], 'BAD_ARCHIVE'],
    [['inspect', 'two.zip'], 'DELTA_TABLE_NOT_FOUND'],
    [['inspect', 'bad.tar.gz'], 'BAD_ARCHIVE'],
    [['inspect', 'bad.tar'], 'BAD_ARCHIVE'],
  ])('%j is %s', async (args, code) => {
    writeLog()
    for (const name of ['bad.zip', 'bad.tar', 'bad.tar.gz']) write(name, 'no archive at all, nothing of the sort')
    const log = new Uint8Array(1)
    write(
      'two.zip',
      writeZip(
        new Map([
          ['a/_delta_log/0.json', log],
          ['b/_delta_log/0.json', log],
        ]),
      ),
    )
    expect((await errorOf(...args)).code).toBe(code)
  })
})

describe('cli delta changes', () => {
  /** Four versions, a minute apart. */
  async function writeChanges(): Promise<void> {
    const [create, ...statements] = [
      "CREATE TABLE t (id BIGINT, name STRING) TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true')",
      "INSERT INTO t VALUES (1, 'a'), (2, 'b')",
      "UPDATE t SET name = 'c' WHERE id = 2",
      'DELETE FROM t WHERE id = 1',
    ]
    const run = { ...DEFAULTS, setup: [create, ...statements].join(';'), a: '', b: '', c: '' }
    const store = await buildTable(run, [])
    for (const { path } of await store.list('')) {
      const version = /_delta_log\/0*(\d+)\.json$/.exec(path)?.[1]
      write(`t/${path}`, await store.get(path), 60 * (Number(version ?? 0) + 1))
    }
  }

  test('prints every changed row of the versions, with what happened to it and when', async () => {
    await writeChanges()
    const lines = async (...args: string[]) => (await delta('changes', 't', ...args)).printed.split('\n').sort()
    const line = (id: number, name: string, type: string, version: number) =>
      `{"id":${id},"name":"${name}","_change_type":"${type}","_commit_version":${version},` +
      `"_commit_timestamp":"1970-01-01T00:0${version + 1}:00.000000"}`
    const updated = [line(2, 'b', 'update_preimage', 2), line(2, 'c', 'update_postimage', 2)]
    expect(await lines('--from', '2', '--to', '2')).toEqual(updated)
    expect(await lines('--from', '1', '--format', 'ndjson')).toEqual(
      [line(1, 'a', 'insert', 1), line(2, 'b', 'insert', 1), ...updated, line(1, 'a', 'delete', 3)].sort(),
    )
    expect(await delta('changes', 't', '--from', '0', '--to', '0')).toEqual({ code: 0, printed: '' })
    expect((await errorOf('changes', 't', '--from', '1', '--to', '4')).code).toBe('DELTA_VERSION_NOT_FOUND')
  })
})

describe('the folder as a store', () => {
  test('writes whole objects, once when asked', async () => {
    const store = new NodeObjectStore(folder)
    const bytes = Uint8Array.of(1, 2, 3)
    await store.put('a/b c%20.bin', bytes)
    expect(await store.putIfAbsent('a/b c%20.bin', Uint8Array.of(9))).toBe(false)
    expect(await store.putIfAbsent('a/z', bytes)).toBe(true)
    expect((await store.list('a/')).map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
      ['a/b c%20.bin', 3],
      ['a/z', 3],
    ])
    expect(await store.list('nowhere/')).toEqual([])
    expect(await store.getRange('a/z', 1, 3)).toEqual(Uint8Array.of(2, 3))
    await expect(store.get('../x')).rejects.toMatchObject({ code: 'BAD_PATH' })
    await expect(store.get('a/none')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await store.delete('a/z')
    expect(await store.tryHead('a/z')).toBeUndefined()
  })
})

const tables = hasDeltaTables ? readDeltaTables() : undefined

/** Of the tables whose rows are known, every fifth. */
const SOME = (tables?.cases ?? [])
  .filter(
    ({ expected, rowCount, bytes }) => expected.kind.startsWith('rows-') && (rowCount ?? 0) > 0 && bytes < 200_000,
  )
  .filter((_, i) => i % 4 === 0)

describe.skipIf(tables === undefined)('real tables through the command line (needs ../shared/data)', () => {
  async function filesOf(id: string): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
    const store = (tables as NonNullable<typeof tables>).store(id)
    const files = new Map<string, Uint8Array<ArrayBuffer>>()
    for (const { path } of await store.list('')) files.set(path, await store.get(path))
    return files
  }

  async function rowsOf(path: string): Promise<string[]> {
    return (await delta('rows', path, '--format', 'ndjson')).printed.split('\n').sort()
  }

  const drawn = drawUnlessWhole(SOME, 1 / 10, 'archives')
  test(`tables give the same rows from a folder and from a zip: ${tellPart(drawn, SOME)}`, async () => {
    expect(SOME.length).toBeGreaterThanOrEqual(20)
    for (const { id, rowCount } of drawn) {
      const files = await filesOf(id)
      for (const [path, bytes] of files) write(`${id}/${path}`, bytes)
      write(`${id}.zip`, writeZip(new Map([...files].map(([path, bytes]) => [`top/${id}/${path}`, bytes]))))
      const rows = await rowsOf(id)
      const lines = rowCount ?? 0
      expect([id, rows.length]).toEqual([id, lines])
      expect(await rowsOf(`${id}.zip`)).toEqual(rows)
    }
  }, 60_000)

  test('a tar.gz, and a deletion vector whose absolute path is inside the folder', async () => {
    const files = await filesOf('spark__table-with-dv-special-char')
    for (const [path, bytes] of files) {
      const place = encodeURI(join(folder, 'dv', 'folder&with%special char'))
      const isLog = path.endsWith('.json')
      const text = isLog ? new TextDecoder().decode(bytes).replace('{{FOLDER_WITH_SPECIAL_CHAR}}', place) : ''
      write(`dv/${path}`, isLog ? text : bytes)
    }
    expect(await rowsOf('dv')).toEqual([1, 3, 5, 7, 9].map((id) => `{"id":${id}}`))
    write('all.tar.gz', gzipSync('no tar'))
    expect((await errorOf('rows', 'all.tar.gz')).code).toBe('BAD_ARCHIVE')
  })
})

describe('demo', () => {
  const [naive, real] = [true, false].map((is) => SCENARIOS.filter(({ params }) => (params['log'] === 'naive') === is))

  test.each(real ?? [])('$id', async ({ id, claim, fork }) => {
    const out = join(folder, 'made')
    const { printed } = await delta('demo', id, '--out', 'made', '--json')
    expect(JSON.parse(printed)).toMatchObject({ scenario: id, claim, out })
    expect(await delta('verify', out)).toEqual({ code: 0, printed: 'nothing wrong was found' })
    const { history } = JSON.parse((await delta('inspect', out, '--json')).printed) as TableSummary
    expect(history.length).toBeGreaterThan(2)
    expect(history.at(-1)?.timestamp).toMatch(/^2026-01-05T09:00:00\.\d{2}0Z$/)
    if (fork === undefined) return
    await delta('demo', id, '--out', 'fork', '--fork')
    expect(await delta('verify', join(folder, 'fork'))).toEqual({ code: 0, printed: 'nothing wrong was found' })
  })

  test.each(naive ?? [])('$id has a table only beside it', async ({ id }) => {
    expect(await errorOf('demo', id, '--out', 'made')).toMatchObject({ code: 'USAGE', where: '--fork' })
    await delta('demo', id, '--out', 'fork', '--fork')
    expect(await delta('verify', join(folder, 'fork'))).toEqual({ code: 0, printed: 'nothing wrong was found' })
  })

  test('what cannot be done is told', async () => {
    write('full/a.txt', 'x')
    expect(await errorOf('demo', 'vacuum', '--out', 'full')).toMatchObject({ code: 'WRITE_FAILED' })
    expect(await errorOf('demo', 'nope', '--out', 'new')).toMatchObject({ code: 'USAGE', where: 'SCENARIO' })
    expect(await errorOf('demo', 'vacuum')).toMatchObject({ code: 'USAGE', where: '--out' })
    expect(await errorOf('demo', 'vacuum', '--out', 'new', '--fork')).toMatchObject({ code: 'USAGE', where: '--fork' })
    expect(await errorOf('verify', 'full', '--out', 'new')).toMatchObject({ code: 'USAGE', where: '--out' })
  })
})
