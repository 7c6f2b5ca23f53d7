import type { CDPSession, Locator, Page } from '@playwright/test'
import { checkAxe, checkText, expect, IN_WHOLE, test } from './fixtures.ts'
import {
  expectAt,
  lengthOf,
  openLab,
  playhead,
  positionOf,
  settle,
  waitForLog,
  waitForPosition,
} from './tools/lab-page.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

const LEAST_PX = 44

interface Point {
  readonly x: number
  readonly y: number
}

function timeline(page: Page): Locator {
  return page.getByRole('region', { name: 'Timeline' })
}

async function boxOf(locator: Locator): Promise<Point & { readonly width: number; readonly height: number }> {
  const box = await locator.boundingBox()
  if (box === null) throw new Error('it is not on the page')
  return box
}

/** Fingers of a hand that stay on the glass between calls. */
function createFingers(session: CDPSession) {
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((point, id) => ({ ...point, id })) })
  return {
    down: (...points: Point[]) => send('touchStart', points),
    move: (...points: Point[]) => send('touchMove', points),
    up: () => send('touchEnd', []),
  }
}

/**
 * Buttons and tabs in sight that are too small for a finger. Values in the sentence are as high as their line, and the
 * diamonds of checkpoints as dense as the log has them: the finger that drags over the score goes where they go.
 */
