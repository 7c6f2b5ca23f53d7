import type { Expression } from '../predicate/expression.ts'
import { parseExpression } from './parse-expression.ts'
import { SourceText } from './source.ts'
import { TokenStream } from './token-stream.ts'
import { Lexer, type Dialect } from './tokens.ts'

/**
 * Reads a text that is one expression: a CHECK constraint, a generation expression, a predicate of Spark's, or of a query that
 * DuckDB runs. Throws `SqlError`.
 */
export function parseExpressionText(text: string, dialect: Dialect = 'spark'): Expression {
  const source = new SourceText(text)
  const tokens = new TokenStream(source, new Lexer(source, { start: 0, end: text.length }, dialect).readStatement())
  const expression = parseExpression(tokens)
  const { text: end } = tokens.peek()
  tokens.expectEnd('the end of the expression')
  if (end !== '') throw tokens.unexpected('the end of the expression')
  return expression
}
