import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { NodeObjectStore } from '../src/cli/node-object-store.ts'
import { planScan } from '../src/engine/delta/plan-scan.ts'
import { loadSnapshot } from '../src/engine/delta/snapshot.ts'
import type { Snapshot } from '../src/engine/delta/snapshot.ts'
import { createCondition } from '../src/engine/delta/sql-condition.ts'
import { createLayout } from '../src/engine/delta/table-layout.ts'
import { updateSnapshot } from '../src/engine/delta/update-snapshot.ts'
import { parseExpressionText } from '../src/engine/sql/parse-expression-text.ts'
import { writeCheckpointed, writeCommits } from './delta-tables.ts'
import { findPython, openWithDeltalake, parseOpened, run } from './deltalake.ts'
import type { Opened } from './deltalake.ts'
import { percentile, printTable, timeOf, type BenchRow } from './table.ts'

/**
 * Opening logs of Delta tables against Python's deltalake (delta-rs), each in a process of its own, taking turns; the start
 * of the process does not count, but nothing of it is warm. Then what a table that is open costs: going to the version
 * before or behind, planning a scan, memory.
 *
 * LAKESCOPE_PYTHON: a Python with deltalake (one is installed in .cache otherwise). LAKESCOPE_BENCH_TURNS: how often each has
 * its turn (default 5).
 */

const TURNS = Number(process.env['LAKESCOPE_BENCH_TURNS'] ?? 5)
const COMMITS = 10_000
const FILES = 300_000
const PLANNED_FILES = 100_000
const STEPS = 400
const TRAVEL_AIM_MS = 5
const PLAN_AIM_MS = 50
const BYTES_AIM = 300

async function openOnce(folder: string): Promise<void> {
  const start = performance.now()
  const { files, version } = await loadSnapshot(new NodeObjectStore(folder))
  let count = 0
  for (const file of files) if (file.path !== '') count++
  console.log(performance.now() - start, count, version)
}

function openOurs(folder: string): Opened {
  const out = run(process.execPath, [process.argv[1] as string, '--open', folder])
  if (out === undefined) throw new Error(`${folder} cannot be opened`)
  return parseOpened(out)
}

