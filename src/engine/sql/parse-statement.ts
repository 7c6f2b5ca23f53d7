import { SqlError } from '../predicate/sql-error.ts'
import { parseDelete, parseInsert, parseUpdate } from './parse-changes.ts'
import { parseAlterTable, parseCreateTable } from './parse-definition.ts'
import { parseMerge } from './parse-merge.ts'
import { parseSelect } from './parse-select.ts'
import { parseDescribe, parseOptimize, parseRestore, parseVacuum } from './parse-utility.ts'
import { SourceText } from './source.ts'
import type { TextRange } from './source.ts'
import type { Statement } from './statement.ts'
import { TokenStream } from './token-stream.ts'
import { Lexer } from './tokens.ts'
import type { Token } from './tokens.ts'

const QUERY_HEADS = ['SELECT', 'WITH', 'FROM', 'VALUES', '(']

const HEADS: ReadonlyMap<string, (tokens: TokenStream) => Statement> = new Map<
  string,
  (tokens: TokenStream) => Statement
>([
  ['INSERT', parseInsert],
  ['UPDATE', parseUpdate],
  ['DELETE', parseDelete],
  ['MERGE', parseMerge],
  ['OPTIMIZE', parseOptimize],
  ['VACUUM', parseVacuum],
  ['RESTORE', parseRestore],
  ['DESCRIBE', parseDescribe],
  ['DESC', parseDescribe],
  ['ALTER', parseAlterTable],
  ['CREATE', parseCreateTable],
])

/** Statements that are known but not taken: how they begin. */
const UNSUPPORTED_HEADS = (
  'COPY INTO|TRUNCATE TABLE|DROP|SHOW|ANALYZE TABLE|REORG TABLE|CONVERT TO DELTA|GENERATE|FSCK|MSCK|CACHE|CLEAR CACHE|' +
  'REFRESH|REPLACE TABLE|GRANT|REVOKE|DENY|USE|SET|RESET|EXPLAIN|UNDROP|LOAD DATA|CALL|APPLY CHANGES|BEGIN|COMMIT|' +
  'ROLLBACK|EXECUTE|COMMENT ON|PRAGMA|ATTACH|DETACH|EXPORT|IMPORT|INSTALL|LOAD|TABLE|DECLARE|UNCACHE'
)
  .split('|')
  .map((head) => head.split(' '))

