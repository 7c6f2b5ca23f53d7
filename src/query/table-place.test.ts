import { describe, expect, it } from 'vitest'
import { parseStatement } from '../engine/sql/parse-statement.ts'
import { formatPlace, keyOf, planTables } from './table-place.ts'

function placesOf(sql: string) {
  const statement = parseStatement(sql)
  if (statement.kind !== 'select') throw new Error(`${statement.kind} is no query`)
  return planTables(statement.tables).map(({ place }) => place)
}

describe('planTables', () => {
  it.each([
    ['SELECT * FROM t', [['t']]],
    ['SELECT * FROM t VERSION AS OF 3', [['t@v3']]],
    ['SELECT * FROM s.t JOIN s.t VERSION AS OF 3 ON TRUE', [['s', 't'], ['s.t@v3']]],
    ['SELECT * FROM t JOIN T u ON TRUE JOIN main.t v ON TRUE', [['t']]],
    ['SELECT * FROM t VERSION AS OF 3 a, t VERSION AS OF 3 b, t VERSION AS OF 4 c', [['t@v3'], ['t@v4']]],
    ['SELECT * FROM a.b.c', [['a.b.c']]],
    ['SELECT * FROM default.t, main.default.t', [['default', 't'], ['main.default.t']]],
    ['SELECT * FROM a.b.c VERSION AS OF 1', [['a.b.c@v1']]],
    ["SELECT * FROM t JOIN table_changes('t', 1, 2) USING (id)", [['t'], ['table_changes(t, v1, v2)']]],
    ['SELECT 1', []],
  ])('%s', (sql, places) => {
    expect(placesOf(sql)).toEqual(places)
  })

  it('hands each table over with its place', () => {
    const tables = [{ path: ['t'], asOf: { kind: 'version', version: 3 }, view: 't@v3', more: 1 }]
    expect(planTables(tables)).toEqual([{ place: ['t@v3'], table: tables[0] }])
  })
})

describe('places', () => {
  it('are quoted as SQL', () => {
    expect(formatPlace(['a "b"', 't@v3'])).toBe('"a ""b"""."t@v3"')
  })

  it('are equal without regard to case, and with the schema that is there by default', () => {
    expect(keyOf(['T'])).toBe(keyOf(['main', 't']))
    expect(keyOf(['a.b'])).not.toBe(keyOf(['a', 'b']))
  })
})
