import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { leaveOutUnlessWhole } from '../../../scripts/draw.ts'
import { startNodeDatabase } from '../../../scripts/node-database.ts'
import type { DataSet } from '../types.ts'
import { loadDataSet } from './load-data-set.ts'
import { judgeSql } from './run-sql.ts'
import { HOSTILE } from './test-hostile.ts'
import { PAY } from './test-task.ts'

/** With DuckDB as the app has it. */

const database = await startNodeDatabase()

function judge(query: string, which: 'shown' | 'all' = 'all') {
  return judgeSql(PAY, query, { database, which })
}

describe('judgeSql', () => {
  it('finds the reference right, on the shown data set and on all', async () => {
    const run = await judge(PAY.reference, 'shown')
    expect(run).toMatchObject({ isRight: true, refusal: undefined })
    expect(run.dataSets.map(({ id, isShown }) => [id, isShown])).toEqual([['shown', true]])
    expect(run.plan).toMatch(/HASH_JOIN/)
    expect(run.milliseconds).toBeGreaterThan(0)
    const submit = await judge(PAY.reference)
    expect(submit.isRight).toBe(true)
    expect(submit.dataSets.map(({ id, words }) => [id, words])).toEqual([
      ['shown', 'right'],
      ['empty', 'right'],
      ['null', 'right'],
    ])
    expect(submit.dataSets[2]?.expected).toEqual({
      columns: [
        { name: 'dept', type: 'VARCHAR', isNumeric: false },
        { name: 'pay', type: 'HUGEINT', isNumeric: true },
      ],
      rows: [['A', '0']],
      isCut: false,
    })
    // A bigint would throw here, an error would not be equal.
    expect(JSON.stringify(submit)).toContain('["A","0"]')
    expect(structuredClone(submit)).toEqual(submit)
  })

  it('says which thought gives the rows of a wrong one', async () => {
    const verdict = await judge(
      'SELECT d.dept, sum(sal)::DOUBLE pay FROM dept d LEFT JOIN emp e USING (dept) GROUP BY 1 ORDER BY 1',
    )
    expect(verdict.isRight).toBe(false)
    expect(verdict.dataSets.map(({ isRight, why }) => [isRight, why])).toEqual([
      [true, undefined],
      [false, 'The sum over nothing is NULL and not 0.'],
      [false, 'The sum over nothing is NULL and not 0.'],
    ])
    expect(verdict.dataSets[1]).toMatchObject({
      words: 'row 2 has NULL for pay, expected: 0',
      extra: [1],
      missing: [1],
      first: { place: 1, got: ['B', null], expected: ['B', '0'], columns: [1] },
    })
  })

  it('right rows in a wrong order are told as that, with the thought', async () => {
    const verdict = await judge('SELECT * FROM (' + PAY.reference + ') ORDER BY dept DESC')
    expect(verdict.dataSets[0]).toMatchObject({
      fault: 'order',
      words: 'the rows are right, their order is not: dept must ascend',
      why: 'Descending is not what is asked for.',
    })
    expect(verdict.dataSets[2]?.isRight).toBe(true)
  })

  it('a thought is told only where its query does the same on every data set, in the same order', async () => {
    const unordered = { id: 'unordered', sql: PAY.reference.replace(/ ORDER BY.*/, ''), why: 'There is no ORDER BY.' }
    const task = { ...PAY, wrong: [unordered, ...PAY.wrong.slice(0, 2)] }
    const whysOf = async (query: string) =>
      (await judgeSql(task, query, { database, which: 'all' })).dataSets.map(({ why }) => why)
    expect(await whysOf(unordered.sql)).toEqual(Array(3).fill(unordered.why))
    expect(await whysOf(PAY.reference + ' DESC')).toEqual([undefined, undefined, undefined])
    // NULL where a salary is, as the sum over nothing has it, but 0 where there are no employees.
    const half =
      'SELECT d.dept, CASE WHEN count(e.dept) = 0 THEN 0 ELSE sum(sal) END AS pay FROM dept d LEFT JOIN emp e USING (dept) GROUP BY 1 ORDER BY 1'
    const { dataSets } = await judgeSql(task, half, { database, which: 'all' })
    expect(dataSets.map(({ isRight, why }) => [isRight, why])).toEqual([
      [true, undefined],
      [true, undefined],
      [false, undefined],
    ])
  })

  it('an ORDER BY that leaves ties is right by chance, and told as that with rows that it allows', async () => {
    const { dataSets } = await judge(`SELECT * FROM (${PAY.reference}) ORDER BY (SELECT 1)`)
    expect(dataSets.map(({ fault }) => fault)).toEqual(['order', 'order', undefined])
    expect(dataSets[0]).toMatchObject({
      words:
        'ties in ORDER BY may also fall as they do here, and then the rows are right, their order is not: dept must ascend',
      got: {
        rows: [
          ['B', '5'],
          ['A', '30'],
        ],
      },
    })
  })

  it.each([
    `${PAY.reference} LIMIT 5`,
    `(${PAY.reference}) LIMIT 5`,
    `SELECT * FROM (${PAY.reference}) ORDER BY ALL`,
    `SELECT * FROM (${PAY.reference}) ORDER BY lower(dept), random()`,
    `SELECT DISTINCT ON (dept) dept, pay FROM (${PAY.reference}) ORDER BY 1`,
    `WITH r AS (${PAY.reference}) (SELECT dept, pay FROM r WHERE dept > 'A') UNION ALL (SELECT * FROM r WHERE dept <= 'A') ORDER BY dept`,
    `SELECT dept, max(total) AS pay FROM (SELECT dept, coalesce(sum(sal) OVER (PARTITION BY dept ORDER BY sal ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), 0) AS total FROM dept LEFT JOIN emp USING (dept)) GROUP BY dept ORDER BY dept`,
  ])('an ORDER BY that leaves none is right: %s', async (query) => {
    const verdict = await judge(query)
    expect(verdict.dataSets.map(({ words }) => words)).toEqual(['right', 'right', 'right'])
  })

  it('a query over which DuckDB breaks down is not judged, with a way round it, and the next one works', async () => {
    const crash = `(WITH r AS (SELECT dept FROM dept) SELECT dept, 1 AS pay FROM r) UNION ALL SELECT 'Z', 1 ORDER BY dept`
    const verdict = await judge(crash)
    expect(verdict).toMatchObject({ isRight: false, dataSets: [], plan: undefined })
    expect(verdict.refusal?.message).toMatch(/^DuckDB broke down: .*whether your query is right.*WITH at the front/)
    const round = await judge(`SELECT * FROM (${crash.replace(' ORDER BY dept', '')}) ORDER BY dept`)
    expect(round.refusal).toBeUndefined()
    expect(round.dataSets[0]?.got?.rows).toHaveLength(3)
    expect((await judge(PAY.reference)).isRight).toBe(true)
  })

  it('a name that is a word of DuckDB’s grammar is told to need AS, any other mistake of grammar is not', async () => {
    const messageOf = async (query: string) => (await judge(query)).refusal?.message
    expect(await messageOf('SELECT count(*) second FROM emp')).toBe(
      'Parser Error: syntax error at or near "second". If it is a name: second is a word of DuckDB’s grammar: as the name of a column it needs AS before it.',
    )
    for (const query of [
      'SELECT dept dept sal FROM emp',
      'SELECT dept FROM emp GROUP dept',
      'SELECT dept emp FROM FROM emp',
    ]) {
      expect(await messageOf(query)).toMatch(/^Parser Error: syntax error at or near "\w+"\.$/)
    }
  })

  it.each(['all', 'shown'] as const)('what DuckDB cannot begin is refused with line and column: %s', async (which) => {
    const name = await judge('-- é\nSELECT dept,\n  nope AS pay FROM emp', which)
    expect(name).toMatchObject({ dataSets: [], plan: undefined, refusal: { line: 3, column: 3 } })
    expect(name.refusal?.message).toMatch(/^Binder Error: Referenced column "nope"/)
    const types = await judge("SELECT dept, DATE '2024-01-05' - row_number() OVER () AS pay FROM emp", which)
    expect(types.refusal?.message).toMatch(/^Binder Error: .*'-\(DATE, BIGINT\)'.*explicit type casts\.$/)
    expect((await judge('SELECT dept, no_such_function(sal) AS pay FROM emp', which)).refusal?.message).toMatch(
      /^Catalog Error: /,
    )
  })

  it('what fails on the rows of one data set is judged on the others', async () => {
    const some = await judge(
      "SELECT d.dept, CASE WHEN count(e.sal) = 0 THEN error('none') ELSE sum(sal) END pay FROM dept d LEFT JOIN emp e USING (dept) GROUP BY 1 ORDER BY 1",
    )
    expect(some.dataSets.map(({ fault }) => fault)).toEqual([undefined, 'error', 'error'])
  })

  it('Spark’s order of nulls holds, within windows too', async () => {
    const sql =
      'SELECT dept, row_number() OVER (ORDER BY sal DESC) pay FROM (SELECT dept, NULLIF(sal, 20) sal FROM emp) ORDER BY sal'
    const { dataSets } = await judge(sql, 'shown')
    expect(dataSets[0]?.got?.rows).toEqual([
      ['A', '3'],
      ['B', '2'],
      ['A', '1'],
    ])
  })

  it('a query without end is stopped, nothing behind it is judged, and the next one works', async () => {
    const endless =
      'WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT 1 - x FROM t) SELECT sum(x) AS dept, 1 AS pay FROM t'
    const verdict = await judgeSql(PAY, endless, { database, which: 'all', milliseconds: 300 })
    expect(verdict.dataSets.map(({ fault, words }) => [fault, words])).toEqual([
      ['stopped', 'the query was stopped, as it took longer than 0.3 s'],
    ])
    expect(verdict.isRight).toBe(false)
    expect((await judge(PAY.reference)).isRight).toBe(true)
  })

  it('more rows than are taken are not read', async () => {
    const { dataSets } = await judge("SELECT 'A' AS dept, i AS pay FROM range(1000000000) t(i)", 'shown')
    expect(dataSets[0]).toMatchObject({ words: 'more than 1,000 rows; expected: 2', fault: 'rows' })
    expect(dataSets[0]?.got).toMatchObject({ isCut: true })
  })

  it.each(leaveOutUnlessWhole(['memory'], () => true))(
    'too much %s is an error, and the next one works',
    async () => {
      const { dataSets } = await judgeSql(PAY, 'SELECT list(x) AS dept, 1 AS pay FROM range(200000000) t(x)', {
        database,
        which: 'shown',
        milliseconds: 60_000,
      })
      expect(dataSets[0]?.words).toMatch(/^Out of Memory Error/)
      expect((await judge(PAY.reference)).isRight).toBe(true)
    },
    90_000,
  )

  it('rejects when it is cancelled, before and while it runs', async () => {
    const options = { database, which: 'all' as const }
    await expect(judgeSql(PAY, 'SELECT 1', { ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({
      kind: 'cancelled',
    })
    const abort = new AbortController()
    const running = judgeSql(
      PAY,
      'WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT 1 - x FROM t) SELECT * FROM t LIMIT 1e12',
      {
        ...options,
        signal: abort.signal,
      },
    )
    setImmediate(() => abort.abort())
    await expect(running).rejects.toMatchObject({ kind: 'cancelled' })
  })

  it('two at once run one behind the other', async () => {
    const verdicts = await Promise.all([judge(PAY.reference), judge('DROP TABLE emp'), judge(PAY.reference)])
    expect(verdicts.map(({ isRight }) => isRight)).toEqual([true, false, true])
  })

  it('leaves no table behind', async () => {
    await judge(PAY.reference)
    await expect(database.runQuery('SELECT * FROM emp')).rejects.toThrow(/emp does not exist/)
  })
})

describe('data sets', () => {
  it('hold every type as it is written', async () => {
    const types = ['INTEGER', 'BIGINT', 'DOUBLE', 'DECIMAL(6,2)', 'VARCHAR', 'BOOLEAN', 'DATE', 'TIMESTAMP']
    const tables = [{ name: 'every type', columns: types.map((type) => ({ name: type, type })) }]
    const rows = [[1, 2 ** 40, 0.5, '-12.30', 'x', true, '2024-02-29', '2024-02-29 23:59:59.5'], types.map(() => null)]
    await loadDataSet(database, tables, { rows: { 'every type': rows } })
    const result = await database.runQuery('SELECT * FROM "every type"')
    expect(result.columns.map(({ type }) => type)).toEqual(types)
    expect(result.rows).toEqual([
      [1, 2n ** 40n, 0.5, '-12.30', 'x', true, '2024-02-29', '2024-02-29 23:59:59.5'],
      types.map(() => undefined),
    ])
    await database.dropTable(['every type'])
  })

  it.each<[string, DataSet['rows'][string][number], string]>([
    ['INTEGER', ['1'], 't.x: 1 is no integer'],
    ['DATE', ['2024-02-30'], 't.x: 2024-02-30 is no date'],
    ['DECIMAL(4,1)', ['1.25'], 't.x: 1.25 is no decimal'],
    ['VARCHAR', [1], 't.x: 1 is no string'],
    ['TIME', ['10:00'], 'TIME is no type of a table here'],
    ['INTEGER', [1, 2], 'a row of t has 2 cells'],
  ])('%s cannot hold %j', async (type, row, message) => {
    const tables = [{ name: 't', columns: [{ name: 'x', type }] }]
    await expect(loadDataSet(database, tables, { rows: { t: [row] } })).rejects.toThrow(message)
  })
})

describe('hostile statements', () => {
  it('there are many', () => {
    expect(HOSTILE.length).toBeGreaterThan(60)
    expect(new Set(HOSTILE.map(([sql]) => sql)).size).toBe(HOSTILE.length)
  })

  it.each(HOSTILE)('%s', async (sql, word) => {
    const verdict = await judge(sql)
    expect(verdict.dataSets).toEqual([])
    expect(verdict.refusal?.message).toContain(word)
    expect(verdict.refusal?.line).toBeGreaterThan(0)
  })

  it('after all of them the session is as it was, and no file is there', async () => {
    const settings = await database.runQuery(
      "SELECT name, value FROM duckdb_settings() WHERE name IN ('default_null_order', 'enable_external_access', 'lock_configuration') ORDER BY name",
    )
    expect(settings.rows).toEqual([
      ['default_null_order', 'NULLS_FIRST_ON_ASC_LAST_ON_DESC'],
      ['enable_external_access', 'false'],
      ['lock_configuration', 'true'],
    ])
    const own = await database.runQuery(
      'SELECT count(*) FROM duckdb_tables() UNION ALL SELECT count(*) FROM duckdb_functions() WHERE NOT internal',
    )
    expect(own.rows).toEqual([[0n], [0n]])
    expect(['emp.csv', 'here'].filter((file) => existsSync(file))).toEqual([])
    expect((await judge(PAY.reference)).isRight).toBe(true)
  })

  it('behind the first wall the session itself reads and writes no file and fetches nothing', async () => {
    for (const sql of [
      "SELECT * FROM read_text('package.json')",
      "SELECT * FROM 'package.json'",
      "SELECT * FROM glob('*')",
      "SELECT * FROM read_csv('https://example.com/a.csv')",
      "COPY (SELECT 1) TO 'stored.csv'",
      "ATTACH 'stored.db'",
      "EXPORT DATABASE 'stored'",
      'LOAD httpfs',
      'SET enable_external_access = true',
    ]) {
      await expect(database.runQuery(sql), sql).rejects.toMatchObject({ kind: 'query' })
    }
    expect(['stored.csv', 'stored.db', 'stored'].filter((file) => existsSync(file))).toEqual([])
  })
})
