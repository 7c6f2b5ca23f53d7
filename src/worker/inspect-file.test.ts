import { EMPTY_GROUP_FILE, ENCRYPTED_COLUMN_FILE } from '../engine/columnar/test-parquet-files.ts'
import { describe, expect, it } from 'vitest'
import type { FileInspection } from '../engine/operations/inspect-file.ts'
import type { LeftSort } from '../engine/operations/sort-jobs.ts'
import { FileSource } from './file-source.ts'
import { createWorld, fileOf, readBlob } from './test-files.ts'

async function inspect(content: string | Uint8Array, name = 'people.csv'): Promise<FileInspection> {
  const { last } = await createWorld().ask('inspect-file', { source: fileOf(content, name) })
  if (last.type === 'finished') return last.result as FileInspection
  throw last.type === 'failed' ? new Error(`${last.error.code}: ${last.error.message}`) : new Error(last.type)
}

describe('looking at a file', () => {
  it('finds the columns of a CSV file, their types and its first rows', async () => {
    const found = await inspect('\ufeffid,"full name",born,score\n1,"Ada ""L""",1815-12-10,9.5\n2,Łukasz,,\n')
    expect(found).toMatchObject({
      name: 'people.csv',
      format: 'csv',
      records: undefined,
      sampleRecords: 2,
      remarks: [],
      rows: [
        ['1', 'Ada "L"', '1815-12-10', '9.5'],
        ['2', 'Łukasz', undefined, undefined],
      ],
      storage: { kind: 'memory', freeBytes: 64e6 },
    })
    expect(found.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'id int64',
      'full name string',
      'born date',
      'score float64',
    ])
    expect(found.meanRecordBytes).toBe((28 + 11) / 2)
  })

  it('tells of a quote that is never closed', async () => {
    const { remarks, sampleRecords } = await inspect('id,name\n1,"unclosed\n2,b\n')
    expect(sampleRecords).toBe(0)
    expect(remarks).toEqual(['Line 2: a quote is opened and not closed.'])
  })

  it('tells of rows that will not do, with their lines', async () => {
    const { remarks, sampleRecords } = await inspect('a,b,a\n1,2,3\n1,2\n"x\ny",2,3\n9\n')
    expect(sampleRecords).toBe(2)
    expect(remarks).toEqual([
      'Two columns are called "a"; neither can be a key.',
      'Line 3: 2 fields; the header has 3.',
      'Line 6: 1 field; the header has 3.',
    ])
    expect((await inspect('a,a,a\n1,2,3\n')).remarks).toEqual(['3 columns are called "a"; none of them can be a key.'])
  })

  it('says why a column of times is text', async () => {
    const at = async (...times: string[]) =>
      (await inspect(`at,n\n${times.map((time) => `${time},1\n`).join('')}`)).remarks
    expect(await at('2024-03-05 10:11:12+00:00', '2024-03-05 10:11:12+00')).toEqual([
      '"at" is sorted as text: offsets without a colon and minutes, such as 2024-03-05 10:11:12+00, are not read as times.',
    ])
    expect((await at('2024-03-05T10:11:12+0530'))[0]).toMatch(/^"at" is sorted as text: offsets without a colon/)
    expect((await at('2024-03-05', '2024-03-05T10:11:12.123456789Z'))[0]).toMatch(
      /^"at" is sorted as text: fractions finer than a microsecond, such as 2024-03-05T10:11:12\.123456789Z, /,
    )
    expect((await at('2024-02-30 10:11'))[0]).toMatch(
      /^"at" is sorted as text: some values, such as 2024-02-30 10:11, /,
    )
    expect(await at('2024-03-05 10:11:12', '2024-03-05')).toEqual([])
    expect(await at('2024-03-05 10:11:12+00', 'soon')).toEqual([])
  })

  it('tells of another separator, and of integers that only decimal tells apart', async () => {
    const other = await inspect('a;b\n1;2\n')
    expect(other.remarks).toEqual([
      'The header has semicolons and no comma, so each row is one column. Save the file with commas.',
    ])
    const [wide, ...more] = (await inspect('n,x,id\n18446744073709551615,1.5,1234567890123456789\n1,2,3\n')).remarks
    expect(wide).toMatch(/^"n" has numbers beyond 2⁵³\. As float64, close ones are equal; decimal /)
    expect(more).toEqual([])
    // int64 holds the integer; beside a fraction it is a float64 all the same.
    const mixed = (await inspect('n,m\n1234567890123456789,0000000000000000012\n1.5,1.5\n')).remarks
    expect(mixed).toEqual([wide])
  })

  it('collects the members of NDJSON lines', async () => {
    const found = await inspect('{"t":"2024-01-02T03:04:05Z","n":1}\n{"n":2.5,"tags":["a"]}\n', 'log.ndjson')
    expect(found).toMatchObject({ format: 'ndjson', sampleRecords: 2 })
    expect(found.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      't timestamp',
      'n float64',
      'tags string',
    ])
    expect(found.rows).toEqual([
      ['2024-01-02T03:04:05Z', '1', undefined],
      [undefined, '2.5', '["a"]'],
    ])
  })

  it('reads no more than the beginning and the end of a large file', async () => {
    const row = `${'x'.repeat(99)}\n`
    const found = await inspect(`wide\n${row.repeat(50_000)}`)
    expect(found.sampleRecords).toBeLessThan(3000)
    expect(found.meanRecordBytes).toBe(99)
  })

  it('takes a zero byte in a row for the character that it is', async () => {
    const found = await inspect('id,text\n1,a\0b\n2,\0\n')
    expect(found).toMatchObject({
      format: 'csv',
      remarks: [],
      rows: [
        ['1', 'a\0b'],
        ['2', '\0'],
      ],
    })
  })

  it('counts a row whose end is out of sight as far as it was seen', async () => {
    const found = await inspect(`id,text\n1,a\n2,${'x'.repeat(3e6)}\n3,b\n`)
    expect(found.sampleRecords).toBe(1)
    expect(found.meanRecordBytes).toBeGreaterThan(100_000)
  })

  it.each([
    ['', 'EMPTY_INPUT: people.csv is empty: 0 bytes'],
    ['id,name\r\n', 'EMPTY_INPUT: people.csv has a header and no rows'],
    ['id,name\n', 'EMPTY_INPUT: people.csv has a header and no rows'],
    [
      'id,name\r1,a\r',
      'UNDECODABLE_ROW: people.csv ends its lines with carriage returns alone; save it with line feeds',
    ],
    [
      '\n\nid,name\n1,a\n',
      'UNDECODABLE_ROW: the first line of people.csv is empty, and the names of the columns are expected there; take it out',
    ],
    ['[{"a":1}]', 'UNSUPPORTED_FORMAT: people.csv looks like a JSON array'],
    ['{\n  "a": 1\n}\n', 'UNDECODABLE_ROW: line 1 of people.csv is not a JSON object: see its byte 2'],
    ['<html>', 'UNSUPPORTED_FORMAT: people.csv looks like HTML or XML'],
    [Uint8Array.of(0x1f, 0x8b, 8, 0), 'UNSUPPORTED_FORMAT: people.csv looks like a gzip file'],
    [
      Uint8Array.of(0x50, 0x4b, 3, 4, 20),
      'UNSUPPORTED_FORMAT: people.csv looks like a ZIP archive or an Excel workbook',
    ],
    [Uint8Array.of(0x50, 0x41, 0x52, 0x45, 1), 'UNSUPPORTED_FORMAT: people.csv looks like an encrypted Parquet file'],
    [
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0),
      'UNSUPPORTED_FORMAT: people.csv looks like a PNG picture',
    ],
    [Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'UNSUPPORTED_FORMAT: people.csv looks like a JPEG picture'],
    ['GIF89a', 'UNSUPPORTED_FORMAT: people.csv looks like a GIF picture'],
    ['SQLite format 3\0', 'UNSUPPORTED_FORMAT: people.csv looks like an SQLite database'],
    [Uint8Array.of(65, 0, 0, 66), 'UNSUPPORTED_FORMAT: people.csv looks like binary data'],
    [Uint8Array.of(0xff, 0xfe, 65, 0), 'UNSUPPORTED_FORMAT: people.csv looks like text in UTF-16; save it as UTF-8'],
    [Uint8Array.of(65, 0, 66, 0), 'UNSUPPORTED_FORMAT: people.csv looks like text in UTF-16; save it as UTF-8'],
    [Uint8Array.of(0, 65, 0, 66), 'UNSUPPORTED_FORMAT: people.csv looks like text in UTF-16; save it as UTF-8'],
    [Uint8Array.of(0xff, 0xfe, 0, 0), 'UNSUPPORTED_FORMAT: people.csv looks like text in UTF-32; save it as UTF-8'],
    [EMPTY_GROUP_FILE, 'EMPTY_INPUT: people.csv has columns and no rows'],
    [ENCRYPTED_COLUMN_FILE, 'UNSUPPORTED_FORMAT: column x of people.csv is encrypted; decrypt it first'],
  ])('refuses what it cannot sort and says what it looks like (%#)', async (content, message) => {
    await expect(inspect(content)).rejects.toThrow(message)
  })
})

