import { describe, expect, it } from 'vitest'
import { writtenOffset } from './parse-select.ts'
import { parseStatement } from './parse-statement.ts'
import type { SelectStatement } from './statement.ts'

function select(text: string): SelectStatement {
  const statement = parseStatement(text)
  if (statement.kind !== 'select') throw new Error(`${statement.kind} is no query`)
  return statement
}

function viewsOf(text: string): readonly string[] {
  return select(text).tables.map(({ view }) => view)
}

describe('the tables of a query', () => {
  it.each([
    ['SELECT * FROM t', ['t']],
    ['select a from db.t, u as x join v using (a, b), w', ['db.t', 'u', 'v', 'w']],
    ['FROM t SELECT a', ['t']],
    ['SELECT (SELECT max(a) FROM u) FROM t WHERE a IN (SELECT b FROM v)', ['u', 't', 'v']],
    ['SELECT * FROM (SELECT * FROM t) x, (u JOIN v ON u.a = v.a), w', ['t', 'u', 'v', 'w']],
    ['SELECT * FROM ((t JOIN u ON TRUE) JOIN v ON TRUE)', ['t', 'u', 'v']],
    ['SELECT extract(year FROM d), trim(BOTH FROM s), a IS DISTINCT FROM b FROM t', ['t']],
    ['SELECT * FROM range(5) r, t, unnest([a, b]) u', ['t']],
    ['SELECT [a, b], {x: c, y: d} FROM t ORDER BY a, b', ['t']],
    ['SELECT \'FROM u\', "FROM" FROM t -- FROM v\n /* FROM w */', ['t']],
    ['SELECT t.from FROM t', ['t']],
    ['SELECT * FROM "my table" JOIN other ON TRUE', ['my table', 'other']],
    ['SELECT * FROM t UNION ALL SELECT * FROM u EXCEPT SELECT * FROM v', ['t', 'u', 'v']],
    [
      'WITH a AS (SELECT * FROM t), b(x, y) AS MATERIALIZED (SELECT * FROM a, u) SELECT * FROM a, b, v',
      ['t', 'u', 'v'],
    ],
    ['WITH t AS (SELECT * FROM t) SELECT * FROM T', ['t']],
    ['WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT * FROM r) SELECT * FROM r', []],
    ['SELECT * FROM (WITH a AS (SELECT 1) SELECT * FROM a) x, a', ['a']],
    ['SELECT * FROM t, LATERAL (SELECT * FROM u WHERE u.a = t.a)', ['t', 'u']],
    ['SELECT count(*) FILTER (WHERE a > 1), sum(a) OVER (PARTITION BY b ORDER BY c) FROM t', ['t']],
    ['(SELECT * FROM t) UNION (SELECT * FROM u)', ['t', 'u']],
    ['VALUES (1, a), (2, b)', []],
    ["SELECT $$ FROM x $$, E'\\' FROM y', '\\' FROM t", ['t']],
    ['SELECT a FROM t ASOF JOIN u ON a >= b WHERE x GROUP BY a, b HAVING c LIMIT 5', ['t', 'u']],
  ])('%s: %j', (text, views) => {
    expect(viewsOf(text)).toEqual(views)
    expect(select(`${text} ;`).text).toBe(text.trimEnd())
  })
})

function at(line: number, column: number, length: number) {
  return { line, column, length }
}

