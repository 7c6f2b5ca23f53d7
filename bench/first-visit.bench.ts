import type { Browser } from '@playwright/test'
import { FIRST_BYTES_LIMIT, firstBytes, gzippedBytes } from '../scripts/first-bytes.ts'
import { openBarePage } from './bare-page.ts'
import { launchBrowser, serveBuild, type ServedFolder } from './page.ts'
import { percentile, printTable } from './table.ts'

/**
 * The first visit: an empty cache, an empty profile, the address of the home page. The stage is alive when the log of
 * the first run is whole (the playhead has an end, and the score does not say that it is being written), the picture of
 * its first state stands on the stage, and one more frame has been drawn. Zero is the start of the navigation. The page is
 * one that no harness watches: see `bare-page.ts`.
 *
 * Bytes are those of every script and style sheet asked for until then, the worker's too, each gzipped by itself.
 */

interface Visit {
  readonly aliveMs: number
  readonly files: readonly VisitedFile[]
}

interface VisitedFile {
  readonly file: string
  readonly bytes: number
  /** Since the start of the navigation. */
  readonly askedMs: number
}

const VISITS = 5
const THROTTLE = 4
const KILOBYTE = 1000

/** Runs in the page, before anything of the app; leaves a promise of when the stage is alive. */
function watchStage(): void {
  let tell: (alive: number) => void
  const stageAlive = new Promise<number>((resolve, reject) => {
    tell = resolve
    setTimeout(() => reject(new Error('the stage is not alive after 30 s')), 30_000)
  })
  Object.assign(globalThis, { stageAlive })
  const isAlive = (): boolean => {
    const playhead = document.querySelector('[role=slider][aria-label=Playhead]')
    const isWritten = playhead !== null && Number(playhead.getAttribute('aria-valuemax')) > 0
    const isWhole = document.querySelector('.tl-end[data-end=writing]') === null
    return isWritten && isWhole && document.querySelector('.picture svg[role=application] *') !== null
  }
  const look = (): void => {
    if (!isAlive()) return void requestAnimationFrame(look)
    requestAnimationFrame(() => tell(performance.now()))
  }
  requestAnimationFrame(look)
}

async function visit(browser: Browser, build: ServedFolder, rate: number): Promise<Visit> {
  const page = await openBarePage(browser, 1440, 900)
  try {
    await page.send('Emulation.setCPUThrottlingRate', { rate })
    await page.send('Page.enable')
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${watchStage.toString()})()` })
    build.asked.length = 0
    await page.send('Page.navigate', { url: `${build.origin}/` })
    const aliveMs = Number(await page.evaluate('stageAlive'))
    const origin = Number(await page.evaluate('performance.timeOrigin'))
    const files = build.asked
      .filter(({ file, atMs }) => atMs - origin <= aliveMs && /\.(js|css)$/.test(file))
      .map(({ file, atMs }) => ({ file, bytes: gzippedBytes(build.folder, file), askedMs: atMs - origin }))
    return { aliveMs, files: files.sort((a, b) => b.bytes - a.bytes) }
  } finally {
    await page.close()
  }
}

function sumOf({ files }: Visit): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}

function kilobytes(bytes: number): string {
  return `${(bytes / KILOBYTE).toFixed(1)} kB`
}

async function visitOften(browser: Browser, build: ServedFolder, rate: number): Promise<Visit[]> {
  const visits: Visit[] = []
  for (let i = 0; i < VISITS; i++) visits.push(await visit(browser, build, rate))
  return visits
}

const build = await serveBuild()
const browser = await launchBrowser()
try {
  // The first page of a browser pays for the browser's own start.
  await visit(browser, build, 1)
  const plain = await visitOften(browser, build, 1)
  const throttled = await visitOften(browser, build, THROTTLE)
  const [largest] = [...plain, ...throttled].sort((a, b) => sumOf(b) - sumOf(a)) as [Visit]
  const times = throttled.map(({ aliveMs }) => aliveMs)
  const median = percentile(times, 0.5)
  const unthrottled = percentile(
    plain.map(({ aliveMs }) => aliveMs),
    0.5,
  )
  const first = firstBytes(build.folder)
  printTable([
    {
      what: 'JS + CSS before any lazy chunk, gzipped',
      measured: kilobytes(first),
      against: '–',
      aim: `≤ ${FIRST_BYTES_LIMIT / KILOBYTE} kB`,
      reached: first <= FIRST_BYTES_LIMIT,
    },
    {
      what: 'JS + CSS until the stage is alive, gzipped',
      measured: `${kilobytes(sumOf(largest))} in ${largest.files.length} files`,
      against: 'the picture of the lab and the engine included',
      aim: '–',
      reached: undefined,
    },
    {
      what: `stage alive, CPU ${THROTTLE}× slower`,
      measured: `${median.toFixed(0)} ms (median of ${VISITS}, ${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`,
      against: `unthrottled ${unthrottled.toFixed(0)} ms`,
      aim: '≤ 1,000 ms',
      reached: median <= 1000,
    },
  ])
  console.log(`\nOf the visit with most bytes, its stage alive after ${largest.aliveMs.toFixed(0)} ms:\n`)
  console.log('| file | gzipped | asked for after |\n| --- | --- | --- |')
  for (const { file, bytes, askedMs } of largest.files) {
    console.log(`| ${file} | ${kilobytes(bytes)} | ${askedMs.toFixed(0)} ms |`)
  }
} finally {
  await browser.close()
  build.close()
}
