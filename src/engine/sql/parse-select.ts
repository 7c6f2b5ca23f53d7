import { isReservedWord } from '../predicate/identifiers.ts'
import { tryParseAsOf } from './parse-parts.ts'
import { isTableChanges, parseTableChanges } from './parse-table-changes.ts'
import type { AsOf, QueryPiece, SelectedTable, SelectStatement } from './statement.ts'
import { isWord } from './token-stream.ts'
import type { TokenStream } from './token-stream.ts'
import type { Token } from './tokens.ts'

/**
 * Finds the tables of a query and gives each versioned one a name of its own: `FROM t VERSION AS OF 3` becomes
 * `FROM "t@v3" AS "t"`, and one in a catalog, too: `FROM c.s.t` becomes `FROM "c.s.t" AS "t"`. The query itself is not
 * checked. The tokens are those of `duckdb`. Delta's function has such a name, too: `FROM table_changes('t', 1)`.
 *
 * A table stands behind FROM, JOIN or a comma between them, where a query may have these: FROM in `extract(year FROM d)` is
 * none. Names of CTEs are no tables where the CTE can be seen.
 */
export function parseSelect(tokens: TokenStream): SelectStatement {
  const reader = new SelectReader(tokens)
  const start = tokens.peek().start
  while (tokens.peek().kind !== 'end') reader.readNext()
  return { kind: 'select', ...reader.textFrom(start), tables: reader.tables }
}

/** The offset, in what was written, of an index of a query's text. */
export function writtenOffset({ pieces }: SelectStatement, index: number): number {
  const piece = pieces.findLast(({ at }) => at <= index)
  return piece === undefined ? index : Math.min(piece.start + index - piece.at, piece.end)
}

/** What stands between two brackets, or the whole statement. */
interface Frame {
  /** Whether FROM may begin a clause here. */
  readonly isQuery: boolean
  /** Names of CTEs that are complete, in lower case. */
  readonly ctes: Set<string>
  /** The CTE this frame is the body of. */
  readonly body: string | undefined
  isInWith: boolean
  isRecursive: boolean
  /** The CTE whose body comes next. */
  pending: string | undefined
  isInFrom: boolean
  /** A name that comes next is a table; in WITH, a CTE. */
  wantsName: boolean
}

const QUERY_WORDS = ['SELECT', 'WITH', 'FROM', 'VALUES']
const CLAUSE_WORDS = 'WHERE GROUP HAVING ORDER LIMIT OFFSET WINDOW QUALIFY UNION EXCEPT INTERSECT'.split(' ')
/** Besides reserved words and those of clauses, what may stand behind a table and is no alias. */
const NO_ALIASES = 'ASOF POSITIONAL SEMI ANTI PIVOT UNPIVOT TABLESAMPLE LATERAL FETCH'.split(' ')
const CHANGES = ['INSERT', 'UPDATE', 'DELETE', 'MERGE']

class SelectReader {
  readonly tables: SelectedTable[] = []
  readonly #frames: Frame[] = [createFrame({ isQuery: true })]
  readonly #replaced: { readonly start: number; readonly end: number; readonly text: string }[] = []
  #previous: Token | undefined

  constructor(readonly tokens: TokenStream) {}

  readNext(): void {
    const token = this.tokens.peek()
    if (this.#frame.wantsName && this.tokens.isName() && !isWord(token, 'RECURSIVE') && !isWord(token, 'LATERAL')) {
      this.#frame.wantsName = false
      if (this.#frame.isInWith) this.#beginCte(token)
      else this.#readTable(token)
      return
    }
    if (token.kind === 'symbol') this.#readSymbol(token)
    if (token.kind === 'word' && this.#previous?.text !== '.') this.#readWord(token)
    if (token.kind === 'string' || token.kind === 'number') this.#frame.wantsName = false
    this.#advance()
  }

  /** Names in backquotes, which the other engine does not know, are written in double quotes. */
  textFrom(start: number): Pick<SelectStatement, 'text' | 'pieces'> {
    const { text } = this.tokens.source
    const isReplaced = (token: Token): boolean =>
      this.#replaced.some((range) => range.start <= token.start && token.end <= range.end)
    const names = this.tokens.tokens
      .filter((token) => token.text.startsWith('`') && !isReplaced(token))
      .map(({ start: from, end, value }) => ({ start: from, end, text: quote(value) }))
    const pieces: QueryPiece[] = []
    let result = ''
    let at = start
    for (const replaced of [...this.#replaced, ...names].sort((a, b) => a.start - b.start)) {
      pieces.push({ at: result.length, start: at, end: replaced.start })
      result += text.slice(at, replaced.start)
      pieces.push({ at: result.length, start: replaced.start, end: replaced.end })
      result += replaced.text
      at = replaced.end
    }
    const end = this.tokens.peek().start
    pieces.push({ at: result.length, start: at, end })
    return { text: (result + text.slice(at, end)).trimEnd(), pieces }
  }

  get #frame(): Frame {
    return this.#frames.at(-1) as Frame
  }

  #advance(): void {
    this.#previous = this.tokens.next()
  }

  #readSymbol({ text }: Token): void {
    const frame = this.#frame
    if (text === '(') this.#open(frame)
    else if (text === '[' || text === '{') this.#frames.push(createFrame({ isQuery: false }))
    else if (text === ')' || text === ']' || text === '}') this.#close(frame)
    else if (text === ',') frame.wantsName = frame.isInFrom || (frame.isInWith && frame.pending === undefined)
  }

