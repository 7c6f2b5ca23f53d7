import { expect, type Locator, type Page } from '@playwright/test'

/** Address of the external sort lab, to be put behind a mount. */
export const LAB = '#/labs/external-sort'

/** Opens a lab and waits until its log is written. `path` is what stands behind the mount; the root is the default. */
export async function openLab(page: Page, path = LAB, mount = '/'): Promise<void> {
  await page.goto(`${mount}${path}`)
  await waitForLog(page)
}

/** Waits until the log on the stage has events and its end has come, be it whole, stopped or failed. */
export async function waitForLog(page: Page): Promise<void> {
  await expect(playhead(page)).not.toHaveAttribute('aria-valuemax', '0')
  await expect(page.locator('.tl-end[data-end=writing]')).toHaveCount(0)
}

/** The line through the score; its value is the position in the log. */
export function playhead(page: Page): Locator {
  return page.getByRole('slider', { name: 'Playhead' })
}

export async function positionOf(page: Page): Promise<number> {
  return Number(await playhead(page).getAttribute('aria-valuenow'))
}

export async function lengthOf(page: Page): Promise<number> {
  return Number(await playhead(page).getAttribute('aria-valuemax'))
}

export async function expectAt(page: Page, position: number): Promise<void> {
  await expect(playhead(page)).toHaveAttribute('aria-valuenow', String(position))
}

/** Waits until the playhead stands where `isThere` is true, and returns that place. */
export async function waitForPosition(page: Page, isThere: (position: number) => boolean): Promise<number> {
  await expect.poll(async () => isThere(await positionOf(page)), { intervals: [50, 100, 200] }).toBe(true)
  return positionOf(page)
}

/** The kind of the last event, as the playhead says it: "compare". */
export async function kindOf(page: Page): Promise<string> {
  const text = (await playhead(page).getAttribute('aria-valuetext')) ?? ''
  // Thousands have commas too, but no space after them.
  return text.split(', ')[1] ?? ''
}

/** How many events of a kind there are up to the playhead, by the row's label. */
export async function countOf(page: Page, kind: string): Promise<number> {
  const label = await rowLabel(page, kind).getAttribute('aria-label')
  return parseNumber(/, ([\d,]+) so far/.exec(label ?? '')?.[1])
}

/** The button that names a row of the score and mutes it. */
export function rowLabel(page: Page, kind: string): Locator {
  return page.getByRole('button', { name: new RegExp(`^${kind}, [\\d,]+ so far, mute$`) })
}

/** "1,999" as a number; NaN for what is none. */
export function parseNumber(text: string | undefined): number {
  return text === undefined ? NaN : Number(text.replaceAll(',', ''))
}

/** Opens the palette and waits until it takes what is typed. */
export async function openPalette(page: Page): Promise<Locator> {
  await page.keyboard.press('/')
  const field = page.getByRole('combobox', { name: 'Find a lab, event or question' })
  await expect(field).toBeFocused()
  return field
}

/** Finds something in the palette and takes the first thing found, which must have that title. */
export async function runCommand(page: Page, query: string, title: string | RegExp): Promise<void> {
  const field = await openPalette(page)
  await field.fill(query)
  await expect(page.getByRole('option').first()).toHaveAccessibleName(title)
  await page.keyboard.press('Enter')
  await expect(field).toBeHidden()
}

/** Puts the playhead at an event by way of the palette. */
export async function goToEvent(page: Page, seq: number): Promise<void> {
  await runCommand(page, `seq ${seq}`, new RegExp(`^Event ${seq.toLocaleString('en-US')}$`))
  await expectAt(page, seq)
}

/** Asks for a question from here on and waits for it; returns the event that it is asked at. */
export async function askQuestion(page: Page): Promise<number> {
  await page.keyboard.press('p')
  await expect(page.getByText(/^Predict, question \d+ in this session$/)).toBeVisible()
  return positionOf(page)
}

/** The equation in the gutter as it stands there. */
export async function readEquation(page: Page): Promise<{ base: string; events: number }> {
  // A long one stands in two lines.
  const text = (await page.locator('.equation').first().innerText()).replace(/\s+/g, ' ')
  const match = /^state = (nothing|c\d+) \+ ([\d,]+) events?$/.exec(text.trim())
  expect(match, `"${text}" is an equation`).not.toBeNull()
  return { base: match?.[1] ?? '', events: parseNumber(match?.[2]) }
}

/**
 * Fails unless the equation is true: the checkpoint it names stands at its own place in the log, that many events are
 * folded onto it, and together they make the position.
 */
export async function expectTrueEquation(page: Page): Promise<void> {
  const position = await positionOf(page)
  const { base, events } = await readEquation(page)
  expect((await placeOfCheckpoint(page, base)) + events, `state = ${base} + ${events} events at ${position}`).toBe(
    position,
  )
}

/** Where the diamond of a checkpoint says that it stands; the empty state stands at 0. */
async function placeOfCheckpoint(page: Page, name: string): Promise<number> {
  if (name === 'nothing') return 0
  const diamond = page.getByRole('button', { name: new RegExp(`^checkpoint ${name} at event `) })
  const label = await diamond.getAttribute('aria-label')
  return parseNumber(/at event ([\d,]+)$/.exec(label ?? '')?.[1])
}

/** Waits until what has changed is laid out and drawn, and nothing travels any more. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    for (let left = 3; left > 0; left--) await frame()
    // The playhead is slid by one that stands still.
    const moving = document.getAnimations().filter(({ playState }) => playState !== 'paused')
    await Promise.all(moving.map((animation) => animation.finished.catch(() => undefined)))
  })
}
