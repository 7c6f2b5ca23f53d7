import { tryParseNumber, typeOfDecimal } from '../predicate/decimal.ts'
import { INTEGRAL_LIMITS, MOST_PRECISION } from '../predicate/types.ts'
import type { IntegralName, SimpleType, Value } from '../predicate/types.ts'

export interface TypedValue {
  readonly type: SimpleType
  readonly value: Value
}

const SUFFIXES: Readonly<Record<string, IntegralName | 'float' | 'double' | 'decimal'>> = {
  L: 'long',
  S: 'short',
  Y: 'byte',
  F: 'float',
  D: 'double',
  BD: 'decimal',
}

/**
 * The value of a number as written, with a minus in front if there is one. Without a suffix: INT, or BIGINT, or DECIMAL, the
 * first that holds it; DECIMAL with a point; DOUBLE with an exponent. A text that says why there is no such value.
 */
export function parseNumberLiteral(text: string): TypedValue | string {
  const [, digits = '', suffix = ''] = /^(.*?)(BD|[LSYFD])?$/i.exec(text) ?? []
  const number = tryParseNumber(digits)
  if (number === undefined) return `${text} is no number`
  const { unscaled, scale } = number
  const isWhole = /^-?\d+$/.test(digits)
  const kind = SUFFIXES[suffix.toUpperCase()] ?? (isWhole ? 'whole' : /e/i.test(digits) ? 'double' : 'decimal')
  switch (kind) {
    case 'whole':
      return wholeNumber(unscaled)
    case 'float':
    case 'double': {
      const value = kind === 'float' ? Math.fround(Number(digits)) : Number(digits)
      return Number.isFinite(value) ? { type: { kind }, value } : `${text} is too large for ${kind.toUpperCase()}`
    }
    case 'decimal':
      return decimalNumber(text, unscaled, scale)
    default:
      if (!isWhole) return `${text} is no whole number, which its suffix ${suffix} asks for`
      return isWithin(unscaled, kind) ? integral(kind, unscaled) : `${text} is outside the range of its type`
  }
}

function wholeNumber(value: bigint): TypedValue | string {
  if (isWithin(value, 'integer')) return integral('integer', value)
  if (isWithin(value, 'long')) return integral('long', value)
  return decimalNumber(value.toString(), value, 0)
}

function integral(kind: IntegralName, value: bigint): TypedValue {
  return { type: { kind }, value: kind === 'long' ? value : Number(value) }
}

function isWithin(value: bigint, kind: IntegralName): boolean {
  return value >= -INTEGRAL_LIMITS[kind] && value < INTEGRAL_LIMITS[kind]
}

function decimalNumber(text: string, unscaled: bigint, scale: number): TypedValue | string {
  const [value, kept] = scale < 0 ? [unscaled * BigInt('1'.padEnd(1 - scale, '0')), 0] : [unscaled, scale]
  const type = typeOfDecimal(value, kept)
  return type.precision <= MOST_PRECISION ? { type, value } : `${text} has more than ${MOST_PRECISION} digits`
}
