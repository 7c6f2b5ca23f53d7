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
