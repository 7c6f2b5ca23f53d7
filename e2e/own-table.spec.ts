import { mkdir, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { buildTable } from '../src/engine/operations/delta-table.ts'
import { DEFAULTS } from '../src/labs/delta-log/params.ts'
import type { Page } from '@playwright/test'
import { checkAxe, checkText, expect, IN_WHOLE, setTheme, test } from './fixtures.ts'
import { expectAt, runCommand, settle, waitForLog } from './tools/lab-page.ts'

const PAGE = '/#/labs/delta-log/my-data'

/** Writes a table of the engine's into a folder, those files that are kept. */
async function writeTable(folder: string, keep: (name: string) => boolean = () => true): Promise<string> {
  const store = await buildTable(DEFAULTS, [])
  for (const { path: name, modifiedMs } of await store.list('')) {
    if (!keep(name)) continue
    const file = path.join(folder, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, await store.get(name))
    await utimes(file, modifiedMs / 1000, modifiedMs / 1000)
  }
  return folder
}

test('a folder is checked, opened, and its history stepped through', async ({ page }, info) => {
  const folder = await writeTable(info.outputPath('orders'))
  await page.goto(PAGE)
  await expect(page.getByRole('heading', { name: 'Open a table of your own' })).toBeVisible()
  await page.locator('input[webkitdirectory]').setInputFiles(folder)
  await expect(
    page.getByRole('heading', { name: 'Nothing wrong was found in the log and in the sizes of the files' }),
  ).toBeVisible()
  await expect(page.getByText('order_id long, region string, amount integer')).toBeVisible()
  await expect(page.getByRole('img', { name: /^15 commits, [1-9]\d* actions.* [1-9]\d* add/ })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Data files are there' })).toContainText('9 of 9')
  await expect(
    page.getByRole('img', { name: /^\d+ steps: \d+ lines read, 9 files found, 8 checks passed$/ }),
  ).toBeVisible()
  const found = page.getByRole('table', { name: /^Features found/ })
  await expect(found.getByRole('row', { name: /^Partitioned by region .* yes$/ })).toBeVisible()
  await expect(found.getByRole('row', { name: /^Deletion vectors none not used$/ })).toBeVisible()
  for (const size of [
    { width: 390, height: 844 },
    { width: 1440, height: 900 },
  ]) {
    await page.setViewportSize(size)
    await settle(page)
    await checkText(page, undefined, `the report at ${size.width}`)
    await checkAxe(page, `the report at ${size.width}`)
  }
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as a zip' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('orders.zip')
  await expect(page.locator('.sentence')).toContainText('Open orders at version 14, every line read as it stands')
  const version = page.getByRole('spinbutton', { name: 'version to open at' })
  await version.press('9')
  await page.keyboard.type('9')
  await page.keyboard.press('Enter')
  await expect(page.getByText('the log has versions 0 to 14; 99 is none of them')).toBeVisible()
  await version.press('Home')
  for (let n = 0; n < 6; n++) await version.press('ArrowRight')
  await expect(page.locator('.sentence')).toContainText('at version 6')
  await expect(page.locator('.refusal')).toHaveCount(0)
  await page.locator('body').click({ position: { x: 2, y: 2 } })
  await page.keyboard.press('Enter')
  await waitForLog(page)
  await expect(page.getByText(/The log of orders, 15 commits up to version 14/)).toBeVisible()
  for (const save of [
    () => page.getByRole('button', { name: 'Save as a zip' }).click(),
    () => runCommand(page, 'save zip', 'Save the table as a zip'),
  ]) {
    const [saved] = await Promise.all([page.waitForEvent('download'), save()])
    expect(saved.suggestedFilename()).toBe('orders.zip')
  }
  // No link can name a folder.
  await expect(page.getByRole('button', { name: 'Share' })).toHaveCount(0)
  await expect(page.getByRole('application')).toHaveAccessibleName(/The table at version 6:/)
  await page.keyboard.press('End')
  await expect(page.getByRole('application')).toHaveAccessibleName(/The table at version 14: 9 live files/)
  await page.keyboard.press('Home')
  await expectAt(page, 0)
  await page.setViewportSize({ width: 390, height: 844 })
  const acts = page.getByRole('region', { name: 'The table' }).getByRole('button')
  await expect(acts).toHaveCount(4)
  for (const act of await acts.all()) await expect(act).toBeInViewport({ ratio: 1 })
  await page.setViewportSize({ width: 1440, height: 900 })
  await setTheme(page, 'dark')
  await settle(page)
  await checkAxe(page, 'the log of a table, dark')
})

test('missing data files are named, and the log can be stepped all the same', async ({ page }, info) => {
  const folder = await writeTable(info.outputPath('orders'), (name) => !name.startsWith('region=EU'))
  await page.goto(PAGE)
  await page.locator('input[webkitdirectory]').setInputFiles(folder)
  await expect(page.getByRole('heading', { name: /^✕ \d+ data files? not in the folder$/ })).toBeVisible()
  await expect(page.locator('.table-files')).toContainText('region=EU/part-')
  await page.getByRole('button', { name: 'Open the log' }).click()
  await waitForLog(page)
  await page.keyboard.press('End')
  await expect(page.getByRole('application')).toHaveAccessibleName(/The table at version 14/)
})

test('a folder that is no table is refused by its name', async ({ page }, info) => {
  const folder = info.outputPath('holidays')
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'photo.txt'), 'no table')
  await page.goto(PAGE)
  await page.locator('input[webkitdirectory]').setInputFiles(folder)
  await expect(page.getByRole('status').filter({ hasText: 'was not opened' })).toContainText(
    'holidays has no folder _delta_log in it',
  )
})

