import { drawUnlessWhole } from '../scripts/draw.ts'
import { checkAxe, checkText, expect, IN_WHOLE, setTheme, test } from './fixtures.ts'
import { positionOf } from './tools/lab-page.ts'

test('a challenge shows its moment of a lab frozen, plays the truth after the verdict, and opens it', async ({
  page,
}) => {
  await page.goto('./#/practice/dl-11')
  const stage = page.getByRole('region', { name: 'The moment' })
  await expect(stage.getByText(/^frozen at event \d+$/)).toBeVisible()
  const at = Number(/\d+/.exec(await stage.getByText(/^frozen at event/).innerText())?.[0])
  await expect(stage.locator('.picture svg').first()).toBeVisible()
  // Nothing moves it before the answer.
  await expect(stage.getByRole('button', { name: /Play|event|lab$/ })).toHaveCount(0)
  await page.getByRole('checkbox', { name: 'version 1' }).check()
  await page.getByRole('checkbox', { name: 'version 2' }).check()
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.score .num')).toHaveText('100')
  await stage.getByRole('button', { name: 'One event on' }).click()
  await expect(stage.getByText(new RegExp(`^event ${at + 1} of \\d+$`))).toBeVisible()
  await stage.getByRole('button', { name: 'Back to the moment' }).click()
  await stage.getByRole('button', { name: 'Play what happens' }).click()
  await expect(stage.getByText(/^event (\d+) of \1$/)).toBeVisible({ timeout: 20_000 })
  await stage.getByRole('button', { name: 'Back to the moment' }).click()
  await stage.getByRole('button', { name: 'Open this moment in the lab' }).click()
  await expect(page).toHaveURL(/#\/labs\/delta-log/)
  await expect.poll(() => positionOf(page)).toBe(at)
})

test('the picture of a question keeps no place for the runs that it asks for', IN_WHOLE, async ({ page }) => {
  await page.goto('./#/practice/xs-01')
  const picture = page.getByRole('region', { name: 'The moment' }).locator('.picture')
  await expect(picture.locator('svg').first()).toBeVisible()
  await expect(picture.locator('.es-row')).toHaveCount(0)
  await page.getByLabel('Runs after the first pass').fill('22')
  await page.getByRole('button', { name: 'Hand in' }).click()
  await page.getByRole('button', { name: 'Hand in as it is' }).click()
  await expect(picture.locator('.es-row')).toHaveCount(22)
})

test(
  'a log that is frozen before its cleanup has all its versions, and has lost ten at the end',
  IN_WHOLE,
  async ({ page }) => {
    await page.goto('./#/practice/dl-06')
    const stage = page.getByRole('region', { name: 'The moment' })
    await expect(stage.locator('.dl-node').first()).toBeVisible()
    await expect(stage.locator('.dl-node-dead')).toHaveCount(0)
    await page.getByLabel('Oldest readable version').fill('10')
    await page.keyboard.press('Control+Enter')
    await expect(page.locator('.score .num')).toHaveText('100')
    await expect(stage.locator('.dl-node-dead')).toHaveCount(0)
    await stage.getByRole('button', { name: 'Play what happens' }).click()
    await expect(stage.getByText('A: read version 10: 10 rows')).toBeVisible({ timeout: 30_000 })
    await expect(stage.locator('.dl-node-dead')).toHaveCount(10)
  },
)

const READ = drawUnlessWhole(
  [
    ['xs-03', 390],
    ['mu-01', 1024],
    ['dl-07', 1440],
    ['dl-04', 390],
  ] as const,
  1 / 4,
  'moments',
)
const BROAD = { tag: '@broad' } as const

for (const theme of ['light', 'dark'] as const) {
  test(
    `a challenge with a moment can be read by everybody, ${theme}`,
    theme === 'dark' ? IN_WHOLE : BROAD,
    async ({ page }) => {
      await setTheme(page, theme)
      for (const [id, width] of READ) {
        await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
        await page.goto(`./#/practice/${id}`)
        await expect(page.getByRole('region', { name: 'The moment' }).locator('.picture svg').first()).toBeVisible()
        await checkText(page, undefined, `${id} at ${width}`)
        await checkAxe(page, id)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      }
    },
  )
}

test('where the engine does not answer, the question still stands', async ({ page, faults }) => {
  faults.allow(/entry|worker|Failed to load|ERR_FAILED/i)
  await page.route(/entry-[^/]*\.js$/, (route) => route.abort())
  await page.goto('./#/practice/dl-03')
  await expect(page.getByText(/^The moment did not open: .*The question can be answered without it\.$/)).toBeVisible({
    timeout: 20_000,
  })
  await expect(page.getByLabel('Latest version')).toBeVisible()
})
