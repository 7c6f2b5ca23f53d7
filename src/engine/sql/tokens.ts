import { SqlError } from '../predicate/sql-error.ts'
import type { SourceText, TextRange } from './source.ts'

/** `word`: a bare name or a keyword. `name`: in backquotes. `end`: the end of the statement, a semicolon or the text's end. */
export type TokenKind = 'word' | 'name' | 'string' | 'number' | 'symbol' | 'end'

export interface Token extends TextRange {
  readonly kind: TokenKind
  /** As written. */
  readonly text: string
  /** What a string or a name in backquotes means; else as written. */
  readonly value: string
}

/**
 * Whose rules for texts hold. `spark`: both kinds of quotes make a text, a backslash escapes, r'…' is raw. `duckdb`: double
 * quotes make a name (its token is a `name`), only E'…' has escapes, $$…$$ is a text.
 */
export type Dialect = 'spark' | 'duckdb'

const SPACE = /\s+/uy
const LINE_COMMENT = /--[^\r\n]*/y
const WORD = /[\p{L}_][\p{L}\p{N}\p{M}_]*/uy
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?:bd|[lsyfd])?/iy
const SYMBOL = /<=>|<=|>=|<>|!=|==|\|\||::|[^]/uy
const PREFIXED_TEXT = /[A-Za-z](?=['"])/y
const DOLLARS = /\$\w*\$/y

/** Reads the tokens of one statement. Comments nest and are left out. */
export class Lexer {
  #at: number

  constructor(
    readonly source: SourceText,
    readonly range: TextRange,
    public dialect: Dialect = 'spark',
  ) {
    this.#at = range.start
  }

  /** Tokens up to the `end` token, which is the last. A semicolon is its text if there is one. */
  readStatement(): Token[] {
    const tokens: Token[] = []
    for (;;) {
      const token = this.next()
      tokens.push(token)
      if (token.kind === 'end') return tokens
    }
  }

  next(): Token {
    this.#skipBlanks()
    const start = this.#at
    const { text } = this.source
    if (start >= this.range.end) return this.#token('end', start, '')
    const quote = text[start] as string
    if (quote === ';') return this.#finish('end', start, start + 1)
    if (quote === '`') return this.#quoted('name', start, start)
    if (quote === "'") return this.#quoted('string', start, start)
    if (quote === '"') return this.#quoted(this.dialect === 'spark' ? 'string' : 'name', start, start)
    const prefix = this.#match(PREFIXED_TEXT)?.toLowerCase()
    if (prefix === (this.dialect === 'spark' ? 'r' : 'e')) return this.#quoted('string', start, start + 1)
    const dollars = this.dialect === 'duckdb' ? this.#match(DOLLARS) : undefined
    if (dollars !== undefined) return this.#dollarText(start, dollars)
    return this.#plain(start)
  }

  #plain(start: number): Token {
    const word = this.#match(WORD)
    if (word !== undefined) return this.#finish('word', start, start + word.length)
    const number = this.#match(NUMBER)
    if (number === undefined) return this.#finish('symbol', start, start + (this.#match(SYMBOL) as string).length)
    const token = this.#finish('number', start, start + number.length)
    const rest = this.#match(WORD)
    if (rest === undefined || this.dialect === 'duckdb') return token
    const message = `${token.text}${rest} is neither a number nor a name; a name that begins with a digit stands in backquotes`
    const range = { start, end: this.#at + rest.length }
    throw new SqlError('PARSE_SYNTAX_ERROR', message, this.source.placeOf(range))
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.source.text)?.[0]
    return found === undefined || this.#at + found.length > this.range.end ? undefined : found
  }

  #skipBlanks(): void {
    for (;;) {
      const blank = this.#match(SPACE) ?? this.#match(LINE_COMMENT)
      if (blank !== undefined) this.#at += blank.length
      else if (this.source.text.startsWith('/*', this.#at)) this.#skipComment()
      else return
    }
  }

  #skipComment(): void {
    const { text } = this.source
    const start = this.#at
    let depth = 0
    do {
      if (this.#at >= this.range.end) throw this.#unclosed('comment', '*/', start)
      const pair = text.slice(this.#at, this.#at + 2)
      if (pair === '/*') depth++
      if (pair === '*/') depth--
      this.#at += pair === '/*' || pair === '*/' ? 2 : 1
    } while (depth > 0)
  }

  /**
   * A text or a name whose opening quote stands at `open`. A doubled quote means itself, but not in a text of Spark: up to 4.0
   * one text ends there and another begins, and the two are one; since then (SPARK-52545) it means itself. So it is refused.
   */
  #quoted(kind: 'string' | 'name', start: number, open: number): Token {
    const { text } = this.source
    const quote = text[open] as string
    const hasPrefix = open > start
    const escapes = kind === 'string' && hasPrefix === (this.dialect === 'duckdb')
    let value = ''
    let at = open + 1
    while (at < this.range.end) {
      const unit = text[at] as string
      if (unit === quote && text[at + 1] !== quote) return this.#token(kind, start, value, at + 1)
      if (unit === '\\' && escapes) {
        const escape = readEscape(text, at)
        value += escape.value
        at += escape.length
      } else if (unit === quote) {
        if (kind === 'string' && this.dialect === 'spark') throw this.#doubled(quote, at)
        value += quote
        at += 2
      } else {
        value += unit
        at++
      }
    }
    throw this.#unclosed(kind === 'string' ? 'text' : 'name', quote, start)
  }

  #dollarText(start: number, dollars: string): Token {
    const from = start + dollars.length
    const end = this.source.text.indexOf(dollars, from)
    if (end < 0 || end + dollars.length > this.range.end) throw this.#unclosed('text', dollars, start)
    return this.#token('string', start, this.source.text.slice(from, end), end + dollars.length)
  }

  #finish(kind: TokenKind, start: number, end: number): Token {
    return this.#token(kind, start, this.source.text.slice(start, end), end)
  }

  #token(kind: TokenKind, start: number, value: string, end = start): Token {
    this.#at = end
    return { kind, start, end, value, text: this.source.text.slice(start, end) }
  }

  #doubled(quote: string, at: number): SqlError {
    const place = this.source.placeOf({ start: at, end: at + 2 })
    const rule = `Spark 4.0 takes ${quote}${quote} in a text for nothing, later ones for ${quote}`
    return new SqlError('PARSE_SYNTAX_ERROR', `${rule}; write \\${quote}`, place)
  }

  #unclosed(what: string, close: string, start: number): SqlError {
    const place = this.source.placeOf({ start, end: start + 1 })
    return new SqlError('UNCLOSED_TEXT', `the ${what} that begins here has no end; expected ${close}`, place)
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  '0': '\0',
  Z: '\x1a',
  // These two stay escaped, for LIKE.
  '%': '\\%',
  _: '\\_',
}

function readEscape(text: string, at: number): { readonly value: string; readonly length: number } {
  const unicode = /^u[0-9a-fA-F]{4}/.exec(text.slice(at + 1, at + 6))
  if (unicode !== null) return { value: String.fromCharCode(parseInt(unicode[0].slice(1), 16)), length: 6 }
  const next = text[at + 1] ?? ''
  return { value: ESCAPES[next] ?? next, length: 2 }
}
