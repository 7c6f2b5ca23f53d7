import path from 'node:path'
import type { Page } from '@playwright/test'
import { FIRST_BYTES_LIMIT, firstBytes } from '../scripts/first-bytes.ts'
import { expect, IN_WHOLE, test } from './fixtures.ts'
import {
  expectAt,
  expectTrueEquation,
  goToEvent,
  lengthOf,
  openPalette,
  playhead,
  positionOf,
  readEquation,
  waitForLog,
  waitForPosition,
} from './tools/lab-page.ts'

const CLAIM = 'Step through data systems the way a debugger steps through code.'

function firstVisit(page: Page) {
  return page.getByRole('heading', { name: CLAIM })
}

/** By the link at the top; the page stays loaded. */
async function leaveLab(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'You are here' }).getByRole('link', { name: 'Labs' }).last().click()
}

const FIRST_THINGS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'a changed value': async (page) => {
    await page.getByRole('spinbutton', { name: 'records', exact: true }).focus()
    await page.keyboard.press('ArrowUp')
  },
  'a fork': async (page) => {
    await page.keyboard.press('f')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /binary heap/ })
      .click()
  },
}

for (const [what, act] of Object.entries(FIRST_THINGS)) {
  test(`${what} on the first visit leads into the lab, and what was done stays`, async ({ page }) => {
    await page.goto('/')
    await waitForLog(page)
    const sentence = page.locator('.sentence')
    const before = await sentence.textContent()
    await act(page)
    await expect(page).toHaveURL(/#\/labs\/external-sort$/)
    await expect(page.getByRole('tab', { name: 'Event' })).toBeVisible()
    await expect(sentence).not.toHaveText(before ?? '')
    // It is noted in the learner's log, with which the home page is another one.
    await page.getByRole('link', { name: 'Labs' }).first().click()
    await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
    await page.goBack()
    await expect(page.getByRole('tab', { name: 'Event' })).toBeVisible()
    await expect(sentence).not.toHaveText(before ?? '')
  })
}

test('a new user presses space and the sort plays; it steps back; its equation is true', async ({ page }) => {
  await page.goto('/')
  await expect(firstVisit(page)).toBeVisible()
  await waitForLog(page)
  await expectAt(page, 0)
  expect(await readEquation(page)).toEqual({ base: 'nothing', events: 0 })
  await expect(page.getByRole('region', { name: 'Labs' })).toContainText(/(One lab|[A-Z][a-z]+ labs),/)
  const events = (await lengthOf(page)).toLocaleString('en-US')
  await expect(page.getByRole('region', { name: 'Stage' })).toContainText(`and ${events} events will turn the file`)

  await page.keyboard.press('Space')
  const played = await waitForPosition(page, (position) => position >= 3)
  await expect(page).toHaveURL(/#\/labs\/external-sort$/)
  await expect(firstVisit(page)).toBeHidden()
  await expect(page.getByRole('region', { name: 'Story' }).getByRole('list', { name: 'Pseudo-code' })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Event' })).toBeVisible()
  await waitForPosition(page, (position) => position > played)

  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  const stopped = await positionOf(page)
  await expect(page.getByRole('region', { name: `Recorded: event ${stopped}` })).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expectAt(page, stopped - 1)
  await expect(page.getByRole('region', { name: `Recorded: event ${stopped - 1}` })).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expectAt(page, stopped)
  await expectTrueEquation(page)

  await page.keyboard.press('End')
  const length = await lengthOf(page)
  await expectAt(page, length)
  await expectTrueEquation(page)
  expect((await readEquation(page)).base).toMatch(/^c\d+$/)
  await page.keyboard.press('ArrowLeft')
  await expectAt(page, length - 1)
  await expectTrueEquation(page)
  await page.keyboard.press('Home')
  await expectAt(page, 0)
  expect(await readEquation(page)).toEqual({ base: 'nothing', events: 0 })
})

test('the equation is true on both sides of a checkpoint and on it', async ({ page }) => {
  await page.goto('/#/labs/external-sort')
  await waitForLog(page)
  await page.keyboard.press('Alt+ArrowRight')
  const stride = await waitForPosition(page, (position) => position > 0)
  expect(await readEquation(page)).toEqual({ base: 'c1', events: 0 })
  await page.keyboard.press('ArrowLeft')
  await expectAt(page, stride - 1)
  expect(await readEquation(page)).toEqual({ base: 'nothing', events: stride - 1 })
  for (const place of [stride + 1, 3 * stride + 7, 7 * stride - 1]) {
    await goToEvent(page, place)
    expect(await readEquation(page)).toEqual({ base: `c${Math.floor(place / stride)}`, events: place % stride })
  }
})

test('who comes back finds the place again, and Resume brings back the same event', async ({ page }) => {
  await page.goto('/')
  await waitForLog(page)
  await page.keyboard.press('ArrowRight')
  await expect(firstVisit(page)).toBeHidden()
  await goToEvent(page, 1999)
  const recorded = page.getByRole('region', { name: 'Recorded: event 1,999' })
  const told = await recorded.innerText()
  const outcome = await playhead(page).getAttribute('aria-valuetext')
  await leaveLab(page)

  const stopped = page.getByRole('region', { name: 'Where you stopped' })
  await expect(stopped).toContainText('External sort, event 1,999.')
  // The line at the foot shows what is stored, not what is on its way there.
  await expect(page.getByRole('button', { name: /^lab steps, \d so far, mute$/ })).toBeVisible()
  await page.reload()
  await expect(stopped).toContainText('External sort, event 1,999.')
  await expect(firstVisit(page)).toBeHidden()
  await expect(page.getByRole('row', { name: /External sort/ })).toContainText('1,999')
  await expect(page.getByRole('row', { name: /External sort/ })).toContainText('today')

  await stopped.getByRole('button', { name: 'Resume' }).click()
  await waitForLog(page)
  await expectAt(page, 1999)
  await expect(recorded).toHaveText(told, { useInnerText: true })
  await expect(playhead(page)).toHaveAttribute('aria-valuetext', outcome ?? '')
})

test('the practice log at the foot of the returning home can be scrubbed back and brought back to now', async ({
  page,
}) => {
  await page.goto('/')
  await waitForLog(page)
  await page.keyboard.press('End')
  await leaveLab(page)
  await expect(page.getByRole('region', { name: 'Where you stopped' })).toContainText('Done.')
  await expect(page.getByRole('button', { name: /^lab steps, \d so far, mute$/ })).toBeVisible()
  const events = await lengthOf(page)
  await expectAt(page, events)
  await playhead(page).focus()
  await page.keyboard.press('Home')
  await expectAt(page, 0)
  await expect(page.getByRole('region', { name: 'Where you stopped' })).toContainText('In no lab yet')
  await page.getByRole('button', { name: 'Back to now' }).click()
  await expectAt(page, events)
  await expect(page.getByRole('button', { name: 'Resume' })).toBeEnabled()
})

test(
  'the keys of every page work at home too: the palette, the sheet of keys, a file of one’s own',
  IN_WHOLE,
  async ({ page }) => {
    await page.goto('/#/about')
    await expect(page.getByRole('heading', { name: 'About Lakescope' })).toBeVisible()
    const field = await openPalette(page)
    await field.fill('external')
    await page.keyboard.press('Enter')
    await waitForLog(page)
    await page.keyboard.press('ArrowRight')
    await expectAt(page, 1)
    await leaveLab(page)
    await expect(page.getByRole('region', { name: 'Where you stopped' })).toContainText('event 1')
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('c')
    await expect(page).toHaveURL(/#\/practice$/)
    await page.goBack()
    await expect(page.getByRole('region', { name: 'Where you stopped' })).toBeVisible()
    await page.keyboard.press('o')
    await expect(page).toHaveURL(/#\/labs\/external-sort\/my-data$/)
  },
)

test('what is fetched before any lazy chunk stays within its limit', () => {
  const bytes = firstBytes(path.resolve(import.meta.dirname, '../dist'))
  expect(bytes).toBeLessThanOrEqual(FIRST_BYTES_LIMIT)
  // Less than React alone would mean that the page names its scripts in another way than is read here.
  expect(bytes).toBeGreaterThan(60_000)
})
