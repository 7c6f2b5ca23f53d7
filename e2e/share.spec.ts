import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Browser, Page } from '@playwright/test'
import { expect, IN_WHOLE, test } from './fixtures.ts'
import {
  expectAt,
  goToEvent,
  LAB,
  lengthOf,
  openLab,
  playhead,
  positionOf,
  runCommand,
  waitForLog,
} from './tools/lab-page.ts'
import { watchFaults } from './tools/page-faults.ts'

const HEAP = 'merge with a binary heap'

/** A lab with a fork at 1,999, compared with its trunk at 2,600, the heads locked by event number. */
async function comeToMoment(page: Page, mount = '/'): Promise<void> {
  await openLab(page, LAB, mount)
  await goToEvent(page, 1999)
  await page.keyboard.press('f')
  await page.getByRole('dialog').getByRole('button', { name: HEAP }).click()
  await waitForLog(page)
  await page.keyboard.press('Shift+F')
  await goToEvent(page, 2600)
  await page.getByRole('radio', { name: 'event' }).check()
}

/** Shares what is on the screen and returns the link. */
async function share(page: Page, note: string): Promise<string> {
  await runCommand(page, 'share', 'Share this moment')
  const sheet = page.getByRole('dialog', { name: 'Share this moment' })
  const link = sheet.getByRole('textbox', { name: /^Link, [\d,]+ characters$/ })
  await expect(link).toHaveValue(/#\/labs\/external-sort\/at\/[\w-]+$/)
  const before = await link.inputValue()
  if (note !== '') {
    await sheet.getByRole('textbox', { name: 'Say something with it' }).fill(note)
    await expect(link).not.toHaveValue(before)
  }
  const value = await link.inputValue()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  return value
}

/** Opens a link as somebody who has never been here, does `look`, and fails on any fault in that page. */
async function openElsewhere(browser: Browser, link: string, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const page = await context.newPage()
  const faults = await watchFaults(page, new URL(link).origin)
  await page.goto(link)
  await look(page)
  expect(faults.list(), 'faults in the page').toEqual([])
  await context.close()
}

/** The content of a link. */
function momentIn(link: string): Record<string, unknown> {
  const packed = Buffer.from(link.slice(link.lastIndexOf('/') + 1), 'base64url')
  return JSON.parse(inflateRawSync(packed).toString()) as Record<string, unknown>
}

/** The link with something in its content changed. */
function tamper(link: string, change: (moment: Record<string, unknown>) => void): string {
  const moment = momentIn(link)
  change(moment)
  const packed = deflateRawSync(Buffer.from(JSON.stringify(moment)))
  return link.slice(0, link.lastIndexOf('/') + 1) + packed.toString('base64url')
}

/** Drops a file with that content on the page. */
async function dropMoment(page: Page, text: string): Promise<void> {
  const data = await page.evaluateHandle((json) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([json], 'moment.lakescope.json', { type: 'application/json' }))
    return transfer
  }, text)
  await page.dispatchEvent('body', 'drop', { dataTransfer: data })
}

for (const mount of ['/', '/some/deep/path/']) {
  test(
    `a link from ${mount} opens the same event, branches and comparison`,
    mount === '/' ? {} : IN_WHOLE,
    async ({ page, browser }) => {
      await comeToMoment(page, mount)
      const link = await share(page, 'Look at the heap.')
      expect(new URL(link).pathname).toBe(mount)
      expect(link.length).toBeLessThan(2000)
      const told = await playhead(page).getAttribute('aria-valuetext')
      const story = await page.getByRole('region', { name: 'Story' }).innerText()
      const inspector = await page.getByRole('region', { name: 'Inspector' }).innerText()

      await openElsewhere(browser, link, async (opened) => {
        await expect(opened.getByRole('status').filter({ hasText: 'Look at the heap.' })).toBeVisible()
        await expect(opened.getByText('What can be opened is open')).toBeHidden()
        await expectAt(opened, 2600)
        await expect(playhead(opened)).toHaveAttribute('aria-valuetext', told ?? '')
        await expect(opened.getByRole('radio', { name: 'event' })).toBeChecked()
        await expect(opened.getByRole('region', { name: 'Story' })).toHaveText(story, { useInnerText: true })
        await expect(opened.getByRole('region', { name: 'Inspector' })).toHaveText(inspector, { useInnerText: true })
        await opened.getByRole('button', { name: 'Close' }).click()
        await opened.keyboard.press('Escape')
        await opened.locator('.run-name').click()
        await expect(opened.getByRole('button', { name: `${HEAP} from event 1,999` })).toBeVisible()
      })
    },
  )
}

