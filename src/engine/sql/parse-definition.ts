import { parseColumnNames, parseColumnPaths, parseProperties, parsePropertyKey, parseTableName } from './parse-parts.ts'
import { parseWritten, parseWrittenInParentheses } from './parse-parts.ts'
import { parseType } from './parse-type.ts'
import type {
  AddedColumn,
  AlterTableStatement,
  ColumnPosition,
  CreatedColumn,
  CreateTableStatement,
  TableChange,
  WrittenExpression,
} from './statement.ts'
import type { TokenStream } from './token-stream.ts'
import type { Token } from './tokens.ts'

/**
 * `CREATE [OR REPLACE] TABLE [IF NOT EXISTS] t (column, …) {clause}`; CREATE is read. A column is `name type {NOT NULL |
 * DEFAULT value | GENERATED ALWAYS AS (expression) | COMMENT text}`, a clause `USING DELTA`, `PARTITIONED BY (columns)`,
 * `CLUSTER BY (columns)`, `TBLPROPERTIES (…)` or `COMMENT text`, each once, in any order.
 */
export function parseCreateTable(tokens: TokenStream): CreateTableStatement {
  const orReplace = tokens.tryWords('OR', 'REPLACE')
  if (!tokens.isWords('TABLE')) throw refuseCreate(tokens)
  tokens.next()
  const ifNotExists = tokens.tryWords('IF', 'NOT', 'EXISTS')
  const table = parseTableName(tokens)
  refuseCopies(tokens)
  if (!tokens.isSymbol('(')) throw tokens.unexpected('the columns in parentheses')
  const columns = tokens.readParenthesized(() => parseCreatedColumn(tokens))
  const clauses = parseTableClauses(tokens)
  return { kind: 'create-table', table, orReplace, ifNotExists, columns, ...clauses }
}

function refuseCreate(tokens: TokenStream): Error {
  const { kind, text } = tokens.peek()
  return kind === 'word' ? tokens.unsupported(`CREATE ${text.toUpperCase()} is`) : tokens.unexpected('TABLE')
}

function refuseCopies(tokens: TokenStream): void {
  if (['SHALLOW', 'DEEP', 'CLONE'].some((word) => tokens.isWords(word))) throw tokens.unsupported('CLONE is')
  if (tokens.isWords('AS')) throw tokens.unsupported('CREATE TABLE AS a query is')
  if (tokens.isWords('LIKE')) throw tokens.unsupported('CREATE TABLE LIKE is')
  if (tokens.isWords('LOCATION')) throw tokens.unsupported('LOCATION is')
}

function parseCreatedColumn(tokens: TokenStream): CreatedColumn {
  const start = tokens.peek()
  if (tokens.isWords('CONSTRAINT') || tokens.isWords('CHECK')) {
    throw tokens.unsupported('a constraint in CREATE TABLE (use ALTER TABLE … ADD CONSTRAINT) is')
  }
  const name = tokens.readName("a column's name")
  const type = parseType(tokens)
  const options = parseColumnOptions(tokens)
  return { name, type, ...options, place: tokens.placeFrom(start) }
}

interface ColumnOptions {
  readonly isNullable: boolean
  readonly defaultValue: WrittenExpression | undefined
  readonly generatedAs: WrittenExpression | undefined
  readonly comment: string | undefined
}

function parseColumnOptions(tokens: TokenStream): ColumnOptions {
  let isNullable = true
  let defaultValue: WrittenExpression | undefined
  let generatedAs: WrittenExpression | undefined
  let comment: string | undefined
  const once = onlyOnce(tokens)
  for (;;) {
    const start = tokens.peek()
    if (tokens.tryWords('NOT')) {
      tokens.expectWords('NULL')
      isNullable = false
    } else if (tokens.tryWords('DEFAULT')) {
      defaultValue = parseWritten(tokens)
    } else if (tokens.tryWords('GENERATED')) {
      generatedAs = parseGenerated(tokens, start)
    } else if (tokens.tryWords('COMMENT')) {
      comment = tokens.readText('a comment in quotes')
    } else {
      return { isNullable, defaultValue, generatedAs, comment }
    }
    once(start)
  }
}

