import type { Locator, Page } from '@playwright/test'
import { expect, IN_WHOLE, test } from './fixtures.ts'
import {
  countOf,
  expectAt,
  goToEvent,
  lengthOf,
  openLab,
  parseNumber,
  playhead,
  positionOf,
  waitForLog,
  waitForPosition,
} from './tools/lab-page.ts'

const HEAP = 'merge with a binary heap'

/** Forks where the playhead is, with the act of that name, by its key. */
async function fork(page: Page, name: string): Promise<void> {
  const at = await positionOf(page)
  await page.keyboard.press('f')
  const menu = page.getByRole('dialog', { name: `Fork at event ${at.toLocaleString('en-US')}` })
  await expect(menu).toBeVisible()
  const acts = await menu.getByRole('button').allInnerTexts()
  const index = acts.findIndex((text) => text.includes(name))
  expect(index, `"${name}" among ${acts.join(' | ')}`).toBeGreaterThanOrEqual(0)
  await page.keyboard.press(String(index + 1))
  await expect(menu).toBeHidden()
}

interface StoredEvent {
  readonly type?: string
  readonly position?: number
  readonly moment?: string
}

/** Waits until the learner's log in the browser's database holds such an event. */
async function waitForNote(page: Page, isIt: (event: StoredEvent) => boolean): Promise<void> {
  const readEvents = () =>
    page.evaluate(async () => {
      const settle = <Result>(request: IDBRequest<Result>): Promise<Result> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error ?? new Error('the database does not answer'))
        })
      const [known] = await indexedDB.databases()
      const database = await settle(indexedDB.open(known?.name ?? ''))
      const rows = await settle(database.transaction('events').objectStore('events').getAll())
      database.close()
      return rows as Record<string, unknown>[]
    })
  await expect
    .poll(async () => (await readEvents()).some((row) => isIt(row['event'] ?? row)), {
      timeout: 10_000,
    })
    .toBe(true)
}

/** The button in the gutter that names the run on the stage, there as soon as there are two. */
function runName(page: Page): Locator {
  return page.locator('.run-name')
}

function inspector(page: Page): Locator {
  return page.getByRole('region', { name: 'Inspector' })
}

/** The cells of a row of numbers, as numbers. */
async function numbersIn(row: Locator): Promise<number[]> {
  const texts = await row.getByRole('cell').allInnerTexts()
  return texts.map((text) => (text === '=' ? 0 : parseNumber(text.replace('−', '-').replace('+', ''))))
}

test('F leaves the log at the playhead; both futures are kept; X goes over, at the same state', async ({ page }) => {
  await openLab(page)
  const trunkLength = await lengthOf(page)
  await goToEvent(page, 1999)
  await fork(page, HEAP)
  await expect(runName(page)).toContainText(HEAP)
  await expect(runName(page)).toContainText('of 2')
  await waitForLog(page)
  await expectAt(page, 1999)
  const forkLength = await lengthOf(page)
  expect(forkLength).toBeGreaterThan(trunkLength)

  const emitted = await countOf(page, 'emit')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('End')
  await expectAt(page, forkLength)
  await expect.poll(() => countOf(page, 'emit')).toBe(320)
  await page.keyboard.press('x')
  await expect(runName(page)).toContainText('original run')
  await expectAt(page, await lengthOf(page))
  await expect.poll(() => countOf(page, 'emit')).toBe(320)
  await expect.poll(() => lengthOf(page)).toBe(trunkLength)

  await goToEvent(page, 1999)
  await expect.poll(() => countOf(page, 'emit')).toBe(emitted)
  await expect(page.getByRole('button', { name: new RegExp(`^${HEAP}`) })).toBeVisible()
  await page.keyboard.press('x')
  await expect(runName(page)).toContainText(HEAP)
  await expectAt(page, 1999)
})

