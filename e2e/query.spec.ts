import type { Page } from '@playwright/test'
import { parseStatement } from '../src/engine/sql/parse-statement.ts'
import type { SelectStatement } from '../src/engine/sql/statement.ts'
import type { QueryColumn } from '../src/query/column-batch.ts'
import { expect, IN_WHOLE, test as base } from './fixtures.ts'
import type { QueryPage } from './query-page/page.ts'
import { serveQueryPage, type ServedPage } from './tools/query-page.ts'

/** In the page. */
declare const query: QueryPage

let served: ServedPage | undefined

const test = base.extend<object, { readonly sharedPage: Page }>({
  baseURL: async ({ baseURL }, use) => use(served?.origin ?? baseURL),
  sharedPage: [
    async ({ browser }, use) => {
      const page = await browser.newPage({ baseURL: served?.origin ?? '' })
      await use(page)
      await page.close()
    },
    { scope: 'worker' },
  ],
})

// One build for all: tests of one file that run one behind the other share their worker.
test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  served = await serveQueryPage()
})
test.afterAll(() => served?.close())

async function openPage(page: Page): Promise<void> {
  await page.goto('/')
  await page.waitForFunction(() => 'query' in globalThis)
}

test.beforeEach(async ({ page }) => {
  if (page.url() === 'about:blank') await openPage(page)
})

/** For tests that need no database of their own: DuckDB takes a second to come. */
const inOneDatabase = test.extend({ page: ({ sharedPage }, use) => use(sharedPage) })

/** Runs a statement in the page; what it throws comes back as its kind, its message and its position. */
function run(page: Page, sql: string) {
  return page.evaluate(async (text) => {
    const database = await query.openDatabase()
    try {
      const { columns, rows, isCut } = await database.runQuery(text)
      return { types: columns.map(({ type }) => type), rows, isCut }
    } catch (error) {
      return query.tellError(error)
    }
  }, sql)
}

function parseSelect(sql: string): SelectStatement {
  const statement = parseStatement(sql)
  if (statement.kind !== 'select') throw new Error(`${statement.kind} is no query`)
  return statement
}

/** A table `name` of one column `x` with the numbers 1, NULL, 2. */
function registerNumbers(page: Page, name: string) {
  return page.evaluate(async (name) => {
    const database = await query.openDatabase()
    const columns = [{ name: 'x', type: { kind: 'integer' } }] as const
    await database.registerRows([name], columns, [query.createBatch(1, [[1], [undefined], [2]])])
  }, name)
}

test('nothing of DuckDB is fetched before it is asked for; then its size is told as it comes, once for two callers', async ({
  page,
}) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.reload()
  await page.waitForFunction(() => 'query' in globalThis)
  expect(asked.filter((file) => /duckdb|wasm|database/.test(file))).toEqual([])
  const { steps, isShared } = await page.evaluate(async () => {
    const steps: { loadedBytes: number; totalBytes: number }[] = []
    const [first, second] = await Promise.all([
      query.openDatabase((progress) => steps.push(progress)),
      query.openDatabase(),
    ])
    return { steps, isShared: first === second }
  })
  expect(isShared).toBe(true)
  expect(steps.length).toBeGreaterThan(5)
  expect(steps.every(({ loadedBytes }, i) => loadedBytes > (steps[i - 1]?.loadedBytes ?? 0))).toBe(true)
  expect(steps.at(-1)?.loadedBytes).toBe(steps.at(-1)?.totalBytes)
  expect(asked.filter((file) => file.endsWith('.wasm'))).toHaveLength(1)
  await expect.poll(() => page.workers().length).toBe(1)
})

