import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import {
  countOf,
  expectAt,
  goToEvent,
  kindOf,
  lengthOf,
  openLab,
  openPalette,
  parseNumber,
  playhead,
  positionOf,
  readEquation,
  rowLabel,
  runCommand,
  waitForPosition,
} from './tools/lab-page.ts'

/** The speed as the gutter says it. */
function speed(page: Page) {
  return page.locator('.hint-speed')
}

test('arrow keys: one event, the same kind, checkpoints, the ends', async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 1999)
  await page.keyboard.press('ArrowRight')
  await expectAt(page, 2000)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expectAt(page, 1998)

  const kind = await kindOf(page)
  const count = await countOf(page, kind)
  await page.keyboard.press('Shift+ArrowRight')
  const next = await waitForPosition(page, (position) => position > 1998)
  await expect.poll(() => kindOf(page)).toBe(kind)
  await expect.poll(() => countOf(page, kind)).toBe(count + 1)
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await waitForPosition(page, (position) => position < 1998)
  await expect.poll(() => kindOf(page)).toBe(kind)
  await expect.poll(() => countOf(page, kind)).toBe(count - 1)
  expect(next).toBeLessThanOrEqual(await lengthOf(page))

  await page.keyboard.press('Alt+ArrowRight')
  const above = await waitForPosition(page, (position) => position > 1998 - 256)
  expect((await readEquation(page)).events).toBe(0)
  await page.keyboard.press('Alt+ArrowLeft')
  const below = await waitForPosition(page, (position) => position < above)
  expect(above - below).toBe(256)

  await page.keyboard.press('End')
  await expectAt(page, await lengthOf(page))
  await page.keyboard.press('ArrowRight')
  await expectAt(page, await lengthOf(page))
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowLeft')
  await expectAt(page, 0)
})

test('J K L and the brackets: back, pause, on, slower, faster; esc stops', async ({ page }) => {
  await openLab(page)
  // Far enough from the start that a slow machine does not get back to it.
  await goToEvent(page, 1000)
  await page.keyboard.press('l')
  await waitForPosition(page, (position) => position > 1002)
  await page.keyboard.press('k')
  const paused = await positionOf(page)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await page.keyboard.press('j')
  await waitForPosition(page, (position) => position < paused)
  await expect(speed(page)).toContainText('60/s')
  await page.keyboard.press('j')
  await expect(speed(page)).not.toContainText('60/s')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  const stopped = await positionOf(page)

  for (let press = 0; press < 9; press++) await page.keyboard.press('[')
  await expect(speed(page)).toContainText(/^1\/s/)
  const speeds = ['2/s', '6/s', '20/s', '60/s', 'fit to 20 s', '200/s', '1 k/s', '10 k/s', '10 k/s']
  for (const words of speeds) {
    await page.keyboard.press(']')
    await expect(speed(page)).toContainText(words)
  }
  await expectAt(page, stopped)
  await page.keyboard.press('[')
  await page.keyboard.press('Space')
  await expectAt(page, await lengthOf(page))
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  // From its end a log is played again from the beginning; slowly enough to be caught there.
  for (let press = 0; press < 6; press++) await page.keyboard.press('[')
  await page.keyboard.press('Space')
  await waitForPosition(page, (position) => position < stopped)
  await page.keyboard.press('Escape')
})

test('a muted row is stepped over, by pointer and by keyboard', async ({ page }) => {
  await openLab(page)
  const compare = rowLabel(page, 'compare')
  await page.keyboard.press('Shift+ArrowRight')
  await expectAt(page, 1)
  await compare.click()
  await expect(compare).toHaveAttribute('aria-pressed', 'true')
  const kinds = new Set<string>()
  for (let place = 1, step = 0; step < 24; step++) {
    await page.keyboard.press('ArrowRight')
    place = await waitForPosition(page, (position) => position > place)
    kinds.add(await kindOf(page))
  }
  expect([...kinds]).toEqual(['read page', 'spill page', 'seal run'])
  await expect.poll(() => countOf(page, 'compare')).toBeGreaterThan(100)

  await compare.focus()
  await page.keyboard.press('Enter')
  await expect(compare).toHaveAttribute('aria-pressed', 'false')
  await compare.click({ modifiers: ['Alt'] })
  await expect(rowLabel(page, 'emit')).toHaveAttribute('aria-pressed', 'true')
  await expect(compare).toHaveAttribute('aria-pressed', 'false')
  await compare.click({ modifiers: ['Alt'] })
  await expect(rowLabel(page, 'emit')).toHaveAttribute('aria-pressed', 'false')
})

