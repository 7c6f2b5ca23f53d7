import { describe, expect, it } from 'vitest'
import { breakTies } from './break-ties.ts'

const ASKED = { columns: ['a', 'b', 'c'], orderBy: ['a', 'c DESC'] }
const TURNED = ', 1 DESC NULLS LAST, 3 ASC NULLS FIRST'

function sqlOf(sql: string, kind: 'order' | 'frame', asked = ASKED): string[] {
  return breakTies(sql, asked).flatMap((each) => (each.kind === kind ? [each.sql] : []))
}

describe('ties of the query’s own ORDER BY', () => {
  it.each([
    ['SELECT a, b, c FROM t ORDER BY a|', ''],
    ['SELECT a, b, c FROM t ORDER BY a, upper(b) DESC NULLS LAST|', ' LIMIT 3 OFFSET 1'],
    ['(FROM t) UNION ALL (FROM u ORDER BY 1) ORDER BY 1|', ''],
    ['WITH t AS (SELECT 1 ORDER BY 1) (SELECT a, b, c FROM t ORDER BY (SELECT 1)|', ') LIMIT 9'],
  ])('%s%s', (sql, behind) => {
    const [before = ''] = sql.split('|')
    expect(sqlOf(before + behind, 'order')).toEqual([before + TURNED + behind])
  })

  it('there are none without one, in ORDER BY ALL, and where no order is asked for', () => {
    expect(sqlOf('SELECT a, b, c FROM t', 'order')).toEqual([])
    expect(sqlOf('SELECT a, b, c FROM t ORDER BY ALL', 'order')).toEqual([])
    expect(sqlOf('SELECT a, b, c FROM t ORDER BY a', 'order', { ...ASKED, orderBy: [] })).toEqual([])
  })
})

describe('ties of a ROWS frame', () => {
  it('a number by chance follows its ORDER BY, and the same one turned round', () => {
    const sql =
      'SELECT sum(a) OVER (PARTITION BY (b) ORDER BY c ROWS 2 PRECEDING), count(*) OVER (rows BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t'
    const [first, second] = sqlOf(sql, 'frame')
    expect(first).toBe(
      'SELECT sum(a) OVER (PARTITION BY (b) ORDER BY c , random() ROWS 2 PRECEDING), count(*) OVER (ORDER BY random() rows BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t',
    )
    expect(second).toBe(first?.replaceAll('random()', 'random() DESC'))
  })

  it('frames of peers, other windows and columns of the name are left alone', () => {
    for (const window of ['ORDER BY c', 'ORDER BY c RANGE UNBOUNDED PRECEDING', 'ORDER BY c GROUPS 1 PRECEDING', '']) {
      expect(sqlOf(`SELECT sum(a) OVER (${window}), rows, "ROWS" FROM t ORDER BY rows`, 'frame')).toEqual([])
    }
  })

  it('there are none where a CTE is run anew wherever it is named, as chance would differ', () => {
    const cte = (how: string) =>
      `WITH w AS ${how} (SELECT a, sum(a) OVER (ORDER BY c ROWS 1 PRECEDING) AS b FROM t) SELECT * FROM w, w AS v`
    expect(sqlOf(cte('NOT MATERIALIZED'), 'frame')).toEqual([])
    expect(sqlOf(cte(''), 'frame')).toHaveLength(2)
  })
})
