import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ENGINE_VERSION } from '../engine/version.ts'
import { countUnlessWhole, leaveOutUnlessWhole } from '../../scripts/draw.ts'
import type { SortSummary } from './sort-command.ts'

/**
 * Column a of int64 as pyarrow 26 writes it in Brotli: 1, null, 3, 2, null. In its page, of version 1, the values stand
 * behind six bytes of levels.
 */
const BROTLI_FILE = Buffer.from(
  [
    'UEFSMRUAFTwVJiwVChUAFQYVBhwAAAAbHQAABG7AxC4baISXQqQJ9KFOFQQZLDUAGAZzY2hlbWEVAgAVBCUCGAFhABYKGRwZHCYA',
    'HBUEGSUABhkYAWEVCBYKFmIWTCYISRwVABUAFQIAPCkGGSYEBgAAABZiFgomCBZMACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lv',
    'biAyNi4wLjEZHBwAAAB6AAAAUEFSMQ==',
  ].join(''),
  'base64',
)

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lakescope-cli-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('cli sort in a process of its own', () => {
  const cli = join(import.meta.dirname, '../../scripts/cli.mjs')

  function run(...args: string[]): SortSummary {
    return JSON.parse(
      execFileSync(process.execPath, [cli, 'sort', ...args, '--json'], { cwd: folder, encoding: 'utf8' }),
    ) as SortSummary
  }

  /** Sorts by `id`; neither what is accounted for nor the process may be larger than it is allowed. */
  function expectInLimit(input: string, output: string, count: number, memory: number): void {
    const summary = run(input, '--key', 'id', '--memory', String(memory), '--out', output)
    expect(summary.rows).toBe(count)
    expect(summary.peakMemoryBytes).toBeLessThanOrEqual(memory)
    expect(summary.rssBytes).toBeLessThanOrEqual(memory + 96e6)
  }

  test('stays within its memory and 96 MB', () => {
    const row = (i: number): string => `${(i * 7_919_999) % 1_000_003},${'payload '.repeat(9)}${i}`
    const count = countUnlessWhole(850_000, 1 / 6)
    const rows = Array.from({ length: count }, (_, i) => row(i))
    writeFileSync(join(folder, 'in.csv'), `id,text\n${rows.join('\n')}\n`)
    const memory = 8 << 20
    expectInLimit('in.csv', 'out.csv', count, memory)
  }, 120_000)

  test('has more runs than a process may have files open', () => {
    const count = 60_000
    const rows = Array.from({ length: count }, (_, i) => `${(i * 7919) % count}`)
    writeFileSync(join(folder, 'in.csv'), `id\n${rows.join('\n')}\n`)
    const command = `ulimit -n 80 && exec "$0" "$@"`
    const sort = [cli, 'sort', 'in.csv', '--key', 'id', '--memory', '32K', '--page', '1K', '--out', 'out.csv', '--json']
    const told = execFileSync('sh', ['-c', command, process.execPath, ...sort], { cwd: folder, encoding: 'utf8' })
    const summary = JSON.parse(told) as SortSummary
    expect(summary.runs).toBeGreaterThan(80)
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe(`id\n${rows.map((_, i) => `${i}\n`).join('')}`)
  }, 60_000)

  type Columns = Parameters<typeof parquetWriteBuffer>[0]['columnData']
  const text = (length: number, write: (i: number) => string): Columns[number] => ({
    name: 's',
    data: Array.from({ length }, (_, i) => write((i * 7_919_999) % 1_000_003)),
    type: 'STRING',
  })
  interface Shape {
    readonly name: string
    readonly memory: number
    readonly rowGroupSize: number
    readonly isOnlyInWhole: boolean
    readonly columns: (ids: readonly number[]) => Columns
  }
  const SHAPES: readonly Shape[] = [
    {
      name: 'text and integers in one row group',
      memory: 64 << 20,
      rowGroupSize: 1_000_000,
      isOnlyInWhole: false,
      columns: ({ length }) => [text(length, (i) => `v${i}`)],
    },
    {
      name: 'small row groups',
      memory: 48 << 20,
      rowGroupSize: 5000,
      isOnlyInWhole: true,
      columns: (ids) => [
        { name: 'share', data: ids.map((id) => id / 7), type: 'DOUBLE' },
        text(ids.length, (i) => `name-${i % 5000}`),
      ],
    },
    {
      name: 'very short texts, without a dictionary',
      memory: 24 << 20,
      rowGroupSize: 100_000,
      isOnlyInWhole: true,
      columns: ({ length }) =>
        ['s', 't', 'u'].map((name) => ({ ...text(length, (i) => `${i % 10}`), name, encoding: 'PLAIN' })),
    },
    {
      name: 'texts that share their fronts',
      memory: 16 << 20,
      rowGroupSize: 1_000_000,
      isOnlyInWhole: true,
      columns: ({ length }) => [
        { ...text(length, (i) => `a long front that all of these texts have ${i}`), encoding: 'DELTA_BYTE_ARRAY' },
      ],
    },
  ]
  test.each(leaveOutUnlessWhole(SHAPES, ({ isOnlyInWhole }) => isOnlyInWhole))(
    'stays within its memory and 96 MB with Parquet of $name',
    ({ memory, rowGroupSize, columns }) => {
      const count = countUnlessWhole(1_000_000)
      const ids = Array.from({ length: count }, (_, i) => (i * 7_919_999) % 1_000_003)
      const columnData: Columns = [{ name: 'id', data: ids, type: 'INT32' }, ...columns(ids)]
      writeFileSync(join(folder, 'in.parquet'), new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize })))
      expectInLimit('in.parquet', 'out.parquet', count, memory)
    },
    120_000,
  )

  test('stays within its memory and 96 MB with Parquet of many small pages of Brotli', () => {
    const count = 6000
    const ids = Array.from({ length: count }, (_, i) => (i * 7919) % 60_013)
    const columnData: Columns = [{ name: 'id', data: ids, type: 'INT32' }, text(count, String)]
    const options = { columnData, rowGroupSize: 100, codec: 'BROTLI', compressors: { BROTLI: brotliCompressSync } }
    writeFileSync(join(folder, 'in.parquet'), new Uint8Array(parquetWriteBuffer(options as never)))
    expectInLimit('in.parquet', 'out.parquet', count, 3 << 20)
  }, 60_000)

  test('reads Brotli whose numbers begin in the middle of a word', () => {
    writeFileSync(join(folder, 'in.parquet'), BROTLI_FILE)
    const { rows, keyTypes } = run('in.parquet', '--key', 'a', '--out', 'out.parquet')
    expect({ rows, keyTypes }).toEqual({ rows: 5, keyTypes: ['int64'] })
  }, 60_000)

  const MANY = leaveOutUnlessWhole([150], () => true)
  test.each(MANY)(
    'stays within its memory and 96 MB with Parquet of %i columns',
    (length) => {
      const columnData: Parameters<typeof parquetWriteBuffer>[0]['columnData'] = Array.from({ length }, (_, c) => ({
        name: c === 0 ? 'id' : `c${c}`,
        data: Array.from({ length: 20_000 }, (_, i) => BigInt((i * 7_919_999 + c * 104_729) % 1_000_003)),
        type: 'INT64',
      }))
      const bytes = new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 20_000 }))
      writeFileSync(join(folder, 'in.parquet'), bytes)
      expectInLimit('in.parquet', 'out.parquet', 20_000, 48 << 20)
    },
    120_000,
  )

  test.runIf(existsSync('/proc/self/status'))(
    'tells the memory of its own process, not of the one that began it',
    () => {
      writeFileSync(join(folder, 'in.csv'), 'a\n2\n1\n')
      const held = Buffer.alloc(400 << 20, 1)
      const { rssBytes } = run('in.csv', '--key', 'a', '--out', 'out.csv')
      expect(held.length).toBeGreaterThan(rssBytes)
      expect(rssBytes).toBeGreaterThan(20 << 20)
    },
    60_000,
  )

  test('ends with 2 and one JSON object on stderr', () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [cli, 'sort', 'x.csv'], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(JSON.parse(stderr)).toEqual({
      error: { code: 'USAGE', message: expect.any(String) as string, where: '--key' },
    })
  }, 60_000)

  // Only Linux has a device that is always full.
  test.runIf(existsSync('/dev/full'))(
    'says so when its result cannot be printed',
    () => {
      writeFileSync(join(folder, 'in.csv'), 'a\n2\n1\n')
      const full = openSync('/dev/full', 'w')
      const args = [cli, 'sort', 'in.csv', '--key', 'a', '--out', 'out.csv', '--json']
      const { status, stderr } = spawnSync(process.execPath, args, {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', full, 'pipe'],
      })
      closeSync(full)
      expect(status).toBe(2)
      expect(JSON.parse(stderr)).toEqual({
        error: { code: 'QUOTA_EXCEEDED', message: 'no space left for stdout', where: 'stdout' },
      })
    },
    60_000,
  )

  test('tells its version, and with -h every code that it may end with', () => {
    const told = (...args: string[]): string => execFileSync(process.execPath, [cli, ...args], { encoding: 'utf8' })
    expect(told('--version')).toBe(`lakescope ${ENGINE_VERSION}\n`)
    const help = told('sort', '-h')
    expect(help).toBe(told('--help'))
    const codes = [...readFileSync(cli, 'utf8').matchAll(/'([A-Z]+_[A-Z_]+)'/g)].map(([, code]) => code)
    expect(codes).toEqual(expect.arrayContaining(['DEPENDENCIES_MISSING', 'BUNDLE_FAILED']))
    for (const code of codes.filter((code) => code !== 'INIT_CWD')) expect(help).toContain(`\n  ${code} `)
  }, 60_000)
})