test('zoom keys show fewer events, more of them, the whole log', async ({ page }) => {
  await openLab(page)
  const diamonds = page.getByRole('button', { name: /^checkpoint c\d+ at event/ })
  const inLog = Math.floor((await lengthOf(page)) / 256)
  await page.keyboard.press('0')
  await expect(diamonds).toHaveCount(inLog)
  await goToEvent(page, 1500)
  await page.keyboard.press('+')
  await expect.poll(() => diamonds.count()).toBeLessThan(inLog)
  await page.keyboard.press('+')
  await page.keyboard.press('+')
  await expect.poll(() => diamonds.count()).toBeLessThan(3)
  await page.keyboard.press('-')
  await page.keyboard.press('-')
  await expect.poll(() => diamonds.count()).toBeGreaterThan(3)
  await page.keyboard.press('0')
  await expect(diamonds).toHaveCount(inLog)
})

test('a bookmark has a name; comma and dot go between bookmarks', async ({ page }) => {
  await openLab(page)
  for (const [seq, name] of [
    [120, 'memory is full'],
    [1700, 'the merge'],
  ] as const) {
    await goToEvent(page, seq)
    await page.keyboard.press('b')
    await expect(page.getByLabel(`Mark event ${seq.toLocaleString('en-US')} as`)).toBeFocused()
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Bookmarks and breakpoints' })).toBeHidden()
    await expect(page.getByRole('button', { name: `bookmark ${name}` })).toBeVisible()
  }
  await page.keyboard.press(',')
  await expectAt(page, 120)
  await page.keyboard.press('.')
  await expectAt(page, 1700)
  await page.keyboard.press('.')
  await expectAt(page, 1700)

  await page.keyboard.press('b')
  const marks = page.getByRole('dialog', { name: 'Bookmarks and breakpoints' })
  await marks.getByRole('button', { name: 'Remove memory is full' }).click()
  await page.keyboard.press('Escape')
  await expect(marks).toBeHidden()
  await page.keyboard.press(',')
  await expectAt(page, 1700)
})

test('shift and B breaks on the kind: play stops there, on and back', async ({ page }) => {
  await openLab(page)
  await runCommand(page, 'first seal run', /^First seal run, event /)
  const first = await positionOf(page)
  await expect.poll(() => kindOf(page)).toBe('seal run')
  await page.keyboard.press('Shift+B')
  for (let press = 0; press < 5; press++) await page.keyboard.press(']')
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'breakpoint stopped: seal run' })).toBeVisible()
  await expect.poll(() => kindOf(page)).toBe('seal run')
  await expect.poll(() => countOf(page, 'seal run')).toBe(2)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await page.keyboard.press(',')
  await expectAt(page, first)
  await page.keyboard.press('.')
  await waitForPosition(page, (position) => position > first)
  await expect.poll(() => countOf(page, 'seal run')).toBe(2)

  await page.keyboard.press('Shift+B')
  await expect(page.getByRole('button', { name: /^breakpoint/ })).toHaveCount(0)
  const line = page.getByRole('button', { name: /^Stop at line/ }).first()
  await line.click()
  await expect(line).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('button', { name: /^breakpoint/ })).toBeVisible()
})

