import { parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { Rng } from '../base/rng.ts'
import type { FileInspection } from '../engine/operations/inspect-file.ts'
import type { SavePlan } from '../engine/operations/plan-save.ts'
import type { SortFileReport } from '../engine/operations/sort-file-report.ts'
import { FileSource } from './file-source.ts'
import { createWorld, fileOf, readBlob, type Told, type World } from './test-files.ts'

const CITIES = ['Łódź', 'Oslo', 'Aarhus', 'São "P" Paulo', '0012', '']

/** Rows of every type that is written in its own way; some values are missing. */
function createParquet(count: number): Uint8Array {
  const rng = new Rng(5, 'parquet')
  const rows = Array.from({ length: count }, (_, i) => i)
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'id', data: rows, type: 'INT32' },
      {
        name: 'big',
        data: rows.map((i) => (i % 7 === 0 ? null : BigInt(rng.nextBelow(1e6)) * 10_000_000_000n)),
        type: 'INT64',
      },
      { name: 'city', data: rows.map(() => CITIES[rng.nextBelow(CITIES.length)]), type: 'STRING' },
      { name: 'share', data: rows.map(() => rng.nextBelow(1000) / 8), type: 'DOUBLE' },
      { name: 'at', data: rows.map((i) => new Date(1.7e12 + 1000 * i)), type: 'TIMESTAMP' },
    ],
    rowGroupSize: 1000,
    pageSize: 4000,
  })
  return new Uint8Array(buffer)
}

function paramsFor(file: File, format: string, keys: readonly string[], memory: number): Record<string, unknown> {
  return {
    ...{ source: file, job: 'job-1', startedAtMs: 1, file: file.name, format, keys, memory, page: 8192, fanIn: 6 },
    ...{ formation: 'fill-sort-spill', structure: 'loser-tree', doubleBuffering: false, firstPass: 'full' },
    ...{ fingerprint: new FileSource(file, readBlob).fingerprint(), badRows: 'stop' },
  }
}

function resultOf<T>({ last }: Told): T {
  if (last.type === 'finished') return last.result as T
  throw new Error(last.type === 'failed' ? `${last.error.code}: ${last.error.message}` : last.type)
}

async function saved({ workspaces }: World, file: 'output' | 'converted'): Promise<ArrayBuffer> {
  return (await workspaces.blob('job-1', file)).arrayBuffer()
}

async function convert(world: World, format: string, brokenTexts = 0): Promise<string> {
  const told = await world.ask('convert-sorted', { job: 'job-1', format })
  expect(resultOf(told)).toEqual({ brokenTexts })
  const shares = told.progress.map(({ done, total }) => done / total)
  expect(shares.every((share, i) => share <= 1 && share >= (shares[i - 1] ?? 0))).toBe(true)
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await saved(world, 'converted'))
}

async function readRows(buffer: ArrayBuffer): Promise<readonly Record<string, unknown>[]> {
  return (await parquetReadObjects({ file: buffer })) as readonly Record<string, unknown>[]
}

