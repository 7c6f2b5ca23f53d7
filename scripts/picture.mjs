// npm run picture: the pictures of the README, of the built app, in both themes.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { ensureBuild } from './build.mjs'
import { ensureChromium } from './chromium.mjs'
import { ensureDependencies, main, projectRoot } from './setup.mjs'
import { createStaticServer, listen } from './static-server.mjs'

/** A moment with a fork beside it, the comparison left so that the whole stage is one picture. */
const ADDRESS = '#/labs/external-sort/scenario/tree-against-heap'

await main(async () => {
  ensureDependencies()
  ensureBuild()
  const { chromium } = await import('@playwright/test')
  const server = createStaticServer(path.join(projectRoot, 'dist'))
  const port = await listen(server, 0)
  const browser = await chromium.launch({ executablePath: ensureChromium(), chromiumSandbox: false })
  const folder = path.join(projectRoot, 'docs', 'images')
  mkdirSync(folder, { recursive: true })
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme })
    await page.goto(`http://127.0.0.1:${port}/${ADDRESS}`)
    await page.getByText('Trunk and fork').waitFor()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.keyboard.press('Escape')
    await page.getByText('Check against theory').waitFor()
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: path.join(folder, `lakescope-${colorScheme}.png`), animations: 'disabled' })
  }
  await browser.close()
  server.close()
})
