import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { SandboxPage } from '../e2e/sandbox-page/page.ts'
import type { Language } from '../src/practice/types.ts'
import { launchBrowser, serveFolder, type ServedFolder } from './page.ts'
import { percentile, printTable, type BenchRow } from './table.ts'

/**
 * How long a learner waits for answers of the sandbox: of TypeScript when a key was pressed, and of Python from nothing,
 * after a program that had to be ended, and with an interpreter that is ready. Each run has a source that was not seen
 * before. Times are those of the page, from the call to the last answer.
 */

/** In the page. */
declare const practice: SandboxPage

const TURNS = 15
const TESTS = 50
/** Ample for the next interpreter to get ready. */
const REST_MS = 4_000

const SOURCES: Readonly<Record<Language, (turn: number) => string>> = {
  typescript: (turn) => `
    interface Row { readonly key: number; readonly tags: readonly string[] }
    export function answer(rows: readonly Row[], by: number): Record<string, number> {
      const sums: Record<string, number> = {}
      for (const { key, tags } of rows) for (const tag of tags) sums[tag] = (sums[tag] ?? 0) + key * by + ${turn} * 0
      return sums
    }`,
  python: (turn) => `
from collections import defaultdict
def answer(rows, by):
    sums = defaultdict(int)
    for row in rows:
        for tag in row['tags']:
            sums[tag] += row['key'] * by + ${turn} * 0
    return sums`,
}

const LOOPS: Readonly<Record<Language, string>> = {
  typescript: 'export function answer() { for (;;); }',
  python: 'def answer():\n    while True: pass',
}

interface Asked {
  readonly language: Language
  readonly source: string
  readonly tests: number
  readonly isLoop: boolean
}

/** Milliseconds until all is answered. */
function ask(page: Page, asked: Asked): Promise<number> {
  return page.evaluate(async ({ language, source, tests, isLoop }) => {
    const rows = Array.from({ length: 20 }, (_, key) => ({ key, tags: ['a', 'b', `${key % 7}`] }))
    const cases = Array.from({ length: tests }, (_, i) => (isLoop ? [] : [rows, i]))
    const limits = { totalMilliseconds: 60_000, outputCharacters: 10_000, resultCharacters: 100_000 }
    const start = performance.now()
    const outcome = await practice.sandbox.run({
      language,
      source,
      cases,
      entry: { kind: 'function', name: 'answer' },
      limits: { ...limits, caseMilliseconds: isLoop ? 1_000 : 30_000 },
    })
    const isExpected = isLoop ? outcome.fault?.kind === 'time' : outcome.cases.length === tests
    if (!isExpected) throw new Error(JSON.stringify(outcome.fault))
    return performance.now() - start
  }, asked)
}

const answers = (page: Page, language: Language, turn: number, tests = TESTS): Promise<number> =>
  ask(page, { language, source: SOURCES[language](turn), tests, isLoop: false })

const runAway = (page: Page, language: Language): Promise<number> =>
  ask(page, { language, source: LOOPS[language], tests: 1, isLoop: true })

async function timesOf(turns: number, measure: (turn: number) => Promise<number>): Promise<number[]> {
  const times: number[] = []
  for (let turn = 0; turn < turns; turn++) times.push(await measure(turn))
  return times
}

function buildPage(folder: string): void {
  const args = ['node_modules/vite/bin/vite.js', 'build', '--config', 'e2e/sandbox-page/vite.config.ts']
  const { status, stderr } = spawnSync(process.execPath, [...args, '--outDir', folder], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

async function openPage(page: Page, { origin }: ServedFolder): Promise<Page> {
  await page.goto(`${origin}/`)
  await page.waitForFunction(() => 'practice' in globalThis)
  return page
}

function rowOf(
  what: string,
  times: readonly number[],
  against: readonly number[],
  of: string,
  aimMs: number,
): BenchRow {
  const ms = (value: number): string => `${value.toFixed(0)} ms`
  const median = percentile(times, 0.5)
  const base = percentile(against, 0.5)
  return {
    what,
    measured: `${ms(median)} (p95 ${ms(percentile(times, 0.95))}), ${(median / base).toFixed(2)}×`,
    against: `${of}: ${ms(base)}`,
    aim: `≤ ${ms(aimMs)}`,
    reached: median <= aimMs,
  }
}

async function measureTypeScript(page: Page): Promise<BenchRow[]> {
  const first = await timesOf(1, () => answers(page, 'typescript', -1))
  const warm = await timesOf(TURNS, (turn) => answers(page, 'typescript', turn))
  return [rowOf(`TypeScript, ${TESTS} tests after a keystroke`, warm, first, 'the first time', 150)]
}

async function measurePython(served: ServedFolder, open: () => Promise<Page>): Promise<BenchRow[]> {
  const cold: number[] = []
  const again: number[] = []
  for (let turn = 0; turn < 2; turn++) {
    const page = await open()
    cold.push(await answers(page, 'python', turn, 1))
    await openPage(page, served)
    again.push(await answers(page, 'python', turn, 1))
    await page.context().close()
  }
  const page = await open()
  await answers(page, 'python', -1, 1)
  const rested = async (measure: () => Promise<number>): Promise<number> => {
    await page.waitForTimeout(REST_MS)
    return measure()
  }
  const warm = await timesOf(5, (turn) => rested(() => answers(page, 'python', turn, 1)))
  const many = await timesOf(5, (turn) => rested(() => answers(page, 'python', turn)))
  const killed = await timesOf(5, async (turn) => {
    await rested(() => runAway(page, 'python'))
    return answers(page, 'python', turn, 1)
  })
  const next = await timesOf(5, (turn) => answers(page, 'python', turn, 1))
  return [
    rowOf('Python, first answer, nothing cached', cold, again, 'on the next visit', 5_000),
    rowOf('Python, first answer after an endless loop was ended', killed, cold, 'nothing cached', 1_000),
    rowOf('Python, answer right after another', next, cold, 'nothing cached', 1_000),
    rowOf('Python, answer with an interpreter ready', warm, cold, 'nothing cached', 300),
    rowOf(`Python, ${TESTS} tests with an interpreter ready`, many, warm, 'one test', 1_000),
  ]
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'lakescope-bench-'))
try {
  buildPage(folder)
  const served = await serveFolder(folder)
  const browser = await launchBrowser()
  try {
    const open = async (): Promise<Page> => openPage(await (await browser.newContext()).newPage(), served)
    printTable([...(await measureTypeScript(await open())), ...(await measurePython(served, open))])
  } finally {
    await browser.close()
    served.close()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