function listSmallButtons(page: Page, least: number): Promise<string[]> {
  return page.evaluate((leastPx) => {
    const parts = [...document.querySelectorAll('button, [role=tab], [role=radio], header a')]
    return parts
      .filter((part) => part.closest('.sentence, .tl-checkpoint') === null)
      .filter((part) => part.checkVisibility({ visibilityProperty: true }))
      .map((part) => ({ part, box: part.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.bottom > 0 && box.top < innerHeight)
      .filter(({ box }) => Math.min(box.width, box.height) < leastPx)
      .map(({ part, box }) => {
        const name = part.getAttribute('aria-label') ?? part.textContent.trim()
        return `${name}: ${Math.round(box.width)} × ${Math.round(box.height)}`
      })
  }, least)
}

test('one panel at a time, the timeline under each of them', async ({ page }) => {
  await openLab(page)
  await page.getByRole('button', { name: 'One event on' }).tap()
  await expectAt(page, 1)
  const panels = [
    ['Story', page.getByRole('list', { name: 'Pseudo-code' })],
    ['Stage', page.getByRole('region', { name: 'Stage' }).getByRole('application')],
    ['State', page.getByRole('region', { name: 'Recorded: event 1' })],
  ] as const
  for (const [name, panel] of panels) {
    await page.getByRole('tablist', { name: 'Panels' }).getByRole('tab', { name }).tap()
    await expect(panel).toBeVisible()
    for (const [other, hidden] of panels) if (other !== name) await expect(hidden).toBeHidden()
    await expect(timeline(page)).toBeInViewport({ ratio: 0.9 })
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeInViewport()
    await settle(page)
    await checkText(page, undefined, `with the tab ${name}`)
    await checkAxe(page, `with the tab ${name}`)
  }
  const box = await boxOf(timeline(page))
  expect(box.y + box.height).toBeLessThanOrEqual(844)
})

test('the first visit begins with one tap, and the lit line says what happens', async ({ page }) => {
  await page.goto('/')
  await waitForLog(page)
  const claim = page.getByRole('heading', { name: /^Step through data systems/ })
  const stage = page.getByRole('tab', { name: 'Stage' })
  await expect(stage).toHaveAttribute('aria-selected', 'true')
  await expect(claim).toBeInViewport()
  await expect(page.getByRole('region', { name: 'Stage' })).toContainText('Nothing has happened yet.Press play')
  await settle(page)
  await checkText(page, undefined, 'before the first event')
  expect(await listSmallButtons(page, LEAST_PX)).toEqual([])
  await page.getByRole('tab', { name: 'Story' }).tap()
  await expect(claim).toBeInViewport()
  await expect(page.getByRole('button', { name: 'Play this lab' })).toBeInViewport()
  // The way to one's own file is a word in running text, and as high as its line.
  expect((await listSmallButtons(page, LEAST_PX)).filter((text) => !text.startsWith('Open your own'))).toEqual([])
  expect(await listSmallButtons(page, 24)).toEqual([])
  await page.getByRole('button', { name: 'Play', exact: true }).tap()
  await waitForPosition(page, (position) => position > 2)
  await page.getByRole('button', { name: 'Pause' }).tap()
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  const outcome = page.locator('.lit-line')
  await expect(outcome).toBeVisible()
  // Where it paused is the machine's to say: a line of the program, what came of it, and the same again from elsewhere.
  // Neighbours may say the same, two events apart none does.
  const paused = await positionOf(page)
  await expect(outcome).toHaveText(/^\d+\w.*[a-z]+ .*\d/)
  const said = (await outcome.textContent()) ?? ''
  for (const at of [paused - 1, paused - 2]) {
    await page.getByRole('button', { name: 'One event back' }).tap()
    await expectAt(page, at)
  }
  await expect(outcome).not.toHaveText(said)
  for (const at of [paused - 1, paused]) {
    await page.getByRole('button', { name: 'One event on' }).tap()
    await expectAt(page, at)
  }
  await expect(outcome).toHaveText(said)
})

test('claims stand under the story, labs in a panel of their own, and what is pressed opens on its stage', async ({
  page,
}) => {
  await page.goto('/')
  await waitForLog(page)
  const tab = (name: string) => page.getByRole('tablist', { name: 'Panels' }).getByRole('tab', { name })
  await tab('Story').tap()
  const claims = page.getByRole('heading', { name: /^Claims, each opens/ })
  await expect(claims).toBeInViewport()
  await tab('Labs').tap()
  await expect(claims).toBeHidden()
  await page.getByRole('link', { name: /^1 ?External sort/ }).tap()
  await expect(page).toHaveURL(/#\/labs\/external-sort$/)
  await expect(tab('Stage')).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('tab', { name: 'Labs' })).toHaveCount(0)

  // Under the lab's own story too, and from there to a run of the same lab.
  await tab('Story').tap()
  await page.getByRole('link', { name: /^The first 20 of 320 records need no run/ }).tap()
  await expect(tab('Stage')).toHaveAttribute('aria-selected', 'true')
  await waitForPosition(page, (position) => position > 0)
  await settle(page)
  await checkText(page, undefined, 'with a claim')
})

test('every button is large enough for a finger', async ({ page }) => {
  await openLab(page)
  expect(await listSmallButtons(page, LEAST_PX)).toEqual([])
  for (const tab of ['Story', 'State'] as const) {
    await page.getByRole('tab', { name: tab }).first().tap()
    // What stands in running text and lists is as high as its line.
    const small = await listSmallButtons(page, 24)
    expect(small, tab).toEqual([])
  }
  for (const name of ['To the start', 'One event back', 'Play', 'One event on', 'To the end']) {
    const button = page.getByRole('button', { name, exact: true })
    if (!(await button.isVisible())) continue
    const { width, height } = await boxOf(button)
    expect(Math.min(width, height), name).toBeGreaterThanOrEqual(52)
  }
})

test('a finger scrubs the score, two fingers zoom it', async ({ page }) => {
  await openLab(page)
  const fingers = createFingers(await page.context().newCDPSession(page))
  const box = await boxOf(page.locator('.tl-plot'))
  const at = (share: number): Point => ({ x: box.x + share * box.width, y: box.y + 20 })
  await fingers.down(at(0.3))
  await fingers.move(at(0.35))
  await fingers.move(at(0.5))
  // A finger's moves come frame by frame: the place is read when the last one has been drawn.
  await settle(page)
  const middle = await waitForPosition(page, (position) => position > 0)
  await fingers.move(at(0.8))
  await settle(page)
  const right = await waitForPosition(page, (position) => position > middle)
  await fingers.move(at(0.2))
  await waitForPosition(page, (position) => position < middle)
  await fingers.up()
  const left = await positionOf(page)
  expect(left).toBeLessThan(middle)

  // The same place on the glass is further on in the log when less of it is shown between the same two fingers.
  await fingers.down(at(0.4), at(0.6))
  for (const spread of [0.15, 0.2, 0.3, 0.4]) await fingers.move(at(0.5 - spread), at(0.5 + spread))
  await fingers.up()
  await expectAt(page, left)
  await page.touchscreen.tap(at(0.8).x, at(0.8).y)
  const zoomed = await waitForPosition(page, (position) => position !== left)
  expect(zoomed).toBeLessThan(right)
  expect(zoomed).toBeGreaterThan(middle)
})

test('a finger that rests on the score marks where it rests, and what is typed then is the name', async ({ page }) => {
  await openLab(page)
  const fingers = createFingers(await page.context().newCDPSession(page))
  const box = await boxOf(page.locator('.tl-plot'))
  await page.touchscreen.tap(box.x + 0.7 * box.width, box.y + 20)
  const before = await waitForPosition(page, (position) => position > 0)
  await fingers.down({ x: box.x + 0.3 * box.width, y: box.y + 20 })
  const form = page.getByRole('dialog', { name: 'Bookmarks and breakpoints' })
  const field = form.getByRole('textbox').first()
  await expect(field).toBeFocused()
  const marked = await positionOf(page)
  expect(marked).toBeLessThan(before)
  await expect(form).toContainText(`Mark event ${marked.toLocaleString('en-US')}`)
  await fingers.up()
  await settle(page)
  await expectAt(page, marked)
  await expect(field).toBeFocused()
  await page.keyboard.type('f')
  await expect(field).toHaveValue('f')
  await expect(form).toContainText(`Mark event ${marked.toLocaleString('en-US')}`)
})

test('the menu forks and changes the speed, the palette is there too', IN_WHOLE, async ({ page }) => {
  await openLab(page)
  const length = await lengthOf(page)
  await page.getByRole('button', { name: 'More', exact: true }).tap()
  const menu = page.getByRole('dialog', { name: 'More' })
  // The tabs are the panels.
  await expect(menu.getByRole('heading', { level: 3 })).toHaveText([
    'Questions and forks',
    'Marks',
    'Along the log',
    'The page',
  ])
  await menu
    .getByRole('list', { name: 'Questions and forks' })
    .getByRole('button', { name: /Fork here/ })
    .tap()
  const acts = page.getByRole('dialog', { name: 'Fork at event 0' })
  await expect(acts).toBeVisible()
  await settle(page)
  await checkText(page, undefined, 'with the acts of a fork')
  await acts.getByRole('button', { name: 'merge with a binary heap' }).tap()
  await waitForLog(page)
  await expect.poll(() => lengthOf(page)).toBeGreaterThan(length)

  // The run on the stage is named beside the transport, and its name opens all of them.
  await checkText(page, undefined, 'with the name of a fork')
  await page.getByRole('button', { name: /^merge with a binary heap of 2$/ }).tap()
  const runs = page.getByRole('dialog', { name: 'Runs and forks' })
  await runs.getByRole('button', { name: /^original run/ }).tap()
  await expect.poll(() => lengthOf(page)).toBe(length)

  await page.getByRole('button', { name: 'More', exact: true }).tap()
  await page
    .getByRole('dialog', { name: 'More' })
    .getByRole('button', { name: /Find a lab/ })
    .tap()
  const field = page.getByRole('combobox', { name: 'Find a lab, event or question' })
  await field.fill('seq 1999')
  await page.getByRole('option', { name: 'Event 1,999' }).tap()
  await expectAt(page, 1999)
  await expect(playhead(page)).toBeVisible()
})

test('a question is asked and answered by tapping', IN_WHOLE, async ({ page }) => {
  await openLab(page)
  await page.getByRole('button', { name: 'More', exact: true }).tap()
  await page
    .getByRole('dialog', { name: 'More' })
    .getByRole('button', { name: /Find a lab/ })
    .tap()
  await page.getByRole('combobox', { name: 'Find a lab, event or question' }).fill('what follows a page')
  await page.getByRole('option', { name: 'What follows a page of the input' }).tap()
  await expect(page.getByText('Predict, question 1 in this session')).toBeVisible()
  await settle(page)
  await checkText(page, undefined, 'with a question')
  await page.getByRole('radio').first().tap()
  await page.getByRole('button', { name: 'Lock it in' }).tap()
  // The truth is seen on the stage, so that is the panel that comes and stays; its foot leads to the reason and on.
  const stage = page.getByRole('tab', { name: 'Stage' })
  await expect(stage).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: 'Play the truth' }).tap()
  const verdict = page.getByRole('button', { name: /^(Right|Not so), and .*: why$/ })
  await expect(verdict).toBeVisible()
  await expect(stage).toHaveAttribute('aria-selected', 'true')
  await settle(page)
  await checkText(page, undefined, 'with a verdict')
  await verdict.tap()
  await expect(page.getByRole('status').filter({ hasText: /^(Right|Not so), and/ })).toBeVisible()
  await stage.tap()
  await page.getByRole('button', { name: 'Next question' }).tap()
  await expect(page.getByText('Predict, question 2 in this session')).toBeVisible()
})

