import type { Page } from '@playwright/test'
import { expect, IN_WHOLE, setTheme, test } from './fixtures.ts'
import {
  askQuestion,
  expectAt,
  goToEvent,
  openLab,
  openPalette,
  playhead,
  positionOf,
  waitForLog,
  waitForPosition,
} from './tools/lab-page.ts'

interface Stop {
  readonly area: string
  readonly name: string
  /** The focus can be seen: a ring of at least 2 px on the element or on the label it stands in, within the window. */
  readonly isSeen: boolean
}

/** What has the focus now, undefined when it has left the page. */
function readStop(page: Page): Promise<Stop | undefined> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return undefined
    const areas = [
      ['top bar', 'header'],
      ['sentence', '.sentence-cell'],
      ['story', '[aria-label=Story], .home-story'],
      ['stage', '[aria-label=Stage], .home-stage'],
      ['inspector', '[aria-label=Inspector], section[aria-label=Labs], .home-inspector'],
      ['timeline', '[aria-label=Timeline]'],
    ] as const
    const area = areas.find(([, selector]) => element.closest(selector) !== null)?.[0] ?? 'elsewhere'
    const isRinged = (candidate: Element | null | undefined) => {
      if (!candidate) return false
      const { outlineStyle, outlineWidth } = getComputedStyle(candidate)
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
    }
    const box = element.getBoundingClientRect()
    const isInside = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight
    const name = element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40)
    return { area, name, isSeen: isInside && (isRinged(element) || isRinged(element.nextElementSibling)) }
  })
}

/** Presses Tab through the whole page and returns the stops in their order. */
async function tabThrough(page: Page): Promise<Stop[]> {
  const stops: Stop[] = []
  for (let press = 0; press < 150; press++) {
    await page.keyboard.press('Tab')
    const stop = await readStop(page)
    if (stop === undefined) return stops
    stops.push(stop)
  }
  throw new Error(`the focus goes round and round: ${stops.map(({ name }) => name).join(', ')}`)
}

function areasOf(stops: readonly Stop[]): string[] {
  return stops.map(({ area }) => area).filter((area, i, all) => area !== all[i - 1])
}

function unseen(stops: readonly Stop[]): string[] {
  return stops.filter(({ isSeen }) => !isSeen).map(({ area, name }) => `${area}: ${name}`)
}

test('Tab goes from the top bar over sentence, story, stage, inspector to the timeline, and is seen', async ({
  page,
}) => {
  await openLab(page)
  await goToEvent(page, 1999)
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  const stops = await tabThrough(page)
  expect(areasOf(stops)).toEqual(['top bar', 'sentence', 'story', 'stage', 'inspector', 'timeline'])
  expect(unseen(stops)).toEqual([])
  // The stage is one stop, and so are the tabs of the inspector.
  expect(stops.filter(({ area }) => area === 'stage')).toHaveLength(1)
  expect(stops.map(({ name }) => name)).toContain('Playhead')
  expect(stops.map(({ name }) => name)).not.toContain('State')
})

test('Tab goes through both home pages in the order of their columns, and is seen', async ({ page }) => {
  await page.goto('/')
  await waitForLog(page)
  const first = await tabThrough(page)
  expect(areasOf(first)).toEqual(['top bar', 'sentence', 'story', 'stage', 'inspector', 'timeline'])
  expect(unseen(first)).toEqual([])

  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('list', { name: 'Pseudo-code' })).toBeVisible()
  await page.getByRole('navigation', { name: 'You are here' }).getByRole('link', { name: 'Labs' }).last().click()
  await expect(playhead(page)).toBeVisible()
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  const home = await tabThrough(page)
  expect(areasOf(home)).toEqual(['top bar', 'story', 'stage', 'inspector', 'timeline'])
  expect(unseen(home)).toEqual([])
})

