import type { Locator, Page } from '@playwright/test'
import { expect, IN_WHOLE, test } from './fixtures.ts'
import { openLab, parseNumber, playhead, positionOf } from './tools/lab-page.ts'

const stage = (page: Page): Locator => page.locator('.es-stage')

/** The parts of the picture in the document. */
const parts = (page: Page): Locator => stage(page).locator('svg > g').first()

/** Share of the pixels of two screenshots whose colours differ by more than a shade. */
async function difference(page: Page, before: Buffer, after: Buffer): Promise<number> {
  const shots = [before, after].map((shot) => [...shot])
  return page.evaluate(async (files) => {
    const pixels = await Promise.all(
      files.map(async (bytes) => {
        const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }))
        const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
        context?.drawImage(image, 0, 0)
        return context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray()
      }),
    )
    const [one = new Uint8ClampedArray(), other = new Uint8ClampedArray()] = pixels
    let differing = 0
    for (let i = 0; i < one.length; i += 4) {
      const isOther = [0, 1, 2].some((at) => Math.abs((one[i + at] ?? 0) - (other[i + at] ?? 0)) > 90)
      if (isOther) differing++
    }
    return one.length === other.length ? (4 * differing) / one.length : 1
  }, shots)
}

for (const theme of ['light', 'dark'] as const) {
  test(
    `what is painted while the playhead is dragged is what the document shows at rest, ${theme}`,
    theme === 'dark' ? IN_WHOLE : {},
    async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme })
      await openLab(page)
      // The last words have come, and with them what paints.
      await expect.poll(() => page.workers().length).toBe(2)
      const box = await page.locator('.tl-plot').boundingBox()
      if (box === null) throw new Error('there is no score')
      for (const share of [0.2, 0.55, 0.9]) {
        await page.mouse.move(box.x + (share - 0.1) * box.width, box.y + box.height / 2)
        await page.mouse.down()
        // To and fro, until what paints has started.
        await expect(async () => {
          await page.mouse.move(box.x + (share - 0.02) * box.width, box.y + box.height / 2)
          await page.mouse.move(box.x + share * box.width, box.y + box.height / 2, { steps: 3 })
          await expect(parts(page)).toBeHidden({ timeout: 500 })
        }).toPass()
        await expect(stage(page).locator('canvas')).toBeVisible()
        const painted = await stage(page).screenshot()
        const at = await positionOf(page)
        await page.mouse.up()
        await expect(stage(page).locator('canvas')).toHaveCount(0)
        await expect(parts(page)).toBeVisible()
        expect(await positionOf(page)).toBe(at)
        expect(await difference(page, painted, await stage(page).screenshot()), `at ${share}`).toBeLessThan(0.01)
      }
    },
  )
}

/** First and last number of the ruler. */
async function rulerEnds(page: Page): Promise<readonly [number, number]> {
  const numbers = (await page.locator('.tl-lines .tl-tick.tl-halo').allTextContents()).map(parseNumber)
  return [Math.min(...numbers), Math.max(...numbers)]
}

test('at fast play pictures are painted, and so much of the log is in sight that the playhead is seen to travel', async ({
  page,
}) => {
  await openLab(page)
  await expect.poll(() => page.workers().length).toBe(2)
  for (let nearer = 0; nearer < 6; nearer++) await page.keyboard.press('+')
  const [from, to] = await rulerEnds(page)
  expect(to - from).toBeLessThan(500)
  while (!(await page.locator('.hint-speed').innerText()).startsWith('1 k/s')) await page.keyboard.press(']')
  await page.keyboard.press('Space')
  await expect(parts(page)).toBeHidden()
  const [first, last] = await rulerEnds(page)
  expect(last - first).toBeGreaterThan(1500)
  await page.keyboard.press('Space')
  await expect(parts(page)).toBeVisible()
  const [start, end] = await rulerEnds(page)
  expect(end - start).toBeLessThan(500)
  const at = await positionOf(page)
  expect(at).toBeGreaterThan(start - 200)
  expect(at).toBeLessThan(end + 200)

  // What is pressed while it plays stays under the pointer when that ends the play.
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await expect(parts(page)).toBeHidden()
  const plot = await page.locator('.tl-plot').boundingBox()
  if (plot === null) throw new Error('there is no score')
  const [left, right] = await rulerEnds(page)
  await page.mouse.click(plot.x + 0.6 * plot.width, plot.y + plot.height / 2)
  await expect(parts(page)).toBeVisible()
  expect(await rulerEnds(page)).toEqual([left, right])
  expect((await playhead(page).boundingBox())?.x).toBeCloseTo(plot.x + 0.6 * plot.width, -2)
})