inOneDatabase('values of every type come back as they went in, nulls at every depth too', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const columns: readonly QueryColumn[] = [
      { name: 'a byte', type: { kind: 'byte' } },
      { name: 'short', type: { kind: 'short' } },
      { name: 'integer', type: { kind: 'integer' } },
      { name: 'long', type: { kind: 'long' } },
      { name: 'float', type: { kind: 'float' } },
      { name: 'double', type: { kind: 'double' } },
      { name: 'boolean', type: { kind: 'boolean' } },
      { name: 'string', type: { kind: 'string' } },
      { name: 'binary', type: { kind: 'binary' } },
      { name: 'date', type: { kind: 'date' } },
      { name: 'timestamp', type: { kind: 'timestamp' } },
      { name: 'timestamp_ntz', type: { kind: 'timestamp_ntz' } },
      { name: 'small', type: { kind: 'decimal', precision: 4, scale: 2 } },
      { name: 'large', type: { kind: 'decimal', precision: 38, scale: 10 } },
      { name: 'list', type: { kind: 'array', element: { kind: 'long' } } },
      {
        name: 'struct',
        type: {
          kind: 'struct',
          fields: [
            { name: 'at', type: { kind: 'timestamp' } },
            { name: 'two words', type: { kind: 'array', element: { kind: 'string' } } },
          ],
        },
      },
      {
        name: 'map',
        type: { kind: 'map', key: { kind: 'string' }, value: { kind: 'decimal', precision: 20, scale: 1 } },
      },
      { name: 'variant', type: { kind: 'variant' } },
      { name: 'void', type: { kind: 'void' } },
    ]
    const micros = 1_709_211_845_000_006n
    const most = [
      ...[127, 32_767, 2_147_483_647, 2n ** 63n - 1n, 0.1, 0.1, true, "it's é 🦆", new Uint8Array([0, 255])],
      ...[19_782, micros, micros, 1230n, 10n ** 38n - 1n],
      [1n, undefined, 2n ** 53n + 1n],
      [micros, ["it's", undefined]],
      [
        ['k', -15n],
        ['none', undefined],
      ],
      '{"a":1}',
      undefined,
    ]
    const least = [
      ...[-128, -32_768, -2_147_483_648, -(2n ** 63n), Number.NaN, -1e300, false, '', new Uint8Array()],
      ...[-719_528, -1n, -62_135_596_800_000_000n, -1n, -(10n ** 38n - 1n)],
      ...[[], [undefined, []], [], 'null', undefined],
    ]
    const database = await query.openDatabase()
    const nulls = columns.map(() => undefined)
    await database.registerRows(['all types'], columns, [
      query.createBatch(columns.length, [most, nulls]),
      query.createBatch(columns.length, [least]),
    ])
    return database.runQuery('SELECT * FROM "all types"')
  })
  const types = {
    'a byte': 'TINYINT',
    short: 'SMALLINT',
    integer: 'INTEGER',
    long: 'BIGINT',
    float: 'FLOAT',
    double: 'DOUBLE',
    boolean: 'BOOLEAN',
    string: 'VARCHAR',
    binary: 'BLOB',
    date: 'DATE',
    timestamp: 'TIMESTAMP',
    timestamp_ntz: 'TIMESTAMP',
    small: 'DECIMAL(4,2)',
    large: 'DECIMAL(38,10)',
    list: 'BIGINT[]',
    struct: 'STRUCT(at TIMESTAMP, "two words" VARCHAR[])',
    map: 'MAP(VARCHAR, DECIMAL(20,1))',
    variant: 'VARCHAR',
    void: 'INTEGER',
  }
  expect(Object.fromEntries(result.columns.map(({ name, type }) => [name, type]))).toEqual(types)
  const [most, nulls, least] = result.rows
  expect(result.rows).toHaveLength(3)
  expect(most).toEqual([
    ...[127, 32_767, 2_147_483_647, 9_223_372_036_854_775_807n, 0.1, 0.1, true, "it's é 🦆", '0x00ff'],
    ...['2024-02-29', '2024-02-29 13:04:05.000006', '2024-02-29 13:04:05.000006', '12.30'],
    ...['9999999999999999999999999999.9999999999', '[1, NULL, 9007199254740993]'],
    "{'at': 2024-02-29 13:04:05.000006, 'two words': ['it''s', NULL]}",
    "MAP {'k': -1.5, 'none': NULL}",
    '{"a":1}',
    undefined,
  ])
  expect(nulls?.every((cell) => cell === undefined)).toBe(true)
  expect(least).toEqual([
    ...[-128, -32_768, -2_147_483_648, -9_223_372_036_854_775_808n, NaN, -1e300, false, '', '0x'],
    ...['0000-01-01', '1969-12-31 23:59:59.999999', '0001-01-01 00:00:00', '-0.01'],
    ...['-9999999999999999999999999999.9999999999', '[]'],
    ...["{'at': NULL, 'two words': []}", 'MAP {}', 'null', undefined],
  ])
})