test('shift and F compares: the heads are locked by state, by event, by nothing', async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 1999)
  await fork(page, HEAP)
  await waitForLog(page)
  await page.keyboard.press('Shift+F')
  await expect(page.getByRole('heading', { name: 'Trunk and fork' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'trunk: loser tree' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'fork: binary heap' })).toBeVisible()
  await goToEvent(page, 2600)

  // By state: the same records have left both merges, and the heap has taken more events for them.
  const heads = page.getByRole('region', { name: 'Story' }).getByRole('row', { name: /^Head/ })
  const [left, right] = await numbersIn(heads)
  expect(left).toBe(2600)
  expect(right).toBeGreaterThan(2600)
  const emitted = inspector(page)
    .getByRole('region', { name: 'Derived: at this state' })
    .getByRole('row', { name: /^Records emitted/ })
  const [ours, theirs, difference] = await numbersIn(emitted)
  expect(ours).toBe(theirs)
  expect(difference).toBe(0)
  const atState = inspector(page).getByRole('region', { name: 'Derived: at this state' })
  const comparisons = await numbersIn(atState.getByRole('row', { name: /^Comparisons/ }))
  expect(comparisons[2]).toBe((comparisons[1] ?? NaN) - (comparisons[0] ?? NaN))
  expect(comparisons[2]).toBeGreaterThan(0)
  const parted = inspector(page).getByRole('region', { name: 'First divergence' })
  await expect(parted).toContainText(/event [\d,]+/)
  await expect(parted).toContainText('trunk')
  await expect(parted).toContainText('fork')
  const atEnd = inspector(page).getByRole('region', { name: 'Derived: at the end of both logs' })
  const atTheEnd = await numbersIn(atEnd.getByRole('row', { name: /^Comparisons/ }))
  expect(atTheEnd[2]).toBeGreaterThan(comparisons[2] ?? NaN)
  // Since the fork no page was spilled: nothing is said of that.
  for (const table of [atState, atEnd]) await expect(table.getByRole('row', { name: /^Pages/ })).toHaveCount(2)
  await expect(page.getByRole('banner')).toContainText('External sortcomparing')
  await expect(inspector(page).getByRole('region', { name: 'Is it the same state?' })).toContainText('equal')

  const lock = page.getByRole('radiogroup', { name: 'Hold the heads together by' })
  await lock.getByRole('radio', { name: 'event' }).check()
  await expect.poll(() => numbersIn(heads)).toEqual([2600, 2600])

  await lock.getByRole('radio', { name: 'nothing' }).check()
  const other = page.getByRole('slider', { name: 'Head of the other run' })
  await other.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => numbersIn(heads)).toEqual([2600, 2601])
  await playhead(page).focus()
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => numbersIn(heads)).toEqual([2599, 2601])

  await page.keyboard.press('l')
  await expect(lock.getByRole('radio', { name: 'state' })).toBeChecked()
  await page.keyboard.press('Shift+F')
  await waitForPosition(page, (position) => position > 2601)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Trunk and fork' })).toBeHidden()
})

test('a lock that was pressed leaves the arrow keys to the heads', IN_WHOLE, async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 1999)
  await fork(page, HEAP)
  await waitForLog(page)
  await page.keyboard.press('Shift+F')
  const lock = page.getByRole('radiogroup', { name: 'Hold the heads together by' })
  await lock.getByRole('radio', { name: 'event' }).check()
  await expect(lock.getByRole('radio', { name: 'event' })).toBeChecked()
  const at = await positionOf(page)
  await page.keyboard.press('ArrowRight')
  await expectAt(page, at + 1)
  await expect(lock.getByRole('radio', { name: 'event' })).toBeChecked()
})

test(
  'pressing the name of a fork on the timeline compares too; the list of runs shows the tree',
  IN_WHOLE,
  async ({ page }) => {
    await openLab(page)
    await goToEvent(page, 1999)
    await fork(page, HEAP)
    await waitForLog(page)
    await page.keyboard.press('x')
    await goToEvent(page, 2100)
    await page.getByRole('button', { name: new RegExp(`^${HEAP}`) }).click()
    await expect(page.getByRole('heading', { name: 'Trunk and fork' })).toBeVisible()
    await page.keyboard.press('Escape')

    await runName(page).click()
    const list = page.getByRole('dialog', { name: 'Runs and forks' })
    await expect(list.getByRole('listitem')).toHaveCount(2)
    await expect(list.getByRole('button', { name: new RegExp(`^${HEAP} from event 1,999`) })).toBeVisible()
    await list.getByRole('button', { name: `Compare with ${HEAP}` }).click()
    await expect(page.getByRole('heading', { name: 'Trunk and fork' })).toBeVisible()
  },
)

test('a value changed by keyboard starts a run named after the change and keeps the phase', async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 2000)
  const emitted = await countOf(page, 'emit')
  const memory = page.getByRole('spinbutton', { name: 'memory, records' })
  await memory.focus()
  await page.keyboard.press('ArrowUp')
  await expect(runName(page)).toContainText('memory 40 to 44')
  await waitForLog(page)
  await expect(memory).toHaveAttribute('aria-valuenow', '44')
  await expect.poll(() => countOf(page, 'emit')).toBe(emitted)

  const structure = page.getByRole('combobox', { name: 'merge structure' })
  await structure.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(runName(page)).toContainText('binary heap')
  await expect(runName(page)).toContainText('of 3')
  await expect(structure).toHaveText('binary heap')

  const records = page.getByRole('spinbutton', { name: 'records', exact: true })
  await records.focus()
  await page.keyboard.type('200')
  await page.keyboard.press('Enter')
  await expect(runName(page)).toContainText('records 320 to 200')
  await waitForLog(page)
  // On a value the keys Home and End go to its bounds; on the playhead they go to those of the log.
  await playhead(page).focus()
  await page.keyboard.press('End')
  await expectAt(page, await lengthOf(page))
  await expect.poll(() => countOf(page, 'emit')).toBe(200)
})

