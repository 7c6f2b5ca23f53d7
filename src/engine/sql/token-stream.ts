import { isReservedWord } from '../predicate/identifiers.ts'
import { SqlError } from '../predicate/sql-error.ts'
import type { Place } from '../predicate/sql-error.ts'
import type { SourceText, TextRange } from './source.ts'
import type { Token } from './tokens.ts'

/** The tokens of a statement and how far they are read. The last one is the `end`. */
export class TokenStream {
  #index = 0

  constructor(
    readonly source: SourceText,
    readonly tokens: readonly Token[],
  ) {}

  /** The token that is read next, or one further on; at the end it is the `end` token for ever. */
  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.#index + ahead, this.tokens.length - 1)] as Token
  }

  next(): Token {
    const token = this.peek()
    if (token.kind !== 'end') this.#index++
    return token
  }

  /** True when these words stand next. */
  isWords(...words: readonly string[]): boolean {
    return words.every((word, i) => isWord(this.peek(i), word))
  }

  isSymbol(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'symbol' && token.text === symbol
  }

  /** Reads these words if all of them stand next. */
  tryWords(...words: readonly string[]): boolean {
    if (!this.isWords(...words)) return false
    this.#index += words.length
    return true
  }

  trySymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false
    this.#index++
    return true
  }

  expectWords(...words: readonly string[]): void {
    for (const word of words) if (!this.tryWords(word)) throw this.unexpected(word)
  }

  expectSymbol(symbol: string): void {
    if (!this.trySymbol(symbol)) throw this.unexpected(symbol)
  }

  expectEnd(expected: string): void {
    if (this.peek().kind !== 'end') throw this.unexpected(expected)
  }

  /** A bare word that is not reserved, or a name in backquotes; also DEFAULT with a point behind it, which is a schema. */
  isName(ahead = 0): boolean {
    const token = this.peek(ahead)
    if (token.kind !== 'word') return token.kind === 'name'
    return !isReservedWord(token.text) || (isWord(token, 'DEFAULT') && this.isSymbol('.', ahead + 1))
  }

  readName(what: string): string {
    if (!this.isName()) throw this.unexpected(what)
    return this.next().value
  }

  /** Names joined by dots. */
  readPath(what: string): string[] {
    const path = [this.readName(what)]
    while (this.trySymbol('.')) path.push(this.readName('a name behind the point'))
    return path
  }

  /** As `readPath`, with the place of each name. */
  readPlacedPath(what: string): { readonly path: readonly string[]; readonly places: readonly Place[] } {
    const first = this.#index
    const path = this.readPath(what)
    const names = this.tokens.slice(first, this.#index).filter(({ text }) => text !== '.')
    return { path, places: names.map((name) => this.source.placeOf(name)) }
  }

  readText(what: string): string {
    if (this.peek().kind !== 'string') throw this.unexpected(what)
    return this.next().value
  }

  /** Items with commas between them, at least one. */
  readList<T>(readItem: () => T): T[] {
    const items = [readItem()]
    while (this.trySymbol(',')) items.push(readItem())
    return items
  }

  /** As `readList`, in parentheses. */
  readParenthesized<T>(readItem: () => T): T[] {
    this.expectSymbol('(')
    const items = this.readList(readItem)
    if (!this.trySymbol(')')) throw this.unexpected(', or )')
    return items
  }

  /** From the token `start` to the last one that was read. */
  rangeFrom(start: Token): TextRange {
    const last = this.tokens[this.#index - 1] ?? start
    return { start: start.start, end: Math.max(last.end, start.end) }
  }

  placeFrom(start: Token): Place {
    return this.source.placeOf(this.rangeFrom(start))
  }

  /** The text from the token `start` to the last one that was read. */
  textFrom(start: Token): string {
    const range = this.rangeFrom(start)
    return this.source.text.slice(range.start, range.end)
  }

  /** Says what stands next and what may stand there. */
  unexpected(expected: string): SqlError {
    const { kind, text } = this.peek()
    const found = kind === 'end' ? 'the statement ends here' : `${shorten(text)} stands here`
    const hint = kind === 'word' && isReservedWord(text) ? ' (to use it as a name, put it in backquotes)' : ''
    return this.error('PARSE_SYNTAX_ERROR', `${found}; expected ${expected}${hint}`)
  }

  /** `what` begins at the next token, or at `start`. */
  unsupported(what: string, start?: Token): SqlError {
    return this.error('NOT_SUPPORTED', `${what} not supported here`, start)
  }

  error(code: SqlError['code'], message: string, start?: Token): SqlError {
    const place = start === undefined ? this.source.placeOf(this.peek()) : this.placeFrom(start)
    return new SqlError(code, message, place)
  }
}

export function isWord({ kind, text }: Token, word: string): boolean {
  return kind === 'word' && text.toUpperCase() === word
}

const MOST_SHOWN = 30

function shorten(text: string): string {
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}…`
}
