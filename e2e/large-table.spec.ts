import path from 'node:path'
import { writeCheckpointed, writeCommits } from '../bench/delta-tables.ts'
import { checkAxe, checkText, expect, IN_WHOLE, test } from './fixtures.ts'
import { settle, waitForLog } from './tools/lab-page.ts'

const PAGE = '/#/labs/delta-log/my-data'
const COMMITS = 3000
const FILES = 5000

test(
  'a log of 3,000 commits is handed over, checked and read piece by piece, and stays a small page',
  IN_WHOLE,
  async ({ page }, info) => {
    test.setTimeout(120_000)
    const folder = path.join(info.outputPath('events'))
    writeCommits(folder, { commits: COMMITS, checkpointEvery: 500, liveFiles: 400, stats: 'id' })
    await page.goto(PAGE)
    await page.locator('input[webkitdirectory]').setInputFiles(folder)
    const told = page.getByRole('status').filter({ hasText: 'checking the log of events' })
    await expect(told).toContainText(/[\d,]+ of [\d,]+ (files handed over|commits (replayed|checked))/)
    await expect(page.getByRole('heading', { name: '1 finding', exact: true })).toBeVisible({ timeout: 40_000 })
    expect(await page.locator('.table-files tr').count()).toBeLessThan(100)
    await checkText(page, undefined, 'the report of a large table')
    await page.getByRole('button', { name: 'Open the log' }).click()
    await expect(page.getByText(/[\d,]+ of 3,000 commits read/)).toBeVisible()
    await expect(page.locator('.tl-end[data-end=writing]')).toHaveCount(0, { timeout: 60_000 })
    await page.keyboard.press('End')
    const picture = page.getByRole('application')
    await expect(picture).toHaveAccessibleName(/^The table at version 2999: 400 live files/)
    for (const version of [2998, 2997]) {
      while (!((await picture.getAttribute('aria-label')) ?? '').startsWith(`The table at version ${version}:`))
        await page.keyboard.press('ArrowLeft')
    }
    await page.keyboard.press('Home')
    await expect(picture).toHaveAccessibleName(/^No table yet/)
    await page.keyboard.press('End')
    await settle(page)
    expect(await page.locator('*').count()).toBeLessThan(5000)
    await checkText(page, undefined, 'the log of a large table')
    await checkAxe(page, 'the log of a large table')
  },
)

const STOPPED = 'checking a table is stopped while its files are handed over or read, and another one can be opened'
test(STOPPED, IN_WHOLE, async ({ page }, info) => {
  const folder = path.join(info.outputPath('events'))
  writeCommits(folder, { commits: COMMITS, stats: 'id' })
  const small = path.join(info.outputPath('few'))
  writeCommits(small, { commits: 3, stats: 'id' })
  await page.goto(PAGE)
  await page.locator('input[webkitdirectory]').setInputFiles(folder)
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0)
  await expect(page.getByText('was not opened')).toHaveCount(0)
  await page.locator('input[webkitdirectory]').setInputFiles(small)
  await expect(page.getByText('3 commits, 4 live files')).toBeVisible()
})

test(
  'a table of 5,000 files from a checkpoint lists a few of them and counts the others',
  IN_WHOLE,
  async ({ page }, info) => {
    const folder = path.join(info.outputPath('files'))
    writeCheckpointed(folder, FILES, 3, 'id')
    await page.goto(PAGE)
    await page.locator('input[webkitdirectory]').setInputFiles(folder)
    await page.getByRole('button', { name: 'Open the log' }).click()
    await waitForLog(page)
    await page.keyboard.press('End')
    const lines = page.locator('.diff')
    const isThere = async (): Promise<boolean> => (await lines.allTextContents()).join().includes('more files')
    for (let left = 20; left > 0 && !(await isThere()); left--) await page.keyboard.press('ArrowLeft')
    await expect(lines).toContainText('4,900 more files')
    await expect(page.getByRole('application')).toHaveAccessibleName(/^The table at version 10: 5,000 live files/)
    expect(await page.locator('*').count()).toBeLessThan(5000)
    await checkText(page, undefined, 'a version of many files')
  },
)
