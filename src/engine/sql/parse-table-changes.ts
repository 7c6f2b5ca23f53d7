import { SqlError } from '../predicate/sql-error.ts'
import { SourceText } from './source.ts'
import type { AsOf, SelectedTable } from './statement.ts'
import { isWord, TokenStream } from './token-stream.ts'
import { Lexer } from './tokens.ts'
import type { Token } from './tokens.ts'

/** Of a name, and of a folder. */
const FUNCTIONS = ['TABLE_CHANGES', 'TABLE_CHANGES_BY_PATH'] as const
const NAME = "the table's name in quotes"

/** Whether the arguments of Delta's function follow the name that was just read. */
export function isTableChanges(tokens: TokenStream, name: Token): boolean {
  return FUNCTIONS.some((word) => isWord(name, word)) && tokens.isSymbol('(')
}

/**
 * Reads `('t', start [, end])` behind the function's name: an end is a version, or a time in quotes, with TIMESTAMP or DATE in
 * front if it likes. Throws WRONG_NUM_ARGS for other numbers of arguments.
 */
export function parseTableChanges(tokens: TokenStream, name: Token): SelectedTable {
  tokens.expectSymbol('(')
  const text = tokens.peek()
  const path = parseTable(tokens, isWord(name, 'TABLE_CHANGES_BY_PATH'))
  const ends: AsOf[] = []
  while (tokens.trySymbol(',')) ends.push(parseEnd(tokens))
  if (!tokens.trySymbol(')')) throw tokens.unexpected(', or )')
  const [start, end] = ends
  if (start === undefined || ends.length > 2) {
    const message = `${name.text} takes the table, a start and, if it likes, an end; these are ${ends.length + 1} arguments`
    throw tokens.error('WRONG_NUM_ARGS', message, name)
  }
  const view = `${name.text.toLowerCase()}(${[path.join('.'), ...ends.map(formatEnd)].join(', ')})`
  const places = path.map(() => tokens.source.placeOf(text))
  return { path, place: tokens.placeFrom(name), places, asOf: undefined, changes: { start, end }, view }
}

/** Spark takes both kinds of quotes for a text. */
function parseTable(tokens: TokenStream, isPath: boolean): readonly string[] {
  const token = tokens.peek()
  if (token.kind !== 'string' && !token.text.startsWith('"')) throw tokens.unexpected(NAME)
  tokens.next()
  if (isPath) return ['delta', token.value]
  try {
    const source = new SourceText(token.value)
    const inner = new TokenStream(source, new Lexer(source, { start: 0, end: token.value.length }).readStatement())
    const path = inner.readPath("a table's name")
    inner.expectEnd('the end of the name')
    return path
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    throw tokens.error(error.code, `${token.text} is no name of a table: ${error.message}`, token)
  }
}

function parseEnd(tokens: TokenStream): AsOf {
  if (tokens.peek(1).kind === 'string' && !tokens.tryWords('TIMESTAMP')) tokens.tryWords('DATE')
  const { kind, value } = tokens.peek()
  if (kind === 'string') return { kind: 'timestamp', timestamp: tokens.next().value }
  if (kind === 'word') throw tokens.unsupported('a computed end of the changes is')
  if (kind !== 'number' || !/^\d{1,15}$/.test(value)) throw tokens.unexpected("a version's number, or a time in quotes")
  return { kind: 'version', version: Number(tokens.next().value) }
}

function formatEnd(end: AsOf): string {
  return end.kind === 'version' ? `v${end.version}` : end.timestamp
}
