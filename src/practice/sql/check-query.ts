import { parseSelect } from '../../engine/sql/parse-select.ts'
import { SourceText } from '../../engine/sql/source.ts'
import type { SelectedTable } from '../../engine/sql/statement.ts'
import { TokenStream } from '../../engine/sql/token-stream.ts'
import { Lexer } from '../../engine/sql/tokens.ts'
import type { Token } from '../../engine/sql/tokens.ts'

/** Something about a query that keeps it from being run, or made it fail. Lines and columns count from 1. */
export interface QueryProblem {
  readonly message: string
  readonly line?: number
  readonly column?: number
}

/** A query that may be run, comments and a last semicolon left out: places in it are those of the text it is from. */
export type CheckedQuery = { readonly text: string } | { readonly problem: QueryProblem }

const QUERY_HEADS = ['SELECT', 'WITH', 'FROM', 'VALUES', '(']

/** What no query has and only a statement of another kind does, wherever it stands. */
const CHANGES = ['INSERT INTO', 'INSERT OR', 'DELETE FROM', 'MERGE INTO', 'COPY', 'ATTACH', 'INSTALL', 'PRAGMA']

/** Stand at the begin of a bracket and would make another statement of it. */
const INNER_HEADS = ['DESCRIBE', 'DESC', 'SHOW', 'SUMMARIZE', 'EXPLAIN', 'CALL', 'INSERT', 'UPDATE', 'DELETE', 'MERGE']

const FUNCTIONS: readonly (readonly [RegExp, string])[] = [
  [/^(read_|parquet_|sniff_|st_read|glob$)|_scan$/, 'reads files or addresses'],
  [/^table_changes(_by_path)?$/, 'is Delta’s, and the tables here have no log'],
  [/^(query|query_table|json_execute_serialized_sql|from_substrait.*)$/, 'takes a text for a statement'],
  [
    /^(duckdb_|pragma_|pg_(?!typeof$)|enable_|disable_)|^(getenv|getvariable|current_setting|which_secret|write_log|setseed|(force_)?checkpoint)$/,
    'is about the engine and not about data',
  ],
]

const ENGINE_TABLES = /^(sqlite_|duckdb_|pragma_|pg_|information_schema)/i

/**
 * Takes one SELECT over the tables of a challenge and nothing else. What is refused is refused by its name. The second
 * wall, behind this one, is the session of the database, which has no files and no network.
 *
 * Two readers of one text may differ about where a text in quotes ends, and something could hide in between. So the text
 * that is let through has no semicolon at all, and nothing that has a different end for another reader: no $$, no
 * backquotes, no backslash before a quote.
 */
export function checkQuery(sql: string, tables: readonly string[]): CheckedQuery {
  const source = new SourceText(sql)
  try {
    const lexer = new Lexer(source, { start: 0, end: sql.length }, 'duckdb')
    const tokens = lexer.readStatement()
    const fault = findFault(tokens, behindSemicolons(lexer), tables, source)
    return fault === undefined ? { text: withoutComments(sql, tokens) } : { problem: at(source, fault) }
  } catch (error) {
    if (!isPlacedError(error)) throw error
    const { message, line, column } = error
    return { problem: { message, line, column } }
  }
}

/** The token with which something else begins; the end of the text where nothing does. */
function behindSemicolons(lexer: Lexer): Token {
  let token = lexer.next()
  while (token.kind === 'end' && token.text === ';') token = lexer.next()
  return token
}

interface TokenFault {
  readonly token: Token
  readonly message: string
}

function findFault(
  tokens: readonly Token[],
  next: Token,
  tables: readonly string[],
  source: SourceText,
): TokenFault | undefined {
  const [first] = tokens as [Token]
  if (first.kind === 'end') return { token: first, message: 'There is no query yet.' }
  if (!QUERY_HEADS.includes(first.text.toUpperCase())) {
    return {
      token: first,
      message: `${nameOf(first)} is not taken here: a query begins with SELECT, WITH, FROM or VALUES.`,
    }
  }
  if (next.kind !== 'end') {
    return { token: next, message: `A second statement begins here, with ${nameOf(next)}: one SELECT is taken.` }
  }
  return (
    firstOf(tokens, (token) => tryTokenWords(token)) ??
    firstOf(tokens, (token, i) => tryStatementWords(tokens, token, i)) ??
    firstOf(tokens, (token, i) => tryFunctionWords(tokens, token, i)) ??
    findTableFault(tokens, tables, source)
  )
}

function firstOf(
  tokens: readonly Token[],
  tryWords: (token: Token, i: number) => string | undefined,
): TokenFault | undefined {
  for (const [i, token] of tokens.entries()) {
    const message = tryWords(token, i)
    if (message !== undefined) return { token, message }
  }
  return undefined
}

/** Texts whose end another reader may see elsewhere. */
function tryTokenWords({ kind, text }: Token): string | undefined {
  if (kind === 'end') return undefined
  if (text.startsWith('$')) return 'A $ is not taken here: texts stand in single quotes.'
  if (text.startsWith('`')) return 'DuckDB does not know backquotes: names stand in double quotes.'
  if (text.includes("\\'") || text.includes('\\"')) return 'A backslash before a quote is not taken here.'
  if (text.includes(';')) return 'A semicolon is not taken inside of a text or a name.'
  return kind === 'symbol' && /\p{Cc}/u.test(text) ? 'A control character is not taken here.' : undefined
}

