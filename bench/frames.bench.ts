import type { Browser, Page } from '@playwright/test'
import { externalSortOperation } from '../src/engine/operations/external-sort.ts'
import { ENGINE_VERSION } from '../src/engine/version.ts'
import { DEFAULTS } from '../src/labs/external-sort/defaults.ts'
import { encodeMoment } from '../src/player/share-link.ts'
import { recordFrames, type Frames } from './frames.ts'
import { launchBrowser, serveBuild, throttle } from './page.ts'
import { percentile, printTable, type BenchRow } from './table.ts'

/**
 * Main-thread work per frame while a log is played at 10,000 events a second, and while the playhead is dragged over all
 * of it, in a window of 1440 × 900, with the 20,000 records that the lab takes at most. A million events need pages of
 * one record and two runs merged at a time, and make 2,500 runs; the other log has 20.
 */

const PARAMS = { ...DEFAULTS, records: 20_000 }
type Shape = Readonly<Record<'memory' | 'page' | 'fanIn', number>>

const SHAPES: readonly Shape[] = [
  { memory: 8, page: 1, fanIn: 2 },
  { memory: 1000, page: 50, fanIn: 8 },
]
const PLAY_MS = 5000
const SCRUB_STEPS = 240
const RATES = [
  { rate: 1, aimMs: 8 },
  { rate: 4, aimMs: 16 },
] as const

async function linkToLog(shape: Shape): Promise<string> {
  const params = { ...PARAMS, ...shape }
  const { fold } = externalSortOperation.prepare(params, [])
  return encodeMoment({
    engine: ENGINE_VERSION,
    lab: 'external-sort',
    branches: [{ name: 'original run', parent: -1, at: 0, params, acts: [] }],
    current: 0,
    position: 0,
    bookmarks: [],
    breakpoints: [],
    note: '',
    digest: fold.digest(fold.start()),
  })
}

/** Opens the log and waits until it is written and indexed; returns its length. */
async function openLog(page: Page, address: string): Promise<number> {
  await page.goto(address)
  const playhead = page.getByRole('slider', { name: 'Playhead' })
  await page.waitForFunction(() => {
    const head = document.querySelector('[role=slider][aria-label=Playhead]')
    const isWhole = document.querySelector('.tl-end[data-end=writing]') === null
    return Number(head?.getAttribute('aria-valuemax') ?? 0) > 100_000 && isWhole
  })
  // The end is the first place that needs every checkpoint.
  await page.keyboard.press('End')
  await page.waitForFunction(() => {
    const head = document.querySelector('[role=slider][aria-label=Playhead]')
    return head?.getAttribute('aria-valuenow') === head?.getAttribute('aria-valuemax')
  })
  await page.keyboard.press('Home')
  return Number(await playhead.getAttribute('aria-valuemax'))
}

async function play(browser: Browser, page: Page): Promise<{ readonly frames: Frames; readonly events: number }> {
  for (let faster = 0; faster < 8; faster++) await page.keyboard.press(']')
  // One step below the last speed, which fits the whole log into 20 s.
  await page.keyboard.press('[')
  await page.getByText('10 k/s').first().waitFor()
  await page.keyboard.press('Space')
  const frames = await recordFrames(browser, page, () => page.waitForTimeout(PLAY_MS))
  await page.keyboard.press('Space')
  const events = Number(await page.getByRole('slider', { name: 'Playhead' }).getAttribute('aria-valuenow'))
  await page.keyboard.press('Home')
  return { frames, events }
}

async function scrub(browser: Browser, page: Page): Promise<Frames> {
  await page.keyboard.press('0')
  const box = await page.locator('.tl-plot').first().boundingBox()
  if (box === null) throw new Error('there is no score')
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + 2, y)
  await page.mouse.down()
  const frames = await recordFrames(browser, page, async () => {
    for (let step = 0; step < SCRUB_STEPS; step++) {
      // Back and forth: near steps and far ones.
      const share = Math.abs(((step * 7) % (2 * SCRUB_STEPS)) / SCRUB_STEPS - 1)
      await page.mouse.move(box.x + 2 + share * (box.width - 4), y)
    }
  })
  await page.mouse.up()
  await page.keyboard.press('Home')
  return frames
}

function rowOf(what: string, { work, wall, perSecond }: Frames, aimMs: number): BenchRow {
  const p99 = percentile(work, 0.99)
  const median = percentile(work, 0.5)
  return {
    what,
    measured: `p99 ${p99.toFixed(1)} ms (p50 ${median.toFixed(1)}, max ${Math.max(...work).toFixed(1)}) of ${work.length} frames; wall p99 ${percentile(wall, 0.99).toFixed(1)} ms`,
    against: `${perSecond.toFixed(0)} frames/s`,
    aim: `p99 ≤ ${aimMs} ms`,
    reached: p99 <= aimMs,
  }
}

async function measure(browser: Browser, origin: string, shape: Shape): Promise<BenchRow[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const events = await openLog(page, `${origin}/#/labs/external-sort/at/${await linkToLog(shape)}`)
  const log = `${(events / 1e6).toFixed(2)} M log`
  const rows: BenchRow[] = []
  for (const { rate, aimMs } of RATES) {
    const session = await throttle(page, rate)
    const at = rate === 1 ? '' : `, CPU ${rate}× slower`
    const played = await play(browser, page)
    rows.push(rowOf(`play ${log}, ${played.events} events in ${PLAY_MS / 1000} s${at}`, played.frames, aimMs))
    rows.push(rowOf(`scrub ${log}${at}`, await scrub(browser, page), aimMs))
    await session.detach()
  }
  await context.close()
  return rows
}

const build = await serveBuild()
const browser = await launchBrowser()
try {
  const rows: BenchRow[] = []
  for (const shape of SHAPES) rows.push(...(await measure(browser, build.origin, shape)))
  printTable(rows)
} finally {
  await browser.close()
  build.close()
}
