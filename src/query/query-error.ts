/** Why something of the query engine did not work. */
export type QueryErrorKind =
  /** DuckDB could not be fetched or started; asking again may help. */
  | 'load'
  /** The statement is wrong, or failed while it ran. */
  | 'query'
  /** The caller stopped it. */
  | 'cancelled'
  /** DuckDB broke down; the next call finds a fresh one with the same tables. */
  | 'crashed'
  /** Rows that do not fit their columns. */
  | 'data'

export class QueryError extends Error {
  override readonly name = 'QueryError'

  /** `position` is where in the statement it is, as an index of the text; undefined where DuckDB does not say. */
  constructor(
    readonly kind: QueryErrorKind,
    message: string,
    readonly position?: number,
  ) {
    super(message)
  }
}

/** Errors after which DuckDB answers nothing sensible any more: broken memory, a broken database. */
const BREAKDOWNS: readonly string[] = ['RuntimeError', 'RangeError', 'Fatal', 'FATAL', 'INTERNAL', 'Internal']

/**
 * What DuckDB says, as an error for people. With `errors_as_json` it says a type, a message and a position in bytes of the
 * statement; anything else is taken as the message.
 */
export function parseFailure(error: unknown, sql: string): QueryError {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
  if (BREAKDOWNS.includes(name)) return crashed(message)
  const told = tryParseTold(message)
  if (told === undefined) return new QueryError('query', message)
  const { exception_type: type, exception_message: text, position } = told
  if (BREAKDOWNS.includes(type)) return crashed(text)
  const place = position === undefined ? undefined : indexOfByte(sql, Number(position))
  return new QueryError('query', `${type} Error: ${withoutAdvice(text)}`, place)
}

/** Why DuckDB is not there, as an error for people. */
export function loadError(error: unknown): QueryError {
  const reason = error instanceof Error ? error.message : String(error)
  return new QueryError('load', `DuckDB could not be loaded: ${reason.replace(/\.$/, '')}. Try again.`)
}

/** Why DuckDB is gone. */
export function crashed(reason: string): QueryError {
  return new QueryError('crashed', `DuckDB broke down: ${reason}`)
}

interface ToldError {
  readonly exception_type: string
  readonly exception_message: string
  readonly position?: string
}

/** The parser's errors are wrapped, in a prefix or in another of their kind. */
function tryParseTold(text: string): ToldError | undefined {
  try {
    const told = JSON.parse(text.slice(Math.max(0, text.indexOf('{')))) as Partial<ToldError> | null
    if (typeof told?.exception_type !== 'string' || typeof told.exception_message !== 'string') return undefined
    return tryParseTold(told.exception_message) ?? (told as ToldError)
  } catch {
    return undefined
  }
}

/** How to get round it, which is not for the reader to do: extensions, disks and settings are not part of this page. */
const ADVICE = /\n+(?:Please try installing|Database is launched in in-memory mode|\* SET \w)/

/** Two ways in which DuckDB says that something is in an extension: of a function by its name, of a cast without one. */
const FUNCTION_OF_EXTENSION =
  /^\w+ Function with name "(\w+)" is not in the catalog, but it exists in the (\w+) extension/
const AUTOLOADED = /install the required extension '(\w+)'/

function withoutAdvice(message: string): string {
  const [text = message] = message.split(ADVICE)
  const [, name, home] = FUNCTION_OF_EXTENSION.exec(text) ?? []
  const needed = AUTOLOADED.exec(text)?.[1]
  const isExtension =
    needed !== undefined || (text.length < message.length && message.includes('Please try installing'))
  const told = name === undefined ? text.trim() : `${name} is not there, as it is in DuckDB's ${home} extension.`
  const words = needed === undefined ? told : `this needs DuckDB's ${needed} extension.`
  return `${words}${isExtension ? ' Extensions are not part of this page.' : ''}`
}

/** The index in a text of the character at a byte of its UTF-8 form, at most the text's end. */
export function indexOfByte(text: string, byte: number): number {
  let bytes = 0
  let index = 0
  for (const character of text) {
    if (bytes >= byte) break
    bytes += byteLength(character.codePointAt(0) as number)
    index += character.length
  }
  return index
}

function byteLength(code: number): number {
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}