/**
 * Reads one statement; a semicolon may end it. What is not in `range` is not read, places are those of the whole text. The
 * grammar ([ ] optional, { } any number of times, | or):
 *
 *     INSERT (INTO | OVERWRITE) [TABLE] t [PARTITION (p [= value], …)] [(columns)]
 *       (VALUES (value, …), … | SELECT value [[AS] name], … [FROM range([start,] end [, step]) [[AS] alias]] [WHERE condition])
 *     INSERT INTO [TABLE] t REPLACE WHERE condition (VALUES … | SELECT …)
 *     UPDATE t [[AS] alias] SET column = value, … [WHERE condition]
 *     DELETE FROM t [[AS] alias] [WHERE condition]
 *     MERGE [WITH SCHEMA EVOLUTION] INTO t [[AS] alias]
 *       USING (s [as-of] [[AS] alias] | (VALUES (…), … [[AS] alias [(columns)]]) [[AS] alias [(columns)]]) ON condition
 *       {WHEN MATCHED [AND condition] THEN (UPDATE SET (* | column = value, …) | DELETE)
 *       | WHEN NOT MATCHED [BY TARGET] [AND condition] THEN INSERT (* | (columns) VALUES (value, …))
 *       | WHEN NOT MATCHED BY SOURCE [AND condition] THEN (UPDATE SET column = value, … | DELETE)}
 *     OPTIMIZE t [FULL] [WHERE condition] [ZORDER BY (columns)]
 *     VACUUM t {FULL | LITE | RETAIN n HOURS | DRY RUN}
 *     RESTORE [TABLE] t [TO] as-of
 *     (DESCRIBE | DESC) (HISTORY t [LIMIT n] | DETAIL t)
 *     CREATE [OR REPLACE] TABLE [IF NOT EXISTS] t
 *       (name type {NOT NULL | DEFAULT value | GENERATED ALWAYS AS (expression) | COMMENT text}, …)
 *       {USING DELTA | PARTITIONED BY (columns) | CLUSTER BY (columns) | TBLPROPERTIES (key = value, …) | COMMENT text}
 *     ALTER TABLE t (SET TBLPROPERTIES (key = value, …) | UNSET TBLPROPERTIES [IF EXISTS] (key, …)
 *       | ADD (COLUMN | COLUMNS) (name type {NOT NULL | DEFAULT value | COMMENT text} [FIRST | AFTER column], …)
 *       | RENAME COLUMN column TO name | DROP (COLUMN | COLUMNS) [IF EXISTS] (columns)
 *       | (ALTER | CHANGE) [COLUMN] column (TYPE type | (SET | DROP) NOT NULL | SET DEFAULT value | DROP DEFAULT)
 *       | ADD CONSTRAINT name CHECK (condition) | DROP CONSTRAINT [IF EXISTS] name | CLUSTER BY (NONE | (columns)))
 *
 * `as-of` is `[FOR] VERSION AS OF n`, `[FOR] TIMESTAMP AS OF 'text'`, `@v6` or `@yyyyMMddHHmmssSSS`; `value` is an expression
 * or DEFAULT; expressions are those of `parseExpression`, types those of `parseType`. Texts stand in single or double
 * quotes, names that are no words in backquotes. SELECT, WITH, FROM and VALUES begin a query, which `parseSelect` reads:
 * behind FROM and JOIN stand `t [as-of]` and `(table_changes('t', start [, end]) | table_changes_by_path('folder', start [, end]))`,
 * whose ends are versions, or times as texts.
 *
 * Throws `SqlError`, and nothing else.
 */
export function parseStatement(text: string, range: TextRange = { start: 0, end: text.length }): Statement {
  const source = new SourceText(text)
  const tokens = readOne(source, range)
  const stream = new TokenStream(source, tokens)
  const statement = parseTokens(stream)
  const end = tokens.at(-1) as Token
  const next = new Lexer(source, { start: end.end, end: range.end }).next()
  if (next.kind === 'end') return statement
  throw new SqlError('PARSE_SYNTAX_ERROR', 'a second statement begins here; run them one by one', source.placeOf(next))
}

/** Where each statement of a text stands, without semicolons; empty ones are left out. Throws UNCLOSED_TEXT. */
export function splitStatements(text: string): readonly TextRange[] {
  const source = new SourceText(text)
  const ranges: TextRange[] = []
  for (let start = 0; ;) {
    const tokens = readOne(source, { start, end: text.length })
    const [first, last, end] = [tokens[0] as Token, tokens.at(-2), tokens.at(-1) as Token]
    if (last !== undefined) ranges.push({ start: first.start, end: last.end })
    if (end.text !== ';') return ranges
    start = end.end
  }
}

/** The first word tells whose rules for texts hold. */
function readOne(source: SourceText, range: TextRange): Token[] {
  const { text } = new Lexer(source, range).next()
  const isQuery = QUERY_HEADS.includes(text.toUpperCase())
  return new Lexer(source, range, isQuery ? 'duckdb' : 'spark').readStatement()
}

function parseTokens(tokens: TokenStream): Statement {
  const first = tokens.peek()
  const head = first.text.toUpperCase()
  if (QUERY_HEADS.includes(head)) return parseSelect(tokens)
  const parse = first.kind === 'word' ? HEADS.get(head) : undefined
  if (parse === undefined) {
    const known = UNSUPPORTED_HEADS.find((words) => tokens.isWords(...words))
    if (known === undefined) throw tokens.unexpected(`SELECT, ${[...HEADS.keys()].join(', ')}`)
    tokens.tryWords(...known)
    throw tokens.unsupported(`${known.join(' ')} is`, first)
  }
  tokens.next()
  const statement = parse(tokens)
  tokens.expectEnd('the end of the statement')
  return statement
}
