import type { Page } from '@playwright/test'
import { leaveOutUnlessWhole } from '../scripts/draw.ts'
import { checkAxe, checkText, expect, IN_WHOLE, setTheme, test } from './fixtures.ts'
import { goToEvent, openLab, askQuestion } from './tools/lab-page.ts'

const map = (page: Page) => page.getByRole('complementary', { name: /^What you know/ }).locator('.concepts')

/** Something is predicted, so that there is a home page and something on its map. */
async function predict(page: Page): Promise<void> {
  await openLab(page)
  await goToEvent(page, 1999)
  await askQuestion(page)
  await page.keyboard.press('1')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Play the truth' })).toBeVisible()
  await page.goto('./#/')
  await expect(map(page)).toBeVisible()
}

test('the map fills the ring of what was asked, and leads to its challenges', async ({ page }) => {
  await predict(page)
  const asked = map(page).getByRole('link', { name: /percent recalled, 1 of \d+ asked/ })
  await expect(asked).toHaveCount(1)
  expect(
    await map(page)
      .getByRole('link', { name: /not asked yet/ })
      .count(),
  ).toBeGreaterThan(10)
  // As of the beginning nothing was known.
  await page.keyboard.press('Home')
  await expect(asked).toHaveCount(0)
  await page.keyboard.press('End')
  await asked.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/practice\/concept\/[a-z-]+$/)
  await expect(page.getByText(/^Only what belongs to/)).toBeVisible()
  const few = await page.locator('.catalogue-row').count()
  expect(few).toBeGreaterThan(0)
  await page.getByRole('link', { name: 'Show all' }).click()
  await expect(page).toHaveURL(/#\/practice$/)
  await expect.poll(() => page.locator('.catalogue-row').count()).toBeGreaterThan(few + 20)
})

test('an address of a concept that is not there shows all challenges', async ({ page }) => {
  await page.goto('./#/practice/concept/no-such')
  await expect(page.locator('.catalogue-row').first()).toBeVisible()
  await expect(page.getByText(/^Only what belongs to/)).toHaveCount(0)
})

const WIDTHS = leaveOutUnlessWhole([390, 1024, 1440, 1920], (width) => width > 390)
const BROAD = { tag: '@broad' } as const

for (const theme of ['light', 'dark'] as const) {
  test(`the map can be read by everybody, ${theme}`, theme === 'dark' ? IN_WHOLE : BROAD, async ({ page }) => {
    await setTheme(page, theme)
    await predict(page)
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
      await expect(map(page).getByRole('link').first()).toBeVisible()
      await checkText(page, undefined, `home at ${width}`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
    await checkAxe(page, 'home')
    await page.goto('./#/practice/concept/k-way-merge')
    await expect(page.getByText(/^Only what belongs to/)).toBeVisible()
    await checkAxe(page, 'concept')
  })
}
