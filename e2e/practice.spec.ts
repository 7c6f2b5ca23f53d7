import type { Page } from '@playwright/test'
import { IS_WHOLE } from '../scripts/draw.ts'
import { Rng } from '../src/base/rng.ts'
import { checkAxe, checkText, expect, IN_WHOLE, setTheme, test } from './fixtures.ts'
import { settle } from './tools/lab-page.ts'

/** How often a tab is killed. */
const KILLS = IS_WHOLE ? 50 : 2

/** The catalogue, and a challenge that is a form, from the first look to the grade. */

async function openCatalogue(page: Page): Promise<void> {
  await page.goto('./#/practice')
  await expect(page.getByRole('heading', { name: 'Practice', level: 1 })).toBeVisible()
  await expect(page.locator('.catalogue-row').first()).toBeVisible()
}

async function openChallenge(page: Page, id: string): Promise<void> {
  await page.goto(`./#/practice/${id}`)
  await expect(page.locator('.challenge-prompt').first()).toBeVisible()
}

const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()

async function mergeBackup(page: Page, events: readonly object[]): Promise<void> {
  const text = JSON.stringify({ format: 'lakescope-progress', version: 1, exportedAt: '', events })
  await page.getByRole('button', { name: 'Settings' }).click()
  const file = { name: 'backup.json', mimeType: 'application/json', buffer: Buffer.from(text) }
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file)
  await page.keyboard.press('Escape')
}

const clock = (page: Page) => page.getByRole('timer')
const handIn = (page: Page) => page.getByRole('button', { name: /^Hand in/ })

test('the catalogue is filtered by key and by its sentence, and opens what is selected', async ({ page }) => {
  await openCatalogue(page)
  const all = await page.locator('.catalogue-row').count()
  // Elsewhere C is the key of the challenges' page.
  for (const key of ['n', 'c']) {
    await page.keyboard.press(key)
    const found = await page.locator('.catalogue-row').count()
    expect(found).toBeGreaterThan(0)
    expect(found).toBeLessThan(all)
    await expect(page.locator('.catalogue-count')).toHaveText(`${found} of ${all}`)
    await page.keyboard.press(key)
    await expect(page.locator('.catalogue-row')).toHaveCount(all)
  }
  await page.getByRole('combobox', { name: 'topic' }).click()
  await page.getByRole('option', { name: 'Delta log' }).click()
  await expect(page.locator('.catalogue-group')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await page.locator('.catalogue-row a').first().focus()
  await page.keyboard.press('ArrowDown')
  const second = page.locator('.catalogue-row').nth(1)
  await expect(second.getByRole('link')).toBeFocused()
  await expect(page.locator('.selected-title')).toHaveText(await second.getByRole('link').innerText())
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/practice\/dl-02$/)
})

test('what to do next is of what the filter leaves, and Enter opens it', async ({ page }) => {
  await openCatalogue(page)
  await page.keyboard.press('q')
  await expect(page.getByRole('button', { name: 'SQL', pressed: true })).toBeVisible()
  const first = page.getByRole('region', { name: 'What to do next' }).getByRole('listitem').getByRole('link').first()
  const title = await first.locator('b').innerText()
  await expect(page.locator('.catalogue-row', { hasText: title })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^SQL · level/)).toBeVisible()
  await expect(page.locator('.challenge-title')).toHaveText(title)
})

test('a challenge is done by keyboard alone: begun, hinted, handed in, graded', async ({ page }) => {
  await openChallenge(page, 'xs-01')
  await expect(clock(page)).toHaveText('5:00 left')
  await page.getByLabel('Runs after the first pass').focus()
  await page.keyboard.type('22')
  await expect(clock(page)).toHaveText(/4:\d\d left/)
  await page.keyboard.press('Tab')
  await page.keyboard.type('2')
  await page.keyboard.press('Tab')
  await page.keyboard.type('648')
  const hint = page.getByRole('button', { name: 'Show a hint' })
  await hint.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/Hint 1 of 3, opened at 0:\d\d, −5 points/)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: '1 of 3 lines right.' })).toBeFocused()
  await expect(page.locator('.line-verdict.bad-line')).toHaveCount(2)
  await expect(page.locator('.score .num')).toHaveText('28')
  await expect(page.getByRole('button', { name: /^1 again/ })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('2')
  await expect(page.getByRole('button', { name: /^2 hard/ })).toHaveAttribute('aria-pressed', 'true')
  await page.goto('./#/practice')
  await expect(page.getByText(/^1 of \d+ tried, 0 solved/)).toBeVisible()
})

