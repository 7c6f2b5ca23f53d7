import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { writeCheckpointed, writeCommits } from './delta-tables.ts'
import { recordFrames, type Frames } from './frames.ts'
import { launchBrowser, serveBuild } from './page.ts'
import { percentile, printTable, type BenchRow } from './table.ts'

/**
 * A Delta table of somebody else's in the page, in a window of 1440 × 900: how long it takes until it is checked and until
 * its log is read, and the main-thread work of a frame meanwhile, in steps back and on, in jumps over the whole log, and
 * while a list of files is scrolled. A folder is picked, as a user picks one.
 *
 * LAKESCOPE_BENCH_SCALE: a factor for the sizes (default 1: 100,000 commits, 300,000 live files).
 */

const SCALE = Number(process.env['LAKESCOPE_BENCH_SCALE'] ?? 1)
const COMMITS = Math.round(100_000 * SCALE)
const FILES = Math.round(300_000 * SCALE)
const STEPS = 40
const JUMPS = 12
const OPEN_MS = 20 * 60_000
const STEP_AIM_MS = 16.7
/** While a table is opened: nobody notices a frame that is late by this, and the page answers. */
const OPEN_AIM_MS = 100

const PLAYHEAD = '[role=slider][aria-label=Playhead]'

/** Runs in the page. */
function isWritten(selector: string): boolean {
  const head = document.querySelector(selector)
  const isWhole = document.querySelector('.tl-end[data-end=writing]') === null
  return isWhole && Number(head?.getAttribute('aria-valuemax') ?? 0) > 0
}

async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
}

async function pressEach(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key)
    await nextFrame(page)
  }
}

async function jumpAround(page: Page): Promise<void> {
  const box = await page.locator('.tl-plot').first().boundingBox()
  if (box === null) throw new Error('there is no score')
  for (let i = 0; i < JUMPS; i++) {
    const share = ((i * 5) % JUMPS) / JUMPS
    await page.mouse.click(box.x + 4 + share * (box.width - 8), box.y + box.height / 2)
    await nextFrame(page)
  }
}

/** The table behind the picture, in the inspector. */
async function scrollList(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'State', exact: true }).click()
  const list = page.locator('.bench-insp')
  await list.hover()
  for (let i = 0; i < STEPS; i++) {
    await page.mouse.wheel(0, i < STEPS / 2 ? 400 : -400)
    await nextFrame(page)
  }
}

function rowOf(what: string, { work }: Frames, aimMs: number): BenchRow {
  const p99 = percentile(work, 0.99)
  return {
    what,
    measured: `p99 ${p99.toFixed(1)} ms (p50 ${percentile(work, 0.5).toFixed(1)}, max ${Math.max(...work).toFixed(1)}) of ${work.length} frames`,
    against: '–',
    aim: `p99 ≤ ${aimMs} ms`,
    reached: p99 <= aimMs,
  }
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await act()
  return performance.now() - start
}

/** What the page's own heap holds, after its garbage is gone. */
async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}

async function measure(browser: Browser, origin: string, folder: string, what: string): Promise<BenchRow[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(OPEN_MS)
  await page.goto(`${origin}/#/labs/delta-log/my-data`)
  let checkMs = 0
  let readMs = 0
  const open = page.getByRole('button', { name: 'Open the log' })
  const checked = await recordFrames(browser, page, async () => {
    checkMs = await timed(async () => {
      await page.locator('input[webkitdirectory]').setInputFiles(folder)
      await open.waitFor()
    })
  })
  const read = await recordFrames(browser, page, async () => {
    readMs = await timed(async () => {
      await open.click()
      await page.waitForFunction(isWritten, PLAYHEAD)
    })
  })
  await page.keyboard.press('End')
  const events = Number(await page.locator(PLAYHEAD).getAttribute('aria-valuemax'))
  const stepped = await recordFrames(browser, page, () =>
    pressEach(page, [...new Array<string>(STEPS).fill('ArrowLeft'), ...new Array<string>(STEPS).fill('ArrowRight')]),
  )
  const jumped = await recordFrames(browser, page, () => jumpAround(page))
  await page.keyboard.press('End')
  const scrolled = await recordFrames(browser, page, () => scrollList(page))
  const heap: BenchRow = {
    what: `${what}: heap of the page, ${events.toLocaleString('en')} events`,
    measured: `${((await heapBytes(page)) / 1e6).toFixed(0)} MB; ${await page.evaluate(() => document.querySelectorAll('*').length)} elements`,
    against: '–',
    aim: '–',
    reached: undefined,
  }
  await context.close()
  return [
    rowOf(`${what}: checked in ${(checkMs / 1000).toFixed(1)} s`, checked, OPEN_AIM_MS),
    rowOf(`${what}: log read in ${(readMs / 1000).toFixed(1)} s`, read, OPEN_AIM_MS),
    rowOf(`${what}: ${STEPS} steps back and on`, stepped, STEP_AIM_MS),
    rowOf(`${what}: ${JUMPS} jumps`, jumped, OPEN_AIM_MS),
    rowOf(`${what}: list scrolled`, scrolled, STEP_AIM_MS),
    heap,
  ]
}

const build = await serveBuild()
const browser = await launchBrowser()
const folder = mkdtempSync(path.join(os.tmpdir(), 'lakescope-bench-'))
try {
  const commits = path.join(folder, 'commits')
  const files = path.join(folder, 'files')
  writeCommits(commits, { commits: COMMITS, checkpointEvery: COMMITS / 10, liveFiles: 1000, stats: 'id' })
  writeCheckpointed(files, FILES, 50, 'id')
  printTable([
    ...(await measure(browser, build.origin, commits, `${COMMITS.toLocaleString('en')} commits`)),
    ...(await measure(browser, build.origin, files, `${FILES.toLocaleString('en')} live files`)),
  ])
} finally {
  await browser.close()
  build.close()
  rmSync(folder, { recursive: true, force: true })
}
