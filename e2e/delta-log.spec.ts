import type { Locator, Page } from '@playwright/test'
import { drawUnlessWhole, tellPart } from '../scripts/draw.ts'
import { SCENARIOS } from '../src/labs/delta-log/scenarios.ts'
import { checkAxe, checkText, expect, IN_WHOLE, setTheme, test } from './fixtures.ts'
import { expectAt, openLab, settle, waitForLog } from './tools/lab-page.ts'

const DELTA = '#/labs/delta-log'

const SIZES = [
  { width: 390, height: 844 },
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
  { width: 1440, height: 900 },
] as const

const opened = drawUnlessWhole(SCENARIOS, 1 / 8, 'scenarios of the Delta log')
const SHOWN = ['one-partition', 'z-order', 'vacuum', 'lost-commit'] as const
const shown = drawUnlessWhole(SHOWN, 1 / 4, 'screens of the Delta log')

const EVERY = 'every scenario opens at its moment, says its claim, and is compared when it is a comparison'

test(`${EVERY}: ${tellPart(opened, SCENARIOS)}`, { tag: '@broad' }, async ({ page }) => {
  test.slow()
  await openLab(page, DELTA)
  for (const { id, claim, position, fork } of opened) {
    await test.step(id, async () => {
      await page.evaluate((hash) => (location.hash = hash), `${DELTA}/scenario/${id}`)
      const notice = page.locator('.share-notice')
      await expect(notice, id).toContainText(claim)
      await expect(notice.locator('.bad'), id).toHaveCount(0)
      await waitForLog(page)
      await expectAt(page, position)
      const halves = page.getByRole('region', { name: /^(trunk|fork|run|original run|other)/ })
      if (fork === undefined) await expect(page.locator('.run-name'), id).toHaveCount(0)
      else await expect(halves.first(), id).toBeVisible()
      await notice.getByRole('button', { name: 'Close' }).click()
      await expect(notice).toHaveCount(0)
      await settle(page)
      await checkText(page, undefined, `in the scenario ${id}`)
    })
  }
})

for (const id of shown) {
  test(`the scenario ${id}: text, width and axe, ${tellPart(shown, SHOWN)}`, { tag: '@broad' }, async ({ page }) => {
    test.slow()
    await setTheme(page, 'light')
    await openLab(page, `${DELTA}/scenario/${id}`)
    await waitForLog(page)
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await settle(page)
      const where = `at ${size.width} × ${size.height}`
      await checkText(page, undefined, where)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect.soft(wide, `the page scrolls sideways ${where}`).toBeLessThanOrEqual(0)
      if (size.width === 1440 || size.width === 390) await checkAxe(page, where)
    }
    await setTheme(page, 'dark')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await settle(page)
    await checkAxe(page, 'in the dark theme')
  })
}

test('the file that caused a conflict is seen, the other isolation level is tried, and both are compared', async ({
  page,
}) => {
  await openLab(page, `${DELTA}/scenario/blind-append`)
  await waitForLog(page)
  await page.getByRole('button', { name: 'Close' }).click()
  const [left, right] = [page.getByRole('region', { name: /^trunk/i }), page.getByRole('region', { name: /^fork/i })]
  await expect(left.getByRole('application')).toHaveAccessibleName(/A won 3/)
  await page.keyboard.press('End')
  await expect(left.getByRole('application')).toHaveAccessibleName(/B won 4/)
  await expect(right.getByRole('application')).toHaveAccessibleName(/B refused/)
})

