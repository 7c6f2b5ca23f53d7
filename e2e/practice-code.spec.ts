import { checkAxe, checkText, expect, IN_WHOLE, setTheme, test } from './fixtures.ts'

test('the smallest case that fails is drawn as the lab draws it, and told in words', async ({ page }) => {
  await page.goto('./#/practice/sb-02')
  await page.getByRole('button', { name: /^Hand in/ }).click()
  const picture = page.getByRole('img', { name: /live, yours lost it|gone, yours still has it/ })
  await expect(picture).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('The smallest input found that fails')).toBeVisible()
  await checkText(page, '.code-results *', 'files over versions')
  await checkAxe(page, 'files over versions')
})

test('so it is of a merge, in the dark and on a phone', IN_WHOLE, async ({ page }) => {
  await page.goto('./#/practice/sb-07')
  await page.getByRole('button', { name: /^Hand in/ }).click()
  await expect(page.getByRole('group', { name: /^yours: .*\(wrong here\)/ })).toBeVisible({ timeout: 30_000 })
  await setTheme(page, 'dark')
  await page.setViewportSize({ width: 390, height: 844 })
  await checkText(page, '.code-results *', 'runs as bars')
  await checkAxe(page, 'runs as bars')
})

test(
  'a language that cannot be loaded is no wrong answer: nothing is handed in, and another is judged',
  IN_WHOLE,
  async ({ page, faults }) => {
    faults.allow(/Failed to load resource/)
    await page.route('**/python_stdlib-*.zip', (route) => route.abort())
    await page.goto('./#/practice/cd-18')
    const [python, typescript] = ['Python', 'TypeScript'].map((name) => page.getByRole('radio', { name }))
    const handIn = page.getByRole('button', { name: /^Hand in/ })
    await python?.check()
    await handIn.click()
    await expect(page.locator('.code-results .bad')).toHaveText(/^The sandbox could not be started: .*Try again\.$/)
    await expect(page.locator('.test-list')).toHaveCount(0)
    await expect(handIn).toBeVisible()
    await typescript?.check()
    await handIn.click()
    await expect(page.locator('.sql-verdict')).toHaveText(/^\d+ of 17 cases right/, { timeout: 30_000 })
    await expect(page.locator('.score')).toBeVisible()
  },
)

test(
  'the clock waits for the learner, also after an attempt was handed in or the log erased',
  IN_WHOLE,
  async ({ page }) => {
    await page.goto('./#/practice/cd-18')
    const lines = page.locator('[data-editor="monaco"] .view-lines')
    const equation = page.locator('.track-time b')
    const notBegun = async () => {
      await expect(lines).not.toContainText('mine')
      await expect(page.getByRole('radio', { name: 'no clock' })).toBeVisible()
      await expect(equation).toHaveText('nothing + 0 edits')
    }
    const type = async () => {
      await lines.click()
      await page.keyboard.insertText('// mine')
      await expect(lines).toContainText('mine')
      await expect(equation).toHaveText(/^nothing \+ \d+ edits$/)
    }
    await type()
    const typed = await equation.innerText()
    // To look back is no act either.
    await page.getByRole('slider', { name: 'Moment of the attempt' }).press('Home')
    await expect(lines).not.toContainText('mine')
    await page.getByRole('button', { name: 'Back to now' }).click()
    await expect(lines).toContainText('mine')
    await expect(equation).toHaveText(typed)
    await page.getByRole('button', { name: /^Hand in/ }).click()
    await page.getByRole('button', { name: 'Try again' }).click({ timeout: 30_000 })
    await notBegun()
    await type()
    const other = await page.context().newPage()
    await other.goto('./#/practice/cd-18')
    await other.getByRole('button', { name: 'Settings' }).click()
    await other.getByRole('button', { name: 'Erase all' }).click()
    await other.getByRole('button', { name: /^Erase \d+ events? for good$/ }).click()
    await expect(other.getByText(/^The log is empty/)).toBeVisible()
    await notBegun()
    await expect(page.getByRole('alert').filter({ hasText: 'Everything was erased' })).toBeVisible()
    await other.close()
  },
)

test('a result is told of the code that ran, and a run leads back to it', async ({ page }) => {
  await page.goto('./#/practice/cd-18')
  const lines = page.locator('[data-editor="monaco"] .view-lines')
  await lines.click()
  await page.keyboard.insertText('// first\n')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('button', { name: /^Run 1/ })).toBeVisible({ timeout: 30_000 })
  const older = page.getByText(/^This is the result of the code before \d+ edits?\.$/)
  await expect(older).toHaveCount(0)
  await page.keyboard.insertText('// second\n')
  await expect(older).toBeVisible()
  await checkText(page, '.code-results *, .practice-inspector *', 'a result of older code')
  await page.getByRole('button', { name: /^Run 1/ }).press('Enter')
  await expect(lines).not.toContainText('second')
  await expect(older).toHaveCount(0)
  await expect(page.locator('.track-time b')).toHaveText('run 1 + 0 edits')
  await checkText(page, '.track *', 'a look back')
  await lines.click()
  await page.keyboard.press('x')
  const message = page.locator('.monaco-editor-overlaymessage .message').first()
  await expect(message).toHaveText('An earlier moment is shown: “Go on from here” makes it the answer.')
  const nameEnd = await page.locator('.code-head').evaluate((head) => head.getBoundingClientRect().bottom)
  await expect.poll(async () => (await message.boundingBox())?.y).toBeGreaterThanOrEqual(nameEnd)
  await checkText(page, '.monaco-editor-overlaymessage .message', 'why it cannot be typed in')
  await page.getByRole('button', { name: 'Go on from here' }).click()
  await expect(lines).toContainText('first')
  await expect(lines).not.toContainText('second')
})
