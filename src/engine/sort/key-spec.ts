import type { KeyType, SortKey } from './options.ts'
import { SortError } from './sort-error.ts'

/** One key column as a person asks for it: what is not said is found out or has a default. */
export interface KeyRequest {
  readonly column: string
  readonly type?: KeyType
  readonly direction: 'asc' | 'desc'
  readonly nulls: 'first' | 'last'
}

/** Columns that a message names. */
const MOST_NAMED = 20

const TYPES: readonly KeyType[] = ['int32', 'int64', 'float64', 'string', 'date', 'timestamp', 'decimal']

/**
 * Reads COL[:type][:asc|desc][:nulls-first|nulls-last][,…]. A column name with a comma, a colon or a quote in it stands
 * in double quotes, quotes in it doubled. Missing values go first when ascending and last when descending, unless told.
 * Throws BAD_KEY.
 */
export function parseKeySpec(text: string): KeyRequest[] {
  return splitOutsideQuotes(text, ',').map((part) => {
    const [name, ...words] = splitOutsideQuotes(part, ':')
    if (name === undefined || name === '') throw badKey(text, 'a column has no name')
    let type: KeyType | undefined
    let said: 'asc' | 'desc' | undefined
    let nulls: 'first' | 'last' | undefined
    const once = (before: unknown, what: string): void => {
      if (before !== undefined) throw badKey(text, `"${part}" names ${what} twice`)
    }
    for (const word of words) {
      if (word === 'asc' || word === 'desc') {
        once(said, 'a direction')
        said = word
      } else if (word === 'nulls-first' || word === 'nulls-last') {
        once(nulls, 'an order of nulls')
        nulls = word === 'nulls-first' ? 'first' : 'last'
      } else {
        once(type, 'a type')
        type = parseType(text, word)
      }
    }
    const direction = said ?? 'asc'
    const rest = { column: unquote(name), direction, nulls: nulls ?? (direction === 'asc' ? 'first' : 'last') } as const
    return type === undefined ? rest : { ...rest, type }
  })
}

/**
 * Finds the request's columns among those of a file; throws NO_SUCH_COLUMN, BAD_KEY for one
 * named twice and for one that the file has twice.
 */
export function findColumns(requests: readonly KeyRequest[], columns: readonly string[], file: string): number[] {
  const found = requests.map(({ column }) => {
    const index = columns.indexOf(column)
    if (columns.lastIndexOf(column) > index) {
      throw badKey(column, `${file} has two columns "${column}", and a key cannot tell them apart; rename one of them`)
    }
    if (index >= 0) return index
    if (columns.every((name) => name === '')) {
      throw new SortError('NO_SUCH_COLUMN', `${file} has no column "${column}"; it has none with a name`, column)
    }
    const known = columns.slice(0, MOST_NAMED).join(', ')
    const more = columns.length > MOST_NAMED ? ` and ${columns.length - MOST_NAMED} more` : ''
    throw new SortError('NO_SUCH_COLUMN', `${file} has no column "${column}"; it has ${known}${more}`, column)
  })
  const twice = requests.find((_, i) => found.indexOf(found[i] as number) < i)
  if (twice !== undefined) throw badKey(twice.column, `column ${twice.column} is named twice`)
  return found
}

/** Puts the types that were found out into the requests that name none. */
export function completeKeys(requests: readonly KeyRequest[], types: readonly KeyType[]): SortKey[] {
  return requests.map((request, i) => ({ ...request, type: request.type ?? (types[i] as KeyType) }))
}

function parseType(spec: string, word: string): KeyType {
  const type = TYPES.find((candidate) => candidate === word)
  if (type === undefined) throw badKey(spec, `"${word}" is no type (${TYPES.join(', ')}), direction or null order`)
  return type
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = []
  let part = ''
  let isQuoted = false
  for (const char of text) {
    if (char === '"') isQuoted = !isQuoted
    if (char === separator && !isQuoted) {
      parts.push(part)
      part = ''
    } else {
      part += char
    }
  }
  parts.push(part)
  return parts
}

function unquote(name: string): string {
  return name.startsWith('"') && name.endsWith('"') && name.length > 1 ? name.slice(1, -1).replaceAll('""', '"') : name
}

function badKey(where: string, message: string): SortError {
  return new SortError('BAD_KEY', message, where)
}