describe('what sorts leave', () => {
  const plain = {
    file: 'people.csv',
    sizeBytes: 0,
    format: 'csv',
    keys: ['id', 'int64', 'desc', 'last'],
    memory: 64_000,
    page: 4096,
    fanIn: 4,
    formation: 'fill-sort-spill',
    structure: 'loser-tree',
    doubleBuffering: false,
    firstPass: 'full',
    badRows: 'stop',
  }

  it('need not be kept only when all of it is known to be saved', async () => {
    const world = createWorld()
    const file = fileOf(
      `id,name\n${Array.from({ length: 50 }, (_, i) => (i === 9 ? 'bad' : `${i},n${i}`)).join('\n')}\n`,
    )
    const fingerprint = new FileSource(file, readBlob).fingerprint()
    await world.ask('sort-file', { ...plain, fingerprint, badRows: 'skip', source: file, startedAtMs: 5, job: 'a' })
    const stageAfter = async (what: string, outcome: string): Promise<unknown> => {
      await world.ask('note-saved', { job: 'a', what, as: 'people.csv', outcome })
      const { last } = await world.ask('list-sorts', {})
      return ((last as { readonly result: unknown }).result as readonly LeftSort[])[0]?.stage
    }
    expect(await stageAfter('rejects', 'downloading')).toBe('finished')
    expect(await stageAfter('output', 'kept')).toBe('downloaded')
    expect(await stageAfter('rejects', 'kept')).toBe('saved')
    expect(await stageAfter('output', 'downloading')).toBe('saved')
    await world.ask('forget-sorts', { jobs: ['a'] })
    await world.ask('sort-file', { ...plain, fingerprint, badRows: 'skip', source: file, startedAtMs: 5, job: 'a' })
    expect(await stageAfter('output', 'kept')).toBe('rejects-left')
    expect(await stageAfter('rejects', 'kept')).toBe('saved')
  })

  it('is listed, saved and removed', async () => {
    const world = createWorld()
    const file = fileOf(`id,name\n${Array.from({ length: 5000 }, (_, i) => `${i},n${i}`).join('\n')}\n`)
    const fingerprint = new FileSource(file, readBlob).fingerprint()
    const params = { ...plain, fingerprint, source: file, startedAtMs: 5 }
    await world.ask('sort-file', { ...params, job: 'a' }, [], 20)
    await world.ask('sort-file', { ...params, job: 'b' })
    const list = async (): Promise<readonly LeftSort[]> => {
      const { last } = await world.ask('list-sorts', {})
      return (last as { readonly result: unknown }).result as readonly LeftSort[]
    }
    const left = await list()
    expect(left).toMatchObject([
      { job: 'a', stage: 'open', name: 'people.csv', fileSizeBytes: file.size, startedAtMs: 5, isBusy: false },
      { job: 'b', stage: 'finished', runs: 0, report: { records: 5000 } },
    ])
    expect(left[0]?.runs).toBeGreaterThan(0)
    expect(left[0]?.params).toEqual({ ...plain, fingerprint })

    const { last } = await world.ask('sorted-blob', { job: 'b', file: 'output' })
    const { blob } = (last as { readonly result: unknown }).result as { readonly blob: Blob }
    expect((await blob.text()).slice(0, 25)).toBe('id,name\n4999,n4999\n4998,n')

    const noted = { job: 'b', what: 'output', as: 'people.sorted.csv' }
    await world.ask('note-saved', { ...noted, outcome: 'kept' })
    expect((await list()).map(({ stage }) => stage)).toEqual(['open', 'saved'])
    const freed = await world.ask('forget-sorts', { jobs: ['a', 'b'] })
    expect(freed.last).toMatchObject({ type: 'finished', result: { freedBytes: expect.any(Number) as number } })
    expect(await list()).toEqual([])
    expect((await world.ask('sorted-blob', { job: 'b', file: 'output' })).last).toMatchObject({
      type: 'failed',
      error: { code: 'WORKSPACE_GONE' },
    })
  })
})