test(
  'practice names no keys, and what can be pressed beside a result is large enough for a finger',
  IN_WHOLE,
  async ({ page }) => {
    await page.goto('./#/practice')
    const filters = page.locator('.catalogue-keys button')
    await expect(filters.first()).toBeVisible()
    expect(await page.locator('kbd:visible').count()).toBe(0)
    expect((await boxOf(filters.first())).height).toBeGreaterThanOrEqual(LEAST_PX)
    await page.goto('./#/practice/cd-17')
    await page.getByRole('textbox', { name: /^Your program/ }).fill('function fewestBatches() { return 1 }')
    await page.getByRole('button', { name: 'Run', exact: true }).tap()
    const run = page.getByRole('button', { name: /^Run 1/ })
    await expect(run).toBeVisible({ timeout: 30_000 })
    expect((await boxOf(run)).height).toBeGreaterThanOrEqual(LEAST_PX)
    await page.getByRole('button', { name: 'Hand in' }).tap()
    const fold = page.locator('.test-fold')
    await expect(fold).toBeVisible({ timeout: 30_000 })
    expect((await boxOf(fold)).height).toBeGreaterThanOrEqual(LEAST_PX)
  },
)

test('what the engine stands at stays in sight of the buttons that are pressed', IN_WHOLE, async ({ page }) => {
  await page.goto('./#/practice/en-03')
  const moves = page.locator('.act-moves button')
  await moves.last().scrollIntoViewIfNeeded()
  const state = page.getByRole('group', { name: 'What stands now' })
  await expect(state.getByText('Map 0', { exact: true })).toBeInViewport()
  await moves.first().tap()
  await moves.last().scrollIntoViewIfNeeded()
  const told = page.locator('.act-told')
  await expect(told).toContainText('Not now')
  const tops = await Promise.all([state, told, moves.last()].map(boxOf))
  const bottoms = tops.map(({ y, height }) => y + height)
  expect(tops[0]?.height).toBeGreaterThan(100)
  expect(bottoms[0]).toBeLessThanOrEqual(tops[1]?.y ?? 0)
  expect(bottoms[1]).toBeLessThanOrEqual(tops[2]?.y ?? 0)
  expect(await told.evaluate((told) => told.scrollHeight - told.clientHeight)).toBe(0)
  await checkAxe(page, 'be the engine')
})

