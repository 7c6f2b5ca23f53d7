import type { Page } from '@playwright/test'
import { expect, IN_WHOLE, test } from './fixtures.ts'
import {
  expectAt,
  expectTrueEquation,
  goToEvent,
  LAB,
  lengthOf,
  openLab,
  playhead,
  positionOf,
  readEquation,
  runCommand,
  settle,
  waitForLog,
  waitForPosition,
} from './tools/lab-page.ts'
import { slowEngine } from './tools/slow-engine.ts'

/** Sets a number of the sentence by typing it. */
async function setValue(page: Page, name: string, value: number): Promise<void> {
  const part = page.getByRole('spinbutton', { name, exact: true })
  await part.focus()
  await page.keyboard.type(String(value))
  await page.keyboard.press('Enter')
}

/** Starts the longest run the sentence allows, slowed down, and waits until part of its log is on the stage. */
async function startLongRun(page: Page): Promise<void> {
  await slowEngine(page)
  await openLab(page)
  await setValue(page, 'records', 20_000)
  await expect(page.locator('.run-name')).toContainText('records 320 to 20,000')
  await expect(page.locator('.tl-end[data-end=writing]')).toBeVisible()
}

/** What is written can be visited anywhere: its end, its start, a place in between, and the equation holds there. */
async function expectUsable(page: Page): Promise<void> {
  await playhead(page).focus()
  await page.keyboard.press('End')
  const length = await lengthOf(page)
  await expectAt(page, length)
  // The checkpoint that the equation names is drawn where the whole log is shown.
  await page.keyboard.press('0')
  await expectTrueEquation(page)
  await goToEvent(page, Math.floor(length / 3))
  await expectTrueEquation(page)
  await page.keyboard.press('ArrowRight')
  await expectAt(page, Math.floor(length / 3) + 1)
  await page.keyboard.press('Home')
  expect(await readEquation(page)).toEqual({ base: 'nothing', events: 0 })
}

test('a long run is scrubbed while it is written, and stopped; what exists stays', async ({ page }) => {
  await startLongRun(page)
  await playhead(page).focus()
  await page.keyboard.press('End')
  const early = await waitForPosition(page, (position) => position > 300)
  await expect(page.getByRole('region', { name: `Recorded: event ${early.toLocaleString('en-US')}` })).toBeVisible()
  await page.getByRole('button', { name: 'Stop here' }).first().click()
  await expect(page.locator('.tl-end[data-end=writing]')).toHaveCount(0)
  const length = await lengthOf(page)
  expect(length).toBeGreaterThanOrEqual(early)
  await page.keyboard.press('End')
  await expect(page.locator('.tl-end[data-end=stopped]')).toContainText(`stopped at ${length.toLocaleString('en-US')}`)
  await expectUsable(page)
  await expect.poll(() => lengthOf(page)).toBe(length)
})

test(
  'a worker that is gone is told, its log stays usable, and the next run works',
  IN_WHOLE,
  async ({ page, faults }) => {
    await startLongRun(page)
    const [worker] = page.workers()
    if (worker === undefined) throw new Error('the engine runs in no worker')
    // It closes itself without a word, as when the browser takes its memory.
    await worker.evaluate(() => self.close())
    const told = page.getByRole('region', { name: 'The engine stopped' })
    await expect(told).toContainText(/log ends at [\d,]+: worker .+\. State at [\d,]+ is intact\./, { timeout: 20_000 })
    const length = await lengthOf(page)
    expect(length).toBeGreaterThan(0)
    await expect(told).toContainText(`State at ${length.toLocaleString('en-US')} is intact`)
    await expectUsable(page)

    await setValue(page, 'records', 300)
    await expect(page.locator('.run-name')).toContainText('records 20,000 to 300')
    await waitForLog(page)
    await expect(told).toBeHidden()
    await playhead(page).focus()
    await page.keyboard.press('End')
    await expect(playhead(page)).toHaveAttribute('aria-valuetext', /done$/)
    expect(faults.list()).toEqual([])
  },
)

test('a worker that cannot start is told, and the page stays', async ({ page, faults }) => {
  await page.route('**/assets/entry-*.js', (route) => route.abort())
  await page.goto(`/${LAB}`)
  await expect(page.getByRole('alert').filter({ hasText: 'The run' })).toHaveText(
    'The run did not start: worker stopped',
  )
  await runCommand(page, 'settings', 'Open settings')
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
  faults.allow(/net::ERR_FAILED/)
})

test('a disk with no room at all is told as full', IN_WHOLE, async ({ page, context, baseURL }) => {
  const devtools = await context.newCDPSession(page)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: baseURL ?? '', quotaSize: 1 })
  await openLab(page)
  await page.getByRole('button', { name: 'Settings' }).click()
  const sheet = page.getByRole('dialog', { name: 'Settings' })
  await expect(sheet).toContainText('The disk or the share of it given to this site is full.')
  await expect(sheet).not.toContainText('private window')
})