describe('a Parquet file', () => {
  const bytes = createParquet(6000)
  const file = fileOf(bytes, 'people.parquet')

  it('is looked at without reading it all', async () => {
    const found = resultOf<FileInspection>(await createWorld().ask('inspect-file', { source: file }))
    expect(found).toMatchObject({ format: 'parquet', records: 6000, sampleRecords: 2000 })
    expect(found.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'id int32',
      'big int64',
      'city string',
      'share float64',
      'at timestamp',
    ])
    expect(found.rows[0]?.slice(0, 2)).toEqual(['0', undefined])
    expect(found.rows[1]?.[4]).toBe('2023-11-14T22:13:21Z')
    expect(found.readerBytes).toBeGreaterThan(4000)
    const damaged = fileOf(bytes.slice(0, 9000), 'people.parquet')
    const { last } = await createWorld().ask('inspect-file', { source: damaged })
    expect(last).toMatchObject({ type: 'failed', error: { code: 'DAMAGED_FILE' } })
  })

  it('is sorted with spill, proven, and gone on with after it was cut off', async () => {
    const rows = await readRows(bytes.buffer as ArrayBuffer)
    const expected = rows
      .map((row) => ({ row, city: Buffer.from(row['city'] as string) }))
      .sort((a, b) => Buffer.compare(a.city, b.city) || (b.row['share'] as number) - (a.row['share'] as number))
      .map(({ row }) => row['id'])
    const params = paramsFor(
      file,
      'parquet',
      ['city', 'auto', 'asc', 'first', 'share', 'auto', 'desc', 'last'],
      500_000,
    )
    const world = createWorld()
    const whole = await world.ask('sort-file', params)
    const report = resultOf<SortFileReport>(whole)
    expect(report).toMatchObject({ records: 6000, keyTypes: ['city string', 'share float64'] })
    expect(report.readBack).toEqual({ records: 6000, digest: report.digestIn, inOrder: true })
    expect(report.runs).toBeGreaterThan(2)
    expect(report.peakMemoryBytes).toBeLessThanOrEqual(500_000)
    const sorted = await readRows(await saved(world, 'output'))
    expect(sorted.map((row) => row['id'])).toEqual(expected)

    const second = createWorld()
    await second.ask('sort-file', params, [], Math.floor(whole.progress.length * 0.3))
    const resumed = resultOf<SortFileReport>(await second.ask('sort-file', params))
    expect(resumed.resumedRuns).toBeGreaterThan(0)
    expect(resumed.digestIn).toBe(report.digestIn)
    expect(new Uint8Array(await saved(second, 'output'))).toEqual(new Uint8Array(await saved(world, 'output')))
  }, 30_000)

  it('is gone on with in its merge though it has more rows than bytes', async () => {
    const count = 60_000
    const data = Array.from({ length: count }, (_, i) => Math.floor(i / 20_000))
    const few = new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'n', data, type: 'INT32' }] }))
    expect(few.length).toBeLessThan(count)
    const params = paramsFor(fileOf(few, 'few.parquet'), 'parquet', ['n', 'auto', 'desc', 'last'], 1_200_000)
    const whole = await createWorld().ask('sort-file', params)
    const { runs, digestIn } = resultOf<SortFileReport>(whole)
    expect(runs).toBeGreaterThan(1)
    const world = createWorld()
    await world.ask('sort-file', params, [], Math.floor(whole.progress.length * 0.7))
    const again = await world.ask('sort-file', params)
    expect(resultOf<SortFileReport>(again)).toMatchObject({ records: count, digestIn })
    expect(resultOf<SortFileReport>(again).resumedRuns).toBeGreaterThan(1)
    const shares = again.progress.map(({ done, total }) => done / total)
    expect(shares.every((share, i) => share >= (shares[i - 1] ?? 0))).toBe(true)
  }, 30_000)

  it('is not offered for saving when its output is not what was written', async () => {
    const params = paramsFor(file, 'parquet', ['id', 'auto', 'asc', 'first'], 500_000)
    const whole = await createWorld().ask('sort-file', params)
    const world = createWorld()
    await world.ask('sort-file', params, [], whole.progress.length - 2)
    const workspace = await world.workspaces.open('job-1')
    workspace.output.cutTo(workspace.output.sizeBytes - 5)
    await workspace.close()
    const { last } = await world.ask('check-sorted', { job: 'job-1' })
    expect(last).toMatchObject({ type: 'failed', error: { code: 'OUTPUT_NOT_VERIFIED' } })
  })

  it('is saved as text with every value as it is written', async () => {
    const world = createWorld()
    resultOf(await world.ask('sort-file', paramsFor(file, 'parquet', ['id', 'auto', 'asc', 'first'], 500_000)))
    expect(resultOf<SavePlan>(await world.ask('plan-save', { job: 'job-1' })).columns.map(({ name }) => name)).toEqual([
      'id',
      'big',
      'city',
      'share',
      'at',
    ])
    const csv = (await convert(world, 'csv')).split('\n')
    const json = (await convert(world, 'ndjson')).split('\n')
    expect(csv[0]).toBe('id,big,city,share,at')
    const rows = await readRows(bytes.buffer as ArrayBuffer)
    rows.forEach((row, i) => {
      const city = row['city'] as string
      const at = (row['at'] as Date).toISOString()
      const big = row['big'] === null ? '' : (row['big'] as bigint).toString()
      const quoted = city === '' ? '""' : city.includes('"') ? '"São ""P"" Paulo"' : city
      const share = String(row['share'])
      expect(csv[i + 1]?.replace(/\.\d+Z$/, 'Z')).toBe(`${i},${big},${quoted},${share},${at.replace(/\.\d+Z$/, 'Z')}`)
      expect(json[i]).toBe(
        `{"id":${i},"big":${big || 'null'},"city":${JSON.stringify(city)},"share":${share},"at":"${csv[i + 1]?.split(',').at(-1) ?? ''}"}`,
      )
    })
  })
})

