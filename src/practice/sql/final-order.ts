import { SourceText } from '../../engine/sql/source.ts'
import { isWord } from '../../engine/sql/token-stream.ts'
import { Lexer } from '../../engine/sql/tokens.ts'
import type { Token } from '../../engine/sql/tokens.ts'

/** The ORDER BY that a query itself ends with. */
export interface FinalOrder {
  /** Where its list ends in the text. */
  readonly end: number
  /** ORDER BY ALL, whose list takes nothing more. */
  readonly isAll: boolean
}

/** What may stand behind an ORDER BY, and behind the brackets around a whole query. */
const TAILS = ['LIMIT', 'OFFSET', 'FETCH']

/**
 * True when the query itself ends with an ORDER BY. Rows may be in order without one, as an engine happens to work; one
 * within a subquery or a window promises nothing for the whole. Throws the grammar's error for a text without an end.
 */
export function hasFinalOrder(sql: string): boolean {
  return tryFinalOrder(sql) !== undefined
}

/** Where the ORDER BY stands that a query itself ends with, within the brackets that hold the whole of it too. */
export function tryFinalOrder(sql: string): FinalOrder | undefined {
  const tokens = readTokens(sql)
  return findIn(tokens, 0, tokens.length)
}

/** Those of a query without the one that says its end. */
export function readTokens(sql: string): readonly Token[] {
  return new Lexer(new SourceText(sql), { start: 0, end: sql.length }, 'duckdb').readStatement().slice(0, -1)
}

/** The place of the bracket that closes the one at `open`; the end of the tokens where none does. */
export function findClose(tokens: readonly Token[], open: number): number {
  let depth = 0
  for (let i = open; i < tokens.length; i++) {
    if (isOpen(tokens[i])) depth++
    else if (isClose(tokens[i]) && --depth === 0) return i
  }
  return tokens.length
}

/** In the tokens from `from` up to, not with, `to`, which are one query. */
function findIn(tokens: readonly Token[], from: number, to: number): FinalOrder | undefined {
  const start = behindWith(tokens, from, to)
  const outer = outerPlaces(tokens, start, to)
  const order = outer.findLast((i) => isWordAt(tokens, i, 'ORDER') && isWordAt(tokens, i + 1, 'BY'))
  const isTail = (i: number): boolean => TAILS.some((tail) => isWordAt(tokens, i, tail))
  if (order !== undefined) {
    const end = outer.find((i) => i > order && isTail(i)) ?? to
    return { end: (tokens[end - 1] as Token).end, isAll: isWordAt(tokens, order + 2, 'ALL') }
  }
  if (start >= to || tokens[start]?.text !== '(') return undefined
  const close = findClose(tokens, start)
  return close + 1 >= to || isTail(close + 1) ? findIn(tokens, start + 1, Math.min(close, to)) : undefined
}

/** Where the query stands behind its WITH. */
function behindWith(tokens: readonly Token[], from: number, to: number): number {
  if (!isWordAt(tokens, from, 'WITH')) return from
  for (let i = from + 1; i < to; i++) {
    if (tokens[i]?.text !== '(') continue
    const isBody = ['AS', 'MATERIALIZED'].some((word) => isWordAt(tokens, i - 1, word))
    i = findClose(tokens, i)
    if (isBody && tokens[i + 1]?.text !== ',') return i + 1
  }
  return to
}

/** Places that no bracket within holds. */
function outerPlaces(tokens: readonly Token[], from: number, to: number): number[] {
  const places: number[] = []
  for (let i = from; i < to; i++) {
    places.push(i)
    if (isOpen(tokens[i])) i = findClose(tokens, i)
  }
  return places
}

function isWordAt(tokens: readonly Token[], at: number, word: string): boolean {
  const token = tokens[at]
  return token !== undefined && isWord(token, word)
}

function isOpen(token: Token | undefined): boolean {
  return token !== undefined && ['(', '[', '{'].includes(token.text)
}

function isClose(token: Token | undefined): boolean {
  return token !== undefined && [')', ']', '}'].includes(token.text)
}
