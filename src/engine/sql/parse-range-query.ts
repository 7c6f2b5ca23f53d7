import { parseExpression } from './parse-expression.ts'
import { tryParseAlias, tryParseWhere } from './parse-parts.ts'
import type { RangeQuery } from './statement.ts'
import type { TokenStream } from './token-stream.ts'

/** Rows that one INSERT may make. */
const MOST_ROWS = 1_000_000n

/** `SELECT value [[AS] name], … [FROM range([start,] end [, step])] [WHERE condition]`, the query that an INSERT takes. */
export function parseRangeQuery(tokens: TokenStream): RangeQuery {
  const start = tokens.peek()
  tokens.expectWords('SELECT')
  const values = tokens.readList(() => {
    const value = parseExpression(tokens)
    tryParseAlias(tokens)
    return value
  })
  const range = tokens.tryWords('FROM') ? parseRange(tokens) : undefined
  const name = (range === undefined ? undefined : tryParseAlias(tokens)) ?? 'range'
  const where = tryParseWhere(tokens)
  return { values, range, name, where, place: tokens.placeFrom(start) }
}

function parseRange(tokens: TokenStream): NonNullable<RangeQuery['range']> {
  const start = tokens.peek()
  if (!tokens.tryWords('RANGE')) throw tokens.unsupported('INSERT of a query of anything but range(n) is')
  const numbers = tokens.readParenthesized(() => parseWhole(tokens))
  const [first = 0n, second, step = 1n] = numbers
  if (numbers.length > 3) throw tokens.error('WRONG_NUM_ARGS', 'range takes an end, or start, end and step', start)
  if (step === 0n) throw tokens.error('INVALID_LITERAL', 'the step of range is 0', start)
  const range = second === undefined ? { start: 0n, end: first, step } : { start: first, end: second, step }
  if ((range.end - range.start) / step > MOST_ROWS) {
    throw tokens.error('NOT_SUPPORTED', `range gives more than ${MOST_ROWS} rows, which is`, start)
  }
  return range
}

function parseWhole(tokens: TokenStream): bigint {
  const sign = tokens.trySymbol('-') ? -1n : 1n
  const { kind, text } = tokens.peek()
  if (kind !== 'number' || !/^\d{1,15}$/.test(text)) throw tokens.unexpected('a whole number')
  tokens.next()
  return sign * BigInt(text)
}