describe('a sorted text file', () => {
  it('is saved as NDJSON and as Parquet when it is CSV', async () => {
    const file = fileOf('id,name,born,zip\n2,"Ada ""L""",1815-12-10,007\n1,,,12\n3,"",2001-01-01,5\n', 'people.csv')
    const world = createWorld()
    resultOf(await world.ask('sort-file', paramsFor(file, 'csv', ['id', 'int64', 'asc', 'first'], 100_000)))
    expect(resultOf<SavePlan>(await world.ask('plan-save', { job: 'job-1' })).columns).toEqual([
      { name: 'id', type: 'int64' },
      { name: 'name', type: 'string' },
      { name: 'born', type: 'date' },
      { name: 'zip', type: 'string', kept: { from: '007', to: '7' } },
    ])
    expect(await convert(world, 'ndjson')).toBe(
      '{"id":1,"name":null,"born":null,"zip":"12"}\n' +
        '{"id":2,"name":"Ada \\"L\\"","born":"1815-12-10","zip":"007"}\n' +
        '{"id":3,"name":null,"born":"2001-01-01","zip":"5"}\n',
    )
    await convert(world, 'parquet')
    const rows = await readRows(await saved(world, 'converted'))
    expect(rows.map(({ id, name, zip }) => [id, name, zip])).toEqual([
      [1n, null, '12'],
      [2n, 'Ada "L"', '007'],
      [3n, null, '5'],
    ])
  })

  it('is saved as CSV and as Parquet when it is NDJSON, a column for every member', async () => {
    const lines = ['{"n":2,"s":"a,b"}', '{"n":12345678901234567890,"late":[1,{"x":null}]}', '{"s":null,"n":1}']
    const file = fileOf(`${lines.join('\n')}\n`, 'log.ndjson')
    const world = createWorld()
    resultOf(await world.ask('sort-file', paramsFor(file, 'ndjson', ['n', 'float64', 'asc', 'first'], 100_000)))
    expect(await convert(world, 'csv')).toBe('s,n,late\n,1,\n"a,b",2,\n,12345678901234567890,"[1,{""x"":null}]"\n')
    const { columns } = resultOf<SavePlan>(await world.ask('plan-save', { job: 'job-1' }))
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual(['s string', 'n string', 'late string'])
    expect(columns[1]?.kept).toEqual({ from: '12345678901234567890', to: '12345678901234567000' })
    await convert(world, 'parquet')
    const rows = await readRows(await saved(world, 'converted'))
    expect(rows.map((row) => row['n'])).toEqual(['1', '2', '12345678901234567890'])
    expect(rows.map((row) => row['s'])).toEqual([null, 'a,b', null])
    expect(Object.keys(rows[0] ?? {})).toEqual(['s', 'n', 'late'])
  })

  it('is saved from NDJSON with a byte order mark as from NDJSON without one', async () => {
    const world = createWorld()
    const file = fileOf('\ufeff{"n":2}\n{"n":1}\n', 'log.ndjson')
    expect(resultOf<FileInspection>(await world.ask('inspect-file', { source: file }))).toMatchObject({
      sampleRecords: 2,
      remarks: [],
    })
    resultOf(await world.ask('sort-file', paramsFor(file, 'ndjson', ['n', 'int64', 'asc', 'first'], 100_000)))
    expect(await convert(world, 'csv')).toBe('n\n1\n2\n')
    const { columns } = resultOf<SavePlan>(await world.ask('plan-save', { job: 'job-1' }))
    expect(columns).toEqual([{ name: 'n', type: 'int64' }])
    await convert(world, 'parquet')
    expect(await readRows(await saved(world, 'converted'))).toEqual([{ n: 1n }, { n: 2n }])
  })

  it('has the members of NDJSON in the order in which they come up first, those that are whole numbers too', async () => {
    const world = createWorld()
    const file = fileOf('{"b":2,"1":"x","\\u0061":{"7":0}}\n{"0":1,"a":3,"b":1}\n', 'log.ndjson')
    resultOf(await world.ask('sort-file', paramsFor(file, 'ndjson', ['b', 'int64', 'desc', 'first'], 100_000)))
    expect(await convert(world, 'csv')).toBe('b,1,a,0\n2,x,"{""7"":0}",\n1,,3,1\n')
  })

  it('keeps a letter of a value or of a name that looks like a byte order mark', async () => {
    const world = createWorld()
    const csv = fileOf('\ufeff\ufeffa,\ufeffb\n2,\ufefftwo\n1,"\ufeffone"\n', 'a.csv')
    resultOf(await world.ask('sort-file', paramsFor(csv, 'csv', ['\ufeffa', 'int64', 'asc', 'first'], 100_000)))
    expect(await convert(world, 'ndjson')).toBe(
      '{"\ufeffa":1,"\ufeffb":"\ufeffone"}\n{"\ufeffa":2,"\ufeffb":"\ufefftwo"}\n',
    )
    const other = createWorld()
    const ndjson = fileOf('{"\ufeffa":1,"b":"\ufeffone"}\n', 'a.ndjson')
    resultOf(await other.ask('sort-file', paramsFor(ndjson, 'ndjson', ['b', 'string', 'asc', 'first'], 100_000)))
    expect(await convert(other, 'csv')).toBe('"\ufeffa",b\n1,\ufeffone\n')
    await convert(other, 'parquet')
    expect(await saved(other, 'converted').then(readRows)).toHaveLength(1)
    expect(resultOf<SavePlan>(await other.ask('plan-save', { job: 'job-1' })).columns).toMatchObject([
      { name: '\ufeffa', type: 'int64' },
      { name: 'b', type: 'string' },
    ])
  })

  it('tells how many texts held half of a surrogate pair, for which U+FFFD stands then', async () => {
    const lines = [
      '{"n":1,"s":"\\ud800x","t":"\\ud83d\\ude00"}',
      '{"n":2,"s":"\\udc00","s":"whole","t":"\ufffd"}',
      '{"n":3,"s":"\\ude00\\ud83d","t":["\\ud800"],"\\ud800":1}',
    ]
    const file = fileOf(`${lines.join('\n')}\n`, 'log.ndjson')
    const world = createWorld()
    resultOf(await world.ask('sort-file', paramsFor(file, 'ndjson', ['n', 'float64', 'asc', 'first'], 100_000)))
    // Two texts of s and one name: that of t is JSON as it stood, a pair is whole, and of a member that comes twice the last counts.
    await convert(world, 'parquet', 3)
    expect(await convert(world, 'csv', 3)).toBe(
      'n,s,t,\ufffd\n1,\ufffdx,😀,\n2,whole,\ufffd,\n3,\ufffd\ufffd,"[""\\ud800""]",1\n',
    )
    const csv = fileOf('id,a\n1,\ufffd\n', 'a.csv')
    const other = createWorld()
    resultOf(await other.ask('sort-file', paramsFor(csv, 'csv', ['id', 'int64', 'asc', 'first'], 100_000)))
    await convert(other, 'ndjson')
  })

  it('is saved with every column where its header has a name twice, and says what each is called', async () => {
    const file = fileOf('id,a,a,a_2\n2,z,w,q\n1,x,y,p\n')
    const world = createWorld()
    resultOf(await world.ask('sort-file', paramsFor(file, 'csv', ['id', 'int64', 'asc', 'first'], 100_000)))
    const { columns } = resultOf<SavePlan>(await world.ask('plan-save', { job: 'job-1' }))
    expect(columns.map(({ name, savedAs }) => savedAs ?? name)).toEqual(['id', 'a', 'a_3', 'a_2'])
    expect(await convert(world, 'ndjson')).toBe(
      '{"id":1,"a":"x","a_3":"y","a_2":"p"}\n{"id":2,"a":"z","a_3":"w","a_2":"q"}\n',
    )
    await convert(world, 'parquet')
    const rows = await readRows(await saved(world, 'converted'))
    expect(rows).toEqual([
      { id: 1n, a: 'x', a_3: 'y', a_2: 'p' },
      { id: 2n, a: 'z', a_3: 'w', a_2: 'q' },
    ])
  })

  it('is not converted before it is finished, or into what it is', async () => {
    const file = fileOf(`id\n${Array.from({ length: 4000 }, (_, i) => 4000 - i).join('\n')}\n`)
    const world = createWorld()
    await world.ask('sort-file', paramsFor(file, 'csv', ['id', 'int64', 'asc', 'first'], 100_000), [], 3)
    expect((await world.ask('convert-sorted', { job: 'job-1', format: 'ndjson' })).last).toMatchObject({
      error: { code: 'NOT_FINISHED' },
    })
    await world.ask('sort-file', paramsFor(file, 'csv', ['id', 'int64', 'asc', 'first'], 100_000))
    expect((await world.ask('convert-sorted', { job: 'job-1', format: 'csv' })).last).toMatchObject({
      error: { code: 'BAD_PARAMS' },
    })
  })

  it('is not converted when it was deleted meanwhile, and nothing is told of it as saved', async () => {
    const world = createWorld()
    const csv = fileOf('id\n2\n1\n')
    resultOf(await world.ask('sort-file', paramsFor(csv, 'csv', ['id', 'int64', 'asc', 'first'], 100_000)))
    resultOf(await world.ask('forget-sorts', { jobs: ['job-1'] }))
    const asked: readonly [string, object][] = [
      ['convert-sorted', { job: 'job-1', format: 'ndjson' }],
      ['note-saved', { job: 'job-1', what: 'output', as: 'a.csv', outcome: 'kept' }],
      ['sorted-blob', { job: 'job-1', file: 'output' }],
    ]
    for (const [operation, params] of asked) {
      expect((await world.ask(operation, params)).last).toMatchObject({ error: { code: 'WORKSPACE_GONE' } })
      expect(resultOf(await world.ask('list-sorts', {}))).toEqual([])
    }
  })
})
