import { inflateRawSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, IN_WHOLE, test } from './fixtures.ts'
import { expectAt, lengthOf, playhead, positionOf } from './tools/lab-page.ts'
import {
  chooseKeys,
  createRows,
  csvOf,
  openOwnData,
  pickFile,
  result,
  save,
  sortButton,
  sortRows,
  waitForResult,
} from './tools/own-data.ts'
import { watchFaults } from './tools/page-faults.ts'
import { slowEngine } from './tools/slow-engine.ts'

/** Stands in for the dialog that asks where to save: a place that the page can write to. */
const KEEP_SAVED = `window.showSaveFilePicker = async ({ suggestedName }) =>
  (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true })`

test('a result is removed the next time when all of it was seen to be saved', IN_WHOLE, async ({ page }) => {
  await openOwnData(page)
  await page.evaluate(KEEP_SAVED)
  await pickFile(page, csvOf(createRows(5000).toSpliced(3000, 0, '15,Oslo', '16,Oslo')))
  await chooseKeys(page)
  await page.getByLabel('A row that cannot be read').selectOption('skip and keep in a file')
  await sortButton(page).click()
  await waitForResult(page)
  await page.getByRole('button', { name: 'Save the sorted file' }).click()
  await expect(result(page)).toContainText('Saved as people.sorted.csv.')
  await page.getByRole('button', { name: 'Another file' }).click()
  await page
    .getByRole('dialog', { name: 'The rejected rows are not saved' })
    .getByRole('button', { name: 'Stay' })
    .click()

  await page.reload()
  await page.evaluate(KEEP_SAVED)
  const left = page.getByRole('region', { name: 'Left from earlier sorts' })
  await expect(left).toContainText('sorted and saved; 2 rejected rows not saved')
  await left.getByRole('button', { name: 'Save them' }).click()
  await page.getByRole('button', { name: 'Save 2 rejected rows' }).click()
  await expect(result(page)).toContainText('Saved as people.rejected.txt.')
  await page.reload()
  await expect(page.getByText(/are free again: the sorted people\.csv was saved last time\.$/)).toBeVisible()
  await expect(left.getByRole('listitem')).toHaveCount(0)
})

test('a run can be stopped, what is written can be stepped, and it is gone on with after a reload', async ({
  page,
  browser,
}) => {
  test.slow()
  const rows = createRows(45_000)
  await slowEngine(page)
  await openOwnData(page)
  await pickFile(page, csvOf(rows))
  await chooseKeys(page)
  await sortButton(page).click()
  // More than two runs are made, of some 64 events each: enough to go on with, and far from the end.
  await expect.poll(() => lengthOf(page), { timeout: 30_000, intervals: [20] }).toBeGreaterThan(200)
  const tab = await page.context().newPage()
  await tab.goto(page.url())
  await expect(tab.getByRole('listitem')).toContainText('another tab has it open')
  await expect(tab.getByRole('button', { name: /^Free / })).toHaveAttribute('aria-disabled', 'true')
  await tab.close()
  await page.getByRole('button', { name: 'Stop here' }).last().click()
  const bar = page.getByRole('region', { name: 'The sort' })
  await expect(bar.getByText(/Stopped at event [\d,]+\. What was written can be stepped/)).toBeVisible()
  await page.keyboard.press('End')
  const end = await positionOf(page)
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => positionOf(page)).toBe(end - 1)
  await playhead(page).press('Home')
  await expect.poll(() => positionOf(page)).toBe(0)

  await page.unrouteAll()
  await page.reload()
  const left = page.getByRole('region', { name: 'Left from earlier sorts' })
  await expect(left).toContainText(/people\.csv [\d.]+ MB, cut off with \d+ runs of [\d,]+ rows finished/)
  await left.getByRole('button', { name: /^Go on with \d+ finished runs$/ }).click()
  await expect(page.getByText('Open it again to go on with its finished runs.')).toBeVisible()
  await pickFile(page, csvOf(rows.toReversed()))
  await expect(page.getByText(/people\.csv was not opened: it is not the people\.csv that was sorted/)).toBeVisible()
  await pickFile(page, csvOf(rows))
  await waitForResult(page)
  await expect(result(page)).toContainText(/\d+ runs of an earlier sort used/)
  expect(await save(page, 'Save the sorted file')).toBe(csvOf(sortRows(rows)))

  // The file alone does not give the events of such a sort again: its link says so, and opens at the nearest place.
  await playhead(page).press('End')
  await page.getByRole('button', { name: 'Share' }).click()
  const sheet = page.getByRole('dialog')
  await expect(sheet).toContainText(
    /This sort went on with \d+ finished runs, which the file alone does not give again/,
  )
  const field = sheet.getByRole('textbox', { name: /^Link, / })
  await expect(field).toHaveValue(/#\/labs\/external-sort\/my-data\/at\/[\w-]+$/)
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const there = await context.newPage()
  await there.goto(await field.inputValue())
  await pickFile(there, csvOf(rows))
  await expect(there.getByText(/^The sort of this link went on with \d+ finished runs of an earlier one/)).toBeVisible()
  await waitForResult(there)
  await expect.poll(async () => (await lengthOf(there)) - (await positionOf(there))).toBe(0)
  await expect(there.getByText(/The state at event/)).toHaveCount(0)
  await context.close()
})

