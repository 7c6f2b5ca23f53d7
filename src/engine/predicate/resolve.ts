import { canCast, conversionOf } from './cast.ts'
import { typeOfArithmetic, typeOfDecimal } from './decimal.ts'
import type {
  ArithmeticOperator,
  CallExpression,
  CaseExpression,
  ComparisonOperator,
  Expression,
} from './expression.ts'
import { FUNCTIONS } from './functions.ts'
import type { Taken } from './functions.ts'
import { parseLikePattern } from './like.ts'
import { resolveColumn } from './scope.ts'
import type { Scope } from './scope.ts'
import { SqlError } from './sql-error.ts'
import type { Place } from './sql-error.ts'
import type { TypedArithmetic, TypedExpression } from './typed-expression.ts'
import { decimalOf, formatType, isExact, isIntegral, isMoment, isNumeric, isSameType, isSimple } from './types.ts'
import { MOST_PRECISION, tryCommonType } from './types.ts'
import type { DecimalType, SimpleType } from './types.ts'
import { UNSUPPORTED_FUNCTIONS } from './unsupported-functions.ts'

const BOOLEAN = { kind: 'boolean' } as const
const DOUBLE = { kind: 'double' } as const
const INTEGER = { kind: 'integer' } as const

/**
 * Gives an expression its types: names become places in the row of the scope, conversions by Spark's ANSI rules become casts,
 * NOT IN and the like are written as NOT of IN. Throws `SqlError` with the place.
 */
export function resolveExpression(expression: Expression, scope: Scope): TypedExpression {
  const resolve = (inner: Expression): TypedExpression => resolveExpression(inner, scope)
  const placed = placeOf(expression.place)
  switch (expression.kind) {
    case 'column':
      return resolveColumn(expression, scope)
    case 'literal':
      return expression
    case 'comparison': {
      const [left, right] = [resolve(expression.left), resolve(expression.right)]
      return compare(expression.operator, left, right, placed)
    }
    case 'and':
    case 'or':
      return {
        ...placed,
        kind: expression.kind,
        type: BOOLEAN,
        operands: expression.operands.map((operand) => asBoolean(resolve(operand))),
      }
    case 'not':
      return negated(asBoolean(resolve(expression.operand)), placed)
    case 'negate':
      return resolveNegate(resolve(expression.operand), placed)
    case 'is-null': {
      const test: TypedExpression = { ...placed, kind: 'is-null', type: BOOLEAN, operand: resolve(expression.operand) }
      return expression.isNegated ? negated(test, placed) : test
    }
    case 'in': {
      const test = resolveIn(resolve(expression.operand), expression.items.map(resolve), placed)
      return expression.isNegated ? negated(test, placed) : test
    }
    case 'between': {
      const bounds = [resolve(expression.low), resolve(expression.high)] as const
      const test = resolveBetween(resolve(expression.operand), bounds, placed)
      return expression.isNegated ? negated(test, placed) : test
    }
    case 'like': {
      const [operand, pattern] = [asText(resolve(expression.operand)), asText(resolve(expression.pattern))]
      const { escape } = expression
      // A pattern that is written out is checked here rather than at the first row.
      if (pattern.kind === 'literal' && pattern.value !== undefined) {
        parseLikePattern(pattern.value as string, escape, pattern.place)
      }
      const test: TypedExpression = { ...placed, kind: 'like', type: BOOLEAN, operand, pattern, escape }
      return expression.isNegated ? negated(test, placed) : test
    }
    case 'arithmetic':
      return resolveArithmetic(expression.operator, resolve(expression.left), resolve(expression.right), placed)
    case 'cast':
      return resolveCast(resolve(expression.operand), expression.type, expression.place)
    case 'case':
      return resolveCase(expression, scope)
    case 'call':
      return resolveCall(expression, expression.args.map(resolve))
  }
}