function parseGenerated(tokens: TokenStream, start: Token): WrittenExpression {
  const isByDefault = tokens.tryWords('BY', 'DEFAULT')
  if (!isByDefault) tokens.expectWords('ALWAYS')
  tokens.expectWords('AS')
  if (tokens.tryWords('IDENTITY')) throw tokens.unsupported('identity columns are', start)
  return parseWrittenInParentheses(tokens)
}

/** A check that each clause is said once; it is named by its first word. */
function onlyOnce(tokens: TokenStream): (start: Token) => void {
  const seen = new Set<string>()
  return (start) => {
    const word = start.text.toUpperCase()
    if (seen.has(word)) throw tokens.error('DUPLICATE_CLAUSE', `${word} is said twice`, start)
    seen.add(word)
  }
}

type TableClauses = Pick<CreateTableStatement, 'partitionedBy' | 'clusterBy' | 'properties' | 'comment'>

function parseTableClauses(tokens: TokenStream): TableClauses {
  let clauses: TableClauses = { partitionedBy: [], clusterBy: [], properties: [], comment: undefined }
  const once = onlyOnce(tokens)
  for (;;) {
    const start = tokens.peek()
    if (tokens.tryWords('USING')) {
      const isDelta = tokens.tryWords('DELTA')
      if (!isDelta) throw tokens.unsupported('a format other than DELTA is')
    } else if (tokens.tryWords('PARTITIONED', 'BY')) {
      clauses = { ...clauses, partitionedBy: parseColumnNames(tokens) }
    } else if (tokens.tryWords('CLUSTER', 'BY')) {
      clauses = { ...clauses, clusterBy: parseColumnPaths(tokens) }
    } else if (tokens.tryWords('TBLPROPERTIES')) {
      clauses = { ...clauses, properties: parseProperties(tokens) }
    } else if (tokens.tryWords('COMMENT')) {
      clauses = { ...clauses, comment: tokens.readText('a comment in quotes') }
    } else {
      refuseCopies(tokens)
      return clauses
    }
    once(start)
  }
}

/** `ALTER TABLE t change`; ALTER is read. The changes are those of `TableChange`. */
export function parseAlterTable(tokens: TokenStream): AlterTableStatement {
  if (!tokens.isWords('TABLE') && tokens.peek().kind === 'word') {
    throw tokens.unsupported(`ALTER ${tokens.peek().text.toUpperCase()} is`)
  }
  tokens.expectWords('TABLE')
  const table = parseTableName(tokens)
  return { kind: 'alter-table', table, change: parseChange(tokens) }
}

function parseChange(tokens: TokenStream): TableChange {
  const start = tokens.peek()
  if (tokens.tryWords('SET', 'TBLPROPERTIES')) return { kind: 'set-properties', properties: parseProperties(tokens) }
  if (tokens.tryWords('UNSET', 'TBLPROPERTIES')) {
    const ifExists = tokens.tryWords('IF', 'EXISTS')
    return { kind: 'unset-properties', ifExists, keys: tokens.readParenthesized(() => parsePropertyKey(tokens)) }
  }
  if (tokens.tryWords('CLUSTER', 'BY')) {
    return { kind: 'cluster-by', columns: tokens.tryWords('NONE') ? [] : parseColumnPaths(tokens) }
  }
  if (tokens.tryWords('RENAME', 'COLUMN')) {
    const column = tokens.readPath('a column')
    tokens.expectWords('TO')
    return { kind: 'rename-column', column, name: tokens.readName('the new name') }
  }
  if (tokens.tryWords('ADD')) return parseAdd(tokens)
  if (tokens.tryWords('DROP')) return parseDrop(tokens)
  if (tokens.tryWords('ALTER') || tokens.tryWords('CHANGE')) return parseColumnChange(tokens)
  if (['SET', 'UNSET', 'RENAME', 'RECOVER'].some((word) => tokens.tryWords(word))) {
    throw tokens.unsupported(`ALTER TABLE … ${start.text.toUpperCase()} ${tokens.peek().text.toUpperCase()} is`, start)
  }
  throw tokens.unexpected(
    'SET TBLPROPERTIES, UNSET TBLPROPERTIES, ADD, RENAME COLUMN, DROP, ALTER COLUMN or CLUSTER BY',
  )
}