for (const [width, height] of [
  [320, 568],
  [360, 640],
  [375, 667],
] as const) {
  test.describe(`of ${width} × ${height}`, () => {
    test.use({ viewport: { width, height } })

    test(
      'a comparison has a picture, with the claim over it and without, and the switch lies on nothing',
      width === 320 ? {} : IN_WHOLE,
      async ({ page }) => {
        await page.goto('/#/labs/external-sort/scenario/tree-against-heap')
        const picture = page.locator('.half .picture').first()
        const isSeenWhole = async (least: number): Promise<void> => {
          await page.locator('.tl').scrollIntoViewIfNeeded()
          await settle(page)
          expect((await boxOf(picture)).height).toBeGreaterThanOrEqual(least)
          const [halves, lit] = [await boxOf(page.locator('.halves')), await boxOf(page.locator('.lit-line'))]
          const choice = await boxOf(page.getByRole('radiogroup', { name: 'Which of the two' }))
          expect(choice.y + choice.height).toBeLessThanOrEqual(halves.y + 1)
          expect(halves.y + halves.height).toBeLessThanOrEqual(lit.y + 1)
        }
        await expect(page.locator('.share-notice')).toBeVisible()
        await isSeenWhole(190)
        await page.locator('.share-notice').getByRole('button', { name: 'Close' }).tap()
        await expect(page.locator('.share-notice')).toHaveCount(0)
        await isSeenWhole(150)
      },
    )
  })
}

