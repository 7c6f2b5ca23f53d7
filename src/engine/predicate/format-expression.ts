import { formatDate, formatMicros } from '../../base/calendar.ts'
import { formatDecimal } from './decimal.ts'
import type { CaseExpression, Expression, LiteralExpression } from './expression.ts'
import { formatIdentifier } from './identifiers.ts'
import { formatType } from './types.ts'

/** How tightly the outermost operator binds; an operand that binds less than its place asks stands in parentheses. */
const BINDING = {
  or: 1,
  and: 2,
  not: 3,
  predicate: 4,
  comparison: 5,
  sum: 6,
  product: 7,
  unary: 8,
  primary: 9,
} as const

/**
 * Writes an expression in SQL, so that parsing it gives the same expression. Two things have no literal in SQL and become
 * the expression that has their value: NaN and infinities are casts of a text.
 */
export function formatExpression(expression: Expression): string {
  return format(expression, BINDING.or)
}

function format(expression: Expression, least: number): string {
  const text = formatBare(expression)
  return bindingOf(expression) < least ? `(${text})` : text
}

function bindingOf(expression: Expression): number {
  switch (expression.kind) {
    case 'or':
    case 'and':
    case 'not':
    case 'comparison':
      return BINDING[expression.kind]
    case 'is-null':
    case 'in':
    case 'between':
    case 'like':
      return BINDING.predicate
    case 'arithmetic':
      return expression.operator === '+' || expression.operator === '-' ? BINDING.sum : BINDING.product
    case 'negate':
      return BINDING.unary
    default:
      return BINDING.primary
  }
}

function formatBare(expression: Expression): string {
  switch (expression.kind) {
    case 'column':
      return expression.path.map(formatIdentifier).join('.')
    case 'literal':
      return formatLiteral(expression)
    case 'comparison': {
      const { left, operator, right } = expression
      return `${format(left, BINDING.comparison)} ${operator} ${format(right, BINDING.sum)}`
    }
    case 'and':
      return expression.operands.map((operand) => format(operand, BINDING.not)).join(' AND ')
    case 'or':
      return expression.operands.map((operand) => format(operand, BINDING.and)).join(' OR ')
    case 'not':
      return `NOT ${format(expression.operand, BINDING.not)}`
    case 'negate':
      return `-${formatNegated(expression.operand)}`
    case 'is-null':
      return `${format(expression.operand, BINDING.comparison)} IS ${expression.isNegated ? 'NOT ' : ''}NULL`
    case 'in':
      return `${formatSubject(expression)} IN (${formatList(expression.items)})`
    case 'between': {
      const [low, high] = [expression.low, expression.high].map((bound) => format(bound, BINDING.comparison))
      return `${formatSubject(expression)} BETWEEN ${low} AND ${high}`
    }
    case 'like': {
      const escape = expression.escape === '\\' ? '' : ` ESCAPE ${formatText(expression.escape)}`
      return `${formatSubject(expression)} LIKE ${format(expression.pattern, BINDING.comparison)}${escape}`
    }
    case 'arithmetic': {
      const own = bindingOf(expression)
      return `${format(expression.left, own)} ${expression.operator} ${format(expression.right, own + 1)}`
    }
    case 'cast':
      return `CAST(${formatExpression(expression.operand)} AS ${formatType(expression.type)})`
    case 'case':
      return formatCase(expression)
    case 'call':
      return `${formatIdentifier(expression.name)}(${formatList(expression.args)})`
  }
}

function formatSubject({ operand, isNegated }: { readonly operand: Expression; readonly isNegated: boolean }): string {
  return format(operand, BINDING.comparison) + (isNegated ? ' NOT' : '')
}

function formatList(expressions: readonly Expression[]): string {
  return expressions.map(formatExpression).join(', ')
}

/** A minus before a number is part of the number, and two of them begin a comment. */
function formatNegated(operand: Expression): string {
  const isApart = operand.kind === 'literal' || operand.kind === 'negate'
  return isApart ? `(${formatExpression(operand)})` : format(operand, BINDING.unary)
}

function formatCase({ operand, branches, otherwise }: CaseExpression): string {
  const subject = operand === undefined ? '' : ` ${formatExpression(operand)}`
  const parts = branches.map(({ when, then }) => ` WHEN ${formatExpression(when)} THEN ${formatExpression(then)}`)
  const last = otherwise === undefined ? '' : ` ELSE ${formatExpression(otherwise)}`
  return `CASE${subject}${parts.join('')}${last} END`
}

function formatLiteral({ type, value }: LiteralExpression): string {
  if (value === undefined) return type.kind === 'void' ? 'NULL' : `CAST(NULL AS ${formatType(type)})`
  switch (type.kind) {
    case 'string':
      return formatText(value as string)
    case 'boolean':
      return value === true ? 'TRUE' : 'FALSE'
    case 'long':
      return `${value as bigint}L`
    case 'short':
      return `${value as number}S`
    case 'byte':
      return `${value as number}Y`
    case 'float':
    case 'double':
      return formatFloatingLiteral(value as number, type.kind)
    case 'decimal':
      return formatDecimal(value as bigint, type.scale) + (type.scale === 0 ? 'BD' : '')
    case 'date':
      return `DATE '${formatDate(value as number)}'`
    case 'timestamp':
      return `TIMESTAMP '${formatMicros(value as bigint)}'`
    case 'timestamp_ntz':
      return `TIMESTAMP_NTZ '${formatMicros(value as bigint)}'`
    case 'binary':
      return `X'${[...(value as Uint8Array)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}'`
    default:
      return `${value as bigint}`
  }
}

function formatFloatingLiteral(value: number, kind: 'float' | 'double'): string {
  if (!Number.isFinite(value)) return `CAST('${value}' AS ${formatType({ kind })})`
  const digits = Object.is(value, -0) ? '-0' : String(value)
  return digits + (kind === 'float' ? 'F' : 'D')
}

function formatText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
