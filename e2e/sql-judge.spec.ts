import type { Page } from '@playwright/test'
import { HOSTILE } from '../src/practice/sql/test-hostile.ts'
import { PAY } from '../src/practice/sql/test-task.ts'
import { expect, IN_WHOLE, test as base } from './fixtures.ts'
import type { QueryPage } from './query-page/page.ts'
import { serveQueryPage, type ServedPage } from './tools/query-page.ts'

/** In the page. */
declare const query: QueryPage

/** The judge of SQL where it works: with DuckDB in a worker that can be ended. The rest is tested in Node. */

let served: ServedPage | undefined

const test = base.extend({ baseURL: async ({ baseURL }, use) => use(served?.origin ?? baseURL) })

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  served = await serveQueryPage()
})
test.afterAll(() => served?.close())

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await page.waitForFunction(() => 'query' in globalThis)
})

function judge(page: Page, text: string, milliseconds?: number) {
  return page.evaluate(
    async ({ task, text, milliseconds }) => {
      const database = await query.openDatabase()
      const limit = milliseconds === undefined ? {} : { milliseconds }
      return query.judgeSql(task, text, { database, which: 'all', ...limit })
    },
    { task: PAY, text, milliseconds },
  )
}

test('judges the reference right, and says which thought a wrong query is', async ({ page }) => {
  const right = await judge(page, PAY.reference)
  expect(right.isRight).toBe(true)
  expect(right.plan).toContain('HASH_JOIN')
  const wrong = PAY.wrong[0] as (typeof PAY.wrong)[number]
  const verdict = await judge(page, wrong.sql)
  expect(verdict.isRight).toBe(false)
  expect(verdict.dataSets.find(({ isRight }) => !isRight)?.why).toBe(wrong.why)
})

test(
  'a query that does not listen is ended with its worker, and the next one is judged as ever',
  IN_WHOLE,
  async ({ page }) => {
    await judge(page, PAY.reference)
    const [worker] = page.workers()
    const deaf = "SELECT 'A' AS dept, levenshtein(repeat('a', 300000), repeat('b', 300000)) AS pay"
    const { dataSets } = await judge(page, deaf, 300)
    expect(dataSets.map(({ fault, words }) => [fault, words])).toEqual([
      ['stopped', 'the query was stopped, as it took longer than 0.3 s'],
    ])
    expect((await judge(page, PAY.reference)).isRight).toBe(true)
    // The browser tells that a worker is gone a moment after it has been ended.
    await expect.poll(() => page.workers().map((each) => each === worker)).toEqual([false])
  },
)

test('hostile statements are refused, and not one asks the network for anything', async ({ page }) => {
  await judge(page, PAY.reference)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  for (const [sql] of HOSTILE) {
    const { refusal, dataSets } = await judge(page, sql)
    expect(refusal?.message, sql).toBeDefined()
    expect(dataSets, sql).toEqual([])
  }
  expect(asked).toEqual([])
  expect((await judge(page, PAY.reference)).isRight).toBe(true)
})