test.describe('at four times its size', () => {
  test.use({ viewport: { width: 320, height: 256 } })

  test('the page scrolls to a stage and a transport that have room', IN_WHOLE, async ({ page }) => {
    await openLab(page)
    const stage = page.getByRole('region', { name: 'Stage' })
    await stage.scrollIntoViewIfNeeded()
    await expect(stage).toBeInViewport({ ratio: 1 })
    expect((await boxOf(stage)).height).toBeGreaterThanOrEqual(190)
    const end = page.getByRole('button', { name: 'One event on', exact: true })
    await end.scrollIntoViewIfNeeded()
    await expect(end).toBeInViewport({ ratio: 1 })
    await page.getByRole('tab', { name: 'Story' }).tap()
    const story = page.getByRole('region', { name: 'Story' })
    expect((await boxOf(story)).height).toBeGreaterThanOrEqual(300)
  })
})

test.describe('on its side', () => {
  test.use({ viewport: { width: 844, height: 390 } })

  test('the stage has room, the menu has the tools, and nothing is cut off', IN_WHOLE, async ({ page }) => {
    await openLab(page)
    const stage = page.getByRole('region', { name: 'Stage' })
    const more = page.getByRole('button', { name: 'More' })
    await expect(stage).toBeInViewport({ ratio: 1 })
    expect((await boxOf(stage)).height).toBeGreaterThanOrEqual(190)
    for (const name of ['More', 'To the start', 'One event back', 'Play', 'One event on', 'To the end']) {
      const { width, height } = await boxOf(page.getByRole('button', { name, exact: true }).first())
      expect(Math.min(width, height), name).toBeGreaterThanOrEqual(LEAST_PX)
    }
    await page.getByRole('button', { name: 'One event on' }).tap()
    await more.last().tap()
    await page.getByRole('button', { name: /^Open the story/ }).tap()
    await expect(page.getByRole('list', { name: 'Pseudo-code' })).toBeInViewport()
    await more.last().tap()
    await page.getByRole('button', { name: /^Open the story/ }).tap()
    await more.last().tap()
    await page.getByRole('button', { name: /^Fork here/ }).tap()
    await page.getByRole('dialog').getByRole('button', { name: 'crash here' }).tap()
    await expect(page.locator('.run-name')).toContainText('crash here')
    await waitForLog(page)
    await settle(page)
    await checkText(page, undefined, 'with a fork')
    await more.last().tap()
    await page.getByRole('button', { name: /^Compare/ }).tap()
    await expect(page.locator('.half .picture')).toHaveCount(2)
    for (const half of await page.locator('.half .picture').all()) {
      await expect(half).toBeInViewport()
      expect((await boxOf(half)).height).toBeGreaterThanOrEqual(150)
    }
    await settle(page)
    await checkText(page, undefined, 'comparing')
    await checkAxe(page, 'comparing')
  })
})
