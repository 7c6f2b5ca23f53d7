import type { Locator, Page } from '@playwright/test'
import { drawUnlessWhole, tellPart } from '../scripts/draw.ts'
import { checkAxe, checkText, expect, IN_WHOLE, setTheme, test } from './fixtures.ts'
import {
  askQuestion,
  expectAt,
  goToEvent,
  openLab,
  openPalette,
  runCommand,
  settle,
  waitForLog,
} from './tools/lab-page.ts'

// Every screen of the app at four widths: no text cut or overlapping, no scrolling sideways, nothing for axe to find. A seeded
// part of them in every run of the tests, all with LAKESCOPE_ALL=1.

const SIZES = [
  { width: 390, height: 844 },
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
  { width: 1440, height: 900 },
] as const

interface Screen {
  readonly name: string
  /** Its structure is that of another screen: axe has nothing new to say. */
  readonly textOnly?: boolean
  /** Its structure is another one on a phone. */
  readonly phone?: boolean
  readonly come: (page: Page) => Promise<void>
}

const HEAP = 'merge with a binary heap'

const SCREENS: readonly Screen[] = [
  {
    name: 'home, first visit',
    phone: true,
    come: async (page) => {
      await page.goto('/')
      await waitForLog(page)
    },
  },
  {
    name: 'home, returning',
    phone: true,
    come: async (page) => {
      await openLab(page)
      await goToEvent(page, 1999)
      await page.getByRole('navigation', { name: 'You are here' }).getByRole('link', { name: 'Labs' }).last().click()
      await expect(page.getByRole('region', { name: 'Where you stopped' })).toContainText('event 1,999')
      await expect(page.getByRole('slider', { name: 'Playhead' })).toBeVisible()
    },
  },
  { name: 'lab, before its first event', come: (page) => openLab(page) },
  { name: 'lab, filling memory', textOnly: true, come: (page) => comeTo(page, 8) },
  { name: 'lab, sorting memory', come: (page) => comeTo(page, 130) },
  { name: 'lab, spilling', textOnly: true, come: (page) => comeTo(page, 1395) },
  { name: 'lab, merging', phone: true, come: (page) => comeTo(page, 1999) },
  {
    name: 'lab, done',
    come: async (page) => {
      await openLab(page)
      await page.keyboard.press('End')
      await expect(page.getByRole('button', { name: /Done/ })).toHaveAttribute('aria-current', 'step')
    },
  },
  {
    name: 'lab, a mark selected, a bookmark and a breakpoint set, the State tab open',
    come: async (page) => {
      await comeTo(page, 1999)
      await page.keyboard.press('Shift+B')
      await page.keyboard.press('b')
      await page.keyboard.type('what it compares')
      await page.keyboard.press('Enter')
      await page.getByRole('tab', { name: 'State' }).last().click()
      await page.getByRole('region', { name: 'Stage' }).getByRole('application').focus()
      await page.keyboard.press('Enter')
      await page.keyboard.press('Enter')
    },
  },
  {
    name: 'lab, a value refused',
    come: async (page) => {
      await comeTo(page, 1999)
      await page.getByRole('spinbutton', { name: 'memory, records' }).focus()
      await page.keyboard.type('24')
      await page.keyboard.press('Enter')
      await expect(page.getByText('8 runs need 9 pages; memory has 6')).toBeVisible()
    },
  },
  {
    name: 'lab, the acts of a fork',
    come: async (page) => {
      await comeTo(page, 1000)
      await page.keyboard.press('f')
      await expect(page.getByRole('dialog', { name: 'Fork at event 1,000' })).toBeVisible()
    },
  },
  {
    name: 'lab, with forks',
    come: async (page) => {
      await comeTo(page, 1000)
      for (const act of ['crash here', HEAP, 'replacement selection']) {
        await page.keyboard.press('f')
        await page.getByRole('dialog').getByRole('button', { name: act }).click()
        await expect(page.locator('.run-name')).toContainText(act)
        await waitForLog(page)
        await page.keyboard.press('x')
      }
      await goToEvent(page, 1100)
    },
  },
  {
    name: 'lab, comparing',
    phone: true,
    come: async (page) => {
      await comeTo(page, 1999)
      await page.keyboard.press('f')
      await page.getByRole('dialog').getByRole('button', { name: HEAP }).click()
      await waitForLog(page)
      await page.keyboard.press('Shift+F')
      await goToEvent(page, 2600)
    },
  },
  {
    name: 'lab, predicting',
    phone: true,
    come: async (page) => {
      await comeTo(page, 1999)
      await askQuestion(page)
      await page.keyboard.press('1')
    },
  },
  {
    name: 'lab, a prediction told',
    come: async (page) => {
      await comeTo(page, 1999)
      await askQuestion(page)
      await page.keyboard.press('2')
      await page.keyboard.press('Enter')
      await page.keyboard.press('ArrowRight')
      await expect(page.getByRole('heading', { name: /^(Right|Not so), and/ })).toBeVisible()
    },
  },
  {
    name: 'lab, a scenario',
    come: async (page) => {
      await openLab(page)
      const field = await openPalette(page)
      await field.fill('scenario')
      await page.getByRole('option').first().click()
      await waitForLog(page)
      await expect(page.getByRole('button', { name: 'Close' })).toBeVisible()
    },
  },
  {
    name: 'about',
    come: async (page) => {
      await page.goto('/#/about')
      await expect(page.getByRole('heading', { name: 'About Lakescope' })).toBeVisible()
    },
  },
  {
    name: 'my data',
    come: async (page) => {
      await page.goto('/#/labs/external-sort/my-data')
      await expect(page.getByRole('main')).toContainText(/CSV/)
    },
  },
  {
    name: 'an address that leads nowhere',
    come: async (page) => {
      await page.goto('/#/nowhere')
      await expect(page.getByRole('heading', { name: 'Nothing is at this address.' })).toBeVisible()
    },
  },
  {
    name: 'settings sheet',
    phone: true,
    come: async (page) => {
      await comeTo(page, 1999)
      await runCommand(page, 'settings', 'Open settings')
      await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
    },
  },
  {
    name: 'keys sheet',
    come: async (page) => {
      await openLab(page)
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    },
  },
  {
    name: 'palette',
    phone: true,
    come: async (page) => {
      await comeTo(page, 1999)
      await (await openPalette(page)).fill('r6')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
  {
    name: 'share sheet',
    come: async (page) => {
      await comeTo(page, 1999)
      await runCommand(page, 'share', 'Share this moment')
      await expect(page.getByRole('textbox', { name: /^Link/ })).toHaveValue(/#/)
    },
  },
]

async function comeTo(page: Page, seq: number): Promise<void> {
  await openLab(page)
  await goToEvent(page, seq)
  await expectAt(page, seq)
}

const drawn = drawUnlessWhole(SCREENS, 1 / 8, 'screens')

test.describe(`screens, ${tellPart(drawn, SCREENS)}`, { tag: '@broad' }, () => {
  for (const screen of drawn) test(`${screen.name}: text, width and axe`, ({ page }) => checkScreen(page, screen))
})

async function checkScreen(page: Page, { come, textOnly = false, phone = false }: Screen): Promise<void> {
  await setTheme(page, 'light')
  await come(page)
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await settle(page)
    const where = `at ${size.width} × ${size.height}`
    await checkText(page, undefined, where)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect.soft(wide, `the page scrolls sideways ${where}`).toBeLessThanOrEqual(0)
    if (!textOnly && (size.width === 1440 || (phone && size.width === 390))) await checkAxe(page, where)
  }
  if (textOnly) return
  await setTheme(page, 'dark')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await settle(page)
  await checkAxe(page, 'in the dark theme')
}

/** How an element is set apart there, where grounds and shadows are not drawn. */
function markOf(target: Locator, pseudo?: string): Promise<readonly string[]> {
  return target.evaluate((element, which) => {
    const { outlineStyle, borderTopStyle, borderBottomWidth, backgroundColor } = getComputedStyle(element, which)
    return [outlineStyle, borderTopStyle, borderBottomWidth, backgroundColor]
  }, pseudo)
}

test(
  'with forced colours what is lit, open, chosen and current is set apart without its shade',
  IN_WHOLE,
  async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
    await comeTo(page, 1700)
    const lines = page.getByRole('list', { name: 'Pseudo-code' }).getByRole('listitem')
    const lit = await Promise.all((await lines.all()).map((line) => markOf(line)))
    expect(lit.map(([outline]) => outline).toSorted()).toEqual([...lit.slice(1).map(() => 'none'), 'solid'])
    const tab = (name: string) => markOf(page.getByRole('tab', { name, exact: true }).last())
    expect((await tab('Event'))[2]).not.toBe((await tab('State'))[2])
    // The line of the playhead is the system's colour for what is chosen, and no other.
    const highlight = await page.evaluate(() => {
      document.body.style.setProperty('accent-color', 'Highlight')
      return getComputedStyle(document.body).accentColor
    })
    expect((await markOf(page.locator('.tl-head').first(), '::before'))[3]).toBe(highlight)
    await askQuestion(page)
    await page.keyboard.press('2')
    const answers = page.getByRole('radiogroup').first().getByRole('radio')
    const chosen = await Promise.all((await answers.all()).map((answer) => markOf(answer)))
    expect(chosen.map(([outline]) => outline)).toEqual(chosen.map((_, at) => (at === 1 ? 'solid' : 'none')))
    await page.getByRole('button', { name: 'Settings' }).click()
    expect((await markOf(page.getByRole('dialog', { name: 'Settings' })))[1]).toBe('solid')
  },
)