test('a version of the trunk is looked at with the keyboard, and its live files are ringed', async ({ page }) => {
  await openLab(page, DELTA)
  await waitForLog(page)
  await page.keyboard.press('End')
  const stage = page.getByRole('application')
  await expect(stage).toHaveAccessibleName(/B won 14/)
  // What the jump came to is said once it stands still, and what is said of a mark comes after.
  await expect(page.getByRole('status').filter({ hasText: 'B: committed version 14' })).toHaveCount(1)
  await stage.focus()
  // Writers come first in reading order; from the first of them down to the trunk.
  await page.keyboard.press('ArrowDown')
  await expect(page.getByText(/^A: UPDATE .*: won 13$/)).toBeAttached()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByText(/^Version 1\d, \w+ by/)).toBeAttached()
  await page.keyboard.press('Enter')
  await expect(stage.getByText(/^VERSION AS OF \d+$/)).toBeVisible()
  await expect(stage.getByText(/live files? where the line meets a bar/)).toBeVisible()
})

test('a version is looked at with the mouse, and no frame is drawn about the stage', IN_WHOLE, async ({ page }) => {
  await openLab(page, DELTA)
  await waitForLog(page)
  await page.keyboard.press('End')
  const stage = page.getByRole('application')
  await expect(stage).toHaveAccessibleName(/B won 14/)
  await stage.getByText('6', { exact: true }).click({ force: true })
  await expect(stage.getByText('VERSION AS OF 6')).toBeVisible()
  await expect(stage).toBeFocused()
  await expect(stage).toHaveCSS('outline-style', 'none')
})

test('statements of one own are refused with their place, or run', async ({ page }) => {
  await openLab(page, DELTA)
  await waitForLog(page)
  await page.getByRole('combobox', { name: 'what A runs' }).click()
  await page.getByRole('option', { name: 'statements of your own' }).click()
  const field = page.getByRole('textbox', { name: 'statements of A' })
  await field.fill("DELETE FROM orders WHERE region = 'US'; DELETE FROM")
  await field.press('Control+Enter')
  await expect(page.getByText(/expected a table's name/)).toBeVisible()
})

/** A lab with one writer, its comparison left. */
async function openScenario(page: Page): Promise<void> {
  await openLab(page, `${DELTA}/scenario/crash-before-commit`)
  await waitForLog(page)
  await page.getByRole('button', { name: 'Close' }).click()
  await page.keyboard.press('Escape')
}

/** Opens what can be done at the playhead, and gives the field for a statement. */
async function openStatement(page: Page): Promise<Locator> {
  await page.keyboard.press('f')
  return page.getByRole('textbox', { name: 'A statement of your own' })
}

test('a statement of one own runs at the playhead as a fork; a wrong one is told where it is written', async ({
  page,
}) => {
  await openScenario(page)
  const field = await openStatement(page)
  await field.fill('DELETE FROM orders WHERE region = ')
  await page.getByRole('button', { name: /^Run it here/ }).click()
  await expect(page.getByRole('dialog', { name: /^Fork at event/ })).toContainText(/\(line 1, column \d+\)/)
  await field.fill('-- nothing yet')
  await field.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /^Fork at event/ })).toContainText('Write a statement first.')
  await field.fill("DELETE FROM orders WHERE region = 'US'")
  await field.press('Control+Enter')
  await waitForLog(page)
  // The playhead stands where it was committed.
  await expect(page.getByRole('slider', { name: 'Playhead' })).toHaveAttribute(
    'aria-valuetext',
    /you: version \d+ is there/,
  )
  await page.keyboard.press('End')
  await expect(page.getByRole('application').last()).toHaveAccessibleName(/you won \d/)
})

test('statements that end with a question run as a fork, and the question is answered where their effect is', async ({
  page,
}) => {
  await openScenario(page)
  const field = await openStatement(page)
  await field.fill("DELETE FROM orders WHERE region = 'US'; DESCRIBE HISTORY orders LIMIT 1")
  await field.press('Control+Enter')
  const answer = page.getByRole('region', { name: 'The answer' })
  await expect(answer).toContainText('DELETE')
  await expect(field).toHaveValue('DESCRIBE HISTORY orders LIMIT 1')
  await expect(page.getByRole('slider', { name: 'Playhead' })).toHaveAttribute(
    'aria-valuetext',
    /you: version \d+ is there/,
  )
  await field.fill('DESCRIBE HISTORY orders LIMIT 1; DESCRIBE DETAIL orders')
  await field.press('Control+Enter')
  await expect(answer).toContainText('the last of 2 statements')
})

