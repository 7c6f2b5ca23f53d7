import type { ArithmeticOperator } from './expression.ts'
import { MOST_PRECISION } from './types.ts'
import type { DecimalType } from './types.ts'

const LEAST_KEPT_SCALE = 6

const powers: bigint[] = [1n]

/** 10 to the power `digits`, which is not negative. */
export function powerOfTen(digits: number): bigint {
  while (powers.length <= digits) powers.push((powers[powers.length - 1] as bigint) * 10n)
  return powers[digits] as bigint
}

/** An unscaled value at another scale; digits that are lost are rounded half up. */
export function rescale(unscaled: bigint, from: number, to: number): bigint {
  return to >= from ? unscaled * powerOfTen(to - from) : divideHalfUp(unscaled, powerOfTen(from - to))
}

/** The quotient to the nearest whole number, a half away from zero. `divisor` is not 0. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  const rest = dividend % divisor
  if (magnitude(rest) * 2n < magnitude(divisor)) return quotient
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}

export function hasPrecision(unscaled: bigint, precision: number): boolean {
  return magnitude(unscaled) < powerOfTen(precision)
}

/** "-1.50" of -150 at scale 2. */
export function formatDecimal(unscaled: bigint, scale: number): string {
  const digits = magnitude(unscaled)
    .toString()
    .padStart(scale + 1, '0')
  const sign = unscaled < 0n ? '-' : ''
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** The number a text is, exactly: its unscaled value and scale (negative with a large exponent). Undefined when it is none. */
export function tryParseNumber(text: string): { readonly unscaled: bigint; readonly scale: number } | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text)
  const [, sign, whole = '', fraction = '', exponent = '0'] = match ?? []
  if (whole + fraction === '') return undefined
  const unscaled = BigInt(whole + fraction)
  return { unscaled: sign === '-' ? -unscaled : unscaled, scale: fraction.length - Number(exponent) }
}

/** The smallest type that holds a value written with `scale` digits behind the point. */
export function typeOfDecimal(unscaled: bigint, scale: number): DecimalType {
  const digits = unscaled === 0n ? 1 : magnitude(unscaled).toString().length
  return { kind: 'decimal', precision: Math.max(digits, scale), scale }
}

/** The type of a result, by Spark's rules; beyond 38 digits the scale gives way down to 6. */
export function typeOfArithmetic(operator: ArithmeticOperator, a: DecimalType, b: DecimalType): DecimalType {
  const scale = Math.max(a.scale, b.scale)
  const [wholeA, wholeB] = [a.precision - a.scale, b.precision - b.scale]
  switch (operator) {
    case '+':
    case '-':
      return bounded(Math.max(wholeA, wholeB) + scale + 1, scale)
    case '*':
      return bounded(a.precision + b.precision + 1, a.scale + b.scale)
    case '/': {
      const quotientScale = Math.max(LEAST_KEPT_SCALE, a.scale + b.precision + 1)
      return bounded(wholeA + b.scale + quotientScale, quotientScale)
    }
    case '%':
      return bounded(Math.min(wholeA, wholeB) + scale, scale)
  }
}

function bounded(precision: number, scale: number): DecimalType {
  if (precision <= MOST_PRECISION) return { kind: 'decimal', precision, scale }
  const least = Math.min(scale, LEAST_KEPT_SCALE)
  return {
    kind: 'decimal',
    precision: MOST_PRECISION,
    scale: Math.max(MOST_PRECISION - (precision - scale), least),
  }
}
