import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { checkAxe, checkText, expect, IN_WHOLE, setTheme, test } from './fixtures.ts'
import { lengthOf, parseNumber, playhead, positionOf, settle, waitForLog } from './tools/lab-page.ts'
import {
  chooseKeys,
  columnHead,
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

test('a CSV file larger than the memory is sorted with spill, proven and saved', async ({ page }) => {
  test.slow()
  const rows = createRows(150_000)
  await openOwnData(page)
  await pickFile(page, csvOf(rows))
  await expect(page.getByRole('table', { name: 'What was found' })).toContainText('4 columns')
  await expect(page.getByRole('region', { name: 'First rows of people.csv' })).toContainText('Bergen')
  await expect(sortButton(page)).toHaveAttribute('aria-disabled', 'true')
  await chooseKeys(page)
  const claim = page.locator('.own-land .cap')
  await expect(claim).toHaveText(/^4\.9 MB in 512 kB: about \d\d runs, 2 passes, \d+\.\d MB of runs written$/)
  const runs = Number(/about (\d+) runs/.exec((await claim.textContent()) ?? '')?.[1])

  await sortButton(page).click()
  await waitForResult(page)
  await expect(result(page)).toContainText(/in order 150,000 rows read back/)
  await expect(result(page)).toContainText(/none lost, none added 150,000 in = 150,000 out/)
  const digests = /the same rows ([0-9a-f]{16}) in = ([0-9a-f]{16}) out/.exec((await result(page).textContent()) ?? '')
  expect(digests?.[1]).toBe(digests?.[2])
  const facts = (await result(page).locator('.own-facts').textContent()) ?? ''
  const made = Number(/^(\d+) runs, 2 passes;/.exec(facts)?.[1])
  expect(Math.abs(made - runs)).toBeLessThanOrEqual(2)
  expect(facts).toMatch(/\d+\.\d MB spilled; at most 5\d\d kB of memory; .*sorted by city string, amount float64; /)

  await page.keyboard.press('End')
  await expect.poll(() => positionOf(page)).toBe(await lengthOf(page))
  await expect(page.locator('.seq')).toBeVisible()

  expect(await save(page, 'Save the sorted file')).toBe(csvOf(sortRows(rows)))
  await expect(result(page)).toContainText('Handed to your downloads as people.sorted.csv. It stays here until')
  // A download may have been cancelled: nothing is removed that was not seen to arrive.
  await page.reload()
  const left = page.getByRole('region', { name: 'Left from earlier sorts' })
  await expect(left).toContainText('people.csv 4.9 MB, sorted and handed to your downloads')
  await left.getByRole('button', { name: 'Save it again' }).click()
  expect(await save(page, 'Save the sorted file')).toBe(csvOf(sortRows(rows)))
})

test('rows that cannot be read stop the sort with their line, or are skipped and kept', async ({ page }) => {
  const rows = createRows(20_000)
  const broken = rows.toSpliced(15_000, 0, '15,Oslo', '16,Oslo,1.5,2024-01-01,more')
  await openOwnData(page)
  const usageAtFirst = await usageOf(page)
  await pickFile(page, csvOf(broken))
  await chooseKeys(page)
  await sortButton(page).click()
  const refusal = page.getByRole('region', { name: 'Why it was not sorted' })
  await expect(refusal).toContainText('people.csv was not sorted: line 15002: 2 fields; the header has 4.')
  await expect(page.getByLabel('Sort by')).toHaveValue('city')
  await checkAxe(page, 'a refusal')
  // The browser tells a little later what the refused sort has given back: the room would be reckoned from too much.
  await expect.poll(() => usageOf(page)).toBeLessThan(usageAtFirst + 16_000)
  const setQuota = await quotaOf(page)
  // A run takes some 300 kB: there is room for one, and not for the second.
  await setQuota(500_000)
  await refusal.getByRole('button', { name: 'Skip such rows and keep them in a file' }).click()
  // What a browser does when its disk is full no stand-in shows.
  const bar = page.getByRole('region', { name: 'The sort' })
  await expect(bar).toContainText(
    /Cut off at event [\d,]+\. What was written can be stepped; 1 finished run is kept\./,
    { timeout: 30_000 },
  )
  await expect(page.locator('.tl-end')).toContainText("the browser's disk is full")
  await setQuota(undefined)
  await bar.getByRole('button', { name: 'Go on with 1 finished run' }).click()
  await waitForResult(page)
  await expect(result(page)).toContainText('1 run of an earlier sort used')
  await expect(result(page)).toContainText('20,002 read = 20,000 sorted + 2 left out')
  expect(await save(page, 'Save 2 rejected rows')).toBe(
    '# line 15002: 2 fields; the header has 4\n15,Oslo\n# line 15003: 5 fields; the header has 4\n16,Oslo,1.5,2024-01-01,more\n',
  )
  expect(await save(page, 'Save the sorted file')).toBe(csvOf(sortRows(rows)))
})

/** Bytes that the page keeps on the browser's disk, as the browser reckons. */
function usageOf(page: Page): Promise<number> {
  return page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
}

/** Sets how many bytes more the page may keep; undefined for what the browser gives. */
async function quotaOf(page: Page): Promise<(moreBytes: number | undefined) => Promise<void>> {
  const session = await page.context().newCDPSession(page)
  const origin = new URL(page.url()).origin
  return async (moreBytes) => {
    const quota = moreBytes === undefined ? {} : { quotaSize: (await usageOf(page)) + moreBytes }
    await session.send('Storage.overrideQuotaForOrigin', { origin, ...quota })
  }
}

test('what cannot be sorted is refused with the reason', async ({ page }) => {
  await openOwnData(page)
  for (const [content, says] of [
    ['', 'people.csv was not opened: it is empty: 0 bytes.'],
    ['[{"a":1}]', 'it looks like a JSON array; NDJSON has one object a line'],
    [Buffer.from([0x1f, 0x8b, 8, 0, 1]), 'it looks like a gzip file; unpack it first'],
  ] as const) {
    await pickFile(page, content)
    await expect(page.getByText(says)).toBeVisible()
  }
  await pickFile(page, csvOf(createRows(2000)))
  await columnHead(page, 'id').click()
  await page.getByLabel('Sort by').fill('town')
  await expect(page.locator('.own-key-note')).toHaveText(
    'there is no column "town"; the file has id, city, amount, day',
  )
  await page.getByLabel('Sort by').fill('id')
  await page.getByLabel('Memory', { exact: true }).fill('64 kB')
  await page.getByLabel('Page', { exact: true }).fill('8 kB')
  await page.getByLabel('Runs merged at a time').fill('8')
  await expect(page.locator('.own-note.bad', { hasText: '8 runs need 9 pages; memory has 4' })).toBeVisible()
  await expect(sortButton(page)).toHaveAttribute('aria-disabled', 'true')
})

test('NDJSON is sorted by a member that only later lines have', async ({ page }) => {
  const lines = Array.from({ length: 4000 }, (_, i) => JSON.stringify(i < 3000 ? { id: i } : { id: i, late: -i }))
  await openOwnData(page)
  await pickFile(page, `${lines.join('\n')}\n`, 'log.ndjson')
  await columnHead(page, 'id').click()
  await page.getByLabel('Sort by').fill('late')
  await sortButton(page).click()
  await waitForResult(page)
  const sorted = [...lines.slice(0, 3000), ...lines.slice(3000).toReversed()]
  expect(await save(page, 'Save the sorted file')).toBe(`${sorted.join('\n')}\n`)
})

test(
  'saved with types, a column stays text of which a value would come back as another, and the page says so',
  IN_WHOLE,
  async ({ page }) => {
    const rows = ['10001,1.50,2024-01-31 10:11', '00501,2.25,2024-01-31 10:12', '20002,3,2024-01-31 10:13']
    await openOwnData(page)
    await pickFile(page, `zip,price,at\n${rows.join('\n')}\n`, 'orders.csv')
    await columnHead(page, 'price').click()
    await sortButton(page).click()
    await waitForResult(page)
    await page.getByLabel('Save as').selectOption('NDJSON')
    await expect(result(page)).toContainText('zip stays text: 00501 would come back as 501.')
    expect(await save(page, 'Save the sorted file')).toBe(
      rows
        .map((row) => row.split(','))
        .map(([zip, price, at]) => `{"zip":"${zip ?? ''}","price":${price ?? ''},"at":"${at ?? ''}"}\n`)
        .join(''),
    )
    await page.getByLabel('Save as').selectOption('Parquet')
    await expect(result(page)).toContainText(
      'zip stays text: 00501 would come back as 501. price is written as numbers: 1.50 as 1.5. ' +
        'at is written as times in UTC: 2024-01-31 10:11 as 2024-01-31T10:11:00Z.',
    )
    await checkText(page)
  },
)

test('a sorted CSV file is saved as Parquet, and that is sorted and saved as CSV', IN_WHOLE, async ({ page }) => {
  test.slow()
  const rows = createRows(20_000)
  await openOwnData(page)
  await pickFile(page, csvOf(rows))
  await chooseKeys(page)
  await sortButton(page).click()
  await waitForResult(page)
  await page.getByLabel('Save as').selectOption('Parquet')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the sorted file' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('people.sorted.parquet')
  const parquet = readFileSync(await download.path())

  await page.reload()
  await pickFile(page, parquet, 'people.parquet')
  await expect(page.getByRole('table', { name: 'What was found' })).toContainText('20,000')
  await columnHead(page, 'id').click()
  await page.getByLabel('Memory', { exact: true }).fill('2 MB')
  await page.getByLabel('Page', { exact: true }).fill('16 kB')
  await sortButton(page).click()
  await waitForResult(page)
  await expect(result(page).locator('.own-facts')).toContainText(/^[1-9]\d* runs, .*sorted by id int64; /)
  await page.getByLabel('Save as').selectOption('CSV')
  // A number is written as briefly as it can be.
  const written = rows.map((row) => row.replace(/(\.\d)0(?=,)/, '$1').replace(/\.0(?=,)/, ''))
  expect(await save(page, 'Save the sorted file')).toBe(csvOf(written))
})

test('where a page gets no disk, memory stands in for it', IN_WHOLE, async ({ playwright, launchOptions, baseURL }) => {
  // A page that is not served securely has no origin private file system.
  const port = new URL(baseURL ?? '').port
  const args = [...(launchOptions.args ?? []), '--host-resolver-rules=MAP plain.test 127.0.0.1']
  const plain = await playwright.chromium.launch({ ...launchOptions, args })
  const page = await plain.newPage()
  const faults = await watchFaults(page, `http://plain.test:${port}`)
  const rows = createRows(5000)
  await openOwnData(page, `http://plain.test:${port}/`)
  await pickFile(page, csvOf(rows))
  await chooseKeys(page)
  await page.getByLabel('Memory', { exact: true }).fill('100 kB')
  await expect(page.locator('.own-land')).toContainText('This browser gives pages no disk here')
  await expect(page.locator('.own-land')).toContainText('kept in memory instead, up to 256.0 MB.')
  await sortButton(page).click()
  await waitForResult(page)
  await expect(page.locator('.own-facts')).toContainText(
    'this browser gave no disk, so runs and output are in memory too',
  )
  expect(await save(page, 'Save the sorted file')).toBe(csvOf(sortRows(rows)))
  expect(faults.list(), 'faults in the page').toEqual([])
  await plain.close()
})

test('the keyboard is enough', IN_WHOLE, async ({ page }) => {
  await openOwnData(page, '/some/deep/path/')
  const csv = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csvOf(createRows(3000))) }
  // A key pressed before the page listens goes nowhere: once more then.
  await expect(async () => {
    const choosing = page.waitForEvent('filechooser', { timeout: 1000 })
    await page.keyboard.press('o')
    await (await choosing).setFiles(csv)
  }).toPass()
  await columnHead(page, 'day').focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Sort by').press('Enter')
  await waitForResult(page)
  await page.keyboard.press('End')
  await expect(playhead(page)).toHaveAttribute('aria-valuenow', /[1-9]/)
})