test('a table that asks for more than is read shows which feature does', async ({ page }, info) => {
  const folder = info.outputPath('future')
  await mkdir(path.join(folder, '_delta_log'), { recursive: true })
  const schemaString = '{\\"type\\":\\"struct\\",\\"fields\\":[]}'
  await writeFile(
    path.join(folder, '_delta_log', '00000000000000000000.json'),
    '{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["flying","deletionVectors"],' +
      '"writerFeatures":["flying","deletionVectors","appendOnly"]}}\n' +
      `{"metaData":{"id":"1","format":{"provider":"parquet","options":{}},"schemaString":"${schemaString}",` +
      '"partitionColumns":[],"configuration":{}}}\n',
  )
  await page.goto(PAGE)
  await page.locator('input[webkitdirectory]').setInputFiles(folder)
  await expect(page.getByRole('status').filter({ hasText: 'was not opened' })).toContainText('flying')
  const rows = page.getByRole('table', { name: /Features found/ }).getByRole('row')
  await expect(rows).toHaveText([
    'flying for readers toono',
    'Reader and writer version 3, 7not the reason',
    'appendOnly for writersnot the reason',
    'deletionVectors for readers toonot the reason',
  ])
  await page.locator('input[webkitdirectory]').setInputFiles(await writeTable(info.outputPath('orders')))
  await expect(page.getByRole('button', { name: 'Open the log' })).toBeVisible()
})

/** Opens a folder in the player. */
async function openFolder(page: Page, folder: string): Promise<void> {
  await page.goto(PAGE)
  await page.locator('input[webkitdirectory]').setInputFiles(folder)
  await page.getByRole('button', { name: 'Open the log' }).click()
  await waitForLog(page)
}

test('the rows of a version are read from its files, those of a condition from fewer', async ({ page }, info) => {
  await openFolder(page, await writeTable(info.outputPath('orders')))
  await page.getByRole('button', { name: 'Rows at version 14' }).click()
  const panel = page.getByRole('region', { name: 'Rows of the table' })
  const rows = panel.locator('tbody tr')
  await expect(panel.getByRole('heading', { name: 'Rows at version 14' })).toBeVisible()
  await expect(panel.getByRole('columnheader')).toHaveText(['order_id long', 'region string', 'amount integer'])
  await expect(panel.getByRole('status')).toContainText(/^\d+ rows?; 9 of 9 files opened$/)
  const all = await rows.count()
  await panel.getByLabel('where').fill("region = 'EU'")
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('status')).toContainText(/ left out by their partition/)
  expect(await rows.count()).toBeLessThan(all)
  await expect(rows.first()).toContainText('EU')
  await panel.getByLabel('where').fill('price > 3')
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('alert')).toContainText('No row is shown.')
  await expect(rows).toHaveCount(0)
  await panel.getByLabel('where').fill('')
  await page.keyboard.press('Enter')
  await page.getByRole('slider', { name: 'Playhead' }).focus()
  await page.keyboard.press('Home')
  await expect(panel).toContainText('before it there is no table')
  for (const scheme of ['light', 'dark'] as const) {
    await setTheme(page, scheme)
    await page.keyboard.press('End')
    await expect(rows).toHaveCount(all)
    await checkAxe(page, `rows, ${scheme}`)
    await checkText(page, undefined, `rows, ${scheme}`)
  }
})

