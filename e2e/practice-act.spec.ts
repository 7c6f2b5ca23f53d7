import type { Page } from '@playwright/test'
import { createMergeMachine } from '../src/engine/challenge/act/merge-machine.ts'
import { createPlay } from '../src/engine/challenge/act/play.ts'
import { drawUnlessWhole } from '../scripts/draw.ts'
import { checkAxe, checkText, expect, IN_WHOLE, setTheme, test } from './fixtures.ts'

/** The exercise of en-01, whose prompt is a document of the build. */
const PLAY = createPlay(
  createMergeMachine({
    runs: [
      [3, 8, 8, 21],
      [5, 8, 13],
      [1, 2, 34, 40],
    ],
    page: 2,
  }),
)

async function open(page: Page, id: string): Promise<void> {
  await page.goto(`./#/practice/${id}`)
  await expect(page.getByRole('table', { name: 'What stands now' })).toBeVisible()
}

function nameOf(tries: readonly string[], move: string): readonly [group: string, name: string] {
  for (const { label, moves } of PLAY.after(tries).groups) {
    const found = moves.find(({ id }) => id === move)
    if (found !== undefined) return [label, found.text]
  }
  throw new Error(`${move} is not offered`)
}

function rightSteps(): readonly string[] {
  const steps: string[] = []
  while (!PLAY.after(steps).isDone) {
    const moves = PLAY.after(steps).groups.flatMap((group) => group.moves)
    const right = moves.find(({ id }) => PLAY.after([...steps, id]).tries.at(-1)?.why === undefined)
    steps.push(right?.id ?? '')
  }
  return steps
}

test('the engine is acted by keyboard alone, goes on after a mistake, and is handed in', async ({ page }) => {
  await open(page, 'en-01')
  const press = async ([group, name]: readonly [string, string]) => {
    await page.getByRole('group', { name: group }).getByRole('button', { name, exact: true }).focus()
    await page.keyboard.press('Enter')
  }
  await press(nameOf([], 'give 0'))
  await expect(page.getByText('Not now', { exact: true })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'buffer is empty' })).toHaveCount(1)
  const done: string[] = []
  for (const step of rightSteps()) {
    await press(nameOf(done, step))
    done.push(step)
  }
  await expect(page.getByText(`All ${PLAY.length} steps are done, with 1 wrong try.`)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  const points = Math.round((100 * PLAY.length) / (PLAY.length + 1))
  await expect(page.getByText(`${points} solved`)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'How it comes about' })).toBeVisible()
})

test('what was acted is there again after a reload, and can be gone back in', IN_WHOLE, async ({ page }) => {
  await open(page, 'en-01')
  for (const run of ['R1', 'R2', 'R3']) {
    await page.getByRole('group', { name: 'Read the next page of' }).getByRole('button', { name: run }).click()
  }
  await expect(page.getByText('step 3 of')).toBeVisible()
  await page.reload()
  await expect(page.getByText('step 3 of')).toBeVisible()
  await page.getByRole('slider', { name: 'Moment of the attempt' }).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByText('step 2 of')).toBeVisible()
})

test(
  'an act in which nothing was done can be handed in when the time is up, and begun again',
  IN_WHOLE,
  async ({ page }) => {
    await page.clock.install({ time: new Date('2026-11-29T09:00:00') })
    await open(page, 'en-01')
    const handIn = page.getByRole('button', { name: /^Hand in/ })
    await page.getByRole('button', { name: 'Show a hint' }).click()
    await expect(handIn).toHaveAttribute('aria-disabled', 'true')
    await page.clock.runFor(3_600_000)
    await expect(page.getByRole('timer')).toHaveText('time is up')
    await handIn.click()
    await expect(page.locator('.score .num')).toHaveText('0')
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('timer')).toHaveText(/ left$/)
  },
)

const READ = drawUnlessWhole(['en-01', 'en-02', 'en-03', 'en-04'], 1 / 4, 'acts')
const BROAD = { tag: '@broad' } as const

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`every act can be read by everybody at ${width}`, width === 390 ? IN_WHOLE : BROAD, async ({ page }) => {
    await page.setViewportSize({ width, height })
    for (const id of READ) {
      await open(page, id)
      const buttons = page.locator('.act-moves button')
      await buttons.last().click()
      await buttons.first().click()
      await checkText(page, undefined, `${id} at ${width}`)
      await checkAxe(page, `${id} at ${width}`)
      const size = await page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement
        return [scrollWidth, scrollHeight]
      })
      expect(size, `${id} is no larger than the page`).toEqual([width, height])
    }
    await setTheme(page, 'dark')
    await checkAxe(page, `dark at ${width}`)
  })
}