test('the palette finds events, scenarios and commands', async ({ page }) => {
  await openLab(page)
  await runCommand(page, 'seq 1200', 'Event 1,200')
  await expectAt(page, 1200)
  await runCommand(page, 'first seal run', /^First seal run, event [\d,]+$/)
  await waitForPosition(page, (position) => position < 1200)
  await expect.poll(() => kindOf(page)).toBe('seal run')
  await expect.poll(() => countOf(page, 'seal run')).toBe(1)

  const field = await openPalette(page)
  await field.fill('scenario')
  const scenario = page.getByRole('group', { name: 'Scenarios' }).getByRole('option').first()
  const claim = (await scenario.innerText()).trim()
  await scenario.click()
  await expect(field).toBeHidden()
  await expect(page).toHaveURL(/#\/labs\/external-sort\/scenario\/.+/)
  await expect(page.getByRole('status').filter({ hasText: claim }).first()).toBeVisible()

  await runCommand(page, 'settings', 'Open settings')
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await runCommand(page, 'values of your', 'Write values of your own')
  await expect(page.getByRole('textbox', { name: 'values of your own' })).toBeFocused()
  await page.keyboard.press('Escape')

  await openPalette(page)
  await page.keyboard.type('zzz qqq')
  await expect(page.getByText('Nothing is called “zzz qqq”')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(field).toBeHidden()
})

test('what is typed right after the palette’s key is for the palette', async ({ page }) => {
  await openLab(page)
  // Once it has been fetched, it is there in the same moment.
  const field = await openPalette(page)
  await page.keyboard.press('Escape')
  await expect(field).toBeHidden()
  await page.keyboard.type('/seq 1200')
  await expect(field).toHaveValue('seq 1200')
  await page.keyboard.press('Enter')
  await expectAt(page, 1200)
})

test('the keys sheet shows every key; its keys do nothing to the page behind it', async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 300)
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  for (const area of ['Everywhere', 'Story', 'Stage', 'Inspector', 'Timeline']) {
    await expect(sheet.getByRole('region', { name: area })).toBeVisible()
  }
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('f')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expectAt(page, 300)
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('the score is scrubbed with the mouse, and the checkpoint jumps', async ({ page }) => {
  await openLab(page)
  await page.keyboard.press('0')
  const plot = page.locator('.tl-plot')
  const box = (await plot.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const length = await lengthOf(page)
  // Below the rows, on the trunk's height, a press is at its place and not at the nearest event of a row.
  const y = box.y + 22
  const place = (share: number) => box.x + share * box.width
  await page.mouse.move(place(0.25), y)
  await page.mouse.down()
  const pressed = await waitForPosition(page, (position) => position > 0)
  expect(pressed / length).toBeGreaterThan(0.2)
  expect(pressed / length).toBeLessThan(0.3)
  await page.mouse.move(place(0.5), y, { steps: 6 })
  await waitForPosition(page, (position) => Math.abs(position / length - 0.5) < 0.05)
  await page.mouse.move(place(0.1), y, { steps: 6 })
  await waitForPosition(page, (position) => Math.abs(position / length - 0.1) < 0.05)
  await page.mouse.up()
  const left = await positionOf(page)
  await page.mouse.move(place(0.8), y, { steps: 3 })
  await expectAt(page, left)
  await expect(page.locator('.tl-readout')).toBeVisible()

  await page.getByRole('button', { name: /^checkpoint c3 at event 768$/ }).click()
  await expectAt(page, 768)
  expect(await readEquation(page)).toEqual({ base: 'c3', events: 0 })
})

test('what is heard: the slider says event, kind and outcome, a live region tells each step', async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 1999)
  const head = playhead(page)
  const length = (await lengthOf(page)).toLocaleString('en-US')
  await expect(head).toHaveAttribute('aria-valuetext', new RegExp(`^event 1,999 of ${length}, [a-z ]+, .+`))
  await page.keyboard.press('ArrowRight')
  await expectAt(page, 2000)
  const live = page.locator('[aria-live=polite].visually-hidden')
  await expect(live).not.toHaveText('')
  await expect
    .poll(async () => (await head.getAttribute('aria-valuetext'))?.includes(await live.innerText()))
    .toBe(true)
  const second = await live.innerText()
  // Slowly, so that even a busy machine does not come to the log's end, which is told.
  await page.keyboard.press('Space')
  await waitForPosition(page, (position) => position > 2003)
  expect(await live.innerText()).toBe(second)
  await page.keyboard.press('Space')
  await expect
    .poll(async () => (await head.getAttribute('aria-valuetext'))?.includes(await live.innerText()))
    .toBe(true)
  expect(await live.innerText()).not.toBe(second)
})

test('the State tab is the stage as a table', async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 100)
  const tab = page.getByRole('tab', { name: 'State' })
  await page.getByRole('tab', { name: 'Event' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(tab).toBeFocused()
  await expect(tab).toHaveAttribute('aria-selected', 'true')
  const table = page.getByRole('tabpanel').getByRole('table')
  await expect(table.getByRole('row', { name: /^memory/ })).toBeVisible()
  const held = await table
    .getByRole('row', { name: /^memory/ })
    .getByRole('cell')
    .nth(1)
    .innerText()
  expect(parseNumber(held)).toBe(40)

  await goToEvent(page, 1999)
  await expect(table.getByRole('row', { name: /^R\d+ / })).toHaveCount(8)
  await expect(table.getByRole('row', { name: /^winner/ })).toBeVisible()
  const records = await table.getByRole('row').locator('td:nth-child(2)').allInnerTexts()
  expect(records.reduce((sum, text) => sum + (text === '' ? 0 : parseNumber(text)), 0)).toBe(320)
})

test('the lit line is the one that the event executes, and the story jumps to its steps', async ({ page }) => {
  await openLab(page)
  const lit = page.getByRole('list', { name: 'Pseudo-code' }).locator('li[aria-current=true]')
  await goToEvent(page, 1)
  await expect(lit).toContainText('read a page')
  await page
    .getByRole('region', { name: 'Story' })
    .getByRole('button', { name: /Merge all runs/ })
    .click()
  await waitForPosition(page, (position) => position > 1)
  await expect.poll(() => kindOf(page)).toBe('merge step')
  await expect(lit).toContainText('tree.build(heads)')
  await goToEvent(page, 2000)
  await expect.poll(() => kindOf(page)).toBe('compare')
  await expect(lit).toContainText(/loser\[node\]/)
})

test('esc leaves one thing after the other: the popover, the mark', async ({ page }) => {
  await openLab(page)
  await goToEvent(page, 1999)
  const stage = page.getByRole('region', { name: 'Stage' }).getByRole('application')
  await stage.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const history = page.getByRole('button', { name: 'leave' })
  await expect(history).toBeVisible()
  await page.keyboard.press('b')
  const marks = page.getByRole('dialog', { name: 'Bookmarks and breakpoints' })
  await expect(marks).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(marks).toBeHidden()
  await expect(history).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(history).toBeHidden()
  await expectAt(page, 1999)
})