test('Tab is seen in the dark theme, while predicting and while comparing', IN_WHOLE, async ({ page }) => {
  await setTheme(page, 'dark')
  await openLab(page)
  await goToEvent(page, 1999)
  await askQuestion(page)
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  expect(unseen(await tabThrough(page))).toEqual([])
  await page.keyboard.press('Escape')

  await page.keyboard.press('f')
  await page.keyboard.press('1')
  await waitForLog(page)
  await page.keyboard.press('Shift+F')
  await expect(page.getByRole('heading', { name: 'Trunk and fork' })).toBeVisible()
  // The question took the focus with it: Tab went on from the stage. Here it begins at the top of the page.
  await expect(page.getByRole('region', { name: 'Stage' })).toBeFocused()
  await page.evaluate(() => {
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
  })
  const stops = await tabThrough(page)
  expect(areasOf(stops)).toEqual(['top bar', 'story', 'stage', 'inspector', 'timeline'])
  expect(unseen(stops)).toEqual([])
})

test('a sheet keeps the focus inside and gives it back', async ({ page }) => {
  await openLab(page)
  const settings = page.getByRole('button', { name: 'Settings' })
  await settings.focus()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Settings' })
  await expect(sheet).toBeVisible()
  for (let press = 0; press < 14; press++) {
    await page.keyboard.press('Tab')
    const isInside = await page.evaluate(
      () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
    )
    expect(isInside).toBe(true)
  }
  await page.keyboard.press('Escape')
  await expect(settings).toBeFocused()

  await page.keyboard.press('f')
  await expect(page.getByRole('dialog', { name: 'Fork at event 0' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(settings).toBeFocused()
})

test('a run from first key to answer without a pointer', async ({ page }) => {
  await page.goto('/')
  await waitForLog(page)
  await page.keyboard.press('Space')
  await waitForPosition(page, (position) => position > 2)
  await page.keyboard.press('k')
  await openPalette(page)
  await page.keyboard.type('first merge step')
  await expect(page.getByRole('option').first()).toContainText('First merge step')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await askQuestion(page)
  await page.keyboard.press('2')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('status').filter({ hasText: /^(Right|Not so), and/ })).toBeVisible()
})

/** Times of the frames in which the playhead moves, in ms, noted in the page from now on. */
async function noteMoves(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const times: number[] = []
    const slider = document.querySelector('[role=slider][aria-label=Playhead]')
    if (slider !== null) {
      const observer = new MutationObserver(() => times.push(Number(document.timeline.currentTime)))
      observer.observe(slider, { attributes: true, attributeFilter: ['aria-valuenow'] })
    }
    Object.assign(globalThis, { times })
  })
  return () => page.evaluate(() => (globalThis as unknown as { times: number[] }).times)
}

function gapsOf(times: readonly number[]): number[] {
  return times.slice(1).map((time, i) => time - (times[i] ?? 0))
}

/** Marks on their way; one that has arrived may keep the animation that holds it there. */
function movingMarks(page: Page): Promise<number> {
  return page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)
}

test('with reduced motion playing moves at most four times a second, and nothing travels', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openLab(page)
  await goToEvent(page, 1600)
  const readMoves = await noteMoves(page)
  await page.keyboard.press('Space')
  await expect.poll(async () => (await readMoves()).length, { intervals: [100] }).toBeGreaterThan(6)
  expect(await movingMarks(page)).toBe(0)
  await page.keyboard.press('Space')
  const gaps = gapsOf(await readMoves())
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(249)
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced')

  // A step is one move, at once.
  const stopped = await positionOf(page)
  await page.keyboard.press('ArrowRight')
  await expectAt(page, stopped + 1)
  expect(await movingMarks(page)).toBe(0)
})

test('without it playing moves more often', IN_WHOLE, async ({ page }) => {
  await openLab(page)
  for (let press = 0; press < 3; press++) await page.keyboard.press(']')
  const readMoves = await noteMoves(page)
  await page.keyboard.press('Space')
  await expect.poll(async () => gapsOf(await readMoves()).some((gap) => gap < 200)).toBe(true)
})
