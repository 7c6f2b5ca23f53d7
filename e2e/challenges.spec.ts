import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { toHtml } from '../scripts/markdown.ts'
import { checkText, expect, test } from './fixtures.ts'

/** Every challenge as it is read, whatever stands in it: no table or program of it is cut off. */

const FOLDER = new URL('../src/challenges/', import.meta.url)
const IDS = readdirSync(FOLDER).filter((name) => /^[a-z]{2}-\d{2}$/.test(name))

async function openChallenge(page: Page, id: string) {
  await page.goto(`./#/practice/${id}`)
  await expect(page.locator('.challenge-prompt').first()).toBeVisible()
  return page.locator('.challenge-prompt').first()
}

/** Tables and programs that are wider than their place, by their texts. */
function cutOff(element: Element): (string | null)[] {
  const parts = [...element.querySelectorAll('table, pre')]
  return parts.filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.textContent)
}

for (const width of [390, 1440]) {
  test(`every prompt can be read whole at ${width}`, async ({ page }) => {
    test.slow()
    await page.setViewportSize({ width, height: 900 })
    for (const id of IDS) {
      const prompt = await openChallenge(page, id)
      await checkText(page, undefined, `${id} at ${width}`)
      expect(await prompt.evaluate(cutOff), id).toEqual([])
    }
  })
}

test('every solution can be read whole where it is shown', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await openChallenge(page, 'xs-01')
  // The column that has the solution once a challenge is handed in.
  const section = page.getByRole('heading', { name: 'How it is judged' }).locator('..')
  await section.evaluate((element) => element.insertAdjacentHTML('beforeend', '<div class="challenge-prompt"></div>'))
  const place = section.locator('.challenge-prompt')
  for (const id of IDS) {
    const file = new URL(`${id}/solution.md`, FOLDER)
    if (!existsSync(file)) continue
    const html = toHtml(readFileSync(file, 'utf8'))
    await place.evaluate((element, text) => (element.innerHTML = text), html)
    expect(await place.evaluate(cutOff), id).toEqual([])
  }
})