/** As `resolveExpression`, for an expression that must be TRUE, FALSE or NULL. Throws DATATYPE_MISMATCH where it is not. */
export function resolvePredicate(expression: Expression, scope: Scope): TypedExpression {
  return asBoolean(resolveExpression(expression, scope))
}

/**
 * The expression with its value converted to a type, as CAST does; a literal is converted at once. Throws DATATYPE_MISMATCH
 * where there is no such conversion.
 */
export function castExpression(operand: TypedExpression, type: SimpleType, place: Place | undefined): TypedExpression {
  const from = simpleTypeOf(operand)
  if (isSameType(from, type)) return operand
  if (!canCast(from, type)) throw mismatch(`${formatType(from)} cannot be cast to ${formatType(type)}`, place)
  const where = place ?? operand.place
  const placed = placeOf(where)
  if (operand.kind !== 'literal') return { ...placed, kind: 'cast', type, from, operand }
  const value = operand.value === undefined ? undefined : conversionOf(from, type, where)(operand.value)
  return { ...placed, kind: 'literal', type, value }
}

interface PlacedPart {
  readonly place?: Place
}

/** The place of what is resolved, to spread into what it becomes. */
function placeOf(place: Place | undefined): PlacedPart {
  return place === undefined ? {} : { place }
}

function negated(operand: TypedExpression, placed: PlacedPart): TypedExpression {
  return { ...placed, kind: 'not', type: BOOLEAN, operand }
}

function simpleTypeOf({ type, place }: TypedExpression): SimpleType {
  if (isSimple(type)) return type
  throw mismatch(`${formatType(type)} can be assigned and tested for NULL, but not computed with`, place)
}

/** A literal that cannot be converted may stand where it is never computed: it stays a cast. */
function resolveCast(operand: TypedExpression, type: SimpleType, place: Place | undefined): TypedExpression {
  try {
    return castExpression(operand, type, place)
  } catch (error) {
    const isLiteral = operand.kind === 'literal' && canCast(operand.type, type)
    if (!isLiteral || !(error instanceof SqlError)) throw error
    return { ...placeOf(place), kind: 'cast', type, from: operand.type, operand }
  }
}

function asBoolean(operand: TypedExpression): TypedExpression {
  const type = simpleTypeOf(operand)
  if (type.kind === 'boolean') return operand
  if (type.kind === 'void') return castExpression(operand, BOOLEAN, operand.place)
  throw mismatch(`a condition is TRUE, FALSE or NULL; this is ${formatType(type)}`, operand.place)
}

function asText(operand: TypedExpression): TypedExpression {
  return castExpression(operand, { kind: 'string' }, operand.place)
}

function compare(
  operator: ComparisonOperator,
  left: TypedExpression,
  right: TypedExpression,
  placed: PlacedPart,
): TypedExpression {
  const operandType = commonTypeOf([left, right], placed)
  return {
    ...placed,
    kind: 'comparison',
    type: BOOLEAN,
    operator,
    operandType,
    left: castExpression(left, operandType, left.place),
    right: castExpression(right, operandType, right.place),
  }
}

function resolveIn(operand: TypedExpression, items: readonly TypedExpression[], placed: PlacedPart): TypedExpression {
  const operandType = commonTypeOf([operand, ...items], placed)
  const [subject, ...list] = [operand, ...items].map((part) => castExpression(part, operandType, part.place))
  return { ...placed, kind: 'in', type: BOOLEAN, operandType, operand: subject as TypedExpression, items: list }
}

function resolveBetween(
  operand: TypedExpression,
  [low, high]: readonly [TypedExpression, TypedExpression],
  placed: PlacedPart,
): TypedExpression {
  const operandType = commonTypeOf([operand, low, high], placed)
  return {
    ...placed,
    kind: 'between',
    type: BOOLEAN,
    operandType,
    operand: castExpression(operand, operandType, operand.place),
    low: castExpression(low, operandType, low.place),
    high: castExpression(high, operandType, high.place),
  }
}

