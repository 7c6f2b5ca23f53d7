import type { Place } from './sql-error.ts'
import type { SimpleType, Value } from './types.ts'

/** An expression as it is written, with names. `resolveExpression` checks it and gives it types. */
export type Expression =
  | ColumnExpression
  | LiteralExpression
  | (Placed & { readonly kind: 'comparison'; readonly operator: ComparisonOperator } & Pair)
  | (Placed & { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] })
  | (Placed & { readonly kind: 'not' | 'negate'; readonly operand: Expression })
  | (Negatable & { readonly kind: 'is-null' })
  | (Negatable & { readonly kind: 'in'; readonly items: readonly Expression[] })
  | (Negatable & { readonly kind: 'between'; readonly low: Expression; readonly high: Expression })
  | (Negatable & { readonly kind: 'like'; readonly pattern: Expression; readonly escape: string })
  | (Placed & { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator } & Pair)
  | (Placed & { readonly kind: 'cast'; readonly operand: Expression; readonly type: SimpleType })
  | CaseExpression
  | CallExpression

/** Where it stands in the text it was parsed from. */
export interface Placed {
  readonly place?: Place
}

interface Pair {
  readonly left: Expression
  readonly right: Expression
}

interface Negatable extends Placed {
  readonly operand: Expression
  readonly isNegated: boolean
}

export interface ColumnExpression extends Placed {
  readonly kind: 'column'
  /** Names from outside in: of a table, of a column, of fields of structs. At least one. */
  readonly path: readonly string[]
}

export interface LiteralExpression extends Placed {
  readonly kind: 'literal'
  readonly type: SimpleType
  readonly value: Value
}

export interface CaseExpression extends Placed {
  readonly kind: 'case'
  /** `CASE operand WHEN value`: compared to each; undefined in `CASE WHEN condition`. */
  readonly operand?: Expression
  readonly branches: readonly CaseBranch[]
  readonly otherwise?: Expression
}

export interface CaseBranch {
  readonly when: Expression
  readonly then: Expression
}

export interface CallExpression extends Placed {
  readonly kind: 'call'
  /** In lower case. */
  readonly name: string
  readonly args: readonly Expression[]
}

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=' | '<=>'
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%'
