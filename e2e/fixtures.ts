import AxeBuilder from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'
import { watchFaults, type PageFaults } from './tools/page-faults.ts'
import { listTextFaults, TEXT_ELEMENTS } from './tools/text-faults.ts'

interface Fixtures {
  /** What went wrong in the page so far. Every test fails at its end when this is not empty. */
  readonly faults: PageFaults
}

/** Playwright's test, with a page that may not violate the policy, complain, throw, or talk to another origin. */
export const test = base.extend<Fixtures>({
  faults: [
    async ({ page, baseURL }, use) => {
      const faults = await watchFaults(page, new URL(baseURL ?? '').origin)
      await use(faults)
      expect(faults.list(), 'faults in the page').toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** Of a journey whose like `npm test` makes already, in another theme or by another way: it waits for `npm test -- whole`. */
export const IN_WHOLE = { tag: '@whole' } as const

/** Every rule of axe that the page breaks, with the elements that break it, a line for each. */
export async function listAxeFaults(page: Page): Promise<string[]> {
  // In the page itself, not by way of a second one, and without a list of what is right: the same rules, a quarter of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} (${node.html})`))
}

/** Fails on any rule of axe that the page breaks, naming the rule and the elements, and `where`; the test goes on. */
export async function checkAxe(page: Page, where = ''): Promise<void> {
  expect.soft(await listAxeFaults(page), `accessibility ${where}`).toEqual([])
}

/** What is drawn to the measure of its place follows a new size of the window one frame later: waits for that. */
async function settleSize(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  })
}

/** Fails on text that is cut off or overlaps other text, in what `selector` finds, naming `where`; the test goes on. */
export async function checkText(page: Page, selector = TEXT_ELEMENTS, where = ''): Promise<void> {
  await settleSize(page)
  expect.soft(await page.evaluate(listTextFaults, selector), `cut or overlapping text ${where}`).toEqual([])
}

/**
 * Shows the page in a theme by way of the system's preference, which the app follows until the learner chooses: before or
 * after `goto`.
 */
export async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
}