test('a value that does not fit is refused with its numbers; the last valid run stays', async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 500)
  const length = await lengthOf(page)
  const memory = page.getByRole('spinbutton', { name: 'memory, records' })
  await memory.focus()
  await page.keyboard.type('24')
  await page.keyboard.press('Enter')
  await expect(page.getByText('8 runs need 9 pages; memory has 6')).toBeVisible()
  await expect(memory).toHaveAttribute('aria-invalid', 'true')
  await expect(memory).toHaveAccessibleDescription('8 runs need 9 pages; memory has 6')
  await expect(memory).toBeFocused()
  await expectAt(page, 500)
  await expect.poll(() => lengthOf(page)).toBe(length)
  await expect(runName(page)).toHaveCount(0)

  await page.keyboard.press('Escape')
  await expect(memory).toHaveAttribute('aria-valuenow', '40')
  await expect(memory).toHaveAttribute('aria-invalid', 'false')
  await page.keyboard.type('41')
  await page.keyboard.press('Enter')
  await expect(page.getByText('memory for 41 is no whole number of pages of 4')).toBeVisible()
  await expect(page.locator('.fix')).toHaveText(['memory for 40', 'memory for 44'])
  const records = page.getByRole('spinbutton', { name: 'records', exact: true })
  await records.focus()
  await page.keyboard.type('99999')
  await page.keyboard.press('Enter')
  await expect(page.getByText('records: 99,999 is outside 1 to 20,000')).toBeVisible()
  // The value that was refused before is not left standing beside it.
  await expect(memory).toHaveText('40')
  await expect.poll(() => lengthOf(page)).toBe(length)
})

test('backspace deletes a fork, undo brings it back; the first run cannot be deleted', async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 1999)
  await page.keyboard.press('Backspace')
  await expectAt(page, 1999)
  await fork(page, HEAP)
  await waitForLog(page)
  const length = await lengthOf(page)
  await page.keyboard.press('Backspace')
  const notice = page.getByRole('status').filter({ hasText: `Deleted ${HEAP}` })
  await expect(notice).toBeVisible()
  await expect(runName(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: new RegExp(`^${HEAP}`) })).toHaveCount(0)
  await notice.getByRole('button', { name: 'Undo' }).click()
  await expect(notice).toBeHidden()
  await expect(runName(page)).toContainText(HEAP)
  await expectAt(page, 1999)
  await expect.poll(() => lengthOf(page)).toBe(length)
  await page.keyboard.press('Backspace')
  await expect(notice).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(runName(page)).toContainText(HEAP)
})

test('a crash forks too: what is sealed stays, and the sort ends in order', IN_WHOLE, async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 1000)
  await fork(page, 'crash here')
  await waitForLog(page)
  await page.keyboard.press('End')
  await waitForPosition(page, (position) => position > 1000)
  await expect.poll(() => countOf(page, 'crash')).toBe(1)
  await expect.poll(() => countOf(page, 'emit')).toBe(320)
})

test('forks, bookmarks and breakpoints are there again after the page was closed', async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 1999)
  await page.keyboard.press('b')
  const form = page.getByRole('dialog', { name: 'Bookmarks and breakpoints' })
  await form.getByRole('textbox').first().fill('before the heap')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await fork(page, HEAP)
  await waitForLog(page)
  await page.keyboard.press('Shift+ArrowRight')
  const position = await positionOf(page)
  const length = await lengthOf(page)
  await waitForNote(page, (event) => event.type === 'position' && event.position === position)
  await waitForNote(page, ({ type, moment = '' }) => type === 'bench' && moment.includes(HEAP))
  await page.reload()
  await waitForLog(page)
  await expect(runName(page)).toContainText(HEAP)
  await expect(runName(page)).toContainText('of 2')
  await expectAt(page, position)
  await expect.poll(() => lengthOf(page)).toBe(length)
  await page.keyboard.press('x')
  await expect(runName(page)).toContainText('original run')
  await expect(page.getByRole('button', { name: /before the heap/ })).toBeVisible()
})

test(
  'two tabs on one lab keep the work of both, each at its own place when it is loaded again',
  IN_WHOLE,
  async ({ page, context }) => {
    await openLab(page)
    const other = await context.newPage()
    await openLab(other)
    await goToEvent(page, 900)
    await fork(page, 'crash here')
    await waitForNote(page, ({ type, moment = '' }) => type === 'bench' && moment.includes('crash here'))
    await goToEvent(other, 1800)
    await fork(other, HEAP)
    await waitForLog(other)
    await other.keyboard.press('Shift+ArrowRight')
    const later = await positionOf(other)
    await waitForNote(other, ({ type, position }) => type === 'position' && position === later)

    await page.reload()
    await waitForLog(page)
    await expect(runName(page)).toContainText('crash here')
    await expect(runName(page)).toContainText('of 3')
    await expectAt(page, 900)
    await other.reload()
    await waitForLog(other)
    await expect(runName(other)).toContainText(HEAP)
    await expect(runName(other)).toContainText('of 3')
    await expectAt(other, later)
  },
)
