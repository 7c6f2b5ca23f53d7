import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { SortSummary } from '../src/cli/sort-command.ts'
import { HEADER, hasSameBytes, writeRows } from './sort-rows.ts'
import { percentile, printTable, type BenchRow } from './table.ts'

/**
 * `cli sort` of a CSV file against GNU sort, both with 64 MB and on the same disk, taking turns. GNU sort gets the rows
 * without the header, one thread, the C locale and `-s`: both are stable, so both must write the same bytes. The time is
 * that of the whole process, its start included.
 *
 * LAKESCOPE_BENCH_MB: size of the file (default 1000). LAKESCOPE_BENCH_TURNS: how often each has its turn (default 3).
 */

const MEGABYTES = Number(process.env['LAKESCOPE_BENCH_MB'] ?? 1000)
const TURNS = Number(process.env['LAKESCOPE_BENCH_TURNS'] ?? 3)
const MEMORY = 64 * 2 ** 20
const RSS_LIMIT = MEMORY + 96 * 2 ** 20
const AIM = 1.3

interface Files {
  readonly folder: string
  readonly input: string
  readonly body: string
  readonly output: string
  readonly expected: string
}

interface KeyKind {
  readonly name: string
  readonly ours: string
  readonly gnu: string
}

const KEYS: readonly KeyKind[] = [
  { name: 'one int64 key', ours: 'amount:int64', gnu: '-k2,2n' },
  { name: 'one string key', ours: 'name:string', gnu: '-k3,3' },
]

function secondsOf(command: string, args: readonly string[], env: NodeJS.ProcessEnv): { seconds: number; out: string } {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, ...env } })
  const seconds = (performance.now() - start) / 1000
  if (status !== 0) throw new Error(`${command}: ${stderr}`)
  return { seconds, out: stdout }
}

function sortOurs(files: Files, key: KeyKind): { seconds: number; summary: SortSummary } {
  const options = ['--key', key.ours, '--memory', '64M', '--out', files.output, '--json']
  // Whoever writes over a file of the last turn pays for freeing it.
  rmSync(files.output, { force: true })
  const { seconds, out } = secondsOf(process.execPath, ['scripts/cli.mjs', 'sort', files.input, ...options], {})
  return { seconds, summary: JSON.parse(out) as SortSummary }
}

function sortGnu(files: Files, key: KeyKind): number {
  const options = ['-s', '-t,', key.gnu, '-S', '64M', '--parallel=1', '-T', files.folder, '-o', files.expected]
  rmSync(files.expected, { force: true })
  return secondsOf('sort', [...options, files.body], { LC_ALL: 'C' }).seconds
}

function measure(files: Files, key: KeyKind, rows: number): BenchRow[] {
  const ratios: number[] = []
  const ours: number[] = []
  const gnu: number[] = []
  let summary: SortSummary | undefined
  for (let turn = 0; turn < TURNS; turn++) {
    const theirs = sortGnu(files, key)
    const run = sortOurs(files, key)
    summary = run.summary
    if (summary.rows !== rows || summary.digestIn !== summary.digestOut) throw new Error('rows are missing')
    if (!hasSameBytes(files.output, HEADER.length + 1, files.expected)) throw new Error('the two orders differ')
    ours.push(run.seconds)
    gnu.push(theirs)
    ratios.push(run.seconds / theirs)
  }
  if (summary === undefined) return []
  const ratio = percentile(ratios, 0.5)
  const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`
  return [
    {
      what: `cli sort, ${key.name}, ${MEGABYTES} MB, ${summary.runs} runs`,
      measured: `${ratio.toFixed(2)}× (median of ${TURNS}, ${range}); ${Math.min(...ours).toFixed(1)} s`,
      against: `GNU sort ${Math.min(...gnu).toFixed(1)} s`,
      aim: `≤ ${AIM}×`,
      reached: ratio <= AIM,
    },
    {
      what: `resident size, ${key.name}`,
      measured: `${megabytes(summary.rssBytes)}; buffers ${megabytes(summary.peakMemoryBytes)}`,
      against: '–',
      aim: '≤ 64 MiB + 96 MiB, buffers ≤ 64 MiB',
      reached: summary.rssBytes <= RSS_LIMIT && summary.peakMemoryBytes <= MEMORY,
    },
  ]
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}

function hasGnuSort(): boolean {
  const { stdout } = spawnSync('sort', ['--version'], { encoding: 'utf8' })
  return stdout.includes('GNU')
}

if (hasGnuSort()) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lakescope-bench-'))
  try {
    const place = (name: string): string => path.join(folder, name)
    mkdirSync(place('out'))
    const files: Files = {
      folder,
      input: place('rows.csv'),
      body: place('rows.txt'),
      output: place('out/rows.csv'),
      expected: place('sorted.txt'),
    }
    const rows = writeRows(files.input, files.body, MEGABYTES * 1e6)
    // Makes the bundle of the command line, if it is not there.
    spawnSync(process.execPath, ['scripts/cli.mjs', '--help'])
    printTable(KEYS.flatMap((key) => measure(files, key, rows)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
} else {
  console.log('There is no GNU sort on this machine: nothing to compare with.')
}
