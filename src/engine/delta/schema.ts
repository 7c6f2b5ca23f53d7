import { isRecord } from '../../base/parse.ts'
import { DeltaError } from './delta-error.ts'

/** The types of Delta (PROTOCOL.md, Schema Serialization Format). */
export type DataType =
  | { readonly kind: PrimitiveName }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | StructType
  | { readonly kind: 'array'; readonly element: DataType; readonly containsNull: boolean }
  | { readonly kind: 'map'; readonly key: DataType; readonly value: DataType; readonly valueContainsNull: boolean }

export interface StructType {
  readonly kind: 'struct'
  readonly fields: readonly StructField[]
}

export interface StructField {
  readonly name: string
  readonly type: DataType
  readonly nullable: boolean
  readonly metadata: Readonly<Record<string, unknown>>
}

const PRIMITIVES = [
  'string',
  'long',
  'integer',
  'short',
  'byte',
  'float',
  'double',
  'boolean',
  'binary',
  'date',
  'timestamp',
  'timestamp_ntz',
  'variant',
  'void',
] as const
export type PrimitiveName = (typeof PRIMITIVES)[number]

const MOST_DEPTH = 50
const TYPE_CHANGES = 'delta.typeChanges'

/**
 * Parses `schemaString`. Throws DELTA_SCHEMA_MALFORMED, DELTA_UNSUPPORTED_DATA_TYPES for a type that is not known,
 * DELTA_UNSUPPORTED_TYPE_CHANGE_IN_SCHEMA for a recorded change that a reader cannot follow, and
 * DELTA_DUPLICATE_COLUMNS_FOUND when names differ at most by case.
 */
export function parseSchema(schemaString: string): StructType {
  let value: unknown
  try {
    value = JSON.parse(schemaString)
  } catch {
    throw wrong('', 'JSON')
  }
  const type = parseType(value, '', 0)
  if (type.kind !== 'struct') throw wrong('', 'a struct')
  return type
}

function parseType(value: unknown, path: string, depth: number): DataType {
  if (depth > MOST_DEPTH) throw wrong(path, `nested at most ${MOST_DEPTH} deep`)
  if (typeof value === 'string') return parsePrimitive(value, path)
  if (!isRecord(value)) throw wrong(path, 'a type')
  switch (value['type']) {
    case 'struct':
      return parseStruct(value, path, depth)
    case 'array':
      return {
        kind: 'array',
        element: parseType(value['elementType'], `${path}.element`, depth + 1),
        containsNull: value['containsNull'] !== false,
      }
    case 'map':
      return {
        kind: 'map',
        key: parseType(value['keyType'], `${path}.key`, depth + 1),
        value: parseType(value['valueType'], `${path}.value`, depth + 1),
        valueContainsNull: value['valueContainsNull'] !== false,
      }
    default:
      throw unsupported(JSON.stringify(value['type'] ?? null), path)
  }
}

function parsePrimitive(name: string, path: string): DataType {
  const decimal = /^decimal\((\d{1,2}),\s*(\d{1,2})\)$/.exec(name)
  if (decimal !== null || name === 'decimal') {
    const [precision, scale] = [Number(decimal?.[1] ?? 10), Number(decimal?.[2] ?? 0)]
    if (precision > 38 || scale > precision) throw unsupported(name, path)
    return { kind: 'decimal', precision, scale }
  }
  const kind = PRIMITIVES.find((known) => known === name)
  if (kind !== undefined) return { kind }
  // Names that Spark reads besides its own, the first one its former name of void (DataType.scala, nameToType).
  if (name === 'null') return { kind: 'void' }
  if (name === 'timestamp_ltz') return { kind: 'timestamp' }
  // Lengths of char and varchar are kept in the metadata of the field; a collation changes no value.
  if (/^string collate /i.test(name) || /^(var)?char\(\d+\)$/.test(name)) return { kind: 'string' }
  throw unsupported(name, path)
}

function parseStruct(value: Readonly<Record<string, unknown>>, path: string, depth: number): StructType {
  const list = value['fields']
  if (!Array.isArray(list)) throw wrong(`${path}.fields`, 'a list')
  const names = new Set<string>()
  const fields = list.map((item: unknown): StructField => {
    if (!isRecord(item) || typeof item['name'] !== 'string') throw wrong(`${path}.fields`, 'a list of fields')
    const { name } = item
    const inside = path === '' ? name : `${path}.${name}`
    const folded = name.toLowerCase()
    if (names.has(folded)) {
      throw new DeltaError('DELTA_DUPLICATE_COLUMNS_FOUND', `the schema has the column ${inside} twice`, inside)
    }
    names.add(folded)
    const metadata = isRecord(item['metadata']) ? item['metadata'] : {}
    const type = parseType(item['type'], inside, depth + 1)
    checkTypeChanges(metadata[TYPE_CHANGES], inside)
    return { name, type, nullable: item['nullable'] !== false, metadata }
  })
  return { kind: 'struct', fields }
}

/** Every recorded change must be one of the protocol's (Type Widening). */
function checkTypeChanges(changes: unknown, path: string): void {
  if (changes === undefined || changes === null) return
  if (!Array.isArray(changes)) throw wrong(`${path}.${TYPE_CHANGES}`, 'a list')
  for (const change of changes as unknown[]) {
    const [from, to] = isRecord(change) ? [change['fromType'], change['toType']] : []
    if (typeof from === 'string' && typeof to === 'string' && isWidening(from, to)) continue
    throw new DeltaError(
      'DELTA_UNSUPPORTED_TYPE_CHANGE_IN_SCHEMA',
      `the type of ${path} was changed from ${String(from)} to ${String(to)}, a change that is not supported`,
      path,
    )
  }
}

/** Whether a column was of `from` once, so that files and statistics of that time are still (Type Widening). */
export function wasWidenedFrom(from: PrimitiveName, { metadata }: StructField): boolean {
  const changes = metadata[TYPE_CHANGES]
  return Array.isArray(changes) && changes.some((change) => isRecord(change) && change['fromType'] === from)
}

const WHOLE_NUMBERS = ['byte', 'short', 'integer', 'long']

function isWidening(from: string, to: string): boolean {
  if (from === to) return true
  const rank = WHOLE_NUMBERS.indexOf(from)
  if (rank >= 0 && WHOLE_NUMBERS.indexOf(to) > rank) return true
  if (rank >= 0 && rank < 3 && to === 'double') return true
  if (from === 'float') return to === 'double'
  if (from === 'date') return to === 'timestamp_ntz' || to === 'timestampNtz'
  const wide = decimalOf(to)
  if (wide === undefined) return false
  const narrow = rank >= 0 ? { precision: rank === 3 ? 20 : 10, scale: 0 } : decimalOf(from)
  if (narrow === undefined) return false
  const wholeGrows = wide.precision - wide.scale >= narrow.precision - narrow.scale
  return wholeGrows && wide.scale >= narrow.scale
}

function decimalOf(name: string): { readonly precision: number; readonly scale: number } | undefined {
  const match = /^decimal\((\d+),\s*(\d+)\)$/.exec(name)
  return match === null ? undefined : { precision: Number(match[1]), scale: Number(match[2]) }
}

function wrong(path: string, expected: string): DeltaError {
  const where = `metaData.schemaString${path === '' ? '' : `:${path}`}`
  return new DeltaError('DELTA_SCHEMA_MALFORMED', `${where} is not ${expected}`, where)
}

function unsupported(name: string, path: string): DeltaError {
  return new DeltaError(
    'DELTA_UNSUPPORTED_DATA_TYPES',
    `column ${path} has the type ${name}, which is not supported`,
    path,
  )
}