test('a link whose digest is another one says what differs, and opens', IN_WHOLE, async ({ page, browser }) => {
  await openLab(page)
  await goToEvent(page, 1999)
  const link = await share(page, '')
  await openElsewhere(browser, link, async (opened) => {
    await expectAt(opened, 1999)
    await expect(opened.locator('.share-notice')).toHaveCount(0)
  })
  const other = tamper(link, (moment) => (moment['digest'] = '0123456789abcdef'))
  await openElsewhere(browser, other, async (opened) => {
    const notice = opened.locator('.share-notice')
    await expect(notice).toContainText(
      /The state at event 1,999 has digest [0-9a-f]+, the link says 0123456789abcdef\./,
    )
    await expect(notice).toContainText('so the link was changed by hand or something is wrong here')
    await expect(notice).toContainText('What can be opened is open.')
    await expectAt(opened, 1999)
    await opened.keyboard.press('ArrowRight')
    await expectAt(opened, 2000)
  })
  const newer = tamper(other, (moment) => (moment['engine'] = '99.0.0'))
  await openElsewhere(browser, newer, async (opened) => {
    await expect(opened.locator('.share-notice')).toContainText('The link was made by a newer engine, 99.0.0')
    await expectAt(opened, 1999)
  })
  const long = tamper(other, (moment) => {
    const values = Array.from({ length: 320 }, () => 'A'.repeat(300))
    Object.assign((moment['branches'] as { params: object }[])[0]?.params ?? {}, { shape: 'given', values })
  })
  await openElsewhere(browser, long, async (opened) => {
    const why = opened.locator('.why')
    await expect(why).toContainText('A'.repeat(300))
    expect(await why.evaluate((panel) => panel.scrollWidth - panel.clientWidth)).toBeLessThanOrEqual(0)
  })
})

test(
  'a link that was cut off, or is none, says so and the lab opens from its beginning',
  IN_WHOLE,
  async ({ page, browser }) => {
    await openLab(page)
    await goToEvent(page, 1999)
    const link = await share(page, 'cut')
    const start = link.lastIndexOf('/') + 1
    await openElsewhere(browser, link.slice(0, start + Math.floor((link.length - start) / 2)), async (opened) => {
      await expect(opened.locator('.share-notice')).toContainText('The link is damaged or was cut off.')
      await waitForLog(opened)
      await expectAt(opened, 0)
      await opened.keyboard.press('ArrowRight')
      await expectAt(opened, 1)
    })
    await openElsewhere(browser, `${link.slice(0, start)}not.a+link`, async (opened) => {
      await expect(opened.locator('.share-notice')).toContainText('This is not a link to a moment')
    })
    const wrong = tamper(link, (moment) => (moment['branches'] = []))
    await openElsewhere(browser, wrong, async (opened) => {
      await expect(opened.locator('.share-notice')).toContainText(
        'This is not a saved moment: it needs 1 to 64 branches.',
      )
    })
  },
)

test('a link opens on a page that already shows the lab, and one after the other', IN_WHOLE, async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 1999)
  const first = await share(page, 'the first')
  await goToEvent(page, 700)
  const second = await share(page, 'the second')
  for (const [link, position, note] of [
    [first, 1999, 'the first'],
    [second, 700, 'the second'],
  ] as const) {
    await page.evaluate((hash) => (location.hash = hash), new URL(link).hash)
    await expect(page.locator('.share-notice')).toContainText(note)
    await expectAt(page, position)
    await page.getByRole('button', { name: 'Close' }).click()
    await expect(page.locator('.share-notice')).toHaveCount(0)
  }
})

