import { describe, expect, it } from 'vitest'
import { columnsOf } from '../predicate/typed-expression.ts'
import { compilePredicate } from '../predicate/evaluate.ts'
import { formatExpression } from '../predicate/format-expression.ts'
import { resolvePredicate } from '../predicate/resolve.ts'
import { planSkip } from '../predicate/skip.ts'
import { MOST_EXPRESSION_DEPTH } from './parse-expression.ts'
import { parseExpressionText } from './parse-expression-text.ts'
import { parseStatement } from './parse-statement.ts'

describe('expressions', () => {
  it('know where each part stands', () => {
    const text = "a = 1\n  AND (b.c + 2 > 'x')"
    expect(parseExpressionText(text)).toMatchObject({
      kind: 'and',
      place: { line: 1, column: 1, length: text.length },
      operands: [
        { place: { line: 1, column: 1, length: 5 }, right: { place: { line: 1, column: 5, length: 1 } } },
        { place: { line: 2, column: 8, length: 13 }, left: { left: { path: ['b', 'c'] } } },
      ],
    })
  })

  it.each([
    ['a NOT IN (1)', { kind: 'in', isNegated: true }],
    ['a IS NOT NULL', { kind: 'is-null', isNegated: true }],
    ['a IS UNKNOWN', { kind: 'is-null', isNegated: false }],
    ['a IS NOT FALSE', { kind: 'not', operand: { operator: '<=>' } }],
    ['a != 1', { operator: '<>' }],
    ['a == 1', { operator: '=' }],
    ['! a', { kind: 'not' }],
    ['+a', { kind: 'column' }],
    ['-a', { kind: 'negate' }],
    ['- 5', { kind: 'literal', value: -5 }],
    ['ABS(a)', { kind: 'call', name: 'abs' }],
    ['date', { kind: 'column', path: ['date'] }],
    ["date '2024-01-01'", { kind: 'literal', value: 19_723 }],
    ["a LIKE 'x' ESCAPE '\u{1f600}'", { kind: 'like', escape: '\u{1f600}' }],
    ['/* a /* b */ c */ 5 -- 6', { kind: 'literal', value: 5 }],
    ["'a\\u0041\\t'", { value: 'aA\t' }],
    [String.raw`'a\'b'`, { kind: 'literal', value: "a'b" }],
    ['`a``b`', { kind: 'column', path: ['a`b'] }],
  ])('reads %s', (text, expected) => {
    expect(parseExpressionText(text)).toMatchObject(expected)
  })

  it.each([
    ['', 'PARSE_SYNTAX_ERROR', 1, 0, 'the statement ends here; expected a value'],
    ['a =', 'PARSE_SYNTAX_ERROR', 4, 0, 'the statement ends here; expected a value'],
    ['a b', 'PARSE_SYNTAX_ERROR', 3, 1, 'b stands here; expected the end of the expression'],
    ['(a', 'PARSE_SYNTAX_ERROR', 3, 0, 'expected )'],
    ['a = 1;', 'PARSE_SYNTAX_ERROR', 6, 1, 'expected the end'],
    ['a IN 1', 'PARSE_SYNTAX_ERROR', 6, 1, 'expected ('],
    ['a IN (1 2)', 'PARSE_SYNTAX_ERROR', 9, 1, 'expected , or )'],
    ['a BETWEEN 1 OR 2', 'PARSE_SYNTAX_ERROR', 13, 2, 'expected AND'],
    ['CASE a END', 'PARSE_SYNTAX_ERROR', 8, 3, 'expected WHEN'],
    ['CAST(a AS FOO)', 'PARSE_SYNTAX_ERROR', 11, 3, 'expected a type'],
    ['CAST(a AS DECIMAL(39, 2))', 'INVALID_LITERAL', 11, 14, '1 to 38 digits'],
    ['select + 1', 'PARSE_SYNTAX_ERROR', 1, 6, 'put it in backquotes'],
    ['5a', 'PARSE_SYNTAX_ERROR', 1, 2, '5a is neither a number nor a name'],
    ['a # b', 'PARSE_SYNTAX_ERROR', 3, 1, '# stands here'],
    ["a = 'x", 'UNCLOSED_TEXT', 5, 1, "expected '"],
    // Spark 4.0.1 reads two texts side by side, Spark since SPARK-52545 an apostrophe.
    ["'a''b'", 'PARSE_SYNTAX_ERROR', 3, 2, "write \\'"],
    ['"a""b"', 'PARSE_SYNTAX_ERROR', 3, 2, 'write \\"'],
    ['a = /* x', 'UNCLOSED_TEXT', 5, 1, 'expected */'],
    ['200Y', 'INVALID_LITERAL', 1, 4, 'outside the range'],
    ['1.5L', 'INVALID_LITERAL', 1, 4, 'no whole number'],
    ['1e999', 'INVALID_LITERAL', 1, 5, 'too large'],
    ["DATE '2024-02-30'", 'INVALID_LITERAL', 1, 17, 'cannot be read as DATE'],
    ["X'abc'", 'INVALID_LITERAL', 1, 6, 'pairs'],
    ["a LIKE 'x' ESCAPE 'ab'", 'INVALID_ESC', 19, 4, 'one character'],
    ['a = (SELECT 1)', 'NOT_SUPPORTED', 6, 6, 'subqueries are not supported here'],
    ['a IN (SELECT 1)', 'NOT_SUPPORTED', 6, 1, 'subqueries'],
    ['EXISTS (SELECT 1)', 'NOT_SUPPORTED', 1, 6, 'subqueries'],
    ['count(*) > 1', 'NOT_SUPPORTED', 1, 5, 'aggregate functions'],
    ['rank() OVER (ORDER BY a)', 'NOT_SUPPORTED', 1, 4, 'window functions'],
    ['abs(a) OVER ()', 'NOT_SUPPORTED', 1, 6, 'window functions'],
    ['a = INTERVAL 1 DAY', 'NOT_SUPPORTED', 5, 8, 'INTERVAL'],
    ['a::int', 'NOT_SUPPORTED', 2, 2, 'write CAST'],
    ['a[0] = 1', 'NOT_SUPPORTED', 2, 1, '[ ]'],
    ["a NOT RLIKE 'x'", 'NOT_SUPPORTED', 7, 5, 'RLIKE'],
    ['a DIV 2', 'NOT_SUPPORTED', 3, 3, 'DIV'],
    ['(a, b) = 1', 'NOT_SUPPORTED', 3, 1, 'several values'],
    ['now() > a', 'NOT_SUPPORTED', 1, 3, 'another value at each run'],
  ] as const)('of %j are refused: %s', (text, code, column, length, message) => {
    const error = expect.objectContaining({ code, line: 1, column, length }) as Error
    expect(() => parseExpressionText(text)).toThrow(error)
    expect(() => parseExpressionText(text)).toThrow(message)
  })

  const deep = (depth: number, [before, inside, after]: readonly [string, string, string]): string =>
    before.repeat(depth) + inside + after.repeat(depth)

  it.each([
    ['parentheses', ['(', 'a', ')']],
    ['NOT', ['NOT ', 'a', '']],
    ['minus', ['- ', 'a', '']],
    ['plus', ['+ ', 'a', '']],
    ['sums', ['', 'a', ' + 1']],
    ['calls', ['abs(', 'a', ')']],
    ['CASE', ['CASE WHEN ', 'a', ' THEN 1 END']],
    ['sums in parentheses', ['(', 'a', ' + 1)']],
    ['BETWEEN', ['(', 'a', ') BETWEEN FALSE AND TRUE']],
    ['IS NULL', ['(', 'a', ') IS NULL']],
  ] as const)('nested too deep are refused, not run into the ground: %s', (_, parts) => {
    expect(() => parseExpressionText(deep(MOST_EXPRESSION_DEPTH + 1, parts))).toThrow(
      expect.objectContaining({ code: 'NESTED_TOO_DEEP' }) as Error,
    )
    expect(() => parseExpressionText(deep(50_000, parts))).toThrow(
      expect.objectContaining({ code: 'NESTED_TOO_DEEP' }) as Error,
    )
  })

  it('of the greatest depth can be used', () => {
    const text = deep(MOST_EXPRESSION_DEPTH - 2, ['(', 'a', ') BETWEEN FALSE AND TRUE'])
    const fields = [{ name: 'a', type: { kind: 'boolean' }, nullable: true }] as const
    const predicate = resolvePredicate(parseExpressionText(text), [{ name: undefined, fields }])
    expect(compilePredicate(predicate)([true])).toBe(true)
    expect(columnsOf(predicate)).toHaveLength(1)
    expect(planSkip(predicate).decide([{ min: true, max: true, nulls: 'none' }])).toBe('all')
    expect(formatExpression(parseExpressionText(formatExpression(parseExpressionText(text))))).toContain('BETWEEN')
  })

  it('of many operands are flat', () => {
    const text = Array.from({ length: 5000 }, (_, n) => `a = ${n}`).join(' OR ')
    expect(parseExpressionText(text)).toMatchObject({ kind: 'or', operands: { length: 5000 } })
    const items = Array.from({ length: 5000 }, (_, n) => n).join(', ')
    expect(parseStatement(`DELETE FROM t WHERE a IN (${items})`)).toMatchObject({ where: { items: { length: 5000 } } })
  })
})