function tryStatementWords(tokens: readonly Token[], { kind, text }: Token, i: number): string | undefined {
  if (kind !== 'word' || tokens[i - 1]?.text === '.') return undefined
  const [word, second] = [text.toUpperCase(), tokens[i + 1]?.text.toUpperCase() ?? '']
  const isInner = tokens[i - 1]?.text === '(' && INNER_HEADS.includes(word) && !['(', ')', ','].includes(second)
  const isUpdate = word === 'UPDATE' && tokens[i + 2]?.text.toUpperCase() === 'SET'
  const isChange = CHANGES.some((change) => {
    const [head, tail] = change.split(' ')
    return head === word && (tail === undefined ? isNameLike(tokens[i + 1]) : tail === second)
  })
  return isInner || isUpdate || isChange ? `${word} is not taken here: a query only reads its tables.` : undefined
}

/** COPY, PRAGMA and the like are harmless as a name: behind a statement's word another name or a text follows. */
function isNameLike(token: Token | undefined): boolean {
  return (
    token?.kind === 'string' || token?.kind === 'name' || (token?.kind === 'word' && !/^(AS|FROM)$/i.test(token.text))
  )
}

function tryFunctionWords(tokens: readonly Token[], { kind, value }: Token, i: number): string | undefined {
  if ((kind !== 'word' && kind !== 'name') || tokens[i + 1]?.text !== '(' || isCte(tokens, i)) return undefined
  const name = value.toLowerCase()
  const words = FUNCTIONS.find(([pattern]) => pattern.test(name))?.[1]
  return words === undefined ? undefined : `${name} is not taken here: it ${words}.`
}

/** `name(a, b) AS (SELECT`, or with MATERIALIZED: the columns of a CTE and not a call. Behind a call no query can stand. */
function isCte(tokens: readonly Token[], i: number): boolean {
  const close = tokens.findIndex(({ text }, at) => at > i && text === ')')
  const columns = tokens.slice(i + 2, close)
  const isPlain = columns.every(({ kind, text }) => kind === 'word' || kind === 'name' || text === ',')
  const words = tokens.slice(close + 1, close + 6).map(({ text }) => text.toUpperCase())
  return close > 0 && isPlain && /^AS (NOT )?(MATERIALIZED )?\( (SELECT|WITH|VALUES|FROM)\b/.test(words.join(' '))
}

/** The grammar finds tables; a text where a table may stand would be a file, so that it is shown to it as a name. */
function findTableFault(
  tokens: readonly Token[],
  tables: readonly string[],
  source: SourceText,
): TokenFault | undefined {
  const named = tokens.map((token): Token =>
    token.kind === 'string' ? { ...token, kind: 'name', value: token.text } : token,
  )
  for (const table of parseSelect(new TokenStream(source, named)).tables) {
    const message = tryTableWords(table, tables)
    if (message === undefined) continue
    const { line, column } = table.place
    const token = tokens.find((each) => {
      const place = source.placeOf(each)
      return place.line === line && place.column === column
    })
    return { token: token as Token, message }
  }
  return undefined
}

/** Where DuckDB keeps the tables. */
const OWN_PLACES = ['main', 'memory.main']

function tryTableWords({ path: whole, asOf }: SelectedTable, tables: readonly string[]): string | undefined {
  const path = OWN_PLACES.includes(whole.slice(0, -1).join('.').toLowerCase()) ? whole.slice(-1) : whole
  const [name = ''] = path
  const text = whole.join('.')
  if (name.startsWith("'")) return `Files and addresses are not read here: ${name}.`
  if (asOf !== undefined) return `${text} has no versions here.`
  if (path.length === 1 && tables.some((table) => table.toLowerCase() === name.toLowerCase())) return undefined
  // A plain name may be one that the grammar takes for a table and DuckDB does not, and if not, DuckDB says so.
  if (whole.length === 1 && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !ENGINE_TABLES.test(name)) return undefined
  return `${text} is no table here: the tables are ${tables.join(', ')}.`
}

function at(source: SourceText, { token, message }: TokenFault): QueryProblem {
  const { line, column } = source.placeOf(token)
  return { message, line, column }
}

function nameOf({ kind, text }: Token): string {
  return kind === 'word' ? text.toUpperCase() : text.length > 20 ? `${text.slice(0, 20)}…` : text
}

/** Of the same length and with the same lines. */
function withoutComments(sql: string, tokens: readonly Token[]): string {
  let text = ''
  for (const { kind, start, end } of tokens) {
    text += sql.slice(text.length, start).replace(/[^\r\n]/g, ' ')
    if (kind !== 'end') text += sql.slice(start, end)
  }
  return text.trimEnd()
}

/** The grammar's own errors. */
function isPlacedError(error: unknown): error is Error & { readonly line: number; readonly column: number } {
  return error instanceof Error && 'line' in error && 'column' in error
}