test('leftovers are cleaned up, and an unsaved result is asked about and kept', async ({ page }) => {
  await openOwnData(page)
  await pickFile(page, csvOf(createRows(5000)))
  await chooseKeys(page)
  await sortButton(page).click()
  await waitForResult(page)
  await page.getByRole('button', { name: 'Another file' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it here' }).click()
  const left = page.getByRole('region', { name: 'Left from earlier sorts' })
  await expect(left).toContainText('people.csv 155 kB, sorted and not saved')

  await page.reload()
  await left.getByRole('button', { name: 'Save it' }).click()
  expect(await save(page, 'Save the sorted file')).toBe(csvOf(sortRows(createRows(5000))))
  await page.getByRole('button', { name: 'Back' }).click()
  await left.getByRole('button', { name: /^Free / }).click()
  await expect(left).toContainText('are free again.')
  await expect(left.getByRole('listitem')).toHaveCount(0)
})

test('a result that is open in one tab cannot be deleted in another', IN_WHOLE, async ({ page }) => {
  await openOwnData(page)
  await pickFile(page, csvOf(createRows(3000)))
  await chooseKeys(page)
  await sortButton(page).click()
  await waitForResult(page)
  const tab = await page.context().newPage()
  await tab.goto(page.url())
  await expect(tab.getByRole('listitem')).toContainText('another tab has it open')
  await expect(tab.getByRole('button', { name: /^Free / })).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Another file' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it here' }).click()
  const here = page.getByRole('region', { name: 'Left from earlier sorts' })
  await expect(here).toContainText('sorted and not saved')
  await expect(here.getByRole('button', { name: /^Free / })).not.toHaveAttribute('aria-disabled', 'true')
  // Closed there, it is deleted here; who has its list open already is told so.
  await tab.reload()
  await tab.getByRole('button', { name: /^Free / }).click()
  await expect(tab.getByRole('listitem')).toHaveCount(0)
  await here.getByRole('button', { name: 'Save it' }).click()
  await page.getByRole('button', { name: 'Save the sorted file' }).click()
  await expect(result(page)).toContainText('It was not saved: it is no longer here: it was deleted in another tab')
  await expect(page.getByRole('button', { name: /^Delete it/ })).toHaveCount(0)
})

test(
  'a link carries the name of the file and no row, asks for it and shows the same moment',
  IN_WHOLE,
  async ({ page, browser }) => {
    const rows = createRows(5000)
    await openOwnData(page)
    await pickFile(page, csvOf(rows))
    await chooseKeys(page)
    await page.getByLabel('Memory', { exact: true }).fill('100 kB')
    await sortButton(page).click()
    await waitForResult(page)
    await playhead(page).press('End')
    await playhead(page).press('Alt+ArrowLeft')
    const position = await positionOf(page)
    await page.getByRole('button', { name: 'Share' }).click()
    const field = page.getByRole('dialog').getByRole('textbox', { name: /^Link, / })
    await expect(field).toHaveValue(/#\/labs\/external-sort\/my-data\/at\/[\w-]+$/)
    const link = await field.inputValue()
    const json = inflateRawSync(Buffer.from(link.slice(link.lastIndexOf('/') + 1), 'base64url')).toString()
    expect(json).toContain('people.csv')
    expect(json).not.toContain('Bergen')

    const context = await browser.newContext({ serviceWorkers: 'block' })
    const there = await context.newPage()
    const faults = await watchFaults(there, new URL(link).origin)
    await there.goto(link)
    await expect(there.getByText('What is wanted is people.csv, 155 kB.')).toBeVisible()
    await pickFile(there, csvOf(rows.slice(1)))
    await expect(
      there.getByText(/it is not the people\.csv that was sorted: it has [\d,]+ bytes, not [\d,]+/),
    ).toBeVisible()
    await pickFile(there, csvOf(rows))
    await waitForResult(there)
    await expectAt(there, position)
    await expect(there.getByText(/^The state at event/)).toHaveCount(0)
    expect(faults.list(), 'faults in the page').toEqual([])
    await context.close()
  },
)

test(
  'a link says so when its file was changed where neither size nor samples show it',
  IN_WHOLE,
  async ({ page, context }) => {
    const text = csvOf(createRows(40_000))
    await openOwnData(page)
    await pickFile(page, text)
    await chooseKeys(page)
    await sortButton(page).click()
    await waitForResult(page)
    await page.getByRole('button', { name: 'Share' }).click()
    const link = await page
      .getByRole('dialog')
      .getByRole('textbox', { name: /^Link, / })
      .inputValue()

    const open = async (content: string): Promise<Page> => {
      const there = await context.newPage()
      await there.goto(link)
      await pickFile(there, content)
      await waitForResult(there)
      return there
    }
    // Between two samples: 64 of 4 KiB are spread between the first and the last 64 KiB.
    const ends = 65_536
    const step = Math.floor((Buffer.byteLength(text) - 2 * ends) / 64)
    const bytes = Buffer.from(text)
    const at = bytes.subarray(0, ends + 9 * step).lastIndexOf('.') + 1
    expect((at - ends) % step).toBeGreaterThan(4096)
    bytes[at] = bytes[at] === 0x30 ? 0x31 : 0x30
    const changed = await open(bytes.toString())
    await expect(changed.getByText(/does not hold the rows that the link was made of/)).toBeVisible()
    await expect(changed.getByText(/^The state at event/)).toHaveCount(0)
    const same = await open(text)
    await expect(same.getByText(/does not hold the rows/)).toHaveCount(0)
  },
)