inOneDatabase('what DuckDB has beside these types comes whole too', async ({ page }) => {
  const one = async (expression: string) => {
    const result = await run(page, `SELECT ${expression}`)
    if (!('rows' in result)) throw new Error(result.message)
    return [result.types[0], result.rows[0]?.[0]]
  }
  const cases: [string, string, unknown][] = [
    ['sum(x) FROM (VALUES (9223372036854775807), (9223372036854775807)) t(x)', 'HUGEINT', 18446744073709551614n],
    ['(-170141183460469231731687303715884105727)::HUGEINT', 'HUGEINT', -(2n ** 127n) + 1n],
    ['340282366920938463463374607431768211455::UHUGEINT', 'UHUGEINT', 2n ** 128n - 1n],
    ['18446744073709551615::UBIGINT', 'UBIGINT', 2n ** 64n - 1n],
    ['200::UTINYINT', 'UTINYINT', 200],
    ['(-123456789012345678901234567890)::BIGNUM', 'BIGNUM', -123456789012345678901234567890n],
    ['[true, NULL]', 'BOOLEAN[]', '[true, NULL]'],
    ['[0.5::FLOAT, 2::FLOAT]', 'FLOAT[]', '[0.5, 2.0]'],
    ['[1, 2]::INTEGER[2]', 'INTEGER[2]', '[1, 2]'],
    ["'00112233-4455-6677-8899-aabbccddeeff'::UUID", 'UUID', '00112233-4455-6677-8899-aabbccddeeff'],
    ["'0101'::BIT", 'BIT', '0101'],
    ["TIME '13:04:05.000006'", 'TIME', '13:04:05.000006'],
    ["'13:04:05-03:30'::TIMETZ", 'TIME WITH TIME ZONE', '13:04:05-03:30'],
    ["TIMESTAMP_S '1969-12-31 23:59:59'", 'TIMESTAMP_S', '1969-12-31 23:59:59'],
    ["TIMESTAMP_MS '2024-02-29 13:04:05.12'", 'TIMESTAMP_MS', '2024-02-29 13:04:05.12'],
    ["TIMESTAMP_NS '2024-02-29 13:04:05.123456789'", 'TIMESTAMP_NS', '2024-02-29 13:04:05.123456789'],
    ["TIMESTAMPTZ '2024-02-29 13:04:05+01'", 'TIMESTAMP WITH TIME ZONE', '2024-02-29 12:04:05+00'],
    ["'infinity'::TIMESTAMP", 'TIMESTAMP', 'infinity'],
    ["'-infinity'::DATE", 'DATE', '-infinity'],
    ["INTERVAL '14 months 3 days -4.5 seconds'", 'INTERVAL', '1 year 2 months 3 days -00:00:04.5'],
    ["union_value(word := 'x')", 'UNION(word VARCHAR)', "'x'"],
    ['NULL', 'INTEGER', undefined],
  ]
  for (const [expression, type, value] of cases) expect(await one(expression), expression).toEqual([type, value])
  // Streams of DuckDB come without their dictionaries.
  expect(await run(page, "SELECT 'b'::ENUM ('a', 'b') AS e")).toMatchObject({
    kind: 'query',
    message: '"e" has the type ENUM, whose words DuckDB does not send along: cast it to VARCHAR',
  })
  expect(await one("'b'::ENUM ('a', 'b')::VARCHAR")).toEqual(['VARCHAR', 'b'])
})

inOneDatabase(
  'nulls stand where Spark puts them: first when ascending, last when descending, in windows too',
  async ({ page }) => {
    await registerNumbers(page, 'numbers')
    const order = async (sql: string) => {
      const result = await run(page, sql)
      return 'rows' in result ? result.rows.map(([x]) => x) : result
    }
    expect(await order('SELECT x FROM numbers ORDER BY x')).toEqual([undefined, 1, 2])
    expect(await order('SELECT x FROM numbers ORDER BY x DESC')).toEqual([2, 1, undefined])
    expect(await order('SELECT x FROM numbers ORDER BY x NULLS LAST')).toEqual([1, 2, undefined])
    expect(await order('SELECT row_number() OVER (ORDER BY x DESC) FROM numbers QUALIFY x IS NULL')).toEqual([3n])
  },
)

inOneDatabase(
  'a table is found by its quoted view, in its schema, without rows, with rows left out, and anew',
  async ({ page }) => {
    const texts = ['orders VERSION AS OF 6', 'sales.orders', 'orders'].map(
      (table) => parseSelect(`SELECT * FROM ${table}`).text,
    )
    const rows = await page.evaluate(async (texts) => {
      const database = await query.openDatabase()
      const columns = [
        { name: 'id', type: { kind: 'long' } },
        { name: 'name', type: { kind: 'string' } },
      ] as const
      const ids = [1n, 2n, 3n]
      const kept = { columns: [ids, ['a', 'b', 'c']], kept: Int32Array.of(0, 2), rows: 2 }
      await database.registerRows(['orders@v6'], columns, [kept])
      await database.registerRows(['sales', 'orders'], columns, [])
      await database.registerRows(['orders'], columns, [query.createBatch(2, [[9n, 'old']])])
      await database.registerRows(['ORDERS'], columns, [query.createBatch(2, [[10n, 'new']])])
      const found = []
      for (const text of texts) found.push((await database.runQuery(text)).rows)
      await database.dropTable(['orders'])
      await database.dropTable(['orders'])
      const gone = await database.runQuery('SELECT * FROM orders').catch(query.tellError)
      return [...found, gone]
    }, texts)
    expect(rows).toEqual([
      [
        [1n, 'a'],
        [3n, 'c'],
      ],
      [],
      [[10n, 'new']],
      expect.objectContaining({ kind: 'query' }),
    ])
  },
)

