import type { Page } from '@playwright/test'
import { drawUnlessWhole } from '../scripts/draw.ts'
import { checkText, expect, IN_WHOLE, test } from './fixtures.ts'
import { goToEvent, openLab, positionOf, waitForLog } from './tools/lab-page.ts'
import { columnHead, createRows, csvOf, openOwnData, pickFile, sortButton, waitForResult } from './tools/own-data.ts'
import { TEXT_ELEMENTS } from './tools/text-faults.ts'

// What a reader's window, text and zoom do to the pictures: nothing is lost of them.

test('the sentence of the defaults keeps to its margin in one line', IN_WHOLE, async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await openLab(page)
  const cell = (await page.locator('.sentence-cell').boundingBox()) ?? { x: NaN, y: NaN, width: NaN, height: NaN }
  const more = await page.locator('.sentence button').last().boundingBox()
  expect((more?.x ?? NaN) + (more?.width ?? NaN)).toBeLessThanOrEqual(cell.x + cell.width - 24)
  expect(cell.height).toBeLessThan(56)
})

test('both halves of a comparison are seen whole in a low window', IN_WHOLE, async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 600 })
  await openLab(page)
  await goToEvent(page, 1999)
  await page.keyboard.press('f')
  await page.keyboard.press('1')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('Shift+F')
  for (const [width, height] of [
    [1024, 600],
    [720, 450],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const half of ['Trunk', 'Fork']) {
      const picture = page.locator('.half', { hasText: `${half}:` }).locator('.picture')
      const hidden = () => picture.evaluate((element) => element.scrollHeight - element.clientHeight)
      await expect.poll(hidden, { message: `${half} at ${width}` }).toBe(0)
    }
  }
  expect(await positionOf(page)).toBeGreaterThanOrEqual(1999)
})

test('at four times its size the catalogue and the reviews scroll as one page, down to the log', async ({ page }) => {
  for (const [width, height] of [
    [320, 256],
    [360, 225],
    [576, 360],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const route of ['practice', 'reviews']) {
      await page.goto(`./#/${route}`)
      const stage = page.locator('.practice-stage')
      await expect(page.locator('.tl')).toBeAttached()
      for (const part of [page.getByRole('heading', { level: 1 }), stage, page.locator('.tl')]) {
        await part.evaluate((element) => element.scrollIntoView())
        const { top, bottom } = await part.evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect)
        const seen = await page.evaluate(
          ([x, ...ys]) => ys.filter((y) => document.elementFromPoint(x, y)?.closest('.practice') !== null).length,
          [width / 2, height / 2, height - 10] as const,
        )
        expect(seen, `${route} at ${width}`).toBe(2)
        expect(top, `${route} at ${width}`).toBeLessThan(height / 2)
        expect(bottom, `${route} at ${width}`).toBeGreaterThan(0)
      }
    }
  }
})

/** Sets text as far apart as WCAG 1.4.12 asks a page to bear it. A sheet made by a script is no inline style to the policy. */
async function spaceText(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      '* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important }' +
        'p { margin-bottom: 2em !important }',
    )
    document.adoptedStyleSheets.push(sheet)
  })
}

/** Names of the score's rows have lines higher than their rows, which lie on one another; their letters do not. */
const BESIDE_ROWS = TEXT_ELEMENTS.split(', ')
  .map((name) => `${name}:not(.tl-rows *)`)
  .join(', ')

const READ = drawUnlessWhole([8, 130, 1395, 1999], 1 / 4, 'text set apart')

for (const width of [1440, 1024, 390]) {
  test(
    `text that the reader sets wider apart is not cut at ${width}`,
    width === 1440 ? { tag: '@broad' } : IN_WHOLE,
    async ({ page }) => {
      test.slow()
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
      await page.goto('/')
      await waitForLog(page)
      await spaceText(page)
      await checkText(page, BESIDE_ROWS, 'on a first visit')
      await page.goto('/#/labs/external-sort')
      await waitForLog(page)
      for (const seq of READ) {
        await goToEvent(page, seq)
        await checkText(page, BESIDE_ROWS, `at event ${seq}`)
      }
      await page.keyboard.press('End')
      await expect(page.locator('.picture [role=application]')).toHaveAccessibleName(/320 of 320|done|in order/i)
      await checkText(page, BESIDE_ROWS, 'at the end')
      await page.goto('/#/')
      await expect(page.getByRole('region', { name: 'Where you stopped' })).toBeVisible()
      await checkText(page, BESIDE_ROWS, 'at home')
      await openOwnData(page)
      await spaceText(page)
      await pickFile(page, csvOf(createRows(20_000)))
      await columnHead(page, 'city').click()
      await page.getByLabel('Memory', { exact: true }).fill('256 kB')
      await checkText(page, BESIDE_ROWS, 'of the choices')
      await sortButton(page).click()
      await waitForResult(page)
      await page.keyboard.press('End')
      await checkText(page, BESIDE_ROWS, 'of a sorted file')
    },
  )
}
