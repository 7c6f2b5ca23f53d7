import { describe, expect, it } from 'vitest'
import { parseSchema } from '../delta/schema.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import { resolveExpression, resolvePredicate } from './resolve.ts'
import { TEST_TABLE } from './test-expressions.ts'
import type { Relation } from './scope.ts'
import { formatType } from './types.ts'

const SOURCE: Relation = {
  name: 'S',
  fields: [
    { name: 'Id', type: { kind: 'integer' }, nullable: false },
    { name: 'label', type: { kind: 'string' }, nullable: true },
    { name: 'tags', type: { kind: 'array', element: { kind: 'string' }, containsNull: true }, nullable: true },
  ],
}

function typeOf(text: string): string {
  return formatType(resolveExpression(parseExpressionText(text), [TEST_TABLE, SOURCE]).type)
}

describe('types of results', () => {
  it.each([
    ['i + y', 'INT'],
    ['y + y', 'TINYINT'],
    ['i + l', 'BIGINT'],
    ['i / i', 'DOUBLE'],
    ['i + d', 'DOUBLE'],
    ['i + f', 'DOUBLE'],
    ['f + f', 'FLOAT'],
    ['m + m', 'DECIMAL(11, 2)'],
    ['m * m', 'DECIMAL(21, 4)'],
    ['m / m', 'DECIMAL(23, 13)'],
    ['m % m', 'DECIMAL(10, 2)'],
    ['m + 1', 'DECIMAL(11, 2)'],
    ['m + i', 'DECIMAL(13, 2)'],
    ['m + d', 'DOUBLE'],
    ['CAST(1 AS DECIMAL(38, 10)) * CAST(1 AS DECIMAL(38, 10))', 'DECIMAL(38, 6)'],
    ['CAST(1 AS DECIMAL(38, 20)) + CAST(1 AS DECIMAL(38, 20))', 'DECIMAL(38, 19)'],
    ["'5' + 1", 'BIGINT'],
    ["'5' + 1.5", 'DOUBLE'],
    ['day + 1', 'DATE'],
    ['-m', 'DECIMAL(10, 2)'],
    ['coalesce(i, l)', 'BIGINT'],
    ['coalesce(1Y, 1F)', 'DOUBLE'],
    ['coalesce(i, m, 1.123)', 'DECIMAL(13, 3)'],
    ['coalesce(day, ts)', 'TIMESTAMP'],
    ['CASE WHEN b THEN 1 ELSE NULL END', 'INT'],
    ['NULL', 'VOID'],
    ['5000000000', 'BIGINT'],
    ['50000000000000000000', 'DECIMAL(20, 0)'],
    ['1.50', 'DECIMAL(3, 2)'],
    ['0.05', 'DECIMAL(2, 2)'],
    ['1e3', 'DOUBLE'],
    ['n.x', 'INT'],
    ['t.n.NAME', 'STRING'],
    ['s.id', 'INT'],
    ['tags', 'ARRAY<STRING>'],
    ['tags IS NULL', 'BOOLEAN'],
  ])('%s is %s', (text, type) => {
    expect(typeOf(text)).toBe(type)
  })
})

describe('errors', () => {
  it.each([
    ['x = 1', 'UNRESOLVED_COLUMN', 1, 1],
    ['i = 1 AND t.zzz = 1', 'UNRESOLVED_COLUMN', 11, 5],
    ['n.y = 1', 'UNRESOLVED_COLUMN', 1, 3],
    ['i = b', 'DATATYPE_MISMATCH', 5, 1],
    ['i AND b', 'DATATYPE_MISMATCH', 1, 1],
    ['b + 1 = 2', 'DATATYPE_MISMATCH', 1, 5],
    ['day + 1.5 = day', 'DATATYPE_MISMATCH', 1, 9],
    ['day - day = 1', 'DATATYPE_MISMATCH', 1, 9],
    ['tags = 1', 'DATATYPE_MISMATCH', 1, 4],
    ['i IN (1, TRUE)', 'DATATYPE_MISMATCH', 10, 4],
    ['CAST(b AS DATE) = day', 'DATATYPE_MISMATCH', 1, 15],
    ['length(i, 2) = 1', 'WRONG_NUM_ARGS', 1, 12],
    ['i = reverse(s.id)', 'UNRESOLVED_ROUTINE', 5, 13],
    ['abs(b) = 1', 'DATATYPE_MISMATCH', 5, 1],
    ["i > 'a'", 'CAST_INVALID_INPUT', 5, 3],
    ["day = '2024-02-30'", 'CAST_INVALID_INPUT', 7, 12],
  ])('of %s: %s', (text, code, column, length) => {
    const resolve = (): unknown => resolvePredicate(parseExpressionText(text), [TEST_TABLE, SOURCE])
    expect(resolve).toThrow(expect.objectContaining({ code, line: 1, column, length }))
  })

  it('tell a name that two tables have, and take it with its table', () => {
    const scope = [SOURCE, { ...SOURCE, name: 'u' }]
    const resolve = (text: string): unknown => resolveExpression(parseExpressionText(text), scope)
    expect(() => resolve('id = 1')).toThrow(expect.objectContaining({ code: 'AMBIGUOUS_REFERENCE', column: 1 }))
    expect(resolve('u.id')).toMatchObject({ path: [3], name: 'Id', nullable: false })
  })

  it('name the columns there are', () => {
    const resolve = (): unknown => resolveExpression(parseExpressionText('name'), [SOURCE])
    expect(resolve).toThrow('there is no column name; there are Id, label, tags')
  })
})

it('takes a schema of Delta as it is', () => {
  const schema = parseSchema(
    JSON.stringify({
      type: 'struct',
      fields: [
        { name: 'id', type: 'long', nullable: false, metadata: {} },
        {
          name: 'tags',
          type: { type: 'map', keyType: 'string', valueType: 'variant', valueContainsNull: true },
          nullable: true,
          metadata: {},
        },
      ],
    }),
  )
  const relation: Relation = { name: undefined, fields: schema.fields }
  expect(resolveExpression(parseExpressionText('id + 1'), [relation]).type).toEqual({ kind: 'long' })
})