test('a saved moment is a file that opens where it is dropped', async ({ page, browser }) => {
  await openLab(page)
  await goToEvent(page, 1234)
  await runCommand(page, 'share', 'Share this moment')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as a file' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('external-sort-event-1234.lakescope.json')
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()

  await openElsewhere(browser, new URL('/', page.url()).href, async (opened) => {
    await waitForLog(opened)
    await dropMoment(opened, text)
    await expectAt(opened, 1234)
    await expect.poll(() => lengthOf(opened)).toBe(await lengthOf(page))
  })
})

test('a saved moment opens without a mouse, and a damaged one is told as such', IN_WHOLE, async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 1234)
  const text = JSON.stringify({ v: 1, ...momentIn(await share(page, 'from a file')) })
  const file = (name: string, content: string) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(content),
  })
  await page.keyboard.press('Home')
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    runCommand(page, 'saved moment', 'Open a saved moment'),
  ])
  await chooser.setFiles(file('a.lakescope.json', text))
  await expect(page.locator('.share-notice')).toContainText('from a file')
  await expectAt(page, 1234)

  await runCommand(page, 'file of your own', 'Open a file of your own')
  const picked = page.locator('.own-file')
  await picked.setInputFiles(file('a.lakescope.json', text.slice(0, 200)))
  await expect(page.getByText(/a\.lakescope\.json.*This file is not a saved moment: it is not JSON/)).toBeVisible()
  await picked.setInputFiles(file('a.lakescope (1).json', text))
  await expect(page.locator('.share-notice')).toContainText('from a file')
  await expectAt(page, 1234)
})

test(
  'of more forks than a link holds it says how many are left out, and opens with the one on the stage',
  IN_WHOLE,
  async ({ page, browser }) => {
    await openLab(page)
    for (let i = 0; i < 66; i++) {
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('f')
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.keyboard.press('1')
    }
    await expect(page.locator('.notice')).toContainText('Not kept for the next visit: 3 of 67 runs.')
    const name = ((await page.locator('.run-name').textContent()) ?? '').replace(/ of 67$/, '')
    await waitForLog(page)
    const position = await positionOf(page)
    await runCommand(page, 'share', 'Share this moment')
    await expect(page.getByRole('dialog', { name: 'Share this moment' })).toContainText('Left out: 3 of 67 runs.')
    await page.keyboard.press('Escape')
    await openElsewhere(browser, await share(page, ''), async (opened) => {
      await waitForLog(opened)
      await expect(opened.locator('.run-name')).toHaveText(`${name} of 64`)
      await expectAt(opened, position)
      await expect(opened.locator('.share-notice')).toHaveCount(0)
    })
    await page.reload()
    await waitForLog(page)
    await expect(page.locator('.run-name')).toHaveText(`${name} of 64`)
    await expectAt(page, position)
  },
)

test('a moment too large for a link is only a file, and that opens', IN_WHOLE, async ({ page, browser }) => {
  await openLab(page)
  await goToEvent(page, 1234)
  const moment = momentIn(await share(page, ''))
  const breakpoints = Array.from({ length: 1000 }, (_, i) => ({ text: `${i} ${'漢'.repeat(190)}` }))
  const bookmarks = breakpoints.map(({ text }, i) => ({ branch: 0, position: i + 1, label: text }))
  const text = JSON.stringify({ ...moment, breakpoints, bookmarks })

  await openElsewhere(browser, new URL('/', page.url()).href, async (opened) => {
    await waitForLog(opened)
    await dropMoment(opened, text)
    await expectAt(opened, 1234)
    await runCommand(opened, 'share', 'Share this moment')
    const sheet = opened.getByRole('dialog', { name: 'Share this moment' })
    await expect(sheet).toContainText('This moment is too large for a link. Send the file instead')
    await expect(sheet.getByRole('button', { name: 'Copy link' })).toBeHidden()
    await expect(sheet.getByRole('button', { name: 'Save as a file' })).toBeVisible()
    await opened.reload()
    await expect(opened.locator('.share-notice')).toContainText('Drop that file here again.')
  })
})
