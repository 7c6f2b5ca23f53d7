import type { Expression } from '../predicate/expression.ts'
import { parseExpression } from './parse-expression.ts'
import type {
  AsOf,
  AssignedValue,
  Assignment,
  TableName,
  TableProperty,
  TableReference,
  WrittenExpression,
} from './statement.ts'
import { isWord } from './token-stream.ts'
import type { TokenStream } from './token-stream.ts'

/** Reads the name of a table that the statement changes or describes. */
export function parseTableName(tokens: TokenStream): TableName {
  const start = tokens.peek()
  const table = { ...tokens.readPlacedPath("a table's name"), place: tokens.placeFrom(start) }
  const version = tokens.peek()
  if (tryParseAsOf(tokens) !== undefined) throw tokens.unsupported('an old version is read only; AS OF is', version)
  return table
}

export function parseTableReference(tokens: TokenStream): TableReference {
  return { ...parseTableName(tokens), alias: tryParseAlias(tokens) }
}

/** `[AS] name`. */
export function tryParseAlias(tokens: TokenStream): string | undefined {
  if (tokens.tryWords('AS')) return tokens.readName('an alias')
  return tokens.isName() ? tokens.next().value : undefined
}

/** Reads `VERSION AS OF n`, `TIMESTAMP AS OF 'text'`, each with FOR in front if it likes, or `@v6` and `@yyyyMMddHHmmssSSS`. */
export function tryParseAsOf(tokens: TokenStream): AsOf | undefined {
  if (tokens.isSymbol('@')) return parseAtVersion(tokens)
  const skip = tokens.isWords('FOR') ? 1 : 0
  const isTime = isWord(tokens.peek(skip), 'TIMESTAMP') || isWord(tokens.peek(skip), 'SYSTEM_TIME')
  const isVersion = isWord(tokens.peek(skip), 'VERSION') || isWord(tokens.peek(skip), 'SYSTEM_VERSION')
  if (!isTime && !isVersion) return undefined
  if (!isWord(tokens.peek(skip + 1), 'AS') || !isWord(tokens.peek(skip + 2), 'OF')) return undefined
  for (let i = 0; i < skip + 3; i++) tokens.next()
  return isTime ? parseTimestamp(tokens) : parseVersion(tokens)
}

function parseVersion(tokens: TokenStream): AsOf {
  const token = tokens.peek()
  const isNumber = (token.kind === 'number' || token.kind === 'string') && /^\d{1,15}$/.test(token.value)
  if (!isNumber) throw tokens.unexpected("a version's number")
  return { kind: 'version', version: Number(tokens.next().value) }
}

function parseTimestamp(tokens: TokenStream): AsOf {
  if (tokens.peek(1).kind === 'string' && !tokens.tryWords('TIMESTAMP')) tokens.tryWords('DATE')
  const { kind } = tokens.peek()
  if (kind === 'word' || kind === 'symbol') throw tokens.unsupported('a computed time is')
  return { kind: 'timestamp', timestamp: tokens.readText("a time in quotes, like '2024-05-01 12:00:00'") }
}

/** The sign and the version follow each other without a blank. */
function parseAtVersion(tokens: TokenStream): AsOf {
  const sign = tokens.next()
  const token = tokens.peek()
  const isTight = token.start === sign.end
  if (isTight && token.kind === 'word' && /^v\d{1,15}$/i.test(token.text)) {
    return { kind: 'version', version: Number(tokens.next().text.slice(1)) }
  }
  const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(token.text)
  if (!isTight || token.kind !== 'number' || time === null) throw tokens.unexpected('v and a number, as in t@v6')
  tokens.next()
  const [, year, month, day, hour, minute, second, millis] = time
  return { kind: 'timestamp', timestamp: `${year}-${month}-${day} ${hour}:${minute}:${second}.${millis}` }
}

export function tryParseWhere(tokens: TokenStream): Expression | undefined {
  return tokens.tryWords('WHERE') ? parseExpression(tokens) : undefined
}

export function parseAssignedValue(tokens: TokenStream): AssignedValue {
  const start = tokens.peek()
  if (tokens.tryWords('DEFAULT')) return { kind: 'default', place: tokens.placeFrom(start) }
  return parseExpression(tokens)
}

/** `column = value, …`. */
export function parseAssignments(tokens: TokenStream): readonly Assignment[] {
  return tokens.readList(() => {
    const start = tokens.peek()
    const column = tokens.readPath('a column')
    if (!tokens.trySymbol('=') && !tokens.trySymbol('==')) throw tokens.unexpected('=')
    return { column, value: parseAssignedValue(tokens), place: tokens.placeFrom(start) }
  })
}

/** `(value, …), …`. Throws INVALID_INLINE_TABLE unless all rows have as many values as the first. */
export function parseRows<T>(tokens: TokenStream, readValue: () => T): readonly (readonly T[])[] {
  let length: number | undefined
  return tokens.readList(() => {
    const start = tokens.peek()
    if (!tokens.isSymbol('(')) throw tokens.unexpected('( and the values of a row')
    const row = tokens.readParenthesized(readValue)
    length ??= row.length
    if (row.length === length) return row
    const message = `this row has ${row.length} values; the first has ${length}`
    throw tokens.error('INVALID_INLINE_TABLE', message, start)
  })
}

/** `'key' = value, …` in parentheses; a key may be names joined by dots, a value a text, a number, TRUE or FALSE. */
export function parseProperties(tokens: TokenStream): readonly TableProperty[] {
  return tokens.readParenthesized(() => {
    const key = parsePropertyKey(tokens)
    if (!tokens.trySymbol('=')) throw tokens.unexpected('=')
    return { key, value: parsePropertyValue(tokens) }
  })
}

export function parsePropertyKey(tokens: TokenStream): string {
  if (tokens.peek().kind === 'string') return tokens.next().value
  return tokens.readPath("a property's key").join('.')
}

function parsePropertyValue(tokens: TokenStream): string {
  const sign = tokens.trySymbol('-') ? '-' : ''
  const token = tokens.peek()
  const isBoolean = isWord(token, 'TRUE') || isWord(token, 'FALSE')
  const isText = token.kind === 'string' || isBoolean
  if (token.kind !== 'number' && (!isText || sign !== '')) throw tokens.unexpected('a text, a number, TRUE or FALSE')
  tokens.next()
  return isBoolean ? token.text.toLowerCase() : sign + token.value
}

/** An expression with its text. */
export function parseWritten(tokens: TokenStream): WrittenExpression {
  const start = tokens.peek()
  const expression = parseExpression(tokens)
  return { expression, text: tokens.textFrom(start) }
}

/** As `parseWritten`, in parentheses. */
export function parseWrittenInParentheses(tokens: TokenStream): WrittenExpression {
  tokens.expectSymbol('(')
  const written = parseWritten(tokens)
  tokens.expectSymbol(')')
  return written
}

/** `(a, b.c)`. */
export function parseColumnPaths(tokens: TokenStream): readonly (readonly string[])[] {
  return tokens.readParenthesized(() => tokens.readPath('a column'))
}

/** `(a, b)`. */
export function parseColumnNames(tokens: TokenStream): readonly string[] {
  return tokens.readParenthesized(() => tokens.readName('a column'))
}