inOneDatabase('an error says what DuckDB says and where; nothing goes to a server or a file', async ({ page }) => {
  expect(await run(page, "SELECT 'é🦆' AS a,\n  nope")).toEqual({
    kind: 'query',
    message: expect.stringMatching(/^Binder Error: Referenced column "nope"/) as unknown,
    position: 21,
  })
  expect(await run(page, 'SELEC 1')).toEqual({
    kind: 'query',
    message: 'Parser Error: syntax error at or near "SELEC"',
    position: 0,
  })
  expect(await run(page, '-- first\nSELECT 1 +')).toMatchObject({ position: 19 })
  expect(await run(page, "SELECT CAST(s AS INTEGER) FROM (SELECT 5000 / 0 AS x, 'a' AS s)")).toMatchObject({
    message: expect.stringContaining('Conversion Error'),
  })
  expect(await run(page, "SELECT json('{}')")).toMatchObject({
    message:
      "Catalog Error: json is not there, as it is in DuckDB's json extension. Extensions are not part of this page.",
  })
  for (const sql of [
    "SELECT * FROM read_csv('https://example.com/a.csv')",
    "SELECT * FROM 'https://example.com/a.parquet'",
    "COPY (SELECT 1) TO 'a.csv'",
    "ATTACH 'https://example.com/a.db'",
    'LOAD icu',
    'SET enable_external_access = true',
    "SET memory_limit = '3GB'",
  ]) {
    expect(await run(page, sql), sql).toMatchObject({ kind: 'query' })
  }
  expect(await run(page, 'INSTALL icu')).toBeDefined()
  expect(await run(page, 'SELECT 1')).toMatchObject({ rows: [[1]] })
})

inOneDatabase('rows that do not fit are refused by column, and the table that stands there stays', async ({ page }) => {
  await registerNumbers(page, 'numbers')
  const errors = await page.evaluate(async () => {
    const database = await query.openDatabase()
    const columns = [{ name: 'x', type: { kind: 'long' } }] as const
    const attempts = [
      database.registerRows(['numbers'], columns, [query.createBatch(1, [[1]])]),
      database.registerRows(['numbers'], [], []),
    ]
    return Promise.all(attempts.map((attempt) => attempt.catch(query.tellError)))
  })
  expect(errors).toEqual([
    { kind: 'data', message: 'column "x": number 1 is no bigint', position: undefined },
    { kind: 'data', message: 'a table without columns cannot be queried', position: undefined },
  ])
  expect(await run(page, 'SELECT count(*) FROM numbers')).toMatchObject({ rows: [[3n]] })
})

inOneDatabase('an endless result is read as far as it is wanted', async ({ page }) => {
  expect(await run(page, 'SELECT * FROM range(1000000000000)')).toMatchObject({ isCut: true })
  const counts = await page.evaluate(async () => {
    const database = await query.openDatabase()
    const found = []
    for (const mostRows of [0, 1, 4999, 5000, 10_000]) {
      const { rows, isCut } = await database.runQuery('SELECT * FROM range(5000)', { mostRows })
      found.push([rows.length, isCut, rows.at(-1)?.[0]])
    }
    return found
  })
  expect(counts).toEqual([
    [0, true, undefined],
    [1, true, 0n],
    [4999, true, 4998n],
    [5000, false, 4999n],
    [5000, false, 4999n],
  ])
  expect(await run(page, 'SELECT 1')).toEqual({ types: ['INTEGER'], rows: [[1]], isCut: false })
})

/** Runs a statement, stops it after a while, and says how that ended and how long it took from then on. */
function stop(page: Page, sql: string) {
  return page.evaluate(async (text) => {
    const database = await query.openDatabase()
    const abort = new AbortController()
    const running = database.runQuery(text, { signal: abort.signal }).then(() => 'ended', query.tellError)
    const waiting = database.runQuery('SELECT 2', { signal: abort.signal }).then(() => 'ended', query.tellError)
    await new Promise((resolve) => setTimeout(resolve, 300))
    const start = performance.now()
    abort.abort()
    const outcomes = await Promise.all([running, waiting])
    return { outcomes, tookMs: performance.now() - start }
  }, sql)
}

