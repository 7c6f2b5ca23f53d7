import { drawUnlessWhole, tellPart } from '../scripts/draw.ts'
import { SCENARIOS } from '../src/labs/external-sort/scenarios.ts'
import { checkText, expect, IN_WHOLE, test } from './fixtures.ts'
import { expectAt, LAB, openLab, openPalette, playhead, positionOf, settle, waitForLog } from './tools/lab-page.ts'

const opened = drawUnlessWhole(SCENARIOS, 1 / 8, 'scenarios of the sort')
const EVERY = 'every scenario opens at its moment, says its claim, and is compared when it is a comparison'

test(`${EVERY}: ${tellPart(opened, SCENARIOS)}`, { tag: '@broad' }, async ({ page }) => {
  test.slow()
  await openLab(page)
  for (const { id, claim, position, fork } of opened) {
    await test.step(id, async () => {
      await page.evaluate((hash) => (location.hash = hash), `${LAB}/scenario/${id}`)
      const notice = page.locator('.share-notice')
      await expect(notice, id).toContainText(claim)
      await expect(notice.locator('.bad'), id).toHaveCount(0)
      await waitForLog(page)
      await expectAt(page, position)
      await expect(playhead(page)).toHaveAttribute('aria-valuetext', /^event [\d,]+ of [\d,]+/)
      const halves = page.getByRole('region', { name: /^(trunk|fork|run|original run|other)/ })
      if (fork === undefined) await expect(page.locator('.run-name'), id).toHaveCount(0)
      else await expect(halves.first(), id).toBeVisible()
      await notice.getByRole('button', { name: 'Close' }).click()
      await expect(notice).toHaveCount(0)
      await settle(page)
      await checkText(page, undefined, `in the scenario ${id}`)
    })
  }
})

test('the palette offers every scenario by its claim', async ({ page }) => {
  await openLab(page)
  const field = await openPalette(page)
  await field.fill('scenario')
  for (const { claim } of SCENARIOS) await expect(page.getByRole('option', { name: claim })).toHaveCount(1)
})

test('an unknown scenario opens the lab from its beginning and says so', async ({ page }) => {
  await openLab(page, `${LAB}/scenario/no-such`)
  await expect(page.locator('.share-notice')).toContainText('This lab has no scenario "no-such".')
  await expectAt(page, 0)
})

test('runs of one and of two passes are compared by what is written, and their bars share a place', async ({
  page,
}) => {
  await openLab(page, `${LAB}/scenario/memory-halved`)
  await page.getByRole('button', { name: 'Close' }).click()
  await page.keyboard.press('End')
  await expect(page.locator('.sentence')).toContainText('at 320 records written')
  await expect(page.locator('.equation')).toContainText('same state: 320 records')
  const strip = page.locator('.unit-strip svg')
  await expect(strip).toHaveAccessibleName(/: \d+ comparisons, [\d.]+ each.*; .*: \d+ comparisons, [\d.]+ each/)
  const frame = await strip.boundingBox()
  for (const bars of ['.unit-above', '.unit-below']) {
    const box = await strip.locator(bars).boundingBox()
    expect(box?.width, bars).toBeGreaterThan(100)
    expect((box?.x ?? 0) + (box?.width ?? 0), bars).toBeLessThanOrEqual((frame?.x ?? 0) + (frame?.width ?? 0))
  }
})

