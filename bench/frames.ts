import type { Browser, Page } from '@playwright/test'

/** What the main thread did in each frame of a stretch of time. */
export interface Frames {
  /** Milliseconds of processor time in tasks, frame by frame. */
  readonly work: readonly number[]
  /** The same by the clock on the wall: what others do on the machine is in it. */
  readonly wall: readonly number[]
  /** Frames begun per second. */
  readonly perSecond: number
}

/** An event of a browser trace; times are in microseconds. */
interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  /** Processor time of the thread. */
  readonly tdur?: number
}

const CATEGORIES = ['toplevel', 'blink.user_timing', 'disabled-by-default-devtools.timeline.frame']
const FROM = 'bench from'
const TO = 'bench to'

/**
 * Records what the page's main thread does during `work`. A frame lasts from one begin of a main frame to the next; its
 * work is the processor time in tasks of that thread: script, style, layout, painting and collecting garbage. What the
 * compositor and the raster threads do is not in it, and what was under way when the stretch began or ended neither.
 */
export async function recordFrames(browser: Browser, page: Page, work: () => Promise<void>): Promise<Frames> {
  await browser.startTracing(page, { categories: CATEGORIES })
  await page.evaluate((name) => performance.mark(name), FROM)
  await work()
  await page.evaluate((name) => performance.mark(name), TO)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  return readFrames(traceEvents)
}

function readFrames(events: readonly TraceEvent[]): Frames {
  const from = events.find(({ name }) => name === FROM)
  const to = events.find(({ name }) => name === TO)
  if (from === undefined || to === undefined) throw new Error('the trace has lost its marks')
  const isOfThread = ({ pid, tid, ts }: TraceEvent): boolean =>
    pid === from.pid && tid === from.tid && ts >= from.ts && ts <= to.ts
  const own = events.filter(isOfThread).sort((a, b) => a.ts - b.ts)
  const begins = own.filter(({ name }) => name === 'BeginMainThreadFrame').map(({ ts }) => ts)
  const tasks = own.filter(({ name, ph }) => ph === 'X' && name === 'ThreadControllerImpl::RunTask')
  if (tasks.length === 0) throw new Error('the trace has no tasks')
  const frames = Math.max(0, begins.length - 1)
  const work = new Array<number>(frames).fill(0)
  const wall = new Array<number>(frames).fill(0)
  let frame = -1
  for (const { ts, dur = 0, tdur = dur } of tasks) {
    // The task that begins a frame belongs to it.
    while (frame + 1 < begins.length && (begins[frame + 1] as number) < ts + dur) frame++
    if (frame < 0 || frame >= frames) continue
    work[frame] = (work[frame] as number) + tdur / 1000
    wall[frame] = (wall[frame] as number) + dur / 1000
  }
  return { work, wall, perSecond: begins.length / ((to.ts - from.ts) / 1e6) }
}