const ENDLESS = 'WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT 1 - x FROM t) SELECT sum(x) FROM t'
const STOPPED = { kind: 'cancelled', message: 'The query was stopped.', position: undefined }

test('a query that never ends is stopped, and one that waits behind it', async ({ page }) => {
  await registerNumbers(page, 'numbers')
  const { outcomes, tookMs } = await stop(page, ENDLESS)
  expect(outcomes).toEqual([STOPPED, STOPPED])
  expect(tookMs).toBeLessThan(2500)
  const [worker] = page.workers()
  expect(await run(page, 'SELECT count(*) FROM numbers')).toMatchObject({ rows: [[3n]] })
  expect(page.workers()).toEqual([worker])
})

test('what needs more memory than there is fails, and the next query works', IN_WHOLE, async ({ page }) => {
  expect(await run(page, 'SELECT list(x) FROM range(200000000) t(x)')).toMatchObject({
    kind: 'query',
    message: expect.stringMatching(/^Out of Memory Error: [^\n]+$/),
  })
  expect(await run(page, 'SELECT 1')).toMatchObject({ rows: [[1]] })
})

test(
  'a query that does not listen costs DuckDB its worker; the next finds another with the same tables',
  IN_WHOLE,
  async ({ page }) => {
    await registerNumbers(page, 'numbers')
    const [worker] = page.workers()
    const { outcomes } = await stop(page, "SELECT levenshtein(repeat('a', 300000), repeat('b', 300000))")
    expect(outcomes).toEqual([STOPPED, STOPPED])
    expect(await run(page, 'SELECT count(*) FROM numbers')).toMatchObject({ rows: [[3n]] })
    await expect.poll(() => page.workers().map((each) => each === worker)).toEqual([false])
  },
)

test('a worker that breaks down fails what was under way; the next query works', IN_WHOLE, async ({ page }) => {
  await registerNumbers(page, 'numbers')
  const running = run(page, ENDLESS)
  await page.workers()[0]?.evaluate(() => reportError(new Error('broken')))
  expect(await running).toMatchObject({ kind: 'crashed', message: expect.stringContaining('broken') })
  await expect.poll(() => page.workers().length).toBe(0)
  expect(await run(page, 'SELECT count(*) FROM numbers')).toMatchObject({ rows: [[3n]] })
})

test('after closing, calls fail, and opening starts anew without tables', IN_WHOLE, async ({ page }) => {
  await registerNumbers(page, 'numbers')
  const outcome = await page.evaluate(async () => {
    const database = await query.openDatabase()
    await query.closeDatabase()
    return database.runQuery('SELECT 1').catch(query.tellError)
  })
  expect(outcome).toMatchObject({ kind: 'cancelled', message: 'DuckDB was closed.' })
  expect(await run(page, 'SELECT count(*) FROM numbers')).toMatchObject({ kind: 'query' })
})

for (const [what, file, reason] of [
  ['the engine', '**/*.wasm', 'the server answered 404'],
  ['its script', '**/duckdb-browser-eh.worker-*.js', ''],
  ['its client', '**/database-*.js', ''],
  ['its worker', '**/duckdb-worker-*.js', ''],
] as const) {
  const part = what === 'the engine' ? {} : IN_WHOLE
  test(`without ${what} the failure is told, and the next try works`, part, async ({ page, faults }) => {
    faults.allow(/404/)
    await page.route(file, (route) => route.fulfill({ status: 404, body: 'not here' }))
    const told = await page.evaluate(() => query.openDatabase().catch(query.tellError))
    expect(told).toMatchObject({
      kind: 'load',
      message: expect.stringMatching(/^DuckDB could not be loaded: .+\. Try again\.$/),
    })
    expect(told).toMatchObject({ message: expect.stringContaining(reason) })
    await expect.poll(() => page.workers().length).toBe(0)
    await page.unroute(file)
    expect(await run(page, 'SELECT 1')).toMatchObject({ rows: [[1]] })
  })
}

test('a host that does not know WebAssembly’s type serves it all the same', IN_WHOLE, async ({ page }) => {
  await page.route('**/*.wasm', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } })
  })
  expect(await run(page, 'SELECT 1')).toMatchObject({ rows: [[1]] })
})
