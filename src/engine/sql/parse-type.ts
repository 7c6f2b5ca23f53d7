import { MOST_PRECISION } from '../predicate/types.ts'
import type { ColumnType, Field, SimpleName } from '../predicate/types.ts'
import type { TokenStream } from './token-stream.ts'

const MOST_DEPTH = 50

const NAMES: Readonly<Record<string, SimpleName | 'variant'>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'byte',
  BYTE: 'byte',
  SMALLINT: 'short',
  SHORT: 'short',
  INT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'long',
  LONG: 'long',
  FLOAT: 'float',
  REAL: 'float',
  DOUBLE: 'double',
  STRING: 'string',
  BINARY: 'binary',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_LTZ: 'timestamp',
  TIMESTAMP_NTZ: 'timestamp_ntz',
  VOID: 'void',
  VARIANT: 'variant',
}
const DECIMAL_NAMES = ['DECIMAL', 'DEC', 'NUMERIC']
const UNSUPPORTED = ['CHAR', 'CHARACTER', 'VARCHAR', 'INTERVAL', 'GEOMETRY', 'GEOGRAPHY', 'OBJECT']

/** Reads a type: INT, DECIMAL(10, 2), STRUCT<a: INT NOT NULL, b: ARRAY<STRING>>. */
export function parseType(tokens: TokenStream, depth = 0): ColumnType {
  const start = tokens.peek()
  const name = start.kind === 'word' ? start.text.toUpperCase() : ''
  if (UNSUPPORTED.includes(name)) throw tokens.unsupported(`the type ${name} is`)
  if (depth > MOST_DEPTH) {
    throw tokens.error('NESTED_TOO_DEEP', `types stand inside each other more than ${MOST_DEPTH} deep`)
  }
  const kind = NAMES[name]
  if (kind !== undefined) {
    tokens.next()
    return { kind }
  }
  if (DECIMAL_NAMES.includes(name)) return parseDecimal(tokens)
  if (name === 'ARRAY' || name === 'MAP' || name === 'STRUCT') {
    tokens.next()
    tokens.expectSymbol('<')
    const type = parseNested(tokens, name, depth + 1)
    tokens.expectSymbol('>')
    return type
  }
  throw tokens.unexpected('a type, like INT, STRING or DECIMAL(10, 2)')
}

function parseNested(tokens: TokenStream, name: 'ARRAY' | 'MAP' | 'STRUCT', depth: number): ColumnType {
  switch (name) {
    case 'ARRAY':
      return { kind: 'array', element: parseType(tokens, depth), containsNull: true }
    case 'MAP': {
      const key = parseType(tokens, depth)
      tokens.expectSymbol(',')
      return { kind: 'map', key, value: parseType(tokens, depth), valueContainsNull: true }
    }
    case 'STRUCT':
      return { kind: 'struct', fields: tokens.readList(() => parseField(tokens, depth)) }
  }
}

function parseField(tokens: TokenStream, depth: number): Field {
  const name = tokens.readName('the name of a field')
  tokens.trySymbol(':')
  const type = parseType(tokens, depth)
  return { name, type, nullable: !tokens.tryWords('NOT', 'NULL') }
}

function parseDecimal(tokens: TokenStream): ColumnType {
  const start = tokens.next()
  if (!tokens.trySymbol('(')) return { kind: 'decimal', precision: 10, scale: 0 }
  const precision = readCount(tokens)
  const scale = tokens.trySymbol(',') ? readCount(tokens) : 0
  tokens.expectSymbol(')')
  if (precision >= 1 && precision <= MOST_PRECISION && scale <= precision) return { kind: 'decimal', precision, scale }
  const message = `a decimal has 1 to ${MOST_PRECISION} digits, and not more of them behind the point`
  throw tokens.error('INVALID_LITERAL', message, start)
}

function readCount(tokens: TokenStream): number {
  const { kind, text } = tokens.peek()
  if (kind !== 'number' || !/^\d{1,3}$/.test(text)) throw tokens.unexpected('a number of digits')
  tokens.next()
  return Number(text)
}
