import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { CliError, describeError } from './error-codes.ts'
import { NodeByteSink, NodeByteSource } from './node-files.ts'
import { partName, runsFolder } from './own-files.ts'
import { runSortCommand, SORT_HELP } from './sort-command.ts'
import type { SortSummary } from './sort-command.ts'

let folder = ''
const made: string[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lakescope-cli-'))
  made.push(folder)
})

afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true })
})

/** Runs `sort` in the folder of the test. */
async function sort(...args: string[]): Promise<{ code: number; printed: string; notes: string[] }> {
  const printed: string[] = []
  const notes: string[] = []
  const code = await runSortCommand(
    args,
    folder,
    () => false,
    (text) => printed.push(text),
    (text) => notes.push(text),
  )
  return { code, printed: printed.join('\n'), notes }
}

async function errorOf(...args: string[]): Promise<{ code: string; message: string; where: string }> {
  try {
    await sort(...args)
  } catch (error) {
    return (JSON.parse(describeError(error)) as { error: { code: string; message: string; where: string } }).error
  }
  throw new Error('nothing was thrown')
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text)
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}

describe('cli sort', () => {
  test('counts records that all fit in memory as one run, and none of an empty table', async () => {
    write('in.csv', 'id\n2\n1\n')
    const small = JSON.parse((await sort('in.csv', '--key', 'id', '--out', 'out.csv', '--json')).printed) as SortSummary
    expect(small).toMatchObject({ rows: 2, runs: 1, passes: 0, bytesSpilled: 0 })
    write('none.csv', 'id\n')
    const none = JSON.parse(
      (await sort('none.csv', '--key', 'id', '--out', 'out.csv', '--json')).printed,
    ) as SortSummary
    expect(none).toMatchObject({ rows: 0, runs: 0, passes: 0 })
  })

  test('prints what it did as one JSON object', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${(i * 7919) % 20_011},name-${i % 50},${'x'.repeat(i % 30)}`)
    write('in.csv', `id,name,note\n${rows.join('\n')}\n`)
    const { code, printed } = await sort(
      'in.csv',
      '--key',
      'name:desc,id:int64',
      '--memory',
      '131072',
      '--fan-in',
      '5',
      '--format',
      'csv',
      '--out',
      'out.csv',
      '--json',
    )
    expect(code).toBe(0)
    const summary = JSON.parse(printed) as SortSummary
    expect(summary).toMatchObject({ rows: 20_000, keyTypes: ['string', 'int64'], skippedRows: 0 })
    expect(summary.runs).toBeGreaterThan(5)
    expect(summary.passes).toBeGreaterThanOrEqual(2)
    expect(summary.bytesSpilled).toBeGreaterThan(0)
    expect(summary.peakMemoryBytes).toBeLessThanOrEqual(131_072)
    expect(summary.digestIn).toMatch(/^[0-9a-f]{16}$/)
    expect(summary.digestOut).toBe(summary.digestIn)
    const nameOf = (row: string): string => row.split(',')[1] ?? ''
    const expected = rows.toSorted((a, b) =>
      nameOf(a) === nameOf(b) ? parseInt(a) - parseInt(b) : nameOf(a) < nameOf(b) ? 1 : -1,
    )
    expect(read('out.csv') === `id,name,note\n${expected.join('\n')}\n`).toBe(true)
    expect(readdirSync(folder).sort()).toEqual(['in.csv', 'out.csv'])
  })

  test('works with the least memory that a refusal names', async () => {
    write('in.csv', `id\n${Array.from({ length: 3000 }, (_, i) => (i * 7919) % 3001).join('\n')}\n`)
    await sort('in.csv', '--key', 'id', '--out', 'out.csv', '--memory', '20612')
    const ids = read('out.csv').trim().split('\n').slice(1).map(Number)
    expect(ids).toHaveLength(3000)
    expect(ids.every((id, i) => i === 0 || id > (ids[i - 1] as number))).toBe(true)
  })

  test('says in its help that Parquet with nested columns is refused', () => {
    expect(SORT_HELP.replace(/\s+/g, ' ')).toContain('a file with a struct, a list or a map is refused')
  })

  test('takes rows that are longer than a megabyte in larger pages', async () => {
    const long = `2,${'x'.repeat(1_200_000)}`
    write('in.csv', `id,name\n3,a\n${long}\n1,b\n`)
    const asked = ['in.csv', '--key', 'id', '--out', 'out.csv', '--memory', '64M']
    await expect(sort(...asked)).rejects.toMatchObject({ code: 'RECORD_TOO_LONG', where: 'line 3' })
    await sort(...asked, '--page', '2M')
    expect(read('out.csv') === `id,name\n1,b\n${long}\n3,a\n`).toBe(true)
    await expect(sort(...asked, '--page', '512')).rejects.toMatchObject({ code: 'BAD_OPTION', where: 'page' })
  })

  test('skipped rows are kept and change the exit code', async () => {
    write('in.csv', 'a,b\n2,x\n1\n1,y\n')
    const { code, printed } = await sort('in.csv', '--key', 'a', '--out', 'out.csv', '--bad-rows', 'skip', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(printed)).toMatchObject({ rows: 2, skippedRows: 1 })
    expect(read('out.csv')).toBe('a,b\n1,y\n2,x\n')
    expect(read('out.csv.rejects')).toBe('1\n')
  })

  test('skipped rows of an earlier sort do not outlive one that skips none', async () => {
    write('in.csv', 'a,b\n2,x\n1\n1,y\n')
    mkdirSync(join(folder, 'kept'))
    symlinkSync('kept/rows', join(folder, 'link'))
    const skip = ['in.csv', '--key', 'a', '--out', 'out.csv', '--bad-rows', 'skip']
    await sort(...skip)
    await sort(...skip, '--rejects', 'link')
    write('in.csv', 'a,b\n2,x\n1,y\n')
    await sort('in.csv', '--key', 'a', '--out', 'out.csv')
    expect(read('out.csv.rejects')).toBe('1\n')
    expect((await sort(...skip)).code).toBe(0)
    expect((await sort(...skip, '--rejects', 'link')).code).toBe(0)
    expect((await sort(...skip, '--rejects', 'kept')).code).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(['in.csv', 'kept', 'link', 'out.csv'])
    expect(readdirSync(join(folder, 'kept'))).toEqual([])
  })

  test('a skipped row is left out whole, however long it is', async () => {
    const article = `2,"${'a line of it\n'.repeat(100_000)}"`
    write('in.csv', `id,text\n3,x\n${article}\n1,y\n1\n`)
    const { code, printed } = await sort('in.csv', '--key', 'id', '--out', 'out.csv', '--bad-rows', 'skip', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(printed)).toMatchObject({ rows: 2, keyTypes: ['int64'], skippedRows: 2 })
    expect(read('out.csv')).toBe('id,text\n1,y\n3,x\n')
    expect(read('out.csv.rejects') === `${article}\n1\n`).toBe(true)
  })

  test('a file of another format than its name says is told as what it is', async () => {
    const told = async (bytes: Uint8Array | string): Promise<string> => {
      writeFileSync(join(folder, 'in.csv'), bytes)
      const { code, message } = await errorOf('in.csv', '--key', 'a', '--out', 'out.csv')
      return `${code} ${message}`
    }
    expect(await told(gzipSync('a,b\n1,2\n'))).toContain('UNSUPPORTED_FORMAT in.csv looks like a gzip file')
    expect(await told(Uint8Array.of(0x50, 0x4b, 3, 4, 0))).toContain(
      'UNSUPPORTED_FORMAT in.csv looks like a ZIP archive',
    )
    const parquet = parquetWriteBuffer({ columnData: [{ name: 'a', data: [1], type: 'INT32' }] })
    expect(await told(new Uint8Array(parquet))).toBe('UNSUPPORTED_FORMAT in.csv looks like a Parquet file, not csv')
    for (const name of ['PARENT', 'PAR1', 'ORC', 'BZh', 'ARROW1']) {
      write('in.csv', `${name},b\n2,x\n1,y\n`)
      await sort('in.csv', '--key', name, '--out', 'out.csv')
      expect(read('out.csv')).toBe(`${name},b\n1,y\n2,x\n`)
    }
  })

  test('a limit, and words for people', async () => {
    write('in.ndjson', '{"n":3}\n{"n":1}\n{"n":2}\n')
    const { printed } = await sort('in.ndjson', '--key', 'n', '--out', 'out.ndjson', '--limit', '2')
    expect(read('out.ndjson')).toBe('{"n":1}\n{"n":2}\n')
    expect(printed).toContain('2 rows sorted into')
    const first = await sort('in.ndjson', '--key', 'n', '--out', 'out.ndjson', '--limit', '1')
    expect(first.printed).toMatch(/^1 row sorted into/)
  })

  test('a file may be sorted into itself; it is closed before it is replaced', async () => {
    write('in.csv', 'a\n2\n1\n')
    const close = vi.spyOn(NodeByteSource.prototype, 'close')
    const publish = vi.spyOn(NodeByteSink.prototype, 'publish')
    await sort('in.csv', '--key', 'a', '--out', 'in.csv')
    expect(close.mock.invocationCallOrder[0]).toBeLessThan(publish.mock.invocationCallOrder[0] ?? 0)
    vi.restoreAllMocks()
    expect(read('in.csv')).toBe('a\n1\n2\n')
  })

  test('two sorts into one file do not touch each other: the one that ends last is there, whole', async () => {
    const idsOf = (from: number): string =>
      Array.from({ length: 60_000 }, (_, i) => `${from + ((i * 7) % 60_000)}`).join('\n')
    write('a.csv', `n\n${idsOf(0)}\n`)
    write('b.csv', `n\n${idsOf(200_000)}\n9\n`)
    // Two in one process: each needs a folder for its runs.
    const begin = (input: string, temp: string): ReturnType<typeof sort> => {
      mkdirSync(join(folder, temp))
      return sort(input, '--key', 'n', '--out', 'out.csv', '--temp', temp, '--json')
    }
    const [first, second] = [begin('a.csv', 'temp-a'), begin('b.csv', 'temp-b')]
    const rowsOf = async (sorted: typeof first): Promise<number> => {
      const { code, printed } = await sorted
      expect(code).toBe(0)
      return (JSON.parse(printed) as SortSummary).rows
    }
    expect([await rowsOf(first), await rowsOf(second)]).toEqual([60_000, 60_001])
    const lines = read('out.csv').split('\n')
    expect([lines.length, lines[1]]).toEqual(lines[1] === '0' ? [60_002, '0'] : [60_003, '9'])
    expect(readdirSync(folder).sort()).toEqual(['a.csv', 'b.csv', 'out.csv', 'temp-a', 'temp-b'])
  })

  test('a file that is there keeps its rights, and a link stays a link', async () => {
    write('in.csv', 'a\n2\n1\n')
    chmodSync(join(folder, 'in.csv'), 0o640)
    mkdirSync(join(folder, 'deep'))
    write('deep/private.csv', 'old')
    chmodSync(join(folder, 'deep/private.csv'), 0o600)
    symlinkSync('deep/private.csv', join(folder, 'link.csv'))
    symlinkSync('deep/new.csv', join(folder, 'dangling.csv'))
    for (const out of ['link.csv', 'dangling.csv', 'in.csv']) await sort('in.csv', '--key', 'a', '--out', out)
    const rightsOf = (name: string): number => statSync(join(folder, name)).mode & 0o777
    expect(rightsOf('in.csv')).toBe(0o640)
    expect(rightsOf('deep/private.csv')).toBe(0o600)
    for (const name of ['link.csv', 'dangling.csv']) expect(lstatSync(join(folder, name)).isSymbolicLink()).toBe(true)
    for (const name of ['in.csv', 'deep/private.csv', 'deep/new.csv']) expect(read(name)).toBe('a\n1\n2\n')
    expect(readdirSync(join(folder, 'deep')).sort()).toEqual(['new.csv', 'private.csv'])
  })

  test('files that would overwrite each other are refused', async () => {
    const text = 'a,b\n2,x\n1\n1,y\n'
    write('in.csv', text)
    const refuse = async (...args: string[]): Promise<void> => {
      const told = await errorOf(...args, '--key', 'a', '--bad-rows', 'skip', '--format', 'csv')
      expect(told.code).toBe('USAGE')
    }
    await refuse('in.csv', '--out', 'out.csv', '--rejects', './out.csv')
    await refuse('in.csv', '--out', 'out.csv', '--rejects', 'in.csv')
    symlinkSync('nothing.csv', join(folder, 'dangling.csv'))
    await refuse('in.csv', '--out', 'dangling.csv', '--rejects', 'nothing.csv')
    symlinkSync(join(folder, 'in.csv'), join(folder, 'same.csv'))
    await refuse('in.csv', '--out', 'out.csv', '--rejects', 'same.csv')
    expect(read('in.csv')).toBe(text)
    expect(readdirSync(folder).sort()).toEqual(['dangling.csv', 'in.csv', 'same.csv'])
  })

  test('a file takes the place of another when it is published, not when it is closed', () => {
    write('in.csv', 'old')
    const source = new NodeByteSource(join(folder, 'in.csv'), 'in.csv')
    const sink = new NodeByteSink(join(folder, 'in.csv'), 'in.csv')
    sink.write(Buffer.from('new'))
    sink.close()
    expect(read('in.csv')).toBe('old')
    source.close()
    source.close()
    sink.publish()
    sink.discard()
    expect(read('in.csv')).toBe('new')
    expect(readdirSync(folder)).toEqual(['in.csv'])
  })

  test('what is wrong is told with a code, and nothing is left behind', async () => {
    write('in.csv', 'a,b\n2,x\n1\n')
    write('empty.csv', '')
    expect(await errorOf('in.csv', '--key', 'a', '--out', 'out.csv')).toEqual({
      code: 'RAGGED_ROW',
      message: 'line 3: 1 field; the header has 2',
      where: 'line 3',
    })
    expect((await errorOf('in.csv', '--key', 'z', '--out', 'out.csv')).code).toBe('NO_SUCH_COLUMN')
    expect(await errorOf('none.csv', '--key', 'a', '--out', 'out.csv')).toMatchObject({
      code: 'NOT_FOUND',
      message: 'none.csv is not there',
    })
    expect(await errorOf('in.csv', '--key', 'a', '--out', 'no/folder/out.csv')).toMatchObject({
      code: 'WRITE_FAILED',
      message: 'the folder that out.csv is to be written to is not there',
    })
    expect(await errorOf('in.csv', '--key', 'a', '--out', 'out.parquet')).toMatchObject({
      code: 'USAGE',
      where: '--out',
    })
    expect(await errorOf('in.csv', '--key', 'a', '--out', '.')).toMatchObject({ code: 'USAGE', where: '--out' })
    expect((await errorOf('empty.csv', '--key', 'a', '--out', 'out.csv')).code).toBe('EMPTY_INPUT')
    expect((await errorOf('in.csv', '--key', 'a', '--out', 'none/out.csv')).code).toBe('WRITE_FAILED')
    for (const [temp, reason] of [
      ['none', 'there is no such folder'],
      ['empty.csv', 'a part of its path is no folder'],
    ] as const) {
      const { code, message } = await errorOf('in.csv', '--key', 'a', '--out', 'out.csv', '--temp', temp)
      expect(code).toBe('WRITE_FAILED')
      expect(message).toBe(`${join(folder, temp)} cannot be written: ${reason}`)
    }
    for (const memory of ['20000', '1', '0']) {
      expect(await errorOf('in.csv', '--key', 'a', '--out', 'out.csv', '--memory', memory)).toEqual({
        code: 'MEMORY_TOO_SMALL',
        message: `merging 2 runs takes at least 20,612 bytes of memory, not ${Number(memory).toLocaleString('en-US')}`,
        where: 'memory',
      })
    }
    expect(await errorOf('in.csv', '--key', 'a', '--out', '/dev/null')).toMatchObject({ code: 'USAGE', where: '--out' })
    expect((await errorOf('in.csv', '--key', 'a', '--out', 'out.csv', '--memory', 'much')).code).toBe('USAGE')
    expect((await errorOf('in.csv', '--key', 'a', '--out', 'out.csv', '--format', 'xml')).code).toBe('USAGE')
    expect((await errorOf('in.csv', '--out', 'out.csv')).code).toBe('USAGE')
    expect((await errorOf('in.csv', '--key', 'a', '--out', 'out.csv', '--no-such')).code).toBe('USAGE')
    expect(readdirSync(folder).sort()).toEqual(['empty.csv', 'in.csv'])
  })

  test('a number that no sort can run with is refused before the file is read', async () => {
    write('in.csv', 'a,b\n2,x\n1,y\n')
    const asked = ['in.csv', '--key', 'a', '--out', 'out.csv']
    // Without a type of the key, the column is read with these numbers before it is sorted.
    for (const page of ['0', '1', '1023', '1G']) {
      expect(await errorOf(...asked, '--page', page)).toMatchObject({ code: 'BAD_OPTION', where: 'page' })
    }
    for (const fanIn of ['0', '1', '4097']) {
      expect(await errorOf(...asked, '--fan-in', fanIn)).toMatchObject({ code: 'BAD_OPTION', where: 'fanIn' })
    }
    for (const limit of ['0', '2147483648', '9'.repeat(30)]) {
      expect(await errorOf(...asked, '--limit', limit)).toEqual({
        code: 'BAD_OPTION',
        message: 'a limit is 1 to 2,147,483,647 records',
        where: 'limit',
      })
    }
    expect(await errorOf(...asked, '--memory', '9G')).toMatchObject({ code: 'BAD_OPTION', where: 'memory' })
    expect((await sort(...asked, '--limit', '1000000000')).code).toBe(0)
  })

  test('an option is given once, with a value; what Node says of it is said in words', async () => {
    write('in.csv', 'a,b\n2,x\n1,y\n')
    const asked = ['in.csv', '--key', 'a', '--out', 'out.csv']
    expect(await errorOf(...asked, '--key', 'b')).toEqual({
      code: 'BAD_OPTION',
      message: '--key is given twice; name all key columns in one, most significant first: --key a,b',
      where: '--key',
    })
    expect(await errorOf(...asked, '--out', 'other.csv')).toMatchObject({ code: 'BAD_OPTION', where: '--out' })
    expect(await errorOf(...asked, '--memory', '-5')).toEqual({
      code: 'USAGE',
      message: '--memory needs a value; one that begins with a dash is written --memory=-…',
      where: '--memory',
    })
    expect(await errorOf(...asked, '--page')).toMatchObject({ code: 'USAGE', where: '--page' })
    expect(await errorOf(...asked, '--pages', '3')).toMatchObject({
      message: 'there is no option --pages; --help lists them',
      where: '--pages',
    })
    expect(await errorOf(...asked, '--json=1')).toMatchObject({ message: '--json takes no value', where: '--json' })
    expect(await errorOf('in.csv', '--key', 'a', '--out', '-')).toEqual({
      code: 'USAGE',
      message: '--out names a file, not stdout; a file of that name is ./-',
      where: '--out',
    })
    expect(await errorOf(...asked, '--rejects', '-')).toMatchObject({ code: 'USAGE', where: '--rejects' })
    expect(readdirSync(folder)).toEqual(['in.csv'])
  })

  test('numbers that float64 does not tell apart are told of, once there is a result', async () => {
    const noteOf = async (name: string, text: string, key: string): Promise<readonly string[]> => {
      write(name, text)
      return (await sort(name, '--key', key, '--out', 'out.csv', '--json')).notes
    }
    const told = [
      '"n" has numbers beyond 2⁵³. As float64, close ones are equal; decimal compares all digits (--key COL:decimal)',
    ]
    expect(await noteOf('huge.csv', 'n,m\n9223372036854780620,1\n9223372036854779831,2\n', 'n,m')).toEqual(told)
    expect(await noteOf('half.csv', 'n\n9007199254740993\n0.5\n', 'n')).toEqual(told)
    expect(await noteOf('dec.csv', 'n\n12345678901234567890.123\n12345678901234567890.122\n', 'n')).toEqual(told)
    // int64 holds all of them, and whoever names a type knows it.
    expect(await noteOf('int.csv', 'n\n9007199254740993\n9007199254740992\n', 'n')).toEqual([])
    expect(await noteOf('half.csv', 'n\n9007199254740993\n0.5\n', 'n:float64')).toEqual([])
    expect(await noteOf('small.csv', 'n\n0000000000000012.5\n9007199254740991\n', 'n')).toEqual([])
    expect(await noteOf('half.csv', 'n\n9007199254740993\n9007199254740992.5\n', 'n:decimal')).toEqual([])
    expect(read('out.csv')).toBe('n\n9007199254740992.5\n9007199254740993\n')
  })

  test('a file that begins with an empty line is refused with that, not with a column that is not there', async () => {
    for (const [name, text] of [
      ['lf.csv', '\na,b\n1,2\n'],
      ['crlf.csv', '\r\na,b\r\n1,2\r\n'],
      ['mark.csv', '\uFEFF\na,b\n1,2\n'],
    ] as const) {
      write(name, text)
      expect(await errorOf(name, '--key', 'a', '--out', 'out.csv')).toEqual({
        code: 'UNDECODABLE_ROW',
        message: `the first line of ${name} is empty, and the names of the columns are expected there; take it out`,
        where: 'line 1',
      })
    }
    write('index.csv', ',a\n1,x\n0,y\n')
    expect((await sort('index.csv', '--key', '""', '--out', 'out.csv')).code).toBe(0)
    expect(read('out.csv')).toBe(',a\n0,y\n1,x\n')
  })

  test('a file in another encoding is told of with what to do', async () => {
    const latin = (text: string): void => writeFileSync(join(folder, 'in.csv'), Buffer.from(text, 'latin1'))
    latin('id,city\n1,Bergen\n2,Zürich\n')
    expect(await errorOf('in.csv', '--key', 'id', '--out', 'out.csv')).toMatchObject({
      code: 'UNDECODABLE_ROW',
      message: 'line 3: not valid UTF-8; save the file as UTF-8',
    })
    latin('id,größe\n1,2\n')
    expect((await errorOf('in.csv', '--key', 'id', '--out', 'out.csv')).message).toBe(
      'the first row is not valid UTF-8; save the file as UTF-8',
    )
  })

  test('a stopped sort leaves nothing behind; neither does a process that died', async () => {
    write('in.csv', `a\n${Array.from({ length: 400_000 }, (_, i) => String((i * 7919) % 400_009)).join('\n')}\n`)
    const own = runsFolder()
    const machine = own.replace(/^\.lakescope-runs-|-\d+-\d+$/g, '')
    const live = [
      runsFolder({ machine, pid: process.ppid, startedMs: 1 }),
      // Runs of another machine that shares the folder may be in use: its numbers of processes are its own.
      runsFolder({ machine: `${machine}-2`, pid: 999_999_999, startedMs: 1 }),
    ]
    const dead = [
      runsFolder({ machine, pid: 999_999_999, startedMs: 1 }),
      // The number was used before: every container begins to count again.
      runsFolder({ machine, pid: process.pid, startedMs: 1 }),
    ]
    const owner = { machine, pid: 999_999_999, startedMs: 1 }
    const livePart = partName({ ...owner, pid: process.ppid })
    for (const name of [...live, ...dead]) mkdirSync(join(folder, name))
    for (const name of [livePart, partName(owner)]) write(name, 'a\n1\n')
    const stopped = runSortCommand(
      ['in.csv', '--key', 'a', '--out', 'out.csv', '--memory', '262144'],
      folder,
      () => true,
      () => undefined,
      () => undefined,
    )
    await expect(stopped).rejects.toBeInstanceOf(CliError)
    expect(readdirSync(folder).sort()).toEqual([...live, livePart, 'in.csv'].sort())
  })
})

describe('Parquet', () => {
  const bytesOf = (columnData: Parameters<typeof parquetWriteBuffer>[0]['columnData']): Uint8Array =>
    new Uint8Array(parquetWriteBuffer({ columnData }))
  const zeros = Array.from({ length: 60 }, (_, i) => [0, -0, 1.5][i % 3] as number)

  test('the written file has the values of the input, signs of zeros included', async () => {
    writeFileSync(join(folder, 'in.parquet'), bytesOf([{ name: 'f', data: zeros, type: 'DOUBLE', encoding: 'PLAIN' }]))
    const { printed } = await sort('in.parquet', '--key', 'f', '--out', 'out.parquet', '--json')
    const summary = JSON.parse(printed) as SortSummary
    expect(summary.digestOut).toBe(summary.digestIn)
    const rows = await parquetReadObjects({ file: new Uint8Array(readFileSync(join(folder, 'out.parquet'))).buffer })
    // 0 and -0 are equal keys, so that they keep their order.
    expect(rows.map((row) => row['f'] as number)).toEqual([
      ...zeros.filter((f) => f === 0),
      ...zeros.filter((f) => f > 0),
    ])
  })

  test('a file that is not what was written is not given its name', async () => {
    writeFileSync(join(folder, 'in.parquet'), bytesOf([{ name: 'f', data: zeros, type: 'DOUBLE' }]))
    const open = vi.spyOn(NodeByteSink.prototype, 'openWritten')
    const other = join(folder, 'other.parquet')
    writeFileSync(other, bytesOf([{ name: 'f', data: zeros.toSorted().with(0, 9), type: 'DOUBLE' }]))
    open.mockImplementation(() => new NodeByteSource(other, 'out.parquet'))
    const told = await errorOf('in.parquet', '--key', 'f', '--out', 'out.parquet')
    writeFileSync(other, 'PAR1 and no more')
    const cut = await errorOf('in.parquet', '--key', 'f', '--out', 'out.parquet')
    vi.restoreAllMocks()
    for (const { code, where } of [told, cut]) expect([code, where]).toEqual(['OUTPUT_NOT_VERIFIED', 'out.parquet'])
    expect(readdirSync(folder).sort()).toEqual(['in.parquet', 'other.parquet'])
  })
})
