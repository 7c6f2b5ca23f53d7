import type { Expression } from './expression.ts'
import { resolvePredicate } from './resolve.ts'
import type { Scope } from './scope.ts'
import { columnsOf } from './typed-expression.ts'
import type { TypedExpression } from './typed-expression.ts'

/** The conditions that all must be TRUE for the predicate to be TRUE, in order. */
export function splitConjuncts(predicate: Expression): readonly Expression[] {
  return predicate.kind === 'and' ? predicate.operands.flatMap(splitConjuncts) : [predicate]
}

/** One condition for several; `TRUE` for none. */
export function joinConjuncts(conjuncts: readonly Expression[]): Expression {
  const [first, ...others] = conjuncts
  if (first === undefined) return { kind: 'literal', type: { kind: 'boolean' }, value: true }
  return others.length === 0 ? first : { kind: 'and', operands: conjuncts }
}

/** True when the expression has no column but those at the given indexes of the row. One without columns has none. */
export function isPartitionOnly(expression: TypedExpression, partitions: ReadonlySet<number>): boolean {
  return columnsOf(expression).every(({ path }) => path.length === 1 && partitions.has(path[0] as number))
}

export interface PartitionSplit {
  /** Conjuncts that touch partition columns only: they are decided by partition values alone. */
  readonly partition: readonly Expression[]
  readonly rest: readonly Expression[]
}

/** Throws `SqlError` as `resolvePredicate` does. */
export function splitByPartition(predicate: Expression, scope: Scope, partitions: ReadonlySet<number>): PartitionSplit {
  const isPartition = (conjunct: Expression): boolean => isPartitionOnly(resolvePredicate(conjunct, scope), partitions)
  const partition: Expression[] = []
  const rest: Expression[] = []
  for (const conjunct of splitConjuncts(predicate)) (isPartition(conjunct) ? partition : rest).push(conjunct)
  return { partition, rest }
}
