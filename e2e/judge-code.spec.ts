import type { Page } from '@playwright/test'
import { drawUnlessWhole, tellPart } from '../scripts/draw.ts'
import type { CodeVerdict } from '../src/practice/code/verdict.ts'
import type { Language } from '../src/practice/types.ts'
import { expect, IN_WHOLE, test as base } from './fixtures.ts'
import type { JudgePage } from './judge-page/page.ts'
import { serveJudgePage } from './tools/judge-page.ts'
import type { ServedPage } from './tools/query-page.ts'

/** The judge with the sandbox that learners' programs run in; what it decides is tried in Node, with many more programs. */

/** In the page. */
declare const judge: JudgePage

let served: ServedPage | undefined

const test = base.extend({ baseURL: async ({ baseURL }, use) => use(served?.origin ?? baseURL) })

// One build for all: tests of one file that run one behind the other share their worker.
test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  served = await serveJudgePage()
})
test.afterAll(() => served?.close())

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await page.waitForFunction(() => 'judge' in globalThis)
})

const BROAD = { tag: '@broad' } as const

// Loops when version 4 is read.
const LOOP = '$1while (target === 4) {}\n$&'

async function submitOwn(page: Page, id: string, file: string): Promise<CodeVerdict> {
  const source = await page.evaluate(([id, file]) => judge.readProgram(id, file), [id, file] as const)
  return submit(page, id, source, file.endsWith('.py') ? 'python' : 'typescript')
}

function submit(page: Page, id: string, source: string, language: Language): Promise<CodeVerdict> {
  return page.evaluate(([id, language, source]) => judge.submit(id, language, source), [id, language, source] as const)
}

const GROWING = ['cd-01', 'sb-05'] as const
const grown = drawUnlessWhole(GROWING, 1 / 2, 'programs that grow')

test(`a right program has all points, also for its growth: ${tellPart(grown, GROWING)}`, BROAD, async ({ page }) => {
  for (const id of grown) {
    const verdict = await submitOwn(page, id, 'reference.ts')
    expect(verdict.growth?.words).toMatch(/^At n = /)
    expect(verdict).toMatchObject({ score: 100, right: verdict.cases.length, growth: { kind: 'good' } })
  }
  expect(await submitOwn(page, 'sb-01', 'reference.ts')).toMatchObject({ score: 100 })
})

test('a wrong program is told its smallest failing input and the thought behind it', async ({ page }) => {
  const floor = await submitOwn(page, 'cd-01', 'wrong-floor.ts')
  expect(floor).toMatchObject({ wrong: { id: 'floor' }, smallest: { expected: expect.stringContaining('0.5') } })
  expect(floor.smallest?.args.toSorted()).toEqual(['add(0)', 'add(1)', 'median()'])
})

const WRONG = [
  ['sb-01', 'truthy'],
  ['sb-05', 'payload'],
] as const
const wrong = drawUnlessWhole(WRONG, 1 / 2, 'wrong programs')

test(`a wrong program is known by the thought behind it: ${tellPart(wrong, WRONG)}`, BROAD, async ({ page }) => {
  for (const [id, thought] of wrong) {
    expect(await submitOwn(page, id, `wrong-${thought}.ts`)).toMatchObject({ wrong: { id: thought } })
  }
})

test('a right program that is too slow loses the points for growth', IN_WHOLE, async ({ page }) => {
  const verdict = await submitOwn(page, 'cd-01', 'wrong-resort.ts')
  expect(verdict).toMatchObject({ score: 75, growth: { kind: 'slow' }, wrong: { id: 'resort' } })
})

test('an endless loop fails its cases and not the others', IN_WHOLE, async ({ page }) => {
  const reference = await page.evaluate((file) => judge.readProgram('sb-01', file), 'reference.ts')
  const source = reference.replace(/^( +)if \(target < 0/m, LOOP)
  const verdict = await submit(page, 'sb-01', source, 'typescript')
  expect(verdict).toMatchObject({ fault: { kind: 'time' }, faultWords: 'It did not end within 2 s.' })
  expect(verdict.cases[0]?.isRight).toBe(true)
  expect(verdict.cases.at(-3)).toMatchObject({ name: 'an overwrite without rows', isRight: true })
  expect(verdict.smallest?.args.at(-1)).toMatch(/^read\(4?\)$/)
})

test('Python is judged in the same way', IN_WHOLE, async ({ page }) => {
  // Each run has an interpreter of its own, and other suites may share the machine.
  test.setTimeout(300_000)
  expect(await submitOwn(page, 'cd-01', 'reference.py')).toMatchObject({ score: 100, growth: { kind: 'good' } })
  expect(await submitOwn(page, 'sb-01', 'wrong-truthy.py')).toMatchObject({
    wrong: { id: 'truthy' },
    smallest: { args: expect.arrayContaining(['read(0)']) },
  })
})
