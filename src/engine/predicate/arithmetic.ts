import { divideHalfUp, hasPrecision, powerOfTen, rescale } from './decimal.ts'
import type { ArithmeticOperator } from './expression.ts'
import { SqlError } from './sql-error.ts'
import type { Place } from './sql-error.ts'
import { formatType, INTEGRAL_LIMITS } from './types.ts'
import type { DecimalType, IntegralName, SimpleType, Value } from './types.ts'

/** Of two values, none of them null. */
type Operation = (a: Value, b: Value) => Value

/**
 * Arithmetic by Spark's ANSI rules. Operands are as `TypedArithmetic` says. Throws DIVIDE_BY_ZERO, for floating numbers too,
 * ARITHMETIC_OVERFLOW, and NUMERIC_VALUE_OUT_OF_RANGE for decimals.
 */
export function operationOf(
  operator: ArithmeticOperator,
  type: SimpleType,
  decimals: readonly [DecimalType, DecimalType] | undefined,
  place: Place | undefined,
): Operation {
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'date': {
      const compute = smallOperation(operator, place)
      const limits = type.kind === 'date' ? 'integer' : type.kind
      return (a, b) => ensureSmall(compute(a as number, b as number), limits, type, place)
    }
    case 'long': {
      const compute = longOperation(operator, place)
      return (a, b) => ensureLong(compute(a as bigint, b as bigint), type, place)
    }
    case 'float': {
      const compute = floatingOperation(operator, place)
      return (a, b) => Math.fround(compute(a as number, b as number))
    }
    case 'decimal':
      return decimalOperation(operator, type, decimals as readonly [DecimalType, DecimalType], place)
    default: {
      const compute = floatingOperation(operator, place)
      return (a, b) => compute(a as number, b as number)
    }
  }
}

/** The negative of a value that is not null. Throws ARITHMETIC_OVERFLOW for the least whole number. */
export function negationOf(type: SimpleType, place: Place | undefined): (value: Value) => Value {
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer': {
      const { kind } = type
      return (value) => ensureSmall(-(value as number), kind, type, place)
    }
    case 'long':
      return (value) => ensureLong(-(value as bigint), type, place)
    case 'decimal':
      return (value) => -(value as bigint)
    default:
      return (value) => -(value as number)
  }
}

/** A product of two such numbers that a double does not hold exactly is outside their range anyway. */
function smallOperation(operator: ArithmeticOperator, place: Place | undefined): (a: number, b: number) => number {
  switch (operator) {
    case '+':
      return (a, b) => a + b
    case '-':
      return (a, b) => a - b
    case '*':
      return (a, b) => a * b
    default:
      return (a, b) => a % ensureNotZero(b, place)
  }
}

function longOperation(operator: ArithmeticOperator, place: Place | undefined): (a: bigint, b: bigint) => bigint {
  switch (operator) {
    case '+':
      return (a, b) => a + b
    case '-':
      return (a, b) => a - b
    case '*':
      return (a, b) => a * b
    default:
      return (a, b) => a % ensureNotZero(b, place)
  }
}

function floatingOperation(operator: ArithmeticOperator, place: Place | undefined): (a: number, b: number) => number {
  switch (operator) {
    case '+':
      return (a, b) => a + b
    case '-':
      return (a, b) => a - b
    case '*':
      return (a, b) => a * b
    case '/':
      return (a, b) => a / ensureNotZero(b, place)
    case '%':
      return (a, b) => a % ensureNotZero(b, place)
  }
}

function decimalOperation(
  operator: ArithmeticOperator,
  type: DecimalType,
  [left, right]: readonly [DecimalType, DecimalType],
  place: Place | undefined,
): Operation {
  const scale = Math.max(left.scale, right.scale)
  const compute = (a: bigint, b: bigint): bigint => {
    switch (operator) {
      case '*':
        return rescale(a * b, left.scale + right.scale, type.scale)
      case '/': {
        // The quotient at the result's scale: a / 10^left divided by b / 10^right, times 10^result.
        const shift = type.scale + right.scale - left.scale
        const [dividend, divisor] = shift >= 0 ? [a * powerOfTen(shift), b] : [a, b * powerOfTen(-shift)]
        return divideHalfUp(dividend, ensureNotZero(divisor, place))
      }
      default: {
        const [x, y] = [a * powerOfTen(scale - left.scale), b * powerOfTen(scale - right.scale)]
        const exact = operator === '+' ? x + y : operator === '-' ? x - y : x % ensureNotZero(y, place)
        return rescale(exact, scale, type.scale)
      }
    }
  }
  return (a, b) => ensurePrecision(compute(a as bigint, b as bigint), type, place)
}

/** Throws NUMERIC_VALUE_OUT_OF_RANGE when an unscaled value has more digits than its type. */
export function ensurePrecision(unscaled: bigint, type: DecimalType, place: Place | undefined): bigint {
  if (hasPrecision(unscaled, type.precision)) return unscaled
  const message = `a value has more digits than ${formatType(type)} holds; cast an operand to a type with fewer digits`
  throw new SqlError('NUMERIC_VALUE_OUT_OF_RANGE', message, place)
}

function ensureNotZero<T extends number | bigint>(divisor: T, place: Place | undefined): T {
  if (divisor !== 0 && divisor !== 0n) return divisor
  throw new SqlError('DIVIDE_BY_ZERO', 'division by zero; leave such rows out with a condition or CASE', place)
}

function ensureSmall(
  value: number,
  limits: Exclude<IntegralName, 'long'>,
  type: SimpleType,
  place: Place | undefined,
): number {
  const limit = Number(INTEGRAL_LIMITS[limits])
  // Adding 0 makes -0 a whole number's only zero.
  if (value >= -limit && value < limit) return value + 0
  throw overflow(type, place)
}

function ensureLong(value: bigint, type: SimpleType, place: Place | undefined): bigint {
  if (value >= -INTEGRAL_LIMITS.long && value < INTEGRAL_LIMITS.long) return value
  throw overflow(type, place)
}

function overflow(type: SimpleType, place: Place | undefined): SqlError {
  const message = `the result is outside the range of ${formatType(type)}; cast an operand to a wider type`
  return new SqlError('ARITHMETIC_OVERFLOW', message, place)
}
