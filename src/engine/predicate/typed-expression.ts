import type { ArithmeticOperator, ComparisonOperator, Placed } from './expression.ts'
import type { ColumnType, DecimalType, SimpleType, Value } from './types.ts'

/**
 * An expression with types, made by `resolveExpression`: names are places in a row, every conversion is a cast, what is
 * short for something else is written out.
 */
export type TypedExpression =
  | TypedColumn
  | TypedLiteral
  | TypedComparison
  | (Truth & { readonly kind: 'and' | 'or'; readonly operands: readonly TypedExpression[] })
  | (Truth & { readonly kind: 'not' | 'is-null'; readonly operand: TypedExpression })
  | TypedIn
  | TypedBetween
  | TypedLike
  | TypedArithmetic
  | (Computed & { readonly kind: 'negate'; readonly operand: TypedExpression })
  | TypedCast
  | TypedCase
  | (Computed & { readonly kind: 'coalesce'; readonly operands: readonly TypedExpression[] })
  | TypedCall

interface Computed extends Placed {
  readonly type: SimpleType
}

interface Truth extends Placed {
  readonly type: { readonly kind: 'boolean' }
}

export interface TypedColumn extends Placed {
  readonly kind: 'column'
  readonly type: ColumnType
  /** Index in the row, then in each struct on the way. */
  readonly path: readonly number[]
  /** As the schema writes it, names joined by dots. */
  readonly name: string
  readonly nullable: boolean
}

export interface TypedLiteral extends Computed {
  readonly kind: 'literal'
  readonly value: Value
}

/** Both sides have the operands' type, a decimal at most another precision. */
export interface TypedComparison extends Truth {
  readonly kind: 'comparison'
  readonly operator: ComparisonOperator
  readonly operandType: SimpleType
  readonly left: TypedExpression
  readonly right: TypedExpression
}

export interface TypedIn extends Truth {
  readonly kind: 'in'
  readonly operandType: SimpleType
  readonly operand: TypedExpression
  readonly items: readonly TypedExpression[]
}

/** As `operand >= low AND operand <= high`, but the operand is computed once. */
export interface TypedBetween extends Truth {
  readonly kind: 'between'
  readonly operandType: SimpleType
  readonly operand: TypedExpression
  readonly low: TypedExpression
  readonly high: TypedExpression
}

export interface TypedLike extends Truth {
  readonly kind: 'like'
  readonly operand: TypedExpression
  readonly pattern: TypedExpression
  readonly escape: string
}

/** Whole and floating numbers: both sides have the result's type. Decimals: each its own. A date with a number of days: INT. */
export interface TypedArithmetic extends Computed {
  readonly kind: 'arithmetic'
  readonly operator: ArithmeticOperator
  readonly left: TypedExpression
  readonly right: TypedExpression
  /** The operands' types where the result is a decimal. */
  readonly decimals: readonly [DecimalType, DecimalType] | undefined
}

export interface TypedCast extends Computed {
  readonly kind: 'cast'
  readonly from: SimpleType
  readonly operand: TypedExpression
}

export interface TypedCase extends Computed {
  readonly kind: 'case'
  /** Compared to each `when`; undefined where each is a condition. */
  readonly subject: { readonly operand: TypedExpression; readonly operandType: SimpleType } | undefined
  readonly branches: readonly { readonly when: TypedExpression; readonly then: TypedExpression }[]
  readonly otherwise: TypedExpression | undefined
}

export interface TypedCall extends Computed {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly TypedExpression[]
}

/** The expressions directly inside. */
export function operandsOf(expression: TypedExpression): readonly TypedExpression[] {
  switch (expression.kind) {
    case 'column':
    case 'literal':
      return []
    case 'comparison':
    case 'arithmetic':
      return [expression.left, expression.right]
    case 'and':
    case 'or':
    case 'coalesce':
      return expression.operands
    case 'not':
    case 'is-null':
    case 'negate':
    case 'cast':
      return [expression.operand]
    case 'in':
      return [expression.operand, ...expression.items]
    case 'between':
      return [expression.operand, expression.low, expression.high]
    case 'like':
      return [expression.operand, expression.pattern]
    case 'case': {
      const { subject, branches, otherwise } = expression
      const inside = branches.flatMap(({ when, then }) => [when, then])
      return [subject?.operand, ...inside, otherwise].filter((part) => part !== undefined)
    }
    case 'call':
      return expression.args
  }
}

/** The columns of an expression, each once, in the order they are first met. */
export function columnsOf(expression: TypedExpression): readonly TypedColumn[] {
  const found = new Map<string, TypedColumn>()
  const visit = (inner: TypedExpression): void => {
    if (inner.kind === 'column' && !found.has(columnKey(inner))) found.set(columnKey(inner), inner)
    operandsOf(inner).forEach(visit)
  }
  visit(expression)
  return [...found.values()]
}

/** Equal for columns at one place of the row. */
export function columnKey({ path }: TypedColumn): string {
  return path.join('.')
}
