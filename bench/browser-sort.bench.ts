import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import type { SortAnswer, SortQuestion } from './browser-sort-protocol.ts'
import { addDuckdb, timeDuckdb } from './duckdb-sort.ts'
import { launchOptions, serveFolder } from './page.ts'
import { printTable, type BenchRow } from './table.ts'

/**
 * An external sort of 32-bit integers in the browser with an eighth of the data as memory, everything on the browser's
 * disk, against `Int32Array.prototype.sort` of the same integers in memory, in the same worker, taking turns; and against
 * DuckDB-WASM where it is installed, which sorts as many integers from one table in memory into another. The profile is
 * one on disk: in a private window the browser's disk is many times slower.
 *
 * LAKESCOPE_BENCH_INTS: how many integers, with commas between (default 10000000,100000000).
 */

const COUNTS = (process.env['LAKESCOPE_BENCH_INTS'] ?? '10000000,100000000').split(',').map(Number)
const AIM = 1.5
const DUCKDB_AIM = 0.5

/** A page with nothing on it, and the worker beside it. */
function buildPage(folder: string): void {
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>bench</title>')
  const args = ['scripts/write-bundle.mjs', 'bench/browser-sort-worker.ts', path.join(folder, 'worker')]
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

async function ask(page: Page, question: SortQuestion): Promise<SortAnswer> {
  const answer = await page.evaluate(
    (asked) =>
      new Promise<SortAnswer | { readonly error: string }>((resolve) => {
        const worker = new Worker('./worker/main.mjs', { type: 'module' })
        worker.onerror = (event) => resolve({ error: event.message })
        worker.onmessage = ({ data }: MessageEvent<SortAnswer>) => {
          worker.terminate()
          resolve(data)
        }
        worker.postMessage(asked)
      }),
    question,
  )
  if ('error' in answer) throw new Error(answer.error)
  return answer
}

function rowsOf({ count, memoryBytes }: SortQuestion, answer: SortAnswer): BenchRow[] {
  const { externalMs, arrayMs, spilledBytes, spillMs, readRunsMs, inputMs, outputMs } = answer
  const ratio = externalMs / arrayMs
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
  const speed = (bytes: number, ms: number): string => (bytes / ms / 1000).toFixed(0)
  const files = inputMs + outputMs + spillMs + readRunsMs
  return [
    {
      what: `external sort of ${count.toExponential()} int32 in ${(memoryBytes / 1e6).toFixed(0)} MB, ${answer.runs} runs, ${answer.passes} pass`,
      measured: `${ratio.toFixed(2)}× (${seconds(externalMs)}, of it ${seconds(files)} in files)`,
      against: `Int32Array.sort in memory ${seconds(arrayMs)}`,
      aim: `≤ ${AIM}×`,
      reached: ratio <= AIM,
    },
    {
      what: `spill, pages of ${(answer.pageBytes / 1024).toFixed(0)} KiB`,
      measured: `write ${speed(spilledBytes, spillMs)} MB/s, read ${speed(spilledBytes, readRunsMs)} MB/s`,
      against: `4 MiB chunks: write ${answer.rawWrite.toFixed(0)} MB/s, read ${answer.rawRead.toFixed(0)} MB/s`,
      aim: '–',
      reached: undefined,
    },
    {
      what: 'memory accounted',
      measured: `${(answer.peakMemoryBytes / 1e6).toFixed(2)} MB`,
      against: '–',
      aim: `≤ ${(memoryBytes / 1e6).toFixed(2)} MB`,
      reached: answer.peakMemoryBytes <= memoryBytes,
    },
  ]
}

function duckdbRow(count: number, { externalMs }: SortAnswer, duckdbMs: number | undefined): BenchRow {
  const ratio = duckdbMs === undefined ? undefined : externalMs / duckdbMs
  return {
    what: `external sort of ${count.toExponential()} int32 against DuckDB-WASM`,
    measured: ratio === undefined ? '–' : `${ratio.toFixed(2)}×`,
    against: duckdbMs === undefined ? 'DuckDB gave up' : `ORDER BY ${(duckdbMs / 1000).toFixed(2)} s`,
    aim: `≤ ${DUCKDB_AIM}×`,
    reached: ratio === undefined ? undefined : ratio <= DUCKDB_AIM,
  }
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'lakescope-bench-'))
try {
  const pages = path.join(folder, 'page')
  mkdirSync(pages)
  buildPage(pages)
  const hasDuckdb = addDuckdb(pages)
  const served = await serveFolder(pages)
  const context = await chromium.launchPersistentContext(path.join(folder, 'profile'), launchOptions())
  const rows: BenchRow[] = []
  try {
    const page = await context.newPage()
    await page.goto(`${served.origin}/`)
    for (const count of COUNTS) {
      const question = { count, memoryBytes: count / 2, turns: count > 2e7 ? 2 : 5 }
      const answer = await ask(page, question)
      rows.push(...rowsOf(question, answer))
      if (hasDuckdb) rows.push(duckdbRow(count, answer, await timeDuckdb(page, count, count > 2e7 ? 1 : 3)))
    }
  } finally {
    await context.close()
    served.close()
  }
  printTable(rows)
  if (!hasDuckdb) console.log('\nDuckDB-WASM is not installed: nothing was compared with it.')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