  #open(frame: Frame): void {
    const isBody = frame.pending !== undefined && ['AS', 'MATERIALIZED'].some((word) => isWordOf(this.#previous, word))
    const body = isBody ? frame.pending : undefined
    if (isBody) frame.pending = undefined
    const isQuery = QUERY_WORDS.some((word) => isWord(this.tokens.peek(1), word))
    const isJoin = frame.wantsName && frame.isInFrom && !isQuery
    frame.wantsName = false
    this.#frames.push({ ...createFrame({ isQuery: isQuery || isJoin }), body, isInFrom: isJoin, wantsName: isJoin })
  }

  #close(frame: Frame): void {
    if (this.#frames.length === 1) return
    this.#frames.pop()
    if (frame.body !== undefined) this.#frame.ctes.add(frame.body)
  }

  #readWord(token: Token): void {
    const frame = this.#frame
    const word = token.text.toUpperCase()
    if (!frame.isQuery) return
    if (frame.isInWith && frame.pending === undefined && CHANGES.includes(word)) {
      throw this.tokens.unsupported(`${word} behind WITH is`)
    }
    if (word === 'WITH' && (this.#previous === undefined || this.#previous.text === '(')) {
      frame.isInWith = true
      frame.wantsName = true
    } else if (word === 'RECURSIVE' && frame.isInWith) {
      frame.isRecursive = true
    } else if (word === 'VALUES') {
      frame.wantsName = false
    } else if (word === 'SELECT' || CLAUSE_WORDS.includes(word)) {
      endClause(frame)
    } else if ((word === 'FROM' && !isWordOf(this.#previous, 'DISTINCT')) || word === 'JOIN') {
      endClause(frame)
      frame.isInFrom = true
      frame.wantsName = true
    } else if (frame.isInFrom && this.#isAsOf()) {
      throw this.tokens.error(
        'PARSE_SYNTAX_ERROR',
        `${token.text} AS OF stands here; expected directly behind a table's name`,
      )
    }
  }

  #isAsOf(): boolean {
    return this.tokens.isWords('VERSION', 'AS', 'OF') || this.tokens.isWords('TIMESTAMP', 'AS', 'OF')
  }

  #beginCte(token: Token): void {
    this.#advance()
    this.#frame.pending = token.value.toLowerCase()
    if (this.#frame.isRecursive) this.#frame.ctes.add(token.value.toLowerCase())
  }

  #readTable(start: Token): void {
    const { path, places } = this.tokens.readPlacedPath("a table's name")
    this.#previous = start
    if (path.length === 1 && isTableChanges(this.tokens, start)) {
      const changes = parseTableChanges(this.tokens, start)
      this.tables.push(changes)
      this.#replace(start, changes.view, start.text.toLowerCase())
      return
    }
    if (this.tokens.isSymbol('(')) return
    const place = this.tokens.placeFrom(start)
    const asOf = tryParseAsOf(this.tokens)
    const name = path.join('.')
    if (path.length === 1 && this.#frames.some(({ ctes }) => ctes.has(name.toLowerCase()))) {
      if (asOf === undefined) return
      const message = `${name} is a part of this query and has no versions; write AS OF inside WITH, behind a table`
      throw this.tokens.error('PARSE_SYNTAX_ERROR', message, start)
    }
    const view = asOf === undefined ? name : `${name}@${formatAsOf(asOf)}`
    this.tables.push({ path, place, places, asOf, changes: undefined, view })
    if (asOf === undefined && path.length <= 2) {
      const range = this.tokens.rangeFrom(start)
      if (isWord(start, 'DEFAULT')) this.#replaced.push({ ...range, text: path.map(quote).join('.') })
      return
    }
    this.#replace(start, view, path.at(-1) as string)
  }

  /** What was read since `start` becomes a view, which keeps its name where the query gives it no other. */
  #replace(start: Token, view: string, name: string): void {
    const alias = this.#hasAlias() ? '' : ` AS ${quote(name)}`
    this.#replaced.push({ ...this.tokens.rangeFrom(start), text: quote(view) + alias })
  }

  #hasAlias(): boolean {
    const { kind, text } = this.tokens.peek()
    const word = text.toUpperCase()
    if (kind === 'name' || word === 'AS') return true
    return kind === 'word' && !isReservedWord(word) && !CLAUSE_WORDS.includes(word) && !NO_ALIASES.includes(word)
  }
}

function createFrame({ isQuery }: { readonly isQuery: boolean }): Frame {
  return {
    isQuery,
    ctes: new Set(),
    body: undefined,
    isInWith: false,
    isRecursive: false,
    pending: undefined,
    isInFrom: false,
    wantsName: false,
  }
}

function endClause(frame: Frame): void {
  frame.isInWith = false
  frame.isInFrom = false
  frame.wantsName = false
}

function isWordOf(token: Token | undefined, word: string): boolean {
  return token !== undefined && isWord(token, word)
}

function formatAsOf(asOf: AsOf): string {
  return asOf.kind === 'version' ? `v${asOf.version}` : asOf.timestamp
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
