import type { Expression } from '../predicate/expression.ts'
import { parseExpression } from './parse-expression.ts'
import { parseAssignedValue, parseAssignments, parseColumnNames, parseRows, parseTableName } from './parse-parts.ts'
import { parseTableReference, tryParseWhere } from './parse-parts.ts'
import type { DeleteStatement, InsertStatement, PartitionValue, UpdateStatement } from './statement.ts'
import { parseRangeQuery } from './parse-range-query.ts'
import type { TokenStream } from './token-stream.ts'
import type { Token } from './tokens.ts'

/**
 * `INSERT (INTO | OVERWRITE) [TABLE] t [PARTITION (p [= value], …)] [(columns)] (VALUES (…), … | SELECT …)`, or
 * `INSERT INTO [TABLE] t REPLACE WHERE condition (VALUES … | SELECT …)`; INSERT is read.
 */
export function parseInsert(tokens: TokenStream): InsertStatement {
  if (tokens.isWords('WITH')) throw tokens.unsupported('INSERT WITH SCHEMA EVOLUTION is')
  const isOverwrite = tokens.tryWords('OVERWRITE')
  if (!isOverwrite && !tokens.tryWords('INTO')) throw tokens.unexpected('INTO or OVERWRITE')
  tokens.tryWords('TABLE')
  const table = parseTableName(tokens)
  const replaceWhere = isOverwrite ? undefined : tryParseReplaceWhere(tokens)
  const head = { kind: 'insert', table, isOverwrite, replaceWhere } as const
  if (replaceWhere !== undefined)
    return { ...head, ...parseSource(tokens, undefined), columns: undefined, partition: [] }
  refuseInsertForms(tokens)
  const partition = tokens.tryWords('PARTITION') ? tokens.readParenthesized(() => parsePartitionValue(tokens)) : []
  if (tokens.isWords('IF')) throw tokens.unsupported('IF NOT EXISTS is')
  const columns = tokens.isSymbol('(') ? parseColumnNames(tokens) : undefined
  return { ...head, ...parseSource(tokens, columns), columns, partition }
}

/** REPLACE USING and REPLACE ON are Databricks' alone up to Delta 4.2. */
function tryParseReplaceWhere(tokens: TokenStream): Expression | undefined {
  if (!tokens.tryWords('REPLACE', 'WHERE')) return undefined
  return parseExpression(tokens)
}

function parseSource(
  tokens: TokenStream,
  columns: readonly string[] | undefined,
): Pick<InsertStatement, 'rows' | 'query'> {
  refuseInsertForms(tokens)
  if (tokens.isWords('SELECT')) {
    const query = parseRangeQuery(tokens)
    ensureAsMany(tokens, columns, query.values.length)
    return { rows: [], query }
  }
  if (!tokens.tryWords('VALUES')) {
    throw tokens.unexpected(columns === undefined ? 'columns in parentheses, or VALUES' : 'VALUES')
  }
  const start = tokens.peek()
  const rows = parseRows(tokens, () => parseAssignedValue(tokens))
  ensureAsMany(tokens, columns, rows[0]?.length ?? 0, start)
  return { rows, query: undefined }
}

function ensureAsMany(tokens: TokenStream, columns: readonly string[] | undefined, count: number, start?: Token): void {
  if (columns === undefined || columns.length === count) return
  const message = `there are ${columns.length} columns, but rows of ${count} values`
  throw tokens.error('INSERT_COLUMN_ARITY_MISMATCH', message, start)
}

function refuseInsertForms(tokens: TokenStream): void {
  if (tokens.isWords('BY', 'NAME')) throw tokens.unsupported('INSERT BY NAME is')
  if (tokens.isWords('REPLACE')) throw tokens.unsupported('INSERT with REPLACE USING or REPLACE ON is')
  const isQuery = ['WITH', 'FROM', 'TABLE'].some((word) => tokens.isWords(word))
  if (isQuery) throw tokens.unsupported('INSERT of such a query (write VALUES, or SELECT … FROM range(n)) is')
}

function parsePartitionValue(tokens: TokenStream): PartitionValue {
  const column = tokens.readName('a partition column')
  const value: Expression | undefined = tokens.trySymbol('=') ? parseExpression(tokens) : undefined
  return { column, value }
}

/** `UPDATE t [[AS] alias] SET column = value, … [WHERE condition]`; UPDATE is read. */
export function parseUpdate(tokens: TokenStream): UpdateStatement {
  const table = parseTableReference(tokens)
  if (!tokens.tryWords('SET')) throw tokens.unexpected('SET')
  const assignments = parseAssignments(tokens)
  if (tokens.isWords('FROM')) throw tokens.unsupported('UPDATE FROM (write MERGE) is')
  return { kind: 'update', table, assignments, where: tryParseWhere(tokens) }
}

/** `DELETE FROM t [[AS] alias] [WHERE condition]`; DELETE is read. */
export function parseDelete(tokens: TokenStream): DeleteStatement {
  tokens.expectWords('FROM')
  const table = parseTableReference(tokens)
  if (tokens.isWords('USING')) throw tokens.unsupported('DELETE USING (write MERGE) is')
  return { kind: 'delete', table, where: tryParseWhere(tokens) }
}