test('a file dropped anywhere is looked at', async ({ page }) => {
  await openOwnData(page)
  const data = await page.evaluateHandle(
    (text) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text], 'dropped.csv'))
      return transfer
    },
    csvOf(createRows(100)),
  )
  await page.dispatchEvent('h2', 'dragover', { dataTransfer: data })
  await expect(page.getByText('Drop the file to look at it')).toBeVisible()
  await page.dispatchEvent('h2', 'drop', { dataTransfer: data })
  await expect(page.getByRole('region', { name: 'First rows of dropped.csv' })).toBeVisible()
})

const LOOKS = [
  ['light', 1024, 768],
  ['dark', 1920, 1080],
  ['dark', 390, 844],
  ['light', 1440, 900],
] as const

test(
  'forks of a file are compared by what their counters say, and nothing of it runs together',
  IN_WHOLE,
  async ({ page }) => {
    test.slow()
    await openOwnData(page)
    await pickFile(page, csvOf(createRows(150_000)))
    await chooseKeys(page)
    await sortButton(page).click()
    await waitForResult(page)
    await page.keyboard.press('Home')
    await page.keyboard.press('f')
    await page
      .getByRole('dialog', { name: 'Fork at event 0' })
      .getByRole('button', { name: /runs at a time/ })
      .first()
      .click()
    await expect(page.locator('.run-name')).toContainText('of 2')
    await waitForLog(page)
    await page.keyboard.press('Shift+F')
    const written = page.locator('.half').getByText(/^[\d,]+ to write$/)
    await expect(written).toHaveCount(2)
    const pages = parseNumber((await written.first().textContent())?.replace(' to write', ''))
    await page.keyboard.press('End')
    const row = (name: RegExp) =>
      page.getByRole('region', { name: 'Derived: at this state' }).getByRole('row', { name }).getByRole('cell')
    await expect(row(/^Pages written/).first()).toHaveText(pages.toLocaleString('en-US'))
    const [ours, theirs] = await row(/^Comparisons/).allInnerTexts()
    expect(parseNumber(ours ?? '')).toBeGreaterThan(1_000_000)
    expect(theirs).not.toBe(ours)
    await expect(page.locator('.unit-sum')).toHaveText([ours ?? '', theirs ?? ''])
    await expect(page.locator('.tl-plot')).toContainText(`${theirs} comparisons at as many pages written, here ${ours}`)
    await checkText(page, undefined, 'comparing at the end')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+ArrowLeft')
    await settle(page)
    await checkText(page, undefined, 'at the end')

    // The same table with the numbers of a file hundreds of times as large.
    const counters = page.locator('.counters')
    await counters.evaluate((table) => {
      for (const cell of table.querySelectorAll('td.num')) cell.textContent = '+1,017,039,500'
    })
    const [table, section] = await Promise.all([
      counters.boundingBox(),
      page.locator('.sec:has(.counters)').boundingBox(),
    ])
    expect((table?.x ?? Infinity) + (table?.width ?? 0)).toBeLessThanOrEqual((section?.x ?? 0) + (section?.width ?? 0))
  },
)

/** At each size no text is cut or overlaps; axe finds nothing at the narrowest, dark, and at the usual one, light. */
async function checkLooks(page: Page, where: string): Promise<void> {
  for (const [theme, width, height] of LOOKS) {
    const look = `${where} at ${width} in ${theme}`
    await setTheme(page, theme)
    await page.setViewportSize({ width, height })
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    await settle(page)
    await checkText(page, undefined, look)
    if (width < 1000 || width === 1440) await checkAxe(page, look)
  }
}

test('no step at any width, light or dark, cuts text or lets it overlap', IN_WHOLE, async ({ page }) => {
  test.slow()
  await openOwnData(page)
  await checkLooks(page, 'picking')
  await pickFile(page, csvOf(createRows(5000)))
  await chooseKeys(page)
  await checkLooks(page, 'choosing')
  await page.getByLabel('Memory', { exact: true }).fill('100 kB')
  await sortButton(page).click()
  await waitForResult(page)
  await page.keyboard.press('End')
  await checkLooks(page, 'the result')
  await page.getByRole('button', { name: 'Another file' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it here' }).click()
  await expect(page.getByRole('region', { name: 'Left from earlier sorts' })).toContainText('sorted and not saved')
  await checkLooks(page, 'what is left')
})
