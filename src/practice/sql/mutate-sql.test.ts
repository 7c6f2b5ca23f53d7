import { describe, expect, it } from 'vitest'
import { mutateSql } from './mutate-sql.ts'

function mutantsOf(sql: string): string[] {
  return mutateSql(sql).map((mutant) => mutant.sql.replaceAll(/\s+/g, ' ').trim())
}

describe('mutateSql', () => {
  it.each([
    [
      'SELECT a FROM t WHERE a <= 3',
      [
        'SELECT a FROM t',
        'SELECT a FROM t WHERE a < 3',
        'SELECT a FROM t WHERE a >= 3',
        'SELECT a FROM t WHERE a <= 4',
        'SELECT a FROM t WHERE a <= 2',
      ],
    ],
    ['SELECT a - 1 FROM t', ['SELECT a + 1 FROM t', 'SELECT a - 2 FROM t', 'SELECT a - 0 FROM t']],
    ['SELECT DISTINCT a FROM t', ['SELECT a FROM t']],
    ['SELECT a FROM t UNION ALL SELECT b FROM u', ['SELECT a FROM t UNION SELECT b FROM u']],
    [
      'SELECT a FROM t LEFT JOIN u USING (a)',
      ['SELECT a FROM t JOIN u USING (a)', 'SELECT a FROM t FULL JOIN u USING (a)'],
    ],
    ['SELECT a FROM t JOIN u USING (a)', ['SELECT a FROM t LEFT JOIN u USING (a)']],
    ['SELECT a FROM t WHERE a IS NULL', ['SELECT a FROM t', 'SELECT a FROM t WHERE a IS NOT NULL']],
    ['SELECT a FROM t WHERE NOT b', ['SELECT a FROM t', 'SELECT a FROM t WHERE b']],
    ['SELECT coalesce(a, f(b, c)) FROM t', ['SELECT a FROM t']],
    ["SELECT INTERVAL '30' MINUTE", ["SELECT INTERVAL '31' MINUTE", "SELECT INTERVAL '29' MINUTE"]],
    ["SELECT 'x'", ["SELECT '~'"]],
    ['SELECT min(a), max FROM t', ['SELECT max(a), max FROM t']],
    [
      'SELECT a FROM t ORDER BY a, b DESC',
      [
        ...['SELECT a FROM t', 'SELECT a FROM t ORDER BY b DESC', 'SELECT a FROM t ORDER BY a'],
        ...['SELECT a FROM t ORDER BY a DESC, b DESC', 'SELECT a FROM t ORDER BY a, b'],
      ],
    ],
    [
      'SELECT sum(a) OVER (PARTITION BY b, c ORDER BY d ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t',
      [
        'SELECT max(a) OVER (PARTITION BY b, c ORDER BY d ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t',
        'SELECT count(a) OVER (PARTITION BY b, c ORDER BY d ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t',
        'SELECT sum(a) OVER ( ORDER BY d ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t',
        'SELECT sum(a) OVER (PARTITION BY c ORDER BY d ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t',
        'SELECT sum(a) OVER (PARTITION BY b ORDER BY d ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t',
        'SELECT sum(a) OVER (PARTITION BY b, c ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t',
        'SELECT sum(a) OVER (PARTITION BY b, c ORDER BY d DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t',
        'SELECT sum(a) OVER (PARTITION BY b, c ORDER BY d RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t',
        'SELECT sum(a) OVER (PARTITION BY b, c ORDER BY d ) FROM t',
      ],
    ],
    [
      'SELECT CASE WHEN a AND b THEN c ELSE CASE WHEN d THEN e END END FROM t',
      [
        'SELECT CASE WHEN a OR b THEN c ELSE CASE WHEN d THEN e END END FROM t',
        'SELECT CASE WHEN a AND b THEN c END FROM t',
      ],
    ],
    [
      'SELECT a FROM t WHERE a BETWEEN b AND c AND d GROUP BY a, e HAVING f ORDER BY a',
      [
        'SELECT a FROM t GROUP BY a, e HAVING f ORDER BY a',
        'SELECT a FROM t WHERE a BETWEEN b AND c OR d GROUP BY a, e HAVING f ORDER BY a',
        'SELECT a FROM t WHERE a BETWEEN b AND c AND d GROUP BY e HAVING f ORDER BY a',
        'SELECT a FROM t WHERE a BETWEEN b AND c AND d GROUP BY a HAVING f ORDER BY a',
        'SELECT a FROM t WHERE a BETWEEN b AND c AND d GROUP BY a, e ORDER BY a',
        'SELECT a FROM t WHERE a BETWEEN b AND c AND d GROUP BY a, e HAVING f',
        'SELECT a FROM t WHERE a BETWEEN b AND c AND d GROUP BY a, e HAVING f ORDER BY a DESC',
      ],
    ],
  ])('%s', (sql, mutants) => {
    expect(mutantsOf(sql).toSorted()).toEqual(mutants.toSorted())
  })

  it('leaves stars, comments and DISTINCT FROM alone, and names each by its place', () => {
    expect(mutateSql('SELECT count(*), t.* FROM t -- a < b')).toEqual([])
    expect(mutateSql('SELECT a IS DISTINCT FROM b')).toEqual([])
    expect(mutateSql('SELECT a\nFROM t WHERE a = 1').map(({ id }) => id)).toEqual([
      '2:8 WHERE a = 1 → nothing',
      '2:16 = → <>',
      '2:18 1 → 2',
      '2:18 1 → 0',
    ])
  })
})
