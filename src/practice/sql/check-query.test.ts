import { describe, expect, it } from 'vitest'
import { checkQuery } from './check-query.ts'

function problemOf(sql: string) {
  const checked = checkQuery(sql, ['emp', 'dept'])
  return 'problem' in checked ? checked.problem : undefined
}

describe('takes one SELECT, however it is written', () => {
  it.each([
    'SELECT 1',
    'select * from emp;',
    'SELECT * FROM emp ; -- done; really',
    'SELECT 1;;',
    'SELECT 1; ; -- done\n ;',
    'SELECT * FROM main.emp JOIN Memory.MAIN."dept" ON true',
    'WITH query AS (SELECT 1), read_ahead(a, "b c") AS (SELECT 1, 2) SELECT * FROM query, read_ahead',
    'WITH daily_scan(x) AS NOT MATERIALIZED (VALUES (1)) SELECT * FROM daily_scan',
    '/* ; /* nested ; */ */ WITH a AS (SELECT * FROM emp) SELECT * FROM a',
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT i FROM n, emp',
    'WITH a(x) AS MATERIALIZED (SELECT 1), "b c" AS (SELECT x FROM a) FROM "b c"',
    'FROM emp SELECT dept',
    '(SELECT 1) UNION ALL (SELECT 2)',
    'VALUES (1), (2)',
    `SELECT e.dept FROM "emp" e JOIN EMP f USING (dept), (VALUES ('a')) v`,
    "SELECT dept FROM emp WHERE dept IN ('a', 'b') AND sal BETWEEN 1 AND 2",
    "SELECT extract(year FROM DATE '2024-01-01'), trim(both 'x' FROM 'xax'), 1 IS DISTINCT FROM 2",
    "SELECT * FROM range(DATE '2024-01-01', DATE '2024-02-01', INTERVAL '1' DAY) t(d) LEFT JOIN dept ON since = d",
    "SELECT sum(sal) FILTER (WHERE dept = 'A') OVER (PARTITION BY dept ORDER BY sal ROWS UNBOUNDED PRECEDING) FROM emp",
    'SELECT DISTINCT ON (dept) * REPLACE (sal + 1 AS sal) FROM emp QUALIFY row_number() OVER () = 1',
    'SELECT copy, load, show AS describe, e.set FROM emp e',
    "SELECT regexp_matches(dept, '\\d+') FROM emp ASOF JOIN dept ON true",
    'SELECT * FROM emp, LATERAL (SELECT emp.sal + 1) t',
    'SELECT unnest([1, 2]), pg_typeof(1) FROM unnest([3])',
  ])('%s', (sql) => {
    expect(problemOf(sql)).toBeUndefined()
  })

  it('leaves comments and the semicolon out, and every place where it was', () => {
    const sql = '-- all;\nSELECT /* é🦆 */ dept -- x\r\nFROM emp ; '
    const checked = checkQuery(sql, ['emp']) as { readonly text: string }
    expect(checked.text).toBe('       \nSELECT           dept     \r\nFROM emp')
    expect(checked.text.indexOf('FROM')).toBe(sql.indexOf('FROM'))
  })
})

describe('says by name what it does not take, and where', () => {
  it.each([
    ['', 'There is no query yet.', 1, 1],
    [' -- nothing', 'There is no query yet.', 1, 12],
    ['\n  DROP TABLE emp', 'DROP is not taken here: a query begins with SELECT, WITH, FROM or VALUES.', 2, 3],
    ['SELECT 1; DELETE FROM emp', 'A second statement begins here, with DELETE: one SELECT is taken.', 1, 11],
    ['SELECT 1;; SELECT 2', 'A second statement begins here, with SELECT: one SELECT is taken.', 1, 12],
    ['SELECT * FROM main.other', 'main.other is no table here: the tables are emp, dept.', 1, 15],
    ['SELECT * FROM main.duckdb_tables', 'main.duckdb_tables is no table here: the tables are emp, dept.', 1, 15],
    [
      "WITH a AS (SELECT 1), read_csv('f') AS (SELECT 1) SELECT 1",
      'read_csv is not taken here: it reads files or addresses.',
      1,
      23,
    ],
    ['SELECT * FROM emp, read_text(dept) AS (a)', 'read_text is not taken here: it reads files or addresses.', 1, 20],
    ["SELECT * FROM 'a.csv'", "Files and addresses are not read here: 'a.csv'.", 1, 15],
    [
      "SELECT *\nFROM emp, 'https://x.y/a.parquet' t",
      "Files and addresses are not read here: 'https://x.y/a.parquet'.",
      2,
      11,
    ],
    ['SELECT * FROM "a.csv"', 'a.csv is no table here: the tables are emp, dept.', 1, 15],
    ['SELECT * FROM emp JOIN x.y ON true', 'x.y is no table here: the tables are emp, dept.', 1, 24],
    ["SELECT read_text('/etc/passwd')", 'read_text is not taken here: it reads files or addresses.', 1, 8],
    ['SELECT $$a$$', 'A $ is not taken here: texts stand in single quotes.', 1, 8],
    ['SELECT `dept` FROM emp', 'DuckDB does not know backquotes: names stand in double quotes.', 1, 8],
    ["SELECT 'a", "the text that begins here has no end; expected '", 1, 8],
    ['SELECT * FROM emp VERSION AS OF 3', 'emp has no versions here.', 1, 15],
  ])('%j', (sql, message, line, column) => {
    expect(problemOf(sql)).toEqual({ message, line, column })
  })

  it('a name it does not know is left to DuckDB, which has a better answer', () => {
    expect(problemOf('SELECT * FROM emq')).toBeUndefined()
  })
})
