import { expect, test, type Page } from '@playwright/test'
import { listAxeFaults } from './fixtures.ts'
import { watchFaults } from './tools/page-faults.ts'
import { listTextFaults, TEXT_ELEMENTS } from './tools/text-faults.ts'

// The checks that every other test relies on must be able to fail.

async function openWatched(page: Page, baseURL: string | undefined) {
  const faults = await watchFaults(page, new URL(baseURL ?? '').origin)
  await page.goto('/')
  await expect(page.locator('#root > *').first()).toBeVisible()
  expect(faults.list()).toEqual([])
  return faults
}

test.describe('a fault in the page is seen', () => {
  test('an inline script, by the policy', async ({ page, baseURL }) => {
    const faults = await openWatched(page, baseURL)
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'document.title = "changed"'
      document.head.append(script)
    })
    await expect.poll(() => faults.list().join('\n')).toContain('policy: script-src-elem refused inline')
    await expect(page).not.toHaveTitle('changed')
  })

  test('a request to another origin, refused and reported', async ({ page, baseURL }) => {
    const faults = await openWatched(page, baseURL)
    const outcome = await page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'answered',
        () => 'refused',
      ),
    )
    expect(outcome).toBe('refused')
    await expect.poll(() => faults.list().join('\n')).toContain('policy: connect-src refused https://example.com/')
  })

  test('a navigation to another origin', async ({ page, baseURL }) => {
    const faults = await openWatched(page, baseURL)
    await page.route('https://example.com/**', (route) => route.fulfill({ body: 'elsewhere' }))
    await page.goto('https://example.com/')
    expect(faults.list()).toContain('request leaves the origin: https://example.com/')
  })

  test('a warning, an error, a rejection; what is allowed is not', async ({ page, baseURL }) => {
    const faults = await openWatched(page, baseURL)
    await page.evaluate(() => {
      console.warn('look out')
      console.error('provoked')
      void Promise.reject(new Error('left alone'))
    })
    faults.allow(/provoked/)
    await expect.poll(() => faults.list().join('\n')).toMatch(/console warning: look out\nuncaught: Error: left alone/)
    expect(faults.list()).toHaveLength(2)
  })
})

test('cut, overlapping and off-screen text is seen, scrolled text is not', async ({ page }) => {
  await page.setContent(`
    <style>p { position: absolute; margin: 0; font: 16px/20px monospace; white-space: pre }</style>
    <p style="left: 10px; top: 10px">one</p>
    <p style="left: 20px; top: 12px">two</p>
    <p style="left: 10px; top: 60px">apart</p>
    <p style="left: -30px; top: 100px">outside</p>
    <div style="position: absolute; left: 10px; top: 150px; width: 30px; height: 20px; overflow: hidden"><p>too long</p></div>
    <div style="position: absolute; left: 10px; top: 200px; width: 30px; height: 20px; overflow: auto"><p>scrolls on</p></div>
    <p style="left: 60px; top: 210px">beside what scrolls</p>
    <div style="position: absolute; left: 10px; top: 250px; width: 99px; height: 20px; overflow: auto"><p style="top: 30px">below</p></div>
    <p style="left: 10px; top: 280px">under it</p>
    <p style="left: 10px; top: 330px">covered</p>
    <div style="position: absolute; left: 0; top: 320px; width: 99px; height: 40px; z-index: 1; background: white"><p style="left: 12px; top: 12px">above</p></div>
    <p style="left: 10px; top: 380px">shines through</p>
    <div style="position: absolute; left: 0; top: 370px; width: 99px; height: 40px; z-index: 1"><p style="left: 12px; top: 12px">without ground</p></div>
  `)
  expect((await page.evaluate(listTextFaults, TEXT_ELEMENTS)).sort()).toEqual([
    'clipped: "too long"',
    'off-screen: "outside"',
    'overlap: "one" and "two"',
    'overlap: "shines through" and "without ground"',
  ])
})

test('what axe finds is seen, in the theme that is on', async ({ page }) => {
  await page.setContent(`
    <html lang="en"><title>Page</title>
    <style>
      :root { color-scheme: light dark; background: light-dark(#fff, #000) }
      .faint { color: light-dark(#000, #333) }
    </style>
    <main><h1>Page</h1><p class="faint">hard to read in the dark</p><button></button></main>
  `)
  await page.emulateMedia({ colorScheme: 'light' })
  const inLight = await listAxeFaults(page)
  expect(inLight).toEqual([expect.stringMatching(/^button-name: .*\(<button><\/button>\)$/)])
  await page.emulateMedia({ colorScheme: 'dark' })
  const inDark = await listAxeFaults(page)
  expect(inDark).toEqual([...inLight, expect.stringMatching(/^color-contrast: .*hard to read/)])
})
