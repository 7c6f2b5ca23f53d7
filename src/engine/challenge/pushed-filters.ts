import type { Expression } from '../predicate/expression.ts'
import type { SimpleName } from '../predicate/types.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'

/** How much of a filter Spark offers to a Parquet or ORC source. */
export type PushedPart = 'yes' | 'partly' | 'no'

type Types = Readonly<Record<string, SimpleName>>

/**
 * As Spark decides it (DataSourceStrategy.translateFilter, UnwrapCastInBinaryComparison): the filter is split at its topmost ANDs, and
 * each part is pushed whole or not at all. For columns of numbers and texts.
 */
export function pushedPart(filter: string, types: Types): PushedPart {
  const parts = conjuncts(parseExpressionText(filter))
  const pushed = parts.filter((part) => canPush(part, types)).length
  return pushed === parts.length ? 'yes' : pushed > 0 ? 'partly' : 'no'
}

function conjuncts(expression: Expression): readonly Expression[] {
  return expression.kind === 'and' ? expression.operands.flatMap(conjuncts) : [expression]
}

function canPush(expression: Expression, types: Types): boolean {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.every((operand) => canPush(operand, types))
    case 'not':
      return canPush(expression.operand, types)
    case 'is-null':
      return expression.operand.kind === 'column'
    case 'comparison':
      return (
        isColumnWithLiteral(expression.left, expression.right, types) ||
        isColumnWithLiteral(expression.right, expression.left, types)
      )
    case 'in':
      return expression.items.every((item) => isColumnWithLiteral(expression.operand, item, types))
    case 'between':
      return [expression.low, expression.high].every((end) => isColumnWithLiteral(expression.operand, end, types))
    case 'like':
      return isColumnWithLiteral(expression.operand, expression.pattern, types) && isPushedPattern(expression.pattern)
    default:
      return false
  }
}

/**
 * A literal is brought to the type of a column of numbers, or the cast of the column is taken off again; a column of texts that
 * meets a number is cast itself, which no file format undoes.
 */
function isColumnWithLiteral(column: Expression, literal: Expression, types: Types): boolean {
  if (column.kind !== 'column' || !isConstant(literal)) return false
  return types[column.path.join('.')] !== 'string' || (literal.kind === 'literal' && literal.type.kind === 'string')
}

/** Spark computes it before it looks at the filter. */
function isConstant(expression: Expression): boolean {
  if (expression.kind === 'negate') return isConstant(expression.operand)
  if (expression.kind === 'arithmetic') return isConstant(expression.left) && isConstant(expression.right)
  return expression.kind === 'literal'
}

/** `abc`, `abc%`, `%abc`, `%abc%`: equal, startsWith, endsWith, contains. */
function isPushedPattern(pattern: Expression): boolean {
  return pattern.kind === 'literal' && typeof pattern.value === 'string' && /^%?[^%_]*%?$/.test(pattern.value)
}
