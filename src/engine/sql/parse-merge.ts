import type { Expression } from '../predicate/expression.ts'
import { SqlError } from '../predicate/sql-error.ts'
import type { SqlErrorCode } from '../predicate/sql-error.ts'
import { parseExpression } from './parse-expression.ts'
import { parseAssignedValue, parseAssignments, parseColumnNames, parseRows } from './parse-parts.ts'
import { parseTableReference, tryParseAlias, tryParseAsOf } from './parse-parts.ts'
import type { MergeClause, MergeInsert, MergeSource, MergeStatement, MergeUpdate } from './statement.ts'
import type { TokenStream } from './token-stream.ts'
import type { Token } from './tokens.ts'

/**
 * `MERGE [WITH SCHEMA EVOLUTION] INTO t [[AS] alias] USING source ON condition clause…`; MERGE is read. A source is
 * `s [AS OF …] [[AS] alias]` or `(VALUES (…), …) [[AS] alias [(columns)]]`, the alias also inside the parentheses.
 */
export function parseMerge(tokens: TokenStream): MergeStatement {
  const withSchemaEvolution = tokens.tryWords('WITH', 'SCHEMA', 'EVOLUTION')
  tokens.expectWords('INTO')
  const table = parseTableReference(tokens)
  tokens.expectWords('USING')
  const source = parseSource(tokens)
  tokens.expectWords('ON')
  const on = parseExpression(tokens)
  const clauses: MergeClause[] = []
  while (tokens.isWords('WHEN')) clauses.push(parseClause(tokens))
  if (clauses.length === 0) {
    const isEnd = tokens.peek().kind === 'end'
    if (!isEnd) throw tokens.unexpected('WHEN')
    throw tokens.error('MERGE_WITHOUT_WHEN', 'MERGE has at least one WHEN clause; the statement ends here')
  }
  checkConditions(clauses)
  return { kind: 'merge', table, withSchemaEvolution, source, on, clauses }
}

function parseSource(tokens: TokenStream): MergeSource {
  const start = tokens.peek()
  if (!tokens.trySymbol('(')) {
    const named = tokens.readPlacedPath("a table's name or (VALUES …)")
    const place = tokens.placeFrom(start)
    return { kind: 'table', ...named, place, asOf: tryParseAsOf(tokens), alias: tryParseAlias(tokens) }
  }
  const isQuery = ['SELECT', 'WITH', 'FROM'].some((word) => tokens.isWords(word))
  if (isQuery) throw tokens.unsupported('a query as the source of MERGE (write VALUES, or a table) is')
  tokens.expectWords('VALUES')
  const rows = parseRows(tokens, () => parseExpression(tokens))
  const inner = parseNamed(tokens)
  tokens.expectSymbol(')')
  const outer = parseNamed(tokens)
  const columns = outer.columns ?? inner.columns
  const count = rows[0]?.length ?? 0
  if (columns !== undefined && columns.length !== count) {
    const message = `${columns.length} columns are named, but the rows have ${count} values`
    throw tokens.error('INSERT_COLUMN_ARITY_MISMATCH', message, start)
  }
  const alias = outer.alias ?? inner.alias
  const unnamed = (rows[0] ?? []).map((_, i) => `col${i + 1}`)
  return { kind: 'values', rows, alias, columns: columns ?? unnamed }
}

interface Named {
  readonly alias: string | undefined
  readonly columns: readonly string[] | undefined
}

function parseNamed(tokens: TokenStream): Named {
  const alias = tryParseAlias(tokens)
  return { alias, columns: alias !== undefined && tokens.isSymbol('(') ? parseColumnNames(tokens) : undefined }
}

function parseClause(tokens: TokenStream): MergeClause {
  const start = tokens.next()
  const isNot = tokens.tryWords('NOT')
  tokens.expectWords('MATCHED')
  const isBySource = isNot && tokens.tryWords('BY', 'SOURCE')
  if (isNot && !isBySource && tokens.tryWords('BY')) tokens.expectWords('TARGET')
  const condition: Expression | undefined = tokens.tryWords('AND') ? parseExpression(tokens) : undefined
  if (!tokens.tryWords('THEN')) throw tokens.unexpected(condition === undefined ? 'AND or THEN' : 'THEN')
  if (isNot && !isBySource) {
    const action = parseInsertAction(tokens)
    return { when: 'not-matched', condition, action, place: tokens.placeFrom(start) }
  }
  const action = parseChangeAction(tokens, isBySource)
  return { when: isBySource ? 'not-matched-by-source' : 'matched', condition, action, place: tokens.placeFrom(start) }
}

function parseChangeAction(tokens: TokenStream, isBySource: boolean): MergeUpdate | { readonly kind: 'delete' } {
  if (tokens.tryWords('DELETE')) return { kind: 'delete' }
  const start = tokens.peek()
  if (!tokens.tryWords('UPDATE')) throw tokens.unexpected('UPDATE or DELETE')
  tokens.expectWords('SET')
  if (!tokens.isSymbol('*')) return { kind: 'update', assignments: parseAssignments(tokens) }
  if (isBySource) throw tokens.unexpected('column = value, for there is no source row')
  tokens.next()
  refuseExcept(tokens, start)
  return { kind: 'update-all' }
}

function parseInsertAction(tokens: TokenStream): MergeInsert {
  const start = tokens.peek()
  if (!tokens.tryWords('INSERT')) throw tokens.unexpected('INSERT')
  if (tokens.trySymbol('*')) {
    refuseExcept(tokens, start)
    return { kind: 'insert-all' }
  }
  if (!tokens.isSymbol('(')) throw tokens.unexpected('* or columns in parentheses')
  const columns = parseColumnNames(tokens)
  tokens.expectWords('VALUES')
  const values = tokens.readParenthesized(() => parseAssignedValue(tokens))
  if (values.length === columns.length) return { kind: 'insert', columns, values }
  const message = `there are ${columns.length} columns, but ${values.length} values`
  throw tokens.error('INSERT_COLUMN_ARITY_MISMATCH', message, start)
}

function refuseExcept(tokens: TokenStream, start: Token): void {
  if (tokens.isWords('EXCEPT')) throw tokens.unsupported('* EXCEPT is', start)
}

const OMITTED: Readonly<Record<MergeClause['when'], SqlErrorCode>> = {
  matched: 'NON_LAST_MATCHED_CLAUSE_OMIT_CONDITION',
  'not-matched': 'NON_LAST_NOT_MATCHED_BY_TARGET_CLAUSE_OMIT_CONDITION',
  'not-matched-by-source': 'NON_LAST_NOT_MATCHED_BY_SOURCE_CLAUSE_OMIT_CONDITION',
}

/** A clause without a condition takes every row: what stands behind it would never run. */
function checkConditions(clauses: readonly MergeClause[]): void {
  for (const [i, { when, condition, place }] of clauses.entries()) {
    const isLast = !clauses.slice(i + 1).some((later) => later.when === when)
    if (condition !== undefined || isLast) continue
    const message =
      'this clause has no condition, so later clauses of its kind never run; add AND condition, or move it last'
    throw new SqlError(OMITTED[when], message, place)
  }
}