test('a query asks what changed between two versions, once the table records it', IN_WHOLE, async ({ page }) => {
  test.slow()
  await openScenario(page)
  await page.keyboard.press('End')
  let field = await openStatement(page)
  await field.fill('SELECT 1 FROM orders LIMIT 1')
  await field.press('Control+Enter')
  const answer = page.getByRole('region', { name: 'The answer' })
  await expect(answer.getByRole('caption')).toContainText('from version', { timeout: 30_000 })
  const version = Number(/\d+$/.exec((await answer.getByRole('caption').textContent()) ?? '')?.[0])
  await page.keyboard.press('Escape')
  field = await openStatement(page)
  await field.fill(
    `ALTER TABLE orders SET TBLPROPERTIES (delta.enableChangeDataFeed = true); DELETE FROM orders WHERE region = 'US'; ` +
      `SELECT _change_type, count(*) FROM table_changes('orders', ${version + 1}) GROUP BY _change_type`,
  )
  await field.press('Control+Enter')
  await expect(answer.getByRole('caption')).toContainText(
    new RegExp(`from the changes of versions ${version + 1} to ${version + 2}, told by \\d+ (change|data) file`),
    { timeout: 30_000 },
  )
  await expect(answer).toContainText('delete')
})

test('a query is answered by DuckDB from the files of the table at the playhead, and makes no fork', async ({
  page,
}) => {
  test.slow()
  await openScenario(page)
  await page.keyboard.press('End')
  const runs = await page.locator('.run-name').count()
  const field = await openStatement(page)
  await field.fill('SELECT region, count(*) AS number FROM orders GROUP BY region ORDER BY region')
  await field.press('Control+Enter')
  const answer = page.getByRole('region', { name: 'The answer' })
  await expect(answer.getByRole('columnheader', { name: 'number' })).toBeVisible({ timeout: 30_000 })
  await expect(answer.getByRole('caption')).toContainText(/^\d+ rows?, from version \d+$/)
  const before = await answer.getByRole('row').allTextContents()
  await field.fill('SELECT count(*) FROM orders VERSION AS OF 0')
  await field.press('Control+Enter')
  await expect(answer.getByRole('caption')).toHaveText('1 row, from version 0')
  expect(before.length).toBeGreaterThan(1)
  await field.fill('SELECT count(*) FROM main.default.orders JOIN default.orders AS o USING (order_id)')
  await field.press('Control+Enter')
  await expect(answer.getByRole('caption')).toHaveText(/^1 row, from version [1-9]\d*$/)
  await field.fill('SELECT count(*) FROM main.sales.orders')
  await field.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /^Fork at event/ })).toContainText(
    'there is no schema sales here, only default: the table is orders (line 1, column 27)',
  )
  await field.fill('SELECT colour FROM orders')
  await field.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /^Fork at event/ })).toContainText(/colour/)
  await field.fill('SELECT count(*) FROM orders VERSION AS OF 99')
  await field.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /^Fork at event/ })).toContainText(
    /DELTA_VERSION_NOT_FOUND: .*99.* \(line 1, column 22\)/,
  )
  await field.fill("SELECT * FROM table_changes('orders', 0)")
  await field.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /^Fork at event/ })).toContainText(
    /DELTA_MISSING_CHANGE_DATA: .*version 0.* \(line 1, column 15\)/,
  )
  await expect(answer).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.locator('.run-name')).toHaveCount(runs)
})

test('the table at an event is saved as a zip from the sheet that shares it', async ({ page }) => {
  await openLab(page, DELTA)
  await waitForLog(page)
  await page.keyboard.press('End')
  await page.getByRole('button', { name: 'Share' }).click()
  const sheet = page.getByRole('dialog', { name: 'Share this moment' })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    sheet.getByRole('button', { name: 'Save the table at this event as a zip' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('table.zip')
  await expect(sheet).toBeHidden()
})
