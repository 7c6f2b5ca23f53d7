import type { Page } from '@playwright/test'
import { expect, IN_WHOLE, test } from './fixtures.ts'
import {
  askQuestion,
  expectAt,
  goToEvent,
  lengthOf,
  openLab,
  playhead,
  positionOf,
  runCommand,
  waitForPosition,
} from './tools/lab-page.ts'

function answers(page: Page) {
  return page.getByRole('region', { name: 'Story' }).getByRole('radiogroup').first().getByRole('radio')
}

function verdict(page: Page) {
  return page.getByRole('status').filter({ hasText: /^(Right|Not so), and / })
}

test('P asks, the future is hidden, Enter locks in, the truth is played, the answer is remembered', async ({
  page,
}) => {
  await openLab(page)
  await goToEvent(page, 1999)
  const asked = await askQuestion(page)
  await expect(page.getByText('Predict, question 1 in this session')).toBeVisible()
  expect(asked).toBeGreaterThanOrEqual(1999)
  expect(await answers(page).count()).toBeGreaterThanOrEqual(2)
  expect(await answers(page).count()).toBeLessThanOrEqual(4)

  // Nothing on the page tells what comes next.
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(inspector.getByRole('img', { name: 'hidden until you answer' })).toHaveCount(2)
  await expect(page.getByRole('region', { name: 'Timeline' }).getByText('hidden until it is played')).toBeVisible()
  const plot = page.locator('.tl-plot')
  const box = (await plot.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await page.mouse.move(box.x + box.width - 60, box.y + 30)
  await page.mouse.move(box.x + box.width - 80, box.y + 30)
  await expect(page.locator('.tl-readout')).toHaveCount(0)

  // Without an answer there is nothing to lock in.
  const lock = page.getByRole('button', { name: 'Lock it in' })
  await expect(lock).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Enter')
  await expect(lock).toBeVisible()

  await page.keyboard.press('2')
  await expect(answers(page).nth(1)).toBeChecked()
  await page.keyboard.press('1')
  await expect(answers(page).nth(0)).toBeChecked()
  await page.getByRole('radio', { name: 'certain' }).check()
  await page.keyboard.press('Enter')
  await expect(lock).toBeHidden()
  await expect(page.getByRole('button', { name: 'Play the truth' })).toBeVisible()
  await expectAt(page, asked)
  await page.keyboard.press('2')
  await expect(answers(page).nth(0)).toBeChecked()

  await page.keyboard.press('ArrowRight')
  await expect(verdict(page)).toBeVisible()
  await expect(verdict(page)).toContainText('certain')
  await expect.poll(() => positionOf(page)).toBeGreaterThan(asked)
  const right = /^Right/.test(await verdict(page).innerText())
  await expect(answers(page).filter({ hasText: 'your answer' })).toHaveCount(1)
  await expect(page.locator('.answer[data-told=right]')).toHaveCount(1)
  await expect(page.locator('.answer[data-told=wrong]')).toHaveCount(right ? 0 : 1)
  await expect(inspector.getByRole('img', { name: 'hidden until you answer' })).toHaveCount(0)
  const score = right ? '1 of 1' : '0 of 1'
  await expect(inspector.getByText(score)).toBeVisible()

  await page.keyboard.press('Escape')
  await page.goto('/')
  await expect(page.getByRole('row', { name: /External sort/ }).first()).toContainText(score)
  await expect(page.getByRole('complementary', { name: 'What you predicted' })).toContainText('Certain')
  await expect(page.getByRole('complementary', { name: 'What you predicted' })).toContainText('1 call')
})

test('one question after the other: Enter goes on, skip passes over, P ends it', async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 1700)
  await askQuestion(page)
  const story = page.getByRole('region', { name: 'Story' })
  const title = story.getByRole('heading', { level: 2 }).first()
  await expect(story.getByText('Predict, question 1 in this session')).toBeVisible()
  const questions = new Set<string>()
  for (let question = 1; question <= 4; question++) {
    await expect(story.getByText(`Predict, question ${question} in this session`)).toBeVisible()
    questions.add(`${await positionOf(page)} ${await title.innerText()}`)
    await page.keyboard.press('1')
    await page.keyboard.press('Enter')
    // Once for the truth to be played, once more to be at its end.
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect(verdict(page)).toBeVisible()
    await page.keyboard.press('Enter')
  }
  expect(questions.size).toBe(4)

  const skipped = await positionOf(page)
  await page.getByRole('button', { name: 'Skip' }).click()
  await expect(story.getByText('Predict, question 6 in this session')).toBeVisible()
  await expect.poll(() => positionOf(page)).toBeGreaterThan(skipped)
  await expect(story.getByText('1 skipped')).toBeVisible()

  // An open question holds the playhead and says so.
  const held = await positionOf(page)
  await page.keyboard.press('ArrowRight')
  await expect(
    page.getByText('A question is open: answer it, or skip it with Esc or by going on once more.'),
  ).toBeVisible()
  await expectAt(page, held)
  await page.keyboard.press('p')
  await expect(story.getByText(/^Predict, question/)).toBeHidden()
  await expect(page.getByRole('list', { name: 'Pseudo-code' })).toBeVisible()

  // One topic of the lab's own, by its name.
  await runCommand(page, 'gives the next', 'Which run gives the next record')
  await expect(title).toHaveText(/^Which run gives/)
  await page.keyboard.press('Escape')
})

test('in every phase a question is asked, and its truth is played to the end', IN_WHOLE, async ({ page }) => {
  await openLab(page)
  for (const from of [1, 700, 1600, 2400]) {
    await goToEvent(page, from)
    const asked = await askQuestion(page)
    await page.keyboard.press('1')
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowRight')
    await waitForPosition(page, (position) => position > asked)
    await page.keyboard.press('ArrowRight')
    await expect(verdict(page)).toBeVisible()
    await expect(playhead(page)).not.toHaveAttribute('aria-valuenow', String(asked))
    expect(await verdict(page).locator('p').innerText()).not.toBe('')
    await page.keyboard.press('Escape')
    await expect(verdict(page)).toBeHidden()
  }
})

test('at the end of the log there is nothing to predict, and it says so', async ({ page }) => {
  await openLab(page)
  await page.keyboard.press('End')
  await page.keyboard.press('p')
  await expect(page.getByText('Nothing left to predict to the end of the log.')).toBeVisible()
  await expectAt(page, await lengthOf(page))
})

test('a question takes the keyboard from whatever button had it, and gives it back', async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 1999)
  await page.getByRole('button', { name: 'One event on' }).focus()
  const asked = await askQuestion(page)
  const question = page.locator('.predict > h2')
  await expect(question).toBeFocused()
  await page.keyboard.press('1')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Play the truth' })).toBeVisible()
  await expectAt(page, asked)
  await page.keyboard.press('ArrowRight')
  await expect(verdict(page)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Predict, question 2 in this session')).toBeVisible()
  await expect(question).toBeFocused()
  await page.keyboard.press('p')
  await expect(question).toBeHidden()
  await expect(page.getByRole('button', { name: 'One event on' })).toBeFocused()
})