/** From now on the database of the page has no room, or has it again. */
async function setFull(page: Page, isFull: boolean): Promise<void> {
  await page.evaluate((text) => sessionStorage.setItem('full', text), String(isFull))
}

test('a disk that gets full in the middle of an attempt is told; what is typed then is kept, over a reload too', async ({
  page,
}) => {
  await page.addInitScript(() => {
    for (const name of ['put', 'add'] as const) {
      const own = IDBObjectStore.prototype[name]
      IDBObjectStore.prototype[name] = function (...values) {
        if (sessionStorage.getItem('full') === 'true') throw new DOMException('full', 'QuotaExceededError')
        return own.apply(this, values)
      }
    }
  })
  const notice = page.getByRole('alert').filter({ hasText: /is full\. Progress is kept in this tab/ })
  await openChallenge(page, 'xs-01')
  await expect(page.getByText('Everything is kept, keystroke by keystroke.')).toBeVisible()
  await page.getByLabel('Runs after the first pass').fill('22')
  await expect(notice).toHaveCount(0)
  await setFull(page, true)
  await page.getByLabel('Merge passes').pressSequentially('31')
  await page.getByRole('textbox', { name: 'Scratchpad' }).fill('108 / 5')
  await expect(notice).toBeVisible()
  await checkText(page, '.challenge-note', 'a full disk')
  await checkAxe(page, 'a full disk')

  await page.reload()
  await expect(page.getByLabel('Merge passes')).toHaveValue('31')
  await expect(page.getByLabel('Runs after the first pass')).toHaveValue('22')
  await expect(page.getByRole('textbox', { name: 'Scratchpad' })).toHaveValue('108 / 5')
  await expect(notice).toBeVisible()

  await page.getByLabel('Merge passes').fill('3')
  await setFull(page, false)
  await page.getByLabel('Page reads and writes in all').fill('864')
  await expect(notice).toHaveCount(0)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'All of it is right.' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'All of it is right.' })).toBeVisible()
})

test('nothing is lost: answers, hints and the clock come back after a reload', async ({ page }) => {
  await openChallenge(page, 'xs-01')
  await page.getByLabel('Runs after the first pass').fill('21')
  await page.getByRole('button', { name: 'Show a hint' }).click()
  await page.getByRole('textbox', { name: 'Scratchpad' }).fill('108 / 5')
  await expect(page.locator('.scratchpad-results')).toHaveText('21.6')
  await page.reload()
  await expect(page.getByLabel('Runs after the first pass')).toHaveValue('21')
  await expect(page.getByText(/Hint 1 of 3/)).toBeVisible()
  await expect(page.locator('.scratchpad-results')).toHaveText('21.6')
  await expect(clock(page)).toHaveText(/4:\d\d left/)
})

test('an earlier version is one step away, and work goes on from it', async ({ page }) => {
  await openChallenge(page, 'xs-01')
  const runs = page.getByLabel('Runs after the first pass')
  await runs.pressSequentially('22')
  await page.getByLabel('Merge passes').fill('9')
  const head = page.getByRole('slider', { name: 'Moment of the attempt' })
  await head.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByText(/Your answer as it was at/)).toBeVisible()
  await expect(page.getByLabel('Merge passes')).toHaveValue('')
  await expect(runs).toHaveJSProperty('readOnly', true)
  await page.getByRole('button', { name: 'Go on from here' }).click()
  await expect(page.getByLabel('Merge passes')).toHaveValue('')
  await expect(runs).toHaveValue('22')
  await page.getByLabel('Merge passes').fill('3')
  await expect(page.getByText('given up: 1 edit')).toBeAttached()
})