function parseAdd(tokens: TokenStream): TableChange {
  if (tokens.tryWords('CONSTRAINT')) {
    const name = tokens.readName("the constraint's name")
    const isOther = ['PRIMARY', 'FOREIGN', 'UNIQUE'].some((word) => tokens.isWords(word))
    if (isOther) throw tokens.unsupported('keys as constraints are')
    tokens.expectWords('CHECK')
    return { kind: 'add-constraint', name, check: parseWrittenInParentheses(tokens) }
  }
  if (tokens.isWords('PARTITION')) throw tokens.unsupported('ALTER TABLE … ADD PARTITION is')
  if (!tokens.tryWords('COLUMN') && !tokens.tryWords('COLUMNS'))
    throw tokens.unexpected('COLUMN, COLUMNS or CONSTRAINT')
  const read = (): AddedColumn => parseAddedColumn(tokens)
  return { kind: 'add-columns', columns: tokens.isSymbol('(') ? tokens.readParenthesized(read) : tokens.readList(read) }
}

function parseAddedColumn(tokens: TokenStream): AddedColumn {
  const start = tokens.peek()
  const column = tokens.readPath("a column's name")
  const type = parseType(tokens)
  const { isNullable, defaultValue, generatedAs, comment } = parseColumnOptions(tokens)
  if (generatedAs !== undefined) throw tokens.unsupported('adding a generated column is', start)
  return { column, type, isNullable, defaultValue, comment, position: tryParsePosition(tokens) }
}

function tryParsePosition(tokens: TokenStream): ColumnPosition | undefined {
  if (tokens.tryWords('FIRST')) return { kind: 'first' }
  return tokens.tryWords('AFTER') ? { kind: 'after', column: tokens.readName('a column') } : undefined
}

function parseDrop(tokens: TokenStream): TableChange {
  if (tokens.tryWords('CONSTRAINT')) {
    const ifExists = tokens.tryWords('IF', 'EXISTS')
    return { kind: 'drop-constraint', ifExists, name: tokens.readName("the constraint's name") }
  }
  const other = ['FEATURE', 'PARTITION', 'PRIMARY'].find((word) => tokens.isWords(word))
  if (other !== undefined) throw tokens.unsupported(`ALTER TABLE … DROP ${other} is`)
  if (!tokens.tryWords('COLUMN') && !tokens.tryWords('COLUMNS'))
    throw tokens.unexpected('COLUMN, COLUMNS or CONSTRAINT')
  const ifExists = tokens.tryWords('IF', 'EXISTS')
  const columns = tokens.isSymbol('(') ? parseColumnPaths(tokens) : tokens.readList(() => tokens.readPath('a column'))
  return { kind: 'drop-columns', columns, ifExists }
}

function parseColumnChange(tokens: TokenStream): TableChange {
  tokens.tryWords('COLUMN')
  const column = tokens.readPath('a column')
  if (tokens.tryWords('TYPE')) return { kind: 'change-type', column, type: parseType(tokens) }
  if (tokens.tryWords('SET', 'NOT', 'NULL')) return { kind: 'change-nullable', column, isNullable: false }
  if (tokens.tryWords('DROP', 'NOT', 'NULL')) return { kind: 'change-nullable', column, isNullable: true }
  if (tokens.tryWords('SET', 'DEFAULT')) return { kind: 'change-default', column, defaultValue: parseWritten(tokens) }
  if (tokens.tryWords('DROP', 'DEFAULT')) return { kind: 'change-default', column, defaultValue: undefined }
  const other = ['COMMENT', 'FIRST', 'AFTER', 'SYNC'].find((word) => tokens.isWords(word))
  if (other !== undefined) throw tokens.unsupported(`ALTER COLUMN … ${other} is`)
  throw tokens.unexpected('TYPE, SET NOT NULL, DROP NOT NULL, SET DEFAULT or DROP DEFAULT')
}