/** Medians of turns, and of the ratios of turns. */
function compareOpening(what: string, folder: string, python: string | undefined, most: number): BenchRow {
  const ours: number[] = []
  const theirs: number[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    const mine = openOurs(folder)
    ours.push(mine.ms)
    if (python === undefined) continue
    const other = openWithDeltalake(python, folder)
    if (other.files !== mine.files || other.version !== mine.version) throw new Error('the two read different tables')
    theirs.push(other.ms)
  }
  const ratios = theirs.map((ms, i) => (ours[i] as number) / ms)
  const ratio = percentile(ratios, 0.5)
  const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`
  const isCompared = theirs.length > 0
  return {
    what,
    measured: `${isCompared ? `${ratio.toFixed(2)}× (${range}), ` : ''}${percentile(ours, 0.5).toFixed(0)} ms`,
    against: isCompared ? `deltalake ${percentile(theirs, 0.5).toFixed(0)} ms` : '–',
    aim: `≤ ${most}×`,
    reached: isCompared ? ratio <= most : undefined,
  }
}

/** Logs with a checkpoint every ten commits and as many live files at every length. */
function measureGrowth(folder: string): BenchRow {
  const lengths = [100, 1000, 10_000]
  const medians = lengths.map((commits) => {
    const log = path.join(folder, `growth-${commits}`)
    writeCommits(log, { commits: commits - 3, checkpointEvery: 10, liveFiles: 100 })
    return percentile(
      Array.from({ length: TURNS }, () => openOurs(log).ms),
      0.5,
    )
  })
  const growth = (medians.at(-1) as number) / (medians[0] as number)
  return {
    what: `opening with checkpoints, ${lengths.join(', ')} commits`,
    measured: `${growth.toFixed(2)}× from the shortest to the longest; ${medians.map((ms) => ms.toFixed(1)).join(', ')} ms`,
    against: '–',
    aim: '≤ 1.5×',
    reached: growth <= 1.5,
  }
}

/** Back and forth between neighbours, over ever more of them. */
async function measureTravel(what: string, folder: string, reach: number): Promise<BenchRow> {
  const store = new NodeObjectStore(folder)
  let at = await loadSnapshot(store)
  const latest = at.version
  const times: number[] = []
  for (let step = 0; step < STEPS; step++) {
    const distance = step % (2 * reach)
    const version = latest - (distance < reach ? distance + 1 : 2 * reach - distance - 1)
    const start = performance.now()
    at = await updateSnapshot(store, at, { version })
    times.push(performance.now() - start)
    if (at.version !== version) throw new Error(`version ${version} was asked for`)
  }
  const p95 = percentile(times, 0.95)
  return {
    what,
    measured: `p95 ${p95.toFixed(2)} ms (p50 ${percentile(times, 0.5).toFixed(2)}, max ${Math.max(...times).toFixed(1)})`,
    against: '–',
    aim: `p95 ≤ ${TRAVEL_AIM_MS} ms`,
    reached: p95 <= TRAVEL_AIM_MS,
  }
}

const CONDITIONS = [
  'id BETWEEN 5000000 AND 7000000',
  "region = 'EMEA' AND day = DATE'2024-01-20' AND amount > 900",
  "name LIKE 'customer-a%' OR at >= TIMESTAMP'2024-01-02 00:00:00'",
]

function measurePlan(snapshot: Snapshot, text: string): BenchRow {
  const { files, protocol, metadata } = snapshot
  let read = 0
  const plan = (): void => {
    const { filter } = createCondition(createLayout(protocol, metadata), parseExpressionText(text))
    if (filter === undefined) throw new Error('a condition of SQL has no parts')
    read = planScan(files, filter).slots.length
  }
  const first = timeOf(plan)
  for (let i = 0; i < 3; i++) plan()
  const times = Array.from({ length: 9 }, () => timeOf(plan))
  const median = percentile(times, 0.5)
  return {
    what: `plan ${files.count.toLocaleString('en')} files: ${text.replaceAll('|', '\\|')}`,
    measured: `${median.toFixed(1)} ms (max ${Math.max(...times).toFixed(1)}; the first, which parses statistics, ${first.toFixed(0)}); ${read} files to read`,
    against: '–',
    aim: `≤ ${PLAN_AIM_MS} ms`,
    reached: median <= PLAN_AIM_MS,
  }
}

/** Twice: memory that arrays leave is given back by the collection after the one that finds them. */
function usedBytes(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return arrayBuffers + heapUsed
}

/** What the texts of statistics take: a header, and a byte for each sign. */
function statsBytes({ files }: Snapshot): number {
  let bytes = 0
  for (const { stats } of files) bytes += stats === undefined ? 0 : 16 + Math.ceil(stats.length / 8) * 8
  return bytes
}

async function measurePlanning(folder: string): Promise<BenchRow[]> {
  const before = usedBytes()
  const snapshot = await loadSnapshot(new NodeObjectStore(folder))
  const texts = statsBytes(snapshot)
  const perFile = (): number => (usedBytes() - before - texts) / snapshot.files.count
  const open = perFile()
  const [first = '', ...others] = CONDITIONS
  const rows = [measurePlan(snapshot, first)]
  const planned = perFile()
  rows.push(...others.map((text) => measurePlan(snapshot, text)))
  const all = perFile()
  const memory: BenchRow = {
    what: 'memory of a live file without the text of its statistics',
    measured: `${open.toFixed(0)} bytes; ${planned.toFixed(0)} with the bounds of a column, ${all.toFixed(0)} of five`,
    against: `text ${(texts / snapshot.files.count).toFixed(0)} bytes`,
    aim: `≤ ${BYTES_AIM} bytes`,
    reached: planned <= BYTES_AIM,
  }
  return [...rows, memory]
}

async function bench(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lakescope-bench-'))
  try {
    const [commits, checkpoint, planned] = ['commits', 'checkpoint', 'planned'].map((name) => path.join(folder, name))
    writeCommits(commits as string, { commits: COMMITS })
    writeCheckpointed(checkpoint as string, FILES, 50)
    writeCheckpointed(planned as string, PLANNED_FILES, 0)
    const python = findPython()
    printTable([
      compareOpening(`open ${COMMITS.toLocaleString('en')} commits`, commits as string, python, 2),
      compareOpening(`open a checkpoint of ${FILES.toLocaleString('en')} files`, checkpoint as string, python, 4),
      measureGrowth(folder),
      await measureTravel(`to a neighbour among ${COMMITS.toLocaleString('en')} commits`, commits as string, 100),
      await measureTravel(`to a neighbour with ${FILES.toLocaleString('en')} files`, checkpoint as string, 40),
      ...(await measurePlanning(planned as string)),
    ])
    if (python === undefined) console.log('\nThere is no deltalake on this machine: nothing was compared with it.')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const [option, folder] = process.argv.slice(2)
await (option === '--open' && folder !== undefined ? openOnce(folder) : bench())
