import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { drawUnlessWhole, tellPart } from '../scripts/draw.ts'
import { toHtml } from '../scripts/markdown.ts'
import { checkText, expect, IN_WHOLE, test } from './fixtures.ts'
import { settle } from './tools/lab-page.ts'

/** Challenges as they are read: no table is cut off, and where a program is only read, no program either. */

const FOLDER = new URL('../src/challenges/', import.meta.url)
const IDS = readdirSync(FOLDER).filter((name) => /^[a-z]{2}-\d{2}$/.test(name))
/** Those that are answered in fields; in the others a program has an editor of its own. */
const FORMS = IDS.filter((id) => isOf(id, 'form'))
const PROGRAMS = IDS.filter((id) => isOf(id, 'code'))

function isOf(id: string, part: 'form' | 'code'): boolean {
  return readFileSync(new URL(`${id}/challenge.ts`, FOLDER), 'utf8').includes(`\n  ${part}: {\n`)
}

async function openChallenge(page: Page, id: string) {
  await page.goto(`./#/practice/${id}`)
  const prompt = page.locator('.challenge-prompt').first()
  await expect(prompt).toBeVisible()
  return prompt
}

/** What is wider than its place, by its text. */
function cutOff(element: Element, parts: string): (string | null)[] {
  const found = [...element.querySelectorAll(parts)]
  return found.filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.textContent)
}

const read = drawUnlessWhole(FORMS, 1 / 16, 'prompts')

test(`every prompt of a form can be read whole: ${tellPart(read, FORMS)}`, { tag: '@broad' }, async ({ page }) => {
  test.slow()
  expect(FORMS.length).toBeGreaterThan(30)
  for (const id of read) {
    const prompt = await openChallenge(page, id)
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await settle(page)
      await checkText(page, undefined, `${id} at ${width}`)
      expect.soft(await prompt.evaluate(cutOff, 'table, pre'), `${id} at ${width}`).toEqual([])
    }
  }
})

const written = drawUnlessWhole(PROGRAMS, 1 / 16, 'prompts of programs')

test(`signatures of programs fit on a phone: ${tellPart(written, PROGRAMS)}`, { tag: '@broad' }, async ({ page }) => {
  test.slow()
  expect(PROGRAMS.length).toBeGreaterThan(20)
  await page.setViewportSize({ width: 390, height: 844 })
  for (const id of written) {
    const prompt = await openChallenge(page, id)
    await settle(page)
    expect.soft(await prompt.evaluate(cutOff, 'table, pre'), id).toEqual([])
  }
})

test('every solution can be read whole where it is shown', IN_WHOLE, async ({ page }) => {
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
    const parts = FORMS.includes(id) ? 'table, pre' : 'table'
    expect.soft(await place.evaluate(cutOff, parts), id).toEqual([])
  }
})