/** The one type all can be taken as; its precision may exceed 38. */
function commonTypeOf(parts: readonly TypedExpression[], placed: PlacedPart): SimpleType {
  let common: SimpleType = { kind: 'void' }
  for (const part of parts) {
    const type = simpleTypeOf(part)
    const wider = tryCommonType(common, type)
    if (wider === undefined) {
      const message = `${formatType(common)} and ${formatType(type)} have no common type; cast one of them`
      throw mismatch(message, part.place ?? placed.place)
    }
    common = wider
  }
  return common
}

function resolveNegate(operand: TypedExpression, placed: PlacedPart): TypedExpression {
  const type = simpleTypeOf(operand)
  const taken = type.kind === 'string' || type.kind === 'void' ? DOUBLE : type
  if (!isNumeric(taken)) throw mismatch(`${formatType(type)} has no negative`, operand.place)
  return { ...placed, kind: 'negate', type: taken, operand: castExpression(operand, taken, operand.place) }
}

function resolveArithmetic(
  operator: ArithmeticOperator,
  left: TypedExpression,
  right: TypedExpression,
  placed: PlacedPart,
): TypedExpression {
  const [a, b] = [simpleTypeOf(left), simpleTypeOf(right)]
  if (isMoment(a) || isMoment(b)) return resolveDays(operator, left, right, placed)
  const common = tryCommonType(a, b)
  const taken = common?.kind === 'string' || common?.kind === 'void' ? DOUBLE : common
  if (taken === undefined || !isNumeric(taken)) {
    throw mismatch(`${operator} does not take ${formatType(a)} and ${formatType(b)}`, placed.place)
  }
  if (taken.kind === 'decimal') return resolveDecimals(operator, left, right, placed)
  const type = operator === '/' ? DOUBLE : taken
  return {
    ...placed,
    kind: 'arithmetic',
    type,
    operator,
    left: castExpression(left, type, left.place),
    right: castExpression(right, type, right.place),
    decimals: undefined,
  }
}

function resolveDecimals(
  operator: ArithmeticOperator,
  left: TypedExpression,
  right: TypedExpression,
  placed: PlacedPart,
): TypedArithmetic {
  const decimals = [exactTypeOf(left), exactTypeOf(right)] as const
  return {
    ...placed,
    kind: 'arithmetic',
    type: typeOfArithmetic(operator, ...decimals),
    operator,
    left: castExpression(left, decimals[0], left.place),
    right: castExpression(right, decimals[1], right.place),
    decimals,
  }
}

/** A whole number that is written out needs only the digits it has. */
function exactTypeOf(operand: TypedExpression): DecimalType {
  const type = simpleTypeOf(operand)
  const isWhole = operand.kind === 'literal' && isIntegral(type) && operand.value !== undefined
  if (isWhole) return typeOfDecimal(BigInt(operand.value as number | bigint), 0)
  return isExact(type) ? decimalOf(type) : { kind: 'decimal', precision: 1, scale: 0 }
}

/** A date and a number of days. */
function resolveDays(
  operator: ArithmeticOperator,
  left: TypedExpression,
  right: TypedExpression,
  placed: PlacedPart,
): TypedArithmetic {
  const isSum = operator === '+' && right.type.kind === 'date'
  const [day, days] = isSum ? [right, left] : [left, right]
  const isSmall = days.type.kind === 'byte' || days.type.kind === 'short' || days.type.kind === 'integer'
  if (day.type.kind !== 'date' || !isSmall || (operator !== '+' && operator !== '-')) {
    const message = `${operator} does not take ${formatType(left.type)} and ${formatType(right.type)}; a DATE takes + and - with a number of days (INT)`
    throw mismatch(message, placed.place)
  }
  const number = castExpression(days, INTEGER, days.place)
  return {
    ...placed,
    kind: 'arithmetic',
    type: { kind: 'date' },
    operator,
    left: day,
    right: number,
    decimals: undefined,
  }
}

