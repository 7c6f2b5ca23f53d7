import { checkAxe, checkText, expect, setTheme, test } from './fixtures.ts'

test('the smallest case that fails is drawn as the lab draws it, and told in words', async ({ page }) => {
  await page.goto('./#/practice/sb-02')
  await page.getByRole('button', { name: /^Hand in/ }).click()
  const picture = page.getByRole('img', { name: /live, yours lost it|gone, yours still has it/ })
  await expect(picture).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('The smallest input found that fails')).toBeVisible()
  await checkText(page, '.code-results *', 'files over versions')
  await checkAxe(page, 'files over versions')
  await page.goto('./#/practice/sb-07')
  await page.getByRole('button', { name: /^Hand in/ }).click()
  await expect(page.getByRole('group', { name: /^yours: .*\(wrong here\)/ })).toBeVisible({ timeout: 30_000 })
  await setTheme(page, 'dark')
  await page.setViewportSize({ width: 390, height: 844 })
  await checkText(page, '.code-results *', 'runs as bars')
  await checkAxe(page, 'runs as bars')
})
