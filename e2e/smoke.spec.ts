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

test('the tab and the history are called by the page', async ({ page }) => {
  await page.goto('/#/labs/external-sort')
  await expect(page).toHaveTitle('External sort · Lakescope')
  await page.goto('/#/practice/xs-01')
  await expect(page).toHaveTitle('Count the passes · Lakescope')
  await page.goBack()
  await expect(page).toHaveTitle('External sort · Lakescope')
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