function resolveCase({ operand, branches, otherwise, place }: CaseExpression, scope: Scope): TypedExpression {
  const placed = placeOf(place)
  const subject = operand === undefined ? undefined : resolveExpression(operand, scope)
  const whens = branches.map(({ when }) => resolveExpression(when, scope))
  const thens = branches.map(({ then }) => resolveExpression(then, scope))
  const last = otherwise === undefined ? undefined : resolveExpression(otherwise, scope)
  const type = bounded(commonTypeOf(last === undefined ? thens : [...thens, last], placed))
  const operandType = subject === undefined ? BOOLEAN : commonTypeOf([subject, ...whens], placed)
  const asOperand = (part: TypedExpression): TypedExpression =>
    subject === undefined ? asBoolean(part) : castExpression(part, operandType, part.place)
  return {
    ...placed,
    kind: 'case',
    type,
    subject: subject === undefined ? undefined : { operand: asOperand(subject), operandType },
    branches: whens.map((when, i) => {
      const then = thens[i] as TypedExpression
      return { when: asOperand(when), then: castExpression(then, type, then.place) }
    }),
    otherwise: last === undefined ? undefined : castExpression(last, type, last.place),
  }
}

/** Values of the type must be kept: beyond 38 digits, the whole ones go before those behind the point. */
function bounded(type: SimpleType): SimpleType {
  if (type.kind !== 'decimal' || type.precision <= MOST_PRECISION) return type
  const whole = Math.min(MOST_PRECISION, type.precision - type.scale)
  return { kind: 'decimal', precision: MOST_PRECISION, scale: Math.min(type.scale, MOST_PRECISION - whole) }
}

function resolveCall({ name, place }: CallExpression, args: readonly TypedExpression[]): TypedExpression {
  const placed = placeOf(place)
  if (name === 'coalesce' && args.length > 0) {
    const type = bounded(commonTypeOf(args, placed))
    return { ...placed, kind: 'coalesce', type, operands: args.map((arg) => castExpression(arg, type, arg.place)) }
  }
  const known = FUNCTIONS.get(name)
  if (known === undefined) throw unknownFunction(name, place)
  const [least, most] = known.count
  if (args.length < least || args.length > most) {
    const wanted = least === most ? `${least}` : `${least} to ${most}`
    const message = `${name} has ${args.length} arguments; it takes ${wanted}`
    throw new SqlError('WRONG_NUM_ARGS', message, place)
  }
  const taken = args.map((arg, i) => takeArgument(name, arg, known.takes[i] ?? (known.takes.at(-1) as Taken)))
  const first = simpleTypeOf(taken[0] as TypedExpression)
  return { ...placed, kind: 'call', name, type: known.result(first), args: taken }
}

function takeArgument(name: string, arg: TypedExpression, taken: Taken): TypedExpression {
  const type = simpleTypeOf(arg)
  const isLoose = type.kind === 'string' || type.kind === 'void'
  if (taken === 'number' && isNumeric(type)) return arg
  if (taken === 'number' && isLoose) return castExpression(arg, DOUBLE, arg.place)
  const isTaken = taken === 'string' || (taken === 'integer' ? isIntegral(type) : isMoment(type))
  if (taken !== 'number' && (isTaken || isLoose)) return castExpression(arg, { kind: taken }, arg.place)
  throw mismatch(`${name} does not take ${formatType(type)} there`, arg.place)
}

function unknownFunction(name: string, place: Place | undefined): SqlError {
  const what = UNSUPPORTED_FUNCTIONS.get(name)
  if (what !== undefined) return new SqlError('NOT_SUPPORTED', `${what} are not supported here: ${name}`, place)
  const names = ['coalesce', ...FUNCTIONS.keys()].sort().join(', ')
  return new SqlError('UNRESOLVED_ROUTINE', `there is no function ${name}; there are ${names}`, place)
}

function mismatch(message: string, place: Place | undefined): SqlError {
  return new SqlError('DATATYPE_MISMATCH', message, place)
}