test('keys of one\u2019s own are pasted, missing ones and NaN among them', async ({ page }) => {
  await openLab(page)
  await page.getByRole('combobox', { name: 'more options' }).click()
  await page.getByRole('option', { name: /values of your own/ }).click()
  const field = page.getByRole('textbox', { name: 'values of your own' })
  await field.fill('7, a-key-that-is-too-long, 3')
  await page.getByRole('button', { name: /Run with these/ }).click()
  await expect(page.locator('.text-value')).toContainText('value 2, "a-key-that-is-to…", is too long')
  await field.fill('412\n7\nNaN\n\n388')
  await page.getByRole('button', { name: /Run with these/ }).click()
  await expect(field).toHaveCount(0)
  await expect(page.locator('.sentence')).toContainText('Sort 5 given records (412, 7, NaN …), nulls first')
  await waitForLog(page)
  await page.getByRole('combobox', { name: 'missing keys' }).click()
  await page.getByRole('option', { name: 'nulls last' }).click()
  await expect(page.locator('.sentence')).toContainText('nulls last')
  await waitForLog(page)
  await page.keyboard.press('End')
  await expect(page.getByText('key null')).toBeVisible()
  await checkText(page, undefined, 'with values of one\u2019s own')
})

test('a refusal offers what lets the value stand', async ({ page }) => {
  await openLab(page)
  const stage = page.locator('.bench-stage')
  const place = await stage.boundingBox()
  await page.getByRole('spinbutton', { name: 'memory, records' }).focus()
  await page.keyboard.type('24')
  await page.keyboard.press('Enter')
  await expect(page.locator('.refusal')).toHaveText('8 runs need 9 pages; memory has 6')
  expect(await stage.boundingBox(), 'nothing moves for a value on the way').toEqual(place)
  await page.getByRole('button', { name: 'merge 5 at a time' }).click()
  await expect(page.locator('.sentence')).toContainText('memory for 24, in pages of 4, merging 5 runs at a time')
  await expect(page.locator('.refusal')).toHaveCount(0)
})

test('in a window as low as 1440 × 900 at 200 % a merge is drawn, and its stage and lists scroll', async ({ page }) => {
  await page.setViewportSize({ width: 720, height: 450 })
  await openLab(page, `${LAB}/scenario/one-pass`)
  await page.getByRole('button', { name: 'Close' }).click()
  await waitForLog(page)
  await expectAt(page, 2107)
  const picture = page.locator('.picture')
  await expect(picture.locator('svg')).toHaveAttribute('height', '320')
  const scrolled = await picture.evaluate((place) => {
    place.scrollTop = place.scrollHeight
    return place.scrollTop
  })
  expect(scrolled).toBeGreaterThan(0)
  await page.getByRole('combobox', { name: 'more options' }).click()
  await page.keyboard.press('End')
  await expect(page.getByRole('option').last()).toBeInViewport({ ratio: 1 })
})

test('where two logs part is read whole in a window of 600 × 800 too', IN_WHOLE, async ({ page }) => {
  await page.setViewportSize({ width: 600, height: 800 })
  await openLab(page, `${LAB}/scenario/tree-against-heap`)
  await waitForLog(page)
  const parting = page.locator('.divergence')
  await expect(parting).toContainText('Everything before it is the same.')
  expect(await parting.evaluate((line) => line.scrollWidth - line.clientWidth)).toBeLessThanOrEqual(0)
  await checkText(page, undefined, 'at 600 × 800, comparing')
})

test(
  'a fork made in a claim is there again when the page goes back to the claim and forward from it',
  IN_WHOLE,
  async ({ page }) => {
    await openLab(page, `${LAB}/scenario/tree-against-heap`)
    await waitForLog(page)
    await expect(page.locator('.half')).toHaveCount(2)
    await page.keyboard.press('Escape')
    await expect(page.locator('.half')).toHaveCount(0)
    const before = await positionOf(page)
    await page.keyboard.press('f')
    await page.getByRole('dialog').getByRole('button', { name: 'crash here' }).click()
    await page.keyboard.press('ArrowRight')
    await expectAt(page, before + 1)
    await expect(page).toHaveURL(/#\/labs\/external-sort$/)
    await page.goBack()
    await expect(page.locator('.half')).toHaveCount(2)
    await waitForLog(page)
    await settle(page)
    await page.goForward()
    await expect(page.locator('.run-name')).toContainText('crash here')
    await expectAt(page, before + 1)
  },
)