test(
  'an older attempt is looked at by keyboard, as it was, and the present one is one key away',
  IN_WHOLE,
  async ({ page }) => {
    await openChallenge(page, 'xs-01')
    const runs = page.getByLabel('Runs after the first pass')
    const list = page.locator('.attempt-list')
    await expect(page.getByText('None has been handed in yet.')).toBeVisible()
    for (const [i, answer] of ['22', '7'].entries()) {
      await runs.fill(answer)
      await page.keyboard.press('Control+Enter')
      // What is not filled in is first asked about.
      await page.keyboard.press('Control+Enter')
      await expect(list.getByRole('button')).toHaveCount(i + 1)
      if (i === 0) await page.getByRole('button', { name: 'Try again' }).click()
    }
    await expect(page.locator('.attempt-list button[aria-pressed="true"]')).toHaveCount(1)
    await list.getByRole('button').last().focus()
    await page.keyboard.press('Enter')
    await expect(runs).toHaveValue('22')
    await expect(runs).toHaveJSProperty('readOnly', true)
    await expect(page.getByText(/^Your attempt of .*, as it was\.$/)).toBeVisible()
    await expect(list.getByRole('button').last()).toBeFocused()
    await expect(list.getByRole('button').last()).toHaveAttribute('aria-pressed', 'true')
    await page.getByRole('slider', { name: 'Moment of the attempt' }).focus()
    await page.keyboard.press('Home')
    await expect(runs).toHaveValue('')
    await page.getByRole('button', { name: 'Back to its end' }).click()
    await expect(runs).toHaveValue('22')
    await checkAxe(page, 'an older attempt')
    await page.getByRole('button', { name: 'Back to the present' }).focus()
    await page.keyboard.press('Enter')
    await expect(runs).toHaveValue('7')
    await page.getByRole('button', { name: 'Try again' }).click()
    await runs.fill('1')
    await expect(page.getByText('They open again once the attempt at work is handed in.')).toBeVisible()
    await expect(list.getByRole('button').first()).toHaveAttribute('aria-disabled', 'true')
  },
)

test(
  'an attempt that was gone on with in two copies keeps both answers whole, and says so',
  IN_WHOLE,
  async ({ page }) => {
    await openChallenge(page, 'xs-01')
    const runs = page.getByLabel('Runs after the first pass')
    const edit = (id: string, after: string, from: number, insert: string) => {
      const what = { type: 'attempt-edited', attempt: 'a', field: 'runs', from, cut: 0, insert, after }
      return { ...what, id, at: at(events.length * 1000 - 60_000) }
    }
    const events: object[] = [
      { type: 'attempt-started', challenge: 'xs-01', attempt: 'a', isTimed: true, id: 'o.1', at: at(-61_000) },
    ]
    // Both copies go on from "2".
    events.push(edit('o.2', 'o.1', 0, '2'))
    events.push(edit('o.3', 'o.2', 1, '2'))
    events.push(edit('t.3', 'o.2', 0, '9'))
    events.push(edit('o.4', 'o.3', 2, '3'))
    events.push(edit('t.4', 't.3', 2, '7'))
    await mergeBackup(page, events)
    await expect(runs).toHaveValue('927')
    await expect(page.getByText(/^This attempt was gone on with in two places/)).toBeVisible()
    await expect(page.getByText('another copy: 2 edits')).toBeAttached()
    await page.getByRole('slider', { name: 'Moment of the attempt' }).focus()
    await page.keyboard.press('ArrowLeft')
    await expect(runs).toHaveValue('223')
    await page.getByRole('button', { name: 'Go on from here' }).click()
    await expect(runs).toHaveValue('223')
    await expect(page.getByText(/^This attempt was gone on with in two places/)).toBeHidden()
  },
)

test('the clock stops and goes on; at its end nothing can be changed, and what stands is handed in', async ({
  page,
}) => {
  await page.clock.install({ time: new Date('2026-11-29T09:00:00') })
  await openChallenge(page, 'xs-01')
  await page.getByLabel('Runs after the first pass').fill('22')
  await page.clock.runFor(60_000)
  await expect(clock(page)).toHaveText(/^(4:00|3:5\d) left$/)
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.clock.runFor(600_000)
  await expect(clock(page)).toHaveText(/^(4:00|3:5\d) left, stopped$/)
  await expect(page.getByLabel('Runs after the first pass')).toHaveJSProperty('readOnly', true)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.clock.runFor(300_000)
  await expect(clock(page)).toHaveText('time is up')
  await expect(page.getByLabel('Runs after the first pass')).toHaveJSProperty('readOnly', true)
  await expect(page.getByText('The time is up. What stands can be handed in.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show a hint' })).toHaveAttribute('aria-disabled', 'true')
  await handIn(page).click()
  await expect(page.getByText(/without an answer/).first()).toBeAttached()
  await page.getByRole('button', { name: 'Hand in as it is' }).click()
  await expect(page.getByRole('heading', { name: '1 of 3 lines right.' })).toBeVisible()
})

test('two tabs on one challenge show the same answer', async ({ page, context }) => {
  await openChallenge(page, 'xs-01')
  await page.getByLabel('Runs after the first pass').fill('2')
  const other = await context.newPage()
  await openChallenge(other, 'xs-01')
  await expect(other.getByLabel('Runs after the first pass')).toHaveValue('2')
  await page.getByLabel('Runs after the first pass').pressSequentially('2')
  await expect(other.getByLabel('Runs after the first pass')).toHaveValue('22')
})