test('a version whose file is gone shows no row and names the file', IN_WHOLE, async ({ page }, info) => {
  await openFolder(page, await writeTable(info.outputPath('orders'), (name) => !name.startsWith('region=EU')))
  await page.getByRole('button', { name: 'Rows at version 14' }).click()
  const panel = page.getByRole('region', { name: 'Rows of the table' })
  await expect(panel.getByRole('alert')).toContainText(
    /No row is shown\. the log names region=EU\/part-.* is not there/,
  )
  await panel.getByLabel('where').fill("region = 'US'")
  await page.keyboard.press('Enter')
  await expect(panel.locator('tbody tr').first()).toContainText('US')
})

test(
  'DuckDB answers a SELECT on the rows at the playhead, and nothing is written',
  IN_WHOLE,
  async ({ page }, info) => {
    test.slow()
    await openFolder(page, await writeTable(info.outputPath('orders')))
    await page.keyboard.press('f')
    await expect(page.getByRole('dialog', { name: /^Ask at event/ })).toBeVisible()
    const field = page.getByLabel('A question to the table at version 14')
    await field.fill('DELETE FROM orders')
    await page.getByRole('button', { name: 'Run it here' }).click()
    await expect(page.getByText('only one SELECT can be run on it')).toBeVisible()
    await field.fill('DESCRIBE HISTORY orders LIMIT 3')
    await page.getByRole('button', { name: 'Run it here' }).click()
    const history = page.getByRole('region', { name: 'The answer' })
    await expect(history).toContainText('the newest 3 of 15 commits')
    const newest = history.getByRole('listitem').first()
    await expect(newest).toContainText(/^version 14timestamp 2026/)
    await expect(newest).toContainText('engineInfo Lakescope')
    await expect(newest).not.toContainText('userName')
    await checkText(page, undefined, 'the history of a table')
    await field.fill('SELECT count(*) AS now, (SELECT count(*) FROM orders VERSION AS OF 1) AS then FROM orders')
    await page.getByRole('button', { name: 'Run it here' }).click()
    const answer = page.getByRole('region', { name: 'The answer' })
    await expect(answer).toContainText('from version 1 and version 14', { timeout: 40_000 })
    await expect(answer.getByRole('columnheader')).toHaveText(['now', 'then'])
    await field.fill('SELECT * FROM orders VERSION AS OF 99')
    await page.getByRole('button', { name: 'Run it here' }).click()
    await expect(
      page.getByText(
        /^DELTA_VERSION_NOT_FOUND: version 99 is not in the log at this event, where the table is at version 14; ask for one/,
      ),
    ).toBeVisible()
  },
)

test(
  "a lab leads to the page for what is the learner's own, and what is dropped on it to the lab that takes it",
  IN_WHOLE,
  async ({ page }) => {
    const drop = (name: string) =>
      page.evaluate((file) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['a,b\n1,2\n'], file))
        dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true, bubbles: true }))
      }, name)
    await page.goto('/#/labs/delta-log')
    await waitForLog(page)
    await page.getByRole('button', { name: 'Your own table' }).click()
    await expect(page).toHaveURL(/delta-log\/my-data$/)
    await page.goto('/#/labs/external-sort')
    await waitForLog(page)
    await drop('orders.zip')
    await expect(page).toHaveURL(/delta-log\/my-data$/)
    await expect(page.getByText('orders.zip was not opened')).toBeVisible()
    await page.goto('/#/labs/delta-log')
    await waitForLog(page)
    await drop('rows.csv')
    await expect(page).toHaveURL(/external-sort\/my-data$/)
    await expect(page.getByText('rows.csv').first()).toBeVisible()
    await page.goto('/#/labs/delta-log')
    await waitForLog(page)
    await page.keyboard.press('o')
    await expect(page).toHaveURL(/delta-log\/my-data$/)
    await expect(page.getByRole('heading', { name: 'Open a table of your own' })).toBeVisible()
  },
)
