import type { Page } from '@playwright/test'
import type { CodeVerdict } from '../src/practice/code/verdict.ts'
import { expect, test as base } from './fixtures.ts'
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

// Both loop when version 4 is read.
const TYPESCRIPT_LOOP = '$1while (target === 4) {}\n$&'
const PYTHON_LOOP = '$1while target == 4:\n$1    pass\n$&'

const LANGUAGES = [['typescript', 'ts']] as const

for (const [language, ending] of LANGUAGES) {
  const submit = (page: Page, id: string, source: string): Promise<CodeVerdict> =>
    page.evaluate(([id, language, source]) => judge.submit(id, language, source), [id, language, source] as const)
  const submitOwn = async (page: Page, id: string, name: string): Promise<CodeVerdict> => {
    const source = await page.evaluate(([id, file]) => judge.readProgram(id, file), [id, `${name}.${ending}`] as const)
    return submit(page, id, source)
  }

  test(`a right program in ${language} has all points, also for its growth`, async ({ page }) => {
    for (const id of ['cd-01', 'sb-05']) {
      const verdict = await submitOwn(page, id, 'reference')
      expect(verdict.growth?.words).toMatch(/^At n = /)
      expect(verdict).toMatchObject({ score: 100, right: verdict.cases.length, growth: { kind: 'good' } })
    }
    expect(await submitOwn(page, 'sb-01', 'reference')).toMatchObject({ score: 100 })
  })

  test(`a wrong program in ${language} is told its smallest failing input and the thought behind it`, async ({
    page,
  }) => {
    const floor = await submitOwn(page, 'cd-01', 'wrong-floor')
    expect(floor).toMatchObject({ wrong: { id: 'floor' }, smallest: { expected: expect.stringContaining('0.5') } })
    expect(floor.smallest?.args.toSorted()).toEqual(['add(0)', 'add(1)', 'median()'])
    expect(await submitOwn(page, 'sb-01', 'wrong-truthy')).toMatchObject({ wrong: { id: 'truthy' } })
    expect(await submitOwn(page, 'sb-05', 'wrong-payload')).toMatchObject({ wrong: { id: 'payload' } })
  })

  test(`a right program in ${language} that is too slow loses the points for growth`, async ({ page }) => {
    const verdict = await submitOwn(page, 'cd-01', 'wrong-resort')
    expect(verdict.growth?.words).toContain('Asked is O(log n)')
    expect(verdict).toMatchObject({ score: 75, growth: { kind: 'slow' }, wrong: { id: 'resort' } })
  })

  test(`an endless loop in ${language} fails its cases and not the others`, async ({ page }) => {
    const reference = await page.evaluate((file) => judge.readProgram('sb-01', file), `reference.${ending}`)
    const source = reference.replace(/^( +)if \(?target < 0/m, ending === 'ts' ? TYPESCRIPT_LOOP : PYTHON_LOOP)
    const verdict = await submit(page, 'sb-01', source)
    expect(verdict).toMatchObject({ fault: { kind: 'time' }, faultWords: 'It did not end within 2 s.' })
    expect(verdict.cases[0]?.isRight).toBe(true)
    expect(verdict.cases.at(-3)).toMatchObject({ name: 'an overwrite without rows', isRight: true })
    expect(verdict.smallest?.args.at(-1)).toMatch(/^read\(4?\)$/)
  })
}