test('theme, motion and letter keys are remembered, and letter keys that are off are off', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await openLab(page)
  await page.getByRole('button', { name: 'Settings' }).click()
  const sheet = page.getByRole('dialog', { name: 'Settings' })
  await sheet.getByRole('radiogroup', { name: 'Theme' }).getByRole('radio', { name: 'Dark' }).check()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await sheet.getByRole('radiogroup', { name: 'Motion' }).getByRole('radio', { name: 'None' }).check()
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced')
  await sheet.getByRole('switch', { name: 'Keys that are one character' }).click()
  await expect(sheet.getByText('3 events in this browser')).toBeHidden()
  await page.keyboard.press('Escape')

  for (const round of ['now', 'after a reload'] as const) {
    if (round === 'after a reload') {
      await page.reload()
      await waitForLog(page)
    }
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced')
    await page.keyboard.press('Home')
    for (const key of ['f', 'b', 'p', '/', '?', 'l', 'o', 'Shift+B']) await page.keyboard.press(key)
    await page.keyboard.press('ArrowRight')
    await expectAt(page, 1)
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByText(/^Predict, question/)).toHaveCount(0)
    await expect(page).toHaveURL(/#\/labs\/external-sort$/)
    await expect(page.locator('.hint kbd', { hasText: 'F' })).toBeHidden()
    await expect(page.locator('.top-bar-tool kbd', { hasText: '/' })).toBeHidden()
  }

  await page.keyboard.press('Space')
  await waitForPosition(page, (position) => position > 1)
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: /Keys/ }).click()
  await page.getByRole('switch', { name: 'Keys that are one character' }).click()
  await page.keyboard.press('Escape')
  await expect(page.locator('.hint kbd', { hasText: 'F' })).toBeVisible()
  await page.keyboard.press('f')
  await expect(page.getByRole('dialog', { name: /^Fork at event/ })).toBeVisible()
})

test('letters typed into a field are not keys', async ({ page }) => {
  await openLab(page)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('b')
  await page.getByLabel('Mark event 1 as').fill('')
  await page.keyboard.type('f x p l /')
  await expect(page.getByLabel('Mark event 1 as')).toHaveValue('f x p l /')
  await expectAt(page, 1)
  await page.keyboard.press('Escape')
  await expect.poll(() => positionOf(page)).toBe(1)
})

test('an address that leads nowhere says so and leads home', async ({ page }) => {
  for (const address of ['/#/labs/no-such-lab', '/#/nowhere/at/all']) {
    await page.goto(address)
    await expect(page.getByRole('heading', { name: 'Nothing is at this address.' })).toBeVisible()
  }
  await page.getByRole('button', { name: 'See the labs' }).click()
  await expect(page.getByRole('link', { name: /External sort/ })).toBeVisible()
})

test(
  "once the page is here the network may go: pages, sheets, a file of one's own",
  IN_WHOLE,
  async ({ page, context, faults }) => {
    const readers = context.waitForEvent('response', (response) => response.url().includes('opfs-operations'))
    const ownData = context.waitForEvent('response', (response) => response.url().includes('OwnDataPage'))
    await openLab(page)
    await readers
    await ownData
    await settle(page)
    await context.setOffline(true)
    faults.allow(/ERR_INTERNET_DISCONNECTED/)
    await page.getByRole('link', { name: 'Labs' }).first().click()
    await page.keyboard.press('o')
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'small.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('id,name\n3,c\n1,a\n2,b\n'),
      })
    await page.getByRole('button', { name: /^id/ }).first().click()
    await page.getByRole('button', { name: /^Sort the file/ }).click()
    await expect(page.getByRole('region', { name: 'The sort' }).getByText('none lost, none added')).toBeVisible()
    await page.goto('#/about')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('About Lakescope')
    await page.goto(`${LAB}/scenario/one-pass`)
    await expectAt(page, 2107)
    await page.goto('#/labs/delta-log')
    await expect(page.getByRole('slider', { name: 'Playhead' })).toBeVisible()
    await context.setOffline(false)
  },
)

test('a scenario that was moved on from is found again where it was left', async ({ page }) => {
  await openLab(page, `${LAB}/scenario/one-pass`)
  const opened = await positionOf(page)
  await page.keyboard.press('ArrowRight')
  await expectAt(page, opened + 1)
  await expect(page).toHaveURL(/#\/labs\/external-sort$/)
  await page.keyboard.press('ArrowRight')
  await expectAt(page, opened + 2)
  await expect.poll(() => page.evaluate(() => indexedDB.databases().then((all) => all.length))).toBeGreaterThan(0)
  await page.getByRole('link', { name: 'Labs' }).first().click()
  await page.getByRole('button', { name: /^Resume/ }).click()
  await waitForLog(page)
  await expectAt(page, opened + 2)
})

test('the palette finds places by their names', async ({ page }) => {
  await openLab(page)
  await runCommand(page, 'R6 empty', /^R6 empty, event [\d,]+$/)
  await expect(playhead(page)).toHaveAttribute('aria-valuetext', /emit, .*R6/)
})
