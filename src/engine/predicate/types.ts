/**
 * Types of columns, by the names of Delta's schema. A Delta schema is such a type as it is: it only has metadata besides.
 */
export type ColumnType = SimpleType | StructType | ArrayType | MapType | { readonly kind: 'variant' }

/** Types that expressions compute with. `void` is the type of a bare NULL. */
export type SimpleType = { readonly kind: SimpleName } | DecimalType

export type SimpleName = IntegralName | 'float' | 'double' | 'boolean' | 'string' | 'binary' | MomentName | 'void'
export type IntegralName = 'byte' | 'short' | 'integer' | 'long'
type MomentName = 'date' | 'timestamp' | 'timestamp_ntz'

export interface DecimalType {
  readonly kind: 'decimal'
  readonly precision: number
  readonly scale: number
}

export interface StructType {
  readonly kind: 'struct'
  readonly fields: readonly Field[]
}

export interface ArrayType {
  readonly kind: 'array'
  readonly element: ColumnType
  readonly containsNull: boolean
}

export interface MapType {
  readonly kind: 'map'
  readonly key: ColumnType
  readonly value: ColumnType
  readonly valueContainsNull: boolean
}

export interface Field {
  readonly name: string
  readonly type: ColumnType
  readonly nullable: boolean
}

/**
 * A value of a column or an expression; its type says what it means. Null is undefined. byte, short, integer, float, double:
 * number. long: bigint. decimal: its unscaled bigint. date: days since 1970-01-01. timestamp and timestamp_ntz: bigint
 * microseconds since 1970-01-01. binary: Uint8Array. struct: an array of its fields' values. Others are only passed through.
 */
export type Value = undefined | boolean | number | bigint | string | object

/** Values in the order of the fields. */
export type Row = readonly Value[]

export const MOST_PRECISION = 38

/** The range of a whole-number type is [-limit, limit). */
export const INTEGRAL_LIMITS: Readonly<Record<IntegralName, bigint>> = {
  byte: 1n << 7n,
  short: 1n << 15n,
  integer: 1n << 31n,
  long: 1n << 63n,
}

/** Digits a decimal needs to hold every value of the type. */
export const INTEGRAL_DIGITS: Readonly<Record<IntegralName, number>> = { byte: 3, short: 5, integer: 10, long: 20 }

const INTEGRALS: readonly string[] = ['byte', 'short', 'integer', 'long']
const SIMPLE: ReadonlySet<string> = new Set<SimpleName | 'decimal'>([
  'byte',
  'short',
  'integer',
  'long',
  'float',
  'double',
  'decimal',
  'boolean',
  'string',
  'binary',
  'date',
  'timestamp',
  'timestamp_ntz',
  'void',
])

export function isSimple(type: ColumnType): type is SimpleType {
  return SIMPLE.has(type.kind)
}

export function isIntegral(type: ColumnType): type is { readonly kind: IntegralName } {
  return INTEGRALS.includes(type.kind)
}

export function isFloating(type: ColumnType): boolean {
  return type.kind === 'float' || type.kind === 'double'
}

export function isNumeric(type: ColumnType): boolean {
  return isIntegral(type) || isFloating(type) || type.kind === 'decimal'
}

export function isMoment(type: ColumnType): boolean {
  return type.kind === 'date' || type.kind === 'timestamp' || type.kind === 'timestamp_ntz'
}

export function isSameType(a: SimpleType, b: SimpleType): boolean {
  if (a.kind !== 'decimal' || b.kind !== 'decimal') return a.kind === b.kind
  return a.precision === b.precision && a.scale === b.scale
}

/** The decimal type that holds every value of a whole-number or decimal type. */
export function decimalOf(type: { readonly kind: IntegralName } | DecimalType): DecimalType {
  return type.kind === 'decimal' ? type : { kind: 'decimal', precision: INTEGRAL_DIGITS[type.kind], scale: 0 }
}

/**
 * The type both can be taken as, by Spark's ANSI rules: the wider whole number; a decimal with room for both; double where
 * a whole number or a decimal meets a floating one; the moment with more in it; and a string takes the type of the other,
 * as BIGINT for whole numbers and DOUBLE for other numbers. A decimal's precision may exceed 38. Undefined where there is none.
 */
export function tryCommonType(a: SimpleType, b: SimpleType): SimpleType | undefined {
  if (a.kind === 'void' || isSameType(a, b)) return b
  if (b.kind === 'void') return a
  if (a.kind === 'string') return typeOfText(b)
  if (b.kind === 'string') return typeOfText(a)
  if (isNumeric(a) && isNumeric(b)) return commonNumber(a, b)
  if (isMoment(a) && isMoment(b)) {
    const hasZone = a.kind === 'timestamp' || b.kind === 'timestamp'
    return { kind: hasZone ? 'timestamp' : 'timestamp_ntz' }
  }
  return undefined
}

function typeOfText(other: SimpleType): SimpleType {
  if (isIntegral(other)) return { kind: 'long' }
  return other.kind === 'float' || other.kind === 'decimal' ? { kind: 'double' } : other
}

function commonNumber(a: SimpleType, b: SimpleType): SimpleType {
  if (isIntegral(a) && isIntegral(b)) return INTEGRALS.indexOf(a.kind) > INTEGRALS.indexOf(b.kind) ? a : b
  if (isExact(a) && isExact(b)) {
    const [left, right] = [decimalOf(a), decimalOf(b)]
    const scale = left.scale > right.scale ? left.scale : right.scale
    const whole = Math.max(left.precision - left.scale, right.precision - right.scale)
    return { kind: 'decimal', precision: whole + scale, scale }
  }
  return { kind: 'double' }
}

/** Whole numbers and decimals. */
export function isExact(type: SimpleType): type is { readonly kind: IntegralName } | DecimalType {
  return type.kind === 'decimal' || isIntegral(type)
}

const SQL_NAMES: Readonly<Record<SimpleName | 'variant', string>> = {
  byte: 'TINYINT',
  short: 'SMALLINT',
  integer: 'INT',
  long: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  string: 'STRING',
  binary: 'BINARY',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  timestamp_ntz: 'TIMESTAMP_NTZ',
  void: 'VOID',
  variant: 'VARIANT',
}

/** The type in SQL: "DECIMAL(10, 2)", "STRUCT<a: INT>". */
export function formatType(type: ColumnType): string {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision}, ${type.scale})`
    case 'struct':
      return `STRUCT<${type.fields.map(({ name, type: inner }) => `${name}: ${formatType(inner)}`).join(', ')}>`
    case 'array':
      return `ARRAY<${formatType(type.element)}>`
    case 'map':
      return `MAP<${formatType(type.key)}, ${formatType(type.value)}>`
    default:
      return SQL_NAMES[type.kind]
  }
}
