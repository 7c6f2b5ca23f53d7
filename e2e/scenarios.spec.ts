import { SCENARIOS } from '../src/labs/external-sort/scenarios.ts'
import { checkText, expect, test } from './fixtures.ts'
import { expectAt, LAB, openLab, openPalette, playhead, settle, waitForLog } from './tools/lab-page.ts'

test('every scenario opens at its moment, says its claim, and is compared when it is a comparison', async ({
  page,
}) => {
  test.slow()
  await openLab(page)
  for (const { id, claim, position, fork } of SCENARIOS) {
    await test.step(id, async () => {
      await page.evaluate((hash) => (location.hash = hash), `${LAB}/scenario/${id}`)
      const notice = page.locator('.share-notice')
      await expect(notice, id).toContainText(claim)
      await expect(notice.locator('.bad'), id).toHaveCount(0)
      await waitForLog(page)
      await expectAt(page, position)
      await expect(playhead(page)).toHaveAttribute('aria-valuetext', /^event [\d,]+ of [\d,]+/)
      const halves = page.getByRole('region', { name: /^(trunk|fork|run|this run|other)/ })
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
