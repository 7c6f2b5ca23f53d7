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

/** Fails on any rule of axe that the page breaks, naming the rule and the elements. */
export async function checkAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const lines = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} (${node.html})`))
  expect(lines, 'accessibility').toEqual([])
}

/** Fails on text that is cut off or overlaps other text, in what `selector` finds. */
export async function checkText(page: Page, selector = TEXT_ELEMENTS): Promise<void> {
  expect(await page.evaluate(listTextFaults, selector), 'cut or overlapping text').toEqual([])
}

/**
 * Shows the page in a theme by way of the system's preference, which the app follows until the learner chooses: before or
 * after `goto`.
 */
export async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
}
