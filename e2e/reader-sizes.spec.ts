import { expect, test } from './fixtures.ts'
import { goToEvent, openLab, positionOf } from './tools/lab-page.ts'

// What a reader's window, text and zoom do to the pictures: nothing is lost of them.

test('the sentence of the defaults keeps to its margin in one line', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await openLab(page)
  const cell = (await page.locator('.sentence-cell').boundingBox()) ?? { x: NaN, y: NaN, width: NaN, height: NaN }
  const more = await page.locator('.sentence button').last().boundingBox()
  expect((more?.x ?? NaN) + (more?.width ?? NaN)).toBeLessThanOrEqual(cell.x + cell.width - 24)
  expect(cell.height).toBeLessThan(56)
})

test('both halves of a comparison are seen whole in a low window', async ({ page }) => {
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