test('an address without a challenge says so', async ({ page }) => {
  await page.goto('./#/practice/zz-99')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('.catalogue-row')).toHaveCount(0)
})

/** Text at every width, then axe in both themes, on what is open. */
async function checkPage(page: Page, where: string): Promise<void> {
  for (const width of [390, 1024, 1440, 1920]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
    await settle(page)
    await checkText(page, undefined, `${where} at ${width}`)
  }
  for (const theme of ['dark', 'light'] as const) {
    await setTheme(page, theme)
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    await settle(page)
    await checkAxe(page, `${where}, ${theme}`)
  }
}

test('the pages can be read by everybody', IN_WHOLE, async ({ page }) => {
  await setTheme(page, 'light')
  await openCatalogue(page)
  await checkPage(page, 'catalogue')
  await openChallenge(page, 'cs-02')
  await checkPage(page, 'a form')
  await openChallenge(page, 'cs-03')
  await checkPage(page, 'a challenge of numbers')
  for (const field of await page.locator('.form-line .field-input').all()) await field.fill('7')
  await handIn(page).click()
  await expect(page.locator('.line-verdict').first()).toBeVisible()
  await checkPage(page, 'verdict')
})

test('on a phone a challenge is done by finger', IN_WHOLE, async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  await openCatalogue(page)
  await page.getByRole('link', { name: 'Who is alive?' }).first().tap()
  await expect(page.getByRole('checkbox').first()).toBeVisible()
  await page.getByRole('checkbox').first().tap()
  await handIn(page).tap()
  await expect(page.getByRole('heading', { name: 'It is not right.' })).toBeFocused()
  await expect(page.locator('.line-verdict-head').first()).toBeInViewport({ ratio: 1 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await context.close()
})

test('the promises of the judges are published, with what each challenge rejects', IN_WHOLE, async ({ page }) => {
  await openCatalogue(page)
  await page.getByRole('link', { name: 'How answers are judged' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'How answers are judged' })).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: 'Median of a stream' })
  await expect(row.locator('.guarantees-scores')).toContainText(/typescript \d+ of \d+ \(\d+ %\)/)
  await row.locator('summary').click()
  await expect(row.locator('.guarantees-wrongs li').nth(2)).toBeVisible()
  await checkAxe(page, 'guarantees')
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})

const KILLED = 'a tab that is killed while somebody types loses the last key at most'

test(`${KILLED}, ${KILLS} times`, { tag: '@broad' }, async ({ browser }) => {
  if (IS_WHOLE) test.setTimeout(400_000)
  const context = await browser.newContext()
  const rng = new Rng(50, 'kills')
  const first = await context.newPage()
  await openChallenge(first, 'xs-01')
  await first.getByLabel('Runs after the first pass').fill('1')
  await expect(first.getByLabel('Runs after the first pass')).toHaveValue('1')
  let page = first
  let least = '1'
  for (let kill = 0; kill < KILLS; kill++) {
    const next = await context.newPage()
    await openChallenge(next, 'xs-01')
    const input = next.getByLabel('Runs after the first pass')
    const kept = await input.inputValue()
    expect(kept.startsWith(least), `kill ${kill}: "${least}" was typed and "${kept}" is kept`).toBe(true)
    await page.close()
    page = next
    await input.press('End')
    const keys = Array.from({ length: 1 + rng.nextBelow(4) }, () => String(rng.nextBelow(10)))
    for (const key of keys) await page.keyboard.press(key)
    // All but the last key must be there, whenever the tab goes.
    least = kept + keys.slice(0, -1).join('')
    await page.close({ runBeforeUnload: false })
    page = await context.newPage()
  }
  await context.close()
})

test('once something is done it is asked, once, whether the browser may keep it', IN_WHOLE, async ({ page }) => {
  await openChallenge(page, 'xs-01')
  await page.getByLabel('Runs after the first pass').fill('22')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.score')).toBeVisible()
  await openCatalogue(page)
  const notice = page.getByRole('region', { name: 'Keeping what you do' })
  await expect(notice).toBeVisible()
  await notice.getByRole('button', { name: 'No' }).click()
  await expect(notice).toBeHidden()
  await page.reload()
  await expect(page.locator('.catalogue-row').first()).toBeVisible()
  await expect(notice).toBeHidden()
})
