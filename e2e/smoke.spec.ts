import type { Page } from '@playwright/test'
import { checkAxe, checkText, expect, setTheme, test } from './fixtures.ts'
import { settle, waitForLog } from './tools/lab-page.ts'
import { E2E_MOUNTS } from './tools/mounts.ts'

for (const mount of E2E_MOUNTS) {
  test(`the app comes alive under ${mount}`, async ({ page }) => {
    await page.goto(mount)
    await expect(page).toHaveTitle(/Lakescope/)
    await expect(page.locator('#root > *').first()).toBeVisible()
  })
}

/** Every kind of page, with what it is called and what is read on it once it stands. */
const PAGES: readonly { readonly path: string; readonly title: string; readonly says: string | RegExp }[] = [
  { path: '', title: 'Lakescope', says: /^What you know/ },
  { path: 'about', title: 'About · Lakescope', says: 'About Lakescope' },
  { path: 'practice', title: 'Practice · Lakescope', says: 'How answers are judged' },
  { path: 'practice/guarantees', title: 'How answers are judged · Lakescope', says: 'Challenge by challenge' },
  { path: 'practice/xs-01', title: 'Count the passes · Lakescope', says: 'Count the passes' },
  { path: 'reviews', title: 'Reviews · Lakescope', says: 'When something comes back' },
  { path: 'nowhere', title: 'Nothing here · Lakescope', says: 'Nothing is at this address.' },
  { path: 'labs/delta-log/my-data', title: 'Your own table · Delta log · Lakescope', says: /_delta_log/ },
  { path: 'labs/external-sort/my-data', title: 'Your own file · External sort · Lakescope', says: /CSV/ },
]

/** The narrowest of each form of the layout, but the widest of two columns, and the one of most screens. */
const SIZES = [
  [320, 568],
  [600, 800],
  [1180, 800],
  [1440, 900],
] as const

/** What a page has outside its window can be scrolled to, away from everything else: its parts scroll, it never does. */
async function checkInWindow(page: Page, where: string): Promise<void> {
  const before = page.viewportSize() ?? { width: 0, height: 0 }
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height })
    const { over, wide } = await page.evaluate(() => {
      const { scrollHeight, scrollWidth } = document.documentElement
      return { over: scrollHeight - innerHeight, wide: scrollWidth - innerWidth }
    })
    expect.soft(over, `what ${where} has below a window of ${width} × ${height}`).toBe(0)
    expect.soft(wide, `what ${where} has beside a window of ${width} × ${height}`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize(before)
}

test('each page is called by its name, also in the history, and lies in the window whole', async ({ page }) => {
  await page.goto('/')
  await waitForLog(page)
  await checkInWindow(page, 'the first visit')
  await page.keyboard.press('ArrowRight')
  await expect(page).toHaveTitle('External sort · Lakescope')
  await checkInWindow(page, 'a lab')
  for (const { path, title, says } of PAGES) {
    await page.goto(`/#/${path}`)
    await expect(page).toHaveTitle(title)
    await expect(page.getByText(says).first()).toBeVisible()
    await checkInWindow(page, title)
  }
  await page.goBack()
  await expect(page).toHaveTitle('Your own table · Delta log · Lakescope')
})

test('the built page carries its policy and preloads its two first fonts', async ({ page }) => {
  await page.goto('/')
  const policy = page.locator('head > meta:first-child')
  await expect(policy).toHaveAttribute('http-equiv', 'Content-Security-Policy')
  await expect(policy).toHaveAttribute('content', /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/)
  await expect(page.locator('link[rel=preload][as=font]')).toHaveCount(2)
  await expect(page.locator('script:not([src])')).toHaveCount(0)
})

test('the first page, in both themes: axe finds nothing, no text is cut', async ({ page }) => {
  await setTheme(page, 'dark')
  await page.goto('/')
  await waitForLog(page)
  for (const theme of ['dark', 'light'] as const) {
    await setTheme(page, theme)
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    await settle(page)
    await checkAxe(page, theme)
    await checkText(page, undefined, theme)
  }
})

test('the theme that was chosen is there before the first paint', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.addInitScript(() => localStorage.setItem('lakescope.theme', 'dark'))
  // Without the app nothing but the boot script can have set it.
  await page.route('**/assets/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})