describe('versions', () => {
  it.each([
    ['SELECT t.a FROM t VERSION AS OF 3 WHERE t.a = 1', 'SELECT t.a FROM "t@v3" AS "t" WHERE t.a = 1'],
    ['SELECT * FROM t@v6', 'SELECT * FROM "t@v6" AS "t"'],
    ['SELECT `a`.`b "c` FROM `a`, `d`@v1', 'SELECT "a"."b ""c" FROM "a", "d@v1" AS "d"'],
    ['SELECT * FROM t FOR VERSION AS OF 3 x', 'SELECT * FROM "t@v3" x'],
    ['SELECT * FROM t VERSION AS OF 3 AS x(a, b)', 'SELECT * FROM "t@v3" AS x(a, b)'],
    [
      "SELECT * FROM db.`T` TIMESTAMP AS OF '2024-01-01 10:00:00' LEFT JOIN u ON TRUE",
      'SELECT * FROM "db.T@2024-01-01 10:00:00" AS "T" LEFT JOIN u ON TRUE',
    ],
    ['SELECT t.a FROM main.default.t', 'SELECT t.a FROM "main.default.t" AS "t"'],
    ['SELECT x.a FROM c.s.t x JOIN default.u USING (id)', 'SELECT x.a FROM "c.s.t" x JOIN "default"."u" USING (id)'],
    ["SELECT * FROM t TIMESTAMP AS OF DATE '2024-01-01'", 'SELECT * FROM "t@2024-01-01" AS "t"'],
    ['SELECT * FROM t@20240131235959123', 'SELECT * FROM "t@2024-01-31 23:59:59.123" AS "t"'],
    [
      'SELECT * FROM t@v1 a FULL JOIN t@v2 b USING (id) ASOF JOIN t@v3 ON TRUE',
      'SELECT * FROM "t@v1" a FULL JOIN "t@v2" b USING (id) ASOF JOIN "t@v3" AS "t" ON TRUE',
    ],
    [
      'WITH t AS (SELECT * FROM t VERSION AS OF 1) SELECT * FROM t QUALIFY a',
      'WITH t AS (SELECT * FROM "t@v1" AS "t") SELECT * FROM t QUALIFY a',
    ],
    [
      "SELECT 'FROM t VERSION AS OF 3', version FROM t version",
      "SELECT 'FROM t VERSION AS OF 3', version FROM t version",
    ],
  ])('%s', (text, expected) => {
    expect(select(text).text).toBe(expected)
  })

  it.each([
    ["SELECT * FROM table_changes('t', 1)", 'SELECT * FROM "table_changes(t, v1)" AS "table_changes"'],
    [
      "SELECT c.id FROM TABLE_CHANGES('default.`my t`', 0, 3) c, t WHERE c.id > 1",
      'SELECT c.id FROM "table_changes(default.my t, v0, v3)" c, t WHERE c.id > 1',
    ],
    [
      "SELECT * FROM t JOIN table_changes(\"t\", TIMESTAMP '2024-01-01', '2024-02-01 10:00') USING (id)",
      'SELECT * FROM t JOIN "table_changes(t, 2024-01-01, 2024-02-01 10:00)" AS "table_changes" USING (id)',
    ],
    [
      "SELECT * FROM table_changes_by_path('orders', 2) ORDER BY 1",
      'SELECT * FROM "table_changes_by_path(delta.orders, v2)" AS "table_changes_by_path" ORDER BY 1',
    ],
    ['SELECT table_changes FROM range(3)', 'SELECT table_changes FROM range(3)'],
  ])('between which changes are asked for: %s', (text, expected) => {
    expect(select(text).text).toBe(expected)
  })

  it('between which changes are asked for stand with their table', () => {
    expect(select("SELECT *\nFROM table_changes('db.t', 3, '2024-01-01')").tables).toEqual([
      {
        path: ['db', 't'],
        place: { line: 2, column: 6, length: 38 },
        places: [at(2, 20, 6), at(2, 20, 6)],
        changes: { start: { kind: 'version', version: 3 }, end: { kind: 'timestamp', timestamp: '2024-01-01' } },
        view: 'table_changes(db.t, v3, 2024-01-01)',
      },
    ])
  })

  it('are listed with their places', () => {
    expect(select('SELECT *\nFROM t VERSION AS OF 3, t').tables).toEqual([
      {
        path: ['t'],
        place: at(2, 6, 1),
        places: [at(2, 6, 1)],
        asOf: { kind: 'version', version: 3 },
        view: 't@v3',
      },
      { path: ['t'], place: at(2, 25, 1), places: [at(2, 25, 1)], asOf: undefined, view: 't' },
    ])
  })

  it.each([
    ['SELECT * FROM t VERSION AS OF x', 'PARSE_SYNTAX_ERROR', 31],
    ['SELECT * FROM t @ v6', 'PARSE_SYNTAX_ERROR', 19],
    ['SELECT * FROM t@6', 'PARSE_SYNTAX_ERROR', 17],
    ['SELECT * FROM t x VERSION AS OF 3', 'PARSE_SYNTAX_ERROR', 19],
    ['SELECT * FROM t TIMESTAMP AS OF now()', 'NOT_SUPPORTED', 33],
    ['WITH c AS (SELECT 1) SELECT * FROM c VERSION AS OF 3', 'PARSE_SYNTAX_ERROR', 36],
    ["SELECT * FROM table_changes('t')", 'WRONG_NUM_ARGS', 15],
    ["SELECT * FROM table_changes('t', 1, 2, 3)", 'WRONG_NUM_ARGS', 15],
    ['SELECT * FROM table_changes(t, 1)', 'PARSE_SYNTAX_ERROR', 29],
    ["SELECT * FROM table_changes('a b', 1)", 'PARSE_SYNTAX_ERROR', 29],
    ["SELECT * FROM table_changes('t', -1)", 'PARSE_SYNTAX_ERROR', 34],
    ["SELECT * FROM table_changes('t', now())", 'NOT_SUPPORTED', 34],
    ['WITH c AS (SELECT 1) INSERT INTO t SELECT * FROM c', 'NOT_SUPPORTED', 22],
  ])('that are wrong are told: %s', (text, code, column) => {
    expect(() => parseStatement(text)).toThrow(expect.objectContaining({ code, column }) as Error)
  })
})

it('knows where each part of its text was written', () => {
  const written = '-- one\nSELECT `a b`, x\nFROM t VERSION AS OF 3 JOIN u USING (id) GROUP BY near'
  const query = select(written)
  for (const word of ['SELECT', ', x', 'JOIN', 'USING', 'near']) {
    const found = writtenOffset(query, query.text.indexOf(word))
    expect([word, found]).toEqual([word, written.indexOf(word)])
  }
  const table = writtenOffset(query, query.text.indexOf('@v3'))
  expect(written.slice(written.indexOf('t VERSION'), table)).toMatch(/^t/)
  expect(writtenOffset(query, query.text.length)).toBe(written.length)
})
