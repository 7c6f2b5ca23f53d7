import type { Page } from '@playwright/test'
import { leaveOutUnlessWhole } from '../scripts/draw.ts'
import { checkAxe, checkText, expect, IN_WHOLE, setTheme, test } from './fixtures.ts'
import { settle } from './tools/lab-page.ts'

/** A challenge that is a query: written, run, handed in, with the keyboard alone. */

const RIGHT = `SELECT d.dept, max(e.sal) AS second_sal
FROM (SELECT DISTINCT dept FROM emp) d
LEFT JOIN emp e ON e.dept = d.dept AND e.sal < (SELECT max(sal) FROM emp m WHERE m.dept = d.dept)
GROUP BY d.dept
ORDER BY d.dept`

async function openQuery(page: Page): Promise<void> {
  await page.goto('./#/practice/sq-02')
  await expect(page.locator('[data-editor="monaco"] .view-lines')).toBeVisible({ timeout: 20_000 })
}

async function write(page: Page, query: string): Promise<void> {
  await page
    .locator('.code-editor-host textarea, .code-editor-host [contenteditable], .native-edit-context')
    .first()
    .focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(query)
}

test('a query is run, read by everybody, mended and handed in by keyboard', { tag: '@broad' }, async ({ page }) => {
  await openQuery(page)
  await write(page, 'SELECT dept, max(sal) AS second_sal FROM emp GROUP BY dept ORDER BY dept')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.sql-verdict')).toContainText('Not right', { timeout: 30_000 })
  await expect(page.locator('.sql-table .differs')).toHaveText('100')
  await checkReadable(page)
  await write(page, RIGHT)
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.sql-verdict')).toHaveText(/^Right on/)
  await page.keyboard.press('Control+Shift+Enter')
  await expect(page.locator('.score .num')).toHaveText('100', { timeout: 30_000 })
  await expect(page.getByText('6 of 6')).toBeVisible()
})

test(
  'a query that is refused says why, and what is typed is kept with it over a reload',
  IN_WHOLE,
  async ({ page }) => {
    await openQuery(page)
    await write(page, 'DROP TABLE emp')
    await page.keyboard.press('Control+Enter')
    await expect(page.locator('.code-results .bad')).toContainText('DROP', { timeout: 30_000 })
    await page.reload()
    await expect(page.locator('[data-editor="monaco"] .view-lines')).toContainText('DROP', { timeout: 20_000 })
    await expect(page.locator('.code-results .bad')).toContainText('DROP')
  },
)

const THEMES = leaveOutUnlessWhole(['light', 'dark'] as const, (theme) => theme === 'light')

/** By everybody, in both themes where the whole is asked for. */
async function checkReadable(page: Page): Promise<void> {
  await checkText(page, '.practice-story *, .practice-inspector *, .code-results *, .run-bar *', 'query')
  for (const theme of THEMES) {
    await setTheme(page, theme)
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    await settle(page)
    await checkAxe(page, `query, ${theme}`)
  }
}

test('one editor after another is opened, in either language', IN_WHOLE, async ({ page }) => {
  for (const id of ['cd-01', 'sq-02', 'sb-05']) {
    await page.goto(`./#/practice/${id}`)
    await expect(page.locator('[data-editor="monaco"] .view-lines')).toBeVisible({ timeout: 20_000 })
    await page.locator('.view-lines').click()
    // Each of these is a key of the page too, where no editor has the focus.
    await page.keyboard.type('xcobfp/? ')
    await expect(page.locator('.view-lines')).toContainText('xcobfp/?')
    await expect(page).toHaveURL(new RegExp(`#/practice/${id}$`))
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
})

test('on a phone a query is written in a plain text area', IN_WHOLE, async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  await page.goto('./#/practice/sq-02')
  const area = page.getByRole('textbox', { name: 'Your query' })
  await area.fill(RIGHT)
  await page.getByRole('button', { name: 'Run' }).tap()
  await expect(page.locator('.sql-verdict')).toHaveText(/^Right on/, { timeout: 30_000 })
  await expect(page.locator('.monaco-editor')).toHaveCount(0)
  await context.close()
})

test('a query that is refused can be handed in when the time is up', IN_WHOLE, async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  await page.clock.install({ time: new Date('2026-11-29T09:00:00') })
  await page.goto('./#/practice/sq-02')
  await page.getByRole('textbox', { name: 'Your query' }).fill('DROP TABLE emp')
  const handIn = page.getByRole('button', { name: 'Hand in' })
  await handIn.tap()
  await expect(page.locator('.code-results .bad')).toContainText('DROP', { timeout: 30_000 })
  await page.clock.runFor(3_600_000)
  await expect(page.getByRole('timer')).toHaveText('time is up')
  await handIn.tap()
  await expect(page.locator('.score .num')).toHaveText('0', { timeout: 30_000 })
  await context.close()
})

test(
  'a query over which DuckDB breaks down ends no attempt, and is written another way',
  IN_WHOLE,
  async ({ browser }) => {
    const crash =
      "(WITH x AS (SELECT 'X' AS dept, 90 AS second_sal) SELECT * FROM x) UNION ALL SELECT 'Y', NULL ORDER BY dept"
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    const page = await context.newPage()
    await page.goto('./#/practice/sq-02')
    const area = page.getByRole('textbox', { name: 'Your query' })
    await area.fill(crash)
    const handIn = page.getByRole('button', { name: 'Hand in' })
    await handIn.tap()
    await expect(page.locator('.code-results .bad')).toContainText('DuckDB broke down', { timeout: 30_000 })
    await expect(page.locator('.score')).toHaveCount(0)
    await checkText(page, '.code-results *', 'a breakdown of DuckDB')
    await area.fill(RIGHT)
    await handIn.tap()
    await expect(page.locator('.score .num')).toHaveText('100', { timeout: 30_000 })
    await context.close()
  },
)
